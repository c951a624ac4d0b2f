from __future__ import annotations

from dataclasses import replace

from desktop.report_charts import MOST, ReportBand, agreement, told
from koperasi.money import Rupiah
from printing.reports import Chart, ChartBar, Figure, Kind
from tests.desktop.conftest import Show
from tests.desktop.reported import small


def test_figures_are_shown_with_their_unit() -> None:
    assert told(Figure("Nilai", Rupiah(12_500))) == "Rp\N{NO-BREAK SPACE}12.500"
    assert told(Figure("Barang", 1_200, Kind.COUNT)) == "1.200"


def test_only_what_was_compared_says_whether_it_is_the_books_own() -> None:
    same, other = agreement(small(agrees=True)), agreement(small(agrees=False))
    assert agreement(small(agrees=None)) is None
    assert same is not None
    assert other is not None
    assert (same.tone, other.tone) == ("ok", "refuse")


def test_the_chart_takes_at_most_its_share_of_the_height(show: Show) -> None:
    band = ReportBand()
    band.resize(900, 200)
    show(band)
    band.show_report(small(), 768)

    assert band.height() <= 768 * MOST // 100
    assert "Beras 36,3 rb" in band.chart.accessibleName()
    assert band.chart_card.isVisible()


def test_a_picture_of_bars_uses_the_colours_of_their_owners(show: Show) -> None:
    band = ReportBand()
    band.resize(900, 200)
    show(band)
    band.show_report(small(), 768)
    image = band.chart.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(120, image.width(), 5) for y in range(0, image.height(), 3)}

    assert {"#0e5b45", "#7b2561"} <= colours


def test_a_pareto_line_is_painted_over_its_bars(show: Show) -> None:
    band = ReportBand()
    band.resize(900, 200)
    show(band)
    bars = tuple(ChartBar(str(n), 100 - n, "") for n in range(20))
    band.show_report(replace(small(), chart=Chart("x", bars, tuple(500 * n for n in range(1, 21)))), 768)
    image = band.chart.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 2)}

    assert {"#f2b233", "#0e5b45"} <= colours


def test_hours_too_many_to_lie_stand_and_none_is_left_out(show: Show) -> None:
    band = ReportBand()
    band.resize(900, 200)
    show(band)
    hours = tuple(ChartBar(f"{hour:02}.00", 10 + hour % 5, "10 rb") for hour in range(6, 21))
    band.show_report(replace(small(), chart=Chart("x", hours)), 768)
    assert band.chart.stands
    assert len(band.chart._standing(hours, 700)) == len(hours)
    image = band.chart.grab().toImage()
    right = {image.pixelColor(x, image.height() // 2 + 20).name() for x in range(image.width() - 60, image.width())}
    assert "#0e5b45" in right

    best = tuple(ChartBar(f"Barang {n}", 100 - n, "") for n in range(20))
    band.show_report(replace(small(), chart=Chart("x", best)), 768)
    assert not band.chart.stands
