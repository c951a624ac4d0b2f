"""Two products that were one become one: nothing appears, nothing vanishes, and everything still finds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consignment import deliveries, merged_lots
from inventory import archives, catalogue, favourites, locations, merges, queries, stock_queries, transfers
from inventory.catalogue import NewGood, NewUnit, UnitAdded
from inventory.favourites import NewFavourite
from inventory.goods import PriceLine, PriceRule, ProductKind
from inventory.lots import LotRecord
from inventory.merges import MergeCommand
from inventory.stock import Move, Stock
from koperasi import commands, ledger, uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.errors import BadInput, NotAllowed, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from pos import checks
from tests.shops import SIX_PERCENT, Counter


def twin(counter: Counter, code: str = "102", name: str = "SABUN MANDI 70gr", **more: object) -> int:
    retail = PriceLine(PriceRule.RETAIL, Rupiah(3_500))
    new = NewGood(code, name, units=(NewUnit("Pcs", ONE, ("8999999001001",), (retail,)),), **more)  # type: ignore[arg-type]
    with counter.shop.work(counter.manager, channel="office") as work:
        return catalogue.add_goods(work, new)


def command(counter: Counter, gone: int, kept: int, factor: Quantity = ONE) -> MergeCommand:
    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    return MergeCommand(counter.shop.minter.next(), uids.new_uid(now), gone, kept, day, now, factor)


def merge(counter: Counter, wished: MergeCommand) -> None:
    with counter.shop.work(counter.manager, channel="office") as work:
        merges.merge(work, wished, merged_lots.follow)


def stock_of(counter: Counter, product_id: int) -> tuple[Quantity, Rupiah]:
    with counter.shop.reading() as connection:
        found = select(summed(Stock.quantity), summed(Stock.value)).where(Stock.product_id == product_id)
        return tuple(connection.execute(found).one())  # type: ignore[return-value]


def found(counter: Counter, code: str) -> list[tuple[int, str]]:
    with counter.shop.reading() as connection:
        return [(each.good.product_id, each.unit.name) for each in queries.find_code(connection, code)]


def inventory_value(counter: Counter) -> Rupiah:
    with counter.shop.reading() as connection:
        return ledger.balance(connection, ACCOUNT_IDS[Role.INVENTORY])


def test_stock_and_value_go_over_with_dates_and_nothing_appears(counter: Counter) -> None:
    gone = twin(counter)
    counter.buy(counter.soap, 10, 25_000)
    counter.buy(gone, 7, 20_003, counter.shop.clock() + timedelta(90))
    counter.sell(counter.line(gone, 2, 3_500))
    before, value = stock_of(counter, gone), inventory_value(counter)

    merge(counter, command(counter, gone, counter.soap))

    assert stock_of(counter, gone) == (Quantity(0), Rupiah(0))
    assert stock_of(counter, counter.soap) == (Quantity.of(15), Rupiah(25_000) + before[1])
    assert inventory_value(counter) == value
    with counter.shop.reading() as connection:
        dated = select(func.count()).where(LotRecord.product_id == counter.soap, LotRecord.expires_on.is_not(None))
        assert connection.scalar(dated) == 1
    assert checks.wrong(counter.shop) == []


def test_barcodes_and_the_old_code_find_the_kept_one(counter: Counter) -> None:
    gone = twin(counter)
    merge(counter, command(counter, gone, counter.soap))

    assert found(counter, "8999999001001") == [(counter.soap, "Pcs")]
    assert found(counter, "102") == [(counter.soap, "Pcs")]
    with counter.shop.reading() as connection:
        assert [row.product_id for row in queries.search(connection, "sabun")] == [counter.soap]
        assert merges.joined(connection, counter.soap) == (gone,)
        assert merges.kept_for(connection, gone) == counter.soap


def test_a_merge_done_twice_is_done_once_and_can_be_written_down(counter: Counter) -> None:
    gone = twin(counter)
    counter.buy(gone, 4, 9_999)
    wished = command(counter, gone, counter.soap)

    merge(counter, wished)
    merge(counter, commands.decode(MergeCommand, commands.encode(wished)))

    assert stock_of(counter, counter.soap) == (Quantity.of(4), Rupiah(9_999))


def test_a_base_unit_of_another_size_goes_up_exactly(counter: Counter) -> None:
    gone = twin(counter, name="Sabun Mandi 70 g per lusin")
    counter.buy(gone, 3, 90_001)
    merge(counter, command(counter, gone, counter.soap, Quantity.of(12)))

    assert stock_of(counter, counter.soap) == (Quantity.of(36), Rupiah(90_001))
    # The dozen had no unit in the kept one: it becomes one, at its own price.
    assert found(counter, "8999999001001") == [(counter.soap, "Pcs 12")]
    assert checks.wrong(counter.shop) == []


def test_a_content_that_does_not_go_up_is_refused(counter: Counter) -> None:
    gone = twin(counter)
    counter.buy(gone, 1, 1_000)
    third = Quantity(333)
    with counter.shop.work(counter.manager) as work:
        catalogue.add_unit(work, UnitAdded(gone, NewUnit("Botol", Quantity(500))))
    counter.sell(replace(counter.line(gone, "0.5", 3_500)))

    with pytest.raises(Refused, match="tidak pas") as refused:
        merge(counter, command(counter, gone, counter.soap, third))
    assert refused.value.rule == "factor"


def test_goods_below_zero_go_over_as_they_are_and_the_next_receipt_fills_them(counter: Counter) -> None:
    gone = twin(counter)
    counter.sell(counter.line(gone, 3, 3_500))
    merge(counter, command(counter, gone, counter.soap))
    assert stock_of(counter, counter.soap)[0] == Quantity.of(-3)

    counter.buy(counter.soap, 10, 25_000)

    assert stock_of(counter, counter.soap) == (Quantity.of(7), Rupiah(17_500))
    assert checks.wrong(counter.shop) == []


def test_the_back_room_goes_over_in_its_place(counter: Counter) -> None:
    gone = twin(counter)
    counter.buy(gone, 5, 10_000)
    with counter.shop.work(counter.manager) as work:
        room = locations.add(work, locations.LocationKind.BACK_ROOM, "Gudang")
    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    with counter.shop.reading() as connection:
        shelf = locations.shelf(connection, counter.shop.branch.id)
    with counter.shop.work(counter.manager, channel="office") as work:
        line = transfers.StockLine(gone, "Pcs", ONE, Quantity.of(2))
        transfers.transfer(
            work, transfers.TransferCommand(work.mint(), uids.new_uid(now), shelf, room, day, now, (line,))
        )

    merge(counter, command(counter, gone, counter.soap))

    with counter.shop.reading() as connection:
        rows = select(Stock.location_id, Stock.quantity).where(Stock.product_id == counter.soap)
        assert dict(connection.execute(rows).all()) == {shelf: Quantity.of(3), room: Quantity.of(2)}
    assert checks.wrong(counter.shop) == []


def test_a_makers_goods_keep_their_terms(counter: Counter) -> None:
    maker = {"maker_id": counter.maker_id}
    gone = twin(counter, "202", "Kue Kering", **maker)
    kept = twin(counter, "203", "Kue kering", **maker)
    counter.deliver(gone, 6, SIX_PERCENT)
    merge(counter, command(counter, gone, kept))

    with counter.shop.reading() as connection:
        lots = list(connection.execute(select(LotRecord.id).where(LotRecord.product_id == kept)).scalars())
        assert deliveries.terms_of(connection, lots) == dict.fromkeys(lots, SIX_PERCENT)
    counter.sell(counter.line(kept, 1, 10_000))
    with counter.shop.reading() as connection:
        assert ledger.party_balance(connection, ACCOUNT_IDS[Role.OWED_TO_MAKERS], counter.maker_id) == Rupiah(-9_400)
    assert checks.wrong(counter.shop) == []


def test_what_is_not_one_is_not_merged(counter: Counter) -> None:
    hers = twin(counter, "202", "Kue", maker_id=counter.maker_id)
    archived = twin(counter, "204", "Sabun lama")
    with counter.shop.work(counter.manager) as work:
        archives.archive(work, archived)
    for gone, kept, rule in (
        (counter.copies, counter.soap, "other-kind"),
        (hers, counter.soap, "other-maker"),
        (counter.soap, archived, "archived"),
    ):
        with pytest.raises(Refused) as refused:
            merge(counter, command(counter, gone, kept))
        assert refused.value.rule == rule
        assert refused.value.remedy
    with pytest.raises(BadInput):
        merge(counter, command(counter, counter.soap, counter.soap))
    with counter.shop.work(counter.cashier) as work, pytest.raises(NotAllowed):
        merges.merge(work, command(counter, archived, counter.soap))


def test_services_are_merged_without_stock(counter: Counter) -> None:
    gone = twin(counter, "302", "Foto kopi", kind=ProductKind.SERVICE)
    merge(counter, command(counter, gone, counter.copies))
    assert found(counter, "302") == [(counter.copies, "Pcs")]


def test_tiles_of_favourites_go_along(counter: Counter) -> None:
    gone = twin(counter)
    with counter.shop.reading() as connection:
        unit = queries.good(connection, gone).base.id
    with counter.shop.work(counter.manager) as work:
        favourites.add(work, NewFavourite(unit, "Favorit"))
    merge(counter, command(counter, gone, counter.soap))
    with counter.shop.reading() as connection:
        tiles = favourites.tiles(connection, counter.shop.branch.id)
    assert [each.product_id for each in tiles] == [counter.soap]


def test_what_comes_back_to_the_gone_one_can_be_merged_again(counter: Counter) -> None:
    gone = twin(counter)
    merge(counter, command(counter, gone, counter.soap))
    counter.sell(counter.line(gone, 2, 3_500))
    merge(counter, command(counter, gone, counter.soap))

    assert stock_of(counter, gone)[0] == Quantity(0)
    assert stock_of(counter, counter.soap)[0] == Quantity.of(-2)
    with counter.shop.reading() as connection:
        assert merges.joined(connection, counter.soap) == (gone,)


def test_what_is_kept_is_made_anew_the_same(counter: Counter) -> None:
    gone = twin(counter)
    counter.buy(counter.soap, 10, 25_000)
    counter.buy(gone, 7, 20_003)
    merge(counter, command(counter, gone, counter.soap))
    with counter.shop.reading() as connection:
        shelf = locations.shelf(connection, counter.shop.branch.id)
        before = stock_queries.last_costs(connection, shelf, [counter.soap])
        moves = connection.scalar(select(func.count()).select_from(Move))

    checks.rebuild(counter.shop)

    with counter.shop.reading() as connection:
        assert stock_queries.last_costs(connection, shelf, [counter.soap]) == before
        assert connection.scalar(select(func.count()).select_from(Move)) == moves
    assert checks.wrong(counter.shop) == []
