"""Edge cases 48 to 50 and 52 of domain/consignment.md 5.8, and those beside them: tills, clocks, people."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from consignment import adjustments, maker_pins, my_goods_queries, statement_queries
from consignment.adjustments import AdjustmentCommand, Ground
from koperasi import documents, ledger, member_pins, members, numbers, period_locks, uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.documents import Document
from koperasi.errors import Refused
from koperasi.ledger import Entry, Role
from koperasi.members import MemberCard
from koperasi.money import Rupiah
from koperasi.period_locks import LockCommand
from pos.sale_commands import SaleCommand
from pos.tenders import Tender, TenderKind
from tests import returning
from tests.consignment import edges, paying
from tests.consignment.edges import Edge, q
from tests.shops import Counter

pytestmark = pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)


@pytest.fixture
def edge(counter: Counter) -> Edge:
    return edges.of(counter)


def late(edge: Edge, command: SaleCommand) -> int:
    """A sale that has happened at a till that was cut off; its number is the next by now."""
    with edge.shop.reading() as connection:
        number = numbers.peek(connection, command.number.series_id)
    return edge.counter.post(replace(command, number=number), happened=True).document_id


def test_edge_48_two_tills_that_know_nothing_of_each_other_sell_the_last_piece(edge: Edge) -> None:
    """Both have given it to a customer and taken the money: both are kept, she is owed for both, and it is told."""
    lot = edge.bring(1)
    first, second = (edge.counter.command(edge.line(1)) for _till in range(2))

    sold = [late(edge, each) for each in (first, second)]

    assert [edge.flags(each) for each in sold] == [set(), {"consigned-below-zero"}]
    assert (edge.owed(), edge.gone.left(lot)) == (16_000, "-1")
    assert edge.right()


def test_edge_48_b_she_sees_that_more_was_sold_than_she_brought(edge: Edge) -> None:
    edge.bring(1)
    edge.sell(edge.line(3))

    with edge.shop.reading() as connection:
        seen = my_goods_queries.read(connection, edge.sri, edge.shop.branch, edge.shop.clock(), edge.shop.settings)

    (line,) = [each for each in seen.lines if each.product_id == edge.goods.cookies]
    assert (line.sold, line.here.left) == (q(3), q(-2))


def test_edge_49_a_sale_after_its_day_was_closed_is_booked_on_the_first_open_day(edge: Edge) -> None:
    edge.bring(5)
    command = edge.counter.command(edge.line(1))
    day = command.business_date
    edge.later(2)
    lock = LockCommand(edge.shop.minter.next(), edge.shop.branch.id, day)
    with edge.shop.work(edge.counter.manager, channel="office") as work:
        period_locks.lock(work, lock)

    sale = late(edge, command)

    with edge.shop.reading() as connection:
        entry = connection.scalar(select(Entry.business_date).where(Entry.document_id == sale))
        dated = connection.scalar(select(Document.business_date).where(Document.id == sale))
        assert documents.locked_until(connection, edge.shop.branch.id) == day
    assert (dated, entry) == (day, day + timedelta(days=1))
    assert edge.owed() == 8_000
    assert edge.right()


def test_edge_50_what_comes_back_of_a_stated_sale_is_in_the_next_statement(edge: Edge) -> None:
    edge.bring(5)
    sale = edge.sell(edge.line(2))
    first = edge.state()
    edge.later(1)
    edge.counter.open()
    back = edge.bring_back(edge.back(sale, 2))
    second = edge.state()

    assert (first.said.closing, second.said.opening, second.said.closing) == (Rupiah(16_000), Rupiah(16_000), Rupiah(0))
    (undone,) = [each for each in second.lines if each.amount.amount < 0]
    assert (undone.source_id, undone.amount) == (back, Rupiah(-16_000))
    with edge.shop.reading() as connection:
        assert statement_queries.whole(connection, first.id) == first
    assert edge.right()


def test_edge_52_a_lost_card_is_replaced_and_her_account_is_the_same(edge: Edge) -> None:
    edge.bring(5)
    edge.sell(edge.line(1))
    with edge.shop.work(edge.counter.manager, channel="office") as work:
        members.change(work, edge.sri, {}, {}, card="9900999")

    with edge.shop.reading() as connection:
        by_new = members.by_code(connection, "9900999", 2026)
        codes = set(connection.scalars(select(MemberCard.code).where(MemberCard.party_id == edge.sri)))
    assert by_new is not None
    assert (by_new.party_id, by_new.earnings, codes) == (edge.sri, Rupiah(8_000), {"9900217", "9900999"})


def test_edge_52_b_a_forgotten_pin_is_given_anew_and_the_old_one_opens_nothing(edge: Edge) -> None:
    with edge.shop.work(edge.counter.manager, channel="office") as work:
        member_pins.give(work, edge.sri, "135790")
    with edge.shop.work(edge.counter.manager, channel="office") as work:
        member_pins.give(work, edge.sri, "246801")
    with edge.shop.reading() as connection:
        caller = maker_pins.find(connection, "A-0217")

    with pytest.raises(Refused):
        maker_pins.prove(edge.shop, edge.counter.cashier, caller, "135790")
    maker_pins.prove(edge.shop, edge.counter.cashier, caller, "246801")


def test_edge_52_c_the_wrong_member_at_a_sale_is_put_right_by_a_return(edge: Edge) -> None:
    """Her purchases and her kasbon are as before; the maker is owed once."""
    edge.bring(5)
    sale = edge.sell(edge.line(1), member=True, pay=(Tender(TenderKind.KASBON, Rupiah(10_000)),))
    edge.bring_back(edge.back(sale, 1))
    edge.sell(edge.line(1))

    with edge.shop.reading() as connection:
        card = members.by_id(connection, edge.sri, 2026)
    assert card is not None
    assert (card.owes, card.bought_this_year, edge.owed()) == (Rupiah(0), Rupiah(0), 8_000)
    assert edge.right()


def test_edge_kasbon_that_is_never_paid_is_the_shops_risk(edge: Edge) -> None:
    """Her goods went out on somebody's kasbon: she is paid all the same."""
    edge.bring(5)
    edge.sell(edge.line(2), member=True, pay=(Tender(TenderKind.KASBON, Rupiah(20_000)),))
    edge.later(90)

    assert edge.pay().paid == Rupiah(16_000)
    with edge.shop.reading() as connection:
        kasbon = ledger.party_balance(connection, ACCOUNT_IDS[Role.MEMBER_RECEIVABLE], edge.sri)
    assert kasbon == Rupiah(20_000)
    assert edge.right()


def test_edge_a_fee_of_qris_is_never_hers(edge: Edge) -> None:
    edge.bring(5)
    sale = edge.sell(edge.line(2), pay=(Tender(TenderKind.QRIS, Rupiah(20_000), "QR-1", True),))

    assert edge.owed() == 16_000
    assert returning.before(edge.counter, sale).goods == Rupiah(20_000)
    assert edge.right()


def test_edge_balances_of_an_older_book_come_in_once(edge: Edge) -> None:
    head = edge.gone.room.head()
    command = AdjustmentCommand(
        head["id"],
        uids.new_uid(head["at"]),
        edge.sri,
        Rupiah(75_000),
        Ground.OPENING,
        "saldo buku lama",
        head["business_date"],
        head["at"],
        reference="BUKU-2025/12",
    )
    for _again in range(2):
        with edge.shop.work(edge.counter.manager, channel="office") as work:
            adjustments.adjust(work, command)

    assert (edge.owed(), edge.booked(Role.OPENING_EQUITY)) == (75_000, 75_000)
    assert paying.pay(edge.counter).paid == Rupiah(75_000)
    assert edge.right()
