"""The columns in which reports tell what was sold of makers' goods, and the picture of it."""

from __future__ import annotations

from collections.abc import Iterable

from consignment.maker_report_queries import Sold
from koperasi.money import Rupiah
from koperasi.text import _
from printing.reports import Cell, Chart, ChartBar, Column, Kind

#: How many bars a picture has.
BARS = 10
#: What is added up.
KEYS = ("gross", "discount", "net", "commission", "promotion", "share")


def columns() -> tuple[Column, ...]:
    """Each of them: net = gross − discount = commission − promotion + share."""
    return (
        Column("quantity", _("Terjual"), Kind.QUANTITY),
        Column("gross", _("Bruto"), Kind.RUPIAH),
        Column("discount", _("Potongan"), Kind.RUPIAH),
        Column("net", _("Penjualan"), Kind.RUPIAH),
        Column("commission", _("Komisi"), Kind.RUPIAH),
        Column("promotion", _("Ditambah toko"), Kind.RUPIAH),
        Column("share", _("Bagian penitip"), Kind.RUPIAH),
    )


def cells(sold: Sold) -> tuple[Cell, ...]:
    return (sold.quantity, sold.gross, sold.discount, sold.net, sold.commission, sold.promotion, sold.share)


def top(title: str, named: Iterable[tuple[str, Rupiah]]) -> Chart | None:
    """The largest of these amounts as bars; nothing where there is none above zero."""
    best = sorted((each for each in named if each[1].amount > 0), key=lambda each: (-each[1].amount, each[0]))[:BARS]
    if not best:
        return None
    return Chart(title, tuple(ChartBar(name, amount.amount, amount.shown, True) for name, amount in best))
