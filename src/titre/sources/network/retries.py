"""How long to wait before asking a site again, and when to give up?

A loop of its own, because an attempt that brought part of a file counts as none that failed,
and because a site may name the wait itself, which then holds for all processes of the machine.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from titre.sources.errors import DownloadFailed, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from titre.kernel.messages import Message


class Again(Exception):
    """An attempt failed in a way that may pass: never leaves this room."""

    def __init__(
        self,
        reason: Message,
        *,
        wait: float | None = None,
        gained: bool = False,
        failure: type[DownloadFailed] = DownloadFailed,
    ) -> None:
        self.reason, self.wait, self.gained = reason, wait, gained
        self.failure = failure
        """what it is once it did not pass"""
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long Titre waits for a site."""

    attempts: int = 6
    """how often in a row a document is asked for in vain"""
    connections: int = 3
    """how often in a row no connection comes about: most often the user's own network is down"""
    first: float = 1.0
    """seconds before the second attempt; doubles from there"""
    longest: float = 60.0
    """seconds at most between two attempts"""
    asked: float = 120.0
    """seconds that a site may ask Titre to wait; more is the user's to wait"""
    silence: float = 30.0
    """seconds without a byte after which a connection counts as broken"""
    stall: float = 60.0
    """seconds over which a body is watched for coming too slowly"""
    trickle: int = 60 * 1024
    """bytes that must come in that time"""
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[float, float], float] = random.uniform

    def attempts_before(self, failure: type[DownloadFailed]) -> int:
        """Return how often to try before a failure of a kind is final."""
        return self.connections if issubclass(failure, Unreachable) else self.attempts

    def rest(self, failures: int) -> None:
        """Sleep after so many failures in a row, by a random part so that many do not return at once."""
        whole = min(self.first * 2 ** (failures - 1), self.longest)
        self.sleep(self.jitter(whole / 2, whole))


def seconds_asked(header: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for (RFC 9110 §10.2.3), or None."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=now.tzinfo)
    return max(0.0, (moment - now).total_seconds())
