"""A count whose rows were tampered with is found out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inventory import count_checks
from koperasi.shop import Shop
from tests.inventory.counting import Counting
from tests.shops import Counter


@pytest.mark.parametrize("column", ["variance", "value"])
def test_a_changed_line_of_a_count_is_named(
    counter: Counter, column: str, unguarded: Callable[[Shop, str], None]
) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 9)
    counting.booked()
    with counter.shop.reading() as connection:
        assert count_checks.results(connection, counter.shop) == []
    unguarded(counter.shop, f"UPDATE stock_count_lines SET {column} = {column} - 1000")
    with counter.shop.reading() as connection:
        assert len(count_checks.results(connection, counter.shop)) == 1
