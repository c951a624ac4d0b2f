"""What a group's delivery was made of, maker by maker, and how the group's money is divided by it.

The shop owes the group; how the group divides it is its own affair, and the list it brought
is printed so that everybody can see it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from consignment.delivery_facts import DeliveryGroupShare, DeliveryLine
from koperasi.errors import Bug
from koperasi.money import Rupiah, largest_remainder, total
from koperasi.quantity import Quantity

#: Whom the part of goods that no list names falls to.
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Part:
    """So much (base units) of a lot was hers; `party_id` where the shop knows her."""

    name: str
    quantity: Quantity
    party_id: int | None = None


def of_lots(connection: Connection, lots: Collection[int]) -> dict[int, tuple[Part, ...]]:
    """Lot → the group's list for it, in the order it was told; only lots that have one."""
    share, line = DeliveryGroupShare, DeliveryLine
    found: dict[int, tuple[Part, ...]] = {}
    ordered = sorted(lots)
    for first in range(0, len(ordered), 500):
        rows = connection.execute(
            select(line.lot_id, share.name, share.quantity, share.party_id)
            .join(line, (line.document_id == share.document_id) & (line.line == share.line))
            .where(line.lot_id.in_(ordered[first : first + 500]))
            .order_by(line.lot_id, share.place)
        )
        for lot, name, quantity, party in rows:
            if lot is None:
                raise Bug("only what was accepted is shared")
            found[lot] = (*found.get(lot, ()), Part(name, quantity, party))
    return found


def divided(amount: Rupiah, parts: Sequence[Part]) -> list[Rupiah]:
    """An amount by a list: largest remainder by what each brought, ties to who stands first; it adds up exactly."""
    return [Rupiah(each) for each in largest_remainder(amount.amount, [each.quantity.thousandths for each in parts])]


def of_payout(
    amount: Rupiah, earned: Mapping[int, Rupiah], lists: Mapping[int, Sequence[Part]]
) -> list[tuple[str, Rupiah]]:
    """What of a payout is whose: name → rupiah, in the order in which they are first named; sums to `amount`.

    `earned` is what each lot brought the group since it was paid last, `lists` the list of
    each lot that has one; what came of lots without a list stands under NOBODY, last.  What is
    paid is less than what was earned where fees or debts came off, and is divided in the same
    proportion.  Pure.
    """
    by_name: dict[str, Rupiah] = {}
    for lot in sorted(earned):
        parts = lists.get(lot, ())
        shares = divided(earned[lot], parts) if parts else [earned[lot]]
        for name, share in zip([each.name for each in parts] or [NOBODY], shares, strict=True):
            by_name[name] = total((by_name.get(name, Rupiah(0)), share))
    names = [name for name in by_name if name != NOBODY] + [NOBODY] * (NOBODY in by_name)
    if not names:
        return []
    weights = [max(by_name[name].amount, 0) for name in names]
    return list(zip(names, [Rupiah(each) for each in largest_remainder(amount.amount, weights)], strict=True))
