"""A label is printed again when it would say something else, and not before its day."""

from __future__ import annotations

from datetime import date, timedelta

from inventory import catalogue, price_lists, queries, shelf_labels
from inventory.catalogue import Renamed
from inventory.goods import PriceLine, PriceRule
from inventory.price_lists import PriceList
from inventory.prices import PriceChanged
from koperasi import masters
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from tests.shops import Counter

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def print_all(counter: Counter, day: date = TODAY) -> None:
    with counter.shop.work(counter.manager) as work:
        branch = counter.shop.branch.id
        units = [
            queries.good(work.connection, each).base.id for each in (counter.soap, counter.cookies, counter.copies)
        ]
        tags = shelf_labels.tags(work.connection, branch, day, units)
        shelf_labels.printed_unguarded(work, tags, day, masters.version(work.connection))


def waiting(counter: Counter, day: date = TODAY, limit: int = 50) -> list[tuple[str, int, int | None]]:
    with counter.shop.reading() as connection:
        found = shelf_labels.to_reprint(connection, counter.shop.branch.id, day, limit)
    return [
        (each.tag.name, each.tag.price.amount, each.old_price.amount if each.old_price is not None else None)
        for each in found
    ]


def change(counter: Counter, line: PriceLine) -> None:
    with counter.shop.work(counter.manager) as work:
        unit = queries.good(work.connection, counter.soap).base.id
        price_lists.apply(work, PriceList((PriceChanged(unit, line),)))


def test_goods_that_never_had_a_label_wait_for_one(counter: Counter) -> None:
    assert waiting(counter) == [
        ("Fotokopi", 500, None),
        ("Kue Kering", 12_500, None),
        ("Sabun Mandi 70 g", 3_400, None),
    ]
    assert len(waiting(counter, limit=2)) == 2


def test_after_printing_nothing_waits(counter: Counter) -> None:
    print_all(counter)

    assert waiting(counter) == []


def test_a_changed_price_waits_until_it_is_printed(counter: Counter) -> None:
    print_all(counter)
    change(counter, PriceLine(PriceRule.RETAIL, Rupiah(3_600)))

    assert waiting(counter) == [("Sabun Mandi 70 g", 3_600, 3_400)]
    print_all(counter)
    assert waiting(counter) == []


def test_a_price_changed_back_needs_no_new_label(counter: Counter) -> None:
    print_all(counter)
    for amount in (3_600, 3_400):
        change(counter, PriceLine(PriceRule.RETAIL, Rupiah(amount)))

    assert waiting(counter) == []


def test_a_planned_price_turns_up_on_its_day(counter: Counter) -> None:
    print_all(counter)
    change(counter, PriceLine(PriceRule.RETAIL, Rupiah(3_600), valid_from=TODAY + 2 * DAY))
    print_all(counter)

    assert waiting(counter, TODAY + DAY) == []
    assert waiting(counter, TODAY + 2 * DAY) == [("Sabun Mandi 70 g", 3_600, 3_400)]


def test_a_price_that_ended_is_printed_anew(counter: Counter) -> None:
    change(counter, PriceLine(PriceRule.RETAIL, Rupiah(3_000), valid_from=TODAY, valid_until=TODAY))
    print_all(counter)

    assert waiting(counter) == []
    assert waiting(counter, TODAY + DAY) == [("Sabun Mandi 70 g", 3_400, 3_000)]


def test_a_wholesale_step_or_a_members_price_more_is_seen(counter: Counter) -> None:
    print_all(counter)
    change(counter, PriceLine(PriceRule.TIER, Rupiah(3_200), Quantity.of(12)))
    assert waiting(counter) == [("Sabun Mandi 70 g", 3_400, 3_400)]

    print_all(counter)
    change(counter, PriceLine(PriceRule.CLASS, Rupiah(3_300), price_class="anggota"))
    with counter.shop.reading() as connection:
        (found,) = shelf_labels.to_reprint(connection, counter.shop.branch.id, TODAY, 9)
    assert found.tag.tiers == ((Quantity.of(12), Rupiah(3_200)),)
    assert found.tag.member == Rupiah(3_300)
    assert found.printed_on == TODAY


def test_a_renamed_good_waits_for_a_label(counter: Counter) -> None:
    print_all(counter)
    with counter.shop.work(counter.manager) as work:
        catalogue.rename(work, Renamed(counter.soap, "Sabun Mandi Melati"))

    assert waiting(counter) == [("Sabun Mandi Melati", 3_400, 3_400)]


def test_a_good_no_longer_sold_needs_no_label(counter: Counter) -> None:
    print_all(counter)
    change(counter, PriceLine(PriceRule.RETAIL, Rupiah(3_600)))
    with counter.shop.work(counter.manager) as work:
        catalogue.retire(work, counter.soap)

    assert waiting(counter) == []
