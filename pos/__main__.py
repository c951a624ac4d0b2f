"""`sbmi-mart`: the composition root.  Without a command it opens the till's window.

Nothing heavy is imported here: between the process's start and the painted sign-in stand
only the modules that the asked-for command names.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from koperasi.errors import ShopError
from koperasi.text import _
from pos.commands import COMMANDS, WINDOW, usages

REFUSED, MISUSED = 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks; returns the exit code: 1 when something is wrong, 2 on misuse."""
    usages.in_shop_words()
    args = parser().parse_args(sys.argv[1:] if argv is None else argv)
    if args.customer_window:
        os.environ["SBMI_MART_CUSTOMER_WINDOW"] = "1"
    module = import_module(COMMANDS[args.command].module if args.command else WINDOW)
    from koperasi.shops import Place, default_place

    place = Place.parse(args.shop) if getattr(args, "shop", None) else default_place()
    try:
        return int(module.run(args, place))
    except ShopError as error:
        print(error.message, error.remedy, sep="\n", end="\n" if error.remedy else "", file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # `… | head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except Exception as error:
        # The traceback is in the shop's log, where it was opened; here stands what a person can use.
        words = _("Program bermasalah: {error}").format(error=f"{type(error).__name__}: {error}".splitlines()[0])
        print(words, _("Catatannya ada di folder logs di samping data toko."), sep="\n", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(_("Dihentikan."), file=sys.stderr)
        return 130


class Words(argparse.ArgumentParser):
    """A parser whose headings are the shop's words too; argparse's own are English."""

    def __init__(self, **told: Any) -> None:
        super().__init__(add_help=False, **told)
        self.add_argument("-h", "--help", action="help", help=_("tampilkan bantuan ini"))
        self._positionals.title, self._optionals.title = _("isian"), _("pilihan")

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(MISUSED, _("{program}: salah pakai: {what}").format(program=self.prog, what=message) + "\n")


def parser() -> argparse.ArgumentParser:
    """What the command line takes; `--shop` stands before or after the command."""
    where: Any = argparse.ArgumentParser(add_help=False)
    where.add_argument(
        "--shop",
        metavar=_("TEMPAT"),
        default=argparse.SUPPRESS,
        help=_("folder, file .db, atau URL postgresql:// (juga lewat SBMI_MART_SHOP)"),
    )
    whole = Words(
        prog="sbmi-mart",
        parents=[where],
        description=_("Kasir SBMI Mart. Tanpa perintah: membuka jendela kasir."),
        epilog=_("Bantuan sebuah perintah: sbmi-mart PERINTAH --help"),
    )
    whole.add_argument(
        "--customer-window", action="store_true", help=_("buka layar pembeli di jendela, tanpa monitor kedua")
    )
    named = whole.add_subparsers(dest="command", metavar=_("PERINTAH"), title=_("perintah"))
    for name, command in COMMANDS.items():
        told = _(command.help)
        its = named.add_parser(name, parents=[where], help=told, description=told[:1].upper() + told[1:])
        import_module(command.module).arguments(its)
    return whole


if __name__ == "__main__":
    sys.exit(main())
