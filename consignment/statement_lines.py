"""Lines of a statement: what one document did for a maker, by lot, and the money besides.

Nothing is reckoned here: goods are the moves of her lots, money is the postings to her, and
what a sale shared is what it kept.  The lines of a document sum to its postings to her.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from consignment.statement_facts import What
from consignment.statement_sources import Compensated, Gathered, Moved, Shared, Source
from consignment.statement_values import Line
from inventory.stock import Reason
from inventory.write_offs import Cause
from koperasi.documents import Kind
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, Quantity

#: What `via` of a line says before the quantity of a settled loss.
LOSS = "loss"
#: Goods that only go from one place to another: what leaves a lot here fills one there.
_WITHIN = frozenset({Kind.STOCK_TRANSFER, Kind.DISPATCH, Kind.ARRIVAL})
_CAUSES = {
    Cause.DAMAGED: What.DAMAGED,
    Cause.PESTS: What.DAMAGED,
    Cause.EXPIRED: What.EXPIRED,
    Cause.STALE: What.EXPIRED,
    Cause.LOST: What.LOST,
}
_KINDS = {
    Kind.DELIVERY: What.RECEIVED,
    Kind.DELIVERY_CORRECTION: What.RECEIVED,
    Kind.OPENING_STOCK: What.RECEIVED,
    Kind.PURCHASE: What.RECEIVED,
    Kind.PURCHASE_REVERSAL: What.RECEIVED,
    Kind.GIVEBACK: What.GIVEN_BACK,
}


@dataclass(slots=True)
class _Sum:
    """Goods and money of one lot that did one thing, being added up."""

    quantity: Quantity = NOTHING
    gross: Rupiah = ZERO
    net: Rupiah = ZERO
    amount: Rupiah = ZERO


def lines_of(gathered: Gathered, stated_until: date | None) -> list[Line]:
    """The lines of these documents, by day and as they were posted; `stated_until` was the last day stated."""
    lines: list[Line] = []
    for source in gathered.sources:
        late = stated_until is not None and source.business_date <= stated_until
        one = _one_sale(gathered, source)
        for told in (one,) if one is not None else _lines_of(gathered, source):
            lines.append(_numbered(told, len(lines) + 1, source, late=late))
    return lines


@dataclass(frozen=True, slots=True)
class _Told:
    """A line before it has its number."""

    what: What
    lot_id: int | None = None
    product_id: int | None = None
    quantity: Quantity = NOTHING
    gross: Rupiah = ZERO
    net: Rupiah = ZERO
    amount: Rupiah = ZERO
    via: str = ""
    note: str = ""


def _numbered(told: _Told, line: int, source: Source, *, late: bool) -> Line:
    return Line(
        line,
        source.id,
        told.lot_id,
        told.product_id,
        source.business_date,
        source.kind,
        source.number,
        told.what,
        source.undoes,
        told.via,
        told.note,
        late,
        told.quantity,
        told.gross,
        told.net,
        told.net - told.amount if told.net else ZERO,
        told.amount,
    )


def _one_sale(gathered: Gathered, source: Source) -> _Told | None:
    """Nearly every document: a sale that took some of one lot, and owes her what it shared."""
    shares, moves = gathered.shares.get(source.id), gathered.moves.get(source.id)
    if shares is None or moves is None or len(shares) != 1 or len(moves) != 1:
        return None
    (share,), (move,) = shares, moves
    if share.lot_id != move.lot_id or share.quantity.thousandths != -move.quantity.thousandths:
        return None
    if gathered.owed.get(source.id, ZERO).amount != share.share.amount:
        return None
    what = What.SOLD if share.quantity.thousandths > 0 else What.RETURNED
    return _Told(what, share.lot_id, share.product_id, move.quantity, share.gross, share.net, share.share)


def _lines_of(gathered: Gathered, source: Source) -> list[_Told]:
    """What one document did: its goods by lot, then what of its money is left to tell."""
    shares = gathered.shares.get(source.id, ())
    moves = gathered.moves.get(source.id, ())
    posted = gathered.owed.get(source.id, ZERO)
    sums: dict[tuple[int, int, What], _Sum] = {}
    _add_shares(sums, shares)
    _add_moves(sums, gathered, source, moves)
    told = [
        _Told(what, lot, product, each.quantity, each.gross, each.net, each.amount)
        for (lot, product, what), each in sums.items()
        if each.quantity or each.gross or each.net or each.amount
    ]
    losses = [_loss(each) for each in gathered.losses.get(source.id, ())]
    return told + losses + _rest(gathered, source, posted, total(each.amount for each in [*told, *losses]))


def _add_shares(sums: dict[tuple[int, int, What], _Sum], shares: Iterable[Shared]) -> None:
    for each in shares:
        if not each.quantity and not each.share:
            # A piece that came back after she was paid and stays the shop's: only the commission is undone.
            continue
        back = each.quantity < NOTHING or (not each.quantity and each.net < ZERO)
        key = (each.lot_id, each.product_id, What.RETURNED if back else What.SOLD)
        there = sums.setdefault(key, _Sum())
        there.quantity -= each.quantity
        there.gross += each.gross
        there.net += each.net
        there.amount += each.share


def _add_moves(
    sums: dict[tuple[int, int, What], _Sum], gathered: Gathered, source: Source, moves: Sequence[Moved]
) -> None:
    """What moved beyond what the shares told, under what it was."""
    left: dict[tuple[int, int, What], Quantity] = {}
    for each in moves:
        key = (each.lot_id, each.product_id, _what(gathered, source, each))
        left[key] = left.get(key, NOTHING) + each.quantity
    if source.kind in _WITHIN:
        left = _across_lots(left)
    for key, moved in left.items():
        there = sums.setdefault(key, _Sum())
        # A sale's shares told of the same goods already: only what differs is told besides.
        if key[2] in (What.SOLD, What.RETURNED) and there.quantity:
            differs, key = moved - there.quantity, (*key[:2], What.OTHER)
            if differs:
                sums.setdefault(key, _Sum()).quantity += differs
        else:
            there.quantity += moved


def _across_lots(left: dict[tuple[int, int, What], Quantity]) -> dict[tuple[int, int, What], Quantity]:
    """Of goods that went from place to place, only products of which something is missing or too much."""
    sums: dict[int, Quantity] = {}
    for (_lot, product, _what), moved in left.items():
        sums[product] = sums.get(product, NOTHING) + moved
    return {key: moved for key, moved in left.items() if sums[key[1]] and moved}


def _what(gathered: Gathered, source: Source, move: Moved) -> What:
    if move.reason is Reason.SALE:
        return What.SOLD
    if move.reason is Reason.SALE_RETURN:
        return What.RETURNED
    if source.kind in _KINDS:
        return _KINDS[source.kind]
    # A paper that takes another back gives back what that one took.
    lessened = (move.quantity < NOTHING) is (source.reverses_id is None)
    if source.kind is Kind.STOCK_COUNT:
        return What.LOST if lessened else What.FOUND
    if source.kind is Kind.WRITE_OFF:
        written = source.reverses_id or source.id
        return _CAUSES.get(gathered.causes.get((written, move.product_id), Cause.OTHER), What.OTHER)
    if source.kind in _WITHIN:
        return What.LOST if lessened else What.FOUND
    return What.OTHER


def _loss(settled: Compensated) -> _Told:
    """A settled loss: the goods went by another paper, what she bears herself is told with no money."""
    via = f"{LOSS}={settled.quantity.thousandths}"
    return _Told(What.MONEY, settled.lot_id, settled.product_id, amount=settled.amount, via=via, note=settled.lost_by)


def _rest(gathered: Gathered, source: Source, posted: Rupiah, told: Rupiah) -> list[_Told]:
    """The money of a document that its lots do not tell: a payout, a fee, her own shopping."""
    rest = posted - told
    if not rest:
        return []
    note = gathered.notes.get(source.id, "")
    sides = gathered.sides.get(source.id, [])
    via = ",".join(f"{role}={amount.amount}" for role, amount in sides) if not told else ""
    return [_Told(What.MONEY, amount=rest, via=via, note=note)]
