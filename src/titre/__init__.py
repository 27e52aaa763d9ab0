"""Titre: from company filings to figures that can be checked.

``titre.Desk(path)`` is the front door for Python users; everything is imported on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from titre.desk import Desk as Desk

__all__ = ["Desk"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is asked for
    if name in __all__:
        from titre import desk

        return getattr(desk, name)
    raise AttributeError(f"module 'titre' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
