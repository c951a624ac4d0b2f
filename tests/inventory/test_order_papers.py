"""An order on paper and as a text for WhatsApp."""

from __future__ import annotations

from datetime import timedelta

from inventory import order_papers, orders, suppliers
from inventory.orders import OrderCommand, OrderLine
from inventory.suppliers import NewSupplier, Terms
from koperasi import uids
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from printing import business_papers
from tests.shops import Counter

SIXTY = Rupiah(60_000)


def ordered(counter: Counter, price: Rupiah | None = SIXTY) -> order_papers.OrderPaper:
    shop = counter.shop
    with shop.work(counter.manager, channel="office") as work:
        supplier = suppliers.add(work, NewSupplier("S-01", "Makmur Grosir", "Batu", "0341", Terms("Pak Joko", "0812")))
    now = shop.clock()
    day = shop.branch.business_date(now)
    lines = (
        OrderLine(counter.soap, "Dus", Quantity.of(24), Quantity.of(2), price, "SB70"),
        OrderLine(counter.cookies, "Pcs", ONE, Quantity.of(10)),
    )
    order_id = shop.minter.next()
    what = OrderCommand(order_id, uids.new_uid(now), supplier, day, now, lines, day + timedelta(days=2), "kirim pagi")
    with shop.work(counter.manager, channel="office") as work:
        orders.make(work, what)
    with shop.reading() as connection:
        return order_papers.read(connection, order_id)


def test_the_text_for_whatsapp_says_all_in_few_lines(counter: Counter) -> None:
    told = order_papers.message(ordered(counter), counter.shop.branch).splitlines()

    assert told[0] == "*PESANAN SBMI MART*"
    assert told[2:4] == ["Kepada: Makmur Grosir", "Diminta datang: *25/11/2026*"]
    assert "1. Sabun Mandi 70 g – *2 Dus isi 24* (SB70)" in told
    assert "2. Kue Kering – *10 Pcs*" in told
    assert told[-3:] == ["Perkiraan: Rp 120.000", "Catatan: kirim pagi", "Mohon konfirmasi. Terima kasih."]


def test_the_paper_names_both_sides_and_totals_what_is_expected(counter: Counter) -> None:
    paper = order_papers.paper(ordered(counter), counter.shop.branch)

    assert paper.sender[0] == "SBMI MART"
    assert paper.to == ("Kepada Makmur Grosir", "u.p. Pak Joko", "Batu", "0812")
    assert [row[1:6] for row in paper.report.rows] == [
        ("SB70", "Sabun Mandi 70 g", Quantity.of(2), "Dus isi 24", Rupiah(60_000)),
        ("201", "Kue Kering", Quantity.of(10), "Pcs", None),
    ]
    assert paper.report.totals is not None
    assert paper.report.totals[-1] == Rupiah(120_000)
    assert paper.report.notes[0] == "Catatan: kirim pagi"


def test_without_any_price_the_paper_has_no_columns_of_money(counter: Counter) -> None:
    paper = order_papers.paper(ordered(counter, None), counter.shop.branch)

    assert [each.key for each in paper.report.columns] == ["line", "code", "name", "quantity", "unit"]
    assert paper.report.totals is None


def test_the_paper_is_the_same_file_twice(counter: Counter) -> None:
    paper = order_papers.paper(ordered(counter), counter.shop.branch)

    data = business_papers.pdf_bytes(paper)
    assert data[:5] == b"%PDF-"
    assert data == business_papers.pdf_bytes(paper)
