"""Reports of who bought: each member, and members as against everybody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from inventory.stock_reports import BARS, basis_points
from koperasi.money import ZERO, Rupiah, half_up, total
from koperasi.periods import Period
from koperasi.text import _, short_date
from pos import locked_sales, sold_queries, spans, totals
from pos.sold_reports import chart
from pos.totals import Topic
from printing.reports import Cell, Column, Figure, Kind, Opens, Report, total_row


def by_member(connection: Connection, period: Period) -> Report:
    """What each member bought in the days, the most first, and what she bought in the year they end in.

    The year's purchases are those of all branches: what a share of the surplus is reckoned by.
    """
    columns = (
        Column("rank", _("No."), Kind.COUNT),
        Column("number", _("No. anggota")),
        Column("name", _("Nama")),
        Column("village", _("Desa")),
        Column("tickets", _("Nota"), Kind.COUNT),
        Column("net", _("Belanja"), Kind.RUPIAH),
        Column("share", _("% belanja"), Kind.PERCENT),
        Column("basket", _("Rata-rata nota"), Kind.RUPIAH),
        Column("discount", _("Diskon"), Kind.RUPIAH),
        Column("year", _("Belanja {year}").format(year=period.last.year), Kind.RUPIAH),
    )
    names = ("count", "net", "discount")
    found = totals.added(connection, period.branch, period.first, period.last, Topic.MEMBER, names)
    people = sold_queries.buyers(connection, period.last.year)
    ordered = sorted(found, key=lambda row: (-row[2], people[int(row[0])].name, row[0]))
    whole = Rupiah(sum(row[2] for row in ordered))
    rows: list[tuple[Cell, ...]] = []
    for rank, (key, count, net, discount) in enumerate(ordered, start=1):
        who = people[int(key)]
        share = basis_points(net, whole.amount) if whole.amount > 0 else None
        basket = Rupiah(half_up(net, count)) if count > 0 else None
        bought = (count, Rupiah(net), share, basket, Rupiah(discount))
        rows.append((rank, who.number, who.name, who.village, *bought, who.year))
    sums = total_row(columns, rows, "tickets", "net", "discount") if rows else None
    best = [(people[int(key)].name, Rupiah(net)) for key, _count, net, _less in ordered[:BARS]]
    return Report(
        "sales-members",
        _("Belanja anggota"),
        columns,
        tuple(rows),
        sums,
        period.branch.shop_name,
        "",
        period.words,
        (_("Belanja setahun: di semua cabang, sampai hari ini."),),
        chart=chart(_("Belanja terbanyak"), best),
        figures=(Figure(_("Belanja anggota"), whole), Figure(_("Anggota yang belanja"), len(rows), Kind.COUNT)),
        opens=Opens("member", tuple(int(row[0]) for row in ordered)),
    )


#: By what spans of time sales can be told; the first is the usual.
SPANS = ("", "week", "day")


def _span(period: Period) -> str:
    return period.choices.by if period.choices.by in SPANS else ""


def _starts(day: date, by: str) -> date:
    """The first day of the span that a day lies in."""
    if by == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if not by else day


def _words(start: date, by: str, period: Period) -> str:
    """What a span is called; one that the days cut off says so by its ends."""
    if not by:
        return spans.month_name(start)
    if by == "day":
        return short_date(start)
    first, last = max(start, period.first), min(start + timedelta(days=6), period.last)
    return f"{short_date(first)} \N{EN DASH} {short_date(last)}"


Sums = dict[bool, list[int]]


def _by_span(connection: Connection, period: Period, topic: Topic, names: Sequence[str]) -> dict[date, Sums]:
    """Each span with sales → members and others → the sums named."""
    by, (first, last) = _span(period), (period.first, period.last)
    found: dict[date, Sums] = {}
    daily = totals.daily(connection, period.branch, first, last, topic, names, monthly=not by)
    for (day, members), sums in daily.items():
        span = found.setdefault(_starts(day, by), {True: [0] * len(names), False: [0] * len(names)})
        span[members] = [one + more for one, more in zip(span[members], sums, strict=True)]
    return found


_SALES = ("count", "gross", "discount", "net", "rounding")
_MARGIN = ("net", "tax", "cost", "maker_share")


def by_span(connection: Connection, period: Period) -> Report:
    """Sales month by month, or `by` week or day: what came in, what was left, and how it grows.

    The first and the last span hold only the days asked for.
    """
    by = _span(period)
    columns = (
        Column("span", {"": _("Bulan"), "week": _("Minggu"), "day": _("Hari")}[by]),
        Column("tickets", _("Nota"), Kind.COUNT),
        Column("gross", _("Kotor"), Kind.RUPIAH),
        Column("discount", _("Diskon"), Kind.RUPIAH),
        Column("net", _("Penjualan"), Kind.RUPIAH),
        Column("growth", _("Naik/turun"), Kind.PERCENT),
        Column("members", _("Anggota"), Kind.RUPIAH),
        Column("others", _("Nonanggota"), Kind.RUPIAH),
        Column("basket", _("Rata-rata nota"), Kind.RUPIAH),
        Column("margin", _("Laba penjualan"), Kind.RUPIAH),
    )
    sold = _by_span(connection, period, Topic.HOUR, _SALES)
    left = _by_span(connection, period, Topic.CATEGORY, _MARGIN)
    rows: list[tuple[Cell, ...]] = []
    before: int | None = None
    for start, sums in sold.items():
        count, gross, discount, net, _rounding = (sum(pair) for pair in zip(*sums.values(), strict=True))
        margin = _margin(left.get(start, {}))
        growth = basis_points(net - before, before) if before is not None and before > 0 else None
        basket = Rupiah(half_up(net, count)) if count > 0 else None
        apart = (Rupiah(sums[True][3]), Rupiah(sums[False][3]))
        money = (Rupiah(gross), Rupiah(discount), Rupiah(net), growth)
        rows.append((_words(start, by, period), count, *money, *apart, basket, margin))
        before = net
    sums_of = total_row(columns, rows, "tickets", "gross", "discount", "net", "members", "others", "margin")
    whole = Rupiah(sum(each[3] for sums in sold.values() for each in sums.values()))
    return Report(
        "sales-months",
        {"": _("Penjualan per bulan"), "week": _("Penjualan per minggu"), "day": _("Penjualan per hari")}[by],
        columns,
        tuple(rows),
        sums_of if rows else None,
        period.branch.shop_name,
        "",
        period.words,
        locked_sales.read(connection, period).notes,
        chart=chart(_("Penjualan"), [(str(row[0]), _rupiah(row[4])) for row in rows[-31:]], most=31),
        figures=(
            Figure(_("Penjualan"), whole),
            Figure(_("Laba penjualan"), total(_margin(each) for each in left.values())),
        ),
        agrees=sold_queries.margin_agrees(connection, period, total(_margin(each) for each in left.values())),
    )


def _margin(sums: Sums) -> Rupiah:
    return Rupiah(sum(net - tax - cost - share for net, tax, cost, share in sums.values()))


def _rupiah(cell: Cell) -> Rupiah:
    return cell if isinstance(cell, Rupiah) else ZERO


def members_share(connection: Connection, period: Period) -> Report:
    """Members as against everybody else, month by month (`by` week or day): sales, baskets, discounts."""
    by = _span(period)
    columns = (
        Column("span", {"": _("Bulan"), "week": _("Minggu"), "day": _("Hari")}[by]),
        Column("members", _("Anggota"), Kind.RUPIAH),
        Column("others", _("Nonanggota"), Kind.RUPIAH),
        Column("share", _("% anggota"), Kind.PERCENT),
        Column("members_tickets", _("Nota anggota"), Kind.COUNT),
        Column("others_tickets", _("Nota nonanggota"), Kind.COUNT),
        Column("members_basket", _("Rata-rata anggota"), Kind.RUPIAH),
        Column("others_basket", _("Rata-rata nonanggota"), Kind.RUPIAH),
        Column("members_discount", _("Diskon anggota"), Kind.RUPIAH),
    )
    sold = _by_span(connection, period, Topic.HOUR, _SALES)
    rows = [(_words(start, by, period), *_share_cells(sums)) for start, sums in sold.items()]
    none: Sums = {True: [0] * len(_SALES), False: [0] * len(_SALES)}
    whole = {
        members: [sum(column) for column in zip(none[members], *(each[members] for each in sold.values()), strict=True)]
        for members in none
    }
    cells = _share_cells(whole)
    return Report(
        "members-share",
        _("Anggota dan nonanggota"),
        columns,
        tuple(rows),
        (_("Jumlah"), *cells) if rows else None,
        period.branch.shop_name,
        "",
        period.words,
        chart=chart(_("Penjualan ke anggota"), [(str(row[0]), _rupiah(row[1])) for row in rows[-31:]], most=31),
        figures=(
            Figure(_("Ke anggota"), _rupiah(cells[0])),
            Figure(_("Ke nonanggota"), _rupiah(cells[1])),
            Figure(_("Bagian anggota"), cells[2] if isinstance(cells[2], int) else 0, Kind.PERCENT),
        ),
    )


def _share_cells(sums: Sums) -> tuple[Cell, ...]:
    members, others = sums[True], sums[False]
    net = members[3] + others[3]
    share = basis_points(members[3], net) if net > 0 else None
    baskets = (Rupiah(half_up(each[3], each[0])) if each[0] > 0 else None for each in (members, others))
    return (Rupiah(members[3]), Rupiah(others[3]), share, members[0], others[0], *baskets, Rupiah(members[2]))
