"""`nightly`: the reports of a day as files, as they are written by themselves once the day is over."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from koperasi.errors import BadInput
from koperasi.text import _
from pos.commands import outputs

if TYPE_CHECKING:
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from pos.nightly import Night, Plan


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `nightly` takes."""
    parser.add_argument(
        "--on", type=outputs.a_day, metavar=_("TGL"), help=_("hari ini saja; tanpa ini semua hari yang belum ditulis")
    )
    parser.add_argument("--to", type=Path, metavar="FOLDER", help=_("ke folder ini, bukan yang diatur"))
    parser.add_argument("--reports", metavar=_("NAMA"), help=_('laporan ini, bukan yang diatur: "paper-day sales"'))


def run(args: argparse.Namespace, place: Place) -> int:
    """Write what is due, or one day; 1 when a report of it could not be made."""
    from koperasi.stops import Stop
    from pos import nightly
    from pos.commands import shops

    with shops.opened(place) as shop:
        plan = _plan(args, shop)
        days = None if args.on is None else [args.on]
        nights = nightly.make_up(shop, plan, Stop(), days)
    for night in nights:
        _tell(night)
    return 1 if any(night.failed for night in nights) else 0


def _plan(args: argparse.Namespace, shop: Shop) -> Plan:
    from pos import nightly

    folder, names = shop.settings.nightly_folder, shop.settings.nightly_reports
    if args.to is not None:
        folder = str(args.to)
    if args.reports is not None:
        names = args.reports
    chosen = replace(shop.settings, nightly_folder=folder, nightly_reports=names)
    plan = nightly.plan_of(chosen, shop.branch.code)
    if plan is None:
        raise BadInput(
            _("Folder laporan malam belum diatur."),
            remedy=_("Tambahkan --to FOLDER, atau: sbmi-mart settings nightly_folder FOLDER"),
        )
    nightly.check(" ".join(plan.names))
    return plan


def _tell(night: Night) -> None:
    for file in night.files:
        print(night.folder / file)
    for name, why in night.failed:
        print(f"{name}: {why}", file=sys.stderr)
