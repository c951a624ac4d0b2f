"""`member`: a member's PIN for kasbon, and her written consent to set-off; or how she stands."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from koperasi.errors import BadInput
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from koperasi.members import Card
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

ACTIONS = {
    "show": N_("utang, simpanan, hasil titipan dan izinnya"),
    "pin": N_("beri PIN baru untuk kasbon (--pin)"),
    "consent": N_("catat persetujuan tertulis potong hasil titipan (--since, --none)"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `member` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<8} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _("TINDAKAN:\n{actions}").format(actions=actions)
    parser.add_argument("action", metavar=_("TINDAKAN"), choices=tuple(ACTIONS), help=", ".join(ACTIONS))
    parser.add_argument("number", metavar=_("NOMOR"), help=_("nomor anggota atau kartunya"))
    parser.add_argument("--pin", metavar="PIN", help=_("enam angka; tanpa ini ditanyakan"))
    parser.add_argument("--since", type=outputs.a_day, metavar=_("TGL"), help=_("tanggal surat persetujuan"))
    parser.add_argument("--none", action="store_true", help=_("cabut persetujuannya"))
    outputs.arguments(parser, ("table", "csv", "json"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Do it, and show how she stands."""
    from pos.commands import shops

    with shops.opened(place) as shop:
        card = _known(shop, args.number)
        if args.action != "show":
            _do(shop, card, args)
        report = _report(shop, _known(shop, args.number))
    outputs.give(report, args)
    return 0


def _do(shop: Shop, card: Card, args: argparse.Namespace) -> None:
    from koperasi import consents, member_pins
    from pos.commands import openings

    pin = (args.pin or openings.asked_pin(_("PIN {name}").format(name=card.name))) if args.action == "pin" else ""
    today = shop.branch.business_date(shop.clock())
    with shop.work(shop.konsole(), channel="konsole") as work:
        if args.action == "pin":
            member_pins.give(work, card.party_id, pin)
        else:
            consents.set_off(work, card.party_id, None if args.none else args.since or today)


def _known(shop: Shop, number: str) -> Card:
    from koperasi import members

    year = shop.branch.business_date(shop.clock()).year
    with shop.reading() as connection:
        card = members.by_code(connection, number.strip(), year)
    if card is None:
        raise BadInput(_("Tidak ada anggota bernomor {number}.").format(number=number))
    return card


def _report(shop: Shop, card: Card) -> Report:
    from printing.reports import Column, Kind, Report

    columns = (
        Column("number", _("Nomor")),
        Column("name", _("Nama")),
        Column("owes", _("Kasbon"), Kind.RUPIAH),
        Column("limit", _("Limit"), Kind.RUPIAH),
        Column("savings", _("Simpanan sukarela"), Kind.RUPIAH),
        Column("earnings", _("Hasil titipan"), Kind.RUPIAH),
        Column("set_off_since", _("Setuju potong sejak"), Kind.DATE),
        Column("has_pin", _("PIN")),
    )
    row = (
        card.number,
        card.name,
        card.owes,
        card.credit_limit,
        card.savings,
        card.earnings,
        card.set_off_since,
        _("ada") if card.has_pin else _("belum"),
    )
    return Report("member", _("Anggota"), columns, (row,), None, shop.branch.shop_name)
