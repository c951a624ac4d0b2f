"""What the books say of a month or a year, for people who keep none: the result in simple words, and the statements."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from koperasi import chart, statement_queries
from koperasi.members import Member
from koperasi.money import NO_BREAK_SPACE, ZERO, Rupiah, dots, largest_remainder, total
from koperasi.periods import Period
from koperasi.statement_queries import YEAR, Line
from koperasi.text import _, short_date
from pos import statement_books
from pos.sums import Sums
from printing.pdf_charts import Part
from printing.reports import Report
from printing.sheets import Beside, Block, Lines, Shares, Words

#: What of so much that came in went where.
OF_EACH = 1_000


@dataclass(frozen=True, slots=True)
class Result:
    """The result of some days and where what came in went; what is had and owed at their end.

    goods + makers + tax + expenses + surplus is all that came in.
    """

    period: Period
    goods: Rupiah
    makers: Rupiah
    tax: Rupiah
    expenses: Rupiah
    surplus: Rupiah
    before: Rupiah
    compared: Period
    assets: Rupiah
    debts: Rupiah
    members: int
    result: Report
    position: Report

    @property
    def own(self) -> Rupiah:
        """What is the cooperative's own: all it has less what it owes."""
        return self.assets - self.debts


def read(connection: Connection, period: Period, added: Sums, *, yearly: bool) -> Result:
    """What the books say of the days; of a year beside the same days of the year before."""
    asked = replace(period, choices=replace(period.choices, by=YEAR)) if yearly else period
    compared = statement_queries.time_before(asked)
    lines = statement_queries.results(connection, asked, compared)
    there = statement_queries.positions(connection, asked, compared)
    return Result(
        period,
        _of(lines, chart.COST_ROLES),
        added.maker_share,
        added.tax,
        _of(lines, chart.EXPENSE_ROLES),
        -total(each.now for each in lines),
        -total(each.before for each in lines),
        compared,
        total(each.now for each in there if each.owed or each.role not in (*chart.DEBT_ROLES, *chart.EQUITY_ROLES)),
        -total(each.now for each in there if each.role in chart.DEBT_ROLES and not each.owed),
        connection.execute(select(func.count()).select_from(Member)).scalar_one(),
        statement_books.result(connection, asked),
        statement_books.position(connection, asked),
    )


def _of(lines: list[Line], roles: tuple[object, ...]) -> Rupiah:
    return total(each.now for each in lines if each.role in roles)


def blocks(found: Result) -> tuple[Block, ...]:
    """In words, as one bar, and the statements themselves."""
    return (_told(found), *_parts(found), Beside((statement(found.result),), (statement(found.position),)))


def statement(report: Report) -> Lines:
    """A statement of the books as a small table: now and before; its sums are bold."""
    strong = frozenset(n for n, style in report.styles.items() if style.bold)
    rows = tuple(row[:3] for row in report.rows)
    note, empty = " ".join(report.notes), _("Belum ada yang dibukukan.")
    return Lines(report.title, report.columns[:3], rows, None, note, empty, strong)


def _told(found: Result) -> Words:
    words = _("Sisa hasil usaha sebelum pajak: {amount}.")
    if found.surplus < ZERO:
        words = _("Usaha ini rugi {amount}.")
    lines = [words.format(amount=money(abs(found.surplus)))]
    if found.before:
        said = _("Masa pembandingnya ({days}): {amount}.")
        lines.append(said.format(days=found.compared.words, amount=money(found.before)))
    said = _("Pada akhir {day} koperasi memiliki {assets}, berutang {debts}; milik sendiri {own}.")
    lines.append(
        said.format(
            day=short_date(found.period.last),
            assets=money(found.assets),
            debts=money(found.debts),
            own=money(found.own),
        )
    )
    return Words(tuple(lines), _("Hasil usaha dengan kata sederhana"))


def _parts(found: Result) -> tuple[Shares, ...]:
    """Where each Rp 1.000 went; not told where something is below nothing, as a bar cannot say it."""
    named = (
        (_("harga barang"), found.goods),
        (_("bagian anggota penitip"), found.makers),
        (_("biaya toko"), found.expenses),
        (_("PPN"), found.tax),
        (_("sisa hasil usaha"), found.surplus),
    )
    amounts = [amount.amount for _name, amount in named]
    if min(amounts) < 0 or not sum(amounts):
        return ()
    each = largest_remainder(OF_EACH, amounts)
    parts = tuple(
        Part(amount.amount, f"Rp{NO_BREAK_SPACE}{dots(part)} {name}")
        for (name, amount), part in zip(named, each, strict=True)
        if amount
    )
    return (Shares(_("Dari setiap Rp 1.000 yang masuk"), parts),)


def money(amount: Rupiah) -> str:
    """`Rp 12.500`, `-Rp 500`: as paper shows it, in one piece."""
    return str(amount).replace(" ", NO_BREAK_SPACE)
