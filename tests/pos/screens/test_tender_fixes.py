"""How a sale was paid is put right from the shift's list: by keys, by touch, and by another's PIN."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.sounds import Sound
from koperasi.money import Rupiah
from pos import tender_corrections
from pos.sales import Posted
from pos.screens.tender_fixes import TenderFixScreen
from pos.tenders import TenderKind
from tests.pos.screens.conftest import Desk


@pytest.fixture
def sale(desk: Desk) -> Posted:
    """Five soaps, keyed as cash."""
    return desk.shop.sell(desk.shop.line(desk.shop.soap, 5, 3_400))


def opened(desk: Desk) -> TenderFixScreen:
    desk.shell.go("tender-fixes")
    screen = desk.shell.screen_named("tender-fixes")
    assert isinstance(screen, TenderFixScreen)
    desk.until(lambda: screen.sales)
    return screen


def paid(desk: Desk, sale: Posted) -> dict[TenderKind, Rupiah]:
    with desk.shop.shop.reading() as connection:
        return tender_corrections.paid(connection, sale.document_id)


def test_cash_becomes_qris_by_keys(desk: Desk, sale: Posted) -> None:
    screen = opened(desk)
    assert screen.primary.words == "Tulis alasannya"
    desk.type("salah pencet")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: paid(desk, sale) == {TenderKind.QRIS: Rupiah(17_000)})
    desk.until(lambda: screen.picked is not None and screen.source is TenderKind.QRIS)
    assert desk.heard is Sound.SAVED


def test_a_part_becomes_a_transfer_by_touch(desk: Desk, sale: Posted) -> None:
    screen = opened(desk)
    desk.touch(screen.targets[TenderKind.TRANSFER])
    screen.amount.set_amount(Rupiah(10_000))
    screen.reason.setText("ganti cara")
    screen._say_reason("ganti cara")
    desk.touch(screen.primary)
    desk.until(lambda: paid(desk, sale) == {TenderKind.CASH: Rupiah(7_000), TenderKind.TRANSFER: Rupiah(10_000)})


def test_more_than_was_keyed_is_said_on_the_button(desk: Desk, sale: Posted) -> None:
    screen = opened(desk)
    screen.amount.setFocus()
    desk.type("17001")
    assert "Paling banyak" in screen.primary.words
    desk.press(Qt.Key.Key_Return)
    assert desk.heard is Sound.REFUSED
    assert paid(desk, sale) == {TenderKind.CASH: Rupiah(17_000)}


def test_a_receipt_is_chosen_by_its_scan(desk: Desk, sale: Posted) -> None:
    desk.shop.sell(desk.shop.line(desk.shop.soap, 1, 3_400))
    screen = opened(desk)
    assert screen.picked is not None
    assert screen.picked.number != sale.number
    desk.shell.scanner.scanned.emit(sale.number)
    desk.until(lambda: screen.picked is not None and screen.picked.number == sale.number)
    desk.shell.scanner.scanned.emit("K9-999999")
    desk.until(lambda: screen.notice.notice is not None)


def test_a_large_one_asks_for_anothers_pin(desk: Desk) -> None:
    sale = desk.shop.sell(desk.shop.line(desk.shop.soap, 40, 3_400))
    opened(desk)
    desk.type("salah pencet")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.shell.current_name == "override")
    assert paid(desk, sale) == {TenderKind.CASH: Rupiah(136_000)}
