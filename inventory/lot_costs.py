"""What a lot cost when it came: bought, or made of other goods (repacked, assembled).

A lot that a sale opened before its goods came has no cost; a maker's costs the shop nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, ForeignKey, bindparam, select, text
from sqlalchemy.orm import Mapped, mapped_column

from inventory.lots import LotRecord, UnitCost
from koperasi.database import FACT, Record
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import ONE, Quantity


class MadeLot(Record):
    """A lot the shop made of other goods, and what it was worth then."""

    __tablename__ = "made_lots"
    __table_class__ = FACT

    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    quantity: Mapped[Quantity]
    value: Mapped[Rupiah]


#: In words of the database, so that buying may build on this module.
_BOUGHT = text(
    "SELECT l.id, SUM(b.cost), SUM(b.base_quantity) FROM lots l "
    "JOIN purchase_lines b ON b.document_id = l.document_id AND b.product_id = l.product_id "
    "WHERE l.id IN :lots GROUP BY l.id HAVING SUM(b.base_quantity) > 0"
).bindparams(bindparam("lots", expanding=True))


def of_lots(connection: Connection, lots: Collection[int]) -> dict[int, UnitCost]:
    """The costs at which these lots came; those without a known one are left out."""
    wanted = sorted(lots)
    made = select(MadeLot.lot_id, MadeLot.value, MadeLot.quantity).where(MadeLot.lot_id.in_(wanted))
    makers = select(LotRecord.id).where(LotRecord.id.in_(wanted), LotRecord.owner_id.is_not(None))
    bought = connection.execute(_BOUGHT, {"lots": wanted})
    costs = {lot: UnitCost(Rupiah(int(value)), Quantity(int(quantity))) for lot, value, quantity in bought}
    costs |= {lot: UnitCost(value, quantity) for lot, value, quantity in connection.execute(made)}
    return costs | {lot: UnitCost(ZERO, ONE) for lot in connection.execute(makers).scalars()}
