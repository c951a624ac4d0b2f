"""Purchase orders: what was asked, what came of it, what is still to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from consignment.terms import Deal, Terms
from inventory import order_queries, orders
from inventory.order_facts import PurchaseOrderReceipt
from inventory.orders import OrderClosed, OrderCommand, OrderLine, OrderState
from koperasi import documents, uids
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.rights import Permission, Right
from koperasi.work import Work, needs
from pos import checks
from tests.shops import Counter

CARTON = Quantity.of(24)


def soap(counter: Counter, cartons: int = 2) -> OrderLine:
    return OrderLine(counter.soap, "Dus", CARTON, Quantity.of(cartons), Rupiah(60_000), "SB70")


def command(counter: Counter, *lines: OrderLine) -> OrderCommand:
    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    return OrderCommand(counter.shop.minter.next(), uids.new_uid(now), counter.maker_id, day, now, lines)


def make(counter: Counter, what: OrderCommand) -> int:
    with counter.shop.work(counter.manager, channel="office") as work:
        orders.make(work, what)
    return what.id


def ordered(counter: Counter, *lines: OrderLine) -> int:
    return make(counter, command(counter, *(lines or (soap(counter),))))


def close(counter: Counter, order_id: int, why: str = "") -> OrderClosed:
    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    what = OrderClosed(counter.shop.minter.next(), uids.new_uid(now), order_id, day, now, why)
    with counter.shop.work(counter.manager, channel="office") as work:
        orders.close(work, what)
    return what


@needs(Permission.PURCHASE_RECEIVE)
def came(work: Work, receipt: dict[str, object]) -> None:
    """A purchase that fills an order, as its own deed posts it, without its goods."""
    now = work.now
    series = documents.office_series(work, "purchase", "PB")
    header = Header(int(str(receipt["document_id"])), uids.new_uid(now), Kind.PURCHASE, now.date(), now, None, series)
    documents.post(work, header, [Facts(PurchaseOrderReceipt, [receipt])], [])


@needs(Permission.PURCHASE_CORRECT)
def reversed_(work: Work, purchase_id: int) -> None:
    now = work.now
    series = documents.office_series(work, "purchase-reversal", "PX")
    header = Header(work.mint(), uids.new_uid(now), Kind.PURCHASE_REVERSAL, now.date(), now, None, series)
    documents.post(work, replace(header, reverses_id=purchase_id), [], [])


def receive(counter: Counter, order_id: int, pieces: int) -> int:
    purchase_id = counter.shop.minter.next()
    of_order = {"order_id": order_id, "order_line": 1, "quantity": Quantity.of(pieces)}
    with counter.shop.work(counter.manager, channel="office") as work:
        came(work, {"document_id": purchase_id, "line": 1, **of_order})
    return purchase_id


def state(counter: Counter, order_id: int) -> OrderState:
    with counter.shop.reading() as connection:
        found = order_queries.order(connection, order_id)
    assert found is not None
    return found.state


def open_ids(counter: Counter, supplier_id: int | None = None) -> list[int]:
    with counter.shop.reading() as connection:
        return [each.id for each in orders.open_orders(connection, supplier_id)]


def test_an_order_moves_no_goods_and_no_money(counter: Counter) -> None:
    order_id = ordered(counter)

    with counter.shop.reading() as connection:
        (found,) = orders.open_orders(connection)
        (line,) = orders.open_lines(connection, order_id)
        coming = order_queries.outstanding(connection, counter.shop.branch.id)
    assert (found.number[:2], found.supplier, found.lines, found.expected) == (
        "PO",
        "Siti Aminah",
        1,
        Rupiah(120_000),
    )
    assert (line.code, line.ordered, line.received, line.left) == ("101", Quantity.of(48), Quantity.of(0), line.ordered)
    assert coming == {counter.soap: Quantity.of(48)}
    assert checks.wrong(counter.shop) == []


def test_an_order_made_twice_is_one(counter: Counter) -> None:
    what = command(counter, soap(counter))
    make(counter, what)
    make(counter, what)

    assert open_ids(counter) == [what.id]


def test_what_came_is_summed_over_receipts_until_all_is_there(counter: Counter) -> None:
    order_id = ordered(counter)
    assert state(counter, order_id) is OrderState.OPEN
    receive(counter, order_id, 24)
    assert state(counter, order_id) is OrderState.PARTLY
    receive(counter, order_id, 30)
    assert state(counter, order_id) is OrderState.DONE

    with counter.shop.reading() as connection:
        (line,) = orders.open_lines(connection, order_id)
        assert order_queries.outstanding(connection, counter.shop.branch.id) == {}
    assert (line.received, line.left) == (Quantity.of(54), Quantity.of(0))
    assert open_ids(counter) == []


def test_what_a_reversed_receipt_brought_is_still_to_come(counter: Counter) -> None:
    order_id = ordered(counter)
    purchase = receive(counter, order_id, 48)
    with counter.shop.work(counter.manager, channel="office") as work:
        reversed_(work, purchase)

    assert state(counter, order_id) is OrderState.OPEN
    assert open_ids(counter, counter.maker_id) == [order_id]


def test_of_a_closed_order_nothing_more_is_expected(counter: Counter) -> None:
    order_id = ordered(counter)
    receive(counter, order_id, 24)
    close(counter, order_id, "habis di pemasok")

    assert state(counter, order_id) is OrderState.CLOSED
    assert open_ids(counter) == []
    with counter.shop.reading() as connection:
        assert order_queries.outstanding(connection, counter.shop.branch.id) == {}


def test_an_order_is_closed_once(counter: Counter) -> None:
    order_id = ordered(counter)
    done = close(counter, order_id)
    with counter.shop.work(counter.manager, channel="office") as work:
        orders.close(work, done)

    with pytest.raises(Refused, match="sudah ditutup"):
        close(counter, order_id)


def test_what_is_no_order_is_not_closed(counter: Counter) -> None:
    with pytest.raises(NotFound):
        close(counter, counter.soap)


def test_a_change_closes_the_order_and_makes_another(counter: Counter) -> None:
    order_id = ordered(counter)
    now = counter.shop.clock()
    new = replace(command(counter, soap(counter, 3)), replaces_id=order_id)
    closing = OrderClosed(counter.shop.minter.next(), uids.new_uid(now), order_id, new.business_date, now)
    with counter.shop.work(counter.manager, channel="office") as work:
        orders.close(work, closing)
        orders.make(work, new)

    assert open_ids(counter) == [new.id]
    assert state(counter, order_id) is OrderState.CLOSED
    assert checks.wrong(counter.shop) == []


def test_an_order_that_says_nothing_is_not_made(counter: Counter) -> None:
    with pytest.raises(BadInput) as refused:
        make(counter, command(counter))
    assert refused.value.field == "lines"


def test_what_cannot_be_ordered_is_told_by_its_line(counter: Counter) -> None:
    good = soap(counter)
    for wrong in (replace(good, quantity=Quantity.of(0)), replace(good, price=Rupiah(-1)), replace(good, product_id=7)):
        with pytest.raises(BadInput) as refused:
            ordered(counter, good, wrong)
        assert refused.value.row == 2


def test_goods_are_not_wanted_before_they_are_ordered(counter: Counter) -> None:
    what = command(counter, soap(counter))
    with pytest.raises(BadInput) as refused:
        make(counter, replace(what, wanted_on=what.business_date - timedelta(days=1)))
    assert refused.value.field == "wanted_on"


def test_members_goods_are_brought_not_ordered(counter: Counter) -> None:
    counter.deliver(counter.cookies, 5, Terms(Deal.COMMISSION, 600))
    with pytest.raises(Refused, match="titipan"):
        ordered(counter, replace(soap(counter), product_id=counter.cookies))


def test_a_cashier_does_not_order(counter: Counter) -> None:
    what = command(counter, soap(counter))
    with pytest.raises(NotAllowed), counter.shop.work(counter.cashier) as work:
        orders.make(work, what)


def test_the_newest_order_is_listed_first(counter: Counter) -> None:
    first, second = ordered(counter), ordered(counter)

    with counter.shop.reading() as connection:
        assert [each.id for each in order_queries.newest(connection)] == [second, first]
        assert [each.id for each in order_queries.newest(connection, limit=1)] == [second]


def test_an_order_closed_by_two_at_once_is_still_one_order(counter: Counter) -> None:
    """Nobody is refused what has happened; it is flagged, and the order is closed."""
    order_id = ordered(counter)
    close(counter, order_id)
    now = counter.shop.clock()
    again = OrderClosed(counter.shop.minter.next(), uids.new_uid(now), order_id, now.date(), now)
    with counter.shop.work(counter.manager, channel="office", happened=True) as work:
        orders.close(work, again)

    assert state(counter, order_id) is OrderState.CLOSED
    with counter.shop.reading() as connection:
        assert [each.id for each in order_queries.newest(connection)] == [order_id]


def test_who_may_order_for_so_much_only_is_refused_above_it(counter: Counter) -> None:
    rights = {**counter.manager.rights, Permission.ORDER_MAKE: Right(limit=100_000)}
    careful = replace(counter.manager, rights=rights)
    what = command(counter, soap(counter))
    with pytest.raises(NotAllowed), counter.shop.work(careful, channel="office") as work:
        orders.make(work, what)
