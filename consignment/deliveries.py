"""Deliveries: a member's goods come in as lots with their terms frozen; no money moves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from consignment import delivery_checks, delivery_rows
from consignment.consigned_lots import ConsignedLot as ConsignedLot
from consignment.consigned_lots import ConsignedLotTerms as ConsignedLotTerms
from consignment.delivery_facts import Confirmed
from consignment.terms import ProductTerms, Terms
from inventory import arrivals, locations, pictures, prices
from inventory.arrivals import Incoming
from inventory.goods import PriceLine, PriceRule
from inventory.partners import UNKNOWN_MAKER
from inventory.prices import PriceChanged
from inventory.products import Product
from inventory.stock import Move, Reason
from koperasi import documents, masters, parties
from koperasi.database import FACT, Record
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput, Refused
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs

#: The purpose and the prefix of a delivery's numbers.
SERIES = ("delivery", "NT")


class Delivery(Record):
    __tablename__ = "deliveries"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)


@dataclass(frozen=True, slots=True)
class DeliveredLine:
    """So much of a maker's product on these terms; `quantity` (accepted) and `offered` are in base units.

    What was offered beyond it was rejected, and `why` says for what reason.  `price` is what
    one `unit` (of `factor` base units) is sold for; with `reprice` it becomes so now.
    """

    product_id: int
    quantity: Quantity
    terms: Terms
    expires_on: date | None = None
    #: The unit it was counted in, "" for the base unit.
    unit: str = ""
    unit_id: int | None = None
    factor: Quantity = ONE
    #: None: as much as was accepted.
    offered: Quantity | None = None
    why: str = ""
    price: Rupiah | None = None
    reprice: bool = False
    produced_on: date | None = None
    batch: str = ""
    #: SHA-256 of its picture, "" for none.
    picture_digest: str = ""
    #: The agreement the terms come from; none where they were only told.
    agreement_id: int | None = None

    @property
    def brought(self) -> Quantity:
        """What was offered, in base units."""
        return self.quantity if self.offered is None else self.offered

    @property
    def rejected(self) -> Quantity:
        return self.brought - self.quantity


@dataclass(frozen=True, slots=True)
class GroupPart:
    """Of a group's line (from 1) so much that was accepted was hers, in base units, by the group's own list."""

    line: int
    name: str
    quantity: Quantity
    party_id: int | None = None


@dataclass(frozen=True, slots=True)
class DeliveryCommand:
    """Receive a maker's goods."""

    id: int
    uid: str
    maker_id: int
    business_date: date
    at: datetime
    lines: tuple[DeliveredLine, ...]
    reference: str | None = None
    #: The agreement in force, as it was looked up when the goods were counted.
    agreement_id: int | None = None
    confirmed: Confirmed = Confirmed.NOT
    witness: str = ""
    note: str = ""
    #: Of a group: who brought how many; nothing where it has no list.
    parts: tuple[GroupPart, ...] = ()


@needs(Permission.DELIVERY_RECEIVE)
def receive(work: Work, command: DeliveryCommand, shown: Sequence[bytes] = ()) -> None:
    """Post a delivery: lots of hers with their terms, what was rejected, and no money.

    `shown` are pictures by `pictures.reduced`, known by the digests the lines name.

    Raises Refused for goods of another maker (rule `other-maker`), food without a date
    (`no-expiry`) or past it (`expired`), a price below what she is to get (`below-her-price`),
    an agreement that ended or is another by now (`agreement`), a maker who brings no more
    (`maker-stopped`), a good in the archive (`archived`); NotAllowed for a price that is the
    shop's to set; BadInput for what no count can be.
    """
    if documents.posted(work.connection, command.id):
        return
    delivery_checks.check(work, command)
    taken = [each for each in command.lines if each.quantity > NOTHING]
    # Before the goods are locked: every writer of masters queues for their version first.
    keep_terms(work, {each.product_id: each.terms for each in taken})
    _claim(work, command)
    kept = _pictures(work, command, shown)
    _set_prices(work, command)
    goods = [
        Incoming(each.product_id, each.quantity, ZERO, command.maker_id, each.expires_on, plain(each.batch))
        for each in taken
    ]
    shelf = locations.shelf(work.connection, work.shop.branch.id)
    received = arrivals.receive(work, command.id, shelf, command.business_date, Reason.DELIVERY, goods)
    header = Header(
        command.id,
        command.uid,
        Kind.DELIVERY,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, *SERIES),
        party_id=command.maker_id,
        reference=command.reference,
    )
    own = [Facts(Delivery, [{"document_id": command.id, "maker_id": command.maker_id}])]
    counted = delivery_rows.facts(command, [lot["id"] for lot in received.lots], kept)
    documents.post(work, header, [*own, *received.facts, *counted], [])
    arrivals.keep(work, received, shelf, goods)


def _pictures(work: Work, command: DeliveryCommand, shown: Sequence[bytes]) -> dict[str, int]:
    """Digest → picture, of those the lines name; raises BadInput for one that nobody has."""
    given = {pictures.digest_of(each): each for each in shown}
    kept: dict[str, int] = {}
    for digest in sorted({each.picture_digest for each in command.lines if each.picture_digest}):
        there = pictures.by_digest(work.connection, digest)
        if there is None and digest in given:
            there = pictures.keep_unguarded(work, given[digest]).id
        if there is None:
            raise BadInput(_("Gambar tidak ditemukan."), field="picture")
        kept[digest] = there
    return kept


def _set_prices(work: Work, command: DeliveryCommand) -> None:
    """The prices that are decided with the delivery; who may was checked before."""
    for each in command.lines:
        if each.reprice and each.price is not None and each.unit_id is not None:
            branch = delivery_checks.priced_branch(work, each.unit_id)
            line = PriceLine(PriceRule.RETAIL, each.price, branch_id=branch)
            prices.change_price_unguarded(work, PriceChanged(each.unit_id, line, _("Titip masuk")))


def _claim(work: Work, command: DeliveryCommand) -> None:
    """Check each line, and fix the maker of a product that has none yet and was never moved."""
    wanted = {each.product_id for each in command.lines}
    columns = (Product.id, Product.maker_id, Product.name, Product.retired_at)
    rows = work.connection.execute(select(*columns).where(Product.id.in_(wanted))).all()
    makers = {product_id: (maker_id, name) for product_id, maker_id, name, _retired in rows}
    accepted = {each.product_id for each in command.lines if each.quantity}
    for product_id, _maker, name, retired in rows:
        if retired is not None and product_id in accepted and not work.happened:
            # It was merged or put away while it was counted: nobody could sell what comes to it.
            remedy = _("Pakai lagi barang itu dulu, atau pilih barang lain.")
            work.refuse(Refused(_("{name} ada di arsip.").format(name=name), remedy=remedy, rule="archived"))
    unclaimed = (None, parties.by_code(work.connection, UNKNOWN_MAKER))
    for each in command.lines:
        maker_id, name = makers[each.product_id]
        if maker_id in unclaimed and not moved(work.connection, each.product_id):
            if not each.quantity:
                continue
            masters.change(work.connection, Product, each.product_id, maker_id=command.maker_id)
            makers[each.product_id] = (command.maker_id, name)
        elif maker_id != command.maker_id:
            # Another shop's history may tell of one good from two makers: each lot is its bringer's.
            work.refuse(
                Refused(
                    _("{name} bukan barang penitip ini.").format(name=name),
                    remedy=_("Buat barang sendiri untuk setiap penitip."),
                    rule="other-maker",
                )
            )


def moved(connection: Connection, product_id: int) -> bool:
    """Whether a product ever moved: from then on its maker is fixed."""
    return connection.scalar(select(Move.id).where(Move.product_id == product_id).limit(1)) is not None


def terms_of(connection: Connection, lots: Collection[int]) -> dict[int, Terms]:
    """The terms of makers' lots."""
    lot, more = ConsignedLot, ConsignedLotTerms
    found = (
        select(lot.lot_id, lot.deal, lot.rate_bps, lot.payout_each, more.more)
        .outerjoin(more, more.lot_id == lot.lot_id)
        .where(lot.lot_id.in_(sorted(lots)))
    )
    return {
        lot_id: Terms(deal, rate, each).with_more(said or "")
        for lot_id, deal, rate, each, said in connection.execute(found)
    }


def keep_terms(work: Work, terms: dict[int, Terms]) -> None:
    """Note each product's terms as its standing ones."""
    rows = [
        {
            "product_id": product,
            "deal": each.deal,
            "rate_bps": each.rate_bps,
            "payout_each": each.payout_each,
            "more": each.more or None,
        }
        for product, each in sorted(terms.items())
    ]
    masters.put(work.connection, ProductTerms, rows)
