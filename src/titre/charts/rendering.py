"""How does a specification become a picture? Vega-Lite's own engine, inside this process and offline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from titre.charts.errors import RendererMissing

if TYPE_CHECKING:
    from collections.abc import Mapping

_VERSION = "5.21"
_ROOT = re.compile(r"<svg [^>]*>")
_GROUP = re.compile(r"<g [^>]*>")
_SPOKEN = re.compile(r' (?:role|aria-roledescription|aria-label)="[^"]*"')
"""what the renderer says of each part, in English and of some without a name: the whole is described"""


def svg_of(spec: Mapping[str, Any], title: str, description: str, language: str) -> str:
    """Return a specification as SVG without script, which bears its title and description.

    Raises:
        RendererMissing: the optional library is not installed.
    """
    drawn = _renderer().vegalite_to_svg(dict(spec), vl_version=_VERSION, allowed_base_urls=[])
    root = _ROOT.search(drawn)
    assert root is not None
    opening = root[0].replace(
        "<svg ", f'<svg role="img" xml:lang="{language}" aria-label={quoteattr(description)} '
    )
    head = f"{opening}<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    body = _GROUP.sub(lambda group: _SPOKEN.sub("", group[0]), drawn[root.end() :])
    return str(drawn[: root.start()] + head + body)


def png_of(svg: str, scale: float) -> bytes:
    """Return an SVG as PNG, so many pixels for each of its own.

    Raises:
        RendererMissing: the optional library is not installed.
    """
    return bytes(_renderer().svg_to_png(svg, scale=scale))


def _renderer() -> Any:  # noqa: ANN401 - the library has no types
    try:
        import vl_convert
    except ImportError as error:
        raise RendererMissing from error
    return vl_convert
