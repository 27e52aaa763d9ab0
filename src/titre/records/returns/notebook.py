"""How does a record look in a notebook? Its numbers and every pick; without names while under embargo."""

from __future__ import annotations

import os
from dataclasses import fields

from titre.kernel.messages import language_of
from titre.records.returns.record import Record


class ShownRecord(Record):
    """A record that shows itself in a notebook, in the language of the reader's machine."""

    def _repr_html_(self) -> str:
        from titre.records.returns.page import record_fragment

        return record_fragment(self, language_of(os.environ))


def shown(record: Record) -> ShownRecord:
    """Return a record as one that shows itself."""
    return ShownRecord(**{item.name: getattr(record, item.name) for item in fields(record)})
