"""What the screens of stock papers ask the shop, each in a reading of its own."""

from __future__ import annotations

from inventory import paper_lines, stock_places
from inventory.paper_lines import LotThere, PaperLine
from inventory.stock_places import StockPlace
from koperasi.quantity import Quantity
from koperasi.shop import Shop


def looked_for(shop: Shop, words: str, location_id: int) -> tuple[PaperLine, ...]:
    with shop.reading() as connection:
        return paper_lines.found(connection, words, location_id, shop.settings.scale_barcode_mask)


def places_of(shop: Shop) -> tuple[StockPlace, ...]:
    with shop.reading() as connection:
        return stock_places.of_branch(connection, shop.branch.id)


def there(shop: Shop, location_id: int, products: tuple[int, ...]) -> dict[int, Quantity]:
    with shop.reading() as connection:
        return paper_lines.there(connection, location_id, products)


def lots_of(shop: Shop, location_id: int, product_id: int) -> tuple[LotThere, ...]:
    with shop.reading() as connection:
        return paper_lines.lots_there(connection, location_id, product_id)
