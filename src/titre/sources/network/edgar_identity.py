"""Who asks EDGAR? A name and an e-mail address, in the form that a request can carry."""

from __future__ import annotations

import re
import unicodedata

from titre.sources.errors import IdentityMissing, IdentityUnusable

_MAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE | re.ASCII)
_PLACEHOLDER = "Name name@example.org"
"""what Titre's own advice shows"""


def user_agent(identity: str | None) -> str:
    """Return what EDGAR's fair access rules ask each request to say: ``Name name@example.org``.

    Accents are dropped, because a header is ASCII: ``Jérôme`` is sent as ``Jerome``.

    Raises:
        IdentityMissing: nobody said who asks.
        IdentityUnusable: no e-mail address, no name beside it, or the placeholder of the advice.
    """
    if identity is None or not identity.strip():
        raise IdentityMissing
    plain = " ".join(_ascii(identity).split())
    mail = _MAIL.search(plain)
    if mail is None or plain == _PLACEHOLDER:
        raise IdentityUnusable(identity)
    if not any(letter.isalpha() for letter in plain.replace(mail.group(), "")):
        raise IdentityUnusable(identity)
    return plain


def _ascii(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(
        letter for letter in decomposed if letter.isascii() and (letter.isprintable() or letter.isspace())
    )
