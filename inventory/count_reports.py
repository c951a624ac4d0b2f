"""Reports of counts: the sheet to count on, what a session found, results, and shrinkage.

Shrinkage by shift tells who was at a till between the last count of a good and the one that
missed it.  It is nobody's guilt: a shift is named with every difference of its time, so the
figures of shifts overlap and are never added up (domain/indonesia.md 3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from inventory import count_judgements, count_queries, count_records, count_report_queries
from inventory.count_judgements import Facts
from inventory.count_records import State
from inventory.count_report_queries import OnDuty, Result
from inventory.count_rules import CAUSE_WORDS, Cause
from koperasi.branches import Branch
from koperasi.money import ZERO, Rupiah
from koperasi.periods import Period
from koperasi.quantity import ONE
from koperasi.settings import Settings
from koperasi.text import N_, _, clock, short_date
from printing.reports import Cell, Column, Kind, Report, total_row

YES, NO = N_("ya"), N_("tidak")
STATE_WORDS = {
    State.COUNTING: N_("sedang dihitung"),
    State.REVIEW: N_("diperiksa"),
    State.CLOSED: N_("dibukukan"),
    State.CANCELLED: N_("dibatalkan"),
}


def sheet(connection: Connection, session_id: int, branch: Branch) -> Report:
    """What is to be counted, by shelf, with a blank to write in; what the book holds is not on it."""
    session = count_records.by_id(connection, session_id)
    goods = count_queries.to_count(connection, session)
    known = count_judgements.facts(connection, [each.product_id for each in goods])
    columns = (
        Column("shelf", _("Rak")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("other_units", _("Isi")),
        Column("unit", _("Satuan")),
        Column("quantity", _("Dihitung")),
        Column("counted_at", _("Jam")),
    )
    rows = tuple(
        (each.shelf, each.code, each.name, _contents(known[each.product_id]), each.unit, "", "") for each in goods
    )
    began = branch.local(session.started_at)
    words = f"{session.title} · {short_date(began.date())} {clock(began)}"
    note = _("Dihitung oleh: ____________________   Tulis jam bila toko tetap berjualan.")
    return Report("count-sheet", _("Lembar hitung"), columns, rows, None, branch.shop_name, words, notes=(note,))


def _contents(good: Facts) -> str:
    """What larger units hold: `Dus 40`."""
    return ", ".join(f"{name} {factor}" for name, factor in good.units if factor > ONE)


def sessions(connection: Connection, branch: Branch) -> Report:
    """The counts of a branch: those under way, then the newest that ended."""
    columns = (
        Column("id", _("Id")),
        Column("title", _("Yang dihitung")),
        Column("state", _("Keadaan")),
        Column("started_at", _("Mulai"), Kind.DATETIME),
        Column("counters", _("Penghitung")),
        Column("counted", _("Dihitung"), Kind.COUNT),
        Column("recounts", _("Hitung ulang"), Kind.COUNT),
        Column("number", _("Dokumen")),
    )
    rows = tuple(
        (
            str(each.session.id),
            each.session.title,
            _(STATE_WORDS[each.session.state]),
            branch.local(each.session.started_at),
            ", ".join(each.counters),
            each.counted,
            each.waiting,
            each.number,
        )
        for each in count_queries.sessions(connection, branch.id)
    )
    return Report("counts", _("Hitung stok"), columns, rows, None, branch.shop_name)


def session(connection: Connection, session_id: int, branch: Branch, settings: Settings) -> Report:
    """What a session has found so far, for who reviews it."""
    found = count_records.by_id(connection, session_id)
    columns = (
        Column("shelf", _("Rak")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("unit", _("Satuan")),
        Column("expected", _("Buku"), Kind.QUANTITY),
        Column("counted", _("Dihitung"), Kind.QUANTITY),
        Column("variance", _("Selisih"), Kind.QUANTITY),
        Column("value", _("Nilai"), Kind.RUPIAH),
        Column("rounds", _("Kali dihitung"), Kind.COUNT),
        Column("sold_soon", _("Dibayar sesudahnya"), Kind.QUANTITY),
        Column("counted_at", _("Pada"), Kind.DATETIME),
        Column("recount", _("Hitung ulang")),
    )
    rows = tuple(
        (
            each.facts.shelf,
            each.facts.code,
            each.facts.name,
            each.facts.base_unit,
            each.last.expected,
            each.last.quantity,
            each.variance,
            each.worth,
            each.last.turn,
            each.sold_soon,
            branch.local(each.last.last_at),
            _(YES) if each.must_recount else _(NO),
        )
        for each in count_judgements.judged(connection, found, branch, settings)
    )
    totals = total_row(columns, rows, "value")
    return Report("count-session", _("Hitungan"), columns, rows, totals, branch.shop_name, found.title)


def count_results(connection: Connection, period: Period) -> Report:
    """Every difference that the days' counts found, why, and who counted and approved."""
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Dokumen")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("shelf", _("Rak")),
        Column("expected", _("Buku"), Kind.QUANTITY),
        Column("counted", _("Dihitung"), Kind.QUANTITY),
        Column("variance", _("Selisih"), Kind.QUANTITY),
        Column("value", _("Nilai"), Kind.RUPIAH),
        Column("cause", _("Sebab")),
        Column("booked", _("Dibukukan")),
        Column("counted_at", _("Dihitung pada"), Kind.DATETIME),
        Column("counted_by", _("Penghitung")),
        Column("closed_by", _("Disetujui")),
        Column("note", _("Catatan")),
    )
    found = count_report_queries.results(connection, period)
    rows = tuple(_result_row(each, period.branch) for each in found)
    notes = (_("* menyetujui hitungannya sendiri, karena tidak ada orang lain"),) if any_own(found) else ()
    totals = total_row(columns, rows, "value")
    title = _("Hasil hitung stok")
    return Report("count-results", title, columns, rows, totals, period.branch.shop_name, "", period.words, notes)


def any_own(found: Iterable[Result]) -> bool:
    """Whether someone approved what she had counted herself."""
    return any(each.own_approval for each in found)


def _result_row(each: Result, branch: Branch) -> tuple[Cell, ...]:
    return (
        each.business_date,
        each.number,
        each.code,
        each.name,
        each.shelf,
        each.expected,
        each.counted,
        each.variance,
        each.value,
        _(CAUSE_WORDS[each.cause]),
        _(YES) if each.booked else _(NO),
        branch.local(each.counted_at),
        each.counted_by,
        each.closed_by + (" *" if each.own_approval else ""),
        each.note,
    )


@dataclass(slots=True)
class Sum:
    """Differences together."""

    lines: int = 0
    missing: Rupiah = ZERO
    broken: Rupiah = ZERO
    found: Rupiah = ZERO

    def add(self, result: Result) -> None:
        self.lines += 1
        if result.value > ZERO:
            self.found += result.value
        elif result.cause is Cause.BROKEN:
            self.broken += result.value
        else:
            self.missing += result.value

    @property
    def net(self) -> Rupiah:
        return self.missing + self.broken + self.found


def shrinkage(connection: Connection, period: Period) -> Report:
    """What counts found missing, broken and over, by category and by shelf."""
    found = [each for each in count_report_queries.results(connection, period) if each.booked]
    columns = (
        Column("by", _("Menurut")),
        Column("name", _("Nama")),
        Column("lines", _("Selisih"), Kind.COUNT),
        Column("missing", _("Hilang"), Kind.RUPIAH),
        Column("broken", _("Rusak"), Kind.RUPIAH),
        Column("found", _("Lebih"), Kind.RUPIAH),
        Column("net", _("Bersih"), Kind.RUPIAH),
    )
    rows = (
        *_sum_rows(_("Kategori"), found, lambda each: each.category or _("Tanpa kategori")),
        *_sum_rows(_("Rak"), found, lambda each: each.shelf or _("Tanpa rak")),
    )
    whole = Sum()
    for each in found:
        whole.add(each)
    totals = (_("Jumlah"), "", whole.lines, whole.missing, whole.broken, whole.found, whole.net)
    notes = (
        _("Kategori dan rak menjumlahkan selisih yang sama, jadi jumlahnya dihitung sekali."),
        _("Barang titipan tidak bernilai di persediaan toko: selisihnya tampak di hasil hitung."),
    )
    title = _("Susut")
    return Report("shrinkage", title, columns, rows, totals, period.branch.shop_name, "", period.words, notes)


def _sum_rows(by: str, found: Sequence[Result], name_of: Callable[[Result], str]) -> Iterable[tuple[Cell, ...]]:
    sums: dict[str, Sum] = {}
    for each in found:
        sums.setdefault(name_of(each), Sum()).add(each)
    for name, each_sum in sorted(sums.items(), key=lambda each: (each[1].net.amount, each[0])):
        yield (by, name, each_sum.lines, each_sum.missing, each_sum.broken, each_sum.found, each_sum.net)


@dataclass(slots=True)
class _Duty:
    """A shift with the differences of its time."""

    shift: OnDuty
    lines: int = 0
    alone: int = 0
    value: Rupiah = ZERO
    value_alone: Rupiah = ZERO
    goods: list[str] = field(default_factory=list)


def shrinkage_shifts(connection: Connection, period: Period) -> Report:
    """Which shifts were open between the last count of each good and the one that found a difference."""
    found = [each for each in count_report_queries.results(connection, period) if each.booked]
    duties: dict[int, _Duty] = {}
    if found:
        since = None if any(each.since is None for each in found) else min(each.since for each in found if each.since)
        until = max(each.counted_at for each in found)
        shifts = count_report_queries.shifts_since(connection, period.branch.id, since, until)
        for each in found:
            _note(duties, each, [shift for shift in shifts if _overlaps(shift, each)])
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("till", _("Kasa")),
        Column("cashier", _("Kasir")),
        Column("lines", _("Selisih di masanya"), Kind.COUNT),
        Column("value", _("Nilai"), Kind.RUPIAH),
        Column("alone", _("Hanya di masanya"), Kind.COUNT),
        Column("value_alone", _("Nilai itu"), Kind.RUPIAH),
        Column("goods", _("Barang")),
    )
    rows = tuple(
        (
            each.shift.business_date,
            each.shift.till,
            each.shift.cashier,
            each.lines,
            each.value,
            each.alone,
            each.value_alone,
            ", ".join(each.goods[:3]) + (" …" if len(each.goods) > 3 else ""),
        )
        for each in sorted(duties.values(), key=lambda one: one.shift.opened_at)
    )
    notes = (
        _("Bukan tuduhan: satu selisih disebut di setiap shift antara dua hitungan, jadi jangan dijumlahkan."),
        _("Hanya di masanya: tidak ada shift lain di antara kedua hitungan."),
    )
    title = _("Susut menurut shift")
    return Report("shrinkage-shifts", title, columns, rows, None, period.branch.shop_name, "", period.words, notes)


def _overlaps(shift: OnDuty, result: Result) -> bool:
    began = result.since is None or shift.closed_at is None or shift.closed_at > result.since
    return began and shift.opened_at < result.counted_at


def _note(duties: dict[int, _Duty], result: Result, shifts: Sequence[OnDuty]) -> None:
    for shift in shifts:
        duty = duties.setdefault(shift.id, _Duty(shift))
        duty.lines += 1
        duty.value += result.value
        duty.goods.append(result.name)
        if len(shifts) == 1:
            duty.alone += 1
            duty.value_alone += result.value
