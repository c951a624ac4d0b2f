"""Two goods side by side, before one of them goes over into the other."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from inventory import goods_queries, queries
from inventory.goods_queries import ListedGood
from inventory.products import Barcode, Product, ProductUnit
from inventory.stock import Stock
from koperasi.columns import summed
from koperasi.errors import NotFound
from koperasi.money import Rupiah
from koperasi.shop import Shop
from koperasi.text import _


@dataclass(frozen=True, slots=True)
class Side:
    """A good as it is compared: what it is called and sells for, its barcodes, what is left of it."""

    good: ListedGood
    barcodes: tuple[str, ...]
    value: Rupiah


def sides(shop: Shop, products: tuple[int, ...]) -> tuple[Side, ...]:
    """The goods of these ids, in their order.  Raises NotFound for one that is not there."""
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        known = goods_queries.rows(connection, products, shop.branch.id, day)
        if len(known) < len(products):
            raise NotFound(_("Barang tidak ditemukan."))
        return tuple(Side(good, _codes(connection, good), _value(connection, good)) for good in known)


def _codes(connection: Connection, good: ListedGood) -> tuple[str, ...]:
    found = (
        select(Barcode.code)
        .join(ProductUnit, ProductUnit.id == Barcode.product_unit_id)
        .where(ProductUnit.product_id == good.product_id, Barcode.retired_at.is_(None))
        .order_by(Barcode.id)
    )
    return tuple(connection.execute(found).scalars())


def _value(connection: Connection, good: ListedGood) -> Rupiah:
    found = select(summed(Stock.value)).where(Stock.product_id == good.product_id)
    return connection.execute(found).scalar_one()


def by_code(shop: Shop, code: str) -> int:
    """The one good that a code names: in use by any code of it, in the archive by its own.

    Raises NotFound for none, or for several.
    """
    with shop.reading() as connection:
        found = {each.good.product_id for each in queries.find_code(connection, code)}
        found = found or set(connection.execute(select(Product.id).where(Product.code == code.strip())).scalars())
    if len(found) != 1:
        words = _("Kode {code} tidak dikenal.") if not found else _("Kode {code} dipakai beberapa barang.")
        raise NotFound(words.format(code=code), remedy=_("Pakai kode barangnya sendiri."), field="code")
    return found.pop()
