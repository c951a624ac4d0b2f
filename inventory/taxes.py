"""Taxes in a price: PPN by class, at rates that are dated.

Prices include the tax, as Permendag 35/2013 asks of a shop.  Since 1 January 2025 it is 12 %
of another value, eleven twelfths of the price without it (PMK 131/2024, PER-1/PJ/2025): of
a price H that is H × 11 / 111.  It is computed once for all that a sale has of a class, with
whole numbers, and shared out to the lines by largest remainder (domain/indonesia.md 2).

A shop that is no PKP (the setting `taxable` off, as most village shops are) has no tax.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Connection, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import masters
from koperasi.database import MASTER, Record
from koperasi.errors import BadInput
from koperasi.money import Rupiah, half_up
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs

WHOLE = 10_000
#: What most goods fall under; a good without a class bears none (rice, eggs, vegetables …).
PPN = "PPN"


class TaxRate(Record):
    """A rate of a class from a day on, until a later one begins."""

    __tablename__ = "tax_rates"
    __table_class__ = MASTER
    __table_args__ = (
        CheckConstraint("rate_bps BETWEEN 0 AND 10000", name="rate_bps"),
        CheckConstraint("base_numerator > 0 AND base_denominator >= base_numerator", name="base"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tax_class: Mapped[str] = mapped_column(index=True)
    valid_from: Mapped[date]
    #: Basis points of the base, which is so much of the price without tax.
    rate_bps: Mapped[int]
    base_numerator: Mapped[int]
    base_denominator: Mapped[int]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


@dataclass(frozen=True, slots=True)
class Rate:
    """A class's rate from a day on, in basis points of a part of the price without tax."""

    tax_class: str
    valid_from: date
    rate_bps: int
    base_numerator: int = 1
    base_denominator: int = 1

    def within(self, amount: Rupiah) -> tuple[Rupiah, Rupiah]:
        """The base and the tax in an amount that includes the tax, each half up; the amount is not below zero."""
        taxed = self.rate_bps * self.base_numerator
        whole = WHOLE * self.base_denominator + taxed
        base = half_up(amount.amount * WHOLE * self.base_numerator, whole)
        return Rupiah(base), Rupiah(half_up(amount.amount * taxed, whole))

    def upon(self, amount: Rupiah) -> Rupiah:
        """The tax that comes on top of an amount without it, as a supplier's invoice has it; half up."""
        return Rupiah(half_up(amount.amount * self.rate_bps * self.base_numerator, WHOLE * self.base_denominator))

    @property
    def words(self) -> str:
        """`PPN 12% x 11/12`."""
        percent = (
            f"{self.rate_bps // 100}"
            if self.rate_bps % 100 == 0
            else f"{self.rate_bps // 100},{self.rate_bps % 100:02}"
        )
        part = f" x {self.base_numerator}/{self.base_denominator}" if self.base_denominator > 1 else ""
        return f"{self.tax_class} {percent}%{part}"


#: The law's own rates, which a shop's table adds to (UU 7/2021; PMK 131/2024).
BY_LAW = (
    Rate(PPN, date(2022, 4, 1), 1_100),
    Rate(PPN, date(2025, 1, 1), 1_200, 11, 12),
)


def rates_on(connection: Connection, day: date) -> dict[str, Rate]:
    """The rate of every class on a day, the shop's own table before the law's where both begin on one day."""
    columns = [getattr(TaxRate, name) for name in Rate.__slots__]
    found = select(*columns).where(TaxRate.retired_at.is_(None), TaxRate.valid_from <= day)
    own = [Rate(*row) for row in connection.execute(found.order_by(TaxRate.valid_from, TaxRate.id))]
    begun = [each for each in BY_LAW if each.valid_from <= day] + own
    return {each.tax_class: each for each in sorted(begun, key=lambda each: each.valid_from)}


@needs(Permission.TAX_EDIT)
def set_rate(work: Work, rate: Rate) -> int:
    """Let a class have another rate from a day on; returns the row's id.  Raises BadInput."""
    name = plain(rate.tax_class)
    if not name or not 0 <= rate.rate_bps <= WHOLE:
        raise BadInput(_("Tarif pajak antara 0% dan 100%, dengan nama golongannya."), field="rate")
    if not 0 < rate.base_numerator <= rate.base_denominator:
        raise BadInput(_("Dasar pajak adalah sebagian dari harga, seperti 11/12."), field="base")
    values = {field: getattr(rate, field) for field in Rate.__slots__} | {"tax_class": name}
    there = select(TaxRate.id).where(TaxRate.tax_class == name, TaxRate.valid_from == rate.valid_from)
    for old in work.connection.execute(there.where(TaxRate.retired_at.is_(None))).scalars().all():
        masters.change(work.connection, TaxRate, old, retired_at=work.now)
    rate_id = work.mint()
    masters.add(work.connection, TaxRate, [{"id": rate_id, **values}])
    work.trace.detail.update(tax_class=name, rate=rate.rate_bps, since=rate.valid_from.isoformat())
    return rate_id
