"""Returns: what was recorded is undone, to the rupiah, once and never more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from consignment.terms import Bearer, Deal, Terms
from inventory import promotions
from inventory.locations import Location, LocationKind
from inventory.promotion_offers import PromotionKind
from inventory.promotions import NewPromotion, Target
from inventory.stock import Stock
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.errors import Refused
from koperasi.ledger import PostingRecord, Role, party_balance
from koperasi.members import MemberYear
from koperasi.money import ZERO, Rupiah
from koperasi.periods import Period
from koperasi.quantity import NOTHING, Quantity
from koperasi.shop import Shop
from pos import checks, reports, return_reports
from pos.sale_commands import BackTo, Promoted
from pos.sale_facts import SaleLine, SaleLinePromotion, SaleLineReturn
from pos.tenders import Tender, TenderKind
from tests.returning import back, basket, before, bring, handed_over, original
from tests.shops import SIX_PERCENT, Counter

CASH = TenderKind.CASH


def books(counter: Counter) -> dict[object, object]:
    """Every account's, party's and lot's sum, the goods' places left out."""
    with counter.shop.reading() as connection:
        sums = select(PostingRecord.account_id, PostingRecord.party_id, summed(PostingRecord.amount))
        grouped = sums.group_by(PostingRecord.account_id, PostingRecord.party_id)
        found: dict[object, object] = {(a, p): amount for a, p, amount in connection.execute(grouped) if amount}
        lots = select(Stock.lot_id, summed(Stock.quantity), summed(Stock.value)).group_by(Stock.lot_id)
        for lot, quantity, value in connection.execute(lots):
            found[lot] = (quantity, value)
        years = select(MemberYear.party_id, MemberYear.purchases)
        found |= {("bought", who): amount for who, amount in connection.execute(years) if amount}
    return found


def test_all_of_a_sale_brought_back_leaves_every_book_as_it_was(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 27_001)
    counter.deliver(counter.cookies, 5, SIX_PERCENT)
    counter.open()
    was = books(counter)
    soap, cookies = counter.line(counter.soap, 3, 3_400, 150), counter.line(counter.cookies, 2, 12_500)
    sold = counter.sell(soap, cookies, counter.line(counter.copies, 7, 515), member=True)

    posted = bring(counter, *(back(counter, sold.document_id, n, line=line) for line, n in ((1, 3), (2, 2), (3, 7))))

    assert posted.total == -sold.total
    assert posted.rounding == -sold.rounding
    assert books(counter) == was
    assert checks.wrong(counter.shop) == []


def test_partial_returns_undo_by_cumulative_difference_and_the_last_takes_what_is_left(counter: Counter) -> None:
    """The commission of 7 at Rp 3.333 and 12,5 % is 2.916: it comes back as 833, 417 and 1.666."""
    counter.deliver(counter.cookies, 7, Terms(Deal.COMMISSION, 1_250))
    sold = counter.sell(counter.line(counter.cookies, 7, 3_333))

    for pieces in (2, 1, 4):
        bring(counter, back(counter, sold.document_id, pieces))

    with counter.shop.reading() as connection:
        lines = select(SaleLine.commission, SaleLine.maker_share, SaleLine.net).join(
            SaleLineReturn, SaleLineReturn.line_id == SaleLine.id
        )
        found = [tuple(each.amount for each in row) for row in connection.execute(lines.order_by(SaleLine.id))]
        owed = party_balance(connection, ACCOUNT_IDS[Role.OWED_TO_MAKERS], counter.maker_id)
    assert found == [(-833, -5_833, -6_666), (-417, -2_916, -3_333), (-1_666, -11_666, -13_332)]
    assert owed == ZERO
    assert checks.wrong(counter.shop) == []


def test_a_cookie_brought_back_after_its_maker_was_paid_is_taken_from_what_she_earns_next(counter: Counter) -> None:
    """Two of ten cookies bring back 20.625 of hers, and one more 10.312 (domain/consignment.md 5.11)."""
    counter.deliver(counter.cookies, 22, Terms(Deal.COMMISSION, 1_750))
    sold = counter.sell(counter.line(counter.cookies, 10, 12_500))
    account = ACCOUNT_IDS[Role.OWED_TO_MAKERS]
    owed = []
    for pieces in (0, 2, 1):
        if pieces:
            bring(counter, back(counter, sold.document_id, pieces))
        with counter.shop.reading() as connection:
            owed.append(-party_balance(connection, account, counter.maker_id).amount)

    assert owed == [103_125, 103_125 - 20_625, 103_125 - 20_625 - 10_312]


def test_a_line_over_two_lots_comes_back_to_each_with_its_own_cost(counter: Counter) -> None:
    counter.buy(counter.soap, 2, 5_001)
    counter.buy(counter.soap, 5, 14_000)
    counter.open()
    was = books(counter)
    sold = counter.sell(counter.line(counter.soap, 5, 3_400))

    bring(counter, back(counter, sold.document_id, 1))
    bring(counter, back(counter, sold.document_id, 3))
    bring(counter, back(counter, sold.document_id, 1))

    assert books(counter) == was
    assert checks.wrong(counter.shop) == []


def test_a_lot_below_zero_keeps_no_value_without_goods_and_all_of_it_is_undone_in_the_end(counter: Counter) -> None:
    counter.buy(counter.soap, 3, 100)
    counter.open()
    was = books(counter)
    costs = [counter.sell(counter.line(counter.soap, 1, 3_400)) for _turn in range(3)]
    short = counter.sell(counter.line(counter.soap, 1, 3_400))

    bring(counter, back(counter, costs[2].document_id, 1))
    assert checks.wrong(counter.shop) == []
    for each in (short, costs[0], costs[1]):
        bring(counter, back(counter, each.document_id, 1))

    assert books(counter) == was
    assert checks.wrong(counter.shop) == []


@pytest.mark.parametrize(
    ("pieces", "given"),
    [
        ((3,), (12_300,)),
        ((1, 1, 1), (4_100, 4_100, 4_100)),
        ((2, 1), (8_200, 4_100)),
        ((1, 2), (4_100, 8_200)),
    ],
)
def test_cash_gives_back_the_sales_own_rounding_and_in_the_end_what_was_paid(
    counter: Counter, pieces: tuple[int, ...], given: tuple[int, ...]
) -> None:
    """Three at Rp 4.115 were 12.345, paid with 12.300: so much goes back, however often."""
    sold = counter.sell(counter.line(counter.soap, 3, 4_115))
    assert sold.rounding == Rupiah(-45)

    got = []
    for count in pieces:
        command = basket(counter, back(counter, sold.document_id, count))
        got.append(handed_over(command).amount)
        counter.post(command)

    assert tuple(got) == given
    assert before(counter, sold.document_id).refunded == Rupiah(12_300)
    assert checks.wrong(counter.shop) == []


@pytest.mark.parametrize(
    ("setting", "tenders", "pieces", "back_by"),
    [
        # In cash what came by QRIS is given in coins that exist, once, in her favour.
        ("cash", ((TenderKind.QRIS, 12_345),), (3,), ({"cash": 12_400},)),
        ("cash", ((TenderKind.QRIS, 12_345),), (1, 1, 1), ({"cash": 4_100}, {"cash": 4_100}, {"cash": 4_200})),
        ("transfer", ((TenderKind.QRIS, 12_345),), (1, 2), ({"transfer": 4_115}, {"transfer": 8_230})),
        (
            "transfer",
            ((TenderKind.QRIS, 5_000), (CASH, 7_300)),
            (1, 1, 1),
            ({"transfer": 4_115}, {"transfer": 885, "cash": 3_200}, {"cash": 4_100}),
        ),
        ("cash", ((TenderKind.QRIS, 5_000), (CASH, 7_300)), (1, 2), ({"cash": 4_100}, {"cash": 8_200})),
        ("cash", ((TenderKind.KASBON, 12_345),), (1, 2), ({"kasbon": 4_115}, {"kasbon": 8_230})),
        (
            "cash",
            ((TenderKind.KASBON, 5_000), (CASH, 7_300)),
            (1, 2),
            ({"kasbon": 4_115}, {"kasbon": 885, "cash": 7_300}),
        ),
    ],
)
def test_money_goes_back_as_it_came(
    counter: Counter,
    setting: str,
    tenders: tuple[tuple[TenderKind, int], ...],
    pieces: tuple[int, ...],
    back_by: tuple[dict[str, int], ...],
) -> None:
    counter.shop.settings = replace(counter.shop.settings, refund_cashless=setting)
    offered = tuple(Tender(kind, Rupiah(amount)) for kind, amount in tenders)
    sold = counter.sell(counter.line(counter.soap, 3, 4_115), tenders=offered, member=True)

    got = []
    for count in pieces:
        command = basket(counter, back(counter, sold.document_id, count))
        got.append({each.kind.value: -each.applied.amount for each in command.tenders})
        counter.post(command)

    assert tuple(got) == back_by
    assert checks.wrong(counter.shop) == []


def test_what_she_has_paid_off_in_the_meantime_goes_back_in_cash(counter: Counter) -> None:
    sold = counter.sell(
        counter.line(counter.soap, 3, 4_100), tenders=(Tender(TenderKind.KASBON, Rupiah(12_300)),), member=True
    )
    with counter.shop.work(counter.cashier) as work:
        account = ACCOUNT_IDS[Role.MEMBER_RECEIVABLE]
        work.connection.execute(
            text("UPDATE party_balances SET amount = 2000 WHERE party_id = :party AND account_id = :account"),
            {"party": counter.member_id, "account": account},
        )

    command = basket(counter, back(counter, sold.document_id, 1))

    assert {each.kind: each.applied for each in command.tenders} == {
        TenderKind.KASBON: Rupiah(-2_000),
        CASH: Rupiah(-2_100),
    }
    counter.post(command)


def test_never_more_comes_back_than_was_sold(counter: Counter) -> None:
    sold = counter.sell(counter.line(counter.soap, 3, 3_400))
    bring(counter, back(counter, sold.document_id, 2))
    too_many = basket(counter, back(counter, sold.document_id, 1))
    bring(counter, back(counter, sold.document_id, 1))

    with pytest.raises(Refused, match="paling banyak 0") as refused:
        counter.post(too_many)

    assert refused.value.rule == "returned-already"
    assert original(counter, sold.document_id).left == NOTHING


def test_a_return_done_twice_is_done_once(counter: Counter) -> None:
    sold = counter.sell(counter.line(counter.soap, 3, 3_400))
    command = basket(counter, back(counter, sold.document_id, 2))
    counter.post(command)
    was = books(counter)

    assert counter.post(command).new is False
    assert books(counter) == was
    assert original(counter, sold.document_id).returned == Quantity.of(2)


def test_an_exchange_is_one_basket_with_one_net_amount(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counter.deliver(counter.cookies, 4, SIX_PERCENT)
    sold = counter.sell(counter.line(counter.soap, 3, 4_115))  # 12.345, paid with 12.300

    command = basket(counter, back(counter, sold.document_id, 3), counter.line(counter.cookies, 1, 12_500))

    posted = counter.post(command)
    assert posted.total == Rupiah(155)
    assert handed_over(command) == Rupiah(-200)
    assert checks.wrong(counter.shop) == []


def test_the_goods_of_an_exchange_come_back_for_what_they_were_paid_with(counter: Counter) -> None:
    """Money and brought goods paid for them together; all of it comes back."""
    counter.open()
    was = books(counter)
    sold = counter.sell(counter.line(counter.soap, 3, 4_115))
    swapped = bring(counter, back(counter, sold.document_id, 3), counter.line(counter.copies, 20, 555))

    command = basket(counter, back(counter, swapped.document_id, 20, line=2))
    counter.post(command)

    with counter.shop.reading() as connection:
        cash = select(summed(PostingRecord.amount)).where(PostingRecord.account_id == counter.shift.account_id)
        assert connection.execute(cash).scalar_one() == was[(counter.shift.account_id, None)]
        rounding = select(summed(PostingRecord.amount)).where(PostingRecord.account_id == ACCOUNT_IDS[Role.ROUNDING])
        assert connection.execute(rounding).scalar_one() == ZERO


def test_new_goods_for_less_than_what_came_back_leave_money_to_hand_over(counter: Counter) -> None:
    sold = counter.sell(counter.line(counter.soap, 3, 4_115))

    command = basket(counter, back(counter, sold.document_id, 3), counter.line(counter.copies, 5, 555))

    assert handed_over(command) == Rupiah(9_600)  # 12.300 less 2.775, in coins, in her favour
    assert counter.post(command).total == Rupiah(2_775 - 12_345)
    assert checks.wrong(counter.shop) == []


@pytest.mark.parametrize(
    ("to", "kind"), [(BackTo.DAMAGED, LocationKind.QUARANTINE), (BackTo.MAKER, LocationKind.FOR_MAKERS)]
)
def test_goods_that_are_not_to_be_sold_stand_apart(counter: Counter, to: BackTo, kind: LocationKind) -> None:
    counter.deliver(counter.cookies, 4, SIX_PERCENT)
    sold = counter.sell(counter.line(counter.cookies, 3, 12_500))

    bring(counter, back(counter, sold.document_id, 1, to=to))
    bring(counter, back(counter, sold.document_id, 1, to=to))

    with counter.shop.reading() as connection:
        there = select(Location.kind, Stock.quantity).join(Location, Location.id == Stock.location_id)
        found = dict(connection.execute(there.where(Stock.product_id == counter.cookies)).all())
    assert found == {LocationKind.SHELF: Quantity.of(1), kind: Quantity.of(2)}
    assert checks.wrong(counter.shop) == []


def test_what_was_borrowed_does_not_become_cash_by_way_of_an_exchange(counter: Counter) -> None:
    """Soap on kasbon, changed for copies: when those come back too, her debt goes and no money comes out."""
    borrowed = (Tender(TenderKind.KASBON, Rupiah(12_345)),)
    counter.open()
    was = books(counter)
    sold = counter.sell(counter.line(counter.copies, 3, 4_115), tenders=borrowed, member=True)
    swapped = bring(counter, back(counter, sold.document_id, 3), counter.line(counter.copies, 20, 600))

    command = basket(counter, back(counter, swapped.document_id, 20, line=2))
    counter.post(command)

    assert {each.kind: -each.applied for each in command.tenders} == {TenderKind.KASBON: Rupiah(12_000)}
    assert books(counter) == was


def test_a_days_figures_are_net_of_what_came_back(counter: Counter) -> None:
    counter.open()
    sold = counter.sell(counter.line(counter.soap, 3, 3_400), counter.line(counter.copies, 2, 500))
    bring(counter, back(counter, sold.document_id, 1, to=BackTo.DAMAGED, reason="Rusak"))
    branch = counter.shop.branch
    today = branch.business_date(counter.shop.clock())

    with counter.shop.reading() as connection:
        day = reports.day(connection, Period(branch, today, today))
        back_report = return_reports.returns(connection, Period(branch, today, today))

    cells = dict(zip((each.key for each in day.columns), day.rows[0], strict=True))
    assert (cells["tickets"], cells["total"], cells["cash"]) == (2, Rupiah(7_800), Rupiah(7_800))
    row = dict(zip((each.key for each in back_report.columns), back_report.rows[0], strict=True))
    assert (row["original"], row["quantity"], row["total"]) == (sold.number, Quantity.of(1), Rupiah(3_400))
    assert (row["went_to"], row["reason"]) == ("Rusak", "Rusak")


def test_the_drawer_and_the_z_agree_after_money_went_back(counter: Counter) -> None:
    counter.open()
    sold = counter.sell(counter.line(counter.soap, 3, 4_115))
    bring(counter, back(counter, sold.document_id, 2))

    done = counter.close(300_000 + 12_300 - 8_200)

    assert done.expected == done.counted
    assert checks.wrong(counter.shop) == []


def test_a_line_brought_back_behind_the_books_is_found(
    counter: Counter, unguarded: Callable[[Shop, str], None]
) -> None:
    sold = counter.sell(counter.line(counter.soap, 3, 3_400))
    bring(counter, back(counter, sold.document_id, 2))

    unguarded(counter.shop, "UPDATE sale_refunds SET goods = goods + 1")
    unguarded(counter.shop, f"UPDATE sale_lines SET base_quantity = 1000 WHERE document_id = {sold.document_id}")

    wrong = "\n".join(checks.wrong(counter.shop))
    assert "catatan returnya tidak cocok" in wrong
    assert "diretur lebih banyak daripada terjual" in wrong


@pytest.mark.parametrize("bearer", [Bearer.SHOP, Bearer.MAKER])
def test_what_a_promotion_gave_goes_back_with_the_goods_whoever_bore_it(counter: Counter, bearer: Bearer) -> None:
    counter.deliver(counter.cookies, 3, Terms(Deal.FIXED, payout_each=Rupiah(11_000)))
    target = (Target(product_id=counter.cookies),)
    new = NewPromotion("HEMAT", "Hemat", PromotionKind.AMOUNT, target, bearer, amount=Rupiah(1_000), agreed=True)
    with counter.shop.work(counter.manager, channel="office") as work:
        given = Promoted(promotions.add(work, new), Rupiah(1_000), bearer, "Promo Hemat")
    counter.open()
    was = books(counter)
    line = replace(counter.line(counter.cookies, 3, 12_500), discount=Rupiah(1_000), promotion=given)
    sold = counter.sell(line)

    bring(counter, back(counter, sold.document_id, 2))
    last = back(counter, sold.document_id, 1)
    bring(counter, last)

    assert last.promotion == replace(given, discount=Rupiah(-333))
    with counter.shop.reading() as connection:
        assert connection.execute(select(summed(SaleLinePromotion.discount))).scalar_one() == ZERO
    assert books(counter) == was
    assert checks.wrong(counter.shop) == []
