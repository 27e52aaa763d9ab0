-- stage series_of_terms: the lines that each metric's chain may take, in its order
SELECT c.term, x.series, x.entity, x.line, x.unit, x.dimensions, x.axis, min(c.place_in_chain) AS place_in_chain,
       max(c.largest) AS largest, max(c.kind) AS kind, max(c.additive) AS additive, max(c.stands) AS stands,
       max(c.positive) AS positive,
       CASE WHEN max(c.kind) LIKE 'money%' THEN substr(x.unit, 1, 3) END AS currency
FROM series x
LEFT JOIN lines l ON l.entity = x.entity AND l.line = x.line
JOIN chains c ON c.concept = coalesce(l.concept, x.line) AND ({member_meant})
WHERE CASE c.kind WHEN 'money' THEN length(x.unit) = 3 WHEN 'shares' THEN x.unit = 'shares'
                  WHEN 'money_per_share' THEN x.unit LIKE '___/shares'
                  WHEN 'quote' THEN x.unit LIKE '___/shares' ELSE x.unit = 'pure' END
GROUP BY c.term, x.series, x.entity, x.line, x.unit, x.dimensions, x.axis

-- stage candidates: what each line of a metric's chain says of each period; where a difference of payments is less
-- than nothing the amounts are not of one thing
SELECT c.term, c.place_in_chain, c.largest, w.frequency, c.entity, w.label, w.quarter, c.series, c.unit,
       c.axis, c.currency, {since} AS since, w.first_day, w.last_day, w.grade,
       CASE WHEN c.positive = 1 AND w.value < 0 AND w.rule NOT IN ('filed', 'year') THEN 1 ELSE w.conflict END
         AS conflict,
       w.mixed, w.id1, w.id2, w.id3, w.rule, w.value AS filed_value, {adjusted} AS value, {factor},
       CASE WHEN c.kind IN ('shares', 'ratio') OR m.currency IS NULL OR substr(c.unit, 1, 3) = m.currency
            THEN 0 ELSE 1 END AS is_foreign
FROM spans_of_time w
JOIN series_of_terms c ON c.series = w.series
LEFT JOIN currencies m ON m.entity = c.entity AND m.end_year = year(w.last_day)
{fact_join}
{factor_join}
WHERE (c.additive = 1 OR w.rule IN ('filed', 'year')) AND (c.stands = 0) = (w.first_day IS NOT NULL)

-- stage contested: periods for which more than one line may be taken; and when the first of them was reported,
-- for a value as first reported is of a line that was reported then
SELECT term, entity, frequency, label, quarter,
       min(CASE WHEN is_foreign = 0 AND grade < 4 THEN since END) AS first_told
FROM candidates
WHERE term IN (SELECT term FROM series_of_terms GROUP BY term, entity HAVING count(*) > 1)
GROUP BY term, entity, frequency, label, quarter
HAVING count(*) > 1

-- stage yearly: the lines of a chain side by side in each year, and the one that counts
SELECT term, entity, label, line, value,
       row_number() OVER (PARTITION BY term, entity, label
                          ORDER BY is_foreign, axis, late, outdone, place_in_chain, unit, series) AS place
FROM (
  SELECT *, CASE WHEN largest = 1 AND value < 0.95 * max(value)
                   OVER (PARTITION BY term, entity, label, is_foreign, axis, late) THEN 1 ELSE 0 END AS outdone
  FROM (
    SELECT c.*, x.line, CASE WHEN c.since > k.first_told THEN 1 ELSE 0 END AS late
    FROM candidates c
    JOIN series x ON x.series = c.series
    JOIN contested k ON k.term = c.term AND k.entity = c.entity AND k.frequency = c.frequency AND k.label = c.label
    WHERE c.frequency = 'annual' AND c.grade < 4
  ) AS dated
) AS sized

-- stage narrower: lines that differ from the one that counts for the year: they count for no part of it either,
-- nor for the year after while that is not filed
SELECT o.term, o.entity, o.label, o.line
FROM yearly o
JOIN yearly c ON c.term = o.term AND c.entity = o.entity AND c.label = o.label AND c.place = 1
GROUP BY o.term, o.entity, o.label, o.line
HAVING min(CASE WHEN o.value = c.value THEN 1 ELSE 0 END) = 0 AND min(o.place) > 1

-- stage excluded: where they would count
SELECT n.term, n.label, x.series
FROM (
  SELECT term, entity, label, line FROM narrower
  UNION
  SELECT b.term, b.entity, b.label + 1 AS label, b.line
  FROM narrower b
  LEFT JOIN (SELECT DISTINCT term, entity, label FROM candidates WHERE frequency = 'annual') AS y
    ON y.term = b.term AND y.entity = b.entity AND y.label = b.label + 1
  WHERE y.term IS NULL
) AS n
JOIN series x ON x.entity = n.entity AND x.line = n.line

-- stage base: one line for each metric and period: the company's own currency, a filing before a transcription,
-- then the order of the chain; where a total is sought, the first that is not outdone by another
SELECT c.*, 0 AS ambiguous
FROM candidates c
LEFT JOIN contested k ON k.term = c.term AND k.entity = c.entity AND k.frequency = c.frequency AND k.label = c.label
 AND k.quarter = c.quarter
LEFT JOIN excluded e ON e.term = c.term AND e.label = c.label AND e.series = c.series
WHERE k.term IS NULL AND (e.term IS NULL OR c.frequency = 'annual')
UNION ALL
SELECT term, place_in_chain, largest, frequency, entity, label, quarter, series, unit, axis, currency, since,
       first_day, last_day, grade, conflict, mixed, id1, id2, id3, rule, filed_value, value, times, parts, is_foreign,
       ambiguous
FROM (
  SELECT *, row_number() OVER (PARTITION BY term, frequency, entity, label, quarter
                               ORDER BY is_foreign, transcribed, axis, late, outdone, place_in_chain, unit,
                                        series) AS place,
         CASE WHEN min(unit) OVER period <> max(unit) OVER period AND min(is_foreign) OVER period = 1
              THEN 1 ELSE 0 END AS ambiguous
  FROM (
    SELECT *, CASE WHEN largest = 1 AND value < 0.95 * max(value) OVER same THEN 1 ELSE 0 END AS outdone
    FROM (
      SELECT c.*, CASE WHEN c.grade >= 4 THEN 1 ELSE 0 END AS transcribed,
             CASE WHEN c.since > k.first_told THEN 1 ELSE 0 END AS late
      FROM candidates c
      JOIN contested k ON k.term = c.term AND k.entity = c.entity AND k.frequency = c.frequency
       AND k.label = c.label AND k.quarter = c.quarter
      LEFT JOIN excluded e ON e.term = c.term AND e.label = c.label AND e.series = c.series
      WHERE e.term IS NULL OR c.frequency = 'annual'
    ) AS graded
    WINDOW same AS (PARTITION BY term, frequency, entity, label, quarter, is_foreign, transcribed, axis, late)
  ) AS sized
  WINDOW period AS (PARTITION BY term, frequency, entity, label, quarter)
) AS ranked
WHERE place = 1

-- stage wide: a row for each period of each company, a column for each metric
SELECT b.entity, b.frequency, b.label, b.quarter, b.label * 4 + b.quarter AS step,
       CASE WHEN abs(max(d.first_day) - min(b.first_day)) <= 10 THEN max(d.first_day) ELSE min(b.first_day) END
         AS first_day,
       max(d.last_day) AS last_day{columns}
FROM base b
JOIN slot_days d ON d.entity = b.entity AND d.frequency = b.frequency AND d.label = b.label AND d.quarter = b.quarter
GROUP BY b.entity, b.frequency, b.label, b.quarter
