"""Ways to pay: their names, the account that each arrives at, and what each rests on.

Cash goes into the drawer.  QRIS, transfer and card wait in a clearing account until the
bank has them.  Kasbon, savings and earnings are a member's own balances; a voucher is a
debt of the shop to whoever holds it.
"""

from __future__ import annotations

from enum import StrEnum

from koperasi.ledger import Role
from koperasi.text import N_


class TenderKind(StrEnum):
    CASH = "cash"
    QRIS = "qris"
    TRANSFER = "transfer"
    KASBON = "kasbon"
    #: A card at the bank's own terminal.
    CARD = "card"
    VOUCHER = "voucher"
    #: What she is owed for goods she brought, set off by her written consent.
    EARNINGS = "earnings"
    #: Her simpanan sukarela.
    SAVINGS = "savings"


NAMES = {
    TenderKind.CASH: N_("Tunai"),
    TenderKind.QRIS: N_("QRIS"),
    TenderKind.TRANSFER: N_("Transfer"),
    TenderKind.KASBON: N_("Kasbon"),
    TenderKind.CARD: N_("Kartu"),
    TenderKind.VOUCHER: N_("Voucher"),
    TenderKind.EARNINGS: N_("Hasil Titipan"),
    TenderKind.SAVINGS: N_("Simpanan"),
}
#: Money of these must be seen on the shop's own screen before the sale is done.
CONFIRMED = frozenset({TenderKind.QRIS, TenderKind.TRANSFER})
#: A member's own balances: only with her at the till, and posted with her as the party.
HERS = frozenset({TenderKind.KASBON, TenderKind.EARNINGS, TenderKind.SAVINGS})
#: Money that comes from outside, as against a balance that the shop keeps.
MONEY = (TenderKind.CASH, TenderKind.QRIS, TenderKind.TRANSFER, TenderKind.CARD)

_ROLES = {
    TenderKind.QRIS: Role.QRIS_CLEARING,
    TenderKind.TRANSFER: Role.TRANSFER_CLEARING,
    TenderKind.KASBON: Role.MEMBER_RECEIVABLE,
    TenderKind.CARD: Role.CARD_CLEARING,
    TenderKind.VOUCHER: Role.VOUCHERS,
    TenderKind.EARNINGS: Role.OWED_TO_MAKERS,
    TenderKind.SAVINGS: Role.SAVINGS_VOLUNTARY,
}


def account_of(kind: TenderKind, drawer_id: int) -> Role | int:
    """The account that a tender arrives at; `drawer_id` is the account of the shift's drawer."""
    return drawer_id if kind is TenderKind.CASH else _ROLES[kind]


class Proof(StrEnum):
    """How a member agreed that her own balance is used."""

    NONE = ""
    #: On a slip that the shop keeps.
    SIGNATURE = "signature"
    #: Keyed by her, and right.
    PIN = "pin"
