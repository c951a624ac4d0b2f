"""The change stays in sight until the next customer, whose first scan is all it takes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from pos.screens.change import notes_of
from pos.screens.till_faces import Page
from printing import jobs
from printing.jobs import Job, JobKind, State
from printing.workers import News
from tests.pos.screens.conftest import Desk

COFFEE, PACK = "8991002101104", "8991002101111"


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """A sale of Rp 15.800 for which Rp 50.000 was given."""
    desk.scan(PACK)
    desk.press(Qt.Key.Key_Return)
    desk.type("50000")
    desk.finish()
    return desk


def job_of(desk: Desk, state: State) -> Job:
    finished = desk.till.finished
    assert finished is not None
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return Job(1, finished.posted.document_id, JobKind.SLIP, 0, "K1", "", state, 1, "", at)


def test_the_change_is_told_in_notes_and_coins() -> None:
    assert notes_of(Rupiah(26_800)) == [(20_000, 1), (5_000, 1), (1_000, 1), (500, 1), (200, 1), (100, 1)]
    assert notes_of(Rupiah(0)) == []


def test_the_change_says_that_the_sale_is_safe(paid: Desk) -> None:
    assert paid.change.figure.accessibleName() == "Kembalian Rp\N{NO-BREAK SPACE}34.200"
    assert paid.change.notes.accessibleName().startswith("1 × 20.000")
    chip = paid.change.saved.chip
    assert chip is not None
    assert chip.words == "Tersimpan · No. Struk K1-000001"
    assert paid.change.scan.hasFocus()


def test_exact_money_says_uang_pas(desk: Desk) -> None:
    desk.scan(PACK)
    desk.press(Qt.Key.Key_Return)
    desk.finish()
    assert desk.change.figure.accessibleName() == "Uang Pas"


def test_the_next_scan_is_the_next_customers_first_line(paid: Desk) -> None:
    sold = paid.shell.current_name, paid.till.cart.id
    paid.scan(COFFEE)

    assert sold[0] == "change"
    assert paid.shell.current_name == "till"
    assert [line.good.code for line in paid.till.cart.lines] == ["K-0412"]
    assert (paid.till.cart.id, paid.till.finished) == (sold[1], None)
    assert paid.screen.scan.hasFocus()


def test_a_quantity_typed_before_the_next_customers_scan_counts(paid: Desk) -> None:
    paid.type("2*")
    paid.scan(COFFEE)
    assert [line.quantity for line in paid.till.cart.lines] == [Quantity.of(2)]
    assert paid.screen.scan.text() == ""


def test_digits_before_the_next_customers_scan_are_not_guessed_at(paid: Desk) -> None:
    paid.type("2")
    paid.scan(COFFEE)
    assert (paid.shell.current_name, paid.till.cart.lines) == ("till", ())
    assert paid.screen.scan.text() == "2"


@pytest.mark.parametrize(
    ("key", "page"), [(Qt.Key.Key_F2, Page.FOUND), (Qt.Key.Key_F3, Page.MEMBERS), (Qt.Key.Key_F7, Page.FOUND)]
)
def test_the_tills_keys_begin_the_next_customers_sale(paid: Desk, key: Qt.Key, page: Page) -> None:
    paid.press(key)
    assert (paid.shell.current_name, paid.screen.page) == ("till", page)


def test_letters_typed_go_on_in_the_search(paid: Desk) -> None:
    paid.type("sab")
    assert (paid.shell.current_name, paid.screen.page) == ("till", Page.FOUND)
    paid.until(lambda: paid.screen.search.count == 1)
    assert paid.screen.scan.text() == "sab"


def test_a_typed_code_is_looked_up(paid: Desk) -> None:
    paid.type("2*101")
    paid.press(Qt.Key.Key_Return)
    paid.settle()
    assert paid.till.cart.total == Rupiah(6_800)


def test_escape_leaves_the_change_and_enter_does_not(paid: Desk) -> None:
    paid.press(Qt.Key.Key_Return)
    assert paid.shell.current_name == "change"
    paid.press(Qt.Key.Key_Escape)
    assert (paid.shell.current_name, paid.till.finished) == ("till", None)


def test_the_receipts_state_is_the_printers_word(paid: Desk) -> None:
    paid.change.show_job(job_of(paid, State.SENT))
    chip = paid.change.paper.chip
    assert chip is not None
    assert (chip.words, chip.tone) == ("Struk dicetak", "ok")

    paid.change.show_job(job_of(paid, State.UNKNOWN))
    chip = paid.change.paper.chip
    assert chip is not None
    assert chip.tone == "warn"


def test_a_printers_trouble_never_makes_the_window_wider(paid: Desk) -> None:
    paid.checkout.station.printer_news = News("K1", 12, 0, "Printer 192.168.100.200:9100 tidak menjawab.")
    paid.change.show_printer()

    chip = paid.change.paper.chip
    assert chip is not None
    assert chip.words == "Printer 192.168.100.200:9100 tidak menjawab, 12 struk menunggu"
    assert paid.change.minimumSizeHint().width() <= 1024


def test_a_gift_receipt_comes_from_the_change(paid: Desk) -> None:
    station = paid.change.checkout.station
    station.printer = "K1"
    paid.change.enter()
    paid.change.actions_by_key["Ctrl+H"].trigger()
    paid.qtbot.waitUntil(lambda: paid.change.notice.notice is not None)

    with station.shop.reading() as connection:
        slips = [each.slip for each in jobs.waiting(connection, "K1") if "STRUK HADIAH" in each.slip]
    assert len(slips) == 1
    assert "50.000" not in slips[0]
    assert paid.change.scan.hasFocus()
