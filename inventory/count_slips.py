"""The count sheet on receipt paper: what is to be counted, shelf by shelf, with a line to write on."""

from __future__ import annotations

from itertools import groupby

from sqlalchemy import Connection

from inventory import count_queries, count_records
from koperasi.branches import Branch
from koperasi.text import _, clock, short_date
from printing.slips import RIGHT, Cell, Draft, Slip

#: As many goods as one strip of paper is still carried along a shelf with.
MOST = 200


def sheet(connection: Connection, session_id: int, branch: Branch) -> Slip:
    """What is still to be counted; the book's own figure is not on it."""
    session = count_records.by_id(connection, session_id)
    goods = count_queries.to_count(connection, session, MOST)
    began = branch.local(session.started_at)
    draft = Draft()
    draft.middle(_("LEMBAR HITUNG"), bold=True).middle(session.title)
    draft.both(f"{short_date(began.date())} {clock(began)}", _("{count} barang").format(count=len(goods)))
    for shelf, there in groupby(goods, key=lambda each: each.shelf):
        draft.rule().text(shelf or _("Tanpa rak"), bold=True)
        for each in there:
            draft.text(each.name)
            draft.columns(Cell(each.code, 0), Cell(f"________ {each.unit}", 18, RIGHT))
    draft.rule().text(_("Tulis jam bila toko tetap berjualan."))
    draft.signatures((_("Penghitung"), ""), (_("Saksi"), ""))
    return draft.cut().slip()
