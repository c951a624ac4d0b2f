"""`user`: who may sign in; added, given another PIN or a card, unlocked, retired."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from koperasi.errors import BadInput
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from koperasi.users import Staff
    from printing.reports import Report

ACTIONS = {
    "list": N_("siapa yang boleh masuk"),
    "add": N_("tambah orang (--role, --pin)"),
    "pin": N_("ganti PIN-nya (--pin)"),
    "unlock": N_("buka PIN yang terkunci"),
    "card": N_("beri kartu untuk menyetujui di kasir (--code, --print)"),
    "uncard": N_("kartunya tidak berlaku lagi"),
    "retire": N_("tidak boleh masuk lagi"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `user` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<8} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _("TINDAKAN:\n{actions}").format(actions=actions)
    what = ", ".join(ACTIONS)
    parser.add_argument("action", metavar=_("TINDAKAN"), nargs="?", default="list", choices=tuple(ACTIONS), help=what)
    parser.add_argument("name", metavar=_("NAMA"), nargs="?", default="", help=_("nama orangnya"))
    parser.add_argument(
        "--role", metavar=_("PERAN"), default="cashier", help="cashier, supervisor, manager, bookkeeper"
    )
    parser.add_argument("--pin", metavar="PIN", help=_("enam angka; tanpa ini ditanyakan"))
    parser.add_argument("--code", metavar=_("KODE"), help=_("kode kartu yang sudah ada; tanpa ini dibuatkan"))
    parser.add_argument("--print", action="store_true", help=_("cetak kartunya di printer kasir"))
    outputs.arguments(parser, ("table", "csv", "json"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Do it, and show who may sign in now."""
    from pos.commands import shops, staff_cards

    if args.action != "list" and not args.name.strip():
        raise BadInput(_("{what} belum diisi.").format(what=_("Nama")), remedy=_("Tulis namanya sesudah tindakan."))
    with shops.opened(place) as shop:
        if args.action == "card":
            report = staff_cards.give(shop, named(shop, args.name), args.code, on_paper=args.print)
        else:
            if args.action != "list":
                _do(shop, args)
            report = _report(shop)
    outputs.give(report, args)
    return 0


def _do(shop: Shop, args: argparse.Namespace) -> None:
    from koperasi import staff_cards, users
    from pos.commands import openings

    role = role_id(args.role) if args.action == "add" else 0
    person = None if args.action == "add" else named(shop, args.name)
    asked = args.action in ("add", "pin")
    pin = (args.pin or openings.asked_pin(_("PIN {name}").format(name=args.name))) if asked else ""
    with shop.work(shop.konsole(), channel="konsole") as work:
        if person is None:
            users.add(work, args.name.strip(), role, pin)
        elif args.action == "pin":
            users.change_pin(work, person.id, pin)
        elif args.action == "unlock":
            users.unlock(work, person.id)
        elif args.action == "uncard":
            staff_cards.take(work, person.id)
        else:
            users.retire(work, person.id)


def role_id(text: str) -> int:
    """A role by its code or by its Indonesian name; raises BadInput for another."""
    from koperasi.rights import BUILT_IN, ROLES

    for key, (code, name, _rights) in ROLES.items():
        if code not in BUILT_IN and text.strip().casefold() in (code, name.casefold(), _(name).casefold()):
            return key
    message = _("Tidak ada peran {role}.").format(role=text)
    raise BadInput(
        message, remedy=_("Pilih salah satu: {choices}.").format(choices="cashier, supervisor, manager, bookkeeper")
    )


def named(shop: Shop, name: str) -> Staff:
    """A person by her name; raises BadInput for one who is not there."""
    from koperasi import users

    with shop.reading() as connection:
        for each in users.staff(connection):
            if each.name.casefold() == name.strip().casefold():
                return each
    raise BadInput(_("Tidak ada pengguna bernama {name}.").format(name=name), remedy=_("Daftarnya: sbmi-mart user"))


def _report(shop: Shop) -> Report:
    from koperasi import staff_cards, users
    from printing.reports import Column, Kind, Report

    columns = (
        Column("name", _("Nama")),
        Column("role", _("Peran")),
        Column("role_name", _("Sebutan")),
        Column("tries_left", _("Sisa percobaan PIN"), Kind.COUNT),
        Column("card", _("Kartu")),
    )
    with shop.reading() as connection:
        cards = staff_cards.holders(connection)
        rows = tuple(
            (
                each.name,
                each.role,
                _(each.role_name),
                max(users.tries_left(connection, each.id), 0),
                _("ya") if each.id in cards else "",
            )
            for each in users.staff(connection)
        )
    return Report("users", _("Pengguna"), columns, rows, None, shop.branch.shop_name)
