"""Pictures are made small and upright, and kept once."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from inventory import pictures
from inventory.pictures import PictureRecord
from koperasi.errors import BadInput, NotFound
from koperasi.shop import Shop


def drawn(size: tuple[int, int], kind: str = "PNG", **how: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "green").save(out, kind, **how)
    return out.getvalue()


def test_a_large_picture_becomes_a_small_jpeg_of_the_same_shape() -> None:
    with Image.open(BytesIO(pictures.reduced(drawn((1600, 800))))) as small:
        assert (small.format, small.size) == ("JPEG", (640, 320))


def test_a_picture_taken_on_its_side_is_turned_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    with Image.open(BytesIO(pictures.reduced(drawn((400, 200), "JPEG", exif=turned)))) as small:
        assert small.size == (200, 400)


def test_the_same_picture_is_kept_once_and_read_back(shop: Shop) -> None:
    small = pictures.reduced(drawn((50, 50)))
    with shop.work(shop.konsole()) as work:
        first, second = pictures.keep_unguarded(work, small), pictures.keep_unguarded(work, small)

    assert first == second
    assert first.digest == pictures.digest_of(small)
    with shop.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(PictureRecord)) == 1
        assert pictures.read(connection, first.id) == small
        assert pictures.by_digest(connection, first.digest) == first.id
        with pytest.raises(NotFound):
            pictures.read(connection, first.id + 1)


@pytest.mark.parametrize("data", [b"", b"not a picture", drawn((8, 8))[:40]])
def test_what_is_no_picture_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(BadInput, match="bukan gambar") as refused:
        pictures.reduced(data)
    assert refused.value.remedy


def test_a_picture_far_too_large_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 100)
    with pytest.raises(BadInput, match="terlalu besar"):
        pictures.reduced(drawn((11, 11)))
    monkeypatch.setattr(pictures, "MOST_BYTES", 10)
    with pytest.raises(BadInput, match="terlalu besar"):
        pictures.reduced(drawn((2, 2)))
