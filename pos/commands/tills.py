"""`till`: the shop's tills, and at which of them this PC stands."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from koperasi.errors import BadInput, Refused
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from koperasi import tills
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

ACTIONS = {
    "list": N_("semua kasir"),
    "add": N_("kasir baru; komputer ini memakainya bila belum punya kasir"),
    "use": N_("komputer ini memakai kasir itu mulai sekarang"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `till` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<6} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _("TINDAKAN:\n{actions}").format(actions=actions)
    what = ", ".join(ACTIONS)
    parser.add_argument("action", metavar=_("TINDAKAN"), nargs="?", default="list", choices=tuple(ACTIONS), help=what)
    parser.add_argument("code", metavar=_("KODE"), nargs="?", default="", help=_("kode kasir, seperti K2"))
    parser.add_argument("name", metavar=_("NAMA"), nargs="?", default="", help=_("nama kasir, seperti “Kasir 2”"))
    parser.add_argument(
        "--take-over", action="store_true", help=_("ambil kasir dari komputer lain yang rusak atau diganti")
    )
    parser.add_argument("--branch", metavar=_("CABANG"), default="", help=_("kasir baru di cabang ini, seperti 02"))
    outputs.arguments(parser, ("table", "csv", "json"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Do it, and show the tills."""
    from koperasi import shops as places
    from pos.commands import shops

    code = args.code.strip().upper()
    if args.action != "list" and not code:
        raise BadInput(_("{what} belum diisi.").format(what=_("Kode kasir")), remedy=_("Contoh: K2."))
    with shops.opened(place) as shop:
        if args.action == "add":
            _add(shop, code, args.name.strip() or _("Kasir {code}").format(code=code), args.branch.strip().upper())
        elif args.action == "use":
            with places.occupy_till(shop):
                use(shop, code, args.take_over)
        report = _report(shop)
    outputs.give(report, args)
    return 0


def _add(shop: Shop, code: str, name: str, branch: str) -> None:
    from dataclasses import replace

    from koperasi import branches, shops, tills

    there = shop
    if branch:
        with shop.reading() as connection:
            there = replace(shop, branch=branches.by_code(connection, branch))
    with there.work(there.konsole(), channel="konsole") as work:
        till_id = tills.add_till(work, code, name)
    if shop.till_id is None:
        shops.stand_at(shop, till_id)


def use(shop: Shop, code: str, take_over: bool) -> None:
    """Stand at a till; another PC's only if it is taken over from it, in series of this PC's own.

    Raises BadInput for a till that is not there, Refused for another PC's.
    """
    from koperasi import shops, tills

    with shop.reading() as connection:
        found = next((each for each in tills.all_tills(connection) if each.code == code), None)
    if found is None:
        raise BadInput(_("Tidak ada kasir {code}.").format(code=code), remedy=_("Daftarnya: sbmi-mart till"))
    if found.writer != shop.writer:
        if not take_over:
            message = _("Kasir {code} dipakai komputer lain.").format(code=code)
            remedy = _("Bila komputer itu tidak dipakai lagi, tambahkan --take-over.")
            raise Refused(message, remedy=remedy, rule="till-of-another")
        with shop.work(shop.konsole(), channel="konsole") as work:
            tills.take_over(work, found.id)
    shops.stand_at(shop, found.id)


def _report(shop: Shop) -> Report:
    from koperasi import tills
    from printing.reports import Column, Report

    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama")),
        Column("computer", _("Komputer")),
        Column("shift", _("Shift")),
    )
    with shop.reading() as connection:
        rows = tuple(
            (each.code, each.name, _where(each, shop), _("terbuka") if each.open else "")
            for each in tills.all_tills(connection)
        )
    return Report("tills", _("Kasir"), columns, rows, None, shop.branch.shop_name)


def _where(till: tills.Standing, shop: Shop) -> str:
    if till.id == shop.till_id:
        return _("di sini")
    return _("komputer ini") if till.writer == shop.writer else _("komputer lain")
