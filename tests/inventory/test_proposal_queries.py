"""What a proposal is made of, read alike on both engines: pace, stock, what is coming, where goods are bought."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

from inventory import catalogue, merges, orders, proposal_queries, proposals, purchases, queries, suppliers
from inventory.catalogue import NewUnit, UnitAdded
from inventory.merges import MergeCommand
from inventory.orders import OrderCommand, OrderLine
from inventory.paces import Pace
from inventory.proposals import Line, Proposal, Source, Why
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from inventory.suppliers import NewSupplier, Supplied
from koperasi import uids
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from tests.shops import Clock, Counter, good


def next_day(counter: Counter, days: int = 1) -> None:
    cast("Clock", counter.shop.clock).at += timedelta(days=days)


def proposal(counter: Counter, supplier_id: int | None = None) -> Proposal:
    shop = counter.shop
    today = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        return proposal_queries.read(connection, shop.branch, shop.settings, today, supplier_id)


def supplier(counter: Counter, code: str = "S-01") -> int:
    with counter.shop.work(counter.manager, channel="office") as work:
        return suppliers.add(work, NewSupplier(code, f"Toko {code}"))


def carton(counter: Counter) -> int:
    with counter.shop.work(counter.manager, channel="office") as work:
        return catalogue.add_unit(work, UnitAdded(counter.soap, NewUnit("Dus", Quantity.of(24), (), ())))


def supply(counter: Counter, *supplied: Supplied) -> None:
    for each in supplied:
        with counter.shop.work(counter.manager, channel="office") as work:
            suppliers.supply(work, each)


def bought(counter: Counter, supplier_id: int, cost: int, cartons: int = 1) -> None:
    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    line = BoughtLine(counter.soap, "Dus", Quantity.of(24), Quantity.of(cartons), Rupiah(cost))
    with counter.shop.work(counter.manager, channel="office") as work:
        what = PurchaseCommand(work.mint(), uids.new_uid(now), supplier_id, PaidFrom.CREDIT, day, now, (line,))
        purchases.receive(work, what)


def source_of(counter: Counter) -> Source:
    with counter.shop.reading() as connection:
        return proposal_queries.of_anyone(connection, [counter.soap])[counter.soap]


def sold_soap(counter: Counter, pieces: int = 8) -> None:
    counter.buy(counter.soap, 20, 50_000)
    counter.sell(counter.line(counter.soap, pieces, 3_400))
    next_day(counter)


def only(found: Proposal) -> Line:
    (line,) = found.lines
    return line


def test_what_sold_and_will_not_last_is_proposed(counter: Counter) -> None:
    sold_soap(counter)

    line = only(proposal(counter))

    assert (line.good.name, line.good.on_hand, line.why) == ("Sabun Mandi 70 g", Quantity.of(12), Why.RUNS_OUT)
    assert proposals.explained(line) == "laku 8 sehari × 9 hari − ada 12 − dipesan 0 = 60 → 60 pcs"


def test_a_shop_that_sold_nothing_proposes_nothing(counter: Counter) -> None:
    counter.buy(counter.soap, 20, 50_000)

    assert proposal(counter).lines == ()


def test_a_minimum_is_a_reason_without_any_sale(counter: Counter) -> None:
    with counter.shop.work(counter.manager, channel="office") as work:
        rice = catalogue.add_goods(work, replace(good("501", "Beras", 15_000), min_stock=Quantity.of(5)))

    assert [each.good.product_id for each in proposal(counter).lines] == [rice]


def test_members_goods_and_services_are_not_ordered(counter: Counter) -> None:
    counter.sell(counter.line(counter.copies, 10, 500))
    next_day(counter)

    assert proposal(counter).lines == ()


def test_a_retired_good_is_not_ordered(counter: Counter) -> None:
    sold_soap(counter)
    with counter.shop.work(counter.manager, channel="office") as work:
        catalogue.retire(work, counter.soap)

    assert proposal(counter).lines == ()


def test_what_is_under_way_counts_until_it_is_closed(counter: Counter) -> None:
    makmur = supplier(counter)
    supply(counter, Supplied(makmur, carton(counter), "SB70", Rupiah(60_000), preferred=True))
    sold_soap(counter)
    assert only(proposal(counter, makmur)).units == 3

    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    line = OrderLine(counter.soap, "Dus", Quantity.of(24), Quantity.of(2))
    with counter.shop.work(counter.manager, channel="office") as work:
        orders.make(work, OrderCommand(work.mint(), uids.new_uid(now), makmur, day, now, (line,)))

    left = only(proposal(counter))
    assert (left.good.ordered, left.units) == (Quantity.of(48), 1)


def test_a_supplier_is_asked_for_her_own_goods_only(counter: Counter) -> None:
    makmur, jaya = supplier(counter), supplier(counter, "S-02")
    supply(counter, Supplied(makmur, carton(counter), preferred=True))
    sold_soap(counter)

    assert len(proposal(counter, makmur).lines) == 1
    assert proposal(counter, jaya).lines == ()


def test_where_a_person_chose_stands_before_where_it_was_bought_last(counter: Counter) -> None:
    makmur, jaya = supplier(counter), supplier(counter, "S-02")
    bought(counter, jaya, 55_000)
    assert source_of(counter) == Source(jaya, "Dus", Quantity.of(24), Rupiah(55_000))

    supply(counter, Supplied(makmur, carton(counter), "SB70", Rupiah(60_000), preferred=True))
    assert source_of(counter) == Source(makmur, "Dus", Quantity.of(24), Rupiah(60_000), "SB70")


def test_where_it_was_bought_last_is_the_newest_receipt(counter: Counter) -> None:
    makmur, jaya = supplier(counter), supplier(counter, "S-02")
    bought(counter, makmur, 50_000)
    next_day(counter)
    bought(counter, jaya, 110_001, cartons=2)

    assert source_of(counter) == Source(jaya, "Dus", Quantity.of(24), Rupiah(55_001))


def test_a_retired_supplier_is_not_ordered_from(counter: Counter) -> None:
    makmur = supplier(counter)
    supply(counter, Supplied(makmur, carton(counter), preferred=True))
    sold_soap(counter)
    with counter.shop.work(counter.manager, channel="office") as work:
        suppliers.retire(work, makmur)

    (group,) = proposal(counter).groups
    assert group.supplier is None
    assert group.lines[0].good.source == Source(None, "Pcs", ONE)


def test_what_a_supplier_sells_it_by_is_known_of_her_alone(counter: Counter) -> None:
    makmur, jaya = supplier(counter), supplier(counter, "S-02")
    unit = carton(counter)
    supply(counter, Supplied(makmur, unit, "A", Rupiah(60_000)), Supplied(jaya, unit, "B", Rupiah(58_000)))

    with counter.shop.reading() as connection:
        found = proposal_queries.of_supplier(connection, [counter.soap, counter.cookies], jaya)
    assert found == {counter.soap: Source(jaya, "Dus", Quantity.of(24), Rupiah(58_000), "B")}


def test_what_sold_under_a_merged_name_counts_for_the_kept_one(counter: Counter) -> None:
    """Eight soaps of the twin and four of the soap were sold; the twin's supplier and order go over too."""
    with counter.shop.work(counter.manager, channel="office") as work:
        twin = catalogue.add_goods(work, good("102", "SABUN MANDI 70gr", 3_400))
    makmur = supplier(counter)
    with counter.shop.reading() as connection:
        unit = queries.good(connection, twin).base.id
    supply(counter, Supplied(makmur, unit, "SM70", Rupiah(2_500)))
    for product, pieces in ((twin, 8), (counter.soap, 4)):
        counter.buy(product, 10, 25_000)
        counter.sell(counter.line(product, pieces, 3_400))
    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    line = OrderLine(twin, "Pcs", ONE, Quantity.of(20))
    with counter.shop.work(counter.manager, channel="office") as work:
        orders.make(work, OrderCommand(work.mint(), uids.new_uid(now), makmur, day, now, (line,)))
    next_day(counter)
    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    with counter.shop.work(counter.manager, channel="office") as work:
        merges.merge(work, MergeCommand(work.mint(), uids.new_uid(now), twin, counter.soap, day, now))

    found = only(proposal(counter)).good
    assert (found.product_id, found.on_hand, found.ordered) == (counter.soap, Quantity.of(8), Quantity.of(20))
    assert found.pace == Pace(Quantity.of(12), 1)
    assert found.source == Source(makmur, "Pcs", ONE, Rupiah(2_500), "SM70")
