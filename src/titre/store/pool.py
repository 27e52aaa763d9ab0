"""Who reads the sources of an import? This process, or several others; one that dies loses no other's work.

A process that dies (for want of memory, mostly) takes with it the rows that it had not written. The source
that it was reading is named in a finding and not tried again; the others are read again by its successor.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, NamedTuple

from titre.kernel.findings import Finding, Place
from titre.kernel.messages import say
from titre.store.errors import StoreUnwritable
from titre.store.reading import Failure, Outcome, SourceReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from titre.sources.recognition import Source
    from titre.store.manifest import DataFile
    from titre.store.reading import Job, Reply


class Read(NamedTuple):
    """A source was read; its rows are in no file yet."""

    source: Source
    outcome: Outcome


class Written(NamedTuple):
    """Files were written that hold all rows of these sources."""

    outcomes: tuple[Outcome, ...]
    files: tuple[DataFile, ...]


def read_here(job: Job, sources: Iterable[Source]) -> Iterator[Read | Written]:
    """Read sources in this process."""
    reader = SourceReader(job, "0")
    waiting: list[Outcome] = []
    for source in sources:
        outcome = reader.read(source)
        waiting.append(outcome)
        yield Read(source, outcome)
        if files := reader.written():
            yield Written(tuple(waiting), tuple(files))
            waiting = []
    yield Written(tuple(waiting), tuple(reader.written(last=True)))


def read_in_workers(job: Job, sources: Iterable[Source], workers: int) -> Iterator[Read | Written]:
    """Read sources in as many processes.

    Raises:
        StoreUnwritable: one of them could not write.
    """
    events: SimpleQueue[Read | Written | BaseException | None] = SimpleQueue()
    shared = _Shared(sources)
    hands = [_Hand(job, str(number), shared, events) for number in range(workers)]
    for hand in hands:
        hand.start()
    try:
        running = workers
        while running:
            event = events.get()
            if event is None:
                running -= 1
            elif isinstance(event, BaseException):
                raise event
            else:
                yield event
    finally:
        shared.stop()
        for hand in hands:
            hand.kill()
        for hand in hands:
            hand.join()


class _Shared:
    """The sources that nobody has taken yet."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = iter(sources)
        self._lock = Lock()
        self._stopped = False

    def take(self) -> Source | None:
        with self._lock:
            return None if self._stopped else next(self._sources, None)

    def stop(self) -> None:
        self._stopped = True


class _Hand(Thread):
    """Keeps one worker process busy, and starts another where it dies."""

    def __init__(
        self, job: Job, name: str, shared: _Shared, events: SimpleQueue[Read | Written | BaseException | None]
    ) -> None:
        super().__init__(name=f"import {name}", daemon=True)
        self._job = job
        self._number = name
        self._shared = shared
        self._events = events
        self._again: deque[Source] = deque()
        self._process: subprocess.Popen[bytes] | None = None
        self._killed = False

    def kill(self) -> None:
        """End the process at once."""
        self._killed = True
        if self._process is not None:
            self._process.kill()

    def run(self) -> None:
        try:
            life = 0
            while not self._killed and self._live(f"{self._number}.{life}" if life else self._number):
                life += 1
        except BaseException as error:  # noqa: BLE001 - raised again by the thread that reads the events
            self._events.put(error)
        self._events.put(None)

    def _live(self, name: str) -> bool:
        """Let one process read until no source is left; return whether it died and another is needed."""
        unwritten: list[tuple[Source, Outcome]] = []
        source: Source | None = None
        with _started() as self._process:
            try:
                self._send((self._job, name))
                while True:
                    source = self._again.popleft() if self._again else self._shared.take()
                    self._send(source)
                    reply = self._receive()
                    if reply.outcome is not None and source is not None:
                        unwritten.append((source, reply.outcome))
                        self._events.put(Read(source, reply.outcome))
                    if reply.files or source is None:
                        self._events.put(Written(tuple(outcome for _, outcome in unwritten), reply.files))
                        unwritten = []
                    if source is None:
                        return False
            except (EOFError, OSError, pickle.UnpicklingError):
                self._process.kill()
                status = self._process.wait()
        if self._killed:
            return False
        self._again.extend(lost for lost, outcome in unwritten if not outcome.known)
        if source is not None:
            self._events.put(Read(source, _died(source, status)))
        elif not unwritten:
            raise StoreUnwritable(
                self._job.folder, say("a process of the import ended with {status}", status=status)
            )
        return True

    def _send(self, message: object) -> None:
        stream = self._process.stdin if self._process else None
        assert stream is not None
        pickle.dump(message, stream, pickle.HIGHEST_PROTOCOL)
        stream.flush()

    def _receive(self) -> Reply:
        stream = self._process.stdout if self._process else None
        assert stream is not None
        reply: Reply | Failure = pickle.load(stream)  # noqa: S301 - from a process of our own
        if isinstance(reply, Failure):
            raise StoreUnwritable(reply.path, reply.reason)
        return reply


_WORKER_ENVIRONMENT = {
    # A document needs arrays of its own size, the next one the same: glibc is to keep them.
    "MALLOC_MMAP_THRESHOLD_": str(64 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(128 << 20),
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    # The processes share the machine already: threads in each would only take time to start.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


def _started() -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **_WORKER_ENVIRONMENT}
    return subprocess.Popen(
        [sys.executable, "-m", "titre.store.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )


def _died(source: Source, status: int) -> Outcome:
    reason = (
        say(
            "the process that read it was killed by signal {signal}, perhaps for want of memory",
            signal=-status,
        )
        if status < 0
        else say("the process that read it ended with status {status}", status=status)
    )
    return Outcome(source.name, str(source.kind), findings=(Finding(Place(source.name), reason),))
