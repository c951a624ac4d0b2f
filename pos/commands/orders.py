"""`order`: orders to suppliers: which there are, their papers, one made of what is proposed, one closed.

What is proposed is `report order-proposal`; what an order brings is received by `import purchases`
or at the window.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from koperasi.errors import BadInput, NotFound, Trouble
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from inventory.order_papers import OrderPaper
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

ACTIONS = {
    "list": N_("pesanan, yang terbaru dulu"),
    "show": N_("isi satu pesanan; --format pdf --out FILE untuk suratnya"),
    "text": N_("satu pesanan sebagai teks WhatsApp"),
    "make": N_("pesan semua yang diusulkan dari satu pemasok (kodenya)"),
    "close": N_("tutup satu pesanan: sisanya tidak ditunggu lagi"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `order` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<6} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _("TINDAKAN:\n{actions}").format(actions=actions)
    parser.add_argument("action", metavar=_("TINDAKAN"), nargs="?", default="list", choices=tuple(ACTIONS))
    parser.add_argument("named", metavar=_("NOMOR"), nargs="?", default="", help=_("nomor pesanan, atau kode pemasok"))
    parser.add_argument("--wanted", type=outputs.a_day, metavar=_("TGL"), help=_("make: diminta datang"))
    parser.add_argument("--reason", default="", metavar=_("ALASAN"), help=_("make: catatan; close: mengapa"))
    outputs.arguments(parser)


def run(args: argparse.Namespace, place: Place) -> int:
    """Do it; `list` gives all orders, `text` the words, all others the order."""
    from inventory import order_papers
    from pos.commands import shops

    with shops.opened(place) as shop:
        if args.action == "list":
            outputs.give(_listed(shop), args)
            return 0
        paper = _done(shop, args.action, args.named, args.wanted, args.reason)
        if args.action == "text":
            print(order_papers.message(paper, shop.branch))
        elif args.out is not None and "pdf" in (args.format, args.out.suffix.removeprefix(".").lower()):
            _write_pdf(shop, paper, args)
        else:
            outputs.give(order_papers.table(paper.lines, shop.branch.shop_name, paper.order.number), args)
        if args.action in ("make", "close"):
            print(paper.order.number, file=sys.stderr)
    return 0


def _listed(shop: Shop) -> Report:
    from inventory import order_queries, order_reports

    with shop.reading() as connection:
        return order_reports.listed(order_queries.newest(connection), shop.branch.shop_name)


def _done(shop: Shop, action: str, named: str, wanted: date | None, reason: str) -> OrderPaper:
    from inventory import order_desks

    if action == "make":
        return _made(shop, named, wanted, reason)
    with shop.reading() as connection:
        order_id = found(connection, named)
    if action == "close":
        return order_desks.close(shop, shop.konsole(), order_id, shop.minter.next(), reason)
    return order_desks.paper(shop, order_id)


def found(connection: Connection, number: str) -> int:
    """The order of this number.  Raises BadInput, NotFound."""
    from sqlalchemy import select

    from koperasi.documents import Document, Kind

    if not number.strip():
        raise BadInput(_("{what} belum diisi.").format(what=_("Nomor")), remedy=_("Lihat: sbmi-mart order"))
    wanted = select(Document.id).where(Document.number == number.strip().upper(), Document.kind == Kind.PURCHASE_ORDER)
    order_id = connection.scalar(wanted)
    if order_id is None:
        raise NotFound(_("Pesanan tidak ditemukan."), remedy=_("Lihat: sbmi-mart order"))
    return order_id


def _made(shop: Shop, code: str, wanted: date | None, note: str) -> OrderPaper:
    from dataclasses import replace

    from inventory import order_desks, order_drafts, proposal_queries, suppliers

    today = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        known = {each.code.casefold(): each for each in suppliers.all_in_use(connection)}
        supplier = known.get(code.strip().casefold())
        if supplier is None:
            raise NotFound(_("Pemasok tidak ditemukan."), remedy=_("Lihat: sbmi-mart report suppliers"))
        proposal = proposal_queries.read(connection, shop.branch, shop.settings, today, supplier.party_id)
    draft = order_drafts.proposed(supplier, proposal.lines)
    draft = replace(draft, wanted_on=wanted, note=note)
    return order_desks.save(shop, shop.konsole(), draft, shop.minter.next())


def _write_pdf(shop: Shop, paper: OrderPaper, args: argparse.Namespace) -> None:
    from inventory import order_papers
    from printing import business_papers

    try:
        args.out.write_bytes(business_papers.pdf_bytes(order_papers.paper(paper, shop.branch)))
    except OSError as error:
        raise Trouble(_("File {name} tidak bisa ditulis: {why}").format(name=args.out, why=error.strerror)) from error
