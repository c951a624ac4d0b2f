"""What papers for manager and board say of drawers, of money in none, and of what is to be looked at."""

from __future__ import annotations

from collections.abc import Sequence

from koperasi.text import N_, _, clock
from pos import happenings
from pos.drawer_days import DrawerDay
from pos.happenings import What
from pos.paper_figures import Figures
from pos.tenders import NAMES
from printing.reports import Cell, Column, Kind, total_row
from printing.sheets import Lines

#: So many happenings stand on the paper; the rest is told by their number.
MOST = 18


def drawers(found: Sequence[DrawerDay]) -> Lines:
    """Each drawer from float to deposit, with its three counts."""
    columns = (
        Column("till", _("Laci dan kasir")),
        Column("float", _("Modal"), Kind.RUPIAH),
        Column("sold", _("Jual tunai"), Kind.RUPIAH),
        Column("came", _("Masuk lain"), Kind.RUPIAH),
        Column("went", _("Keluar"), Kind.RUPIAH),
        Column("dropped", _("Ke brankas"), Kind.RUPIAH),
        Column("expected", _("Menurut sistem"), Kind.RUPIAH),
        Column("counted", _("Hitung kasir"), Kind.RUPIAH),
        Column("verified", _("Hitung ulang"), Kind.RUPIAH),
        Column("over", _("Selisih"), Kind.RUPIAH),
        Column("banked", _("Setor tutup"), Kind.RUPIAH),
        Column("left", _("Tinggal"), Kind.RUPIAH),
    )
    rows = [
        (
            f"{each.till}, {each.cashier}" + (f" ({_('masih buka')})" if each.open else ""),
            each.float_amount,
            each.sold,
            each.came,
            each.went,
            each.dropped,
            each.expected,
            each.counted,
            each.verified,
            each.over,
            each.banked,
            each.left,
        )
        for each in found
    ]
    untold = {"till", "float", "left", *(["verified"] if all(each.verified is None for each in found) else [])}
    keys = [each.key for each in columns if each.key not in untold]
    totals = total_row(columns, rows, *keys) if len(rows) > 1 else None
    title, empty = _("Uang laci, dari modal sampai setor"), _("Tidak ada shift pada hari ini.")
    note = _("Selisih dihitung dari hitungan terakhir: hitung ulang bila ada, kalau tidak hitungan kasir.")
    return Lines(title, columns, tuple(rows), totals, note if rows else "", empty)


def answers(figures: Figures) -> Lines:
    """Each cashier's counts over longer days."""
    columns = (
        Column("name", _("Kasir")),
        Column("counts", _("Kali dihitung"), Kind.COUNT),
        Column("exact", _("Pas"), Kind.COUNT),
        Column("over", _("Lebih"), Kind.RUPIAH),
        Column("short", _("Kurang"), Kind.RUPIAH),
        Column("balance", _("Jumlah"), Kind.RUPIAH),
    )
    rows = [(each.cashier, each.counts, each.exact, each.over, each.short, each.balance) for each in figures.answers]
    totals = total_row(columns, rows, "counts", "exact", "over", "short", "balance") if len(rows) > 1 else None
    return Lines(_("Selisih kas per kasir"), columns, tuple(rows), totals, empty=_("Belum ada laci yang dihitung."))


def elsewhere(figures: Figures) -> Lines:
    """Money in no drawer, to be compared with the app and the bank."""
    columns = (
        Column("kind", _("Cara")),
        Column("times", _("Kali"), Kind.COUNT),
        Column("expected", _("Seharusnya"), Kind.RUPIAH),
        Column("seen", _("Terlihat"), Kind.RUPIAH),
        Column("unseen", _("Belum dilihat"), Kind.RUPIAH),
        Column("difference", _("Selisih"), Kind.RUPIAH),
    )
    rows = tuple(
        (_(NAMES[each.kind]), each.times, each.expected, each.seen, each.unseen, each.difference)
        for each in figures.elsewhere
    )
    title, empty = _("QRIS dan transfer, untuk dicocokkan"), _("Tidak ada yang perlu dicocokkan.")
    note = _("Terlihat: yang tampak di aplikasi saat tutup shift. Belum dilihat: carilah di aplikasi.") if rows else ""
    return Lines(title, columns, rows, None, note, empty)


def often(figures: Figures) -> Lines:
    """How often each thing happened that is looked at, and what it came to."""
    columns = (
        Column("what", _("Kejadian")),
        Column("count", _("Kali"), Kind.COUNT),
        Column("amount", _("Jumlah"), Kind.RUPIAH),
    )
    rows: list[tuple[Cell, ...]] = [(_("Diskon seluruhnya"), None, figures.sums.discount)]
    if figures.promotions:
        rows.append((_("di antaranya promo"), None, figures.promotions))
    names = {**happenings.NAMES, What.REMOVED: N_("Hapus Barang, termasuk batal"), What.VOID: N_("di antaranya batal")}
    rows += [(_(names[each.what]), each.count, each.amount or None) for each in figures.often]
    return Lines(_("Perlu diperiksa"), columns, tuple(rows))


def happened(figures: Figures) -> Lines:
    """Each by itself: when, on which paper, who, why, who allowed it."""
    columns = (
        Column("what", _("Kejadian")),
        Column("at", _("Jam")),
        Column("number", _("Nomor")),
        Column("who", _("Kasir")),
        Column("why", _("Alasan")),
        Column("allowed", _("Izin dari")),
        Column("amount", _("Jumlah"), Kind.RUPIAH),
    )
    found = figures.happened
    rows = tuple(
        (
            _(happenings.NAMES[each.what]),
            clock(each.at),
            each.number,
            each.who,
            each.why,
            each.allowed,
            each.amount or None,
        )
        for each in found[:MOST]
    )
    rest = len(found) - MOST
    note = _("Dan {count} lagi: lihat laporan di layar.").format(count=rest) if rest > 0 else ""
    return Lines(_("Siapa, kapan, mengapa"), columns, rows, None, note)


def by_cashier(figures: Figures) -> Lines:
    """Over longer days: how often each thing happened at whose till."""
    kinds = [what for what in What if any(each.what is what for each in figures.counted)]
    names = sorted({each.who for each in figures.counted})
    columns = (
        Column("name", _("Kasir")),
        *(Column(_key(what), _(happenings.NAMES[what]), Kind.COUNT) for what in kinds),
    )
    found = {(each.who, each.what): each.count for each in figures.counted}
    rows: list[tuple[Cell, ...]] = [(name, *(found.get((name, what), 0) for what in kinds)) for name in names]
    totals = total_row(columns, rows, *(_key(what) for what in kinds)) if len(rows) > 1 else None
    return Lines(_("Berapa kali, per kasir"), columns, tuple(rows), totals)


def _key(what: What) -> str:
    return what.value.replace("-", "_")
