"""How does an entry come into the chain of Bitcoin? By a calendar of OpenTimestamps, told now, asked later.

A calendar gathers what it is told into one transaction, some hours later. Until then its file is a promise.
It is not told the head but the SHA-256 of the head and a nonce, so that it cannot know which list it stamps.
Source: the protocol of python-opentimestamps (``calendar.py``): ``POST digest``, ``GET timestamp/HEX``.
"""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING

from titre.kernel.messages import say
from titre.records.errors import StampRefused
from titre.records.stamps.asking import asked
from titre.records.stamps.opentimestamps import new_file, read_proof, renewed

if TYPE_CHECKING:
    import httpx

_HEADERS = {"Accept": "application/vnd.opentimestamps.v1", "User-Agent": "titre"}
_NONCE_BYTES = 16


def tell_calendar(address: str, head: bytes, *, transport: httpx.BaseTransport | None = None) -> bytes:
    """Tell a calendar of a head; return the OpenTimestamps file of its promise.

    Raises:
        StampRefused: it gives none.
    """
    nonce = os.urandom(_NONCE_BYTES)
    told = sha256(head + nonce).digest()
    url = f"{address.rstrip('/')}/digest"
    data = new_file(head, nonce, asked("POST", url, content=told, headers=_HEADERS, transport=transport))
    proof = read_proof(url, data)
    if not proof.waiting and not proof.blocks:
        raise StampRefused(url, say("no attestation"), say("a calendar's, or a block's"))
    return data


def ask_again(file: str, data: bytes, address: str, *, transport: httpx.BaseTransport | None = None) -> bytes:
    """Ask the calendars that a file waits for; return it with what they wrote since, the same where nothing.

    A calendar is asked if its address is one of https, or the one given. One that does not answer, or has not
    written yet, is waited for longer.

    Raises:
        StampRefused: the file is none, or a calendar answers what does not fit it.
    """
    # From the end, so that the places of those before stay.
    for waiting in sorted(read_proof(file, data).waiting, key=lambda one: one.start, reverse=True):
        known = waiting.calendar.startswith("https://") or waiting.calendar == address.rstrip("/")
        if not waiting.last or not known:
            continue
        url = f"{waiting.calendar.rstrip('/')}/timestamp/{waiting.message.hex()}"
        try:
            answer = asked("GET", url, headers=_HEADERS, transport=transport)
        except StampRefused:
            continue
        longer = renewed(data, waiting, answer)
        if read_proof(url, longer).blocks:
            data = longer
    return data
