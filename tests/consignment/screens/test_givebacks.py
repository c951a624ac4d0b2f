"""Titipan Kembali at the window: who should fetch something, her goods ticked, scanned, counted, taken over."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import select

from consignment import giveback_deeds, giveback_queries
from consignment.agreements import AfterGrace
from consignment.conversions import Way
from consignment.giveback_desks import spot
from consignment.givebacks import GivebackLine, Why
from consignment.screens.giveback_lists import GivebackListScreen
from consignment.screens.givebacks import GivebacksScreen
from desktop.offices import OfficeScreen
from inventory.locations import LocationKind
from koperasi import uids
from koperasi.quantity import Quantity
from pos import checks
from printing import jobs
from printing.jobs import PrintJob
from printing.slips import Slip
from printing.texts import text
from tests.consignment import gone
from tests.consignment.gone import Gone, q
from tests.consignment.screens.conftest import Bureau, focused


@pytest.fixture
def hers(bureau: Bureau) -> Gone:
    made = gone.of(bureau.shop)
    made.agree(shelf_days=14, grace_days=7, after_grace=AfterGrace.CONVERT)
    return made


def opened(bureau: Bureau) -> GivebacksScreen:
    screen = bureau.go("givebacks")
    assert isinstance(screen, GivebacksScreen)
    bureau.until(lambda: screen.makers.rows_model.rowCount() or not screen.waiting)
    return screen


def her_goods(bureau: Bureau, hers: Gone) -> GivebacksScreen:
    """The screen with her goods on it."""
    screen = bureau.go("givebacks", maker_id=hers.maker)
    assert isinstance(screen, GivebacksScreen)
    bureau.until(lambda: screen.now is not None)
    return screen


def press(bureau: Bureau, key: Qt.Key, *, ctrl: bool = True) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    bureau.qtbot.keyClick(focused(), key, held)


def told(screen: OfficeScreen) -> str:
    return screen.notice.accessibleName()


def went(hers: Gone) -> list[tuple[str, str]]:
    with hers.shop.reading() as connection:
        found = select(GivebackLine.quantity, GivebackLine.why).order_by(GivebackLine.document_id, GivebackLine.line)
        return [(quantity.decimal, why.value) for quantity, why in connection.execute(found)]


def test_who_should_fetch_something_stands_first_and_enter_opens_her_goods(bureau: Bureau, hers: Gone) -> None:
    hers.bring(5)
    hers.later(30)
    screen = opened(bureau)
    bureau.until(lambda: screen.waiting)

    press(bureau, Qt.Key.Key_Return, ctrl=False)
    bureau.until(lambda: screen.now)

    assert screen.now is not None
    assert (screen.now.maker, len(screen.now.suggested)) == ("Ibu Siti Aminah", 1)


def test_what_is_suggested_goes_back_by_two_keys_with_both_sheets(bureau: Bureau, hers: Gone) -> None:
    hers.bring(5)
    hers.later(30)
    hers.bring(7)
    bureau.station.printer = "K1"
    screen = her_goods(bureau, hers)

    press(bureau, Qt.Key.Key_S)
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: went(hers))

    assert went(hers) == [("5", "unsold")]
    bureau.until(lambda: screen.now is not None and not screen.now.marked and len(screen.now.lots) == 1)
    assert "NR-000001" in told(screen)
    assert checks.wrong(hers.shop) == []


def test_each_scan_is_one_piece_more_of_what_should_go_first(bureau: Bureau, hers: Gone) -> None:
    hers.bring(1, keeps=90)
    hers.bring(3, keeps=60)
    screen = her_goods(bureau, hers)

    for _scan in range(2):
        screen.scanned("201")
    bureau.until(lambda: screen.now is not None and screen.now.pieces == q(2))

    assert screen.now is not None
    assert len(screen.now.marked) == 2


def test_a_scan_of_anothers_goods_is_told(bureau: Bureau, hers: Gone) -> None:
    hers.bring(3)
    screen = her_goods(bureau, hers)

    screen.scanned("101")

    bureau.until(lambda: told(screen))
    assert screen.now is not None
    assert not screen.now.marked


def test_so_many_are_typed_and_more_than_there_is_are_not_taken(bureau: Bureau, hers: Gone) -> None:
    hers.bring(5)
    screen = her_goods(bureau, hers)

    press(bureau, Qt.Key.Key_Return, ctrl=False)
    bureau.type("9")
    press(bureau, Qt.Key.Key_Return, ctrl=False)
    assert screen.lots.panel.quantity.error == "Di sini hanya ada 5 pcs."
    screen.lots.panel.quantity.set_quantity(None)
    bureau.type("2")
    press(bureau, Qt.Key.Key_Return, ctrl=False)

    assert screen.now is not None
    assert screen.now.pieces == q(2)
    assert screen.give_action.text() == "Kembalikan 2"


def test_the_space_bar_ticks_all_of_a_lot_and_unticks_it(bureau: Bureau, hers: Gone) -> None:
    hers.bring(5)
    screen = her_goods(bureau, hers)

    press(bureau, Qt.Key.Key_Space, ctrl=False)
    assert screen.now is not None
    assert screen.now.pieces == q(5)
    press(bureau, Qt.Key.Key_Space, ctrl=False)
    assert screen.now.pieces == Quantity(0)
    assert not screen.give_action.isEnabled()


def test_a_recalled_product_goes_back_out_of_every_lot_and_place(bureau: Bureau, hers: Gone) -> None:
    hers.bring(5)
    hers.bring(7)
    hers.room.transfer(hers.counter.cookies, "2", hers.room.shelf, hers.room.damaged)
    screen = her_goods(bureau, hers)

    press(bureau, Qt.Key.Key_T)
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: went(hers))

    assert sorted(went(hers)) == [("2", "recalled"), ("3", "recalled"), ("7", "recalled")]
    assert screen.shell is bureau.shell


def test_the_cause_goes_round_at_one_key(bureau: Bureau, hers: Gone) -> None:
    hers.bring(5)
    screen = her_goods(bureau, hers)
    press(bureau, Qt.Key.Key_E)

    press(bureau, Qt.Key.Key_G)

    assert screen.now is not None
    assert [each.why for each in screen.now.marked.values()] == [Why.DAMAGED]


def test_what_is_put_aside_waits_for_her_and_is_not_sold(bureau: Bureau, hers: Gone) -> None:
    lot = hers.bring(5)
    screen = her_goods(bureau, hers)
    press(bureau, Qt.Key.Key_E)

    press(bureau, Qt.Key.Key_D)
    bureau.until(lambda: [each.kind for each in (screen.now.lots if screen.now else ())] == [LocationKind.FOR_MAKERS])

    assert hers.left(lot) == "0"


def test_marked_goods_are_bought_for_what_is_typed(bureau: Bureau, hers: Gone) -> None:
    hers.bring(2)
    hers.bring(3)
    screen = her_goods(bureau, hers)
    press(bureau, Qt.Key.Key_E)
    press(bureau, Qt.Key.Key_B)
    assert screen.take_page.paid.amount == 40_000

    bureau.type("33000")
    assert screen.give_button.words == "Perlu persetujuan penitip"
    press(bureau, Qt.Key.Key_J)
    assert screen.give_button.words == "Tulis alasannya"
    screen.take_page.note.setFocus()
    bureau.type("kemasan penyok")
    bureau.station.printer = "K1"
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: hers.owed() == 33_000)

    with hers.shop.reading() as connection:
        slips = [text(Slip.from_json(each.slip), 32) for each in jobs.waiting(connection, "K1")]
    assert ["DIBELI PUTUS" in each for each in slips] == [True, True]
    assert checks.wrong(hers.shop) == []


def test_unfetched_goods_are_kept_by_the_agreement_or_with_her_leave(bureau: Bureau, hers: Gone) -> None:
    lot = hers.bring(2)
    screen = her_goods(bureau, hers)
    press(bureau, Qt.Key.Key_E)
    press(bureau, Qt.Key.Key_B)
    press(bureau, Qt.Key.Key_2)
    assert screen.take_page.way is Way.KEEP
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: "masih boleh diambil" in told(screen))

    press(bureau, Qt.Key.Key_J)
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: hers.left(lot) == "0")

    assert hers.owed() == 0


def test_without_goods_of_hers_the_screen_says_so(bureau: Bureau, hers: Gone) -> None:
    screen = bureau.go("givebacks", maker_id=hers.maker)
    assert isinstance(screen, GivebacksScreen)
    bureau.until(lambda: screen.now)

    assert not screen.give_action.isEnabled()


def test_a_maker_is_picked_from_all_who_have_goods_here(bureau: Bureau, hers: Gone) -> None:
    hers.bring(5)
    screen = opened(bureau)
    press(bureau, Qt.Key.Key_U)
    bureau.until(lambda: screen.picker.shown)

    press(bureau, Qt.Key.Key_Return, ctrl=False)
    bureau.until(lambda: screen.now)

    assert screen.now is not None
    assert [spot(each)[1] for each in screen.now.lots] == [hers.room.shelf]


def listed(bureau: Bureau) -> GivebackListScreen:
    screen = bureau.go("giveback-list")
    assert isinstance(screen, GivebackListScreen)
    bureau.until(lambda: screen.shown)
    return screen


def test_a_paper_is_taken_back_with_a_reason(bureau: Bureau, hers: Gone) -> None:
    lot = hers.bring(5)
    hers.give_back(lot, 5)
    screen = listed(bureau)

    press(bureau, Qt.Key.Key_Z)
    press(bureau, Qt.Key.Key_Return, ctrl=False)
    bureau.until(lambda: screen.shown[0].reversed_by)

    assert hers.left(lot) == "5"
    assert not screen.actions_by_key["Ctrl+Z"].isEnabled()


def test_a_paper_is_saved_on_a4(bureau: Bureau, hers: Gone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lot = hers.bring(5)
    hers.give_back(lot, 5)
    listed(bureau)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "nota"), ""))

    press(bureau, Qt.Key.Key_S)
    bureau.until(lambda: (tmp_path / "nota.pdf").exists())

    assert (tmp_path / "nota.pdf").read_bytes().startswith(b"%PDF")


def test_both_sheets_wait_for_the_printer_and_only_once(hers: Gone) -> None:
    lot = hers.bring(5)
    desk = giveback_deeds.read(hers.shop, hers.maker).mark_all(giveback_deeds.read(hers.shop, hers.maker).lots)
    command = desk.command(hers.shop.minter.next(), uids.new_uid(hers.shop.clock()), hers.shop.clock())

    for _time in range(2):
        giveback_deeds.give_back(hers.shop, hers.counter.manager, command, "K1")

    with hers.shop.reading() as connection:
        assert len(connection.execute(select(PrintJob.id)).all()) == 2
        seen = giveback_queries.giveback(connection, command.id)
    assert (seen.taker, hers.left(lot)) == ("Ibu Siti Aminah", "0")


def test_who_types_a_name_at_the_list_is_led_to_choosing_a_maker(bureau: Bureau, hers: Gone) -> None:
    screen = opened(bureau)
    bureau.qtbot.keyClicks(focused(), "s")
    bureau.until(lambda: screen.stack.currentWidget() is screen.picker)

    assert screen.picker.field.text() == "s"
    assert focused() is screen.picker.field
