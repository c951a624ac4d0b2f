"""A shop whose goods can be scanned, and counts in its window."""

from __future__ import annotations

from inventory import catalogue, count_scans, count_sessions, locations
from inventory.catalogue import NewGood, NewUnit
from inventory.count_rules import Scope
from inventory.count_sessions import StartCommand
from inventory.goods import PriceLine, PriceRule
from inventory.screens.count_entry import CountEntryScreen
from inventory.screens.count_review import CountReviewScreen
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.work import Actor
from tests.inventory.screens.conftest import Bureau

NOODLE, CARTON = "8999999000017", "8999999000024"


def noodles(bureau: Bureau, pieces: int = 50) -> int:
    """Noodles by the piece and the carton of 40, each with a barcode, on Rak 1."""
    price = PriceLine(PriceRule.RETAIL, Rupiah(3_000), NOTHING)
    units = (NewUnit("Pcs", ONE, (NOODLE,), (price,)), NewUnit("Dus", Quantity.of(40), (CARTON,), (price,)))
    shop = bureau.shop
    with shop.shop.work(shop.manager, channel="office") as work:
        (product,) = catalogue.add_many(work, [NewGood(code="M1", name="Mi Goreng", units=units, shelf="Rak 1")])
    shop.buy(product, pieces, pieces * 2_500)
    return product


def session(bureau: Bureau, scope: Scope = Scope.SHELF, key: str = "Rak 1") -> int:
    """A count begun by the manager."""
    shop = bureau.shop.shop
    with shop.work(bureau.shop.manager, channel="office") as work:
        shelf = locations.shelf(work.connection, shop.branch.id)
        session_id = work.mint()
        count_sessions.start(work, StartCommand(session_id, shelf, scope, work.now, "Rak 1", key))
    return session_id


def put(bureau: Bureau, session_id: int, product: int, pieces: int, by: Actor | None = None) -> None:
    """Somebody counts at another PC."""
    with bureau.shop.shop.work(by or bureau.shop.cashier, channel="office") as work:
        count_scans.put(work, session_id, product, Quantity.of(pieces), f"{pieces} Pcs")


def entry(bureau: Bureau, session_id: int) -> CountEntryScreen:
    screen = bureau.go("count-entry", session_id=session_id)
    assert isinstance(screen, CountEntryScreen)
    bureau.until(lambda: screen.progress is not None)
    return screen


def review(bureau: Bureau, session_id: int) -> CountReviewScreen:
    screen = bureau.go("count-review", session_id=session_id)
    assert isinstance(screen, CountReviewScreen)
    bureau.until(lambda: screen.review is not None)
    return screen
