"""Tenders: how a sale is paid, and what is still due or given back.

Cash alone is rounded to coins, as a row of its own; other tenders are exact and never more
than what is due.  Change comes from cash only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from koperasi.money import ZERO, CashRounding, Rupiah, total
from koperasi.tender_kinds import CONFIRMED, HERS, MONEY, NAMES, Proof, TenderKind
from koperasi.text import _

__all__ = [
    "CONFIRMED",
    "HERS",
    "MONEY",
    "NAMES",
    "NOTES",
    "KeptChange",
    "KeptFor",
    "Proof",
    "ProofRule",
    "Settlement",
    "Tender",
    "TenderKind",
    "quick_notes",
    "settle",
]

NOTES = (1_000, 5_000, 10_000, 20_000, 50_000, 100_000)


class KeptFor(StrEnum):
    """What change that is not handed out becomes, with the customer's yes."""

    SAVINGS = "savings"
    DONATION = "donation"


@dataclass(frozen=True, slots=True)
class KeptChange:
    """Change that stays here: put into a member's savings, or given."""

    kept_for: KeptFor
    amount: Rupiah


@dataclass(frozen=True, slots=True)
class ProofRule:
    """How a member must agree that her balances pay, for amounts above so much (the shop's setting)."""

    proof: Proof = Proof.NONE
    above: Rupiah = ZERO

    @classmethod
    def of(cls, word: str, above: int) -> ProofRule:
        """The rule as settings say it; `none` asks for nothing."""
        return cls(Proof.NONE if word == "none" else Proof(word), Rupiah(above))

    def asked(self, amount: Rupiah) -> Proof:
        """What is asked for an amount of hers."""
        return self.proof if amount > self.above else Proof.NONE


@dataclass(frozen=True, slots=True)
class Tender:
    """An amount offered in one way; `seen` when its money was confirmed."""

    kind: TenderKind
    amount: Rupiah
    reference: str = ""
    seen: bool = True
    proof: Proof = Proof.NONE


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a set of tenders does to a total.

    `rounding` is what cash rounding adds to the total (negative: the customer gains);
    `cash_due` is the part left to cash after rounding; `change` comes out of the cash.
    """

    total: Rupiah
    tenders: tuple[Tender, ...]
    rounding: Rupiah
    cash_due: Rupiah
    cash_given: Rupiah
    due: Rupiah
    change: Rupiah

    @property
    def unseen(self) -> tuple[Tender, ...]:
        return tuple(each for each in self.tenders if not each.seen)

    @property
    def paid(self) -> bool:
        """Whether nothing is due any more (money may still have to be seen)."""
        return not self.due

    @property
    def blocked(self) -> str:
        """Why the sale cannot be finished yet, in words; empty when it can."""
        if self.due > ZERO:
            return _("Kurang {amount}").format(amount=self.due)
        if self.unseen:
            return _("Pastikan dana {name} dulu").format(name=_(NAMES[self.unseen[0].kind]))
        return ""

    def applied(self, tender: Tender) -> Rupiah:
        """What of a tender stays with the shop."""
        return tender.amount - self.change if tender is self._change_giver else tender.amount

    def change_of(self, tender: Tender) -> Rupiah:
        return self.change if tender is self._change_giver else ZERO

    @property
    def _change_giver(self) -> Tender | None:
        """The last cash tender: change is given from it."""
        cash = [each for each in self.tenders if each.kind is TenderKind.CASH]
        return cash[-1] if cash else None


def settle(sum_due: Rupiah, tenders: Sequence[Tender], rounding: CashRounding, *, by_cash: bool = False) -> Settlement:
    """What these tenders leave due, round off and give back.

    `by_cash` says that what is still due will be paid in cash, so it is shown rounded.
    """
    cash = total(each.amount for each in tenders if each.kind is TenderKind.CASH)
    others = total(each.amount for each in tenders if each.kind is not TenderKind.CASH)
    rest = sum_due - others
    uses_cash = by_cash or any(each.kind is TenderKind.CASH for each in tenders)
    rounded = Rupiah(rounding.rounded(rest.amount)) if uses_cash else rest
    due = rounded - cash
    # A refund (a negative rest) is settled when exactly so much cash goes back.
    change = -due if due < ZERO and cash > ZERO else ZERO
    return Settlement(
        sum_due,
        tuple(tenders),
        rounded - rest,
        rounded if uses_cash else ZERO,
        cash,
        due + change,
        change,
    )


def quick_notes(due: Rupiah, count: int = 5) -> list[Rupiah]:
    """Sums a customer is likely to hand over for what is due: the next round ones, rising."""
    sums = sorted({-(-due.amount // note) * note for note in NOTES} - {due.amount})
    return [Rupiah(each) for each in sums if each > 0][:count]
