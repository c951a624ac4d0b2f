"""PPN in a sale: shared out exactly, owed to the state, negated by a return, told on the receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from consignment.terms import Bearer
from inventory.products import Product
from inventory.taxes import PPN, Rate
from koperasi import masters, settings
from koperasi.chart import ACCOUNT_IDS
from koperasi.ledger import PostingRecord, Role
from koperasi.money import Rupiah, total
from koperasi.quantity import ONE, Quantity
from pos import checks, return_queries, sale_records, sale_taxes, slips
from pos.sale_commands import BackTo, Rule, SaleCommand, SoldLine
from pos.tenders import Tender, TenderKind
from printing.texts import text
from tests.shops import Counter

RATE = Rate(PPN, date(2025, 1, 1), 1_200, 11, 12)


def taxable(counter: Counter) -> None:
    """A PKP whose soap bears PPN; the cookies are a member's, the copies a service without class."""
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"taxable": True, "tax_number": "01.234.567.8-901.000"})
        masters.change(work.connection, Product, counter.soap, tax_class=PPN)
        masters.change(work.connection, Product, counter.cookies, tax_class=PPN, maker_id=counter.maker_id)
    counter.shop.reload_settings()


def put_on(counter: Counter, command: SaleCommand) -> SaleCommand:
    with counter.shop.reading() as connection:
        return sale_taxes.put_on(connection, counter.shop.settings, command)


def owed(counter: Counter) -> list[int]:
    with counter.shop.reading() as connection:
        found = select(PostingRecord.amount).where(PostingRecord.account_id == ACCOUNT_IDS[Role.TAX_OUT])
        return [each.amount for each in connection.execute(found.order_by(PostingRecord.id)).scalars()]


def test_a_shop_that_is_no_pkp_has_no_tax(counter: Counter) -> None:
    command = counter.command(counter.line(counter.soap, 1, 11_100))
    assert put_on(counter, command) is command


def test_the_tax_is_owed_to_the_state_and_no_income(counter: Counter) -> None:
    taxable(counter)
    counter.buy(counter.soap, 10, 80_000)
    lines = (counter.line(counter.soap, 1, 11_100), counter.line(counter.copies, 1, 500))
    posted = counter.post(put_on(counter, counter.command(*lines)))
    assert owed(counter) == [-1_100]
    with counter.shop.reading() as connection:
        first, second = sale_records.lines_of(connection, posted.document_id)
        sold = select(PostingRecord.amount).where(PostingRecord.account_id == ACCOUNT_IDS[Role.SALES_OTHERS])
        assert connection.execute(sold).scalars().all() == [Rupiah(-10_000)]
    assert first.tax is not None
    assert (first.tax.tax_class, first.tax.rate_bps, first.tax.base, first.tax.tax) == (
        PPN,
        1_200,
        Rupiah(9_167),
        Rupiah(1_100),
    )
    assert second.tax is None
    assert checks.wrong(counter.shop) == []


def test_a_members_goods_bear_none(counter: Counter) -> None:
    taxable(counter)
    command = put_on(counter, counter.command(counter.line(counter.cookies, 1, 12_000)))
    assert command.lines[0].tax is None


def test_two_returns_bring_back_the_whole_tax_to_the_rupiah(counter: Counter) -> None:
    taxable(counter)
    counter.buy(counter.soap, 10, 80_000)
    posted = counter.post(put_on(counter, counter.command(counter.line(counter.soap, 3, 3_700))))
    with counter.shop.reading() as connection:
        sold = sale_records.lines_of(connection, posted.document_id)[0]
    assert sold.tax is not None
    for count in (1, 2):
        with counter.shop.reading() as connection:
            sale = return_queries.before(connection, posted.document_id)
            (original,) = return_queries.originals(connection, sale)
        back = original.line_back(original.returned, Quantity.of(count), BackTo.SHELF, "Rusak")
        assert back.tax is not None
        cash = (Tender(TenderKind.CASH, back.net),)
        command = counter.command(back, tenders=cash)
        counter.post(put_on(counter, replace(command, rounding=Rupiah(0))), happened=True)
    assert owed(counter)[0] == -1_100
    assert sum(owed(counter)) == 0
    assert checks.wrong(counter.shop) == []


def test_the_receipt_tells_base_tax_and_number(counter: Counter) -> None:
    taxable(counter)
    posted = counter.post(put_on(counter, counter.command(counter.line(counter.soap, 1, 11_100))))
    with counter.shop.reading() as connection:
        paper = slips.draw(counter.shop, connection, posted.document_id)
    printed = text(paper, 32)
    for words in ("DPP PPN", "9.167", "Termasuk PPN 12%", "1.100", "NPWP 01.234.567.8-901.000"):
        assert words in printed


@given(st.lists(st.integers(0, 5_000_000), min_size=1, max_size=20))
def test_the_lines_tax_adds_up_to_the_tax_of_their_sum(nets: list[int]) -> None:
    lines = tuple(_line(n, net) for n, net in enumerate(nets))
    after = sale_taxes.taxed(lines, dict.fromkeys(range(len(nets)), PPN), {PPN: RATE})
    found = [line.tax for line in after if line.tax is not None]
    whole = RATE.within(Rupiah(sum(nets)))
    if sum(nets):
        assert (total(each.base for each in found), total(each.tax for each in found)) == whole
    else:
        assert found == []


def _line(product_id: int, net: int) -> SoldLine:
    price = Rupiah(net)
    return SoldLine(product_id, None, "Pcs", ONE, ONE, price, price, Rule.RETAIL, "", price, Rupiah(0), Bearer.SHOP)
