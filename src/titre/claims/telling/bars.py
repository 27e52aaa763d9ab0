"""How do a figure and its neighbours look beside what a text states? A few bars, drawn as SVG by hand.

For the report only: small, without script and without any outside font. Charts proper are in ``charts``.
"""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from titre.claims.telling.writing import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.figures.model import Figure

_BAR, _GAP, _HEIGHT, _TOP, _FOOT, _SIDE = 64, 20, 110, 22, 22, 8
_FEWEST = 2


def bars(
    figures: Sequence[Figure], own: str | None, stated: Decimal | None, label: str, language: str
) -> str:
    """Return an SVG of figures of one unit, oldest first; nothing for fewer than two.

    Args:
        figures: the figures to draw.
        own: the period of the claim, whose bar stands out.
        stated: what the text states, in the figures' unit and sign; drawn as a dashed line.
        label: what the picture shows, for who cannot see it.
        language: of numbers.
    """
    drawn = [
        (str(figure.period), figure.value, figure.unit) for figure in figures if figure.value is not None
    ]
    if len(drawn) < _FEWEST:
        return ""
    values = [value for _, value, _ in drawn if value is not None]
    low = min([*values, stated or Decimal(), Decimal()])
    high = max([*values, stated or Decimal(), Decimal()])
    if low == high:
        return ""
    scale = Decimal(_HEIGHT) / (high - low)
    zero = _TOP + high * scale
    width = _SIDE * 2 + len(drawn) * (_BAR + _GAP) - _GAP
    height = _TOP + _HEIGHT + _FOOT + (18 if low < 0 else 0)
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    parts = [f'<svg class="bars" {size} role="img" aria-label="{escape(label)}">']
    parts.append(f'<line class="zero" x1="0" x2="{width}" y1="{zero:.1f}" y2="{zero:.1f}"/>')
    # Lines come before the words, whose halo keeps them readable where they cross.
    words: list[str] = []
    for position, (period, value, unit) in enumerate(drawn):
        assert value is not None
        left = _SIDE + position * (_BAR + _GAP)
        top, tall = (zero - value * scale, value * scale) if value >= 0 else (zero, -value * scale)
        kind = "own" if period == own else "other"
        middle = left + _BAR // 2
        text_at = top - 5 if value >= 0 else top + tall + 13
        parts.append(f'<rect class="{kind}" x="{left}" y="{top:.1f}" width="{_BAR}" height="{tall:.1f}"/>')
        amount = escape(Shown(value, unit).render(language))
        words += [
            f'<text x="{middle}" y="{text_at:.1f}">{amount}</text>',
            f'<text class="period" x="{middle}" y="{height - 6}">{escape(period)}</text>',
        ]
    if stated is not None:
        at = zero - stated * scale
        parts.append(f'<line class="stated" x1="0" x2="{width}" y1="{at:.1f}" y2="{at:.1f}"/>')
    return "".join([*parts, *words]) + "</svg>"
