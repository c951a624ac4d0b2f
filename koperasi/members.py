"""Members: their number, cards, group, price class and credit limit.

A card's code is kept apart from the person, so that a lost card is replaced without
renumbering her.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Connection,
    ForeignKey,
    UniqueConstraint,
    case,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import bulk, ledger, masters, parties
from koperasi.columns import summed
from koperasi.database import KEPT, MASTER, Record
from koperasi.errors import NotFound
from koperasi.ledger import Role
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party, PartyKind
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work, needs

#: The price class of members without another one.
USUAL_CLASS = "anggota"


class Member(Record):
    __tablename__ = "members"
    __table_class__ = MASTER
    __table_args__ = (UniqueConstraint("home", "number"), CheckConstraint("credit_limit >= 0", name="credit_limit"))

    party_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), primary_key=True, autoincrement=False)
    number: Mapped[str]
    group_name: Mapped[str]
    price_class: Mapped[str]
    credit_limit: Mapped[Rupiah]
    joined_on: Mapped[date | None]
    #: argon2id over the peppered PIN with which she agrees to a kasbon; none until she has chosen one.
    pin_hash: Mapped[str | None]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class MemberCard(Record):
    __tablename__ = "member_cards"
    __table_class__ = MASTER
    __table_args__ = (UniqueConstraint("home", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str]
    party_id: Mapped[int] = mapped_column(ForeignKey("members.party_id"), index=True)
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class MemberYear(Record):
    """What a member bought in a year, kept in the sale's own transaction (her row only)."""

    __tablename__ = "member_years"
    __table_class__ = KEPT

    party_id: Mapped[int] = mapped_column(ForeignKey("members.party_id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), primary_key=True)
    purchases: Mapped[Rupiah]


@dataclass(frozen=True, slots=True)
class Card:
    """A member as the till shows her: who, what she owes, what she may owe, what she bought.

    `savings` is her simpanan sukarela; `earnings` what she is owed as a maker, which may pay
    for something only since she consented in writing, and without what is `held` still.
    """

    party_id: int
    number: str
    name: str
    title: str
    group_name: str
    price_class: str
    credit_limit: Rupiah
    owes: Rupiah
    bought_this_year: Rupiah
    savings: Rupiah = ZERO
    earnings: Rupiah = ZERO
    set_off_since: date | None = None
    has_pin: bool = False
    held: Rupiah = ZERO

    @property
    def credit_left(self) -> Rupiah:
        return self.credit_limit - self.owes

    @property
    def earnings_left(self) -> Rupiah:
        """What of her earnings may pay for something: nothing without her consent, nor what is on hold."""
        return max(self.earnings - self.held, ZERO) if self.set_off_since is not None else ZERO


_COLUMNS = (
    Member.party_id,
    Member.number,
    Party.name,
    Party.title,
    Member.group_name,
    Member.price_class,
    Member.credit_limit,
    Party.set_off_since,
    Member.pin_hash.is_not(None).label("has_pin"),
)


def by_code(connection: Connection, code: str, year: int) -> Card | None:
    """The member with this card code or number, or None."""
    card = select(MemberCard.party_id).where(MemberCard.code == code, MemberCard.retired_at.is_(None))
    found = select(*_COLUMNS).join(Party, Party.id == Member.party_id)
    row = connection.execute(
        found.where(or_(Member.number == code, Member.party_id.in_(card)), Member.retired_at.is_(None))
    ).first()
    return _card(connection, row, year) if row else None


def by_id(connection: Connection, party_id: int, year: int) -> Card | None:
    """The member who is this party, or None."""
    found = select(*_COLUMNS).join(Party, Party.id == Member.party_id).where(Member.party_id == party_id)
    row = connection.execute(found).first()
    return _card(connection, row, year) if row else None


def search(connection: Connection, words: str, year: int, limit: int = 20) -> list[Card]:
    """Members whose name, number or phone has every word: first those whose name begins with one, then by name.

    A phone's digits are found however either side groups them.
    """
    found = select(*_COLUMNS).join(Party, Party.id == Member.party_id).where(Member.retired_at.is_(None))
    phone = func.replace(func.replace(Party.phone, "-", ""), " ", "")
    begins: list[ColumnElement[bool]] = []
    for word in words.split():
        part = word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        fits: list[ColumnElement[bool]] = [
            column.ilike(f"%{part}%", escape="!") for column in (Party.name, Member.number, Party.phone)
        ]
        digits = word.replace("-", "")
        if digits.isdecimal():
            fits.append(phone.contains(digits))
        found = found.where(or_(*fits))
        begins += [Party.name.ilike(f"{part}%", escape="!"), Party.name.ilike(f"% {part}%", escape="!")]
    first = case((or_(false(), *begins), 0), else_=1)
    rows = connection.execute(found.order_by(first, Party.name).limit(limit)).all()
    return [_card(connection, row, year) for row in rows]


def _card(connection: Connection, row: Any, year: int) -> Card:
    held = ledger.party_balances(connection, row.party_id)
    bought = select(summed(MemberYear.purchases)).where(MemberYear.party_id == row.party_id, MemberYear.year == year)
    return Card(
        **row._mapping,
        owes=held.get(Role.MEMBER_RECEIVABLE, ZERO),
        bought_this_year=connection.execute(bought).scalar_one(),
        savings=max(-held.get(Role.SAVINGS_VOLUNTARY, ZERO), ZERO),
        earnings=max(-held.get(Role.OWED_TO_MAKERS, ZERO) - held.get(Role.MAKER_ADVANCE, ZERO), ZERO),
    )


def locked(connection: Connection, party_id: int, year: int) -> Card:
    """The member with her balances as they stand, hers alone until this transaction ends.

    Two tills cannot spend one balance at once.  Raises NotFound.
    """
    if connection.dialect.name == "postgresql":
        hers = select(Member.party_id).where(Member.party_id == party_id)
        connection.execute(hers.with_for_update(key_share=True))
    card = by_id(connection, party_id, year)
    if card is None:
        raise NotFound(_("Anggota ini tidak ada di toko ini."))
    return card


_YEARS = Record.metadata.tables["member_years"]


def add_purchases(connection: Connection, party_id: int, year: int, branch_id: int, amount: Rupiah) -> None:
    """Add a sale to what a member bought in a year (kept; her row only)."""
    row = (party_id, year, branch_id, amount.amount)
    bulk.add_to(connection, _YEARS, ("party_id", "year", "branch_id"), ("purchases",), [row])


@dataclass(frozen=True, slots=True)
class NewMember:
    """A member to be added; `cards` are codes of cards she holds."""

    number: str
    name: str
    title: str = ""
    village: str = ""
    phone: str = ""
    group_name: str = ""
    price_class: str = USUAL_CLASS
    credit_limit: Rupiah = ZERO
    joined_on: date | None = None
    cards: tuple[str, ...] = ()


@needs(Permission.MEMBER_EDIT)
def add(work: Work, new: NewMember) -> int:
    """Add a member, as a new party or one known by the same code; returns her party id."""
    return add_unguarded(work, [new])[0]


def add_unguarded(work: Work, new: list[NewMember]) -> list[int]:
    """Add members inside another deed (an import creates those it does not know)."""
    known = [parties.by_code(work.connection, each.number) for each in new]
    ids = [party or work.mint() for party in known]
    people = [
        {
            "id": party_id,
            "code": each.number,
            "name": each.name,
            "kind": PartyKind.PERSON,
            "title": each.title,
            "village": each.village,
            "phone": each.phone,
        }
        for each, party_id, party in zip(new, ids, known, strict=True)
        if party is None
    ]
    masters.add(work.connection, Party, people)
    kept = ("number", "group_name", "price_class", "credit_limit", "joined_on")
    rows = [
        {"party_id": party_id, **{name: getattr(each, name) for name in kept}}
        for each, party_id in zip(new, ids, strict=True)
    ]
    masters.add(work.connection, Member, rows)
    cards = [
        {"id": work.mint(), "code": code, "party_id": party_id}
        for each, party_id in zip(new, ids, strict=True)
        for code in each.cards
    ]
    masters.add(work.connection, MemberCard, cards)
    work.trace.detail.update(members=len(new))
    return ids


@needs(Permission.MEMBER_EDIT)
def change(work: Work, party_id: int, person: Mapping[str, Any], member: Mapping[str, Any], card: str = "") -> None:
    """Change what is told of a member: columns of her party, of her membership, and one more card."""
    if person:
        masters.change(work.connection, Party, party_id, **person)
    if member:
        masters.change(work.connection, Member, party_id, **member)
    if card:
        masters.add(work.connection, MemberCard, [{"id": work.mint(), "code": card, "party_id": party_id}])
    told = {name: str(value) for name, value in {**person, **member}.items()}
    work.trace.detail.update(member=str(party_id), **told)
