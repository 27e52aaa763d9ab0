"""Which reader reads which kind of document? Each is imported when its first document is met."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from titre.sources.kinds import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from titre.sources.documents import Document
    from titre.sources.rows import Yield
    from titre.sources.settings import ReadSettings

    Reader: TypeAlias = Callable[[Sequence[Document], ReadSettings], Iterator[Yield]]


def reader_of(kind: DocumentKind) -> Reader:
    """Return the reader of a kind of document."""
    return _READERS[kind]


def _companyfacts(documents: Sequence[Document], _: ReadSettings) -> Iterator[Yield]:
    from titre.sources.companyfacts.reading import read_companyfacts

    for document in documents:
        yield from read_companyfacts(document)


def _fact_csv(documents: Sequence[Document], _: ReadSettings) -> Iterator[Yield]:
    from titre.sources.tabular.fact_csv import read_fact_csv

    for document in documents:
        yield from read_fact_csv(document)


def _prices(documents: Sequence[Document], settings: ReadSettings) -> Iterator[Yield]:
    from titre.sources.tabular.prices import read_prices

    for document in documents:
        yield from read_prices(document, settings.prices)


def _rates(documents: Sequence[Document], _: ReadSettings) -> Iterator[Yield]:
    from titre.sources.tabular.rates import read_rates

    for document in documents:
        yield from read_rates(document)


def _events(documents: Sequence[Document], settings: ReadSettings) -> Iterator[Yield]:
    from titre.sources.tabular.events import read_events

    for document in documents:
        yield from read_events(document, settings.events)


def _data_set(documents: Sequence[Document], _: ReadSettings) -> Iterator[Yield]:
    from titre.sources.data_sets.reading import read_data_set

    yield from read_data_set(documents)


def _submissions(documents: Sequence[Document], _: ReadSettings) -> Iterator[Yield]:
    from titre.sources.filers.submissions import read_submissions

    for document in documents:
        yield from read_submissions(document)


def _tickers(documents: Sequence[Document], _: ReadSettings) -> Iterator[Yield]:
    from titre.sources.filers.tickers import read_tickers

    for document in documents:
        yield from read_tickers(document)


def _inline_xbrl(documents: Sequence[Document], settings: ReadSettings) -> Iterator[Yield]:
    from titre.sources.xbrl.inline import read_inline_xbrl

    yield from read_inline_xbrl(documents, filed=settings.filed)


def _xbrl(documents: Sequence[Document], settings: ReadSettings) -> Iterator[Yield]:
    from titre.sources.xbrl.instance import read_xbrl

    for document in documents:
        yield from read_xbrl(document, filed=settings.filed)


def _filing(documents: Sequence[Document], settings: ReadSettings) -> Iterator[Yield]:
    from titre.sources.xbrl.filing_archive import read_filing_archive

    yield from read_filing_archive(documents, filed=settings.filed)


_READERS: dict[DocumentKind, Reader] = {
    DocumentKind.COMPANYFACTS: _companyfacts,
    DocumentKind.SUBMISSIONS: _submissions,
    DocumentKind.TICKERS: _tickers,
    DocumentKind.INLINE_XBRL: _inline_xbrl,
    DocumentKind.XBRL: _xbrl,
    DocumentKind.FILING: _filing,
    DocumentKind.DATA_SET: _data_set,
    DocumentKind.FACT_CSV: _fact_csv,
    DocumentKind.PRICES: _prices,
    DocumentKind.RATES: _rates,
    DocumentKind.EVENTS: _events,
}
