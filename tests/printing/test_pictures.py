from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from printing.papers import Paper
from printing.pictures import picture
from printing.rasters import barcode_raster, mark_of
from printing.slips import Barcode, Draft, Picture
from tests.papers.samples import SAMPLES
from tests.printing.readers import codes_in


@pytest.mark.parametrize(("columns", "width"), [(32, 464), (42, 640), (48, 640)])
def test_a_picture_is_as_wide_as_the_paper(columns: int, width: int) -> None:
    assert picture(SAMPLES["struk"](), Paper.of_columns(columns)).width == width


def test_a_picture_is_drawn_twice_as_fine_on_demand() -> None:
    plain, fine = picture(SAMPLES["struk"]()), picture(SAMPLES["struk"](), scale=2)
    assert fine.size == (2 * plain.width, 2 * plain.height)


def test_the_letters_reach_from_edge_to_edge() -> None:
    drawn = picture(Draft().rule().slip(), Paper.of_columns(32))
    left, _top, right, _bottom = drawn.point(lambda grey: 255 - grey).getbbox() or (0, 0, 0, 0)
    assert 40 <= left <= 44
    assert 420 <= right <= 424


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_codes_on_the_picture_are_read_back(columns: int, tmp_path: Path) -> None:
    slip = Draft().barcode("K1-004213").blank().barcode("8991102000017", "EAN13").qr("https://sbmi.example/n/T1").slip()
    found = codes_in(picture(slip, Paper.of_columns(columns)), tmp_path)
    assert found == {"CODE-128:K1-004213", "EAN-13:8991102000017", "QR-Code:https://sbmi.example/n/T1"}


def test_bars_too_wide_for_the_paper_leave_their_letters_only() -> None:
    assert barcode_raster(Barcode("RUMAH-BESAR-NGANTANG-K1-004213"), 384) is None
    assert picture(Draft().barcode("RUMAH-BESAR-NGANTANG-K1-004213").slip(), Paper.of_columns(32)).height < 150


def test_a_mark_keeps_its_black_and_its_shape() -> None:
    mark = mark_of(Image.new("RGBA", (40, 20), (0, 0, 0, 255)), 80)
    assert (mark.width, mark.height) == (80, 40)
    assert mark.data == b"\xff" * 10 * 40


def test_what_is_transparent_in_a_mark_is_white_paper() -> None:
    mark = mark_of(Image.new("RGBA", (8, 1), (0, 0, 0, 0)), 8)
    assert (mark.width, mark.height, mark.data) == (8, 1, b"\x00")


def test_a_mark_wider_than_the_paper_is_made_smaller() -> None:
    drawn = picture(Draft().image(Picture(800, 2, "ff" * 200)).slip(), Paper.of_columns(32))
    assert drawn.width == 464


def test_a_mark_of_no_width_is_refused() -> None:
    with pytest.raises(ValueError, match="8 dots"):
        mark_of(Image.new("L", (4, 4)), 2)
