from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from desktop.buttons import KeyButton
from desktop.report_views import ReportView
from desktop.tables import Sheet
from koperasi.stops import Stop
from tests.desktop.conftest import Show
from tests.desktop.reported import long, small


class Later:
    """Arranges when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[Callable[[], Sheet], Callable[[Sheet], object]]] = []

    def __call__(self, work: Callable[[], Sheet], done: Callable[[Sheet], object]) -> None:
        self.asked.append((work, done))

    def answer(self) -> None:
        work, done = self.asked.pop()
        done(work())


def viewed(show: Show, later: Later | None = None) -> ReportView:
    view = ReportView(later or Later(), KeyButton("Batal", "Ctrl+X"), "Isi laporan")
    view.resize(1_000, 600)
    show(view)
    return view


def codes(view: ReportView) -> list[object]:
    assert view.shown is not None
    return [row[0] for row in view.shown.rows]


def test_a_pressed_column_sorts_and_pressed_again_turns(show: Show) -> None:
    view = viewed(show)
    view.show_report(small())
    view.sort_by(3)
    assert codes(view) == ["0101", "0102", "0103"]
    view.sort_by(3)
    assert codes(view) == ["0103", "0102", "0101"]
    view.sort_by(1)
    assert codes(view) == ["0101", "0103", "0102"]


def test_keys_sort_by_the_columns_in_sight_one_after_the_other(show: Show) -> None:
    view = viewed(show)
    view.show_report(small())
    for _press in range(6):
        view.sort_beside(1)
    # The empty column is passed over.
    assert view.sheet is not None
    assert view.sheet.order is not None
    assert view.sheet.order.column == 6
    view.sort_beside(1)
    assert view.sheet.order.column == 0
    view.turn()
    assert codes(view) == ["0103", "0102", "0101"]


def test_a_row_leads_to_what_it_names(show: Show) -> None:
    view, opened = viewed(show), []
    view.row_opened.connect(lambda kind, key: opened.append((kind, key)))
    view.show_report(small())
    assert view.opening() is None
    view.step(1)
    view.open_chosen()
    view.step(2)
    view.open_chosen()

    assert opened == [("good", 12)]


def test_touching_the_chosen_row_opens_it(show: Show) -> None:
    view, opened = viewed(show), []
    view.row_opened.connect(lambda _kind, key: opened.append(key))
    view.show_report(small())
    view.table.rows.row_pressed.emit(1)
    assert opened == []
    view.table.rows.row_pressed.emit(1)
    assert opened == [11]


def test_long_reports_are_arranged_elsewhere(show: Show) -> None:
    later = Later()
    view = viewed(show, later)
    view.show_report(long(5_000))
    assert view.shown is None
    later.answer()
    assert view.sheet is not None
    view.narrow("000499")
    later.answer()
    assert view.sheet.counted == "1 dari 5.000 baris"


def test_order_and_words_stay_when_the_same_report_is_made_again(show: Show) -> None:
    view = viewed(show)
    view.show_report(small())
    view.sort_by(0)
    view.narrow("k")
    view.show_report(small(agrees=False))
    assert codes(view) == ["0101", "0103"]


def test_a_long_wait_says_how_long_and_how_far(qtbot: QtBot, show: Show) -> None:
    view, stop = viewed(show), Stop()
    stop.step(1, 2)
    view.busy.begin(stop)
    qtbot.waitUntil(view.busy.isVisible, timeout=2_000)
    assert view.busy.bar.percent == 40
    view.busy.end()
    assert not view.busy.isVisible()


def test_nothing_to_show_is_said_in_words(show: Show) -> None:
    view = viewed(show)
    view.show_report(small())
    view.forget("Dibatalkan.", "x")
    assert view.report is None
    assert view.shown is None
    assert view.table.rows._empty == ("Dibatalkan.", "x")


def test_groups_are_shown_folded_and_a_touch_unfolds_one(show: Show) -> None:
    view = viewed(show)
    view.show_report(small())
    view.group_by("sold_on")
    assert view.shown is not None
    assert len(view.shown.rows) == 3
    view.table.rows.row_pressed.emit(1)
    assert len(view.shown.rows) == 4
    assert view.table.chosen == 1
    view.fold_all()
    view.fold_all()
    assert len(view.shown.rows) == 3
    view.group_by("")
    assert len(view.shown.rows) == 3
    assert view.grouping is None


def test_a_moved_column_is_sorted_by_where_it_stands(show: Show) -> None:
    view = viewed(show)
    view.show_report(small())
    view.group_by("name")
    assert view.sheet is not None
    assert [each.key for each in view.sheet.report.columns][:2] == ["name", "code"]
    view.sort_by(3)
    assert view.sheet.order is not None
    assert view.sheet.order.column == 3
    assert [row[0] for row in view.sheet.report.rows] == ["beras Mentik", "Sabun Mandi", "Kue Kering"]


def test_the_chosen_group_opens_by_the_key_of_a_row(show: Show) -> None:
    view = viewed(show)
    view.show_report(small())
    view.group_by("name")
    view.step(1)
    assert view.group_at(0) == "beras Mentik"
    view.open_chosen()
    assert view.shown is not None
    assert len(view.shown.rows) == 4
