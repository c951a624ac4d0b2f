"""The demo's lists: goods, makers' goods, members, makers and suppliers, read from the CSV files here."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files

from consignment.terms import Deal, Terms
from inventory.barcodes import check_digit, mint
from koperasi.money import ZERO, Rupiah
from koperasi.parties import PartyKind
from koperasi.quantity import ONE, Quantity

#: No real good begins so: Indonesia's 899 with a maker's number of zeros.
BRAND = "8990000"
#: The shop prints labels for goods without a packet's barcode.
BRANCH_NUMBER = 1
WITHOUT_BARCODE = frozenset({"Segar", "Lain-lain", "Layanan"})
BASIS_POINTS_A_PERCENT = 100


class WareKind(StrEnum):
    GOODS = "goods"
    #: By weight: its code is the PLU on a scale's label.
    WEIGHED = "weighed"
    #: Priced at the till.
    OPEN = "open"
    SERVICE = "service"
    OPEN_SERVICE = "open-service"


@dataclass(frozen=True, slots=True)
class Pack:
    """A further unit: so many base units in it, and its price."""

    unit: str
    factor: Quantity
    price: Rupiah


@dataclass(frozen=True, slots=True)
class Ware:
    """A good on the demo's list; `cost` of a base unit, `popularity` a weight among all goods."""

    code: str
    category: str
    name: str
    unit: str
    price: Rupiah
    cost: Rupiah
    popularity: int
    kind: WareKind = WareKind.GOODS
    packs: tuple[Pack, ...] = ()
    #: From so many base units on, so much each.
    tiers: tuple[tuple[Quantity, Rupiah], ...] = ()
    member_price: Rupiah | None = None
    maker: str = ""

    @property
    def service(self) -> bool:
        return self.kind in (WareKind.SERVICE, WareKind.OPEN_SERVICE)

    @property
    def open_price(self) -> bool:
        return self.kind in (WareKind.OPEN, WareKind.OPEN_SERVICE)

    @property
    def weighed(self) -> bool:
        return self.kind is WareKind.WEIGHED

    def barcode(self, place: int) -> str:
        """The EAN-13 on its base unit (place 0) or on one of its packs; "" where there is none."""
        if self.maker:
            return mint(BRANCH_NUMBER, int(self.code))
        if self.category in WITHOUT_BARCODE or self.weighed:
            return ""
        digits = f"{BRAND}{self.code}{place}"
        return digits + check_digit(digits)

    def factor(self, unit: str) -> Quantity:
        return next((pack.factor for pack in self.packs if pack.unit == unit), ONE)


@dataclass(frozen=True, slots=True)
class Brought:
    """A maker's good: how many she brings at a time, how often, how long it keeps (days)."""

    ware: Ware
    terms: Terms
    batch: int
    every: int
    keeps: int


@dataclass(frozen=True, slots=True)
class Person:
    """A member, a maker or a supplier on the lists."""

    code: str
    name: str
    title: str
    village: str
    phone: str = ""
    kind: PartyKind = PartyKind.PERSON
    group: str = ""
    card: str = ""
    limit: Rupiah = ZERO
    joined_on: date | None = None


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who brings which categories on which weekdays (0 is Monday), and what pays her."""

    person: Person
    categories: tuple[str, ...]
    weekdays: tuple[int, ...]
    paid_from: str


def wares() -> list[Ware]:
    """Everything the shop buys itself, and its services."""
    return [_ware(row) for row in _rows("goods.csv")]


def brought() -> list[Brought]:
    """What makers bring."""
    return [_brought(row) for row in _rows("consigned.csv")]


def members() -> list[Person]:
    return [
        Person(
            row["number"],
            row["name"],
            row["title"],
            row["village"],
            row["phone"],
            group=row["group"],
            card=row["card"],
            limit=Rupiah(int(row["limit"])),
            joined_on=date.fromisoformat(row["joined_on"]),
        )
        for row in _rows("members.csv")
    ]


def makers() -> list[Person]:
    """Makers; most are members too, under the same code."""
    return [
        Person(row["code"], row["name"], row["title"], row["village"], kind=PartyKind(row["kind"]))
        for row in _rows("makers.csv")
    ]


def suppliers() -> list[Supplier]:
    return [
        Supplier(
            Person(row["code"], row["name"], "", row["village"], row["phone"], PartyKind.COMPANY),
            tuple(row["categories"].split("|")),
            tuple(int(day) for day in row["weekdays"].split("|")),
            row["paid_from"],
        )
        for row in _rows("suppliers.csv")
    ]


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines())


def _ware(row: dict[str, str]) -> Ware:
    packs = (_named(each) for each in row["packs"].split(";") if each)
    tiers = (each.split("=") for each in row["tiers"].split(";") if each)
    return Ware(
        row["code"],
        row["category"],
        row["name"],
        row["unit"],
        Rupiah(int(row["price"])),
        Rupiah(int(row["cost"])),
        int(row["popularity"]),
        WareKind(row["kind"]),
        tuple(packs),
        tuple((Quantity.of(least), Rupiah(int(price))) for least, price in tiers),
        Rupiah(int(row["member_price"])) if row["member_price"] else None,
    )


def _named(text: str) -> Pack:
    """A pack from the list: `Dus*40=118500`."""
    unit, rest = text.split("*")
    factor, price = rest.split("=")
    return Pack(unit, Quantity.of(factor), Rupiah(int(price)))


def _brought(row: dict[str, str]) -> Brought:
    price, deal, figure = Rupiah(int(row["price"])), Deal(row["deal"]), int(row["terms"])
    terms = (
        Terms(deal, payout_each=Rupiah(figure))
        if deal is Deal.FIXED
        else Terms(deal, rate_bps=figure * BASIS_POINTS_A_PERCENT)
    )
    head = (row["code"], row["category"], row["name"], row["unit"])
    ware = Ware(*head, price, ZERO, int(row["popularity"]), maker=row["maker"])
    return Brought(ware, terms, int(row["batch"]), int(row["every"]), int(row["keeps"]))
