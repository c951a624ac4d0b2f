"""Reviewing a count: what differs, why, again, and approved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import select

from inventory import count_entries, count_records, counts
from inventory.count_entries import UnknownCommand
from inventory.count_facts import StockCountLine
from inventory.count_records import State
from inventory.count_reviews import Show
from inventory.count_rules import Cause, Scope
from inventory.counts import FinishCommand
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from tests.inventory.screens.conftest import Bureau
from tests.inventory.screens.counted import noodles, put, review, session


def finish(bureau: Bureau, session_id: int) -> None:
    with bureau.shop.shop.work(bureau.shop.cashier, channel="office") as work:
        counts.finish(work, FinishCommand(session_id, work.now))


def state(bureau: Bureau, session_id: int) -> State:
    with bureau.shop.shop.reading() as connection:
        return count_records.by_id(connection, session_id).state


def test_a_difference_is_given_its_cause_and_booked(bureau: Bureau) -> None:
    product, session_id = noodles(bureau), session(bureau)
    put(bureau, session_id, product, 49)
    finish(bureau, session_id)
    screen = review(bureau, session_id)
    assert screen.board.text.foot == "1 barang kurang, 0 lebih"
    screen.actions_by_key["Ctrl+S"].trigger()
    screen.picker.picked.emit(Cause.BROKEN, "Rusak")
    screen.actions_by_key["Ctrl+Enter"].trigger()
    bureau.until(lambda: state(bureau, session_id) is State.CLOSED)
    with bureau.shop.shop.reading() as connection:
        line = connection.execute(select(StockCountLine)).mappings().one()

    assert (line["variance"], line["value"], line["cause"]) == (Quantity.of(-1), Rupiah(-2_500), Cause.BROKEN)


def test_it_cannot_be_approved_while_something_is_to_be_counted_again(bureau: Bureau) -> None:
    product, session_id = noodles(bureau), session(bureau)
    put(bureau, session_id, product, 9)
    finish(bureau, session_id)
    screen = review(bureau, session_id)

    assert not screen.close_button.isEnabled()
    assert screen.close_button.words == "1 hitung ulang"
    screen.actions_by_key["Ctrl+Enter"].trigger()
    assert state(bureau, session_id) is State.REVIEW


def test_the_reviewer_may_ask_for_any_line_again(bureau: Bureau) -> None:
    product, session_id = noodles(bureau), session(bureau)
    put(bureau, session_id, product, 50)
    finish(bureau, session_id)
    screen = review(bureau, session_id)
    screen.actions_by_key["Ctrl+4"].trigger()
    screen.actions_by_key["Ctrl+H"].trigger()
    bureau.until(lambda: screen.review and screen.review.count(Show.RECOUNT) == 1)


def test_an_unknown_code_is_named_or_passed_over(bureau: Bureau) -> None:
    product, session_id = noodles(bureau), session(bureau)
    put(bureau, session_id, product, 48)
    shop = bureau.shop.shop
    for code in ("111", "222"):
        with shop.work(bureau.shop.cashier, channel="office") as work:
            unknown = UnknownCommand(work.mint(), session_id, code, Quantity.of(2), work.now)
            count_entries.keep_unknown(work, unknown)
    screen = review(bureau, session_id)
    assert [each.name for each in screen.lines[:2]] == ["111", "222"]
    screen.actions_by_key["Ctrl+S"].trigger()
    bureau.qtbot.keyClicks(screen.finder.field, "goreng")
    bureau.until(lambda: screen.finder.list.goods)
    screen.finder.list.take()
    bureau.until(lambda: screen.review and len(screen.review.unknown) == 1)
    screen.choose(0)
    screen.actions_by_key["Ctrl+B"].trigger()
    bureau.until(lambda: screen.review and screen.review.unknown == ())
    assert screen.review is not None
    assert screen.review.counted[0].variance == Quantity.of(0)


def test_a_line_may_be_left_out_of_the_books(bureau: Bureau) -> None:
    product, session_id = noodles(bureau), session(bureau)
    put(bureau, session_id, product, 49)
    finish(bureau, session_id)
    screen = review(bureau, session_id)
    before = screen.board.text.amount
    screen.actions_by_key["Ctrl+B"].trigger()

    assert (before, screen.board.text.amount) == (Rupiah(-2_500), Rupiah(0))


def test_what_nobody_counted_may_be_taken_for_gone(bureau: Bureau) -> None:
    product, session_id = noodles(bureau), session(bureau, Scope.ALL, "")
    bureau.shop.buy(bureau.shop.soap, 4, 8_000)
    put(bureau, session_id, product, 50)
    finish(bureau, session_id)
    screen = review(bureau, session_id)
    assert screen.review is not None
    assert screen.review.left_count == 1
    screen.actions_by_key["Ctrl+K"].trigger()

    assert screen.board.text.amount == Rupiah(-8_000)


def test_a_count_is_given_up_with_a_reason(bureau: Bureau) -> None:
    bureau.go("counts")
    session_id = session(bureau)
    screen = review(bureau, session_id)
    screen.actions_by_key["Ctrl+D"].trigger()
    screen.reasons.picked.emit("salah rak", "Salah rak")
    bureau.until(lambda: state(bureau, session_id) is State.CANCELLED)
    bureau.until(lambda: bureau.shell.current_name == "counts")


def test_the_differences_are_kept_as_a_file(bureau: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    product, session_id = noodles(bureau), session(bureau)
    put(bureau, session_id, product, 49)
    screen = review(bureau, session_id)
    file = tmp_path / "hitungan.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(file), ""))
    screen.actions_by_key["Ctrl+E"].trigger()
    bureau.until(lambda: screen.notice.notice is not None)
    assert "Mi Goreng" in file.read_text("utf-8-sig")


def test_a_booked_count_is_seen_as_it_was_booked_and_taken_back(bureau: Bureau) -> None:
    product, session_id = noodles(bureau), session(bureau)
    put(bureau, session_id, product, 49)
    finish(bureau, session_id)
    bureau.go("counts")
    screen = review(bureau, session_id)
    screen.actions_by_key["Ctrl+Enter"].trigger()
    bureau.until(lambda: bureau.shell.current_name == "counts")
    screen = review(bureau, session_id)
    bureau.until(lambda: screen.review and screen.review.session.state is State.CLOSED)
    assert [(each.name, each.variance, each.worth) for each in screen.lines] == [
        ("Mi Goreng", Quantity.of(-1), Rupiah(-2_500))
    ]
    assert screen.close_button.words == "Sudah dibukukan"
    screen.actions_by_key["Ctrl+D"].trigger()
    screen.reasons.picked.emit("salah rak", "Salah rak")
    bureau.until(lambda: bureau.shell.current_name == "counts")
    screen = review(bureau, session_id)
    bureau.until(lambda: screen.review and screen.review.reversed)
    assert screen.close_button.words == "Sudah dibalik"
