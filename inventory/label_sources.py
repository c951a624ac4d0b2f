"""Where the goods of a run of labels come from: each opens its own reading transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inventory import label_queries, label_runs, shelf_labels
from inventory.label_runs import RunLine
from koperasi.shop import Shop
from koperasi.text import _


def today(shop: Shop) -> date:
    return shop.branch.business_date(shop.clock())


def found(shop: Shop, words: str) -> list[RunLine]:
    with shop.reading() as connection:
        units = label_queries.by_words(connection, words, shop.branch.id, today(shop))
        return label_runs.lines_of(connection, shop, today(shop), units)


def of_units(shop: Shop, units: Sequence[int]) -> list[RunLine]:
    with shop.reading() as connection:
        return label_runs.lines_of(connection, shop, today(shop), units)


def changed(shop: Shop) -> list[RunLine]:
    """Goods whose shelf label says something else now."""
    with shop.reading() as connection:
        found = shelf_labels.to_reprint(connection, shop.branch.id, today(shop), label_queries.MOST, never=False)
        return label_runs.lines_of(connection, shop, today(shop), [each.tag.unit_id for each in found])


def never(shop: Shop) -> list[RunLine]:
    """Goods that have no shelf label yet."""
    with shop.reading() as connection:
        found = shelf_labels.to_reprint(connection, shop.branch.id, today(shop), label_queries.MOST)
        units = [each.tag.unit_id for each in found if each.printed_on is None]
        return label_runs.lines_of(connection, shop, today(shop), units)


def receipts(shop: Shop) -> list[tuple[object, str]]:
    with shop.reading() as connection:
        found = label_queries.receipts(connection, shop.branch.id, today(shop))
    told = _("{number} · {party} · {goods} barang")
    return [(each.document_id, told.format(number=each.number, party=each.party, goods=each.goods)) for each in found]


def categories(shop: Shop) -> list[tuple[object, str]]:
    with shop.reading() as connection:
        return [*label_queries.categories(connection)]


def of_receipt(shop: Shop, document_id: int) -> list[RunLine]:
    """A label for each piece that came in with a document."""
    with shop.reading() as connection:
        return label_runs.of_receipt(connection, shop, today(shop), document_id)


def of_category(shop: Shop, category_id: int) -> list[RunLine]:
    with shop.reading() as connection:
        units = label_queries.of_category(connection, category_id)
        return label_runs.lines_of(connection, shop, today(shop), units)
