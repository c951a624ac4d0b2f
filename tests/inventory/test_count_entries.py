"""Figures as they are keyed: who counted what when, what adds up, what replaces, what is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from inventory import count_entries
from inventory.count_entries import EntryCommand, EntryLine, UndoCommand
from inventory.count_rules import Mode
from koperasi import commands
from koperasi.errors import BadInput, Refused
from koperasi.quantity import NOTHING, Quantity
from tests.inventory.counting import Counting, on_hand
from tests.shops import Counter


def soap(counter: Counter, quantity: int) -> None:
    counter.sell(counter.line(counter.soap, quantity, 3_400))


def test_a_line_may_have_been_counted_a_moment_ago(counter: Counter) -> None:
    """Counted on paper, then four were sold, then keyed: the four are explained."""
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    then = counter.shop.clock()
    soap(counter, 4)
    counting.count(counter.soap, 10, counted_at=then)
    assert counting.judged()[counter.soap].variance == NOTHING
    counting.booked()
    assert on_hand(counter, counter.soap) == Quantity.of(6)


def test_a_moment_outside_the_session_is_refused(counter: Counter) -> None:
    counting = Counting(counter)
    with pytest.raises(BadInput):
        counting.count(counter.soap, 10, counted_at=counter.shop.clock() - timedelta(hours=1))
    with pytest.raises(BadInput):
        counting.count(counter.soap, 10, counted_at=counter.shop.clock() + timedelta(hours=1))


def test_two_people_who_count_the_same_good_add_up(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 6)
    counting.count(counter.soap, 4, by=counter.manager)
    judged = counting.judged()[counter.soap]
    assert (judged.last.quantity, judged.variance) == (Quantity.of(10), NOTHING)
    assert set(judged.last.by) == {counter.cashier.id, counter.manager.id}


def test_a_figure_may_replace_those_before_it(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 6)
    counting.count(counter.soap, 10, by=counter.manager, mode=Mode.REPLACE)
    assert counting.judged()[counter.soap].last.quantity == Quantity.of(10)


def test_what_was_sold_between_two_goes_is_no_difference_either_way(counter: Counter) -> None:
    """Six here, one sold, then four or three there: both are what a whole shelf would give."""
    counter.buy(counter.soap, 10, 25_000)
    for second in (4, 3):
        counting = Counting(counter)
        before = on_hand(counter, counter.soap)
        counting.count(counter.soap, before.thousandths // 1000 - 4)
        soap(counter, 1)
        counting.count(counter.soap, second)
        judged = counting.judged()[counter.soap]
        assert (judged.variance, judged.last.moved) == (NOTHING, Quantity.of(1))


def test_an_entry_can_be_taken_back_by_who_made_it_only(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 9)
    seq = counting.count(counter.soap, 9)
    undo = UndoCommand(counter.shop.minter.next(), counting.id, seq, counter.shop.clock())
    with pytest.raises(Refused, match="orang lain"):
        counting.do(count_entries.undo, undo, counter.manager)
    counting.do(count_entries.undo, undo)
    counting.do(count_entries.undo, undo)
    assert counting.judged()[counter.soap].last.quantity == Quantity.of(9)
    with pytest.raises(Refused, match="dibatalkan"):
        counting.do(count_entries.undo, replace(undo, id=counter.shop.minter.next()))


def test_entering_twice_is_entering_once(counter: Counter) -> None:
    counting = Counting(counter)
    line = EntryLine(counter.soap, Quantity.of(3), Mode.ADD, "3 Pcs")
    command = EntryCommand(counter.shop.minter.next(), counting.id, counter.shop.clock(), (line,))
    assert commands.decode(EntryCommand, commands.encode(command)) == command
    for _again in range(2):
        counting.do(count_entries.enter, command)
    assert counting.judged()[counter.soap].last.quantity == Quantity.of(3)


def test_a_service_or_a_barcode_as_quantity_is_refused(counter: Counter) -> None:
    counting = Counting(counter)
    with pytest.raises(BadInput, match="Jasa"):
        counting.count(counter.copies, 1)
    with pytest.raises(BadInput, match="tidak mungkin"):
        counting.count(counter.soap, 8_999_999_052_225)
