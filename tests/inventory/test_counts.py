"""Counting while the shop sells: what is judged against what, who approves, and what is booked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from inventory import (
    count_entries,
    count_queries,
    count_sessions,
    counts,
    purchases,
)
from inventory.count_bookings import Decision
from inventory.count_entries import SettleCommand, UnknownCommand
from inventory.count_facts import CountedMakerLot, StockCount, StockCountEntry, StockCountLine
from inventory.count_records import State
from inventory.count_rules import Cause, Scope
from inventory.count_sessions import RecountCommand, SessionCommand
from inventory.counts import CloseCommand
from inventory.lots import LotRecord
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from koperasi import commands, ledger, uids, users
from koperasi.chart import ACCOUNT_IDS
from koperasi.documents import Document, Kind
from koperasi.errors import NotAllowed, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.rights import ROLE_IDS
from koperasi.work import Actor
from pos import checks
from tests.inventory.counting import Counting, on_hand, worth
from tests.shops import SIX_PERCENT, Counter


def balance(counter: Counter, role: Role) -> Rupiah:
    with counter.shop.reading() as connection:
        return ledger.balance(connection, ACCOUNT_IDS[role])


def soap(counter: Counter, quantity: int) -> None:
    counter.sell(counter.line(counter.soap, quantity, 3_400))


def all_right(counter: Counter) -> None:
    assert checks.wrong(counter.shop) == []


def test_what_is_missing_is_booked_to_shrinkage_at_its_cost(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 9)
    counting.booked()
    assert (on_hand(counter, counter.soap), worth(counter, counter.soap)) == (Quantity.of(9), Rupiah(22_500))
    assert balance(counter, Role.SHRINKAGE) == Rupiah(2_500)
    all_right(counter)


def test_a_sale_after_the_line_was_counted_changes_nothing(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 9)
    soap(counter, 4)
    counting.booked()
    assert on_hand(counter, counter.soap) == Quantity.of(5)
    all_right(counter)


def test_a_sale_before_the_line_was_counted_is_no_loss(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    soap(counter, 4)
    counting.count(counter.soap, 6)
    counting.booked()
    assert (on_hand(counter, counter.soap), balance(counter, Role.SHRINKAGE)) == (Quantity.of(6), Rupiah(0))


def test_beyond_tolerance_a_line_is_counted_again_by_another(counter: Counter) -> None:
    counter.buy(counter.soap, 100, 250_000)
    counting = Counting(counter)
    counting.count(counter.soap, 90)
    assert counting.finish() == 1
    with pytest.raises(Refused, match="dihitung ulang"):
        counting.close()
    with pytest.raises(Refused) as refused:
        counting.count(counter.soap, 90)
    assert refused.value.rule == "same-counter"
    counting.count(counter.soap, 99, by=counter.manager)
    judged = counting.judged()[counter.soap]
    assert (judged.must_recount, judged.variance) == (False, Quantity.of(-1))


def test_two_figures_that_agree_decide_and_else_a_third(counter: Counter) -> None:
    counter.buy(counter.soap, 100, 250_000)
    counting = Counting(counter)
    counting.count(counter.soap, 80)
    counting.finish()
    counting.count(counter.soap, 70, by=counter.manager)
    assert counting.judged()[counter.soap].must_recount
    again = RecountCommand(counting.id, (counter.soap,), counter.shop.clock())
    assert counting.do(counts.ask_recount, again, counter.manager) == 1
    assert counting.do(counts.ask_recount, again, counter.manager) == 0
    soap(counter, 5)
    counting.count(counter.soap, 70, alone=True)
    judged = counting.judged()[counter.soap]
    assert (judged.must_recount, judged.variance, judged.last.alone) == (False, Quantity.of(-25), True)


def test_agreeing_figures_need_no_third(counter: Counter) -> None:
    counter.buy(counter.soap, 100, 250_000)
    counting = Counting(counter)
    counting.count(counter.soap, 80)
    counting.finish()
    soap(counter, 5)
    counting.count(counter.soap, 75, by=counter.manager)
    assert not counting.judged()[counter.soap].must_recount


def test_while_it_is_reviewed_only_recounts_are_taken(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 10)
    counting.finish()
    with pytest.raises(Refused, match="hanya hitung ulang"):
        counting.count(counter.cookies, 1)
    counting.do(count_sessions.reopen, SessionCommand(counting.id, counter.shop.clock()), counter.manager)
    counting.count(counter.cookies, 0)
    assert counting.session.state is State.COUNTING


def another_manager(counter: Counter) -> Actor:
    with counter.shop.work(counter.shop.konsole(), channel="konsole") as work:
        person = users.add(work, "Wati Lestari", ROLE_IDS["manager"], "593026")
    with counter.shop.reading() as connection:
        return users.actor(connection, person)


def test_a_cashier_cannot_approve(counter: Counter) -> None:
    counting = Counting(counter)
    counting.count(counter.soap, 0)
    counting.finish()
    with pytest.raises(NotAllowed):
        counting.close(by=counter.cashier)


def test_who_counted_does_not_approve_it_unless_there_is_nobody_else(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 9, by=counter.manager)
    counting.finish()
    other = another_manager(counter)
    with pytest.raises(Refused) as refused:
        counting.close()
    assert refused.value.rule == "own-count"
    closed = counting.close(by=other)
    with counter.shop.reading() as connection:
        row = connection.execute(select(StockCount).where(StockCount.document_id == closed.id)).mappings().one()
    assert row["own_approval"] is False


def test_the_only_manager_may_approve_her_own_count_and_that_is_kept(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 9, by=counter.manager)
    counting.booked()
    with counter.shop.reading() as connection:
        assert connection.scalar(select(StockCount.own_approval)) is True


def test_broken_goods_are_written_off_and_what_is_still_to_come_is_not_booked(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 9)
    counting.booked(Decision(counter.soap, Cause.BROKEN, "bungkus sobek"))
    assert (balance(counter, Role.WRITE_OFFS), balance(counter, Role.SHRINKAGE)) == (Rupiah(2_500), Rupiah(0))
    counting = Counting(counter)
    counting.count(counter.soap, 10)
    counting.booked(Decision(counter.soap, Cause.NOT_RECEIVED))
    assert on_hand(counter, counter.soap) == Quantity.of(9)
    all_right(counter)


def test_what_is_over_comes_in_at_the_last_known_cost(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 11)
    counting.booked()
    assert (on_hand(counter, counter.soap), worth(counter, counter.soap)) == (Quantity.of(11), Rupiah(27_500))
    assert balance(counter, Role.SHRINKAGE) == Rupiah(-2_500)
    all_right(counter)


def test_a_lot_below_zero_is_set_right(counter: Counter) -> None:
    counter.buy(counter.soap, 2, 5_000)
    soap(counter, 3)
    assert on_hand(counter, counter.soap) == Quantity.of(-1)
    counting = Counting(counter)
    counting.count(counter.soap, 0)
    counting.booked()
    assert (on_hand(counter, counter.soap), worth(counter, counter.soap)) == (NOTHING, Rupiah(0))
    all_right(counter)


def test_goods_that_never_came_in_get_a_lot_of_their_own(counter: Counter) -> None:
    counting = Counting(counter)
    counting.count(counter.soap, 1)
    counting.count(counter.cookies, 1)
    counting.booked()
    with counter.shop.reading() as connection:
        owners = dict(connection.execute(select(LotRecord.product_id, LotRecord.owner_id)).all())
    assert owners == {counter.soap: None, counter.cookies: None}
    all_right(counter)
    soap(counter, 1)
    all_right(counter)


def test_members_goods_change_in_quantity_only_and_their_lots_are_told(counter: Counter) -> None:
    counter.deliver(counter.cookies, 10, SIX_PERCENT)
    counting = Counting(counter)
    counting.count(counter.cookies, 9)
    counting.booked()
    assert (on_hand(counter, counter.cookies), worth(counter, counter.cookies)) == (Quantity.of(9), Rupiah(0))
    with counter.shop.reading() as connection:
        kept = connection.execute(select(CountedMakerLot)).mappings().one()
    assert (kept["maker_id"], kept["quantity"], kept["cause"]) == (counter.maker_id, Quantity.of(-1), Cause.LOST)
    assert balance(counter, Role.SHRINKAGE) == Rupiah(0)
    all_right(counter)


def test_goods_nobody_counted_stay_or_are_taken_for_gone(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counter.deliver(counter.cookies, 5, SIX_PERCENT)
    counting = Counting(counter)
    counting.count(counter.soap, 10)
    with counter.shop.reading() as connection:
        left = count_queries.uncounted(connection, counting.session)
    assert [each.product_id for each in left] == [counter.cookies]
    counting.booked()
    assert on_hand(counter, counter.cookies) == Quantity.of(5)
    counting = Counting(counter)
    counting.count(counter.soap, 10)
    counting.finish()
    counting.close(zeroed=True)
    assert on_hand(counter, counter.cookies) == NOTHING
    all_right(counter)


def test_a_good_found_outside_the_scope_is_told_but_not_booked(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter, Scope.LIST, products=(counter.cookies,))
    counting.count(counter.soap, 1)
    assert counting.judged()[counter.soap].in_scope is False
    counting.booked()
    assert on_hand(counter, counter.soap) == Quantity.of(10)


def test_a_count_that_changed_since_it_was_looked_at_is_not_booked(counter: Counter) -> None:
    counter.buy(counter.soap, 100, 250_000)
    counting = Counting(counter)
    counting.count(counter.soap, 80)
    counting.finish()
    command = counting.closing()
    counting.count(counter.soap, 100, by=counter.manager)
    with pytest.raises(Refused) as refused:
        counting.do(counts.close, command, counter.manager)
    assert refused.value.rule == "count-changed"


def test_closing_twice_is_closing_once_and_leaves_facts(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 9)
    closed = counting.booked(Decision(counter.soap, Cause.EATEN, "tikus"))
    assert commands.decode(CloseCommand, commands.encode(closed)) == closed
    counting.do(counts.close, closed, counter.manager)
    with counter.shop.reading() as connection:
        line = connection.execute(select(StockCountLine)).mappings().one()
        entry = connection.execute(select(StockCountEntry)).mappings().one()
        kinds = list(connection.execute(select(Document.kind).where(Document.kind == Kind.STOCK_COUNT)).scalars())
    assert (line["expected"], line["counted"], line["variance"]) == tuple(map(Quantity.of, (10, 9, -1)))
    assert (line["value"], line["cause"], line["note"]) == (Rupiah(-2_500), Cause.EATEN, "tikus")
    assert (entry["ledger"], entry["by_id"]) == (Quantity.of(10), counter.cashier.id)
    assert kinds == [Kind.STOCK_COUNT]
    assert counting.session.state is State.CLOSED


def test_an_unknown_code_is_kept_until_somebody_says_what_it_was(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    at = counter.shop.clock()
    counting.do(
        count_entries.keep_unknown,
        UnknownCommand(counter.shop.minter.next(), counting.id, "8999999999", Quantity.of(9), at),
    )
    soap(counter, 2)
    counting.finish()
    with pytest.raises(Refused, match="belum dikenal"):
        counting.close()
    with counter.shop.reading() as connection:
        (unknown,) = count_queries.unknowns(connection, counting.id)
    ids = (counter.shop.minter.next(), counting.id, unknown.id, at)
    for _again in range(2):
        counting.do(count_entries.settle_unknown, SettleCommand(*ids, counter.soap, unknown.quantity))
    counting.close()
    assert on_hand(counter, counter.soap) == Quantity.of(7)


def test_a_late_sale_from_before_the_count_is_not_booked_twice(counter: Counter) -> None:
    """A till that was cut off sold three before the count, and its sale comes in after it."""
    counter.buy(counter.soap, 10, 25_000)
    late = counter.command(counter.line(counter.soap, 3, 3_400))
    counter.shop.clock.at += timedelta(minutes=10)  # type: ignore[attr-defined]
    counting = Counting(counter)
    counting.count(counter.soap, 7)
    assert counting.judged()[counter.soap].variance == Quantity.of(-3)
    counter.post(late, happened=True)
    assert counting.judged()[counter.soap].variance == NOTHING
    counting.booked()
    assert on_hand(counter, counter.soap) == Quantity.of(7)


def test_two_sessions_over_one_good_book_its_loss_once(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    first, second = Counting(counter), Counting(counter)
    first.count(counter.soap, 9)
    second.count(counter.soap, 9)
    first.booked()
    assert second.judged()[counter.soap].variance == NOTHING
    second.booked()
    assert on_hand(counter, counter.soap) == Quantity.of(9)


def test_an_older_figure_gives_way_to_one_that_was_counted_later(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    first, second = Counting(counter), Counting(counter)
    first.count(counter.soap, 10)
    second.count(counter.soap, 9)
    second.booked()
    assert first.judged()[counter.soap].overtaken
    first.booked()
    assert on_hand(counter, counter.soap) == Quantity.of(9)


def test_a_sale_soon_after_the_count_is_told(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 9)
    soap(counter, 1)
    assert counting.judged()[counter.soap].sold_soon == Quantity.of(1)


def test_a_figure_from_paper_knows_of_a_count_booked_meanwhile(counter: Counter) -> None:
    """The loss was booked by a count before the paper was keyed: it is not booked again."""
    counter.buy(counter.soap, 10, 25_000)
    first, second = Counting(counter), Counting(counter)
    first.count(counter.soap, 9)
    then = counter.shop.clock()
    first.booked()
    second.count(counter.soap, 9, counted_at=then)
    second.booked()
    assert on_hand(counter, counter.soap) == Quantity.of(9)


def test_a_receipt_of_yesterday_keyed_after_the_count_explains_what_was_over(counter: Counter) -> None:
    """Goods that came yesterday stand on the shelf; their invoice is keyed after they were counted."""
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 15)
    now = counter.shop.clock()
    yesterday = counter.shop.branch.business_date(now) - timedelta(days=1)
    line = BoughtLine(counter.soap, "Pcs", ONE, Quantity.of(5), Rupiah(12_500))
    ids = (counter.shop.minter.next(), uids.new_uid(now), None, PaidFrom.SAFE, yesterday, now, (line,))
    counting.do(purchases.receive, PurchaseCommand(*ids), counter.manager)
    assert counting.judged()[counter.soap].variance == NOTHING
    counting.booked()
    assert on_hand(counter, counter.soap) == Quantity.of(15)
