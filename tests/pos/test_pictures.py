"""Pictures of goods: small copies in this PC's own folder, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from koperasi.errors import BadInput, Trouble
from koperasi.shop import Shop
from pos import pictures


def test_a_picture_is_kept_small_and_found_by_its_name(shop: Shop, tmp_path: Path) -> None:
    source = tmp_path / "telur.jpg"
    Image.new("RGB", (2_000, 1_000), (200, 160, 60)).save(source)
    name = pictures.keep(shop, source)
    found = pictures.path(shop, name)

    assert found is not None
    with Image.open(found) as picture:
        assert picture.size == (320, 160)
    assert pictures.keep(shop, source) == name


@pytest.mark.parametrize("name", ["", "../secret.json", "tidak-ada.png", "/etc/passwd"])
def test_a_name_that_is_none_of_ours_is_no_picture(shop: Shop, name: str) -> None:
    assert pictures.path(shop, name) is None


def test_what_is_no_picture_is_refused(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "nota.txt").write_text("Beras 3 sak")
    with pytest.raises(BadInput, match="File ini bukan gambar"):
        pictures.keep(shop, tmp_path / "nota.txt")
    with pytest.raises(Trouble):
        pictures.keep(shop, tmp_path / "tidak-ada.jpg")
