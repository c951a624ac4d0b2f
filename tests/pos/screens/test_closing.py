"""Closing a shift: blind first, then the difference, then the Z."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from sqlalchemy import select

from koperasi import audit, backups, shifts
from koperasi.money import Rupiah, dots
from koperasi.tills import COINS, NOTES
from pos.screens.closing import ClosingScreen
from pos.tenders import Tender, TenderKind
from printing.workers import News
from tests.fronts import Front
from tests.shift_walks import count as counted
from tests.shift_walks import go, sold

#: Float 300.000 and one soap for 3.400.
EXPECTED = 303_400


def said(widget: QWidget) -> str:
    """Every word in the widget tree: painted, written, or spoken."""
    words = []
    for each in [widget, *widget.findChildren(QWidget)]:
        words += [each.accessibleName(), each.toolTip(), each.text() if isinstance(each, QLabel) else ""]
        for name in ("words", "value"):
            words.append(str(getattr(each, name, "")))
    return "\n".join(words)


@pytest.fixture
def closing(selling_front: Front) -> ClosingScreen:
    """The closing screen, after one sale."""
    counter = selling_front.counter
    counter.sell(counter.line(counter.soap, 1, 3_400))
    selling_front.window.shell.go("closing")
    assert isinstance(selling_front.screen, ClosingScreen)
    return selling_front.screen


def count(front: Front, amount: int) -> None:
    for worth in (*NOTES, *COINS):
        pieces, amount = divmod(amount, worth)
        front.type(str(pieces))
        front.press("Return")


def test_nothing_tells_the_expected_cash_before_the_count_is_finished(
    selling_front: Front, closing: ClosingScreen
) -> None:
    count(selling_front, EXPECTED // 100_000 * 100_000)
    selling_front.until(lambda: closing.step == 1)
    assert dots(EXPECTED) in said(closing)

    selling_front.press("Escape")

    assert closing.step == 0
    assert dots(EXPECTED) not in said(closing)


def test_a_fresh_count_knows_nothing_of_the_expected_cash(closing: ClosingScreen) -> None:
    assert dots(EXPECTED) not in said(closing)
    assert closing.difference is None


def test_every_look_at_the_difference_is_in_the_audit(selling_front: Front, closing: ClosingScreen) -> None:
    count(selling_front, 300_000)
    selling_front.until(lambda: closing.step == 1)
    selling_front.press("Escape")
    selling_front.press("Ctrl+Return")
    selling_front.until(lambda: closing.step == 1)

    with selling_front.counter.shop.reading() as connection:
        noted = select(audit.AuditLink.detail).where(audit.AuditLink.deed == "pos:shift:count")
        details = connection.execute(noted).scalars().all()
    assert len(details) == 2
    assert '"over": -3400' in details[0]


def test_what_is_left_empty_is_asked_for_once_and_then_counts_as_none(
    selling_front: Front, closing: ClosingScreen
) -> None:
    selling_front.type("3")
    selling_front.press("Ctrl+Return")
    assert closing.notice.notice is not None
    assert closing.notice.notice.words.startswith("Masih kosong: 10 pecahan")
    assert closing.step == 0

    selling_front.press("Ctrl+Return")

    selling_front.until(lambda: closing.step == 1)
    assert closing.difference is not None
    assert closing.difference.over == Rupiah(-3_400)
    assert closing.comparing.over.words == "−Rp\u00a03.400"


def test_a_close_books_the_difference_banks_the_rest_and_makes_a_backup(
    selling_front: Front, closing: ClosingScreen
) -> None:
    shift = selling_front.window.station.shift
    assert shift is not None
    count(selling_front, EXPECTED + 100)
    selling_front.until(lambda: closing.step == 1)
    selling_front.type("200000")
    assert closing.comparing.board.text.amount == Rupiah(103_500)
    selling_front.press("Return")
    selling_front.until(lambda: closing.step == 2)
    shop = selling_front.counter.shop
    selling_front.until(lambda: backups.newest(shop.state.backups) is not None)
    selling_front.until(lambda: closing.ending.paper.count == 1)

    with shop.reading() as connection:
        close = shifts.closing(connection, shift.id)
        assert shifts.open_shift_of(connection, shift.till_id) is None
    assert (close.expected, close.counted) == (Rupiah(EXPECTED), Rupiah(EXPECTED + 100))
    assert (close.banked, close.left_in_drawer) == (Rupiah(103_500), Rupiah(200_000))

    selling_front.press("Return")
    selling_front.at("sign-in")
    assert selling_front.window.station.actor is None
    assert selling_front.window.station.shift is None


def test_more_than_was_counted_cannot_stay(selling_front: Front, closing: ClosingScreen) -> None:
    count(selling_front, EXPECTED)
    selling_front.until(lambda: closing.step == 1)
    selling_front.type("400000")
    selling_front.press("Return")

    assert closing.step == 1
    assert closing.comparing.left.error.startswith("Lebih dari Uang Fisik.")
    assert closing.comparing.primary.words == "Ditinggal terlalu banyak"


def test_an_open_cart_is_told_and_kept(selling_front: Front) -> None:
    front = selling_front
    front.window.station.open_lines = lambda: 3
    front.window.shell.go("closing")

    screen = front.screen
    front.until(lambda: screen.notice.notice is not None)
    assert screen.notice.notice is not None
    assert screen.notice.notice.words.startswith("3 barang masih di keranjang.")


def test_the_arrows_go_from_one_field_to_the_next(selling_front: Front, closing: ClosingScreen) -> None:
    fields = [row.field for row in closing.counting.cards.rows.values()]
    assert fields[0].hasFocus()
    selling_front.press("Down", "Down", "Up")

    assert fields[1].hasFocus()


def test_a_dead_printer_is_said_on_the_z_page_and_holds_nothing_up(selling_front: Front) -> None:
    sold(selling_front)
    station = selling_front.window.station
    station.printer = "K1"
    station.printer_news = News("K1", 1, 0, "Kertas habis.")
    go(selling_front, "Ctrl+T", "closing")
    screen = selling_front.screen
    assert isinstance(screen, ClosingScreen)
    counted(selling_front, "3")
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
    counted(selling_front, "3")
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
    counted(selling_front, "3")
    selling_front.until(lambda: screen.step == 1)
    (field,) = screen.comparing.elsewhere.fields
    field.setFocus()
    selling_front.type("6000")
    selling_front.press("Return", "Return")
    selling_front.until(lambda: screen.step == 2)

    assert screen.closed is not None
    (qris,) = screen.closed.z.elsewhere
    assert (qris.expected, qris.seen, qris.difference) == (Rupiah(6_800), Rupiah(6_000), Rupiah(-800))


def test_who_may_read_reports_is_offered_the_days_paper_at_the_end(
    selling_front: Front, closing: ClosingScreen, tmp_path: Path
) -> None:
    opened: list[str] = []
    closing.folder = lambda: tmp_path / "papers"
    closing.open_address = lambda url: bool(opened.append(url.toLocalFile()) or True)
    count(selling_front, EXPECTED)
    selling_front.until(lambda: closing.step == 1)
    selling_front.press("Return")
    selling_front.until(lambda: closing.step == 2)
    assert closing.ending.of_day.isHidden()
    selling_front.press("Ctrl+H")
    assert opened == []

    closing.station.actor = selling_front.counter.manager
    closing._show_step(2)
    assert not closing.ending.of_day.isHidden()
    selling_front.press("Ctrl+H")
    selling_front.until(lambda: opened)

    assert Path(opened[0]).name == "Laporan Harian 2026-11-23.pdf"
    assert Path(opened[0]).read_bytes().startswith(b"%PDF")
