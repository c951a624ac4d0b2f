"""A receipt's bytes: what the printer's thread makes of a posted sale once the logo's dots are there."""

from __future__ import annotations

import random
from io import BytesIO

from PIL import Image, ImageDraw
from sqlalchemy import select

from benchmarks.measures import Deed, Maker, in_turns
from benchmarks.results import Section
from benchmarks.runs import Run
from benchmarks.shops import Open, opened
from koperasi.documents import Document, Kind
from pos import logos, slips
from printing.encoders import memory_printer
from printing.escpos_bytes import encode
from printing.papers import Paper
from printing.texts import text_lines

NAME = "slip"
HOW = (
    "The bytes of a receipt of 20 lines under the shop's logo: laid out for 48 columns, its letters, styles, logo and "
    "barcode as ESC/POS. The floor writes the same lines, bare, through python-escpos's printer in memory."
)


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    with opened(run.larder.copy(run.sizes[-1], "slip", run.history)) as place:
        logos.keep(place.shop, place.shop.konsole(), _logo(), channel="konsole")
        with place.shop.reading() as connection:
            sales = select(Document.id).where(Document.kind == Kind.SALE).limit(1_000)
            numbers = list(connection.scalars(sales))
        chance = random.Random(17)
        bare, whole = in_turns([_bare(place, numbers, chance), _encoded(place, numbers, chance)],
                               rounds=run.rounds, each=run.each(200), warm=3)  # fmt: skip
        section.compare("a receipt's bytes, the logo made", bare, whole, p99=2)
        one, drawn = in_turns([_bare(place, numbers, chance), _drawn(place, numbers, chance)],
                              rounds=run.rounds, each=run.each(100), warm=3)  # fmt: skip
        section.compare("with its sale read from the books", one, drawn, p99=20)
    return section


def _logo() -> bytes:
    image = Image.new("L", (600, 300), 255)
    ImageDraw.Draw(image).ellipse((150, 20, 449, 279), fill=30)
    page = BytesIO()
    image.save(page, "PNG")
    return page.getvalue()


def _bare(place: Open, numbers: list[int], chance: random.Random) -> Maker:
    def make() -> Deed:
        with place.shop.reading() as connection:
            lines = text_lines(slips.draw(place.shop, connection, chance.choice(numbers)), 48)

        def deed() -> bytes:
            printer = memory_printer(576)
            for line in lines:
                printer._raw(line.encode("ascii", "replace") + b"\n")
            return bytes(printer.output)

        return deed

    return make


def _encoded(place: Open, numbers: list[int], chance: random.Random) -> Maker:
    paper = Paper.of_columns(48)

    def make() -> Deed:
        with place.shop.reading() as connection:
            slip = slips.draw(place.shop, connection, chance.choice(numbers))
        return lambda: encode(slip, paper)

    return make


def _drawn(place: Open, numbers: list[int], chance: random.Random) -> Maker:
    paper = Paper.of_columns(48)

    def make() -> Deed:
        number = chance.choice(numbers)

        def deed() -> bytes:
            with place.shop.reading() as connection:
                return encode(slips.draw(place.shop, connection, number), paper)

        return deed

    return make
