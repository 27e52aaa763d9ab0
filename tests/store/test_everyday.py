"""What prose calls companies of longer names: only what means no other company, and no common word."""

from __future__ import annotations

from titre.store.everyday import everyday_names, initials_of
from titre.store.folding import core, fold


def _called(*names: str) -> dict[str, str]:
    return dict(everyday_names((name, core(name)) for name in names))


def test_the_first_word_stands_for_a_company_that_alone_has_it() -> None:
    assert _called("FORD MOTOR CO", "COSTCO WHOLESALE CORP /NEW")["ford"] == "FORD MOTOR CO"
    assert _called("COSTCO WHOLESALE CORP /NEW") == {"costco": "COSTCO WHOLESALE CORP /NEW"}


def test_a_first_word_that_two_companies_have_stands_for_none() -> None:
    assert "ford" not in _called("FORD MOTOR CO", "FORD CREDIT AUTO")


def test_common_words_and_places_are_no_names() -> None:
    assert _called("GENERAL MILLS INC", "UNITED PARCEL SERVICE INC", "ILLINOIS TOOL WORKS INC") == {}


def test_short_words_are_written_as_one_too() -> None:
    called = _called("WAL MART STORES INC")
    assert called["walmart"] == called["wal mart"] == "WAL MART STORES INC"


def test_a_given_name_is_left_out() -> None:
    assert _called("WALT DISNEY CO/") == {"disney": "WALT DISNEY CO/"}


def test_the_mark_of_a_state_is_no_part_of_a_name() -> None:
    assert fold("NORDSTROM INC \\DE\\") == fold("NORDSTROM INC /DE/") == "nordstrom inc"


def test_initials_that_are_better_known_than_the_name() -> None:
    names = ["INTERNATIONAL BUSINESS MACHINES CORP", "GENERAL MILLS INC", "UNITED PARCEL SERVICE INC"]
    assert initials_of([(name, core(name)) for name in names]) == {"IBM": names[0], "UPS": names[2]}


def test_initials_of_two_companies_are_nobodys() -> None:
    names = ["UNITED PARCEL SERVICE INC", "UTAH POWER SYSTEMS"]
    assert initials_of([(name, core(name)) for name in names]) == {}
