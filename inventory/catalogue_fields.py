"""The columns of a catalogue file, and what a row says of a good besides its prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from inventory.headings import Field, Reads
from inventory.product_states import WORDS
from inventory.products import Category, Product
from inventory.readings import Line
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, Quantity

#: So many tiers a row may have: `wholesale_price`, `wholesale_price_2`, `wholesale_price_3`.
TIERS = ("", "_2", "_3")

FIELDS = (
    Field("code", Reads.CODE, ("kode", "item_code", "kode_barang", "kode_item", "kode_produk", "plu", "sku")),
    Field("barcode", Reads.CODE, ("bar_code", "barkode", "kode_barcode", "ean", "upc", "gtin", "gtin13")),
    Field("more_barcodes", Reads.WORDS, ("barcode_lain",)),
    Field(
        "name",
        Reads.WORDS,
        ("nama", "nama_barang", "nama_produk", "nama_item", "item_name", "product_name", "barang", "deskripsi"),
        required=True,
    ),
    Field("unit", Reads.WORDS, ("satuan", "sat", "satuan_dasar", "base_unit", "uom")),
    Field("category", Reads.WORDS, ("kategori", "golongan", "kelompok", "jenis")),
    Field(
        "buy_price",
        Reads.EXACT,
        ("harga_beli", "beli", "hpp", "modal", "harga_modal", "harga_pokok", "cost", "opening_cost", "purchase_price"),
    ),
    Field(
        "sell_price",
        Reads.AMOUNT,
        ("harga_jual", "jual", "harga", "harga_ecer", "harga_eceran", "price", "retail_price", "selling_price"),
        column=True,
    ),
    Field("member_price", Reads.AMOUNT, ("harga_anggota",)),
    Field("wholesale_price", Reads.AMOUNT, ("harga_grosir", "grosir")),
    Field("wholesale_from", Reads.QUANTITY, ("min_grosir", "mulai_grosir", "grosir_mulai", "jumlah_grosir")),
    Field("wholesale_price_2", Reads.AMOUNT, ("harga_grosir_2",)),
    Field("wholesale_from_2", Reads.QUANTITY, ("min_grosir_2", "mulai_grosir_2")),
    Field("wholesale_price_3", Reads.AMOUNT, ("harga_grosir_3",)),
    Field("wholesale_from_3", Reads.QUANTITY, ("min_grosir_3", "mulai_grosir_3")),
    Field("is_service", Reads.TRUTH, ("jasa", "layanan", "service")),
    Field("is_consignment", Reads.TRUTH, ("titipan", "titip", "konsinyasi", "consignment")),
    Field("maker_code", Reads.WORDS, ("penitip", "kode_penitip", "maker")),
    Field("family", Reads.WORDS, ("keluarga",)),
    Field("min_stock", Reads.QUANTITY, ("stok_minimum", "stok_min", "minimum_stok", "minimum")),
    Field("target_stock", Reads.QUANTITY, ("stok_tujuan", "stok_maksimum", "stok_max", "maksimum")),
    Field("shelf", Reads.WORDS, ("rak", "tempat", "lokasi")),
    Field("food", Reads.TRUTH, ("makanan", "pangan")),
    Field("keeps_days", Reads.QUANTITY, ("tahan_hari", "lama_simpan")),
    Field("pirt", Reads.WORDS, ("p_irt", "nomor_pirt")),
    Field("halal", Reads.WORDS, ("nomor_halal",)),
    Field("composition", Reads.WORDS, ("komposisi",)),
    Field("content", Reads.QUANTITY, ("isi_bersih", "netto")),
    Field("content_unit", Reads.WORDS, ("satuan_isi",)),
    Field("ceiling_price", Reads.AMOUNT, ("het", "harga_tertinggi")),
    Field("ceiling_since", Reads.DAY, ("het_sejak",)),
    Field("open_price", Reads.TRUTH, ("harga_bebas",)),
    Field("price_min", Reads.AMOUNT, ("harga_terendah",)),
    Field("price_max", Reads.AMOUNT, ("harga_paling_tinggi",)),
    Field("asks_note", Reads.WORDS, ("tanya_kasir",)),
    Field("tax_class", Reads.WORDS, ("pajak", "golongan_pajak")),
)


@dataclass(frozen=True, slots=True)
class FiledDetails:
    """What a row says of a good, by the names of `Product`'s columns; None where it says nothing."""

    name: str | None = None
    category: str | None = None
    family: str | None = None
    min_stock: Quantity | None = None
    target_stock: Quantity | None = None
    shelf: str | None = None
    food: bool | None = None
    keeps_days: int | None = None
    pirt: str | None = None
    halal: str | None = None
    composition: str | None = None
    content: Quantity | None = None
    content_unit: str | None = None
    ceiling_price: Rupiah | None = None
    ceiling_since: date | None = None
    open_price: bool | None = None
    price_min: Rupiah | None = None
    price_max: Rupiah | None = None
    asks_note: str | None = None
    tax_class: str | None = None

    @property
    def said(self) -> dict[str, Any]:
        """What it says, by column."""
        return {name: value for name in NAMES if (value := getattr(self, name)) is not None}


NAMES = tuple(each.name for each in fields(FiledDetails))
_COLUMNS = tuple(name for name in NAMES if name not in {"name", "category"})


def details_of(line: Line) -> FiledDetails:
    """What a row says, but for its name, which stands on its own."""
    told = {name: line.get(name) for name in _COLUMNS}
    keeps, least = line.get("keeps_days"), line.get("min_stock")
    told["min_stock"] = max(least, NOTHING) if least is not None else None
    told["keeps_days"] = keeps.thousandths // 1000 if keeps is not None else None
    return FiledDetails(category=line.get("category"), **told)


def differing(details: FiledDetails, now: Mapping[str, Any]) -> FiledDetails:
    """Only what a good does not have already."""
    return FiledDetails(**{name: value for name, value in details.said.items() if now.get(name) != value})


def known_details(connection: Connection) -> dict[int, dict[str, Any]]:
    """Product id → what is known of each good in use, by the same names."""
    columns = [getattr(Product, name) for name in _COLUMNS]
    found = (
        select(Product.id, Product.name, Category.name.label("category"), *columns)
        .outerjoin(Category, Category.id == Product.category_id)
        .where(Product.retired_at.is_(None))
    )
    known = {}
    for row in connection.execute(found):
        there = dict(row._mapping)
        there["open_price"] = bool(there["open_price"])
        there["food"] = None if there["food"] is None else bool(there["food"])
        known[there.pop("id")] = there
    return known


def stored(details: Mapping[str, Any]) -> dict[str, Any]:
    """As columns of `Product`; of some words "" is kept as nothing."""
    return {name: (value or None) if name in WORDS else value for name, value in details.items() if name != "category"}
