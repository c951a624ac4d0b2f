"""`promotion`: what the shop gives, to whom and when; made, listed, ended."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from typing import TYPE_CHECKING

from koperasi.errors import BadInput
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from inventory.promotion_files import Aim
    from inventory.promotions import NewPromotion
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

ACTIONS = {
    "list": N_("promo yang berlaku (--all: yang sudah berakhir juga)"),
    "add": N_("promo baru: KODE NAMA, satu jenis, dan untuk apa"),
    "end": N_("akhiri promo KODE sekarang"),
}
EXAMPLES = """\
  sbmi-mart promotion add SEHAT "Sabtu Sehat" --free 2+1 --good 101 --days sabtu
  sbmi-mart promotion add SORE "Sore Hemat" --percent 10 --category Minuman --hours 17.00-19.00
  sbmi-mart promotion add PAGI "Paket Pagi" --bundle 10000 --good 101 --good 205=2 --class anggota
  sbmi-mart promotion add KUE "Kue Bu Siti" --off 500 --maker P-01 --bearer maker --agreed"""
_GOOD = re.compile(r"(?P<good>[^=:]+)(?::(?P<unit>[^=:]+))?(?:=(?P<quantity>[\d.,]+))?")
MOST = 1_000_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `promotion` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<6} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _("TINDAKAN:\n{actions}\n\nCONTOH:\n{examples}").format(actions=actions, examples=EXAMPLES)
    what = ", ".join(ACTIONS)
    parser.add_argument("action", metavar=_("TINDAKAN"), nargs="?", default="list", choices=tuple(ACTIONS), help=what)
    parser.add_argument("code", metavar=_("KODE"), nargs="?", default="", help=_("kode promo"))
    parser.add_argument("name", metavar=_("NAMA"), nargs="?", default="", help=_("namanya, seperti di struk"))
    parser.add_argument("--all", action="store_true", help=_("tampilkan juga yang sudah berakhir"))
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--percent", metavar="N", help=_("diskon N persen"))
    kinds.add_argument("--off", type=_rupiah, metavar="RP", help=_("potongan RP tiap satuan"))
    kinds.add_argument("--price", type=_rupiah, metavar="RP", help=_("harga RP tiap satuan"))
    kinds.add_argument("--free", metavar="N+M", help=_("beli N gratis M"))
    kinds.add_argument("--bundle", type=_rupiah, metavar="RP", help=_("barang bersama seharga RP"))
    good = _("barang; satuan lain dengan :, jumlah paket dengan = (boleh berulang)")
    parser.add_argument("--good", action="append", default=[], metavar=_("KODE[:SATUAN][=N]"), help=good)
    parser.add_argument("--category", action="append", default=[], metavar=_("KATEGORI"), help=_("semua di kategori"))
    parser.add_argument("--maker", action="append", default=[], metavar=_("PENITIP"), help=_("semua barang penitip"))
    parser.add_argument(
        "--class", dest="price_class", default="", metavar=_("KELAS"), help=_("hanya anggota kelas ini")
    )
    parser.add_argument("--branch", default="", metavar=_("CABANG"), help=_("hanya di cabang ini"))
    parser.add_argument("--from", dest="first", type=_day, metavar=_("TGL"), help=_("mulai tanggal"))
    parser.add_argument("--to", dest="last", type=_day, metavar=_("TGL"), help=_("sampai tanggal"))
    parser.add_argument("--days", default="", metavar=_("HARI"), help=_("seperti sabtu,minggu atau senin-jumat"))
    parser.add_argument(
        "--hours", default="", metavar=_("JAM"), help=_("seperti 17.00-19.00, boleh lewat tengah malam")
    )
    parser.add_argument("--bearer", default="shop", metavar=_("PENANGGUNG"), help="shop, maker")
    parser.add_argument("--agreed", action="store_true", help=_("penitip sudah setuju secara tertulis"))
    parser.add_argument("--below-cost", action="store_true", help=_("boleh di bawah harga pokok"))
    outputs.arguments(parser, ("table", "csv", "json"))


def _rupiah(text: str) -> int:
    digits = text.replace(".", "")
    if not digits.isdigit() or not 0 < int(digits) < MOST:
        raise argparse.ArgumentTypeError(_("isi rupiah bulat, seperti 10000"))
    return int(digits)


def _day(text: str) -> date:
    from inventory import cells

    try:
        return cells.day(text)
    except BadInput as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from wrong


def run(args: argparse.Namespace, place: Place) -> int:
    """Do it, and show the promotions."""
    from inventory import promotions
    from pos.commands import shops

    if args.action != "list" and not args.code.strip():
        raise BadInput(_("{what} belum diisi.").format(what=_("Kode promo")), remedy=_("Contoh: SEHAT."))
    with shops.opened(place) as shop:
        if args.action == "add":
            new = _new(shop, args)
            with shop.work(shop.konsole(), channel="konsole") as work:
                made = promotions.add(work, new)
            _warn(shop, made)
        elif args.action == "end":
            with shop.work(shop.konsole(), channel="konsole") as work:
                promotions.end(work, args.code.strip())
        report = _report(shop, everything=args.all)
    outputs.give(report, args)
    return 0


def _warn(shop: Shop, promotion_id: int) -> None:
    """Say where it will give less than it promises."""
    from pos import promotion_previews

    with shop.reading() as connection:
        for words in promotion_previews.warnings(connection, shop, promotion_id):
            print(_("Perhatikan: {words}").format(words=words), file=sys.stderr)


def _new(shop: Shop, args: argparse.Namespace) -> NewPromotion:
    """The promotion that the options say; raises BadInput for what they leave open."""
    from inventory import promotion_files, promotion_words, promotions
    from inventory.promotion_offers import PromotionKind
    from inventory.promotions import NewPromotion
    from koperasi.money import Rupiah

    said = {"percent": PromotionKind.PERCENT, "off": PromotionKind.AMOUNT, "price": PromotionKind.PRICE,
            "free": PromotionKind.FREE, "bundle": PromotionKind.BUNDLE}  # fmt: skip
    chosen = next((name for name in said if getattr(args, name) is not None), None)
    if chosen is None:
        raise BadInput(_("Jenis promonya belum disebut."), remedy="--percent, --off, --price, --free, --bundle")
    with shop.reading() as connection:
        known = promotion_files.names(connection)
    buy, free = promotion_words.free(args.free) if args.free else (0, 0)
    begins, ends = promotion_words.hours(args.hours) if args.hours else (None, None)
    new = NewPromotion(
        code=args.code.strip(),
        name=args.name.strip(),
        kind=said[chosen],
        targets=tuple(known.target(aim, said[chosen]) for aim in _aims(args)),
        bearer=promotion_words.bearer(args.bearer),
        rate_bps=promotion_words.rate(args.percent) if args.percent else 0,
        amount=Rupiah(args.off or args.price or args.bundle or 0),
        buy=buy,
        free=free,
        price_class=args.price_class,
        branch_id=known.branch(args.branch),
        first_day=args.first,
        last_day=args.last,
        weekdays=promotion_words.weekdays(args.days) if args.days else 0,
        begins=begins,
        ends=ends,
        below_cost=args.below_cost,
        agreed=args.agreed,
    )
    promotions.check(new)
    return new


def _aims(args: argparse.Namespace) -> list[Aim]:
    from inventory.promotion_files import Aim
    from koperasi.quantity import NOTHING, Quantity

    aims = [Aim(category=each) for each in args.category] + [Aim(maker=each) for each in args.maker]
    for text in args.good:
        found = _GOOD.fullmatch(text.strip())
        if found is None:
            raise BadInput(_("{text}: tulis KODE, KODE:SATUAN atau KODE=JUMLAH.").format(text=text), field="good")
        try:
            quantity = Quantity.of(found["quantity"].replace(",", ".")) if found["quantity"] else NOTHING
        except ValueError as wrong:
            raise BadInput(_("{text} bukan jumlah.").format(text=found["quantity"]), field="good") from wrong
        aims.append(Aim(found["good"].strip(), (found["unit"] or "").strip(), quantity))
    return aims


def _report(shop: Shop, *, everything: bool) -> Report:
    from inventory import promotion_queries, promotion_words
    from printing.reports import Column, Kind, Report

    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama")),
        Column("kind", _("Jenis")),
        Column("gives", _("Memberi")),
        Column("goods", _("Untuk")),
        Column("price_class", _("Kelas")),
        Column("days", _("Hari")),
        Column("hours", _("Jam")),
        Column("first_day", _("Mulai"), Kind.DATE),
        Column("last_day", _("Sampai"), Kind.DATE),
        Column("bearer", _("Ditanggung")),
        Column("state", _("Keadaan")),
    )
    today = shop.branch.business_date(shop.clock())
    bearers = {"shop": _("toko"), "maker": _("penitip")}
    with shop.reading() as connection:
        found = promotion_queries.listed(connection)
    rows = tuple(
        (
            each.code,
            each.name,
            each.kind.value,
            each.gives,
            each.aims,
            each.price_class,
            promotion_words.said_days(each.weekdays),
            promotion_words.said_hours(each.begins, each.ends),
            each.first_day,
            each.last_day,
            bearers[each.bearer.value],
            _("berakhir") if each.over(today) else _("berlaku"),
        )
        for each in found
        if everything or not each.over(today)
    )
    return Report("promotions", _("Promo"), columns, rows, None, shop.branch.shop_name)
