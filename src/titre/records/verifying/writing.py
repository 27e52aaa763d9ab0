"""How does a stranger check what is published? By a Python file or a page that stand beside it, offline.

Both are written from the published format alone and share no code with Titre. The words of a person's
language are put into them here: into the page in both languages, into the Python file in one.
"""

from __future__ import annotations

import base64
import html
import json
import re
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from titre.kernel.messages import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from titre.kernel.messages import Message

PYTHON_FILE, PAGE_FILE = "verify.py", "verify.html"
_PARTS = files("titre.records.verifying") / "standalone"

_PYTHON_WORDS = (
    say("holds"),
    say("REFUSED"),
    say("got"),
    say("expected"),
    say("revealed"),
    say("sealed"),
    say("OVERDUE"),
    say("key"),
    say("head"),
)
_PAGE_WORDS: Mapping[str, Message] = {
    "title": say("Verify a list of securities"),
    "intro": say(
        "Choose published files: commitments, reveals, proofs of rows, a log. They are checked here, on your "
        "machine: nothing leaves it, and this page asks nothing of the network."
    ),
    "unable": say("This page needs JavaScript, and to be opened as a file or by https."),
    "files": say("Files (or drop them anywhere)"),
    "known": say("What you know from elsewhere"),
    "known_key": say("The desk's public key"),
    "known_head": say("A head of its log, from a letter say"),
    "date": say("What is overdue on this day; today if empty"),
    "all_hold": say("Everything holds."),
    "some_refused": say("Something is refused."),
    "commitment_holds": say("the commitment holds"),
    "reveal_holds": say("every row holds"),
    "proof_holds": say("the row holds"),
    "log_holds": say("the log holds"),
    "refused": say("REFUSED"),
    "together": say("All files together"),
    "got": say("Got"),
    "expected": say("Expected"),
    "list": say("List"),
    "lists": say("Every list that was committed"),
    "picks": say("Picks"),
    "rows": say("Rows as committed"),
    "committed": say("Committed, says the desk"),
    "reveal_by": say("To be revealed by"),
    "universe": say("Universe"),
    "number": say("No."),
    "entry": say("Entry of the log"),
    "key": say("Key"),
    "head": say("Head"),
    "state": say("State"),
    "revealed": say("revealed"),
    "sealed": say("sealed"),
    "overdue": say("OVERDUE"),
    "late": say("late"),
    "passed_over": say("Not read by this page"),
    "stamps": say(
        "This page reads the documents, whose names end with .json. Time stamps are checked by titre verify, "
        "or by openssl as the format's description says."
    ),
    "column_date": say("Date"),
    "column_symbol": say("Symbol"),
    "column_isin": say("ISIN"),
    "column_figi": say("FIGI"),
    "column_market": say("Market"),
    "column_name": say("Name"),
    "column_weight": say("Weight"),
    "column_side": say("Side"),
    "column_note": say("Note"),
    "method": say(
        "Written from nothing but the published format titre/1: SHA-256, the tree of RFC 9162, Ed25519, "
        "canonical JSON of RFC 8785. A signature shows which key made a log, a head that you had before "
        "shows that the log is still the same; when it was made is shown by time stamps only."
    ),
}


def python_verifier(language: str) -> bytes:
    """Return the Python file, its words in a language."""
    english, words = (
        ",".join(message.render(one) for message in _PYTHON_WORDS) for one in (LANGUAGES[0], language)
    )
    return _part("verify.py").replace(f'"{english}"', json.dumps(words, ensure_ascii=False)).encode()


def page_verifier() -> bytes:
    """Return the page; it speaks the language of whoever opens it."""
    words = {
        language: {key: message.render(language) for key, message in _PAGE_WORDS.items()}
        for language in LANGUAGES
    }
    # A word may hold no "</script>", which would end the script early.
    listed = json.dumps(words, ensure_ascii=False, indent=1).replace("</", "<\\/")
    script = f"\n{_part('verify.js')}\n{_part('page.js').replace('{{words}}', listed)}"
    style = f"\n{_part('page.css')}"
    filled = {
        "script": script,
        "style": style,
        "script_hash": _source(script),
        "style_hash": _source(style),
        **{key: html.escape(word) for key, word in words[LANGUAGES[0]].items()},
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda field: filled[field[1]], _part("page.html")).encode()


def _part(name: str) -> str:
    return (_PARTS / name).read_text("utf-8")


def _source(text: str) -> str:
    """Return how a content security policy names a script or style that stands in the page (CSP 3)."""
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()
