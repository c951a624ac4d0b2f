from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desktop import cells, texts, theme
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.finds import FoundList, FoundRow, marks_of
from desktop.lines import Hint, LineList, LineRow
from desktop.lists import RowList, plain
from desktop.row_models import WindowedModel
from tests.desktop.conftest import Show

RICE = LineRow("1", "Beras Mentik Wangi", "2,5", "Kg", "14.500", "36.250")
CRISPS = LineRow("2", "Keripik Tempe 150 g", "3", "Pcs", "12.000", "36.000", maker="Bu Siti")
SHAMPOO = LineRow("3", "Sampo Sunsilk Sachet", "12", "Pcs", "950", "11.400", price_note="grosir")
GONE = LineRow("", "Royco Ayam", "1", "Renteng", "5.500", "5.500", "dihapus 09.41", "salah ambil", state="removed")
MILK = LineRow("4", "Susu UHT 250 ml", "6", "Pcs", "6.200", "36.000", discount="−1.200", discount_note="promo")
LINES = (RICE, CRISPS, SHAMPOO, GONE, MILK)
HINT = Hint(0, "Tambah **2 kg** → harga grosir")


@pytest.fixture
def lines(show: Show) -> LineList:
    shown = LineList()
    shown.resize(906, 576)
    show(shown)
    return shown


def ground(view: RowList, row: int, column: int = 1) -> str:
    """The colour at the upper left of a cell, away from its text."""
    place = view.visualRect(view.rows_model.index(row, column)).topLeft() + QPoint(6, 4)
    return QColor(view.viewport().grab().toImage().pixel(place)).name().upper()


def press(qtbot: QtBot, view: RowList, row: int) -> None:
    place = view.visualRect(view.rows_model.index(row, view.first_column())).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_columns_and_rows_measure_as_drawn(lines: LineList) -> None:
    lines.show_lines(LINES)

    assert [lines.columnWidth(n) for n in (0, 2, 3, 4, 5, 6)] == [40, 72, 88, 96, 80, 116]
    assert {lines.rowHeight(n) for n in range(5)} == {48}
    assert lines.horizontalHeader().height() == 36
    assert lines.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_narrow_list_folds_the_discount_under_the_price(show: Show) -> None:
    lines = LineList()
    lines.resize(652, 576)
    show(lines)
    lines.show_lines(LINES)
    price = lines.rows_model.row(4).cells[4]

    assert lines.isColumnHidden(5)
    assert (price.text, price.note, price.note_tone) == ("6.200", "−1.200", "ink")
    assert lines.rows_model.row(1).cells[1].chip == Chip("Bu Siti", "titip")
    assert lines.rows_model.row(3).cells[1].small == "dihapus 09.41"
    assert "salah ambil" in lines.rows_model.row(3).tip


def test_a_members_goods_carry_bar_chip_and_name(lines: LineList) -> None:
    lines.show_lines(LINES)
    row = lines.rows_model.row(1)

    assert (row.bar, row.cells[1].chip) == ("titip", Chip("Titipan · Bu Siti", "titip"))


def test_the_chosen_line_is_tinted_and_bold(lines: LineList) -> None:
    lines.show_lines(LINES, chosen=1)
    row = lines.rows_model.row(1)

    assert (row.bar, row.cells[1].bold) == ("accent", True)
    assert (ground(lines, 1), ground(lines, 0)) == (theme.LIGHT["accent_tint"], theme.LIGHT["card"])


def test_a_removed_line_stays_in_its_place_struck_through_and_without_number(lines: LineList) -> None:
    lines.show_lines(LINES)
    row = lines.rows_model.row(3)

    assert (row.struck, row.cells[0].icon, row.cells[0].text) == (True, "bin", "")
    assert row.cells[1].small == "dihapus 09.41, salah ambil"
    assert ground(lines, 3) == theme.LIGHT["paper"]


def test_a_hint_is_a_strip_over_all_columns_under_its_line(qtbot: QtBot, lines: LineList) -> None:
    lines.show_lines(LINES, chosen=0, hint=HINT)

    assert lines.columnSpan(1, 0) == 7
    assert ground(lines, 1, 0) == theme.LIGHT["warn_bg"]
    assert not lines.rows_model.row(0).ends
    with qtbot.waitSignal(lines.hint_pressed):
        press(qtbot, lines, 1)


def test_a_touched_line_is_told_by_its_place_with_and_without_a_hint(qtbot: QtBot, lines: LineList) -> None:
    heard: list[int] = []
    lines.line_pressed.connect(heard.append)

    lines.show_lines(LINES, hint=HINT)
    press(qtbot, lines, 0)
    press(qtbot, lines, 3)
    lines.show_lines(LINES)
    press(qtbot, lines, 3)

    assert heard == [0, 2, 3]
    assert lines.columnSpan(1, 0) == 1


def test_a_new_line_flashes_once_and_then_has_its_own_colour(qtbot: QtBot, lines: LineList) -> None:
    lines.show_lines((RICE,))
    qtbot.waitUntil(lambda: lines.flashing < 0)

    lines.show_lines((RICE, SHAMPOO))
    assert lines.flashing == 1
    assert ground(lines, 1) not in {theme.LIGHT["card"], theme.LIGHT["kunyit"]}

    qtbot.waitUntil(lambda: ground(lines, 1) == theme.LIGHT["card"])


def test_a_changed_line_does_not_flash(lines: LineList) -> None:
    lines.show_lines((RICE, SHAMPOO))
    lines._end_flash()

    lines.show_lines((RICE, MILK))

    assert lines.flashing == -1


def test_nothing_flashes_when_motion_is_off(qapp: object, lines: LineList) -> None:
    theme.apply(qapp, motion=False)  # type: ignore[arg-type]

    lines.show_lines((RICE,))

    assert lines.flashing == -1
    theme.apply(qapp)  # type: ignore[arg-type]


def test_the_newest_of_sixty_lines_is_in_sight(lines: LineList) -> None:
    lines.show_lines(tuple(LineRow(str(n), f"Barang {n}", "1", "Pcs", "500", "500") for n in range(60)))

    last = lines.visualRect(lines.rows_model.index(59, 0))
    assert last.top() >= 0
    assert last.bottom() <= lines.viewport().height()


def test_an_empty_cart_says_what_to_do(lines: LineList) -> None:
    lines.show_lines(())
    middle = lines.viewport().rect().center()
    picture = lines.viewport().grab().toImage()
    band = {
        picture.pixel(x, y)
        for x in range(middle.x() - 150, middle.x() + 150)
        for y in range(middle.y(), middle.y() + 30)
    }

    assert len(band) > 5


def test_a_long_name_keeps_its_end_and_gives_up_the_small_words_first() -> None:
    cell = Cell("Sabun Mandi Cair Antibakteri Kulit Sensitif Isi Ulang Ekonomis 825 ml", small="isi 12")

    text, small = cells._fitted(cell, 300)
    assert (text.startswith("Sabun"), text.endswith("825 ml"), "…" in text, small) == (True, True, True, "")

    assert cells._fitted(Cell("Beras", small="isi 40"), 300) == ("Beras", "isi 40")


def test_a_name_beside_a_chip_is_never_squeezed_away() -> None:
    cell = Cell("Keripik Tempe 150 g", chip=Chip("Titipan · Bu Siti Nur Halimah", "titip"))

    assert len(cells._fitted(cell, 120)[0]) > 5


@pytest.mark.parametrize(
    ("name", "words", "marks"),
    [
        ("Kopi Kapal Api", "kop", ((0, 3),)),
        ("Permen Kopiko", "KOP per", ((0, 3), (7, 3))),
        ("Kopi Kapal", "kopi kop", ((0, 4),)),
        ("Kopi", "teh", ()),
        ("Kopi", "", ()),
    ],
)
def test_what_was_looked_for_is_marked(name: str, words: str, marks: tuple[tuple[int, int], ...]) -> None:
    assert marks_of(name, words) == marks


FOUND = (
    FoundRow("Kopi Kapal Api 25 g", "Renteng", "15.500", "42 renteng", "isi 10"),
    FoundRow("Kopi Good Day", "Renteng", "19.500", "", stock_chip=Chip("Habis", "refuse")),
)


def test_the_choice_among_found_goods_stays_within_them(qtbot: QtBot) -> None:
    found = FoundList()
    qtbot.addWidget(found)
    assert found.chosen == -1

    found.show_found(FOUND, "kop")
    assert found.chosen == 0
    found.choose(5)
    assert found.chosen == 1
    found.choose(-3)
    assert found.chosen == 0

    found.show_found((), "xyz")
    assert found.chosen == -1


def test_a_row_is_read_out_without_its_marks(qtbot: QtBot) -> None:
    view = RowList((Column("Barang"), Column("Jumlah", 100, texts.RIGHT)), name="Daftar")
    qtbot.addWidget(view)
    view.show_rows([plain("**Beras**", "36.250")])

    assert view.model().index(0, 0).data() == "Beras"
    assert view.model().headerData(1, Qt.Orientation.Horizontal) == "Jumlah"


def test_a_long_list_asks_only_for_the_page_that_is_seen(qtbot: QtBot, show: Show) -> None:
    columns = (Column("Barang"),)
    model = WindowedModel(columns)
    view = RowList(columns, model=model)
    view.resize(400, 480)
    show(view)
    asked: list[int] = []
    model.page_wanted.connect(asked.append)
    model.page_wanted.connect(lambda page: model.give(page, [plain(f"{page * 50 + n}") for n in range(50)]))

    model.expect(100_000, [plain(str(n)) for n in range(50)])
    view.viewport().grab()
    assert asked == []

    view.scrollToBottom()
    view.viewport().grab()
    assert asked == [1999]
    assert model.row(99_999).cells[0].text == "99999"


def test_an_unknown_row_is_empty_and_asked_for_once(qtbot: QtBot) -> None:
    model = WindowedModel((Column("Barang"),))
    model.expect(1_000)

    with qtbot.waitSignal(model.page_wanted, check_params_cb=lambda page: page == 3):
        assert model.row(170) == Row(())
    with qtbot.assertNotEmitted(model.page_wanted):
        assert model.row(171) == Row(())
