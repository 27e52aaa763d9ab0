"""Who asks is said as it is, in a form that a request can carry, or nothing is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titre.sources.errors import IdentityMissing, IdentityUnusable
from titre.sources.network.edgar_identity import user_agent


@pytest.mark.parametrize(
    ("identity", "sent"),
    [
        ("Ada Lovelace ada@analytical.engine", "Ada Lovelace ada@analytical.engine"),
        ("  Jérôme   Lebrun <jerome@orange.fr> ", "Jerome Lebrun <jerome@orange.fr>"),
        ("Lettre Titre SA contact+sec@titre.example.com", "Lettre Titre SA contact+sec@titre.example.com"),
        ("Ada\r\nX-Evil: yes ada@analytical.engine", "Ada X-Evil: yes ada@analytical.engine"),
    ],
)
def test_an_identity_is_sent_in_plain_letters(identity: str, sent: str) -> None:
    assert user_agent(identity) == sent


@pytest.mark.parametrize("identity", [None, "", "   "])
def test_nobody_is_missing(identity: str | None) -> None:
    with pytest.raises(IdentityMissing):
        user_agent(identity)


@pytest.mark.parametrize(
    "identity",
    [
        "Ada Lovelace",
        "ada@analytical.engine",
        "Ada ada@localhost",
        "Ada ada@",
        "Name name@example.org",
        "1 a@b.c",
    ],
)
def test_half_an_identity_is_unusable(identity: str) -> None:
    with pytest.raises(IdentityUnusable, match="expected a name and an e-mail address"):
        user_agent(identity)


@given(st.text())
def test_whatever_is_given_is_refused_or_fits_a_header(identity: str) -> None:
    try:
        sent = user_agent(identity)
    except (IdentityMissing, IdentityUnusable):
        return
    assert sent.isascii()
    assert sent.isprintable()
    assert "@" in sent
