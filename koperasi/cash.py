"""Cash that enters or leaves a drawer without a sale: in, out for an expense, dropped into the safe.

Each has a category, which names the account it posts to, so that a small expense is an
entry of its own kind without anyone keeping books at the counter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Connection, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import documents, masters, shifts
from koperasi.chart import ACCOUNT_IDS, EXPENSE_ACCOUNTS
from koperasi.columns import WordColumn
from koperasi.database import FACT, MASTER, Record
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Account, Posting, Role
from koperasi.money import ZERO, Rupiah
from koperasi.rights import Permission
from koperasi.text import N_, _
from koperasi.work import Work, needs


class CashKind(StrEnum):
    IN = "in"
    OUT = "out"
    DROP = "drop"


class CashCategory(Record):
    """What cash comes in or goes out for, and the account it posts to."""

    __tablename__ = "cash_categories"
    __table_class__ = MASTER

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[CashKind] = mapped_column(WordColumn(CashKind))
    name: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    #: Where it stands among those of its kind, which is the key that chooses it.
    place: Mapped[int]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class CashMovement(Record):
    """Cash that entered or left a drawer without a sale."""

    __tablename__ = "cash_movements"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    kind: Mapped[CashKind] = mapped_column(WordColumn(CashKind))
    amount: Mapped[Rupiah]
    reason: Mapped[str]


class CashMovementCategory(Record):
    """The category of a movement and the number of the receipt that came with it.  None where nobody chose one."""

    __tablename__ = "cash_movement_categories"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    category_id: Mapped[int] = mapped_column(ForeignKey("cash_categories.id"), index=True)
    receipt: Mapped[str]


@dataclass(frozen=True, slots=True)
class Category:
    """A category as a screen offers it."""

    id: int
    kind: CashKind
    name: str
    account_id: int

    @property
    def general(self) -> bool:
        """Whether it says nothing by itself, so that words are needed beside it."""
        return self.account_id in {ACCOUNT_IDS[Role.EXPENSES], ACCOUNT_IDS[Role.OTHER_INCOME]}


#: The categories of every shop (of writer 0), in the order of their keys.  A shop may retire them and add its own.
USUAL = (
    Category(601, CashKind.OUT, N_("Listrik dan air"), 521),
    Category(602, CashKind.OUT, N_("Plastik dan kemasan"), 522),
    Category(603, CashKind.OUT, N_("Transport"), 523),
    Category(604, CashKind.OUT, N_("Es batu"), 524),
    Category(605, CashKind.OUT, N_("Kebersihan"), 525),
    Category(606, CashKind.OUT, N_("Lain-lain"), ACCOUNT_IDS[Role.EXPENSES]),
    Category(611, CashKind.IN, N_("Tambah modal dari brankas"), ACCOUNT_IDS[Role.SAFE]),
    Category(612, CashKind.IN, N_("Penerimaan lain"), ACCOUNT_IDS[Role.OTHER_INCOME]),
)


@dataclass(frozen=True, slots=True)
class CashCommand:
    """Put cash into a drawer, take it out for an expense, or drop it into the safe.

    Without a category what comes in is other income and what goes out an operating expense.
    """

    id: int
    uid: str
    shift_id: int
    kind: CashKind
    amount: Rupiah
    reason: str
    at: datetime
    category_id: int | None = None
    receipt: str = ""


def provide_categories(connection: Connection) -> None:
    """Put the usual categories and their accounts where a shop of before has none."""
    if connection.scalar(select(CashCategory.id).limit(1)) is not None:
        return
    expenses = [{"id": n, "role": Role.EXPENSES, "code": code, "name": name} for n, code, name in EXPENSE_ACCOUNTS]
    masters.add(connection, Account, expenses)
    rows = [
        {"id": each.id, "kind": each.kind, "name": each.name, "account_id": each.account_id, "place": place}
        for place, each in enumerate(USUAL)
    ]
    masters.add(connection, CashCategory, rows)


def categories(connection: Connection) -> tuple[Category, ...]:
    """The categories to choose from, by kind in the order of their keys."""
    columns = (CashCategory.id, CashCategory.kind, CashCategory.name, CashCategory.account_id)
    kept = select(*columns).where(CashCategory.retired_at.is_(None)).order_by(CashCategory.place, CashCategory.id)
    found = tuple(Category(*row) for row in connection.execute(kept))
    return found or USUAL


@needs(Permission.MOVE_CASH)
def move_cash(work: Work, command: CashCommand) -> str:
    """Book cash in, out or dropped into the safe; returns the document's number.

    What goes to the safe, or comes from it, stays the shop's and uses up nobody's limit.
    Raises BadInput for an amount of nothing, a category of another kind, or neither category
    nor reason; Refused for a shift that is closed.
    """
    if documents.posted(work.connection, command.id):
        return number_of(work.connection, command.id)
    if command.amount <= ZERO:
        raise BadInput(_("Jumlah harus lebih dari nol."), field="amount")
    if command.kind is not CashKind.DROP and command.category_id is None and not command.reason.strip():
        raise BadInput(_("Tulis alasannya."), field="reason")
    account = _account(work.connection, command)
    if account != ACCOUNT_IDS[Role.SAFE]:
        work.must(Permission.MOVE_CASH, command.amount)
        work.trace.amount = command.amount
    shift = shifts.by_id(work.connection, command.shift_id)
    if not shifts.stays_open(work.connection, shift.id):
        work.refuse(Refused(_("Shift ini sudah ditutup."), remedy=_("Buka shift baru."), rule="shift-closed"))
    sign = command.amount if command.kind is CashKind.IN else -command.amount
    header = Header(
        command.id,
        command.uid,
        Kind.CASH_MOVEMENT,
        shift.business_date,
        command.at,
        series_id=documents.office_series(work, "cash", "KM"),
        shift_id=shift.id,
    )
    postings = [Posting(shift.account_id, sign), Posting(account, -sign)]
    return documents.post(work, header, _facts(command), postings).text


def _account(connection: Connection, command: CashCommand) -> int:
    """What a movement posts to."""
    if command.category_id is None or command.kind is CashKind.DROP:
        roles = {CashKind.IN: Role.OTHER_INCOME, CashKind.OUT: Role.EXPENSES, CashKind.DROP: Role.SAFE}
        return ACCOUNT_IDS[roles[command.kind]]
    provide_categories(connection)
    found = select(CashCategory.account_id).where(
        CashCategory.id == command.category_id, CashCategory.kind == command.kind
    )
    account = connection.scalar(found)
    if account is None:
        raise BadInput(_("Kategori kas ini tidak ada."), remedy=_("Pilih lagi."), field="category_id")
    return account


def _facts(command: CashCommand) -> list[Facts]:
    row = {"document_id": command.id, "kind": command.kind, "amount": command.amount, "reason": command.reason}
    facts = [Facts(CashMovement, [row])]
    if command.category_id is not None:
        chosen = {"document_id": command.id, "category_id": command.category_id, "receipt": command.receipt}
        facts.append(Facts(CashMovementCategory, [chosen]))
    return facts


def number_of(connection: Connection, document_id: int) -> str:
    """The number of a posted document."""
    return connection.execute(select(Document.number).where(Document.id == document_id)).scalar_one()
