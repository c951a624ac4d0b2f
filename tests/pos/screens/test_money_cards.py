"""A payment by QRIS as cashier and customer see it: the code reads back, the mark falls with the amount."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from desktop import theme
from koperasi import settings
from koperasi.money import Rupiah
from pos import qris, qris_codes
from pos.screens.customers import CustomerDisplays
from pos.showings import Scene
from printing.jobs import PrintJob
from tests.pos.qris_codes import STATIC
from tests.pos.screens.conftest import Desk
from tests.printing.readers import codes_in

PACK, CARD = "8991002101111", "9900217"


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """Three packs, paid by QRIS at a shop with its code."""
    qris_codes.keep(desk.shop.shop, desk.shop.manager, STATIC)
    desk.type("3*")
    desk.scan(PACK)
    desk.press(Qt.Key.Key_F8)
    assert desk.shell.current_name == "payment"
    return desk


def read(widget: QWidget, folder: Path) -> set[str]:
    file = folder / "seen.png"
    widget.grab().save(str(file))
    with Image.open(file) as picture:
        return {each.removeprefix("QR-Code:") for each in codes_in(picture.convert("L"), folder)}


def code_of(amount: int) -> str:
    return qris.with_amount(qris.static_code(STATIC), Rupiah(amount)).payload


def change(desk: Desk, **values: object) -> None:
    with desk.shop.shop.work(desk.shop.manager) as work:
        settings.change(work, values)
    desk.shop.shop.reload_settings()


def customers(desk: Desk) -> CustomerDisplays:
    (found,) = desk.checkout.findChildren(CustomerDisplays)
    return found


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1366, 768), (1920, 1080)])
def test_the_code_on_the_screen_reads_back_with_the_amount(
    asked: Desk, tmp_path: Path, name: str, width: int, height: int, qapp: object
) -> None:
    theme.apply(qapp, name, motion=False)  # type: ignore[arg-type]
    asked.shell.resize(width, height)
    assert read(asked.shell, tmp_path) == {code_of(47_400)}
    assert asked.payment.money.code.merchant.text() == "TOKO CONTOH UJI"
    assert asked.payment.money.code.nmid.text() == "NMID ID0000000000000"


def test_another_amount_draws_another_code_and_the_mark_falls(asked: Desk, tmp_path: Path) -> None:
    asked.press(Qt.Key.Key_D, ctrl=True)
    assert asked.till.offers.parts[0].seen

    asked.type("40000")
    assert not asked.till.offers.parts[0].seen
    assert not asked.payment.money.check.isChecked()
    assert read(asked.payment.money, tmp_path) == {code_of(40_000)}


def test_her_card_changes_the_sum_and_so_the_code(asked: Desk, tmp_path: Path) -> None:
    asked.scan(CARD)
    assert read(asked.payment.money, tmp_path) == {code_of(46_500)}


def test_switched_off_the_plain_sticker_is_shown_and_she_types_the_amount(asked: Desk, tmp_path: Path) -> None:
    qris_codes.set_on(asked.shop.shop, asked.shop.manager, False)
    asked.type("40000")
    assert read(asked.payment.money, tmp_path) == {STATIC}
    assert "40.000" in asked.payment.money.code.why.text()


def test_over_the_limit_there_is_no_code_and_it_says_why(asked: Desk, tmp_path: Path) -> None:
    change(asked, qris_limit=40_000)
    asked.type("40001")
    assert read(asked.payment.money, tmp_path) == set()
    assert "batas" in asked.payment.money.code.why.text()


def test_without_a_code_the_sticker_on_the_counter_is_named(desk: Desk) -> None:
    desk.scan(PACK)
    desk.press(Qt.Key.Key_F8)
    assert "stiker" in desk.payment.money.code.why.text()
    desk.press(Qt.Key.Key_D, ctrl=True)
    desk.finish()


def test_a_code_that_was_put_into_the_data_is_not_shown(asked: Desk, tmp_path: Path) -> None:
    change(asked, qris_static=STATIC.replace("UJI", "UJ1"))
    asked.type("40000")
    assert read(asked.payment.money, tmp_path) == set()
    assert "Jangan dipakai" in asked.payment.money.code.why.text()


def test_the_code_is_printed_by_key_as_no_receipt(asked: Desk) -> None:
    asked.press(Qt.Key.Key_P, ctrl=True)
    asked.until(lambda: slips(asked))
    assert code_of(47_400) in slips(asked)[0]
    assert "bukan bukti pembayaran" in slips(asked)[0]


def slips(desk: Desk) -> list[str]:
    with desk.shop.shop.reading() as connection:
        return list(connection.execute(select(PrintJob.slip).where(PrintJob.document_id.is_(None))).scalars())


def test_a_shop_may_want_the_reference_first(asked: Desk) -> None:
    change(asked, qris_reference=True)
    asked.press(Qt.Key.Key_D, ctrl=True)
    assert asked.payment.finish.words == "Isi Ref. QRIS dulu"
    asked.press(Qt.Key.Key_Return)
    assert asked.shell.current_name == "payment"

    asked.press(Qt.Key.Key_R, ctrl=True)
    asked.type("8841")
    asked.press(Qt.Key.Key_Return)
    asked.finish()


def test_the_customers_window_comes_by_key_and_by_touch_and_shows_the_code(asked: Desk, tmp_path: Path) -> None:
    asked.press(Qt.Key.Key_B, ctrl=True)
    window = customers(asked).window
    assert window is not None
    assert window.isVisible()
    assert asked.payment.amount.hasFocus()
    assert read(window, tmp_path) == {code_of(47_400)}

    asked.type("40000")
    assert read(window, tmp_path) == {code_of(40_000)}
    asked.touch(asked.payment._code_buttons[0])
    assert not window.isVisible()


def test_when_the_money_is_seen_the_code_goes(asked: Desk, tmp_path: Path) -> None:
    asked.press(Qt.Key.Key_B, ctrl=True)
    asked.press(Qt.Key.Key_D, ctrl=True)
    window = customers(asked).window
    assert window is not None
    assert window.showing.scene is Scene.LINES
    assert read(window, tmp_path) == set()


def test_without_qris_neither_button_is_there(desk: Desk) -> None:
    desk.scan(PACK)
    desk.press(Qt.Key.Key_Return)
    assert not any(button.isVisible() for button in desk.payment._code_buttons)
    desk.press(Qt.Key.Key_P, ctrl=True)
    assert slips(desk) == []
