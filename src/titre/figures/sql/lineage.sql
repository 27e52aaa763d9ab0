-- stage facts_of_quarters: the facts that each quarter of a line rests on
SELECT series, label, quarter, id1 AS id FROM all_quarters WHERE id1 IS NOT NULL
UNION ALL
SELECT series, label, quarter, id2 AS id FROM all_quarters WHERE id2 IS NOT NULL
UNION ALL
SELECT a.series, a.label, a.quarter, CASE n.number WHEN 1 THEN q.id1 ELSE q.id2 END AS id
FROM all_quarters a
JOIN all_quarters q ON q.series = a.series AND q.label = a.label AND q.quarter < 4
CROSS JOIN (SELECT 1 AS number UNION ALL SELECT 2 AS number) AS n
WHERE a.rule = 'year_minus_three_quarters' AND CASE n.number WHEN 1 THEN q.id1 ELSE q.id2 END IS NOT NULL

-- stage usable: the lines that figures rest on, as ``wide`` takes them
SELECT term, entity, frequency, label, quarter, label * 4 + quarter AS step, series, id1, id2, id3,
       CASE WHEN rule <> 'year' THEN rule WHEN id1 IS NULL THEN 'sum_of_quarters' ELSE 'filed' END AS rule
FROM base
WHERE conflict = 0 AND is_foreign = 0

-- stage traced_0: the facts of each line
SELECT u.term, u.entity, u.frequency, u.step,
       CASE n.number WHEN 1 THEN u.id1 WHEN 2 THEN u.id2 ELSE u.id3 END AS id
FROM usable u
CROSS JOIN (SELECT 1 AS number UNION ALL SELECT 2 AS number UNION ALL SELECT 3 AS number) AS n
WHERE CASE n.number WHEN 1 THEN u.id1 WHEN 2 THEN u.id2 ELSE u.id3 END IS NOT NULL
UNION ALL
SELECT u.term, u.entity, u.frequency, u.step, q.id
FROM usable u
JOIN facts_of_quarters q ON q.series = u.series AND q.label * 4 + q.quarter BETWEEN u.step - 3 AND u.step
WHERE u.rule IN ('sum_of_quarters', 'four_quarters')
UNION ALL
SELECT u.term, u.entity, u.frequency, u.step, q.id
FROM usable u
JOIN facts_of_quarters q ON q.series = u.series AND q.label = u.label AND q.quarter < 4
WHERE u.rule = 'year_minus_three_quarters'
