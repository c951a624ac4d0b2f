"""`print-test`: the proof sheet, sent straight to the till's printer or another address."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from koperasi.errors import BadInput
from koperasi.text import _

if TYPE_CHECKING:
    from koperasi.shops import Place


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `print-test` takes."""
    parser.add_argument(
        "--printer", metavar=_("ALAMAT"), help=_("misalnya tcp:192.168.1.50, device:/dev/usb/lp0, cups:NAMA")
    )
    parser.add_argument("--columns", type=int, choices=(32, 42, 48), help=_("lebar kertas dalam huruf"))
    parser.add_argument("--text", action="store_true", help=_("tampilkan saja di layar"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Print the sheet, or show it.  Raises Trouble when the printer does not take it."""
    from pos import printers
    from pos.commands import shops
    from printing import escpos_bytes, proofs, texts, transports
    from printing.papers import Paper

    with shops.opened(place) as shop:
        address = args.printer or shop.settings.printer
        paper = Paper.of_columns(args.columns) if args.columns else printers.paper_here(shop)
        now = shop.today()
        sheet = proofs.proof_sheet(paper, shop=shop.branch.shop_name, printer=address or "-", at=now)
        if args.text or address == printers.VIRTUAL:
            print(texts.text(sheet, paper.columns))
            return 0
        if not address:
            raise BadInput(_("Printer belum dipilih."), remedy=_("Tambahkan --printer ALAMAT, atau --text."))
        transports.hand_over(address, escpos_bytes.encode(sheet, paper))
    print(_("Terkirim ke {printer}. Periksa lembarnya.").format(printer=address))
    return 0
