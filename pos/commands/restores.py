"""`restore`: a backup put where no shop is, with the recovery code from the sheet of paper."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from koperasi.errors import BadInput, Trouble
from koperasi.text import _

if TYPE_CHECKING:
    from koperasi.keys import Keys, StateFolder
    from koperasi.shops import Place


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `restore` takes."""
    parser.add_argument("file", metavar="FILE", type=Path, help=_("cadangan dari sbmi-mart backup"))
    parser.add_argument("--code", metavar=_("KODE"), help=_("kode pemulihan dari lembar pemulihan toko"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Restore a backup and print where the shop is; this PC takes a new writer when it opens."""
    from koperasi import backups
    from koperasi.keys import StateFolder
    from pos.commands import shops

    if not args.file.is_file():
        raise BadInput(_("File {name} tidak ada.").format(name=args.file), remedy=_("Periksa nama dan foldernya."))
    if place.on_file and place.exists:
        message = _("{place} sudah berisi toko.").format(place=place.shown())
        raise Trouble(message, remedy=_("Pilih tempat yang kosong."))
    state = StateFolder(place.state)
    keys = _keys(args.code, state)
    if place.on_file:
        backups.restore_sqlite(args.file, Path(place.database))
    else:
        backups.restore_postgresql(args.file, place.database)
    state.make()
    state.keep_keys(keys)
    state.forget_identity()  # ids and numbers given since the backup are never given again
    with shops.opened(place) as shop:
        print(_("Toko {name} dipulihkan di {place}.").format(name=shop.branch.shop_name, place=place.shown()))
    return 0


def _keys(code: str | None, state: StateFolder) -> Keys:
    """The shop's secret: from its sheet of paper, or from this PC's own folder that outlived the database."""
    from koperasi.keys import Keys

    if code is None and sys.stdin.isatty():
        code = input(_("Kode pemulihan (kosong: pakai yang ada di komputer ini): ")).strip() or None
    if code is not None:
        return Keys.from_recovery_code(code)
    try:
        return state.keys()
    except Trouble as missing:
        remedy = _("Tambahkan --code dengan kode dari lembar pemulihan toko.")
        raise Trouble(_("Kunci rahasia toko tidak ada di komputer ini."), remedy=remedy) from missing
