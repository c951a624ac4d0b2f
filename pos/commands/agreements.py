"""`agreement`: what makers and the shop agreed on: their versions, a new one, its papers, its end, and reductions."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from koperasi.errors import BadInput, NotFound, Trouble
from koperasi.text import N_, _, ngettext
from pos.commands import outputs

if TYPE_CHECKING:
    from pathlib import Path

    from consignment.agreement_desks import AgreementDraft, Opened
    from consignment.agreements import AgreedRule, Agreement
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

ACTIONS = {
    "list": N_("perjanjian semua penitip, atau semua versi satu penitip"),
    "show": N_("kesepakatan harga satu penitip, dengan contoh"),
    "print": N_("perjanjiannya dengan kata-kata; --out FILE.pdf untuk A4"),
    "sign": N_("versi baru, mulai dari yang terakhir"),
    "suspend": N_("tunda (--why)"),
    "resume": N_("lanjutkan"),
    "end": N_("akhiri (--why)"),
    "reduce": N_("potongan harga menurut perjanjian; --start memulainya"),
}
_FILE_WORDS = N_("Banyak perjanjian sekaligus: sbmi-mart import agreements FILE.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `agreement` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<8} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = (
        _(
            "TINDAKAN:\n{actions}\n\n"
            "KESEPAKATAN: komisi 17,5 · titip 8.000 · komisi 20 batas 8.000 ·\n"
            "  komisi 20 tingkat 20.000: 15; 50.000: 10 · dasar 9.000 komisi 5 lebih 50\n"
            "  untuk satu barang: KODE=titip 8.000; untuk kategori: @Kategori=komisi 10"
        ).format(actions=actions)
        + "\n\n"
        + _(_FILE_WORDS)
    )
    parser.add_argument("action", metavar=_("TINDAKAN"), nargs="?", default="list", choices=tuple(ACTIONS))
    parser.add_argument("maker", metavar=_("PENITIP"), nargs="?", default="", help=_("nomor anggota atau kode"))
    parser.add_argument("--deal", action="append", default=[], metavar=_("KESEPAKATAN"), help=_("sign; boleh berulang"))
    for option, words in _OPTIONS.items():
        parser.add_argument(f"--{option.replace('_', '-')}", dest=option, default="", metavar=_("ISI"), help=_(words))
    parser.add_argument("--from", dest="starts_on", type=outputs.a_day, metavar=_("TGL"), help=_("sign: mulai"))
    parser.add_argument("--until", dest="ends_on", type=outputs.a_day, metavar=_("TGL"), help=_("sign: sampai"))
    parser.add_argument("--signed-by", default=None, metavar=_("NAMA"), help=_("sign: yang menandatangani"))
    parser.add_argument("--note", default=None, metavar=_("TAMBAHAN"), help=_("sign: kesepakatan lain"))
    parser.add_argument("--why", default="", metavar=_("ALASAN"), help=_("suspend, end: mengapa"))
    parser.add_argument("--start", action="store_true", help=_("reduce: mulai yang diusulkan"))
    outputs.arguments(parser)


#: Options of `sign` that `condition_texts.applied` reads.
_OPTIONS = {
    "price_by": N_("penentu harga: penitip, toko"),
    "may_lower": N_("toko boleh menurunkan harga: ya, tidak"),
    "hold_days": N_("hari ditahan sesudah terjual"),
    "shelf_days": N_("paling lama di rak"),
    "grace_days": N_("hari untuk mengambil"),
    "after_grace": N_("bila tidak diambil: diambil, dijual, disumbang, milik toko"),
    "after_payout": N_("retur sesudah dibayar: potong, milik toko"),
    "tolerance": N_("persen kurang yang wajar"),
    "cycle": N_("dibayar: diminta, minggu, dua minggu, bulan"),
    "pay_day": N_("hari (jumat) atau tanggal (25)"),
    "min_payout": N_("paling sedikit sekali bayar"),
    "markdowns": N_("harga turun: 10: 10 penitip; 20: 30 toko"),
    "liabilities": N_("risiko toko: hilang: 100; kedaluwarsa: 50"),
    "fee_delivery": N_("biaya tiap titip"),
    "fee_month": N_("biaya tiap bulan"),
    "fee_payout": N_("biaya tiap bayar"),
}


def run(args: argparse.Namespace, place: Place) -> int:
    """Do it; `print` gives the paper, all others a table."""
    from pos.commands import shops

    with shops.opened(place) as shop:
        if args.action == "print":
            _print(shop, args)
            return 0
        report = _report(shop, args)
    outputs.give(report, args)
    return 0


def _report(shop: Shop, args: argparse.Namespace) -> Report:
    from consignment import agreement_papers, agreement_reports

    if args.action == "reduce":
        return _reduced(shop, start=args.start)
    if args.action == "list" and not args.maker:
        return _every(shop)
    opened = _opened(shop, args.maker)
    if args.action == "sign":
        opened = _sign(shop, opened, args)
        print(opened.versions[-1].number, file=sys.stderr)
    elif args.action in ("suspend", "resume", "end"):
        opened = _mark(shop, opened, args)
    if args.action in ("show", "sign"):
        shown = opened.last if args.action == "sign" else opened.current
        return agreement_papers.table(opened.paper(_there(shown)), shop.branch.shop_name)
    return agreement_reports.versions(shop, opened)


def _every(shop: Shop) -> Report:
    from consignment import agreement_reports
    from koperasi.periods import Period

    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        return agreement_reports.agreements(connection, Period(shop.branch, day, day))


def _opened(shop: Shop, named: str) -> Opened:
    from consignment import agreement_desks
    from pos.commands import makers

    return agreement_desks.opened(shop, makers.named(shop, named))


def _there(agreement: Agreement | None) -> Agreement:
    if agreement is None:
        raise NotFound(_("Belum ada perjanjian tertulis."), remedy=_("Buat: sbmi-mart agreement sign PENITIP --deal …"))
    return agreement


def _sign(shop: Shop, opened: Opened, args: argparse.Namespace) -> Opened:
    from consignment import agreement_desks, condition_texts

    draft = opened.draft()
    if args.deal:
        draft = replace(draft, rules=tuple(_rule(shop, each) for each in args.deal))
    said = {name: getattr(args, name) for name in _OPTIONS}
    draft = replace(draft, conditions=condition_texts.applied(draft.conditions, said))
    draft = _lasting(draft, args)
    for each in opened.warnings(draft):
        print(_("Perhatikan: {words}").format(words=each), file=sys.stderr)
    return agreement_desks.sign(shop, shop.konsole(), draft, shop.minter.next())


def _lasting(draft: AgreementDraft, args: argparse.Namespace) -> AgreementDraft:
    starts_on = args.starts_on or draft.starts_on
    signed_by = draft.signed_by if args.signed_by is None else args.signed_by
    note = draft.note if args.note is None else args.note
    return replace(draft, starts_on=starts_on, ends_on=args.ends_on or draft.ends_on, signed_by=signed_by, note=note)


def _rule(shop: Shop, text: str) -> AgreedRule:
    """`komisi 10`, `201=titip 8.000`, `@Kue=komisi 12`.  Raises BadInput."""
    from sqlalchemy import select

    from consignment import deal_texts
    from consignment.agreements import AgreedRule
    from inventory import queries
    from inventory.products import Category

    scope, mark, deal = text.rpartition("=")
    terms = deal_texts.terms(deal if mark else text)
    named = scope.strip()
    if not named:
        return AgreedRule(terms)
    with shop.reading() as connection:
        if named.startswith("@"):
            found = connection.scalar(select(Category.id).where(Category.name == named[1:].strip()))
            if found is None:
                raise BadInput(_("Kategori tidak ditemukan."), field="category")
            return AgreedRule(terms, category_id=found)
        goods = queries.find_code(connection, named)
    if len({each.good.product_id for each in goods}) != 1:
        raise BadInput(_("Barang ini tidak dikenal."), remedy=_("Sebut kode atau barcodenya."), field="goods")
    return AgreedRule(terms, goods[0].good.product_id)


def _mark(shop: Shop, opened: Opened, args: argparse.Namespace) -> Opened:
    from consignment import agreement_desks
    from consignment.agreements import Mark

    marks = {"suspend": Mark.SUSPENDED, "resume": Mark.RESUMED, "end": Mark.ENDED}
    last = _there(opened.last)
    return agreement_desks.mark(shop, shop.konsole(), last, marks[args.action], args.why, shop.minter.next())


def _print(shop: Shop, args: argparse.Namespace) -> None:
    """The paper: as a file where --out says so, else its words."""
    from consignment import agreement_desks
    from printing import texts

    opened = _opened(shop, args.maker)
    paper = opened.paper(_there(opened.last))
    out: Path | None = args.out
    if out is None:
        print(texts.text(agreement_desks.slip(shop, paper)))
        return
    if out.suffix.lower() != ".pdf":
        raise BadInput(_("Perjanjian ditulis sebagai PDF."), remedy=_("Beri nama yang berakhiran .pdf."), field="out")
    try:
        agreement_desks.save_pdf(shop, paper, out)
    except OSError as error:
        raise Trouble(_("File {name} tidak bisa ditulis: {why}").format(name=out, why=error.strerror)) from error


def _reduced(shop: Shop, *, start: bool) -> Report:
    from consignment import agreement_reports, reduction_desks

    if start:
        count = reduction_desks.start(shop, shop.konsole())
        words = ngettext("{count} potongan dimulai.", "{count} potongan dimulai.", count)
        print(words.format(count=count), file=sys.stderr)
    return agreement_reports.reductions(shop, reduction_desks.read(shop))
