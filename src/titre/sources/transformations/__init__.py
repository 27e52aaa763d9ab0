"""The transformation rules of inline XBRL: from a value as a page shows it to the value it stands for."""

from titre.sources.transformations.registries import rule

__all__ = ["rule"]
