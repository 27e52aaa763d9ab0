"""Why is there no figure?

::

    TitreError
     └── FigureError            a figure that cannot be given; ``code`` names the kind in files
          ├── UnknownMetric         the catalogue has no such metric
          ├── UnknownDefinition     the metric has no such definition
          ├── UnknownSegment        no member of that name was filed
          ├── AmbiguousSegment      members of several axes have that name
          ├── CalendarUnknown       the filings do not tell the company's fiscal year
          ├── FactMissing           no fact covers the metric for that period
          ├── NotYetFiled           the facts came after the day asked for
          ├── GapInWindow           a part of the window has no fact
          ├── NotDerivable          the facts there are do not determine the figure
          ├── AmbiguousUnit         several currencies, none of them the company's own
          ├── MixedCurrencies       operands in different currencies
          ├── AmbiguousValue        filings contradict each other by 1,000, or one itself; or a wrong scale
          ├── PriceMissing          no close of the company's shares on the day or shortly before
          ├── PriceAmbiguous        files differ on a close, or it may be another security's
          ├── ShareCountMissing     no count of the company's shares was known
          ├── AmbiguousClass        several classes of shares, and not known which price is whose
          └── SplitUnclear          not known whether a close is adjusted for a split

A wrong number is the worst bug there is: each of these is a way not to give one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from titre.kernel.errors import TitreError
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from titre.kernel.messages import Message
    from titre.kernel.periods import Period


class FigureError(TitreError):
    """A figure cannot be given; carries what the reader must be told."""

    code: ClassVar[str] = "figure"


class UnknownMetric(FigureError):
    """The catalogue has no metric of that name."""

    code = "unknown_metric"

    def __init__(self, name: str, near: Iterable[str] = ()) -> None:
        self.name, self.near = name, tuple(near)
        if self.near:
            message = say(
                "no metric {name} in the catalogue; near it: {near}", name=name, near=", ".join(self.near)
            )
        else:
            message = say("no metric {name} in the catalogue", name=name)
        super().__init__(message)


class UnknownDefinition(FigureError):
    """The metric has no definition of that name."""

    code = "unknown_definition"

    def __init__(self, metric: str, definition: str, known: Iterable[str]) -> None:
        self.metric, self.definition, self.known = metric, definition, tuple(known)
        super().__init__(
            say(
                "{metric} has no definition {definition}; it has {known}",
                metric=metric,
                definition=definition,
                known=", ".join(self.known),
            )
        )


class UnknownSegment(FigureError):
    """No member of that name was filed for the metric."""

    code = "unknown_segment"

    def __init__(self, metric: str, segment: str, entity: str, known: Iterable[str] = ()) -> None:
        self.metric, self.segment, self.entity, self.known = metric, segment, entity, tuple(known)
        if self.known:
            message = say(
                "{entity} files {metric} for no member {segment}; it has {known}",
                entity=entity,
                metric=metric,
                segment=segment,
                known=", ".join(self.known),
            )
        else:
            message = say(
                "{entity} files {metric} for no member {segment}",
                entity=entity,
                metric=metric,
                segment=segment,
            )
        super().__init__(message)


class AmbiguousSegment(FigureError):
    """Members of several axes have that name, and their facts differ."""

    code = "ambiguous_segment"

    def __init__(self, metric: str, segment: str, found: Iterable[str]) -> None:
        self.metric, self.segment, self.found = metric, segment, tuple(found)
        super().__init__(
            say(
                "{metric}: several members are called {segment}: {found}",
                metric=metric,
                segment=segment,
                found=", ".join(self.found),
            )
        )


class FigureRefused(FigureError):
    """Any refusal about one metric of one entity in one period."""

    def __init__(self, metric: str, entity: str, period: Period, message: Message) -> None:
        self.metric, self.entity, self.period = metric, entity, period
        super().__init__(
            say(
                "{metric} of {entity}, {period}: {reason}",
                metric=metric,
                entity=entity,
                period=str(period),
                reason=message,
            )
        )
        self.reason = message


class CalendarUnknown(FigureRefused):
    """The filings at hand do not tell when the company's fiscal years end."""

    code = "calendar_unknown"


class FactMissing(FigureRefused):
    """No fact covers the metric for that entity and period."""

    code = "fact_missing"


class NotYetFiled(FigureRefused):
    """Facts for the period exist, or will, but none was filed by the day asked for."""

    code = "not_yet_filed"


class GapInWindow(FigureRefused):
    """Some part of the window that the period asks for is covered by no fact."""

    code = "gap_in_window"


class NotDerivable(FigureRefused):
    """There are facts, but they do not determine the figure."""

    code = "not_derivable"


class AmbiguousUnit(FigureRefused):
    """The period has facts in several currencies, none of which is the one the company reports in."""

    code = "ambiguous_unit"


class MixedCurrencies(FigureRefused):
    """The operands are in different currencies; converting needs a rate that the caller chooses."""

    code = "mixed_currencies"


class AmbiguousValue(FigureRefused):
    """Filings are a factor of 1,000 apart, one contradicts itself, or a scale or a sign is wrong."""

    code = "ambiguous_value"


class PriceMissing(FigureRefused):
    """The store has no close of the company's shares on the day or shortly before it."""

    code = "price_missing"


class PriceAmbiguous(FigureRefused):
    """Files give different closes for the day, or the rows may be another security's."""

    code = "price_ambiguous"


class ShareCountMissing(FigureRefused):
    """No filing known on the day tells how many shares there are, or only an old one does."""

    code = "share_count_missing"


class AmbiguousClass(FigureRefused):
    """The company has several classes of shares, and it is not known which price is whose."""

    code = "ambiguous_class"


class SplitUnclear(FigureRefused):
    """A split lies between count and price, and the file does not say whether its closes are adjusted."""

    code = "split_unclear"
