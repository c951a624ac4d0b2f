"""Deals and steps as they are written in one line: typed in a form, on the command line, in a file.

tiers       `20.000: 15; 50.000: 10`    from this price on, so much per cent for the shop
markdowns   `10: 10 penitip; 20: 30 toko`    after so many days, so much per cent off, borne by
deals       `komisi 17,5` · `titip 8.000` · `komisi 20 batas 8.000` · `komisi 20 tingkat 20.000: 15; 50.000: 10`
            · `dasar 9.000 komisi 5 lebih 50`
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from consignment.agreements import Markdown
from consignment.terms import Bearer, Deal, Terms, Tier
from koperasi.errors import BadInput
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.text import _

_RATE = r"(\d{1,3}(?:[.,]\d{1,2})?)\s*%?"
_MONEY = r"(?:rp\.?\s*)?(\d{1,3}(?:\.\d{3})+|\d+)"
_TIER = re.compile(rf"{_MONEY}\s*:\s*{_RATE}", re.IGNORECASE)
_STEP = re.compile(rf"(\d{{1,4}})\s*:\s*{_RATE}(?:\s+(penitip|toko|maker|shop))?", re.IGNORECASE)
_DEALS = (
    (Deal.FIXED, re.compile(rf"(?:harga\s+)?titip\s+{_MONEY}", re.IGNORECASE)),
    (Deal.SURPLUS, re.compile(rf"dasar\s+{_MONEY}\s+komisi\s+{_RATE}\s+lebih\s+{_RATE}", re.IGNORECASE)),
    (Deal.FLOOR, re.compile(rf"komisi\s+{_RATE}\s+batas\s+{_MONEY}", re.IGNORECASE)),
    (Deal.TIERED, re.compile(rf"komisi\s+{_RATE}\s+tingkat\s+(.+)", re.IGNORECASE)),
    (Deal.COMMISSION, re.compile(rf"komisi\s+{_RATE}", re.IGNORECASE)),
)
_BEARERS = {"penitip": Bearer.MAKER, "maker": Bearer.MAKER, "toko": Bearer.SHOP, "shop": Bearer.SHOP}


def rate(text: str) -> int:
    """`17,5` in basis points."""
    return Quantity.of(text.replace(",", ".")).thousandths // 10


def _money(text: str) -> Rupiah:
    return Rupiah(int(text.replace(".", "")))


def tiers(text: str) -> tuple[Tier, ...]:
    """Steps of a price.  Raises BadInput (field `tiers`)."""
    found = []
    for each in filter(None, (part.strip() for part in text.split(";"))):
        match = _TIER.fullmatch(each)
        if match is None:
            words = _("Tingkat {step} tidak dimengerti.").format(step=each)
            raise BadInput(words, remedy=_("Contoh: 20.000: 15; 50.000: 10"), field="tiers")
        found.append(Tier(_money(match[1]), rate(match[2])))
    return tuple(found)


def tiers_text(known: Sequence[Tier]) -> str:
    return "; ".join(f"{each.from_price.bare}: {Quantity(each.rate_bps * 10)}" for each in known)


def markdowns(text: str) -> tuple[Markdown, ...]:
    """Steps by days on the shelf; borne by her unless it says `toko`.  Raises BadInput (field `markdowns`)."""
    found = []
    for each in filter(None, (part.strip() for part in text.split(";"))):
        match = _STEP.fullmatch(each)
        if match is None:
            words = _("Potongan {step} tidak dimengerti.").format(step=each)
            raise BadInput(words, remedy=_("Contoh: 10: 10 penitip; 20: 30 toko"), field="markdowns")
        found.append(Markdown(int(match[1]), rate(match[2]), _BEARERS[(match[3] or "penitip").lower()]))
    return tuple(found)


def markdowns_text(known: Sequence[Markdown]) -> str:
    bearers = {Bearer.MAKER: "penitip", Bearer.SHOP: "toko"}
    return "; ".join(f"{each.after_days}: {Quantity(each.off_bps * 10)} {bearers[each.bearer]}" for each in known)


def terms(text: str) -> Terms:
    """A deal in one line.  Raises BadInput (field `deal`)."""
    said = " ".join(text.split())
    for deal, pattern in _DEALS:
        match = pattern.fullmatch(said)
        if match is not None:
            return _terms(deal, match)
    words = _("Kesepakatan {text} tidak dimengerti.").format(text=said or "?")
    remedy = _("Contoh: komisi 17,5 · titip 8.000 · komisi 20 batas 8.000 · dasar 9.000 komisi 5 lebih 50")
    raise BadInput(words, remedy=remedy, field="deal")


def _terms(deal: Deal, match: re.Match[str]) -> Terms:
    match deal:
        case Deal.FIXED:
            return Terms(deal, 0, _money(match[1]))
        case Deal.SURPLUS:
            return Terms(deal, rate(match[2]), base_each=_money(match[1]), surplus_bps=rate(match[3]))
        case Deal.FLOOR:
            return Terms(deal, rate(match[1]), floor_each=_money(match[2]))
        case Deal.TIERED:
            return Terms(deal, rate(match[1]), tiers=tiers(match[2]))
        case _:
            return Terms(deal, rate(match[1]))


def terms_text(said: Terms) -> str:
    """The line that `terms` reads back; a fee on each piece sold has none and is left out."""
    shown = Quantity(said.rate_bps * 10)
    match said.deal:
        case Deal.FIXED:
            return f"titip {said.payout_each.bare}"
        case Deal.SURPLUS:
            return f"dasar {said.base_each.bare} komisi {shown} lebih {Quantity(said.surplus_bps * 10)}"
        case Deal.FLOOR:
            return f"komisi {shown} batas {said.floor_each.bare}"
        case Deal.TIERED:
            return f"komisi {shown} tingkat {tiers_text(said.tiers)}"
        case _:
            return f"komisi {shown}"
