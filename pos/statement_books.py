"""Statements that a board signs: result, position and changes of equity, in the names of SAK EP.

What the law asks of a consumer cooperative stands apart: business with members and with
others, commission as the income of goods that are sold for their makers, savings that are
equity and savings that are debts (UU 25/1992 art. 41; domain/consignment.md 2.3, 2.4).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from koperasi import chart, statement_queries
from koperasi.ledger import Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.periods import Period
from koperasi.statement_queries import Line
from koperasi.text import N_, _, short_date
from pos import totals
from pos.totals import Topic
from printing.reports import GRAND_TOTAL, HEADING, SUBTOTAL, Cell, Column, Kind, Report, RowStyle

#: Who signs what is laid before the members (UU 25/1992 arts. 31, 35, 39).
BOARD = (N_("Ketua"), N_("Bendahara"), N_("Pengawas"))
Pair = tuple[Rupiah, Rupiah]
NOTHING: Pair = (ZERO, ZERO)


def added(pairs: Iterable[Pair]) -> Pair:
    """Amounts of now and of before, each added up."""
    now, before = NOTHING
    for each in pairs:
        now, before = now + each[0], before + each[1]
    return now, before


@dataclass(slots=True)
class Sheet:
    """Rows of a statement as they are written down, and how each stands."""

    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    styles: dict[int, RowStyle] = field(default_factory=dict)

    def heading(self, words: str, level: int = 0) -> None:
        self._put(words, (None, None, None), replace(HEADING, level=level))

    def item(self, words: str, pair: Pair, level: int = 1) -> Pair:
        self._put(words, _amounts(pair), RowStyle(level))
        return pair

    def sum(self, words: str, pair: Pair, level: int = 0, style: RowStyle = SUBTOTAL) -> Pair:
        self._put(words, _amounts(pair), replace(style, level=level))
        return pair

    def items(self, lines: Iterable[Line], sign: int = 1, level: int = 1) -> Pair:
        """Each account that comes to anything; returns their sum."""
        pairs = [(each.name, (each.now * sign, each.before * sign)) for each in lines]
        return added(self.item(name, pair, level) for name, pair in pairs if pair != NOTHING)

    def _put(self, words: str, amounts: tuple[Cell, ...], style: RowStyle) -> None:
        if style != RowStyle():
            self.styles[len(self.rows)] = style
        self.rows.append((words, *amounts))


def _amounts(pair: Pair) -> tuple[Cell, ...]:
    now, before = pair
    return now, before, now - before


def _columns(now: str, before: str) -> tuple[Column, ...]:
    return (
        Column("account", _("Uraian")),
        Column("amount", now, Kind.RUPIAH),
        Column("before", before, Kind.RUPIAH),
        Column("change", _("Naik / turun"), Kind.RUPIAH),
    )


def _of(lines: Iterable[Line], roles: Collection[Role]) -> list[Line]:
    return [each for each in lines if each.role in roles]


def result(connection: Connection, period: Period) -> Report:
    """What income left after costs, business with members and with others apart; beside the time before."""
    compared = statement_queries.time_before(period)
    lines = statement_queries.results(connection, period, compared)
    sheet = Sheet()
    costs = _costs(connection, period, compared)
    members = _business(sheet, _of(lines, chart.MEMBER_INCOME_ROLES), costs[0], *_MEMBERS)
    others = _business(sheet, _of(lines, chart.OTHERS_INCOME_ROLES), costs[1], *_OTHERS)
    booked = added((-each.now, -each.before) for each in _of(lines, chart.COST_ROLES))
    rest = added([booked, (-costs[0][0], -costs[0][1]), (-costs[1][0], -costs[1][1])])
    if rest != NOTHING:
        sheet.item(_("Koreksi harga pokok"), rest, 0)
    gross = sheet.sum(_("Sisa Hasil Usaha Kotor"), added([members, others, rest]))
    more = expenses = NOTHING
    if incomes := _of(lines, chart.MORE_INCOME_ROLES):
        sheet.heading(_("Pendapatan Lain"))
        more = sheet.sum(_("Jumlah Pendapatan Lain"), sheet.items(incomes, -1))
    if spent := _of(lines, chart.EXPENSE_ROLES):
        sheet.heading(_("Beban Usaha"))
        expenses = sheet.sum(_("Jumlah Beban Usaha"), sheet.items(spent, -1))
    left = sheet.sum(_("SISA HASIL USAHA"), added([gross, more, expenses]), style=GRAND_TOTAL)
    agrees = left == added((-each.now, -each.before) for each in lines)
    columns = _columns(period.words, compared.words)
    notes = [_("Biaya dikurangkan, jadi ditulis dengan minus. Sebelum pajak penghasilan.")]
    if rest != NOTHING:
        notes.append(_("Koreksi harga pokok: barang yang laku sebelum notanya datang, retur ke pemasok, dan titipan."))
    return _statement("result", _("Perhitungan Hasil Usaha"), columns, sheet, period, tuple(notes), agrees=agrees)


_MEMBERS = (
    N_("Pelayanan kepada Anggota"),
    N_("Partisipasi Bruto Anggota"),
    N_("Harga pokok penjualan kepada anggota"),
    N_("Partisipasi Neto Anggota"),
)
_OTHERS = (
    N_("Pelayanan kepada Nonanggota"),
    N_("Pendapatan dari Nonanggota"),
    N_("Harga pokok penjualan kepada nonanggota"),
    N_("Laba Kotor dari Nonanggota"),
)


def _business(sheet: Sheet, incomes: list[Line], cost: Pair, head: str, gross: str, costs: str, net: str) -> Pair:
    """Business with members or with others: what it brought, what the goods had cost, what is left of it."""
    if not incomes and cost == NOTHING:
        return NOTHING
    sheet.heading(_(head))
    brought = sheet.sum(_(gross), sheet.items(incomes, -1), 1)
    paid = sheet.item(_(costs), cost) if cost != NOTHING else NOTHING
    return sheet.sum(_(net), added([brought, paid]))


def _costs(connection: Connection, period: Period, compared: Period) -> tuple[Pair, Pair]:
    """What sold goods had cost (below zero), by sales to members and to others; the shop's own goods only."""
    members, others = [], []
    for each in (period, compared):
        sold = totals.of_days(connection, each.branch, each.first, each.last, Topic.HOUR)
        members.append(-total(one.cost for one in sold if one.members))
        others.append(-total(one.cost for one in sold if not one.members))
    return (members[0], members[1]), (others[0], others[1])


def position(connection: Connection, period: Period) -> Report:
    """What the cooperative has, owes and is worth at the end of the last day; beside the day before the first."""
    compared = statement_queries.end_before(period)
    lines = statement_queries.positions(connection, period, compared)
    sheet = Sheet()
    assets = _assets(sheet, lines)
    sheet.heading(_("LIABILITAS DAN EKUITAS"))
    sheet.heading(_("Liabilitas Jangka Pendek"), 1)
    owed = [each for each in _of(lines, chart.DEBT_ROLES) if not each.owed]
    debts = sheet.sum(_("Jumlah Liabilitas"), sheet.items(owed, -1, 2), 1)
    equity = _equity(connection, sheet, lines, period, compared)
    whole = sheet.sum(_("JUMLAH LIABILITAS DAN EKUITAS"), added([debts, equity]), style=GRAND_TOTAL)
    columns = _columns(short_date(period.last), short_date(compared.last))
    about = replace(period, first=period.last)
    title = _("Laporan Posisi Keuangan")
    return _statement("position", title, columns, sheet, about, agrees=assets == whole)


def _assets(sheet: Sheet, lines: list[Line]) -> Pair:
    groups = (
        (_("Jumlah Kas dan Setara Kas"), _of(lines, chart.CASH_ROLES)),
        (_("Jumlah Piutang"), [each for each in lines if each.owed or each.role in chart.RECEIVABLE_ROLES]),
        (_("Jumlah Persediaan"), _of(lines, chart.GOODS_ROLES)),
        (_("Jumlah Aset Lancar Lain"), _of(lines, chart.OTHER_CURRENT_ROLES)),
    )
    sheet.heading(_("ASET"))
    sheet.heading(_("Aset Lancar"), 1)
    current = [_group(sheet, words, group) for words, group in groups]
    parts = [sheet.sum(_("Jumlah Aset Lancar"), added(current), 1)]
    if fixed := _of(lines, chart.FIXED_ROLES):
        sheet.heading(_("Aset Tidak Lancar"), 1)
        parts.append(sheet.sum(_("Jumlah Aset Tidak Lancar"), sheet.items(fixed, 1, 2), 1))
    return sheet.sum(_("JUMLAH ASET"), added(parts), style=GRAND_TOTAL)


def _group(sheet: Sheet, words: str, lines: list[Line]) -> Pair:
    """Accounts that belong together, with a sum of their own where there are several."""
    sums = sheet.items(lines, 1, 2)
    if sum(bool(each.now or each.before) for each in lines) > 1:
        sheet.sum(words, sums, 2)
    return sums


def _equity(connection: Connection, sheet: Sheet, lines: list[Line], period: Period, compared: Period) -> Pair:
    sheet.heading(_("Ekuitas"), 1)
    now, before = (statement_queries.surplus(connection, each.branch.id, each.last) for each in (period, compared))
    kept = sheet.items(_of(lines, set(chart.EQUITY_ROLES) - {Role.SURPLUS}), -1, 2)
    booked = added((-each.now, -each.before) for each in _of(lines, (Role.SURPLUS,)))
    parts = [kept]
    earlier = (now.earlier, before.earlier)
    if earlier != NOTHING:
        parts.append(sheet.item(_("SHU Tahun Lalu, Belum Dibagi"), earlier, 2))
    this_year = added([booked, (now.this_year, before.this_year)])
    parts.append(sheet.item(_("SHU Tahun Berjalan"), this_year, 2))
    return sheet.sum(_("Jumlah Ekuitas"), added(parts), 1)


def equity_changes(connection: Connection, period: Period) -> Report:
    """What each part of the cooperative's own capital was, gained and lost in the days."""
    columns = (
        Column("account", _("Uraian")),
        Column("before", _("Saldo awal"), Kind.RUPIAH),
        Column("grown", _("Bertambah"), Kind.RUPIAH),
        Column("shrunk", _("Berkurang"), Kind.RUPIAH),
        Column("after", _("Saldo akhir"), Kind.RUPIAH),
    )
    found = statement_queries.equity(connection, period, chart.EQUITY_ROLES)
    rows: list[tuple[Cell, ...]] = [(each.name, each.before, each.grown, each.shrunk, each.after) for each in found]
    start, end = (
        statement_queries.surplus(connection, period.branch.id, day)
        for day in (period.first - statement_queries.DAY, period.last)
    )
    before, after = start.this_year + start.earlier, end.this_year + end.earlier
    moved = after - before
    rows.append((_("SHU dari Usaha"), before, max(moved, ZERO), max(-moved, ZERO), after))
    sums = [total(cell for row in rows if isinstance(cell := row[place], Rupiah)) for place in range(1, 5)]
    report = Report("equity", _("Laporan Perubahan Ekuitas"), columns, tuple(rows), (_("Jumlah Ekuitas"), *sums))
    return replace(report, shop=period.branch.shop_name, period=period.words, signatures=_signatures())


def _signatures() -> tuple[str, ...]:
    return tuple(_(each) for each in BOARD)


def _statement(
    name: str,
    title: str,
    columns: tuple[Column, ...],
    sheet: Sheet,
    period: Period,
    notes: tuple[str, ...] = (),
    *,
    agrees: bool,
) -> Report:
    return Report(
        name,
        title,
        columns,
        tuple(sheet.rows),
        shop=period.branch.shop_name,
        period=period.words,
        notes=notes,
        agrees=agrees,
        styles=sheet.styles,
        signatures=_signatures(),
    )
