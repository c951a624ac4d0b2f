"""What the till makes of tenders that rest on a balance, and of change that stays here."""

from __future__ import annotations

from dataclasses import replace

from koperasi.errors import Refused
from koperasi.money import ZERO, Rupiah, total
from koperasi.text import _
from koperasi.vouchers import Voucher
from pos.tenders import KeptFor, TenderKind
from pos.till import Till
from pos.till_values import Heard, Said


def voucher_shown(till: Till, voucher: Voucher) -> Till:
    """A voucher was scanned or its code typed: it pays what it can."""
    try:
        if till.offers.kind is not TenderKind.VOUCHER or (till.offers.part and till.offers.part.reference):
            till = till.tender_chosen(TenderKind.VOUCHER)
        offers = till.offers.with_voucher(voucher.code, voucher.left, till.cart.total, till.rounding)
    except Refused as refusal:
        return refused(till, refusal)
    return replace(till, offers=offers, said=None, heard=Heard.FOUND)


def change_kept(till: Till, kept_for: KeptFor) -> Till:
    """The customer leaves change here: first what coins are short of, then all, then nothing."""
    change = till.settlement.change
    if kept_for is KeptFor.SAVINGS and till.cart.member is None:
        words = _("Tabungan hanya untuk anggota.")
        return refused(till, Refused(words, remedy=_("Scan kartunya, atau Esc lalu F3.")))
    if change <= ZERO:
        return refused(till, Refused(_("Tidak ada kembalian.")))
    return replace(till, offers=till.offers.keep(kept_for, change), said=None, heard=None)


def proved(till: Till, party_id: int) -> Till:
    """A member's PIN was right."""
    return replace(till, offers=till.offers.prove(party_id), said=None, heard=Heard.PAID)


def refused(till: Till, refusal: Refused) -> Till:
    return replace(till, said=Said(str(refusal).replace("**", "")), heard=Heard.REFUSED)


def handed(till: Till) -> Rupiah:
    """What of the change goes into the customer's hand."""
    kept = till.offers.kept
    return till.settlement.change - total((kept.amount,) if kept is not None else ())
