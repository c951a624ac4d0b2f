"""What a stock paper says besides its goods: a note, what for, what was lost, where to."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, select

from inventory.dispatches import ArrivedLine, Bearer, Dispatch
from inventory.kits import KitAssembly
from inventory.own_uses import OwnUse
from inventory.products import Product
from inventory.repackings import Repacking
from inventory.reversals import StockReversal
from inventory.transfers import Transfer
from inventory.write_offs import CAUSES, WriteOff, WriteOffLine
from koperasi.branches import BranchRecord
from koperasi.documents import Document
from koperasi.money import ZERO, total
from koperasi.quantity import NOTHING
from koperasi.text import N_, _

Remarks = list[str]


def of(connection: Connection, document_id: int) -> tuple[str, ...]:
    """Everything there is to say of a paper, in words."""
    told = [remark for tell in _TELLERS for remark in tell(connection, document_id)]
    return tuple(each for each in told if each)


def _notes(connection: Connection, document_id: int) -> Remarks:
    notes = ((StockReversal, "why"), (Transfer, "note"), (WriteOff, "note"), (KitAssembly, "note"), (Repacking, "note"))
    found = []
    for record, name in notes:
        where = record.__table__.c.document_id == document_id
        found += list(connection.execute(select(record.__table__.c[name]).where(where)).scalars())
    return found


def _own_use(connection: Connection, document_id: int) -> Remarks:
    purpose = connection.scalar(select(OwnUse.purpose).where(OwnUse.document_id == document_id))
    return [_("Untuk: {purpose}").format(purpose=purpose)] if purpose else []


def _causes(connection: Connection, document_id: int) -> Remarks:
    found = (
        select(Product.name, WriteOffLine.cause, WriteOffLine.quantity, WriteOffLine.unit)
        .join(Product, Product.id == WriteOffLine.product_id)
        .where(WriteOffLine.document_id == document_id)
        .order_by(WriteOffLine.line)
    )
    said = N_("{name}: {quantity} {unit} {cause}")
    return [
        _(said).format(name=name, quantity=quantity.shown, unit=unit.lower(), cause=_(CAUSES[cause]))
        for name, cause, quantity, unit in connection.execute(found)
    ]


def _repacking(connection: Connection, document_id: int) -> Remarks:
    columns = (Repacking.quantity, Repacking.loss, Repacking.loss_value, Product.name, Product.base_unit)
    found = select(*columns).join(Product, Product.id == Repacking.product_id)
    row = connection.execute(found.where(Repacking.document_id == document_id)).one_or_none()
    if row is None or row.loss == NOTHING:
        return []
    loss, unit = row.loss.shown, row.base_unit.lower()
    if row.loss_value == ZERO:
        return [_("Susut {loss} {unit} ditanggung hasilnya.").format(loss=loss, unit=unit)]
    return [_("Susut {loss} {unit}, rugi {value}.").format(loss=loss, unit=unit, value=row.loss_value.shown)]


def _kit(connection: Connection, document_id: int) -> Remarks:
    found = select(KitAssembly.apart).where(KitAssembly.document_id == document_id)
    apart = connection.scalar(found)
    return [_("Paket dibongkar.")] if apart else []


def _dispatch(connection: Connection, document_id: int) -> Remarks:
    found = select(BranchRecord.name, Dispatch.note).join(BranchRecord, BranchRecord.id == Dispatch.to_branch_id)
    row = connection.execute(found.where(Dispatch.document_id == document_id)).one_or_none()
    return [_("Ke cabang {branch}.").format(branch=row.name), row.note] if row else []


def _arrival(connection: Connection, document_id: int) -> Remarks:
    found = (
        select(Document.number, ArrivedLine.loss, ArrivedLine.borne_by, ArrivedLine.note)
        .join(Document, Document.id == ArrivedLine.dispatch_id)
        .where(ArrivedLine.document_id == document_id)
        .order_by(ArrivedLine.line)
    )
    rows = connection.execute(found).all()
    if not rows:
        return []
    told = [_("Kiriman {number}.").format(number=rows[0].number)]
    for bearer, said in _BEARERS.items():
        loss = total(row.loss for row in rows if row.borne_by is bearer)
        if loss:
            told.append(_(said).format(loss=loss.shown))
    return [*told, *dict.fromkeys(row.note for row in rows)]


_BEARERS = {
    Bearer.SENDER: N_("Rugi {loss}, ditanggung cabang pengirim."),
    Bearer.RECEIVER: N_("Rugi {loss}, ditanggung cabang penerima."),
}
_TELLERS: tuple[Callable[[Connection, int], Remarks], ...] = (
    _notes,
    _own_use,
    _causes,
    _repacking,
    _kit,
    _dispatch,
    _arrival,
)
