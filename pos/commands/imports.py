"""`import`: files of goods, members, stock, purchases, deliveries and tickets."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from koperasi.text import N_, _
from pos.commands.bars import Bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inventory.imports import Import, Outcome
    from inventory.readings import Remark
    from koperasi.shops import Place

SHOWN = 20
#: As many refused rows as a person reads on a terminal; a pipe or a file takes them all.
REFUSED_SHOWN = 1000
KINDS = {
    "catalogue": N_("barang dengan kode, satuan dan harga"),
    "units": N_("satuan besar: renteng, dus, lusin"),
    "members": N_("anggota dengan kelompok, kartu dan limit"),
    "stock": N_("stok awal"),
    "suppliers": N_("pemasok, syaratnya, dan barang yang mereka jual"),
    "counts": N_("angka hitung stok, lalu diperiksa dan disetujui"),
    "purchases": N_("pembelian"),
    "payments": N_("pembayaran kepada pemasok"),
    "deliveries": N_("titipan masuk"),
    "agreements": N_("perjanjian penitip: kesepakatan per barang, syarat, mulai kapan"),
    "maker-balances": N_("saldo awal penitip dari catatan lama"),
    "prices": N_("harga: biasa, anggota, grosir, mulai tanggal"),
    "promotions": N_("promo: diskon, harga khusus, gratis, paket"),
    "tickets": N_("nota penjualan: catatan kertas atau sistem lain"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `import` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    kinds = "\n".join(f"  {kind:<14} {_(what)}" for kind, what in KINDS.items())
    parser.epilog = _(
        "JENIS:\n{kinds}\n\n"
        "File diperiksa utuh sebelum baris pertama ditulis. Selama ada baris salah, tidak ada\n"
        "yang ditulis, kecuali dengan --keep-good. Mengulang file yang sama tidak mengubah apa pun."
    ).format(kinds=kinds)
    parser.add_argument("kind", metavar=_("JENIS"), choices=sorted(KINDS), help=", ".join(KINDS))
    parser.add_argument("file", metavar="FILE", type=Path, help=_("CSV (juga .gz) atau XLSX"))
    parser.add_argument("--dry-run", action="store_true", help=_("periksa saja"))
    parser.add_argument(
        "--keep-good", action="store_true", help=_("tulis baris yang baik; sisanya ke FILE.rejected.csv")
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        type=_told,
        metavar=_("KOLOM=NAMA"),
        help=_("kolom KOLOM di file berisi NAMA (boleh berulang)"),
    )
    parser.add_argument(
        "--create-goods", action="store_true", help=_("nota: buat barang harga bebas untuk kode yang belum ada")
    )
    parser.add_argument("--price-factor", type=_factor, default=1, metavar="N", help=_("nota: kalikan harga dengan N"))


def _told(text: str) -> tuple[str, str]:
    left, mark, right = text.partition("=")
    if not (mark and left.strip() and right.strip()):
        raise argparse.ArgumentTypeError(_("tulis KOLOM=NAMA, bukan {text}").format(text=text))
    return left.strip(), right.strip()


def _factor(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(_("isi 1 sampai 1000000"))
    return int(text)


def importer(kind: str) -> Import:
    """The import of a kind, out of the room that owns it."""
    from consignment import agreement_files, balance_files, delivery_files
    from inventory import (
        catalogue_files,
        count_files,
        member_files,
        payment_files,
        price_files,
        promotion_files,
        purchase_files,
        stock_files,
        supplier_files,
        unit_files,
    )
    from pos import ticket_files

    return {
        "catalogue": catalogue_files.IMPORT,
        "units": unit_files.IMPORT,
        "members": member_files.IMPORT,
        "stock": stock_files.IMPORT,
        "suppliers": supplier_files.IMPORT,
        "counts": count_files.IMPORT,
        "purchases": purchase_files.importing(delivery_files.deliver_bought),
        "payments": payment_files.IMPORT,
        "deliveries": delivery_files.IMPORT,
        "agreements": agreement_files.IMPORT,
        "maker-balances": balance_files.IMPORT,
        "prices": price_files.IMPORT,
        "promotions": promotion_files.IMPORT,
        "tickets": ticket_files.IMPORT,
    }[kind]


def run(args: argparse.Namespace, place: Place) -> int:
    """Import a file; 1 when rows were refused and not set aside."""
    from inventory import imports
    from inventory.imports import Options
    from pos.commands import shops

    options = Options(
        dry_run=args.dry_run,
        keep_good=args.keep_good,
        told=dict(args.map),
        create_goods=args.create_goods,
        price_factor=args.price_factor,
    )
    with shops.opened(place) as shop, Bar(args.file.name) as bar:
        outcome = imports.run(shop, importer(args.kind), args.file, options, shop.konsole(), bar.show)
    _tell(outcome)
    return 1 if outcome.refused else 0


def _tell(outcome: Outcome) -> None:
    """Refused rows on stderr, with what was done; what is only odd and the sums on stdout."""
    _list(outcome.rejections, REFUSED_SHOWN, "{remark}", sys.stderr)
    _list(outcome.notes, SHOWN, _("perhatikan {remark}"), sys.stdout)
    if outcome.unused:
        print(_("Kolom yang tidak dipakai: {names}.").format(names=", ".join(outcome.unused)))
    words = _("{read} baris dibaca, {written} akan ditulis, {skipped} sudah ada, {refused} salah.")
    if not outcome.dry_run:
        words = _("{read} baris dibaca, {written} ditulis, {skipped} sudah ada, {refused} salah.")
    refused = len({each.row for each in outcome.rejections})
    print(words.format(read=outcome.read, written=outcome.written, skipped=outcome.skipped, refused=refused))
    if outcome.rejected_file is not None:
        print(_("Baris yang salah ada di {file}.").format(file=outcome.rejected_file))
    elif outcome.refused and not outcome.written:
        print(_("Tidak ada yang ditulis. Perbaiki baris itu, atau pakai --keep-good."), file=sys.stderr)


def _list(remarks: Sequence[Remark], most: int, words: str, stream: TextIO) -> None:
    shown = remarks[:most] if stream.isatty() else remarks
    for remark in shown:
        print(words.format(remark=remark), file=stream)
    if len(shown) < len(remarks):
        print(_("… dan {count} lagi").format(count=len(remarks) - len(shown)), file=stream)
