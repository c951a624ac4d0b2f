from __future__ import annotations

import io

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop import gallery, theme
from desktop.cards import Pair
from desktop.chips import Chip
from desktop.denominations import CountRow, NoteRow, StepBar
from desktop.papers import PaperView
from desktop.tenders import QrView, TenderList, TenderRow
from koperasi.errors import Bug
from tests.desktop.conftest import Show


def slip(height: int) -> bytes:
    page = io.BytesIO()
    Image.new("1", (384, height), 1).save(page, "PNG")
    return page.getvalue()


def test_slips_come_out_with_the_newest_on_top(qtbot: QtBot, show: Show) -> None:
    view = PaperView("Belum ada struk.")
    view.resize(480, 600)
    show(view)

    view.add_paper(slip(200))
    view.add_paper(slip(90))

    papers = [view._column.itemAt(n).widget() for n in range(2)]
    assert view.count == 2
    assert [paper.pixmap().height() for paper in papers] == [90, 200]

    view.show_papers([slip(50)])
    assert view.count == 1


def test_bytes_that_are_no_picture_are_a_bug(qtbot: QtBot) -> None:
    view = PaperView()
    qtbot.addWidget(view)

    with pytest.raises(Bug):
        view.show_papers([b"struk"])


def test_the_parts_of_a_payment_can_be_taken_out(qtbot: QtBot, show: Show) -> None:
    tenders = TenderList("Bayar Campur")
    tenders.foot.addWidget(Pair("Kurang Bayar", "**0**"))
    tenders.resize(384, 400)
    show(tenders)
    tenders.show_tenders(
        [
            TenderRow("qr", "QRIS", "150.000", chip=Chip("Menunggu dana", "warn", "clock")),
            TenderRow("note", "Tunai", "250.000", note="Uang Diterima", chosen=True),
        ]
    )
    row = tenders._rows.itemAt(1).widget()
    assert row.accessibleName() == "Tunai · 250.000 · Uang Diterima"

    with qtbot.waitSignal(tenders.removed, check_params_cb=lambda place: place == 1):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() - 10, 30))
    with qtbot.waitSignal(tenders.pressed, check_params_cb=lambda place: place == 1):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(20, 30))


def test_a_code_is_black_on_white_with_a_quiet_zone_in_the_dark_theme_too(qapp: object, show: Show) -> None:
    theme.apply(qapp, "dark")  # type: ignore[arg-type]
    code = QrView(264)
    show(code)
    code.show_code("00020101021226")
    picture = code.grab().toImage()
    row = [QColor(picture.pixel(x, 60)).lightness() for x in range(10, picture.width() - 10)]

    assert set(row) == {0, 255}
    assert set(row[:20]) == {255}


def test_a_denomination_is_counted_and_an_empty_one_is_a_dash(qtbot: QtBot) -> None:
    row = CountRow(50_000)
    qtbot.addWidget(row)
    assert (row.count, row._sum.text()) == (None, "–")

    with qtbot.waitSignal(row.counted):
        qtbot.keyClicks(row.field, "11")
    assert (row.count, row._sum.text()) == (11, "550.000")

    with qtbot.waitSignal(row.submitted):
        qtbot.keyClick(row.field, Qt.Key.Key_Return)

    row.set_count(0)
    assert (row.count, row._sum.text()) == (0, "0")
    row.set_count(None)
    assert (row.count, row._sum.text()) == (None, "–")


def test_change_is_named_note_by_note(qtbot: QtBot) -> None:
    notes = NoteRow()
    qtbot.addWidget(notes)

    notes.show_notes([(20_000, 1), (500, 2)])

    assert notes.accessibleName() == "1 × 20.000, 2 × 500"


def test_a_step_under_way_is_named(qtbot: QtBot) -> None:
    steps = StepBar(("Hitung Kas", "Selisih Kas"))
    qtbot.addWidget(steps)

    steps.show_step(1)

    assert steps.accessibleName() == "2. Selisih Kas"


@pytest.mark.parametrize(("look", "size"), [("light", "1366x768"), ("dark", "1024x768"), ("light", "1920x1080")])
def test_the_gallery_paints_every_page(tmp_path: object, look: str, size: str, capsys: object) -> None:
    assert gallery.main([str(tmp_path), "--theme", look, "--size", size]) == 0

    for page in gallery.PAGES:
        picture = Image.open(f"{tmp_path}/{page}-{look}-{size}.png")
        assert picture.size == tuple(int(part) for part in size.split("x"))
        assert len(picture.convert("RGB").getcolors(1 << 20) or ()) > 100


def test_of_too_many_slips_the_oldest_goes(qtbot: QtBot, show: Show) -> None:
    view = PaperView()
    show(view)
    for high in (50, 60, 70):
        view.add_paper(slip(high), most=2)

    def heights() -> list[int]:
        labels = [label for label in view.findChildren(QLabel) if not label.isHidden()]
        return sorted(label.pixmap().height() for label in labels if not label.pixmap().isNull())

    qtbot.waitUntil(lambda: heights() == [60, 70])
    assert view.count == 2
