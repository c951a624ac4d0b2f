"""Payees: makers as whoever pays them needs them: what she is owed and owes, how she likes it, what was agreed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from consignment import agreement_queries, entries, makers
from consignment.agreements import UNWRITTEN, Agreement, Conditions, FeeWhen
from consignment.entries import Balance
from consignment.makers import Wishes
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.ledger import PartyBalance, Role
from koperasi.members import Member
from koperasi.money import ZERO, Rupiah, total
from koperasi.parties import Party

KASBON, ADVANCE = ACCOUNT_IDS[Role.MEMBER_RECEIVABLE], ACCOUNT_IDS[Role.MAKER_ADVANCE]


@dataclass(frozen=True, slots=True)
class Payee:
    """Who is paid, and all that bears on it on a day."""

    maker_id: int
    code: str
    name: str
    title: str
    member: bool
    #: Since when, in writing, her kasbon may be taken off.
    consent: date | None
    wishes: Wishes
    agreement: Agreement | None
    balance: Balance
    kasbon: Rupiah
    advance: Rupiah

    @property
    def conditions(self) -> Conditions:
        return self.agreement.conditions if self.agreement is not None else UNWRITTEN

    @property
    def fee(self) -> Rupiah:
        """What her agreement takes of each payout."""
        return total(each.amount for each in self.conditions.fees if each.when is FeeWhen.PAYOUT)


def of(connection: Connection, wanted: Collection[int], day: date) -> dict[int, Payee]:
    """These makers on a day."""
    found = (
        select(Party.id, Party.code, Party.name, Party.title, Party.set_off_since, Member.party_id)
        .outerjoin(Member, (Member.party_id == Party.id) & Member.retired_at.is_(None))
        .where(Party.id.in_(sorted(wanted)))
    )
    people = connection.execute(found).all()
    known = [row[0] for row in people]
    wishes, versions = makers.wishes_of(connection, known), agreement_queries.of_makers(connection, known)
    balances, owing = entries.balances(connection, day, known), _owing(connection, known)
    return {
        maker: Payee(
            maker,
            code,
            name,
            title,
            member is not None,
            consent,
            wishes[maker],
            _in_force(versions.get(maker, ()), day),
            balances.get(maker, Balance()),
            owing.get((maker, KASBON), ZERO),
            owing.get((maker, ADVANCE), ZERO),
        )
        for maker, code, name, title, consent, member in people
    }


def _in_force(versions: Sequence[Agreement], day: date) -> Agreement | None:
    begun = [each for each in versions if each.starts_on <= day]
    return begun[-1] if begun else None


def _owing(connection: Connection, parties: Collection[int]) -> dict[tuple[int, int], Rupiah]:
    """(party, account) → what she owes there, over all branches."""
    kept = PartyBalance
    found = (
        select(kept.party_id, kept.account_id, summed(kept.amount))
        .where(kept.party_id.in_(sorted(parties)), kept.account_id.in_((KASBON, ADVANCE)))
        .group_by(kept.party_id, kept.account_id)
    )
    return {(party, account): amount for party, account, amount in connection.execute(found)}


def hold_payouts(connection: Connection, makers: Collection[int]) -> None:
    """Let nobody pay these makers until this transaction ends, their balances free for who sells for them.

    A sale posts to other makers too: one that held a balance here, and asked for another's at
    its end, would wait for a sale that does so the other way round (PostgreSQL only).
    """
    if connection.dialect.name == "postgresql" and makers:
        held = select(Party.id).where(Party.id.in_(sorted(makers))).order_by(Party.id)
        connection.execute(held.with_for_update(key_share=True)).all()


def hold(connection: Connection, maker_id: int) -> None:
    """Let nobody else touch a maker's account until this transaction ends (PostgreSQL; SQLite writes one at a time).

    In the order in which tills lock: her party, her membership, her balances.
    """
    if connection.dialect.name != "postgresql":
        return
    party = select(Party.id).where(Party.id == maker_id).with_for_update(key_share=True)
    member = select(Member.party_id).where(Member.party_id == maker_id).with_for_update(key_share=True)
    kept = select(PartyBalance.party_id).where(PartyBalance.party_id == maker_id)
    ordered = kept.order_by(PartyBalance.account_id, PartyBalance.branch_id).with_for_update()
    for each in (party, member, ordered):
        connection.execute(each).all()
