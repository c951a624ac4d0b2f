"""What each kind of paper is on her statement: its goods, its money, its words; goods inside the shop make no line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consignment import fees, merged_lots, statement_queries, statement_words, statements
from consignment.agreements import Fee, FeeWhen
from consignment.conversions import Way as TakenOver
from consignment.payout_facts import Undone, Way
from consignment.statement_facts import What
from consignment.statement_values import Line, Statement
from consignment.statements import StatementCommand, StatementReversal
from inventory import locations, merges, transfers, write_offs
from inventory.locations import LocationKind
from inventory.merges import MergeCommand
from inventory.write_offs import Cause
from koperasi.documents import Kind
from koperasi.errors import Refused
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from pos import checks
from pos.tenders import Tender, TenderKind
from tests.consignment import gone, paying
from tests.consignment.gone import FIXED, Gone
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Gone:
    """Bu Sri, a member, has brought twenty cookies at 8,000 each."""
    made = gone.of(paying.maker_member(counter))
    made.bring(20)
    return made


def drawn(hers: Gone) -> Statement:
    head = hers.room.head()
    command = StatementCommand(
        head["id"], head["uid"], hers.maker, head["business_date"], head["business_date"], head["at"]
    )
    with hers.shop.work(hers.counter.manager, channel="office") as work:
        statements.draw_up(work, command)
    with hers.shop.reading() as connection:
        told = statement_queries.whole(connection, command.id)
    assert checks.wrong(hers.shop) == []
    assert told.said.closing == Rupiah(hers.owed())
    return told


def lines(hers: Gone) -> list[Line]:
    """The lines of the next statement without those of deliveries and sales."""
    return [each for each in drawn(hers).lines if each.what not in (What.RECEIVED, What.SOLD)]


def words(line: Line) -> str:
    return " | ".join(each for each in (statement_words.title(line), statement_words.detail(line)) if each)


def test_a_payout_tells_how_it_was_paid_and_its_taking_back_that_it_was(hers: Gone) -> None:
    hers.sell(5)
    hers.counter.sell(
        hers.counter.line(hers.counter.soap, 2, 3_400), tenders=(Tender(TenderKind.KASBON, Rupiah(6_800)),), member=True
    )
    paying.consent(hers.counter, hers.room.day)
    paid = paying.pay(hers.counter, Way.SAFE)
    paying.back(hers.counter, paid.document_id, Undone.WRONG)

    out, back = lines(hers)

    assert (out.kind, out.amount) == (Kind.PAYOUT, Rupiah(-40_000))
    assert words(out) == "Dibayarkan | potong kasbon 6.800, tunai 33.200"
    assert (back.amount, back.undoes) == (Rupiah(40_000), out.number)
    assert words(back).startswith("Batal: Dibayarkan | ")


def test_one_way_of_paying_needs_no_amounts(hers: Gone) -> None:
    hers.sell(1)
    paying.pay(hers.counter, Way.SAFE)

    (out,) = lines(hers)

    assert (words(out), out.amount) == ("Dibayarkan | tunai", Rupiah(-8_000))


def test_her_own_shopping_paid_by_earnings_lessens_what_she_is_owed(hers: Gone) -> None:
    """Edge case 28, and 27: she buys her own cookie with her earnings."""
    hers.sell(2)
    paying.consent(hers.counter, hers.room.day)
    soap = hers.counter.line(hers.counter.soap, 1, 3_400)
    cookie = hers.counter.line(hers.counter.cookies, 1, 12_500)
    hers.counter.sell(soap, cookie, tenders=(Tender(TenderKind.EARNINGS, Rupiah(15_900)),), member=True)

    told = drawn(hers)

    (spent,) = [each for each in told.lines if each.what is What.MONEY]
    sold = [each for each in told.lines if each.source_id == spent.source_id and each.what is What.SOLD]
    assert (spent.amount, words(spent)) == (Rupiah(-15_900), "Belanja dengan titipan")
    assert [each.amount for each in sold] == [Rupiah(8_000)]


def test_a_fee_says_what_for(hers: Gone) -> None:
    hers.agree(fees=(Fee(FeeWhen.DELIVERY, Rupiah(1_000), "jasa rak"),))
    hers.bring(1)
    with hers.shop.work(hers.counter.manager) as work:
        for due in fees.due(work.connection, hers.room.day):
            fees.charge(work, fees.command_of(work, due, hers.room.day))
            break

    told = lines(hers)

    assert [(words(each), each.amount) for each in told] == [("Biaya | jasa rak", Rupiah(-1_000))]


def test_a_loss_is_told_with_who_bears_it(hers: Gone) -> None:
    hers.agree()
    hers.write_off(2, Cause.DAMAGED)
    hers.write_off(1, Cause.EXPIRED)
    hers.settle()

    told = lines(hers)

    assert [(each.what, each.quantity, each.amount) for each in told[:2]] == [
        (What.DAMAGED, -Quantity.of(2), Rupiah(0)),
        (What.EXPIRED, -Quantity.of(1), Rupiah(0)),
    ]
    settled = {words(each): each.amount for each in told[2:]}
    assert settled == {
        f"Ganti rugi | 2 dari {told[0].number}": Rupiah(16_000),
        f"Ganti rugi | 1 dari {told[1].number}: ditanggung penitip": Rupiah(0),
    }


def test_what_a_count_missed_is_lost_and_found_again_where_it_was_wrong(hers: Gone) -> None:
    """Edge case 17: found after it was lost."""
    first = hers.count(19)
    hers.uncount(first)

    missing, back = lines(hers)

    assert (missing.what, missing.quantity) == (What.LOST, -Quantity.of(1))
    assert (back.what, back.quantity, back.undoes) == (What.LOST, Quantity.of(1), missing.number)
    assert words(back) == f"Batal: Hilang | batal {missing.number}"


def test_more_than_was_known_is_found(hers: Gone) -> None:
    """Edge case 18: a count shows more than the book knows."""
    hers.count(22)

    (found,) = lines(hers)

    assert (found.what, found.quantity) == (What.FOUND, Quantity.of(2))


def test_a_write_off_taken_back_gives_its_own_column_back(hers: Gone) -> None:
    wrong = hers.write_off(3, Cause.EXPIRED)
    hers.room.reverse(write_offs.reverse, wrong)

    told = drawn(hers)

    assert [each.quantity for each in told.lines if each.what is What.EXPIRED] == [-Quantity.of(3), Quantity.of(3)]
    assert (told.goods[0].expired, told.goods[0].closing) == (Quantity.of(0), Quantity.of(20))


def test_goods_that_went_back_to_her_and_that_the_shop_took_over(hers: Gone) -> None:
    (lot,) = gone.stock_days.lots_of(hers.shop, hers.counter.cookies)
    hers.give_back(lot, 4)
    hers.convert(lot, 2, TakenOver.BUY, 15_000, agreed=True)

    told = lines(hers)

    assert [(each.what, each.quantity, each.amount) for each in told] == [
        (What.GIVEN_BACK, -Quantity.of(4), Rupiah(0)),
        (What.OTHER, -Quantity.of(2), Rupiah(0)),
        (What.MONEY, Quantity.of(0), Rupiah(15_000)),
    ]
    assert [words(each) for each in told[1:]] == ["Menjadi milik toko", "Dibeli toko"]


def test_goods_that_only_change_their_place_make_no_line(hers: Gone) -> None:
    """Edge case 46 and 47: aside, to another branch, and what gets lost on the way."""
    other = hers.room.branch()
    with hers.shop.work(hers.counter.manager) as work:
        aside = locations.made_unguarded(work, LocationKind.QUARANTINE)
    hers.room.transfer(hers.counter.cookies, "5", hers.room.shelf, aside)
    hers.room.reverse(transfers.reverse, hers.room.transfer(hers.counter.cookies, "1", hers.room.shelf, aside).id)
    sent = hers.room.dispatch(other.shop.branch, hers.counter.cookies, "6")

    told = drawn(hers)

    assert [each.what for each in told.lines] == [What.RECEIVED]
    assert told.goods[0].closing == Quantity.of(20)
    assert sent is not None


def test_goods_go_on_under_another_name_when_two_products_become_one(hers: Gone) -> None:
    other = hers.room.new_good("291", "Kue Kering Toples")
    hers.bring(3, product=other)
    merge = {**hers.room.head(), "gone_id": other, "kept_id": hers.counter.cookies}
    with hers.shop.work(hers.counter.manager, channel="office") as work:
        merges.merge(work, MergeCommand(**merge), merged_lots.follow)

    told = drawn(hers)

    moved = [each for each in told.lines if each.what is What.OTHER]
    assert sorted((each.quantity.thousandths, words(each)) for each in moved) == [
        (-3_000, "Ganti nama barang"),
        (3_000, "Ganti nama barang"),
    ]
    assert {each.name: each.closing for each in told.goods} == {
        "Kue Kering": Quantity.of(23),
        "Kue Kering Toples": Quantity.of(0),
    }


def test_what_is_on_hold_is_told_with_what_she_can_take(hers: Gone) -> None:
    hers.agree(hold_days=3)
    hers.sell(2)
    first = drawn(hers)
    hers.later(2)
    hers.sell(1)
    second = drawn(hers)
    hers.later(1)
    hers.sell(1)
    third = drawn(hers)

    assert [(each.said.closing.amount, each.said.on_hold.amount) for each in (first, second, third)] == [
        (16_000, 16_000),
        (24_000, 24_000),
        (32_000, 16_000),
    ]
    assert third.said.available == Rupiah(16_000)


def test_once_she_was_paid_the_statement_stays(hers: Gone) -> None:
    hers.sell(2)
    told = drawn(hers)
    paid = paying.pay(hers.counter, Way.SAFE)
    reverse = {**hers.room.head(), "statement_id": told.id, "why": "keliru"}

    with pytest.raises(Refused) as refused, hers.shop.work(hers.counter.manager) as work:
        statements.reverse(work, StatementReversal(**reverse))
    assert refused.value.rule == "paid"

    paying.back(hers.counter, paid.document_id)
    with hers.shop.work(hers.counter.manager) as work:
        statements.reverse(work, replace(StatementReversal(**reverse), id=hers.shop.minter.next()))
    again = drawn(hers)
    assert again.lines[: len(told.lines)] == told.lines


def test_weighed_goods_are_told_to_the_gram(hers: Gone) -> None:
    """Edge case 36."""
    hers.counter.sell(hers.counter.line(hers.counter.cookies, "0.333", 12_500))

    told = drawn(hers)

    (sold,) = [each for each in told.lines if each.what is What.SOLD]
    assert (sold.quantity, sold.amount) == (-Quantity.of("0.333"), Rupiah(2_664))
    assert told.goods[0].closing == Quantity.of("19.667")


def test_a_lot_on_two_lines_of_a_sale_is_one_line_and_a_return_in_it_another(hers: Gone) -> None:
    cookie = hers.counter.line(hers.counter.cookies, 1, 12_500)
    hers.counter.sell(cookie, hers.counter.line(hers.counter.soap, 1, 3_400), cookie)

    told = drawn(hers)

    (sold,) = [each for each in told.lines if each.what is What.SOLD]
    assert (sold.quantity, sold.amount, FIXED.payout_each) == (-Quantity.of(2), Rupiah(16_000), Rupiah(8_000))
