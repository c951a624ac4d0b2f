"""Receiving: an invoice as it was keyed becomes lots, debts and money, exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from inventory import catalogue, locations, orders, queries, receivings
from inventory.catalogue import NewUnit, UnitAdded
from inventory.landed_costs import Charge, Discount
from inventory.locations import LocationKind
from inventory.order_facts import PurchaseOrderReceipt
from inventory.orders import OrderCommand, OrderLine
from inventory.payable_facts import PurchaseDue
from inventory.purchase_terms import CostAlarm, PurchaseLineTerms, PurchaseTerms
from inventory.purchases import PaidFrom
from inventory.receivings import Ordered, ReceivingCommand
from inventory.stock import Stock
from inventory.suppliers import SupplierGoodRecord
from koperasi import commands, settings, uids
from koperasi.documents import Document
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from pos import checks
from tests.inventory.bought import balance, line, owed, receipt, receive
from tests.inventory.test_merges import command as merging
from tests.inventory.test_merges import merge, twin
from tests.shops import Counter


def lots(counter: Counter, product: int) -> list[tuple[int, int]]:
    """Pieces and value of each lot of a product."""
    with counter.shop.reading() as connection:
        found = select(Stock.quantity, Stock.value).where(Stock.product_id == product).order_by(Stock.lot_id)
        return [(quantity.thousandths // 1000, value.amount) for quantity, value in connection.execute(found)]


def test_free_goods_join_their_lot_and_each_piece_costs_less(counter: Counter) -> None:
    receive(counter, receipt(counter, line(counter.soap, 2, 96_000, 24, bonus=Quantity.of(2))))

    assert lots(counter, counter.soap) == [(50, 96_000)]
    assert owed(counter) == -96_000
    assert checks.wrong(counter.shop) == []


def test_an_invoice_is_paid_whole_and_every_line_bears_its_share(counter: Counter) -> None:
    command = receipt(
        counter,
        line(counter.soap, 10, 30_000, discount=Discount((500, 200))),
        line(counter.copies, 1, 10_000),
        discount=Discount((), Rupiah(930)),
        charges=(Charge("Ongkir", Rupiah(5_000)),),
        tax=Rupiah(3_300),
        asked=45_500,
        invoice_number="INV-77",
    )
    receive(counter, command)

    assert balance(counter, Role.INVENTORY) + balance(counter, Role.COST_OF_GOODS) == 45_500
    assert owed(counter) == -45_500
    with counter.shop.reading() as connection:
        terms = connection.execute(select(PurchaseTerms.__table__)).one()
        first = connection.execute(select(PurchaseLineTerms.__table__).order_by(PurchaseLineTerms.line)).first()
    assert (terms.goods, terms.rounding, terms.discount_words) == (Rupiah(37_930), Rupiah(200), "Rp 930")
    assert first is not None
    assert (first.gross, first.discount, first.discount_words) == (Rupiah(30_000), Rupiah(2_070), "5+2 %")
    assert checks.wrong(counter.shop) == []


def test_a_taxable_shop_claims_the_tax_back(counter: Counter) -> None:
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"taxable": True})
    counter.shop.reload_settings()
    receive(counter, receipt(counter, line(counter.soap, 10, 20_000), tax=Rupiah(2_200), asked=22_200))

    assert (balance(counter, Role.INVENTORY), balance(counter, Role.TAX_IN), owed(counter)) == (20_000, 2_200, -22_200)


@pytest.mark.parametrize(("paid_from", "role"), [(PaidFrom.SAFE, Role.SAFE), (PaidFrom.BANK, Role.BANK)])
def test_what_is_paid_at_once_is_owed_to_nobody(counter: Counter, paid_from: PaidFrom, role: Role) -> None:
    receive(counter, receipt(counter, line(counter.soap, 1, 5_000), paid_from=paid_from, supplier_id=None))

    assert balance(counter, role) == -5_000


def test_goods_may_be_put_into_the_back_room(counter: Counter) -> None:
    with counter.shop.work(counter.manager) as work:
        room = locations.add(work, LocationKind.BACK_ROOM, "Gudang")
    receive(counter, receipt(counter, line(counter.soap, 5, 5_000), location_id=room))

    with counter.shop.reading() as connection:
        assert connection.scalars(select(Stock.location_id).where(Stock.product_id == counter.soap)).all() == [room]


def test_the_same_invoice_is_received_once_unless_it_is_meant(counter: Counter) -> None:
    receive(counter, receipt(counter, line(counter.soap, 1, 1_000), invoice_number="inv 12"))
    again = receipt(counter, line(counter.soap, 1, 1_000), invoice_number="INV12")

    with pytest.raises(Refused) as refusal:
        receive(counter, again)
    assert refusal.value.rule == "invoice-twice"
    receive(counter, replace(again, twice=True))
    assert owed(counter) == -2_000


def test_a_receipt_done_twice_is_done_once(counter: Counter) -> None:
    command = receive(counter, receipt(counter, line(counter.soap, 10, 25_000), invoice_number="A1"))
    receive(counter, command)

    assert balance(counter, Role.INVENTORY) == 25_000


def test_a_receipt_is_the_same_written_down(counter: Counter) -> None:
    line_of_it = line(counter.soap, 1, 9, discount=Discount((500,)), ordered=(Ordered(1, 2, Quantity.of(3)),))
    command = receipt(counter, line_of_it, charges=(Charge("Ongkir", Rupiah(5)),), due_on=date(2026, 12, 1))

    assert commands.decode(ReceivingCommand, commands.encode(command)) == command


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"supplier_id": None}, "supplier"),
        ({"paid_from": PaidFrom.OPENING}, "paid_from"),
        ({"location_id": 1}, "location"),
        ({"asked": 99_999}, "asked"),
    ],
)
def test_an_impossible_invoice_is_refused_beside_its_field(
    counter: Counter, more: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        receive(counter, receipt(counter, line(counter.soap, 1, 1_000), **more))

    assert refusal.value.field == field


def test_a_line_without_quantity_or_price_or_past_its_date_is_named(counter: Counter) -> None:
    good = line(counter.soap, 1, 1_000)
    yesterday = counter.shop.branch.business_date(counter.shop.clock()) - timedelta(days=1)
    for wrong, field in (
        (replace(good, quantity=Quantity(0)), "quantity"),
        (replace(good, amount=None), "price"),
        (replace(good, expires_on=yesterday), "expires_on"),
    ):
        with pytest.raises(BadInput) as refusal:
            receive(counter, receipt(counter, good, wrong))
        assert (refusal.value.row, refusal.value.field) == (2, field)


def test_what_came_of_an_order_and_when_it_falls_due_is_kept(counter: Counter) -> None:
    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    piece = Quantity.of(1)
    asked = OrderLine(counter.soap, "Pcs", piece, Quantity.of(20))
    order = OrderCommand(counter.shop.minter.next(), uids.new_uid(now), counter.maker_id, day, now, (asked,))
    with counter.shop.work(counter.manager, channel="office") as work:
        orders.make(work, order)
    part = (Ordered(order.id, 1, Quantity.of(12)),)
    due = day + timedelta(days=14)
    command = receive(counter, receipt(counter, line(counter.soap, 12, 24_000, ordered=part), due_on=due))

    with counter.shop.reading() as connection:
        came = connection.execute(select(PurchaseOrderReceipt.__table__)).one()
        assert connection.scalar(select(PurchaseDue.due_on).where(PurchaseDue.document_id == command.id)) == due
    assert (came.document_id, came.order_id, came.quantity) == (command.id, order.id, Quantity.of(12))


def test_the_supplier_is_learnt_by_what_a_unit_cost_after_its_own_discount(counter: Counter) -> None:
    with counter.shop.work(counter.manager) as work:
        unit = catalogue.add_unit(work, UnitAdded(counter.soap, NewUnit("Dus", Quantity.of(24))))
    bought = replace(line(counter.soap, 3, 300_000, 24, discount=Discount((1_000,))), unit_id=unit)
    receive(counter, receipt(counter, bought))

    with counter.shop.reading() as connection:
        known = connection.execute(select(SupplierGoodRecord.__table__)).one()
    assert (known.product_unit_id, known.last_price) == (unit, Rupiah(90_000))


def test_a_cost_that_moved_is_noted_with_the_purchase(counter: Counter) -> None:
    receive(counter, receipt(counter, line(counter.soap, 10, 25_000)))
    small = receive(counter, receipt(counter, line(counter.soap, 10, 27_000)))
    large = receive(counter, receipt(counter, line(counter.soap, 10, 34_000)))

    with counter.shop.reading() as connection:
        noted = connection.execute(select(CostAlarm.__table__).order_by(CostAlarm.document_id)).all()
    assert [(each.document_id, each.past_price) for each in noted] == [(large.id, True)]
    assert small.id != large.id


def test_a_free_line_does_not_make_the_good_cost_nothing(counter: Counter) -> None:
    receive(counter, receipt(counter, line(counter.soap, 10, 30_000), line(counter.soap, 2, 0)))

    counter.sell(counter.line(counter.soap, 13, 3_400))
    assert balance(counter, Role.COST_OF_GOODS) == 32_500
    assert checks.wrong(counter.shop) == []


def test_number_and_supplier_stand_on_the_document(counter: Counter) -> None:
    command = receive(counter, receipt(counter, line(counter.soap, 1, 1_000)))

    with counter.shop.reading() as connection:
        number, party = connection.execute(
            select(Document.number, Document.party_id).where(Document.id == command.id)
        ).one()
        assert queries.good(connection, counter.soap).code == "101"
    assert (number.startswith("PB"), party) == (True, counter.maker_id)
    assert receivings.invoice_key(" inv  1 ") == "INV1"


def test_nothing_comes_in_under_the_name_of_a_good_that_is_another_now(counter: Counter) -> None:
    """An intake begun before the merge still names the old one."""
    gone = twin(counter)
    begun = receipt(counter, line(gone, 5, 5_000))
    merge(counter, merging(counter, gone, counter.soap))
    with pytest.raises(Refused) as refusal:
        receive(counter, begun)
    assert refusal.value.rule == "merged"
