"""Members who are makers too: what of their earnings may pay for something at the till.

What she is owed is on her card; what of it is on hold still, only her agreement says.  For
a member without earnings nothing is read.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from consignment import entries
from consignment.entries import Balance
from koperasi.members import Card
from koperasi.money import ZERO, Rupiah


def held(connection: Connection, party_id: int, day: date) -> Rupiah:
    """What of a member's earnings is not hers to take on a day."""
    balance = entries.balances(connection, day, [party_id]).get(party_id, Balance())
    return max(balance.owed - balance.available, ZERO)


def as_of(connection: Connection, card: Card, day: date) -> Card:
    """Her card with what of her earnings is on hold on a day; without her consent none of it pays anyhow."""
    if card.earnings <= ZERO or card.set_off_since is None:
        return card
    on_hold = held(connection, card.party_id, day)
    return replace(card, held=on_hold) if on_hold else card
