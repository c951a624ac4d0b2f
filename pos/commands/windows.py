"""No command: the till's window.  Without a display it says so and walks the tour instead."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from koperasi.errors import ShopError
from koperasi.text import _

if TYPE_CHECKING:
    from koperasi.shops import Place


def run(args: argparse.Namespace, place: Place) -> int:
    """Open the window, and stay until it is closed; where no shop is yet the wizard comes first."""
    from pos import tours

    if not tours.has_display():
        return _tour(place)
    try:
        return _open(place)
    except ShopError as error:
        # Whoever started it by an icon has no terminal to read.
        from pos.screens import refusals

        refusals.show(error)
        raise


def _open(place: Place) -> int:
    if place.on_file and not place.exists:
        from pos.screens import wizard

        if not wizard.open_wizard(place):
            return 0
    from pos.screens import sessions

    return sessions.open_window(place)


def _tour(place: Place) -> int:
    """Pictures of what the window would show, beside this PC's other files of the shop."""
    from pos import tours

    print(_("Tidak ada layar di sini. Tur layar dijalankan dan gambarnya disimpan:"), file=sys.stderr)
    for path in tours.walk(place.state / "tour"):
        print(path, flush=True)
    return 0
