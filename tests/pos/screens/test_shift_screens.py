"""Around an open shift: the drawer without a sale, X, handover, recount, a shift that was forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from koperasi import handovers, settings, shifts, verifications
from koperasi.money import Rupiah, dots
from pos import drawers
from pos.commands.shifts import close
from pos.drawers import Why
from pos.screens.closing import ClosingScreen
from pos.screens.drawer import DrawerScreen
from pos.screens.handover import HandoverScreen
from pos.screens.opening import OpeningScreen
from pos.screens.over_short import OverShortScreen
from pos.screens.overrides import OverrideScreen
from pos.screens.reading import ReadingScreen
from pos.screens.recount import RecountScreen
from pos.tenders import Tender, TenderKind
from printing.workers import News
from tests.fronts import RINA, YUNI, Front
from tests.shops import Counter

#: Float 300.000, and one soap for 3.400.
EXPECTED = 303_400


def said(widget: QWidget) -> str:
    """Every word in the widget tree: painted, written, or spoken."""
    words = []
    for each in [widget, *widget.findChildren(QWidget)]:
        words += [each.accessibleName(), each.text() if isinstance(each, QLabel) else ""]
        words += [str(getattr(each, name, "")) for name in ("words", "value")]
    return "\n".join(words)


def sold(front: Front) -> None:
    front.counter.sell(front.counter.line(front.counter.soap, 1, 3_400))


def go(front: Front, key: str, name: str) -> None:
    front.press("F12")
    front.at("menu")
    front.press(key)
    front.at(name)


def count(front: Front, *pieces: str) -> None:
    """Pieces from the largest note on; the rest is left empty, and Ctrl Enter is pressed twice."""
    for each in pieces:
        front.type(each)
        front.press("Return")
    front.press("Ctrl+Return", "Ctrl+Return")


def approve(front: Front) -> None:
    """Yuni's PIN on the override screen."""
    front.at("override")
    screen = front.screen
    assert isinstance(screen, OverrideScreen)
    front.until(lambda: screen.people)
    front.press("Ctrl+1")
    front.type(YUNI[1])
    front.press("Return")


def openings(counter: Counter) -> int:
    assert counter.shift is not None
    with counter.shop.reading() as connection:
        return drawers.openings(connection, counter.shift.id)


# --- The drawer without a sale ----------------------------------------------------------------


def test_a_number_is_a_reason_and_a_cashier_asks_for_a_pin(selling_front: Front) -> None:
    go(selling_front, "Ctrl+B", "drawer")
    selling_front.type("1")
    selling_front.at("override")
    assert openings(selling_front.counter) == 0
    approve(selling_front)

    selling_front.at("drawer")
    selling_front.until(lambda: openings(selling_front.counter) == 1)
    screen = selling_front.screen
    assert isinstance(screen, DrawerScreen)
    selling_front.until(lambda: screen.often.value == "1 kali")


def test_another_reason_is_written_and_then_opens_by_touch(selling_front: Front, qtbot: QtBot) -> None:
    selling_front.window.station.actor = selling_front.counter.manager
    go(selling_front, "Ctrl+B", "drawer")
    screen = selling_front.screen
    assert isinstance(screen, DrawerScreen)
    qtbot.mouseClick(screen.buttons[Why.OTHER], Qt.MouseButton.LeftButton)
    selling_front.type("koin 2 jatuh")
    qtbot.mouseClick(screen.primary, Qt.MouseButton.LeftButton)

    selling_front.until(lambda: openings(selling_front.counter) == 1)


# --- X ----------------------------------------------------------------------------------------


def test_x_tells_a_cashier_nothing_of_what_must_be_there(selling_front: Front) -> None:
    sold(selling_front)
    go(selling_front, "Ctrl+X", "reading")
    screen = selling_front.screen
    assert isinstance(screen, ReadingScreen)
    selling_front.until(lambda: screen.read_last is not None)

    assert dots(EXPECTED) not in said(screen)
    assert dots(3_400) not in said(screen)


def test_x_tells_a_manager(selling_front: Front) -> None:
    sold(selling_front)
    selling_front.window.station.actor = selling_front.counter.manager
    go(selling_front, "Ctrl+X", "reading")
    screen = selling_front.screen
    assert isinstance(screen, ReadingScreen)
    selling_front.until(lambda: screen.read_last is not None)

    assert screen.board.text.amount == Rupiah(EXPECTED)


# --- Handover ---------------------------------------------------------------------------------


def test_a_shift_is_handed_over_blind_and_the_other_goes_on(selling_front: Front) -> None:
    sold(selling_front)
    go(selling_front, "Ctrl+H", "handover")
    screen = selling_front.screen
    assert isinstance(screen, HandoverScreen)
    count(selling_front, "3")
    selling_front.until(lambda: screen.step == 1 and screen.people)
    assert dots(EXPECTED) not in said(screen)
    selling_front.type(YUNI[1])
    selling_front.press("Return")
    selling_front.until(lambda: screen.step == 2)
    assert screen.figures[2].words == "−Rp\u00a03.400"
    selling_front.press("Return")

    selling_front.at("till")
    shift = selling_front.window.station.shift
    assert shift is not None
    assert selling_front.window.station.person.name == "Yuni Kartika"
    with selling_front.counter.shop.reading() as connection:
        assert handovers.holder(connection, shift) == selling_front.counter.manager.id
        assert shifts.expected_cash(connection, shift) == Rupiah(300_000)


def test_a_wrong_pin_hands_nothing_over(selling_front: Front) -> None:
    go(selling_front, "Ctrl+H", "handover")
    screen = selling_front.screen
    assert isinstance(screen, HandoverScreen)
    count(selling_front, "3")
    selling_front.until(lambda: screen.step == 1 and screen.people)
    selling_front.type("000000")
    selling_front.press("Return")
    selling_front.until(lambda: "Sisa" in screen.pad.words.text())

    shift = selling_front.window.station.shift
    assert shift is not None
    with selling_front.counter.shop.reading() as connection:
        assert handovers.handed(connection, shift.id) == ()


# --- Recount ----------------------------------------------------------------------------------


def test_a_supervisors_pin_lets_her_recount_at_the_cashiers_till(selling_front: Front) -> None:
    counter = selling_front.counter
    sold(selling_front)
    shift = counter.shift
    assert shift is not None
    counter.close(303_000)
    counter.open()
    selling_front.window.station.shift = counter.shift
    go(selling_front, "Ctrl+U", "recount")
    screen = selling_front.screen
    assert isinstance(screen, RecountScreen)
    selling_front.until(lambda: screen.shifts)
    selling_front.press("Return")
    approve(selling_front)
    selling_front.at("recount")
    selling_front.until(lambda: screen.step == 1)
    assert dots(303_000) not in said(screen)
    assert dots(EXPECTED) not in said(screen)
    count(selling_front, "3", "0", "0", "0", "0", "1", "1")
    selling_front.until(lambda: screen.step == 2)

    with counter.shop.reading() as connection:
        found = verifications.last(connection, shift.id)
    assert (found.expected, found.counted, found.verified) == (Rupiah(303_400), Rupiah(303_000), Rupiah(303_000))
    assert found.by == "Yuni Kartika"


# --- A day that has passed --------------------------------------------------------------------


@pytest.fixture
def the_day_after(qtbot: QtBot, qapp: QApplication, seller: Counter) -> Front:
    """The window a day after its shift was opened and not closed."""
    seller.shop.clock.at += timedelta(days=1)  # type: ignore[attr-defined]
    return Front.open(seller, qtbot, qapp)


def test_a_forgotten_shift_is_told_and_closed_or_gone_on_with(the_day_after: Front) -> None:
    front = the_day_after
    front.sign_in(RINA)
    front.at("forgotten")
    assert "Senin, 23 November 2026" in said(front.screen)
    front.press("Ctrl+J")
    front.at("till")
    entry = front.window.shell.status.entry("shift")
    assert entry is not None
    assert (entry.words, entry.tone) == ("Shift 23/11 belum ditutup", "warn")

    front.press("F12")
    front.at("menu")
    front.press("Ctrl+G")
    front.at("sign-in")
    front.sign_in(RINA)
    front.at("forgotten")
    front.press("Return")
    front.at("closing")
    front.window.close()


def test_a_full_drawer_is_told_in_the_status_bar_without_a_figure(selling_front: Front) -> None:
    shop = selling_front.counter.shop
    with shop.work(selling_front.counter.manager) as work:
        settings.change(work, {"drawer_high": 300_000})
    shop.reload_settings()
    watch = selling_front.window.watch
    assert watch is not None
    watch.look()

    def entry() -> str:
        found = selling_front.window.shell.status.entry("shift")
        return found.words if found else ""

    selling_front.until(lambda: entry() == "Laci penuh, setor ke brankas: F11")
    assert "300.000" not in entry()


# --- Closing ----------------------------------------------------------------------------------


def test_a_dead_printer_is_said_on_the_z_page_and_holds_nothing_up(selling_front: Front) -> None:
    sold(selling_front)
    station = selling_front.window.station
    station.printer = "K1"
    station.printer_news = News("K1", 1, 0, "Kertas habis.")
    go(selling_front, "Ctrl+T", "closing")
    screen = selling_front.screen
    assert isinstance(screen, ClosingScreen)
    count(selling_front, "3")
    selling_front.until(lambda: screen.step == 1)
    selling_front.press("Return")
    selling_front.until(lambda: screen.step == 2)

    chip = screen.ending.printed.chip
    assert chip is not None
    assert (chip.words, chip.tone) == ("Laporan menunggu", "warn")


def test_a_shift_that_someone_closed_in_the_meantime_shows_that_z(selling_front: Front) -> None:
    sold(selling_front)
    go(selling_front, "Ctrl+T", "closing")
    screen = selling_front.screen
    assert isinstance(screen, ClosingScreen)
    count(selling_front, "3")
    selling_front.until(lambda: screen.step == 1)
    selling_front.counter.close(303_400)
    selling_front.press("Return")
    selling_front.until(lambda: screen.step == 2)

    assert screen.closed is not None
    assert (screen.closed.z.number, screen.closed.z.cash.counted) == ("Z-K1-0001", Rupiah(303_400))


def test_what_the_app_shows_is_typed_beside_the_difference(selling_front: Front) -> None:
    counter = selling_front.counter
    counter.sell(counter.line(counter.soap, 2, 3_400), tenders=(Tender(TenderKind.QRIS, Rupiah(6_800)),))
    go(selling_front, "Ctrl+T", "closing")
    screen = selling_front.screen
    assert isinstance(screen, ClosingScreen)
    count(selling_front, "3")
    selling_front.until(lambda: screen.step == 1)
    (field,) = screen.comparing.elsewhere.fields
    field.setFocus()
    selling_front.type("6000")
    selling_front.press("Return", "Return")
    selling_front.until(lambda: screen.step == 2)

    assert screen.closed is not None
    (qris,) = screen.closed.z.elsewhere
    assert (qris.expected, qris.seen, qris.difference) == (Rupiah(6_800), Rupiah(6_000), Rupiah(-800))


# --- Opening ----------------------------------------------------------------------------------


def test_what_was_left_is_taken_by_one_key_and_a_counted_difference_blocks_nothing(front: Front) -> None:
    counter = front.counter
    shift = counter.open(300_000)
    close(counter.shop, "K1", 250_000, 250_000)
    front.sign_in()
    front.at("opening")
    screen = front.screen
    assert isinstance(screen, OpeningScreen)
    front.press("Ctrl+S")
    assert screen.float_amount == Rupiah(250_000)
    front.press("Ctrl+H")
    for pieces in "24000000000":
        front.type(pieces)
        front.press("Return")
    front.at("till")

    with counter.shop.reading() as connection:
        opened = shifts.open_shift_of(connection, shift.till_id)
        assert opened is not None
        assert opened.float_amount == Rupiah(400_000)
        assert shifts.over_at_opening(connection, opened.id) == Rupiah(150_000)


def test_over_and_short_stand_by_cashier_and_only_for_who_may_read_reports(selling_front: Front) -> None:
    counter = selling_front.counter
    counter.close(299_000)
    counter.open()
    selling_front.window.station.shift = counter.shift
    go(selling_front, "Ctrl+U", "recount")
    selling_front.press("Ctrl+S")
    assert selling_front.name == "recount"

    selling_front.window.station.actor = counter.manager
    selling_front.press("Escape")
    selling_front.at("menu")
    selling_front.press("Ctrl+U")
    selling_front.at("recount")
    selling_front.press("Ctrl+S")
    selling_front.at("over-short")
    screen = selling_front.screen
    assert isinstance(screen, OverShortScreen)
    selling_front.until(lambda: screen.answers)

    (answer,) = screen.answers
    assert (answer.cashier, answer.counts, answer.exact) == ("Rina Astuti", 1, 0)
    assert (answer.over, answer.short, answer.balance) == (Rupiah(0), Rupiah(-1_000), Rupiah(-1_000))
