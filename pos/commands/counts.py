"""`count`: counts of stock: which there are, their sheets and figures, and their close.

Figures themselves come in by `import counts`, or at the window.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from koperasi.errors import BadInput, NotFound
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from inventory.count_records import Session
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

ACTIONS = {
    "list": N_("hitungan yang berjalan dan yang sudah dibukukan"),
    "sheet": N_("lembar untuk menghitung di rak (--format pdf --out FILE)"),
    "show": N_("selisih satu hitungan"),
    "finish": N_("selesai menghitung; yang jauh selisihnya diminta dihitung ulang"),
    "close": N_("setujui dan bukukan"),
    "reverse": N_("balikkan hitungan yang sudah dibukukan (nomor dokumen, --reason)"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `count` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<8} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _(
        "TINDAKAN:\n{actions}\n\n"
        "HITUNGAN adalah id atau judulnya dari `count list`. Angkanya masuk lewat\n"
        "`import counts FILE` atau di jendela."
    ).format(actions=actions)
    parser.add_argument("action", metavar=_("TINDAKAN"), nargs="?", default="list", choices=tuple(ACTIONS))
    parser.add_argument("session", metavar=_("HITUNGAN"), nargs="?", default="", help=_("id atau judul"))
    parser.add_argument("--zero", action="store_true", help=_("close: yang tidak dihitung dianggap habis"))
    parser.add_argument("--reason", default="", metavar=_("ALASAN"), help=_("reverse: mengapa"))
    outputs.arguments(parser)


def run(args: argparse.Namespace, place: Place) -> int:
    """Do it; `sheet` and `show` give their report, all others the list."""
    from pos.commands import shops

    with shops.opened(place) as shop:
        if args.action in ("finish", "close"):
            _go_on(shop, args.session, args.action, zeroed=args.zero)
        elif args.action == "reverse":
            _reverse(shop, args.session, args.reason)
        report = _report(shop, args)
    outputs.give(report, args)
    return 0


def found(connection: Connection, shop: Shop, named: str) -> Session:
    """The session of this id, or the only one of this title.  Raises BadInput, NotFound."""
    from inventory import count_queries, count_records

    if not named.strip():
        raise BadInput(_("{what} belum diisi.").format(what=_("Hitungan")), remedy=_("Lihat: sbmi-mart count"))
    if named.isascii() and named.isdigit():
        return count_records.by_id(connection, int(named))
    rows = [each.session for each in count_queries.sessions(connection, shop.branch.id)]
    open_ = [each for each in rows if each.title.casefold() == named.strip().casefold()]
    if len(open_) != 1:
        message = _("Tidak ada hitungan {named}.") if not open_ else _("Ada beberapa hitungan {named}.")
        raise NotFound(message.format(named=named), remedy=_("Sebut id-nya dari: sbmi-mart count"))
    return open_[0]


def _go_on(shop: Shop, named: str, action: str, *, zeroed: bool) -> None:
    from inventory import counts
    from inventory.counts import CloseCommand, FinishCommand
    from koperasi import uids

    with shop.work(shop.konsole(), channel="konsole") as work:
        session = found(work.connection, shop, named)
        if action == "finish":
            counts.finish(work, FinishCommand(session.id, work.now))
            return
        day = shop.branch.business_date(work.now)
        ids = (work.mint(), uids.new_uid(work.now), session.id, session.last_seq)
        counts.close(work, CloseCommand(*ids, day, work.now, (), zeroed))


def _reverse(shop: Shop, number: str, reason: str) -> None:
    from sqlalchemy import select

    from inventory import count_reversals
    from inventory.count_reversals import ReversalCommand
    from koperasi import uids
    from koperasi.documents import Document, Kind

    with shop.work(shop.konsole(), channel="konsole") as work:
        wanted = select(Document.id).where(Document.number == number, Document.kind == Kind.STOCK_COUNT)
        document_id = work.connection.scalar(wanted)
        if document_id is None:
            raise NotFound(_("Tidak ada hitungan {named}.").format(named=number or "?"))
        day = shop.branch.business_date(work.now)
        ids = (work.mint(), uids.new_uid(work.now), document_id, day, work.now)
        count_reversals.reverse(work, ReversalCommand(*ids, reason))


def _report(shop: Shop, args: argparse.Namespace) -> Report:
    from inventory import count_reports

    with shop.reading() as connection:
        if args.action == "sheet":
            return count_reports.sheet(connection, found(connection, shop, args.session).id, shop.branch)
        if args.action == "show":
            session = found(connection, shop, args.session)
            return count_reports.session(connection, session.id, shop.branch, shop.settings)
        return count_reports.sessions(connection, shop.branch)
