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

-- stage yearly: the lines of a chain side by side in each year, and the one that counts
SELECT term, entity, label, line, value,
       row_number() OVER (PARTITION BY term, entity, label
                          ORDER BY is_foreign, axis, outdone, place_in_chain, unit) AS place
FROM (
  SELECT *, CASE WHEN largest = 1 AND value < 0.95 * max(value) OVER (PARTITION BY term, entity, label, is_foreign, axis)
                 THEN 1 ELSE 0 END AS outdone
  FROM candidates WHERE frequency = 'annual' AND grade < 4
) AS sized

-- stage narrower: lines that differ from the one that counts for the year: they count for no part of it either
SELECT o.term, o.entity, o.label, o.line
FROM yearly o
JOIN yearly c ON c.term = o.term AND c.entity = o.entity AND c.label = o.label AND c.place = 1
GROUP BY o.term, o.entity, o.label, o.line
HAVING min(CASE WHEN o.value = c.value THEN 1 ELSE 0 END) = 0 AND min(o.place) > 1

-- stage base: one concept for each metric and period: the company's own currency, a filing before a
-- transcription, then the order of the chain; where a total is sought, the first that is not outdone by another
SELECT * FROM (
  SELECT *, row_number() OVER (PARTITION BY term, frequency, entity, label, quarter
                               ORDER BY is_foreign, transcribed, axis, outdone, place_in_chain, unit) AS place,
         min(unit) OVER period <> max(unit) OVER period AND min(is_foreign) OVER period = 1 AS ambiguous
  FROM (
    SELECT *, CASE WHEN largest = 1 AND value < 0.95 * max(value) OVER same THEN 1 ELSE 0 END AS outdone
    FROM (
      SELECT c.*, CASE WHEN c.grade >= 4 THEN 1 ELSE 0 END AS transcribed
      FROM candidates c
      LEFT JOIN narrower n ON n.term = c.term AND n.entity = c.entity AND n.line = c.line AND n.label = c.label
      LEFT JOIN narrower b ON b.term = c.term AND b.entity = c.entity AND b.line = c.line
       AND b.label = c.label - 1
      LEFT JOIN yearly y ON y.term = c.term AND y.entity = c.entity AND y.label = c.label AND y.place = 1
      WHERE c.frequency = 'annual' OR (n.term IS NULL AND (y.term IS NOT NULL OR b.term IS NULL))
    ) AS graded
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
