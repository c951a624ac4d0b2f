"""`demo`: the demo shop, made if it is not there yet; then the window on it."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from koperasi.text import _

if TYPE_CHECKING:
    from koperasi.shop import Shop
    from koperasi.shops import Place

FOLDER = "demo"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `demo` takes."""
    parser.add_argument("--no-window", action="store_true", help=_("buat saja, dan tunjukkan tempat dan PIN-nya"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Make the demo shop if there is none, say where it is and who may sign in, and open the window."""
    from koperasi.shops import Place, data_folder
    from pos.commands import windows

    if not getattr(args, "shop", None) and not os.environ.get("SBMI_MART_SHOP"):
        # A shop of its own, never the one in daily use.
        place = Place.parse(str(data_folder() / FOLDER))
    if not place.exists:
        _make(place)
    _tell(place)
    return 0 if args.no_window else windows.run(args, place)


def _make(place: Place) -> None:
    from pos.commands.bars import Bar
    from pos.demo.shops import make_demo

    with Bar(_("Membuat toko contoh")) as bar:
        make_demo(place, progress=bar.show).close()


def _tell(place: Place) -> None:
    """Where it is, and everybody's PIN; raises Trouble for a shop that is no demo."""
    from koperasi.errors import Trouble
    from pos.commands import shops

    with shops.opened(place) as shop:
        if not shop.settings.demo:
            raise Trouble(
                _("{place} bukan toko contoh.").format(place=place.shown()),
                remedy=_("Pilih tempat lain dengan --shop."),
            )
        print(_("Toko contoh: {place}").format(place=place.shown()), flush=True)
        _tell_pins(shop)


def _tell_pins(shop: Shop) -> None:
    from koperasi import users
    from pos import demo_pins

    pins = demo_pins.known(shop)
    with shop.reading() as connection:
        for person in users.staff(connection):
            if person.id in pins:
                print(f"  PIN {pins[person.id]}  {person.name} ({_(person.role_name)})", flush=True)
