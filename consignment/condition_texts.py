"""Conditions as they are written: on the command line, and in the columns of a file.

penentu harga  `penitip` · `toko`            boleh menurunkan  `ya` · `tidak`
bayar          `diminta` · `minggu` · `dua minggu` · `bulan`     hari bayar  `jumat`, or `25`
tidak diambil  `diambil` · `dijual` · `disumbang` · `milik toko`
retur          `potong` · `milik toko`
risiko         `hilang: 100; kedaluwarsa: 50`    the shop's part in per cent
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from consignment import deal_texts
from consignment.agreements import (
    AfterGrace,
    AfterPayout,
    Conditions,
    Cycle,
    Fee,
    FeeWhen,
    LossCause,
    PriceBy,
)
from koperasi.errors import BadInput
from koperasi.money import Rupiah
from koperasi.text import _

V = TypeVar("V")

PRICE_BY = {"penitip": PriceBy.MAKER, "maker": PriceBy.MAKER, "toko": PriceBy.SHOP, "shop": PriceBy.SHOP}
TRUTH = {"ya": True, "yes": True, "tidak": False, "no": False}
CYCLE = {
    "diminta": Cycle.ASKED, "asked": Cycle.ASKED, "minggu": Cycle.WEEKLY, "weekly": Cycle.WEEKLY,
    "dua minggu": Cycle.TWO_WEEKS, "two-weeks": Cycle.TWO_WEEKS, "bulan": Cycle.MONTHLY, "monthly": Cycle.MONTHLY,
}  # fmt: skip
AFTER_GRACE = {
    "diambil": AfterGrace.RETURN_ONLY, "return-only": AfterGrace.RETURN_ONLY, "dijual": AfterGrace.KEEP_SELLING,
    "keep-selling": AfterGrace.KEEP_SELLING, "disumbang": AfterGrace.DONATE, "donate": AfterGrace.DONATE,
    "milik toko": AfterGrace.CONVERT, "convert": AfterGrace.CONVERT,
}  # fmt: skip
AFTER_PAYOUT = {
    "potong": AfterPayout.CLAW_BACK, "claw-back": AfterPayout.CLAW_BACK, "milik toko": AfterPayout.SHOP_KEEPS,
    "shop-keeps": AfterPayout.SHOP_KEEPS,
}  # fmt: skip
CAUSE = {
    "hilang": LossCause.LOST, "rusak": LossCause.DAMAGED, "hama": LossCause.PESTS, "basi": LossCause.SPOILED,
    "kedaluwarsa": LossCause.EXPIRED, "bencana": LossCause.FORCE_MAJEURE, "contoh": LossCause.SAMPLE,
    **{each.value: each for each in LossCause},
}  # fmt: skip
WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
_PART = re.compile(r"([a-z \-]+?)\s*:\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*%?", re.IGNORECASE)


def applied(before: Conditions, said: Mapping[str, str]) -> Conditions:
    """The conditions with what was written of some of them; an empty text changes nothing.

    Raises BadInput whose field is the name of what was not understood.
    """
    told = {name: text.strip() for name, text in said.items() if text.strip()}
    changed: dict[str, Any] = {}
    for name, read in _READERS.items():
        if name in told:
            changed[_FIELDS.get(name, name)] = read(name, told[name])
    if "liabilities" in told:
        changed["liabilities"] = _liabilities(before, told["liabilities"])
    fees = _fees(before, told)
    after = replace(before, **changed, fees=fees)
    # Another cycle has another day of its own, or none.
    return after if "pay_day" in told or after.cycle is before.cycle else replace(after, pay_day=_first(after.cycle))


def _first(cycle: Cycle) -> int:
    return {Cycle.MONTHLY: 1, Cycle.WEEKLY: 4, Cycle.TWO_WEEKS: 4}.get(cycle, 0)


def _one_of(words: Mapping[str, V]) -> Callable[[str, str], V]:
    def read(name: str, text: str) -> V:
        found = words.get(" ".join(text.casefold().split()))
        if found is None:
            remedy = _("Pilih salah satu: {words}.").format(words=", ".join(dict.fromkeys(words)))
            raise BadInput(_("{text} tidak dimengerti.").format(text=text), remedy=remedy, field=name)
        return found

    return read


def _whole(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise BadInput(_("{text} bukan angka bulat.").format(text=text), field=name)
    return int(text)


def a_rate(name: str, text: str) -> int:
    """`2,5%` in basis points.  Raises BadInput whose field is `name`."""
    match = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*%?", text)
    if match is None:
        raise BadInput(_("{text} bukan persen.").format(text=text), remedy=_("Contoh: 2,5"), field=name)
    return deal_texts.rate(match[1])


def _amount(name: str, text: str) -> Rupiah:
    return Rupiah(_whole(name, re.sub(r"(?i)^rp\.?\s*|\.", "", text)))


def _pay_day(name: str, text: str) -> int:
    fit = [place for place, day in enumerate(WEEKDAYS) if len(text) >= 3 and day.startswith(text.casefold())]
    return fit[0] if len(fit) == 1 else _whole(name, text)


_READERS: dict[str, Callable[[str, str], Any]] = {
    "price_by": _one_of(PRICE_BY),
    "may_lower": _one_of(TRUTH),
    "hold_days": _whole,
    "shelf_days": _whole,
    "grace_days": _whole,
    "after_grace": _one_of(AFTER_GRACE),
    "after_payout": _one_of(AFTER_PAYOUT),
    "tolerance": a_rate,
    "cycle": _one_of(CYCLE),
    "pay_day": _pay_day,
    "min_payout": _amount,
    "markdowns": lambda _name, text: deal_texts.markdowns(text),
}
_FIELDS = {"tolerance": "tolerance_bps"}
FEES = {"fee_delivery": FeeWhen.DELIVERY, "fee_month": FeeWhen.MONTH, "fee_payout": FeeWhen.PAYOUT}
#: All that `applied` reads.
NAMES = (*_READERS, "liabilities", *FEES)


def _liabilities(before: Conditions, text: str) -> tuple[tuple[LossCause, int], ...]:
    parts = {cause: before.shop_bears(cause) for cause in LossCause}
    for each in filter(None, (part.strip() for part in text.split(";"))):
        match = _PART.fullmatch(each)
        cause = CAUSE.get(match[1].strip().casefold()) if match is not None else None
        if match is None or cause is None:
            words = _("Risiko {text} tidak dimengerti.").format(text=each)
            raise BadInput(words, remedy=_("Contoh: hilang: 100; kedaluwarsa: 50"), field="liabilities")
        parts[cause] = deal_texts.rate(match[2])
    return tuple(parts.items())


def _fees(before: Conditions, told: Mapping[str, str]) -> tuple[Fee, ...]:
    """The fees with those that were written; 0 takes one away."""
    known = {each.when: each for each in before.fees}
    for name, when in FEES.items():
        if name in told:
            what = known[when].what if when in known else ""
            known[when] = Fee(when, _amount(name, told[name]), what)
    return tuple(known[when] for when in FeeWhen if when in known and known[when].amount)
