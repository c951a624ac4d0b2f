"""What a delivery must keep to, and what of it is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from consignment import deliveries, delivery_queries
from consignment.agreements import AgreedRule, PriceBy
from consignment.consigned_lots import ConsignedLotTerms
from consignment.deliveries import GroupPart
from consignment.delivery_facts import Confirmed
from consignment.makers import MakerRecord, PayWay, Standing
from consignment.terms import Deal, Terms
from inventory import queries
from inventory.products import Product
from inventory.stock import Stock
from koperasi import commands, masters, settings, users
from koperasi.errors import BadInput, NotAllowed, Refused
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.rights import ROLE_IDS
from koperasi.work import Actor
from pos import checks
from tests.consignment.brought import EIGHT, TEN, agreed, bring, command, hers, of, today
from tests.shops import Counter


def price_of(counter: Counter, product_id: int) -> Rupiah:
    with counter.shop.reading() as connection:
        (unit,) = queries.good(connection, product_id).units
    return unit.prices[-1].price


def unit_of(counter: Counter, product_id: int) -> int:
    with counter.shop.reading() as connection:
        return queries.good(connection, product_id).base.id


def test_what_was_rejected_is_told_and_only_the_rest_comes_in(counter: Counter) -> None:
    line = of(counter.cookies, 22, offered=Quantity.of(24), why="Kemasan bocor", price=Rupiah(12_500))
    made = bring(counter, line, confirmed=Confirmed.SIGNATURE, witness="Bu Tin")

    with counter.shop.reading() as connection:
        seen = delivery_queries.delivery(connection, made.id)
        (there,) = connection.execute(select(Stock.quantity, Stock.value)).all()
    (told,) = seen.lines
    assert (told.offered, told.accepted, told.rejected) == (Quantity.of(24), Quantity.of(22), Quantity.of(2))
    assert (told.why, told.price, told.terms) == ("Kemasan bocor", Rupiah(12_500), TEN)
    assert (seen.confirmed, seen.witness) == (Confirmed.SIGNATURE, "Bu Tin")
    assert tuple(there) == (Quantity.of(22), Rupiah(0))
    assert checks.wrong(counter.shop) == []


def test_goods_that_were_all_rejected_leave_a_nota_and_no_lot(counter: Counter) -> None:
    made = bring(counter, of(counter.cookies, 0, offered=Quantity.of(6), why="Basi"))

    with counter.shop.reading() as connection:
        (told,) = delivery_queries.delivery(connection, made.id).lines
        assert connection.execute(select(Stock.lot_id)).all() == []
    assert (told.lot_id, told.rejected) == (None, Quantity.of(6))
    assert checks.wrong(counter.shop) == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"offered": Quantity.of(1)}, "offered"),
        ({"offered": Quantity.of(3)}, "why"),
        ({"price": Rupiah(-1)}, "price"),
    ],
)
def test_a_count_that_cannot_be_is_told_by_its_field(counter: Counter, more: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        bring(counter, of(counter.cookies, 2, **more))
    assert (refusal.value.row, refusal.value.field) == (1, field)


def test_edge_22_food_without_a_date_is_refused_and_kept_when_it_is_history(counter: Counter) -> None:
    hers(counter, counter.cookies, food=True)
    with pytest.raises(Refused) as refusal:
        bring(counter, of(counter.cookies, 2))
    assert refusal.value.rule == "no-expiry"

    made = command(counter, of(counter.cookies, 2))
    with counter.shop.work(counter.manager, channel="import", happened=True) as work:
        deliveries.receive(work, made)
    with counter.shop.reading() as connection:
        assert delivery_queries.delivery(connection, made.id).lines[0].accepted == Quantity.of(2)


def test_edge_23_a_date_that_is_past_is_refused(counter: Counter) -> None:
    yesterday = today(counter) - timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        bring(counter, of(counter.cookies, 2, expires_on=yesterday))
    assert refusal.value.rule == "expired"
    bring(counter, of(counter.cookies, 0, offered=Quantity.of(2), why="Kedaluwarsa", expires_on=yesterday))


def test_goods_made_after_they_expire_are_refused(counter: Counter) -> None:
    last = today(counter) + timedelta(days=3)
    with pytest.raises(Refused, match="dibuat sesudah"):
        bring(counter, of(counter.cookies, 2, expires_on=last, produced_on=last + timedelta(days=1)))


def test_edge_35_a_price_below_what_she_is_to_get_is_refused(counter: Counter) -> None:
    with pytest.raises(Refused) as refusal:
        bring(counter, of(counter.cookies, 2, EIGHT, price=Rupiah(7_999)))
    assert refusal.value.rule == "below-her-price"
    bring(counter, of(counter.cookies, 2, EIGHT, price=Rupiah(8_000)))


def test_lots_name_the_agreement_that_was_in_force(counter: Counter) -> None:
    agreement = agreed(counter, AgreedRule(EIGHT))
    bring(counter, of(counter.cookies, 2, EIGHT, agreement_id=agreement), agreement_id=agreement)

    with counter.shop.reading() as connection:
        assert connection.scalars(select(ConsignedLotTerms.agreement_id)).all() == [agreement]


def test_edge_9_terms_that_were_replaced_meanwhile_are_not_taken(counter: Counter) -> None:
    old = agreed(counter, AgreedRule(TEN))
    made = command(counter, of(counter.cookies, 2, TEN, agreement_id=old), agreement_id=old)
    agreed(counter, AgreedRule(EIGHT), starts_on=today(counter))

    with pytest.raises(Refused) as refusal, counter.shop.work(counter.manager, channel="office") as work:
        deliveries.receive(work, made)
    assert refusal.value.rule == "agreement"


def test_edge_11_nothing_is_brought_under_an_agreement_that_ended(counter: Counter) -> None:
    agreed(counter, AgreedRule(TEN), ends_on=today(counter) - timedelta(days=1))
    with pytest.raises(Refused) as refusal:
        bring(counter, of(counter.cookies, 2))
    assert refusal.value.rule == "agreement"


def test_edge_14_the_same_cookie_of_two_makers_is_two_goods(counter: Counter) -> None:
    bring(counter, of(counter.cookies, 2))
    with pytest.raises(Refused) as refusal:
        bring(counter, of(counter.cookies, 2), maker=counter.member_id)
    assert refusal.value.rule == "other-maker"


def test_a_maker_who_stopped_brings_nothing(counter: Counter) -> None:
    with counter.shop.work(counter.manager, channel="office") as work:
        wishes = {"standing": Standing.LEFT, "pay_way": PayWay.CASH, "bank": "", "bank_account": "", "bank_holder": ""}
        more = {"party_id": counter.maker_id, "savings_bps": 0, "heir": "", "note": ""}
        masters.add(work.connection, MakerRecord, [{**wishes, **more}])
    with pytest.raises(Refused) as refusal:
        bring(counter, of(counter.cookies, 2))
    assert refusal.value.rule == "maker-stopped"


def test_a_shop_may_take_goods_of_members_only(counter: Counter) -> None:
    with counter.shop.work(counter.manager, channel="office") as work:
        settings.change(work, {"makers_may_be_others": False})
    counter.shop.reload_settings()
    with pytest.raises(Refused) as refusal:
        bring(counter, of(counter.cookies, 2))
    assert refusal.value.rule == "not-a-member"
    bring(counter, of(counter.soap, 2), maker=counter.member_id)


def test_a_price_that_is_hers_becomes_the_price(counter: Counter) -> None:
    unit = unit_of(counter, counter.cookies)
    line = of(counter.cookies, 2, price=Rupiah(13_000), reprice=True, unit_id=unit)
    bring(counter, line)

    assert price_of(counter, counter.cookies) == Rupiah(13_000)


def test_a_price_that_the_shop_sets_needs_its_right(counter: Counter) -> None:
    agreement = agreed(counter, AgreedRule(EIGHT), price_by=PriceBy.SHOP)
    line = of(counter.cookies, 2, EIGHT, price=Rupiah(13_000), reprice=True, unit_id=unit_of(counter, counter.cookies))
    made = command(counter, line, agreement_id=agreement)
    supervisor = a_supervisor(counter)

    with pytest.raises(NotAllowed), counter.shop.work(supervisor, channel="office") as work:
        deliveries.receive(work, made)
    with counter.shop.work(supervisor, channel="office", approver=counter.manager) as work:
        deliveries.receive(work, made)
    assert price_of(counter, counter.cookies) == Rupiah(13_000)


def a_supervisor(counter: Counter) -> Actor:
    with counter.shop.work(counter.shop.konsole(), channel="konsole") as work:
        found = users.add(work, "Dewi", ROLE_IDS["supervisor"], "519204")
    with counter.shop.reading() as connection:
        return users.actor(connection, found)


def test_a_groups_list_must_sum_to_what_was_accepted(counter: Counter) -> None:
    parts = (GroupPart(1, "Bu Ani", Quantity.of(4)), GroupPart(1, "Bu Budi", Quantity.of(5)))
    with pytest.raises(BadInput) as refusal:
        bring(counter, of(counter.cookies, 10), parts=parts)
    assert (refusal.value.row, refusal.value.field) == (1, "parts")

    made = bring(counter, of(counter.cookies, 9), parts=parts)
    with counter.shop.reading() as connection:
        (told,) = delivery_queries.delivery(connection, made.id).lines
    assert [(each.name, each.quantity) for each in told.parts] == [
        ("Bu Ani", Quantity.of(4)),
        ("Bu Budi", Quantity.of(5)),
    ]


def test_a_delivery_comes_back_from_paper_and_is_done_once(counter: Counter) -> None:
    tiers = Terms(Deal.FLOOR, 1_500, floor_each=Rupiah(9_000))
    made = bring(counter, of(counter.cookies, 3, tiers, price=Rupiah(12_000), why="", batch=" A 7 "))
    read = commands.decode(type(made), commands.encode(made))
    assert read == made
    with counter.shop.work(counter.manager, channel="office") as work:
        deliveries.receive(work, read)
    with counter.shop.reading() as connection:
        (told,) = delivery_queries.delivery(connection, made.id).lines
        assert connection.scalars(select(Stock.quantity)).all() == [Quantity.of(3)]
    assert (told.batch, told.terms) == ("A 7", tiers)


def test_a_good_that_went_into_the_archive_meanwhile_is_not_taken_in(counter: Counter) -> None:
    with counter.shop.work(counter.manager, channel="office") as work:
        masters.change(work.connection, Product, counter.cookies, retired_at=work.now)
    with pytest.raises(Refused) as refusal:
        bring(counter, of(counter.cookies, 5))

    assert refusal.value.rule == "archived"
