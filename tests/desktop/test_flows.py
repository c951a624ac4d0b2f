from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.flows import Flow, FlowRow
from tests.desktop.conftest import Show


def test_what_has_no_room_goes_on_in_the_next_line_and_the_last_stands_at_the_right(show: Show) -> None:
    holder = QWidget()
    flow, parts = Flow(holder, gap=8), []
    for _part in range(3):
        part = QWidget()
        part.setFixedSize(100, 40)
        flow.addWidget(part)
        parts.append(part)

    assert flow.needed(400) == 40
    assert flow.needed(220) == 88
    holder.resize(220, 88)
    show(holder)
    assert [(each.x(), each.y()) for each in parts] == [(0, 0), (108, 0), (120, 48)]


def test_a_row_of_equals_keeps_its_last_beside_the_others(show: Show) -> None:
    parts = [QWidget() for _part in range(3)]
    for part in parts:
        part.setFixedSize(100, 40)
    row = FlowRow(parts, ends=False)
    row.resize(220, 88)
    show(row)
    assert [(each.x(), each.y()) for each in parts] == [(0, 0), (108, 0), (0, 48)]
