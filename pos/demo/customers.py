"""The demo's customers: what each comes for, what she takes, and how she pays.

Only whole numbers and one `Random` decide, so the same seed gives the same day anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from inventory.goods import Found
from koperasi.members import Card
from koperasi.money import ZERO, CashRounding, Rupiah, half_up, total
from koperasi.quantity import ONE, Quantity
from pos.cart import Cart
from pos.demo.shelves import Shelves, Stand
from pos.sale_commands import PaidTender, Rule
from pos.tenders import Tender, TenderKind, quick_notes, settle

DAILY = ("Sembako", "Minyak & Lemak", "Segar", "Mi Instan", "Bumbu Dapur", "Kopi & Teh", "Susu")
WASHING = ("Sabun & Mandi", "Sampo & Rambut", "Gigi & Mulut", "Cuci & Pel")
SNACKS = ("Makanan Ringan", "Biskuit & Wafer", "Permen & Cokelat", "Minuman", "Es & Beku")
MEMBERS_OWN = ("Kue Kering", "Keripik & Camilan", "Sambal & Bumbu", "Kopi & Olahan Desa", "Tas & Kerajinan")


@dataclass(frozen=True, slots=True)
class Errand:
    """Why somebody comes; `weight` how often, percentages for being a member and taking packs."""

    weight: int
    categories: tuple[str, ...]
    lines: tuple[int, int]
    member: int = 40
    most: int = 2
    by_pack: int = 4


ERRANDS = (
    Errand(22, SNACKS, (1, 3), member=8),
    Errand(16, ("Kopi & Teh", "Sembako", "Segar", "Mi Instan", "Susu"), (1, 4), member=45),
    Errand(24, (*DAILY, *WASHING, "Rumah Tangga", "Keripik & Camilan", "Obat & Kesehatan"), (3, 9), member=60, most=3),
    Errand(8, (*DAILY, *WASHING, *SNACKS, "Rokok"), (4, 9), member=70, most=3, by_pack=70),
    Errand(12, ("Rokok", "Minuman", "Kopi & Teh"), (1, 2), member=15, most=1),
    Errand(9, ("Layanan",), (1, 1), member=30, most=1),
    Errand(7, MEMBERS_OWN, (1, 4), member=25),
    Errand(4, ("Alat Tulis", "Perlengkapan Bayi", "Rumah Tangga", "Lain-lain"), (1, 3), member=40),
    Errand(5, ("Pakan & Tani", "Listrik & Gas"), (1, 2), member=60),
)
#: Sheets people have copied.
COPIES = (1, 2, 2, 4, 6, 10, 24, 60)
CHEAP_WEIGHTS, DEAR_WEIGHTS = (500, 1000, 1000, 2000, 5000), (250, 250, 500, 1000)
DEAR = Rupiah(20_000)
#: Change of mind is rare, and so is a dented tin.
REMOVED_PERCENT, DENTED_PERCENT = 3, 2


@dataclass(slots=True)
class Customers:
    """Whoever comes in; `debts` are the members' own, kept within their limits."""

    shelves: Shelves
    cards: Sequence[Card]
    rng: Random
    debts: dict[int, Rupiah] = field(default_factory=dict)

    def chance(self, percent: int) -> bool:
        return self.rng.randrange(100) < percent

    def fill(self, cart: Cart, at: datetime) -> Cart:
        """A cart with what this customer came for; it may stay empty when all of it is sold out."""
        errand = self.rng.choices(ERRANDS, [each.weight for each in ERRANDS])[0]
        stands = self.shelves.of(errand.categories)
        popular = [each.ware.popularity for each in stands]
        for place in _places(popular, self.rng, self.rng.randint(*errand.lines)):
            cart = self._take(cart, stands[place], errand)
        if self.chance(errand.member):
            cart = cart.attach(self.rng.choice(self.cards))
        if len(cart.lines) > 1 and self.chance(REMOVED_PERCENT):
            cart = cart.remove(cart.lines[-1].key, "Tidak jadi", at)
        return self._dented(cart) if self.chance(DENTED_PERCENT) else cart

    def _take(self, cart: Cart, stand: Stand, errand: Errand) -> Cart:
        """With some of a good, as far as there is any."""
        unit, quantity = self._so_much(stand, errand)
        found = next(each for each in stand.good.units if each.name == unit)
        if not stand.ware.service and quantity.of_factor(found.factor) > stand.left:
            return cart
        keyed = self._keyed(stand) if stand.ware.open_price else None
        return cart.add(Found(stand.good, found.id), quantity, keyed)[0]

    def _so_much(self, stand: Stand, errand: Errand) -> tuple[str, Quantity]:
        """Unit and quantity."""
        ware = stand.ware
        small = next((pack for pack in ware.packs if pack.factor < ONE), None)
        large = stand.bought_in
        if small is not None and self.chance(60):
            return small.unit, Quantity.of(self.rng.randint(1, 3))
        if large.factor > ONE and self.chance(errand.by_pack):
            pack = self.rng.choice(ware.packs)
            return pack.unit, Quantity.of(self.rng.randint(1, 2) if pack.price < Rupiah(100_000) else 1)
        if ware.weighed:
            return ware.unit, self._weight(ware.price > DEAR)
        if ware.tiers and ware.service:
            return ware.unit, Quantity.of(self.rng.choice(COPIES))
        if ware.tiers and self.chance(20):
            return ware.unit, ware.tiers[0][0]
        return ware.unit, Quantity.of(1 if ware.service else self.rng.randint(1, errand.most))

    def _weight(self, dear: bool) -> Quantity:
        """A round weight, or what the scale showed."""
        if self.chance(25):
            return Quantity(5 * self.rng.randrange(30, 240))
        return Quantity(self.rng.choice(DEAR_WEIGHTS if dear else CHEAP_WEIGHTS))

    def _keyed(self, stand: Stand) -> Rupiah:
        """What the cashier types for a good without a fixed price: its cost and something more."""
        if stand.ware.service:
            return Rupiah(2_500 * self.rng.randint(8, 50))
        return Rupiah(half_up(stand.ware.cost.amount * self.rng.randint(120, 190), 100 * 500) * 500)

    def _dented(self, cart: Cart) -> Cart:
        """A little off for a dented packet: only where the good earns several times as much."""
        for line in cart.lines:
            ware = self.shelves.stands[line.good.code].ware
            plain = line.rule is Rule.RETAIL and line.unit.factor == ONE and not ware.maker and not ware.service
            earns = 100 * (ware.price - ware.cost).amount > 6 * ware.price.amount
            off = min(Rupiah(line.gross.amount // 5_000 * 100), Rupiah(1_000))
            if plain and earns and off > ZERO:
                return cart.discounted(line.key, off, "Kemasan penyok")
        return cart

    # -- paying ----------------------------------------------------------------

    def pay(self, cart: Cart, rounding: CashRounding) -> tuple[tuple[PaidTender, ...], Rupiah]:
        """The tenders that pay a cart, and what cash rounding adds."""
        offered = self._offered(cart, rounding)
        settled = settle(cart.total, offered, rounding)
        tenders = tuple(
            PaidTender(each.kind, each.amount, settled.change_of(each), each.reference) for each in settled.tenders
        )
        return tenders, settled.rounding

    def _offered(self, cart: Cart, rounding: CashRounding) -> tuple[Tender, ...]:
        due, die = cart.total, self.rng.randrange(100)
        if cart.member is not None and die < 18 and self._may_owe(cart.member, due):
            return (Tender(TenderKind.KASBON, due),)
        if die < 30 and due >= Rupiah(5_000):
            return (Tender(TenderKind.QRIS, due, self._reference("QR")),)
        if die < 34 and due >= Rupiah(60_000):
            return (Tender(TenderKind.TRANSFER, due, self._reference("BRI ")),)
        if die < 38 and due >= Rupiah(30_000):
            part = Rupiah(due.amount // 20_000 * 10_000)
            return (Tender(TenderKind.QRIS, part, self._reference("QR")), self._cash(due - part, rounding))
        return (self._cash(due, rounding),)

    def _cash(self, due: Rupiah, rounding: CashRounding) -> Tender:
        rounded = Rupiah(rounding.rounded(due.amount))
        notes = quick_notes(rounded)
        given = rounded if not notes or self.chance(35) else self.rng.choice(notes[:3])
        return Tender(TenderKind.CASH, given)

    def _may_owe(self, card: Card, due: Rupiah) -> bool:
        """Whether it stays below four fifths of her limit; small sums are paid at once."""
        owes = self.debts.get(card.party_id, ZERO)
        return due >= Rupiah(10_000) and 5 * (owes + due).amount <= 4 * card.credit_limit.amount

    def _reference(self, prefix: str) -> str:
        return f"{prefix}{self.rng.randrange(10**6):06}"

    def done(self, cart: Cart, tenders: Sequence[PaidTender]) -> None:
        """The sale is in the books: less on the shelves, more on her account."""
        for line in cart.lines:
            self.shelves.stands[line.good.code].give(line.base_quantity)
        if cart.member is not None:
            owed = total(each.applied for each in tenders if each.kind is TenderKind.KASBON)
            self.debts[cart.member.party_id] = self.debts.get(cart.member.party_id, ZERO) + owed


def _places(popular: Sequence[int], rng: Random, lines: int) -> list[int]:
    """So many different places, the popular ones rather."""
    return list(dict.fromkeys(rng.choices(range(len(popular)), popular, k=lines)))
