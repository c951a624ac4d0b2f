"""The little shop of the tour and of the stories: a few people, some thirty goods, known PINs.

It is made by the same deeds as any shop, in a folder of its own, so that a tour never
touches real books.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from consignment import deliveries, maker_pins
from consignment.deliveries import DeliveredLine, DeliveryCommand
from consignment.terms import Deal, Terms
from inventory import catalogue, favourites, purchases, queries
from inventory.catalogue import NewGood, NewUnit
from inventory.favourites import NewFavourite
from inventory.goods import PriceLine, PriceRule
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from koperasi import masters, members, settings, uids, users
from koperasi.members import NewMember
from koperasi.money import Rupiah
from koperasi.parties import Party, PartyKind
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.rights import ROLE_IDS
from koperasi.setups import NewShop
from koperasi.shop import Clock, Shop, wall_clock
from koperasi.shops import Place
from pos import demo_pins, founding, qris_codes
from printing.codes import check_digit

#: Name, role, PIN.
STAFF = (
    ("Rina Astuti", "cashier", "730164"),
    ("Dewi Lestari", "cashier", "518203"),
    ("Bagus Prasetyo", "cashier", "902745"),
    ("Wahyu Hidayat", "manager", "482915"),
    ("Yuni Kartika", "supervisor", "361708"),
    ("Pak Slamet", "bookkeeper", "275940"),
)
#: Number, name, title, card, limit.
MEMBERS = (
    ("A-0217", "Sri Wahyuni", "Ibu", "9900217", 500_000),
    ("A-0108", "Budi Santoso", "Bapak", "9900108", 300_000),
    ("A-0342", "Ningsih Rahayu", "Ibu", "9900342", 0),
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A good: code, name, base unit, price, cost, stock; other units; tiers from a quantity on."""

    code: str
    name: str
    unit: str
    price: int
    cost: int
    stock: int
    units: tuple[tuple[str, int, int], ...] = ()
    tiers: tuple[tuple[int, int], ...] = ()
    member_price: int = 0
    maker: str = ""

    @property
    def barcode(self) -> str:
        """The EAN-13 on the packet."""
        digits = f"899{int(self.code):09}"
        return f"{digits}{check_digit(digits)}"

    def barcode_of(self, unit: str) -> str:
        """The EAN-13 on a larger packing."""
        digits = f"898{int(self.code):06}{[name for name, _n, _p in self.units].index(unit):03}"
        return f"{digits}{check_digit(digits)}"


GOODS = (
    Shelf("1001", "Beras Mentik Wangi", "Kg", 14_500, 12_800, 180),
    Shelf("1002", "Telur Ayam", "Kg", 28_000, 25_400, 60),
    Shelf("1003", "Gula Pasir Curah", "Kg", 16_500, 15_100, 75),
    Shelf("2001", "Indomie Goreng Spesial", "Pcs", 3_200, 2_750, 400, (("Dus", 40, 118_000),)),
    Shelf("2002", "Kopi Kapal Api Special Mix 25 g", "Pcs", 1_600, 1_310, 300, (("Renteng", 10, 15_500),)),
    Shelf("2003", "Gulaku Kuning 1 kg", "Pcs", 17_800, 16_200, 48),
    Shelf("2004", "Sabun Lifebuoy Merah 70 g", "Pcs", 3_400, 2_800, 96, (), ((12, 3_100),)),
    Shelf("2005", "Sampo Sunsilk Sachet", "Pcs", 1_000, 780, 240, (), ((12, 950),)),
    Shelf("2006", "Susu UHT Ultra Cokelat 250 ml", "Pcs", 6_200, 5_350, 80, (), (), 6_000),
    Shelf("2007", "Minyak Goreng Bimoli 1 L", "Pcs", 19_500, 17_900, 60, (("Dus", 12, 228_000),)),
    Shelf("2008", "Royco Ayam", "Pcs", 600, 470, 200, (("Renteng", 12, 5_500),)),
    Shelf("2009", "Teh Pucuk Harum 350 ml", "Pcs", 4_000, 3_150, 72),
    Shelf("2010", "Air Mineral Cleo 600 ml", "Pcs", 3_500, 2_400, 96, (("Dus", 24, 72_000),)),
    Shelf("2011", "Rokok Gudang Garam Surya 12", "Pcs", 27_000, 25_100, 50),
    Shelf("2012", "Kopi Good Day Cappuccino 25 g", "Pcs", 2_000, 1_620, 0, (("Renteng", 10, 19_500),)),
    Shelf("2013", "Permen Kopiko", "Pcs", 250, 160, 500, (("Pak", 50, 9_500),)),
    Shelf("2014", "Sabun Cuci Rinso 770 g", "Pcs", 24_500, 21_900, 30),
    Shelf("2015", "Kecap Bango 220 ml", "Pcs", 11_500, 9_800, 36),
    Shelf("2016", "Tisu Paseo 250 lembar", "Pcs", 13_000, 10_900, 24),
    Shelf("2017", "Mie Sedaap Soto", "Pcs", 3_100, 2_680, 200, (("Dus", 40, 114_000),)),
    Shelf("3001", "Keripik Tempe 150 g", "Pcs", 12_000, 0, 40, maker="P-01"),
    Shelf("3002", "Kopi Bubuk Robusta Dampit 200 g", "Pcs", 28_000, 0, 15, maker="P-02"),
    Shelf("3003", "Kue Kering Nastar 250 g", "Pcs", 32_500, 0, 12, maker="P-01"),
)
MAKERS = (("P-01", "Siti Aminah", "Ibu", 1_000), ("P-02", "Darmo Wiyono", "Bapak", 1_200))
#: The maker who looks at her own goods, and her PIN.
LOOKS_HERSELF = ("P-01", "406193")
#: What stands on the grid to touch.
WEIGHED = (("1001", "green"), ("1002", "blue"), ("1003", "brown"))
BY_CODE = {each.code: each for each in GOODS}


def make(place: Place, clock: Clock = wall_clock, *, pins_shown: bool = True, **chosen: object) -> Shop:
    """Make the shop at an empty place and return it open; `chosen` are settings of its own."""
    new = NewShop(branch_name="Ngantang", address="Jl. Raya Ngantang 12, Malang", phone="0341-521000")
    shop = founding.found(place, new, clock)
    konsole = shop.konsole()
    pins = {}
    for name, role, pin in STAFF:
        with shop.work(konsole, channel="konsole") as work:
            pins[users.add(work, name, ROLE_IDS[role], pin)] = pin
    with shop.work(konsole, channel="konsole") as work:
        settings.change(work, {"demo": pins_shown, **chosen})
    shop.reload_settings()
    qris_codes.keep(shop, konsole, qris_codes.SAMPLE.payload, channel="konsole")
    demo_pins.keep(shop, pins if pins_shown else {})
    for number, name, title, card, limit in MEMBERS:
        with shop.work(konsole, channel="konsole") as work:
            members.add(work, NewMember(number, name, title, "Ngantang", credit_limit=Rupiah(limit), cards=(card,)))
    _stock(shop)
    return shop


def _stock(shop: Shop) -> None:
    """Makers, goods, what was bought and what was brought."""
    konsole, now = shop.konsole(), shop.clock()
    day = shop.branch.business_date(now)
    makers: dict[str, int] = {}
    with shop.work(konsole, channel="office") as work:
        for code, name, title, _rate in MAKERS:
            makers[code] = work.mint()
            row = {"id": makers[code], "code": code, "name": name, "kind": PartyKind.PERSON, "title": title}
            masters.add(work.connection, Party, [{**row, "village": "Ngantang", "phone": ""}])
        ids = dict(
            zip(
                [each.code for each in GOODS],
                catalogue.add_many(work, [_good(each, makers) for each in GOODS]),
                strict=True,
            )
        )
    with shop.work(konsole, channel="office") as work:
        for code, colour in WEIGHED:
            base = queries.good(work.connection, ids[code]).units[0]
            favourites.add(work, NewFavourite(base.id, "Timbangan", colour))
    with shop.work(konsole, channel="office") as work:
        lines = tuple(_bought(each, ids[each.code], day) for each in GOODS if not each.maker and each.stock)
        command = PurchaseCommand(work.mint(), uids.new_uid(now), None, PaidFrom.OPENING, day, now, lines)
        purchases.open_stock(work, command)
    with shop.work(konsole, channel="office") as work:
        maker_pins.give(work, makers[LOOKS_HERSELF[0]], LOOKS_HERSELF[1])
    for code, _name, _title, rate in MAKERS:
        terms = Terms(Deal.COMMISSION, rate)
        brought = tuple(
            DeliveredLine(ids[each.code], Quantity.of(each.stock), terms) for each in GOODS if each.maker == code
        )
        with shop.work(konsole, channel="office") as work:
            deliveries.receive(work, DeliveryCommand(work.mint(), uids.new_uid(now), makers[code], day, now, brought))


def _bought(good: Shelf, product_id: int, day: date) -> BoughtLine:
    until = day + timedelta(days=120 + int(good.code) % 90)
    return BoughtLine(product_id, good.unit, ONE, Quantity.of(good.stock), Rupiah(good.cost * good.stock), until)


def _good(good: Shelf, makers: dict[str, int]) -> NewGood:
    prices = [PriceLine(PriceRule.RETAIL, Rupiah(good.price), NOTHING)]
    prices += [PriceLine(PriceRule.TIER, Rupiah(price), Quantity.of(least)) for least, price in good.tiers]
    if good.member_price:
        prices.append(PriceLine(PriceRule.CLASS, Rupiah(good.member_price), NOTHING, members.USUAL_CLASS))
    units = [NewUnit(good.unit, ONE, (good.barcode,), tuple(prices))]
    for name, factor, price in good.units:
        line = PriceLine(PriceRule.RETAIL, Rupiah(price), NOTHING)
        units.append(NewUnit(name, Quantity.of(factor), (good.barcode_of(name),), (line,)))
    maker = makers[good.maker] if good.maker else None
    return NewGood(good.code, good.name, base_unit=good.unit, maker_id=maker, units=tuple(units))


class FixedClock:
    """A clock for pictures: it stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at
