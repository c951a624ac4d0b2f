"""Loading: a file of goods comes into an empty shop, checked whole and written, with its search index."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from time import perf_counter_ns

from benchmarks import shops
from benchmarks.measures import Times
from benchmarks.results import Line, Section, between
from benchmarks.runs import Run
from inventory import catalogue_files, imports
from inventory.imports import Options
from koperasi.setups import NewShop
from koperasi.shops import Place
from pos import founding, tables

NAME = "load"
HOW = (
    "A CSV file of goods with code, name, category, unit, barcode and price is imported into an empty shop: read, "
    "checked row by row, written in batches with units, barcodes, prices, search index and audit links. "
    "The floor only reads the file with the csv module. Rows a second."
)
WANTED = 2_000


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    tables.loaded()
    for goods in run.sizes:
        file = _file(run.larder.folder / f"goods-{goods}.csv", goods)
        floor, program = (
            _each(run, lambda _n, file=file: _read(file)),
            _each(run, lambda n, file=file: _load(run, file, n)),
        )
        rate = goods / (program.p50 / 1_000)
        section.say(
            Line(
                f"{goods:,} goods",
                f"{goods / (floor.p50 / 1_000):,.0f}/s",
                f"{rate:,.0f}/s",
                spread=f"{between(program)} ms",
                ratio=f"{program.p50 / floor.p50:.0f} ×",
                wanted=f"≥ {WANTED:,}/s",
                reached=rate >= WANTED,
            )
        )
    return section


def _each(run: Run, work: Callable[[int], object]) -> Times:
    times = []
    for number in range(1 if run.quick else 3):
        begun = perf_counter_ns()
        work(number)
        times.append(perf_counter_ns() - begun)
    return Times(tuple((each,) for each in times))


def _file(path: Path, goods: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("kode", "nama", "kategori", "satuan", "barcode", "harga"))
        for new in shops.new_goods(goods):
            (unit,) = new.units
            price = unit.prices[0].price.bare
            writer.writerow((new.code, new.name, new.category, unit.name, unit.barcodes[0], price))
    return path


def _read(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _row in csv.reader(file, delimiter=";"))


def _load(run: Run, path: Path, number: int) -> None:
    folder = run.larder.folder / f"{path.stem}-loaded-{number}"
    shop = founding.found(Place.parse(str(folder)), NewShop(branch_name="Ngantang"))
    outcome = imports.run(shop, catalogue_files.IMPORT, path, Options(), shop.konsole())
    shop.close()
    if outcome.rejections or outcome.written != outcome.read:
        raise AssertionError(f"{len(outcome.rejections)} rows of {path.name} were refused: {outcome.rejections[:1]}")
