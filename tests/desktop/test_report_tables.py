from __future__ import annotations

from datetime import date
from time import perf_counter

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop import tables, theme
from desktop.report_tables import NAMING, ReportTable, naming_column, widths
from desktop.tables import Order
from printing.reports import Column, Kind, Report
from tests.desktop.conftest import Show
from tests.desktop.reported import long, small


def shown(show: Show, wide: int = 900) -> ReportTable:
    table = ReportTable("Isi laporan")
    table.resize(wide, 400)
    show(table)
    return table


def test_cells_are_shown_as_people_read_them_and_members_goods_in_their_colour(show: Show) -> None:
    table = shown(show)
    table.show_sheet(tables.sheet(small()))

    row = table.rows.model_shown.row(2)
    assert [cell.text for cell in row.cells] == [
        "0103",
        "Kue Kering",
        "\N{MINUS SIGN}1",
        "\N{MINUS SIGN}12.500",
        "8%",
        "0",
        "23/11/2026",
    ]
    assert (row.cells[1].tone, row.cells[1].bold) == ("titip", True)
    assert "Nilai 30.550" in table.foot.accessibleName()


def test_a_long_report_makes_only_the_rows_in_sight(show: Show) -> None:
    table, sheet = shown(show), tables.sheet(long())
    begun = perf_counter()
    table.show_sheet(sheet)
    table.grab()
    took = perf_counter() - begun

    assert table.rows.model_shown.rowCount() == 100_000
    assert len(table.rows.model_shown._made) < 40
    assert took < 0.3
    table.choose(99_999)
    table.grab()
    assert table.rows.model_shown.row(99_999).cells[0].text == "Barang 099999"
    assert len(table.rows.model_shown._made) < 80


def test_a_pressed_head_tells_its_column(qtbot: QtBot, show: Show) -> None:
    table, pressed = shown(show), []
    table.rows.column_pressed.connect(pressed.append)
    table.show_sheet(tables.sheet(small(), Order(3)))
    head = table.rows.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(3) + 5, 10)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert pressed == [3]


def test_the_chosen_row_stays_among_the_rows(show: Show) -> None:
    table = shown(show)
    table.choose(3)
    assert table.chosen == -1
    table.show_sheet(tables.sheet(small()))
    table.choose(99)
    assert table.chosen == 2
    assert table.rows.model_shown.row(2).ground == "accent_tint"
    assert table.rows.model_shown.row(0).ground == "card"


def test_names_take_what_room_is_left_and_give_way_last() -> None:
    report = small()
    name = naming_column(report)

    assert (name, report.columns[name].key) == (1, "name")
    wide = widths(report, frozenset({5}), 1_200)
    assert sum(width for width in wide if width > 0) == 1_200
    assert wide[5] == -1
    narrow = widths(report, frozenset(), 300)
    assert narrow[3] == wide[3]


def wordy() -> Report:
    """A report with more words than a window has room for, and a day in each row."""
    columns = (
        Column("name", "Nama"),
        Column("day", "Tanggal", Kind.DATE),
        *(Column(f"c{n}", f"Kata {n}") for n in range(7)),
    )
    row = ("Mengubah pengaturan toko", date(2026, 11, 23), *("Mengubah pengaturan toko" for _n in range(7)))
    return Report("wordy", "Kata", columns, (row, row))


def test_what_must_be_scrolled_anyway_is_read_without_guessing_and_days_are_always_whole() -> None:
    day, fitting, scrolled = (widths(wordy(), frozenset(), room) for room in (4_000, 1_400, 800))
    assert fitting[1] == day[1] == scrolled[1]
    assert sum(fitting) == 1_400
    assert min(scrolled[2:]) >= theme.px(NAMING)


def test_of_words_with_as_many_letters_the_wider_one_says_how_wide_a_column_is() -> None:
    columns = (Column("name", "Nama"), Column("number", "No."))
    narrow, wide = ("Beras", "iiiiiiii"), ("Gula", "MMMMMMMM")
    found = [widths(Report("r", "R", columns, rows), frozenset(), 2_000) for rows in ((narrow, wide), (wide, narrow))]
    assert found[0] == found[1]
