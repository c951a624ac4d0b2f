"""`check`: prove the books, the stock, everybody's balances, the numbers and the audit chains."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from koperasi.text import _
from pos.commands import outputs
from pos.commands.bars import Bar

if TYPE_CHECKING:
    from koperasi.shops import Place


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `check` takes."""
    parser.add_argument("--rebuild", action="store_true", help=_("hitung ulang saldo tersimpan dari bukunya"))
    outputs.arguments(parser, ("table", "csv", "json"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Run every check; 1 when something is wrong."""
    from pos import check_results, checks
    from pos.commands import shops

    with shops.opened(place) as shop:
        if args.rebuild:
            checks.rebuild(shop)
        every = checks.all_checks()
        wrong: list[tuple[str, str]] = []
        with shop.reading() as connection, Bar(_("Memeriksa")) as bar:
            for number, each in enumerate(every):
                bar.show(number, len(every))
                wrong += [(_(each.name), words) for words in each.run(connection, shop)]
        # A folder that cannot be written keeps no check from being told.
        with suppress(OSError):
            check_results.keep(shop, len(wrong))
    if args.format in ("csv", "json"):
        _give(wrong, args)
    for name, words in wrong:
        print(f"{name}: {words}", file=sys.stderr)
    if not wrong and args.format in (None, "table"):
        print(_("{count} pemeriksaan: semua cocok.").format(count=len(every)))
    return 1 if wrong else 0


def _give(wrong: list[tuple[str, str]], args: argparse.Namespace) -> None:
    from printing.reports import Column, Report

    columns = (Column("check", _("Pemeriksaan")), Column("wrong", _("Yang salah")))
    outputs.give(Report("check", _("Pemeriksaan"), columns, tuple(wrong)), args)
