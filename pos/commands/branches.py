"""`branch`: the cooperative's branches, each with a shelf of its own to sell from."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from koperasi.errors import BadInput
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

ACTIONS = {
    "list": N_("semua cabang"),
    "add": N_("cabang baru dengan raknya; kasirnya lewat: sbmi-mart till add K2 --branch KODE"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `branch` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<6} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _("TINDAKAN:\n{actions}").format(actions=actions)
    what = ", ".join(ACTIONS)
    parser.add_argument("action", metavar=_("TINDAKAN"), nargs="?", default="list", choices=tuple(ACTIONS), help=what)
    parser.add_argument("code", metavar=_("KODE"), nargs="?", default="", help=_("kode cabang, seperti 02"))
    parser.add_argument("name", metavar=_("NAMA"), nargs="?", default="", help=_("nama cabang, seperti “Pujon”"))
    parser.add_argument("--address", metavar=_("ALAMAT"), default="", help=_("alamat di struknya"))
    parser.add_argument("--phone", metavar=_("TELEPON"), default="", help=_("telepon di struknya"))
    outputs.arguments(parser, ("table", "csv", "json"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Do it, and show the branches."""
    from koperasi.branches import NewBranch
    from pos import founding
    from pos.commands import shops

    with shops.opened(place) as shop:
        if args.action == "add":
            new = NewBranch(args.code.strip().upper(), args.name, args.address, args.phone)
            with shop.work(shop.konsole(), channel="konsole") as work:
                founding.add_branch(work, new)
        elif args.code:
            raise BadInput(_("Tindakan dulu, baru kodenya."), remedy=_("Contoh: sbmi-mart branch add 02 Pujon"))
        report = _report(shop)
    outputs.give(report, args)
    return 0


def _report(shop: Shop) -> Report:
    from koperasi import branches
    from printing.reports import Column, Report

    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama")),
        Column("address", _("Alamat")),
        Column("computer", _("Komputer")),
    )
    with shop.reading() as connection:
        rows = tuple(
            (each.code, each.name, each.address, _("di sini") if each.id == shop.branch.id else "")
            for each in branches.all_branches(connection)
        )
    return Report("branches", _("Cabang"), columns, rows, None, shop.branch.shop_name)
