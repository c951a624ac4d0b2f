"""Editing a good: one deed takes it from what it is to what it shall be.

The difference is applied and nothing else: units, barcodes and prices are retired, never
overwritten, so that what held on any day can be told.  Whoever edits a good that another
has changed meanwhile is refused, and loses nothing but the time to look again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Connection, select, text

from inventory import catalogue, costs, pictures, prices, product_checks, product_states, searching
from inventory.goods import PriceLine
from inventory.lots import UnitCost
from inventory.prices import PriceChanged
from inventory.product_states import COLUMNS, WORDS, Details, Held, ProductEdit, Stand, UnitState
from inventory.products import Barcode, Price, Product, ProductUnit
from inventory.purchases import PurchaseLine
from inventory.stock import Move
from koperasi import masters
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import ONE
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work, needs


@needs(Permission.GOODS_EDIT)
def save(work: Work, wished: ProductEdit, picture: bytes | None = None) -> None:
    """Make a good what it shall be: a new one, or one that was read at `read_version`.

    `picture` is the JPEG of `details.picture`, where it is a new one.  Raises BadInput for
    what makes no sense, Refused where somebody else changed the good meanwhile (rule
    `changed-meanwhile`), where a unit's content would change after it was sold or bought
    (`unit-used`), or the maker after the goods moved (`moved`).
    """
    edit = product_checks.checked(wished)
    # The counter of master rows first: whoever saves the same good waits here.
    masters.next_version(work.connection)
    day = work.shop.branch.business_date(work.now)
    now = _now(work, edit, day)
    work.trace.detail.update(product=str(edit.id), code=edit.details.code, name=edit.details.name)
    if now is not None and _same(now, edit):
        return
    if (0 if now is None else now.read_version) != edit.read_version:
        raise Refused(
            _("{name} baru saja diubah orang lain.").format(name=edit.details.name),
            remedy=_("Buka lagi barangnya, lalu ulangi perubahan Anda."),
            rule="changed-meanwhile",
        )
    _refuse_used_code(work.connection, edit)
    picture_id = _picture(work, edit.details.picture, picture)
    if now is None:
        _add(work, edit, picture_id)
    else:
        _change(work, now, edit, picture_id)
    for place, unit in enumerate(edit.units):
        before = next((each for each in now.units if each.id == unit.id), None) if now is not None else None
        _unit(work, edit, place, before, unit)
    _keep_cost(work, now, edit)
    _prices(work, edit, _changed_prices(now, edit), day)


def _now(work: Work, edit: ProductEdit, day: date) -> ProductEdit | None:
    try:
        return product_states.read(work.connection, edit.id, day)
    except NotFound:
        return None


def _same(now: ProductEdit, edit: ProductEdit) -> bool:
    wished = (edit.details, [_comparable(unit) for unit in edit.units], edit.list_cost)
    return (now.details, [_comparable(unit) for unit in now.units], now.list_cost) == wished


def _comparable(unit: UnitState) -> tuple[object, ...]:
    return (unit.id, unit.name, unit.factor, frozenset(unit.barcodes), unit.prices())


def _refuse_used_code(connection: Connection, edit: ProductEdit) -> None:
    there = select(Product.name, Product.retired_at).where(Product.code == edit.details.code, Product.id != edit.id)
    other = connection.execute(there).first()
    if other is not None:
        where = _(" (arsip)") if other.retired_at is not None else ""
        message = _("Kode {code} sudah dipakai {name}{where}.")
        raise BadInput(
            message.format(code=edit.details.code, name=other.name, where=where),
            remedy=_("Pakai kode lain."),
            field="code",
        )


def _picture(work: Work, digest: str, picture: bytes | None) -> int | None:
    if not digest:
        return None
    if picture is not None:
        kept = pictures.keep_unguarded(work, picture)
        if kept.digest == digest:
            return kept.id
    known = pictures.by_digest(work.connection, digest)
    if known is None:
        raise NotFound(_("Gambar tidak ditemukan."), remedy=_("Pilih gambarnya sekali lagi."), field="picture")
    return known


# -- the good itself -----------------------------------------------------------


def _columns(work: Work, edit: ProductEdit, picture_id: int | None) -> dict[str, Any]:
    details = edit.details
    category = catalogue.categories_unguarded(work, {details.category}) if details.category else {}
    kept = {name: getattr(details, name) for name in COLUMNS}
    kept |= {name: kept[name] or None for name in WORDS}
    return {
        **kept,
        "category_id": category.get(details.category),
        "base_unit": edit.base.name,
        "picture_id": picture_id,
    }


def _add(work: Work, edit: ProductEdit, picture_id: int | None) -> None:
    masters.add(work.connection, Product, [{"id": edit.id, **_columns(work, edit, picture_id)}])
    searching.add(work.connection, [(edit.id, edit.details.name)])


def _change(work: Work, now: ProductEdit, edit: ProductEdit, picture_id: int | None) -> None:
    before, after = now.details, edit.details
    if (before.maker_id, before.kind) != (after.maker_id, after.kind) and moved(work.connection, edit.id):
        raise Refused(
            _("Penitip dan jenis barang tidak bisa diganti: barangnya sudah pernah masuk atau terjual."),
            remedy=_("Buat barang baru, misalnya dengan Salin."),
            rule="moved",
            field="maker_id",
        )
    if before != after or now.base.name != edit.base.name:
        masters.change(work.connection, Product, edit.id, **_columns(work, edit, picture_id))
    if before.name != after.name and in_use(work.connection, edit.id):
        searching.remove(work.connection, [edit.id])
        searching.add(work.connection, [(edit.id, after.name)])
    wished = {unit.id for unit in edit.units}
    for unit in now.units:
        if unit.id not in wished:
            _retire_unit(work, now, unit)


def moved(connection: Connection, product_id: int) -> bool:
    """Whether goods of this product ever came or went."""
    return connection.scalar(select(Move.id).where(Move.product_id == product_id).limit(1)) is not None


def in_use(connection: Connection, product_id: int) -> bool:
    found = select(Product.id).where(Product.id == product_id, Product.retired_at.is_(None))
    return connection.scalar(found) is not None


# -- its units and barcodes ----------------------------------------------------


def _retire_unit(work: Work, now: ProductEdit, unit: UnitState) -> None:
    if unit.id == now.base.id:
        raise BadInput(_("Satuan dasar {unit} tidak bisa dihapus.").format(unit=unit.name), field="units")
    masters.change(work.connection, ProductUnit, unit.id, retired_at=work.now)
    _retire_codes(work, unit.id, unit.barcodes)


def _unit(work: Work, edit: ProductEdit, place: int, before: UnitState | None, unit: UnitState) -> None:
    if before is None:
        taken = select(ProductUnit.id).where(ProductUnit.id == unit.id)
        if work.connection.scalar(taken) is not None:
            raise BadInput(_("Satuan {unit} sudah dihapus.").format(unit=unit.name), field="units")
        row = {"id": unit.id, "product_id": edit.id, "name": unit.name, "factor": unit.factor, "place": place}
        masters.add(work.connection, ProductUnit, [row])
    elif (before.name, before.factor) != (unit.name, unit.factor):
        if before.factor != unit.factor:
            _refuse_used_unit(work.connection, edit.id, before)
        masters.change(work.connection, ProductUnit, unit.id, name=unit.name, factor=unit.factor)
    had = before.barcodes if before is not None else ()
    _retire_codes(work, unit.id, set(had) - set(unit.barcodes))
    added = [code for code in unit.barcodes if code not in had]
    _refuse_taken_own(work.connection, unit.id, added)
    rows = [{"id": work.mint(), "code": code, "product_unit_id": unit.id} for code in added]
    if rows:
        masters.add(work.connection, Barcode, rows)


def _retire_codes(work: Work, unit_id: int, codes: Collection[str]) -> None:
    known = product_states.codes_of(work.connection, [unit_id]).get(unit_id, {})
    for code in sorted(codes):
        masters.change(work.connection, Barcode, known[code], retired_at=work.now)


def _refuse_used_unit(connection: Connection, product_id: int, unit: UnitState) -> None:
    if used(connection, product_id, unit):
        message = _("Isi satuan {unit} tidak bisa diubah: satuan ini sudah pernah dijual atau dibeli.")
        raise Refused(
            message.format(unit=unit.name),
            remedy=_("Hapus satuan ini, lalu tambah satuan baru dengan isi yang benar."),
            rule="unit-used",
            field="units",
        )


_SOLD = text("SELECT 1 FROM sale_lines WHERE unit_id = :unit LIMIT 1")


def used(connection: Connection, product_id: int, unit: UnitState) -> bool:
    """Whether a unit was ever sold or bought by."""
    bought = select(PurchaseLine.line).where(PurchaseLine.product_id == product_id, PurchaseLine.unit == unit.name)
    if connection.scalar(bought.limit(1)) is not None:
        return True
    return connection.execute(_SOLD, {"unit": unit.id}).first() is not None


def _refuse_taken_own(connection: Connection, unit_id: int, codes: Collection[str]) -> None:
    """Codes the shop minted name one unit only: two editors may have been given the same one."""
    own = [code for code in codes if product_checks.minted(code)]
    there = select(Barcode.code).where(
        Barcode.code.in_(own), Barcode.product_unit_id != unit_id, Barcode.retired_at.is_(None)
    )
    taken = connection.scalar(there) if own else None
    if taken is not None:
        message = _("Barcode toko {code} sudah dipakai barang lain.").format(code=taken)
        raise BadInput(message, remedy=_("Buat barcode yang baru."), field="barcode")


# -- its prices and cost -------------------------------------------------------

Change = tuple[UnitState, Stand, Rupiah | None]


def _changed_prices(now: ProductEdit | None, edit: ProductEdit) -> list[Change]:
    """Unit, stand and new price (None: withdrawn) of each price that differs."""
    before = {unit.id: unit.prices() for unit in now.units} if now is not None else {}
    changed: list[Change] = []
    for unit in edit.units:
        had, wished = before.get(unit.id, {}), unit.prices()
        changed += [(unit, stand, price) for stand, price in wished.items() if had.get(stand) != price]
        changed += [(unit, stand, None) for stand in had if stand not in wished]
    return changed


def _prices(work: Work, edit: ProductEdit, changed: list[Change], day: date) -> None:
    if not changed:
        return
    work.must(Permission.PRICE_CHANGE)
    holding = product_states.holding_prices(work.connection, [unit.id for unit in edit.units], day)
    for unit, stand, price in changed:
        held = holding.get(unit.id, {}).get(stand)
        rule, price_class, least = stand
        if price is None:
            # Whoever sets it is asked for the end of a price as for another one.
            prices.ask(work, [PriceChanged(unit.id, PriceLine(rule, ZERO, least, price_class), edit.why)])
            _withdraw(work, held)
            continue
        line = PriceLine(rule, price, least, price_class, valid_until=held.until if held is not None else None)
        if line.valid_until is not None:
            # The one that is set for later stays; what holds until then is replaced.
            _withdraw(work, held)
        prices.change_price_unguarded(work, PriceChanged(unit.id, line, edit.why))
    work.trace.detail.update(prices=len(changed), why=edit.why)


def _withdraw(work: Work, held: Held | None) -> None:
    if held is not None:
        masters.change(work.connection, Price, held.id, retired_at=work.now)


def _keep_cost(work: Work, now: ProductEdit | None, edit: ProductEdit) -> None:
    cost = edit.list_cost
    if cost is not None and (now is None or now.list_cost != cost):
        costs.keep(work.connection, {edit.id: UnitCost(cost, ONE)})


def blank(product_id: int, unit_id: int) -> ProductEdit:
    """A new good with nothing filled in."""
    return ProductEdit(product_id, 0, Details(), (UnitState(unit_id, _("Pcs")),))
