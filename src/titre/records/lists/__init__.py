"""The list as the analyst writes it: its rules and its picks."""

from titre.records.lists.model import Pick as Pick
from titre.records.lists.model import Rules as Rules
from titre.records.lists.model import StockList as StockList
from titre.records.lists.reading import read_list as read_list
