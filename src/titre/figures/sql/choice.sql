-- stage candidates: what each concept of a metric's chain says of each period
SELECT c.term, c.place_in_chain, c.largest, c.kind, w.frequency, w.entity, w.label, w.quarter, w.line, w.unit,
       w.dimensions, w.axis, w.first_day, w.last_day, w.grade, w.conflict, w.mixed, w.id1, w.id2, w.id3, w.rule,
       w.value AS filed_value, {adjusted} AS value, {factor},
       CASE WHEN c.kind IN ('shares', 'ratio') OR m.currency IS NULL OR substr(w.unit, 1, 3) = m.currency
            THEN 0 ELSE 1 END AS is_foreign
FROM spans_of_time w
LEFT JOIN lines l ON l.entity = w.entity AND l.line = w.line
JOIN chains c ON c.concept = coalesce(l.concept, w.line) AND c.member = w.member
LEFT JOIN currencies m ON m.entity = w.entity AND m.end_year = year(w.last_day)
{factor_join}
WHERE (c.additive = 1 OR w.rule IN ('filed', 'year')) AND (c.stands = 0) = (w.first_day IS NOT NULL)
  AND CASE c.kind WHEN 'money' THEN length(w.unit) = 3 WHEN 'shares' THEN w.unit = 'shares'
                  WHEN 'money_per_share' THEN w.unit LIKE '___/shares' ELSE w.unit = 'pure' END

-- stage base: one concept for each metric and period: the company's own currency, a filing before a
-- transcription, then the order of the chain; where a total is sought, the first that is not outdone by another
SELECT * FROM (
  SELECT *, row_number() OVER (PARTITION BY term, frequency, entity, label, quarter
                               ORDER BY is_foreign, transcribed, axis, outdone, place_in_chain, unit) AS place,
         min(unit) OVER period <> max(unit) OVER period AND min(is_foreign) OVER period = 1 AS ambiguous
  FROM (
    SELECT *, CASE WHEN largest = 1 AND value < 0.95 * max(value) OVER same THEN 1 ELSE 0 END AS outdone
    FROM (SELECT *, CASE WHEN grade >= 4 THEN 1 ELSE 0 END AS transcribed FROM candidates) AS graded
    WINDOW same AS (PARTITION BY term, frequency, entity, label, quarter, is_foreign, transcribed, axis)
  ) AS sized
  WINDOW period AS (PARTITION BY term, frequency, entity, label, quarter)
) AS ranked
WHERE place = 1

-- stage wide: a row for each period of each company, a column for each metric
SELECT entity, frequency, label, quarter, label * 4 + quarter AS step, min(first_day) AS first_day,
       max(last_day) AS last_day{columns}
FROM base
GROUP BY entity, frequency, label, quarter
