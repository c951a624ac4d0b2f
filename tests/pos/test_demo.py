"""The demo shop: made by the deeds of a real one, and the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from inventory import barcodes, favourites, queries
from koperasi import shifts, users
from koperasi.errors import Trouble
from koperasi.money import Rupiah, total
from koperasi.quantity import Quantity
from koperasi.setups import NewShop
from koperasi.shop import Shop
from koperasi.shops import Place, open_shop
from pos import checks, demo_pins, founding
from pos.__main__ import main
from pos.commands import windows
from pos.demo import lists
from pos.demo.days import pieces_of
from pos.demo.shelves import FORGOTTEN
from pos.demo.shops import SEED, make_demo

#: A Wednesday at eight in the morning in Malang.
NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
MONEY = """
SELECT a.code, SUM(p.amount) FROM postings p JOIN accounts a ON a.id = p.account_id GROUP BY a.code ORDER BY a.code
"""
SALES = """
SELECT d.number, d.at, s.total, s.rounding FROM sales s JOIN documents d ON d.id = s.document_id ORDER BY d.number
"""
GOODS = """
SELECT p.code, SUM(s.quantity), SUM(s.value) FROM stock s JOIN products p ON p.id = s.product_id
GROUP BY p.code ORDER BY p.code
"""


def clock() -> datetime:
    return NOW


def made(folder: Path, seed: int = SEED) -> Shop:
    """A demo shop of a few days, with PINs that are quick to hash."""
    return make_demo(Place.parse(str(folder)), clock, days=3, seed=seed)


def figures(shop: Shop) -> list[list[tuple[object, ...]]]:
    """What the books, the tickets and the shelves say."""
    with shop.reading() as connection:
        return [[tuple(row) for row in connection.execute(text(each))] for each in (MONEY, SALES, GOODS)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    usual, users.MEMORY_KIB = users.MEMORY_KIB, 1024
    shop = made(tmp_path_factory.mktemp("demo") / "toko")
    yield shop
    shop.close()
    users.MEMORY_KIB = usual


def counted(shop: Shop, statement: str) -> int:
    with shop.reading() as connection:
        return int(connection.execute(text(statement)).scalar_one())


def test_the_same_seed_and_clock_give_the_same_figures(demo: Shop, tmp_path: Path) -> None:
    again, other = made(tmp_path / "again"), made(tmp_path / "other", seed=2)
    assert figures(again) == figures(demo)
    assert figures(other) != figures(demo)
    again.close()
    other.close()


def test_its_books_stock_and_chains_are_proved(demo: Shop) -> None:
    assert checks.wrong(demo) == []


def test_nothing_that_happened_broke_a_rule(demo: Shop) -> None:
    assert counted(demo, "SELECT COUNT(*) FROM flags") == 0
    assert counted(demo, "SELECT COUNT(*) FROM audit_links WHERE deed LIKE 'refused:%'") == 0
    below = "SELECT COUNT(*) FROM stock s JOIN products p ON p.id = s.product_id WHERE s.quantity < 0"
    assert counted(demo, f"{below} AND p.code <> '{FORGOTTEN}'") == 0


def test_a_managers_screens_have_something_to_tell(demo: Shop) -> None:
    assert counted(demo, "SELECT COUNT(*) FROM documents WHERE kind = 'purchase-order'") >= 3
    assert counted(demo, "SELECT COUNT(*) FROM purchase_order_receipts") > 0
    assert counted(demo, "SELECT COUNT(*) FROM purchase_terms WHERE invoice_number <> ''") > 0
    assert counted(demo, "SELECT COUNT(*) FROM cost_alarms") > 0
    assert counted(demo, "SELECT COUNT(*) FROM count_sessions") == 1
    assert counted(demo, "SELECT COUNT(*) FROM products WHERE min_stock > 0 AND shelf <> ''") > 200
    soon = "SELECT COUNT(*) FROM lots WHERE owner_id IS NULL AND expires_on < '2026-12-31'"
    assert counted(demo, soon) > 5


def test_it_is_as_large_as_a_village_shop(demo: Shop) -> None:
    assert counted(demo, "SELECT COUNT(*) FROM products") >= 280
    assert counted(demo, "SELECT COUNT(*) FROM members") == 60
    assert counted(demo, "SELECT COUNT(DISTINCT maker_id) FROM products WHERE maker_id IS NOT NULL") == 12
    assert counted(demo, "SELECT COUNT(DISTINCT deal) FROM consigned_lots") == 2
    assert counted(demo, "SELECT COUNT(*) FROM member_cards") == 60


def test_every_barcode_is_valid_and_finds_its_unit_and_no_other(demo: Shop) -> None:
    with demo.reading() as connection:
        codes = connection.execute(text("SELECT code, product_unit_id FROM barcodes")).all()
        found = {code: [each.unit_id for each in queries.find_code(connection, code)] for code, _unit in codes}
    assert len(codes) > 400
    assert [code for code, _unit in codes if not barcodes.valid(code)] == []
    assert found == {code: [unit] for code, unit in codes}


def test_a_scale_label_finds_every_weighed_good_with_its_weight(demo: Shop) -> None:
    weighed = [each for each in lists.wares() if each.weighed and each.unit == "Kg"]
    with demo.reading() as connection:
        for ware in weighed:
            digits = f"21{ware.code:>05}00750"
            (found,) = queries.find_code(connection, digits + barcodes.check_digit(digits))
            assert (found.good.name, found.quantity) == (ware.name, Quantity(750))
    assert len(weighed) > 20


def test_no_price_of_the_list_is_below_its_cost() -> None:
    offered = [
        (ware.name, price.amount * 1000 // factor.thousandths, ware.cost.amount)
        for ware in lists.wares()
        if not ware.open_price
        for price, factor in [
            (ware.price, Quantity(1000)),
            (ware.member_price or ware.price, Quantity(1000)),
            *((pack.price, pack.factor) for pack in ware.packs),
            *((price, Quantity(1000)) for _least, price in ware.tiers),
        ]
    ]
    assert [each for each in offered if each[1] <= each[2]] == []


def test_it_ends_yesterday_with_every_shift_closed(demo: Shop) -> None:
    with demo.reading() as connection:
        assert shifts.open_shift_of(connection, demo.till_id or 0) is None
        last = connection.execute(text("SELECT MAX(business_date), COUNT(*) FROM shifts")).one()
    assert tuple(last) == ("2026-11-24", 6)
    assert counted(demo, "SELECT COUNT(*) FROM shift_closes") == 6


def test_sales_lie_within_their_shifts_and_every_link_in_the_order_of_time(demo: Shop) -> None:
    with demo.reading() as connection:
        at = connection.execute(text("SELECT at FROM audit_links ORDER BY seq")).scalars().all()
        sold = connection.execute(text("SELECT at FROM documents WHERE kind = 'sale' ORDER BY seq")).scalars().all()
    assert at == sorted(at)
    assert sold == sorted(sold)
    assert len(sold) > 60


def test_members_owe_no_more_than_they_may(demo: Shop) -> None:
    owing = """
    SELECT COUNT(*) FROM (
      SELECT p.party_id, SUM(p.amount) AS owes FROM postings p JOIN accounts a ON a.id = p.account_id
      WHERE a.role = 'member-receivable' GROUP BY p.party_id
    ) d JOIN members m ON m.party_id = d.party_id
    """
    assert counted(demo, owing) > 0
    assert counted(demo, f"{owing} WHERE d.owes > m.credit_limit") == 0


def test_its_people_sign_in_with_the_pins_it_shows(demo: Shop) -> None:
    pins = demo_pins.known(demo)
    assert len(pins) == 6
    assert [demo.sign_in(user, pin).id for user, pin in pins.items()] == list(pins)


def test_no_paper_waits_and_the_paper_of_tomorrow_is_shown_in_a_window(demo: Shop) -> None:
    assert counted(demo, "SELECT COUNT(*) FROM print_jobs") == 0
    assert (demo.settings.printer, demo.settings.demo) == ("virtual", True)


def test_what_was_started_and_not_finished_is_no_shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)

    def stopped(done: int, _whole: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    place = Place.parse(str(tmp_path / "toko"))
    with pytest.raises(KeyboardInterrupt):
        make_demo(place, clock, days=2, progress=stopped)
    assert list((tmp_path / "toko").iterdir()) == []


def test_a_shop_that_is_there_is_left_alone(demo: Shop) -> None:
    place = Place.parse(str(demo.database.path))
    with pytest.raises(Trouble, match="tidak dapat menjadi toko contoh"):
        make_demo(place, clock, days=1)
    assert counted(demo, "SELECT COUNT(*) FROM members") == 60


def test_writing_waits_for_the_disk_again_once_it_is_made(demo: Shop) -> None:
    with demo.database.writing() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2


def test_a_count_in_notes_and_coins_makes_up_its_amount() -> None:
    pieces = pieces_of(Rupiah(1_287_800))
    assert total(each.amount for each in pieces) == Rupiah(1_287_800)
    assert [(each.denomination.amount, each.pieces) for each in pieces[:3]] == [(100_000, 12), (50_000, 1), (20_000, 1)]


def test_the_lists_tell_joining_dates_before_the_shop_was_made() -> None:
    assert all(each.joined_on is not None and each.joined_on < date(2026, 1, 1) for each in lists.members())


# --- The command ---------------------------------------------------------------------------


def test_the_command_makes_a_month_beside_the_real_shop_and_tells_the_pins(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    assert main(["demo", "--no-window"]) == 0
    said = capfd.readouterr()
    file = home / "sbmi-mart" / "demo" / "shop.db"
    assert said.err == ""
    assert said.out.splitlines()[0] == f"Toko contoh: {file}"
    assert "  PIN 730164  Rina Astuti (Kasir)" in said.out.splitlines()
    shop = open_shop(Place.parse(str(file)))
    assert counted(shop, "SELECT COUNT(DISTINCT business_date) FROM shifts") == 30
    assert counted(shop, "SELECT COUNT(DISTINCT kind) FROM sale_tenders") == 4
    assert counted(shop, "SELECT COUNT(DISTINCT kind) FROM cash_movements") == 2
    assert counted(shop, "SELECT COUNT(*) FROM flags") == 0
    assert checks.wrong(shop) == []
    shop.close()


def test_the_command_opens_the_window_on_the_demo_that_is_there(
    demo: Shop, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []

    def window(_args: object, place: Place) -> int:
        opened.append(place.database)
        return 0

    monkeypatch.setattr(windows, "run", window)
    assert main(["demo", "--shop", str(demo.database.path)]) == 0
    assert opened == [str(demo.database.path)]
    assert "PIN 482915  Wahyu Hidayat (Manajer)" in capfd.readouterr().out


def test_the_command_shows_no_real_shop_as_a_demo(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    place = Place.parse(str(tmp_path / "toko"))
    founding.found(place, NewShop()).close()
    assert main(["demo", "--shop", place.database]) == 1
    assert capfd.readouterr().err.splitlines()[0] == f"{place.database} bukan toko contoh."


def test_goods_without_a_barcode_are_on_the_touch_grid_and_services_ask_whom_they_are_for(demo: Shop) -> None:
    with demo.reading() as connection:
        tiles = favourites.tiles(connection, demo.branch.id)
        goods = queries.goods(connection, {each.product_id for each in tiles})
    assert favourites.pages(tiles) == ["Segar", "Curah", "Layanan"]
    assert len(tiles) >= 30
    asked = {goods[each.product_id].name: goods[each.product_id].asks_note for each in tiles}
    assert asked["Token Listrik 20.000"] == "ID Pelanggan"
    assert asked["Pulsa 10.000"] == "Nomor HP"
