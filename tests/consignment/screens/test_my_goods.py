"""Titipan Saya: through the door with card and PIN, seen and taken along, and shut again by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from sqlalchemy import select

from consignment import my_goods_desks, my_goods_papers, my_goods_texts
from consignment import my_goods_words as words
from consignment.screens.countdowns import SECOND, told
from consignment.screens.my_goods import DOOR, NAME, MyGoodsScreen
from consignment.screens.my_goods_door import MyGoodsDoor
from koperasi.audit import AuditLink
from koperasi.errors import Trouble
from printing.jobs import PrintJob
from printing.slips import Slip
from tests.consignment.kitchens import PIN, Kitchen, fixed, november, siti
from tests.consignment.screens.conftest import Bureau
from tests.printing.readers import codes_in

CONTROL = Qt.KeyboardModifier.ControlModifier


class Watch:
    """A clock in the hand of the test."""

    def __init__(self) -> None:
        self.at = 0

    def __call__(self) -> int:
        return self.at

    def pass_seconds(self, seconds: int) -> None:
        self.at += seconds * SECOND


@pytest.fixture
def kitchen(bureau: Bureau) -> Kitchen:
    """Bu Siti in a shop whose window has her door; nothing brought yet."""
    bureau.shell.add(DOOR, MyGoodsDoor(bureau.shell, bureau.station))
    bureau.shell.add(NAME, MyGoodsScreen(bureau.shell, bureau.station))
    bureau.station.printer = "K1"
    return siti(bureau.shop)


def door(bureau: Bureau) -> MyGoodsDoor:
    bureau.shell.go(DOOR)
    found = bureau.shell.screen_named(DOOR)
    assert isinstance(found, MyGoodsDoor)
    return found


def hers(bureau: Bureau) -> MyGoodsScreen:
    found = bureau.shell.screen_named(NAME)
    assert isinstance(found, MyGoodsScreen)
    return found


def press(bureau: Bureau, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """As a key comes: to the window, which hands it on."""
    QTest.keyClick(bureau.shell.windowHandle(), key, held)


def come_in(bureau: Bureau, pin: str = PIN) -> MyGoodsScreen:
    """By her card."""
    at = door(bureau)
    bureau.shell.scanner.scanned.emit("9900064")
    bureau.until(lambda: at.caller is not None)
    bureau.type(pin)
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: bureau.shell.current_name == NAME)
    return hers(bureau)


def audited(bureau: Bureau) -> list[str]:
    with bureau.shop.shop.reading() as connection:
        return list(connection.execute(select(AuditLink.deed).order_by(AuditLink.seq)).scalars())


def test_card_and_pin_open_what_is_hers(bureau: Bureau, kitchen: Kitchen) -> None:
    kitchen.new("Kue", 10_000, fixed(8_000))
    kitchen.bring("Kue", 5)
    kitchen.sell("Kue", 2)

    screen = come_in(bureau)

    assert screen.head.name.accessibleName() == "Titipan Bu Siti"
    assert screen.board.accessibleName().startswith("Yang akan Ibu terima. Rp\u00a016.000")
    assert screen.goods is not None
    assert [each.name for each in screen.goods.lines] == ["Kue"]


def test_a_number_typed_on_the_pad_opens_it_too(bureau: Bureau, kitchen: Kitchen) -> None:
    """By touch alone: her number's digits, then her PIN."""
    at = door(bureau)
    for digit in "0064":
        bureau.qtbot.mouseClick(at.pad.keys[digit], Qt.MouseButton.LeftButton)
    bureau.qtbot.mouseClick(at.primary, Qt.MouseButton.LeftButton)
    bureau.until(lambda: at.caller is not None)
    for digit in PIN:
        bureau.qtbot.mouseClick(at.pad.keys[digit], Qt.MouseButton.LeftButton)
    bureau.qtbot.mouseClick(at.primary, Qt.MouseButton.LeftButton)
    bureau.until(lambda: bureau.shell.current_name == NAME)

    bureau.qtbot.mouseClick(hers(bureau).take_button, Qt.MouseButton.LeftButton)
    assert hers(bureau).pages.currentIndex() == 1


def test_letters_of_a_code_are_touched_too(bureau: Bureau, kitchen: Kitchen) -> None:
    """A maker who is no member has a code with letters, and the screen no keys."""
    at = door(bureau)
    bureau.qtbot.mouseClick(at.letters.button, Qt.MouseButton.LeftButton)
    assert (at.pad.isVisible(), at.letters.isVisible()) == (False, True)
    for letter in "p-09":
        bureau.qtbot.mouseClick(at.letters.keys[letter], Qt.MouseButton.LeftButton)
    assert at.number.text() == "p-09"
    bureau.qtbot.mouseClick(at.primary, Qt.MouseButton.LeftButton)
    bureau.until(lambda: "P-09" in at.hint.text() or "p-09" in at.hint.text())

    at.clear()
    assert (at.pad.isVisible(), at.letters.isVisible(), at.number.text()) == (True, False, "")


def test_no_name_is_told_before_the_pin_is_right(bureau: Bureau, kitchen: Kitchen) -> None:
    at = door(bureau)
    bureau.type("A-0064")
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: at.caller is not None)

    assert "A-0064" in at.hint.text()
    assert "Siti" not in at.hint.text() + at.heading.text()


def test_a_wrong_pin_says_what_is_left_and_five_make_her_wait(bureau: Bureau, kitchen: Kitchen) -> None:
    at = door(bureau)
    bureau.shell.scanner.scanned.emit("9900064")
    bureau.until(lambda: at.caller is not None)
    for left in range(9, 4, -1):
        bureau.type("111213")
        press(bureau, Qt.Key.Key_Return)
        bureau.until(lambda left=left: at.hint.text() == f"Salah. Sisa {left} kali.")
    bureau.type(PIN)
    press(bureau, Qt.Key.Key_Return)

    bureau.until(lambda: at.hint.text().startswith("Tunggu "))
    assert bureau.shell.current_name == DOOR
    assert audited(bureau).count("refused:member-pin") == 5


def test_a_number_nobody_has_is_said_and_typed_again(bureau: Bureau, kitchen: Kitchen) -> None:
    at = door(bureau)
    bureau.type("777")
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: at.hint.text() == "Nomor 777 tidak dikenal.")

    bureau.type("64")
    assert at.hint.text() == "Scan kartu, atau ketik nomor anggota."
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: at.caller is not None)


def test_escape_goes_back_step_by_step_and_leaves_nothing_behind(bureau: Bureau, kitchen: Kitchen) -> None:
    bureau.go("consignment")
    screen = come_in(bureau)
    press(bureau, Qt.Key.Key_W, CONTROL)
    assert screen.pages.currentIndex() == 1
    press(bureau, Qt.Key.Key_Escape)
    assert screen.pages.currentIndex() == 0
    press(bureau, Qt.Key.Key_Escape)

    assert bureau.shell.current_name == DOOR
    assert screen.goods is None
    assert screen.head.name.accessibleName() == "Titipan Saya"
    assert screen.taking.words.text() == ""
    assert screen.papers.papers == ()
    at = bureau.shell.screen_named(DOOR)
    assert isinstance(at, MyGoodsDoor)
    assert (at.caller, at.number.text(), at.pin.complete) == (None, "", False)
    press(bureau, Qt.Key.Key_Escape)
    assert bureau.shell.current_name == "consignment"
    bureau.until(lambda: "consignment:maker:read:close" in audited(bureau))


def test_without_a_touch_it_locks_itself(bureau: Bureau, kitchen: Kitchen) -> None:
    watch = Watch()
    hers(bureau).countdown.now = watch
    screen = come_in(bureau)
    assert screen.head.left.text() == "2.00"
    watch.pass_seconds(18)
    screen.countdown.look()
    assert screen.head.left.text() == "1.42"

    press(bureau, Qt.Key.Key_Down)
    assert screen.head.left.text() == "2.00"
    watch.pass_seconds(119)
    screen.countdown.look()
    assert bureau.shell.current_name == NAME
    watch.pass_seconds(1)
    screen.countdown.look()

    assert bureau.shell.current_name == DOOR
    assert screen.goods is None
    assert not screen.countdown.running


def test_a_number_left_at_the_door_is_forgotten(bureau: Bureau, kitchen: Kitchen) -> None:
    watch, at = Watch(), door(bureau)
    at.countdown.now = watch
    bureau.shell.scanner.scanned.emit("9900064")
    bureau.until(lambda: at.caller is not None)

    watch.pass_seconds(bureau.shop.shop.settings.kiosk_seconds)
    at.countdown.look()
    assert at.caller is None

    bureau.type("006")
    watch.pass_seconds(bureau.shop.shop.settings.kiosk_seconds)
    at.countdown.look()
    assert at.number.text() == ""


def test_seconds_are_told_as_minutes() -> None:
    assert [told(each) for each in (120, 102, 60, 9, 0)] == ["2.00", "1.42", "1.00", "0.09", "0.00"]


def test_the_code_on_the_screen_is_read_by_a_scanner(bureau: Bureau, kitchen: Kitchen, tmp_path: Path) -> None:
    kitchen.new("Kue", 10_000, fixed(8_000))
    kitchen.bring("Kue", 5)
    screen = come_in(bureau)
    press(bureau, Qt.Key.Key_W, CONTROL)
    bureau.qtbot.wait(50)
    shown = tmp_path / "shown.png"
    bureau.shell.grab().save(str(shown))

    assert screen.goods is not None
    assert codes_in(Image.open(shown).convert("L"), tmp_path) == {f"QR-Code:{my_goods_texts.link(screen.goods)}"}


def test_the_slip_is_what_the_screen_shows(bureau: Bureau, kitchen: Kitchen) -> None:
    kitchen.new("Kue", 10_000, fixed(8_000))
    kitchen.bring("Kue", 5)
    kitchen.sell("Kue", 1)
    screen = come_in(bureau)
    goods = screen.goods
    assert goods is not None
    press(bureau, Qt.Key.Key_P, CONTROL)
    bureau.until(lambda: screen.notice.notice is not None)

    with bureau.shop.shop.reading() as connection:
        last = connection.execute(select(PrintJob.slip, PrintJob.printer).order_by(PrintJob.id.desc())).first()
    assert last is not None
    assert Slip.from_json(last.slip) == my_goods_papers.slip(goods)
    assert last.printer == "K1"
    assert "consignment:maker:read:print" in audited(bureau)


def test_copied_words_are_taken_off_the_clipboard_when_she_goes(bureau: Bureau, kitchen: Kitchen) -> None:
    screen = come_in(bureau)
    press(bureau, Qt.Key.Key_C, CONTROL)
    assert screen.goods is not None
    assert QGuiApplication.clipboard().text() == my_goods_texts.message(screen.goods)

    press(bureau, Qt.Key.Key_Escape)
    press(bureau, Qt.Key.Key_Escape)

    assert bureau.shell.current_name == DOOR
    assert QGuiApplication.clipboard().text() == ""


def test_an_empty_screen_says_what_to_do(bureau: Bureau, kitchen: Kitchen) -> None:
    screen = come_in(bureau)

    assert screen.table.empty == "Belum ada barang titipan Ibu bulan ini. Bawa ke kasir bersama kartu."
    assert screen.board.due is not None
    assert screen.board.due.when == ("Belum ada yang laku",)


def test_a_sale_at_the_till_is_seen_at_once(bureau: Bureau, kitchen: Kitchen) -> None:
    kitchen.new("Kue", 10_000, fixed(8_000))
    kitchen.bring("Kue", 5)
    screen = come_in(bureau)
    kitchen.sell("Kue", 1)
    bureau.shell.deeds.news.emit(frozenset({"sales"}))

    bureau.until(lambda: screen.goods is not None and screen.goods.lines[0].sold.thousandths == 1_000)


def test_what_cannot_be_read_again_is_said_and_the_old_stays(
    bureau: Bureau, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = come_in(bureau)

    def broken(*_given: object) -> None:
        raise Trouble("Data toko tidak terjangkau.")

    monkeypatch.setattr(my_goods_desks, "read", broken)
    press(bureau, Qt.Key.Key_U, CONTROL)

    bureau.until(lambda: screen.notice.notice is not None)
    assert screen.notice.notice is not None
    assert screen.notice.notice.words.startswith("Belum terbaca lagi: Data toko tidak terjangkau.")
    assert screen.goods is not None


def test_a_hundred_products_scroll_by_keys(bureau: Bureau, kitchen: Kitchen) -> None:
    for n in range(30):
        kitchen.new(f"Kue {n:02}", 10_000, fixed(8_000))
        kitchen.bring(f"Kue {n:02}", 1)
    screen = come_in(bureau)
    bar = screen.table.rows.verticalScrollBar()
    assert bar.maximum() > 0

    press(bureau, Qt.Key.Key_PageDown)
    press(bureau, Qt.Key.Key_Down)
    assert bar.value() > 0
    press(bureau, Qt.Key.Key_End)

    assert bar.value() == bar.maximum()


@pytest.mark.parametrize("size", [(1366, 768), (1024, 736)])
def test_a_whole_month_fits_the_window(bureau: Bureau, kitchen: Kitchen, size: tuple[int, int]) -> None:
    del kitchen
    bureau.shell.status.hide()
    bureau.shell.resize(*size)
    screen = hers(bureau)
    screen._actor = bureau.station.actor
    goods = november(bureau.shop, days=(1, 11, 16, 22, 23), number="A-0065", card="9900065").seen()
    bureau.shell.go(NAME, goods=goods)
    bureau.qtbot.wait(50)

    assert bureau.shell.minimumSizeHint().width() <= size[0]
    assert bureau.shell.minimumSizeHint().height() <= size[1]
    assert words.spoken_rows(goods) == screen.table.rows.widget().accessibleName()
    # In a narrow window the small bars go, and nothing else.
    assert ("bars" in screen.table.columns()) is (size[0] > 1_200)
