"""The desk of returns: what its screen asks of the shop, in a worker's thread, as frozen values."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from inventory import pricing
from inventory import queries as catalogue
from inventory.goods import Found as FoundGood
from inventory.goods import Good
from koperasi import members
from koperasi.errors import NotFound, Refused
from koperasi.money import Rupiah
from koperasi.quantity import THOUSAND
from koperasi.text import _
from pos import return_queries, return_rules
from pos.counter import Counter
from pos.return_picks import Receipt
from pos.return_queries import Found

#: Members whose sales are listed when a name fits several.
MOST_MEMBERS = 5
_DAY = re.compile(r"^([0-3]?[0-9])[/.-]([01]?[0-9])(?:[/.-](20[0-9]{2}))?$")


@dataclass(frozen=True, slots=True)
class Priced:
    """A good without a receipt, in the unit of its code, and what one of that counts for."""

    found: FoundGood
    price: Rupiah


@dataclass(frozen=True, slots=True)
class Named:
    """What was scanned or typed: a receipt, or sales to choose from, or goods."""

    receipt: Receipt | None = None
    sales: tuple[Found, ...] = ()
    goods: tuple[Priced, ...] = ()


@dataclass(slots=True)
class ReturnDesk:
    """Receipts and goods that customers bring back to a counter."""

    counter: Counter

    def named(self, words: str) -> Named:
        """A receipt's number; a good's code; a member's card, number or name; a day (`24/11`); nothing: today.

        Raises NotFound for anything else.
        """
        words = words.strip()
        with self.counter.station.shop.reading() as connection:
            if not words:
                return Named(sales=return_queries.search(connection, day=self._today))
            if day := _day(words, self._today):
                return Named(sales=return_queries.search(connection, day=day))
            if (sale_id := return_queries.find(connection, words)) is not None:
                return Named(receipt=self._receipt(connection, sale_id))
            mask = self.counter.station.shop.settings.scale_barcode_mask
            if found := catalogue.find_code(connection, words, mask):
                return Named(goods=tuple(self._priced(connection, each) for each in found))
            return Named(sales=self._of_members(connection, words))

    def receipt(self, document_id: int) -> Receipt:
        """One sale with all its lines."""
        with self.counter.station.shop.reading() as connection:
            return self._receipt(connection, document_id)

    # -- inside ----------------------------------------------------------------

    @property
    def _today(self) -> date:
        return self.counter.shift.business_date

    def _receipt(self, connection: Connection, document_id: int) -> Receipt:
        by_bank = return_rules.by_bank(self.counter.station.shop.settings)
        sale = return_queries.before(connection, document_id, by_bank=by_bank)
        lines = return_queries.originals(connection, sale)
        known: dict[int, Good] = catalogue.goods(connection, sorted({each.sold.product_id for each in lines}))
        buyer = None
        if sale.member_id is not None:
            buyer = members.by_id(connection, sale.member_id, self._today.year)
        return Receipt(sale, lines, tuple(known.values()), buyer)

    def _of_members(self, connection: Connection, words: str) -> tuple[Found, ...]:
        year = self._today.year
        exact = members.by_code(connection, words, year)
        cards = [exact] if exact is not None else members.search(connection, words, year, MOST_MEMBERS)
        if not cards:
            said = _("Tidak ada struk, barang, atau anggota '{words}'.")
            raise NotFound(said.format(words=words), remedy=_("Coba tanggalnya, misalnya 24/11."))
        each_has = max(40 // len(cards), 8)
        found = [
            sale
            for card in cards
            for sale in return_queries.search(connection, member_id=card.party_id, limit=each_has)
        ]
        return tuple(sorted(found, key=lambda each: each.sale.at, reverse=True))

    def _priced(self, connection: Connection, found: FoundGood) -> Priced:
        """What a good counts for without a receipt: the least of 30 days, never more than today's price."""
        unit, shop = found.unit, self.counter.station.shop
        prices: list[Rupiah] = []
        with suppress(Refused):  # goods without a fixed price count for what they were sold for
            prices.append(pricing.price(unit, unit.factor, None, shop.branch.id, self._today).unit_price)
        least = return_queries.lowest_price(connection, found.good.product_id, self._today)
        if least is not None:
            prices.append(Rupiah(least.amount * unit.factor.thousandths // THOUSAND))
        if not prices:
            raise Refused(_("Harga {name} tidak diketahui tanpa struk.").format(name=found.good.name), rule="no-price")
        return Priced(found, min(prices))


def _day(words: str, today: date) -> date | None:
    """A day as it is typed; without a year the last such day."""
    typed = _DAY.match(words)
    if typed is None:
        return None
    day, month, year = int(typed[1]), int(typed[2]), int(typed[3] or today.year)
    try:
        found = date(year, month, day)
        return found if typed[3] or found <= today else found.replace(year=year - 1)
    except ValueError:
        return None
