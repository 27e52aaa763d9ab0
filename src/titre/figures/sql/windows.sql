-- stage flows: the versions of what adds up over time
SELECT v.* FROM {operands} v JOIN series x ON x.series = v.series
WHERE v.span > 0 AND x.adds = 1{of_operands}

-- stage pairs_of_flows: years to date and those a quarter before: each value beside every other that may be
SELECT a.series, a.label, a.quarter, a.value - b.value AS value, b.last_day + 1 AS first_day, a.last_day,
       greatest(a.grade, b.grade) AS grade, greatest(a.conflict, b.conflict) AS conflict,
       greatest(a.since, b.since) AS since, a.id AS id1, b.id AS id2, a.run AS run_a, b.run AS run_b,
       CASE WHEN a.sole = 1 AND b.sole = 1 THEN 1 ELSE 0 END AS sole,
       CASE WHEN {a_b_consistent} THEN 0 ELSE 1 END AS mixed
FROM flows a
JOIN flows b ON b.series = a.series AND b.label = a.label AND b.quarter = a.quarter - 1 AND b.span = a.span - 1
WHERE a.quarter > 1 AND a.span = a.quarter AND abs(a.first_day - b.first_day) <= 7
  AND a.last_day - b.last_day BETWEEN 70 AND 125

-- stage differences: a quarter as the year to date less the year to date before it, both of one vintage: each
-- value is said by filings of fiscal years that say the other
SELECT series, label, quarter, value, first_day, last_day, grade, conflict, mixed, since, id1, id2
FROM pairs_of_flows WHERE sole = 1
UNION ALL
SELECT series, label, quarter, value, first_day, last_day, grade, conflict, mixed, since, id1, id2
FROM (
  SELECT *, row_number() OVER (PARTITION BY series, label, quarter
                               ORDER BY mixed, run_a DESC, run_b DESC) AS place
  FROM pairs_of_flows WHERE sole = 0
) AS ranked
WHERE place = 1

-- stage counted_differences: those that count: where no quarter is filed, or only one copied by hand; as first
-- reported also where they could be made before it was filed
SELECT d.series, d.label, d.quarter, d.value, d.first_day, d.last_day, d.grade, d.conflict, d.mixed, d.id1, d.id2
FROM differences d
LEFT JOIN chosen c ON c.series = d.series AND c.label = d.label AND c.quarter = d.quarter AND c.span = 1
WHERE c.series IS NULL OR (c.grade >= 4 AND d.grade < 4){or_earlier}

-- stage quarters: as filed, else by difference
SELECT c.series, c.label, c.quarter, c.value, c.first_day, c.last_day, c.grade, c.conflict, 0 AS mixed,
       c.id AS id1, CAST(NULL AS BIGINT) AS id2, 'filed' AS rule
FROM chosen c
LEFT JOIN counted_differences d ON d.series = c.series AND d.label = c.label AND d.quarter = c.quarter
WHERE c.span = 1 AND d.series IS NULL
UNION ALL
SELECT series, label, quarter, value, first_day, last_day, grade, conflict, mixed, id1, id2,
       CASE WHEN quarter = 4 THEN 'year_minus_nine_months' ELSE 'ytd_difference' END AS rule
FROM counted_differences

-- stage three_quarters: the first three quarters of a year, where all are there
SELECT q.series, q.label, sum(q.value) AS value, min(q.first_day) AS first_day, max(q.last_day) AS last_day,
       max(q.grade) AS grade, max(q.conflict) AS conflict, max(q.mixed) AS mixed
FROM quarters q
JOIN series x ON x.series = q.series
WHERE q.quarter < 4 AND x.adds = 1
GROUP BY q.series, q.label
HAVING count(*) = 3
   AND sum(q.last_day - q.first_day + 1) - (max(q.last_day) - min(q.first_day) + 1) BETWEEN -7 AND 7

-- stage all_quarters: with the fourth as the year less the three others where nothing better is there
SELECT series, label, quarter, value, first_day, last_day, grade, conflict, mixed, id1, id2, rule
FROM quarters
UNION ALL
SELECT a.series, a.label, 4 AS quarter, a.value - b.value AS value, b.last_day + 1 AS first_day, a.last_day,
       greatest(a.grade, b.grade) AS grade, greatest(a.conflict, b.conflict) AS conflict, b.mixed, a.id AS id1,
       CAST(NULL AS BIGINT) AS id2, 'year_minus_three_quarters' AS rule
FROM chosen a
JOIN three_quarters b ON b.series = a.series AND b.label = a.label
LEFT JOIN quarters q ON q.series = a.series AND q.label = a.label AND q.quarter = 4
WHERE a.span = 4 AND q.series IS NULL AND abs(a.first_day - b.first_day) <= 7
  AND a.last_day - b.last_day BETWEEN 70 AND 125

-- stage four_quarters: four quarters that touch, up to each quarter
SELECT series, label, quarter, value, first_day, last_day, grade, conflict, mixed
FROM (
  SELECT q.series, q.label, q.quarter, q.last_day,
         sum(q.value) OVER year_up_to AS value, min(q.first_day) OVER year_up_to AS first_day,
         max(q.grade) OVER year_up_to AS grade, max(q.conflict) OVER year_up_to AS conflict,
         max(q.mixed) OVER year_up_to AS mixed, count(*) OVER year_up_to AS parts,
         sum(q.last_day - q.first_day + 1) OVER year_up_to AS days
  FROM all_quarters q
  JOIN series x ON x.series = q.series
  WHERE x.adds = 1
  WINDOW year_up_to AS (PARTITION BY q.series ORDER BY q.label * 4 + q.quarter
                        RANGE BETWEEN 3 PRECEDING AND CURRENT ROW)
) AS summed
WHERE parts = 4 AND last_day - first_day + 1 BETWEEN 357 AND 378
  AND days - (last_day - first_day + 1) BETWEEN -7 AND 7

-- stage all_years: a year as filed, else four quarters; a filed year wins over four rounded quarters
SELECT c.series, c.label, c.value, c.first_day, c.last_day, c.grade, c.conflict, 0 AS mixed, c.id AS id1,
       'filed' AS rule
FROM chosen c
LEFT JOIN four_quarters f ON f.series = c.series AND f.label = c.label AND f.quarter = 4
WHERE c.span = 4 AND (f.series IS NULL OR c.grade < 4 OR f.grade >= 4)
UNION ALL
SELECT f.series, f.label, f.value, f.first_day, f.last_day, f.grade, f.conflict, f.mixed,
       CAST(NULL AS BIGINT) AS id1, 'sum_of_quarters' AS rule
FROM four_quarters f
LEFT JOIN chosen c ON c.series = f.series AND c.label = f.label AND c.span = 4
WHERE f.quarter = 4 AND (c.series IS NULL OR (c.grade >= 4 AND f.grade < 4))

-- stage windows_of_flows: the year, the year to date after it and the one before: each value beside every other
SELECT c.series, c.label, c.quarter, a.value + c.value - b.value AS value, b.last_day + 1 AS first_day, c.last_day,
       greatest(a.grade, b.grade, c.grade) AS grade, greatest(a.conflict, b.conflict, c.conflict) AS conflict,
       a.id AS id1, b.id AS id2, c.id AS id3, a.run AS run_a, b.run AS run_b, c.run AS run_c,
       CASE WHEN a.sole = 1 AND b.sole = 1 AND c.sole = 1 THEN 1 ELSE 0 END AS sole,
       CASE WHEN {a_b_consistent} AND {a_c_consistent} AND {b_c_consistent} THEN 0 ELSE 1 END AS mixed
FROM flows c
JOIN flows a ON a.series = c.series AND a.label = c.label - 1 AND a.quarter = 4 AND a.span = 4
JOIN flows b ON b.series = c.series AND b.label = c.label - 1 AND b.quarter = c.quarter AND b.span = c.span
WHERE c.quarter < 4 AND c.span = c.quarter
  AND abs(a.first_day - b.first_day) <= 7 AND abs(c.first_day - a.last_day - 1) <= 7
  AND c.last_day - b.last_day BETWEEN 357 AND 378

-- stage year_to_date: twelve months as the year, plus the year to date, less the prior year to date, all three of
-- one vintage; the window's ends are those of the two years to date
SELECT series, label, quarter, value, first_day, last_day, grade, conflict, mixed, id1, id2, id3
FROM windows_of_flows WHERE sole = 1
UNION ALL
SELECT series, label, quarter, value, first_day, last_day, grade, conflict, mixed, id1, id2, id3
FROM (
  SELECT *, row_number() OVER (PARTITION BY series, label, quarter
                               ORDER BY mixed, run_c DESC, run_a DESC, run_b DESC) AS place
  FROM windows_of_flows WHERE sole = 0
) AS ranked
WHERE place = 1

-- stage all_trailing: twelve months up to each quarter
SELECT series, label, 4 AS quarter, value, first_day, last_day, grade, conflict, mixed, id1,
       CAST(NULL AS BIGINT) AS id2, CAST(NULL AS BIGINT) AS id3, 'year' AS rule
FROM all_years
UNION ALL
SELECT series, label, quarter, value, first_day, last_day, grade, conflict, mixed, id1, id2, id3,
       'year_plus_ytd_minus_prior_ytd' AS rule
FROM year_to_date
UNION ALL
SELECT f.series, f.label, f.quarter, f.value, f.first_day, f.last_day, f.grade, f.conflict, f.mixed,
       CAST(NULL AS BIGINT) AS id1, CAST(NULL AS BIGINT) AS id2, CAST(NULL AS BIGINT) AS id3,
       'four_quarters' AS rule
FROM four_quarters f
LEFT JOIN year_to_date y ON y.series = f.series AND y.label = f.label AND y.quarter = f.quarter
WHERE f.quarter < 4 AND y.series IS NULL

-- stage spans_of_time: every value of every line, by length of period
SELECT 'annual' AS frequency, series, label, 4 AS quarter, value, first_day, last_day, grade, conflict, mixed, id1,
       CAST(NULL AS BIGINT) AS id2, CAST(NULL AS BIGINT) AS id3, rule
FROM all_years
UNION ALL
SELECT 'quarter' AS frequency, series, label, quarter, value, first_day, last_day, grade, conflict, mixed, id1, id2,
       CAST(NULL AS BIGINT) AS id3, rule
FROM all_quarters
UNION ALL
SELECT 'ttm' AS frequency, series, label, quarter, value, first_day, last_day, grade, conflict, mixed, id1, id2, id3,
       rule
FROM all_trailing
UNION ALL
SELECT f.frequency, series, label, quarter, value, first_day, last_day, grade, conflict, 0 AS mixed, id AS id1,
       CAST(NULL AS BIGINT) AS id2, CAST(NULL AS BIGINT) AS id3, 'filed' AS rule
FROM chosen
CROSS JOIN (SELECT 'annual' AS frequency UNION ALL SELECT 'quarter' UNION ALL SELECT 'ttm') AS f
WHERE span = 0 AND (f.frequency <> 'annual' OR quarter = 4)
