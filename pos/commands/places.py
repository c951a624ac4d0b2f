"""`shop`: where the data is, which version it stands at, and how much is in it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from koperasi.text import _
from pos.commands import outputs

if TYPE_CHECKING:
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

COUNTED = ("products", "members", "documents", "sales", "users", "tills")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `shop` takes."""
    outputs.arguments(parser, ("table", "csv", "json"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Tell about the shop."""
    from pos.commands import shops

    with shops.opened(place) as shop:
        report = _about(shop, place)
    outputs.give(report, args)
    return 0


def _about(shop: Shop, place: Place) -> Report:
    from sqlalchemy import func, select

    from koperasi import backups, schema
    from koperasi.database import Record
    from printing.reports import Column, Report

    with shop.reading() as connection:
        revision = schema.current(connection) or "?"
        counts = [
            (name, str(connection.execute(select(func.count()).select_from(Record.metadata.tables[name])).scalar_one()))
            for name in COUNTED
        ]
    newest = backups.newest(shop.state.backups)
    rows = (
        ("name", shop.branch.shop_name),
        ("database", place.shown()),
        ("state", str(place.state)),
        ("engine", "sqlite" if shop.database.sqlite else "postgresql"),
        ("program", _program()),
        ("revision", revision),
        ("writer", str(shop.writer)),
        ("time_zone", shop.branch.time_zone),
        ("newest_backup", str(newest) if newest else ""),
        *counts,
    )
    return Report("shop", _("Toko"), (Column("name", _("Hal")), Column("value", _("Isi"))), rows)


def _program() -> str:
    """The program's version: as installed, or as the checkout it runs from says."""
    import tomllib
    from importlib.metadata import PackageNotFoundError, version
    from pathlib import Path

    try:
        return version("sbmi-mart")
    except PackageNotFoundError:
        found = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
        return str(found["project"]["version"])
