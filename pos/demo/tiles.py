"""The demo's counter: what its services ask, where goods stand, and the touch grid of what has no barcode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inventory import favourites
from inventory.favourites import COLOURS, NewFavourite
from koperasi.money import Rupiah
from koperasi.shop import Shop
from pos.demo.lists import Ware

if TYPE_CHECKING:
    from pos.demo.shelves import Shelves

#: What the till asks with services whose names begin so.
ASKED = {
    "Pulsa": "Nomor HP",
    "Paket Data": "Nomor HP",
    "Token Listrik": "ID Pelanggan",
    "Transfer Bank": "Rekening tujuan",
    "Bayar Tagihan": "Nomor tagihan",
    "Antar": "Alamat",
}
#: What may be typed for goods without a price of their own.
LEAST, MOST = Rupiah(100), Rupiah(2_000_000)
#: Pages of the grid: the categories whose goods without a barcode stand on them.
PAGES = {"Segar": ("Segar",), "Curah": ("Sembako", "Minyak & Lemak", "Pakan & Tani"), "Layanan": ("Layanan",)}
MOST_TILES = 18


@dataclass(frozen=True, slots=True)
class Asked:
    """How the till sells a ware: what it asks, and within which typed prices."""

    note: str
    least: Rupiah | None
    most: Rupiah | None


def asked(ware: Ware) -> Asked:
    """What the till asks with a ware."""
    note = next((words for begins, words in ASKED.items() if ware.service and ware.name.startswith(begins)), "")
    return Asked(note, LEAST, MOST) if ware.open_price else Asked(note, None, None)


def places(categories: list[str]) -> Mapping[str, str]:
    """Where the goods of each category stand."""
    return {category: f"Rak {n}" for n, category in enumerate(dict.fromkeys(categories), start=1)}


def arrange(shop: Shop, shelves: Shelves) -> None:
    """Put what has no barcode on the touch grid, what sells most first."""
    stands = sorted(shelves.stands.values(), key=lambda stand: -stand.ware.popularity)
    with shop.work(shop.konsole(), channel="konsole") as work:
        for n, (page, categories) in enumerate(PAGES.items()):
            wanted = [each for each in stands if each.ware.category in categories and not each.ware.barcode(0)]
            for stand in wanted[:MOST_TILES]:
                favourites.add(work, NewFavourite(stand.good.base.id, page, COLOURS[n % len(COLOURS)]))
