"""`markdown`: what is proposed for goods near their date, and begun."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from koperasi.text import _, ngettext
from pos.commands import outputs

if TYPE_CHECKING:
    from inventory.expiry_desks import Desk
    from koperasi.shops import Place
    from printing.reports import Report


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `markdown` takes."""
    parser.add_argument("--start", action="store_true", help=_("mulai semua potongan yang diusulkan"))
    parser.add_argument("--below-cost", action="store_true", help=_("boleh di bawah harga pokok"))
    outputs.arguments(parser, ("table", "csv", "json"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Show the proposals; with --start begin those that would not be sold in time."""
    from inventory import expiry_desks, markdowns
    from pos.commands import shops

    with shops.opened(place) as shop:
        desk = expiry_desks.read(shop)
        needed = [each for each in desk.proposals if each.needed]
        if args.start and needed:
            command = markdowns.command(needed, desk.day, below_cost=args.below_cost)
            count = expiry_desks.start(shop, shop.konsole(), command)
            words = ngettext("{count} potongan dimulai.", "{count} potongan dimulai.", count)
            print(words.format(count=count), file=sys.stderr)
            desk = expiry_desks.read(shop)
        report = _report(desk, shop.branch.shop_name, below_cost=args.below_cost)
    outputs.give(report, args)
    return 0


def _report(desk: Desk, shop: str, *, below_cost: bool) -> Report:
    from printing.reports import Column, Kind, Report

    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("expires_on", _("Kedaluwarsa"), Kind.DATE),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
        Column("rate", _("Potong"), Kind.PERCENT),
        Column("price", _("Harga"), Kind.RUPIAH),
        Column("price_after", _("Menjadi"), Kind.RUPIAH),
        Column("needed", _("Diusulkan")),
        Column("why", _("Keterangan")),
    )
    rows = tuple(
        (
            each.lot.code,
            each.lot.name,
            each.lot.expires_on,
            each.lot.quantity,
            each.rate_bps,
            each.lot.price,
            each.price(below_cost=below_cost),
            _("ya") if each.needed else _("tidak"),
            each.words(desk.day),
        )
        for each in desk.proposals
    )
    return Report("markdown", _("Usul potongan harga"), columns, rows, None, shop)
