"""The money ledger: entries whose postings sum to zero.

Signed amounts: what arrives is positive, so assets and expenses are positive, debts,
equity and income negative.  Accounts are found by role, so that a shop may rename codes.
Postings to a maker are never netted across lines; others of one account and party are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import bulk
from koperasi.columns import WordColumn, summed
from koperasi.database import FACT, KEPT, MASTER, Record
from koperasi.errors import Bug
from koperasi.money import ZERO, Rupiah


class Role(StrEnum):
    """What an account is for.  `koperasi/chart.py` gives each its code and name."""

    DRAWER = "drawer"
    SAFE = "safe"
    BANK = "bank"
    QRIS_CLEARING = "qris-clearing"
    TRANSFER_CLEARING = "transfer-clearing"
    CARD_CLEARING = "card-clearing"
    MEMBER_RECEIVABLE = "member-receivable"
    MAKER_ADVANCE = "maker-advance"
    INVENTORY = "inventory"
    GOODS_IN_TRANSIT = "goods-in-transit"
    TAX_IN = "tax-in"
    FIXED_ASSETS = "fixed-assets"
    SUPPLIER_PAYABLE = "supplier-payable"
    OWED_TO_MAKERS = "owed-to-makers"
    TAX_OUT = "tax-out"
    SAVINGS_VOLUNTARY = "savings-voluntary"
    VOUCHERS = "vouchers"
    DONATIONS = "donations"
    SAVINGS_PRINCIPAL = "savings-principal"
    SAVINGS_COMPULSORY = "savings-compulsory"
    RESERVE = "reserve"
    GRANTS = "grants"
    SURPLUS = "surplus"
    OPENING_EQUITY = "opening-equity"
    SALES_MEMBERS = "sales-members"
    SALES_OTHERS = "sales-others"
    SERVICES_MEMBERS = "services-members"
    SERVICES_OTHERS = "services-others"
    COMMISSION_MEMBERS = "commission-members"
    COMMISSION_OTHERS = "commission-others"
    MAKER_FEES = "maker-fees"
    OTHER_INCOME = "other-income"
    COST_OF_GOODS = "cost-of-goods"
    SHRINKAGE = "shrinkage"
    WRITE_OFFS = "write-offs"
    CONSIGNMENT_LOSS = "consignment-loss"
    PROMOTION = "promotion"
    ROUNDING = "rounding"
    OVER_SHORT = "over-short"
    QRIS_FEES = "qris-fees"
    OWN_USE = "own-use"
    EXPENSES = "expenses"


#: Roles whose balance is kept per party, in the same transaction.
BY_PARTY = frozenset(
    {
        Role.MEMBER_RECEIVABLE,
        Role.MAKER_ADVANCE,
        Role.SUPPLIER_PAYABLE,
        Role.OWED_TO_MAKERS,
        Role.SAVINGS_VOLUNTARY,
        Role.SAVINGS_PRINCIPAL,
        Role.SAVINGS_COMPULSORY,
        Role.VOUCHERS,
    }
)


class Account(Record):
    """An account of the chart.  A drawer's and a bank's are one each; other roles are single."""

    __tablename__ = "accounts"
    __table_class__ = MASTER
    __table_args__ = (UniqueConstraint("home", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str]
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(WordColumn(Role))
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class Entry(Record):
    """One document's effect on the books, dated by the first open day."""

    __tablename__ = "entries"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    business_date: Mapped[date] = mapped_column(index=True)


OF_PARTY = text("party_id IS NOT NULL")


class PostingRecord(Record):
    """An amount that arrives at (+) or leaves (−) an account."""

    __tablename__ = "postings"
    __table_class__ = FACT
    __table_args__ = (
        Index(
            "ix_postings_party_id_account_id",
            "party_id",
            "account_id",
            sqlite_where=OF_PARTY,
            postgresql_where=OF_PARTY,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("entries.document_id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    party_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"))
    amount: Mapped[Rupiah]


class PartyBalance(Record):
    """What a party owes (+) or is owed (−) on an account, per branch."""

    __tablename__ = "party_balances"
    __table_class__ = KEPT

    party_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), primary_key=True)
    amount: Mapped[Rupiah]


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount for an account, told apart by role, or by id where a role has several."""

    account: Role | int
    amount: Rupiah
    party_id: int | None = None


def balanced(postings: Iterable[Posting]) -> list[Posting]:
    """The postings of an entry, those of one account and party together; makers' never netted.

    Raises Bug when they do not sum to zero: a deed that gets its sums wrong must not post.
    """
    alone: list[Posting] = []
    together: dict[tuple[Role | int, int | None], Rupiah] = {}
    for posting in postings:
        if posting.account is Role.OWED_TO_MAKERS:
            alone.append(posting)
            continue
        key = (posting.account, posting.party_id)
        together[key] = together.get(key, ZERO) + posting.amount
    kept = [Posting(account, amount, party) for (account, party), amount in together.items()] + alone
    kept = [posting for posting in kept if posting.amount]
    if over := sum(posting.amount.amount for posting in kept):
        raise Bug(f"the postings of an entry sum to {over}, not to zero")
    return kept


_BALANCES = Record.metadata.tables["party_balances"]


def keep_party_balances(connection: Connection, branch_id: int, rows: Sequence[dict[str, Any]]) -> None:
    """Add posted rows with a party to the kept balances, parties in order of id (lock order)."""
    sums: dict[tuple[int, int], int] = {}
    for row in rows:
        if row["party_id"] is not None:
            key = (row["party_id"], row["account_id"])
            sums[key] = sums.get(key, 0) + row["amount"].amount
    if not sums:
        return
    kept = [(party, account, branch_id, amount) for (party, account), amount in sorted(sums.items())]
    bulk.add_to(connection, _BALANCES, ("party_id", "account_id", "branch_id"), ("amount",), kept)


def party_balance(connection: Connection, account_id: int, party_id: int) -> Rupiah:
    """A party's kept balance on an account over all branches (+ she owes, − she is owed)."""
    kept = select(summed(PartyBalance.amount)).where(
        PartyBalance.party_id == party_id, PartyBalance.account_id == account_id
    )
    return connection.execute(kept).scalar_one()


def party_balances(connection: Connection, party_id: int) -> dict[Role, Rupiah]:
    """Every kept balance of a party over all branches, by the account's role."""
    kept = select(Account.role, summed(PartyBalance.amount)).join(Account, Account.id == PartyBalance.account_id)
    return dict(connection.execute(kept.where(PartyBalance.party_id == party_id).group_by(Account.role)).all())


def balance(connection: Connection, account_id: int) -> Rupiah:
    """An account's balance, summed from its postings."""
    all_of_it = select(summed(PostingRecord.amount)).where(PostingRecord.account_id == account_id)
    return connection.execute(all_of_it).scalar_one()
