"""What does a desk refuse?

::

    DeskError
     ├── ArticleUnreadable an article is no text that can be read
     ├── DeskMissing       there is no desk where one was expected
     ├── DeskThere         a desk, or anything else, is in the way of a new one
     ├── DeskUnnameable    the folder's path is no text
     └── DeskUnwritable    the machine refuses to write there
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.errors import TitreError
from titre.kernel.messages import say

if TYPE_CHECKING:
    from pathlib import Path


class DeskError(TitreError):
    """A desk cannot be opened or made."""


class DeskMissing(DeskError):
    """A verb that works on a desk was asked for where there is none."""

    def __init__(self, folder: Path, *, upwards: bool) -> None:
        self.folder = folder
        missing = (
            say("no desk.toml in {folder} or above it", folder=folder)
            if upwards
            else say("no desk.toml in {folder}", folder=folder)
        )
        super().__init__(say("{missing}; make a desk with: titre new NAME", missing=missing))


class DeskThere(DeskError):
    """A new desk would overwrite files; nothing was written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(say("{folder} is there already and not empty; nothing was written", folder=folder))


class DeskUnnameable(DeskError):
    """The path of a new desk has bytes that are no UTF-8: the engines could not be told of its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            say("{folder}: a path that is no UTF-8, expected one that is; nothing was written", folder=folder)
        )


class DeskUnwritable(DeskError):
    """A new desk cannot be written; what was written of it is removed again."""

    def __init__(self, folder: Path, error: OSError) -> None:
        self.folder = folder
        detail = error.strerror or str(error) or type(error).__name__
        super().__init__(
            say("{folder}: cannot make a desk there: {detail}; nothing is left", folder=folder, detail=detail)
        )


class ArticleUnreadable(DeskError):
    """An article is not in UTF-8, nor does it declare another encoding; it is not guessed."""

    def __init__(self, name: str, at: int) -> None:
        self.name, self.at = name, at
        super().__init__(say("{file}: byte {at}: expected UTF-8", file=name, at=at))
