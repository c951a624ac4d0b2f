"""Posting: a 20-line sale with everything it does, against the bare rows of one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.floors import Floor, Ware
from benchmarks.measures import Deed, Maker, Times, in_turns
from benchmarks.results import Line, Section, between, shown
from benchmarks.runs import Run
from benchmarks.shops import Goods, Open, opened
from consignment.terms import Bearer
from koperasi import numbers, uids
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import ONE, Quantity
from pos import sales
from pos.sale_commands import PaidTender, Rule, SaleCommand, SoldLine
from pos.tenders import TenderKind

NAME = "posting"
HOW = (
    "A sale of 20 different goods paid by cash and QRIS: rights and rules checked, lots taken, number, document, "
    "lines, lots, tenders, moves, entry, stock, audit link, receipt and drawer's kick queued, all in one durable "
    "transaction. The floor writes about as many bare rows by raw sqlite3 under the same settings. "
    "With idle moments the write-ahead log is moved into the file every 25 sales, untimed, and its pages are written "
    "over again; sale upon sale it grows, as in an hour of rush, and each commit makes the file longer."
)


def run(run: Run) -> Section:
    """Posting at each size of catalogue, and with a history behind it."""
    section = Section(NAME, HOW)
    plain: Times | None = None
    for goods in run.sizes:
        floor, totals, plain = _against_floor(run, goods)
        section.compare(f"{goods:,} goods, idle moments between", floor, plain, times=4, p99=20)
        section.compare(f"{goods:,} goods, the same, floor with day and month totals", totals, plain, times=4)
        floor, totals, rushed = _against_floor(run, goods, idle=False)
        section.compare(f"{goods:,} goods, sale upon sale", floor, rushed, times=4, p99=20)
        section.compare(f"{goods:,} goods, the same, floor with day and month totals", totals, rushed, times=4)
    if run.history and plain is not None:
        _with_history(run, section)
    return section


def _against_floor(run: Run, goods: int, *, idle: bool = True) -> tuple[Times, Times, Times]:
    """Floor, floor with totals, program; with or without a moment for the write-ahead log every 25 sales."""
    with opened(run.larder.copy(goods, "posting")) as place, _floors(run.larder.folder, place.goods) as (bare, totals):
        chance = random.Random(1)
        makers = [
            _bare_sales(bare, place.goods, chance),
            _bare_sales(totals, place.goods, chance),
            sales_of(place, random.Random(1)),
        ]

        def rest() -> None:
            for each in (bare.rest, totals.rest, place.shop.rest):
                each()

        how = rest if idle else None
        floor, floor_with_totals, program = in_turns(makers, rounds=run.rounds, each=run.each(200), rest=how)
    return floor, floor_with_totals, program


def _with_history(run: Run, section: Section) -> None:
    """The same shop without and with a history, in turns."""
    goods = run.sizes[-1]
    long_ago = run.larder.copy(goods, "posting-history", run.history)
    fresh = run.larder.copy(goods, "posting")
    with opened(fresh) as new, opened(long_ago) as old:
        makers = [sales_of(new, random.Random(2)), sales_of(old, random.Random(2))]

        def rest() -> None:
            new.shop.rest()
            old.shop.rest()

        none, much = in_turns(makers, rounds=run.rounds, each=run.each(200), rest=rest)
    ratio = much.p50 / none.p50
    section.say(
        Line(
            f"{run.history:,} lines of history against none",
            shown(none.p50),
            shown(much.p50),
            shown(much.p99),
            between(much),
            f"{ratio:.2f} ×",
            "≤ 1.3 ×, p99 ≤ 20",
            ratio <= 1.3 and much.p99 <= 20,
        )
    )


@contextmanager
def _floors(folder: Path, goods: Goods) -> Iterator[tuple[Floor, Floor]]:
    """Two bare shops beside the real one, without and with kept totals."""
    bare, totals = (Floor(folder / f"floor-{kept}.db", goods.wares, totals=kept) for kept in (False, True))
    try:
        yield bare, totals
    finally:
        bare.close()
        totals.close()


def _bare_sales(floor: Floor, goods: Goods, chance: random.Random) -> Maker:
    def make() -> Deed:
        rows = floor.sale(goods.basket(chance))
        return lambda: floor.post(rows)

    return make


def sales_of(place: Open, chance: random.Random) -> Maker:
    """Sales at a till, each paid and ready to be posted."""

    def make() -> Deed:
        command = command_of(place, place.goods.basket(chance))

        def post() -> None:
            with place.shop.work(place.cashier, now=command.at) as work:
                sales.post(work, command)

        return post

    return make


def command_of(place: Open, basket: list[tuple[Ware, int]]) -> SaleCommand:
    """A basket as the counter would write it down: half in cash, half by QRIS."""
    shop, shift, goods = place.shop, place.shift, place.goods
    lines = tuple(line(goods, ware, count) for ware, count in basket)
    due = sum(each.net.amount for each in lines)
    by_qris = due // 2
    rounding = shop.settings.cash_rounding.difference(due - by_qris)
    cash = due - by_qris + rounding
    tenders = (
        PaidTender(TenderKind.CASH, Rupiah(cash + 500), Rupiah(500)),
        PaidTender(TenderKind.QRIS, Rupiah(by_qris), ZERO, "QR-1"),
    )
    with shop.reading() as connection:
        number = numbers.peek(connection, shift.sale_series)
    now = shop.clock()
    ids = (shop.minter.next(), uids.new_uid(now), number, shift.till_id, shift.id, shift.business_date, now)
    return SaleCommand(*ids, place.cashier.id, None, None, "", lines, (), tenders, Rupiah(rounding))


def line(goods: Goods, ware: Ware, count: int) -> SoldLine:
    units, price = Quantity.of(count), Rupiah(ware.price)
    decided = (price, price, Rule.RETAIL, "harga eceran")
    return SoldLine(ware.id, goods.units[ware.id], "Pcs", ONE, units, *decided, units.at(price), ZERO, Bearer.SHOP)
