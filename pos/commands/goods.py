"""`goods`: two goods that are one become one; goods that are sold no longer go into the archive."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from koperasi.errors import BadInput
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from koperasi.quantity import Quantity
    from koperasi.shop import Shop
    from koperasi.shops import Place

ACTIONS = {
    "twins": N_("barang yang mungkin tercatat dua kali"),
    "merge": N_("gabung KODE ke KE: stok, nilai dan barcode pindah; tidak bisa dibatalkan"),
    "archive": N_("KODE tidak dijual lagi (--with-stock: juga bila stoknya masih ada)"),
    "restore": N_("KODE dijual lagi"),
}
EXAMPLES = """\
  sbmi-mart goods merge 102 101
  sbmi-mart goods merge LUSIN 101 --factor 12
  sbmi-mart goods archive 205"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `goods` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<8} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _("TINDAKAN:\n{actions}\n\nCONTOH:\n{examples}").format(actions=actions, examples=EXAMPLES)
    what = ", ".join(ACTIONS)
    parser.add_argument("action", metavar=_("TINDAKAN"), nargs="?", default="twins", choices=tuple(ACTIONS), help=what)
    parser.add_argument("code", metavar=_("KODE"), nargs="?", default="", help=_("kode atau barcode barang"))
    parser.add_argument("into", metavar=_("KE"), nargs="?", default="", help=_("barang yang dipertahankan"))
    parser.add_argument(
        "--factor", type=_factor, metavar="N", help=_("satuan dasar KE dalam satu satuan dasar KODE (biasanya 1)")
    )
    parser.add_argument("--with-stock", action="store_true", help=_("arsipkan walau masih ada stok"))
    outputs.arguments(parser)


def _factor(text: str) -> Quantity:
    from koperasi.quantity import NOTHING, Quantity

    try:
        found = Quantity.of(text.replace(",", "."))
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(_("{text} bukan jumlah").format(text=text)) from wrong
    if found <= NOTHING:
        raise argparse.ArgumentTypeError(_("isi angka lebih dari nol"))
    return found


def run(args: argparse.Namespace, place: Place) -> int:
    """Do it, and say what became of it."""
    from pos.commands import shops

    if args.action != "twins" and not args.code.strip():
        raise BadInput(_("{what} belum diisi.").format(what=_("Kode barang")), remedy=EXAMPLES.strip())
    with shops.opened(place) as shop:
        if args.action == "twins":
            _twins(shop, args)
        elif args.action == "merge":
            _merge(shop, args)
        else:
            _put_away(shop, args)
    return 0


def _twins(shop: Shop, args: argparse.Namespace) -> None:
    from inventory import twin_reports
    from koperasi.periods import Period

    today = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        report = twin_reports.twins(connection, Period(shop.branch, today, today))
    outputs.give(report, args)


def _merge(shop: Shop, args: argparse.Namespace) -> None:
    from consignment import merged_lots
    from inventory import merge_previews, merges
    from inventory.merges import MergeCommand
    from koperasi import uids
    from koperasi.quantity import ONE

    if not args.into.strip():
        raise BadInput(_("Barang yang dipertahankan belum disebut."), remedy="goods merge KODE KE")
    ids = (merge_previews.by_code(shop, args.code), merge_previews.by_code(shop, args.into))
    now = shop.clock()
    day = shop.branch.business_date(now)
    command = MergeCommand(shop.minter.next(), uids.new_uid(now), *ids, day, now, args.factor or ONE)
    with shop.work(shop.konsole(), channel="konsole") as work:
        merges.merge(work, command, merged_lots.follow)
    (kept,) = merge_previews.sides(shop, ids[1:])
    words = _("{code} sekarang {name} ({kept}), stok {left} {unit}.")
    left = {"left": kept.good.on_hand, "unit": kept.good.unit}
    _say(words.format(code=args.code, name=kept.good.name, kept=kept.good.code, **left))


def _put_away(shop: Shop, args: argparse.Namespace) -> None:
    from inventory import archives, merge_previews

    product_id = merge_previews.by_code(shop, args.code)
    with shop.work(shop.konsole(), channel="konsole") as work:
        if args.action == "archive":
            archives.archive(work, product_id, with_stock=args.with_stock)
        else:
            archives.restore(work, product_id)
    (side,) = merge_previews.sides(shop, (product_id,))
    words = _("{name} ada di arsip.") if side.good.archived else _("{name} dijual lagi.")
    _say(words.format(name=side.good.name))


def _say(words: str) -> None:
    print(words, file=sys.stderr)
