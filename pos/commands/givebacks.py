"""`giveback`: goods of makers' that go back: what should be fetched, a nota retur made, shown, taken back."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from koperasi.errors import BadInput, NotFound, Trouble
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from consignment.giveback_desks import GivebackDesk
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

ACTIONS = {
    "list": N_("titipan yang perlu diambil penitipnya (--party KODE)"),
    "make": N_("kembalikan yang disarankan kepada --party KODE; --all semua barangnya; --good KODE satu barang"),
    "take": N_("barang --party KODE menjadi milik toko atau sumbangan: --way, --amount, --agreed"),
    "show": N_("isi satu nota retur (nomornya); --format pdf --out FILE untuk suratnya"),
    "reverse": N_("batalkan nota retur yang salah catat (nomornya, --reason)"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `giveback` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<8} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _("TINDAKAN:\n{actions}").format(actions=actions)
    parser.add_argument("action", metavar=_("TINDAKAN"), nargs="?", default="list", choices=tuple(ACTIONS))
    parser.add_argument("number", metavar=_("NOMOR"), nargs="?", default="", help=_("nomor nota retur"))
    parser.add_argument("--party", default="", metavar=_("KODE"), help=_("penitipnya, dengan kodenya"))
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true", help=_("make, take: semua barangnya di cabang ini"))
    which.add_argument("--good", default="", metavar=_("KODE"), help=_("make, take: hanya barang ini, semua lotnya"))
    parser.add_argument("--recall", action="store_true", help=_("make: karena ditarik dari penjualan"))
    parser.add_argument(
        "--way", choices=("buy", "keep", "donate"), default="buy", help=_("take: beli, simpan, sumbang")
    )
    parser.add_argument("--amount", type=int, default=0, metavar="RP", help=_("take --way buy: harga seluruhnya"))
    parser.add_argument("--agreed", action="store_true", help=_("take: penitip sudah setuju"))
    parser.add_argument("--fetched-by", default="", metavar=_("NAMA"), help=_("make: siapa yang mengambil"))
    parser.add_argument("--reason", default="", metavar=_("ALASAN"), help=_("make: catatan; reverse: mengapa"))
    outputs.arguments(parser)


def run(args: argparse.Namespace, place: Place) -> int:
    """Do it; `list` gives what should be fetched, all others the nota."""
    from pos.commands import shops

    with shops.opened(place) as shop:
        if args.action == "list":
            outputs.give(_to_fetch(shop, args.party), args)
            return 0
        if args.action == "take":
            print(_taken(shop, args), file=sys.stderr)
            outputs.give(_to_fetch(shop, args.party), args)
            return 0
        number = _made(shop, args) if args.action == "make" else args.number
        if args.action == "reverse":
            _reverse(shop, number, args.reason)
        _show(shop, number, args)
        if args.action == "make":
            print(number, file=sys.stderr)
    return 0


def _to_fetch(shop: Shop, code: str) -> Report:
    from consignment import loss_reports
    from koperasi.periods import Choices, Period
    from pos import report_choices

    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        party = report_choices.maker(connection, code) if code else None
        return loss_reports.to_fetch(connection, Period(shop.branch, day, day, choices=Choices(party=party)))


def _marked(shop: Shop, args: argparse.Namespace) -> GivebackDesk:
    """The maker's goods with those marked that are asked for.  Raises BadInput, NotFound."""
    from consignment import giveback_deeds
    from consignment.givebacks import Why
    from pos import report_choices

    if not args.party:
        raise BadInput(_("{what} belum diisi.").format(what=_("Penitip")), remedy=_("Tambahkan --party KODE."))
    with shop.reading() as connection:
        maker_id = report_choices.maker(connection, args.party)
    desk = giveback_deeds.read(shop, maker_id)
    lots = [each for each in desk.lots if each.code == args.good] if args.good else list(desk.lots)
    lots = lots if args.all or args.good else list(desk.suggested)
    marked: GivebackDesk = desk.mark_all(lots, Why.RECALLED if args.recall else None)
    if not marked.marked:
        raise NotFound(_("Tidak ada barang yang harus dikembalikan."), remedy=_("Lihat: sbmi-mart giveback"))
    return marked


def _made(shop: Shop, args: argparse.Namespace) -> str:
    from consignment import giveback_deeds
    from koperasi import uids

    marked, now = _marked(shop, args), shop.clock()
    ids = (shop.minter.next(), uids.new_uid(now), now)
    return giveback_deeds.give_back(shop, shop.konsole(), marked.command(*ids, args.fetched_by, args.reason), "")


def _taken(shop: Shop, args: argparse.Namespace) -> str:
    from consignment import giveback_deeds
    from consignment.conversions import Way
    from koperasi import uids
    from koperasi.money import Rupiah

    marked, now = _marked(shop, args), shop.clock()
    ids = (shop.minter.next(), uids.new_uid(now), now)
    way, amount = Way(args.way), Rupiah(args.amount)
    what = marked.conversion(*ids, way, amount, agreed=args.agreed, note=args.reason)
    return giveback_deeds.convert(shop, shop.konsole(), what)


def _paper(shop: Shop, number: str) -> int:
    from sqlalchemy import select

    from koperasi.documents import Document, Kind

    wanted = select(Document.id).where(Document.number == number.strip().upper(), Document.kind == Kind.GIVEBACK)
    with shop.reading() as connection:
        paper = connection.scalar(wanted)
    if paper is None:
        message = _("Nota retur ini tidak ada.") if number else _("{what} belum diisi.").format(what=_("Nomor"))
        raise NotFound(message, remedy=_("Lihat: sbmi-mart report consignment-givebacks"))
    return paper


def _reverse(shop: Shop, number: str, why: str) -> None:
    from consignment import giveback_deeds
    from inventory.reversals import ReversalCommand
    from koperasi import uids

    now = shop.clock()
    head = (shop.minter.next(), uids.new_uid(now), _paper(shop, number), shop.branch.business_date(now), now)
    giveback_deeds.take_back(shop, shop.konsole(), ReversalCommand(*head, why))


def _show(shop: Shop, number: str, args: argparse.Namespace) -> None:
    from consignment import giveback_papers, giveback_queries
    from printing import business_papers

    paper = _paper(shop, number)
    with shop.reading() as connection:
        seen = giveback_queries.giveback(connection, paper)
    if args.out is not None and "pdf" in (args.format, args.out.suffix.removeprefix(".").lower()):
        try:
            args.out.write_bytes(business_papers.pdf_bytes(giveback_papers.page(shop.branch, seen)))
        except OSError as error:
            message = _("File {name} tidak bisa ditulis: {why}").format(name=args.out, why=error.strerror)
            raise Trouble(message) from error
    else:
        outputs.give(giveback_papers.table(seen, shop.branch.shop_name), args)
