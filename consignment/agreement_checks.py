"""What an agreement may say: each fault is told with its row, its field and what to do.

Pure: what needs the books (whose good it is, which version is the last) is asked by the
deed.  A row counts from 1, in the order in which the deals were written down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from consignment.agreements import AgreedRule, Conditions, Cycle
from consignment.terms import Deal, Terms
from koperasi.errors import BadInput
from koperasi.money import ZERO
from koperasi.text import _

WHOLE = 10_000
MOST_DAYS = 3_650
MOST_HOLD = 365
WEEKDAYS = 7
#: Every month has it.
LAST_MONTH_DAY = 28


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where, and how to go on; `row` is 0 for what is no deal."""

    field: str
    words: str
    remedy: str = ""
    row: int = 0


def faults(
    rules: Sequence[AgreedRule], conditions: Conditions, starts_on: date, ends_on: date | None
) -> Iterator[Fault]:
    """All that is wrong with an agreement, in the order in which it is written down."""
    if ends_on is not None and ends_on < starts_on:
        yield Fault("ends_on", _("Perjanjian berakhir sebelum mulai."), _("Pilih tanggal sesudah mulainya."))
    yield from _scopes(rules)
    for row, rule in enumerate(rules, start=1):
        yield from (Fault(each.field, each.words, each.remedy, row) for each in _deal(rule.terms))
    yield from _days(conditions)
    yield from _cycle(conditions)
    yield from _liabilities(conditions)
    yield from _markdowns(conditions)
    yield from _fees(conditions)


def check(rules: Sequence[AgreedRule], conditions: Conditions, starts_on: date, ends_on: date | None) -> None:
    """Raise BadInput for the first fault."""
    for each in faults(rules, conditions, starts_on, ends_on):
        raise BadInput(each.words, remedy=each.remedy, field=each.field, row=each.row)


def _scopes(rules: Sequence[AgreedRule]) -> Iterator[Fault]:
    """No two deals for the very same goods: nobody could say which one holds."""
    seen: dict[tuple[int | None, int | None], int] = {}
    for row, rule in enumerate(rules, start=1):
        scope = (rule.product_id, rule.category_id)
        if None not in scope:
            yield Fault("goods", _("Pilih barangnya atau kategorinya, tidak keduanya."), row=row)
        elif scope in seen:
            words = _("Dua kesepakatan untuk barang yang sama (baris {first} dan {row}).")
            yield Fault("goods", words.format(first=seen[scope], row=row), _("Hapus salah satu."), row)
        seen.setdefault(scope, row)


def _deal(terms: Terms) -> Iterator[Fault]:
    deal = terms.deal
    if not 0 <= terms.rate_bps <= WHOLE:
        yield Fault("rate", _("Komisi antara 0 dan 100 persen."))
    if deal is Deal.FIXED and terms.rate_bps:
        yield Fault("rate", _("Harga titip tidak memakai komisi."), _("Kosongkan komisinya."))
    if deal is Deal.FIXED and terms.payout_each <= ZERO:
        yield Fault("payout_each", _("Harga titip belum diisi."), _("Isi berapa rupiah untuk penitip per satuan."))
    if deal is not Deal.FIXED and terms.payout_each:
        yield Fault("payout_each", _("Komisi tidak memakai harga titip."), _("Kosongkan harga titipnya."))
    if deal is Deal.FLOOR and terms.floor_each <= ZERO:
        yield Fault("floor_each", _("Paling sedikit untuk penitip belum diisi."))
    if deal is not Deal.FLOOR and terms.floor_each:
        yield Fault("floor_each", _("Batas terendah hanya untuk komisi dengan batas."))
    if deal is Deal.SURPLUS and terms.base_each <= ZERO:
        yield Fault("base_each", _("Harga dasar belum diisi."))
    if deal is Deal.SURPLUS and not 0 <= terms.surplus_bps <= WHOLE:
        yield Fault("surplus", _("Bagian toko dari kelebihan antara 0 dan 100 persen."))
    if deal is not Deal.SURPLUS and (terms.base_each or terms.surplus_bps):
        yield Fault("base_each", _("Harga dasar hanya untuk kesepakatan kelebihan harga."))
    if terms.fee_each < ZERO:
        yield Fault("fee_each", _("Biaya tidak boleh minus."))
    yield from _tiers(terms)


def _tiers(terms: Terms) -> Iterator[Fault]:
    if terms.deal is not Deal.TIERED:
        if terms.tiers:
            yield Fault("tiers", _("Tingkat harga hanya untuk komisi bertingkat."))
        return
    if not terms.tiers:
        yield Fault("tiers", _("Tingkat harganya belum diisi."), _("Contoh: mulai Rp 20.000 komisi 15%."))
    prices = [each.from_price for each in terms.tiers]
    if any(price <= ZERO for price in prices) or not _rising(prices):
        yield Fault("tiers", _("Tingkat harga harus naik, masing-masing sekali."))
    if any(not 0 <= each.rate_bps <= WHOLE for each in terms.tiers):
        yield Fault("tiers", _("Komisi antara 0 dan 100 persen."))


def _rising(values: Sequence[object]) -> bool:
    return all(first < second for first, second in pairwise(values))  # type: ignore[operator]


def _days(conditions: Conditions) -> Iterator[Fault]:
    told = (("hold_days", conditions.hold_days, MOST_HOLD), ("shelf_days", conditions.shelf_days, MOST_DAYS),
            ("grace_days", conditions.grace_days, MOST_DAYS))  # fmt: skip
    for field, days, most in told:
        if not 0 <= days <= most:
            yield Fault(field, _("Jumlah hari antara 0 dan {most}.").format(most=most))
    if conditions.grace_days and not conditions.shelf_days:
        remedy = _("Isi lama di rak, atau kosongkan hari pengambilan.")
        yield Fault("grace_days", _("Hari pengambilan ada, tetapi lama di rak tidak dibatasi."), remedy)
    if not 0 <= conditions.tolerance_bps <= WHOLE:
        yield Fault("tolerance", _("Batas wajar kehilangan antara 0 dan 100 persen."))


def _cycle(conditions: Conditions) -> Iterator[Fault]:
    cycle, day = conditions.cycle, conditions.pay_day
    if cycle in (Cycle.WEEKLY, Cycle.TWO_WEEKS) and not 0 <= day < WEEKDAYS:
        yield Fault("pay_day", _("Pilih hari dalam minggu."))
    if cycle is Cycle.MONTHLY and not 1 <= day <= LAST_MONTH_DAY:
        yield Fault("pay_day", _("Tanggal bayar antara 1 dan 28."), _("Setiap bulan punya tanggal itu."))
    if cycle is Cycle.ASKED and day:
        yield Fault("pay_day", _("Dibayar bila diminta tidak punya hari bayar."))
    if conditions.min_payout < ZERO:
        yield Fault("min_payout", _("Pembayaran terkecil tidak boleh minus."))


def _liabilities(conditions: Conditions) -> Iterator[Fault]:
    causes = [cause for cause, _part in conditions.liabilities]
    if len(set(causes)) < len(causes):
        yield Fault("liabilities", _("Satu sebab kerugian disebut dua kali."))
    if any(not 0 <= part <= WHOLE for _cause, part in conditions.liabilities):
        yield Fault("liabilities", _("Tanggungan toko antara 0 dan 100 persen."))


def _markdowns(conditions: Conditions) -> Iterator[Fault]:
    steps = conditions.markdowns
    if any(each.after_days < 1 for each in steps) or not _rising([each.after_days for each in steps]):
        yield Fault("markdowns", _("Hari potongan harga harus naik, masing-masing sekali."))
    if any(not 0 < each.off_bps <= WHOLE for each in steps) or not _rising([each.off_bps for each in steps]):
        yield Fault("markdowns", _("Potongan harga harus makin besar, antara 0 dan 100 persen."))
    if conditions.shelf_days and any(each.after_days > conditions.shelf_days for each in steps):
        remedy = _("Lama di rak {days} hari.").format(days=conditions.shelf_days)
        yield Fault("markdowns", _("Potongan harga mulai sesudah barangnya harus diambil."), remedy)


def _fees(conditions: Conditions) -> Iterator[Fault]:
    times = [each.when for each in conditions.fees]
    if len(set(times)) < len(times):
        yield Fault("fees", _("Satu biaya disebut dua kali."))
    if any(each.amount <= ZERO for each in conditions.fees):
        yield Fault("fees", _("Biaya harus lebih dari nol."))


def rows(found: Iterable[Fault]) -> dict[int, list[Fault]]:
    """The faults by row, for a screen that shows each beside its deal."""
    by_row: dict[int, list[Fault]] = {}
    for each in found:
        by_row.setdefault(each.row, []).append(each)
    return by_row
