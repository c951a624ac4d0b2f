"""Reports of sales by what is said of them: the hour, the cashier, the category, the unit, the price rule, the tender.

All of it is kept totals (`pos.totals`), so a year costs what a day does, and the same sum
stands on every paper.  Where the books know a sum too, the report says whether it is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from inventory.stock_reports import BARS, basis_points, millions
from koperasi.money import Rupiah, half_up, total
from koperasi.periods import Period
from koperasi.text import N_, _
from pos import locked_sales, sold_queries, totals
from pos.sale_commands import Rule
from pos.tenders import NAMES, TenderKind
from pos.totals import Topic, Total
from printing.reports import Cell, Chart, ChartBar, Column, Figure, Kind, Report

RULES = {
    Rule.RETAIL: N_("Harga biasa"),
    Rule.TIER: N_("Harga grosir"),
    Rule.CLASS: N_("Harga anggota"),
    Rule.OPEN: N_("Harga diketik di kasir"),
    Rule.MANUAL: N_("Harga diubah kasir"),
    Rule.SHELF: N_("Harga rak"),
    Rule.RECORDED: N_("Menurut nota asal"),
}


@dataclass(frozen=True, slots=True)
class Both:
    """What members and others bought of one key."""

    key: str
    members: Total
    others: Total

    def of(self, name: str) -> int:
        """A sum of both, in whole numbers."""
        return totals.number(self.members, name) + totals.number(self.others, name)

    def rupiah(self, name: str) -> Rupiah:
        return Rupiah(self.of(name))

    @property
    def net(self) -> Rupiah:
        return self.members.net + self.others.net

    @property
    def margin(self) -> Rupiah:
        return self.net - self.rupiah("tax") - self.rupiah("cost") - self.rupiah("maker_share")


def both(found: Iterable[Total]) -> list[Both]:
    """Members' and others' of each key side by side."""
    by_key: dict[str, dict[bool, Total]] = {}
    for each in found:
        by_key.setdefault(each.key, {})[each.members] = each
    return [
        Both(key, pair.get(True) or _none(key, members=True), pair.get(False) or _none(key, members=False))
        for key, pair in by_key.items()
    ]


def _none(key: str, *, members: bool) -> Total:
    return Total(Topic.HOUR, key, members, 0)


def _read(connection: Connection, period: Period, topic: Topic) -> list[Both]:
    return both(totals.of_days(connection, period.branch, period.first, period.last, topic))


def _named(found: Iterable[Both], names: Mapping[str, str]) -> list[tuple[str, Both]]:
    """By name, what sold most first."""
    named = [(names.get(each.key, each.key), each) for each in found]
    return sorted(named, key=lambda pair: (-pair[1].net.amount, pair[0], pair[1].key))


# --- Whole sales -------------------------------------------------------------------------------


def by_hour(connection: Connection, period: Period) -> Report:
    """Which hours of the day bring most: to plan people and opening hours by."""
    found = sorted(_read(connection, period, Topic.HOUR), key=lambda each: each.key)
    rows = [(f"{each.key}.00\N{EN DASH}{each.key}.59", each) for each in found]
    return _sales(period, "sales-hours", _("Penjualan per jam"), Column("hour", _("Jam")), rows)


def by_cashier(connection: Connection, period: Period) -> Report:
    """Who sold how much.  The cashier of a sale, also where somebody else approved a part of it."""
    rows = _named(_read(connection, period, Topic.CASHIER), sold_queries.users(connection))
    return _sales(period, "sales-cashiers", _("Penjualan per petugas"), Column("cashier", _("Petugas")), rows)


def _sales(period: Period, name: str, title: str, key: Column, found: Sequence[tuple[str, Both]]) -> Report:
    columns = (
        key,
        Column("tickets", _("Nota"), Kind.COUNT),
        Column("gross", _("Kotor"), Kind.RUPIAH),
        Column("discount", _("Diskon"), Kind.RUPIAH),
        Column("net", _("Penjualan"), Kind.RUPIAH),
        Column("share", _("% penjualan"), Kind.PERCENT),
        Column("basket", _("Rata-rata nota"), Kind.RUPIAH),
        Column("members", _("Anggota"), Kind.RUPIAH),
        Column("others", _("Nonanggota"), Kind.RUPIAH),
    )
    whole = total(each.net for _name, each in found)
    rows: list[tuple[Cell, ...]] = [(words, *_sale_cells(each, whole)) for words, each in found]
    all_of_it = _together(each for _name, each in found)
    return Report(
        name,
        title,
        columns,
        tuple(rows),
        (_("Jumlah"), *_sale_cells(all_of_it, whole)) if rows else None,
        period.branch.shop_name,
        "",
        period.words,
        chart=chart(_("Penjualan"), ((words, each.net) for words, each in found)),
        figures=(Figure(_("Penjualan"), whole), Figure(_("Nota"), all_of_it.of("count"), Kind.COUNT)),
    )


def _sale_cells(each: Both, whole: Rupiah) -> tuple[Cell, ...]:
    count = each.of("count")
    basket = Rupiah(half_up(each.net.amount, count)) if count > 0 else None
    share = _share(each.net, whole)
    return (
        count,
        each.rupiah("gross"),
        each.rupiah("discount"),
        each.net,
        share,
        basket,
        each.members.net,
        each.others.net,
    )


def _together(found: Iterable[Both]) -> Both:
    """All keys as one."""
    every = [*found]
    sums = []
    for members in (True, False):
        parts = [totals.plain(each.members if members else each.others) for each in every]
        sums.append(
            totals.made(Topic.HOUR, "", members, (sum(column) for column in zip(*parts, strict=True)))
            if parts
            else _none("", members=members)
        )
    return Both("", sums[0], sums[1])


def _share(part: Rupiah, whole: Rupiah) -> int | None:
    return basis_points(part.amount, whole.amount) if whole.amount > 0 else None


def chart(title: str, named: Iterable[tuple[str, Rupiah]], *, most: int = 24) -> Chart | None:
    """The amounts as bars in their order; nothing where there is none above zero."""
    bars = [ChartBar(name, amount.amount, millions(amount)) for name, amount in named][:most]
    return Chart(title, tuple(bars)) if any(bar.value > 0 for bar in bars) else None


# --- Lines of sales ----------------------------------------------------------------------------


def by_category(connection: Connection, period: Period) -> Report:
    """What each kind of goods brought and left."""
    names = {"": _("Tanpa kategori"), **sold_queries.categories(connection)}
    rows = _named(_read(connection, period, Topic.CATEGORY), names)
    key = Column("category", _("Kategori"))
    return _lines(connection, period, "sales-categories", _("Penjualan per kategori"), key, rows)


def by_unit(connection: Connection, period: Period) -> Report:
    """How much went out by the piece, the pack, the box: what the big units bring."""
    rows = _named(_read(connection, period, Topic.UNIT), {})
    key, title = Column("unit", _("Satuan")), _("Penjualan per satuan")
    return _lines(connection, period, "sales-units", title, key, rows, quantity=True)


def by_rule(connection: Connection, period: Period) -> Report:
    """Which prices were paid: the usual one, tiers for many, members' prices, those keyed at the till."""
    rows = _named(_read(connection, period, Topic.RULE), {rule.value: _(words) for rule, words in RULES.items()})
    key, title = Column("rule", _("Harga")), _("Penjualan per jenis harga")
    return _lines(connection, period, "sales-prices", title, key, rows)


def _lines(
    connection: Connection,
    period: Period,
    name: str,
    title: str,
    key: Column,
    found: Sequence[tuple[str, Both]],
    *,
    quantity: bool = False,
) -> Report:
    columns = (
        key,
        Column("lines", _("Baris"), Kind.COUNT),
        *((Column("quantity", _("Terjual"), Kind.QUANTITY),) if quantity else ()),
        Column("gross", _("Kotor"), Kind.RUPIAH),
        Column("discount", _("Diskon"), Kind.RUPIAH),
        Column("net", _("Penjualan"), Kind.RUPIAH),
        Column("share", _("% penjualan"), Kind.PERCENT),
        Column("members", _("Anggota"), Kind.RUPIAH),
        Column("cost", _("Harga pokok"), Kind.RUPIAH),
        Column("maker_share", _("Bagian penitip"), Kind.RUPIAH),
        Column("margin", _("Laba penjualan"), Kind.RUPIAH),
        Column("margin_rate", _("Margin"), Kind.PERCENT),
    )
    whole = _together(each for _name, each in found)
    rows: list[tuple[Cell, ...]] = [
        (words, *_line_cells(each, whole.net, quantity=quantity, summed=False)) for words, each in found
    ]
    return Report(
        name,
        title,
        columns,
        tuple(rows),
        (_("Jumlah"), *_line_cells(whole, whole.net, quantity=quantity, summed=True)) if rows else None,
        period.branch.shop_name,
        "",
        period.words,
        locked_sales.read(connection, period).notes,
        chart=chart(_("Penjualan"), ((words, each.net) for words, each in found), most=BARS),
        figures=(Figure(_("Penjualan"), whole.net), Figure(_("Laba penjualan"), whole.margin)),
        agrees=sold_queries.margin_agrees(connection, period, whole.margin),
    )


def _line_cells(each: Both, whole: Rupiah, *, quantity: bool, summed: bool) -> tuple[Cell, ...]:
    paid = each.net - each.rupiah("tax")
    rate = basis_points(each.margin.amount, paid.amount) if paid.amount > 0 else None
    # Pieces and boxes have no sum.
    amount: tuple[Cell, ...] = ((None if summed else each.members.quantity + each.others.quantity),)
    return (
        each.of("count"),
        *(amount if quantity else ()),
        each.rupiah("gross"),
        each.rupiah("discount"),
        each.net,
        _share(each.net, whole),
        each.members.net,
        each.rupiah("cost"),
        each.rupiah("maker_share"),
        each.margin,
        rate,
    )


# --- Tenders -----------------------------------------------------------------------------------


def by_tender(connection: Connection, period: Period) -> Report:
    """How customers paid, corrections included; what each brought is what the books say arrived by sales."""
    columns = (
        Column("tender", _("Cara bayar")),
        Column("times", _("Kali"), Kind.COUNT),
        Column("amount", _("Jumlah"), Kind.RUPIAH),
        Column("share", _("Bagian"), Kind.PERCENT),
        Column("members", _("Anggota"), Kind.RUPIAH),
        Column("others", _("Nonanggota"), Kind.RUPIAH),
        Column("average", _("Rata-rata"), Kind.RUPIAH),
    )
    order = [kind.value for kind in TenderKind]
    found = sorted(_read(connection, period, Topic.TENDER), key=lambda each: order.index(each.key))
    whole = total(each.net for each in found)
    named = [(_(NAMES[TenderKind(each.key)]), each) for each in found]
    rows = tuple((words, *_tender_cells(each, whole)) for words, each in named)
    arrived = {TenderKind(each.key): each.net for each in found}
    return Report(
        "sales-tenders",
        _("Penjualan per cara bayar"),
        columns,
        rows,
        (_("Jumlah"), *_tender_cells(_together(found), whole)) if rows else None,
        period.branch.shop_name,
        "",
        period.words,
        locked_sales.read(connection, period).notes,
        chart=chart(_("Cara bayar"), ((words, each.net) for words, each in named)),
        figures=(Figure(_("Diterima"), whole),),
        agrees=sold_queries.arrived_agrees(connection, period, arrived),
    )


def _tender_cells(each: Both, whole: Rupiah) -> tuple[Cell, ...]:
    times = each.of("count")
    average = Rupiah(half_up(each.net.amount, times)) if times > 0 else None
    return (times, each.net, _share(each.net, whole), each.members.net, each.others.net, average)
