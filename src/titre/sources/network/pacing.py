"""When may the next request leave this machine? One at a time, evenly, whatever the number of processes.

The time of the last request stands in a small file of the user's state folder. Who wants to ask takes the
file's lock, waits until the last request is an interval old, writes the present time and lets go. A holder
that is killed leaves the last request's time as it was and the lock free: nobody waits for the dead.
"""

from __future__ import annotations

import math
import os
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from titre.kernel.messages import say
from titre.sources.errors import StateUnwritable
from titre.sources.network.file_lock import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EDGAR_INTERVAL = 0.125
"""seconds between two requests: eight a second. EDGAR allows ten, counted where they arrive, and the way
there is not even; blocks were reported at 9.7 a second."""
_LONGEST_PAUSE = 3600.0
"""seconds; a pause that reaches further was written under another clock"""


class Pace(Protocol):
    """Says when the next request may leave."""

    def wait(self) -> None:
        """Return when the next request may leave."""
        ...

    def pause(self, seconds: float) -> None:
        """Let no request leave for a while."""
        ...


def state_folder() -> Path:
    """Return the folder in which Titre keeps what is true of the machine's user, whichever the desk.

    Source: XDG Base Directory Specification, ``$XDG_STATE_HOME``.
    """
    base = os.environ.get("XDG_STATE_HOME", "")
    # The specification says that a relative path counts as none.
    root = Path(base) if Path(base).is_absolute() else Path.home() / ".local" / "state"
    return root / "titre"


@dataclass(frozen=True, slots=True)
class Pacer:
    """The pace of one site, shared by all processes that name the same file.

    The last request is timed by the monotonic clock, which all processes of a machine share and nobody sets;
    a pause, which may outlive a restart of the machine, by the calendar clock.
    """

    file: Path
    interval: float = EDGAR_INTERVAL
    """seconds"""
    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time

    def wait(self) -> None:
        """Return when the next request may leave; the order of waiting processes is the system's.

        Raises:
            StateUnwritable: the file cannot be locked or written, so that no pace can be kept.
        """
        with self._held() as stream:
            last, resume = _read(stream)
            paused = resume - self.wall()
            if 0 < paused <= _LONGEST_PAUSE:
                self.sleep(paused)
            # A last request in the future is one of before the machine was started anew, and an
            # unreadable one may have been this very moment: both wait a whole interval.
            rest = self.interval - max(0.0, self.monotonic() - last)
            if rest > 0:
                self.sleep(rest)
            _write(stream, self.monotonic(), resume)

    def pause(self, seconds: float) -> None:
        """Let no request of any process leave for so many seconds.

        Raises:
            StateUnwritable: the file cannot be locked or written.
        """
        with self._held() as stream:
            last, resume = _read(stream)
            now = self.wall()
            if resume - now > _LONGEST_PAUSE:
                resume = now
            _write(stream, last, max(resume, now + min(seconds, _LONGEST_PAUSE)))

    @contextmanager
    def _held(self) -> Iterator[BinaryIO]:
        try:
            with locked(self.file) as stream:
                yield stream
        except OSError as error:
            raise StateUnwritable(self.file, say("{detail}", detail=error.strerror or str(error))) from error


def _read(stream: BinaryIO) -> tuple[float, float]:
    """Return the times of the last request (monotonic) and of the end of a pause (calendar)."""
    stream.seek(0)
    content = stream.read()
    if not content:
        return -math.inf, 0.0
    try:
        last, resume = map(float, content.split())
    except ValueError:
        last = math.nan
    if math.isnan(last):
        # A holder was killed while it wrote.
        return math.inf, 0.0
    return last, resume


def _write(stream: BinaryIO, last: float, resume: float) -> None:
    stream.seek(0)
    stream.write(f"{last!r} {resume!r}\n".encode())
    stream.truncate()
