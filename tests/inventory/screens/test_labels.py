"""The label screen: goods by scan, words, what changed and what came in; a picture; a PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop.sounds import Sound
from inventory import catalogue
from inventory.goods import PriceLine, PriceRule
from inventory.label_runs import RECEIPT
from inventory.labels import LabelKind
from inventory.prices import PriceChanged, change_price
from inventory.products import Product
from inventory.screens.labels import LabelsScreen
from koperasi import masters, settings
from koperasi.money import Rupiah
from printing import jobs
from tests.inventory.screens.conftest import Bureau
from tests.shops import good


@pytest.fixture
def screen(bureau: Bureau) -> LabelsScreen:
    found = bureau.go("labels")
    assert isinstance(found, LabelsScreen)
    return found


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where she says that the file goes."""
    path = tmp_path / "label.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(path), ""))
    return path


def names(screen: LabelsScreen) -> list[str]:
    return [each.subject.tag.name for each in screen.run.lines]


def typed(bureau: Bureau, screen: LabelsScreen, words: str) -> None:
    screen.field.setFocus()
    bureau.type(words)
    bureau.qtbot.keyClick(screen.field, Qt.Key.Key_Return)


def said(screen: LabelsScreen) -> str:
    return screen.notice.notice.words if screen.notice.notice else ""


def test_words_and_scans_put_goods_into_the_run(bureau: Bureau, screen: LabelsScreen) -> None:
    typed(bureau, screen, "sabun")
    bureau.until(lambda: names(screen) == ["Sabun Mandi 70 g"])
    bureau.shell.scanner.scanned.emit("201")
    bureau.until(lambda: len(screen.run.lines) == 2)
    bureau.until(lambda: not screen.side.preview.pixmap().isNull())

    assert names(screen) == ["Sabun Mandi 70 g", "Kue Kering"]
    assert screen.field.text() == ""


def test_what_is_unknown_is_said_and_heard(bureau: Bureau, screen: LabelsScreen) -> None:
    typed(bureau, screen, "tidakada")
    bureau.until(lambda: "tidak ditemukan" in said(screen))

    assert bureau.shell.sounds.last is Sound.UNKNOWN


def test_several_found_are_asked_for(bureau: Bureau, screen: LabelsScreen) -> None:
    with bureau.shop.shop.work(bureau.shop.manager, channel="office") as work:
        catalogue.add_many(work, [good("202", "Kue Lapis", 5_000)])
    typed(bureau, screen, "kue")
    bureau.until(lambda: screen.stack.currentWidget() is screen.picker)
    bureau.qtbot.keyClick(screen.picker.field, Qt.Key.Key_Return)
    bureau.until(lambda: screen.run.lines)

    assert len(screen.run.lines) == 1


def test_a_pdf_is_made_and_changed_prices_come_again(bureau: Bureau, screen: LabelsScreen, saved: Path) -> None:
    typed(bureau, screen, "sabun")
    bureau.until(lambda: screen.run.lines)
    bureau.qtbot.keyClick(screen, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    bureau.until(saved.exists)
    bureau.until(lambda: "1 label di" in said(screen))
    assert (screen.run.lines, screen.run.start) == ((), 2)

    shop, (unit,) = bureau.shop.shop, _unit(bureau)
    with shop.work(bureau.shop.manager, channel="office") as work:
        change_price(work, PriceChanged(unit, PriceLine(PriceRule.RETAIL, Rupiah(3_900))))
    bureau.qtbot.keyClick(screen, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: names(screen) == ["Sabun Mandi 70 g"])
    assert screen.run.lines[0].subject.tag.price == Rupiah(3_900)


def _unit(bureau: Bureau) -> tuple[int]:
    from inventory import queries

    with bureau.shop.shop.reading() as connection:
        return (queries.good(connection, bureau.shop.soap).base.id,)


def test_what_came_in_is_labelled_piece_by_piece(bureau: Bureau, screen: LabelsScreen) -> None:
    bureau.shop.buy(bureau.shop.soap, 12, 30_000)
    bureau.qtbot.keyClick(screen, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: screen.stack.currentWidget() is screen.picker)
    bureau.qtbot.keyClick(screen.picker.field, Qt.Key.Key_Return)
    bureau.until(lambda: screen.run.lines)

    assert (screen.run.kind, screen.run.lines[0].copies) == (LabelKind.PRODUCT, 12)


def test_another_day_of_making_moves_the_last_day(bureau: Bureau, screen: LabelsScreen) -> None:
    with bureau.shop.shop.database.writing() as connection:
        masters.change(connection, Product, bureau.shop.cookies, keeps_days=30, food=True)
    typed(bureau, screen, "kue")
    bureau.until(lambda: screen.run.lines)
    bureau.qtbot.keyClick(screen, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert screen.side.best_before.text() == "23/12/2026"

    screen.side.made_on.setText("20/11")
    screen.side.made_on.editingFinished.emit()
    assert screen.side.best_before.text() == "20/12/2026"
    screen.side.made_on.setText("kemarin")
    screen.side.made_on.editingFinished.emit()
    assert "Bukan tanggal" in screen.side.made_on.error


def test_copies_typed_are_those_of_the_chosen_good(bureau: Bureau, screen: LabelsScreen) -> None:
    typed(bureau, screen, "sabun")
    bureau.until(lambda: screen.run.lines)
    screen.side.copies.setFocus()
    bureau.type("15")

    assert screen.run.lines[0].copies == 15
    bureau.qtbot.keyClick(screen.side.copies, Qt.Key.Key_Return)
    assert screen.field.hasFocus()


def test_the_receipt_printer_is_offered_where_there_is_one(bureau: Bureau, screen: LabelsScreen) -> None:
    called: list[bool] = []
    bureau.station.printer = "K1"
    bureau.station.call_printer = lambda: called.append(True)
    typed(bureau, screen, "sabun")
    bureau.until(lambda: screen.run.lines)
    bureau.qtbot.keyClick(screen, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    screen.picker.picked.emit(RECEIPT, "")
    assert screen.prints
    bureau.qtbot.keyClick(screen, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: called)

    with bureau.shop.shop.reading() as connection:
        assert len(jobs.waiting(connection, "K1")) == 1


@pytest.mark.parametrize(
    ("key", "words"),
    [(Qt.Key.Key_H, "Tidak ada harga yang berubah"), (Qt.Key.Key_T, "Hari ini belum ada barang datang")],
)
def test_nothing_to_take_is_said(bureau: Bureau, screen: LabelsScreen, key: Qt.Key, words: str) -> None:
    bureau.qtbot.keyClick(screen, key, Qt.KeyboardModifier.ControlModifier)

    bureau.until(lambda: words in said(screen))


def test_lines_are_taken_out_again(bureau: Bureau, screen: LabelsScreen) -> None:
    press: Callable[[Qt.Key], None] = lambda key: bureau.qtbot.keyClick(  # noqa: E731
        screen, key, Qt.KeyboardModifier.ControlModifier
    )
    press(Qt.Key.Key_N)
    bureau.until(lambda: len(screen.run.lines) == 3)
    press(Qt.Key.Key_D)
    assert len(screen.run.lines) == 2
    press(Qt.Key.Key_B)
    assert not screen.run.lines


def test_arrows_choose_while_the_box_has_the_focus(bureau: Bureau, screen: LabelsScreen) -> None:
    bureau.qtbot.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: len(screen.run.lines) == 3)
    screen.choose(0)
    screen.field.setFocus()
    bureau.qtbot.keyClick(screen.field, Qt.Key.Key_Down)

    assert screen.run.chosen == 1


def test_a_shop_with_a_label_printer_begins_with_its_roll(bureau: Bureau) -> None:
    with bureau.shop.shop.work(bureau.shop.manager, channel="office") as work:
        settings.change(work, {"label_printer": "tcp:192.0.2.9", "label_size": "58x40"})
    bureau.shop.shop.reload_settings()
    screen = bureau.go("labels")
    assert isinstance(screen, LabelsScreen)

    assert (screen.run.paper, screen.prints) == ("58x40", True)
