"""Choosing what comes back of a receipt: within what is left, in its unit or piece by piece."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from consignment.terms import Bearer
from inventory.goods import Good, ProductKind, Unit
from koperasi.errors import Refused
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity
from pos.return_picks import Picks, Receipt, of_receipt
from pos.returns import Amounts, Original, RecordedPart, SaleBefore
from pos.sale_commands import BackTo, Rule, SoldLine

DAY = date(2026, 11, 23)
SALE = SaleBefore(1, "K1-000001", DAY, datetime(2026, 11, 23, tzinfo=UTC), None, Rupiah(47_400), Rupiah(47_400))
RENTENG = Unit(11, "Renteng", Quantity.of(10), ())


def picks(count: int = 3, returned: int = 0, unit: Unit = RENTENG, maker_id: int | None = None) -> Picks:
    """A receipt with one line: so many of a unit at 15.800, some of them (base units) back already."""
    quantity = Quantity.of(count)
    base = quantity.of_factor(unit.factor)
    gross = quantity.at(Rupiah(15_800))
    shown = (Rupiah(15_800), Rupiah(15_800), Rule.RETAIL, "")
    sold = SoldLine(7, unit.id, unit.name, unit.factor, quantity, *shown, gross, ZERO, Bearer.SHOP)
    part = RecordedPart(3, maker_id, DAY, None, base, Amounts(gross, gross))
    original = Original(SALE, 1, "Kopi", sold, "Pcs", (part,), Quantity.of(returned))
    units = (Unit(10, "Pcs", ONE, ()), unit)
    good = Good(7, "K-1", "Kopi", "Pcs", ProductKind.GOODS, None, maker_id, "", False, "", units)
    return of_receipt(Receipt(SALE, (original,), (good,), None))


def test_a_carton_comes_back_whole_or_piece_by_piece() -> None:
    whole = picks().stepped(1)
    assert whole.total == Rupiah(15_800)

    one = picks().next_unit().stepped(1)
    assert one.total == Rupiah(1_580)
    (coming,) = one.coming()
    assert (coming.brought.unit.name, coming.quantity) == ("Pcs", ONE)


def test_what_is_less_than_a_carton_comes_back_in_pieces() -> None:
    left = picks(count=1, returned=3)

    assert left.pick is not None
    assert (left.pick.unit.name, left.pick.most) == ("Pcs", Quantity.of(7))
    # 7 of 10 pieces for 15.800, of which 3 took 4.740 with them.
    assert left.everything().total == Rupiah(15_800 - 4_740)


def test_more_than_is_left_is_refused_and_less_than_nothing_is_nothing() -> None:
    full = picks().counted(Quantity.of(3))

    with pytest.raises(Refused, match="Paling banyak 3 renteng"):
        full.stepped(1)
    assert full.counted(Quantity.of(2)).stepped(-5).total == ZERO
    assert picks().counted(Quantity.of(9)).total == Rupiah(47_400)


def test_everything_twice_is_nothing() -> None:
    assert picks().everything().count == 1
    assert picks().everything().everything().count == 0


def test_only_a_makers_goods_can_be_set_aside_for_her() -> None:
    def places(made: Picks) -> list[BackTo]:
        found = []
        for _turn in range(3):
            made = made.next_place()
            assert made.pick is not None
            found.append(made.pick.to)
        return found

    assert places(picks()) == [BackTo.DAMAGED, BackTo.SHELF, BackTo.DAMAGED]
    assert places(picks(maker_id=5)) == [BackTo.DAMAGED, BackTo.MAKER, BackTo.SHELF]


def test_nothing_chosen_is_nothing_to_take_back() -> None:
    with pytest.raises(Refused, match="Belum ada yang diretur"):
        picks().coming()


def test_what_was_weighed_comes_back_in_parts() -> None:
    weighed = picks(count=1, unit=Unit(12, "Kg", ONE, ())).counted(Quantity.of("0.25"))

    assert weighed.total == Rupiah(3_950)
    assert weighed.pick is not None
    assert weighed.pick.most == ONE
    assert weighed.counted(NOTHING).count == 0
