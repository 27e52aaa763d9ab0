"""The append-only log of a desk's commitments, and what it says of each list on a day."""

from titre.records.log.log import Log as Log
from titre.records.log.states import ListState as ListState
from titre.records.log.states import State as State
from titre.records.log.states import list_states as list_states
