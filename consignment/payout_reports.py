"""Reports of payouts: what was paid, who is due and why not, and the list for the bank."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from consignment import payout_drafts, payout_queries, payout_views
from consignment.makers import wishes_of
from consignment.payout_drafts import KeptDraft
from consignment.payout_facts import WAYS, DraftState, Undone, Way
from consignment.payout_queries import PaidHead
from consignment.payout_runs import Due, RunResult
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.text import N_, _
from printing.reports import Cell, Column, Kind, Opens, Report, total_row

STATES = {
    DraftState.DRAWN: N_("belum dicetak"),
    DraftState.APPROVED: N_("disetujui"),
    DraftState.PRINTED: N_("sudah dicetak"),
}
_SUMS = ("gross", "advance", "fee", "set_off", "to_savings", "paid")


def payouts(connection: Connection, period: Period) -> Report:
    """Every payout of the days with its parts; one taken back stands twice, the second time below zero."""
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Nomor")),
        Column("code", _("Kode")),
        Column("name", _("Penitip")),
        Column("way", _("Cara")),
        Column("gross", _("Jumlah"), Kind.RUPIAH),
        Column("advance", _("Uang muka"), Kind.RUPIAH),
        Column("fee", _("Biaya"), Kind.RUPIAH),
        Column("set_off", _("Potong kasbon"), Kind.RUPIAH),
        Column("to_savings", _("Simpanan"), Kind.RUPIAH),
        Column("paid", _("Dibayar"), Kind.RUPIAH),
        Column("carried", _("Sisa dibawa"), Kind.RUPIAH),
        Column("received_by", _("Penerima")),
        Column("by", _("Oleh")),
        Column("state", _("Keadaan")),
    )
    party = period.choices.party
    found = payout_queries.between(connection, period.branch.id, period.first, period.last)
    heads = [each for each in reversed(found) if party is None or each.maker_id == party]
    rows = tuple(_row(each) for each in heads)
    return Report(
        "payouts",
        _("Pembayaran penitip"),
        columns,
        rows,
        total_row(columns, rows, *_SUMS),
        period.branch.shop_name,
        "",
        period.words,
        opens=Opens("document", tuple(each.document_id for each in heads)),
    )


def _row(head: PaidHead) -> tuple[Cell, ...]:
    parts = tuple(getattr(head, name) for name in (*_SUMS, "carried"))
    who = (head.business_date, head.number, head.maker_code, head.maker, _(WAYS[head.way]))
    return (*who, *parts, head.received_by, head.by, state_of(head))


def state_of(head: PaidHead) -> str:
    """What became of a payout, in a word; "" while it stands."""
    if head.stands:
        return ""
    bounced = head.undone is Undone.BOUNCED
    if head.reverses_id is not None:
        return _("transfer kembali") if bounced else _("pembatalan")
    return _("transfernya kembali") if bounced else _("dibatalkan")


def due(everyone: Sequence[Due], shop: str) -> Report:
    """Everyone whose account is not empty: what she would be paid now, or why not."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Penitip")),
        Column("owed", _("Saldo titipan"), Kind.RUPIAH),
        Column("on_hold", _("Ditahan"), Kind.RUPIAH),
        Column("available", _("Bisa dibayar"), Kind.RUPIAH),
        Column("set_off", _("Potong kasbon"), Kind.RUPIAH),
        Column("paid", _("Dibayar"), Kind.RUPIAH),
        Column("way", _("Cara")),
        Column("due_on", _("Hari bayar"), Kind.DATE),
        Column("why", _("Keterangan")),
    )
    rows = tuple(_due_row(each) for each in everyone)
    totals = total_row(columns, rows, "owed", "on_hold", "available", "set_off", "paid")
    return Report("payouts-due", _("Penitip yang dibayar"), columns, rows, totals, shop)


def _due_row(each: Due) -> tuple[Cell, ...]:
    draft, payee = each.draft, each.draft.payee
    figures = draft.figures
    owed = (payee.balance.owed, payee.balance.on_hold, draft.available, figures.set_off, figures.paid)
    return (payee.code, payee.name, *owed, _(WAYS[draft.way]), each.due_on, why(each))


def why(each: Due) -> str:
    """Why she is not paid now, or how far it has come; "" when she can be."""
    if each.kept is not None:
        return _("bukti bayar {state}").format(state=_(STATES[each.kept.state]))
    return each.draft.blocked


def done(result: RunResult, shop: str) -> Report:
    """What a run did, maker by maker."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Penitip")),
        Column("amount", _("Jumlah"), Kind.RUPIAH),
        Column("number", _("Nomor")),
        Column("state", _("Keadaan")),
    )
    rows = tuple(
        (
            each.maker_code,
            each.maker,
            each.amount,
            each.number,
            each.error or (_("dibayar") if each.number else _("menunggu dicetak dan dibayar")),
        )
        for each in result.outcomes
    )
    return Report("payout-run", _("Bayar Penitip"), columns, rows, total_row(columns, rows, "amount"), shop)


def transfers(connection: Connection, branch_id: int, day: date, shop: str) -> Report:
    """What is to be transferred, as a bank takes it in: payouts not posted yet, and those paid on a day.

    The text of each is its payout's code, by which she and the shop know it again.
    """
    columns = (
        Column("bank", _("Bank")),
        Column("account", _("Rekening")),
        Column("holder", _("Atas nama")),
        Column("amount", _("Jumlah"), Kind.RUPIAH),
        Column("text", _("Berita")),
        Column("code", _("Kode")),
        Column("name", _("Penitip")),
        Column("number", _("Nomor")),
        Column("reference", _("No. transfer")),
        Column("state", _("Keadaan")),
    )
    waiting = [each for each in payout_drafts.kept(connection) if each.command.way is Way.BANK]
    paid = [
        each
        for each in reversed(payout_queries.between(connection, branch_id, day, day))
        if each.way is Way.BANK and each.stands and each.paid
    ]
    makers = sorted({each.command.maker_id for each in waiting} | {each.maker_id for each in paid})
    wishes = wishes_of(connection, makers)
    rows: list[tuple[Cell, ...]] = []
    for draft in waiting:
        said = wishes[draft.command.maker_id]
        rows.append((said.bank, said.bank_account, said.bank_holder, *_waiting(draft)))
    for head in paid:
        said = wishes[head.maker_id]
        words = (payout_views.code_of(head.uid), head.maker_code, head.maker, head.number, head.bank_reference)
        rows.append((said.bank, said.bank_account, said.bank_holder, head.paid, *words, _("dibayar")))
    totals = total_row(columns, tuple(rows), "amount")
    return Report("payout-transfers", _("Daftar transfer penitip"), columns, tuple(rows), totals, shop)


def _waiting(draft: KeptDraft) -> tuple[str | Rupiah, ...]:
    code = payout_views.code_of(draft.command.uid)
    return (draft.command.figures.paid, code, draft.maker_code, draft.maker, "", "", _(STATES[draft.state]))
