"""Goods that are sold no longer: put into the archive, never deleted, and taken out of it again."""

from __future__ import annotations

from sqlalchemy import select

from inventory import merges, searching, stock_queries
from inventory.products import Product
from koperasi import masters
from koperasi.errors import NotFound, Refused
from koperasi.quantity import NOTHING
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work, needs


@needs(Permission.GOODS_EDIT)
def archive(work: Work, product_id: int, *, with_stock: bool = False) -> None:
    """Sell a good no longer: it leaves search and scanning, its history stays.

    Raises Refused (rule `stock-left`) while some of it is there, unless `with_stock` says
    that this is known; NotFound for a good that does not exist.
    """
    found = select(Product.name, Product.base_unit, Product.retired_at).where(Product.id == product_id)
    good = work.connection.execute(found).first()
    if good is None:
        raise NotFound(_("Barang tidak ditemukan."))
    work.trace.detail.update(product=str(product_id), name=good.name)
    if good.retired_at is not None:
        return
    left = stock_queries.quantities(work.connection, [product_id]).get(product_id, NOTHING)
    if left and not with_stock:
        raise Refused(
            _("{name} masih ada {left} {unit}.").format(name=good.name, left=left, unit=good.base_unit.lower()),
            remedy=_("Habiskan atau catat dulu stoknya, atau pastikan tetap diarsipkan."),
            rule="stock-left",
        )
    masters.change(work.connection, Product, product_id, retired_at=work.now)
    searching.remove(work.connection, [product_id])


@needs(Permission.GOODS_EDIT)
def restore(work: Work, product_id: int) -> None:
    """Sell a good of the archive again.  Raises NotFound; Refused (rule `merged`) for one that is another now."""
    found = select(Product.name, Product.retired_at).where(Product.id == product_id)
    good = work.connection.execute(found).first()
    if good is None:
        raise NotFound(_("Barang tidak ditemukan."))
    work.trace.detail.update(product=str(product_id), name=good.name, restored=True)
    if good.retired_at is None:
        return
    merges.refuse_gone(work, [product_id], _("Pakai barang yang tersisa, atau buat barang baru."))
    masters.change(work.connection, Product, product_id, retired_at=None)
    searching.add(work.connection, [(product_id, good.name)])
