-- stage picked: the facts that the metrics asked for may rest on, as known on the day asked for
SELECT row_number() OVER (ORDER BY entity, concept, dimensions, unit, last_day, first_day, accession,
                                   priority, file, file_line, value) AS id, *
FROM (
  SELECT entity, concept, unit, dimensions, {member} AS member, {axis} AS axis,
         "start" AS first_day, "end" AS last_day, value, decimals, accession, form, filed, known,
         priority, source, file, line AS file_line, rounded_dates,
         CASE WHEN source = 'transcription' THEN 4
              WHEN {periodic} THEN 0
              ELSE 2 END AS grade
  FROM facts
  WHERE concept IN ({concepts}) AND value IS NOT NULL AND unit IS NOT NULL AND "end" IS NOT NULL
    AND coregistrant IS NULL AND ({dimensions}) {known} {entities}
    AND coalesce(form, '') NOT LIKE 'DEF%' AND coalesce(form, '') NOT LIKE 'PRE%'
    AND ("start" IS NULL OR "end" - "start" BETWEEN 69 AND 384)
) AS facts_of_metrics

-- stage pairs: concepts that stand in one chain
SELECT DISTINCT a.concept AS one, b.concept AS other
FROM chains a JOIN chains b ON b.term = a.term AND b.concept <> a.concept

-- stage said: what each filing says under such concepts
SELECT entity, concept, unit, first_day, last_day, accession, min(value) AS low, max(value) AS high
FROM picked
WHERE dimensions = '' AND value <> 0 AND concept IN (SELECT one FROM pairs)
GROUP BY entity, concept, unit, first_day, last_day, accession

-- stage one_line: two tags of one line: filings give them the same amount for the same time, and no filing
-- gives them two; a company that moves from one to the other goes on with one series
SELECT a.entity, a.concept AS one, b.concept AS other
FROM said a
JOIN said b ON b.entity = a.entity AND b.unit = a.unit AND b.last_day = a.last_day
 AND b.first_day IS NOT DISTINCT FROM a.first_day
JOIN pairs p ON p.one = a.concept AND p.other = b.concept
GROUP BY a.entity, a.concept, b.concept
HAVING max(CASE WHEN a.low = b.low AND a.high = b.high THEN 1 ELSE 0 END) = 1
   AND max(CASE WHEN a.accession = b.accession AND (a.low <> b.low OR a.high <> b.high) THEN 1 ELSE 0 END) = 0

-- stage neighbours: a line bears the name that comes first of its tags
SELECT entity, one AS concept, least(one, min(other)) AS line
FROM one_line GROUP BY entity, one

-- stage lines: the name of the line of each tag that has moved, over one tag in between
SELECT n.entity, n.concept, least(n.line, min(m.line)) AS line
FROM neighbours n
JOIN one_line o ON o.entity = n.entity AND o.one = n.concept
JOIN neighbours m ON m.entity = o.entity AND m.concept = o.other
GROUP BY n.entity, n.concept, n.line

-- stage spans: every stretch of time that these facts cover, and the known years beside it
SELECT s.entity, s.first_day, s.last_day,
       min(CASE WHEN y.last_day >= s.last_day - 10 THEN y.last_day END) AS next_end,
       max(CASE WHEN y.last_day < s.last_day - 10 THEN y.last_day END) AS previous_end
FROM (SELECT DISTINCT entity, first_day, last_day FROM picked) AS s
JOIN years y ON y.entity = s.entity
GROUP BY s.entity, s.first_day, s.last_day

-- stage placed: the fiscal year that each stretch ends in; before the first and after the last known year
-- the calendar goes on in the same steps, and a gap that is no whole number of years has none
SELECT entity, first_day, last_day, label, year_start, year_end
FROM (
  SELECT s.entity, s.first_day, s.last_day, s.previous_end,
         CASE WHEN s.next_end IS NULL THEN p.label + steps_on
              WHEN s.last_day >= n.first_day THEN n.label ELSE n.label - steps_back END AS label,
         CASE WHEN s.next_end IS NULL THEN s.previous_end + CAST(round(steps_on * 365.2425) AS INTEGER) - 364
              WHEN s.last_day >= n.first_day THEN n.first_day
              ELSE s.next_end - CAST(round(steps_back * 365.2425) AS INTEGER) - 364 END AS year_start,
         CASE WHEN s.next_end IS NULL THEN s.previous_end + CAST(round(steps_on * 365.2425) AS INTEGER)
              WHEN s.last_day >= n.first_day THEN s.next_end
              ELSE s.next_end - CAST(round(steps_back * 365.2425) AS INTEGER) END AS year_end
  FROM (
    SELECT *, CAST(floor((next_end - last_day + 10) / 365.2425) AS INTEGER) AS steps_back,
           CAST(ceil((last_day - 10 - previous_end) / 365.2425) AS INTEGER) AS steps_on
    FROM spans
  ) AS s
  LEFT JOIN years n ON n.entity = s.entity AND n.last_day = s.next_end
  LEFT JOIN years p ON p.entity = s.entity AND p.last_day = s.previous_end
) AS reckoned
WHERE previous_end IS NULL OR year_start > previous_end - 10

-- stage slots: which quarter each stretch ends with and how many quarters it covers (0: a day);
-- quarters have 12, 13 or 16 weeks
SELECT entity, first_day, last_day, label, quarter, year_end,
       CASE WHEN first_day IS NULL THEN 0 ELSE quarter - begun END AS span
FROM (
  SELECT entity, first_day, last_day, label, year_end,
         CASE WHEN abs(year_end - last_day) <= 10 THEN 4
              WHEN last_day - year_start + 1 BETWEEN 77 AND 119 THEN 1
              WHEN last_day - year_start + 1 BETWEEN 161 AND 203 THEN 2
              WHEN last_day - year_start + 1 BETWEEN 245 AND 287 THEN 3 END AS quarter,
         CASE WHEN abs(first_day - year_start) <= 10 THEN 0
              WHEN first_day - year_start BETWEEN 77 AND 119 THEN 1
              WHEN first_day - year_start BETWEEN 161 AND 203 THEN 2
              WHEN first_day - year_start BETWEEN 245 AND 287 THEN 3 END AS begun
  FROM placed
) AS counted
WHERE quarter IS NOT NULL AND (first_day IS NULL OR begun < quarter)

-- stage slot_ends: the day on which a quarter ends, for a company: the one that most facts name
SELECT entity, label, quarter, last_day
FROM (
  SELECT s.entity, s.label, s.quarter, s.last_day,
         row_number() OVER (PARTITION BY s.entity, s.label, s.quarter
                            ORDER BY max(CASE WHEN s.span > 0 AND p.grade < 4 AND NOT p.rounded_dates THEN 1 ELSE 0 END) DESC,
                                     count(*) DESC, s.last_day DESC) AS place
  FROM picked p
  JOIN slots s ON s.entity = p.entity AND s.last_day = p.last_day
   AND s.first_day IS NOT DISTINCT FROM p.first_day
  GROUP BY s.entity, s.label, s.quarter, s.last_day
) AS ranked
WHERE place = 1

-- stage reports: what each filing says of a slot, once; the most exact of several roundings in one filing
SELECT entity, line, unit, dimensions, member, axis, label, quarter, span, accession, known, value,
       first_day, last_day, grade, id, filing_year, spread > slack AS conflict
FROM (
  SELECT p.entity, p.line, p.unit, p.dimensions, p.member, p.axis, s.label, s.quarter, s.span,
         p.accession, p.known, p.value, p.first_day, p.last_day, p.id,
         s.label + CAST(greatest(0, CASE WHEN {annual} THEN floor((p.known - s.year_end) / 365.25)
                                         ELSE ceil((p.known - s.year_end) / 365.25) END) AS INTEGER) AS filing_year,
         p.grade + CASE WHEN e.last_day = p.last_day AND NOT p.rounded_dates THEN 0 ELSE 1 END AS grade,
         min(p.grade + CASE WHEN e.last_day = p.last_day AND NOT p.rounded_dates THEN 0 ELSE 1 END) OVER slot
           AS best_grade,
         max(p.value) OVER filing - min(p.value) OVER filing AS spread,
         CASE WHEN min(p.exponent) OVER filing IS NULL THEN abs(p.value) * 0.005
              ELSE power(10.0, -(min(p.exponent) OVER filing)) END AS slack,
         row_number() OVER (PARTITION BY p.entity, p.line, p.unit, p.dimensions, s.label, s.quarter, s.span,
                                         p.accession
                            ORDER BY CASE WHEN e.last_day = p.last_day AND NOT p.rounded_dates THEN 0 ELSE 1 END,
                                     coalesce(p.exponent, 0) DESC, p.priority, p.id) AS place
  FROM (
    SELECT f.*, CASE WHEN f.decimals = 'INF' THEN 12 ELSE TRY_CAST(f.decimals AS INTEGER) END AS exponent,
           coalesce(l.line, f.concept) AS line
    FROM picked f LEFT JOIN lines l ON l.entity = f.entity AND l.concept = f.concept
  ) AS p
  JOIN slots s ON s.entity = p.entity AND s.last_day = p.last_day
   AND s.first_day IS NOT DISTINCT FROM p.first_day
  JOIN slot_ends e ON e.entity = s.entity AND e.label = s.label AND e.quarter = s.quarter
  WINDOW slot AS (PARTITION BY p.entity, p.line, p.unit, p.dimensions, s.label, s.quarter, s.span),
         filing AS (PARTITION BY p.entity, p.line, p.unit, p.dimensions, s.label, s.quarter, s.span, p.accession)
) AS ranked
WHERE place = 1 AND grade = best_grade

-- stage runs: the successive values of a slot, each with the fiscal years whose filings say it: a filing of
-- this year recasts the last in the same way, whether it comes before the annual report or is it
SELECT entity, line, unit, dimensions, member, axis, label, quarter, span, run, grade, value,
       min(first_day) AS first_day, max(last_day) AS last_day,
       min(known) AS since, max(known) AS until, min(filing_year) AS first_year, max(filing_year) AS last_year, count(*) AS reports, max(CASE WHEN conflict THEN 1 ELSE 0 END) AS conflict,
       min_by(id, order_of_filing) AS first_id, max_by(id, order_of_filing) AS last_id
FROM (
  SELECT *, sum(changed) OVER (PARTITION BY entity, line, unit, dimensions, label, quarter, span
                               ORDER BY order_of_filing ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS run
  FROM (
    SELECT *,
           CASE WHEN value = lag(value) OVER filings THEN 0 ELSE 1 END AS changed,
           row_number() OVER filings AS order_of_filing
    FROM reports
    WINDOW filings AS (PARTITION BY entity, line, unit, dimensions, label, quarter, span
                       ORDER BY known, accession)
  ) AS compared
) AS numbered
GROUP BY entity, line, unit, dimensions, member, axis, label, quarter, span, run, grade, value

-- stage versions: the runs with their place among all, and whether another is 1,000 times as much
SELECT r.*,
       CASE WHEN max(r.run) OVER slot = 1 THEN 1 ELSE 0 END AS only,
       CASE WHEN r.run = min(r.run) OVER slot THEN 1 ELSE 0 END AS earliest,
       CASE WHEN r.run = max(r.run) OVER slot THEN 1 ELSE 0 END AS newest,
       CASE WHEN max(r.run) OVER slot > 1 AND r.value <> 0 AND (
              (max(abs(r.value)) OVER slot >= 999 * abs(r.value)
               AND r.reports <= max(r.reports) OVER slot)
              OR (min(abs(r.value)) OVER slot > 0 AND abs(r.value) >= 999 * min(abs(r.value)) OVER slot
                  AND r.reports <= max(r.reports) OVER slot AND r.reports < 2)
            ) THEN 1 ELSE 0 END AS scale_conflict
FROM runs r
WINDOW slot AS (PARTITION BY r.entity, r.line, r.unit, r.dimensions, r.label, r.quarter, r.span)

-- stage chosen: the version that counts: {vintage}
SELECT *, CASE WHEN '{vintage}' = 'first' THEN first_id ELSE last_id END AS id
FROM versions
WHERE CASE WHEN '{vintage}' = 'first' THEN earliest ELSE newest END = 1
