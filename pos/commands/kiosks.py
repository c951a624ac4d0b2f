"""`kiosk`: a window in which makers look at their own goods with card and PIN, and nothing else."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from koperasi.errors import Trouble
from koperasi.text import _

if TYPE_CHECKING:
    from koperasi.shops import Place


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--printer",
        metavar=_("KODE"),
        default="",
        help=_("kasir yang mencetak kertasnya (tanpa ini: kasir di komputer ini, bila terbuka)"),
    )


def run(args: argparse.Namespace, place: Place) -> int:
    """Stay until the window is closed.  Raises Trouble without a display."""
    from pos import tours

    if not tours.has_display():
        raise Trouble(_("Tidak ada layar di sini."), remedy=_("Jalankan di komputer yang punya layar."))
    from pos.screens import kiosk

    return kiosk.open_kiosk(place, queue=args.printer.strip().upper())
