"""Whom and what the desk may be given, on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from consignment import delivery_deeds, delivery_drafts, delivery_sources
from consignment.agreements import AgreedRule, LossCause
from consignment.delivery_corrections import Recount
from consignment.delivery_deeds import NewOfHers
from consignment.delivery_desks import DeliveryDesk
from consignment.terms import Deal, Terms
from inventory.products import Product
from koperasi import masters
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.money import Rupiah
from koperasi.parties import Party, PartyKind
from koperasi.quantity import ONE, Quantity
from printing.jobs import PrintJob
from tests.consignment.brought import EIGHT, TEN, agreed, bring, hers, of, today
from tests.shops import Counter


def desk_of(counter: Counter, code: str) -> DeliveryDesk:
    shop = counter.shop
    who = delivery_sources.maker(shop, counter.maker_id)
    (line,) = delivery_sources.scanned(shop, who, code)
    begun = delivery_deeds.fresh(shop)
    return DeliveryDesk(begun.id, begun.uid, who, (line,))


def test_people_and_groups_are_found_by_name_code_and_card(counter: Counter) -> None:
    shop = counter.shop
    with shop.work(counter.manager) as work:
        group = {"id": work.mint(), "code": "K-01", "name": "Kelompok Siti", "kind": PartyKind.GROUP, "title": ""}
        firm = {"id": work.mint(), "code": "S-01", "name": "CV Siti Jaya", "kind": PartyKind.COMPANY, "title": ""}
        masters.add(work.connection, Party, [{**each, "village": "", "phone": ""} for each in (group, firm)])
    hers(counter, counter.cookies)
    found = delivery_sources.makers(shop, "siti")
    assert [(each.name, each.is_group) for each in found] == [("Siti Aminah", False), ("Kelompok Siti", True)]
    assert [each.name for each in delivery_sources.makers(shop, "sri wahyu")] == ["Sri Wahyuni"]
    assert [each.name for each in delivery_sources.makers(shop, "%")] == []
    for code in ("9900217", "A-0217"):
        (member,) = delivery_sources.by_code(shop, code)
        assert member.id == counter.member_id
    assert delivery_sources.by_code(shop, "tidak-ada") == ()


def test_where_only_members_may_bring_others_are_not_offered(counter: Counter) -> None:
    counter.shop.settings = counter.shop.settings.__class__(makers_may_be_others=False)
    assert [each.name for each in delivery_sources.makers(counter.shop, "siti")] == []
    hers(counter, counter.cookies)
    assert [each.name for each in delivery_sources.makers(counter.shop, "siti")] == ["Siti Aminah"]


def test_what_was_agreed_on_comes_with_the_maker(counter: Counter) -> None:
    number = agreed(counter, AgreedRule(EIGHT))
    who = delivery_sources.maker(counter.shop, counter.maker_id)
    assert (who.called, who.agreement_id, who.version, who.holds) == ("Bu Siti", number, 1, True)
    assert dict(who.liabilities)[LossCause.LOST] == 10_000
    with pytest.raises(NotFound):
        delivery_sources.maker(counter.shop, 1)


def test_a_good_is_brought_on_its_own_rule_before_its_category_before_all(counter: Counter) -> None:
    hers(counter, counter.cookies)
    agreed(counter, AgreedRule(EIGHT, product_id=counter.cookies), AgreedRule(TEN))
    (line,) = desk_of(counter, "201").lines
    assert (line.terms, line.agreed, line.price) == (EIGHT, True, Rupiah(12_500))


def test_without_an_agreement_it_is_brought_as_the_last_time(counter: Counter) -> None:
    bring(counter, of(counter.cookies, 2, EIGHT))
    (line,) = desk_of(counter, "201").lines
    assert (line.terms, line.agreed) == (EIGHT, False)


def test_what_is_left_and_how_it_sells_stands_beside_it(counter: Counter) -> None:
    bring(counter, of(counter.cookies, 20))
    counter.sell(counter.line(counter.cookies, 7, 12_500))
    (line,) = desk_of(counter, "201").lines
    assert (line.on_hand, line.daily, line.age) == (Quantity.of(13), Quantity.of(7), 0)


def test_only_her_goods_are_found_and_others_are_told(counter: Counter) -> None:
    hers(counter, counter.cookies)
    who = delivery_sources.maker(counter.shop, counter.maker_id)
    assert [each.code for each in delivery_sources.searched(counter.shop, who, "")] == ["201"]
    assert [each.code for each in delivery_sources.searched(counter.shop, who, "kering kue")] == ["201"]
    assert delivery_sources.searched(counter.shop, who, "sabun") == ()
    assert delivery_sources.scanned(counter.shop, who, "8990000000000") == ()
    with pytest.raises(Refused, match="milik toko") as refusal:
        delivery_sources.scanned(counter.shop, who, "101")
    assert refusal.value.rule == "other-maker"


def test_edge_10_a_desk_that_lay_here_takes_the_terms_of_today(counter: Counter) -> None:
    shop = counter.shop
    hers(counter, counter.cookies)
    agreed(counter, AgreedRule(TEN))
    desk = desk_of(counter, "201")
    delivery_deeds.keep(shop, desk)
    newer = agreed(counter, AgreedRule(EIGHT), starts_on=today(counter))
    again = delivery_deeds.restored(shop)
    assert (again.id, again.lines[0].terms) == (desk.id, EIGHT)
    assert again.maker is not None
    assert again.maker.agreement_id == newer


def test_saving_twice_saves_and_prints_once(counter: Counter) -> None:
    shop = counter.shop
    hers(counter, counter.cookies)
    agreed(counter, AgreedRule(TEN))
    desk = desk_of(counter, "201")
    delivery_deeds.keep(shop, desk)
    first = delivery_deeds.save(shop, counter.manager, desk, "K1")
    second = delivery_deeds.save(shop, counter.manager, desk, "K1")
    assert (first.seen, first.labels) == (second.seen, 1)
    with shop.reading() as connection:
        jobs = connection.scalars(select(PrintJob.document_id).order_by(PrintJob.id)).all()
        assert delivery_drafts.restore(connection, shop.writer) is None
    assert jobs == [first.id, None]
    assert [each.number for each in delivery_deeds.today(shop)] == [first.seen.number]


def test_a_good_that_is_new_is_hers_with_a_barcode_and_without_the_right_to_edit_goods(counter: Counter) -> None:
    who = delivery_sources.maker(counter.shop, counter.maker_id)
    new = NewOfHers(counter.maker_id, "Emping", "Bks", Rupiah(8_000), food=True, keeps_days=30, halal="non-halal")
    line = delivery_deeds.added(counter.shop, counter.manager, who, new)
    assert (line.unit.name, line.unit.factor, line.price, line.keeps_days) == ("Bks", ONE, Rupiah(8_000), 30)
    with counter.shop.reading() as connection:
        assert connection.scalar(select(Product.maker_id).where(Product.id == line.product_id)) == counter.maker_id
    with pytest.raises(NotAllowed):
        delivery_deeds.added(counter.shop, counter.cashier, who, new)


@pytest.mark.parametrize(("change", "field"), [({"name": " "}, "name"), ({"keeps_days": 0}, "keeps_days")])
def test_a_new_good_needs_a_name_and_days_that_can_be(counter: Counter, change: dict[str, object], field: str) -> None:
    who = delivery_sources.maker(counter.shop, counter.maker_id)
    told = {"maker_id": counter.maker_id, "name": "Emping", "unit": "Pcs", "price": Rupiah(1), **change}
    with pytest.raises(BadInput) as refusal:
        delivery_deeds.added(counter.shop, counter.manager, who, NewOfHers(**told))  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_a_floor_in_the_terms_is_kept_on_the_desk(counter: Counter) -> None:
    hers(counter, counter.cookies)
    floor = Terms(Deal.FLOOR, 1_500, floor_each=Rupiah(11_000))
    agreed(counter, AgreedRule(floor), ends_on=today(counter) + timedelta(days=9))
    (line,) = desk_of(counter, "201").lines
    assert (line.terms, line.hers_each) == (floor, Rupiah(11_000))


def test_what_was_put_right_is_printed_for_both_once(counter: Counter) -> None:
    shop = counter.shop
    first, second = bring(counter, of(counter.cookies, 10)), bring(counter, of(counter.soap, 4))
    right = delivery_deeds.correction(shop, first.id, (Recount(1, Quantity.of(9)),), "salah hitung")
    seen = delivery_deeds.correct(shop, counter.manager, right, "K1")
    assert (seen.id, seen.lines[0].now) == (first.id, Quantity.of(9))
    assert delivery_deeds.seen(shop, right.id).id == first.id
    back = delivery_deeds.reversal(shop, second.id, "salah penitip")
    assert delivery_deeds.reverse(shop, counter.manager, back, "K1").reversed_by
    delivery_deeds.reverse(shop, counter.manager, back, "K1")
    with shop.reading() as connection:
        jobs = connection.execute(select(PrintJob.document_id, PrintJob.slip).order_by(PrintJob.id)).all()
    assert [document for document, _slip in jobs] == [right.id, None, back.id, None]
    assert ["KOREKSI" in slip for _document, slip in jobs] == [True, True, False, False]
