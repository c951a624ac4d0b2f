"""The report of the audit trail: when, who, by which right, on which document, and what."""

from __future__ import annotations

import json

from sqlalchemy import Connection

from koperasi.periods import Period
from koperasi.text import _
from pos import audit_queries, deed_words
from pos.audit_queries import Link
from pos.book_reports import DOCUMENTS
from printing.reports import Cell, Column, Figure, Kind, Opens, Report

#: So many rows are shown while the rest is read.
FIRST = 200


def audit(connection: Connection, period: Period) -> Report:
    """Everything that was done, refused or tried in the days, newest first.

    Narrowed to a person, and `by` the beginning of a right (`pos:sale`, `refused:`).
    """
    return _report(period, audit_queries.links(connection, period))


def audit_first(connection: Connection, period: Period) -> Report:
    """Its first rows."""
    return _report(period, audit_queries.links(connection, period, FIRST))


def _report(period: Period, found: list[Link]) -> Report:
    columns = (
        Column("at", _("Waktu"), Kind.DATETIME),
        Column("who", _("Siapa")),
        Column("deed", _("Tindakan")),
        Column("document", _("Dokumen")),
        Column("number", _("Nomor")),
        Column("amount", _("Jumlah"), Kind.RUPIAH),
        Column("what", _("Keterangan")),
        Column("approver", _("Disetujui")),
        Column("right", _("Hak")),
        Column("link", _("Mata rantai")),
    )
    words = {kind.value: _(named) for kind, named in DOCUMENTS.items()}
    rows = tuple(_row(each, words) for each in found)
    refused = sum(1 for each in found if each.deed.startswith("refused:"))
    return Report(
        "audit",
        _("Jejak audit"),
        columns,
        rows,
        None,
        period.branch.shop_name,
        "",
        period.words,
        (_("Setiap baris terkunci dalam rantai; Periksa pembukuan di Beranda membuktikan tidak ada yang hilang."),),
        figures=(Figure(_("Tindakan"), len(rows), Kind.COUNT), Figure(_("Ditolak"), refused, Kind.COUNT)),
        opens=Opens("document", tuple(each.document_id for each in found)),
    )


def _row(each: Link, words: dict[str, str]) -> tuple[Cell, ...]:
    kind = words.get(each.kind, each.kind)
    paper = (kind, each.number, each.amount if each.amount else None)
    said = (told(each.detail), each.approver, each.deed, each.chain)
    return (each.at, each.who, deed_words.words(each.deed), *paper, *said)


def told(detail: str) -> str:
    """What a link says beside, as words: `reason: salah ambil · total: 5000`."""
    try:
        said = json.loads(detail) if detail else {}
    except ValueError:
        return detail
    if not isinstance(said, dict):
        return str(said)
    return " \N{MIDDLE DOT} ".join(f"{key}: {_plain(value)}" for key, value in said.items())


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
