-- stage restated: share counts and per-share amounts that a later filing restates by a simple factor
SELECT entity, before, since, per_share,
       CAST(CASE WHEN factor >= 1 THEN CASE WHEN halves THEN round(factor * 2) ELSE round(factor) END
                 ELSE CASE WHEN halves THEN 2 ELSE 1 END END AS INTEGER) AS above,
       CAST(CASE WHEN factor >= 1 THEN CASE WHEN halves THEN 2 ELSE 1 END
                 ELSE CASE WHEN halves THEN round(2 / factor) ELSE round(1 / factor) END END AS INTEGER) AS below
FROM (
  SELECT *, CASE WHEN abs(larger - round(larger)) <= slack * larger THEN FALSE ELSE TRUE END AS halves
  FROM (
    SELECT *, CASE WHEN factor >= 1 THEN factor ELSE 1 / factor END AS larger
    FROM (
      SELECT x.entity, o.until AS before, n.since, CASE WHEN x.unit = 'shares' THEN 0 ELSE 1 END AS per_share,
             CASE WHEN x.unit = 'shares' THEN CAST(n.value AS DOUBLE) / CAST(o.value AS DOUBLE)
                  ELSE CAST(o.value AS DOUBLE) / CAST(n.value AS DOUBLE) END AS factor,
             CASE WHEN x.unit = 'shares' THEN 0.003
                  ELSE 0.006 / least(abs(CAST(n.value AS DOUBLE)), abs(CAST(o.value AS DOUBLE))) END AS slack
      FROM versions n
      JOIN series x ON x.series = n.series
      JOIN versions o ON o.series = n.series AND o.label = n.label AND o.quarter = n.quarter AND o.span = n.span
       AND o.run = n.run - 1
      WHERE n.sole = 0 AND x.line IN ({split_concepts}) AND n.value <> 0 AND o.value <> 0 AND x.dimensions = ''
        AND (x.unit = 'shares' OR x.unit LIKE '%/shares')
    ) AS compared
  ) AS sized
  WHERE larger BETWEEN 1.4 AND 400 AND slack < 0.05
) AS halved
WHERE abs(larger - round(larger)) <= slack * larger
   OR (larger < 8 AND abs(larger * 2 - round(larger * 2)) <= slack * larger * 2)

-- stage split_days: restatements of one factor whose times overlap are one split; the basis changes with the
-- first filing on the new one
SELECT entity, above, below, min(since) AS since, max(before) AS before,
       sum(1 - per_share) AS counts, sum(per_share) AS amounts
FROM (
  SELECT *, sum(opens) OVER (PARTITION BY entity, above, below ORDER BY before, since
                             ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS island
  FROM (
    SELECT *, CASE WHEN before < max(since) OVER (PARTITION BY entity, above, below ORDER BY before, since
                                                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                   THEN 0 ELSE 1 END AS opens
    FROM restated WHERE since - before < 800
  ) AS opened
) AS islands
GROUP BY entity, above, below, island

-- stage splits: those that two share counts show, or one together with the ratio that the company states
SELECT entity, before, since, above, below
FROM (
  SELECT d.entity, d.before, d.since, d.above, d.below, d.counts, d.amounts,
         max(CASE WHEN s.entity IS NULL THEN 0 ELSE 1 END) AS stated
  FROM split_days d
  LEFT JOIN (
    SELECT DISTINCT entity, value FROM picked
    WHERE concept = 'us-gaap:StockholdersEquityNoteStockSplitConversionRatio1' AND value > 0
  ) AS s ON s.entity = d.entity
   AND (abs(s.value * d.below - d.above) < 0.01 * d.above OR abs(s.value * d.above - d.below) < 0.01 * d.below)
  GROUP BY d.entity, d.before, d.since, d.above, d.below, d.counts, d.amounts
) AS supported
WHERE counts >= 2 OR (counts >= 1 AND (stated = 1 OR amounts >= 1)) OR (stated = 1 AND amounts >= 2)

-- stage factors: by how much a count filed on a day must be multiplied, above over below
SELECT b.entity, b.known,
       CAST(round(exp(sum(ln(s.above)))) AS DECIMAL(12, 0)) AS above,
       CAST(round(exp(sum(ln(s.below)))) AS DECIMAL(12, 0)) AS below
FROM (SELECT DISTINCT entity, known FROM picked) AS b
JOIN splits s ON s.entity = b.entity AND b.known < s.since
GROUP BY b.entity, b.known
