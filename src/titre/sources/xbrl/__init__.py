"""XBRL 2.1: what instances and inline documents share, and the reader of plain instances."""

from titre.sources.xbrl.instance import read_xbrl
from titre.sources.xbrl.sniffing import is_inline_xbrl, is_xbrl_instance

__all__ = ["is_inline_xbrl", "is_xbrl_instance", "read_xbrl"]
