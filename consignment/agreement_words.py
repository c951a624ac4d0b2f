"""An agreement clause by clause, worded so that whoever bakes in a village kitchen understands it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from consignment import markdowns
from consignment.agreements import (
    CAUSES,
    AfterGrace,
    AfterPayout,
    AgreedRule,
    Conditions,
    Cycle,
    Fee,
    FeeWhen,
    LossCause,
    PriceBy,
)
from consignment.deal_words import Names, percent
from consignment.terms import Bearer
from koperasi.text import N_, _, short_date

WHOLE = 10_000
DAYS = (N_("Senin"), N_("Selasa"), N_("Rabu"), N_("Kamis"), N_("Jumat"), N_("Sabtu"), N_("Minggu"))
_AFTER_GRACE = {
    AfterGrace.KEEP_SELLING: N_(
        "Sesudah itu toko boleh terus menjualnya. Makanan tidak dijual lagi, tetapi dimusnahkan."
    ),
    AfterGrace.RETURN_ONLY: N_(
        "Sesudah itu barang tidak dijual lagi dan menunggu diambil penitip. Makanan dimusnahkan."
    ),
    AfterGrace.DONATE: N_("Sesudah itu toko boleh menyumbangkannya. Makanan yang tidak layak dimusnahkan."),
    AfterGrace.CONVERT: N_("Sesudah itu barang bukan makanan menjadi milik toko. Makanan dimusnahkan."),
}
_AFTER_PAYOUT = {
    AfterPayout.CLAW_BACK: N_(
        "Bila pembeli mengembalikan barang sesudah penitip dibayar, bagian penitip dipotong dari pembayaran berikutnya."
    ),
    AfterPayout.SHOP_KEEPS: N_(
        "Bila pembeli mengembalikan barang sesudah penitip dibayar, barangnya milik toko; penitip tidak dipotong."
    ),
}
_FEES = {
    FeeWhen.DELIVERY: N_("setiap kali titip"),
    FeeWhen.MONTH: N_("setiap bulan selama ada barang di toko"),
    FeeWhen.PAYOUT: N_("setiap kali dibayar"),
}
PRICE_BY = {
    (PriceBy.MAKER, False): N_("Harga jual ditentukan penitip. Toko tidak mengubahnya tanpa persetujuan penitip."),
    (PriceBy.MAKER, True): N_("Harga jual ditentukan penitip. Toko boleh menurunkannya bila perlu."),
    (PriceBy.SHOP, False): N_("Harga jual ditentukan toko."),
    (PriceBy.SHOP, True): N_("Harga jual ditentukan toko."),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: what it is about, and what was agreed on, sentence by sentence."""

    title: str
    sentences: tuple[str, ...]


def clauses(rules: Sequence[AgreedRule], conditions: Conditions, names: Names) -> tuple[Clause, ...]:
    """All that an agreement says beside its table of deals, in the order in which it matters to her."""
    return (
        Clause(_("Barang dan harga"), _price(rules, conditions, names)),
        Clause(_("Hilang, rusak, kedaluwarsa"), _losses(conditions)),
        Clause(_("Kapan penitip dibayar"), _paid(conditions)),
        Clause(_("Barang yang tidak laku"), _unsold(conditions)),
        Clause(_("Biaya"), _fees(conditions.fees)),
    )


def _price(rules: Sequence[AgreedRule], conditions: Conditions, names: Names) -> tuple[str, ...]:
    told = [_("Barang tetap milik penitip sampai terjual.")]
    if not rules:
        told.append(
            _("Harga titip atau komisi setiap barang ditulis di Nota Titip dan berlaku bila kedua pihak setuju.")
        )
    elif not any(each.product_id is None and each.category_id is None for each in rules):
        words = _(
            "Untuk barang lain, harga titip atau komisinya ditulis di Nota Titip dan berlaku bila kedua pihak setuju."
        )
        told.append(words)
    told.append(_("Rupiah ganjil saat membagi selalu untuk penitip."))
    told.append(_(PRICE_BY[conditions.price_by, conditions.may_lower]))
    told += _markdowns(rules, conditions, names)
    told.append(_("Diskon dan promo toko ditanggung toko, kecuali penitip menyetujuinya secara tertulis."))
    return tuple(told)


def _markdowns(rules: Sequence[AgreedRule], conditions: Conditions, names: Names) -> list[str]:
    """Each step, with what a good of hers then costs."""
    if not conditions.markdowns:
        return []
    shown = names.example(rules[0], rules).price if rules else None
    told = []
    for step in conditions.markdowns:
        words = _("Sesudah {days} hari di rak harga jual turun {rate}, ditanggung {bearer}.")
        bearer = _("penitip") if step.bearer is Bearer.MAKER else _("toko")
        said = words.format(days=step.after_days, rate=percent(step.off_bps), bearer=bearer)
        if shown is not None:
            now = markdowns.price_after(shown, step.after_days, conditions.markdowns).price
            said += " " + _("Contoh: {price} menjadi {now}.").format(price=shown, now=now)
        told.append(said)
    return told


def _losses(conditions: Conditions) -> tuple[str, ...]:
    """Who bears what, causes that are borne alike together."""
    alike: dict[int, list[LossCause]] = {}
    for cause in CAUSES:
        alike.setdefault(conditions.shop_bears(cause), []).append(cause)
    told = [_("Toko menjaga barang penitip seperti barangnya sendiri.")]
    told += [f"{_joined(alike[part])}: {_borne(part)}" for part in sorted(alike, reverse=True)]
    if conditions.tolerance_bps:
        words = _("Kurang sampai {rate} dari jumlah yang dititipkan dianggap wajar dan ditanggung penitip.")
        told.append(words.format(rate=percent(conditions.tolerance_bps)))
    return tuple(told)


def _joined(causes: Sequence[LossCause]) -> str:
    named = [_(CAUSES[each]) for each in causes]
    return ", ".join([named[0], *(each[:1].lower() + each[1:] for each in named[1:])])


def _borne(shop_bps: int) -> str:
    if shop_bps == WHOLE:
        return _("ditanggung toko; penitip dibayar seperti terjual.")
    if not shop_bps:
        return _("ditanggung penitip; barangnya dikembalikan atau dimusnahkan dengan nota.")
    words = _("ditanggung bersama: toko {shop}, penitip {maker}.")
    return words.format(shop=percent(shop_bps), maker=percent(WHOLE - shop_bps))


def when_paid(conditions: Conditions) -> str:
    """`tiap minggu, hari Jumat`."""
    day = _(DAYS[conditions.pay_day]) if conditions.pay_day < len(DAYS) else ""
    match conditions.cycle:
        case Cycle.WEEKLY:
            return _("tiap minggu, hari {day}").format(day=day)
        case Cycle.TWO_WEEKS:
            return _("tiap dua minggu, hari {day}").format(day=day)
        case Cycle.MONTHLY:
            return _("tiap bulan, tanggal {day}").format(day=conditions.pay_day)
        case _:
            return _("bila diminta, pada jam buka toko")


def _paid(conditions: Conditions) -> tuple[str, ...]:
    told = [_("Penitip dibayar {when}.").format(when=when_paid(conditions))]
    if conditions.hold_days:
        words = _("Hasil penjualan bisa diambil {days} hari sesudah terjual.")
        told.append(words.format(days=conditions.hold_days))
    if conditions.min_payout:
        words = _("Paling sedikit {amount} sekali bayar; kurang dari itu disimpan untuk pembayaran berikutnya.")
        told.append(words.format(amount=conditions.min_payout))
    told.append(
        _("Setiap pembayaran disertai rincian barang yang terjual, dan penitip boleh bertanya atau menyanggah.")
    )
    told.append(_(_AFTER_PAYOUT[conditions.after_payout]))
    return tuple(told)


def _unsold(conditions: Conditions) -> tuple[str, ...]:
    if not conditions.shelf_days:
        return (_("Penitip boleh mengambil kembali barangnya kapan saja, dengan nota."),)
    told = [_("Barang dijual paling lama {days} hari, lalu diambil penitip.").format(days=conditions.shelf_days)]
    if conditions.grace_days:
        told.append(_("Waktu mengambil: {days} hari.").format(days=conditions.grace_days))
    told.append(_(_AFTER_GRACE[conditions.after_grace]))
    told.append(_("Penitip boleh mengambil kembali barangnya lebih awal, dengan nota."))
    return tuple(told)


def _fees(fees: Sequence[Fee]) -> tuple[str, ...]:
    if not fees:
        return (_("Tidak ada biaya lain."),)
    named = _("{what}: {amount} {when}.")
    return tuple(
        named.format(what=each.what or _("Biaya titip"), amount=each.amount, when=_(_FEES[each.when])) for each in fees
    )


def lasting(starts_on: date, ends_on: date | None) -> str:
    """From when to when it holds."""
    if ends_on is None:
        return _("mulai {start}, sampai diakhiri salah satu pihak").format(start=short_date(starts_on))
    return _("{start} sampai {end}").format(start=short_date(starts_on), end=short_date(ends_on))


def lasting_short(starts_on: date, ends_on: date | None) -> str:
    """The same for a list: `mulai 23/11/2026`, `23/11/2026 – 31/12/2026`."""
    if ends_on is None:
        return _("mulai {day}").format(day=short_date(starts_on))
    return f"{short_date(starts_on)} – {short_date(ends_on)}"
