"""The state of the till: what stands on the counter, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from koperasi.money import ZERO, CashRounding, Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.text import _
from pos import cart_returns
from pos.cart import Cart
from pos.cart_lines import Line
from pos.offers import NO_RULE, Offers
from pos.refunds import Refund
from pos.sale_commands import Approval
from pos.scans import Asking, Seen, Unknown
from pos.tenders import ProofRule, Settlement
from pos.till_values import Draft, Finished, Heard, Said

NOTHING_OFFERED = Offers()


@dataclass(frozen=True, slots=True)
class TillState:
    """The till now.  `chosen` is the key of a line, 0 for the newest."""

    cart: Cart
    rounding: CashRounding
    chosen: int = 0
    unknown: tuple[Unknown, ...] = ()
    choices: tuple[Seen, ...] = ()
    choice_quantity: Quantity = ONE
    asking: Asking | None = None
    last: Seen | None = None
    offers: Offers = NOTHING_OFFERED
    paying: bool = False
    payment_seen: bool = False
    finished: Finished | None = None
    said: Said | None = None
    heard: Heard | None = None
    #: What others have allowed in this sale, and in no other.
    approvals: tuple[Approval, ...] = ()
    #: How members must agree that their balances pay.
    proving: ProofRule = NO_RULE
    #: The number of the transfer by which money goes back.
    refund_reference: str = ""

    # -- what it shows ---------------------------------------------------------

    @property
    def line(self) -> Line | None:
        """The chosen line, else the newest that counts."""
        lines = self.cart.lines
        return next((line for line in lines if line.key == self.chosen), lines[-1] if lines else None)

    @property
    def settlement(self) -> Settlement:
        return self.offers.settlement(self.due, self.rounding, self.proving)

    @property
    def due(self) -> Rupiah:
        """What the customer pays, before cash is rounded; below zero: what she gets back."""
        return cart_returns.reckoning(self.cart, self.rounding).due

    @property
    def refunds(self) -> tuple[Refund, ...]:
        """How money goes back; nothing while she pays."""
        return cart_returns.refunds_of(self.cart, self.rounding, self.refund_reference)

    @property
    def blocked(self) -> str:
        """Why the sale cannot be finished yet; empty when it can."""
        if not self.cart.lines:
            return _("Belum ada barang")
        if self.due < ZERO:
            return cart_returns.refund_blocked(self.refunds)
        return self.offers.blocked(self.due, self.rounding, self.cart.member, self.proving)

    @property
    def busy(self) -> bool:
        """Whether a customer stands at the till."""
        return bool(self.cart.lines or self.unknown)

    @property
    def draft(self) -> Draft:
        return Draft(self.cart, self.unknown, self.offers, self.payment_seen, self.approvals)
