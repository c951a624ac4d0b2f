"""`labels`: shelf labels and labels on goods, into a PDF or to a printer, without a window."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from koperasi.errors import BadInput, NotFound
from koperasi.text import _, ngettext

if TYPE_CHECKING:
    from inventory.label_runs import Run, RunLine
    from koperasi.shop import Shop
    from koperasi.shops import Place

#: The names of `label_runs.PAPERS`, written here so that `--help` imports nothing heavy.
PAPERS = ("3x8", "3x7", "5x13", "4x7", "receipt", "40x30", "33x25", "58x40")
EXAMPLES = """\
  sbmi-mart labels --changed --out rak.pdf                 labels whose price has changed
  sbmi-mart labels 8999999052225 101 --paper 5x13 --start 14 --out rak.pdf
  sbmi-mart labels KUE-01 --product --copies 24 --paper 40x30 --out kue.pdf"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `labels` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _("CONTOH:\n{examples}").format(examples=EXAMPLES)
    parser.add_argument("codes", metavar=_("KODE"), nargs="*", help=_("barcode, kode atau nama barang"))
    parser.add_argument("--changed", action="store_true", help=_("yang harganya berubah sejak labelnya dicetak"))
    parser.add_argument("--never", action="store_true", help=_("yang belum pernah dicetak labelnya"))
    parser.add_argument("--category", metavar=_("NAMA"), help=_("semua barang di kategori"))
    parser.add_argument("--product", action="store_true", help=_("label untuk barangnya, bukan untuk rak"))
    parser.add_argument("--copies", type=int, default=1, metavar="N", help=_("jumlah label tiap barang"))
    parser.add_argument("--paper", choices=PAPERS, help=", ".join(PAPERS))
    parser.add_argument("--start", type=int, default=1, metavar="N", help=_("mulai dari label ke-N di lembar pertama"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=_("tulis PDF ke FILE; tanpa ini: printer label toko"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Print them, and say how many."""
    from inventory import label_runs
    from pos.commands import shops

    with shops.opened(place) as shop:
        run = _run(shop, args)
        if args.out is None and (run.sheet is not None or run.paper == label_runs.RECEIPT):
            raise BadInput(_("Sebut file PDF-nya."), remedy=_("Tambahkan --out FILE."), field="out")
        if args.out is None and not shop.settings.label_printer:
            message = _("Toko ini belum punya printer label.")
            raise BadInput(message, remedy=_("Tambahkan --out FILE, atau: sbmi-mart settings label_printer ALAMAT."))
        done = label_runs.go(shop, shop.konsole(), run, path=args.out)
    words = ngettext("{count} label.", "{count} label.", done.run.count).format(count=done.run.count)
    print(words if args.out is None else f"{words} {args.out}", file=sys.stderr)
    return 0


def _run(shop: Shop, args: argparse.Namespace) -> Run:
    """The run that the options say; raises NotFound for goods or a category nobody knows."""
    from inventory import label_runs, label_sources
    from inventory.label_runs import Run
    from inventory.labels import LabelKind

    lines: list[RunLine] = []
    for code in args.codes:
        found = label_sources.found(shop, code)
        if not found:
            raise NotFound(_("Barang {code} tidak ditemukan, atau belum punya harga.").format(code=code))
        lines.append(found[0])
    if args.category:
        known = {str(name).casefold(): number for number, name in label_sources.categories(shop)}
        number = known.get(args.category.casefold())
        if number is None:
            raise NotFound(_("Kategori {name} tidak dikenal.").format(name=args.category))
        lines += label_sources.of_category(shop, int(str(number)))
    lines += label_sources.changed(shop) if args.changed else []
    lines += label_sources.never(shop) if args.never else []
    kind = LabelKind.PRODUCT if args.product else LabelKind.SHELF
    paper = args.paper or label_runs.usual_paper(shop.settings)
    run = Run(label_sources.today(shop), kind, paper, args.start)
    return run.added([replace(each, copies=args.copies) for each in lines])
