"""`qris`: the shop's static code with an amount put into it, as text or as a picture."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from koperasi.errors import Trouble
from koperasi.text import _

if TYPE_CHECKING:
    from koperasi.shops import Place
    from pos.qris import Qris


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `qris` takes."""
    parser.add_argument("static", metavar=_("STATIS"), help=_("isi kode QRIS di stiker toko"))
    parser.add_argument("amount", metavar=_("JUMLAH"), help=_("rupiah bulat, seperti 57500"))
    parser.add_argument("--png", type=Path, metavar="FILE", help=_("gambar juga kodenya ke FILE"))
    parser.add_argument("--limit", metavar=_("BATAS"), default="0", help=_("tolak jumlah di atas ini (0: tanpa batas)"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Print the payload; warnings about the sticker go to stderr.  No shop is opened for it."""
    from pos import qris

    limit = qris.amount_of(args.limit)
    code = qris.static_code(qris.cleaned(args.static))
    paying = qris.with_amount(code, qris.amount_of(args.amount), limit)
    for warning in code.warnings:
        print(warning, file=sys.stderr)
    if args.png is not None:
        _draw(args.png, paying)
    print(paying.payload)
    return 0


def _draw(path: Path, paying: Qris) -> None:
    from printing.qr_files import png_bytes

    words = [str(paying.amount), paying.merchant, *([f"NMID {paying.nmid}"] if paying.nmid else [])]
    try:
        path.write_bytes(png_bytes(paying.payload, words))
    except OSError as error:
        raise Trouble(_("File {name} tidak bisa ditulis: {why}").format(name=path, why=error.strerror)) from error
