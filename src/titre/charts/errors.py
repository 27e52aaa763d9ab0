"""What does a chart raise?

::

    ChartError
     ├── NothingToDraw     no series, or none with a single period
     └── RendererMissing   the optional library that turns a chart into a picture is not installed
"""

from __future__ import annotations

from titre.kernel.errors import TitreError
from titre.kernel.messages import say


class ChartError(TitreError):
    """A chart could not be made."""


class NothingToDraw(ChartError):
    """No period was given, so there is neither axis nor point."""

    def __init__(self) -> None:
        super().__init__(say("nothing to draw: got no figure, expected one or more"))


class RendererMissing(ChartError):
    """Pictures are drawn by vl-convert, which is an extra; the specification and the table need none."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "a picture needs the library vl-convert: install it with {command}",
                command="pip install 'titre[charts]'",
            )
        )
