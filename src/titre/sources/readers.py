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
    from titre.sources.companyfacts import read_companyfacts

    for document in documents:
        yield from read_companyfacts(document)


_READERS: dict[DocumentKind, Reader] = {
    DocumentKind.COMPANYFACTS: _companyfacts,
}
