"""One page of what a head of shop looks at by cashier: what was taken out, called off, brought back, given away.

The usual warning signs of a till (domain: losses happen where a sale is undone): each thing
is counted for a hundred sales and set beside the whole shop's.  The words inform, and say
what to ask; nobody is accused by a figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from koperasi.money import ZERO, Rupiah, half_up, total
from koperasi.periods import Period
from koperasi.quantity import Quantity
from koperasi.rights import Permission
from koperasi.text import N_, _
from pos import decision_queries, sold_queries, totals
from pos.totals import Topic
from printing.reports import Cell, Chart, ChartBar, Column, Figure, Kind, Report

#: User → how often, and what it came to.
Found = Mapping[int, tuple[int, Rupiah]]

#: What is counted, in the order it is told, and the question that goes with much of it.
THINGS = {
    "removed": (N_("Barang dihapus dari keranjang"), N_("Tanya: apakah harga atau stiker sering salah?")),
    "removed_paid": (N_("Dihapus sesudah Bayar ditekan"), N_("Cocokkan dengan CCTV atau struk pelanggan.")),
    "void": (N_("Belanja dibatalkan"), N_("Tanya: mengapa pelanggan tidak jadi?")),
    "void_paid": (N_("Dibatalkan sesudah Bayar ditekan"), N_("Cocokkan uang laci hari itu.")),
    "return": (N_("Barang diretur"), N_("Lihat laporan retur: barang apa, alasan apa.")),
    "return_blind": (N_("Retur tanpa struk"), N_("Periksa barangnya ada di rak atau gudang.")),
    "no_sale": (N_("Laci dibuka tanpa penjualan"), N_("Tanya: uang kecil kurang, atau laci macet?")),
    "discount": (N_("Diskon diketik kasir"), N_("Lihat laporan diskon: untuk siapa, mengapa.")),
    "near_limit": (N_("Diskon mendekati batas"), N_("Tanya: apakah batasnya terlalu rendah?")),
    "price": (N_("Harga diubah kasir"), N_("Periksa label rak barang itu.")),
    "override": (N_("Minta izin atasan"), N_("Tanya: perlu batas atau pelatihan lain?")),
}
#: From so many times on, and so many times as often as the shop, a figure is pointed at.
LEAST, TIMES = 3, 2
#: A discount is near its limit from so much of it on, in per cent.
NEAR = 80
_BY_TOPIC = {"removed": Topic.REMOVED, "discount": Topic.DISCOUNT, "price": Topic.PRICE}
_AMOUNTLESS = frozenset({"no_sale", "removed_paid"})


@dataclass(frozen=True, slots=True)
class Sign:
    """How often one cashier did one thing, beside the whole shop."""

    cashier: int
    what: str
    count: int
    amount: Rupiah
    tickets: int
    shop_count: int
    shop_tickets: int

    @property
    def rate(self) -> Quantity | None:
        """For a hundred sales; None without any."""
        return _per_hundred(self.count, self.tickets)

    @property
    def shop_rate(self) -> Quantity | None:
        return _per_hundred(self.shop_count, self.shop_tickets)

    @property
    def often(self) -> bool:
        """Much more often than in the whole shop, or without any sale at all."""
        if self.count < LEAST:
            return False
        return self.count * self.shop_tickets >= TIMES * self.shop_count * self.tickets


def _per_hundred(count: int, tickets: int) -> Quantity | None:
    """To a tenth: more figures would say nothing."""
    return Quantity(half_up(count * 1_000, tickets) * 100) if tickets > 0 else None


def signs(connection: Connection, period: Period) -> list[Sign]:
    """Everything that happened, by cashier and thing; what happened to nobody is left out."""
    tickets = _totals(connection, period, Topic.CASHIER)
    sold = {who: count for who, (count, _amount) in tickets.items()}
    found = {what: _found(connection, period, what) for what in THINGS}
    people = sorted({who for each in found.values() for who in each} | set(sold))
    return [
        Sign(
            who,
            what,
            *by_user[who],
            sold.get(who, 0),
            sum(count for count, _amount in by_user.values()),
            sum(sold.values()),
        )
        for who in people
        for what, by_user in found.items()
        if who in by_user
    ]


def _found(connection: Connection, period: Period, what: str) -> Found:
    if what in _BY_TOPIC:
        return _totals(connection, period, _BY_TOPIC[what])
    if what == "near_limit":
        return _near_limit(connection, period)
    return decision_queries.few(connection, period, what)


def _totals(connection: Connection, period: Period, topic: Topic) -> dict[int, tuple[int, Rupiah]]:
    found = totals.added(connection, period.branch, period.first, period.last, topic, ("count", "net"))
    return {int(key): (count, Rupiah(net)) for key, count, net in found if count}


def _near_limit(connection: Connection, period: Period) -> Found:
    """Sales in which somebody took off nearly all that her role may, as the limits stand today."""
    limits = sold_queries.limits(connection, Permission.SALE_DISCOUNT)
    if not limits:
        return {}
    near: dict[int, list[Rupiah]] = {}
    least = Rupiah(NEAR * min(limits.values()) // 100)
    for who, amount in decision_queries.keyed_discounts(connection, period, least):
        limit = limits.get(who)
        if limit is not None and NEAR * limit <= 100 * amount.amount <= 100 * limit:
            near.setdefault(who, []).append(amount)
    return {who: (len(amounts), total(amounts)) for who, amounts in near.items()}


def by_cashier(connection: Connection, period: Period) -> Report:
    """What each cashier removed, called off, took back, opened and gave away, beside the whole shop's."""
    columns = (
        Column("cashier", _("Kasir")),
        Column("what", _("Kejadian")),
        Column("times", _("Kali"), Kind.COUNT),
        Column("amount", _("Nilai"), Kind.RUPIAH),
        Column("rate", _("Per 100 nota"), Kind.QUANTITY),
        Column("shop_rate", _("Seluruh toko"), Kind.QUANTITY),
        Column("ask", _("Yang dapat ditanyakan")),
    )
    found, names = signs(connection, period), sold_queries.users(connection)
    ordered = sorted(found, key=lambda each: (names[str(each.cashier)].casefold(), each.cashier))
    rows: list[tuple[Cell, ...]] = [
        (
            names[str(each.cashier)],
            _(THINGS[each.what][0]),
            each.count,
            None if each.what in _AMOUNTLESS else each.amount,
            each.rate,
            each.shop_rate,
            _(THINGS[each.what][1]) if each.often else "",
        )
        for each in ordered
    ]
    pointed = [each for each in ordered if each.often]
    bars = tuple(
        ChartBar(f"{names[str(each.cashier)]}: {_(THINGS[each.what][0])}", each.count, str(each.count))
        for each in sorted(pointed, key=lambda each: -each.count)[:10]
    )
    return Report(
        "cashier-signs",
        _("Kejadian di kasir"),
        columns,
        tuple(rows),
        None,
        period.branch.shop_name,
        "",
        period.words,
        (
            _("Angka ini bahan bertanya, bukan tuduhan: kasir di jam ramai atau di kasir retur wajar lebih tinggi."),
            _("Pertanyaan muncul bila kejadian paling sedikit {least} kali dan {times} kali rata-rata toko.").format(
                least=LEAST, times=TIMES
            ),
        ),
        chart=Chart(_("Jauh di atas rata-rata toko"), bars) if bars else None,
        figures=(
            Figure(_("Yang perlu ditanyakan"), len(pointed), Kind.COUNT),
            Figure(_("Laci dibuka tanpa penjualan"), _often(found, "no_sale"), Kind.COUNT),
            Figure(_("Diretur tanpa struk"), _worth(found, "return_blind")),
        ),
    )


def _often(found: list[Sign], what: str) -> int:
    return sum(each.count for each in found if each.what == what)


def _worth(found: list[Sign], what: str) -> Rupiah:
    return total([ZERO, *(each.amount for each in found if each.what == what)])
