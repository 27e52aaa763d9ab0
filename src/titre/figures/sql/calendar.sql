-- stage calendar_facts: durations of the few concepts that every company files, whatever the day asked for:
-- a period keeps its name when later filings are not yet known
SELECT entity, accession, form, "start" AS first_day, "end" AS last_day, unit,
       fiscal_year, fiscal_period, "end" - "start" + 1 AS days,
       CASE WHEN rounded_dates OR source = 'transcription' THEN 0 ELSE 1 END AS exact
FROM facts
WHERE concept IN ({calendar_concepts}) AND dimensions = '' AND coregistrant IS NULL
  AND value IS NOT NULL AND "start" IS NOT NULL AND "end" - "start" BETWEEN 69 AND 384
  AND (filed IS NULL OR "end" <= filed) {entities}

-- stage calendar_spans: the stretches of time that they cover
SELECT entity, first_day, last_day, max(exact) AS exact, count(*) AS facts
FROM calendar_facts
GROUP BY entity, first_day, last_day

-- stage focus: the fiscal year that a filing says it is of, for filings read themselves
SELECT accession, max(TRY_CAST(text AS INTEGER)) AS fiscal_year
FROM facts
WHERE concept = 'dei:DocumentFiscalYearFocus' {entities}
GROUP BY accession

-- stage annual_spans: what each filing shows as twelve months
SELECT c.entity, c.accession, c.first_day, c.last_day, count(*) AS votes,
       CAST(coalesce(max(f.fiscal_year), max(c.fiscal_year)) AS INTEGER) AS fiscal_year,
       max(CASE WHEN c.form LIKE '10-K%' OR c.form LIKE '20-F%' OR c.form LIKE '40-F%' THEN 1 ELSE 0 END)
         AS annual_form
FROM calendar_facts c LEFT JOIN focus f ON f.accession = c.accession
WHERE c.days BETWEEN 357 AND 378
GROUP BY c.entity, c.accession, c.first_day, c.last_day

-- stage own_years: the year that an annual filing is of; a year-end in the first week of a month
-- counts to the month before, so that a year of 52 or 53 weeks keeps its month
SELECT entity, accession, first_day, last_day, fiscal_year,
       year(last_day - 7) AS natural_year, month(last_day - 7) AS natural_month
FROM (
  SELECT *, row_number() OVER (PARTITION BY entity, accession ORDER BY last_day DESC, votes DESC, first_day)
    AS place
  FROM annual_spans WHERE annual_form = 1
) AS ranked
WHERE place = 1

-- stage label_offsets: by how much the company's own label differs from the year its year ends in;
-- what most filings say, because single filings are tagged wrong
SELECT entity, natural_month, label_offset
FROM (
  SELECT entity, natural_month, fiscal_year - natural_year AS label_offset,
         row_number() OVER (PARTITION BY entity, natural_month
                            ORDER BY count(*) DESC, max(last_day) DESC,
                                                  fiscal_year - natural_year) AS place
  FROM own_years
  WHERE fiscal_year IS NOT NULL AND fiscal_year - natural_year BETWEEN -1 AND 1
  GROUP BY entity, natural_month, fiscal_year - natural_year
) AS ranked
WHERE place = 1

-- stage year_candidates: twelve months that end when a year of the company ends
SELECT s.entity, s.first_day, s.last_day, sum(s.votes) AS votes,
       max(CASE WHEN o.last_day = s.last_day THEN 1 ELSE 0 END) AS own,
       max(CASE WHEN o.last_day IS NULL THEN 0
                WHEN abs((o.last_day - s.last_day) - 365.2425 * round((o.last_day - s.last_day) / 365.2425)) <= 10
                THEN 1 ELSE 0 END) AS aligned,
       max(CASE WHEN o.last_day IS NULL THEN 1 ELSE 0 END) AS orphan
FROM (
  SELECT entity, first_day, last_day, sum(votes) AS votes FROM annual_spans GROUP BY entity, first_day, last_day
) AS s
LEFT JOIN (SELECT DISTINCT entity, last_day FROM own_years) AS o ON o.entity = s.entity
GROUP BY s.entity, s.first_day, s.last_day

-- stage filed_years: one span a label
SELECT entity, label, first_day, last_day
FROM (
  SELECT entity, label, first_day, last_day,
         row_number() OVER (PARTITION BY entity, label ORDER BY own DESC, votes DESC, last_day DESC, first_day)
           AS place
  FROM (
    SELECT c.entity, c.first_day, c.last_day, c.votes, c.own,
           CAST(year(c.last_day - 7) + coalesce(l.label_offset, 0) AS INTEGER) AS label
    FROM year_candidates c
    LEFT JOIN label_offsets l ON l.entity = c.entity AND l.natural_month = month(c.last_day - 7)
    WHERE c.own = 1 OR c.aligned = 1 OR c.orphan = 1
  ) AS labelled
) AS ranked
WHERE place = 1

-- stage interim_years: the year that a company's quarterly filings speak of, where it has filed none yet
SELECT entity, label, last_day - 364 AS first_day, last_day
FROM (
  SELECT c.entity, c.fiscal_year AS label,
         c.last_day + CAST(round((4 - CAST(substr(c.fiscal_period, 2, 1) AS INTEGER)) * 91.31) AS INTEGER)
           AS last_day,
         row_number() OVER (PARTITION BY c.entity ORDER BY c.last_day DESC, c.accession DESC,
                                                      c.fiscal_year, c.fiscal_period) AS place
  FROM calendar_facts c
  LEFT JOIN filed_years y ON y.entity = c.entity
  WHERE y.entity IS NULL AND c.fiscal_period IN ('Q1', 'Q2', 'Q3') AND c.fiscal_year IS NOT NULL
    AND c.form LIKE '10-Q%'
) AS ranked
WHERE place = 1

-- stage known_years: the fiscal years that filings show
SELECT entity, label, first_day, last_day FROM filed_years
UNION ALL
SELECT entity, label, first_day, last_day FROM interim_years

-- stage currencies: the currency that a company reports in, by the calendar year in which a period ends;
-- a translation for convenience stands beside one year only, the company's own beside all
SELECT entity, end_year, unit AS currency
FROM (
  SELECT entity, end_year, unit,
         row_number() OVER (PARTITION BY entity, end_year ORDER BY weight DESC, unit) AS place
  FROM (
    SELECT entity, end_year, unit,
           sum(facts) OVER (PARTITION BY entity, unit ORDER BY end_year
                            RANGE BETWEEN 2 PRECEDING AND CURRENT ROW) AS weight
    FROM (
      SELECT entity, CAST(year(last_day) AS INTEGER) AS end_year, unit, count(*) AS facts
      FROM calendar_facts WHERE length(unit) = 3
      GROUP BY entity, year(last_day), unit
    ) AS counted
  ) AS weighed
) AS ranked
WHERE place = 1
