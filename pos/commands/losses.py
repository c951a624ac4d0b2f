"""`loss`: makers' goods that are lost or broken: what waits, settled by their agreements, taken back."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from koperasi.errors import BadInput, NotFound
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

ACTIONS = {
    "list": N_("yang belum diputuskan, dengan ganti rugi menurut perjanjian (--party KODE)"),
    "settle": N_("putuskan menurut perjanjian: milik --party KODE, atau --all"),
    "reverse": N_("batalkan keputusan yang keliru (nomornya, --reason)"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `loss` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<8} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _(
        "TINDAKAN:\n{actions}\n\nPenanggung lain daripada menurut perjanjian diputuskan di jendela, dengan alasannya."
    ).format(actions=actions)
    parser.add_argument("action", metavar=_("TINDAKAN"), nargs="?", default="list", choices=tuple(ACTIONS))
    parser.add_argument("number", metavar=_("NOMOR"), nargs="?", default="", help=_("nomor keputusan"))
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--party", default="", metavar=_("KODE"), help=_("penitipnya, dengan kodenya"))
    whose.add_argument("--all", action="store_true", help=_("settle: milik semua penitip"))
    parser.add_argument("--reason", default="", metavar=_("ALASAN"), help=_("reverse: mengapa"))
    outputs.arguments(parser)


def run(args: argparse.Namespace, place: Place) -> int:
    """Do it; gives what still waits afterwards, and the numbers of its papers on stderr."""
    from pos.commands import shops

    with shops.opened(place) as shop:
        if args.action == "settle":
            numbers = _settled(shop, args.party, every=args.all)
        else:
            numbers = (_reversed(shop, args.number, args.reason),) if args.action == "reverse" else ()
        for number in numbers:
            print(number, file=sys.stderr)
        outputs.give(_waiting(shop, args.party), args)
    return 0


def _party(shop: Shop, code: str) -> int | None:
    from pos import report_choices

    with shop.reading() as connection:
        return report_choices.maker(connection, code) if code else None


def _waiting(shop: Shop, code: str) -> Report:
    from consignment import loss_reports
    from koperasi.periods import Choices, Period

    day, party = shop.branch.business_date(shop.clock()), _party(shop, code)
    with shop.reading() as connection:
        return loss_reports.waiting(connection, Period(shop.branch, day, day, choices=Choices(party=party)))


def _settled(shop: Shop, code: str, *, every: bool) -> tuple[str, ...]:
    from consignment import loss_desks

    party = _party(shop, code)
    if party is None and not every:
        raise BadInput(
            _("{what} belum diisi.").format(what=_("Penitip")), remedy=_("Tambahkan --party KODE atau --all.")
        )
    desk = loss_desks.read(shop)
    rows = [each for each in desk.ready if party in (None, each.maker_id)]
    return loss_desks.settle_all(shop, shop.konsole(), rows)


def _reversed(shop: Shop, number: str, why: str) -> str:
    from sqlalchemy import select

    from consignment import loss_desks
    from koperasi.documents import Document, Kind

    wanted = select(Document.id).where(Document.number == number.strip().upper(), Document.kind == Kind.MAKER_LOSS)
    with shop.reading() as connection:
        paper = connection.scalar(wanted)
    if paper is None:
        raise NotFound(_("Keputusan ini tidak ada."), remedy=_("Lihat: sbmi-mart report consignment-losses-settled"))
    return loss_desks.reverse(shop, shop.konsole(), paper, why)
