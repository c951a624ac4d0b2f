"""The archive: out of search and scanning, and back, with nothing lost."""

from __future__ import annotations

import pytest

from inventory import archives, queries
from koperasi.errors import NotFound, Refused
from tests.inventory.test_merges import command, merge, twin
from tests.shops import Counter


def found(counter: Counter) -> list[str]:
    with counter.shop.reading() as connection:
        codes = [each.good.code for each in queries.find_code(connection, "101")]
        return codes + [row.code for row in queries.search(connection, "sabun mandi")]


def test_an_archived_good_is_found_no_more_and_comes_back(counter: Counter) -> None:
    for _twice in range(2):
        with counter.shop.work(counter.manager) as work:
            archives.archive(work, counter.soap)
    assert found(counter) == []

    for _twice in range(2):
        with counter.shop.work(counter.manager) as work:
            archives.restore(work, counter.soap)
    assert found(counter) == ["101", "101"]


def test_stock_left_is_refused_until_it_is_known(counter: Counter) -> None:
    counter.buy(counter.soap, 2, 5_000)
    with counter.shop.work(counter.manager) as work, pytest.raises(Refused, match="masih ada 2 pcs") as refused:
        archives.archive(work, counter.soap)
    assert refused.value.rule == "stock-left"
    with counter.shop.work(counter.manager) as work:
        archives.archive(work, counter.soap, with_stock=True)
    assert found(counter) == []


def test_a_good_that_is_not_there_is_not_found(counter: Counter) -> None:
    for deed in (archives.archive, archives.restore):
        with counter.shop.work(counter.manager) as work, pytest.raises(NotFound):
            deed(work, 1)


def test_a_good_that_is_another_now_never_comes_back(counter: Counter) -> None:
    gone = twin(counter)
    merge(counter, command(counter, gone, counter.soap))
    with pytest.raises(Refused) as refused, counter.shop.work(counter.manager) as work:
        archives.restore(work, gone)
    assert refused.value.rule == "merged"
