"""Which claims does a table make?

A cell is of the metric, company, period and unit that its row, its column and the caption name. A row or
column may name any of them: companies as rows and metrics as columns are as usual as metrics as rows and
years as columns. A number that nothing gives a unit is no claim.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from titre.claims.model import Kind, Role
from titre.claims.prose.tokens import tokens_of
from titre.claims.quantities.scales import AMOUNT, BARE, PERCENT, POINTS
from titre.claims.quantities.scanning import Quantity, QuantityScanner
from titre.claims.reading.context import MetricSense
from titre.claims.reading.mentions import Mention
from titre.claims.reading.readings import YEAR_ON_YEAR, Reading
from titre.claims.reading.senses import FOR_A_SHARE, PER_SHARE, Sense, in_money
from titre.claims.reading.timing import DAY, ENDING, QUARTER, YEAR, When
from titre.kernel.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from titre.claims.evidence import Evidence
    from titre.claims.prose.tables import Cell, Table
    from titre.claims.prose.tokens import Token
    from titre.claims.quantities.scales import Amount
    from titre.claims.reading.languages import Language
    from titre.claims.reading.memory import Memory

_PERCENT = 100
_FEWEST_PARTS = 2
"""rows that name parts of a company, from which on a table is one of parts"""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a header says that numbers are in: a scale, a currency, per cent."""

    power: int | None = None
    currency: str | None = None
    percent: bool = False

    def over(self, other: Unit) -> Unit:
        """Return this unit, with what it leaves unsaid taken from another."""
        if self.percent:
            return self
        power = other.power if self.power is None else self.power
        return Unit(power, self.currency or other.currency, self.percent)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the words of a caption, a row's label or a column's header name."""

    unit: Unit = Unit()
    mention: Mention | None = None
    sense: Sense | None = None
    when: When | None = None
    change: bool = False
    ahead: bool = False
    """whether it is of estimates or forecasts"""
    narrowed: bool = False
    """whether words are left that may narrow the metric"""

    def with_more(self, other: Heading) -> Heading:
        """Return what two headings name together, this one first."""
        return Heading(
            self.unit.over(other.unit),
            self.mention or other.mention,
            self.sense or other.sense,
            _joined(self.when, other.when),
            self.change or other.change,
            self.ahead or other.ahead,
            self.narrowed or other.narrowed,
        )


class TableReader:
    """Reads one table in one language; ``memory`` is what the text has spoken of before it."""

    def __init__(
        self,
        plain: str,
        table: Table,
        language: Language,
        evidence: Evidence,
        memory: Memory,
    ) -> None:
        self._plain, self._table, self._language, self._evidence = plain, table, language, evidence
        self._lexicon = language.quantities
        self._remembered, self._period, self._currency = memory.subject, memory.period, memory.currency
        self._amounts: dict[Cell, Amount | None] = {}
        self.caption = Heading()
        for cell in reversed(table.caption):
            self.caption = self.caption.with_more(self._heading(cell))

    def read(self) -> Iterator[Reading]:
        """Yield the claims of the cells, row by row."""
        top = 0
        while top < len(self._table.rows) - 1 and self._is_header(self._table.rows[top]):
            top += 1
        columns = self._columns(self._table.rows[:top])
        latest = max((c.when for c in columns.values() if c.when), key=_order, default=None)
        self._learn_currency(self._table.rows[top:])
        self._learn_parts(self._table.rows[top:], columns.values())
        section = above = Heading()
        for row in self._table.rows[top:]:
            if not self._has_values(row):
                section, above = self._heading(row[0]), Heading()
                continue
            first = self._first_value(row)
            label = self._label(row[:first]).with_more(replace(section, narrowed=False))
            label = above = _under(label, above)
            for index, cell in enumerate(row[first:], first):
                column = columns.get(index, Heading())
                if column.change and column.when is None:
                    column = replace(column, when=latest)
                reading = self._claim(cell, label, column)
                if reading is not None:
                    yield reading

    def _is_header(self, row: Sequence[Cell]) -> bool:
        """Return whether a row heads columns; what has its first cell only heads the rows under it."""
        titled = row[0].end > row[0].start and all(cell.end == cell.start for cell in row[1:])
        return not self._has_values(row) and not titled

    def _learn_parts(self, rows: Sequence[Sequence[Cell]], columns: Iterable[Heading]) -> None:
        """Take amounts by products or regions as revenue, where nothing names a metric."""
        labels = [self._heading(row[0]) for row in rows]
        named = [*labels, *columns, self.caption]
        parts = sum(one.mention is not None and one.mention.segment is not None for one in labels)
        if parts >= _FEWEST_PARTS and not any(one.sense for one in named):
            self.caption = replace(self.caption, sense=Sense(MetricSense(("revenue",)), 0, 0))

    def _first_value(self, row: Sequence[Cell]) -> int:
        return next(at for at, cell in enumerate(row[1:], 1) if self._amount(cell) is not None)

    def _learn_currency(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Keep the currency that cells state where it is one: statements write it in some rows only."""
        amounts = [self._amount(cell) for row in rows for cell in row[1:]]
        stated = {amount.unit for amount in amounts if amount and amount.form == AMOUNT and amount.unit}
        if len(stated) == 1 and "/" not in (currency := stated.pop()):
            self.caption = self.caption.with_more(Heading(Unit(currency=currency)))

    # -- headings --------------------------------------------------------------------------------

    def _label(self, cells: Sequence[Cell]) -> Heading:
        """Return what the cells of a row before its first value name: a rank, a company, a year."""
        label = Heading()
        for cell in cells:
            label = label.with_more(self._heading(cell))
        return label

    def _columns(self, headers: Sequence[Sequence[Cell]]) -> dict[int, Heading]:
        """Return what the headers name by column: "Three months ended" over "March 31," over "2025"."""
        stacks: dict[int, list[Cell]] = {}
        for row, header in enumerate(headers):
            lowest = row == len(headers) - 1
            for index, cell in enumerate(header if lowest else _spread(header, len(headers[-1]))):
                stacks.setdefault(index, []).append(cell)
        # The corner above the labels speaks of the whole table.
        for cell in stacks.pop(0, []):
            self.caption = self._heading(cell).with_more(self.caption)
        return {index: self._heading(*cells) for index, cells in stacks.items()}

    def _heading(self, *cells: Cell) -> Heading:
        """Return what the words of a cell name, or of cells that stand over each other."""
        tokens = [token for cell in cells for token in self._tokens(cell)]
        if not tokens:
            return Heading()
        language = self._language
        mentions = language.names.in_sentence(tokens) or self._part(tokens)
        senses = language.words.in_sentence(tokens)
        times = [when for when in language.calendar.in_sentence(tokens) if when.kind != DAY]
        words = language.words.lexicon
        unit, unit_places = self._unit(tokens)
        sense = senses[0] if senses else None
        share = next(iter(self._lexicon.per_share.all(tokens)), None)
        if share is not None and sense is not None:
            sense = _for_a_share(sense)
            unit_places |= set(range(share.start, share.end))
        stretches = [(one.start, one.end) for one in mentions]
        stretches += [(one.start, one.end) for one in senses] + [(one.start, one.end) for one in times]
        taken = unit_places | {place for start, end in stretches for place in range(start, end)}
        left = [
            token
            for place, token in enumerate(tokens)
            if place not in taken
            and token.kind == "word"
            and words.plain_before.meaning_of(token.word) is None
        ]
        return Heading(
            unit,
            mentions[0] if mentions else None,
            sense,
            times[0] if times else None,
            bool(words.change.all(tokens) or words.table_change.all(tokens)),
            bool(words.roles.all(tokens)),
            bool(left) and sense is not None,
        )

    def _part(self, tokens: Sequence[Token]) -> list[Mention]:
        """Return the part of the company spoken of that a cell is the name of."""
        companies, sure = self._remembered
        part = self._language.parts.called(companies[0], tokens) if len(companies) == 1 else None
        return [] if part is None else [Mention(companies, 0, len(tokens), segment=part, sure=sure)]

    def _unit(self, tokens: Sequence[Token]) -> tuple[Unit, set[int]]:
        power: int | None = None
        currency: str | None = None
        percent = False
        places: set[int] = set()
        for place, token in enumerate(tokens):
            lexicon = self._lexicon
            told = lexicon.symbols.at(tokens, place) or lexicon.currencies.at(tokens, place)
            scale = lexicon.scales.at(tokens, place) or lexicon.marks.at(tokens, place)
            if token.text == "%":
                percent = True
                places.add(place)
            if told is not None and currency is None:
                currency = told.meaning
                places |= set(range(told.start, told.end))
            if scale is not None and power is None and token.word not in {"t", "k"}:
                power = scale.meaning
                places |= set(range(scale.start, scale.end))
        # A letter alone is a scale only beside a currency: "$m", "M€"; a word always is.
        if power is not None and currency is None and all(len(tokens[at].text) < 2 for at in places):  # noqa: PLR2004 - one letter
            power = None
        return Unit(power, currency, percent), places

    # -- cells -----------------------------------------------------------------------------------

    def _tokens(self, cell: Cell) -> list[Token]:
        return tokens_of(self._plain, cell.start, cell.end) if cell.end > cell.start else []

    def _has_values(self, row: Sequence[Cell]) -> bool:
        """Return whether any cell but the first holds a number that is no year or quarter."""
        return any(self._amount(cell) is not None for cell in row[1:])

    def _amount(self, cell: Cell) -> Amount | None:
        """Return the amount that a cell states, read once; None where it states none."""
        if cell not in self._amounts:
            self._amounts[cell] = self._read_amount(cell)
        return self._amounts[cell]

    def _read_amount(self, cell: Cell) -> Amount | None:
        tokens = self._tokens(cell)
        if not tokens or self._language.calendar.in_sentence(tokens):
            return None
        scanner = QuantityScanner(tokens, self._lexicon, self._language.style)
        amount = scanner.reader.at(0)
        if amount is None and tokens[0].text == "(" and len(tokens) > 1:
            amount = scanner.reader.at(1)
            if amount is not None:
                amount = amount._replace(value=-amount.value, signed=True)
        if amount is None or any(token.kind == "word" for token in tokens[amount.end :]):
            return None
        return amount

    def _claim(self, cell: Cell, label: Heading, column: Heading) -> Reading | None:
        amount = self._amount(cell)
        if amount is None:
            return None
        caption = replace(self.caption, narrowed=False)
        heading = _in_money(label.with_more(column).with_more(caption), amount)
        quantity = self._quantity(amount, heading, self._tokens(cell))
        if quantity is None:
            return None
        companies, sure = self._remembered
        if heading.mention is not None:
            companies, sure = heading.mention.companies, heading.mention.sure
        sense = heading.sense
        ratio = sense is not None and self._evidence.is_ratio(sense.meaning.metrics[0])
        changed = quantity.form == POINTS or (
            quantity.form == PERCENT and (column.change or label.change or quantity.signed) and not ratio
        )
        return Reading(
            start=quantity.start,
            end=quantity.end,
            language=self._lexicon.language,
            kind=Kind.CHANGE_YOY if changed else Kind.RATIO if quantity.form == PERCENT else Kind.LEVEL,
            role=Role.FORECAST if heading.ahead else Role.REPORTED,
            quantity=quantity,
            companies=companies,
            company_sure=sure,
            sense=None if sense is None else sense.meaning,
            metric_sure=sense is not None and not heading.narrowed,
            narrowed=heading.narrowed,
            stranger=not sure,
            segment=None if heading.mention is None else heading.mention.segment,
            when=heading.when or self._period,
            against=YEAR_ON_YEAR if changed else None,
        )

    def _quantity(self, amount: Amount, heading: Heading, tokens: Sequence[Token]) -> Quantity | None:
        unit, metric = heading.unit, heading.sense.meaning.metrics[0] if heading.sense else ""
        if amount.form == BARE:
            if unit.percent or self._evidence.is_ratio(metric):
                amount = amount._replace(form=PERCENT, unit="percent")
            elif metric in PER_SHARE:
                currency = unit.currency
                amount = amount._replace(form=AMOUNT, unit=f"{currency}/share" if currency else None)
            elif unit.power is not None or unit.currency is not None:
                currency = unit.currency or self._currency
                amount = amount.scaled(unit.power or 0)._replace(form=AMOUNT, unit=currency)
            else:
                return None
        elif amount.form == AMOUNT and metric in PER_SHARE:
            amount = amount._replace(unit=amount.unit and f"{amount.unit.partition('/')[0]}/share")
        elif amount.form == AMOUNT and amount.power is None and unit.power and metric not in PER_SHARE:
            # "$ 42,314" in a table in millions: the symbol is repeated, the scale is not.
            amount = amount.scaled(unit.power)
        quantity = QuantityScanner(tokens, self._lexicon, self._language.style).quantity(amount, None)
        # What a header gives is stated, not taken from a neighbour.
        return replace(quantity, inherited=False)


def _for_a_share(sense: Sense) -> Sense:
    """Return what a metric is for one share: "Net income per diluted share"."""
    metric = FOR_A_SHARE.get(sense.meaning.metrics[0])
    return sense if metric is None else replace(sense, meaning=MetricSense((metric,), sense.meaning.sign))


def _under(label: Heading, above: Heading) -> Heading:
    """Return a row's label with what the row above says for it too: its company, and what a growth is of."""
    if label.mention is None and label.sense is not None:
        label = replace(label, mention=above.mention)
    if label.sense is None and label.change and label.mention is None:
        label = replace(label, sense=above.sense, mention=above.mention)
    return label


def _spread(header: Sequence[Cell], width: int) -> list[Cell]:
    """Return the cells of a header over others, each over the empty ones to its right too."""
    cells = list(header)
    for index in range(2, width):
        if index >= len(cells):
            cells.append(cells[-1])
        elif cells[index].end == cells[index].start:
            cells[index] = cells[index - 1]
    return cells


def _in_money(heading: Heading, amount: Amount) -> Heading:
    """Return a heading whose margin is the profit itself where its cells are amounts of money."""
    unit, sense = heading.unit, heading.sense
    stated = unit.power is not None or unit.currency is not None
    if sense is None or unit.percent or not (amount.form == AMOUNT or (amount.form == BARE and stated)):
        return heading
    meaning = in_money(sense.meaning)
    # "Gross margin 46.2" in a table in billions may well be per cent.
    doubtful = meaning != sense.meaning and amount.form == BARE and abs(amount.value) <= _PERCENT
    return replace(heading, sense=replace(sense, meaning=meaning), narrowed=heading.narrowed or doubtful)


def _joined(first: When | None, second: When | None) -> When | None:
    """Return the period that two headings name together: "Three months ended March 31," over "2025"."""
    if first is None or second is None:
        return first or second
    for whole, year in ((first, second), (second, first)):
        if year.kind == YEAR and year.year and not whole.year:
            if whole.kind == QUARTER and whole.number:
                return replace(whole, period=Period.fiscal_quarter(year.year, whole.number), year=year.year)
            if whole.kind == ENDING:
                return replace(whole, year=year.year)
    return first


def _order(when: When) -> tuple[int, int]:
    return when.year, 0 if when.period is None else when.period.quarter
