"""Any paper is looked at; a stock paper that was wrong is taken back with a reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inventory.screens import documents
from koperasi.ledger import Role
from pos import checks, slips
from pos.stations import Station
from printing import jobs
from tests.inventory.screens import stock_shown
from tests.inventory.screens.conftest import Bureau
from tests.inventory.screens.stock_shown import CTRL, shown
from tests.inventory.stock_days import Stockroom


@pytest.fixture
def room(bureau: Bureau) -> Stockroom:
    return stock_shown.moved(bureau)


def test_a_paper_is_taken_back_with_a_reason(bureau: Bureau, room: Stockroom) -> None:
    command = room.write_off(bureau.shop.soap, "2")
    screen = shown(bureau, command.id)
    QTest.keyClick(screen, Qt.Key.Key_B, CTRL)
    assert screen.why.hasFocus()
    bureau.type("salah barang")
    QTest.keyClick(screen, Qt.Key.Key_B, CTRL)
    bureau.until(lambda: screen.paper and screen.paper.id != command.id)

    assert screen.paper is not None
    assert screen.paper.reverses == (command.id, "BR-000001")
    assert room.balance(Role.WRITE_OFFS) == 0
    assert checks.wrong(bureau.shop.shop) == []
    QTest.keyClick(screen, Qt.Key.Key_O, CTRL)
    bureau.until(lambda: screen.paper and screen.paper.id == command.id)
    assert not screen.reverse_action.isEnabled()


def test_a_paper_of_another_kind_is_only_looked_at(bureau: Bureau, room: Stockroom) -> None:
    posted = bureau.shop.sell(bureau.shop.line(bureau.shop.soap, 1, 3_400))
    screen = shown(bureau, posted.document_id)

    assert not screen.reverse_action.isEnabled()
    assert screen.goods.rows_model.rowCount() == 1
    assert screen.booked.rows_model.rowCount() == 4


def test_a_stock_papers_slip_waits_for_the_printer(bureau: Bureau, room: Stockroom) -> None:
    command = room.write_off(bureau.shop.soap, "2")
    _paper, picture = documents.looked_up(bureau.shop.shop, command.id)
    slips.print_copy(Station(bureau.shop.shop, printer="K1"), bureau.shop.manager, command.id)

    with bureau.shop.shop.reading() as connection:
        (job,) = [each for each in jobs.waiting(connection, "K1") if "Berita Acara" in str(each.slip)]
    assert job.copy == 0
    assert picture == b""
    screen = shown(bureau, command.id)
    QTest.keyClick(screen, Qt.Key.Key_P, CTRL)
    assert bureau.shell.current_name == "preview"
