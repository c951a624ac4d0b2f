"""What the product editor does in the shop, off the GUI thread; every answer is a `Sheet` or words."""

from __future__ import annotations

from pathlib import Path

from desktop import texts
from desktop.offices import Desk
from inventory import (
    archives,
    duplicates,
    favourites,
    goods_queries,
    label_prints,
    pictures,
    product_edits,
    product_sheets,
)
from inventory.duplicates import Why
from inventory.favourites import NewFavourite
from inventory.product_sheets import Sheet
from inventory.product_states import ProductEdit
from koperasi.errors import Trouble
from koperasi.quantity import ONE
from koperasi.shop import Shop
from koperasi.text import N_, _

LIKE = {
    Why.BARCODE: N_("Barcode sama: {name} ({code})"),
    Why.NAME: N_("Nama sama: {name} ({code})"),
    Why.NEAR_NAME: N_("Mirip: {name} ({code})"),
}


def save(desk: Desk, edit: ProductEdit, picture: bytes | None) -> Sheet:
    """Keep the good, and read it again as it now is."""
    with desk.shop.work(desk.person, channel="office") as work:
        product_edits.save(work, edit, picture)
    return product_sheets.sheet(desk.shop, edit.id)


def favour(desk: Desk, edit: ProductEdit) -> Sheet:
    """Put the good on the first page of favourites."""
    with desk.shop.reading() as connection:
        pages = favourites.pages(favourites.tiles(connection, desk.shop.branch.id))
    with desk.shop.work(desk.person, channel="office") as work:
        favourites.add(work, NewFavourite(edit.base.id, pages[0] if pages else _("Favorit")))
    return product_sheets.sheet(desk.shop, edit.id)


def archive(desk: Desk, sheet: Sheet) -> Sheet:
    """Take a good out of use, or back into it."""
    with desk.shop.work(desk.person, channel="office") as work:
        if sheet.archived:
            archives.restore(work, sheet.edit.id)
        else:
            archives.archive(work, sheet.edit.id, with_stock=bool(sheet.on_hand))
    return product_sheets.sheet(desk.shop, sheet.edit.id)


def own_code(desk: Desk) -> str:
    with desk.shop.work(desk.person, channel="office") as work:
        return label_prints.reserve_barcode(work)


def alike(shop: Shop, name: str, codes: tuple[str, ...], product_id: int, maker_id: int | None) -> list[str]:
    """Sentences about goods that this one may be."""
    split = [code for each in codes for code in each.replace(",", " ").split()]
    with shop.reading() as connection:
        twins = duplicates.like(connection, name, split, product_id, maker_id)
        day = shop.branch.business_date(shop.clock())
        known = goods_queries.rows(connection, [each.second for each in twins], shop.branch.id, day)
    found = {good.product_id: good for good in known}
    return [
        _(LIKE[each.why]).format(name=found[each.second].name, code=found[each.second].code)
        for each in twins
        if each.second in found
    ]


def picture(path: Path) -> tuple[bytes, str]:
    """A picture made small, with its digest.  Raises BadInput for what is none, Trouble for a disk."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Trouble(_("File {name} tidak bisa dibaca: {why}").format(name=path.name, why=error.strerror)) from error
    small = pictures.reduced(data)
    return small, pictures.digest_of(small)


def facts_of(sheet: Sheet) -> str:
    """The line under the good's name: how much there is, and what it costs."""
    if sheet.new:
        return _("Isi nama, kode dan harga; yang lain boleh menyusul.")
    unit = sheet.edit.base.name
    facts = [sheet.edit.details.code]
    if sheet.maker:
        facts.append(_("titipan {maker}").format(maker=sheet.maker))
    facts.append(_("stok {left} {unit}").format(left=sheet.on_hand.shown, unit=unit))
    if sheet.cost.quantity and not sheet.maker:
        facts.append(_("modal {cost}").format(cost=sheet.cost.of(ONE).shown))
    if sheet.other_prices:
        facts.append(_("{count} harga khusus lain").format(count=sheet.other_prices))
    if sheet.joined:
        facts.append(_("gabungan dari {codes}").format(codes=", ".join(sheet.joined)))
    if sheet.joined:
        facts.append(_("gabungan dari {codes}").format(codes=", ".join(sheet.joined)))
    if sheet.archived:
        facts.append(_("ARSIP"))
    return texts.joined(tuple(facts))
