"""`statement`: what makers are owed, drawn up, shown, answered and put right without a window.

Without an action: every maker with her last statement and what is not stated yet.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from koperasi.errors import BadInput, NotFound, Trouble
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from datetime import date

    from koperasi.money import Rupiah
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

ACTIONS = {
    "list": N_("penitip, rincian terakhirnya, dan yang belum dirinci"),
    "draft": N_("apa isi rincian seorang penitip (kodenya) bila dibuat"),
    "draw": N_("buat rincian seorang penitip (kodenya), atau semua dengan --all"),
    "show": N_("baris satu rincian (nomornya)"),
    "print": N_("surat A4 satu rincian: --out FILE.pdf"),
    "text": N_("satu rincian sebagai teks WhatsApp"),
    "agree": N_("penitip setuju dengan rincian ini"),
    "dispute": N_("penitip membantah: --why, --line N, --amount berapa kurangnya"),
    "disputes": N_("bantahan yang belum selesai, atau semua dari satu rincian"),
    "resolve": N_("selesaikan bantahan: --why, --amount koreksinya (0: ditolak)"),
    "reverse": N_("batalkan rincian terakhir seorang penitip: --why"),
    "adjust": N_("koreksi saldo penitip (kodenya): --amount, --why, --as"),
    "unadjust": N_("batalkan satu koreksi (nomornya): --why; bantahannya terbuka lagi"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `statement` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<8} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _("TINDAKAN:\n{actions}").format(actions=actions)
    parser.add_argument("action", metavar=_("TINDAKAN"), nargs="?", default="list", choices=tuple(ACTIONS))
    parser.add_argument("named", metavar=_("NOMOR"), nargs="?", default="", help=_("nomor rincian, atau kode penitip"))
    parser.add_argument("--all", action="store_true", help=_("draw: semua penitip"))
    parser.add_argument("--until", type=outputs.a_day, metavar=_("TGL"), help=_("draft, draw: sampai tanggal ini"))
    parser.add_argument("--line", type=int, action="append", default=[], metavar="N", help=_("dispute: baris berapa"))
    parser.add_argument("--dispute", default="", metavar=_("BANTAHAN"), help=_("resolve: lihat statement disputes"))
    parser.add_argument("--amount", type=_amount, metavar="RP", help=_("jumlah; di bawah nol untuk toko"))
    parser.add_argument(
        "--why", default="", metavar=_("ALASAN"), help=_("mengapa: dispute, resolve, reverse, adjust, unadjust")
    )
    parser.add_argument("--by", default="", metavar=_("NAMA"), help=_("agree, dispute: siapa yang menjawab"))
    parser.add_argument(
        "--as",
        dest="ground",
        choices=("loss", "goodwill", "charge", "write-off", "opening"),
        help=_("adjust, resolve: koreksi sebagai apa"),
    )
    outputs.arguments(parser)


def _amount(text: str) -> Rupiah:
    from koperasi.money import Rupiah

    digits = text.replace(".", "").removeprefix("-")
    if not digits.isdigit():
        raise argparse.ArgumentTypeError(_("bukan jumlah rupiah: {text}").format(text=text))
    return Rupiah(-int(digits) if text.startswith("-") else int(digits))


def run(args: argparse.Namespace, place: Place) -> int:
    """Do it; what is written tells its number on stderr."""
    from pos.commands import shops

    with shops.opened(place) as shop:
        deed = {
            "list": _list, "draft": _draft, "draw": _draw, "show": _show, "print": _print, "text": _text,
            "agree": _answer, "dispute": _answer, "disputes": _disputes, "resolve": _resolve,
            "reverse": _reverse, "adjust": _adjust, "unadjust": _unadjust,
        }[args.action]  # fmt: skip
        deed(shop, args)
    return 0


def _list(shop: Shop, args: argparse.Namespace) -> None:
    from consignment import statement_desks, statement_reports

    outputs.give(statement_reports.waiting(statement_desks.listed(shop).makers, shop.branch.shop_name), args)


def _until(shop: Shop, args: argparse.Namespace) -> date:
    until: date = args.until or shop.branch.business_date(shop.clock())
    return until


def _maker(shop: Shop, named: str) -> int:
    from consignment import statement_desks

    if not named.strip():
        raise BadInput(_("{what} belum diisi.").format(what=_("Penitip")), remedy=_("Lihat: sbmi-mart statement"))
    with shop.reading() as connection:
        return statement_desks.found(connection, named)


def _statement(shop: Shop, named: str) -> int:
    from consignment import statement_queries

    if not named.strip():
        raise BadInput(_("{what} belum diisi.").format(what=_("Nomor")), remedy=_("Lihat: sbmi-mart statement"))
    with shop.reading() as connection:
        return statement_queries.by_number(connection, named.strip().upper())


def _draft(shop: Shop, args: argparse.Namespace) -> None:
    from consignment import statement_reports, statements
    from consignment.statement_values import Statement

    maker_id, today = _maker(shop, args.named), shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        drafted = statements.draft(connection, shop.branch, maker_id, _until(shop, args), today)
    told = Statement(0, _("RANCANGAN"), today, drafted.said, drafted.lines, drafted.goods)
    outputs.give(statement_reports.lines(told), args)


def _draw(shop: Shop, args: argparse.Namespace) -> None:
    from consignment import statement_desks

    until, actor = _until(shop, args), shop.konsole()
    if args.all:
        drawn = statement_desks.draw_all(shop, actor, until, channel="konsole")
        words = _("{count} rincian dibuat; dari {silent} penitip tidak ada yang baru.")
        print(words.format(count=len(drawn.made), silent=drawn.silent), file=sys.stderr)
        _list(shop, args)
        return
    made = statement_desks.draw(shop, actor, statement_desks.drawing(shop, _maker(shop, args.named), until), "konsole")
    _give(shop, made, args)


def _give(shop: Shop, statement_id: int, args: argparse.Namespace) -> None:
    from consignment import statement_desks, statement_reports

    opened = statement_desks.opened(shop, statement_id)
    outputs.give(statement_reports.lines(opened.statement), args)
    print(opened.head.number, file=sys.stderr)


def _show(shop: Shop, args: argparse.Namespace) -> None:
    _give(shop, _statement(shop, args.named), args)


def _print(shop: Shop, args: argparse.Namespace) -> None:
    from consignment import statement_desks

    statement_id = _statement(shop, args.named)
    out: Path | None = args.out
    if out is None:
        raise BadInput(_("Suratnya ditulis ke file."), remedy=_("Tambahkan --out FILE."))
    if out.suffix.lower() == ".txt":
        from printing.texts import text

        with shop.reading() as connection:
            told = text(statement_desks.slip_of(connection, statement_id), 42)
        try:
            out.write_text(told, "utf-8")
        except OSError as error:
            raise Trouble(_("File {name} tidak bisa ditulis: {why}").format(name=out, why=error.strerror)) from error
        return
    statement_desks.save_pdf(shop, [statement_id], out)


def _text(shop: Shop, args: argparse.Namespace) -> None:
    from consignment import statement_desks

    print(statement_desks.message(shop, _statement(shop, args.named)))


def _answer(shop: Shop, args: argparse.Namespace) -> None:
    from consignment import statement_desks
    from consignment.answers import DisputedLine
    from consignment.statement_facts import Proof
    from koperasi.money import ZERO

    opened = statement_desks.opened(shop, _statement(shop, args.named))
    disputed: tuple[DisputedLine, ...] = ()
    if args.action == "dispute":
        lines = args.line or [0]
        claimed = args.amount or ZERO
        disputed = tuple(DisputedLine(each, args.why, claimed if len(lines) == 1 else ZERO) for each in lines)
    command = statement_desks.answering(shop, opened, Proof.SIGNATURE, args.by, disputed)
    statement_desks.answer(shop, shop.konsole(), command, "konsole")
    _disputed(shop, [opened.statement.id], args)


def _disputes(shop: Shop, args: argparse.Namespace) -> None:
    from consignment import statement_queries, statement_reports

    if args.named:
        _disputed(shop, [_statement(shop, args.named)], args)
        return
    with shop.reading() as connection:
        found = statement_queries.open_disputes(connection)
    outputs.give(statement_reports.disputes(found, shop.branch.shop_name), args)


def _disputed(shop: Shop, statements: list[int], args: argparse.Namespace) -> None:
    from consignment import statement_queries, statement_reports

    with shop.reading() as connection:
        found = statement_queries.disputes_of(connection, statements)
    report: Report = statement_reports.disputes(found, shop.branch.shop_name)
    outputs.give(report, args)


def _resolve(shop: Shop, args: argparse.Namespace) -> None:
    from consignment import statement_desks, statement_queries
    from consignment.adjustments import Ground
    from koperasi.money import ZERO

    statement_id = _statement(shop, args.named)
    with shop.reading() as connection:
        found = statement_queries.disputes_of(connection, [statement_id])
    wanted = [each for each in found if each.open and args.dispute in ("", f"{each.answer_id}-{each.place}")]
    if len(wanted) != 1:
        remedy = _("Sebut yang mana: --dispute, dari sbmi-mart statement disputes.")
        raise NotFound(_("Bantahan ini tidak ada."), remedy=remedy)
    amount = args.amount or ZERO
    ground = Ground(args.ground) if args.ground else Ground.CHARGE if amount < ZERO else Ground.LOSS
    command = statement_desks.resolving(shop, wanted[0], amount, ground, args.why)
    statement_desks.resolve(shop, shop.konsole(), command, "konsole")
    _disputed(shop, [statement_id], args)


def _reverse(shop: Shop, args: argparse.Namespace) -> None:
    from consignment import statement_desks

    statement_id = _statement(shop, args.named)
    command = statement_desks.reversing(shop, statement_id, args.why)
    statement_desks.reverse(shop, shop.konsole(), command, "konsole")
    _list(shop, args)


def _adjust(shop: Shop, args: argparse.Namespace) -> None:
    from consignment import statement_desks
    from consignment.adjustments import Ground
    from koperasi.money import ZERO

    amount = args.amount or ZERO
    ground = Ground(args.ground) if args.ground else Ground.CHARGE if amount < ZERO else Ground.LOSS
    command = statement_desks.adjusting(shop, _maker(shop, args.named), amount, ground, args.why)
    print(statement_desks.adjust(shop, shop.konsole(), command), file=sys.stderr)
    _list(shop, args)


def _unadjust(shop: Shop, args: argparse.Namespace) -> None:
    from consignment import statement_desks

    if not args.why.strip():
        raise BadInput(_("Tulis alasannya."), remedy=_("Tambahkan --why."), field="why")
    command = statement_desks.taking_back(shop, args.named, args.why)
    print(statement_desks.take_back(shop, shop.konsole(), command), file=sys.stderr)
    _list(shop, args)
