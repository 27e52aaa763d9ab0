"""How do bytes that stand side by side become Arrow arrays, and are they what they should be?"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from titre.sources.tables import SCALE, fits

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

_DELETE = 0x7F
_WITH_EXPONENT = re.compile(rb"-?(0|[1-9]\d*)(\.\d+)?[eE][+-]?\d{1,2}")


def plain(letters: NDArray[np.uint8]) -> bool:
    """Return whether letters are printable ASCII and need no escape in JSON."""
    return bool(
        ((letters >= ord(" ")) & (letters < _DELETE) & (letters != ord("\\")) & (letters != ord('"'))).all()
    )


def are_numbers(letters: NDArray[np.uint8], offsets: NDArray[np.int32]) -> bool:
    """Return whether texts are numbers as JSON writes them (RFC 8259 §6) that the store can hold."""
    import numpy as np

    digit = (letters >= ord("0")) & (letters <= ord("9"))
    minus, point = letters == ord("-"), letters == ord(".")
    odd = np.flatnonzero(~(digit | minus | point))
    if len(odd):
        # Exponents are rare: each such number is looked at alone, and as a 1 stands for itself below.
        for number in np.unique(np.searchsorted(offsets, odd, "right") - 1).tolist():
            place = slice(offsets[number], offsets[number + 1])
            text = letters[place].tobytes()
            if not _WITH_EXPONENT.fullmatch(text):
                return False
            exact = Decimal(text.decode()).as_tuple()
            if not fits(exact.digits, exact.exponent):
                return False
            digit[place], minus[place], point[place] = True, False, False
    first, last = offsets[:-1], offsets[1:] - 1
    negative = minus[first]
    head = np.minimum(first + negative, last)
    zero = (letters[head] == ord("0")) & (head < last) & digit[np.minimum(head + 1, last)]
    points = np.flatnonzero(point)
    places = last[np.searchsorted(offsets, points, "right") - 1] - points
    return bool(
        # Arrow does not refuse all of the numbers that have too many places.
        (places <= SCALE).all()
        and minus.sum() == negative.sum()
        and digit[head].all()
        and digit[last].all()
        # A leading zero stands before a point only.
        and not zero[~_within(odd, offsets)].any()
    )


def _within(places: NDArray[np.int64], offsets: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which texts any of the places lie in."""
    import numpy as np

    inside = np.zeros(len(offsets) - 1, np.bool_)
    inside[np.searchsorted(offsets, places, "right") - 1] = True
    return inside


def strings(joined: bytes, length: int, count: int, given: NDArray[np.bool_] | None = None) -> Any:  # noqa: ANN401
    """Return an Arrow array of texts that all have one length."""
    import numpy as np
    import pyarrow as pa

    offsets = np.arange(0, length * count + 1, length, dtype=np.int32)
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(joined), valid(given))


def valid(given: NDArray[np.bool_] | None) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the bitmap that says which values are given; None where all are."""
    import numpy as np
    import pyarrow as pa

    return None if given is None else pa.py_buffer(np.packbits(given, bitorder="little"))


def same(text: str, count: int) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return an Arrow array of one text so many times."""
    import numpy as np

    return coded(np.zeros(count, np.int32), [text])


def coded(numbers: NDArray[np.int32], texts: Sequence[str]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return an Arrow array of texts, each given by its number."""
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(pa.array(numbers), pa.array(texts, pa.string()))
