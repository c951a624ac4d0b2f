"""The screen of goods near their date: looked at, made cheaper, thrown away."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy import select

from inventory import promotions
from inventory.screens.expiries import ExpiriesScreen
from inventory.stock import Stock
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from pos import checks
from tests.inventory.screens.conftest import Bureau

DAY = date(2026, 11, 23)
CONTROL = Qt.KeyboardModifier.ControlModifier


def bought(bureau: Bureau, days: int, many: int, cost: int) -> None:
    until = datetime.combine(DAY + timedelta(days=days), time(12), UTC)
    bureau.shop.buy(bureau.shop.soap, many, cost, until)


@pytest.fixture
def screen(bureau: Bureau) -> ExpiriesScreen:
    """Two expired, ten that keep a week, ten that keep two months."""
    bought(bureau, -1, 2, 5_000)
    bought(bureau, 7, 10, 20_000)
    bought(bureau, 55, 10, 25_000)
    found = bureau.go("expiries")
    assert isinstance(found, ExpiriesScreen)
    bureau.until(lambda: found.read_last)
    return found


def said(screen: ExpiriesScreen) -> str:
    return screen.notice.notice.words if screen.notice.notice else ""


def press(bureau: Bureau, screen: ExpiriesScreen, key: Qt.Key) -> None:
    bureau.qtbot.keyClick(screen, key, CONTROL)


def test_filters_look_further_ahead(bureau: Bureau, screen: ExpiriesScreen) -> None:
    counts = []
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_4, Qt.Key.Key_5):
        press(bureau, screen, key)
        counts.append(len(screen.shown))

    assert counts == [1, 2, 2, 3]


def test_near_goods_become_cheaper_after_a_look(bureau: Bureau, screen: ExpiriesScreen) -> None:
    press(bureau, screen, Qt.Key.Key_T)
    assert screen.stack.currentWidget() is screen.proposals
    assert screen.proposals.ticked == {bureau.shop.soap}
    bureau.qtbot.keyClick(screen.proposals.list, Qt.Key.Key_Space)
    assert not screen.confirm_button.isEnabled()
    bureau.qtbot.keyClick(screen.proposals.list, Qt.Key.Key_Space)
    bureau.qtbot.keyClick(screen.proposals.list, Qt.Key.Key_Return)
    bureau.until(lambda: "lebih murah" in said(screen))

    with bureau.shop.shop.reading() as connection:
        (promotion,) = promotions.in_use(connection, DAY).of(bureau.shop.soap, None, None)
    assert (promotion.rate_bps, promotion.last_day) == (2_500, DAY + timedelta(days=7))
    bureau.until(lambda: screen.read_last and screen.read_last.proposals[0].done)
    assert not screen.cheaper_button.isEnabled()


def test_below_cost_is_a_choice_of_its_own(bureau: Bureau, screen: ExpiriesScreen) -> None:
    press(bureau, screen, Qt.Key.Key_T)
    press(bureau, screen, Qt.Key.Key_B)

    assert screen.below_cost
    assert screen.below_button.words == "Boleh di bawah modal: ya"
    assert screen.proposals.ticked == {bureau.shop.soap}


def test_expired_lots_are_thrown_away_and_fresh_ones_stay(bureau: Bureau, screen: ExpiriesScreen) -> None:
    press(bureau, screen, Qt.Key.Key_R)
    assert screen.confirm_button.words == "Buang, rugi Rp\N{NO-BREAK SPACE}5.000"
    bureau.qtbot.keyClick(screen.expired.list, Qt.Key.Key_Return)
    bureau.until(lambda: "Dikeluarkan dari stok" in said(screen))
    bureau.until(lambda: screen.read_last and not screen.read_last.expired)

    with bureau.shop.shop.reading() as connection:
        left = list(connection.scalars(select(Stock.quantity).order_by(Stock.lot_id)))
    assert left == [NOTHING, Quantity.of(10), Quantity.of(10)]
    assert checks.wrong(bureau.shop.shop) == []


def test_escape_goes_back_to_the_list_first(bureau: Bureau, screen: ExpiriesScreen) -> None:
    press(bureau, screen, Qt.Key.Key_R)
    bureau.qtbot.keyClick(screen, Qt.Key.Key_Escape)

    assert screen.stack.currentWidget() is screen.work
    assert screen.list.hasFocus()


def test_a_person_without_the_rights_only_looks(bureau: Bureau) -> None:
    bought(bureau, -1, 2, 5_000)
    rights = {Permission.REPORT_READ: bureau.shop.manager.rights[Permission.REPORT_READ]}
    from dataclasses import replace

    bureau.station.actor = replace(bureau.shop.manager, rights=rights)
    screen = bureau.go("expiries")
    assert isinstance(screen, ExpiriesScreen)
    bureau.until(lambda: screen.read_last)

    assert not screen.waste_button.isEnabled()
    assert not screen.cheaper_button.isEnabled()


def test_the_list_is_copied_and_saved(
    bureau: Bureau, screen: ExpiriesScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ed.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(path), ""))
    press(bureau, screen, Qt.Key.Key_C)
    assert "Sabun Mandi" in QApplication.clipboard().text()
    press(bureau, screen, Qt.Key.Key_E)
    bureau.until(path.exists)
    bureau.until(lambda: "Tersimpan" in said(screen))


def test_nothing_near_its_date_is_said(bureau: Bureau) -> None:
    screen = bureau.go("expiries")
    assert isinstance(screen, ExpiriesScreen)
    bureau.until(lambda: screen.read_last)

    assert screen.shown == ()
    assert not screen.cheaper_button.isEnabled()
    assert Rupiah(0).shown in screen._words.text()
