"""`tour`: a picture of every screen, walked by keys in a shop of its own."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from koperasi.text import _

if TYPE_CHECKING:
    from koperasi.shops import Place


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `tour` takes."""
    parser.add_argument("folder", metavar="DIR", type=Path, help=_("folder untuk gambar"))
    parser.add_argument(
        "--look",
        action="append",
        metavar="light-1366x768",
        help=_("hanya tampilan ini (boleh berulang): light atau dark, dan ukuran"),
    )
    parser.add_argument("--remake", action="store_true", help=_("hanya gambar yang sudah ada di DIR"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Walk, and name each picture."""
    from koperasi.errors import BadInput
    from pos import tours

    try:
        looks = tuple(tours.Look.parse(each) for each in args.look or ()) or tours.LOOKS
    except ValueError as wrong:
        raise BadInput(_("Tampilan ini tidak dikenal."), remedy=_("Contoh: --look dark-1024x768")) from wrong
    way = tours.remade if args.remake else tours.walk
    for path in way(args.folder, looks):
        print(path, flush=True)
    return 0
