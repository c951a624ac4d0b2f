"""`payout`: what makers are paid: who is due, one drawn up, a run, its papers, one taken back, the bank's list.

A payout is drawn up, printed and signed before it is paid; `run --pay` is for those who get
it by transfer or into savings, or whose slips were signed elsewhere.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from koperasi.errors import BadInput, NotFound, Refused
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from consignment.payout_draws import Ask
    from consignment.payout_facts import Way
    from consignment.payout_runs import RunAsk
    from koperasi.money import Rupiah
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

ACTIONS = {
    "list": N_("penitip yang punya saldo: berapa, dan mengapa belum"),
    "draw": N_("siapkan bukti bayar satu penitip (kodenya); --pay langsung bayar"),
    "run": N_("siapkan untuk semua yang jatuh tempo (--all: semua); --pay langsung bayar"),
    "show": N_("bukti bayar, dari nomor atau kode penitip"),
    "pay": N_("bayar bukti yang sudah ditandatangani (kode); --all: semua transfer"),
    "drop": N_("buang bukti yang belum dibayar (kode penitip)"),
    "reverse": N_("batalkan pembayaran (nomor); --bounced: transfernya kembali"),
    "transfers": N_("daftar transfer untuk bank, ke FILE (csv atau xlsx)"),
    "fees": N_("ambil jasa titip yang jatuh tempo menurut perjanjian"),
}
WAYS = ("safe", "drawer", "bank", "savings", "set-off")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `payout` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<10} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _("TINDAKAN:\n{actions}").format(actions=actions)
    parser.add_argument("action", metavar=_("TINDAKAN"), nargs="?", default="list", choices=tuple(ACTIONS))
    parser.add_argument(
        "named", metavar=_("KODE"), nargs="?", default="", help=_("kode penitip, nomor bukti, atau FILE")
    )
    parser.add_argument("--until", type=outputs.a_day, metavar=_("TGL"), help=_("penjualan sampai tanggal ini"))
    parser.add_argument("--way", choices=WAYS, help=_("dengan apa (biasanya sesuai penitipnya)"))
    parser.add_argument("--pay", action="store_true", help=_("langsung bayar"))
    parser.add_argument(
        "--all", action="store_true", help=_("run: semua yang punya saldo; pay: semua yang tanpa tunai")
    )
    parser.add_argument("--final", action="store_true", help=_("bayar juga di bawah batas: ia berhenti atau meninggal"))
    parser.add_argument("--received-by", default="", metavar=_("NAMA"), help=_("siapa yang menerima"))
    parser.add_argument("--reference", default="", metavar=_("NOMOR"), help=_("nomor transfer dari bank"))
    parser.add_argument("--bounced", action="store_true", help=_("reverse: transfernya kembali"))
    parser.add_argument("--reason", default="", metavar=_("ALASAN"), help=_("reverse: mengapa"))
    outputs.arguments(parser)


def run(args: argparse.Namespace, place: Place) -> int:
    """Do it; exit 1 when a run could not pay somebody; who only has too little yet is told, and no fault."""
    from pos.commands import shops

    with shops.opened(place) as shop:
        if args.action == "run":
            return _run(shop, args)
        if args.action == "fees":
            from consignment import payout_runs

            count = payout_runs.charge_fees(shop, shop.konsole(), shop.branch.business_date(shop.clock()))
            print(_("{count} jasa titip diambil.").format(count=count), file=sys.stderr)
            return 0
        if args.action in ("list", "transfers"):
            if args.action == "transfers" and args.named and args.out is None:
                args.out = Path(args.named)
            listed = _listed(shop, args)
            outputs.give(listed, args)
            if args.action == "transfers" and args.out is not None:
                words = _("{count} transfer, {amount}: {name}")
                print(words.format(count=len(listed.rows), amount=_sum(listed), name=args.out), file=sys.stderr)
            return 0
        return _one(shop, args)


def _listed(shop: Shop, args: argparse.Namespace) -> Report:
    from consignment import payout_reports, payout_runs

    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        if args.action == "transfers":
            return payout_reports.transfers(connection, shop.branch.id, args.until or day, shop.branch.shop_name)
        everyone = payout_runs.due(connection, day, shop.settings, cut_off=args.until, way=_way(args), drawer=False)
    return payout_reports.due(everyone, shop.branch.shop_name)


def _sum(report: Report) -> Rupiah:
    """The one amount under a list of transfers."""
    from koperasi.money import ZERO, Rupiah

    return next((each for each in report.totals or () if isinstance(each, Rupiah)), ZERO)


def _way(args: argparse.Namespace) -> Way | None:
    from consignment.payout_facts import Way

    return Way(args.way) if args.way else None


def _run(shop: Shop, args: argparse.Namespace) -> int:
    from consignment import payout_reports, payout_runs

    result = payout_runs.run(shop, shop.konsole(), _run_ask(shop, args))
    outputs.give(payout_reports.done(result, shop.branch.shop_name), args)
    if result.fees:
        print(_("{count} jasa titip diambil.").format(count=result.fees), file=sys.stderr)
    waiting = sum(each.waits for each in result.outcomes)
    if waiting:
        words = _("{count} penitip menunggu: masih di bawah batas bayar, atau masih ditahan.")
        print(words.format(count=waiting), file=sys.stderr)
    return 1 if any(each.error and not each.waits for each in result.outcomes) else 0


def _run_ask(shop: Shop, args: argparse.Namespace) -> RunAsk:
    from consignment.payout_runs import RunAsk, Who

    day = shop.branch.business_date(shop.clock())
    who = Who.ALL if args.all else Who.DUE
    return RunAsk(who, args.until or day, day, _way(args), args.pay)


def _one(shop: Shop, args: argparse.Namespace) -> int:
    """One payout: drawn, shown, paid, dropped or taken back; what is left of it is printed."""
    if args.action == "pay" and args.all and not args.named:
        return _pay_all(shop, args)
    if not args.named.strip():
        raise BadInput(_("{what} belum diisi.").format(what=_("Kode")), remedy=_("Lihat: sbmi-mart payout"))
    if args.action == "reverse":
        number = _reversed(shop, args)
        print(number, file=sys.stderr)
        return _shown(shop, number, args)
    if args.action in ("draw", "pay"):
        number = _drawn(shop, args) if args.action == "draw" else _paid(shop, args)
        return _shown(shop, number or args.named, args)
    if args.action == "drop":
        _dropped(shop, args.named)
        return 0
    return _shown(shop, args.named, args)


def _drawn(shop: Shop, args: argparse.Namespace) -> str:
    from consignment import payout_runs

    payout_runs.open_draft(shop, shop.konsole(), _ask(shop, args), shop.clock())
    return _paid(shop, args) if args.pay else ""


def _ask(shop: Shop, args: argparse.Namespace) -> Ask:
    from consignment.payout_draws import Ask

    day = shop.branch.business_date(shop.clock())
    maker = _maker(shop, args.named)
    return Ask(maker, args.until or day, day, _way(args), final=args.final)


def _paid(shop: Shop, args: argparse.Namespace) -> str:
    from consignment import payout_drafts, payouts

    with shop.reading() as connection:
        kept = payout_drafts.of_maker(connection, _maker(shop, args.named))
    if kept is None:
        raise NotFound(_("Tidak ada bukti yang menunggu."), remedy=_("Siapkan dulu: sbmi-mart payout draw KODE"))
    now = shop.clock()
    day = shop.branch.business_date(now)
    with shop.work(shop.konsole(), channel="konsole") as work:
        return payouts.pay(work, payout_drafts.paid_on(kept, day, now, args.received_by, args.reference))


def _pay_all(shop: Shop, args: argparse.Namespace) -> int:
    """Post everything that waits and pays no cash (or, with --way, goes that way)."""
    from consignment import payout_desks, payout_drafts

    way = _way(args)
    with shop.reading() as connection:
        kept = payout_drafts.kept(connection)
    wanted = [each for each in kept if (each.command.way is way if way else payout_desks.without_cash(each))]
    count, failed = payout_desks.pay_all(shop, shop.konsole(), wanted)
    for words in failed:
        print(words, file=sys.stderr)
    print(_("{count} pembayaran dicatat.").format(count=count), file=sys.stderr)
    return 1 if failed else 0


def _dropped(shop: Shop, code: str) -> None:
    from consignment import payout_drafts

    maker = _maker(shop, code)
    with shop.work(shop.konsole(), channel="konsole") as work:
        kept = payout_drafts.of_maker(work.connection, maker)
        if kept is None:
            raise NotFound(_("Tidak ada bukti yang menunggu."))
        payout_drafts.drop(work, kept.id)


def _reversed(shop: Shop, args: argparse.Namespace) -> str:
    from consignment import payout_queries, payouts
    from consignment.payout_facts import Undone, Way
    from koperasi.uids import new_uid

    with shop.reading() as connection:
        head = payout_queries.by_number(connection, args.named.strip().upper())
    now = shop.clock()
    undone = Undone.BOUNCED if args.bounced else Undone.WRONG
    reason = args.reason or (_("transfer kembali") if args.bounced else "")
    day = shop.branch.business_date(now)
    # What came out of a drawer goes back to the safe: at the command line nobody stands at a till.
    way = Way.SAFE if head.way is Way.DRAWER else None
    made = (shop.minter.next(), new_uid(now), head.document_id, day, now, undone, reason, way)
    with shop.work(shop.konsole(), channel="konsole") as work:
        return payouts.reverse(work, payouts.ReversalCommand(*made))


def _shown(shop: Shop, named: str, args: argparse.Namespace) -> int:
    """The paper of a payout by its number, or of the one that waits for a maker."""
    from consignment import payout_papers, payout_views
    from printing import business_papers
    from printing.texts import text

    with shop.reading() as connection:
        document_id = _waiting(shop, named)
        if document_id is None:
            from consignment import payout_queries

            head = payout_queries.by_number(connection, named.strip().upper())
            seen = payout_views.of_payout(connection, head.document_id)
        else:
            from consignment import payout_drafts

            seen = payout_views.of_draft(connection, payout_drafts.by_id(connection, document_id))
    paper = payout_papers.a4(shop.branch, seen)
    if args.out is not None and "pdf" in (args.format, args.out.suffix.removeprefix(".").lower()):
        args.out.write_bytes(business_papers.pdf_bytes(paper))
    elif args.format or args.out is not None:
        outputs.give(paper.report, args)
    else:
        print(text(payout_papers.slip(shop.branch, seen), 48))
    return 0


def _waiting(shop: Shop, code: str) -> int | None:
    """The draft of the maker with this code, if there is one."""
    from consignment import payout_drafts

    with shop.reading() as connection:
        try:
            kept = payout_drafts.of_maker(connection, _maker(shop, code))
        except Refused:
            return None
    return kept.id if kept is not None else None


def _maker(shop: Shop, code: str) -> int:
    """The maker with this code, whatever its case.  Raises NotFound."""
    from koperasi import parties

    with shop.reading() as connection:
        found = parties.by_code(connection, code.strip()) or parties.by_code(connection, code.strip().upper())
    if found is None:
        raise NotFound(_("Penitip {code} tidak ada.").format(code=code), remedy=_("Lihat: sbmi-mart payout"))
    return found
