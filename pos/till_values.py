"""What the till's value is made of: what a step says and lets be heard, and what outlives it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pos.cart import Cart
from pos.offers import Offers
from pos.sale_commands import Approval, PaidTender
from pos.sales import Posted
from pos.scans import Unknown


class Heard(StrEnum):
    """What a step lets be heard."""

    FOUND = "found"
    LOOK = "look"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    SAVED = "saved"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Said:
    """What a step says on the strip under the scan box; `**bold**` for a code."""

    words: str
    tone: str = "refuse"
    key: str = ""
    key_words: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """The last sale, shown until the next scan."""

    posted: Posted
    tenders: tuple[PaidTender, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What of an open sale must outlive the program."""

    cart: Cart
    unknown: tuple[Unknown, ...]
    offers: Offers
    payment_seen: bool
    approvals: tuple[Approval, ...] = ()
