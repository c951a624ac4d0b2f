"""Whatever happens to a maker and her goods, every rupiah and every piece is explained.

One maker lives by the program's deeds in any order, on either engine: deliveries on every
kind of terms, sales, returns, other terms, losses, goods found, given back and bought, payouts
and their reversals, statements and theirs, each now and then twice or cut off.  After every
step the laws of domain/consignment.md 5.6 hold, and her statements are those that a model of
150 lines makes of the raw papers.  The long proof is `python -m tests.laws.makers`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Connection, text

from koperasi import users
from pos import checks
from tests.clusters import Cluster
from tests.laws import makers
from tests.laws.maker_lives import Life
from tests.laws.makers import WEIGHTS
from tests.shops import Counter, new_shop, small_shop

NUMBERS = st.integers(0, 209)
#: What must hold of rows: each names the law of domain/consignment.md 5.6 and finds nothing.
LAWS = {
    "I2 no bucket but a shelf that sold too much is below zero": """
        SELECT s.lot_id FROM stock s JOIN locations l ON l.id = s.location_id
        WHERE s.quantity < 0 AND l.kind <> 'shelf'""",
    "I3 each line's lots are its quantity": """
        SELECT l.id FROM sale_lines l JOIN (
          SELECT line_id, SUM(quantity) AS quantity FROM sale_line_lots GROUP BY line_id) x ON x.line_id = l.id
        WHERE x.quantity <> l.base_quantity""",
    "I4 hers and the shop's make up the price": """
        SELECT id FROM maker_shares WHERE share + commission - promotion <> net""",
    "I4 commission is never below nothing": """
        SELECT id FROM maker_shares WHERE quantity > 0 AND (commission < 0 OR promotion < 0)""",
    "I7 no entry is paid beyond what it booked": """
        SELECT e.entry_document_id FROM (
          SELECT entry_document_id, maker_id, SUM(amount) AS amount FROM payout_entries
          GROUP BY entry_document_id, maker_id) e
        JOIN (
          SELECT p.document_id, p.party_id, -SUM(p.amount) AS amount FROM postings p
          JOIN accounts a ON a.id = p.account_id WHERE a.role = 'owed-to-makers'
          GROUP BY p.document_id, p.party_id) b ON b.document_id = e.entry_document_id AND b.party_id = e.maker_id
        WHERE ABS(e.amount) > ABS(b.amount) OR e.amount * b.amount < 0""",
    "I8 a payout is its entries": """
        SELECT p.document_id FROM payouts p LEFT JOIN (
          SELECT document_id, SUM(amount) AS amount FROM payout_entries GROUP BY document_id) e
          ON e.document_id = p.document_id WHERE p.gross <> COALESCE(e.amount, 0)""",
    "I10 a reversal is of its own maker and kind": """
        SELECT r.id FROM documents r JOIN documents d ON d.id = r.reverses_id
        WHERE COALESCE(r.party_id, 0) <> COALESCE(d.party_id, 0)""",
    "I11 no more comes back than was sold": """
        SELECT o.id FROM sale_lines o JOIN (
          SELECT r.original_id, r.original_line, -SUM(l.base_quantity) AS back FROM sale_line_returns r
          JOIN sale_lines l ON l.id = r.line_id GROUP BY r.original_id, r.original_line) b
          ON b.original_id = o.document_id AND b.original_line = o.line WHERE b.back > o.base_quantity""",
    "I12 what has wholly come back leaves no price, commission or gift": """
        SELECT o.id FROM sale_lines o JOIN (
          SELECT r.original_id, r.original_line, SUM(l.base_quantity) AS quantity, SUM(l.net) AS net,
            SUM(l.commission) AS commission, SUM(l.promotion) AS promotion FROM sale_line_returns r
          JOIN sale_lines l ON l.id = r.line_id GROUP BY r.original_id, r.original_line) b
          ON b.original_id = o.document_id AND b.original_line = o.line
        WHERE b.quantity = -o.base_quantity
        AND (b.net <> -o.net OR b.commission <> -o.commission OR b.promotion <> -o.promotion)""",
    "I14 a good is one maker's": """
        SELECT l.id FROM lots l JOIN products p ON p.id = l.product_id
        WHERE l.owner_id IS NOT NULL AND l.owner_id <> p.maker_id""",
    "I19 what is hers is worth nothing to the shop": """
        SELECT m.id FROM moves m JOIN lots l ON l.id = m.lot_id WHERE l.owner_id IS NOT NULL AND m.value <> 0""",
    "I21 a statement opens with what the last one closed with": """
        SELECT s.document_id FROM statements s JOIN statements b ON b.document_id = s.previous_id
        WHERE s.opening <> b.closing""",
}


def broken(connection: Connection) -> list[str]:
    """The laws of which some row is no example."""
    return [law for law, statement in LAWS.items() if connection.execute(text(statement)).first() is not None]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def counter(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """A shop in which one maker after the other lives."""
    folder = tmp_path_factory.mktemp("makers")
    url = f"sqlite:///{folder / 'shop.db'}"
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        url = cluster.create(request.getfixturevalue("with_tables"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(users, "MEMORY_KIB", 8)
        shop = new_shop(url, folder)
        made = small_shop(shop)
        makers.generous(made)
        yield made
        shop.close()


class MakersLife(RuleBasedStateMachine):
    """A maker of her own in a shop where others lived before her."""

    born = 0

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self.counter = counter

    @initialize(a=NUMBERS, b=NUMBERS, c=NUMBERS)
    def begin(self, a: int, b: int, c: int) -> None:
        MakersLife.born += 1
        self.life: Life = makers.born(self.counter, MakersLife.born)
        self.life.step("deliver", a, b, c)

    @rule(
        name=st.sampled_from([name for name, times in WEIGHTS.items() for _time in range(times)]),
        a=NUMBERS,
        b=NUMBERS,
        c=NUMBERS,
    )
    def something_happens(self, name: str, a: int, b: int, c: int) -> None:
        self.life.step(name, a, b, c)
        self.counter.shift = self.life.counter.shift

    @invariant()
    def the_laws_hold(self) -> None:
        if not hasattr(self, "life"):
            return
        with self.counter.shop.reading() as connection:
            assert broken(connection) == []
        self.life.right()

    def teardown(self) -> None:
        if hasattr(self, "life"):
            self.life.step("state", 0, 1, 0)
            assert checks.wrong(self.counter.shop) == []


def test_whatever_happens_to_a_makers_goods_her_account_says_so(counter: Counter) -> None:
    made: Callable[[], RuleBasedStateMachine] = lambda: MakersLife(counter)  # noqa: E731
    few = settings(
        max_examples=max(settings().max_examples // 8, 3),
        stateful_step_count=settings().stateful_step_count,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(made, settings=few)


def test_lives_led_by_chance_differ_by_no_rupiah_from_the_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A short sample of the long proof; enough of everything happens in it."""
    monkeypatch.setattr(users, "MEMORY_KIB", 8)
    makers.furnished(tmp_path)

    tally = makers.some_lives(tmp_path, first=0, count=6, steps=16, seed=7)

    assert tally["histories"] == 6
    assert min(tally[name] for name in ("deliver", "sell", "bring_back", "pay", "state", "settle")) > 0
