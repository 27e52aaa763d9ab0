-- stage flow_lines: the lines that add up over time
SELECT DISTINCT r.entity, r.line
FROM reports r
LEFT JOIN lines l ON l.entity = r.entity AND l.line = r.line
WHERE coalesce(l.concept, r.line) IN ({flow_concepts})

-- stage flows: the versions of what adds up over time
SELECT v.* FROM {operands} v
WHERE v.span > 0 AND EXISTS (SELECT 1 FROM flow_lines l WHERE l.entity = v.entity AND l.line = v.line)

-- stage differences: a quarter as the year to date less the year to date before it, both of one era:
-- each value is said by filings of fiscal years that say the other
SELECT entity, line, unit, dimensions, member, axis, label, quarter, value, first_day, last_day, grade,
       conflict, 1 - consistent AS mixed, id1, id2
FROM (
  SELECT a.entity, a.line, a.unit, a.dimensions, a.member, a.axis, a.label, a.quarter,
         a.value - b.value AS value, b.last_day + 1 AS first_day, a.last_day,
         greatest(a.grade, b.grade) AS grade,
         greatest(a.conflict, b.conflict, a.scale_conflict, b.scale_conflict) AS conflict,
         {a_id} AS id1, {b_id} AS id2,
         CASE WHEN {a_b_consistent} THEN 1 ELSE 0 END AS consistent,
         row_number() OVER (PARTITION BY a.entity, a.line, a.unit, a.dimensions, a.label, a.quarter
                            ORDER BY CASE WHEN {a_b_consistent} THEN 0 ELSE 1 END, a.run DESC, b.run DESC) AS place
  FROM flows a
  JOIN flows b ON b.entity = a.entity AND b.line = a.line AND b.unit = a.unit
   AND b.dimensions = a.dimensions AND b.label = a.label AND b.quarter = a.quarter - 1 AND b.span = a.span - 1
  WHERE a.quarter > 1 AND a.span = a.quarter AND abs(a.first_day - b.first_day) <= 7
    AND a.last_day - b.last_day BETWEEN 70 AND 125
) AS ranked
WHERE place = 1

-- stage quarters: as filed, else by difference; a filing wins over a transcription
SELECT * FROM (
  SELECT *, row_number() OVER (PARTITION BY entity, line, unit, dimensions, label, quarter
                               ORDER BY CASE WHEN grade >= 4 THEN 1 ELSE 0 END, preference) AS place
  FROM (
    SELECT entity, line, unit, dimensions, member, axis, label, quarter, value, first_day, last_day, grade,
           greatest(conflict, scale_conflict) AS conflict, 0 AS mixed, id AS id1, CAST(NULL AS BIGINT) AS id2,
           'filed' AS rule, 1 AS preference
    FROM chosen WHERE span = 1
    UNION ALL
    SELECT entity, line, unit, dimensions, member, axis, label, quarter, value, first_day, last_day, grade,
           conflict, mixed, id1, id2,
           CASE WHEN quarter = 4 THEN 'year_minus_nine_months' ELSE 'ytd_difference' END AS rule, 2 AS preference
    FROM differences
  ) AS either
) AS ranked
WHERE place = 1

-- stage three_quarters: the first three quarters of a year, where all are there
SELECT entity, line, unit, dimensions, label, sum(value) AS value, min(first_day) AS first_day,
       max(last_day) AS last_day, max(grade) AS grade, max(conflict) AS conflict, max(mixed) AS mixed
FROM quarters q WHERE quarter < 4
  AND EXISTS (SELECT 1 FROM flow_lines l WHERE l.entity = q.entity AND l.line = q.line)
GROUP BY entity, line, unit, dimensions, label
HAVING count(*) = 3 AND sum(last_day - first_day + 1) - (max(last_day) - min(first_day) + 1) BETWEEN -7 AND 7

-- stage all_quarters: with the fourth as the year less the three others where nothing better is there
SELECT entity, line, unit, dimensions, member, axis, label, quarter, value, first_day, last_day, grade,
       conflict, mixed, id1, id2, rule
FROM quarters
UNION ALL
SELECT a.entity, a.line, a.unit, a.dimensions, a.member, a.axis, a.label, 4 AS quarter,
       a.value - b.value AS value, b.last_day + 1 AS first_day, a.last_day, greatest(a.grade, b.grade) AS grade,
       greatest(a.conflict, a.scale_conflict, b.conflict) AS conflict, b.mixed, a.id AS id1,
       CAST(NULL AS BIGINT) AS id2, 'year_minus_three_quarters' AS rule
FROM chosen a
JOIN three_quarters b ON b.entity = a.entity AND b.line = a.line AND b.unit = a.unit
 AND b.dimensions = a.dimensions AND b.label = a.label
LEFT JOIN quarters q ON q.entity = a.entity AND q.line = a.line AND q.unit = a.unit
 AND q.dimensions = a.dimensions AND q.label = a.label AND q.quarter = 4
WHERE a.span = 4 AND q.entity IS NULL AND abs(a.first_day - b.first_day) <= 7
  AND a.last_day - b.last_day BETWEEN 70 AND 125

-- stage four_quarters: four quarters that touch, up to each quarter
SELECT entity, line, unit, dimensions, member, axis, label, quarter, value, first_day, last_day, grade,
       conflict, mixed
FROM (
  SELECT entity, line, unit, dimensions, member, axis, label, quarter, last_day,
         sum(value) OVER year_up_to AS value, min(first_day) OVER year_up_to AS first_day,
         max(grade) OVER year_up_to AS grade, max(conflict) OVER year_up_to AS conflict,
         max(mixed) OVER year_up_to AS mixed, count(*) OVER year_up_to AS parts,
         sum(last_day - first_day + 1) OVER year_up_to AS days
  FROM all_quarters q
  WHERE EXISTS (SELECT 1 FROM flow_lines l WHERE l.entity = q.entity AND l.line = q.line)
  WINDOW year_up_to AS (PARTITION BY entity, line, unit, dimensions ORDER BY label * 4 + quarter
                        RANGE BETWEEN 3 PRECEDING AND CURRENT ROW)
) AS summed
WHERE parts = 4 AND last_day - first_day + 1 BETWEEN 350 AND 380
  AND days - (last_day - first_day + 1) BETWEEN -7 AND 7

-- stage all_years: a year as filed, else four quarters; a filed year wins over four rounded quarters
SELECT * FROM (
  SELECT *, row_number() OVER (PARTITION BY entity, line, unit, dimensions, label
                               ORDER BY CASE WHEN grade >= 4 THEN 1 ELSE 0 END, preference) AS place
  FROM (
    SELECT entity, line, unit, dimensions, member, axis, label, value, first_day, last_day, grade,
           greatest(conflict, scale_conflict) AS conflict, 0 AS mixed, id AS id1, 'filed' AS rule, 1 AS preference
    FROM chosen WHERE span = 4
    UNION ALL
    SELECT entity, line, unit, dimensions, member, axis, label, value, first_day, last_day, grade, conflict,
           mixed, CAST(NULL AS BIGINT) AS id1, 'sum_of_quarters' AS rule, 2 AS preference
    FROM four_quarters WHERE quarter = 4
  ) AS either
) AS ranked
WHERE place = 1

-- stage year_to_date: twelve months as the year, plus the year to date, less the prior year to date,
-- all three of one era; the window's ends are those of the two years to date
SELECT entity, line, unit, dimensions, member, axis, label, quarter, value, first_day, last_day, grade,
       conflict, 1 - consistent AS mixed, id1, id2, id3
FROM (
  SELECT c.entity, c.line, c.unit, c.dimensions, c.member, c.axis, c.label, c.quarter,
         a.value + c.value - b.value AS value, b.last_day + 1 AS first_day, c.last_day,
         greatest(a.grade, b.grade, c.grade) AS grade,
         greatest(a.conflict, b.conflict, c.conflict, a.scale_conflict, b.scale_conflict, c.scale_conflict)
           AS conflict,
         {a_id} AS id1, {b_id} AS id2, {c_id} AS id3,
         CASE WHEN {a_b_consistent} AND {a_c_consistent} AND {b_c_consistent} THEN 1 ELSE 0 END AS consistent,
         row_number() OVER (PARTITION BY c.entity, c.line, c.unit, c.dimensions, c.label, c.quarter
                            ORDER BY CASE WHEN {a_b_consistent} AND {a_c_consistent} AND {b_c_consistent}
                                          THEN 0 ELSE 1 END, c.run DESC, a.run DESC, b.run DESC) AS place
  FROM flows c
  JOIN flows a ON a.entity = c.entity AND a.line = c.line AND a.unit = c.unit
   AND a.dimensions = c.dimensions AND a.label = c.label - 1 AND a.quarter = 4 AND a.span = 4
  JOIN flows b ON b.entity = c.entity AND b.line = c.line AND b.unit = c.unit
   AND b.dimensions = c.dimensions AND b.label = c.label - 1 AND b.quarter = c.quarter AND b.span = c.span
  WHERE c.quarter < 4 AND c.span = c.quarter
    AND abs(a.first_day - b.first_day) <= 7 AND abs(c.first_day - a.last_day - 1) <= 7
    AND c.last_day - b.last_day BETWEEN 350 AND 380
) AS ranked
WHERE place = 1

-- stage all_trailing: twelve months up to each quarter
SELECT entity, line, unit, dimensions, member, axis, label, 4 AS quarter, value, first_day, last_day, grade,
       conflict, mixed, id1, CAST(NULL AS BIGINT) AS id2, CAST(NULL AS BIGINT) AS id3, 'year' AS rule
FROM all_years
UNION ALL
SELECT entity, line, unit, dimensions, member, axis, label, quarter, value, first_day, last_day, grade,
       conflict, mixed, id1, id2, id3, rule
FROM (
  SELECT *, row_number() OVER (PARTITION BY entity, line, unit, dimensions, label, quarter
                               ORDER BY preference) AS place
  FROM (
    SELECT entity, line, unit, dimensions, member, axis, label, quarter, value, first_day, last_day, grade,
           conflict, mixed, id1, id2, id3, 'year_plus_ytd_minus_prior_ytd' AS rule, 1 AS preference
    FROM year_to_date
    UNION ALL
    SELECT entity, line, unit, dimensions, member, axis, label, quarter, value, first_day, last_day, grade,
           conflict, mixed, CAST(NULL AS BIGINT) AS id1, CAST(NULL AS BIGINT) AS id2,
           CAST(NULL AS BIGINT) AS id3, 'four_quarters' AS rule, 2 AS preference
    FROM four_quarters WHERE quarter < 4
  ) AS either
) AS ranked
WHERE place = 1

-- stage spans_of_time: every value of every line, by length of period
SELECT 'annual' AS frequency, entity, line, unit, dimensions, member, axis, label, 4 AS quarter, value,
       first_day, last_day, grade, conflict, mixed, id1, CAST(NULL AS BIGINT) AS id2,
       CAST(NULL AS BIGINT) AS id3, rule
FROM all_years
UNION ALL
SELECT 'quarter' AS frequency, entity, line, unit, dimensions, member, axis, label, quarter, value,
       first_day, last_day, grade, conflict, mixed, id1, id2, CAST(NULL AS BIGINT) AS id3, rule
FROM all_quarters
UNION ALL
SELECT 'ttm' AS frequency, entity, line, unit, dimensions, member, axis, label, quarter, value, first_day,
       last_day, grade, conflict, mixed, id1, id2, id3, rule
FROM all_trailing
UNION ALL
SELECT f.frequency, entity, line, unit, dimensions, member, axis, label, quarter, value, first_day, last_day,
       grade, greatest(conflict, scale_conflict) AS conflict, 0 AS mixed, id AS id1,
       CAST(NULL AS BIGINT) AS id2, CAST(NULL AS BIGINT) AS id3, 'filed' AS rule
FROM chosen
CROSS JOIN (SELECT 'annual' AS frequency UNION ALL SELECT 'quarter' UNION ALL SELECT 'ttm') AS f
WHERE span = 0 AND (f.frequency <> 'annual' OR quarter = 4)
