"""What has a text spoken of so far, that a sentence may mean without naming it?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from titre.claims.quantities.scales import AMOUNT
from titre.claims.reading.mentions import companies_of
from titre.claims.reading.neighbours import comes_before, is_year
from titre.claims.reading.timing import (
    ENDING,
    HOLDING,
    IMPLIED,
    LATEST_QUARTER,
    LATEST_YEAR,
    PART,
    QUARTER,
    SAME,
    YEAR,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.quantities.inheriting import Header
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.context import MetricSense
    from titre.claims.reading.mentions import Company, Mention
    from titre.claims.reading.senses import Sense

_SENTENCES = 3
"""sentences after which a subject is no longer surely the one meant"""
_NEVER = 99
_DATED = frozenset({YEAR, QUARTER, ENDING, PART, HOLDING, LATEST_QUARTER, LATEST_YEAR, IMPLIED})


@dataclass(slots=True)
class Memory:
    """The last subject, its metric and period, and the currency that the text has stated most often."""

    companies: tuple[Company, ...] = ()
    segment: str | None = None
    """the part of the subject that was spoken of last"""
    introduced: bool = False
    """whether the sentence before only named that part: "Then there is Reality Labs." """
    age: int = _NEVER
    several: tuple[Company, ...] = ()
    """the companies of the last sentence that named more than one"""
    paragraph_named: tuple[Company, ...] = ()
    """the companies that the paragraph has named so far, in their order"""
    section_named: tuple[Company, ...] = ()
    """the companies that were named since the last heading, itself among it"""
    topic: tuple[Company, ...] = ()
    """who the heading above is about, or else the whole text"""
    whole: tuple[Company, ...] = ()
    """who the title, or most of the text, is about"""
    led: tuple[Company, ...] = ()
    """who the paragraph began with"""
    strayed: bool = False
    """whether the paragraph before was about somebody else than the topic"""
    paragraph: int = -1
    power: int | None = None
    """the power of ten of the last amount's scale"""
    currencies: Counter[str] = field(default_factory=Counter)
    _stated: str = ""
    """the currency that was written last"""
    alone: bool = False
    """whether the sentence before only named its metric: "Inventories. They stood at 15" """
    metric: Sense | None = None
    """what the sentence before named first: what names no metric may be of it"""
    latest: Sense | None = None
    """the one that it named last"""
    amount_of: MetricSense | None = None
    """what its last amount was of: an amount without a metric may go on with it"""
    columns: tuple[MetricSense | None, ...] = ()
    """what the amounts of the last item of a list are of: the next item may keep their order"""
    when: When | None = None
    when_of: tuple[Company, ...] = ()
    """whom the period was named for"""
    spoken: tuple[When, ...] = ()
    """the last year and the last quarter that were named"""
    told: When | None = None
    """the period that the paragraph named last"""
    under: When | None = None
    """the period that the last heading names: what stands under it is of that period"""
    header: Header | None = None
    """the unit that the line before a list states for its amounts"""
    listed: When | None = None
    """the period that the line before a list names: its items are of that period"""
    anchor: When | None = None
    """the latest period that the text has told of, which a paragraph goes back to after a look back"""
    now: int = 0
    """the year of publication, 0 where it is not known"""
    seen: set[str] = field(default_factory=set)

    @property
    def currency(self) -> str | None:
        """The currency that the text has stated most often so far."""
        # Of as many, the one stated last: "13 milliards d'euros d'amende … 14,7 milliards de dollars".
        return max(
            self.currencies, key=lambda code: (self.currencies[code], code == self._stated), default=None
        )

    @property
    def subject(self) -> tuple[tuple[Company, ...], bool]:
        """Who was spoken of last, and whether surely who is meant: of late, or nobody else.

        Nobody else may be named in the paragraph, or since the heading that names the subject.
        """
        alone = any(
            named and set(named) <= set(self.companies)
            for named in (self.paragraph_named, self.section_named)
        )
        # What a text with one subject tells is of it, where the paragraph names nobody else.
        elsewhere = set(self.paragraph_named) - set(self.companies)
        topical = bool(self.topic) and self.companies == self.topic and not (elsewhere or self.strayed)
        return self.companies, self.age <= _SENTENCES or len(self.seen) == 1 or alone or topical

    def expect(self, companies: tuple[Company, ...]) -> None:
        """Take who a title names, or most of a text, as the subject of what names nobody."""
        self.companies = self.topic = self.whole = companies
        self.age = 0
        self.seen.update(company.name for company in companies)

    def begin(self, paragraph: int, mentions: Sequence[Mention]) -> None:
        """Begin a sentence; a new paragraph that names nobody is about its heading's subject again.

        Surely so only where the paragraph before began with it: who was named on the way was an aside.
        """
        self.age += 1
        if paragraph == self.paragraph:
            return
        self.paragraph = paragraph
        self.paragraph_named, self.told = (), None
        if (
            self.when is not None
            and self.anchor is not None
            and comes_before(self.when, self.anchor, self.now)
        ):
            self.when = self.anchor
        # Of the several that a title names, the text goes on with the one it speaks of.
        one_of = len(self.topic) > 1 and len(self.companies) == 1
        if (
            self.topic
            and self.companies != self.topic
            and not one_of
            and not any(one.companies for one in mentions)
        ):
            aside = self.led == self.topic
            self.strayed = not aside
            self.companies, self.segment, self.age = self.topic, None, 0 if aside else _NEVER
        self.led = ()

    def learn(
        self,
        mentions: Sequence[Mention],
        quantities: Sequence[Quantity],
        senses: Sequence[Sense],
        times: Sequence[When],
        *,
        heading: bool = False,
        intro: bool = False,
        again: bool = False,
        amount_of: MetricSense | None = None,
        part: bool = False,
        alone: bool = False,
    ) -> None:
        """Keep what a sentence spoke of; a line that heads others states no quantity itself.

        ``again`` tells that it began with a pronoun: whom it names later is not its subject;
        ``amount_of`` is the metric of its last amount; ``part`` whether it spoke of a part of the subject,
        ``alone`` whether it only named a metric.
        """
        named = [mention for mention in mentions if mention.companies]
        led = [one for one in named if not one.aside] if self.companies else named
        if led and not again:
            # The subject of a sentence comes first; a group is the subject only of its own sentence.
            subject = next((one for one in led if not one.person), led[0])
            self.companies, self.segment, self.age = subject.companies, subject.segment, 0
            self.strayed = False
        every = companies_of([one for one in named if not one.aside] or named)
        self.seen.update(company.name for company in every)
        self.section_named = tuple(dict.fromkeys((*(() if heading else self.section_named), *every)))
        if again and self.companies:
            # A pronoun goes on with the subject.
            self.age = 0
        self.paragraph_named = tuple(dict.fromkeys((*self.paragraph_named, *every)))
        if len(every) > 1:
            self.several = every
        self.led = self.led or self.companies
        for quantity in quantities:
            if quantity.form == AMOUNT and quantity.power is not None:
                self.power = quantity.power
            if quantity.form == AMOUNT and quantity.unit:
                code = quantity.unit.partition("/")[0]
                self.currencies[code] += not quantity.inherited
                self._stated = self._stated if quantity.inherited else code
        parts = [one for one in named if one.segment]
        self.introduced = not quantities and (part or (bool(parts) and not senses))
        self.metric, self.latest = (senses[0], senses[-1]) if senses else (None, None)
        self.amount_of, self.alone = amount_of, alone
        self._learn_period(
            self._dated(times, heading=heading),
            heads=heading and not quantities,
            leads=intro and not quantities,
        )
        if heading and not quantities:
            self.topic = named[0].companies if named else self.whole

    def _learn_period(self, dated: When | None, *, heads: bool, leads: bool) -> None:
        """Keep the period that a sentence is about, which may head a section or lead a list."""
        if heads:
            self.under = dated
            self.anchor = dated or self.anchor
        if leads:
            self.listed = dated
        if dated is None:
            return
        if self.anchor is None or not comes_before(dated, self.anchor, self.now):
            self.anchor = dated
        if dated != self.when:
            self.when, self.when_of = dated, self.companies
            yearly = is_year(dated)
            self.spoken = (dated, *(one for one in self.spoken if is_year(one) != yearly))
        self.told = dated

    def _dated(self, times: Sequence[When], *, heading: bool) -> When | None:
        """Return the period that a sentence is about: the first one named that has an end."""
        dated = next((when for when in times if when.kind in _DATED and not when.compared), None)
        if dated is not None and dated.kind == IMPLIED:
            dated = replace(dated, kind=YEAR)
        if dated is not None and dated.kind == PART and not dated.year and self.when is not None:
            # "Over nine months": a sum beside the quarter that the text goes on with.
            return None
        if heading and dated is None and any(one.kind == SAME and one.months for one in times):
            # "Key figures of the quarter" heads what is of the one spoken of.
            return next((one for one in self.spoken if not is_year(one)), When(LATEST_QUARTER, 0, 0))
        return dated

    @property
    def period(self) -> When | None:
        """The period of what names none: that of the heading, else the last one spoken of, as a guess.

        What the paragraph itself has named since comes before its heading's.
        """
        if self.listed is not None or (self.under is not None and self.told in {None, self.under}):
            return self.listed or self.under
        if self.when is None:
            return None
        whose = self.when_of[0].entity if len(self.when_of) == 1 else ""
        others = tuple(one for one in self.spoken if one != self.when)
        near = self.told == self.when
        return replace(self.when, carried=True, near=near, whose=whose, others=others)
