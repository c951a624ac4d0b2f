"""Services and typed prices, posted: whom they are for is on the receipt, and limits need another's yes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inventory import catalogue
from inventory import queries as goods
from inventory.catalogue import AtTill, NewGood
from inventory.goods import ProductKind
from koperasi.errors import BadInput, Bug, Refused
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.rights import Permission
from pos import approvals, sale_records, slips
from pos.approvals import Ask
from pos.counter import Counter
from pos.sale_commands import BackTo, PaidTender, Returning
from pos.stations import Station
from pos.tenders import TenderKind
from pos.till import Till, open_till
from printing.texts import text
from tests.shops import Counter as SmallShop

NUMBER = "0812 3456 7890"


@pytest.fixture
def desk(counter: SmallShop) -> Counter:
    counter.open()
    with counter.shop.work(counter.shop.konsole(), channel="konsole") as work:
        credit = NewGood(
            "P-1", "Pulsa", base_unit="Kali", kind=ProductKind.SERVICE, open_price=True,
            price_min=Rupiah(5_000), price_max=Rupiah(500_000), asks_note=" Nomor  HP ", shelf="Kasir",
        )  # fmt: skip
        catalogue.add_goods(work, credit)
    return Counter(Station(counter.shop, counter.cashier, counter.shift))


def credit_of(desk: Counter, amount: int, *, allowed: bool = False) -> Till:
    found = desk.open()
    now = open_till(found.draft, found.cart, found.rounding).scanned("P-1", desk.lookup("P-1").seen)
    return now.priced(Rupiah(amount), allowed=allowed).noted(NUMBER).pay_started(TenderKind.CASH).exact()


def test_the_note_is_in_the_books_and_on_the_receipt(desk: Counter) -> None:
    paid = desk.pay(credit_of(desk, 52_000))
    with desk.station.shop.reading() as connection:
        (line,) = sale_records.read(connection, paid.posted.document_id).command.lines
        assert line.note == f"Nomor HP: {NUMBER}"
        assert line.unit_price == Rupiah(52_000)
        paper = text(slips.draw(desk.station.shop, connection, paid.posted.document_id), 32)
    assert f"  Nomor HP: {NUMBER}\n" in paper


def test_a_price_beyond_the_limits_is_refused_until_another_allows_it(counter: SmallShop, desk: Counter) -> None:
    till = credit_of(desk, 600_000, allowed=True)
    with pytest.raises(Refused):
        desk.pay(till)

    ask = Ask(Permission.SALE_PRICE, Rupiah(0), "Harga Pulsa", "paling banyak Rp 500.000", "Rp 600.000")
    yes = approvals.approve(desk.station, counter.manager.id, "482915", ask, "pelanggan tetap")
    assert desk.pay(till.approved(yes)).posted.total == Rupiah(600_000)


def test_what_the_till_asks_is_changed_by_right(counter: SmallShop, desk: Counter) -> None:
    with counter.shop.work(counter.manager, channel="office") as work:
        catalogue.set_at_till(work, AtTill(counter.copies, asks_note="Untuk siapa", shelf="Meja depan"))
    with counter.shop.reading() as connection:
        copies = goods.good(connection, counter.copies)
    assert (copies.asks_note, copies.shelf, copies.open_price) == ("Untuk siapa", "Meja depan", False)
    (seen,) = desk.lookup("301").seen
    asked = open_till(None, desk.new_cart(), desk.open().rounding).scanned("301", (seen,))
    assert asked.asking is not None
    assert asked.noted("Bu RT").cart.lines[0].quantity == ONE


def test_limits_that_no_price_keeps_are_refused(counter: SmallShop) -> None:
    with pytest.raises(BadInput), counter.shop.work(counter.manager, channel="office") as work:
        catalogue.set_at_till(work, AtTill(counter.copies, price_min=Rupiah(500), price_max=Rupiah(100)))


@pytest.mark.parametrize(
    ("quantity", "gross", "discount"), [(-100, -340_000, 0), (1, 3_400, 5_000), (1, 3_400, -1_000)]
)
def test_money_goes_out_for_what_comes_back_and_for_nothing_else(
    counter: SmallShop, quantity: int, gross: int, discount: int
) -> None:
    line = replace(
        counter.line(counter.soap, 1, 3_400),
        quantity=Quantity.of(quantity), gross=Rupiah(gross), discount=Rupiah(discount),
    )  # fmt: skip
    due = PaidTender(TenderKind.CASH, line.net, Rupiah(0))
    command = replace(counter.command(counter.line(counter.soap, 1, 3_400)), lines=(line,), tenders=(due,))
    for approver in (None, counter.manager):
        with pytest.raises(Bug):
            counter.post(replace(command, rounding=Rupiah(0)), approver=approver)


def test_what_comes_back_without_a_receipt_is_below_zero(counter: SmallShop) -> None:
    """Goods that leave as if they came back would be held to no price, discount or floor."""
    line = replace(counter.line(counter.soap, 1, 100), returns=Returning(None, None, BackTo.SHELF, "Hadiah"))
    with pytest.raises(Bug):
        counter.post(counter.command(line), approver=counter.manager)
