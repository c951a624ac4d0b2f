"""Stock papers are keyed by scanning: what moves, what is thrown away, what is used, packed, sent and received."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import select

from inventory.repackings import Repacking
from inventory.screens.dispatches import DispatchesScreen
from inventory.screens.kits import KitsScreen
from inventory.screens.on_the_way import OnTheWayScreen
from inventory.screens.own_uses import OwnUsesScreen
from inventory.screens.repackings import RepackingsScreen
from inventory.screens.stock_papers import StockPaperScreen
from inventory.screens.transfers import TransfersScreen
from inventory.screens.write_offs import WriteOffsScreen
from inventory.transfers import StockLine, TransferCommand, TransferLine
from inventory.write_offs import Cause, WriteOff, WriteOffLine
from koperasi.ledger import Role
from koperasi.quantity import Quantity
from pos import checks
from tests.inventory import stock_days
from tests.inventory.screens.conftest import Bureau, focused
from tests.inventory.stock_days import Stockroom
from tests.shops import SIX_PERCENT


@pytest.fixture
def room(bureau: Bureau) -> Stockroom:
    made = stock_days.of(bureau.shop)
    bureau.shop.buy(bureau.shop.soap, 24, 24_000)
    bureau.shop.deliver(bureau.shop.cookies, 10, SIX_PERCENT)
    return made


def opened(bureau: Bureau, name: str) -> StockPaperScreen:
    screen = bureau.go(name)
    assert isinstance(screen, StockPaperScreen)
    bureau.until(lambda: screen.places)
    return screen


def scan(bureau: Bureau, screen: StockPaperScreen, *codes: str) -> None:
    for code in codes:
        before = len(screen.draft.lines)
        screen.scanned(code)
        bureau.until(lambda before=before: len(screen.draft.lines) > before)  # type: ignore[misc]


def kept(bureau: Bureau, screen: StockPaperScreen) -> None:
    QTest.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: screen.last_id)


def test_typing_a_name_adds_the_good_and_asks_how_many(bureau: Bureau, room: Stockroom) -> None:
    screen = opened(bureau, "transfers")
    assert isinstance(screen, TransfersScreen)
    bureau.type("sabun")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    bureau.until(lambda: screen.draft.lines)

    bureau.type("12")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert focused() is screen.field
    kept(bureau, screen)

    assert room.held(room.back, bureau.shop.soap) == [("12", 12_000)]
    assert screen.draft.lines == ()
    assert checks.wrong(bureau.shop.shop) == []


def test_scanning_the_same_good_again_counts_one_more(bureau: Bureau, room: Stockroom) -> None:
    screen = opened(bureau, "transfers")
    scan(bureau, screen, "101", "201")
    screen.scanned("101")
    bureau.until(lambda: screen.draft.lines[0].quantity == Quantity.of(2))

    assert [each.name for each in screen.draft.lines] == ["Sabun Mandi 70 g", "Kue Kering"]


def test_a_line_may_be_taken_from_one_lot(bureau: Bureau, room: Stockroom) -> None:
    bureau.shop.buy(bureau.shop.soap, 5, 10_000, expires_on=bureau.shop.shop.clock())
    screen = opened(bureau, "write-offs")
    scan(bureau, screen, "101")
    QTest.keyClick(screen, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: screen.stack.currentIndex() == 1)
    bureau.type("tanpa tanggal")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert screen.draft.lines[0].there == Quantity.of(24)
    kept(bureau, screen)

    assert room.held(room.shelf, bureau.shop.soap) == [("23", 23_000), ("5", 10_000)]


def test_by_touch_alone_a_quantity_is_stepped(bureau: Bureau, room: Stockroom) -> None:
    screen = opened(bureau, "transfers")
    scan(bureau, screen, "101")
    less, more = screen.step_buttons
    for button in (more, more, less):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert screen.draft.lines[0].quantity == Quantity.of(2)
    assert screen.quantity.quantity == Quantity.of(2)
    QTest.mouseClick(less, Qt.MouseButton.LeftButton)
    QTest.mouseClick(less, Qt.MouseButton.LeftButton)

    assert screen.draft.lines[0].quantity == Quantity.of(1)


def test_more_than_is_there_is_seen_before_it_is_kept(bureau: Bureau, room: Stockroom) -> None:
    screen = opened(bureau, "transfers")
    scan(bureau, screen, "201")
    screen.quantity.setFocus()
    bureau.type("11")

    assert screen.keep_button.words == "Stok tidak cukup"
    assert not screen.keep_action.isEnabled()
    assert "Tidak cukup" in screen.line_words.text()


def test_what_no_code_names_is_said(bureau: Bureau, room: Stockroom) -> None:
    screen = opened(bureau, "transfers")
    screen.scanned("8990000000001")
    bureau.until(lambda: screen.notice.notice)

    assert screen.notice.notice is not None
    assert "tidak ditemukan" in screen.notice.notice.words


def test_several_goods_of_a_word_are_picked_from(bureau: Bureau, room: Stockroom) -> None:
    room.new_good("102", "Sabun Cuci 1 kg")
    screen = opened(bureau, "write-offs")
    bureau.type("sabun")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    bureau.until(lambda: screen.stack.currentIndex() == 1)
    bureau.type("cuci")
    QTest.keyClick(focused(), Qt.Key.Key_Return)

    assert [each.name for each in screen.draft.lines] == ["Sabun Cuci 1 kg"]


def test_lines_are_chosen_by_arrows_and_taken_out(bureau: Bureau, room: Stockroom) -> None:
    screen = opened(bureau, "transfers")
    scan(bureau, screen, "101", "201")
    QTest.keyClick(screen, Qt.Key.Key_Up)
    assert screen.draft.chosen == 0
    QTest.keyClick(screen, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)

    assert [each.name for each in screen.draft.lines] == ["Kue Kering"]


def test_from_and_to_go_round_the_places_and_are_never_the_same(bureau: Bureau, room: Stockroom) -> None:
    screen = opened(bureau, "transfers")
    assert isinstance(screen, TransfersScreen)
    scan(bureau, screen, "101")
    seen = set()
    for _turn in range(6):
        QTest.keyClick(screen, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert screen.source != screen.target
        seen.add(screen.source)
    assert seen == {0, 1, 2}
    bureau.until(lambda: screen.draft.lines[0].there == Quantity.of(24))


def test_a_cause_a_note_and_a_picture_go_with_what_is_thrown_away(
    bureau: Bureau, room: Stockroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = tmp_path / "rusak.png"
    Image.new("RGB", (900, 700), (90, 40, 20)).save(photo)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(photo), ""))
    screen = opened(bureau, "write-offs")
    assert isinstance(screen, WriteOffsScreen)
    scan(bureau, screen, "101")
    QTest.keyClick(screen, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(screen, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: screen.picture)
    kept(bureau, screen)

    with bureau.shop.shop.reading() as connection:
        assert connection.execute(select(WriteOffLine.cause)).scalar_one() is Cause.PESTS
        assert connection.execute(select(WriteOff.picture_digest)).scalar_one()
    assert room.balance(Role.WRITE_OFFS) == 1_000
    assert screen.picture == b""


def test_another_cause_waits_for_its_words(bureau: Bureau, room: Stockroom) -> None:
    screen = opened(bureau, "write-offs")
    assert isinstance(screen, WriteOffsScreen)
    scan(bureau, screen, "201")
    QTest.keyClick(screen, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    assert not screen.keep_action.isEnabled()
    bureau.type("jatuh dari rak")

    kept(bureau, screen)
    assert room.held(room.shelf, bureau.shop.cookies) == [("9", 0)]


def test_a_refusal_is_told_and_the_lines_stay(bureau: Bureau, room: Stockroom) -> None:
    screen = opened(bureau, "own-uses")
    assert isinstance(screen, OwnUsesScreen)
    scan(bureau, screen, "201")
    screen.purpose.setFocus()
    bureau.type("rapat pengurus")
    screen.keep()
    bureau.until(lambda: screen.notice.notice)

    assert screen.notice.notice is not None
    assert "titipan" in screen.notice.notice.words
    assert len(screen.draft.lines) == 1


def test_what_was_kept_can_be_looked_at(bureau: Bureau, room: Stockroom) -> None:
    screen = opened(bureau, "own-uses")
    assert isinstance(screen, OwnUsesScreen)
    scan(bureau, screen, "101")
    screen.purpose.setText("mencuci lap")
    kept(bureau, screen)
    QTest.keyClick(screen, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)

    assert bureau.shell.current_name == "document"
    assert room.balance(Role.OWN_USE) == 1_000


def test_a_sack_is_opened_and_next_time_it_is_one_key(bureau: Bureau, room: Stockroom) -> None:
    room.new_good("402", "Beras 1 kg")
    screen = opened(bureau, "repackings")
    assert isinstance(screen, RepackingsScreen)
    scan(bureau, screen, "101", "402")
    screen.choose(0)
    screen.quantity.setFocus()
    bureau.type("10")
    screen.choose(1)
    screen.quantity.setFocus()
    bureau.type("9")
    screen.loss.setFocus()
    bureau.type("1")
    QTest.keyClick(screen, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: screen.recipes.known)
    kept(bureau, screen)
    assert room.balance(Role.SHRINKAGE) == 1_000

    QTest.keyClick(screen, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    bureau.until(lambda: len(screen.draft.lines) == 2)
    bureau.until(lambda: screen.quantity.hasFocus())
    bureau.type("5")

    assert [each.base_quantity.decimal for each in screen.draft.lines] == ["5", "4.5"]
    assert screen.loss.quantity == Quantity.of("0.5")
    screen.last_id = 0
    kept(bureau, screen)
    with bureau.shop.shop.reading() as connection:
        assert connection.execute(select(Repacking.quantity).order_by(Repacking.document_id)).scalars().all() == [
            Quantity.of(10),
            Quantity.of(5),
        ]
    assert checks.wrong(bureau.shop.shop) == []


def test_a_parcel_is_put_together_and_taken_apart(bureau: Bureau, room: Stockroom) -> None:
    parcel = room.new_good("601", "Bingkisan")
    screen = opened(bureau, "kits")
    assert isinstance(screen, KitsScreen)
    scan(bureau, screen, "601", "101")
    kept(bureau, screen)
    assert room.held(room.shelf, parcel) == [("1", 1_000)]

    screen.last_id = 0
    scan(bureau, screen, "601", "101")
    QTest.keyClick(screen, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert screen.keep_button.words == "Bongkar"
    kept(bureau, screen)
    assert room.held(room.shelf, parcel) == []
    assert checks.wrong(bureau.shop.shop) == []


def test_goods_are_sent_and_received_with_one_broken(bureau: Bureau, room: Stockroom) -> None:
    there = room.branch()
    screen = opened(bureau, "dispatches")
    assert isinstance(screen, DispatchesScreen)
    bureau.until(lambda: screen.branches)
    scan(bureau, screen, "101")
    screen.quantity.setFocus()
    bureau.type("6")
    kept(bureau, screen)

    # The same window as the other branch's, as its own PC would show it.
    bureau.shop.shop.branch = there.shop.branch
    way = bureau.go("on-the-way")
    assert isinstance(way, OnTheWayScreen)
    bureau.until(lambda: way.papers)
    QTest.keyClick(way, Qt.Key.Key_Return)
    bureau.type("1")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    bureau.type("7")
    assert way.keep_button.words == "Lebih dari yang dikirim"
    way.missing.clear()
    way.missing.textEdited.emit("")
    QTest.keyClick(way, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: way.last_id)

    assert there.held(there.shelf, bureau.shop.soap) == [("5", 5_000)]
    assert room.balance(Role.WRITE_OFFS) == 1_000
    bureau.until(lambda: not way.papers)
    assert checks.wrong(bureau.shop.shop) == []


def test_the_unit_of_a_line_goes_round_its_units(bureau: Bureau, room: Stockroom) -> None:
    screen = opened(bureau, "transfers")
    scan(bureau, screen, "101")

    assert not screen.actions_by_key["F9"].isEnabled()


def test_a_paper_left_and_come_back_to_still_has_its_lines(bureau: Bureau, room: Stockroom) -> None:
    screen = opened(bureau, "transfers")
    scan(bureau, screen, "101")
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    lines = (StockLine(bureau.shop.soap, "Pcs", Quantity.of(1), Quantity.of(20)),)
    room.do(TransferCommand(**room.head(), source_id=room.shelf, target_id=room.back, lines=lines))

    assert opened(bureau, "transfers") is screen
    bureau.until(lambda: screen.draft.lines[0].there == Quantity.of(4))
    with bureau.shop.shop.reading() as connection:
        assert len(connection.execute(select(TransferLine.line)).all()) == 1
