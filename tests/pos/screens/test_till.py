"""The till by keys and by touch: scans, quantities, unknown codes, members, search."""

from __future__ import annotations

from tests.pos.screens.conftest import Desk

COFFEE, PACK = "8991002101104", "8991002101111"


def test_a_scan_becomes_a_line(desk: Desk) -> None:
    desk.scan(COFFEE)

    (line,) = desk.screen.face.lines.lines
    assert (line.name, line.quantity, line.amount) == ("Kopi Kapal Api Special Mix 25 g", "1", "1.750")
    assert desk.screen.face.board.accessibleName() == "Total Bayar Rp\N{NO-BREAK SPACE}1.750"
