"""Agreements: what a maker and the shop agreed on, version by version.

A version is never edited: other terms are a new version, from today on or later, and what
she brought before keeps the terms it was brought on.  A rule names goods (a product, else a
category, else all she brings) and the deal for them.  Beside the rules stand the conditions
(domain/consignment.md 5.2), who answers for what is lost (5.3), when prices go down, and
fees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Connection, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from consignment.terms import Bearer, Deal, Terms
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.money import ZERO, Rupiah
from koperasi.text import N_


class PriceBy(StrEnum):
    """Who sets what her goods are sold for."""

    MAKER = "maker"
    SHOP = "shop"


class Cycle(StrEnum):
    """How often she is paid."""

    ASKED = "asked"
    WEEKLY = "weekly"
    TWO_WEEKS = "two-weeks"
    MONTHLY = "monthly"


class AfterGrace(StrEnum):
    """What becomes of goods that she did not fetch in time; food is never kept to be sold (5.3)."""

    KEEP_SELLING = "keep-selling"
    RETURN_ONLY = "return-only"
    DONATE = "donate"
    CONVERT = "convert"


class AfterPayout(StrEnum):
    """What becomes of a piece that a customer brings back after the maker was paid for it."""

    CLAW_BACK = "claw-back"
    SHOP_KEEPS = "shop-keeps"


class LossCause(StrEnum):
    """Why goods of hers can be sold no more."""

    LOST = "lost"
    DAMAGED = "damaged"
    PESTS = "pests"
    SPOILED = "spoiled"
    EXPIRED = "expired"
    FORCE_MAJEURE = "force-majeure"
    SAMPLE = "sample"


class FeeWhen(StrEnum):
    """When a fee is taken: for each delivery, each month she has goods here, each payout."""

    DELIVERY = "delivery"
    MONTH = "month"
    PAYOUT = "payout"


class Mark(StrEnum):
    """What an agreement may become: suspended, taken up again, ended."""

    SUSPENDED = "suspended"
    RESUMED = "resumed"
    ENDED = "ended"


CYCLES = {
    Cycle.ASKED: N_("bila diminta"),
    Cycle.WEEKLY: N_("tiap minggu"),
    Cycle.TWO_WEEKS: N_("tiap dua minggu"),
    Cycle.MONTHLY: N_("tiap bulan"),
}
CAUSES = {
    LossCause.LOST: N_("Hilang di rak"),
    LossCause.DAMAGED: N_("Rusak di toko"),
    LossCause.PESTS: N_("Dimakan tikus atau serangga"),
    LossCause.SPOILED: N_("Basi atau cacat dari pembuat"),
    LossCause.EXPIRED: N_("Kedaluwarsa"),
    LossCause.FORCE_MAJEURE: N_("Bencana"),
    LossCause.SAMPLE: N_("Contoh gratis"),
}
#: Whose loss it is by default, as the shop's part in basis points (domain/consignment.md 5.3).
USUAL_LIABILITIES = {
    LossCause.LOST: 10_000,
    LossCause.DAMAGED: 10_000,
    LossCause.PESTS: 10_000,
    LossCause.SPOILED: 0,
    LossCause.EXPIRED: 0,
    LossCause.FORCE_MAJEURE: 0,
    LossCause.SAMPLE: 10_000,
}


class AgreementRecord(Record):
    __tablename__ = "agreements"
    __table_class__ = FACT
    __table_args__ = (
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("hold_days >= 0 AND shelf_days >= 0 AND grace_days >= 0", name="days"),
        CheckConstraint("tolerance_bps BETWEEN 0 AND 10000", name="tolerance_bps"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    version: Mapped[int]
    starts_on: Mapped[date]
    #: The last day it holds; none without an end.
    ends_on: Mapped[date | None]
    price_by: Mapped[PriceBy] = mapped_column(WordColumn(PriceBy))
    #: Whether the shop may lower the price without asking her.
    may_lower: Mapped[bool]
    #: Days between a sale and its money being hers to take.
    hold_days: Mapped[int]
    #: Days her goods stay on the shelf, and then to fetch them; 0 without a limit.
    shelf_days: Mapped[int]
    grace_days: Mapped[int]
    after_grace: Mapped[AfterGrace] = mapped_column(WordColumn(AfterGrace))
    after_payout: Mapped[AfterPayout] = mapped_column(WordColumn(AfterPayout))
    #: What may be missing of a lot (basis points of what was brought) before the shop answers for it.
    tolerance_bps: Mapped[int]
    cycle: Mapped[Cycle] = mapped_column(WordColumn(Cycle))
    #: The weekday (0 Monday) or the day of the month on which she is paid; by the cycle.
    pay_day: Mapped[int]
    #: Nothing is paid below this.
    min_payout: Mapped[Rupiah]
    #: Who signed for her, and what was written by hand.
    signed_by: Mapped[str]
    note: Mapped[str]


class AgreementRule(Record):
    """A deal for a product, else a category, else all; `more` as `Terms.more`."""

    __tablename__ = "agreement_rules"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("rate_bps BETWEEN 0 AND 10000", name="rate_bps"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    deal: Mapped[Deal] = mapped_column(WordColumn(Deal))
    rate_bps: Mapped[int]
    payout_each: Mapped[Rupiah]
    more: Mapped[str]


class AgreementLiability(Record):
    """Whose loss a cause is: the shop's part in basis points."""

    __tablename__ = "agreement_liabilities"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("shop_bps BETWEEN 0 AND 10000", name="shop_bps"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    cause: Mapped[LossCause] = mapped_column(WordColumn(LossCause), primary_key=True)
    shop_bps: Mapped[int]


class AgreementMarkdown(Record):
    """After so many days on the shelf so much less of the first price, and who bears it."""

    __tablename__ = "agreement_markdowns"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("off_bps BETWEEN 1 AND 10000", name="off_bps"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    after_days: Mapped[int] = mapped_column(primary_key=True)
    off_bps: Mapped[int]
    bearer: Mapped[Bearer] = mapped_column(WordColumn(Bearer))


class AgreementFee(Record):
    """A fee in rupiah, by when it is taken."""

    __tablename__ = "agreement_fees"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    when: Mapped[FeeWhen] = mapped_column(WordColumn(FeeWhen), primary_key=True)
    amount: Mapped[Rupiah]
    what: Mapped[str]


class AgreementMark(Record):
    """What became of an agreement: the last mark holds."""

    __tablename__ = "agreement_marks"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    mark: Mapped[Mark] = mapped_column(WordColumn(Mark))
    #: From this day on.
    since: Mapped[date]
    why: Mapped[str]


@dataclass(frozen=True, slots=True)
class AgreedRule:
    """A deal for a product, else a category, else (both None) for all she brings."""

    terms: Terms
    product_id: int | None = None
    category_id: int | None = None

    def covers(self, product_id: int, category_id: int | None) -> bool:
        if self.product_id is not None:
            return self.product_id == product_id
        return self.category_id in (None, category_id)

    @property
    def breadth(self) -> int:
        """A rule for one good comes before one for its category, that one before the one for all."""
        return 0 if self.product_id is not None else 1 if self.category_id is not None else 2


@dataclass(frozen=True, slots=True)
class Markdown:
    """After so many days so much (basis points) less of the first price, never compounded."""

    after_days: int
    off_bps: int
    bearer: Bearer = Bearer.MAKER


@dataclass(frozen=True, slots=True)
class Fee:
    when: FeeWhen
    amount: Rupiah
    what: str = ""


@dataclass(frozen=True, slots=True)
class Conditions:
    """All that is agreed on beside the deals; the defaults are what a shop begins with."""

    price_by: PriceBy = PriceBy.MAKER
    may_lower: bool = False
    hold_days: int = 0
    shelf_days: int = 0
    grace_days: int = 0
    after_grace: AfterGrace = AfterGrace.RETURN_ONLY
    after_payout: AfterPayout = AfterPayout.CLAW_BACK
    tolerance_bps: int = 0
    cycle: Cycle = Cycle.ASKED
    pay_day: int = 0
    min_payout: Rupiah = ZERO
    liabilities: tuple[tuple[LossCause, int], ...] = tuple(USUAL_LIABILITIES.items())
    markdowns: tuple[Markdown, ...] = ()
    fees: tuple[Fee, ...] = ()

    def shop_bears(self, cause: LossCause) -> int:
        """The shop's part of such a loss, in basis points."""
        return dict(self.liabilities).get(cause, USUAL_LIABILITIES[cause])


@dataclass(frozen=True, slots=True)
class Agreement:
    """One version as it was signed.  `id` is its document's."""

    id: int
    number: str
    maker_id: int
    version: int
    starts_on: date
    ends_on: date | None
    conditions: Conditions = Conditions()
    rules: tuple[AgreedRule, ...] = ()
    signed_by: str = ""
    note: str = ""
    #: Its last mark and since when, where it has one.
    mark: Mark | None = None
    marked_since: date | None = field(default=None)

    def holds(self, day: date) -> bool:
        """Whether goods may be brought under it on a day."""
        within = self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
        stopped = self.mark in (Mark.SUSPENDED, Mark.ENDED) and self.marked_since is not None
        return within and not (stopped and self.marked_since is not None and self.marked_since <= day)

    def terms_for(self, product_id: int, category_id: int | None) -> Terms | None:
        """The deal for a product: its own rule, else its category's, else the one for all; None without any."""
        found = [rule for rule in self.rules if rule.covers(product_id, category_id)]
        return min(found, key=lambda rule: rule.breadth).terms if found else None


#: What holds for a maker with whom nothing was written down.
UNWRITTEN = Conditions()


def hold_days(connection: Connection) -> dict[int, list[tuple[date, int]]]:
    """Maker → the first day of each of her versions with its days on hold, in order."""
    columns = (AgreementRecord.maker_id, AgreementRecord.starts_on, AgreementRecord.hold_days)
    ordered = select(*columns).order_by(AgreementRecord.maker_id, AgreementRecord.starts_on, AgreementRecord.version)
    found: dict[int, list[tuple[date, int]]] = {}
    for maker, first, days in connection.execute(ordered):
        found.setdefault(maker, []).append((first, days))
    return found
