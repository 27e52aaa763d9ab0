"""Are the streams there, and do they take every text? Whatever the caller closed, whatever its encoding."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata

_NEAREST = "titre.nearest"


def prepare_streams() -> None:
    """Let each stream be there, and each that is written to take every text."""
    codecs.register_error(_NEAREST, _nearest)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # Closed by the caller. Left so, the next file opened would get its number, and what is printed.
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - for good
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_NEAREST)


def write_nowhere() -> None:
    """Give up what is still to be printed: the reader has gone, or its disk is full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _nearest(error: UnicodeError) -> tuple[str | bytes, int]:
    """Write a letter that an encoding lacks as the nearest of ASCII, else by its number; ends no command."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    written = []
    for letter in error.object[error.start : error.end]:
        plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
        written.append(plain or letter.encode("ascii", "backslashreplace").decode())
    return "".join(written), error.end
