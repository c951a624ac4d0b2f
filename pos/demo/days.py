"""A day of the demo shop: deliveries and purchases, two shifts with their customers, two closes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from inventory import queries
from inventory.catalogue import PriceChanged, change_price
from inventory.goods import PriceLine, PriceRule
from inventory.purchase_files import local_noon
from inventory.write_offs import Cause
from koperasi import cash, ledger, numbers, shifts, tills, uids
from koperasi.cash import CashCommand, CashKind
from koperasi.chart import ACCOUNT_IDS
from koperasi.errors import Bug
from koperasi.ledger import Role
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.shifts import ClosingCommand, OpeningCommand, Pieces, Shift
from koperasi.shop import Shop
from koperasi.work import Actor
from pos import closings, sales
from pos.cart import Cart
from pos.demo import makers, offices, shelves
from pos.demo.customers import Customers
from pos.demo.offices import Counted
from pos.demo.people import People
from pos.demo.shelves import Order, Shelves, Stand
from pos.sale_commands import SaleCommand

NOON = 12 * 60
#: Minutes of the day at which the office works and each shift opens and closes.
OFFICE, SHIFTS = 5 * 60 + 40, ((6 * 60 + 25, 13 * 60 + 40), (13 * 60 + 50, 20 * 60 + 35))
#: How busy each hour is.
HOURS = {6: 6, 7: 9, 8: 8, 9: 7, 10: 7, 11: 6, 12: 4, 13: 3, 14: 4, 15: 6, 16: 9, 17: 10, 18: 8, 19: 7, 20: 3}
#: Customers by weekday, Monday first; market days and Sunday bring more.
BUSY = (44, 38, 40, 41, 43, 52, 56)
#: What the drawer may be over or short at a close.
SLIPS = (ZERO,) * 14 + tuple(Rupiah(each) for each in (-500, 200, 500, -1_000, -2_000, 1_000))
ERRANDS_PAID = (("Air galon untuk toko", 6_000), ("Bensin antar belanja", 20_000), ("Konsumsi bongkar barang", 35_000))
MOST_IN_DRAWER, DROPPED = Rupiah(1_500_000), Rupiah(1_000_000)
#: Days after the first on which eggs change their price.
EGGS, EGG_DAYS, EGG_STEPS = "1301", (9, 20), (500, -300)
#: The weekday on which suppliers are paid, Monday being 0.
PAY_DAY = 4
#: So many days before the last one: which rack is counted, and at whom is ordered.
COUNTS = {12: "Sabun & Mandi", 5: "Minuman", 0: "Biskuit & Wafer"}
ORDERED = {2: ("S-05",), 0: ("S-01", "S-03")}
LINES_ORDERED = 9
#: So many days before the last one something of the makers' breaks, and one of them fetches what does not sell.
BROKE, FETCHED = 3, 1
SELDOM_MISSING = Rupiah(8_000)
PUT_AWAY, BROKEN = ("Cuci & Pel", "Perlengkapan Bayi"), ("Minuman", "Bumbu Dapur")


@dataclass(slots=True)
class Days:
    """The shop with its people and shelves, day after day; `at` moves the shop's clock along."""

    shop: Shop
    people: People
    shelves: Shelves
    customers: Customers
    rng: Random
    moved: Callable[[datetime], None]
    #: The number of its last day.
    last: int
    orders: list[Order] = field(default_factory=list)

    def moment(self, day: date, minute: int, second: int = 0) -> datetime:
        """A time of a day on the branch's clock, which the shop's clock then shows."""
        at = local_noon(self.shop.branch, day) + timedelta(minutes=minute - NOON, seconds=second)
        self.moved(at)
        return at

    def live(self, day: date, number: int) -> None:
        """One day, the `number`-th since the first."""
        self._office(day, number)
        for place, (opens, closes) in enumerate(SHIFTS):
            cashier = self.people.cashiers[(number + place) % len(self.people.cashiers)]
            shift = self._open(cashier, day, opens)
            self._sell(cashier, shift, day, opens, closes)
            self._close(cashier, shift, day, closes)

    # -- the office ------------------------------------------------------------

    def _office(self, day: date, number: int) -> None:
        people, minute = self.people, OFFICE
        for maker in sorted({each.ware.maker for each in self.shelves.brought}):
            at = self.moment(day, minute)
            makers.deliver(self.shop, self.shelves, maker, people.parties[maker], number, people.supervisor, at)
            minute += 2
        for supplier in self.shelves.suppliers if number else ():
            if day.weekday() in supplier.weekdays:
                at = self.moment(day, minute)
                party = people.parties[supplier.person.code]
                shelves.buy(self.shop, self.shelves, supplier, party, people.manager, at, self.rng)
                minute += 2
        self._manage(day, number, minute)
        self._makers(day, number, minute + 9)
        if number in EGG_DAYS:
            self._eggs(EGG_STEPS[EGG_DAYS.index(number)], self.moment(day, minute + 12))

    def _manage(self, day: date, number: int, minute: int) -> None:
        """What a manager does beside the till, the nearer to today the more of it."""
        left, people = self.last - number, self.people
        if day.weekday() == PAY_DAY:
            for supplier in self.shelves.suppliers:
                with self.shop.reading() as connection:
                    at_bank = ledger.balance(connection, ACCOUNT_IDS[Role.BANK])
                party = people.parties[supplier.person.code]
                offices.pay_due(self.shop, party, at_bank, people.manager, self.moment(day, minute))
        if left in COUNTS:
            self._count(COUNTS[left], self.moment(day, minute + 2), book=left > 0)
        if left == 3:
            self._tidy(self.moment(day, minute + 4))
        if left == 1:
            for waiting in self.orders:
                shelves.came(self.shop, self.shelves, waiting, people.manager, self.moment(day, minute + 6))
            self.orders = []
        for code in ORDERED.get(left, ()):
            self._order(code, day, self.moment(day, minute + 8))

    def _makers(self, day: date, number: int, minute: int) -> None:
        """Makers are paid once a week; the last days are left for today."""
        left, people = self.last - number, self.people
        if left == BROKE:
            makers.break_some(self.shop, self.shelves, people.supervisor, self.moment(day, minute))
        if number and left and day.weekday() == makers.PAY_DAY:
            self.moment(day, minute + 1)
            makers.settle(self.shop, people.manager)
            makers.pay_week(self.shop, day, people.manager)
        if left == FETCHED:
            at = self.moment(day, minute + 2)
            makers.fetch(self.shop, self.shelves, people.parties, people.supervisor, at)
            makers.dispute(self.shop, people.parties[makers.DISPUTING], day, people.manager)

    def _order(self, code: str, day: date, at: datetime) -> None:
        supplier = next(each for each in self.shelves.suppliers if each.person.code == code)
        party = self.people.parties[code]
        lines = shelves.ordered(self.shelves, supplier, day, self.rng, LINES_ORDERED)
        goods = [(stand.good, line) for stand, line in lines]
        made = offices.order(self.shop, party, goods, day + timedelta(days=2), self.people.manager, at)
        self.orders.append(Order(made, supplier, party, lines))

    def _count(self, category: str, at: datetime, *, book: bool) -> None:
        """A rack is counted before the shop opens; the last one is not finished yet."""
        stands = [each for each in self.shelves.of((category,)) if not each.ware.service]
        found = [Counted(each.good, self._found(each)) for each in stands]
        rack, people = self.shelves.racks[category], (self.people.supervisor, self.people.manager)
        offices.count(
            self.shop, f"{rack} · {category}", rack, found if book else found[: len(found) // 2], people, at, book=book
        )
        for stand, each in zip(stands, found, strict=True):
            if book:
                stand.left = each.found

    def _found(self, stand: Stand) -> Quantity:
        """What is counted of a good: all of it, or of the cheap ones sometimes one less."""
        missing = stand.ware.cost < SELDOM_MISSING and stand.left > Quantity.of(6) and not self.rng.randrange(6)
        return stand.left - ONE if missing and not stand.ware.maker else stand.left

    def _tidy(self, at: datetime) -> None:
        """Some of what sells slowly goes to the back room, and something was broken."""
        plenty = [each for each in self.shelves.of(PUT_AWAY) if each.left > Quantity.of(8)]
        away = [(each.good, Quantity.of(each.left.thousandths // 2000)) for each in plenty[:5]]
        broken = [each for each in self.shelves.of(BROKEN) if each.left > Quantity.of(4)][:2]
        offices.put_away(self.shop, away, self.people.supervisor, at)
        offices.spoil(self.shop, [(each.good, ONE, Cause.DAMAGED) for each in broken], self.people.manager, at)
        self._gone(plenty[:5], [quantity for _good, quantity in away])
        self._gone(broken, [ONE for _each in broken])

    def _gone(self, stands: Sequence[Stand], quantities: Sequence[Quantity]) -> None:
        for stand, quantity in zip(stands, quantities, strict=True):
            stand.left -= quantity

    def _eggs(self, step: int, at: datetime) -> None:
        """Eggs cost more, or less, from today on."""
        stand = self.shelves.stands[EGGS]
        price = next(line.price for line in stand.good.base.prices if line.rule is PriceRule.RETAIL)
        with self.shop.work(self.people.manager, channel="office", now=at) as work:
            change_price(work, PriceChanged(stand.good.base.id, PriceLine(PriceRule.RETAIL, price + Rupiah(step))))
            stand.good = queries.good(work.connection, stand.good.product_id)

    # -- a shift ---------------------------------------------------------------

    def _open(self, cashier: Actor, day: date, minute: int) -> Shift:
        shop, at = self.shop, self.moment(day, minute)
        if shop.till_id is None:
            raise Bug("a new shop stands at its first till")
        with shop.work(cashier, now=at) as work:
            usual = Rupiah(shop.settings.usual_float)
            command = OpeningCommand(work.mint(), uids.new_uid(at), shop.till_id, usual, day, at)
            return shifts.open_shift(work, command)

    def _sell(self, cashier: Actor, shift: Shift, day: date, opens: int, closes: int) -> None:
        """Its customers in the order they come, and the drawer's errands between them."""
        times = self._times(day, opens, closes)
        # What was dropped counts towards the day's cap, so errands are paid before.
        dropped = len(times) * 2 // 3
        errand = self.rng.randrange(1, 40)
        for place, second in enumerate(times):
            at = self.moment(day, 0, second)
            if place == errand and place < dropped:
                reason, amount = self.rng.choice(ERRANDS_PAID)
                self._move(cashier, shift, CashKind.OUT, Rupiah(amount), reason, at)
            elif place == dropped:
                self._drop(cashier, shift, at)
            self._serve(cashier, shift, at)

    def _times(self, day: date, opens: int, closes: int) -> list[int]:
        """Seconds of the day at which customers pay, rising, none twice."""
        hours = {hour: busy for hour, busy in HOURS.items() if opens < hour * 60 + 60 and hour * 60 < closes}
        share = BUSY[day.weekday()] * sum(hours.values()) // sum(HOURS.values())
        count = self.rng.randint(share - share // 6, share + share // 6)
        chosen = self.rng.choices(list(hours), list(hours.values()), k=count)
        seconds = (hour * 3600 + self.rng.randrange(3600) for hour in chosen)
        first, last = opens * 60 + 120, closes * 60 - 120
        return sorted({min(max(second, first), last) for second in seconds})

    def _serve(self, cashier: Actor, shift: Shift, at: datetime) -> None:
        """One customer; she may find nothing of what she came for."""
        shop, customers = self.shop, self.customers
        empty = Cart(shop.minter.next(), uids.new_uid(at), shop.branch.id, shift.business_date)
        cart = customers.fill(empty, at - timedelta(seconds=20))
        if not cart.lines:
            return
        tenders, rounding = customers.pay(cart, shop.settings.cash_rounding)
        with shop.work(cashier, now=at) as work:
            command = SaleCommand(
                cart.id,
                cart.uid,
                numbers.peek(work.connection, shift.sale_series),
                shift.till_id,
                shift.id,
                shift.business_date,
                at,
                cashier.id,
                None,
                cart.member.party_id if cart.member else None,
                cart.price_class,
                tuple(line.sold() for line in cart.lines),
                tuple(line.taken_out() for line in cart.removed),
                tenders,
                rounding,
            )
            sales.post(work, command)
        customers.done(cart, tenders)

    def _drop(self, cashier: Actor, shift: Shift, at: datetime) -> None:
        """Part of a full drawer goes into the safe."""
        with self.shop.reading() as connection:
            there = shifts.expected_cash(connection, shift)
        if there > MOST_IN_DRAWER:
            self._move(cashier, shift, CashKind.DROP, DROPPED, "Setor ke brankas", at)

    def _move(self, cashier: Actor, shift: Shift, kind: CashKind, amount: Rupiah, reason: str, at: datetime) -> None:
        with self.shop.work(cashier, now=at) as work:
            command = CashCommand(work.mint(), uids.new_uid(at), shift.id, kind, amount, reason, at)
            cash.move_cash(work, command)

    def _close(self, cashier: Actor, shift: Shift, day: date, minute: int) -> None:
        at, slip = self.moment(day, minute), self.rng.choice(SLIPS)
        with self.shop.work(cashier, now=at) as work:
            counted = shifts.expected_cash(work.connection, shift) + slip
            number = numbers.peek(work.connection, shift.z_series)
            left = min(counted, Rupiah(self.shop.settings.usual_float))
            command = ClosingCommand(work.mint(), uids.new_uid(at), shift.id, number, pieces_of(counted), left, at)
            closings.close(work, command)


def pieces_of(amount: Rupiah) -> tuple[Pieces, ...]:
    """An amount as notes and coins, large ones first; what is less than the smallest coin is left out."""
    count, left = [], amount.amount
    for worth, coin in [*((each, False) for each in tills.NOTES), *((each, True) for each in tills.COINS)]:
        pieces, left = divmod(left, worth)
        if pieces:
            count.append(Pieces(Rupiah(worth), coin, pieces))
    return tuple(count)
