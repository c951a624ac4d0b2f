"""`paper`: any document on paper without a window: its slip, its page, a sale's invoice, nota, delivery note."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from koperasi.errors import BadInput, Trouble
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from pos.invoice_buyers import PaperBuyer
    from pos.printouts import Choice

#: What may be asked for, and the key of the paper.
WHAT = {
    "receipt": N_("struk, atau slip dokumen lain"),
    "gift": N_("struk hadiah, tanpa harga"),
    "invoice": N_("faktur penjualan (bukan Faktur Pajak)"),
    "nota": N_("nota penjualan"),
    "delivery-note": N_("surat jalan, tanpa harga"),
    "day": N_("laporan harian, A4; NOMOR: tanggal, tanpa itu hari ini"),
    "week": N_("laporan mingguan, minggu yang memuat tanggal itu"),
    "month": N_("laporan bulanan"),
    "year": N_("laporan tahunan, untuk rapat anggota (RAT)"),
    "page": N_("halaman A4 dokumen lain: pesanan, nota titip, rincian, bayar penitip"),
    "message": N_("teks struk untuk WhatsApp, dan tautannya"),
    "logo": N_("logo di struk: FILE gambar sebagai NOMOR, atau - untuk menghapusnya"),
}
#: Those that are about days, not about a document.
MANAGERS = ("day", "week", "month", "year")
FORMATS = ("text", "pdf", "png")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `paper` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    kinds = "\n".join(f"  {each:<14} {_(what)}" for each, what in WHAT.items())
    parser.epilog = _("KERTAS:\n{kinds}").format(kinds=kinds)
    parser.add_argument("what", metavar=_("KERTAS"), choices=tuple(WHAT))
    parser.add_argument("number", metavar=_("NOMOR"), nargs="?", default="", help=_("nomor nota atau dokumen; tanggal"))
    parser.add_argument("--size", choices=("A5", "A4"), default="A5", help=_("ukuran kertas faktur, nota, surat jalan"))
    parser.add_argument("--buyer", default=None, metavar=_("NAMA"), help=_("nama pembeli di faktur, nota, surat jalan"))
    parser.add_argument("--address", default="", metavar=_("ALAMAT"), help=_("alamat pembeli"))
    parser.add_argument("--format", choices=FORMATS, help=_("bentuk hasil (biasanya menurut akhiran FILE)"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=_("tulis ke FILE"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Make the paper; raises NotFound for a number that no document has, BadInput for a shape it has not."""
    from pos.commands import shops

    if not args.number and args.what not in MANAGERS:
        raise BadInput(_("{what} belum diisi.").format(what=_("Nomor")), field="number")
    with shops.opened(place) as shop:
        if args.what in MANAGERS:
            _give(_managers(shop, args.what, args.number), args.out)
        elif args.what == "logo":
            _logo(shop, args.number)
        elif args.what == "message":
            _message(shop, args.number)
        else:
            _give(_made(shop, args), args.out)
    return 0


def _managers(shop: Shop, span: str, day: str) -> bytes:
    """The paper for manager and board of the days that a day lies in; of today where none is named."""
    from inventory import cells
    from pos import manager_papers

    when = cells.day(day) if day else shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        return manager_papers.paper(shop, connection, span, when)


def _logo(shop: Shop, named: str) -> None:
    from pos import logos

    if named == "-":
        logos.remove(shop, shop.konsole(), channel="konsole")
        print(_("Struk tanpa logo."), file=sys.stderr)
        return
    try:
        data = Path(named).read_bytes()
    except OSError as error:
        raise Trouble(_("File {name} tidak bisa dibaca: {why}").format(name=named, why=error.strerror)) from error
    logos.keep(shop, shop.konsole(), data, channel="konsole")
    print(_("Logo disimpan; ada di struk berikutnya."), file=sys.stderr)


def _message(shop: Shop, number: str) -> None:
    from pos import printouts, receipt_texts

    document_id = printouts.by_number(shop, number)
    told = printouts.message(shop, document_id)
    phone = printouts.offered(shop, shop.konsole(), document_id).phone
    print(told)
    print(receipt_texts.link(told, phone), file=sys.stderr)


def _made(shop: Shop, args: argparse.Namespace) -> bytes:
    from pos import printouts
    from printing import slip_files, texts

    document_id = printouts.by_number(shop, args.number)
    choice = _choice(shop, document_id, args.what)
    shape = _shape(args, choice)
    if shape == "pdf":
        return printouts.pdf_of(shop, document_id, choice, args.size, _buyer(args, choice))
    if not choice.on_roll:
        raise BadInput(_("Kertas ini hanya ada sebagai PDF."), remedy=_("Tambahkan --out FILE.pdf."))
    slip, paper = printouts.slip_of(shop, document_id, choice), printouts.roll(shop)
    if shape == "png":
        return slip_files.png_bytes(slip, paper)
    return texts.text(slip, paper.columns).encode("utf-8")


def _choice(shop: Shop, document_id: int, what: str) -> Choice:
    from pos import printouts

    key = printouts.SLIP if what == "receipt" else what
    known = printouts.offered(shop, shop.konsole(), document_id).choices
    found = next((each for each in known if each.key == key), None)
    if found is None:
        words = ", ".join("receipt" if each.key == printouts.SLIP else each.key for each in known)
        raise BadInput(_("Dokumen ini tidak punya kertas itu."), remedy=_("Yang ada: {words}.").format(words=words))
    return found


def _shape(args: argparse.Namespace, choice: Choice) -> str:
    ending = args.out.suffix.removeprefix(".").lower() if args.out is not None else ""
    shape: str = args.format or {"txt": "text"}.get(ending, ending)
    if shape in FORMATS:
        return shape
    return "text" if choice.on_roll else "pdf"


def _buyer(args: argparse.Namespace, choice: Choice) -> PaperBuyer | None:
    from pos.invoice_buyers import PaperBuyer

    if args.buyer is None and not args.address:
        return None
    if not choice.named:
        raise BadInput(_("Kertas ini tidak menyebut pembeli."), field="buyer")
    return PaperBuyer(args.buyer or "", args.address)


def _give(data: bytes, out: Path | None) -> None:
    """Into the file; else to standard output, unless that is a terminal and the paper no text."""
    if out is None and sys.stdout.isatty() and b"\0" in data[:4096]:
        raise BadInput(_("Suratnya ditulis ke file."), remedy=_("Tambahkan --out FILE."))
    outputs.put(data, out)
