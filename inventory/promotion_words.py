"""How people write what a promotion says: its kind, a percentage, days of the week, hours."""

from __future__ import annotations

import re

from inventory.promotion_offers import Bearer, Promotion, PromotionKind
from koperasi.errors import BadInput
from koperasi.quantity import Quantity
from koperasi.text import _, short_date

KINDS = {
    "percent": PromotionKind.PERCENT, "persen": PromotionKind.PERCENT, "diskon": PromotionKind.PERCENT,
    "amount": PromotionKind.AMOUNT, "potongan": PromotionKind.AMOUNT, "rupiah": PromotionKind.AMOUNT,
    "price": PromotionKind.PRICE, "harga": PromotionKind.PRICE, "harga khusus": PromotionKind.PRICE,
    "free": PromotionKind.FREE, "gratis": PromotionKind.FREE, "beli gratis": PromotionKind.FREE,
    "bundle": PromotionKind.BUNDLE, "paket": PromotionKind.BUNDLE,
}  # fmt: skip
BEARERS = {
    "shop": Bearer.SHOP, "toko": Bearer.SHOP,
    "maker": Bearer.MAKER, "penitip": Bearer.MAKER, "pembuat": Bearer.MAKER,
}  # fmt: skip
#: From Monday on; a day is known by its name or its first three letters, Indonesian or English.
DAYS = (
    ("senin", "monday"),
    ("selasa", "tuesday"),
    ("rabu", "wednesday"),
    ("kamis", "thursday"),
    ("jumat", "friday"),
    ("sabtu", "saturday"),
    ("minggu", "ahad", "sunday"),
)
LETTERS = 3
_CLOCK = r"(\d{1,2})(?:[.:](\d{2}))?"
_HOURS = re.compile(rf"{_CLOCK}\s*[-–]\s*{_CLOCK}")
_FREE = re.compile(r"(\d{1,2})\s*\+\s*(\d{1,2})")


def kind(text: str) -> PromotionKind:
    """`persen`, `paket` …; raises BadInput."""
    found = KINDS.get(text.strip().casefold())
    if found is None:
        remedy = _("Pilih: {choices}.").format(choices=", ".join(each.value for each in PromotionKind))
        raise BadInput(_("Jenis promo {text} tidak dikenal.").format(text=text), remedy=remedy, field="kind")
    return found


def bearer(text: str) -> Bearer:
    """`toko` or `penitip`; raises BadInput."""
    found = BEARERS.get(text.strip().casefold())
    if found is None:
        raise BadInput(_("Penanggung {text} tidak dikenal.").format(text=text), remedy=_("Pilih: toko, penitip."))
    return found


def rate(text: str) -> int:
    """`10`, `12,5%` as basis points; raises BadInput."""
    try:
        found = Quantity.of(text.strip().removesuffix("%").strip().replace(",", ".")).thousandths
    except ValueError as wrong:
        raise BadInput(_("{text} bukan persen.").format(text=text), field="rate") from wrong
    if found % 10:
        raise BadInput(_("Persen paling teliti dua angka di belakang koma."), field="rate")
    return found // 10


def free(text: str) -> tuple[int, int]:
    """`2+1`: two bought, one free; raises BadInput."""
    found = _FREE.fullmatch(text.strip())
    if found is None:
        raise BadInput(_("{text}: tulis seperti 2+1.").format(text=text), field="free")
    return int(found[1]), int(found[2])


def weekdays(text: str) -> int:
    """`sabtu, minggu` or `senin-jumat` as bits, Monday the lowest; raises BadInput."""
    bits = 0
    for part in re.split(r"[,;/ ]+", text.strip().casefold()):
        first, mark, last = (each.strip() for each in re.sub("[–]", "-", part).partition("-"))
        begins = _day(first)
        ends = _day(last) if mark else begins
        for step in range((ends - begins) % len(DAYS) + 1):
            bits |= 1 << (begins + step) % len(DAYS)
    return bits


def _day(word: str) -> int:
    for number, names in enumerate(DAYS):
        if len(word) >= LETTERS and any(name.startswith(word.rstrip(".")) for name in names):
            return number
    raise BadInput(_("Hari {word} tidak dikenal.").format(word=word), remedy=_("Contoh: sabtu,minggu."), field="days")


def hours(text: str) -> tuple[int, int]:
    """`17.00-19.00` as minutes from midnight; raises BadInput."""
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        raise BadInput(
            _("Jam {text} tidak dikenal.").format(text=text), remedy=_("Contoh: 17.00-19.00."), field="hours"
        )
    begins, ends = (int(found[place]) * 60 + int(found[place + 1] or 0) for place in (1, 3))
    return begins, ends % (24 * 60)


def told(promotion: Promotion) -> str:
    """All that a customer asks about it: `Promo Sore: diskon 10% (sabtu, 17.00-19.00, anggota, s.d. 31/12/2026)`."""
    limits = [
        said_days(promotion.weekdays),
        said_hours(promotion.begins, promotion.ends),
        promotion.price_class,
        _("mulai {day}").format(day=short_date(promotion.first_day)) if promotion.first_day else "",
        _("s.d. {day}").format(day=short_date(promotion.last_day)) if promotion.last_day else "",
    ]
    when = ", ".join(each for each in limits if each)
    return f"{promotion.reason(False)} ({when})" if when else promotion.reason(False)


def said_days(bits: int) -> str:
    """`sabtu, minggu`; empty for every day."""
    return ", ".join(names[0] for number, names in enumerate(DAYS) if bits >> number & 1)


def said_hours(begins: int | None, ends: int | None) -> str:
    """`17.00-19.00`; empty for the whole day."""
    if begins is None or ends is None:
        return ""
    return "-".join(f"{minute // 60:02}.{minute % 60:02}" for minute in (begins, ends))
