"""The shop's logo: brought in once, made into dots once for each width, gone when it is taken away."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from koperasi.errors import BadInput, NotAllowed
from pos import logos, slips
from printing.escpos_bytes import encode
from printing.papers import Paper
from printing.slips import Picture, Slip
from printing.virtual import VirtualPrinter
from tests.shops import Counter


def drawn(colour: tuple[int, int, int, int] = (14, 91, 69, 255), size: tuple[int, int] = (900, 500)) -> bytes:
    """A green square on nothing, with much white around it."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((300, 100, 599, 399), fill=colour)
    page = BytesIO()
    image.save(page, "PNG")
    return page.getvalue()


def receipt(counter: Counter) -> Slip:
    posted = counter.sell(counter.line(counter.soap, 1, 3_400))
    with counter.shop.reading() as connection:
        return slips.draw(counter.shop, connection, posted.document_id)


def test_a_logo_stands_over_every_receipt_until_it_is_taken_away(counter: Counter) -> None:
    logos.keep(counter.shop, counter.manager, drawn())
    first = receipt(counter).parts[0]
    assert isinstance(first, Picture)
    assert first.height <= logos.HIGH
    assert set(first.data) == {255}  # dark green on white is black, without dots of grey

    logos.remove(counter.shop, counter.manager)
    assert not isinstance(receipt(counter).parts[0], Picture)


def test_its_dots_are_made_once_for_a_width(counter: Counter) -> None:
    logos.keep(counter.shop, counter.manager, drawn())
    assert receipt(counter).parts[0] is receipt(counter).parts[0]


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_printer_takes_it_at_every_width(counter: Counter, columns: int) -> None:
    logos.keep(counter.shop, counter.manager, drawn())
    paper = Paper.of_columns(columns)
    printer = VirtualPrinter(columns, paper.dots)
    printer.send(encode(receipt(counter), paper))
    assert printer.cuts == 1


def test_a_kept_slip_with_a_logo_stays_small(counter: Counter) -> None:
    logos.keep(counter.shop, counter.manager, drawn())
    slip = receipt(counter)
    assert len(slip.to_json()) < 3_000
    assert Slip.from_json(slip.to_json()) == slip


def test_only_who_may_change_settings_brings_one(counter: Counter) -> None:
    with pytest.raises(NotAllowed):
        logos.keep(counter.shop, counter.cashier, drawn())
    assert counter.shop.settings.receipt_logo == ""


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"GIF89a rubbish", "bukan gambar"), (b"", "bukan gambar"), (drawn((255, 255, 255, 255)), "putih")],
)
def test_what_is_no_logo_is_refused(counter: Counter, data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        logos.keep(counter.shop, counter.manager, data)
