"""The report of makers' goods that were lost: each one, or put together by cause, maker, shelf or cashier."""

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
from koperasi.money import ZERO, Rupiah, total
from koperasi.periods import Period
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _
from koperasi.users import User
from printing.reports import Cell, Column, Figure, Kind, Opens, Report, total_row

#: What losses may be put together by, and what that is called.
WAYS = ("cause", "maker", "shelf", "cashier")


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


def losses(connection: Connection, period: Period) -> Report:
    """What was lost of makers' goods in the days; put together by `choices.by` cause, maker, shelf or cashier."""
    found = missed(connection, period)
    return _together(found, period) if period.choices.by in WAYS else _each(found, period)


def _figures(found: Sequence[Missed]) -> tuple[Figure, ...]:
    waiting = sum(1 for each in found if each.loss.open)
    return (
        Figure(_("Nilai hilang dan rusak"), total(each.worth for each in found)),
        Figure(_("Belum diputuskan"), waiting, Kind.COUNT),
    )


def _each(found: Sequence[Missed], period: Period) -> Report:
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Dokumen")),
        Column("maker", _("Penitip")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("shelf", _("Tempat")),
        Column("cause", _("Sebab")),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
        Column("worth", _("Hak penitip"), Kind.RUPIAH),
        Column("paid", _("Diganti toko"), Kind.RUPIAH),
        Column("open", _("Belum diputuskan"), Kind.QUANTITY),
        Column("by", _("Dicatat oleh")),
        Column("cashier", _("Kasir saat itu")),
    )
    rows = tuple(
        (
            each.loss.lost.day,
            each.loss.lost.number,
            each.maker,
            each.code,
            each.name,
            each.shelf,
            each.cause,
            each.quantity,
            each.worth,
            each.paid,
            each.loss.open or None,
            each.by,
            each.cashier,
        )
        for each in found
    )
    return Report(
        "consignment-losses",
        _("Titipan hilang"),
        columns,
        rows,
        total_row(columns, rows, "worth", "paid"),
        period.branch.shop_name,
        "",
        period.words,
        (_("Kasir saat itu: yang kasanya buka ketika dicatat; bukan tuduhan."),),
        figures=_figures(found),
        opens=Opens("document", tuple(each.loss.lost.source_id for each in found)),
        marked=frozenset(range(len(rows))),
    )


def _together(found: Sequence[Missed], period: Period) -> Report:
    way = period.choices.by
    captions = {"cause": _("Sebab"), "maker": _("Penitip"), "shelf": _("Tempat"), "cashier": _("Kasir saat itu")}
    columns = (
        Column("name", captions[way]),
        Column("losses", _("Berapa kali"), Kind.COUNT),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
        Column("worth", _("Hak penitip"), Kind.RUPIAH),
        Column("paid", _("Diganti toko"), Kind.RUPIAH),
        Column("share", _("Bagian"), Kind.PERCENT),
    )
    by_name: dict[str, list[Missed]] = {}
    for each in found:
        by_name.setdefault(each.of(way), []).append(each)
    whole = total(each.worth for each in found)
    rows = tuple(
        sorted(
            (_row(name, some, whole) for name, some in by_name.items()), key=lambda row: (-_amount(row[3]), str(row[0]))
        )
    )
    return Report(
        "consignment-losses",
        _("Titipan hilang"),
        columns,
        rows,
        total_row(columns, rows, "losses", "quantity", "worth", "paid"),
        period.branch.shop_name,
        captions[way],
        period.words,
        figures=_figures(found),
    )


def _amount(cell: Cell) -> int:
    return cell.amount if isinstance(cell, Rupiah) else 0


def _row(name: str, some: Sequence[Missed], whole: Rupiah) -> tuple[Cell, ...]:
    worth = total(each.worth for each in some)
    quantity = Quantity(sum(each.quantity.thousandths for each in some))
    share = worth.amount * 10_000 // whole.amount if whole > ZERO else None
    return (name or _("(tidak diketahui)"), len(some), quantity, worth, total(each.paid for each in some), share)
