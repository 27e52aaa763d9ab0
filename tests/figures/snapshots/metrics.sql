-- accounts_payable@standard
-- t0: accounts_payable@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- accrued_compensation@standard
-- t0: accrued_compensation@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- accrued_liabilities@standard
-- t0: accrued_liabilities@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- accumulated_other_comprehensive_income@standard
-- t0: accumulated_other_comprehensive_income@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- acquisitions@standard
-- t0: acquisitions@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- additional_paid_in_capital@standard
-- t0: additional_paid_in_capital@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- amortization_of_intangibles@standard
-- t0: amortization_of_intangibles@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- asset_turnover@standard
-- t0: revenue_including_excise_taxes@standard
-- t1: net_interest_income@standard
-- t2: noninterest_income@standard
-- t3: revenue@banks
-- t4: revenue@total
-- t5: total_assets@standard
-- t6: asset_turnover@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6
FROM (SELECT *, exact_quotient(t4, x1) AS t6
FROM (SELECT *, coalesce(b4, t0, t3) AS t4, CAST((t5 + x0) * 0.5 AS DECIMAL(38, 12)) AS x1
FROM (SELECT *, (t1 + t2) AS t3, CASE frequency WHEN 'quarter' THEN max(t5) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) WHEN 'annual' THEN max(t5) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) WHEN 'ttm' THEN max(t5) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) END AS x0
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b5 AS t5
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- assets_under_finance_leases@standard
-- t0: assets_under_finance_leases@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- basic_eps@standard
-- t0: basic_eps@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- basic_shares@standard
-- t0: basic_shares@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- book_value_per_share@standard
-- t0: shareholders_equity@parent
-- t1: shares_outstanding@standard
-- t2: book_value_per_share@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, exact_quotient(t0, t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2;

-- buyback_authorization_remaining@standard
-- t0: buyback_authorization_remaining@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- buyback_ratio@standard
-- t0: share_repurchases@standard
-- t1: net_income@attributable
-- t2: buyback_ratio@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, exact_quotient(t0, t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2;

-- capital_expenditure@cash_purchases
-- t0: capital_expenditure@cash_purchases
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- capital_expenditure@productive_assets
-- t0: capital_expenditure@productive_assets
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- capital_expenditure@net_of_proceeds
-- t0: capital_expenditure@cash_purchases
-- t1: proceeds_from_property_sales@standard
-- t2: capital_expenditure@net_of_proceeds
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, p1
FROM (SELECT *, (t0 - CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM present) AS step_1) AS step_2;

-- capital_expenditure@with_finance_leases
-- t0: capital_expenditure@cash_purchases
-- t1: finance_lease_principal@standard
-- t2: capital_expenditure@with_finance_leases
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, p1
FROM (SELECT *, (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM present) AS step_1) AS step_2;

-- capital_expenditure@with_leased_assets
-- t0: capital_expenditure@cash_purchases
-- t1: assets_under_finance_leases@standard
-- t2: capital_expenditure@with_leased_assets
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, p1
FROM (SELECT *, (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM present) AS step_1) AS step_2;

-- capital_expenditure_growth@standard
-- t0: capital_expenditure@cash_purchases
-- t1: capital_expenditure_growth@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1
FROM (SELECT *, CASE WHEN x0 > 0 THEN exact_quotient(x1, x0) END AS t1
FROM (SELECT *, (t0 - x0) AS x1
FROM (SELECT *, max(t0) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS x0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- capital_expenditure_to_depreciation@standard
-- t0: capital_expenditure@cash_purchases
-- t1: other_depreciation_and_amortization@standard
-- t2: amortization_of_intangibles@standard
-- t3: depreciation_and_amortization@stated
-- t4: depreciation@standard
-- t5: depreciation_and_amortization@total
-- t6: capital_expenditure_to_depreciation@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, p2
FROM (SELECT *, exact_quotient(t0, t5) AS t6
FROM (SELECT *, coalesce(t3, (t4 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) AS t5
FROM (SELECT *, CASE WHEN b3 >= 0.95 * greatest(b3, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) THEN b3 WHEN (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END) >= 0.95 * greatest(b3, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) THEN (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END) ELSE coalesce(b3, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) END AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b4 AS t4
FROM present) AS step_1) AS step_2) AS step_3) AS step_4;

-- capital_expenditure_to_operating_cash_flow@standard
-- t0: capital_expenditure@cash_purchases
-- t1: operating_cash_flow@standard
-- t2: capital_expenditure_to_operating_cash_flow@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, exact_quotient(t0, t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2;

-- capital_intensity@standard
-- t0: capital_expenditure@cash_purchases
-- t1: revenue_including_excise_taxes@standard
-- t2: net_interest_income@standard
-- t3: noninterest_income@standard
-- t4: revenue@banks
-- t5: revenue@total
-- t6: capital_intensity@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6
FROM (SELECT *, exact_quotient(t0, t5) AS t6
FROM (SELECT *, coalesce(b5, t1, t4) AS t5
FROM (SELECT *, (t2 + t3) AS t4
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b3 AS t3
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- cash_and_equivalents@unrestricted
-- t0: cash_and_equivalents@unrestricted
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- cash_and_equivalents@with_restricted
-- t0: cash_and_equivalents@with_restricted
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- cash_and_short_term_investments@standard
-- t0: cash_and_equivalents@unrestricted
-- t1: short_term_investments@standard
-- t2: cash_and_short_term_investments@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, p1
FROM (SELECT *, coalesce(b2, (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM present) AS step_1) AS step_2;

-- cash_conversion@standard
-- t0: operating_cash_flow@standard
-- t1: net_income@attributable
-- t2: cash_conversion@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, exact_quotient(t0, t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2;

-- cash_ratio@standard
-- t0: cash_and_equivalents@unrestricted
-- t1: short_term_investments@standard
-- t2: cash_and_short_term_investments@standard
-- t3: current_liabilities@standard
-- t4: cash_ratio@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, p1
FROM (SELECT *, exact_quotient(t2, t3) AS t4
FROM (SELECT *, coalesce(b2, (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1, b3 AS t3
FROM present) AS step_1) AS step_2) AS step_3;

-- change_in_cash@standard
-- t0: change_in_cash@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- comprehensive_income@standard
-- t0: comprehensive_income@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- cost_of_revenue@standard
-- t0: cost_of_revenue@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- costs_and_expenses@standard
-- t0: revenue_including_excise_taxes@standard
-- t1: net_interest_income@standard
-- t2: noninterest_income@standard
-- t3: revenue@banks
-- t4: revenue@total
-- t5: operating_income@standard
-- t6: costs_and_expenses@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6
FROM (SELECT *, CASE WHEN b6 >= 0.95 * greatest(b6, (t4 - t5)) THEN b6 WHEN (t4 - t5) >= 0.95 * greatest(b6, (t4 - t5)) THEN (t4 - t5) ELSE coalesce(b6, (t4 - t5)) END AS t6
FROM (SELECT *, coalesce(b4, t0, t3) AS t4
FROM (SELECT *, (t1 + t2) AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b5 AS t5
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- current_assets@standard
-- t0: current_assets@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- current_income_tax@standard
-- t0: current_income_tax@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- current_liabilities@standard
-- t0: current_liabilities@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- current_portion_of_debt@standard
-- t0: current_portion_of_debt@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- current_ratio@standard
-- t0: current_assets@standard
-- t1: current_liabilities@standard
-- t2: current_ratio@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, exact_quotient(t0, t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2;

-- debt_issued@standard
-- t0: debt_issued@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- debt_repaid@standard
-- t0: debt_repaid@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- debt_to_assets@standard
-- t0: long_term_debt@balance_sheet
-- t1: short_term_borrowings@standard
-- t2: current_portion_of_debt@standard
-- t3: short_term_debt@standard
-- t4: total_debt@as_reported
-- t5: total_debt@borrowings
-- t6: total_assets@standard
-- t7: debt_to_assets@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7, p1, p2, p3
FROM (SELECT *, exact_quotient(t5, t6) AS t7
FROM (SELECT *, coalesce((t0 + CASE WHEN t3 IS NULL AND NOT (p3 = 1 OR p1 = 1 OR p2 = 1 OR p2 = 1 OR p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t3 END), (t0 + CASE WHEN x3 = x1 THEN x3 ELSE x3 + x1 END), (t4 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) AS t5
FROM (SELECT *, coalesce(b3, CASE WHEN t1 = x0 THEN t1 ELSE t1 + x0 END, CASE WHEN t2 = x1 THEN t2 ELSE t2 + x1 END) AS t3, CASE WHEN x2 > 0 THEN x2 END AS x3
FROM (SELECT *, CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END AS x0, CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END AS x1, (t4 - t0) AS x2
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b4 AS t4, b6 AS t6
FROM present) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5;

-- debt_to_equity@standard
-- t0: long_term_debt@balance_sheet
-- t1: short_term_borrowings@standard
-- t2: current_portion_of_debt@standard
-- t3: short_term_debt@standard
-- t4: total_debt@as_reported
-- t5: total_debt@borrowings
-- t6: shareholders_equity@parent
-- t7: debt_to_equity@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7, p1, p2, p3
FROM (SELECT *, exact_quotient(t5, t6) AS t7
FROM (SELECT *, coalesce((t0 + CASE WHEN t3 IS NULL AND NOT (p3 = 1 OR p1 = 1 OR p2 = 1 OR p2 = 1 OR p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t3 END), (t0 + CASE WHEN x3 = x1 THEN x3 ELSE x3 + x1 END), (t4 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) AS t5
FROM (SELECT *, coalesce(b3, CASE WHEN t1 = x0 THEN t1 ELSE t1 + x0 END, CASE WHEN t2 = x1 THEN t2 ELSE t2 + x1 END) AS t3, CASE WHEN x2 > 0 THEN x2 END AS x3
FROM (SELECT *, CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END AS x0, CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END AS x1, (t4 - t0) AS x2
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b4 AS t4, b6 AS t6
FROM present) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5;

-- deferred_income_tax@standard
-- t0: deferred_income_tax@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- deferred_revenue@standard
-- t0: deferred_revenue@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- deposits@standard
-- t0: deposits@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- depreciation@standard
-- t0: depreciation@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- depreciation_and_amortization@total
-- t0: other_depreciation_and_amortization@standard
-- t1: amortization_of_intangibles@standard
-- t2: depreciation_and_amortization@stated
-- t3: depreciation@standard
-- t4: depreciation_and_amortization@total
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, p1
FROM (SELECT *, coalesce(t2, (t3 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) AS t4
FROM (SELECT *, CASE WHEN b2 >= 0.95 * greatest(b2, (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) THEN b2 WHEN (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END) >= 0.95 * greatest(b2, (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) THEN (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END) ELSE coalesce(b2, (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) END AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1, b3 AS t3
FROM present) AS step_1) AS step_2) AS step_3;

-- depreciation_and_amortization@stated
-- t0: other_depreciation_and_amortization@standard
-- t1: amortization_of_intangibles@standard
-- t2: depreciation_and_amortization@stated
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, p1
FROM (SELECT *, CASE WHEN b2 >= 0.95 * greatest(b2, (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) THEN b2 WHEN (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END) >= 0.95 * greatest(b2, (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) THEN (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END) ELSE coalesce(b2, (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) END AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM present) AS step_1) AS step_2;

-- diluted_eps@as_filed
-- t0: diluted_eps@as_filed
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- diluted_eps@summed
-- t0: diluted_eps@summed
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- diluted_eps_growth@standard
-- t0: diluted_eps@as_filed
-- t1: diluted_eps_growth@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1
FROM (SELECT *, CASE WHEN x0 > 0 THEN exact_quotient(x1, x0) END AS t1
FROM (SELECT *, (t0 - x0) AS x1
FROM (SELECT *, max(t0) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS x0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- diluted_shares@standard
-- t0: diluted_shares@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- diluted_shares_growth@standard
-- t0: diluted_shares@standard
-- t1: diluted_shares_growth@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1
FROM (SELECT *, CASE WHEN x0 > 0 THEN exact_quotient(x1, x0) END AS t1
FROM (SELECT *, (t0 - x0) AS x1
FROM (SELECT *, max(t0) OVER (PARTITION BY entity, frequency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS x0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- dividend_yield@standard
-- t0: dividends_paid@standard
-- t1: market_capitalization@standard
-- t2: dividend_yield@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, exact_quotient(x0, t1) AS t2
FROM (SELECT *, max(CASE WHEN frequency = 'ttm' THEN t0 END) OVER (PARTITION BY entity, step) AS x0
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2) AS step_3;

-- dividends_paid@standard
-- t0: dividends_paid@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- dividends_per_share@standard
-- t0: dividends_per_share@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- ebit@operating
-- t0: operating_income@standard
-- t1: ebit@operating
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1
FROM (SELECT *, t0 AS t1
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1) AS step_2;

-- ebit@from_net_income
-- t0: pretax_income@standard
-- t1: interest_expense@standard
-- t2: ebit@from_net_income
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, p1
FROM (SELECT *, (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM present) AS step_1) AS step_2;

-- ebitda@operating
-- t0: operating_income@standard
-- t1: other_depreciation_and_amortization@standard
-- t2: amortization_of_intangibles@standard
-- t3: depreciation_and_amortization@stated
-- t4: depreciation@standard
-- t5: depreciation_and_amortization@total
-- t6: ebitda@operating
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, p2
FROM (SELECT *, (t0 + t5) AS t6
FROM (SELECT *, coalesce(t3, (t4 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) AS t5
FROM (SELECT *, CASE WHEN b3 >= 0.95 * greatest(b3, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) THEN b3 WHEN (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END) >= 0.95 * greatest(b3, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) THEN (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END) ELSE coalesce(b3, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) END AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b4 AS t4
FROM present) AS step_1) AS step_2) AS step_3) AS step_4;

-- ebitda@from_net_income
-- t0: net_income@consolidated
-- t1: income_tax@standard
-- t2: interest_expense@standard
-- t3: other_depreciation_and_amortization@standard
-- t4: amortization_of_intangibles@standard
-- t5: depreciation_and_amortization@stated
-- t6: depreciation@standard
-- t7: depreciation_and_amortization@total
-- t8: ebitda@from_net_income
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7, t8, p2, p4
FROM (SELECT *, (((t0 + t1) + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END) + t7) AS t8
FROM (SELECT *, coalesce(t5, (t6 + CASE WHEN t4 IS NULL AND NOT (p4 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t4 END)) AS t7
FROM (SELECT *, CASE WHEN b5 >= 0.95 * greatest(b5, (t3 + CASE WHEN t4 IS NULL AND NOT (p4 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t4 END)) THEN b5 WHEN (t3 + CASE WHEN t4 IS NULL AND NOT (p4 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t4 END) >= 0.95 * greatest(b5, (t3 + CASE WHEN t4 IS NULL AND NOT (p4 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t4 END)) THEN (t3 + CASE WHEN t4 IS NULL AND NOT (p4 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t4 END) ELSE coalesce(b5, (t3 + CASE WHEN t4 IS NULL AND NOT (p4 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t4 END)) END AS t5
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b3 AS t3, b4 AS t4, b6 AS t6
FROM present) AS step_1) AS step_2) AS step_3) AS step_4;

-- ebitda@adjusted
-- t0: operating_income@standard
-- t1: other_depreciation_and_amortization@standard
-- t2: amortization_of_intangibles@standard
-- t3: depreciation_and_amortization@stated
-- t4: depreciation@standard
-- t5: depreciation_and_amortization@total
-- t6: share_based_compensation@standard
-- t7: ebitda@adjusted
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7, p2
FROM (SELECT *, ((t0 + t5) + t6) AS t7
FROM (SELECT *, coalesce(t3, (t4 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) AS t5
FROM (SELECT *, CASE WHEN b3 >= 0.95 * greatest(b3, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) THEN b3 WHEN (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END) >= 0.95 * greatest(b3, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) THEN (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END) ELSE coalesce(b3, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) END AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b4 AS t4, b6 AS t6
FROM present) AS step_1) AS step_2) AS step_3) AS step_4;

-- ebitda_growth@standard
-- t0: operating_income@standard
-- t1: other_depreciation_and_amortization@standard
-- t2: amortization_of_intangibles@standard
-- t3: depreciation_and_amortization@stated
-- t4: depreciation@standard
-- t5: depreciation_and_amortization@total
-- t6: ebitda@operating
-- t7: ebitda_growth@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7, p2
FROM (SELECT *, CASE WHEN x0 > 0 THEN exact_quotient(x1, x0) END AS t7
FROM (SELECT *, (t6 - x0) AS x1
FROM (SELECT *, max(t6) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS x0
FROM (SELECT *, (t0 + t5) AS t6
FROM (SELECT *, coalesce(t3, (t4 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) AS t5
FROM (SELECT *, CASE WHEN b3 >= 0.95 * greatest(b3, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) THEN b3 WHEN (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END) >= 0.95 * greatest(b3, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) THEN (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END) ELSE coalesce(b3, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) END AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b4 AS t4
FROM present) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5) AS step_6) AS step_7;

-- ebitda_margin@standard
-- t0: operating_income@standard
-- t1: other_depreciation_and_amortization@standard
-- t2: amortization_of_intangibles@standard
-- t3: depreciation_and_amortization@stated
-- t4: depreciation@standard
-- t5: depreciation_and_amortization@total
-- t6: ebitda@operating
-- t7: revenue_including_excise_taxes@standard
-- t8: net_interest_income@standard
-- t9: noninterest_income@standard
-- t10: revenue@banks
-- t11: revenue@total
-- t12: ebitda_margin@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, p2
FROM (SELECT *, exact_quotient(t6, t11) AS t12
FROM (SELECT *, (t0 + t5) AS t6
FROM (SELECT *, coalesce(t3, (t4 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) AS t5, coalesce(b11, t7, t10) AS t11
FROM (SELECT *, CASE WHEN b3 >= 0.95 * greatest(b3, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) THEN b3 WHEN (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END) >= 0.95 * greatest(b3, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) THEN (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END) ELSE coalesce(b3, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) END AS t3, (t8 + t9) AS t10
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b4 AS t4, b7 AS t7, b8 AS t8, b9 AS t9
FROM present) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5;

-- effective_tax_rate@standard
-- t0: income_tax@standard
-- t1: pretax_income@standard
-- t2: effective_tax_rate@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, exact_quotient(t0, t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2;

-- enterprise_value@standard
-- t0: market_capitalization@standard
-- t1: long_term_debt@balance_sheet
-- t2: short_term_borrowings@standard
-- t3: current_portion_of_debt@standard
-- t4: short_term_debt@standard
-- t5: total_debt@as_reported
-- t6: total_debt@borrowings
-- t7: cash_and_equivalents@unrestricted
-- t8: short_term_investments@standard
-- t9: cash_and_short_term_investments@standard
-- t10: net_debt@cash_and_short_term
-- t11: noncontrolling_interests@standard
-- t12: enterprise_value@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, p2, p3, p4, p8, p11
FROM (SELECT *, ((t0 + t10) + CASE WHEN t11 IS NULL AND NOT (p11 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t11 END) AS t12
FROM (SELECT *, (t6 - t9) AS t10
FROM (SELECT *, coalesce((t1 + CASE WHEN t4 IS NULL AND NOT (p4 = 1 OR p2 = 1 OR p3 = 1 OR p3 = 1 OR p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t4 END), (t1 + CASE WHEN x3 = x1 THEN x3 ELSE x3 + x1 END), (t5 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) AS t6
FROM (SELECT *, coalesce(b4, CASE WHEN t2 = x0 THEN t2 ELSE t2 + x0 END, CASE WHEN t3 = x1 THEN t3 ELSE t3 + x1 END) AS t4, CASE WHEN x2 > 0 THEN x2 END AS x3
FROM (SELECT *, CASE WHEN t3 IS NULL AND NOT (p3 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t3 END AS x0, CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END AS x1, (t5 - t1) AS x2, coalesce(b9, (t7 + CASE WHEN t8 IS NULL AND NOT (p8 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t8 END)) AS t9
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b3 AS t3, b5 AS t5, b7 AS t7, b8 AS t8, b11 AS t11
FROM present) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5) AS step_6;

-- enterprise_value_to_ebitda@standard
-- t0: market_capitalization@standard
-- t1: long_term_debt@balance_sheet
-- t2: short_term_borrowings@standard
-- t3: current_portion_of_debt@standard
-- t4: short_term_debt@standard
-- t5: total_debt@as_reported
-- t6: total_debt@borrowings
-- t7: cash_and_equivalents@unrestricted
-- t8: short_term_investments@standard
-- t9: cash_and_short_term_investments@standard
-- t10: net_debt@cash_and_short_term
-- t11: noncontrolling_interests@standard
-- t12: enterprise_value@standard
-- t13: operating_income@standard
-- t14: other_depreciation_and_amortization@standard
-- t15: amortization_of_intangibles@standard
-- t16: depreciation_and_amortization@stated
-- t17: depreciation@standard
-- t18: depreciation_and_amortization@total
-- t19: ebitda@operating
-- t20: enterprise_value_to_ebitda@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, p2, p3, p4, p8, p11, p15
FROM (SELECT *, exact_quotient(t12, x5) AS t20
FROM (SELECT *, ((t0 + t10) + CASE WHEN t11 IS NULL AND NOT (p11 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t11 END) AS t12, CASE WHEN x4 > 0 THEN x4 END AS x5
FROM (SELECT *, (t6 - t9) AS t10, max(CASE WHEN frequency = 'ttm' THEN t19 END) OVER (PARTITION BY entity, step) AS x4
FROM (SELECT *, coalesce((t1 + CASE WHEN t4 IS NULL AND NOT (p4 = 1 OR p2 = 1 OR p3 = 1 OR p3 = 1 OR p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t4 END), (t1 + CASE WHEN x3 = x1 THEN x3 ELSE x3 + x1 END), (t5 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) AS t6, (t13 + t18) AS t19
FROM (SELECT *, coalesce(b4, CASE WHEN t2 = x0 THEN t2 ELSE t2 + x0 END, CASE WHEN t3 = x1 THEN t3 ELSE t3 + x1 END) AS t4, CASE WHEN x2 > 0 THEN x2 END AS x3, coalesce(t16, (t17 + CASE WHEN t15 IS NULL AND NOT (p15 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t15 END)) AS t18
FROM (SELECT *, CASE WHEN t3 IS NULL AND NOT (p3 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t3 END AS x0, CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END AS x1, (t5 - t1) AS x2, coalesce(b9, (t7 + CASE WHEN t8 IS NULL AND NOT (p8 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t8 END)) AS t9, CASE WHEN b16 >= 0.95 * greatest(b16, (t14 + CASE WHEN t15 IS NULL AND NOT (p15 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t15 END)) THEN b16 WHEN (t14 + CASE WHEN t15 IS NULL AND NOT (p15 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t15 END) >= 0.95 * greatest(b16, (t14 + CASE WHEN t15 IS NULL AND NOT (p15 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t15 END)) THEN (t14 + CASE WHEN t15 IS NULL AND NOT (p15 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t15 END) ELSE coalesce(b16, (t14 + CASE WHEN t15 IS NULL AND NOT (p15 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t15 END)) END AS t16
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b3 AS t3, b5 AS t5, b7 AS t7, b8 AS t8, b11 AS t11, b13 AS t13, b14 AS t14, b15 AS t15, b17 AS t17
FROM present) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5) AS step_6) AS step_7;

-- equity_ratio@standard
-- t0: shareholders_equity@parent
-- t1: total_assets@standard
-- t2: equity_ratio@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, exact_quotient(t0, t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2;

-- finance_lease_liabilities@standard
-- t0: finance_lease_liabilities@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- finance_lease_principal@standard
-- t0: finance_lease_principal@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- financing_cash_flow@standard
-- t0: financing_cash_flow@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- free_cash_flow@cash_purchases
-- t0: operating_cash_flow@standard
-- t1: capital_expenditure@cash_purchases
-- t2: free_cash_flow@cash_purchases
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, (t0 - t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2;

-- free_cash_flow@productive_assets
-- t0: operating_cash_flow@standard
-- t1: capital_expenditure@productive_assets
-- t2: free_cash_flow@productive_assets
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, (t0 - t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2;

-- free_cash_flow@net_of_proceeds
-- t0: operating_cash_flow@standard
-- t1: capital_expenditure@cash_purchases
-- t2: proceeds_from_property_sales@standard
-- t3: capital_expenditure@net_of_proceeds
-- t4: free_cash_flow@net_of_proceeds
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, p2
FROM (SELECT *, (t0 - t3) AS t4
FROM (SELECT *, (t1 - CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END) AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2
FROM present) AS step_1) AS step_2) AS step_3;

-- free_cash_flow@with_finance_leases
-- t0: operating_cash_flow@standard
-- t1: capital_expenditure@cash_purchases
-- t2: finance_lease_principal@standard
-- t3: capital_expenditure@with_finance_leases
-- t4: free_cash_flow@with_finance_leases
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, p2
FROM (SELECT *, (t0 - t3) AS t4
FROM (SELECT *, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END) AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2
FROM present) AS step_1) AS step_2) AS step_3;

-- free_cash_flow@with_leased_assets
-- t0: operating_cash_flow@standard
-- t1: capital_expenditure@cash_purchases
-- t2: assets_under_finance_leases@standard
-- t3: capital_expenditure@with_leased_assets
-- t4: free_cash_flow@with_leased_assets
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, p2
FROM (SELECT *, (t0 - t3) AS t4
FROM (SELECT *, (t1 + CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END) AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2
FROM present) AS step_1) AS step_2) AS step_3;

-- free_cash_flow_conversion@standard
-- t0: operating_cash_flow@standard
-- t1: capital_expenditure@cash_purchases
-- t2: free_cash_flow@cash_purchases
-- t3: net_income@attributable
-- t4: free_cash_flow_conversion@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4
FROM (SELECT *, exact_quotient(t2, t3) AS t4
FROM (SELECT *, (t0 - t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1, b3 AS t3
FROM wide) AS step_1) AS step_2) AS step_3;

-- free_cash_flow_growth@standard
-- t0: operating_cash_flow@standard
-- t1: capital_expenditure@cash_purchases
-- t2: free_cash_flow@cash_purchases
-- t3: free_cash_flow_growth@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3
FROM (SELECT *, CASE WHEN x0 > 0 THEN exact_quotient(x1, x0) END AS t3
FROM (SELECT *, (t2 - x0) AS x1
FROM (SELECT *, max(t2) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS x0
FROM (SELECT *, (t0 - t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5;

-- free_cash_flow_margin@standard
-- t0: operating_cash_flow@standard
-- t1: capital_expenditure@cash_purchases
-- t2: free_cash_flow@cash_purchases
-- t3: revenue_including_excise_taxes@standard
-- t4: net_interest_income@standard
-- t5: noninterest_income@standard
-- t6: revenue@banks
-- t7: revenue@total
-- t8: free_cash_flow_margin@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7, t8
FROM (SELECT *, exact_quotient(t2, t7) AS t8
FROM (SELECT *, coalesce(b7, t3, t6) AS t7
FROM (SELECT *, (t0 - t1) AS t2, (t4 + t5) AS t6
FROM (SELECT *, b0 AS t0, b1 AS t1, b3 AS t3, b4 AS t4, b5 AS t5
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- free_cash_flow_per_share@standard
-- t0: operating_cash_flow@standard
-- t1: capital_expenditure@cash_purchases
-- t2: free_cash_flow@cash_purchases
-- t3: diluted_shares@standard
-- t4: free_cash_flow_per_share@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4
FROM (SELECT *, exact_quotient(t2, t3) AS t4
FROM (SELECT *, (t0 - t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1, b3 AS t3
FROM wide) AS step_1) AS step_2) AS step_3;

-- free_cash_flow_yield@standard
-- t0: operating_cash_flow@standard
-- t1: capital_expenditure@cash_purchases
-- t2: free_cash_flow@cash_purchases
-- t3: market_capitalization@standard
-- t4: free_cash_flow_yield@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4
FROM (SELECT *, exact_quotient(x0, t3) AS t4
FROM (SELECT *, max(CASE WHEN frequency = 'ttm' THEN t2 END) OVER (PARTITION BY entity, step) AS x0
FROM (SELECT *, (t0 - t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1, b3 AS t3
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- general_and_administrative@standard
-- t0: general_and_administrative@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- goodwill@standard
-- t0: goodwill@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- gross_margin@standard
-- t0: revenue_including_excise_taxes@standard
-- t1: net_interest_income@standard
-- t2: noninterest_income@standard
-- t3: revenue@banks
-- t4: revenue@total
-- t5: cost_of_revenue@standard
-- t6: gross_profit@standard
-- t7: gross_margin@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7
FROM (SELECT *, exact_quotient(t6, t4) AS t7
FROM (SELECT *, coalesce(b6, (t4 - t5)) AS t6
FROM (SELECT *, coalesce(b4, t0, t3) AS t4
FROM (SELECT *, (t1 + t2) AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b5 AS t5
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5;

-- gross_profit@standard
-- t0: revenue_including_excise_taxes@standard
-- t1: net_interest_income@standard
-- t2: noninterest_income@standard
-- t3: revenue@banks
-- t4: revenue@total
-- t5: cost_of_revenue@standard
-- t6: gross_profit@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6
FROM (SELECT *, coalesce(b6, (t4 - t5)) AS t6
FROM (SELECT *, coalesce(b4, t0, t3) AS t4
FROM (SELECT *, (t1 + t2) AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b5 AS t5
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- gross_profit_growth@standard
-- t0: revenue_including_excise_taxes@standard
-- t1: net_interest_income@standard
-- t2: noninterest_income@standard
-- t3: revenue@banks
-- t4: revenue@total
-- t5: cost_of_revenue@standard
-- t6: gross_profit@standard
-- t7: gross_profit_growth@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7
FROM (SELECT *, CASE WHEN x0 > 0 THEN exact_quotient(x1, x0) END AS t7
FROM (SELECT *, (t6 - x0) AS x1
FROM (SELECT *, max(t6) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS x0
FROM (SELECT *, coalesce(b6, (t4 - t5)) AS t6
FROM (SELECT *, coalesce(b4, t0, t3) AS t4
FROM (SELECT *, (t1 + t2) AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b5 AS t5
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5) AS step_6) AS step_7;

-- impairment@standard
-- t0: impairment@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- income_from_continuing_operations@standard
-- t0: income_from_continuing_operations@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- income_from_discontinued_operations@standard
-- t0: income_from_discontinued_operations@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- income_tax@standard
-- t0: income_tax@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- income_taxes_paid@standard
-- t0: income_taxes_paid@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- increase_in_deferred_revenue@standard
-- t0: increase_in_deferred_revenue@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- increase_in_inventories@standard
-- t0: increase_in_inventories@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- increase_in_payables@standard
-- t0: increase_in_payables@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- increase_in_receivables@standard
-- t0: increase_in_receivables@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- intangible_assets@standard
-- t0: intangible_assets@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- interest_coverage@standard
-- t0: operating_income@standard
-- t1: interest_expense@standard
-- t2: interest_coverage@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, exact_quotient(t0, t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2;

-- interest_expense@standard
-- t0: interest_expense@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- interest_income@standard
-- t0: interest_income@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- interest_paid@standard
-- t0: interest_paid@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- inventories@standard
-- t0: inventories@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- inventory_turnover@standard
-- t0: cost_of_revenue@standard
-- t1: inventories@standard
-- t2: inventory_turnover@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, exact_quotient(t0, x1) AS t2
FROM (SELECT *, CAST((t1 + x0) * 0.5 AS DECIMAL(38, 12)) AS x1
FROM (SELECT *, CASE frequency WHEN 'quarter' THEN max(t1) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) WHEN 'annual' THEN max(t1) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) WHEN 'ttm' THEN max(t1) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) END AS x0
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- invested_capital@standard
-- t0: long_term_debt@balance_sheet
-- t1: short_term_borrowings@standard
-- t2: current_portion_of_debt@standard
-- t3: short_term_debt@standard
-- t4: total_debt@as_reported
-- t5: total_debt@borrowings
-- t6: shareholders_equity@consolidated
-- t7: cash_and_equivalents@unrestricted
-- t8: short_term_investments@standard
-- t9: cash_and_short_term_investments@standard
-- t10: invested_capital@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, p1, p2, p3, p8
FROM (SELECT *, ((t5 + t6) - t9) AS t10
FROM (SELECT *, coalesce((t0 + CASE WHEN t3 IS NULL AND NOT (p3 = 1 OR p1 = 1 OR p2 = 1 OR p2 = 1 OR p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t3 END), (t0 + CASE WHEN x3 = x1 THEN x3 ELSE x3 + x1 END), (t4 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) AS t5
FROM (SELECT *, coalesce(b3, CASE WHEN t1 = x0 THEN t1 ELSE t1 + x0 END, CASE WHEN t2 = x1 THEN t2 ELSE t2 + x1 END) AS t3, CASE WHEN x2 > 0 THEN x2 END AS x3
FROM (SELECT *, CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END AS x0, CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END AS x1, (t4 - t0) AS x2, coalesce(b9, (t7 + CASE WHEN t8 IS NULL AND NOT (p8 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t8 END)) AS t9
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b4 AS t4, b6 AS t6, b7 AS t7, b8 AS t8
FROM present) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5;

-- investing_cash_flow@standard
-- t0: investing_cash_flow@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- liabilities_and_equity@standard
-- t0: liabilities_and_equity@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- liabilities_to_assets@standard
-- t0: liabilities_and_equity@standard
-- t1: shareholders_equity@consolidated
-- t2: temporary_equity@standard
-- t3: total_liabilities@standard
-- t4: total_assets@standard
-- t5: liabilities_to_assets@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, p2
FROM (SELECT *, exact_quotient(t3, t4) AS t5
FROM (SELECT *, coalesce(b3, ((t0 - t1) - CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b4 AS t4
FROM present) AS step_1) AS step_2) AS step_3;

-- loans@standard
-- t0: loans@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- long_term_debt@balance_sheet
-- t0: long_term_debt@balance_sheet
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- long_term_debt@without_leases
-- t0: long_term_debt@without_leases
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- long_term_investments@standard
-- t0: long_term_investments@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- market_capitalization@standard
-- t0: market_capitalization@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- maturities_of_investments@standard
-- t0: maturities_of_investments@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- net_cash@standard
-- t0: cash_and_equivalents@unrestricted
-- t1: short_term_investments@standard
-- t2: cash_and_short_term_investments@standard
-- t3: long_term_debt@balance_sheet
-- t4: short_term_borrowings@standard
-- t5: current_portion_of_debt@standard
-- t6: short_term_debt@standard
-- t7: total_debt@as_reported
-- t8: total_debt@borrowings
-- t9: net_cash@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, p1, p4, p5, p6
FROM (SELECT *, (t2 - t8) AS t9
FROM (SELECT *, coalesce((t3 + CASE WHEN t6 IS NULL AND NOT (p6 = 1 OR p4 = 1 OR p5 = 1 OR p5 = 1 OR p4 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t6 END), (t3 + CASE WHEN x3 = x1 THEN x3 ELSE x3 + x1 END), (t7 + CASE WHEN t4 IS NULL AND NOT (p4 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t4 END)) AS t8
FROM (SELECT *, coalesce(b6, CASE WHEN t4 = x0 THEN t4 ELSE t4 + x0 END, CASE WHEN t5 = x1 THEN t5 ELSE t5 + x1 END) AS t6, CASE WHEN x2 > 0 THEN x2 END AS x3
FROM (SELECT *, coalesce(b2, (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) AS t2, CASE WHEN t5 IS NULL AND NOT (p5 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t5 END AS x0, CASE WHEN t4 IS NULL AND NOT (p4 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t4 END AS x1, (t7 - t3) AS x2
FROM (SELECT *, b0 AS t0, b1 AS t1, b3 AS t3, b4 AS t4, b5 AS t5, b7 AS t7
FROM present) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5;

-- net_debt@cash_and_short_term
-- t0: long_term_debt@balance_sheet
-- t1: short_term_borrowings@standard
-- t2: current_portion_of_debt@standard
-- t3: short_term_debt@standard
-- t4: total_debt@as_reported
-- t5: total_debt@borrowings
-- t6: cash_and_equivalents@unrestricted
-- t7: short_term_investments@standard
-- t8: cash_and_short_term_investments@standard
-- t9: net_debt@cash_and_short_term
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, p1, p2, p3, p7
FROM (SELECT *, (t5 - t8) AS t9
FROM (SELECT *, coalesce((t0 + CASE WHEN t3 IS NULL AND NOT (p3 = 1 OR p1 = 1 OR p2 = 1 OR p2 = 1 OR p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t3 END), (t0 + CASE WHEN x3 = x1 THEN x3 ELSE x3 + x1 END), (t4 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) AS t5
FROM (SELECT *, coalesce(b3, CASE WHEN t1 = x0 THEN t1 ELSE t1 + x0 END, CASE WHEN t2 = x1 THEN t2 ELSE t2 + x1 END) AS t3, CASE WHEN x2 > 0 THEN x2 END AS x3
FROM (SELECT *, CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END AS x0, CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END AS x1, (t4 - t0) AS x2, coalesce(b8, (t6 + CASE WHEN t7 IS NULL AND NOT (p7 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t7 END)) AS t8
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b4 AS t4, b6 AS t6, b7 AS t7
FROM present) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5;

-- net_debt@cash_only
-- t0: long_term_debt@balance_sheet
-- t1: short_term_borrowings@standard
-- t2: current_portion_of_debt@standard
-- t3: short_term_debt@standard
-- t4: total_debt@as_reported
-- t5: total_debt@borrowings
-- t6: cash_and_equivalents@unrestricted
-- t7: net_debt@cash_only
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7, p1, p2, p3
FROM (SELECT *, (t5 - t6) AS t7
FROM (SELECT *, coalesce((t0 + CASE WHEN t3 IS NULL AND NOT (p3 = 1 OR p1 = 1 OR p2 = 1 OR p2 = 1 OR p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t3 END), (t0 + CASE WHEN x3 = x1 THEN x3 ELSE x3 + x1 END), (t4 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) AS t5
FROM (SELECT *, coalesce(b3, CASE WHEN t1 = x0 THEN t1 ELSE t1 + x0 END, CASE WHEN t2 = x1 THEN t2 ELSE t2 + x1 END) AS t3, CASE WHEN x2 > 0 THEN x2 END AS x3
FROM (SELECT *, CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END AS x0, CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END AS x1, (t4 - t0) AS x2
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b4 AS t4, b6 AS t6
FROM present) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5;

-- net_debt_to_ebitda@standard
-- t0: long_term_debt@balance_sheet
-- t1: short_term_borrowings@standard
-- t2: current_portion_of_debt@standard
-- t3: short_term_debt@standard
-- t4: total_debt@as_reported
-- t5: total_debt@borrowings
-- t6: cash_and_equivalents@unrestricted
-- t7: short_term_investments@standard
-- t8: cash_and_short_term_investments@standard
-- t9: net_debt@cash_and_short_term
-- t10: operating_income@standard
-- t11: other_depreciation_and_amortization@standard
-- t12: amortization_of_intangibles@standard
-- t13: depreciation_and_amortization@stated
-- t14: depreciation@standard
-- t15: depreciation_and_amortization@total
-- t16: ebitda@operating
-- t17: net_debt_to_ebitda@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, p1, p2, p3, p7, p12
FROM (SELECT *, exact_quotient(t9, t16) AS t17
FROM (SELECT *, (t5 - t8) AS t9
FROM (SELECT *, coalesce((t0 + CASE WHEN t3 IS NULL AND NOT (p3 = 1 OR p1 = 1 OR p2 = 1 OR p2 = 1 OR p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t3 END), (t0 + CASE WHEN x3 = x1 THEN x3 ELSE x3 + x1 END), (t4 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) AS t5, (t10 + t15) AS t16
FROM (SELECT *, coalesce(b3, CASE WHEN t1 = x0 THEN t1 ELSE t1 + x0 END, CASE WHEN t2 = x1 THEN t2 ELSE t2 + x1 END) AS t3, CASE WHEN x2 > 0 THEN x2 END AS x3, coalesce(t13, (t14 + CASE WHEN t12 IS NULL AND NOT (p12 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t12 END)) AS t15
FROM (SELECT *, CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END AS x0, CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END AS x1, (t4 - t0) AS x2, coalesce(b8, (t6 + CASE WHEN t7 IS NULL AND NOT (p7 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t7 END)) AS t8, CASE WHEN b13 >= 0.95 * greatest(b13, (t11 + CASE WHEN t12 IS NULL AND NOT (p12 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t12 END)) THEN b13 WHEN (t11 + CASE WHEN t12 IS NULL AND NOT (p12 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t12 END) >= 0.95 * greatest(b13, (t11 + CASE WHEN t12 IS NULL AND NOT (p12 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t12 END)) THEN (t11 + CASE WHEN t12 IS NULL AND NOT (p12 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t12 END) ELSE coalesce(b13, (t11 + CASE WHEN t12 IS NULL AND NOT (p12 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t12 END)) END AS t13
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b4 AS t4, b6 AS t6, b7 AS t7, b10 AS t10, b11 AS t11, b12 AS t12, b14 AS t14
FROM present) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5) AS step_6;

-- net_income@attributable
-- t0: net_income@attributable
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- net_income@consolidated
-- t0: net_income@consolidated
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- net_income@common
-- t0: net_income@common
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- net_income_growth@standard
-- t0: net_income@attributable
-- t1: net_income_growth@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1
FROM (SELECT *, CASE WHEN x0 > 0 THEN exact_quotient(x1, x0) END AS t1
FROM (SELECT *, (t0 - x0) AS x1
FROM (SELECT *, max(t0) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS x0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- net_interest_income@standard
-- t0: net_interest_income@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- net_margin@standard
-- t0: net_income@attributable
-- t1: revenue_including_excise_taxes@standard
-- t2: net_interest_income@standard
-- t3: noninterest_income@standard
-- t4: revenue@banks
-- t5: revenue@total
-- t6: net_margin@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6
FROM (SELECT *, exact_quotient(t0, t5) AS t6
FROM (SELECT *, coalesce(b5, t1, t4) AS t5
FROM (SELECT *, (t2 + t3) AS t4
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b3 AS t3
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- noncontrolling_income@standard
-- t0: noncontrolling_income@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- noncontrolling_interests@standard
-- t0: noncontrolling_interests@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- noncurrent_assets@standard
-- t0: total_assets@standard
-- t1: current_assets@standard
-- t2: noncurrent_assets@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, coalesce(b2, (t0 - t1)) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2;

-- noncurrent_deferred_revenue@standard
-- t0: noncurrent_deferred_revenue@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- noncurrent_liabilities@standard
-- t0: liabilities_and_equity@standard
-- t1: shareholders_equity@consolidated
-- t2: temporary_equity@standard
-- t3: total_liabilities@standard
-- t4: current_liabilities@standard
-- t5: noncurrent_liabilities@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, p2
FROM (SELECT *, coalesce(b5, (t3 - t4)) AS t5
FROM (SELECT *, coalesce(b3, ((t0 - t1) - CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b4 AS t4
FROM present) AS step_1) AS step_2) AS step_3;

-- noninterest_income@standard
-- t0: noninterest_income@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- nonoperating_income@standard
-- t0: nonoperating_income@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- operating_cash_flow@standard
-- t0: operating_cash_flow@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- operating_cash_flow_growth@standard
-- t0: operating_cash_flow@standard
-- t1: operating_cash_flow_growth@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1
FROM (SELECT *, CASE WHEN x0 > 0 THEN exact_quotient(x1, x0) END AS t1
FROM (SELECT *, (t0 - x0) AS x1
FROM (SELECT *, max(t0) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS x0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- operating_cash_flow_margin@standard
-- t0: operating_cash_flow@standard
-- t1: revenue_including_excise_taxes@standard
-- t2: net_interest_income@standard
-- t3: noninterest_income@standard
-- t4: revenue@banks
-- t5: revenue@total
-- t6: operating_cash_flow_margin@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6
FROM (SELECT *, exact_quotient(t0, t5) AS t6
FROM (SELECT *, coalesce(b5, t1, t4) AS t5
FROM (SELECT *, (t2 + t3) AS t4
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b3 AS t3
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- operating_cash_flow_per_share@standard
-- t0: operating_cash_flow@standard
-- t1: diluted_shares@standard
-- t2: operating_cash_flow_per_share@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, exact_quotient(t0, t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2;

-- operating_expenses@standard
-- t0: revenue_including_excise_taxes@standard
-- t1: net_interest_income@standard
-- t2: noninterest_income@standard
-- t3: revenue@banks
-- t4: revenue@total
-- t5: cost_of_revenue@standard
-- t6: gross_profit@standard
-- t7: operating_income@standard
-- t8: operating_expenses@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7, t8
FROM (SELECT *, coalesce(b8, (t6 - t7)) AS t8
FROM (SELECT *, coalesce(b6, (t4 - t5)) AS t6
FROM (SELECT *, coalesce(b4, t0, t3) AS t4
FROM (SELECT *, (t1 + t2) AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b5 AS t5, b7 AS t7
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5;

-- operating_income@standard
-- t0: operating_income@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- operating_income_growth@standard
-- t0: operating_income@standard
-- t1: operating_income_growth@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1
FROM (SELECT *, CASE WHEN x0 > 0 THEN exact_quotient(x1, x0) END AS t1
FROM (SELECT *, (t0 - x0) AS x1
FROM (SELECT *, max(t0) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS x0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- operating_lease_assets@standard
-- t0: operating_lease_assets@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- operating_lease_cost@standard
-- t0: operating_lease_cost@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- operating_lease_liabilities@standard
-- t0: operating_lease_liabilities@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- operating_lease_payments@standard
-- t0: operating_lease_payments@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- operating_margin@standard
-- t0: operating_income@standard
-- t1: revenue_including_excise_taxes@standard
-- t2: net_interest_income@standard
-- t3: noninterest_income@standard
-- t4: revenue@banks
-- t5: revenue@total
-- t6: operating_margin@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6
FROM (SELECT *, exact_quotient(t0, t5) AS t6
FROM (SELECT *, coalesce(b5, t1, t4) AS t5
FROM (SELECT *, (t2 + t3) AS t4
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b3 AS t3
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- other_current_assets@standard
-- t0: other_current_assets@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- other_depreciation_and_amortization@standard
-- t0: other_depreciation_and_amortization@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- other_noncurrent_assets@standard
-- t0: other_noncurrent_assets@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- other_noncurrent_liabilities@standard
-- t0: other_noncurrent_liabilities@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- other_nonoperating_income@standard
-- t0: other_nonoperating_income@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- payout_ratio@standard
-- t0: dividends_paid@standard
-- t1: net_income@attributable
-- t2: payout_ratio@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, exact_quotient(t0, t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2;

-- preferred_dividends@standard
-- t0: preferred_dividends@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- premiums_earned@standard
-- t0: premiums_earned@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- pretax_income@standard
-- t0: pretax_income@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- pretax_margin@standard
-- t0: pretax_income@standard
-- t1: revenue_including_excise_taxes@standard
-- t2: net_interest_income@standard
-- t3: noninterest_income@standard
-- t4: revenue@banks
-- t5: revenue@total
-- t6: pretax_margin@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6
FROM (SELECT *, exact_quotient(t0, t5) AS t6
FROM (SELECT *, coalesce(b5, t1, t4) AS t5
FROM (SELECT *, (t2 + t3) AS t4
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b3 AS t3
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- price_to_book@standard
-- t0: market_capitalization@standard
-- t1: shareholders_equity@parent
-- t2: price_to_book@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, exact_quotient(t0, x0) AS t2
FROM (SELECT *, CASE WHEN t1 > 0 THEN t1 END AS x0
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2) AS step_3;

-- price_to_earnings@standard
-- t0: market_capitalization@standard
-- t1: net_income@attributable
-- t2: price_to_earnings@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, exact_quotient(t0, x1) AS t2
FROM (SELECT *, CASE WHEN x0 > 0 THEN x0 END AS x1
FROM (SELECT *, max(CASE WHEN frequency = 'ttm' THEN t1 END) OVER (PARTITION BY entity, step) AS x0
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- price_to_sales@standard
-- t0: market_capitalization@standard
-- t1: revenue_including_excise_taxes@standard
-- t2: net_interest_income@standard
-- t3: noninterest_income@standard
-- t4: revenue@banks
-- t5: revenue@total
-- t6: price_to_sales@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6
FROM (SELECT *, exact_quotient(t0, x1) AS t6
FROM (SELECT *, CASE WHEN x0 > 0 THEN x0 END AS x1
FROM (SELECT *, max(CASE WHEN frequency = 'ttm' THEN t5 END) OVER (PARTITION BY entity, step) AS x0
FROM (SELECT *, coalesce(b5, t1, t4) AS t5
FROM (SELECT *, (t2 + t3) AS t4
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b3 AS t3
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5) AS step_6;

-- proceeds_from_property_sales@standard
-- t0: proceeds_from_property_sales@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- property_and_equipment@standard
-- t0: property_and_equipment@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- provision_for_credit_losses@standard
-- t0: provision_for_credit_losses@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- purchase_obligations@standard
-- t0: purchase_obligations@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- purchases_of_investments@standard
-- t0: purchases_of_investments@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- quick_ratio@standard
-- t0: cash_and_equivalents@unrestricted
-- t1: short_term_investments@standard
-- t2: cash_and_short_term_investments@standard
-- t3: receivables@standard
-- t4: current_liabilities@standard
-- t5: quick_ratio@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, p1
FROM (SELECT *, exact_quotient(x0, t4) AS t5
FROM (SELECT *, (t2 + t3) AS x0
FROM (SELECT *, coalesce(b2, (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1, b3 AS t3, b4 AS t4
FROM present) AS step_1) AS step_2) AS step_3) AS step_4;

-- receivables@standard
-- t0: receivables@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- receivables_turnover@standard
-- t0: revenue_including_excise_taxes@standard
-- t1: net_interest_income@standard
-- t2: noninterest_income@standard
-- t3: revenue@banks
-- t4: revenue@total
-- t5: receivables@standard
-- t6: receivables_turnover@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6
FROM (SELECT *, exact_quotient(t4, x1) AS t6
FROM (SELECT *, coalesce(b4, t0, t3) AS t4, CAST((t5 + x0) * 0.5 AS DECIMAL(38, 12)) AS x1
FROM (SELECT *, (t1 + t2) AS t3, CASE frequency WHEN 'quarter' THEN max(t5) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) WHEN 'annual' THEN max(t5) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) WHEN 'ttm' THEN max(t5) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) END AS x0
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b5 AS t5
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- remaining_performance_obligation@standard
-- t0: remaining_performance_obligation@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- research_and_development@standard
-- t0: research_and_development@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- research_and_development_growth@standard
-- t0: research_and_development@standard
-- t1: research_and_development_growth@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1
FROM (SELECT *, CASE WHEN x0 > 0 THEN exact_quotient(x1, x0) END AS t1
FROM (SELECT *, (t0 - x0) AS x1
FROM (SELECT *, max(t0) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS x0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- research_intensity@standard
-- t0: research_and_development@standard
-- t1: revenue_including_excise_taxes@standard
-- t2: net_interest_income@standard
-- t3: noninterest_income@standard
-- t4: revenue@banks
-- t5: revenue@total
-- t6: research_intensity@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6
FROM (SELECT *, exact_quotient(t0, t5) AS t6
FROM (SELECT *, coalesce(b5, t1, t4) AS t5
FROM (SELECT *, (t2 + t3) AS t4
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b3 AS t3
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- restructuring@standard
-- t0: restructuring@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- retained_earnings@standard
-- t0: retained_earnings@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- return_on_assets@standard
-- t0: net_income@attributable
-- t1: total_assets@standard
-- t2: return_on_assets@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, exact_quotient(t0, x1) AS t2
FROM (SELECT *, CAST((t1 + x0) * 0.5 AS DECIMAL(38, 12)) AS x1
FROM (SELECT *, CASE frequency WHEN 'quarter' THEN max(t1) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) WHEN 'annual' THEN max(t1) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) WHEN 'ttm' THEN max(t1) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) END AS x0
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- return_on_equity@standard
-- t0: net_income@attributable
-- t1: shareholders_equity@parent
-- t2: return_on_equity@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, exact_quotient(t0, x1) AS t2
FROM (SELECT *, CAST((t1 + x0) * 0.5 AS DECIMAL(38, 12)) AS x1
FROM (SELECT *, CASE frequency WHEN 'quarter' THEN max(t1) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) WHEN 'annual' THEN max(t1) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) WHEN 'ttm' THEN max(t1) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) END AS x0
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- return_on_invested_capital@standard
-- t0: operating_income@standard
-- t1: income_tax@standard
-- t2: pretax_income@standard
-- t3: effective_tax_rate@standard
-- t4: long_term_debt@balance_sheet
-- t5: short_term_borrowings@standard
-- t6: current_portion_of_debt@standard
-- t7: short_term_debt@standard
-- t8: total_debt@as_reported
-- t9: total_debt@borrowings
-- t10: shareholders_equity@consolidated
-- t11: cash_and_equivalents@unrestricted
-- t12: short_term_investments@standard
-- t13: cash_and_short_term_investments@standard
-- t14: invested_capital@standard
-- t15: return_on_invested_capital@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, p5, p6, p7, p12
FROM (SELECT *, exact_quotient(x4, x6) AS t15
FROM (SELECT *, CAST((t14 + x5) * 0.5 AS DECIMAL(38, 12)) AS x6
FROM (SELECT *, CASE frequency WHEN 'quarter' THEN max(t14) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) WHEN 'annual' THEN max(t14) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) WHEN 'ttm' THEN max(t14) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) END AS x5
FROM (SELECT *, ((t9 + t10) - t13) AS t14
FROM (SELECT *, coalesce((t4 + CASE WHEN t7 IS NULL AND NOT (p7 = 1 OR p5 = 1 OR p6 = 1 OR p6 = 1 OR p5 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t7 END), (t4 + CASE WHEN x3 = x1 THEN x3 ELSE x3 + x1 END), (t8 + CASE WHEN t5 IS NULL AND NOT (p5 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t5 END)) AS t9
FROM (SELECT *, coalesce(b7, CASE WHEN t5 = x0 THEN t5 ELSE t5 + x0 END, CASE WHEN t6 = x1 THEN t6 ELSE t6 + x1 END) AS t7, CASE WHEN x2 > 0 THEN x2 END AS x3, (t0 - exact_product(t0, t3)) AS x4
FROM (SELECT *, exact_quotient(t1, t2) AS t3, CASE WHEN t6 IS NULL AND NOT (p6 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t6 END AS x0, CASE WHEN t5 IS NULL AND NOT (p5 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t5 END AS x1, (t8 - t4) AS x2, coalesce(b13, (t11 + CASE WHEN t12 IS NULL AND NOT (p12 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t12 END)) AS t13
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b4 AS t4, b5 AS t5, b6 AS t6, b8 AS t8, b10 AS t10, b11 AS t11, b12 AS t12
FROM present) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5) AS step_6) AS step_7) AS step_8;

-- revenue@total
-- t0: revenue_including_excise_taxes@standard
-- t1: net_interest_income@standard
-- t2: noninterest_income@standard
-- t3: revenue@banks
-- t4: revenue@total
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4
FROM (SELECT *, coalesce(b4, t0, t3) AS t4
FROM (SELECT *, (t1 + t2) AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2
FROM wide) AS step_1) AS step_2) AS step_3;

-- revenue@contracts
-- t0: revenue@contracts
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- revenue@banks
-- t0: net_interest_income@standard
-- t1: noninterest_income@standard
-- t2: revenue@banks
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, (t0 + t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2;

-- revenue@insurers
-- t0: revenue@insurers
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- revenue_growth@standard
-- t0: revenue_including_excise_taxes@standard
-- t1: net_interest_income@standard
-- t2: noninterest_income@standard
-- t3: revenue@banks
-- t4: revenue@total
-- t5: revenue_growth@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5
FROM (SELECT *, CASE WHEN x0 > 0 THEN exact_quotient(x1, x0) END AS t5
FROM (SELECT *, (t4 - x0) AS x1
FROM (SELECT *, max(t4) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS x0
FROM (SELECT *, coalesce(b4, t0, t3) AS t4
FROM (SELECT *, (t1 + t2) AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4) AS step_5) AS step_6;

-- revenue_including_excise_taxes@standard
-- t0: revenue_including_excise_taxes@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- revenue_per_share@standard
-- t0: revenue_including_excise_taxes@standard
-- t1: net_interest_income@standard
-- t2: noninterest_income@standard
-- t3: revenue@banks
-- t4: revenue@total
-- t5: diluted_shares@standard
-- t6: revenue_per_share@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6
FROM (SELECT *, exact_quotient(t4, t5) AS t6
FROM (SELECT *, coalesce(b4, t0, t3) AS t4
FROM (SELECT *, (t1 + t2) AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b5 AS t5
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- sales_of_investments@standard
-- t0: sales_of_investments@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- selling_and_marketing@standard
-- t0: selling_and_marketing@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- selling_general_and_administrative@standard
-- t0: selling_and_marketing@standard
-- t1: general_and_administrative@standard
-- t2: selling_general_and_administrative@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, coalesce(b2, (t0 + t1)) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2;

-- share_based_compensation@standard
-- t0: share_based_compensation@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- share_based_compensation_ratio@standard
-- t0: share_based_compensation@standard
-- t1: revenue_including_excise_taxes@standard
-- t2: net_interest_income@standard
-- t3: noninterest_income@standard
-- t4: revenue@banks
-- t5: revenue@total
-- t6: share_based_compensation_ratio@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, t6
FROM (SELECT *, exact_quotient(t0, t5) AS t6
FROM (SELECT *, coalesce(b5, t1, t4) AS t5
FROM (SELECT *, (t2 + t3) AS t4
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b3 AS t3
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- share_issuance@standard
-- t0: share_issuance@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- share_price@standard
-- t0: share_price@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- share_repurchases@standard
-- t0: share_repurchases@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- shareholder_returns@standard
-- t0: dividends_paid@standard
-- t1: share_repurchases@standard
-- t2: shareholder_returns@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, p0, p1
FROM (SELECT *, coalesce((t0 + t1), (t1 + CASE WHEN t0 IS NULL AND NOT (p0 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t0 END), (t0 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM present) AS step_1) AS step_2;

-- shareholders_equity@parent
-- t0: shareholders_equity@parent
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- shareholders_equity@consolidated
-- t0: shareholders_equity@consolidated
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- shares_outstanding@standard
-- t0: shares_outstanding@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- short_term_borrowings@standard
-- t0: short_term_borrowings@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- short_term_debt@standard
-- t0: short_term_borrowings@standard
-- t1: current_portion_of_debt@standard
-- t2: short_term_debt@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, p0, p1
FROM (SELECT *, coalesce(b2, CASE WHEN t0 = x0 THEN t0 ELSE t0 + x0 END, CASE WHEN t1 = x1 THEN t1 ELSE t1 + x1 END) AS t2
FROM (SELECT *, CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END AS x0, CASE WHEN t0 IS NULL AND NOT (p0 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t0 END AS x1
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM present) AS step_1) AS step_2) AS step_3;

-- short_term_investments@standard
-- t0: short_term_investments@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- tangible_book_value@standard
-- t0: shareholders_equity@parent
-- t1: goodwill@standard
-- t2: intangible_assets@standard
-- t3: tangible_book_value@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, p1, p2
FROM (SELECT *, ((t0 - CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END) - CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END) AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2
FROM present) AS step_1) AS step_2;

-- taxes_paid_on_shares@standard
-- t0: taxes_paid_on_shares@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- temporary_equity@standard
-- t0: temporary_equity@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- total_assets@standard
-- t0: total_assets@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- total_assets_growth@standard
-- t0: total_assets@standard
-- t1: total_assets_growth@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1
FROM (SELECT *, CASE WHEN x0 > 0 THEN exact_quotient(x1, x0) END AS t1
FROM (SELECT *, (t0 - x0) AS x1
FROM (SELECT *, max(t0) OVER (PARTITION BY entity, frequency, currency ORDER BY step RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS x0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1) AS step_2) AS step_3) AS step_4;

-- total_debt@borrowings
-- t0: long_term_debt@balance_sheet
-- t1: short_term_borrowings@standard
-- t2: current_portion_of_debt@standard
-- t3: short_term_debt@standard
-- t4: total_debt@as_reported
-- t5: total_debt@borrowings
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, p1, p2, p3
FROM (SELECT *, coalesce((t0 + CASE WHEN t3 IS NULL AND NOT (p3 = 1 OR p1 = 1 OR p2 = 1 OR p2 = 1 OR p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t3 END), (t0 + CASE WHEN x3 = x1 THEN x3 ELSE x3 + x1 END), (t4 + CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END)) AS t5
FROM (SELECT *, coalesce(b3, CASE WHEN t1 = x0 THEN t1 ELSE t1 + x0 END, CASE WHEN t2 = x1 THEN t2 ELSE t2 + x1 END) AS t3, CASE WHEN x2 > 0 THEN x2 END AS x3
FROM (SELECT *, CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END AS x0, CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END AS x1, (t4 - t0) AS x2
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b4 AS t4
FROM present) AS step_1) AS step_2) AS step_3) AS step_4;

-- total_debt@as_reported
-- t0: total_debt@as_reported
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- total_debt@with_finance_leases
-- t0: long_term_debt@without_leases
-- t1: short_term_borrowings@standard
-- t2: current_portion_of_debt@standard
-- t3: short_term_debt@standard
-- t4: finance_lease_liabilities@standard
-- t5: total_debt@with_finance_leases
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, t4, t5, p1, p2, p3, p4
FROM (SELECT *, ((t0 + CASE WHEN t3 IS NULL AND NOT (p3 = 1 OR p1 = 1 OR p2 = 1 OR p2 = 1 OR p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t3 END) + CASE WHEN t4 IS NULL AND NOT (p4 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t4 END) AS t5
FROM (SELECT *, coalesce(b3, CASE WHEN t1 = x0 THEN t1 ELSE t1 + x0 END, CASE WHEN t2 = x1 THEN t2 ELSE t2 + x1 END) AS t3
FROM (SELECT *, CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END AS x0, CASE WHEN t1 IS NULL AND NOT (p1 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t1 END AS x1
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2, b4 AS t4
FROM present) AS step_1) AS step_2) AS step_3) AS step_4;

-- total_liabilities@standard
-- t0: liabilities_and_equity@standard
-- t1: shareholders_equity@consolidated
-- t2: temporary_equity@standard
-- t3: total_liabilities@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2, t3, p2
FROM (SELECT *, coalesce(b3, ((t0 - t1) - CASE WHEN t2 IS NULL AND NOT (p2 = 1) THEN CAST(0 AS DECIMAL(38, 12)) ELSE t2 END)) AS t3
FROM (SELECT *, b0 AS t0, b1 AS t1, b2 AS t2
FROM present) AS step_1) AS step_2;

-- unpaid_capital_expenditure@standard
-- t0: unpaid_capital_expenditure@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- unrecognized_tax_benefits@standard
-- t0: unrecognized_tax_benefits@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0
FROM (SELECT *, b0 AS t0
FROM wide) AS step_1;

-- working_capital@standard
-- t0: current_assets@standard
-- t1: current_liabilities@standard
-- t2: working_capital@standard
SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, t0, t1, t2
FROM (SELECT *, (t0 - t1) AS t2
FROM (SELECT *, b0 AS t0, b1 AS t1
FROM wide) AS step_1) AS step_2;
