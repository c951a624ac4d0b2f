from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing import pdf_charts
from printing.pdf_charts import Bar, Part
from printing.reports import Chart, ChartBar

WIDTH = 480.0
HOURS = [
    Bar(f"{hour:02}", hour * 1000, f"{hour} rb", usual=(24 - hour) * 900, told=hour in (9, 17)) for hour in range(6, 21)
]


def page(*charts: Any) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for n, each in enumerate(charts):
        each.drawOn(canvas, 40, 700 - n * 150)
    canvas.save()
    return out.getvalue()


def words_of(pdf: bytes, folder: Path) -> str:
    file = folder / "chart.pdf"
    file.write_bytes(pdf)
    order = ["pdftotext", "-layout", str(file), "-"]
    return subprocess.run(order, capture_output=True, text=True, check=True).stdout


def test_bars_by_hour_are_named_and_the_told_ones_have_their_figure(tmp_path: Path) -> None:
    words = words_of(page(pdf_charts.standing(HOURS, WIDTH)), tmp_path)
    assert all(bar.name in words for bar in HOURS)
    assert "9 rb" in words
    assert "17 rb" in words
    assert "12 rb" not in words


def test_equal_values_give_equal_bytes() -> None:
    def drawn() -> bytes:
        share = pdf_charts.share((Part(3, "Anggota"), Part(1, "Nonanggota")), WIDTH)
        return page(pdf_charts.standing(HOURS, WIDTH), pdf_charts.lying(HOURS[:4], WIDTH), share)

    assert drawn() == drawn()


def test_a_name_never_runs_into_its_bar(tmp_path: Path) -> None:
    long = "Keripik singkong pedas manis buatan kelompok wanita tani Sumber Makmur Ngantang"
    words = words_of(page(pdf_charts.lying([Bar(long, 5, "5"), Bar("Gula", 9, "9")], 300.0)), tmp_path)
    assert long not in words
    assert "Keripik" in words
    assert "…" in words


def test_a_bar_is_as_long_as_its_part_of_the_longest() -> None:
    drawn = pdf_charts.lying([Bar("a", 50, "50"), Bar("b", 100, "100")], WIDTH)
    found: list[Any] = list(drawn.contents)
    wide = [each.width for each in found if type(each).__name__ == "Rect"]
    assert wide[0] * 2 == pytest.approx(wide[1])


def test_nothing_sold_is_a_chart_without_bars(tmp_path: Path) -> None:
    empty = [Bar(f"{hour:02}", 0) for hour in range(6, 21)]
    nothing = (Part(0, "Anggota 0"), Part(0, "Nonanggota 0"))
    words = words_of(page(pdf_charts.standing(empty, WIDTH), pdf_charts.share(nothing, WIDTH)), tmp_path)
    assert "06" in words
    assert "Nonanggota 0" in words
    assert page(pdf_charts.standing([], WIDTH), pdf_charts.lying([], WIDTH))


def test_the_chart_of_a_report_is_a_pareto_where_it_has_shares(tmp_path: Path) -> None:
    bars = (ChartBar("A", 80, "80"), ChartBar("B", 15, "15"), ChartBar("C", 5, "5"))
    words = words_of(page(pdf_charts.of_report(Chart("ABC", bars, (8000, 9500, 10000)), WIDTH)), tmp_path)
    assert "80%" in words
    assert "95%" in words
    plain = words_of(page(pdf_charts.of_report(Chart("ABC", bars), WIDTH)), tmp_path)
    assert "80%" not in plain
    assert "15" in plain


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.integers(-(10**12), 10**12), st.integers(0, 10**12)), max_size=24))
def test_any_name_and_any_amount_stay_within_the_picture(found: list[tuple[str, int, int]]) -> None:
    bars = [Bar(name, value, f"{value}", usual, told=True) for name, value, usual in found]
    for drawn in (pdf_charts.standing(bars, WIDTH), pdf_charts.lying(bars, WIDTH)):
        left, low, right, high = drawn.getBounds() if drawn.contents else (0, 0, 0, 0)
        assert left >= -80
        assert right <= WIDTH + 80
        assert low >= -2
        assert high <= drawn.height + 3
        page(drawn)


def test_a_figure_stands_on_its_own_bar_where_the_tick_is_far_above_it() -> None:
    assert pdf_charts._over(Bar("14", 100, usual=2_000), 500) == 100
    assert pdf_charts._over(Bar("14", 100, usual=300), 500) == 300
    assert pdf_charts._over(Bar("14", 100, usual=20), 500) == 100
