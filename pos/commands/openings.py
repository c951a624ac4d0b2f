"""`init`: an empty, migrated shop with one manager; asks on a terminal, never elsewhere."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from koperasi.errors import BadInput, Trouble
from koperasi.text import _

if TYPE_CHECKING:
    from koperasi.shops import Place


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `init` takes."""
    parser.add_argument("--name", metavar=_("NAMA"), help=_("nama toko di atas struk"))
    parser.add_argument("--manager", metavar=_("NAMA"), help=_("nama manajer pertama"))
    parser.add_argument("--pin", metavar="PIN", help=_("PIN manajer itu, enam angka"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Make the shop and print where it is."""
    from koperasi import setups
    from koperasi.setups import NewShop
    from pos import founding

    if place.on_file and place.exists:
        raise Trouble(
            _("{place} sudah berisi toko.").format(place=place.shown()), remedy=_("Pilih tempat yang kosong.")
        )
    name = args.name or _asked(_("Nama toko"), "SBMI MART", "--name")
    manager = args.manager or _asked(_("Nama manajer"), "", "--manager")
    pin = args.pin or asked_pin(_("PIN manajer"))
    _check(manager, pin)
    shop = founding.found(place, NewShop(name=name))
    try:
        setups.add_manager(shop, manager, pin)
        code = shop.keys.recovery_code
    finally:
        shop.close()
    print(_("Toko {name} dibuat di {place}.").format(name=name, place=place.shown()))
    print(_("Lembar pemulihan: simpan kode ini di atas kertas, jauh dari komputer.\n\n    {code}\n").format(code=code))
    return 0


def _asked(what: str, usual: str, option: str) -> str:
    """An answer from the terminal; off a terminal the usual one, or BadInput."""
    if sys.stdin.isatty():
        answer = input(f"{what} [{usual}]: " if usual else f"{what}: ").strip()
        return answer or usual
    if usual:
        return usual
    raise BadInput(_("{what} belum diisi.").format(what=what), remedy=_("Tambahkan {option}.").format(option=option))


def asked_pin(whose: str) -> str:
    """A PIN typed twice on a terminal; raises BadInput off one."""
    if not sys.stdin.isatty():
        message = _("{what} belum diisi.").format(what=whose)
        raise BadInput(message, remedy=_("Tambahkan {option}.").format(option="--pin"))
    pin = getpass.getpass(_("{what} (enam angka): ").format(what=whose))
    if getpass.getpass(_("Sekali lagi: ")) != pin:
        raise BadInput(_("Kedua PIN tidak sama."))
    return pin


def _check(manager: str, pin: str) -> None:
    """Refuse before anything is made: half a shop would stand in the way of the next try."""
    from koperasi import users

    if not manager.strip():
        raise BadInput(_("{what} belum diisi.").format(what=_("Nama manajer")))
    users.hash_pin(pin, b"tried only")
