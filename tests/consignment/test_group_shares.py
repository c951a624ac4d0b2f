"""A group's list, and what of its money is whose."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from consignment import group_shares
from consignment.consigned_lots import ConsignedLot
from consignment.deliveries import GroupPart
from consignment.group_shares import Part
from koperasi.money import Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from tests.consignment.brought import bring, of
from tests.shops import Counter

ANI, BUDI, CICI = (Part(name, Quantity.of(n)) for name, n in (("Bu Ani", 1), ("Bu Budi", 1), ("Bu Cici", 1)))
LISTS = st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(1, 50_000)), max_size=4)


def test_the_odd_rupiah_is_of_who_stands_first() -> None:
    assert group_shares.divided(Rupiah(10_000), [ANI, BUDI, CICI]) == [Rupiah(3_334), Rupiah(3_333), Rupiah(3_333)]


def test_a_payout_is_divided_by_what_each_lot_earned_and_its_list() -> None:
    lists = {
        1: (Part("Bu Ani", Quantity.of(4)), Part("Bu Budi", Quantity.of(6))),
        2: (Part("Bu Budi", Quantity.of(5)),),
    }
    earned = {1: Rupiah(100_000), 2: Rupiah(50_000), 3: Rupiah(30_000)}

    told = group_shares.of_payout(Rupiah(180_000), earned, lists)

    assert told == [("Bu Ani", Rupiah(40_000)), ("Bu Budi", Rupiah(110_000)), ("", Rupiah(30_000))]
    half = group_shares.of_payout(Rupiah(90_000), earned, lists)
    assert half == [("Bu Ani", Rupiah(20_000)), ("Bu Budi", Rupiah(55_000)), ("", Rupiah(15_000))]


@given(st.integers(0, 10_000_000), st.dictionaries(st.integers(1, 5), st.tuples(st.integers(0, 900_000), LISTS)))
def test_whatever_was_brought_the_parts_add_up(amount: int, lots: dict[int, tuple[int, list[tuple[str, int]]]]) -> None:
    earned = {lot: Rupiah(sum_) for lot, (sum_, _list) in lots.items()}
    lists = {lot: tuple(Part(name, Quantity(n)) for name, n in told) for lot, (_sum, told) in lots.items() if told}
    told = group_shares.of_payout(Rupiah(amount), earned, lists)
    assert total(each for _name, each in told) == Rupiah(amount if lots else 0)
    assert all(each >= Rupiah(0) for _name, each in told)


def test_the_list_of_a_lot_is_found_again(counter: Counter) -> None:
    parts = (GroupPart(2, "Bu Ani", Quantity.of(4), counter.member_id), GroupPart(2, "Bu Budi", Quantity.of(5)))
    bring(counter, of(counter.soap, 1), of(counter.cookies, 9), parts=parts)
    with counter.shop.reading() as connection:
        lots = connection.scalars(select(ConsignedLot.lot_id).order_by(ConsignedLot.lot_id)).all()
        found = group_shares.of_lots(connection, lots)
    assert found == {lots[1]: (Part("Bu Ani", Quantity.of(4), counter.member_id), Part("Bu Budi", Quantity.of(5)))}
    assert NOTHING not in [each.quantity for each in found[lots[1]]]
