"""`find`: goods by code, barcode or words."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from koperasi.text import _
from pos.commands import outputs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sqlalchemy import Connection

    from inventory.goods import Good, Unit
    from koperasi.quantity import Quantity
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Cell, Report

MOST = 50


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `find` takes."""
    parser.add_argument("text", metavar=_("TEKS"), nargs="+", help=_("kode, barcode, atau bagian nama"))
    outputs.arguments(parser, ("table", "csv", "json"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Show what was found; 1 when nothing was."""
    from pos.commands import shops

    text = " ".join(args.text)
    with shops.opened(place) as shop, shop.reading() as connection:
        report = _found(connection, shop, text)
    if report.rows or args.format == "json":
        outputs.give(report, args)
    if not report.rows:
        print(_("Tidak ada barang untuk “{text}”.").format(text=text), file=sys.stderr)
    return 0 if report.rows else 1


def _found(connection: Connection, shop: Shop, text: str) -> Report:
    from inventory import queries, stock_queries
    from printing.reports import Column, Kind, Report

    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("unit", _("Satuan")),
        Column("price", _("Harga"), Kind.RUPIAH),
        Column("tiers", _("Harga lain")),
        Column("quantity", _("Stok"), Kind.QUANTITY),
        Column("owner", _("Penitip")),
    )
    day = shop.branch.business_date(shop.clock())
    named: list[tuple[Good, tuple[Unit, ...]]]
    coded = queries.find_code(connection, text, shop.settings.scale_barcode_mask)
    if coded:
        named = [(each.good, (each.unit,)) for each in coded]
    else:
        wanted = [row.product_id for row in queries.search(connection, text, MOST, branch_id=shop.branch.id, day=day)]
        known = queries.goods(connection, wanted)
        named = [(known[each], known[each].units) for each in wanted]
    stock = stock_queries.quantities(connection, [good.product_id for good, _units in named])
    rows = [row for good, units in named for row in _rows(good, units, stock, shop, day)]
    return Report("find", _("Barang"), columns, tuple(rows), None, shop.branch.shop_name)


def _rows(
    good: Good, units: tuple[Unit, ...], stock: Mapping[int, Quantity], shop: Shop, day: date
) -> Iterator[tuple[Cell, ...]]:
    """A row for each unit: its price, its other prices, and how many such units there are."""
    from inventory import pricing
    from koperasi.errors import Refused
    from koperasi.quantity import NOTHING, THOUSAND, Quantity

    left = stock.get(good.product_id, NOTHING).thousandths
    for unit in units:
        try:
            price = pricing.price(unit, unit.factor, None, shop.branch.id, day).list_price
        except Refused:
            price = None
        quantity = None if good.is_service else Quantity(left * THOUSAND // unit.factor.thousandths)
        yield (good.code, good.name, unit.name, price, _tiers(unit, day), quantity, good.maker_name)


def _tiers(unit: Unit, day: date) -> str:
    """Its other prices that hold today: `12:7500` from 12 base units on, `anggota:7900` for a class."""
    lines = [
        line
        for line in unit.prices
        if (line.price_class or line.min_quantity)
        and (line.valid_from is None or line.valid_from <= day)
        and (line.valid_until is None or day <= line.valid_until)
    ]
    words = []
    for line in sorted(lines, key=lambda each: (each.price_class, each.min_quantity)):
        from_so_much = line.min_quantity.decimal if line.min_quantity else ""
        words.append(":".join(part for part in (line.price_class, from_so_much, str(line.price.amount)) if part))
    return " ".join(words)
