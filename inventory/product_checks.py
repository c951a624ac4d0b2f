"""What makes sense of a good, and what is only worth a second look.

`checked` makes the words clean and refuses nonsense, naming the field; `doubts` are
sentences for the person at the screen, who may be right all the same.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from typing import Any

from inventory import barcodes, catalogue, margins
from inventory.lots import UnitCost
from inventory.product_states import Details, ProductEdit, Tier, UnitState
from koperasi.errors import BadInput
from koperasi.money import ZERO
from koperasi.quantity import NOTHING, ONE
from koperasi.text import _, plain

#: The years of a date stand in digits 14 and 15 of a P-IRT number (BPOM 22/2018).
PIRT_DIGITS = 15
CENTURY = 2000
LONGEST_KEEPING = 3_650


def checked(edit: ProductEdit) -> ProductEdit:
    """The good as it will be kept: clean words, normalised codes.  Raises BadInput with the field."""
    details = _clean(edit.details)
    if not details.code or not details.name:
        raise BadInput(_("Kode dan nama barang harus diisi."), field="code" if not details.code else "name")
    _check_figures(details)
    units = tuple(_clean_unit(unit) for unit in edit.units)
    _check_units(units)
    if edit.list_cost is not None and edit.list_cost < ZERO:
        raise BadInput(_("Modal tidak boleh kurang dari nol."), field="list_cost")
    return replace(edit, details=details, units=units, why=plain(edit.why))


def _clean(details: Details) -> Details:
    words: dict[str, Any] = {
        each.name: plain(value) for each in fields(Details) if type(value := getattr(details, each.name)) is str
    }
    return replace(details, **words)


def _check_figures(details: Details) -> None:
    catalogue.check_limits(details.price_min, details.price_max)
    if details.min_stock < NOTHING:
        raise BadInput(_("Stok minimum tidak boleh kurang dari nol."), field="min_stock")
    if details.target_stock is not None and details.target_stock < details.min_stock:
        raise BadInput(_("Stok tujuan tidak boleh di bawah stok minimum."), field="target_stock")
    if (details.content is None) != (not details.content_unit) or (details.content or ONE) <= NOTHING:
        message = _("Isi bersih butuh angka dan satuan, misalnya 150 dan g.")
        raise BadInput(message, field="content")
    if details.keeps_days is not None and not 0 < details.keeps_days <= LONGEST_KEEPING:
        raise BadInput(_("Lama simpan 1 sampai {most} hari.").format(most=LONGEST_KEEPING), field="keeps_days")
    if details.ceiling_price is not None and details.ceiling_price <= ZERO:
        raise BadInput(_("Harga tertinggi (HET) harus lebih dari nol."), field="ceiling_price")


def _clean_unit(unit: UnitState) -> UnitState:
    codes = dict.fromkeys(code for each in unit.barcodes if (code := barcodes.normalise(each)))
    return replace(unit, name=plain(unit.name), barcodes=tuple(codes), tiers=tuple(sorted(unit.tiers, key=_least)))


def _least(tier: Tier) -> int:
    return tier.min_quantity.thousandths


def _check_units(units: tuple[UnitState, ...]) -> None:
    if not units or units[0].factor != ONE:
        raise BadInput(_("Satuan pertama adalah satuan dasar, isinya 1."), field="units")
    names: set[str] = set()
    for unit in units:
        if not unit.name or unit.factor <= NOTHING:
            raise BadInput(_("Satuan harus punya nama dan isi lebih dari nol."), field="units")
        if unit.name.casefold() in names:
            raise BadInput(_("Satuan {unit} tertulis dua kali.").format(unit=unit.name), field="units")
        names.add(unit.name.casefold())
        if any(price < ZERO for price in unit.prices().values()):
            raise BadInput(_("Harga tidak boleh kurang dari nol."), field="price")
        least = [tier.min_quantity for tier in unit.tiers]
        if len(set(least)) < len(least) or any(each <= NOTHING for each in least):
            message = _("Satuan {unit}: tiap harga grosir mulai dari jumlah yang berbeda, lebih dari nol.")
            raise BadInput(message.format(unit=unit.name), field="tiers")


def minted(code: str) -> bool:
    """Whether the shop itself made this barcode."""
    return len(code) == barcodes.EAN_13 and code.startswith(barcodes.OWN_PREFIX)


# -- worth a second look -------------------------------------------------------


def doubts(edit: ProductEdit, cost: UnitCost, today: date) -> list[str]:
    """What is odd about a good, in words: below cost, above the ceiling, a P-IRT number running out."""
    found: list[str] = []
    for unit in edit.units:
        found += [odd for code in unit.barcodes if (odd := barcodes.warning(code))]
        worth = margins.cost_of_unit(cost, unit.factor)
        for price in unit.prices().values():
            if worth is not None and price < worth:
                words = _("{unit}: harga {price} di bawah modal {cost}.")
                found.append(words.format(unit=unit.name, price=price.shown, cost=worth.shown))
            if margins.above_ceiling(price, unit.factor, edit.details.ceiling_price):
                words = _("{unit}: harga {price} di atas harga tertinggi (HET).")
                found.append(words.format(unit=unit.name, price=price.shown))
    if odd := pirt_doubt(edit.details.pirt, today):
        found.append(odd)
    return found


def pirt_doubt(number: str, today: date) -> str:
    """What is odd about a P-IRT number, or "".  Newer numbers may differ, so nothing is refused."""
    digits = re.sub(r"\D", "", number)
    if not digits:
        return "" if not number else _("Nomor P-IRT biasanya 15 angka.")
    if len(digits) < PIRT_DIGITS:
        return _("Nomor P-IRT biasanya 15 angka, ini {count}.").format(count=len(digits))
    year = pirt_year(number)
    if year is not None and year < today.year:
        return _("P-IRT ini tampaknya habis tahun {year}.").format(year=year)
    if year == today.year:
        return _("P-IRT ini tampaknya habis tahun ini ({year}). Perpanjang 6 bulan sebelumnya.").format(year=year)
    return ""


def pirt_year(number: str) -> int | None:
    """The year in which a P-IRT number of fifteen digits ends, as its last two say."""
    digits = re.sub(r"\D", "", number)
    return CENTURY + int(digits[PIRT_DIGITS - 2 : PIRT_DIGITS]) if len(digits) >= PIRT_DIGITS else None
