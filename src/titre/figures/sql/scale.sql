-- stage implied: how many shares the earnings of a period and those per share give, by one filing
SELECT s.entity, s.id, CAST(year(s.last_day) AS INTEGER) AS end_year,
       abs(CAST(e.value AS DOUBLE)) / abs(CAST(s.value AS DOUBLE)) AS shares
FROM picked s
JOIN picked e ON e.entity = s.entity AND e.accession = s.accession AND e.first_day = s.first_day
 AND e.last_day = s.last_day AND e.unit || '/shares' = s.unit
WHERE s.concept IN ({earnings_per_share}) AND e.concept IN ({earnings})
  AND s.dimensions = '' AND e.dimensions = '' AND s.value <> 0 AND e.value <> 0

-- stage implied_counts: how many the company so had in each year
SELECT entity, end_year, median(shares) AS shares FROM implied GROUP BY entity, end_year

-- stage misscaled_counts: share counts that are a power of 1,000 away from those, in every year around
SELECT id
FROM (
  SELECT p.id, CAST(p.value AS DOUBLE) / i.shares AS ratio
  FROM picked p
  JOIN implied_counts i ON i.entity = p.entity AND year(p.last_day) BETWEEN i.end_year - 3 AND i.end_year + 3
  WHERE p.concept IN ({share_counts}) AND p.unit = 'shares' AND p.dimensions = '' AND p.value > 0
) AS compared
GROUP BY id
HAVING {out_of_scale}

-- stage filed_counts: the share counts that stand this comparison
SELECT p.entity, CAST(year(p.last_day) AS INTEGER) AS end_year, median(CAST(p.value AS DOUBLE)) AS shares
FROM picked p
LEFT JOIN misscaled_counts m ON m.id = p.id
WHERE p.concept IN ({share_counts}) AND p.unit = 'shares' AND p.dimensions = '' AND p.value > 0 AND m.id IS NULL
GROUP BY p.entity, year(p.last_day)

-- stage misscaled: such share counts, and earnings per share that do not fit the share counts of any year around
SELECT id FROM misscaled_counts
UNION ALL
SELECT id
FROM (
  SELECT i.id, i.shares / f.shares AS ratio
  FROM implied i
  JOIN filed_counts f ON f.entity = i.entity AND f.end_year BETWEEN i.end_year - 3 AND i.end_year + 3
) AS compared
GROUP BY id
HAVING {out_of_scale}
