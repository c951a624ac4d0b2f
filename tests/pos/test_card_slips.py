"""The slip of a staff card."""

from __future__ import annotations

import pytest

from koperasi.users import Staff
from pos import card_slips
from printing import texts
from printing.slips import Barcode
from tests.shops import Counter


@pytest.mark.parametrize("columns", [32, 48])
def test_it_names_its_holder_and_carries_the_code_as_bars(counter: Counter, columns: int) -> None:
    person = Staff(7, "Pak Slamet", "supervisor", "Kepala Toko")
    slip = card_slips.staff_card(counter.shop.branch, person, "ST0123456789AB")
    said = texts.text(slip, columns)
    assert "KARTU STAF" in said
    assert "Pak Slamet" in said
    assert max(map(len, said.splitlines())) <= columns
    assert [each.code for each in slip.parts if isinstance(each, Barcode)] == ["ST0123456789AB"]
