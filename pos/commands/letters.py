"""`letter`: the yearly letters of gross sales to makers, a PDF each."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from koperasi.errors import BadInput
from koperasi.text import _

if TYPE_CHECKING:
    from koperasi.shops import Place


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `letter` takes."""
    parser.add_argument("--year", type=int, metavar=_("TAHUN"), help=_("tahun suratnya; tanpa ini tahun lalu"))
    parser.add_argument("--party", metavar=_("KODE"), help=_("hanya penitip ini, dengan kodenya"))
    parser.add_argument("--out", type=Path, default=Path(), metavar=_("FOLDER"), help=_("folder untuk suratnya"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Write the letters and say where each is."""
    from consignment import letters
    from pos import report_choices
    from pos.commands import shops

    with shops.opened(place) as shop:
        today = shop.branch.business_date(shop.clock())
        year = args.year if args.year is not None else today.year - 1
        if not 2000 <= year <= 9999:
            raise BadInput(_("Tahun ditulis seperti 2026."), field="year")
        with shop.reading() as connection:
            party = None if args.party is None else report_choices.maker(connection, args.party)
        for path in letters.write(shop, year, today, args.out, party):
            print(path)
    return 0
