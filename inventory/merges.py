"""Two products that were one: what is there of the one goes over to the other, which keeps on.

Stock and value go from the lots of the gone product into new lots of the kept one, at every
place, with the same dates and batches: no rupiah appears or vanishes, and no money moves.
Barcodes and tiles go along, the gone product goes into the archive, and what was sold and
bought of it stays in its name: `joined` finds it.  A merge is not taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Connection, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory import merged_units, placings, stock
from inventory.count_records import CountSession
from inventory.count_records import State as CountState
from inventory.locations import Location, LocationKind
from inventory.lot_costs import MadeLot
from inventory.lots import LotRecord, UnitCost
from inventory.products import Product
from inventory.stock import Move, Reason, Stock
from koperasi import documents, masters
from koperasi.database import FACT, Record
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, ONE, THOUSAND, Quantity
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work, needs


class ProductMerge(Record):
    """The product that is gone, and the one that is kept in its place."""

    __tablename__ = "product_merges"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("factor > 0", name="factor"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    gone_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    #: Base units of the kept one in one base unit of the gone one.
    factor: Mapped[Quantity]


class MergedLot(Record):
    """A lot that goes on under the kept product, and the one it was."""

    __tablename__ = "merged_lots"
    __table_class__ = FACT

    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    from_lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), index=True)


@dataclass(frozen=True, slots=True)
class MergeCommand:
    """Let one product go over into another; `factor` is what one base unit of it is in the other's."""

    id: int
    uid: str
    gone_id: int
    kept_id: int
    business_date: date
    at: datetime
    factor: Quantity = ONE


@dataclass(frozen=True, slots=True)
class MovedLot:
    """A maker's lot that goes over: its new id, the one it was, and whose it is."""

    lot_id: int
    from_lot_id: int
    product_id: int
    maker_id: int


#: What the room of members' goods adds: the terms of lots that go over.
Followed = Callable[[Work, int, Sequence[MovedLot]], list[Facts]]


@needs(Permission.GOODS_MERGE)
def merge(work: Work, command: MergeCommand, makers_lots: Followed | None = None) -> None:
    """Post a merge.

    Raises Refused for a service and a good (rule `other-kind`), goods of two makers
    (`other-maker`), a kept product that is in the archive (`archived`), goods that are just
    being counted (`counting`) or on their way to another branch (`under-way`), and contents that
    do not go up (`factor`).
    """
    if documents.posted(work.connection, command.id):
        return
    # Before the goods are locked: every writer of masters queues for their version first.
    masters.next_version(work.connection)
    gone, kept = _checked(work, command)
    held = _held(work, command)
    coming = [_coming(work, command, lot, rows) for lot, rows in held]
    makers = [
        MovedLot(each.lot["id"], each.from_lot_id, command.kept_id, each.lot["owner_id"])
        for each in coming
        if each.lot["owner_id"] is not None
    ]
    followed = _terms(work, command, makers, makers_lots)
    own = {
        "document_id": command.id,
        "gone_id": command.gone_id,
        "kept_id": command.kept_id,
        "factor": command.factor,
    }
    moves = [move for each in coming for move in each.moves]
    header = Header(
        command.id,
        command.uid,
        Kind.PRODUCT_MERGE,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, "merge", "GB"),
    )
    facts = [
        Facts(ProductMerge, [own]),
        Facts(LotRecord, [each.lot for each in coming]),
        Facts(MergedLot, [each.merged(command.id) for each in coming]),
        Facts(MadeLot, [each.made(command) for each in coming]),
        Facts(Move, moves),
        *followed,
    ]
    work.trace.amount = total(abs(each.worth) for each in coming)
    work.trace.detail.update(gone=gone.code, kept=kept.code, lots=len(coming))
    documents.post(work, header, facts, [])
    stock.keep(work.connection, moves)
    for location_id in sorted({move["location_id"] for move in moves}):
        there = [each for each in coming if location_id in each.places]
        cost = UnitCost(there[-1].worth, there[-1].amount)
        stock.keep_newest(work.connection, [there[-1].lot], location_id, {command.kept_id: cost})
    merged_units.go_over_unguarded(work, command.gone_id, command.kept_id, command.factor)


# -- what may be merged --------------------------------------------------------


def _checked(work: Work, command: MergeCommand) -> tuple[Any, Any]:
    if command.gone_id == command.kept_id or command.factor <= NOTHING:
        raise BadInput(_("Pilih dua barang yang berbeda."), field="kept_id")
    columns = (Product.id, Product.code, Product.name, Product.kind, Product.maker_id, Product.retired_at)
    found = select(*columns).where(Product.id.in_([command.gone_id, command.kept_id]))
    goods = {row.id: row for row in work.connection.execute(found)}
    if len(goods) < 2:
        raise NotFound(_("Barang tidak ditemukan."))
    gone, kept = goods[command.gone_id], goods[command.kept_id]
    for wrong, words, rule in (
        (gone.kind is not kept.kind, _("Jasa dan barang tidak bisa digabung."), "other-kind"),
        (gone.maker_id != kept.maker_id, _("Barang dua pemilik yang berbeda tidak bisa digabung."), "other-maker"),
        (kept.retired_at is not None, _("{name} ada di arsip.").format(name=kept.name), "archived"),
        (kept.maker_id is not None and command.factor != ONE, _("Isi barang titipan harus sama."), "factor"),
        (_counting(work.connection), _("Masih ada hitung stok yang berjalan."), "counting"),
        (_under_way(work.connection, gone.id), _("{name} masih di jalan.").format(name=gone.name), "under-way"),
    ):
        if wrong:
            work.refuse(Refused(words, remedy=_REMEDIES[rule](), rule=rule))
    return gone, kept


_REMEDIES: dict[str, Callable[[], str]] = {
    "other-kind": lambda: _("Arsipkan yang tidak dipakai lagi."),
    "other-maker": lambda: _("Biarkan terpisah: hasilnya milik orang yang berbeda."),
    "archived": lambda: _("Pakai lagi barang itu dulu, atau pilih sebaliknya."),
    "factor": lambda: _("Kembalikan barangnya, lalu titipkan lagi dengan nama yang benar."),
    "counting": lambda: _("Tutup dulu hitung stoknya."),
    "under-way": lambda: _("Terima dulu kirimannya di cabang tujuan."),
}


def _counting(connection: Connection) -> bool:
    """Whether goods are just being counted: what is written down for one product would miss the other."""
    under_way = CountSession.state.in_([CountState.COUNTING, CountState.REVIEW])
    return connection.scalar(select(CountSession.id).where(under_way).limit(1)) is not None


def _under_way(connection: Connection, product_id: int) -> bool:
    """Whether some of it is on its way to another branch, where it is received by the lot that was sent."""
    transit = select(Location.id).where(Location.kind == LocationKind.IN_TRANSIT)
    there = select(Stock.lot_id).where(
        Stock.product_id == product_id, Stock.location_id.in_(transit), Stock.quantity != NOTHING
    )
    return connection.scalar(there.limit(1)) is not None


def _terms(work: Work, command: MergeCommand, makers: Sequence[MovedLot], makers_lots: Followed | None) -> list[Facts]:
    if not makers:
        return []
    if makers_lots is None:
        raise Refused(
            _("Barang titipan digabung di layar Barang Kembar."),
            remedy=_("Syarat titipannya ikut pindah di sana."),
            rule="consigned",
        )
    return makers_lots(work, command.id, makers)


# -- what goes over ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Coming:
    """A lot of the kept product with the moves that fill it: `amount` for `worth`, over all places."""

    lot: dict[str, Any]
    from_lot_id: int
    moves: list[dict[str, Any]]
    amount: Quantity
    worth: Rupiah
    places: frozenset[int]

    def merged(self, document_id: int) -> dict[str, Any]:
        return {"lot_id": self.lot["id"], "document_id": document_id, "from_lot_id": self.from_lot_id}

    def made(self, command: MergeCommand) -> dict[str, Any]:
        what = {"lot_id": self.lot["id"], "document_id": command.id, "product_id": command.kept_id}
        return {**what, "quantity": self.amount, "value": self.worth}


def _held(work: Work, command: MergeCommand) -> list[tuple[Any, list[Any]]]:
    """The gone product's lots that have something left, or lack something, each with its places; locked."""
    places = select(Stock.location_id).where(Stock.product_id.in_([command.gone_id, command.kept_id])).distinct()
    locations = list(work.connection.execute(places).scalars())
    placings.lock(work, locations, {command.gone_id, command.kept_id})
    columns = (LotRecord.id, LotRecord.owner_id, LotRecord.received_on, LotRecord.expires_on, LotRecord.batch)
    found = (
        select(*columns, Stock.location_id, Stock.quantity, Stock.value)
        .join(LotRecord, LotRecord.id == Stock.lot_id)
        .where(Stock.product_id == command.gone_id, Stock.quantity != NOTHING)
        .order_by(LotRecord.id, Stock.location_id)
    )
    lots: dict[int, tuple[Any, list[Any]]] = {}
    for row in work.connection.execute(found):
        lots.setdefault(row.id, (row, []))[1].append(row)
    return list(lots.values())


def _coming(work: Work, command: MergeCommand, lot: Any, rows: Sequence[Any]) -> _Coming:
    new = {
        "id": work.mint(),
        "document_id": command.id,
        "product_id": command.kept_id,
        "owner_id": lot.owner_id,
        "received_on": lot.received_on,
        "expires_on": lot.expires_on,
        "batch": lot.batch,
    }
    moves = []
    for row in rows:
        there = (row.location_id, Reason.MERGE)
        taken = (lot.id, command.gone_id, there[0], -row.quantity, -row.value, there[1])
        put = (new["id"], command.kept_id, there[0], _converted(row.quantity, command.factor), row.value, there[1])
        moves += [stock.move_row(work, command.id, *taken), stock.move_row(work, command.id, *put)]
    # What was there says best what it costs; a lot below zero says it by what it lacks.
    telling = [row for row in rows if row.quantity > NOTHING] or rows
    amount = Quantity(sum(abs(_converted(row.quantity, command.factor)).thousandths for row in telling))
    worth = total(abs(row.value) for row in telling) if lot.owner_id is None else ZERO
    return _Coming(new, lot.id, moves, amount, worth, frozenset(row.location_id for row in rows))


def _converted(quantity: Quantity, factor: Quantity) -> Quantity:
    """In base units of the kept product; refused where that is no thousandth of one."""
    if quantity.thousandths * factor.thousandths % THOUSAND:
        raise Refused(
            _("Isi {factor} tidak pas untuk sisa {left}.").format(factor=factor, left=quantity),
            remedy=_("Periksa isinya, atau habiskan dulu stoknya."),
            rule="factor",
        )
    return quantity.of_factor(factor)


# -- afterwards ----------------------------------------------------------------


def joined(connection: Connection, product_id: int) -> tuple[int, ...]:
    """The products that went over into this one, also by way of others: where its history is too."""
    found: list[int] = []
    ahead = [product_id]
    while ahead:
        asked = select(ProductMerge.gone_id).where(ProductMerge.kept_id.in_(ahead)).order_by(ProductMerge.document_id)
        ahead = [each for each in dict.fromkeys(connection.execute(asked).scalars()) if each not in found]
        ahead = [each for each in ahead if each != product_id]
        found += ahead
    return tuple(found)


def refuse_gone(work: Work, products: Collection[int], remedy: str) -> None:
    """Refuse (rule `merged`) goods that go on under another name since: nothing comes or goes under the old one."""
    gone = select(Product.name).join(ProductMerge, ProductMerge.gone_id == Product.id)
    name = work.connection.scalar(gone.where(Product.id.in_(sorted(products))).order_by(Product.id).limit(1))
    if name is not None:
        message = _("{name} sudah digabung dengan barang lain.").format(name=name)
        work.refuse(Refused(message, remedy=remedy, rule="merged"))


def kept_for(connection: Connection, product_id: int) -> int | None:
    """The product that a gone one went over into last."""
    found = select(ProductMerge.kept_id).where(ProductMerge.gone_id == product_id)
    return connection.scalar(found.order_by(ProductMerge.document_id.desc()).limit(1))


def all_gone(connection: Connection) -> dict[int, tuple[int, Quantity]]:
    """Every gone product → the one that is kept in the end, and what one base unit of it is in that one's."""
    found = select(ProductMerge.gone_id, ProductMerge.kept_id, ProductMerge.factor).order_by(ProductMerge.document_id)
    into = {gone: (kept, factor) for gone, kept, factor in connection.execute(found)}
    ends: dict[int, tuple[int, Quantity]] = {}
    for gone, (kept, factor) in into.items():
        seen = {gone}
        while kept in into and kept not in seen:
            seen.add(kept)
            kept, more = into[kept]
            factor = factor.of_factor(more)
        ends[gone] = (kept, factor)
    return ends
