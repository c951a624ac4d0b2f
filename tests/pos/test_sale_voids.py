"""A whole sale called off: a document of its own, every line among the removed, no money and no goods."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from inventory.stock import Move
from koperasi.documents import Document, Kind
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Entry
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.rights import Permission
from pos import approvals, bills, checks, sale_voids, totals
from pos.approvals import NeedsApproval
from pos.counter import Counter as Selling
from pos.sale_facts import RemovedSaleLine
from pos.sale_voids import SaleVoid, VoidCommand
from pos.tenders import TenderKind
from pos.till import Till
from pos.totals import Topic
from tests.pos.overriding import SUPERVISOR_PIN, may_defer, station, supervisor
from tests.shops import Counter


def selling(counter: Counter) -> tuple[Selling, Till]:
    """Two soaps and a copy in the cart, and one copy taken out."""
    behind = Selling(station(counter))
    opened = behind.open()
    now = Till(opened.cart, opened.rounding)
    for code, pieces in (("101", 2), ("301", 1), ("201", 1)):
        now = now.scanned(code, behind.lookup(code).seen, None, Quantity.of(pieces))
    return behind, now.removed(behind.now(), "salah ambil")


def void(counter: Counter, command: VoidCommand) -> bool:
    with counter.shop.work(counter.cashier) as work:
        return sale_voids.void(work, command)


def called_off(counter: Counter, *, payment_seen: bool = False) -> VoidCommand:
    behind, now = selling(counter)
    return bills.void(now.cart, behind.shift, counter.cashier.id, behind.now(), "pelanggan batal", payment_seen)


def test_it_stays_in_the_record_with_every_line(counter: Counter) -> None:
    behind, now = selling(counter)
    following = behind.void(now, "pelanggan batal")

    with counter.shop.reading() as connection:
        kept = connection.execute(select(SaleVoid.lines, SaleVoid.total, SaleVoid.reason, SaleVoid.payment_seen)).one()
        document = connection.execute(select(Document.kind, Document.number).where(Document.id == now.cart.id)).one()
        lines = connection.execute(
            select(RemovedSaleLine.quantity, RemovedSaleLine.reason).order_by(RemovedSaleLine.line)
        ).all()
        moved = connection.scalar(select(func.count()).select_from(Move).where(Move.document_id == now.cart.id))
        entered = connection.scalar(select(func.count()).select_from(Entry).where(Entry.document_id == now.cart.id))
    assert tuple(kept) == (2, Rupiah(7_300), "pelanggan batal", False)
    assert (document.kind, document.number[:2]) == (Kind.SALE_VOID, "BT")
    assert [(each.quantity, each.reason) for each in lines] == [
        (Quantity.of(2), "pelanggan batal"),
        (Quantity.of(1), "pelanggan batal"),
        (Quantity.of(1), "salah ambil"),
    ]
    assert (moved, entered) == (0, 0)
    assert following.id != now.cart.id
    assert behind.open().draft is None
    assert checks.wrong(counter.shop) == []


def test_its_lines_count_among_the_removed_of_the_shift(counter: Counter) -> None:
    behind, now = selling(counter)
    behind.void(now, "pelanggan batal")
    with counter.shop.reading() as connection:
        (removed,) = totals.raw(connection, counter.shop.branch, [behind.shift.id], [Topic.REMOVED])
    assert (removed.count, removed.net) == (3, Rupiah(19_800))
    counter.close(300_000)
    assert checks.wrong(counter.shop) == []


def test_calling_off_twice_is_once(counter: Counter) -> None:
    command = called_off(counter)
    assert void(counter, command)
    assert not void(counter, command)


def test_once_payment_was_seen_another_must_allow_it(counter: Counter) -> None:
    person = supervisor(counter)
    command = called_off(counter, payment_seen=True)
    with pytest.raises(NeedsApproval) as refusal:
        void(counter, command)
    asked = refusal.value.ask
    assert (asked.permission, asked.amount, asked.reason) == (Permission.SALE_VOID, Rupiah(7_300), "pelanggan batal")

    given = approvals.approve(station(counter), person.id, SUPERVISOR_PIN, asked, asked.reason)
    assert void(counter, replace(command, approvals=(given,)))
    assert not void(counter, replace(command, approvals=(given,)))


def test_a_yes_to_one_void_does_not_call_off_another(counter: Counter) -> None:
    person = supervisor(counter)
    command = called_off(counter, payment_seen=True)
    asked = sale_voids.ask(command.total, command.reason)
    given = approvals.approve(station(counter), person.id, SUPERVISOR_PIN, asked, "ya")
    void(counter, replace(command, approvals=(given,)))
    with pytest.raises(NeedsApproval):
        void(counter, replace(called_off(counter, payment_seen=True), approvals=(given,)))


def test_alone_in_the_shop_it_may_be_put_off(counter: Counter) -> None:
    may_defer(counter, 10_000)
    command = called_off(counter, payment_seen=True)
    given = approvals.defer(station(counter), sale_voids.ask(command.total, command.reason), "sendirian")
    assert void(counter, replace(command, approvals=(given,)))
    assert checks.wrong(counter.shop) == []


def test_without_a_reason_or_a_line_nothing_is_called_off(counter: Counter) -> None:
    with pytest.raises(BadInput):
        void(counter, replace(called_off(counter), reason=" "))
    with pytest.raises(BadInput):
        void(counter, replace(called_off(counter), removed=()))


def test_a_closed_shift_calls_nothing_off(counter: Counter) -> None:
    command = called_off(counter)
    counter.close(300_000)
    with pytest.raises(Refused) as refusal:
        void(counter, command)
    assert refusal.value.rule == "shift-closed"


def test_one_that_happened_after_the_close_counts_among_the_removed_too(counter: Counter) -> None:
    command = called_off(counter)
    counter.close(300_000)
    for _again in range(2):
        with counter.shop.work(counter.cashier, happened=True) as work:
            sale_voids.void(work, command)

    with counter.shop.reading() as connection:
        day = command.business_date
        (removed,) = totals.of_days(connection, counter.shop.branch, day, day, Topic.REMOVED)
    assert removed.count == len(command.removed)
    assert checks.wrong(counter.shop) == []


def test_a_basket_that_only_brings_back_asks_for_no_less_than_nothing() -> None:
    asked = sale_voids.ask(Rupiah(-3_400))
    assert (asked.amount, asked.before) == (Rupiah(0), Rupiah(-3_400).shown)


def test_a_cart_that_was_called_off_is_sold_no_more(counter: Counter) -> None:
    """The answer to a void may be lost: who then takes money for it must be told that nothing is posted."""
    behind, now = selling(counter)
    behind.void(now, "pelanggan batal")
    with pytest.raises(Refused) as refused:
        behind.pay(now.pay_started(TenderKind.CASH).exact())

    assert refused.value.rule == "called-off"
