"""What the office reads of makers' money, as frozen rows; always the ledger's own sums."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from consignment import maker_report_queries, money_queries
from consignment.entries import Balance
from consignment.maker_report_queries import NONE_SOLD, Maker
from consignment.money_queries import Booked
from koperasi.periods import Period


@dataclass(frozen=True, slots=True)
class Owed:
    """What some days booked for a maker, and what she is owed now."""

    maker: Maker
    booked: Booked
    balance: Balance


def owed_to_makers(connection: Connection, period: Period) -> list[Owed]:
    """Every maker with a balance or a booking in the days, by name."""
    party = period.choices.party
    shares = maker_report_queries.by_maker(connection, period.first, period.last, party)
    sums = money_queries.booked(connection, period.first, period.last, party)
    balances = money_queries.balances(connection, money_queries.newest_day(connection, period), party)
    return [
        Owed(
            maker,
            money_queries.told(shares.get(maker.id, NONE_SOLD).share, sums.get(maker.id, {})),
            balances.get(maker.id, Balance()),
        )
        for maker in maker_report_queries.all_makers(connection, party)
        if maker.id in shares or maker.id in sums or maker.id in balances
    ]
