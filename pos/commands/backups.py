"""`backup`: a whole copy of the shop's data, opened and checked before it counts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from koperasi.text import _

if TYPE_CHECKING:
    from koperasi.shops import Place


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `backup` takes."""
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, help=_("ke mana (biasanya di samping data)"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Make a backup and print where it is."""
    from koperasi import backups
    from pos.commands import shops

    with shops.opened(place) as shop:
        made = backups.make(shop.database, args.folder or shop.state.backups, shop.clock())
    print(made)
    return 0
