"""`join`: let this PC into a shop that stands on a server, with the recovery code of its sheet."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from koperasi.errors import BadInput, Trouble
from koperasi.text import _

if TYPE_CHECKING:
    from koperasi.keys import Keys
    from koperasi.shops import Place


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `join` takes."""
    parser.add_argument("--code", metavar=_("KODE"), help=_("kode pemulihan dari lembar pemulihan toko"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Keep the shop's secret on this PC; raises BadInput for another shop's code."""
    from koperasi.keys import Keys, StateFolder
    from pos.commands import shops

    if not place.exists:
        raise Trouble(_("Belum ada toko di {place}.").format(place=place.shown()))
    code = args.code or (input(_("Kode pemulihan: ")).strip() if sys.stdin.isatty() else "")
    if not code:
        message = _("{what} belum diisi.").format(what=_("Kode pemulihan"))
        raise BadInput(message, remedy=_("Tambahkan {option}.").format(option="--code"))
    keys = Keys.from_recovery_code(code)
    must_fit(place, keys)
    state = StateFolder(place.state)
    state.make()
    state.keep_keys(keys)
    with shops.opened(place) as shop:
        print(_("Komputer ini ikut toko {name}.").format(name=shop.branch.shop_name))
        if shop.till_id is None:
            print(_("Beri kasir dengan: sbmi-mart till add K2, atau pakai sebagai komputer kantor."))
    return 0


def must_fit(place: Place, keys: Keys) -> None:
    """Raises BadInput when the shop's books were not chained with these keys: the code is another shop's."""
    from koperasi import audit

    database = place.open_database()
    try:
        with database.reading() as connection:
            fits = audit.made_with(connection, keys.audit)
    finally:
        database.close()
    if not fits:
        raise BadInput(_("Kode pemulihan ini milik toko lain."), remedy=_("Salin lagi dari lembar pemulihan toko ini."))
