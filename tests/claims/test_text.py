"""Cleaning keeps offsets true, whatever is taken out."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titre.claims.prose.cleaning import clean
from titre.claims.prose.sentences import sentences_of, told_language
from titre.claims.prose.text import MASK, Edit, Text, fold

_TEXTS = st.text(
    alphabet=st.sampled_from("aé É\u0301'’\u202f\u00a0−-1234567890.,%$€<>/p&;#*_`[]()|\n\\@xX"), max_size=200
)


def _words(source: str) -> str:
    return " ".join(clean(source).plain.split())


@given(_TEXTS)
def test_each_character_left_comes_from_a_place_in_order(source: str) -> None:
    text = clean(source)
    assert len(text.starts) == len(text.ends) == len(text.plain)
    assert all(0 <= start < end <= len(source) for start, end in zip(text.starts, text.ends, strict=True))
    assert list(text.starts) == sorted(text.starts)


@given(_TEXTS)
def test_folding_never_moves_offsets(source: str) -> None:
    assert len(fold(source)) == len(source)


@given(st.text(max_size=80))
def test_any_text_is_read(source: str) -> None:
    text = clean(source)
    for sentence in sentences_of(text.plain):
        start, end = text.span(sentence.start, sentence.end)
        assert 0 <= start < end <= len(source)


def test_typography_is_folded_in_place() -> None:
    source = "Perte\u00a0: \u22121\u202f234,5\u00a0M€ d’euros"
    text = clean(source)
    assert text.plain == "Perte : -1 234,5 M€ d'euros"
    assert text.source[slice(*text.span(8, 16))] == "\u22121\u202f234,5"


def test_letters_in_two_characters_are_composed() -> None:
    source = unicodedata.normalize("NFD", "bénéfice de 3 milliards")
    text = clean(source)
    at = text.plain.index("3")
    assert text.plain.startswith("bénéfice")
    assert source[slice(*text.span(at, at + 1))] == "3"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Un **bénéfice** de [2 Md€](https://example.org/a) net", "Un bénéfice de 2 Md€ net"),
        ("# Titre\n\nUn chiffre[^1] cité [2].", "Titre Un chiffre cité ."),
        ("`prix = 3 $` ou 4 $", f"{MASK} ou 4 $"),
        ("A 3 * 4 et 5 * 6", "A 3 * 4 et 5 * 6"),
        ("voir https://example.org/12/34 ici", f"voir {MASK} ici"),
        ("don : 1BoatSLRHtKNngkdXEeobR76b53LETtpyT merci", f"don : {MASK} merci"),
        ("0x52908400098527886E0F7030069857D2E4169EE7", MASK),
        ("écrire à prenom.nom@example.org", f"écrire à {MASK}"),
        ("tél. 01 23 45 67 89 le soir", f"tél. {MASK} le soir"),
        ("0000320193-23-000106", MASK),
        ("ISIN US0378331005", f"ISIN {MASK}"),
    ],
)
def test_what_is_no_prose_is_taken_out(source: str, expected: str) -> None:
    assert _words(source) == expected


@pytest.mark.parametrize(
    "heading",
    [
        "Commentaires",
        "Commentaires4",
        "3 commentaires",
        "Comments (12)",
        "Leave a Reply",
        "Laisser une réponse",
    ],
)
def test_what_follows_the_article_is_masked(heading: str) -> None:
    assert (
        _words(f"Un bénéfice de 3 M€.\n\n{heading}\n\n1. lecteur\n\nJ'ai perdu 40 %.")
        == "Un bénéfice de 3 M€."
    )


def test_a_page_is_read_without_its_tags() -> None:
    page = (
        "<!doctype html><html><head><title>9 %</title></head><body><nav>8 %</nav><article><p>Le "
        "r&eacute;sultat\natteint <b>1&nbsp;234,5</b>&nbsp;M&euro;<sup>3</sup>.</p>"
        "<script>var a = '7 %';</script>"
        "<!-- 6 % --></article><footer>5 %</footer></body></html>"
    )
    text = clean(page)
    assert " ".join(text.plain.split()) == "Le résultat atteint 1 234,5 M€."
    at = text.plain.index("1 234,5")
    assert page[slice(*text.span(at, at + 7))] == "1&nbsp;234,5"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le bénéfice de la société a augmenté.", "fr"),
        ("The profit of the company has increased.", "en"),
        ("Apple's diluted EPS: $6.08", "en"),
        ("L'excédent d'Apple : 6,08 $", "fr"),
        ("12,5 %", "fr"),
        ("Net profit on sales of cars", "en"),
        ("Alphabet 2024", None),
    ],
)
def test_language_is_told_by_words_and_ways_of_writing(text: str, language: str | None) -> None:
    assert told_language(text) == language


def test_a_quotation_in_the_other_language_is_read_in_its_own() -> None:
    plain = 'Le patron a répondu aux questions. "We expect the spending to grow in the coming year."'
    assert [sentence.language for sentence in sentences_of(plain)] == ["fr", "en"]


@pytest.mark.parametrize(
    ("plain", "count"),
    [
        ("M. Dupont gagne 3,5 M€. Il part.", 2),
        ("Amazon.com Inc. said so. It grew.", 2),
        ("Une hausse de 3.5 points.\nUne autre ligne", 2),
        ("Titre\n\nTexte", 2),
    ],
)
def test_sentences_end_where_they_end(plain: str, count: int) -> None:
    assert len(sentences_of(plain)) == count


def test_edits_that_overlap_keep_the_first() -> None:
    text = Text.of("abcdef").edited([Edit(1, 4, "X"), Edit(2, 5, "Y")])
    assert text.plain == "aXef"
    assert text.span(1, 2) == (1, 4)


@pytest.mark.parametrize(
    "offer",
    [
        "Subscribe for $15 a month.",
        "Reply to this e-mail with questions; I read all 40 of them.",
        "Past issues cost $4.50 each.",
        "Become a paid member for $99 a year!",
        "Your subscription costs $10 a month.",
        "Pour recevoir notre dossier (39 euros, 64 pages), écrivez-nous.",
        "Offre valable jusqu'au 30 juin, dans la limite de 500 exemplaires.",
        "Abonnez-vous pour 5 € par mois.",
        "Découvrez notre nouvelle formation à 499 euros.",
        "© 2025, n° 118, prix : 6,50 €.",
    ],
)
def test_what_sells_the_letter_is_taken_out(offer: str) -> None:
    assert not set(_words(f"A sentence. {offer} Another.")) & set("0123456789")
    assert _words(f"A sentence. {offer} Another.").endswith("Another.")
    assert not set(_words(f"A paragraph.\n\n*{offer}*\n\nAnother.")) & set("0123456789")


@pytest.mark.parametrize(
    "sold",
    [
        "Subscribe revenue rose 5%.",
        "Netflix's monthly subscription costs $15.49.",
        "L'abonnement à Netflix coûte 13,49 euros.",
        "Order intake rose 12% to $3bn.",
        "Subscribers rose to 300 million.",
        "Pour recevoir 49 % de Scale AI, Meta a payé 14 milliards.",
        "Prix moyen : 6,50 € en 2024.",
        "Meta's members pay $12, says our report.",
        "To read 10 filings took 5 hours.",
    ],
)
def test_what_companies_sell_stays(sold: str) -> None:
    assert _words(f"A sentence. {sold}") == f"A sentence. {sold}"
