"""Founding a shop: what every room needs to be there before the first sale."""

from __future__ import annotations

import os
from pathlib import Path

from inventory import locations
from inventory.locations import LocationKind
from koperasi import branches, setups
from koperasi.branches import Branch, NewBranch
from koperasi.database import Database
from koperasi.keys import Keys, StateFolder
from koperasi.rights import Permission
from koperasi.setups import NewShop
from koperasi.shop import Clock, Shop, wall_clock
from koperasi.shops import Place
from koperasi.text import _
from koperasi.work import Work, needs
from pos import tables, ties


def found(place: Place, new: NewShop, clock: Clock = wall_clock) -> Shop:
    """Make an empty, migrated shop at a place; returns it open."""
    return furnish(place.open_database(), StateFolder(place.state), new, clock=clock)


def furnish(
    database: Database,
    state: StateFolder,
    new: NewShop,
    *,
    keys: Keys | None = None,
    clock: Clock = wall_clock,
    make_tables: setups.MakeTables | None = None,
    writer: int | None = None,
) -> Shop:
    """Make a shop in an empty database, with the locations that goods stand at."""
    tables.loaded()
    ties.made()
    shop = setups.make_shop(database, state, new, keys=keys, clock=clock, make_tables=make_tables, writer=writer)
    with shop.work(shop.konsole(), channel="konsole") as work:
        locations.add(work, LocationKind.SHELF, _("Rak"))
    return shop


@needs(Permission.SETTINGS_EDIT)
def add_branch(work: Work, new: NewBranch) -> Branch:
    """Add a branch with the shelf that its sales take from.

    Raises BadInput for a code or a name that cannot be, Refused for a code that is taken (rule
    `branch-code`).
    """
    branch = branches.add_unguarded(work, new)
    locations.add_unguarded(work, branch.id, LocationKind.SHELF, _("Rak"))
    work.trace.detail.update(branch=branch.code)
    return branch


def settle(draft: Place, place: Place) -> None:
    """A finished shop to its place: first what belongs to this PC, last the file that makes it one."""
    database = Path(draft.database)
    descriptor = os.open(database, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    place.state.mkdir(parents=True, exist_ok=True)
    for each in draft.state.iterdir():
        each.replace(place.state / each.name)
    StateFolder(place.state).make()
    database.replace(place.database)
