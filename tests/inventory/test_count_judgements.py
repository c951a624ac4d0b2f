"""Judging a count reads what was posted since it began, and not all that ever was."""

from __future__ import annotations

from pathlib import Path

import pytest

from inventory import count_judgements
from tests.inventory.counting import Counting
from tests.shops import Counter


@pytest.fixture
def engine_url(tmp_path: Path) -> str:
    """SQLite alone, whose plan depends on the words alone."""
    return f"sqlite:///{tmp_path / 'shop.db'}"


def test_what_was_posted_since_is_found_by_its_documents(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counter.sell(counter.line(counter.soap, 2, 3_400))
    session = counting.session
    with counter.shop.reading() as connection:
        asked = str(count_judgements.afters_asked(session).compile(connection.engine))
        told = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", (0,) * asked.count("?"))
        plan = " ".join(row[3] for row in told)
        (after,) = count_judgements.afters(connection, session)

    assert "SCAN moves" not in plan
    assert "moves USING INDEX ix_moves_document_id" in plan
    assert after.quantity.decimal == "-2"
