"""What was lost of makers' goods, with where it stood, why, and who had the till; as frozen rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from consignment import loss_queries, maker_report_queries, open_losses
from consignment.agreements import CAUSES
from consignment.lot_worths import LotWorth
from consignment.open_losses import Loss
from inventory import count_report_queries
from inventory.count_report_queries import OnDuty
from inventory.products import Product
from koperasi.documents import Document
from koperasi.money import ZERO, Rupiah
from koperasi.periods import Period
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _
from koperasi.users import User


@dataclass(frozen=True, slots=True)
class Missed:
    """A loss as the report tells it: `worth` is her share of what is lost, `paid` what she got for it."""

    loss: Loss
    maker: str
    code: str
    name: str
    shelf: str
    cause: str
    cashier: str
    by: str
    worth: Rupiah

    @property
    def quantity(self) -> Quantity:
        """What is lost still: what was found again is none of it."""
        return self.loss.lost.quantity - self.loss.found

    @property
    def paid(self) -> Rupiah:
        return self.loss.settled.amount

    def of(self, way: str) -> str:
        return {"cause": self.cause, "maker": self.maker, "shelf": self.shelf, "cashier": self.cashier}[way]


def missed(connection: Connection, period: Period) -> list[Missed]:
    """What was lost of makers' goods in the days by papers of the branch, in their order."""
    party, branch_id = period.choices.party, period.branch.id
    read = open_losses.read(connection, branch_id, period.last, None if party is None else [party])
    losses = [
        each
        for each in read.losses
        if period.first <= each.lost.day <= period.last and each.lost.quantity - each.found > NOTHING
    ]
    if not losses:
        return []
    makers = {each.id: each.name for each in maker_report_queries.all_makers(connection, party)}
    goods = _goods(connection, {each.lost.product_id for each in losses})
    papers = _papers(connection, {each.lost.source_id for each in losses})
    judged = loss_queries.causes(connection, papers.keys())
    duty = _duty(connection, branch_id, [at for at, _by in papers.values()])
    return [
        Missed(
            each,
            makers.get(each.lost.maker_id, ""),
            *goods[each.lost.product_id],
            _(CAUSES[judged.get(each.lost.key, each.lost.noted)]),
            _on_duty(duty, papers[each.lost.source_id][0]),
            papers[each.lost.source_id][1],
            _worth(each, read.worths),
        )
        for each in losses
    ]


def _worth(loss: Loss, worths: Mapping[int, LotWorth]) -> Rupiah:
    """As it was settled, and what is open by the lot's terms at today's list price."""
    lot = worths.get(loss.lost.lot_id)
    rest = lot.worth(loss.open) if lot is not None and loss.open else None
    return loss.settled.worth + (rest or ZERO)


def _goods(connection: Connection, products: Iterable[int]) -> dict[int, tuple[str, str, str]]:
    found = select(Product.id, Product.code, Product.name, Product.shelf).where(Product.id.in_(sorted(products)))
    return {product: (code, name, shelf or "") for product, code, name, shelf in connection.execute(found)}


def _papers(connection: Connection, papers: Iterable[int]) -> dict[int, tuple[datetime, str]]:
    """Paper → when it was keyed, and by whom."""
    found = select(Document.id, Document.at, User.name).join(User, User.id == Document.by_id)
    rows = connection.execute(found.where(Document.id.in_(sorted(papers))))
    return {document_id: (at, name) for document_id, at, name in rows}


def _duty(connection: Connection, branch_id: int, moments: Sequence[datetime]) -> list[OnDuty]:
    return count_report_queries.shifts_since(
        connection, branch_id, min(moments), max(moments) + timedelta(microseconds=1)
    )


def _on_duty(shifts: Sequence[OnDuty], at: datetime) -> str:
    """Who had a till open when it was noticed."""
    there = [
        each.cashier for each in shifts if each.opened_at <= at and (each.closed_at is None or at < each.closed_at)
    ]
    return ", ".join(dict.fromkeys(there))
