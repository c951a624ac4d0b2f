"""Whose price it is: where her agreement says that the maker sets it, the shop does not change it without her.

The room of the goods knows no makers' agreements; it asks whoever the composition root ties
to it (`prices.guards`).  She is there when she delivers and when she signs: then nothing is
asked.  Otherwise the reason must say that she agreed, and stays with the price.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from consignment import agreement_queries
from consignment.agreements import Agreement, PriceBy
from inventory.goods import PriceRule
from inventory.prices import PriceChanged
from inventory.products import Price, Product, ProductUnit
from koperasi.errors import Refused
from koperasi.money import Rupiah
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work

#: What a reason must say: "disetujui Bu Siti", "setuju lewat WA", "the maker agreed"; and what it must not.
_AGREED = re.compile(r"setuju|menyetuju|\bagree", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:tidak|tak|gak|nggak|belum|bukan|not|never|n't)\b[^.;,]*?(?:setuju|agree)", re.IGNORECASE)
_SHE_IS_THERE = frozenset({Permission.DELIVERY_RECEIVE, Permission.DELIVERY_CORRECT, Permission.AGREEMENT_SIGN})


def check(work: Work, changes: Sequence[PriceChanged], why: str = "") -> None:
    """Refuse (rule `maker-price`) a change of a price that a maker sets, unless the reason says that she agreed."""
    asked = [each for each in changes if not says_agreed(f"{each.why} {why}")]
    if not asked or work.trace.deed in _SHE_IS_THERE:
        return
    units = {each.product_unit_id for each in asked}
    found = select(ProductUnit.id, Product.maker_id, Product.name).join(Product, Product.id == ProductUnit.product_id)
    hers = {
        unit: (maker, name)
        for unit, maker, name in work.connection.execute(
            found.where(ProductUnit.id.in_(units), Product.maker_id.is_not(None))
        )
    }
    if not hers:
        return
    day = work.shop.branch.business_date(work.now)
    makers = {maker for maker, _name in hers.values() if maker is not None}
    known = agreement_queries.of_makers(work.connection, makers)
    before = _prices(work, sorted(hers), day)
    for each in asked:
        maker, name = hers.get(each.product_unit_id, (None, ""))
        agreement = _in_force(known.get(maker or 0, ()), day)
        if agreement is not None and _is_hers(agreement, before.get(each.product_unit_id), each.line.price):
            words = _("Harga {name} ditentukan penitipnya (perjanjian {number}).")
            remedy = _("Tanyakan dulu, lalu tulis di alasan, misalnya: disetujui penitip.")
            message = words.format(name=name, number=agreement.number)
            work.refuse(Refused(message, remedy=remedy, rule="maker-price", field="why"))


def says_agreed(why: str) -> bool:
    """Whether a reason says that she agreed; "belum disetujui" does not."""
    return _AGREED.search(why) is not None and _DENIED.search(why) is None


def _is_hers(agreement: Agreement, before: Rupiah | None, wished: Rupiah) -> bool:
    """Whether she must be asked: not for a first price, nor for one that the shop may lower."""
    said = agreement.conditions
    if said.price_by is PriceBy.SHOP or before is None or wished == before:
        return False
    return not (said.may_lower and wished < before)


def _in_force(versions: Sequence[Agreement], day: date) -> Agreement | None:
    begun = [each for each in versions if each.starts_on <= day]
    return begun[-1] if begun else None


def _prices(work: Work, units: Sequence[int], day: date) -> dict[int, Rupiah]:
    """Unit → its retail price of today, the newest where there are several; the last one, where it has none now."""
    newest = select(Price.product_unit_id, Price.price).where(
        Price.product_unit_id.in_(units), Price.rule == PriceRule.RETAIL
    )
    held = newest.where(
        Price.retired_at.is_(None),
        Price.valid_from.is_(None) | (Price.valid_from <= day),
        Price.valid_until.is_(None) | (Price.valid_until >= day),
    )
    last = dict(work.connection.execute(newest.order_by(Price.id)).all())
    return last | dict(work.connection.execute(held.order_by(Price.id)).all())
