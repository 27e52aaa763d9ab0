"""How do a figure and its neighbours look beside what a text states? A table whose rows have a bar each.

For the report only: a table, so that who cannot see the bars hears the amounts, and so that words stay as
large as the reader wants them however narrow the screen. Charts proper are in ``charts``.
"""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from titre.claims.telling.writing import Shown
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.telling.markup import Pen
    from titre.figures.model import Figure
    from titre.kernel.messages import Renderable

_WIDTH, _HEIGHT = Decimal(100), 20
"""of a row's drawing, which is stretched to its cell"""
_BAR = (3, 14)
"""where a bar begins in its row, and how thick it is"""
_FEWEST = 2


def bars(
    figures: Sequence[Figure], own: str | None, stated: Shown | None, caption: Renderable, pen: Pen
) -> str:
    """Return a table of figures of one unit, oldest first; nothing for fewer than two.

    Args:
        figures: the figures to draw.
        own: the period of the claim, whose row stands out.
        stated: what the text states, in the unit and sign that the figures are written in; a dashed line.
        caption: what is shown.
        pen: who writes it.
    """
    drawn = [(str(figure.period), Shown.of(figure)) for figure in figures if figure.value is not None]
    values = [shown.value for _, shown in drawn if shown.value is not None]
    if len(values) < _FEWEST or not any(values):
        return ""
    line = None if stated is None else stated.value
    scale = _Scale([*values, Decimal(), *([] if line is None else [line])])
    rows = "".join(
        f'<tr{" class=own" if period == own else ""}><th scope="row">{escape(period)}'
        f"</th><td>{scale.drawing(shown.value or Decimal(), line)}</td><td>{pen.words(shown)}</td></tr>\n"
        for period, shown in drawn
    )
    key = ""
    if stated is not None:
        told = say("The dashed line is what the text states: {amount}.", amount=stated)
        key = pen.tag("p", told, "key") + "\n"
    return f'<table class="bars">{pen.tag("caption", caption)}\n<tbody>\n{rows}</tbody></table>\n{key}'


class _Scale:
    """Where an amount stands across a row."""

    def __init__(self, amounts: Sequence[Decimal]) -> None:
        self._low = min(amounts)
        self._wide = max(amounts) - self._low

    def drawing(self, value: Decimal, line: Decimal | None) -> str:
        """Return one row's bar, with the zero and what the text states, as SVG."""
        zero, end = self._at(Decimal()), self._at(value)
        top, thick = _BAR
        parts = [
            f'<rect x="{min(zero, end):.2f}" y="{top}" width="{abs(end - zero):.2f}" height="{thick}"/>',
            f'<line class="zero" x1="{zero:.2f}" x2="{zero:.2f}" y1="0" y2="{_HEIGHT}"/>',
        ]
        if line is not None:
            at = self._at(line)
            parts.append(f'<line class="stated" x1="{at:.2f}" x2="{at:.2f}" y1="0" y2="{_HEIGHT}"/>')
        return (
            f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none" aria-hidden="true">'
            f"{''.join(parts)}</svg>"
        )

    def _at(self, amount: Decimal) -> Decimal:
        return (amount - self._low) / self._wide * _WIDTH
