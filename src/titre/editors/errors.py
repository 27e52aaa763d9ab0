"""What does the language server raise?

::

    EditorError
     └── ServerMissing    the library that speaks the protocol is not installed
"""

from __future__ import annotations

from titre.kernel.errors import TitreError
from titre.kernel.messages import say


class EditorError(TitreError):
    """An editor cannot be served."""


class ServerMissing(EditorError):
    """The extra ``lsp`` is not installed."""

    def __init__(self) -> None:
        super().__init__(say("the language server needs pygls; install it with: pip install 'titre[lsp]'"))
