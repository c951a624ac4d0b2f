"""The places of a branch where goods stand, as screens offer them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from inventory.locations import Location, LocationKind


@dataclass(frozen=True, slots=True)
class StockPlace:
    id: int
    kind: LocationKind
    name: str


#: In this order they are offered.
_ORDER = tuple(LocationKind)


def of_branch(connection: Connection, branch_id: int) -> tuple[StockPlace, ...]:
    """A branch's places, the shelf first; what is on its way to another branch is no place to choose."""
    found = select(Location.id, Location.kind, Location.name).where(
        Location.branch_id == branch_id, Location.kind != LocationKind.IN_TRANSIT, Location.retired_at.is_(None)
    )
    places = [StockPlace(row.id, row.kind, row.name) for row in connection.execute(found)]
    return tuple(sorted(places, key=lambda each: (_ORDER.index(each.kind), each.id)))
