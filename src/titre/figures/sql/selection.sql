-- stage picked: the facts that the metrics asked for may rest on, as known on the day asked for
SELECT {place} AS id, {entity}, concept, unit, dimensions, {member} AS member, {axis} AS axis,
       "start" AS first_day, "end" AS last_day, value, accession, form, filed, known,
       (known - DATE '1900-01-01') * 1000000 + coalesce(TRY_CAST(substr(accession, 15, 6) AS INTEGER), 0)
         AS filing_order,
       CASE WHEN decimals = 'INF' THEN 12 ELSE TRY_CAST(decimals AS INTEGER) END AS exponent,
       priority, source, file, line AS file_line, rounded_dates,
       CASE WHEN source = 'transcription' THEN 4
            WHEN {periodic} THEN 0
            ELSE 2 END AS grade,
       CASE WHEN {annual} THEN 1 ELSE 0 END AS is_annual
FROM facts{questions}
WHERE concept IN ({concepts}) AND value IS NOT NULL AND abs(value) < 1000000000000000000
  AND unit IS NOT NULL AND "end" IS NOT NULL
  AND coregistrant IS NULL AND ({dimensions}) {known} {entities}
  AND coalesce(form, '') NOT LIKE 'DEF%' AND coalesce(form, '') NOT LIKE 'PRE%'
  AND ("start" IS NULL OR "end" - "start" BETWEEN 69 AND 384)

-- stage pairs: tags that stand in one chain, where a company has filed both
SELECT DISTINCT one.entity, one.concept AS one, other.concept AS other
FROM (SELECT DISTINCT entity, concept FROM picked) AS one
JOIN chains a ON a.concept = one.concept
JOIN chains b ON b.term = a.term AND b.concept <> a.concept
JOIN (SELECT DISTINCT entity, concept FROM picked) AS other
  ON other.entity = one.entity AND other.concept = b.concept

-- stage said: what each filing says under such tags
SELECT p.entity, p.concept, p.unit, p.first_day, p.last_day, p.accession, min(p.value) AS low, max(p.value) AS high
FROM picked p
JOIN (SELECT DISTINCT entity, one FROM pairs) AS t ON t.entity = p.entity AND t.one = p.concept
WHERE p.dimensions = '' AND p.value <> 0
GROUP BY p.entity, p.concept, p.unit, p.first_day, p.last_day, p.accession

-- stage one_line: two tags of one line: filings give them the same amount for the same time, and no filing
-- gives them two; a company that moves from one to the other goes on with one series
SELECT a.entity, a.concept AS one, b.concept AS other
FROM said a
JOIN said b ON b.entity = a.entity AND b.unit = a.unit AND b.last_day = a.last_day
 AND b.first_day IS NOT DISTINCT FROM a.first_day
JOIN pairs p ON p.entity = a.entity AND p.one = a.concept AND p.other = b.concept
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

-- stage years: the fiscal years, and for a company that shows none a year of the calendar, which the others
-- follow in the same steps
SELECT entity, label, first_day, last_day, 1 AS fiscal FROM known_years
UNION ALL
SELECT p.entity, 2000 AS label, DATE '2000-01-01' AS first_day, DATE '2000-12-31' AS last_day, 0 AS fiscal
FROM (SELECT DISTINCT entity FROM picked) AS p
LEFT JOIN known_years y ON y.entity = p.entity
WHERE y.entity IS NULL

-- stage spans: every stretch of time that these facts cover, and the known years beside it; by the calendar only
-- what ends within 10 days of a quarter's end
SELECT s.entity, s.first_day, s.last_day,
       min(CASE WHEN y.last_day >= s.last_day - 10 THEN y.last_day END) AS next_end,
       max(CASE WHEN y.last_day < s.last_day - 10 THEN y.last_day END) AS previous_end
FROM (
  SELECT entity, first_day, last_day FROM picked
  UNION
  SELECT entity, first_day, last_day FROM calendar_spans
) AS s
JOIN years y ON y.entity = s.entity
WHERE y.fiscal = 1 OR (month(s.last_day + 11) IN (1, 4, 7, 10) AND day(s.last_day + 11) <= 21)
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
-- quarters have 12, 13 or 16 weeks, years 51 to 54: what a company did in fewer is none, as from its foundation
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
  AND (first_day IS NULL OR quarter - begun < 4 OR last_day - first_day + 1 BETWEEN 357 AND 378)

-- stage slot_ends: the day on which a quarter ends, for a company: the one that most facts of its calendar name,
-- whatever is asked for; where these do not reach, that of the facts asked for
SELECT entity, label, quarter, last_day, told
FROM (
  SELECT *, row_number() OVER (PARTITION BY entity, label, quarter
                               ORDER BY told DESC, exact DESC, facts DESC, last_day DESC) AS place
  FROM (
    SELECT s.entity, s.label, s.quarter, s.last_day, 1 AS told, max(c.exact) AS exact, sum(c.facts) AS facts
    FROM calendar_spans c
    JOIN slots s ON s.entity = c.entity AND s.first_day = c.first_day AND s.last_day = c.last_day
    GROUP BY s.entity, s.label, s.quarter, s.last_day
    UNION ALL
    SELECT s.entity, s.label, s.quarter, s.last_day, 0 AS told,
           max(CASE WHEN s.span > 0 AND p.grade < 4 AND NOT p.rounded_dates THEN 1 ELSE 0 END) AS exact,
           count(*) AS facts
    FROM picked p
    JOIN slots s ON s.entity = p.entity AND s.last_day = p.last_day
     AND s.first_day IS NOT DISTINCT FROM p.first_day
    GROUP BY s.entity, s.label, s.quarter, s.last_day
  ) AS named
) AS ranked
WHERE place = 1

-- stage slot_days: the first and the last day of each period, so that a figure's days are the same whatever is
-- asked for beside it: each begins on the day after the one before ends, the first year and its first quarter as
-- that year was filed
SELECT e.entity, e.frequency, e.label, e.quarter, coalesce(b.last_day + 1, y.first_day) AS first_day, e.last_day
FROM (
  SELECT entity, label, quarter, last_day, 'quarter' AS frequency, 1 AS steps FROM slot_ends
  UNION ALL
  SELECT entity, label, quarter, last_day, 'ttm' AS frequency, 4 AS steps FROM slot_ends
  UNION ALL
  SELECT entity, label, quarter, last_day, 'annual' AS frequency, 4 AS steps FROM slot_ends WHERE quarter = 4
) AS e
LEFT JOIN slot_ends b ON b.entity = e.entity AND b.label * 4 + b.quarter = e.label * 4 + e.quarter - e.steps
LEFT JOIN filed_years y ON y.entity = e.entity AND y.label = e.label AND e.quarter = e.steps

-- stage series: the lines of every company, numbered
SELECT row_number() OVER (ORDER BY entity, line, unit, dimensions){parity} AS series, *
FROM (
  SELECT f.entity, coalesce(l.line, f.concept) AS line, f.unit, f.dimensions, max(f.member) AS member,
         max(f.axis) AS axis, max(CASE WHEN f.concept IN ({flow_concepts}) THEN 1 ELSE 0 END) AS adds
  FROM (SELECT DISTINCT entity, concept, unit, dimensions, member, axis FROM picked) AS f
  LEFT JOIN lines l ON l.entity = f.entity AND l.concept = f.concept
  GROUP BY f.entity, coalesce(l.line, f.concept), f.unit, f.dimensions
) AS named

-- stage tags: the number of the line that each tag belongs to
SELECT f.entity, f.concept, f.unit, f.dimensions, x.series
FROM (SELECT DISTINCT entity, concept, unit, dimensions FROM picked) AS f
LEFT JOIN lines l ON l.entity = f.entity AND l.concept = f.concept
JOIN series x ON x.entity = f.entity AND x.line = coalesce(l.line, f.concept) AND x.unit = f.unit
 AND x.dimensions = f.dimensions
