"""`export books`: chart of accounts, journal and names for the accountant's own program."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from koperasi.errors import BadInput
from koperasi.text import _
from pos.commands import outputs

if TYPE_CHECKING:
    from koperasi.shop import Shop
    from koperasi.shops import Place


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `export` takes."""
    parser.add_argument("what", metavar=_("APA"), choices=("books",), help=_("books: pembukuan"))
    parser.add_argument(
        "--from", dest="first", type=outputs.a_day, metavar=_("TGL"), help=_("mulai tanggal (biasanya 1 Januari)")
    )
    parser.add_argument(
        "--to", dest="last", type=outputs.a_day, metavar=_("TGL"), help=_("sampai tanggal (biasanya hari ini)")
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help=_("tulis ke folder ini"))
    parser.add_argument("--format", choices=("csv", "xlsx"), default="csv", help=_("bentuk file (biasanya CSV)"))
    parser.add_argument(
        "--by", choices=("each", "day"), default="each", help=_("each: setiap nota; day: nota sehari dijumlah")
    )


def run(args: argparse.Namespace, place: Place) -> int:
    """Write the files, and say which, and that the journal in them is balanced."""
    from koperasi.periods import Choices, Period
    from koperasi.stops import Stop
    from pos import exported_books
    from pos.commands import shops
    from pos.commands.bars import Bar
    from pos.exported_books import Shape

    with shops.opened(place) as shop, shop.reading() as connection, Bar(_("Menulis pembukuan")) as bar:
        first, last = _days(args, shop)
        period = Period(shop.branch, first, last, choices=Choices(by=args.by), stop=Stop(bar.show))
        done = exported_books.export(connection, period, args.out, Shape(args.format))
    for path in done.files:
        print(path)
    said = _("{documents} dokumen, {lines} baris jurnal, debit = kredit = {amount}.")
    print(said.format(documents=done.documents, lines=done.lines, amount=done.debit))
    return 0


def _days(args: argparse.Namespace, shop: Shop) -> tuple[date, date]:
    last: date = args.last or shop.branch.business_date(shop.clock())
    first: date = args.first or last.replace(month=1, day=1)
    if first > last:
        raise BadInput(_("Tanggal mulai sesudah tanggal akhir."))
    return first, last
