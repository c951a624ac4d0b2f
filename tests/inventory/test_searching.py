"""The search index is what the catalogue says, and lists first what sells."""

from __future__ import annotations

from sqlalchemy import text

from inventory import catalogue, searching
from inventory.catalogue import NewGood
from koperasi.shop import Shop
from tests.shops import Counter


def indexed(shop: Shop, words: str = "") -> list[int]:
    with shop.reading() as connection:
        return searching.find(connection, words, 50)


def test_words_are_compared_without_case_accents_or_marks() -> None:
    assert searching.words_of("  Crème-Brûlée 1.5L (ISI 6)") == ["creme", "brulee", "1", "5l", "isi", "6"]


def test_what_sells_comes_first_after_a_new_ranking(counter: Counter) -> None:
    shop = counter.shop
    before = indexed(shop)
    assert before[0] != counter.cookies
    for amount in (12_500, 12_500):
        counter.sell(counter.line(counter.cookies, 1, amount))

    with shop.work(counter.manager) as work:
        searching.rerank(work.connection)

    assert indexed(shop)[0] == counter.cookies
    assert sorted(indexed(shop)) == sorted(before)


def test_a_new_ranking_changes_nothing_that_is_found(counter: Counter) -> None:
    found = {words: set(indexed(counter.shop, words)) for words in ("ku", "sabun", "70", "foto")}

    with counter.shop.work(counter.manager) as work:
        searching.rerank(work.connection)

    assert {words: set(indexed(counter.shop, words)) for words in found} == found
    assert found["sabun"] == {counter.soap}


def test_a_lost_index_is_made_again_with_every_good_in_it(counter: Counter) -> None:
    shop = counter.shop
    before = set(indexed(shop))
    with shop.database.writing() as connection:
        connection.execute(text("DROP TABLE product_fts"))
        if not shop.database.sqlite:
            connection.execute(text("DROP INDEX barcodes_code_fts, products_code_fts"))
        searching.make(connection)
        searching.make(connection)

    assert set(indexed(shop)) == before


def test_an_underscore_or_percent_is_no_wildcard(shop: Shop) -> None:
    with shop.work(shop.konsole()) as work:
        goods = [NewGood("A", "nama_barang 100% kapas"), NewGood("B", "namaxbarang kapas")]
        first, _second = catalogue.add_many(work, goods)

    assert indexed(shop, "nama_b") == [first]
    assert indexed(shop, "100%") == [first]


def test_an_add_that_is_rolled_back_leaves_no_word(shop: Shop) -> None:
    try:
        with shop.work(shop.konsole()) as work:
            catalogue.add_goods(work, NewGood("A", "Kue Lapis"))
            raise RuntimeError("the power goes")
    except RuntimeError:
        pass

    assert indexed(shop, "lapis") == []
