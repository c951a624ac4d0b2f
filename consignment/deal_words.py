"""A deal in the words of the village: how a price is shared, with an example in rupiah.

The same words stand on the screen, on the agreement and on every paper after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from consignment.agreements import AgreedRule
from consignment.terms import Bearer, Deal, Share, Terms, share
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.text import N_, _

DEALS = {
    Deal.COMMISSION: N_("Komisi"),
    Deal.FIXED: N_("Harga titip"),
    Deal.FLOOR: N_("Komisi dengan batas"),
    Deal.TIERED: N_("Komisi bertingkat"),
    Deal.SURPLUS: N_("Harga dasar + kelebihan"),
}
#: An example's price where none is known.
EXAMPLE = Rupiah(10_000)
_STEP = 500


@dataclass(frozen=True, slots=True)
class KnownGood:
    """A good of hers as papers name it; `price` of one base unit, None while it has none."""

    product_id: int
    name: str
    unit: str
    category_id: int | None = None
    price: Rupiah | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids of an agreement are called."""

    goods: Mapping[int, KnownGood] = field(default_factory=dict)
    categories: Mapping[int, str] = field(default_factory=dict)

    def scope(self, rule: AgreedRule, rules: Sequence[AgreedRule] = ()) -> str:
        """Which goods a deal is for, beside the others: `Kue Kering`, `semua Makanan`, `semua barang lain`."""
        if rule.product_id is not None:
            known = self.goods.get(rule.product_id)
            return known.name if known is not None else _("barang ini")
        if rule.category_id is not None:
            return _("semua {category}").format(category=self.categories.get(rule.category_id, "?"))
        return _("semua barang lain") if len(rules) > 1 else _("semua barang")

    def example(self, rule: AgreedRule, rules: Sequence[AgreedRule] = ()) -> KnownGood:
        """A good that the deal is for, with a price: hers where one is known, else a thought one."""
        nearer = [each for each in rules if each.breadth < rule.breadth]
        fitting = [
            each
            for each in self.goods.values()
            if each.price is not None
            and rule.covers(each.product_id, each.category_id)
            and not any(other.covers(each.product_id, each.category_id) for other in nearer)
        ]
        if fitting:
            return min(fitting, key=lambda each: each.name)
        known = self.goods.get(rule.product_id) if rule.product_id is not None else None
        unit = known.unit if known is not None else _("buah")
        return KnownGood(0, known.name if known is not None else "", unit, None, thought_price(rule.terms))


def thought_price(terms: Terms) -> Rupiah:
    """A price that shows what a deal does, where no good has one yet."""
    hers = max(terms.payout_each, terms.floor_each, terms.base_each, *(each.from_price for each in terms.tiers), ZERO)
    if not hers:
        return EXAMPLE
    quarter_more = hers.amount * 5 // 4
    return Rupiah(-(-quarter_more // _STEP) * _STEP)


def percent(rate_bps: int) -> str:
    """`17,5%`."""
    return f"{Quantity(rate_bps * 10)}%"


def shared(terms: Terms, price: Rupiah) -> Share:
    """How the price of one base unit is shared when it is sold without any discount."""
    return share(terms, ONE, price, price, Bearer.SHOP)


def short(terms: Terms) -> str:
    """A deal for a list: `Komisi 17,5%`, `Harga titip Rp 8.000`."""
    match terms.deal:
        case Deal.FIXED:
            return _("Harga titip {amount}").format(amount=terms.payout_each)
        case Deal.FLOOR:
            words = _("Komisi {rate}, paling sedikit {amount}")
            return words.format(rate=percent(terms.rate_bps), amount=terms.floor_each)
        case Deal.TIERED:
            rates = [terms.rate_bps, *(each.rate_bps for each in terms.tiers)]
            return _("Komisi {least}–{most}").format(least=percent(min(rates)), most=percent(max(rates)))
        case Deal.SURPLUS:
            words = _("Dasar {base}, kelebihan {rate}")
            return words.format(base=terms.base_each, rate=percent(terms.surplus_bps))
        case _:
            return _("Komisi {rate}").format(rate=percent(terms.rate_bps))


def summary(rules: Sequence[AgreedRule]) -> str:
    """All deals of an agreement in a few words."""
    if not rules:
        return _("menurut Nota Titip")
    if len(rules) == 1:
        return short(rules[0].terms)
    general = [each for each in rules if each.product_id is None and each.category_id is None]
    if general:
        return _("{deal} + {count} khusus").format(deal=short(general[0].terms), count=len(rules) - 1)
    return _("{count} kesepakatan").format(count=len(rules))


def sentences(terms: Terms, unit: str) -> tuple[str, ...]:
    """How a deal shares a price, in whole sentences; `unit` is what is sold singly."""
    return tuple(each for each in (*_main(terms, unit), _fee(terms, unit)) if each)


def _main(terms: Terms, unit: str) -> tuple[str, ...]:
    rate, rest = percent(terms.rate_bps), percent(10_000 - terms.rate_bps)
    match terms.deal:
        case Deal.FIXED:
            words = _("Penitip menerima {amount} untuk setiap {unit} yang terjual. Selebihnya untuk toko.")
            return (words.format(amount=terms.payout_each, unit=unit),)
        case Deal.FLOOR:
            words = _("Toko mengambil {rate} dari harga jual, penitip menerima {rest}.").format(rate=rate, rest=rest)
            least = _("Penitip tidak menerima kurang dari {amount} setiap {unit}.")
            return words, least.format(amount=terms.floor_each, unit=unit)
        case Deal.TIERED:
            first = _("Toko mengambil {rate} dari harga jual di bawah {price}.")
            told = [first.format(rate=rate, price=terms.tiers[0].from_price)] if terms.tiers else []
            each = _("Mulai harga {price}: {rate}.")
            told += [each.format(price=tier.from_price, rate=percent(tier.rate_bps)) for tier in terms.tiers]
            return (*told, _("Selebihnya untuk penitip."))
        case Deal.SURPLUS:
            base = _("Dari {base} pertama toko mengambil {rate}.").format(base=terms.base_each, rate=rate)
            above = _("Dari kelebihan harga di atasnya toko mengambil {rate}.")
            return base, above.format(rate=percent(terms.surplus_bps)), _("Selebihnya untuk penitip.")
        case _:
            words = _("Toko mengambil {rate} dari harga jual, penitip menerima {rest}.")
            return (words.format(rate=rate, rest=rest),)


def _fee(terms: Terms, unit: str) -> str:
    if not terms.fee_each:
        return ""
    if terms.fee_first:
        words = _("Biaya {amount} setiap {unit} dipotong dari harga jual sebelum dibagi.")
    else:
        words = _("Biaya {amount} setiap {unit} yang terjual dipotong dari bagian penitip.")
    return words.format(amount=terms.fee_each, unit=unit)


def example(terms: Terms, price: Rupiah) -> str:
    """`Contoh: terjual Rp 12.500 → penitip Rp 10.313, toko Rp 2.187.`"""
    parts = shared(terms, price)
    if parts.promotion:
        words = _("Contoh: terjual {price}, penitip menerima {maker}; toko menambah {more}.")
        return words.format(price=price, maker=parts.maker, more=parts.promotion)
    words = _("Contoh: terjual {price}, penitip menerima {maker}, toko {shop}.")
    return words.format(price=price, maker=parts.maker, shop=parts.commission)
