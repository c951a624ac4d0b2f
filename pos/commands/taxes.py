"""`tax`: the tax rates that hold, or another one from a day on."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from koperasi.errors import BadInput
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

ACTIONS = {
    "list": N_("tarif yang berlaku hari ini (tanpa TINDAKAN juga ini)"),
    "set": N_("tarif baru mulai satu tanggal: tax set PPN 12 --base 11/12 --from 2025-01-01"),
}
_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?%?")
_PART = re.compile(r"(\d{1,4})/(\d{1,4})")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `tax` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<6} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _("TINDAKAN:\n{actions}").format(actions=actions)
    parser.add_argument("action", metavar=_("TINDAKAN"), nargs="?", default="list", choices=tuple(ACTIONS))
    parser.add_argument("tax_class", metavar=_("GOLONGAN"), nargs="?", default="", help=_("seperti PPN"))
    parser.add_argument("percent", metavar=_("PERSEN"), nargs="?", default="", help=_("seperti 12 atau 11,5"))
    parser.add_argument(
        "--base", default="1/1", metavar=_("BAGIAN"), help=_("bagian harga yang dikenai, seperti 11/12")
    )
    parser.add_argument("--from", dest="first", type=outputs.a_day, metavar=_("TGL"), help=_("mulai berlaku"))
    outputs.arguments(parser, ("table", "csv", "json"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Set a rate where asked; shows the rates of today."""
    from pos.commands import shops

    with shops.opened(place) as shop:
        if args.action == "set":
            _set(shop, args)
        report = _report(shop)
    outputs.give(report, args)
    return 0


def _set(shop: Shop, args: argparse.Namespace) -> None:
    from inventory import taxes
    from inventory.taxes import Rate

    percent, part = _PERCENT.fullmatch(args.percent), _PART.fullmatch(args.base)
    if percent is None or part is None:
        words = _("Isi golongan, persen dan dasarnya: tax set PPN 12 --base 11/12.")
        raise BadInput(words, field="percent" if percent is None else "base")
    bps = int(percent[1]) * 100 + int((percent[2] or "0").ljust(2, "0"))
    since = args.first or shop.branch.business_date(shop.clock())
    with shop.work(shop.konsole(), channel="konsole") as work:
        taxes.set_rate(work, Rate(args.tax_class, since, bps, int(part[1]), int(part[2])))


def _report(shop: Shop) -> Report:
    from inventory import taxes
    from printing.reports import Column, Kind, Report

    columns = (
        Column("tax_class", _("Golongan")),
        Column("valid_from", _("Sejak"), Kind.DATE),
        Column("rate", _("Tarif"), Kind.PERCENT),
        Column("base", _("Dari harga")),
    )
    with shop.reading() as connection:
        found = taxes.rates_on(connection, shop.branch.business_date(shop.clock()))
    rows = tuple(
        (each.tax_class, each.valid_from, each.rate_bps, f"{each.base_numerator}/{each.base_denominator}")
        for each in sorted(found.values(), key=lambda each: each.tax_class)
    )
    notes = () if shop.settings.taxable else (_("Toko ini bukan PKP: tidak ada pajak di struknya."),)
    return Report("taxes", _("Tarif pajak"), columns, rows, None, shop.branch.shop_name, notes=notes)
