"""What a cart brings back: lines that undo a receipt's, in one basket with new goods.

A line that brings something back keeps what was recorded and is never priced again; only
how much of it comes back may change, within what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from koperasi.errors import Refused
from koperasi.members import Card
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _
from pos import returns
from pos.cart_lines import Line
from pos.returns import Original, SaleBefore


def placed(rows: Sequence[Line]) -> tuple[Line, ...]:
    """The rows with what they bring back one after the other; raises Refused for more than is left."""
    backs = [(row.returning, -row.base_quantity) for row in rows if row.returning and row.removal is None]
    if not backs:
        return tuple(rows)
    found = iter(returns.placed(backs))
    return tuple(replace(row, returning=next(found)) if row.returning and row.removal is None else row for row in rows)


def counted(line: Line, quantity: Quantity) -> Line:
    """A line that brings back so many (above zero) of its unit; raises Refused for none, or a part of what is whole."""
    if quantity <= NOTHING:
        raise Refused(_("Jumlah paling sedikit 1."), remedy=_("Del menghapus baris."), rule="quantity")
    if not quantity.whole and not line.measured and line.quantity.whole:
        words = _("{name} dijual utuh per {unit}.").format(name=line.good.name, unit=line.unit.name.lower())
        raise Refused(words, rule="whole", field="quantity")
    return replace(line, quantity=-quantity)


def unchanged(line: Line) -> Line:
    """The line, unless it brings something back: then neither its price nor its unit changes."""
    if line.returning is not None:
        raise Refused(_("Harga retur tetap seperti di struk."), remedy=_("Del menghapus baris."), rule="returning")
    return line


def sales(rows: Sequence[Line]) -> dict[int, SaleBefore]:
    """The sales that the counting rows bring something back of."""
    return {each.sale.document_id: each.sale for each in _originals(rows)}


def buyer_is(rows: Sequence[Line], member: Card | None) -> None:
    """Raises Refused when what comes back was bought by somebody else than `member`."""
    for sale in sales(rows).values():
        if sale.member_id != (member.party_id if member is not None else None):
            raise returns.other_buyer(sale)


def _originals(rows: Sequence[Line]) -> list[Original]:
    backs = (row.returning for row in rows if row.removal is None)
    return [each.original for each in backs if each is not None and each.original is not None]
