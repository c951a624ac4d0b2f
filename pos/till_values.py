"""What the till's value is made of: what a step says and lets be heard, and what outlives it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inventory.expiries import Caution
from koperasi.money import ZERO, Rupiah, total
from koperasi.text import _, short_date
from pos.cart import Cart
from pos.cart_lines import Line
from pos.offers import Offers
from pos.sale_commands import Approval, PaidTender
from pos.sales import Posted
from pos.scans import Asking, Seen, Unknown
from pos.tenders import KeptChange, TenderKind


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
    #: What of the change stayed here, by the customer's wish.
    kept: KeptChange | None = None

    @property
    def cash_back(self) -> Rupiah:
        """The cash that goes back for what was brought back."""
        return -total(each.applied for each in self.tenders if each.kind is TenderKind.CASH and each.given < ZERO)


@dataclass(frozen=True, slots=True)
class Draft:
    """What of an open sale must outlive the program."""

    cart: Cart
    unknown: tuple[Unknown, ...]
    offers: Offers
    payment_seen: bool
    approvals: tuple[Approval, ...] = ()


def sound_of(cart: Cart, line: Line, seen: Seen) -> Heard:
    """Found; or found but look: price 0, more than the shelf holds, near or past its date."""
    good = line.good
    short = not good.is_service and cart.in_cart(good.product_id) > seen.on_hand
    return Heard.LOOK if short or seen.caution or not line.unit_price else Heard.FOUND


def beware(seen: Seen) -> Said | None:
    """What to look at before this one is handed over: its date.  None when nothing is known against it."""
    name, day = seen.found.good.name, short_date(seen.expires_on) if seen.expires_on else ""
    match seen.caution:
        case Caution.SOON:
            return Said(_("Cek tanggal **{name}**: ada yang sampai {day}.").format(name=name, day=day), "warn")
        case Caution.SOME:
            words = _("Cek tanggal **{name}**: ada yang sudah lewat, {day}.")
            return Said(words.format(name=name, day=day), "warn")
        case Caution.ALL:
            words = _("Cek tanggal **{name}**: semua sisanya sudah lewat, {day}.")
            return Said(words.format(name=name, day=day), "warn")
        case _:
            return None


def answer_first(asking: Asking | None, *, paying: bool) -> Said:
    """What must be answered before another thing is scanned."""
    if paying:
        return Said(_("Sedang membayar. Esc untuk menambah barang."))
    if asking and asking.wants_note:
        good = asking.seen.found.good
        return Said(_("Ketik dulu {what} untuk {name}.").format(what=good.asks_note, name=good.name))
    if asking:
        return Said(_("Ketik dulu harga {name}.").format(name=asking.seen.found.good.name))
    return Said(_("Pilih dulu barang yang dimaksud."))


def not_settled(unknown: tuple[Unknown, ...]) -> Said:
    """Which code is not settled, and how many more."""
    words = _("Kode **{code}** tidak dikenal.").format(code=unknown[-1].code)
    if len(unknown) > 1:
        words = _("{words} Ada {count} kode belum beres.").format(words=words, count=len(unknown))
    return Said(words, "refuse", "F2", _("Cari Barang"))
