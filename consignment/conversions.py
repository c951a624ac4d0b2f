"""Conversions: goods of a maker's that become the shop's, or are given to somebody.

What she has not fetched in time becomes what her agreement says (domain/consignment.md 5.3):
the shop's at no cost, or a gift.  The shop may also buy pieces from her outright (beli
putus): what is owed for them is their cost.  Goods that become the shop's are a lot of its
own, and sell first.  Food that nobody fetched is never kept to be sold: it is given back,
given away while it keeps, or destroyed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from consignment import givebacks, lot_worths
from consignment.agreements import AfterGrace, Conditions
from inventory import arrivals, departures, locations, placings, repackings, reversals, transfers
from inventory.arrivals import Incoming, Received
from inventory.locations import Location, LocationKind
from inventory.lot_costs import MadeLot
from inventory.lots import LotRecord
from inventory.products import Product
from inventory.reversals import ReversalCommand
from inventory.stock import Reason
from koperasi import documents
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Posting, Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import Quantity
from koperasi.rights import Permission
from koperasi.text import N_, _, plain
from koperasi.work import Work, needs

SERIES = ("conversion", "AT")


class Way(StrEnum):
    """What becomes of her goods."""

    #: Unfetched goods become the shop's and cost it nothing.
    KEEP = "keep"
    #: The shop buys them from her.
    BUY = "buy"
    #: They are given away.
    DONATE = "donate"


WAYS = {
    Way.KEEP: N_("Menjadi milik toko"),
    Way.BUY: N_("Dibeli putus"),
    Way.DONATE: N_("Disumbangkan"),
}
#: What her agreement must say of goods that were not fetched in time.
_AGREED = {Way.KEEP: AfterGrace.CONVERT, Way.DONATE: AfterGrace.DONATE}


class Conversion(Record):
    __tablename__ = "conversions"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    way: Mapped[Way] = mapped_column(WordColumn(Way))
    #: She said so herself, whatever her agreement says of goods that were not fetched.
    agreed: Mapped[bool]
    note: Mapped[str]


class ConversionLine(Record):
    """So much of one lot out of one place, what she gets for it, and the shop's lot that it became."""

    __tablename__ = "conversion_lines"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"), CheckConstraint("amount >= 0", name="amount"))

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), index=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    #: In base units.
    quantity: Mapped[Quantity]
    amount: Mapped[Rupiah]
    #: None where the goods were given away.
    new_lot_id: Mapped[int | None] = mapped_column(ForeignKey("lots.id"))


@dataclass(frozen=True, slots=True)
class ConvertedLine:
    """So much (base units) of a lot at a place; `amount` is what she gets for all of it."""

    lot_id: int
    location_id: int
    quantity: Quantity
    amount: Rupiah = ZERO


@dataclass(frozen=True, slots=True)
class ConversionCommand:
    """Let a maker's goods become the shop's, or a gift."""

    id: int
    uid: str
    maker_id: int
    way: Way
    business_date: date
    at: datetime
    lines: tuple[ConvertedLine, ...]
    agreed: bool = False
    note: str = ""


@needs(Permission.GOODS_CONVERT)
def convert(work: Work, command: ConversionCommand) -> str:
    """Post goods of hers that become the shop's or a gift; returns the paper's number.

    Raises Refused for food that would be kept to be sold (rule `food`), goods past their date
    (`expired`), goods that may still be fetched (`grace`), a price below her share without her
    leave and a reason (`below-share`), another maker's (`other-maker`) or
    more than is there (`not-enough`); NotAllowed beyond the person's limit; BadInput for a price
    where there is none, or none where there is one.
    """
    if documents.posted(work.connection, command.id):
        return _number(work, command.id)
    products = givebacks.hers(work, command.maker_id, command.lines)
    _check_amounts(command)
    _check_goods(work, command, products)
    _check_price(work, command, products)
    places = {each.location_id for each in command.lines}
    transfers.check_places(work, *sorted(places))
    targets = _targets(work, places)
    work.trace.amount = _worth(work, command, products)
    work.must(Permission.GOODS_CONVERT, work.trace.amount)
    placings.lock(work, {*places, *targets.values()}, set(products.values()))
    day = command.business_date
    gone = givebacks.leave(work, command.id, day, Reason.CONVERSION, command.lines, products)
    came = _come_in(work, command, targets, products) if command.way is not Way.DONATE else []
    header = Header(
        command.id,
        command.uid,
        Kind.CONVERSION,
        day,
        command.at,
        series_id=documents.office_series(work, *SERIES),
        party_id=command.maker_id,
    )
    facts = [*_own_facts(command, products, came), *(each for left, _place in gone for each in left.facts)]
    number = documents.post(work, header, facts, _postings(command, came))
    for left, place in gone:
        departures.keep(work, left, place)
    for each in came:
        arrivals.keep(work, each.received, each.place, each.goods)
    return number.text


@needs(Permission.GOODS_CONVERT)
def reverse(work: Work, command: ReversalCommand) -> None:
    """Take a conversion back; refuses (rule `not-enough`) where the shop has sold something of it since."""
    party = work.connection.scalar(select(Conversion.maker_id).where(Conversion.document_id == command.document_id))
    reversals.reverse_unguarded(work, command, Kind.CONVERSION, Reason.CONVERSION, SERIES, party_id=party)


def _check_amounts(command: ConversionCommand) -> None:
    for number, each in enumerate(command.lines, start=1):
        if (each.amount > ZERO) is not (command.way is Way.BUY) or each.amount < ZERO:
            words = _("Isi harga belinya.") if command.way is Way.BUY else _("Barang ini tidak dibayar.")
            raise BadInput(words, row=number, field="amount")


def _check_price(work: Work, command: ConversionCommand, products: dict[int, int]) -> None:
    """Refuse (or flag) a price below what a sale would bring her, without her leave and a reason."""
    if command.way is not Way.BUY or (command.agreed and plain(command.note)):
        return
    share = _share(work, command, products)
    paid = total(each.amount for each in command.lines)
    if paid < share:
        words = _("Di bawah bagiannya bila laku, {share}.").format(share=share)
        remedy = _("Perlu persetujuan penitip dan alasannya.")
        work.refuse(Refused(words, remedy=remedy, rule="below-share", field="amount"))


def _check_goods(work: Work, command: ConversionCommand, products: dict[int, int]) -> None:
    lot = LotRecord
    found = (
        select(lot.id, lot.received_on, lot.expires_on, Product.name, Product.food)
        .join(Product, Product.id == lot.product_id)
        .where(lot.id.in_(sorted(products)))
    )
    rows = work.connection.execute(found).all()
    day = command.business_date
    brought = {row.id: (command.maker_id, row.received_on) for row in rows}
    agreed = lot_worths.conditions_of(work.connection, brought)
    for row in rows:
        if row.expires_on is not None and row.expires_on < day:
            words = _("{name} sudah lewat tanggalnya.").format(name=row.name)
            work.refuse(Refused(words, remedy=_("Kembalikan kepada penitipnya, atau buang."), rule="expired"))
        if row.food and command.way is Way.KEEP:
            words = _("{name} adalah makanan: tidak diambil toko untuk dijual.").format(name=row.name)
            remedy = _("Kembalikan kepada penitipnya, sumbangkan, atau beli dari dia.")
            work.refuse(Refused(words, remedy=remedy, rule="food"))
        if not (
            command.agreed or command.way is Way.BUY or _unfetched(command.way, row.received_on, agreed[row.id], day)
        ):
            words = _("{name} masih boleh diambil penitipnya.").format(name=row.name)
            work.refuse(Refused(words, remedy=_("Minta izin penitipnya, lalu catat."), rule="grace"))


def _unfetched(way: Way, received_on: date, agreed: Conditions, day: date) -> bool:
    """Whether her agreement lets this become of a lot that was not fetched until today."""
    last = fetch_until(received_on, agreed)
    return last is not None and last < day and agreed.after_grace is _AGREED.get(way)


def fetch_until(received_on: date, agreed: Conditions) -> date | None:
    """The last day on which she may fetch a lot; None where her agreement sets no limit."""
    if not agreed.shelf_days:
        return None
    return received_on + timedelta(days=agreed.shelf_days + agreed.grace_days)


def _targets(work: Work, places: set[int]) -> dict[int, int]:
    """Where goods of each place stand once they are the shop's: what waited for her goes on the shelf."""
    kinds = select(Location.id, Location.kind).where(Location.id.in_(sorted(places)))
    shelf = locations.shelf(work.connection, work.shop.branch.id)
    return {
        place: shelf if kind is LocationKind.FOR_MAKERS else place for place, kind in work.connection.execute(kinds)
    }


@dataclass(frozen=True, slots=True)
class _Came:
    """What came in at one place as the shop's: the numbers of its lines, the goods, their facts."""

    numbers: list[int]
    goods: list[Incoming]
    received: Received
    place: int


def _worth(work: Work, command: ConversionCommand, products: dict[int, int]) -> Rupiah:
    """What it is judged by: what she gets, or what it would have brought her where that is more."""
    return max(_share(work, command, products), total(each.amount for each in command.lines))


def _share(work: Work, command: ConversionCommand, products: dict[int, int]) -> Rupiah:
    """What the goods would bring her at today's list prices; of those without one nothing is known."""
    worths = lot_worths.of_lots(work.connection, products.keys(), work.shop.branch.id, command.business_date)
    return total(worths[each.lot_id].worth(each.quantity) or ZERO for each in command.lines)


def _come_in(work: Work, command: ConversionCommand, targets: dict[int, int], products: dict[int, int]) -> list[_Came]:
    """The shop's new lots, with the date and batch of hers, per place in turn."""
    lot = LotRecord
    known = select(lot.id, lot.expires_on, lot.batch).where(lot.id.in_(sorted(products)))
    facts = {row.id: row for row in work.connection.execute(known)}
    came = []
    for place in sorted(set(targets.values())):
        lines = {n: each for n, each in enumerate(command.lines, start=1) if targets[each.location_id] == place}
        goods = [_incoming(each, products[each.lot_id], facts[each.lot_id]) for each in lines.values()]
        received = arrivals.receive(work, command.id, place, command.business_date, Reason.CONVERSION, goods)
        came.append(_Came(list(lines), goods, received, place))
    return came


def _incoming(line: ConvertedLine, product_id: int, lot: Any) -> Incoming:
    return Incoming(product_id, line.quantity, line.amount, None, lot.expires_on, lot.batch)


def _own_facts(command: ConversionCommand, products: dict[int, int], came: Sequence[_Came]) -> list[Facts]:
    """The paper's own rows, and the shop's new lots with their cost."""
    head = {
        "document_id": command.id,
        "maker_id": command.maker_id,
        "way": command.way,
        "agreed": command.agreed,
        "note": plain(command.note),
    }
    lots = {n: lot["id"] for each in came for n, lot in zip(each.numbers, each.received.lots, strict=True)}
    rows = [
        _line_row(command.id, number, each, products[each.lot_id], lots.get(number))
        for number, each in enumerate(command.lines, start=1)
    ]
    new = [fact for each in came for fact in each.received.facts]
    made = [row for each in came for row in repackings.made_rows(command.id, each.received, each.goods)]
    return [Facts(Conversion, [head]), *new, Facts(MadeLot, made), Facts(ConversionLine, rows)]


def _postings(command: ConversionCommand, came: Sequence[_Came]) -> list[Posting]:
    owed = [Posting(Role.OWED_TO_MAKERS, -each.amount, command.maker_id) for each in command.lines]
    stock = [Posting(Role.INVENTORY, each.received.into_stock) for each in came]
    return [*owed, *stock, *(Posting(Role.COST_OF_GOODS, each.received.to_cost_of_goods) for each in came)]


def _line_row(
    document_id: int, number: int, line: ConvertedLine, product_id: int, new_lot_id: int | None
) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "line": number,
        "product_id": product_id,
        "lot_id": line.lot_id,
        "location_id": line.location_id,
        "quantity": line.quantity,
        "amount": line.amount,
        "new_lot_id": new_lot_id,
    }


def _number(work: Work, document_id: int) -> str:
    return work.connection.execute(select(Document.number).where(Document.id == document_id)).scalar_one()
