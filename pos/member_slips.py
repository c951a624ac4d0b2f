"""Slips of a member's own money: a debt paid off, savings in and out, a kasbon that she signs for.

What the shop must be able to show later carries a line to sign; the figures are those that
stood in the books when it was posted.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from koperasi.branches import Branch
from koperasi.debts import DebtPayment
from koperasi.documents import Document, Kind
from koperasi.members import Card, Member
from koperasi.money import ZERO, Rupiah, total
from koperasi.parties import Party
from koperasi.savings import NAMES as SAVINGS_NAMES
from koperasi.savings import SavingsMovement
from koperasi.shop import Shop
from koperasi.tender_kinds import HERS, NAMES
from koperasi.text import _
from koperasi.users import User
from pos.receipts import shop_head
from pos.sale_commands import SaleCommand
from printing.slips import BIG, Draft, Slip


def _head(paper: Draft, branch: Branch, title: str, number: str, at: datetime, cashier: str) -> None:
    shop_head(paper, branch).blank()
    paper.middle(title, size=BIG, bold=True).blank()
    local = branch.local(at)
    paper.both(_("No. {number}").format(number=number), (f"{local:%d/%m/%Y %H.%M}", f"{local:%d/%m/%y %H.%M}"))
    paper.both(_("Kasir {name}").format(name=cashier.split()[0]), "").rule()


def _posted(connection: Connection, document_id: int) -> Any:
    """The number, time and cashier of a document, and the member whose it is."""
    found = (
        select(Document.number, Document.at, User.name.label("cashier"), Party.name, Member.number.label("member"))
        .join(User, User.id == Document.by_id)
        .join(Party, Party.id == Document.party_id)
        .join(Member, Member.party_id == Party.id)
        .where(Document.id == document_id)
    )
    return connection.execute(found).one()


def debt_payment(shop: Shop, connection: Connection, document_id: int) -> Slip:
    """What a member paid off and what she owes after it."""
    head = _posted(connection, document_id)
    columns = (DebtPayment.kind, DebtPayment.amount, DebtPayment.reference, DebtPayment.owes_after)
    paid = connection.execute(select(*columns).where(DebtPayment.document_id == document_id)).one()
    paper = Draft()
    _head(paper, shop.branch, _("BAYAR UTANG"), head.number, head.at, head.cashier)
    paper.both(_("Anggota"), head.member).right(head.name)
    paper.both(_("Utang sebelumnya"), (paid.owes_after + paid.amount).bare)
    name = _(NAMES[paid.kind])
    words = _("{name}  ref. {reference}").format(name=name, reference=paid.reference) if paid.reference else name
    paper.both(words, paid.amount.bare, bold=True)
    paper.both(_("SISA UTANG"), paid.owes_after.bare, bold=True)
    if paid.owes_after <= ZERO:
        paper.blank().middle(_("LUNAS"), size=BIG, bold=True)
    paper.blank().signatures((_("Kasir"), head.cashier), (_("Anggota"), head.name))
    return paper.barcode(head.number).cut().slip()


def savings(shop: Shop, connection: Connection, document_id: int) -> Slip:
    """What a member put in or took out, and what she has after it."""
    head = _posted(connection, document_id)
    columns = (SavingsMovement.savings, SavingsMovement.kind, SavingsMovement.amount, SavingsMovement.balance_after)
    moved = connection.execute(select(*columns).where(SavingsMovement.document_id == document_id)).one()
    title = _("SETOR SIMPANAN") if moved.amount > ZERO else _("AMBIL SIMPANAN")
    paper = Draft()
    _head(paper, shop.branch, title, head.number, head.at, head.cashier)
    paper.both(_("Anggota"), head.member).right(head.name)
    paper.both(_(SAVINGS_NAMES[moved.savings]), "")
    paper.both(_("Saldo sebelumnya"), (moved.balance_after - moved.amount).bare)
    paper.both(_(NAMES[moved.kind]), moved.amount.bare, bold=True)
    paper.both(_("SALDO"), moved.balance_after.bare, bold=True).blank()
    paper.signatures((_("Kasir"), head.cashier), (_("Anggota"), head.name))
    return paper.barcode(head.number).cut().slip()


def kasbon(branch: Branch, command: SaleCommand, card: Card, cashier: str) -> Slip:
    """The shop's own slip of a sale that a member's balances pay: she signs it, the shop keeps it."""
    paper = Draft()
    _head(paper, branch, _("BUKTI KASBON"), command.number.text, command.at, cashier)
    paper.both(_("Anggota"), card.number).right(card.name)
    paper.both(_("Total belanja"), command.total.bare)
    for kind in dict.fromkeys(each.kind for each in command.tenders if each.kind in HERS):
        paper.both(_(NAMES[kind]), command.paid_by(kind).bare, bold=True)
    owed = total(each.applied for each in command.tenders if each.kind == "kasbon")
    if owed:
        paper.both(_("Utang sesudah ini"), Rupiah(card.owes.amount + owed.amount).bare)
    paper.blank().middle(_("Saya setuju dengan jumlah di atas.")).blank()
    return paper.signatures((_("Anggota"), card.name), (_("Kasir"), cashier)).cut().slip()


#: Documents of a member's money, and what draws their slip.
DRAWN: dict[Kind, Callable[[Shop, Connection, int], Slip]] = {
    Kind.DEBT_PAYMENT: debt_payment,
    Kind.SAVINGS: savings,
}
