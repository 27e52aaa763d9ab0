-- written by sqlglot 30
-- stage chains
SELECT
  *
FROM VALUES
  (0, 'us-gaap:EarningsPerShareDiluted', 0, '', 'money_per_share', 0, 0, 0, 0),
  (
    0,
    'us-gaap:EarningsPerShareBasicAndDiluted',
    1,
    '',
    'money_per_share',
    0,
    0,
    0,
    0
  ),
  (0, 'ifrs-full:DilutedEarningsLossPerShare', 2, '', 'money_per_share', 0, 0, 0, 0) AS chain(term, concept, place_in_chain, member, kind, additive, stands, largest, positive);

-- stage calendar_facts
SELECT
  entity,
  accession,
  form,
  `start` AS first_day,
  `end` AS last_day,
  unit,
  fiscal_year,
  fiscal_period,
  CAST(DATEDIFF(`end`, `start`) AS BIGINT) + 1 AS days,
  CASE WHEN rounded_dates OR source = 'transcription' THEN 0 ELSE 1 END AS exact
FROM facts
WHERE
  concept IN (
    'ifrs-full:BasicEarningsLossPerShare',
    'ifrs-full:CashFlowsFromUsedInOperatingActivities',
    'ifrs-full:ProfitLoss',
    'ifrs-full:ProfitLossAttributableToOwnersOfParent',
    'ifrs-full:Revenue',
    'us-gaap:EarningsPerShareBasic',
    'us-gaap:IncomeTaxExpenseBenefit',
    'us-gaap:NetCashProvidedByUsedInOperatingActivities',
    'us-gaap:NetIncomeLoss',
    'us-gaap:ProfitLoss',
    'us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax',
    'us-gaap:Revenues',
    'us-gaap:SalesRevenueNet'
  )
  AND dimensions = ''
  AND coregistrant IS NULL
  AND NOT value IS NULL
  AND NOT `start` IS NULL
  AND CAST(DATEDIFF(`end`, `start`) AS BIGINT) BETWEEN 69 AND 384
  AND (
    filed IS NULL OR `end` <= filed
  );

-- stage calendar_spans
SELECT
  entity,
  first_day,
  last_day,
  MAX(exact) AS exact,
  COUNT(*) AS facts
FROM calendar_facts
GROUP BY
  entity,
  first_day,
  last_day;

-- stage focus
SELECT
  accession,
  MAX(TRY_CAST(text AS INT)) AS fiscal_year
FROM facts
WHERE
  concept = 'dei:DocumentFiscalYearFocus'
GROUP BY
  accession;

-- stage annual_spans
SELECT
  c.entity,
  c.accession,
  c.first_day,
  c.last_day,
  COUNT(*) AS votes,
  CAST(COALESCE(MAX(f.fiscal_year), MAX(c.fiscal_year)) AS INT) AS fiscal_year,
  MAX(
    CASE
      WHEN c.form LIKE '10-K%' OR c.form LIKE '20-F%' OR c.form LIKE '40-F%'
      THEN 1
      ELSE 0
    END
  ) AS annual_form
FROM calendar_facts AS c
LEFT JOIN focus AS f
  ON f.accession = c.accession
WHERE
  c.days BETWEEN 357 AND 378
GROUP BY
  c.entity,
  c.accession,
  c.first_day,
  c.last_day;

-- stage own_years
SELECT
  entity,
  accession,
  first_day,
  last_day,
  fiscal_year,
  YEAR(last_day - 7) AS natural_year,
  MONTH(last_day - 7) AS natural_month
FROM (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY entity, accession
      ORDER BY last_day DESC, votes DESC, first_day NULLS LAST
    ) AS place
  FROM annual_spans
  WHERE
    annual_form = 1
) AS ranked
WHERE
  place = 1;

-- stage label_offsets
SELECT
  entity,
  natural_month,
  label_offset
FROM (
  SELECT
    entity,
    natural_month,
    fiscal_year - natural_year AS label_offset,
    ROW_NUMBER() OVER (
      PARTITION BY entity, natural_month
      ORDER BY COUNT(*) DESC, MAX(last_day) DESC, fiscal_year - natural_year NULLS LAST
    ) AS place
  FROM own_years
  WHERE
    NOT fiscal_year IS NULL AND fiscal_year - natural_year BETWEEN -1 AND 1
  GROUP BY
    entity,
    natural_month,
    fiscal_year - natural_year
) AS ranked
WHERE
  place = 1;

-- stage year_candidates
SELECT
  s.entity,
  s.first_day,
  s.last_day,
  SUM(s.votes) AS votes,
  MAX(CASE WHEN o.last_day = s.last_day THEN 1 ELSE 0 END) AS own,
  MAX(
    CASE
      WHEN o.last_day IS NULL
      THEN 0
      WHEN ABS(
        (
          CAST(DATEDIFF(o.last_day, s.last_day) AS BIGINT)
        ) - 365.2425 * ROUND((
          CAST(DATEDIFF(o.last_day, s.last_day) AS BIGINT)
        ) / 365.2425)
      ) <= 10
      THEN 1
      ELSE 0
    END
  ) AS aligned,
  MAX(CASE WHEN o.last_day IS NULL THEN 1 ELSE 0 END) AS orphan
FROM (
  SELECT
    entity,
    first_day,
    last_day,
    SUM(votes) AS votes
  FROM annual_spans
  GROUP BY
    entity,
    first_day,
    last_day
) AS s
LEFT JOIN (
  SELECT DISTINCT
    entity,
    last_day
  FROM own_years
) AS o
  ON o.entity = s.entity
GROUP BY
  s.entity,
  s.first_day,
  s.last_day;

-- stage filed_years
SELECT
  entity,
  label,
  first_day,
  last_day
FROM (
  SELECT
    entity,
    label,
    first_day,
    last_day,
    ROW_NUMBER() OVER (
      PARTITION BY entity, label
      ORDER BY own DESC, votes DESC, last_day DESC, first_day NULLS LAST
    ) AS place
  FROM (
    SELECT
      c.entity,
      c.first_day,
      c.last_day,
      c.votes,
      c.own,
      CAST(YEAR(c.last_day - 7) + COALESCE(l.label_offset, 0) AS INT) AS label
    FROM year_candidates AS c
    LEFT JOIN label_offsets AS l
      ON l.entity = c.entity AND l.natural_month = MONTH(c.last_day - 7)
    WHERE
      c.own = 1 OR c.aligned = 1 OR c.orphan = 1
  ) AS labelled
) AS ranked
WHERE
  place = 1;

-- stage interim_years
SELECT
  entity,
  label,
  last_day - 364 AS first_day,
  last_day
FROM (
  SELECT
    c.entity,
    c.fiscal_year AS label,
    c.last_day + CAST(ROUND((
      4 - CAST(SUBSTRING(c.fiscal_period, 2, 1) AS INT)
    ) * 91.31) AS INT) AS last_day,
    ROW_NUMBER() OVER (
      PARTITION BY c.entity
      ORDER BY c.last_day DESC, c.accession DESC, c.fiscal_year NULLS LAST, c.fiscal_period NULLS LAST
    ) AS place
  FROM calendar_facts AS c
  LEFT JOIN filed_years AS y
    ON y.entity = c.entity
  WHERE
    y.entity IS NULL
    AND c.fiscal_period IN ('Q1', 'Q2', 'Q3')
    AND NOT c.fiscal_year IS NULL
    AND c.form LIKE '10-Q%'
) AS ranked
WHERE
  place = 1;

-- stage known_years
SELECT
  entity,
  label,
  first_day,
  last_day
FROM filed_years
UNION ALL
SELECT
  entity,
  label,
  first_day,
  last_day
FROM interim_years;

-- stage currencies
SELECT
  entity,
  end_year,
  unit AS currency
FROM (
  SELECT
    entity,
    end_year,
    unit,
    ROW_NUMBER() OVER (PARTITION BY entity, end_year ORDER BY weight DESC, unit NULLS LAST) AS place
  FROM (
    SELECT
      entity,
      end_year,
      unit,
      SUM(facts) OVER (
        PARTITION BY entity, unit
        ORDER BY end_year NULLS LAST
        RANGE BETWEEN 2 PRECEDING AND CURRENT ROW
      ) AS weight
    FROM (
      SELECT
        entity,
        CAST(YEAR(last_day) AS INT) AS end_year,
        unit,
        COUNT(*) AS facts
      FROM calendar_facts
      WHERE
        LENGTH(unit) = 3
      GROUP BY
        entity,
        YEAR(last_day),
        unit
    ) AS counted
  ) AS weighed
) AS ranked
WHERE
  place = 1;

-- stage picked
SELECT
  place AS id,
  entity,
  concept,
  unit,
  dimensions,
  '' AS member,
  0 AS axis,
  `start` AS first_day,
  `end` AS last_day,
  value,
  accession,
  form,
  filed,
  known,
  (
    CAST(DATEDIFF(known, CAST('1900-01-01' AS DATE)) AS BIGINT)
  ) * 1000000 + COALESCE(TRY_CAST(SUBSTRING(accession, 15, 6) AS INT), 0) AS filing_order,
  CASE WHEN decimals = 'INF' THEN 12 ELSE TRY_CAST(decimals AS INT) END AS exponent,
  priority,
  source,
  file,
  line AS file_line,
  rounded_dates,
  CASE
    WHEN source = 'transcription'
    THEN 4
    WHEN form LIKE '10-K%'
    OR form LIKE '10-Q%'
    OR form LIKE '20-F%'
    OR form LIKE '40-F%'
    OR form LIKE '6-K%'
    OR form LIKE '10-KT%'
    OR form LIKE '10-QT%'
    THEN 0
    ELSE 2
  END AS grade,
  CASE
    WHEN form LIKE '10-K%' OR form LIKE '20-F%' OR form LIKE '40-F%'
    THEN 1
    ELSE 0
  END AS is_annual
FROM facts
WHERE
  concept IN (
    'ifrs-full:AdjustedWeightedAverageShares',
    'ifrs-full:BasicEarningsLossPerShare',
    'ifrs-full:DilutedEarningsLossPerShare',
    'ifrs-full:NumberOfSharesOutstanding',
    'ifrs-full:ProfitLoss',
    'ifrs-full:ProfitLossAttributableToOwnersOfParent',
    'ifrs-full:WeightedAverageShares',
    'us-gaap:CommonStockSharesOutstanding',
    'us-gaap:EarningsPerShareBasic',
    'us-gaap:EarningsPerShareBasicAndDiluted',
    'us-gaap:EarningsPerShareDiluted',
    'us-gaap:NetIncomeLoss',
    'us-gaap:NetIncomeLossAvailableToCommonStockholdersBasic',
    'us-gaap:ProfitLoss',
    'us-gaap:SharesOutstanding',
    'us-gaap:StockholdersEquityNoteStockSplitConversionRatio1',
    'us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding',
    'us-gaap:WeightedAverageNumberOfShareOutstandingBasicAndDiluted',
    'us-gaap:WeightedAverageNumberOfSharesOutstandingBasic'
  )
  AND NOT value IS NULL
  AND ABS(value) < 1000000000000000000
  AND NOT unit IS NULL
  AND NOT `end` IS NULL
  AND coregistrant IS NULL
  AND (
    dimensions = ''
  )
  AND COALESCE(form, '') NOT LIKE 'DEF%'
  AND COALESCE(form, '') NOT LIKE 'PRE%'
  AND (
    `start` IS NULL OR CAST(DATEDIFF(`end`, `start`) AS BIGINT) BETWEEN 69 AND 384
  );

-- stage pairs
SELECT DISTINCT
  one.entity,
  one.concept AS one,
  other.concept AS other
FROM (
  SELECT DISTINCT
    entity,
    concept
  FROM picked
) AS one
JOIN chains AS a
  ON a.concept = one.concept
JOIN chains AS b
  ON b.term = a.term AND b.concept <> a.concept
JOIN (
  SELECT DISTINCT
    entity,
    concept
  FROM picked
) AS other
  ON other.entity = one.entity AND other.concept = b.concept;

-- stage said
SELECT
  p.entity,
  p.concept,
  p.unit,
  p.first_day,
  p.last_day,
  p.accession,
  MIN(p.value) AS low,
  MAX(p.value) AS high
FROM picked AS p
JOIN (
  SELECT DISTINCT
    entity,
    one
  FROM pairs
) AS t
  ON t.entity = p.entity AND t.one = p.concept
WHERE
  p.dimensions = '' AND p.value <> 0
GROUP BY
  p.entity,
  p.concept,
  p.unit,
  p.first_day,
  p.last_day,
  p.accession;

-- stage one_line
SELECT
  a.entity,
  a.concept AS one,
  b.concept AS other
FROM said AS a
JOIN said AS b
  ON b.entity = a.entity
  AND b.unit = a.unit
  AND b.last_day = a.last_day
  AND b.first_day IS NOT DISTINCT FROM a.first_day
JOIN pairs AS p
  ON p.entity = a.entity AND p.one = a.concept AND p.other = b.concept
GROUP BY
  a.entity,
  a.concept,
  b.concept
HAVING
  MAX(CASE WHEN a.low = b.low AND a.high = b.high THEN 1 ELSE 0 END) = 1
  AND MAX(
    CASE
      WHEN a.accession = b.accession AND (
        a.low <> b.low OR a.high <> b.high
      )
      THEN 1
      ELSE 0
    END
  ) = 0;

-- stage neighbours
SELECT
  entity,
  one AS concept,
  LEAST(one, MIN(other)) AS line
FROM one_line
GROUP BY
  entity,
  one;

-- stage lines
SELECT
  n.entity,
  n.concept,
  LEAST(n.line, MIN(m.line)) AS line
FROM neighbours AS n
JOIN one_line AS o
  ON o.entity = n.entity AND o.one = n.concept
JOIN neighbours AS m
  ON m.entity = o.entity AND m.concept = o.other
GROUP BY
  n.entity,
  n.concept,
  n.line;

-- stage years
SELECT
  entity,
  label,
  first_day,
  last_day,
  1 AS fiscal
FROM known_years
UNION ALL
SELECT
  p.entity,
  2000 AS label,
  CAST('2000-01-01' AS DATE) AS first_day,
  CAST('2000-12-31' AS DATE) AS last_day,
  0 AS fiscal
FROM (
  SELECT DISTINCT
    entity
  FROM picked
) AS p
LEFT JOIN known_years AS y
  ON y.entity = p.entity
WHERE
  y.entity IS NULL;

-- stage spans
SELECT
  s.entity,
  s.first_day,
  s.last_day,
  MIN(CASE WHEN y.last_day >= s.last_day - 10 THEN y.last_day END) AS next_end,
  MAX(CASE WHEN y.last_day < s.last_day - 10 THEN y.last_day END) AS previous_end
FROM (
  SELECT
    entity,
    first_day,
    last_day
  FROM picked
  UNION
  SELECT
    entity,
    first_day,
    last_day
  FROM calendar_spans
) AS s
JOIN years AS y
  ON y.entity = s.entity
WHERE
  y.fiscal = 1
  OR (
    MONTH(s.last_day + 11) IN (1, 4, 7, 10) AND DAY(s.last_day + 11) <= 21
  )
GROUP BY
  s.entity,
  s.first_day,
  s.last_day;

-- stage placed
SELECT
  entity,
  first_day,
  last_day,
  label,
  year_start,
  year_end
FROM (
  SELECT
    s.entity,
    s.first_day,
    s.last_day,
    s.previous_end,
    CASE
      WHEN s.next_end IS NULL
      THEN p.label + steps_on
      WHEN s.last_day >= n.first_day
      THEN n.label
      ELSE n.label - steps_back
    END AS label,
    CASE
      WHEN s.next_end IS NULL
      THEN s.previous_end + CAST(ROUND(steps_on * 365.2425) AS INT) - 364
      WHEN s.last_day >= n.first_day
      THEN n.first_day
      ELSE s.next_end - CAST(ROUND(steps_back * 365.2425) AS INT) - 364
    END AS year_start,
    CASE
      WHEN s.next_end IS NULL
      THEN s.previous_end + CAST(ROUND(steps_on * 365.2425) AS INT)
      WHEN s.last_day >= n.first_day
      THEN s.next_end
      ELSE s.next_end - CAST(ROUND(steps_back * 365.2425) AS INT)
    END AS year_end
  FROM (
    SELECT
      *,
      CAST(FLOOR((
        CAST(DATEDIFF(next_end, last_day) AS BIGINT) + 10
      ) / 365.2425) AS INT) AS steps_back,
      CAST(CEIL((
        CAST(DATEDIFF(last_day - 10, previous_end) AS BIGINT)
      ) / 365.2425) AS INT) AS steps_on
    FROM spans
  ) AS s
  LEFT JOIN years AS n
    ON n.entity = s.entity AND n.last_day = s.next_end
  LEFT JOIN years AS p
    ON p.entity = s.entity AND p.last_day = s.previous_end
) AS reckoned
WHERE
  previous_end IS NULL OR year_start > previous_end - 10;

-- stage slots
SELECT
  entity,
  first_day,
  last_day,
  label,
  quarter,
  year_end,
  CASE WHEN first_day IS NULL THEN 0 ELSE quarter - begun END AS span
FROM (
  SELECT
    entity,
    first_day,
    last_day,
    label,
    year_end,
    CASE
      WHEN ABS(CAST(DATEDIFF(year_end, last_day) AS BIGINT)) <= 10
      THEN 4
      WHEN CAST(DATEDIFF(last_day, year_start) AS BIGINT) + 1 BETWEEN 77 AND 119
      THEN 1
      WHEN CAST(DATEDIFF(last_day, year_start) AS BIGINT) + 1 BETWEEN 161 AND 203
      THEN 2
      WHEN CAST(DATEDIFF(last_day, year_start) AS BIGINT) + 1 BETWEEN 245 AND 287
      THEN 3
    END AS quarter,
    CASE
      WHEN ABS(CAST(DATEDIFF(first_day, year_start) AS BIGINT)) <= 10
      THEN 0
      WHEN CAST(DATEDIFF(first_day, year_start) AS BIGINT) BETWEEN 77 AND 119
      THEN 1
      WHEN CAST(DATEDIFF(first_day, year_start) AS BIGINT) BETWEEN 161 AND 203
      THEN 2
      WHEN CAST(DATEDIFF(first_day, year_start) AS BIGINT) BETWEEN 245 AND 287
      THEN 3
    END AS begun
  FROM placed
) AS counted
WHERE
  NOT quarter IS NULL
  AND (
    first_day IS NULL OR begun < quarter
  )
  AND (
    first_day IS NULL
    OR quarter - begun < 4
    OR CAST(DATEDIFF(last_day, first_day) AS BIGINT) + 1 BETWEEN 357 AND 378
  );

-- stage slot_ends
SELECT
  entity,
  label,
  quarter,
  last_day,
  told
FROM (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY entity, label, quarter
      ORDER BY told DESC, exact DESC, facts DESC, last_day DESC
    ) AS place
  FROM (
    SELECT
      s.entity,
      s.label,
      s.quarter,
      s.last_day,
      1 AS told,
      MAX(c.exact) AS exact,
      SUM(c.facts) AS facts
    FROM calendar_spans AS c
    JOIN slots AS s
      ON s.entity = c.entity AND s.first_day = c.first_day AND s.last_day = c.last_day
    GROUP BY
      s.entity,
      s.label,
      s.quarter,
      s.last_day
    UNION ALL
    SELECT
      s.entity,
      s.label,
      s.quarter,
      s.last_day,
      0 AS told,
      MAX(CASE WHEN s.span > 0 AND p.grade < 4 AND NOT p.rounded_dates THEN 1 ELSE 0 END) AS exact,
      COUNT(*) AS facts
    FROM picked AS p
    JOIN slots AS s
      ON s.entity = p.entity
      AND s.last_day = p.last_day
      AND s.first_day IS NOT DISTINCT FROM p.first_day
    GROUP BY
      s.entity,
      s.label,
      s.quarter,
      s.last_day
  ) AS named
) AS ranked
WHERE
  place = 1;

-- stage slot_days
SELECT
  e.entity,
  e.frequency,
  e.label,
  e.quarter,
  COALESCE(b.last_day + 1, y.first_day) AS first_day,
  e.last_day
FROM (
  SELECT
    entity,
    label,
    quarter,
    last_day,
    'quarter' AS frequency,
    1 AS steps
  FROM slot_ends
  UNION ALL
  SELECT
    entity,
    label,
    quarter,
    last_day,
    'ttm' AS frequency,
    4 AS steps
  FROM slot_ends
  UNION ALL
  SELECT
    entity,
    label,
    quarter,
    last_day,
    'annual' AS frequency,
    4 AS steps
  FROM slot_ends
  WHERE
    quarter = 4
) AS e
LEFT JOIN slot_ends AS b
  ON b.entity = e.entity
  AND b.label * 4 + b.quarter = e.label * 4 + e.quarter - e.steps
LEFT JOIN filed_years AS y
  ON y.entity = e.entity AND y.label = e.label AND e.quarter = e.steps;

-- stage series
SELECT
  ROW_NUMBER() OVER (
    ORDER BY entity NULLS LAST, line NULLS LAST, unit NULLS LAST, dimensions NULLS LAST
  ) AS series,
  *
FROM (
  SELECT
    f.entity,
    COALESCE(l.line, f.concept) AS line,
    f.unit,
    f.dimensions,
    MAX(f.member) AS member,
    MAX(f.axis) AS axis,
    MAX(CASE WHEN f.concept IN ('') THEN 1 ELSE 0 END) AS adds
  FROM (
    SELECT DISTINCT
      entity,
      concept,
      unit,
      dimensions,
      member,
      axis
    FROM picked
  ) AS f
  LEFT JOIN lines AS l
    ON l.entity = f.entity AND l.concept = f.concept
  GROUP BY
    f.entity,
    COALESCE(l.line, f.concept),
    f.unit,
    f.dimensions
) AS named;

-- stage tags
SELECT
  f.entity,
  f.concept,
  f.unit,
  f.dimensions,
  x.series
FROM (
  SELECT DISTINCT
    entity,
    concept,
    unit,
    dimensions
  FROM picked
) AS f
LEFT JOIN lines AS l
  ON l.entity = f.entity AND l.concept = f.concept
JOIN series AS x
  ON x.entity = f.entity
  AND x.line = COALESCE(l.line, f.concept)
  AND x.unit = f.unit
  AND x.dimensions = f.dimensions;

-- stage implied
SELECT
  s.entity,
  s.id,
  CAST(YEAR(s.last_day) AS INT) AS end_year,
  ABS(CAST(e.value AS DOUBLE)) / ABS(CAST(s.value AS DOUBLE)) AS shares
FROM picked AS s
JOIN picked AS e
  ON e.entity = s.entity
  AND e.accession = s.accession
  AND e.first_day = s.first_day
  AND e.last_day = s.last_day
  AND e.unit || '/shares' = s.unit
WHERE
  s.concept IN (
    'ifrs-full:BasicEarningsLossPerShare',
    'ifrs-full:DilutedEarningsLossPerShare',
    'us-gaap:EarningsPerShareBasic',
    'us-gaap:EarningsPerShareBasicAndDiluted',
    'us-gaap:EarningsPerShareDiluted'
  )
  AND e.concept IN (
    'ifrs-full:ProfitLoss',
    'ifrs-full:ProfitLossAttributableToOwnersOfParent',
    'us-gaap:NetIncomeLoss',
    'us-gaap:NetIncomeLossAvailableToCommonStockholdersBasic',
    'us-gaap:ProfitLoss'
  )
  AND s.dimensions = ''
  AND e.dimensions = ''
  AND s.value <> 0
  AND e.value <> 0;

-- stage implied_counts
SELECT
  entity,
  end_year,
  MEDIAN(shares) AS shares
FROM implied
GROUP BY
  entity,
  end_year;

-- stage misscaled_counts
SELECT
  id
FROM (
  SELECT
    p.id,
    CAST(p.value AS DOUBLE) / i.shares AS ratio
  FROM picked AS p
  JOIN implied_counts AS i
    ON i.entity = p.entity
    AND YEAR(p.last_day) BETWEEN i.end_year - 3 AND i.end_year + 3
  WHERE
    p.concept IN (
      'ifrs-full:AdjustedWeightedAverageShares',
      'ifrs-full:NumberOfSharesOutstanding',
      'ifrs-full:WeightedAverageShares',
      'us-gaap:CommonStockSharesOutstanding',
      'us-gaap:SharesOutstanding',
      'us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding',
      'us-gaap:WeightedAverageNumberOfShareOutstandingBasicAndDiluted',
      'us-gaap:WeightedAverageNumberOfSharesOutstandingBasic'
    )
    AND p.unit = 'shares'
    AND p.dimensions = ''
    AND p.value > 0
) AS compared
GROUP BY
  id
HAVING
  MAX(CASE WHEN ratio BETWEEN 1.0 / 30 AND 30 THEN 1 ELSE 0 END) = 0
  AND MAX(
    CASE
      WHEN ratio BETWEEN 0.0000004 AND 0.0000025
      OR ratio BETWEEN 0.0004 AND 0.0025
      OR ratio BETWEEN 400 AND 2500
      OR ratio BETWEEN 400000 AND 2500000
      THEN 1
      ELSE 0
    END
  ) = 1;

-- stage filed_counts
SELECT
  p.entity,
  CAST(YEAR(p.last_day) AS INT) AS end_year,
  MEDIAN(CAST(p.value AS DOUBLE)) AS shares
FROM picked AS p
LEFT JOIN misscaled_counts AS m
  ON m.id = p.id
WHERE
  p.concept IN (
    'ifrs-full:AdjustedWeightedAverageShares',
    'ifrs-full:NumberOfSharesOutstanding',
    'ifrs-full:WeightedAverageShares',
    'us-gaap:CommonStockSharesOutstanding',
    'us-gaap:SharesOutstanding',
    'us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding',
    'us-gaap:WeightedAverageNumberOfShareOutstandingBasicAndDiluted',
    'us-gaap:WeightedAverageNumberOfSharesOutstandingBasic'
  )
  AND p.unit = 'shares'
  AND p.dimensions = ''
  AND p.value > 0
  AND m.id IS NULL
GROUP BY
  p.entity,
  YEAR(p.last_day);

-- stage misscaled
SELECT
  id
FROM misscaled_counts
UNION ALL
SELECT
  id
FROM (
  SELECT
    i.id,
    i.shares / f.shares AS ratio
  FROM implied AS i
  JOIN filed_counts AS f
    ON f.entity = i.entity AND f.end_year BETWEEN i.end_year - 3 AND i.end_year + 3
) AS compared
GROUP BY
  id
HAVING
  MAX(CASE WHEN ratio BETWEEN 1.0 / 30 AND 30 THEN 1 ELSE 0 END) = 0
  AND MAX(
    CASE
      WHEN ratio BETWEEN 0.0000004 AND 0.0000025
      OR ratio BETWEEN 0.0004 AND 0.0025
      OR ratio BETWEEN 400 AND 2500
      OR ratio BETWEEN 400000 AND 2500000
      THEN 1
      ELSE 0
    END
  ) = 1;

-- stage wrong_signs
SELECT
  id
FROM picked
WHERE
  value < 0 AND dimensions = '' AND concept IN ('');

-- stage told
SELECT
  t.series,
  s.label,
  s.quarter,
  s.span,
  p.filing_order,
  p.known,
  p.value,
  p.exponent,
  p.priority,
  p.id,
  p.first_day,
  p.last_day,
  p.grade + CASE WHEN e.last_day = p.last_day AND NOT p.rounded_dates THEN 0 ELSE 1 END + CASE WHEN m.id IS NULL THEN 0 ELSE 10 END + CASE WHEN n.id IS NULL THEN 0 ELSE 10 END AS grade,
  s.label + CAST(GREATEST(
    0,
    CASE
      WHEN p.is_annual = 1
      THEN FLOOR((
        CAST(DATEDIFF(p.known, s.year_end) AS BIGINT)
      ) / 365.25)
      ELSE CEIL((
        CAST(DATEDIFF(p.known, s.year_end) AS BIGINT)
      ) / 365.25)
    END
  ) AS INT) AS filing_year
FROM picked AS p
JOIN tags AS t
  ON t.entity = p.entity
  AND t.concept = p.concept
  AND t.unit = p.unit
  AND t.dimensions = p.dimensions
JOIN slots AS s
  ON s.entity = p.entity
  AND s.last_day = p.last_day
  AND s.first_day IS NOT DISTINCT FROM p.first_day
JOIN slot_ends AS e
  ON e.entity = s.entity AND e.label = s.label AND e.quarter = s.quarter
LEFT JOIN misscaled AS m
  ON m.id = p.id
LEFT JOIN wrong_signs AS n
  ON n.id = p.id
WHERE
  NOT (
    p.first_day IS NULL
    AND e.told = 1
    AND p.last_day = e.last_day + 1
    AND NOT p.rounded_dates
  );

-- stage said_of_slots
SELECT
  series,
  label,
  quarter,
  span,
  MIN(grade) AS grade,
  MAX(grade) AS worst_grade,
  MIN(value) AS value,
  MAX(value) AS highest,
  MIN(first_day) AS first_day,
  MAX(last_day) AS last_day,
  MIN(known) AS since,
  MAX(known) AS until,
  MIN(filing_year) AS first_year,
  MAX(filing_year) AS last_year,
  COUNT(*) AS reports,
  CAST(MAX(CAST(filing_order AS DECIMAL(38, 0)) * 10000000000000000000 + id) % 10000000000000000000 AS BIGINT) AS id
FROM told
GROUP BY
  series,
  label,
  quarter,
  span;

-- stage beside
SELECT
  q.series,
  q.label,
  q.quarter,
  q.value AS quarter_low,
  q.highest AS quarter_high,
  y.value AS year_low,
  y.highest AS year_high
FROM said_of_slots AS q
JOIN said_of_slots AS y
  ON y.series = q.series
  AND y.label = q.label
  AND y.quarter = q.quarter
  AND y.span = q.quarter
JOIN said_of_slots AS b
  ON b.series = q.series
  AND b.label = q.label
  AND b.quarter = q.quarter - 1
  AND b.span = q.quarter - 1
JOIN series AS x
  ON x.series = q.series
WHERE
  x.adds = 1
  AND LENGTH(x.unit) = 3
  AND q.span = 1
  AND q.quarter > 1
  AND q.value <> 0
  AND b.value <> 0
  AND b.highest <> 0
  AND (
    ABS(b.value) > 2000000 OR b.value % 1000000 <> 0
  )
  AND (
    q.value IN (y.value, y.highest) OR q.highest IN (y.value, y.highest)
  );

-- stage misdated
SELECT
  series,
  label,
  quarter,
  quarter AS span,
  quarter_low AS value,
  0 AS doubtful
FROM beside
WHERE
  quarter_low = quarter_high AND year_low <> year_high
UNION ALL
SELECT
  series,
  label,
  quarter,
  1 AS span,
  year_low AS value,
  0 AS doubtful
FROM beside
WHERE
  year_low = year_high AND quarter_low <> quarter_high
UNION ALL
SELECT
  b.series,
  b.label,
  b.quarter,
  CASE WHEN n.whole = 1 THEN b.quarter ELSE 1 END AS span,
  b.year_low AS value,
  1 AS doubtful
FROM beside AS b
CROSS JOIN (
  SELECT
    0 AS whole
  UNION ALL
  SELECT
    1 AS whole
) AS n
WHERE
  b.year_low = b.year_high AND b.quarter_low = b.quarter_high;

-- stage reports
SELECT
  series,
  label,
  quarter,
  span,
  filing_order,
  known,
  filing_year,
  value,
  first_day,
  last_day,
  grade,
  id,
  CASE WHEN spread > slack THEN 1 ELSE 0 END AS conflict
FROM (
  SELECT
    d.*,
    s.grade AS best_grade,
    MAX(d.value) OVER filing - MIN(d.value) OVER filing AS spread,
    CASE
      WHEN MIN(d.exponent) OVER filing IS NULL
      THEN ABS(d.value) * 0.005
      ELSE POWER(10.0, -(
        MIN(d.exponent) OVER filing
      ))
    END AS slack,
    ROW_NUMBER() OVER (
      PARTITION BY d.series, d.label, d.quarter, d.span, d.filing_order
      ORDER BY d.grade NULLS LAST, COALESCE(d.exponent, 0) DESC, d.priority NULLS LAST, d.id NULLS LAST
    ) AS place
  FROM told AS d
  JOIN said_of_slots AS s
    ON s.series = d.series
    AND s.label = d.label
    AND s.quarter = d.quarter
    AND s.span = d.span
  LEFT JOIN misdated AS m
    ON m.series = d.series
    AND m.label = d.label
    AND m.quarter = d.quarter
    AND m.span = d.span
    AND m.value = d.value
    AND m.doubtful = 0
  WHERE
    (
      s.value <> s.highest OR s.grade <> s.worst_grade
    ) AND m.series IS NULL
  WINDOW filing AS (PARTITION BY d.series, d.label, d.quarter, d.span, d.filing_order)
) AS ranked
WHERE
  place = 1 AND grade = best_grade;

-- stage runs
SELECT
  series,
  label,
  quarter,
  span,
  run,
  grade,
  value,
  MIN(first_day) AS first_day,
  MAX(last_day) AS last_day,
  MIN(known) AS since,
  MAX(known) AS until,
  MIN(filing_year) AS first_year,
  MAX(filing_year) AS last_year,
  COUNT(*) AS reports,
  MAX(conflict) AS conflict,
  MAX_BY(id, filing_order) AS id
FROM (
  SELECT
    *,
    SUM(changed) OVER (
      PARTITION BY series, label, quarter, span
      ORDER BY filing_order NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS run
  FROM (
    SELECT
      *,
      CASE
        WHEN value = LAG(value) OVER (PARTITION BY series, label, quarter, span ORDER BY filing_order NULLS LAST)
        THEN 0
        ELSE 1
      END AS changed
    FROM reports
  ) AS compared
) AS numbered
GROUP BY
  series,
  label,
  quarter,
  span,
  run,
  grade,
  value;

-- stage versions
SELECT
  s.series,
  s.label,
  s.quarter,
  s.span,
  1 AS run,
  1 AS sole,
  1 AS earliest,
  1 AS newest,
  s.grade,
  s.value,
  s.first_day,
  s.last_day,
  s.since,
  s.until,
  s.first_year,
  s.last_year,
  CASE WHEN s.grade >= 10 OR NOT m.series IS NULL THEN 1 ELSE 0 END AS conflict,
  s.id
FROM said_of_slots AS s
LEFT JOIN misdated AS m
  ON m.series = s.series
  AND m.label = s.label
  AND m.quarter = s.quarter
  AND m.span = s.span
  AND m.doubtful = 1
WHERE
  s.value = s.highest AND s.grade = s.worst_grade
UNION ALL
SELECT
  series,
  label,
  quarter,
  span,
  run,
  CASE WHEN most = 1 THEN 1 ELSE 0 END AS sole,
  CASE WHEN run = 1 THEN 1 ELSE 0 END AS earliest,
  CASE WHEN run = most THEN 1 ELSE 0 END AS newest,
  grade,
  value,
  first_day,
  last_day,
  since,
  until,
  first_year,
  last_year,
  CASE
    WHEN conflict = 1 OR grade >= 10
    THEN 1
    WHEN value <> 0
    AND most > 1
    AND (
      largest >= 999 * ABS(value)
      OR (
        reports < 2 AND ABS(value) >= 999 * smallest AND smallest > 0
      )
    )
    THEN 1
    ELSE 0
  END AS conflict,
  id
FROM (
  SELECT
    *,
    MAX(run) OVER slot AS most,
    MAX(ABS(value)) OVER slot AS largest,
    MIN(ABS(value)) OVER slot AS smallest
  FROM runs
  WINDOW slot AS (PARTITION BY series, label, quarter, span)
) AS compared;

-- stage chosen
SELECT
  v.*,
  x.adds
FROM versions AS v
JOIN series AS x
  ON x.series = v.series
WHERE
  CASE WHEN 'latest' = 'first' THEN v.earliest ELSE v.newest END = 1;

-- stage flows
SELECT
  v.*
FROM versions AS v
JOIN series AS x
  ON x.series = v.series
WHERE
  v.span > 0 AND x.adds = 1;

-- stage pairs_of_flows
SELECT
  a.series,
  a.label,
  a.quarter,
  a.value - b.value AS value,
  b.last_day + 1 AS first_day,
  a.last_day,
  GREATEST(a.grade, b.grade) AS grade,
  GREATEST(a.conflict, b.conflict) AS conflict,
  GREATEST(a.since, b.since) AS since,
  a.id AS id1,
  b.id AS id2,
  a.run AS run_a,
  b.run AS run_b,
  CASE WHEN a.sole = 1 AND b.sole = 1 THEN 1 ELSE 0 END AS sole,
  CASE
    WHEN (
      (
        (
          a.sole = 1 AND b.sole = 1
        )
        OR (
          a.first_year <= b.last_year AND b.first_year <= a.last_year
        )
      )
      AND NOT (
        (
          a.run > 1 AND a.first_year = a.label AND b.until < a.since
        )
        OR (
          b.run > 1 AND b.first_year = b.label AND a.until < b.since
        )
      )
    )
    THEN 0
    ELSE 1
  END AS mixed
FROM flows AS a
JOIN flows AS b
  ON b.series = a.series
  AND b.label = a.label
  AND b.quarter = a.quarter - 1
  AND b.span = a.span - 1
WHERE
  a.quarter > 1
  AND a.span = a.quarter
  AND ABS(CAST(DATEDIFF(a.first_day, b.first_day) AS BIGINT)) <= 7
  AND CAST(DATEDIFF(a.last_day, b.last_day) AS BIGINT) BETWEEN 70 AND 125;

-- stage differences
SELECT
  series,
  label,
  quarter,
  value,
  first_day,
  last_day,
  grade,
  conflict,
  mixed,
  since,
  id1,
  id2
FROM pairs_of_flows
WHERE
  sole = 1
UNION ALL
SELECT
  series,
  label,
  quarter,
  value,
  first_day,
  last_day,
  grade,
  conflict,
  mixed,
  since,
  id1,
  id2
FROM (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY series, label, quarter
      ORDER BY mixed NULLS LAST, run_a DESC, run_b DESC
    ) AS place
  FROM pairs_of_flows
  WHERE
    sole = 0
) AS ranked
WHERE
  place = 1;

-- stage counted_differences
SELECT
  d.series,
  d.label,
  d.quarter,
  d.value,
  d.first_day,
  d.last_day,
  d.grade,
  d.conflict,
  d.mixed,
  d.id1,
  d.id2
FROM differences AS d
LEFT JOIN chosen AS c
  ON c.series = d.series AND c.label = d.label AND c.quarter = d.quarter AND c.span = 1
WHERE
  c.series IS NULL OR (
    c.grade >= 4 AND d.grade < 4
  );

-- stage quarters
SELECT
  c.series,
  c.label,
  c.quarter,
  c.value,
  c.first_day,
  c.last_day,
  c.grade,
  c.conflict,
  0 AS mixed,
  c.id AS id1,
  CAST(NULL AS BIGINT) AS id2,
  'filed' AS rule
FROM chosen AS c
LEFT JOIN counted_differences AS d
  ON d.series = c.series AND d.label = c.label AND d.quarter = c.quarter
WHERE
  c.span = 1 AND d.series IS NULL
UNION ALL
SELECT
  series,
  label,
  quarter,
  value,
  first_day,
  last_day,
  grade,
  conflict,
  mixed,
  id1,
  id2,
  CASE WHEN quarter = 4 THEN 'year_minus_nine_months' ELSE 'ytd_difference' END AS rule
FROM counted_differences;

-- stage three_quarters
SELECT
  q.series,
  q.label,
  SUM(q.value) AS value,
  MIN(q.first_day) AS first_day,
  MAX(q.last_day) AS last_day,
  MAX(q.grade) AS grade,
  MAX(q.conflict) AS conflict,
  MAX(q.mixed) AS mixed
FROM quarters AS q
JOIN series AS x
  ON x.series = q.series
WHERE
  q.quarter < 4 AND x.adds = 1
GROUP BY
  q.series,
  q.label
HAVING
  COUNT(*) = 3
  AND SUM(CAST(DATEDIFF(q.last_day, q.first_day) AS BIGINT) + 1) - (
    CAST(DATEDIFF(MAX(q.last_day), MIN(q.first_day)) AS BIGINT) + 1
  ) BETWEEN -7 AND 7;

-- stage all_quarters
SELECT
  series,
  label,
  quarter,
  value,
  first_day,
  last_day,
  grade,
  conflict,
  mixed,
  id1,
  id2,
  rule
FROM quarters
UNION ALL
SELECT
  a.series,
  a.label,
  4 AS quarter,
  a.value - b.value AS value,
  b.last_day + 1 AS first_day,
  a.last_day,
  GREATEST(a.grade, b.grade) AS grade,
  GREATEST(a.conflict, b.conflict) AS conflict,
  b.mixed,
  a.id AS id1,
  CAST(NULL AS BIGINT) AS id2,
  'year_minus_three_quarters' AS rule
FROM chosen AS a
JOIN three_quarters AS b
  ON b.series = a.series AND b.label = a.label
LEFT JOIN quarters AS q
  ON q.series = a.series AND q.label = a.label AND q.quarter = 4
WHERE
  a.span = 4
  AND q.series IS NULL
  AND ABS(CAST(DATEDIFF(a.first_day, b.first_day) AS BIGINT)) <= 7
  AND CAST(DATEDIFF(a.last_day, b.last_day) AS BIGINT) BETWEEN 70 AND 125;

-- stage four_quarters
SELECT
  series,
  label,
  quarter,
  value,
  first_day,
  last_day,
  grade,
  conflict,
  mixed
FROM (
  SELECT
    q.series,
    q.label,
    q.quarter,
    q.last_day,
    SUM(q.value) OVER year_up_to AS value,
    MIN(q.first_day) OVER year_up_to AS first_day,
    MAX(q.grade) OVER year_up_to AS grade,
    MAX(q.conflict) OVER year_up_to AS conflict,
    MAX(q.mixed) OVER year_up_to AS mixed,
    COUNT(*) OVER year_up_to AS parts,
    SUM(CAST(DATEDIFF(q.last_day, q.first_day) AS BIGINT) + 1) OVER year_up_to AS days
  FROM all_quarters AS q
  JOIN series AS x
    ON x.series = q.series
  WHERE
    x.adds = 1
  WINDOW year_up_to AS (
    PARTITION BY q.series
    ORDER BY q.label * 4 + q.quarter NULLS LAST
    RANGE BETWEEN 3 PRECEDING AND CURRENT ROW
  )
) AS summed
WHERE
  parts = 4
  AND CAST(DATEDIFF(last_day, first_day) AS BIGINT) + 1 BETWEEN 357 AND 378
  AND days - (
    CAST(DATEDIFF(last_day, first_day) AS BIGINT) + 1
  ) BETWEEN -7 AND 7;

-- stage all_years
SELECT
  c.series,
  c.label,
  c.value,
  c.first_day,
  c.last_day,
  c.grade,
  c.conflict,
  0 AS mixed,
  c.id AS id1,
  'filed' AS rule
FROM chosen AS c
LEFT JOIN four_quarters AS f
  ON f.series = c.series AND f.label = c.label AND f.quarter = 4
WHERE
  c.span = 4 AND (
    f.series IS NULL OR c.grade < 4 OR f.grade >= 4
  )
UNION ALL
SELECT
  f.series,
  f.label,
  f.value,
  f.first_day,
  f.last_day,
  f.grade,
  f.conflict,
  f.mixed,
  CAST(NULL AS BIGINT) AS id1,
  'sum_of_quarters' AS rule
FROM four_quarters AS f
LEFT JOIN chosen AS c
  ON c.series = f.series AND c.label = f.label AND c.span = 4
WHERE
  f.quarter = 4
  AND (
    c.series IS NULL OR (
      c.grade >= 4 AND f.grade < 4
    )
  );

-- stage windows_of_flows
SELECT
  c.series,
  c.label,
  c.quarter,
  a.value + c.value - b.value AS value,
  b.last_day + 1 AS first_day,
  c.last_day,
  GREATEST(a.grade, b.grade, c.grade) AS grade,
  GREATEST(a.conflict, b.conflict, c.conflict) AS conflict,
  a.id AS id1,
  b.id AS id2,
  c.id AS id3,
  a.run AS run_a,
  b.run AS run_b,
  c.run AS run_c,
  CASE WHEN a.sole = 1 AND b.sole = 1 AND c.sole = 1 THEN 1 ELSE 0 END AS sole,
  CASE
    WHEN (
      (
        (
          a.sole = 1 AND b.sole = 1
        )
        OR (
          a.first_year <= b.last_year AND b.first_year <= a.last_year
        )
      )
      AND NOT (
        (
          a.run > 1 AND a.first_year = a.label AND b.until < a.since
        )
        OR (
          b.run > 1 AND b.first_year = b.label AND a.until < b.since
        )
      )
    )
    AND (
      (
        a.sole = 1 AND c.sole = 1
      )
      OR (
        a.first_year <= c.last_year AND c.first_year <= a.last_year
      )
    )
    AND (
      (
        b.sole = 1 AND c.sole = 1
      )
      OR (
        b.first_year <= c.last_year AND c.first_year <= b.last_year
      )
    )
    THEN 0
    ELSE 1
  END AS mixed
FROM flows AS c
JOIN flows AS a
  ON a.series = c.series AND a.label = c.label - 1 AND a.quarter = 4 AND a.span = 4
JOIN flows AS b
  ON b.series = c.series
  AND b.label = c.label - 1
  AND b.quarter = c.quarter
  AND b.span = c.span
WHERE
  c.quarter < 4
  AND c.span = c.quarter
  AND ABS(CAST(DATEDIFF(a.first_day, b.first_day) AS BIGINT)) <= 7
  AND ABS(CAST(DATEDIFF(c.first_day, a.last_day) AS BIGINT) - 1) <= 7
  AND CAST(DATEDIFF(c.last_day, b.last_day) AS BIGINT) BETWEEN 357 AND 378;

-- stage year_to_date
SELECT
  series,
  label,
  quarter,
  value,
  first_day,
  last_day,
  grade,
  conflict,
  mixed,
  id1,
  id2,
  id3
FROM windows_of_flows
WHERE
  sole = 1
UNION ALL
SELECT
  series,
  label,
  quarter,
  value,
  first_day,
  last_day,
  grade,
  conflict,
  mixed,
  id1,
  id2,
  id3
FROM (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY series, label, quarter
      ORDER BY mixed NULLS LAST, run_c DESC, run_a DESC, run_b DESC
    ) AS place
  FROM windows_of_flows
  WHERE
    sole = 0
) AS ranked
WHERE
  place = 1;

-- stage all_trailing
SELECT
  series,
  label,
  4 AS quarter,
  value,
  first_day,
  last_day,
  grade,
  conflict,
  mixed,
  id1,
  CAST(NULL AS BIGINT) AS id2,
  CAST(NULL AS BIGINT) AS id3,
  'year' AS rule
FROM all_years
UNION ALL
SELECT
  series,
  label,
  quarter,
  value,
  first_day,
  last_day,
  grade,
  conflict,
  mixed,
  id1,
  id2,
  id3,
  'year_plus_ytd_minus_prior_ytd' AS rule
FROM year_to_date
UNION ALL
SELECT
  f.series,
  f.label,
  f.quarter,
  f.value,
  f.first_day,
  f.last_day,
  f.grade,
  f.conflict,
  f.mixed,
  CAST(NULL AS BIGINT) AS id1,
  CAST(NULL AS BIGINT) AS id2,
  CAST(NULL AS BIGINT) AS id3,
  'four_quarters' AS rule
FROM four_quarters AS f
LEFT JOIN year_to_date AS y
  ON y.series = f.series AND y.label = f.label AND y.quarter = f.quarter
WHERE
  f.quarter < 4 AND y.series IS NULL;

-- stage spans_of_time
SELECT
  'annual' AS frequency,
  series,
  label,
  4 AS quarter,
  value,
  first_day,
  last_day,
  grade,
  conflict,
  mixed,
  id1,
  CAST(NULL AS BIGINT) AS id2,
  CAST(NULL AS BIGINT) AS id3,
  rule
FROM all_years
UNION ALL
SELECT
  'quarter' AS frequency,
  series,
  label,
  quarter,
  value,
  first_day,
  last_day,
  grade,
  conflict,
  mixed,
  id1,
  id2,
  CAST(NULL AS BIGINT) AS id3,
  rule
FROM all_quarters
UNION ALL
SELECT
  'ttm' AS frequency,
  series,
  label,
  quarter,
  value,
  first_day,
  last_day,
  grade,
  conflict,
  mixed,
  id1,
  id2,
  id3,
  rule
FROM all_trailing
UNION ALL
SELECT
  f.frequency,
  series,
  label,
  quarter,
  value,
  first_day,
  last_day,
  grade,
  conflict,
  0 AS mixed,
  id AS id1,
  CAST(NULL AS BIGINT) AS id2,
  CAST(NULL AS BIGINT) AS id3,
  'filed' AS rule
FROM chosen
CROSS JOIN (
  SELECT
    'annual' AS frequency
  UNION ALL
  SELECT
    'quarter'
  UNION ALL
  SELECT
    'ttm'
) AS f
WHERE
  span = 0 AND (
    f.frequency <> 'annual' OR quarter = 4
  );

-- stage restated
SELECT
  entity,
  before,
  since,
  per_share,
  CAST(CASE
    WHEN factor >= 1
    THEN CASE WHEN halves THEN ROUND(factor * 2) ELSE ROUND(factor) END
    ELSE CASE WHEN halves THEN 2 ELSE 1 END
  END AS INT) AS above,
  CAST(CASE
    WHEN factor >= 1
    THEN CASE WHEN halves THEN 2 ELSE 1 END
    ELSE CASE WHEN halves THEN ROUND(2 / factor) ELSE ROUND(1 / factor) END
  END AS INT) AS below
FROM (
  SELECT
    *,
    CASE WHEN ABS(larger - ROUND(larger)) <= slack * larger THEN FALSE ELSE TRUE END AS halves
  FROM (
    SELECT
      *,
      CASE WHEN factor >= 1 THEN factor ELSE 1 / factor END AS larger
    FROM (
      SELECT
        x.entity,
        o.until AS before,
        n.since,
        CASE WHEN x.unit = 'shares' THEN 0 ELSE 1 END AS per_share,
        CASE
          WHEN x.unit = 'shares'
          THEN CAST(n.value AS DOUBLE) / CAST(o.value AS DOUBLE)
          ELSE CAST(o.value AS DOUBLE) / CAST(n.value AS DOUBLE)
        END AS factor,
        CASE
          WHEN x.unit = 'shares'
          THEN 0.003
          ELSE 0.006 / LEAST(ABS(CAST(n.value AS DOUBLE)), ABS(CAST(o.value AS DOUBLE)))
        END AS slack
      FROM versions AS n
      JOIN series AS x
        ON x.series = n.series
      JOIN versions AS o
        ON o.series = n.series
        AND o.label = n.label
        AND o.quarter = n.quarter
        AND o.span = n.span
        AND o.run = n.run - 1
      WHERE
        n.sole = 0
        AND x.line IN (
          'ifrs-full:AdjustedWeightedAverageShares',
          'ifrs-full:BasicEarningsLossPerShare',
          'ifrs-full:DilutedEarningsLossPerShare',
          'ifrs-full:WeightedAverageShares',
          'us-gaap:CommonStockSharesOutstanding',
          'us-gaap:EarningsPerShareBasic',
          'us-gaap:EarningsPerShareDiluted',
          'us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding',
          'us-gaap:WeightedAverageNumberOfSharesOutstandingBasic'
        )
        AND n.value <> 0
        AND o.value <> 0
        AND x.dimensions = ''
        AND (
          x.unit = 'shares' OR x.unit LIKE '%/shares'
        )
    ) AS compared
  ) AS sized
  WHERE
    larger BETWEEN 1.4 AND 400 AND slack < 0.05
) AS halved
WHERE
  ABS(larger - ROUND(larger)) <= slack * larger
  OR (
    larger < 8 AND ABS(larger * 2 - ROUND(larger * 2)) <= slack * larger * 2
  );

-- stage split_days
SELECT
  entity,
  above,
  below,
  MIN(since) AS since,
  MAX(before) AS before,
  SUM(1 - per_share) AS counts,
  SUM(per_share) AS amounts
FROM (
  SELECT
    *,
    SUM(opens) OVER (
      PARTITION BY entity, above, below
      ORDER BY before NULLS LAST, since NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS island
  FROM (
    SELECT
      *,
      CASE
        WHEN before < MAX(since) OVER (
          PARTITION BY entity, above, below
          ORDER BY before NULLS LAST, since NULLS LAST
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        )
        THEN 0
        ELSE 1
      END AS opens
    FROM restated
    WHERE
      CAST(DATEDIFF(since, before) AS BIGINT) < 800
  ) AS opened
) AS islands
GROUP BY
  entity,
  above,
  below,
  island;

-- stage splits
SELECT
  entity,
  before,
  since,
  above,
  below
FROM (
  SELECT
    d.entity,
    d.before,
    d.since,
    d.above,
    d.below,
    d.counts,
    d.amounts,
    MAX(CASE WHEN s.entity IS NULL THEN 0 ELSE 1 END) AS stated
  FROM split_days AS d
  LEFT JOIN (
    SELECT DISTINCT
      entity,
      value
    FROM picked
    WHERE
      concept = 'us-gaap:StockholdersEquityNoteStockSplitConversionRatio1'
      AND value > 0
  ) AS s
    ON s.entity = d.entity
    AND (
      ABS(s.value * d.below - d.above) < 0.01 * d.above
      OR ABS(s.value * d.above - d.below) < 0.01 * d.below
    )
  GROUP BY
    d.entity,
    d.before,
    d.since,
    d.above,
    d.below,
    d.counts,
    d.amounts
) AS supported
WHERE
  counts >= 2
  OR (
    counts >= 1 AND (
      stated = 1 OR amounts >= 1
    )
  )
  OR (
    stated = 1 AND amounts >= 2
  );

-- stage factors
SELECT
  b.entity,
  b.known,
  CAST(ROUND(EXP(SUM(LN(s.above)))) AS DECIMAL(12, 0)) AS above,
  CAST(ROUND(EXP(SUM(LN(s.below)))) AS DECIMAL(12, 0)) AS below
FROM (
  SELECT DISTINCT
    entity,
    known
  FROM picked
) AS b
JOIN splits AS s
  ON s.entity = b.entity AND b.known < s.since
GROUP BY
  b.entity,
  b.known;

-- stage series_of_terms
SELECT
  c.term,
  x.series,
  x.entity,
  x.line,
  x.unit,
  x.dimensions,
  x.axis,
  MIN(c.place_in_chain) AS place_in_chain,
  MAX(c.largest) AS largest,
  MAX(c.kind) AS kind,
  MAX(c.additive) AS additive,
  MAX(c.stands) AS stands,
  MAX(c.positive) AS positive,
  CASE WHEN MAX(c.kind) LIKE 'money%' THEN SUBSTRING(x.unit, 1, 3) END AS currency
FROM series AS x
LEFT JOIN lines AS l
  ON l.entity = x.entity AND l.line = x.line
JOIN chains AS c
  ON c.concept = COALESCE(l.concept, x.line) AND (
    c.member = x.member
  )
WHERE
  CASE c.kind
    WHEN 'money'
    THEN LENGTH(x.unit) = 3
    WHEN 'shares'
    THEN x.unit = 'shares'
    WHEN 'money_per_share'
    THEN x.unit LIKE '___/shares'
    WHEN 'quote'
    THEN x.unit LIKE '___/shares'
    ELSE x.unit = 'pure'
  END
GROUP BY
  c.term,
  x.series,
  x.entity,
  x.line,
  x.unit,
  x.dimensions,
  x.axis;

-- stage candidates
SELECT
  c.term,
  c.place_in_chain,
  c.largest,
  w.frequency,
  c.entity,
  w.label,
  w.quarter,
  c.series,
  c.unit,
  c.axis,
  c.currency,
  CAST(NULL AS DATE) AS since,
  w.first_day,
  w.last_day,
  w.grade,
  CASE
    WHEN c.positive = 1 AND w.value < 0 AND NOT w.rule IN ('filed', 'year')
    THEN 1
    ELSE w.conflict
  END AS conflict,
  w.mixed,
  w.id1,
  w.id2,
  w.id3,
  w.rule,
  w.value AS filed_value,
  CASE
    WHEN f.above IS NULL OR NOT c.kind IN ('shares', 'money_per_share')
    THEN w.value
    WHEN c.kind = 'shares'
    THEN (
      CASE
        WHEN f.below <> 0 AND ABS(w.value * f.above) < 100000000000000000000
        THEN CAST(SIGN(CAST(w.value * f.above AS DECIMAL(38, 6))) * SIGN(CAST(f.below AS DECIMAL(38, 6))) AS INT) * (
          CAST(ABS(CAST(w.value * f.above AS DECIMAL(38, 6))) / NULLIF(ABS(CAST(f.below AS DECIMAL(38, 6))), 0) AS DECIMAL(38, 12)) + CASE
            WHEN 2 * (
              ABS(CAST(w.value * f.above AS DECIMAL(38, 6))) - CAST(ABS(CAST(w.value * f.above AS DECIMAL(38, 6))) / NULLIF(ABS(CAST(f.below AS DECIMAL(38, 6))), 0) AS DECIMAL(38, 12)) * ABS(CAST(f.below AS DECIMAL(38, 6)))
            ) >= ABS(CAST(f.below AS DECIMAL(38, 6))) * 0.000000000001
            THEN 0.000000000001
            WHEN 2 * (
              ABS(CAST(w.value * f.above AS DECIMAL(38, 6))) - CAST(ABS(CAST(w.value * f.above AS DECIMAL(38, 6))) / NULLIF(ABS(CAST(f.below AS DECIMAL(38, 6))), 0) AS DECIMAL(38, 12)) * ABS(CAST(f.below AS DECIMAL(38, 6)))
            ) < -(
              ABS(CAST(f.below AS DECIMAL(38, 6))) * 0.000000000001
            )
            THEN -0.000000000001
            ELSE 0
          END
        )
      END
    )
    ELSE (
      CASE
        WHEN f.above <> 0 AND ABS(w.value * f.below) < 100000000000000000000
        THEN CAST(SIGN(CAST(w.value * f.below AS DECIMAL(38, 6))) * SIGN(CAST(f.above AS DECIMAL(38, 6))) AS INT) * (
          CAST(ABS(CAST(w.value * f.below AS DECIMAL(38, 6))) / NULLIF(ABS(CAST(f.above AS DECIMAL(38, 6))), 0) AS DECIMAL(38, 12)) + CASE
            WHEN 2 * (
              ABS(CAST(w.value * f.below AS DECIMAL(38, 6))) - CAST(ABS(CAST(w.value * f.below AS DECIMAL(38, 6))) / NULLIF(ABS(CAST(f.above AS DECIMAL(38, 6))), 0) AS DECIMAL(38, 12)) * ABS(CAST(f.above AS DECIMAL(38, 6)))
            ) >= ABS(CAST(f.above AS DECIMAL(38, 6))) * 0.000000000001
            THEN 0.000000000001
            WHEN 2 * (
              ABS(CAST(w.value * f.below AS DECIMAL(38, 6))) - CAST(ABS(CAST(w.value * f.below AS DECIMAL(38, 6))) / NULLIF(ABS(CAST(f.above AS DECIMAL(38, 6))), 0) AS DECIMAL(38, 12)) * ABS(CAST(f.above AS DECIMAL(38, 6)))
            ) < -(
              ABS(CAST(f.above AS DECIMAL(38, 6))) * 0.000000000001
            )
            THEN -0.000000000001
            ELSE 0
          END
        )
      END
    )
  END AS value,
  CASE c.kind WHEN 'shares' THEN f.above WHEN 'money_per_share' THEN f.below END AS times,
  CASE c.kind WHEN 'shares' THEN f.below WHEN 'money_per_share' THEN f.above END AS parts,
  CASE
    WHEN c.kind IN ('shares', 'ratio')
    OR m.currency IS NULL
    OR SUBSTRING(c.unit, 1, 3) = m.currency
    THEN 0
    ELSE 1
  END AS is_foreign
FROM spans_of_time AS w
JOIN series_of_terms AS c
  ON c.series = w.series
LEFT JOIN currencies AS m
  ON m.entity = c.entity AND m.end_year = YEAR(w.last_day)
LEFT JOIN picked AS p
  ON p.id = w.id1
LEFT JOIN factors AS f
  ON f.entity = c.entity AND f.known = p.known
WHERE
  (
    c.additive = 1 OR w.rule IN ('filed', 'year')
  )
  AND (
    c.stands = 0
  ) = (
    NOT w.first_day IS NULL
  );

-- stage contested
SELECT
  term,
  entity,
  frequency,
  label,
  quarter,
  MIN(CASE WHEN is_foreign = 0 AND grade < 4 THEN since END) AS first_told
FROM candidates
WHERE
  term IN (
    SELECT
      term
    FROM series_of_terms
    GROUP BY
      term,
      entity
    HAVING
      COUNT(*) > 1
  )
GROUP BY
  term,
  entity,
  frequency,
  label,
  quarter
HAVING
  COUNT(*) > 1;

-- stage yearly
SELECT
  term,
  entity,
  label,
  line,
  value,
  ROW_NUMBER() OVER (
    PARTITION BY term, entity, label
    ORDER BY is_foreign NULLS LAST, axis NULLS LAST, late NULLS LAST, outdone NULLS LAST, place_in_chain NULLS LAST, unit NULLS LAST, series NULLS LAST
  ) AS place
FROM (
  SELECT
    *,
    CASE
      WHEN largest = 1
      AND value < 0.95 * MAX(value) OVER (PARTITION BY term, entity, label, is_foreign, axis, late)
      THEN 1
      ELSE 0
    END AS outdone
  FROM (
    SELECT
      c.*,
      x.line,
      CASE WHEN c.since > k.first_told THEN 1 ELSE 0 END AS late
    FROM candidates AS c
    JOIN series AS x
      ON x.series = c.series
    JOIN contested AS k
      ON k.term = c.term
      AND k.entity = c.entity
      AND k.frequency = c.frequency
      AND k.label = c.label
    WHERE
      c.frequency = 'annual' AND c.grade < 4
  ) AS dated
) AS sized;

-- stage narrower
SELECT
  o.term,
  o.entity,
  o.label,
  o.line
FROM yearly AS o
JOIN yearly AS c
  ON c.term = o.term AND c.entity = o.entity AND c.label = o.label AND c.place = 1
GROUP BY
  o.term,
  o.entity,
  o.label,
  o.line
HAVING
  MIN(CASE WHEN o.value = c.value THEN 1 ELSE 0 END) = 0 AND MIN(o.place) > 1;

-- stage excluded
SELECT
  n.term,
  n.label,
  x.series
FROM (
  SELECT
    term,
    entity,
    label,
    line
  FROM narrower
  UNION
  SELECT
    b.term,
    b.entity,
    b.label + 1 AS label,
    b.line
  FROM narrower AS b
  LEFT JOIN (
    SELECT DISTINCT
      term,
      entity,
      label
    FROM candidates
    WHERE
      frequency = 'annual'
  ) AS y
    ON y.term = b.term AND y.entity = b.entity AND y.label = b.label + 1
  WHERE
    y.term IS NULL
) AS n
JOIN series AS x
  ON x.entity = n.entity AND x.line = n.line;

-- stage base
SELECT
  c.*,
  0 AS ambiguous
FROM candidates AS c
LEFT JOIN contested AS k
  ON k.term = c.term
  AND k.entity = c.entity
  AND k.frequency = c.frequency
  AND k.label = c.label
  AND k.quarter = c.quarter
LEFT JOIN excluded AS e
  ON e.term = c.term AND e.label = c.label AND e.series = c.series
WHERE
  k.term IS NULL AND (
    e.term IS NULL OR c.frequency = 'annual'
  )
UNION ALL
SELECT
  term,
  place_in_chain,
  largest,
  frequency,
  entity,
  label,
  quarter,
  series,
  unit,
  axis,
  currency,
  since,
  first_day,
  last_day,
  grade,
  conflict,
  mixed,
  id1,
  id2,
  id3,
  rule,
  filed_value,
  value,
  times,
  parts,
  is_foreign,
  ambiguous
FROM (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY term, frequency, entity, label, quarter
      ORDER BY is_foreign NULLS LAST, transcribed NULLS LAST, axis NULLS LAST, late NULLS LAST, outdone NULLS LAST, place_in_chain NULLS LAST, unit NULLS LAST, series NULLS LAST
    ) AS place,
    CASE
      WHEN MIN(unit) OVER period <> MAX(unit) OVER period
      AND MIN(is_foreign) OVER period = 1
      THEN 1
      ELSE 0
    END AS ambiguous
  FROM (
    SELECT
      *,
      CASE WHEN largest = 1 AND value < 0.95 * MAX(value) OVER same THEN 1 ELSE 0 END AS outdone
    FROM (
      SELECT
        c.*,
        CASE WHEN c.grade >= 4 THEN 1 ELSE 0 END AS transcribed,
        CASE WHEN c.since > k.first_told THEN 1 ELSE 0 END AS late
      FROM candidates AS c
      JOIN contested AS k
        ON k.term = c.term
        AND k.entity = c.entity
        AND k.frequency = c.frequency
        AND k.label = c.label
        AND k.quarter = c.quarter
      LEFT JOIN excluded AS e
        ON e.term = c.term AND e.label = c.label AND e.series = c.series
      WHERE
        e.term IS NULL OR c.frequency = 'annual'
    ) AS graded
    WINDOW same AS (
      PARTITION BY term, frequency, entity, label, quarter, is_foreign, transcribed, axis, late
    )
  ) AS sized
  WINDOW period AS (PARTITION BY term, frequency, entity, label, quarter)
) AS ranked
WHERE
  place = 1;

-- stage wide
SELECT
  b.entity,
  b.frequency,
  b.label,
  b.quarter,
  b.label * 4 + b.quarter AS step,
  CASE
    WHEN ABS(CAST(DATEDIFF(MAX(d.first_day), MIN(b.first_day)) AS BIGINT)) <= 10
    THEN MAX(d.first_day)
    ELSE MIN(b.first_day)
  END AS first_day,
  MAX(d.last_day) AS last_day,
  MIN(CASE WHEN is_foreign = 0 THEN currency END) AS currency,
  MAX(CASE WHEN is_foreign = 0 THEN currency END) AS other_currency,
  MAX(CASE WHEN term = 0 AND conflict = 0 AND is_foreign = 0 THEN value END) AS b0
FROM base AS b
JOIN slot_days AS d
  ON d.entity = b.entity
  AND d.frequency = b.frequency
  AND d.label = b.label
  AND d.quarter = b.quarter
GROUP BY
  b.entity,
  b.frequency,
  b.label,
  b.quarter;

-- stage figures_by_period
SELECT
  entity,
  frequency,
  label,
  quarter,
  first_day,
  last_day,
  currency,
  other_currency,
  t0
FROM (
  SELECT
    *,
    b0 AS t0
  FROM wide
) AS step_1;
