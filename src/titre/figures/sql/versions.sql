-- stage wrong_signs: facts below zero of what is never below zero: a payment filed as what it takes away
SELECT id FROM picked WHERE value < 0 AND dimensions = '' AND concept IN ({never_negative})

-- stage told: what each filing says of a slot: a day other than the quarter's own counts less, and least of all
-- what is filed in a wrong scale or with a wrong sign; a balance of the day after opens the next one: it is none
-- of this; a filing of this year recasts the last in the same way, whether it comes before the annual report or is
-- it
SELECT t.series, s.label, s.quarter, s.span, p.filing_order, p.known, p.value, p.exponent, p.priority, p.id,
       p.first_day, p.last_day,
       p.grade + CASE WHEN e.last_day = p.last_day AND NOT p.rounded_dates THEN 0 ELSE 1 END{misscaled}
         + CASE WHEN n.id IS NULL THEN 0 ELSE {doubtful_grade} END AS grade,
       s.label + CAST(greatest(0, CASE WHEN p.is_annual = 1 THEN floor((p.known - s.year_end) / 365.25)
                                       ELSE ceil((p.known - s.year_end) / 365.25) END) AS INTEGER) AS filing_year
FROM picked p
JOIN tags t ON t.entity = p.entity AND t.concept = p.concept AND t.unit = p.unit AND t.dimensions = p.dimensions
JOIN slots s ON s.entity = p.entity AND s.last_day = p.last_day
 AND s.first_day IS NOT DISTINCT FROM p.first_day
JOIN slot_ends e ON e.entity = s.entity AND e.label = s.label AND e.quarter = s.quarter
{misscaled_join}
LEFT JOIN wrong_signs n ON n.id = p.id
WHERE NOT (p.first_day IS NULL AND e.told = 1 AND p.last_day = e.last_day + 1 AND NOT p.rounded_dates)

-- stage said_of_slots: whether all filings say the same of a slot; of one filing the fact that stands first counts
-- for the first report and the one that stands last for the last, so that every engine takes the same
SELECT series, label, quarter, span, min(grade) AS grade, max(grade) AS worst_grade, min(value) AS value,
       max(value) AS highest, min(first_day) AS first_day, max(last_day) AS last_day, min(known) AS since,
       max(known) AS until, min(filing_year) AS first_year, max(filing_year) AS last_year, count(*) AS reports,
       CAST({outermost_fact}
            % 10000000000000000000 AS BIGINT) AS id
FROM told
GROUP BY series, label, quarter, span

-- stage beside: quarters of which a filing says what one says of the year to date, though that was not nothing
-- before (nor a million or two, which may be roundings)
SELECT q.series, q.label, q.quarter, q.value AS quarter_low, q.highest AS quarter_high, y.value AS year_low,
       y.highest AS year_high
FROM said_of_slots q
JOIN said_of_slots y ON y.series = q.series AND y.label = q.label AND y.quarter = q.quarter AND y.span = q.quarter
JOIN said_of_slots b ON b.series = q.series AND b.label = q.label AND b.quarter = q.quarter - 1
 AND b.span = q.quarter - 1
JOIN series x ON x.series = q.series
WHERE x.adds = 1 AND length(x.unit) = 3 AND q.span = 1 AND q.quarter > 1 AND q.value <> 0
  AND b.value <> 0 AND b.highest <> 0 AND (abs(b.value) > 2000000 OR b.value % 1000000 <> 0)
  AND (q.value IN (y.value, y.highest) OR q.highest IN (y.value, y.highest))

-- stage misdated: amounts under the wrong dates: what is said of one of the two by all filings, and of the other
-- by some, is not the other's; where nothing else is said of either, both are in doubt
SELECT series, label, quarter, quarter AS span, quarter_low AS value, 0 AS doubtful
FROM beside WHERE quarter_low = quarter_high AND year_low <> year_high
UNION ALL
SELECT series, label, quarter, 1 AS span, year_low AS value, 0 AS doubtful
FROM beside WHERE year_low = year_high AND quarter_low <> quarter_high
UNION ALL
SELECT b.series, b.label, b.quarter, CASE WHEN n.whole = 1 THEN b.quarter ELSE 1 END AS span, b.year_low AS value,
       1 AS doubtful
FROM beside b
CROSS JOIN (SELECT 0 AS whole UNION ALL SELECT 1 AS whole) AS n
WHERE b.year_low = b.year_high AND b.quarter_low = b.quarter_high

-- stage reports: where they do not: what each filing says, the most exact of several roundings in one filing
SELECT series, label, quarter, span, filing_order, known, filing_year, value, first_day, last_day, grade, id,
       CASE WHEN spread > slack THEN 1 ELSE 0 END AS conflict
FROM (
  SELECT d.*, s.grade AS best_grade,
         max(d.value) OVER filing - min(d.value) OVER filing AS spread,
         CASE WHEN min(d.exponent) OVER filing IS NULL THEN abs(d.value) * 0.005
              ELSE power(10.0, -(min(d.exponent) OVER filing)) END AS slack,
         row_number() OVER (PARTITION BY d.series, d.label, d.quarter, d.span, d.filing_order
                            ORDER BY d.grade, coalesce(d.exponent, 0) DESC, d.priority, d.id) AS place
  FROM told d
  JOIN said_of_slots s ON s.series = d.series AND s.label = d.label AND s.quarter = d.quarter AND s.span = d.span
  LEFT JOIN misdated m ON m.series = d.series AND m.label = d.label AND m.quarter = d.quarter AND m.span = d.span
   AND m.value = d.value AND m.doubtful = 0
  WHERE (s.value <> s.highest OR s.grade <> s.worst_grade) AND m.series IS NULL
  WINDOW filing AS (PARTITION BY d.series, d.label, d.quarter, d.span, d.filing_order)
) AS ranked
WHERE place = 1 AND grade = best_grade

-- stage runs: the successive values of such a slot, each with the fiscal years whose filings say it
SELECT series, label, quarter, span, run, grade, value, min(first_day) AS first_day, max(last_day) AS last_day,
       min(known) AS since, max(known) AS until, min(filing_year) AS first_year, max(filing_year) AS last_year,
       count(*) AS reports, max(conflict) AS conflict,
       {outermost_report} AS id
FROM (
  SELECT *, sum(changed) OVER (PARTITION BY series, label, quarter, span ORDER BY filing_order
                               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS run
  FROM (
    SELECT *, CASE WHEN value = lag(value) OVER (PARTITION BY series, label, quarter, span
                                                 ORDER BY filing_order) THEN 0 ELSE 1 END AS changed
    FROM reports
  ) AS compared
) AS numbered
GROUP BY series, label, quarter, span, run, grade, value

-- stage versions: every value of every slot; whether it is the only one, the first, the last, and whether it is
-- in doubt: filed in a wrong scale or with a wrong sign, under dates that may be wrong, or 1,000 times as much or as little as another
-- that as many filings say
SELECT s.series, s.label, s.quarter, s.span, 1 AS run, 1 AS sole, 1 AS earliest, 1 AS newest, s.grade, s.value,
       s.first_day, s.last_day, s.since, s.until, s.first_year, s.last_year,
       CASE WHEN s.grade >= {doubtful_grade} OR m.series IS NOT NULL THEN 1 ELSE 0 END AS conflict, s.id
FROM said_of_slots s
LEFT JOIN misdated m ON m.series = s.series AND m.label = s.label AND m.quarter = s.quarter AND m.span = s.span
 AND m.doubtful = 1
WHERE s.value = s.highest AND s.grade = s.worst_grade
UNION ALL
SELECT series, label, quarter, span, run, CASE WHEN most = 1 THEN 1 ELSE 0 END AS sole,
       CASE WHEN run = 1 THEN 1 ELSE 0 END AS earliest, CASE WHEN run = most THEN 1 ELSE 0 END AS newest, grade,
       value, first_day, last_day, since, until, first_year, last_year,
       CASE WHEN conflict = 1 OR grade >= {doubtful_grade} THEN 1
            WHEN value <> 0 AND most > 1
             AND (largest >= 999 * abs(value) OR (reports < 2 AND abs(value) >= 999 * smallest AND smallest > 0))
            THEN 1 ELSE 0 END AS conflict, id
FROM (
  SELECT *, max(run) OVER slot AS most, max(abs(value)) OVER slot AS largest, min(abs(value)) OVER slot AS smallest
  FROM runs
  WINDOW slot AS (PARTITION BY series, label, quarter, span)
) AS compared

-- stage chosen: the version that counts
SELECT v.*, x.adds
FROM versions v
JOIN series x ON x.series = v.series
WHERE CASE WHEN {is_first} THEN v.earliest ELSE v.newest END = 1
