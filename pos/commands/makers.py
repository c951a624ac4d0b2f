"""`maker`: who brings goods: the list, one of them, how she is paid, who belongs to a group."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from koperasi.errors import BadInput
from koperasi.text import N_, _, short_date
from pos.commands import outputs

if TYPE_CHECKING:
    from consignment.maker_deeds import MakerSetUp
    from consignment.maker_desks import OpenedMaker
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

ACTIONS = {
    "list": N_("semua penitip: kesepakatan, barang, saldo"),
    "show": N_("data satu penitip"),
    "add": N_("penitip yang bukan anggota (--name), atau kelompok (--group)"),
    "set": N_("ubah keadaan, cara bayar, persetujuan"),
    "members": N_("siapa di kelompok; dengan --of: ganti seluruhnya"),
    "pin": N_("beri PIN kepada kelompok, atau penitip yang bukan anggota (--pin)"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `maker` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<8} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _("TINDAKAN:\n{actions}").format(actions=actions)
    parser.add_argument("action", metavar=_("TINDAKAN"), nargs="?", default="list", choices=tuple(ACTIONS))
    parser.add_argument("maker", metavar=_("PENITIP"), nargs="?", default="", help=_("nomor anggota atau kode"))
    parser.add_argument("--name", default="", metavar=_("NAMA"), help=_("add: namanya"))
    parser.add_argument("--title", default="", metavar=_("SAPAAN"), help=_("add: Ibu, Bapak"))
    parser.add_argument("--village", default="", metavar=_("DESA"))
    parser.add_argument("--phone", default="", metavar=_("TELP"))
    parser.add_argument("--code", default="", metavar=_("KODE"), help=_("add: kode; tanpa ini dibuat toko"))
    parser.add_argument("--group", action="store_true", help=_("add: sebuah kelompok"))
    parser.add_argument("--standing", choices=("active", "suspended", "left"), help=_("set: aktif, ditunda, berhenti"))
    parser.add_argument("--pay", choices=("cash", "transfer", "savings"), help=_("set: cara bayar"))
    parser.add_argument("--bank", metavar="BANK:REKENING:NAMA", help=_("set: rekening untuk transfer"))
    parser.add_argument("--savings", metavar=_("PERSEN"), help=_("set: bagian tiap bayar yang masuk simpanan"))
    parser.add_argument("--savings-since", type=outputs.a_day, metavar=_("TGL"), help=_("set: tanggal suratnya"))
    parser.add_argument("--set-off", metavar=_("TGL"), help=_("set: tanggal surat izin potong kasbon, atau none"))
    parser.add_argument("--heir", metavar=_("NAMA"), help=_("set: ahli waris"))
    parser.add_argument("--note", metavar=_("CATATAN"))
    parser.add_argument("--of", nargs="*", metavar=_("PENITIP"), help=_("members: nomor atau kode anggotanya"))
    parser.add_argument("--pin", metavar="PIN", help=_("pin: enam angka; tanpa ini ditanyakan"))
    outputs.arguments(parser)


def run(args: argparse.Namespace, place: Place) -> int:
    """Do it; `list` gives all makers, everything else the one it was about."""
    from pos.commands import shops

    with shops.opened(place) as shop:
        report = _listed(shop) if args.action == "list" else _report(shop, _done(shop, args))
    outputs.give(report, args)
    return 0


def _listed(shop: Shop) -> Report:
    from consignment import maker_desks

    return maker_desks.table(shop)


def named(shop: Shop, words: str) -> int:
    """A maker by her number as a member, or her code.  Raises BadInput, NotFound."""
    from consignment import agreement_files

    if not words.strip():
        raise BadInput(_("{what} belum diisi.").format(what=_("Penitip")), remedy=_("Lihat: sbmi-mart maker"))
    with shop.reading() as connection:
        return agreement_files.maker_named(connection, words)


def _done(shop: Shop, args: argparse.Namespace) -> OpenedMaker:
    from consignment import maker_desks
    from consignment.maker_deeds import NewMaker, Person
    from koperasi.parties import PartyKind

    if args.action == "add":
        kind = PartyKind.GROUP if args.group else PartyKind.PERSON
        person = Person(args.name, kind, args.title, args.village, args.phone)
        return maker_desks.save(shop, shop.konsole(), NewMaker(person, code=args.code, note=args.note or ""), None)
    maker = maker_desks.opened(shop, named(shop, args.maker))
    if args.action == "pin":
        _give_pin(shop, maker, args.pin)
    if args.action == "set":
        return maker_desks.save(shop, shop.konsole(), _changed(maker, args), None)
    if args.action == "members" and args.of is not None:
        group = tuple(named(shop, each) for each in args.of)
        return maker_desks.save(shop, shop.konsole(), _kept(maker), group)
    return maker


def _give_pin(shop: Shop, maker: OpenedMaker, said: str | None) -> None:
    from consignment import maker_pins
    from pos.commands import openings

    pin = said or openings.asked_pin(_("PIN {name}").format(name=maker.name))
    with shop.work(shop.konsole(), channel="konsole") as work:
        maker_pins.give(work, maker.party_id, pin)


def _kept(maker: OpenedMaker) -> MakerSetUp:
    from consignment.maker_deeds import MakerSetUp

    return MakerSetUp(maker.party_id, maker.wishes, maker.note, maker.set_off_since)


def _changed(maker: OpenedMaker, args: argparse.Namespace) -> MakerSetUp:
    """All that is kept of her, with what the options say otherwise."""
    from consignment.makers import PayWay, Standing

    wishes: dict[str, Any] = {}
    if args.standing:
        wishes["standing"] = Standing(args.standing)
    if args.pay:
        wishes["pay_way"] = PayWay(args.pay)
    if args.bank is not None:
        parts = [*(each.strip() for each in args.bank.split(":")), "", ""]
        wishes |= dict(zip(("bank", "bank_account", "bank_holder"), parts[:3], strict=True))
    if args.savings is not None:
        wishes["savings_bps"] = _rate(args.savings)
    if args.savings_since is not None:
        wishes["savings_since"] = args.savings_since
    if args.heir is not None:
        wishes["heir"] = args.heir
    kept = _kept(maker)
    note = kept.note if args.note is None else args.note
    return replace(kept, wishes=replace(kept.wishes, **wishes), note=note, set_off_since=_consent(maker, args.set_off))


def _consent(maker: OpenedMaker, said: str | None) -> Any:
    if said is None:
        return maker.set_off_since
    return None if said.strip().lower() in ("none", "tidak", "") else outputs.a_day(said)


def _rate(text: str) -> int:
    from consignment import condition_texts

    return condition_texts.a_rate("savings", text.strip())


def _report(shop: Shop, maker: OpenedMaker) -> Report:
    from consignment.deal_words import percent
    from consignment.makers import PAY_WAYS, STANDINGS
    from printing.reports import Column, Report

    wishes = maker.wishes
    bank = " ".join(each for each in (wishes.bank, wishes.bank_account, wishes.bank_holder) if each)
    saves = percent(wishes.savings_bps) if wishes.savings_bps else ""
    rows = [
        ("code", _("Kode"), maker.code),
        ("name", _("Nama"), f"{maker.title} {maker.name}".strip()),
        ("member", _("No. anggota"), maker.number),
        ("village", _("Desa"), maker.village),
        ("phone", _("Telepon"), maker.phone),
        ("standing", _("Keadaan"), _(STANDINGS[wishes.standing])),
        ("pay_way", _("Dibayar dengan"), _(PAY_WAYS[wishes.pay_way])),
        ("bank", _("Rekening"), bank),
        ("savings", _("Masuk simpanan"), saves),
        ("set_off_since", _("Izin potong kasbon sejak"), _day(maker.set_off_since)),
        ("since", _("Penitip sejak"), _day(maker.since)),
        ("heir", _("Ahli waris"), wishes.heir),
        ("note", _("Catatan"), maker.note),
        ("members", _("Anggota kelompok"), ", ".join(f"{each.name} ({each.code})" for each in maker.group)),
    ]
    columns = (Column("field", _("Isian")), Column("label", _("Data")), Column("value", _("Isi")))
    return Report("maker", _("Penitip"), columns, tuple(rows), None, shop.branch.shop_name)


def _day(day: Any) -> str:
    return short_date(day) if day is not None else ""
