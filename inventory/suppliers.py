"""Suppliers: whom the shop buys from, on which terms, and what it buys from whom.

A supplier is a role of a party.  Whoever a purchase names is one too, with the usual terms,
before anybody has written hers down.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Connection, ForeignKey, UniqueConstraint, exists, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory.products import ProductUnit
from koperasi import masters, parties
from koperasi.database import MASTER, Record
from koperasi.documents import Document, Kind
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party, PartyKind
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work, needs

EVERY_DAY = 0b111_1111
MOST_DAYS = 365


class SupplierRecord(Record):
    __tablename__ = "suppliers"
    __table_class__ = MASTER
    __table_args__ = (
        CheckConstraint("lead_days >= 0", name="lead_days"),
        CheckConstraint("terms_days >= 0", name="terms_days"),
        CheckConstraint("min_order >= 0", name="min_order"),
        CheckConstraint("weekdays BETWEEN 0 AND 127", name="weekdays"),
    )

    party_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), primary_key=True, autoincrement=False)
    #: Whom to ask for: the salesman's name.
    contact: Mapped[str]
    #: Where an order is sent to; the party's own phone where it is empty.
    whatsapp: Mapped[str]
    #: Days from order to goods; without it the shop's usual.
    lead_days: Mapped[int | None]
    #: Days until a purchase on credit falls due; 0 on delivery.
    terms_days: Mapped[int]
    #: Days of the week on which orders are taken (bit 0 is Monday); 0 for any day.
    weekdays: Mapped[int]
    #: An order below it is not taken; 0 for none.
    min_order: Mapped[Rupiah]
    note: Mapped[str]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class SupplierGoodRecord(Record):
    """That a supplier sells a good, by which unit, under her code, and what it cost last."""

    __tablename__ = "supplier_goods"
    __table_class__ = MASTER
    __table_args__ = (
        UniqueConstraint("supplier_id", "product_unit_id"),
        CheckConstraint("last_price >= 0", name="last_price"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("parties.id"))
    product_unit_id: Mapped[int] = mapped_column(ForeignKey("product_units.id"), index=True)
    supplier_code: Mapped[str]
    #: Of one of this unit, and since when; None while none is known.
    last_price: Mapped[Rupiah | None]
    priced_on: Mapped[date | None]
    #: The good is ordered here and by this unit; at most one row of a good says so.
    preferred: Mapped[bool]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a supplier sells; the fields are those of `SupplierRecord`."""

    contact: str = ""
    whatsapp: str = ""
    lead_days: int | None = None
    terms_days: int = 0
    weekdays: int = 0
    min_order: Rupiah = ZERO
    note: str = ""


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier as lists show her."""

    party_id: int
    code: str
    name: str
    village: str
    phone: str
    terms: Terms

    @property
    def reached_at(self) -> str:
        """The number that orders go to."""
        return self.terms.whatsapp or self.phone


@dataclass(frozen=True, slots=True)
class NewSupplier:
    """A supplier to be recorded; with `party_id` it is a party that is known already."""

    code: str
    name: str
    village: str = ""
    phone: str = ""
    terms: Terms = Terms()
    party_id: int | None = None


@dataclass(frozen=True, slots=True)
class SupplierChanged:
    """All that is known of a supplier from now on."""

    party_id: int
    name: str
    village: str
    phone: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class Supplied:
    """That a supplier sells a good by a unit; a price of None leaves the known one."""

    supplier_id: int
    product_unit_id: int
    supplier_code: str = ""
    last_price: Rupiah | None = None
    preferred: bool = False


@needs(Permission.SUPPLIER_EDIT)
def add(work: Work, new: NewSupplier) -> int:
    """Record a supplier; returns the party's id.

    Raises BadInput for missing words or impossible terms, Refused for a code that is taken.
    """
    return add_unguarded(work, [new])[0]


def add_unguarded(work: Work, new: Iterable[NewSupplier]) -> list[int]:
    """The same for many, inside another deed."""
    found = []
    for each in new:
        _check(each.name, each.terms)
        party_id = each.party_id
        if party_id is None:
            party_id = _new_party(work, each)
        masters.put(work.connection, SupplierRecord, [_row(party_id, each.terms)])
        work.trace.detail.update(supplier=str(party_id), code=each.code)
        found.append(party_id)
    return found


def _new_party(work: Work, new: NewSupplier) -> int:
    code = new.code.strip()
    if not code:
        raise BadInput(_("Kode pemasok belum diisi."), field="code")
    if parties.by_code(work.connection, code) is not None:
        raise Refused(_("Kode {code} sudah dipakai.").format(code=code), rule="code-taken")
    row = {"id": work.mint(), "code": code, "name": new.name.strip(), "kind": PartyKind.COMPANY, "title": ""}
    masters.add(work.connection, Party, [{**row, "village": new.village, "phone": new.phone}])
    return row["id"]  # type: ignore[return-value]


def _check(name: str, terms: Terms) -> None:
    if not name.strip():
        raise BadInput(_("Nama pemasok belum diisi."), field="name")
    for field, days in (("lead_days", terms.lead_days or 0), ("terms_days", terms.terms_days)):
        if not 0 <= days <= MOST_DAYS:
            raise BadInput(_("Jumlah hari antara 0 dan 365."), field=field)
    if terms.min_order < ZERO:
        raise BadInput(_("Jumlah dan harga tidak boleh minus."), field="min_order")
    if not 0 <= terms.weekdays <= EVERY_DAY:
        raise BadInput(_("Harinya tidak dikenal."), field="weekdays")


def _row(party_id: int, terms: Terms) -> dict[str, Any]:
    return {"party_id": party_id, **{name: getattr(terms, name) for name in Terms.__slots__}, "retired_at": None}


@needs(Permission.SUPPLIER_EDIT)
def change(work: Work, changed: SupplierChanged) -> None:
    """Change a supplier's name, place, phone and terms; one that was retired is in use again."""
    change_unguarded(work, changed)


def change_unguarded(work: Work, changed: SupplierChanged) -> None:
    """The same inside another deed; raises NotFound for a party that is none."""
    _check(changed.name, changed.terms)
    party = Party.__table__
    before = work.connection.execute(select(party).where(party.c.id == changed.party_id)).one_or_none()
    if before is None:
        raise NotFound(_("Pemasok tidak ditemukan."))
    said = {"name": changed.name.strip(), "village": changed.village, "phone": changed.phone}
    if any(getattr(before, field) != value for field, value in said.items()):
        masters.change(work.connection, Party, changed.party_id, **said)
    masters.put(work.connection, SupplierRecord, [_row(changed.party_id, changed.terms)])
    work.trace.detail.update(supplier=str(changed.party_id), code=before.code)


@needs(Permission.SUPPLIER_EDIT)
def retire(work: Work, party_id: int) -> None:
    """Order from a supplier no more; her papers and what she is owed stay."""
    known = by_id(work.connection, party_id)
    if known is None:
        raise NotFound(_("Pemasok tidak ditemukan."))
    masters.put(work.connection, SupplierRecord, [{**_row(party_id, known.terms), "retired_at": work.now}])
    work.trace.detail.update(supplier=str(party_id), code=known.code)


@needs(Permission.SUPPLIER_EDIT)
def supply(work: Work, supplied: Supplied) -> None:
    """Write down that a supplier sells a good by a unit, under which code, at which price."""
    supply_unguarded(work, [supplied])


def supply_unguarded(work: Work, supplied: Iterable[Supplied]) -> None:
    """The same for many, inside another deed.

    Of several that are preferred for a good the last stays so; a good that nobody was
    preferred for is ordered of the first who sells it.
    """
    wanted = list(supplied)
    if not wanted:
        return
    known = _known(work.connection, wanted)
    day = work.shop.branch.business_date(work.now)
    products = _products(work.connection, {each.product_unit_id for each in wanted})
    chosen = {row["product_id"] for row in known.values() if row["preferred"]}
    rows: dict[tuple[int, int], dict[str, Any]] = {}
    for each in wanted:
        product, alone = products[each.product_unit_id], products[each.product_unit_id] not in chosen
        chosen.add(product)
        key = (each.supplier_id, each.product_unit_id)
        before = rows.get(key) or known.get(key) or {"id": work.mint(), "last_price": None, "priced_on": None}
        priced = {} if each.last_price is None else {"last_price": each.last_price, "priced_on": day}
        said = {"supplier_code": each.supplier_code.strip(), "preferred": each.preferred or alone}
        rows[key] = {**before, "supplier_id": key[0], "product_unit_id": key[1], **said, **priced}
    _put(work, known, rows)


@needs(Permission.SUPPLIER_EDIT)
def supply_no_more(work: Work, supplier_id: int, product_unit_id: int) -> None:
    """A supplier does not sell a good by this unit any more."""
    found = select(SupplierGoodRecord.id).where(
        SupplierGoodRecord.supplier_id == supplier_id, SupplierGoodRecord.product_unit_id == product_unit_id
    )
    key = work.connection.scalar(found)
    if key is not None:
        masters.change(work.connection, SupplierGoodRecord, key, retired_at=work.now, preferred=False)
    work.trace.detail.update(supplier=str(supplier_id), unit=str(product_unit_id))


def learn_unguarded(work: Work, supplier_id: int, costs: Iterable[tuple[int, Rupiah]]) -> None:
    """Learn from a receipt, inside its deed: (product unit, what one of it cost) each.

    The last price is kept.  A good that is ordered nowhere yet, or here by another unit, is
    ordered here by this unit from now on; a choice of another supplier is a person's and stays.
    """
    priced = dict(costs)
    if not priced:
        return
    asked = [Supplied(supplier_id, unit, last_price=cost) for unit, cost in sorted(priced.items())]
    known = _known(work.connection, asked)
    day = work.shop.branch.business_date(work.now)
    products = _products(work.connection, priced)
    chosen = {row["product_id"]: row for row in known.values() if row["preferred"]}
    rows: dict[tuple[int, int], dict[str, Any]] = {}
    for unit, cost in sorted(priced.items()):
        key = (supplier_id, unit)
        new = {"id": work.mint(), "supplier_code": ""} if key not in known else {}
        before = chosen.get(products[unit])
        preferred = before is None or before["supplier_id"] == supplier_id
        said = {"supplier_id": supplier_id, "product_unit_id": unit, "last_price": cost, "priced_on": day}
        rows[key] = {**known.get(key, {}), **new, **said, "preferred": preferred}
    _put(work, known, rows)


def go_over_unguarded(work: Work, unit_id: int, target_id: int) -> None:
    """What is known of who sells a unit goes over to another good's, inside the deed that merges them.

    What is known of that one already stays as it is.
    """
    record = SupplierGoodRecord
    columns = (record.supplier_id, record.supplier_code, record.last_price)
    of_unit = select(*columns).where(record.product_unit_id == unit_id, record.retired_at.is_(None))
    there = select(record.supplier_id).where(record.product_unit_id == target_id)
    known = set(work.connection.execute(there).scalars())
    rows = work.connection.execute(of_unit.order_by(record.id)).all()
    supply_unguarded(work, [Supplied(row[0], target_id, row[1], row[2]) for row in rows if row[0] not in known])


_COLUMNS = ("id", "supplier_id", "product_unit_id", "supplier_code", "last_price", "priced_on", "preferred")


def _products(connection: Connection, units: Iterable[int]) -> dict[int, int]:
    found = select(ProductUnit.id, ProductUnit.product_id).where(ProductUnit.id.in_(sorted(units)))
    return dict(connection.execute(found).all())


def _known(connection: Connection, supplied: Iterable[Supplied]) -> dict[tuple[int, int], dict[str, Any]]:
    """(supplier, unit) → the row as it is, of every supplier of these goods, retired ones not preferred."""
    products = set(_products(connection, (each.product_unit_id for each in supplied)).values())
    record = SupplierGoodRecord
    found = (
        select(*(getattr(record, name) for name in _COLUMNS), ProductUnit.product_id)
        .join(ProductUnit, ProductUnit.id == record.product_unit_id)
        .where(ProductUnit.product_id.in_(products))
        .order_by(record.id)
    )
    return {(row.supplier_id, row.product_unit_id): dict(row._mapping) for row in connection.execute(found)}


def _put(work: Work, known: dict[tuple[int, int], dict[str, Any]], rows: dict[tuple[int, int], dict[str, Any]]) -> None:
    """Write the rows; of each good whose choice they change, the one chosen before steps back."""
    products = _products(work.connection, {unit for _supplier, unit in rows})
    chosen = {products[unit]: key for key, row in rows.items() for unit in (key[1],) if row["preferred"]}
    for key, row in rows.items():
        row["preferred"] = chosen.get(products[key[1]]) == key if row["preferred"] else False
    put_back = [
        {**row, "preferred": False}
        for key, row in known.items()
        if row["preferred"] and key not in rows and chosen.get(row["product_id"], key) != key
    ]
    written = [{**{name: row[name] for name in _COLUMNS}, "retired_at": None} for row in (*rows.values(), *put_back)]
    masters.put(work.connection, SupplierGoodRecord, written)


_PARTY = (Party.id, Party.code, Party.name, Party.village, Party.phone)
_TERMS = tuple(getattr(SupplierRecord, name) for name in Terms.__slots__)
_BOUGHT_FROM = exists().where(Document.party_id == Party.id, Document.kind == Kind.PURCHASE)


def _suppliers() -> Any:
    return select(*_PARTY, SupplierRecord.party_id, *_TERMS).outerjoin(
        SupplierRecord, SupplierRecord.party_id == Party.id
    )


def all_in_use(connection: Connection) -> list[Supplier]:
    """Every supplier not retired, by name: those written down, and those whom a purchase names."""
    is_one = or_(SupplierRecord.party_id.is_not(None), _BOUGHT_FROM)
    found = _suppliers().where(Party.retired_at.is_(None), SupplierRecord.retired_at.is_(None), is_one)
    return [_supplier(row) for row in connection.execute(found.order_by(Party.name, Party.code))]


def by_id(connection: Connection, party_id: int) -> Supplier | None:
    """A supplier, in use or not; any party may become one."""
    row = connection.execute(_suppliers().where(Party.id == party_id)).one_or_none()
    return None if row is None else _supplier(row)


def by_codes(connection: Connection, codes: Collection[str]) -> list[Supplier]:
    """The parties of these codes, suppliers or not yet."""
    found = _suppliers().where(Party.code.in_(sorted(codes)))
    return [_supplier(row) for row in connection.execute(found)]


def _supplier(row: Any) -> Supplier:
    party_id, code, name, village, phone, known, *terms = row
    return Supplier(party_id, code, name, village, phone, Terms() if known is None else Terms(*terms))
