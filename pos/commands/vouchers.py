"""`voucher`: issue vouchers, or show what is left of one."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from koperasi.errors import BadInput
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from koperasi.vouchers import Voucher
    from printing.reports import Report

ACTIONS = {
    "issue": N_("terbitkan voucher (--amount, --count)"),
    "show": N_("isi satu voucher menurut kodenya"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `voucher` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<8} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _("TINDAKAN:\n{actions}").format(actions=actions)
    parser.add_argument("action", metavar=_("TINDAKAN"), choices=tuple(ACTIONS), help=", ".join(ACTIONS))
    parser.add_argument("code", metavar=_("KODE"), nargs="?", default="", help=_("kode voucher"))
    parser.add_argument("--amount", metavar=_("RUPIAH"), default="", help=_("nilai satu voucher"))
    parser.add_argument("--count", metavar=_("BANYAK"), type=int, default=1, help=_("berapa lembar"))
    parser.add_argument("--for", dest="issued_for", choices=("gift", "safe", "bank"), default="gift")
    parser.add_argument("--single-use", action="store_true", help=_("sekali pakai; sisanya hangus"))
    parser.add_argument("--until", type=outputs.a_day, metavar=_("TGL"), help=_("hari terakhir berlaku"))
    parser.add_argument("--reason", metavar=_("ALASAN"), default="", help=_("untuk apa"))
    outputs.arguments(parser, ("table", "csv", "json"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Issue, or look; shows the vouchers with what is left of each."""
    from pos.commands import shops

    with shops.opened(place) as shop:
        codes = _issue(shop, args) if args.action == "issue" else (args.code,)
        report = _report(shop, codes)
    outputs.give(report, args)
    return 0


def _issue(shop: Shop, args: argparse.Namespace) -> tuple[str, ...]:
    from koperasi import uids, vouchers
    from koperasi.money import Rupiah
    from koperasi.vouchers import MOST_AT_ONCE, IssueCommand, IssuedFor

    digits = args.amount.replace(".", "")
    if not (digits.isascii() and digits.isdigit() and int(digits)):
        raise BadInput(_("Isi nilai voucher: --amount 20000."), field="amount")
    if not 0 < args.count <= MOST_AT_ONCE:
        raise BadInput(_("Paling banyak {most} lembar sekali.").format(most=MOST_AT_ONCE), field="count")
    codes = vouchers.new_codes(args.count)
    now = shop.clock()
    day = shop.branch.business_date(now)
    how = (Rupiah(int(digits)), args.single_use, args.until, IssuedFor(args.issued_for), args.reason, day, now)
    with shop.work(shop.konsole(), channel="konsole", now=now) as work:
        vouchers.issue(work, IssueCommand(work.mint(), uids.new_uid(now), codes, *how))
    return codes


def _report(shop: Shop, codes: tuple[str, ...]) -> Report:
    from koperasi import vouchers
    from printing.reports import Column, Kind, Report

    columns = (
        Column("code", _("Kode")),
        Column("amount", _("Nilai"), Kind.RUPIAH),
        Column("left", _("Sisa"), Kind.RUPIAH),
        Column("single_use", _("Sekali pakai")),
        Column("expires_on", _("Berlaku sampai"), Kind.DATE),
    )
    with shop.reading() as connection:
        found = [_known(code, vouchers.by_code(connection, code)) for code in codes]
    rows = tuple(
        (each.code, each.amount, each.left, _("ya") if each.single_use else _("tidak"), each.expires_on)
        for each in found
    )
    return Report("vouchers", _("Voucher"), columns, rows, None, shop.branch.shop_name)


def _known(code: str, voucher: Voucher | None) -> Voucher:
    if voucher is None:
        raise BadInput(_("Voucher {code} tidak dikenal.").format(code=code or "?"))
    return voucher
