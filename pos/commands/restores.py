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
    from koperasi.shop import Shop
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
    _must_fit(place, keys)
    state.make()
    state.keep_keys(keys)
    state.outlive_database()  # ids and numbers given since the backup are never given again
    with shops.opened(place) as shop:
        print(_("Toko {name} dipulihkan di {place}.").format(name=shop.branch.shop_name, place=place.shown()))
        _stand(shop)
    return 0


def _must_fit(place: Place, keys: Keys) -> None:
    """Take the restored file away again when the code is another shop's; on a server it stays, without a key."""
    from pos.commands import joins

    try:
        joins.must_fit(place, keys)
    except BadInput:
        if place.on_file:
            for ending in ("", "-wal", "-shm", ".lock"):
                Path(place.database + ending).unlink(missing_ok=True)
        raise


def _stand(shop: Shop) -> None:
    """A new PC takes the place of the lost one where there was but one till; else a person says which."""
    from koperasi import tills
    from pos import history_shifts
    from pos.commands import tills as standing

    if shop.till_id is not None:
        return
    with shop.reading() as connection:
        own = [each for each in tills.all_tills(connection) if not each.code.startswith(history_shifts.TILL)]
    if len(own) == 1:
        standing.use(shop, own[0].code, take_over=True)
    else:
        print(_("Pilih kasir komputer ini: sbmi-mart till use KODE --take-over"))


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
