"""How is an authority or a calendar asked, so that a slow, endless or broken answer ends as a refusal?"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from titre.kernel.messages import say
from titre.records.errors import StampRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

MOST_BYTES = 1024 * 1024
_SECONDS, _MOST_SECONDS = 30.0, 60.0
"""for each step, and for the whole answer: one that comes a byte at a time would keep us for ever"""


def asked(
    method: str,
    address: str,
    *,
    content: bytes = b"",
    headers: Mapping[str, str],
    transport: httpx.BaseTransport | None,
) -> bytes:
    """Return the body of an answer of status 200.

    Raises:
        StampRefused: there is none, it is too long or too slow.
    """
    import httpx

    until = time.monotonic() + _MOST_SECONDS
    wanted = say("a time stamp")
    try:
        with (
            httpx.Client(transport=transport, timeout=_SECONDS, follow_redirects=True) as client,
            client.stream(method, address, content=content, headers=dict(headers)) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise StampRefused(
                    address, say("the status {status}", status=response.status_code), say("200")
                )
            body = b""
            for part in response.iter_bytes():
                body += part
                if len(body) > MOST_BYTES:
                    raise StampRefused(address, say("more than {most} bytes", most=MOST_BYTES), wanted)
                if time.monotonic() > until:
                    got = say("no end after {number} seconds", number=int(_MOST_SECONDS))
                    raise StampRefused(address, got, wanted)
            return body
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise StampRefused(address, say("{detail}", detail=reason), wanted) from error
