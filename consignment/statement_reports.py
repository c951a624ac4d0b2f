"""Statements as tables: which there are, who is not stated yet, every line and every product of one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from consignment import statement_queries, statement_words
from consignment.statement_desks import Told
from consignment.statement_facts import Outcome
from consignment.statement_values import STATES, Disputed, Statement
from koperasi.money import total
from koperasi.periods import Period
from koperasi.text import N_, _
from printing.reports import Cell, Column, Kind, Opens, Report, total_row

OUTCOMES = {Outcome.ADJUSTED: N_("dikoreksi"), Outcome.REJECTED: N_("ditolak")}


def statements(connection: Connection, period: Period) -> Report:
    """Every statement issued in the days, of one maker or of all, with where it stands now."""
    columns = (
        Column("number", _("Nomor")),
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("maker", _("Penitip")),
        Column("first", _("Mulai"), Kind.DATE),
        Column("last", _("Sampai"), Kind.DATE),
        Column("opening", _("Saldo awal"), Kind.RUPIAH),
        Column("closing", _("Saldo akhir"), Kind.RUPIAH),
        Column("state", _("Jawabannya")),
    )
    heads = statement_queries.issued(
        connection, period.first, period.last, today=period.last, maker_id=period.choices.party
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.number, each.issued_on, each.maker_name, each.first, each.last, each.opening, each.closing,
            _(STATES[each.state]),
        )
        for each in heads
    )  # fmt: skip
    return Report(
        "statements", _("Rincian setoran"), columns, rows, None, period.branch.shop_name, "", period.words,
        opens=Opens("document", tuple(each.id for each in heads)),
    )  # fmt: skip


def waiting(makers: Sequence[Told], shop: str) -> Report:
    """Every maker with her last statement, and what came since."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Penitip")),
        Column("village", _("Desa")),
        Column("number", _("Rincian terakhir")),
        Column("last", _("Sampai"), Kind.DATE),
        Column("state", _("Jawabannya")),
        Column("unstated", _("Belum dirinci"), Kind.RUPIAH),
        Column("owed", _("Saldo sekarang"), Kind.RUPIAH),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.code,
            each.name,
            each.village,
            each.last.number if each.last is not None else "",
            each.last.last if each.last is not None else None,
            _(STATES[each.last.state]) if each.last is not None else "",
            each.since,
            each.owed,
        )
        for each in makers
    )
    totals = total_row(columns, rows, "unstated", "owed")
    return Report("statement-makers", _("Penitip dan rinciannya"), columns, rows, totals, shop)


def lines(statement: Statement) -> Report:
    """Every line of a statement; the amounts sum to what the balance changed by."""
    names = statement_words.named(statement.goods)
    columns = (
        Column("line", _("No"), Kind.COUNT),
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Nomor")),
        Column("what", _("Keterangan")),
        Column("name", _("Barang")),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
        Column("net", _("Hasil jual"), Kind.RUPIAH),
        Column("commission", _("Bagian toko"), Kind.RUPIAH),
        Column("amount", _("Bagian penitip"), Kind.RUPIAH),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.line,
            each.business_date,
            each.number,
            " · ".join(told for told in (statement_words.title(each), statement_words.detail(each)) if told),
            names[each.product_id].name if each.product_id in names else "",
            each.quantity,
            each.net,
            each.commission,
            each.amount,
        )
        for each in statement.lines
    )
    said = statement.said
    notes = (
        _("Saldo awal {opening}, perubahan {moved}, saldo akhir {closing}.").format(
            opening=said.opening, moved=total(each.amount for each in statement.lines), closing=said.closing
        ),
        *statement_words.foot(said),
    )
    totals = total_row(columns, rows, "amount")
    return Report(
        "statement", _("Rincian Setoran"), columns, rows, totals, said.shop, said.maker_name,
        f"{statement.number} · {statement_words.period(said)}", notes,
    )  # fmt: skip


def disputes(found: Sequence[Disputed], shop: str) -> Report:
    """What is disputed, and how it ended where it did."""
    columns = (
        Column("number", _("Rincian")),
        Column("maker", _("Penitip")),
        Column("answer", _("Bantahan")),
        Column("line", _("Baris"), Kind.COUNT),
        Column("why", _("Apa yang tidak cocok")),
        Column("claimed", _("Diminta"), Kind.RUPIAH),
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("outcome", _("Hasil")),
        Column("adjusted", _("Koreksi"), Kind.RUPIAH),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.statement_number,
            each.maker_name,
            f"{each.answer_id}-{each.place}",
            each.line,
            each.why,
            each.claimed,
            each.said_on,
            _outcome(each),
            each.adjusted,
        )
        for each in found
    )
    return Report("statement-disputes", _("Bantahan penitip"), columns, rows, None, shop)


def _outcome(dispute: Disputed) -> str:
    if dispute.outcome is not None:
        return f"{_(OUTCOMES[dispute.outcome])}: {dispute.ended_why}"
    return _("dicabut") if dispute.withdrawn else _("belum selesai")
