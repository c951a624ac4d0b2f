"""Statements: what is not yet stated, gathered once, frozen, and closing in goods and in money."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import text

from consignment import statement_queries, statements
from consignment.statement_facts import What
from consignment.statement_values import State
from consignment.statements import StatementCommand
from inventory.write_offs import Cause
from koperasi import commands
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, Quantity
from pos.sale_commands import BackTo
from tests.consignment.stating import TEN, Stating
from tests.laws.days import Days, furnish
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Stating:
    """Ibu Siti has brought 22 cookies."""
    days = Days(counter.shop, counter, *furnish(counter))
    days.open(500_000)
    days.deliver(days.goods.cookies, 22_000, TEN, None)
    return Stating(days)


def test_a_statement_tells_what_was_brought_and_sold_and_what_is_owed(hers: Stating) -> None:
    hers.sell(10)

    told = hers.draw()

    assert told.said.opening == Rupiah(0)
    assert told.said.closing == Rupiah(90_000) == Rupiah(hers.owed())
    (cookies,) = told.goods
    assert (cookies.received, cookies.sold, cookies.closing) == (Quantity.of(22), Quantity.of(10), hers.on_hand())
    assert (cookies.gross, cookies.commission, cookies.amount) == (Rupiah(100_000), Rupiah(10_000), Rupiah(90_000))
    came, sold = told.lines
    assert (came.what, came.quantity, came.amount) == (What.RECEIVED, Quantity.of(22), Rupiah(0))
    assert (sold.what, sold.quantity, sold.net, sold.commission, sold.amount) == (
        What.SOLD, -Quantity.of(10), Rupiah(100_000), Rupiah(10_000), Rupiah(90_000),
    )  # fmt: skip
    assert hers.wrong() == []


def test_the_next_one_opens_where_the_last_one_closed(hers: Stating) -> None:
    hers.sell(10)
    first = hers.draw()
    hers.later()
    hers.sell(3)

    second = hers.draw()

    assert second.said.opening == first.said.closing
    assert second.said.first == first.said.last + timedelta(days=1)
    assert second.said.closing == Rupiah(hers.owed())
    assert [each.amount for each in second.lines] == [Rupiah(27_000)]
    (cookies,) = second.goods
    assert (cookies.opening, cookies.received, cookies.closing) == (Quantity.of(12), NOTHING, hers.on_hand())
    assert hers.wrong() == []


def test_with_nothing_new_there_is_nothing_to_say(hers: Stating) -> None:
    hers.draw()

    with pytest.raises(Refused) as refused:
        hers.draw()

    assert refused.value.rule == "nothing-to-say"


def test_a_sale_of_after_the_last_day_comes_on_the_next_one(hers: Stating) -> None:
    hers.sell(1)
    yesterday = hers.today
    hers.later()
    hers.sell(2)

    first = hers.draw(yesterday)
    second = hers.draw()

    assert first.said.closing == Rupiah(9_000)
    assert second.said.closing == Rupiah(27_000) == Rupiah(hers.owed())
    assert [each.late for each in second.lines] == [False]


def test_a_sale_keyed_afterwards_comes_on_the_next_one_marked_as_late(hers: Stating) -> None:
    """Edge case 49: a paper with an earlier date that reached the books after the statement."""
    hers.sell(1)
    stated = hers.draw()
    hers.sell(2)

    second = hers.draw()

    assert [each.late for each in second.lines] == [True]
    assert hers.read(stated.id) == stated
    assert second.said.closing == Rupiah(hers.owed())
    assert hers.wrong() == []


def test_a_sale_called_back_after_it_was_stated_is_told_on_the_next_one(hers: Stating) -> None:
    """Edge case 50: the statement that was issued never changes."""
    sold = hers.sell(4)
    stated = hers.draw()
    hers.later()
    hers.bring_back(sold, 4)

    second = hers.draw()

    assert hers.read(stated.id) == stated
    (back,) = second.lines
    assert (back.what, back.quantity, back.amount) == (What.RETURNED, Quantity.of(4), Rupiah(-36_000))
    assert (second.said.closing, second.goods[0].closing) == (Rupiah(0), Quantity.of(22))
    assert hers.wrong() == []


def test_goods_that_came_back_damaged_are_still_hers(hers: Stating) -> None:
    sold = hers.sell(4)
    hers.bring_back(sold, 1, BackTo.DAMAGED)

    told = hers.draw()

    assert (told.goods[0].returned, told.goods[0].closing) == (Quantity.of(1), Quantity.of(19))
    assert told.goods[0].closing == hers.on_hand()
    assert hers.wrong() == []


@pytest.mark.parametrize(
    ("cause", "column"),
    [(Cause.DAMAGED, "damaged"), (Cause.EXPIRED, "expired"), (Cause.LOST, "lost"), (Cause.SAMPLE, "other")],
)
def test_goods_that_are_gone_are_told_by_why(hers: Stating, cause: Cause, column: str) -> None:
    hers.spoil(3, cause)

    told = hers.draw()

    gone = Quantity.of(3 if column != "other" else -3)
    assert getattr(told.goods[0], column) == gone
    assert told.goods[0].closing == Quantity.of(19)
    assert hers.wrong() == []


def test_another_maker_s_goods_are_not_on_hers(hers: Stating) -> None:
    hers.days.deliver(hers.days.goods.cakes, 5_000, TEN, None)
    hers.sell(2, product=hers.days.goods.cakes)
    hers.sell(1)

    told = hers.draw()
    other = hers.draw(maker=hers.days.second_maker)

    assert {each.product_id for each in told.lines} == {hers.cookies}
    assert {each.product_id for each in other.lines} == {hers.days.goods.cakes}
    assert hers.wrong() == []


def test_goods_sold_before_they_came_close_when_they_come(hers: Stating) -> None:
    """Edge case 16: more was sold than the book knew of."""
    hers.sell(25)
    first = hers.draw()
    hers.later()
    hers.days.deliver(hers.cookies, 10_000, TEN, None)

    second = hers.draw()

    assert first.goods[0].closing == -Quantity.of(3)
    assert (second.goods[0].received, second.goods[0].closing) == (Quantity.of(10), Quantity.of(7))
    assert hers.wrong() == []


def test_drawing_it_up_twice_makes_one(hers: Stating) -> None:
    hers.sell(1)
    command = StatementCommand(*hers.days.ids(), hers.maker, hers.today, hers.today, hers.shop.clock())
    again = commands.decode(StatementCommand, commands.encode(command))

    for each in (command, again):
        with hers.shop.work(hers.counter.manager) as work:
            statements.draw_up(work, each)

    with hers.shop.reading() as connection:
        (head,) = statement_queries.heads(connection, hers.maker)
    assert (head.id, head.closing, head.state) == (command.id, Rupiah(9_000), State.ISSUED)


def test_a_draft_says_the_same_and_writes_nothing(hers: Stating) -> None:
    hers.sell(2)

    drafted = hers.draft()
    told = hers.draw()

    assert (drafted.lines, drafted.goods) == (told.lines, told.goods)
    assert drafted.said.closing == told.said.closing


def test_what_was_issued_cannot_be_changed(hers: Stating) -> None:
    hers.sell(2)
    hers.draw()

    for table in ("statements", "statement_lines", "statement_goods"):
        with (
            pytest.raises(Exception, match="never changed"),
            hers.shop.database.writing() as connection,
        ):
            connection.execute(text(f"DELETE FROM {table}"))


def test_taken_back_its_lines_come_on_the_next_one(hers: Stating) -> None:
    hers.sell(2)
    first = hers.draw()
    hers.take_back(first.id)

    second = hers.draw()

    assert second.lines == first.lines
    assert (second.said.opening, second.said.previous_id) == (Rupiah(0), None)
    with hers.shop.reading() as connection:
        heads = statement_queries.heads(connection, hers.maker)
        last = statement_queries.last_heads(connection)
    assert [each.state for each in heads] == [State.ISSUED, State.REVERSED]
    assert last[hers.maker].id == second.id
    assert hers.wrong() == []


def test_only_the_newest_is_taken_back_and_only_once(hers: Stating) -> None:
    first = hers.draw()
    hers.later()
    hers.sell(1)
    second = hers.draw()

    with pytest.raises(Refused) as followed:
        hers.take_back(first.id)
    hers.take_back(second.id)
    with pytest.raises(Refused) as reversed_already:
        hers.take_back(second.id)
    with pytest.raises(BadInput):
        hers.take_back(first.id, why=" ")

    assert (followed.value.rule, reversed_already.value.rule) == ("followed", "reversed")


def test_a_day_to_come_or_one_before_the_last_statement_is_refused(hers: Stating) -> None:
    hers.draw()

    with pytest.raises(BadInput):
        hers.draw(hers.today + timedelta(days=1))
    with pytest.raises(Refused) as refused:
        hers.draw(hers.today - timedelta(days=1))
    with pytest.raises(NotFound):
        hers.draft(maker=1)

    assert refused.value.rule == "stated"


def test_a_cashier_draws_no_statement_up(hers: Stating) -> None:
    command = StatementCommand(*hers.days.ids(), hers.maker, hers.today, hers.today, hers.shop.clock())

    with pytest.raises(NotAllowed), hers.shop.work(hers.counter.cashier) as work:
        statements.draw_up(work, command)


def at_once(hers: Stating, commands_: list[StatementCommand]) -> list[str]:
    """Draw these up in threads of their own; what each heard: "made", or the rule that refused."""
    heard = [""] * len(commands_)

    def one(place: int, command: StatementCommand) -> None:
        try:
            with hers.shop.work(hers.counter.manager, channel="office") as work:
                statements.draw_up(work, command)
            heard[place] = "made"
        except Refused as refused:
            heard[place] = refused.rule

    running = [threading.Thread(target=one, args=given) for given in enumerate(commands_)]
    for each in running:
        each.start()
    for each in running:
        each.join()
    return heard


def test_of_two_who_draw_up_at_once_one_does_and_a_double_press_makes_one(hers: Stating) -> None:
    hers.sell(3)
    made = [
        StatementCommand(*hers.days.ids(), hers.maker, hers.today, hers.today, hers.shop.clock()) for _one in range(2)
    ]

    assert sorted(at_once(hers, made)) == ["made", "nothing-to-say"]
    hers.later()
    hers.sell(1)
    again = StatementCommand(*hers.days.ids(), hers.maker, hers.today, hers.today, hers.shop.clock())
    assert at_once(hers, [again, again]) == ["made", "made"]

    with hers.shop.reading() as connection:
        assert len(statement_queries.heads(connection, hers.maker)) == 2
    assert hers.wrong() == []


def test_sales_that_go_on_meanwhile_are_on_this_statement_or_the_next(hers: Stating) -> None:
    """Edge case 48, as far as it is hers: nothing is told twice and nothing is lost."""
    selling = threading.Thread(target=lambda: [hers.sell(1) for _piece in range(8)])
    selling.start()
    told = []
    while selling.is_alive():
        try:
            told.append(hers.draw())
        except Refused:
            continue
    selling.join()
    with suppress(Refused):
        told.append(hers.draw())

    sold = [each.source_id for one in told for each in one.lines if each.what is What.SOLD]
    assert len(sold) == len(set(sold)) == 8
    assert told[-1].said.closing == Rupiah(72_000) == Rupiah(hers.owed())
    assert hers.wrong() == []
