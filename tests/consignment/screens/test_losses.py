"""Hilang & Rusak at the window: what waits, who should bear it, settled one by one or all at one key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from consignment.agreements import LossCause
from consignment.losses import LossLine
from consignment.screens.losses import LossesScreen
from inventory.write_offs import Cause
from koperasi.quantity import ONE
from pos import checks
from printing.jobs import PrintJob
from tests.consignment import gone
from tests.consignment.gone import Gone, q
from tests.consignment.screens.conftest import Bureau, focused


@pytest.fixture
def hers(bureau: Bureau) -> Gone:
    made = gone.of(bureau.shop)
    made.bring(30)
    return made


def opened(bureau: Bureau) -> LossesScreen:
    screen = bureau.go("maker-losses")
    assert isinstance(screen, LossesScreen)
    bureau.until(lambda: screen.now)
    return screen


def press(bureau: Bureau, key: Qt.Key, *, ctrl: bool = True) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    bureau.qtbot.keyClick(focused(), key, held)


def shown(screen: LossesScreen) -> list[tuple[str, ...]]:
    model = screen.list.rows_model
    return [tuple(cell.text for cell in model.row(n).cells) for n in range(model.rowCount())]


def test_what_waits_is_told_with_its_bearer_and_rupiah(bureau: Bureau, hers: Gone) -> None:
    hers.count(29)
    hers.write_off(2, Cause.STALE)

    screen = opened(bureau)

    assert shown(screen) == [
        ("Kue Kering", "Hilang di rak", "1", "toko", "8.000"),
        ("Kue Kering", "Basi atau cacat dari pembuat", "2", "penitip", "0"),
    ]
    assert screen.all_action.text() == "Putuskan Semua (2)"


def test_all_of_it_is_settled_at_one_key_with_a_paper_for_each_maker(bureau: Bureau, hers: Gone) -> None:
    bureau.station.printer = "K1"
    hers.count(29)
    hers.write_off(2, Cause.STALE)
    screen = opened(bureau)

    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: screen.now is not None and not screen.rows)

    assert hers.owed() == 8_000
    assert len(screen.papers) == 1
    with hers.shop.reading() as connection:
        assert len(connection.execute(select(PrintJob.id)).all()) == 1
    assert checks.wrong(hers.shop) == []


def test_the_arrows_choose_and_one_key_settles_only_the_chosen_one(bureau: Bureau, hers: Gone) -> None:
    hers.count(29)
    hers.write_off(2)
    screen = opened(bureau)

    press(bureau, Qt.Key.Key_Down, ctrl=False)
    press(bureau, Qt.Key.Key_S)
    bureau.until(lambda: len(screen.rows) == 1)

    assert hers.owed() == 16_000
    assert shown(screen)[0][1] == "Hilang di rak"


def test_another_bearer_asks_for_a_reason_and_is_taken_with_it(bureau: Bureau, hers: Gone) -> None:
    hers.write_off(2, Cause.STALE)
    screen = opened(bureau)

    press(bureau, Qt.Key.Key_T)
    assert screen.panel.one_button.words == "Tulis alasan"
    assert screen.panel.bearing is not None
    assert screen.panel.bearing.amount.amount == 16_000
    screen.panel.why.setFocus()
    bureau.type("kulkas mati")
    press(bureau, Qt.Key.Key_Return, ctrl=False)
    bureau.until(lambda: hers.owed() == 16_000)


def test_another_cause_is_picked_from_a_list(bureau: Bureau, hers: Gone) -> None:
    hers.write_off(2)
    screen = opened(bureau)
    press(bureau, Qt.Key.Key_G)
    bureau.type("basi")
    press(bureau, Qt.Key.Key_Return, ctrl=False)

    assert screen.panel.cause is LossCause.SPOILED
    assert focused() is screen.panel.why
    bureau.type("dari pembuatnya")
    press(bureau, Qt.Key.Key_Return, ctrl=False)
    bureau.until(lambda: not screen.rows)

    assert hers.owed() == 0


def test_part_of_it_is_settled_and_the_rest_waits(bureau: Bureau, hers: Gone) -> None:
    hers.write_off(3)
    screen = opened(bureau)
    screen.panel.quantity.setFocus()
    bureau.type("1")

    press(bureau, Qt.Key.Key_S)
    bureau.until(lambda: hers.owed() == 8_000)
    bureau.until(lambda: screen.rows[0].quantity == q(2))


def test_more_than_is_open_is_not_settled(bureau: Bureau, hers: Gone) -> None:
    hers.write_off(3)
    screen = opened(bureau)
    screen.panel.quantity.setFocus()
    bureau.type("4")

    assert screen.panel.one_button.words == "Paling banyak 3 pcs"
    assert not screen.one_action.isEnabled()


def test_what_was_found_again_is_taken_back_or_left_to_her(bureau: Bureau, hers: Gone) -> None:
    hers.count(28)
    hers.settle()
    hers.count(30)
    screen = opened(bureau)
    assert shown(screen) == [("Kue Kering", "Ditemukan lagi", "2", "kembali", "−16.000")]
    assert not screen.keep_action.isEnabled()

    screen.panel.quantity.setFocus()
    bureau.type("1")
    press(bureau, Qt.Key.Key_S)
    bureau.until(lambda: hers.owed() == 8_000)
    bureau.until(lambda: screen.rows[0].quantity == ONE)
    screen.panel.why.setFocus()
    bureau.type("sudah dijanjikan")
    press(bureau, Qt.Key.Key_K)
    bureau.until(lambda: not screen.rows)

    assert hers.owed() == 8_000


def test_a_settlement_is_printed_again_and_taken_back_from_its_list(bureau: Bureau, hers: Gone) -> None:
    bureau.station.printer = "K1"
    hers.count(28)
    hers.settle()
    screen = opened(bureau)
    press(bureau, Qt.Key.Key_2)
    assert screen.stack.currentWidget() is screen.settled

    press(bureau, Qt.Key.Key_P)
    bureau.until(lambda: "SALINAN" in screen.notice.accessibleName())
    press(bureau, Qt.Key.Key_Z)
    press(bureau, Qt.Key.Key_Return, ctrl=False)
    bureau.until(lambda: hers.owed() == 0)
    bureau.until(lambda: len(screen.papers) == 2)

    assert screen.papers[1].reversed_by == screen.papers[0].number
    assert len(screen.rows) == 1
    assert checks.wrong(hers.shop) == []


def test_with_nothing_lost_the_screen_says_so(bureau: Bureau, hers: Gone) -> None:
    screen = opened(bureau)

    assert shown(screen) == []
    assert not screen.all_action.isEnabled()
    assert focused() is screen.list


def test_news_of_another_deed_leaves_what_is_being_judged(bureau: Bureau, hers: Gone) -> None:
    hers.count(29)
    hers.write_off(2)
    screen = opened(bureau)
    press(bureau, Qt.Key.Key_Down, ctrl=False)
    press(bureau, Qt.Key.Key_T)
    screen.panel.why.setFocus()
    bureau.type("kulkas")
    hers.settle(LossLine(*screen.rows[0].key, quantity=ONE))

    screen.refresh()
    bureau.until(lambda: len(screen.rows) == 1)

    assert (screen.panel.why.text(), screen.panel.shop_bps) == ("kulkas", 10_000)
    assert screen.panel.row == screen.rows[0]
    assert focused() is screen.panel.why
