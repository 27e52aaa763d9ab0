"""Did EDGAR turn this machine away a moment ago? Remembered for all processes, so that none prolongs it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from titre.kernel.ports import SystemClock

if TYPE_CHECKING:
    from pathlib import Path

    from titre.kernel.ports import Clock

BLOCK_MINUTES = 10
"""about as long as EDGAR turns a machine away after its last request"""


@dataclass(frozen=True, slots=True)
class BlockMemory:
    """When EDGAR last turned an identity away; another identity may ask at once."""

    file: Path
    identity: str
    clock: Clock = field(default_factory=SystemClock)

    def minutes_left(self) -> int:
        """Return the minutes, rounded up, for which EDGAR is not to be asked; 0 where it may be."""
        try:
            state = json.loads(self.file.read_bytes())
            since = datetime.fromisoformat(state["since"])
            passed = self.clock.now() - since
            if state["identity"] != self._fingerprint():
                return 0
        except (OSError, ValueError, TypeError, KeyError):
            return 0
        left = timedelta(minutes=BLOCK_MINUTES) - passed
        # A time in the future was written under another clock.
        return -(-left // timedelta(minutes=1)) if timedelta(0) <= passed and left > timedelta(0) else 0

    def remember(self) -> None:
        """Remember that EDGAR turned the identity away just now; not at any price."""
        state = {"since": self.clock.now().isoformat(), "identity": self._fingerprint()}
        draft = self.file.with_name(self.file.name + ".new")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(state) + "\n", encoding="utf-8")
            draft.replace(self.file)
        except OSError:
            # What matters is the refusal that is about to be raised.
            return

    def _fingerprint(self) -> str:
        # The state folder is no place for an address.
        return hashlib.sha256(self.identity.encode()).hexdigest()[:16]
