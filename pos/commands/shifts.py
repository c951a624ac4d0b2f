"""`shift`: shifts that are open, and closing one whose till cannot do it any more."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from koperasi.errors import BadInput, NotFound
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from koperasi.money import Rupiah
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

ACTIONS = {
    "list": N_("shift yang masih terbuka, di semua kasir"),
    "close": N_("tutup shift sebuah kasir dengan uang yang dihitung (--counted)"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `shift` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<6} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _(
        "TINDAKAN:\n{actions}\n\nContoh: sbmi-mart shift close K1 --counted 1250000 --left 300000"
    ).format(actions=actions)
    what = ", ".join(ACTIONS)
    parser.add_argument("action", metavar=_("TINDAKAN"), nargs="?", default="list", choices=tuple(ACTIONS), help=what)
    parser.add_argument("code", metavar=_("KODE"), nargs="?", default="", help=_("kode kasir, seperti K2"))
    parser.add_argument("--counted", type=_amount, metavar=_("RUPIAH"), help=_("uang yang dihitung di laci"))
    parser.add_argument(
        "--left", type=_amount, metavar=_("RUPIAH"), help=_("yang ditinggal di laci; sisanya ke brankas (bawaan: 0)")
    )
    outputs.arguments(parser, ("table", "csv", "json"))


def _amount(text: str) -> int:
    """Whole rupiah, with or without dots."""
    digits = text.replace(".", "").strip()
    if not (digits.isascii() and digits.isdigit()):
        raise argparse.ArgumentTypeError(_("{text} bukan jumlah rupiah").format(text=text))
    return int(digits)


def run(args: argparse.Namespace, place: Place) -> int:
    """Do it, and show what is still open."""
    from pos.commands import shops

    code = args.code.strip().upper()
    if args.action == "close" and not code:
        raise BadInput(_("{what} belum diisi.").format(what=_("Kode kasir")), remedy=_("Contoh: K2."))
    if args.action == "close" and args.counted is None:
        raise BadInput(_("Uang di laci belum disebut."), remedy=_("Hitung dulu, lalu tambahkan --counted 1250000."))
    with shops.opened(place) as shop:
        if args.action == "close":
            close(shop, code, args.counted, args.left or 0)
        report = _report(shop)
    outputs.give(report, args)
    return 0


def close(shop: Shop, code: str, counted: int, left: int) -> str:
    """Close a till's shift with what was counted, as one sum; returns the Z's number.

    For a till that died, was replaced or put back; never refused for a difference.  Raises
    NotFound for a till that is not there or has no shift open.
    """
    from koperasi import numbers, shifts, tills, uids
    from koperasi.money import Rupiah
    from koperasi.shifts import ClosingCommand, Pieces
    from pos import closings

    now = shop.clock()
    with shop.work(shop.konsole(), channel="konsole", now=now) as work:
        till_id = tills.till_by_code(work.connection, code)
        if till_id is None:
            raise NotFound(_("Tidak ada kasir {code}.").format(code=code), remedy=_("Daftarnya: sbmi-mart till"))
        shift = shifts.open_shift_of(work.connection, till_id)
        if shift is None:
            raise NotFound(_("Kasir {code} tidak punya shift terbuka.").format(code=code))
        number = numbers.peek(work.connection, shift.z_series)
        # Nobody counted it note by note: the sum stands as one piece.
        count = (Pieces(Rupiah(counted), coin=False, pieces=1),) if counted else ()
        command = ClosingCommand(work.mint(), uids.new_uid(now), shift.id, number, count, Rupiah(left), now)
        return closings.close(work, command).number


def _report(shop: Shop) -> Report:
    from koperasi import handovers, shifts, tills, users
    from printing.reports import Cell, Column, Kind, Report

    columns = (
        Column("till", _("Kasir")),
        Column("business_date", _("Tanggal buku"), Kind.DATE),
        Column("opened_at", _("Dibuka"), Kind.DATETIME),
        Column("cashier", _("Pemegang laci")),
        Column("float_amount", _("Modal awal"), Kind.RUPIAH),
        Column("state", _("Keadaan")),
    )
    today = shop.branch.business_date(shop.clock())
    rows: list[tuple[Cell, ...]] = []
    with shop.reading() as connection:
        for each in tills.all_tills(connection):
            shift = shifts.open_shift_of(connection, each.id)
            if shift is not None:
                holder = users.any_actor(connection, handovers.holder(connection, shift)).name
                state = _("terlupa, belum ditutup") if shift.business_date < today else _("berjalan")
                opened = shop.branch.local(shift.opened_at)
                amount: Rupiah = shift.float_amount
                rows.append((each.code, shift.business_date, opened, holder, amount, state))
    return Report("shifts", _("Shift terbuka"), columns, tuple(rows), None, shop.branch.shop_name)
