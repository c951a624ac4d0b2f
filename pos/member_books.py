"""What members owe by its age, and what they have saved, on any day; compared with the books."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from koperasi import account_queries, branches, member_balances
from koperasi.account_queries import NOTHING_MOVED, Days
from koperasi.chart import ACCOUNT_IDS
from koperasi.ledger import Role
from koperasi.member_balances import SAVINGS
from koperasi.money import ZERO, Rupiah, total
from koperasi.periods import Period
from koperasi.text import _, short_date
from printing.reports import Cell, Chart, ChartBar, Column, Figure, Kind, Opens, Report, total_row


def ages(connection: Connection, period: Period) -> Report:
    """What each member owes at the end of the day, by how long she has owed it, beside her limit."""
    words = (_("0–30 hari"), _("31–60 hari"), _("61–90 hari"), _("> 90 hari"))
    keys = ("days_30", "days_60", "days_90", "older")
    columns = (
        Column("number", _("Nomor")),
        Column("name", _("Anggota")),
        Column("group_name", _("Kelompok")),
        *(Column(key, label, Kind.RUPIAH) for key, label in zip(keys, words, strict=True)),
        Column("owes", _("Kasbon"), Kind.RUPIAH),
        Column("limit", _("Limit"), Kind.RUPIAH),
        Column("since", _("Tertua sejak"), Kind.DATE),
    )
    found = member_balances.debts(connection, period.last)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (whose.number, whose.name, whose.group_name, *aged.ages, aged.owes, whose.limit, aged.since)
        for whose, aged in found
    )
    whole = total(aged.owes for _whose, aged in found)
    sums = [total(aged.ages[n] for _whose, aged in found) for n in range(len(words))]
    over = sum(1 for whose, aged in found if aged.owes > (whose.limit or ZERO))
    return Report(
        "debt-ages",
        _("Umur Piutang Anggota"),
        columns,
        rows,
        total_row(columns, rows, *keys, "owes"),
        period.branch.shop_name,
        period=short_date(period.last),
        notes=(_("Yang dibayar melunasi utang tertua lebih dulu. Semua cabang."),),
        chart=Chart(
            _("Piutang menurut umurnya"),
            tuple(ChartBar(word, each.amount, each.bare) for word, each in zip(words, sums, strict=True)),
        ),
        figures=(
            Figure(_("Jumlah piutang"), whole),
            Figure(_("Melewati limit"), over, Kind.COUNT),
        ),
        agrees=whole == _booked(connection, (Role.MEMBER_RECEIVABLE,), period),
        opens=Opens("member", tuple(whose.party_id if whose.number else None for whose, _aged in found)),
    )


def savings(connection: Connection, period: Period) -> Report:
    """What each member has put in by the end of the day: pokok and wajib are equity, sukarela is hers to take."""
    keys = ("principal", "compulsory", "voluntary")
    words = (_("Simpanan pokok"), _("Simpanan wajib"), _("Simpanan sukarela"))
    columns = (
        Column("number", _("Nomor")),
        Column("name", _("Anggota")),
        Column("group_name", _("Kelompok")),
        *(Column(key, label, Kind.RUPIAH) for key, label in zip(keys, words, strict=True)),
        Column("saved", _("Jumlah"), Kind.RUPIAH),
    )
    found = member_balances.savings(connection, period.last)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (whose.number, whose.name, whose.group_name, *held, total(held)) for whose, held in found
    )
    totals = total_row(columns, rows, *keys, "saved")
    whole = total(total(held) for _whose, held in found)
    return Report(
        "savings",
        _("Saldo Simpanan Anggota"),
        columns,
        rows,
        totals,
        period.branch.shop_name,
        period=short_date(period.last),
        notes=(_("Semua cabang."),),
        figures=(Figure(_("Jumlah simpanan"), whole),),
        agrees=-whole == _booked(connection, SAVINGS, period),
        opens=Opens("member", tuple(whose.party_id if whose.number else None for whose, _held in found)),
    )


def _booked(connection: Connection, roles: Collection[Role], period: Period) -> Rupiah:
    """What the books of all branches hold on these accounts at the end of the day."""
    held = ZERO
    for branch in branches.every_branch(connection):
        moved = account_queries.of_accounts(connection, Days(branch, None, period.last))
        held += total(moved.get(ACCOUNT_IDS[role], NOTHING_MOVED).amount for role in roles)
    return held
