"""Is a text an address of the web? Told without all that gets a page, which most commands never need."""

from __future__ import annotations


def is_address(text: str) -> bool:
    """Return whether a text is an address of the web."""
    return text.lower().startswith(("https://", "http://"))
