"""`python -m benchmarks NAME…`: measure, print, and write into RESULTS.md."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from benchmarks import results
from benchmarks.runs import Run
from benchmarks.shops import Larder

MODULES = {
    "posting": "benchmarks.postings",
    "lookup": "benchmarks.lookups",
    "search": "benchmarks.searches",
    "scan": "benchmarks.scans",
    "promotions": "benchmarks.promotions",
    "hold": "benchmarks.holds",
    "report": "benchmarks.days",
    "reports": "benchmarks.years",
    "dashboard": "benchmarks.dashboards",
    "receipt": "benchmarks.receipts",
    "slip": "benchmarks.slips",
    "files": "benchmarks.files",
    "orders": "benchmarks.proposals",
    "card": "benchmarks.cards",
    "makers": "benchmarks.my_goods",
    "books": "benchmarks.books",
    "stock": "benchmarks.stocks",
    "load": "benchmarks.loads",
    "start": "benchmarks.starts",
    "crowd": "benchmarks.crowds",
    "sitting": "benchmarks.sittings",
}
SIZES = (1_000, 100_000)
HISTORY = 1_000_000


def main(argv: Sequence[str] | None = None) -> int:
    args = parser().parse_args(argv)
    names = list(MODULES) if "all" in args.names else args.names
    folder = args.folder or Path(tempfile.mkdtemp(prefix="sbmi-mart-benchmarks-"))
    folder.mkdir(parents=True, exist_ok=True)
    sizes = (args.goods,) if args.goods else (50,) if args.quick else SIZES
    history = args.history if args.history is not None else 200 if args.quick else HISTORY
    run = Run(Larder(folder), sizes, history, args.quick)
    try:
        for name in names:
            section = import_module(MODULES[name]).run(run)
            print(f"\n{section.name}\n{section.table()}", flush=True)
            if not args.quick:
                results.write(section, _command(args, name))
    finally:
        if not args.folder:
            shutil.rmtree(folder)
    return 0


def _command(args: argparse.Namespace, name: str) -> str:
    """The command that measures this again; where its shops were kept is nobody's business."""
    sizes = [f"--{size} {value}" for size in ("goods", "history") if (value := getattr(args, size)) is not None]
    return " ".join(["python -m benchmarks", name, *sizes])


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    made.add_argument("names", nargs="+", choices=[*MODULES, "all"], metavar="NAME", help=", ".join([*MODULES, "all"]))
    made.add_argument("--goods", type=int, help=f"one size of catalogue (default: {SIZES[0]} and {SIZES[1]})")
    made.add_argument("--history", type=int, help=f"lines of sales behind the shop (default: {HISTORY})")
    made.add_argument("--quick", action="store_true", help="tiny and short, to see that it runs; nothing is written")
    made.add_argument("--folder", type=Path, help="where shops are made and kept for the next run (default: a new one)")
    return made


if __name__ == "__main__":
    sys.exit(main())
