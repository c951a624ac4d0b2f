"""Promotions: how they are made and ended, and what of them is in use.

A promotion is never changed once it is made: it is ended, and another takes its place, so
that what a customer was given can be told for ever.  A maker bears one only for her own
goods and with her written consent; one that may go below cost needs that right too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Connection, ForeignKey, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory.products import Product
from inventory.promotion_offers import DAY, Bearer, Piece, Promotion, PromotionKind, Promotions
from koperasi import masters
from koperasi.columns import WordColumn
from koperasi.database import MASTER, Record
from koperasi.errors import BadInput, NotFound
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work, needs

MINUTES = 24 * 60
WHOLE_RATE = 10_000
EVERY_DAY = 0b111_1111
#: Kinds of which a promotion says an amount.
PRICED = (PromotionKind.AMOUNT, PromotionKind.PRICE, PromotionKind.BUNDLE)


class PromotionRecord(Record):
    __tablename__ = "promotions"
    __table_class__ = MASTER
    __table_args__ = (
        UniqueConstraint("home", "code"),
        CheckConstraint("rate_bps BETWEEN 0 AND 10000", name="rate_bps"),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("weekdays BETWEEN 0 AND 127", name="weekdays"),
        CheckConstraint("(begins IS NULL) = (ends IS NULL)", name="hours"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: What it is told apart by in lists and files.
    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[PromotionKind] = mapped_column(WordColumn(PromotionKind))
    bearer: Mapped[Bearer] = mapped_column(WordColumn(Bearer))
    rate_bps: Mapped[int]
    amount: Mapped[Rupiah]
    buy: Mapped[int]
    free: Mapped[int]
    #: The members' class it is for, "" for everybody.
    price_class: Mapped[str]
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branches.id"))
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    #: Bit 0 is Monday; 0 for every day.
    weekdays: Mapped[int]
    #: Minutes from midnight on the branch's clock.
    begins: Mapped[int | None]
    ends: Mapped[int | None]
    below_cost: Mapped[bool]
    #: Her written consent is there, where the maker bears it.
    agreed: Mapped[bool]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class PromotionTarget(Record):
    """What a promotion is for: a good (in one of its units), a category or a maker; for a bundle, how much of it."""

    __tablename__ = "promotion_targets"
    __table_class__ = MASTER
    __table_args__ = (
        CheckConstraint(
            "(product_id IS NOT NULL AND category_id IS NULL AND maker_id IS NULL)"
            " OR (product_id IS NULL AND category_id IS NOT NULL AND maker_id IS NULL AND unit_id IS NULL)"
            " OR (product_id IS NULL AND category_id IS NULL AND maker_id IS NOT NULL AND unit_id IS NULL)",
            name="one",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    promotion_id: Mapped[int] = mapped_column(ForeignKey("promotions.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    maker_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("product_units.id"))
    #: Of a bundle, in base units; 0 otherwise.
    quantity: Mapped[Quantity]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


@dataclass(frozen=True, slots=True)
class Target:
    """A good, a category or a maker: exactly one of them."""

    product_id: int | None = None
    category_id: int | None = None
    maker_id: int | None = None
    unit_id: int | None = None
    quantity: Quantity = NOTHING


@dataclass(frozen=True, slots=True)
class NewPromotion:
    """A promotion to be made; the fields are those of `Promotion`."""

    code: str
    name: str
    kind: PromotionKind
    targets: tuple[Target, ...]
    bearer: Bearer = Bearer.SHOP
    rate_bps: int = 0
    amount: Rupiah = ZERO
    buy: int = 0
    free: int = 0
    price_class: str = ""
    branch_id: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    weekdays: int = 0
    begins: int | None = None
    ends: int | None = None
    below_cost: bool = False
    #: The maker has agreed to it in writing.
    agreed: bool = False


@needs(Permission.PROMOTION_EDIT)
def add(work: Work, new: NewPromotion) -> int:
    """Make a promotion; returns its id.

    Raises BadInput for one that says too little or contradicts itself, or whose code is taken;
    NotAllowed for one below cost without that right.
    """
    check(new)
    check_consent(work.connection, new)
    if work.connection.scalar(select(PromotionRecord.id).where(PromotionRecord.code == new.code)) is not None:
        raise BadInput(_("Kode promo {code} sudah dipakai.").format(code=new.code), field="code")
    if new.below_cost:
        work.must(Permission.SALE_BELOW_FLOOR)
    promotion_id = work.mint()
    row = {name: getattr(new, name) for name in NewPromotion.__slots__ if name != "targets"}
    masters.add(work.connection, PromotionRecord, [{"id": promotion_id, **row}])
    targets = [{"id": work.mint(), "promotion_id": promotion_id, **_target_row(each)} for each in new.targets]
    masters.add(work.connection, PromotionTarget, targets)
    work.trace.detail.update(promotion=str(promotion_id), code=new.code)
    return promotion_id


@needs(Permission.PROMOTION_EDIT)
def end(work: Work, code: str) -> None:
    """End a promotion now; raises NotFound for one that is not in use."""
    found = select(PromotionRecord.id).where(PromotionRecord.code == code, PromotionRecord.retired_at.is_(None))
    promotion_id = work.connection.scalar(found)
    if promotion_id is None:
        raise NotFound(_("Promo {code} tidak ada atau sudah berakhir.").format(code=code))
    masters.change(work.connection, PromotionRecord, promotion_id, retired_at=work.now)
    work.trace.detail.update(promotion=str(promotion_id), code=code)


def _target_row(target: Target) -> dict[str, Any]:
    return {name: getattr(target, name) for name in Target.__slots__}


def check(new: NewPromotion) -> None:
    """Raise BadInput for a promotion that says too little or contradicts itself."""
    for field, wrong, words in _faults(new):
        if wrong:
            raise BadInput(words, field=field)


def _faults(new: NewPromotion) -> Iterable[tuple[str, bool, str]]:
    kind, targets = new.kind, new.targets
    goods = [each.product_id for each in targets]
    yield "code", not new.code.strip(), _("Kode promo belum diisi.")
    yield "name", not new.name.strip(), _("Nama promo belum diisi.")
    yield "targets", not targets, _("Sebut barang, kategori atau penitipnya.")
    rated = 0 < new.rate_bps <= WHOLE_RATE
    yield "rate", kind is PromotionKind.PERCENT and not rated, _("Diskon antara 0 dan 100 persen.")
    yield "amount", kind in PRICED and new.amount <= ZERO, _("Jumlah rupiahnya belum diisi.")
    yield "free", kind is PromotionKind.FREE and min(new.buy, new.free) < 1, _("Sebut beli berapa, gratis berapa.")
    if kind is PromotionKind.BUNDLE:
        yield "targets", None in goods or len(set(goods)) < len(goods), _("Paket berisi barang, masing-masing sekali.")
        yield "targets", any(each.quantity <= NOTHING for each in targets), _("Sebut jumlah tiap barang paket.")
    named = [each for each in targets if each.unit_id is not None]
    yield (
        "unit",
        bool(named) and len(named) < len(targets),
        _("Sebut satuan semua barangnya, atau tidak satu pun."),
    )
    dated = new.first_day is not None and new.last_day is not None
    yield "last_day", dated and new.last_day < new.first_day, _("Promo berakhir sebelum mulai.")  # type: ignore[operator]
    yield "weekdays", not 0 <= new.weekdays <= EVERY_DAY, _("Harinya tidak dikenal.")
    yield "hours", (new.begins is None) is not (new.ends is None), _("Sebut jam mulai dan jam selesai.")
    hours = [each for each in (new.begins, new.ends) if each is not None]
    wrong = any(not 0 <= each < MINUTES for each in hours) or len({*hours}) == 1
    yield "hours", wrong, _("Jamnya antara 00.00 dan 23.59, mulai dan selesai tidak sama.")
    consent = new.bearer is Bearer.MAKER and not new.agreed
    yield "agreed", consent, _("Promo yang ditanggung penitip perlu persetujuan tertulisnya.")


def aimed_at(new: NewPromotion, target: Target) -> NewPromotion:
    """The same for one good, category or maker more."""
    return replace(new, targets=(*new.targets, target))


def check_consent(connection: Connection, new: NewPromotion) -> None:
    """Raise BadInput for one that a maker should bear for more than her own goods."""
    if new.bearer is Bearer.SHOP:
        return
    products = [each.product_id for each in new.targets if each.product_id is not None]
    found = connection.scalars(select(Product.maker_id).where(Product.id.in_(products)))
    makers = {*found, *(each.maker_id for each in new.targets if each.product_id is None)}
    if len(makers) != 1 or None in makers:
        raise BadInput(_("Penitip menanggung promo untuk barangnya sendiri saja."), field="bearer")


def in_use(connection: Connection, day: date) -> Promotions:
    """Every promotion that may hold on a day or later, for the till to keep in memory."""
    record = PromotionRecord
    # Hours over midnight belong to the day before.
    lasting = or_(record.last_day.is_(None), record.last_day >= day - DAY)
    found = select(record.__table__).where(record.retired_at.is_(None), lasting).order_by(record.id)
    known = {row.id: _promotion(row) for row in connection.execute(found)}
    targets: dict[int, list[Any]] = {}
    said = select(PromotionTarget.__table__).where(PromotionTarget.promotion_id.in_(known)).order_by(PromotionTarget.id)
    for row in connection.execute(said):
        targets.setdefault(row.promotion_id, []).append(row)
    return index((_aimed(known[key], rows), rows) for key, rows in targets.items())


def _promotion(row: Any) -> Promotion:
    own = ("pieces", "units")
    return Promotion(**{name: getattr(row, name) for name in Promotion.__slots__ if name not in own})


def _aimed(promotion: Promotion, targets: Iterable[Any]) -> Promotion:
    units = tuple(each.unit_id for each in targets if each.unit_id is not None)
    pieces: tuple[Piece, ...] = ()
    if promotion.kind is PromotionKind.BUNDLE:
        pieces = tuple(Piece(each.product_id, each.quantity) for each in targets)
    return replace(promotion, pieces=pieces, units=units)


def index(aimed: Iterable[tuple[Promotion, Iterable[Any]]]) -> Promotions:
    """Promotions found by good, category and maker; `targets` are those of each."""
    places: tuple[dict[int, tuple[Promotion, ...]], ...] = ({}, {}, {})
    for promotion, targets in aimed:
        for target in targets:
            for place, key in zip(places, (target.product_id, target.category_id, target.maker_id), strict=True):
                if key is not None:
                    place[key] = (*place.get(key, ()), promotion)
    return Promotions(*places)
