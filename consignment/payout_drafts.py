"""Payouts being made: drawn, approved by another person where it is much, printed to sign, then paid.

A draft lies in the database from the moment it is drawn until it is paid or dropped, so that
a power cut after the slip was signed loses nothing: it is found again, and paid or dropped
(domain/consignment.md 5.7).  Each maker has one at most: of two who draw hers, one is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.orm import aliased

from consignment import payees, payout_queries, payouts
from consignment.payout_facts import DraftState, PayoutDraftRecord
from consignment.payouts import PayoutCommand
from koperasi import commands, documents
from koperasi.errors import NotFound, Refused
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.users import User
from koperasi.work import Work, needs


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A payout that is not posted yet."""

    command: PayoutCommand
    state: DraftState
    maker_code: str
    maker: str
    made_by: str
    made_by_id: int
    made_at: datetime
    approved_by: str
    printed_at: datetime | None
    #: What she was paid already on the day that it was drawn for.
    paid_before: Rupiah = ZERO

    @property
    def id(self) -> int:
        return self.command.id


@needs(Permission.PAYOUT_PAY)
def keep(work: Work, command: PayoutCommand) -> None:
    """Keep a payout that was drawn up; the same one again changes nothing.

    Raises Refused while another one for her is neither paid nor dropped (rule `draft-open`).
    """
    connection = work.connection
    payees.hold(connection, command.maker_id)
    there = connection.execute(
        select(PayoutDraftRecord.id, PayoutDraftRecord.command).where(PayoutDraftRecord.maker_id == command.maker_id)
    ).first()
    if there is not None and there.id == command.id:
        return
    if there is not None:
        remedy = _("Selesaikan atau buang dulu yang itu.")
        raise Refused(_("Masih ada bukti bayar yang belum selesai."), remedy=remedy, rule="draft-open")
    row = {
        "id": command.id,
        "maker_id": command.maker_id,
        "state": DraftState.DRAWN,
        "command": commands.encode(command),
        "run_uid": command.run_uid,
        "made_by": work.actor.id,
        "made_at": work.now,
        "approved_by": None,
        "printed_at": None,
    }
    connection.execute(insert(PayoutDraftRecord), [row])
    work.trace.detail.update(draft=str(command.id), maker=str(command.maker_id))


@needs(Permission.PAYOUT_APPROVE)
def approve(work: Work, draft_id: int) -> None:
    """Say yes to a payout that another person drew; saying it twice changes nothing.

    Raises NotFound, Refused for one's own (rule `second-person`), NotAllowed beyond the limit.
    """
    kept = by_id(work.connection, draft_id)
    amount = kept.command.figures.gross
    work.must(Permission.PAYOUT_APPROVE, amount)
    if kept.made_by_id == work.actor.id:
        words = _("{name} menyiapkannya sendiri.").format(name=work.actor.name)
        raise Refused(words, remedy=_("Minta orang lain menyetujuinya."), rule="second-person")
    work.trace.amount = amount
    work.trace.detail.update(draft=str(draft_id))
    drawn = PayoutDraftRecord
    said = update(drawn).where(drawn.id == draft_id).values(approved_by=work.actor.id)
    work.connection.execute(said)
    first = update(drawn).where(drawn.id == draft_id, drawn.state == DraftState.DRAWN)
    work.connection.execute(first.values(state=DraftState.APPROVED))


@needs(Permission.PAYOUT_PAY)
def printed(work: Work, draft_id: int) -> PayoutCommand:
    """Note that a draft's slip goes to be signed.

    Raises NotFound, Refused while another person's yes is missing (rule `second-person`) or
    when the figures changed since (`figures-changed`): no slip is signed for nothing.
    """
    kept = by_id(work.connection, draft_id)
    approver = payouts.check(work, kept.command)
    noted = update(PayoutDraftRecord).where(PayoutDraftRecord.id == draft_id)
    values = {"state": DraftState.PRINTED, "printed_at": work.now, "approved_by": approver}
    work.connection.execute(noted.values(**values))
    work.trace.detail.update(draft=str(draft_id))
    return kept.command


@needs(Permission.PAYOUT_PAY)
def drop(work: Work, draft_id: int) -> None:
    """Drop a draft; its slip, if there is one, is void.  Raises NotFound for one that is gone or paid."""
    kept = by_id(work.connection, draft_id)
    work.connection.execute(delete(PayoutDraftRecord).where(PayoutDraftRecord.id == draft_id))
    work.trace.detail.update(dropped=str(draft_id), maker=str(kept.command.maker_id), state=kept.state.value)


def by_id(connection: Connection, draft_id: int) -> KeptDraft:
    """A draft.  Raises NotFound for one that is gone: paid, or dropped."""
    found = _read(connection, draft_id=draft_id)
    if not found:
        paid = documents.posted(connection, draft_id)
        raise NotFound(_("Bukti bayar ini sudah dibayar.") if paid else _("Bukti bayar ini sudah dibuang."))
    return found[0]


def of_maker(connection: Connection, maker_id: int) -> KeptDraft | None:
    """Her payout that is not posted yet, or None."""
    found = _read(connection, maker_id=maker_id)
    return found[0] if found else None


def kept(connection: Connection, run_uid: str | None = None) -> tuple[KeptDraft, ...]:
    """Every payout that is not posted yet (or those of a run), the oldest first."""
    return _read(connection, run_uid=run_uid)


def _read(
    connection: Connection, *, draft_id: int | None = None, maker_id: int | None = None, run_uid: str | None = None
) -> tuple[KeptDraft, ...]:
    drawn, approver = PayoutDraftRecord, aliased(User)
    found = (
        select(
            drawn.command,
            drawn.state,
            Party.code,
            Party.name,
            User.name,
            drawn.made_by,
            drawn.made_at,
            func.coalesce(approver.name, ""),
            drawn.printed_at,
        )
        .join(Party, Party.id == drawn.maker_id)
        .join(User, User.id == drawn.made_by)
        .outerjoin(approver, approver.id == drawn.approved_by)
        .order_by(drawn.made_at, drawn.id)
    )
    for column, value in ((drawn.id, draft_id), (drawn.maker_id, maker_id), (drawn.run_uid, run_uid)):
        if value is not None:
            found = found.where(column == value)
    rows: Sequence[Any] = connection.execute(found).all()
    drafts = [KeptDraft(commands.decode(PayoutCommand, row[0]), *row[1:]) for row in rows]
    return tuple(_with_paid_before(connection, drafts))


def _with_paid_before(connection: Connection, drafts: Sequence[KeptDraft]) -> list[KeptDraft]:
    days: dict[date, list[int]] = {}
    for each in drafts:
        days.setdefault(each.command.business_date, []).append(each.command.maker_id)
    paid = {day: payout_queries.paid_on(connection, makers, day) for day, makers in days.items()}
    return [
        replace(each, paid_before=paid[each.command.business_date].get(each.command.maker_id, ZERO)) for each in drafts
    ]


def waits_for_second(kept: KeptDraft, above: int) -> bool:
    """Whether another person must say yes first (`above` rupiah; 0 never)."""
    return bool(above) and kept.command.figures.gross + kept.paid_before > Rupiah(above) and not kept.approved_by


def paid_on(kept: KeptDraft, day: date, at: datetime, received_by: str, bank_reference: str = "") -> PayoutCommand:
    """The payment of a draft on a day: who signed its slip, and the bank's number of a transfer."""
    signed = received_by or kept.command.received_by
    return replace(kept.command, business_date=day, at=at, received_by=signed, bank_reference=bank_reference)
