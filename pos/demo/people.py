"""The demo's people: staff with PINs, members with cards, makers and suppliers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from koperasi import masters, members, users
from koperasi.members import Card, NewMember
from koperasi.parties import Party
from koperasi.rights import ROLE_IDS, Permission
from koperasi.shop import Shop
from koperasi.work import Actor, Work, needs
from pos.demo import lists
from pos.demo.lists import Person

#: Name, role, PIN.
STAFF = (
    ("Rina Astuti", "cashier", "730164"),
    ("Dewi Lestari", "cashier", "518203"),
    ("Bagus Prasetyo", "cashier", "902745"),
    ("Yuni Kartika", "supervisor", "361708"),
    ("Wahyu Hidayat", "manager", "482915"),
    ("Pak Slamet", "bookkeeper", "275940"),
)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody of the demo shop; `parties` are makers' and suppliers' ids by their code."""

    pins: dict[int, str]
    cashiers: tuple[Actor, ...]
    supervisor: Actor
    manager: Actor
    cards: tuple[Card, ...]
    parties: dict[str, int]


def settle_in(shop: Shop) -> People:
    """Write everybody down; returns them with their ids."""
    pins: dict[int, str] = {}
    for name, role, pin in STAFF:
        with shop.work(shop.konsole(), channel="konsole") as work:
            pins[users.add(work, name, ROLE_IDS[role], pin)] = pin
    ids = _members(shop)
    others = [each for each in [*lists.makers(), *(one.person for one in lists.suppliers())] if each.code not in ids]
    with shop.work(shop.konsole(), channel="office") as work:
        parties = ids | _add_parties(work, others)
    year = shop.today().year
    with shop.reading() as connection:
        staff = [users.actor(connection, user_id) for user_id in pins]
        cards = [members.by_id(connection, party_id, year) for party_id in ids.values()]
    by_role = {actor.role: actor for actor in staff}
    return People(
        pins,
        tuple(actor for actor in staff if actor.role == "cashier"),
        by_role["supervisor"],
        by_role["manager"],
        tuple(card for card in cards if card is not None),
        parties,
    )


def _members(shop: Shop) -> dict[str, int]:
    """Number → party id."""
    ids = {}
    for each in lists.members():
        new = NewMember(
            each.code,
            each.name,
            each.title,
            each.village,
            each.phone,
            each.group,
            credit_limit=each.limit,
            joined_on=each.joined_on,
            cards=(each.card,),
        )
        with shop.work(shop.konsole(), channel="office") as work:
            ids[each.code] = members.add(work, new)
    return ids


@needs(Permission.MEMBER_EDIT)
def _add_parties(work: Work, people: Sequence[Person]) -> dict[str, int]:
    """Makers who are no members, and suppliers."""
    ids = {each.code: work.mint() for each in people}
    fields = ("code", "name", "kind", "title", "village", "phone")
    rows = [{"id": ids[each.code], **{name: getattr(each, name) for name in fields}} for each in people]
    masters.add(work.connection, Party, rows)
    work.trace.detail.update(parties=len(people))
    return ids
