"""A process that reads sources for an import: ``python -m titre.store.worker``, spoken to through its pipes.

It is a process of its own and no fork: a fork of a program with threads may hang, and one that is started
afresh ends by itself when its parent is killed, for its input ends then.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from typing import BinaryIO

from titre.store.errors import StoreUnwritable
from titre.store.reading import Failure, Reply, SourceReader


def main() -> None:
    """Read sources from standard input until it ends; answer on standard output."""
    requests, replies = _channels()
    # The rows live in Arrow, outside of what the collector of cycles looks after.
    gc.disable()
    try:
        job, name = pickle.load(requests)  # noqa: S301 - from the parent process
        reader = SourceReader(job, name)
        while True:
            source = pickle.load(requests)  # noqa: S301 - from the parent process
            outcome = reader.read(source) if source is not None else None
            files = tuple(reader.written(last=source is None))
            if files:
                gc.collect()
            _send(replies, Reply(outcome, files))
            if source is None:
                return
    except StoreUnwritable as error:
        _send(replies, Failure(error.path, error.reason))
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        # The parent is gone, or the user stopped it: what is not committed counts for nothing.
        os._exit(1)


def _channels() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipes; whatever else is printed goes to standard error and cannot garble the answers."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, replies


def _send(stream: BinaryIO, message: Reply | Failure) -> None:
    pickle.dump(message, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()


if __name__ == "__main__":
    main()
