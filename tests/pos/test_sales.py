"""Sales: what one deed writes, what it refuses, and that doing it twice is doing it once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from consignment.terms import Deal, Terms
from inventory.stock import Move, Stock
from koperasi import audit, commands, ledger
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.database import Record
from koperasi.documents import Document, FlagRecord
from koperasi.errors import Refused
from koperasi.ledger import PostingRecord, Role
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from pos.sale_commands import SaleCommand
from pos.sale_facts import SaleLineLot
from pos.tenders import Tender, TenderKind
from tests.shops import Counter


def balance(shop: Shop, role: Role) -> int:
    with shop.reading() as connection:
        return ledger.balance(connection, ACCOUNT_IDS[role]).amount


def rows(shop: Shop) -> int:
    """How many facts the shop holds altogether."""
    with shop.reading() as connection:
        return sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Record.metadata.tables.values()
            if table.name != "audit_links" and table.info["class"] == "fact"
        )


def test_a_cash_sale_of_own_goods_moves_stock_cost_and_money(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_001)

    posted = counter.sell(counter.line(counter.soap, 3, 3_400), cash=20_000)

    assert posted.change == Rupiah(9_800)
    assert balance(counter.shop, Role.SALES_OTHERS) == -10_200
    assert balance(counter.shop, Role.COST_OF_GOODS) == 7_500  # 25.001 × 3 / 10, half up
    assert balance(counter.shop, Role.INVENTORY) == 25_001 - 7_500
    with counter.shop.reading() as connection:
        assert connection.execute(select(summed(Stock.quantity))).scalar_one() == Quantity.of(7)


def test_a_members_goods_owe_their_maker_at_once_and_are_no_inventory(counter: Counter) -> None:
    counter.deliver(counter.cookies, 22, Terms(Deal.COMMISSION, 1750))

    counter.sell(counter.line(counter.cookies, 10, 12_500), member=True)

    assert balance(counter.shop, Role.OWED_TO_MAKERS) == -103_125
    assert balance(counter.shop, Role.COMMISSION_MEMBERS) == -21_875
    assert balance(counter.shop, Role.SALES_MEMBERS) == 0
    assert balance(counter.shop, Role.INVENTORY) == 0


def test_a_discount_the_shop_bears_leaves_a_fixed_share_whole(counter: Counter) -> None:
    counter.deliver(counter.cookies, 30, Terms(Deal.FIXED, payout_each=Rupiah(8_000)))

    counter.sell(counter.line(counter.cookies, 5, 10_000, discount=1_000))

    assert balance(counter.shop, Role.OWED_TO_MAKERS) == -40_000
    assert balance(counter.shop, Role.COMMISSION_OTHERS) == -9_000


def test_a_line_over_two_lots_is_split_without_losing_a_rupiah(counter: Counter) -> None:
    counter.buy(counter.soap, 1, 100)
    counter.buy(counter.soap, 2, 301)

    counter.sell(counter.line(counter.soap, 3, 3_333), cash=10_000)

    with counter.shop.reading() as connection:
        parts = connection.execute(select(SaleLineLot.net, SaleLineLot.cost).order_by(SaleLineLot.id)).all()
    assert [(net.amount, cost.amount) for net, cost in parts] == [(3_333, 100), (6_666, 301)]


def test_goods_that_are_not_there_are_sold_below_zero_and_the_next_receipt_fills_them(counter: Counter) -> None:
    counter.buy(counter.soap, 1, 2_000)

    counter.sell(counter.line(counter.soap, 3, 3_400))
    before = balance(counter.shop, Role.COST_OF_GOODS)
    counter.buy(counter.soap, 10, 25_000)

    assert before == 6_000
    assert balance(counter.shop, Role.COST_OF_GOODS) == 7_000  # two of them cost 2.500, not 2.000
    assert balance(counter.shop, Role.INVENTORY) == 20_000
    with counter.shop.reading() as connection:
        held = connection.execute(select(Stock.quantity, Stock.value).where(Stock.quantity != Quantity(0))).all()
    assert [tuple(each) for each in held] == [(Quantity.of(8), Rupiah(20_000))]


def test_a_good_that_never_came_in_opens_an_empty_lot(counter: Counter) -> None:
    counter.sell(counter.line(counter.soap, 2, 3_400))

    with counter.shop.reading() as connection:
        held = connection.execute(select(Stock.quantity, Stock.value)).one()
    assert tuple(held) == (Quantity.of(-2), Rupiah(0))


def test_a_service_takes_no_stock(counter: Counter) -> None:
    counter.sell(counter.line(counter.copies, 7, 500))

    assert balance(counter.shop, Role.SERVICES_OTHERS) == -3_500
    with counter.shop.reading() as connection:
        assert connection.execute(select(func.count()).select_from(Move)).scalar_one() == 0


def test_doing_a_command_twice_changes_nothing(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    command = counter.command(counter.line(counter.soap, 1, 3_400))

    first = counter.post(command)
    held = rows(counter.shop)
    second = counter.post(commands.decode(SaleCommand, commands.encode(command)))

    assert (first.new, second.new) == (True, False)
    assert rows(counter.shop) == held


def test_only_the_cash_part_is_rounded(counter: Counter) -> None:
    line = counter.line(counter.soap, 1, 3_455)
    tenders = (Tender(TenderKind.QRIS, Rupiah(1_000)), Tender(TenderKind.CASH, Rupiah(5_000)))

    posted = counter.sell(line, tenders=tenders)

    assert (posted.rounding, posted.change) == (Rupiah(-55), Rupiah(2_600))
    assert balance(counter.shop, Role.ROUNDING) == 55
    assert balance(counter.shop, Role.QRIS_CLEARING) == 1_000


def test_a_short_payment_is_refused_and_nothing_is_kept(counter: Counter) -> None:
    command = counter.command(counter.line(counter.soap, 2, 3_400), cash=5_000)
    held = rows(counter.shop)

    with pytest.raises(Refused, match=r"Kurang Rp 1\.800"):
        counter.post(command)

    assert rows(counter.shop) == held


def test_kasbon_within_her_limit_is_owed_and_beyond_it_refused(counter: Counter) -> None:
    def kasbon(amount: int) -> tuple[Tender, ...]:
        return (Tender(TenderKind.KASBON, Rupiah(amount)),)

    counter.sell(counter.line(counter.soap, 100, 3_400), tenders=kasbon(340_000), member=True)
    with pytest.raises(Refused) as refusal:
        counter.sell(counter.line(counter.soap, 100, 3_400), tenders=kasbon(340_000), member=True)

    assert refusal.value.rule == "credit-limit"
    assert balance(counter.shop, Role.MEMBER_RECEIVABLE) == 340_000


def test_what_happened_is_kept_with_flags_instead_of_refusals(counter: Counter) -> None:
    tenders = (Tender(TenderKind.KASBON, Rupiah(680_000)),)
    command = counter.command(counter.line(counter.soap, 200, 3_400), tenders=tenders, member=True)

    counter.post(command, happened=True)

    with counter.shop.reading() as connection:
        flags = connection.execute(select(FlagRecord.rule)).scalars().all()
    assert flags == ["credit-limit"]


def test_a_number_out_of_turn_is_refused(counter: Counter) -> None:
    command = counter.command(counter.line(counter.soap, 1, 3_400))
    later = replace(command, number=replace(command.number, seq=command.number.seq + 1, text="K1-000002"))

    with pytest.raises(Refused) as refusal:
        counter.post(later)

    assert refusal.value.rule == "number"


def test_a_cashier_may_not_give_a_large_discount_but_her_manager_may_for_once(counter: Counter) -> None:
    command = counter.command(counter.line(counter.soap, 10, 3_400, discount=6_000))

    with pytest.raises(Refused):
        counter.post(command)
    posted = counter.post(command, approver=counter.manager)

    assert posted.new


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE sale_lines SET net = net + 1",
        "DELETE FROM postings",
        "INSERT OR REPLACE INTO documents SELECT * FROM documents",
        "TRUNCATE moves",
    ],
)
def test_posted_rows_refuse_every_change(counter: Counter, spoil: str) -> None:
    counter.sell(counter.line(counter.soap, 1, 3_400))

    with pytest.raises(Exception, match=r"never changed|syntax"), counter.shop.database.writing() as connection:
        connection.exec_driver_sql(spoil)


def test_the_chain_and_the_rows_agree_and_a_changed_row_is_seen(
    counter: Counter, unguarded: Callable[[Shop, str], None]
) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counter.sell(counter.line(counter.soap, 1, 3_400))
    with counter.shop.reading() as connection:
        assert audit.check(connection, counter.shop.keys.audit) == []

    unguarded(counter.shop, "UPDATE sale_tenders SET reference = 'x'")

    with counter.shop.reading() as connection:
        (wrong,) = audit.check(connection, counter.shop.keys.audit)
    assert "K1-000001" in wrong


def test_the_entry_of_every_document_sums_to_zero(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counter.deliver(counter.cookies, 5, Terms(Deal.COMMISSION, 1750))
    counter.sell(counter.line(counter.soap, 2, 3_455), counter.line(counter.cookies, 1, 12_500), cash=50_000)
    counter.close(300_000)

    with counter.shop.reading() as connection:
        sums = connection.execute(
            select(Document.number, summed(PostingRecord.amount))
            .join(PostingRecord, PostingRecord.document_id == Document.id)
            .group_by(Document.id, Document.number)
        ).all()
    assert {amount for _number, amount in sums} == {Rupiah(0)}
    assert len(sums) == 4  # float, purchase, sale, close: a delivery alone moves no money
