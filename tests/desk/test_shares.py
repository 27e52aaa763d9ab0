"""What a share costs and how it moved, of the company spoken of, on real prices beside the checkout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from titre import Desk
from titre.claims import Kind, Verdict

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.shared
MONEY, MOVED = (Kind.LEVEL, "share_price"), (Kind.PERFORMANCE, None)


@pytest.fixture(scope="module")
def desk(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk.create(tmp_path_factory.mktemp("shares") / "desk")
    data = shared / "data"
    transcribed = data / "sec" / "transcribed"
    made.import_([*transcribed.glob("*.csv"), data / "prices" / "META.csv", data / "prices" / "MSFT.csv"])
    return made


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # 670.90 on the day; 585.51 at the end of the year before, 647.49 on the Friday before.
        (
            "Chez Meta, son action vaut plus de 640 dollars, en hausse de plus de 10 % depuis janvier.",
            [MONEY, MOVED],
        ),
        ("Meta is doing well. Its stock is now worth some $670.", [MONEY]),
        ("Meta's share price is up more than 10% since the start of the year.", [MOVED]),
        ("At Meta, the stock has won a tenth of its value since the start of the year.", [MOVED]),
    ],
)
def test_a_share_of_the_company_spoken_of(desk: Desk, text: str, told: list[tuple[Kind, str | None]]) -> None:
    found = desk.check(text, published="2025-06-02").claims
    assert [(one.kind, one.metric) for one in found] == told
    assert {one.verdict for one in found} == {Verdict.SUPPORTED}, [str(one.explanation) for one in found]


def test_a_multiple_of_earnings_is_a_ratio(desk: Desk) -> None:
    (claim,) = desk.check("Le titre Meta se paie 25 fois les bénéfices.", published="2025-06-02").claims
    assert (claim.kind, claim.metric) == (Kind.RATIO, "price_to_earnings")
