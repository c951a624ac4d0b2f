"""`report`: one of the shop's reports over some days.

To add a report: write `name(connection, period) -> Report` in your room's `reports.py`, and
name it in `REPORTS`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from koperasi.errors import BadInput
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from koperasi.periods import Period
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

#: Name → where it is made, and what it says.
REPORTS = {
    "day": ("pos.reports:day", N_("penjualan per hari")),
    "sales": ("pos.reports:sales", N_("penjualan per barang")),
    "tickets": ("pos.reports:tickets", N_("setiap nota")),
    "returns": ("pos.return_reports:returns", N_("barang yang dikembalikan pembeli")),
    "promotions": ("pos.promotion_reports:promotions", N_("yang diberikan promo, dan siapa menanggung")),
    "stock": ("inventory.reports:stock", N_("stok sekarang")),
    "stock-card": ("inventory.reports:stock_card", N_("gerak satu barang (--good)")),
    "movements": ("inventory.reports:movements", N_("barang masuk dan keluar")),
    "debts": ("pos.book_reports:debts", N_("piutang anggota")),
    "consignment": ("consignment.reports:consignment", N_("hasil dan saldo penitip")),
    "qris": ("pos.fund_reports:qris", N_("QRIS dan transfer, untuk dicocokkan dengan aplikasi")),
    "cash": ("pos.reports:cash", N_("laci per shift")),
    "over-short": ("pos.shift_reports:over_short", N_("selisih kas per petugas")),
    "noncash": ("pos.shift_reports:noncash", N_("QRIS dan transfer per shift, untuk dicocokkan")),
    "journal": ("pos.book_reports:journal", N_("jurnal")),
    "trial-balance": ("pos.book_reports:trial_balance", N_("neraca saldo")),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `report` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    names = "\n".join(f"  {name:<14} {_(what)}" for name, (_where, what) in REPORTS.items())
    parser.epilog = _("LAPORAN:\n{names}\n\nTanpa tanggal: hari ini.").format(names=names)
    parser.add_argument("name", metavar=_("LAPORAN"), choices=sorted(REPORTS), help=", ".join(REPORTS))
    parser.add_argument("--from", dest="first", type=_day, metavar=_("TGL"), help=_("mulai tanggal"))
    parser.add_argument("--to", dest="last", type=_day, metavar=_("TGL"), help=_("sampai tanggal"))
    parser.add_argument("--on", type=_day, metavar=_("TGL"), help=_("satu tanggal saja, seperti 2026-11-23"))
    parser.add_argument("--good", default="", metavar=_("KODE"), help=_("barang untuk kartu stok"))
    outputs.arguments(parser)


def _day(text: str) -> date:
    from inventory import cells

    try:
        return cells.day(text)
    except BadInput as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from wrong


def run(args: argparse.Namespace, place: Place) -> int:
    """Make the report and give it out."""
    from pos.commands import shops

    with shops.opened(place) as shop:
        period = _period(args, shop)
        with shop.reading() as connection:
            report = maker(args.name)(connection, period)
    outputs.give(report, args)
    return 0


def maker(name: str) -> Callable[[Connection, Period], Report]:
    """The function that makes a report."""
    module, _mark, function = REPORTS[name][0].partition(":")
    found: Callable[[Connection, Period], Report] = getattr(import_module(module), function)
    return found


def _period(args: argparse.Namespace, shop: Shop) -> Period:
    from koperasi.periods import Period

    today = shop.branch.business_date(shop.clock())
    if args.on is not None and (args.first or args.last):
        raise BadInput(_("--on tidak dipakai bersama --from atau --to."))
    first = args.on or args.first or args.last or today
    last = args.on or args.last or (today if args.first else first)
    if first > last:
        raise BadInput(_("Tanggal mulai sesudah tanggal akhir."))
    return Period(shop.branch, first, last, args.good)
