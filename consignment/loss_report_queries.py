"""What the reports of makers' goods that were not sold read: settled losses and givebacks of some days."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from consignment.givebacks import Giveback, GivebackLine
from consignment.loss_facts import MakerLossRecord
from consignment.open_losses import Loss
from inventory.products import Product
from koperasi.documents import Document
from koperasi.parties import Party
from koperasi.periods import Period


def names(
    connection: Connection, losses: Collection[Loss]
) -> tuple[dict[int, tuple[str, str]], dict[int, tuple[str, str, str]]]:
    """Maker → code and name, product → code, name and unit."""
    makers = sorted({each.lost.maker_id for each in losses})
    products = sorted({each.lost.product_id for each in losses})
    people = connection.execute(select(Party.id, Party.code, Party.name).where(Party.id.in_(makers)))
    goods = select(Product.id, Product.code, Product.name, Product.base_unit).where(Product.id.in_(products))
    named = {row.id: (row.code, row.name) for row in people}
    return named, {row.id: (row.code, row.name, row.base_unit) for row in connection.execute(goods)}


def settled(connection: Connection, period: Period) -> list[Any]:
    """Every line of the settlements of some days, of the maker chosen where one is."""
    line, source = MakerLossRecord, aliased(Document)
    wanted = (
        select(
            Document.business_date,
            Document.number,
            Party.code.label("maker_code"),
            Party.name.label("maker"),
            Product.code,
            Product.name,
            line.cause,
            line.quantity,
            Product.base_unit,
            line.tolerated,
            line.worth,
            line.amount,
            source.number.label("source"),
            line.why,
            line.document_id,
        )
        .join(Document, Document.id == line.document_id)
        .join(Party, Party.id == line.maker_id)
        .join(Product, Product.id == line.product_id)
        .join(source, source.id == line.source_id)
    )
    if period.choices.party is not None:
        wanted = wanted.where(line.maker_id == period.choices.party)
    return list(connection.execute(_of_days(wanted, period).order_by(line.line)))


def given_back(connection: Connection, period: Period) -> list[Any]:
    """Every line of the givebacks of some days; papers that were taken back are left out."""
    line, undone = GivebackLine, aliased(Document)
    wanted = (
        select(
            Document.business_date,
            Document.number,
            Party.code.label("maker_code"),
            Party.name.label("maker"),
            Product.code,
            Product.name,
            line.quantity,
            Product.base_unit,
            line.why,
            line.worth,
            Giveback.fetched_by,
            line.document_id,
        )
        .join(Giveback, Giveback.document_id == line.document_id)
        .join(Document, Document.id == line.document_id)
        .join(Party, Party.id == Giveback.maker_id)
        .join(Product, Product.id == line.product_id)
        .outerjoin(undone, undone.reverses_id == line.document_id)
        .where(undone.id.is_(None))
    )
    if period.choices.party is not None:
        wanted = wanted.where(Giveback.maker_id == period.choices.party)
    return list(connection.execute(_of_days(wanted, period).order_by(line.line)))


def _of_days(wanted: Any, period: Period) -> Any:
    days = Document.business_date.between(period.first, period.last)
    here = Document.branch_id == period.branch.id
    return wanted.where(days, here).order_by(Document.business_date, Document.id)
