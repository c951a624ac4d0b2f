"""The audit trail of documents that are older than a table of today's program."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from consignment.shares import MakerShare
from consignment.terms import Deal, Terms
from koperasi import audit, documents
from pos import checks
from tests.shops import Counter

#: What the migration of members' goods does with what was sold before it.
FILLING = (
    "INSERT INTO maker_shares (id, document_id, maker_id, lot_id, product_id, business_date, quantity, gross, net,"
    " share, commission, promotion) "
    "SELECT l.id, l.document_id, l.owner_id, l.lot_id, s.product_id, d.business_date, l.quantity, l.gross, l.net,"
    " l.maker_share, l.commission, l.promotion "
    "FROM sale_line_lots l JOIN sale_lines s ON s.id = l.line_id JOIN documents d ON d.id = l.document_id "
    "WHERE l.owner_id IS NOT NULL"
)


@pytest.fixture
def sold_before(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> Counter:
    """A shop in which a program of the third version sold a maker's goods."""
    counter.deliver(counter.cookies, 10, Terms(Deal.COMMISSION, 1_750))
    insert = documents._insert

    def as_then(work: Any, record: Any, rows: Any, *, plain: bool = False) -> None:
        if record is not MakerShare:
            insert(work, record, rows, plain=plain)

    with monkeypatch.context() as then:
        then.setattr(audit, "VERSION", 3)
        then.setattr(documents, "_insert", as_then)
        counter.sell(counter.line(counter.cookies, 3, 12_500))
    return counter


def test_what_a_migration_filled_in_is_no_tampering(sold_before: Counter) -> None:
    with sold_before.shop.database.writing() as connection:
        connection.execute(text(FILLING))

    assert checks.wrong(sold_before.shop) == []


def test_what_was_filled_in_and_is_not_what_was_sold_is_named(sold_before: Counter) -> None:
    with sold_before.shop.database.writing() as connection:
        connection.execute(text(FILLING.replace("l.maker_share", "l.maker_share + 1")))

    assert any("bagian penitip" in each for each in checks.wrong(sold_before.shop))
