"""Makers' money looked at by somebody who wants more of it: nothing is lost, doubled, or paid past a rule."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Connection, select

from consignment import (
    advances,
    answers,
    delivery_corrections,
    fees,
    payout_desks,
    payout_drafts,
    payout_queries,
    payout_runs,
    repayments,
)
from consignment.agreements import UNWRITTEN, AfterPayout, Fee, FeeWhen
from consignment.answers import AnswerCommand, DisputedLine, ResolveCommand
from consignment.deliveries import Delivery
from consignment.delivery_corrections import DeliveryReversed
from consignment.fees import FeeDue
from consignment.payout_desks import MoneyAsk
from consignment.payout_draws import Ask
from consignment.payout_facts import Way
from consignment.statement_facts import Answered, Proof
from koperasi import masters, uids, users
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Role
from koperasi.members import Member
from koperasi.money import Rupiah
from pos import checks
from tests import returning
from tests.consignment import brought, paying
from tests.consignment.paying import adds_up, agree, back, balance, booked, cakes, commanded, drawn, earn, pay, post
from tests.consignment.stating import TEN, Stating
from tests.laws.days import Days, furnish
from tests.laws.test_makers_at_once import at_once
from tests.laws.test_returns_at_once import standing_at
from tests.places import premises
from tests.shops import Counter

RENT, CARRY = Fee(FeeWhen.MONTH, Rupiah(5_000), "sewa rak"), Fee(FeeWhen.DELIVERY, Rupiah(1_000), "antar")


@pytest.fixture
def hers(counter: Counter) -> Counter:
    """A shop whose member is a maker, with a till open."""
    made = paying.maker_member(counter)
    made.open()
    return made


# -- payouts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("way", [Way.SAVINGS, Way.SET_OFF, Way.BANK])
def test_cash_of_a_payout_comes_back_as_cash(hers: Counter, way: Way) -> None:
    earn(hers, cakes(hers), 20_000)
    paid = pay(hers)
    with pytest.raises(BadInput):
        back(hers, paid.document_id, way=way)
    adds_up(hers)


def test_what_was_approved_as_a_transfer_is_not_paid_in_cash(hers: Counter) -> None:
    paying.set_to(hers, payout_second_above=15_000)
    paying.wishes(hers, bank="BRI", bank_account="123", bank_holder="Siti")
    earn(hers, cakes(hers), 20_000)
    day = paying.today(hers)
    kept = payout_runs.open_draft(hers.shop, hers.manager, Ask(hers.maker_id, day, day, Way.BANK), hers.shop.clock())
    with hers.shop.work(hers.shop.konsole(), channel="konsole") as work:
        payout_drafts.approve(work, kept.id)
    with pytest.raises(Refused) as refused:
        post(hers, replace(kept.command, way=Way.SAFE, received_by="Orang Lain"))
    assert refused.value.rule == "second-person"
    post(hers, kept.command)
    adds_up(hers)


def test_parts_of_one_day_need_a_second_person_as_the_whole_does(hers: Counter) -> None:
    paying.set_to(hers, payout_second_above=15_000)
    cake = cakes(hers)
    first, second = earn(hers, cake, 10_000), earn(hers, cake, 10_000)
    pay(hers, chosen=frozenset({first}))
    rest = drawn(hers, chosen=frozenset({second}))
    with pytest.raises(Refused) as refused:
        post(hers, commanded(hers, rest))
    assert refused.value.rule == "second-person"
    kept = payout_runs.open_draft(hers.shop, hers.manager, rest.ask, hers.shop.clock())
    assert payout_drafts.waits_for_second(kept, 15_000)
    paying.later(hers, 1)
    assert pay(hers).gross == Rupiah(10_000)
    adds_up(hers)


def test_who_is_no_member_any_more_is_not_paid_into_savings(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    with hers.shop.work(hers.manager, channel="office") as work:
        masters.change(work.connection, Member, hers.member_id, retired_at=hers.shop.clock())
    assert "Bukan anggota" in drawn(hers, Way.SAVINGS).blocked
    assert pay(hers).paid == Rupiah(20_000)
    adds_up(hers)


def test_what_a_wrong_clock_let_ripen_is_not_paid_once_the_clock_is_right(hers: Counter) -> None:
    agree(hers, hold_days=3)
    earn(hers, cakes(hers), 20_000)
    paying.later(hers, 10)
    command = commanded(hers, drawn(hers))
    paying.later(hers, -10)
    with pytest.raises(Refused) as refused:
        post(hers, replace(command, business_date=paying.today(hers)))
    assert refused.value.rule == "figures-changed"
    adds_up(hers)


def test_a_sale_brought_back_while_on_hold_is_no_debt_of_hers(hers: Counter) -> None:
    agree(hers, hold_days=3)
    paying.bring_back(hers, earn(hers, cakes(hers), 20_000))
    blocked = drawn(hers).blocked
    assert "ditahan" in blocked
    assert "kurang" not in blocked
    adds_up(hers)


# -- fees ----------------------------------------------------------------------------------------


def due(counter: Counter) -> tuple[FeeDue, ...]:
    with counter.shop.reading() as connection:
        return fees.due(connection, paying.today(counter))


def charge_all(counter: Counter) -> int:
    return payout_runs.charge_fees(counter.shop, counter.manager, paying.today(counter))


def take_delivery_back(counter: Counter) -> None:
    now = counter.shop.clock()
    with counter.shop.work(counter.manager, channel="office") as work:
        newest = select(Delivery.document_id).order_by(Delivery.document_id.desc()).limit(1)
        delivery = work.connection.execute(newest).scalar_one()
        ids = (work.mint(), uids.new_uid(now), delivery, paying.today(counter), now)
        delivery_corrections.reverse(work, DeliveryReversed(*ids, "salah ketik"))


def test_a_delivery_that_is_taken_back_gives_its_fee_back_once(counter: Counter) -> None:
    agree(counter, fees=(CARRY,))
    cake = cakes(counter)
    charge_all(counter)
    take_delivery_back(counter)
    assert [each.amount for each in due(counter)] == [Rupiah(-1_000)]
    assert charge_all(counter) == 1
    assert (balance(counter).owed, booked(counter, Role.MAKER_FEES), due(counter)) == (Rupiah(0), 0, ())
    counter.deliver(cake, 10, paying.ALL_HERS)
    assert charge_all(counter) == 1
    assert (balance(counter).owed, due(counter)) == (Rupiah(-1_000), ())
    adds_up(counter)


def test_goods_that_were_never_brought_pay_no_rent(counter: Counter) -> None:
    agree(counter, fees=(RENT,))
    cake = cakes(counter)
    take_delivery_back(counter)
    paying.later(counter, 40)
    assert due(counter) == ()
    counter.deliver(cake, 10, paying.ALL_HERS)
    paying.later(counter, 31)
    assert [each.month for each in due(counter)] == [date(2027, 1, 1)]


# -- what she disputes -----------------------------------------------------------------------------


def test_a_line_is_disputed_once_and_so_made_good_once(counter: Counter) -> None:
    days = Days(counter.shop, counter, *furnish(counter))
    days.open(500_000)
    days.deliver(days.goods.cookies, 22_000, TEN, None)
    stating = Stating(days)
    stating.sell(10)
    statement = stating.draw().id

    def dispute(why: str) -> AnswerCommand:
        head = (
            *days.ids(),
            statement,
            Answered.DISPUTED,
            Proof.SIGNATURE,
            stating.today,
            days.shop.clock(),
            "Siti",
            "",
        )
        command = AnswerCommand(*head, (DisputedLine(2, why, Rupiah(5_000)),))
        with counter.shop.work(counter.manager, channel="office") as work:
            answers.answer(work, command)
        return command

    first = dispute("kurang satu")
    with pytest.raises(Refused) as refused:
        dispute("kurang satu, sungguh")
    assert refused.value.rule == "disputed"
    with counter.shop.work(counter.manager, channel="office") as work:
        told = (*days.ids(), first.id, 1, Rupiah(5_000), "benar", stating.today, days.shop.clock())
        answers.resolve(work, ResolveCommand(*told))
    dispute("masih kurang satu")


# -- at once ---------------------------------------------------------------------


def advance(hers: Counter, amount: int) -> Callable[[], object]:
    now = hers.shop.clock()
    head = (hers.shop.minter.next(), uids.new_uid(now), hers.maker_id, paying.today(hers), now, Way.SAFE)
    command = advances.AdvanceCommand(*head, Rupiah(amount), "modal")

    def deed() -> None:
        with hers.shop.work(hers.manager, channel="office") as work:
            advances.give(work, command)

    return deed


def test_an_advance_clicked_twice_at_once_is_given_once(hers: Counter) -> None:
    give = advance(hers, 40_000)
    assert at_once(give, give) == ["", ""]
    assert booked(hers, Role.MAKER_ADVANCE, hers=True) == 40_000
    adds_up(hers)


def test_what_she_pays_back_clicked_twice_at_once_is_taken_once(hers: Counter) -> None:
    cake = cakes(hers)
    sale = earn(hers, cake, 20_000)
    pay(hers)
    paying.bring_back(hers, sale)
    now = hers.shop.clock()
    head = (hers.shop.minter.next(), uids.new_uid(now), hers.maker_id, paying.today(hers), now, Way.SAFE)
    command = repayments.RepaymentCommand(*head, Rupiah(5_000))

    def deed() -> None:
        with hers.shop.work(hers.manager, channel="office") as work:
            repayments.receive(work, command)

    assert at_once(deed, deed) == ["", ""]
    assert balance(hers).owed == Rupiah(-15_000)
    adds_up(hers)


def test_exchanges_of_two_makers_goods_crosswise_are_both_done(
    shop_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each till a piece of one maker's, who agreed that the shop keeps it, is changed for one of the other's."""
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    made = premises(shop_url, tmp_path)
    made.add_pc("K2")
    shops = [made.open(), made.open(made.pcs[0])]
    siti, sri = standing_at(made, shops[0]), paying.maker_member(standing_at(made, shops[1]))
    agreed = replace(UNWRITTEN, after_payout=AfterPayout.SHOP_KEEPS)
    for each in (siti, sri):
        with each.shop.work(each.manager, channel="office") as work:
            brought.sign(work, each.maker_id, (), agreed, date(2026, 11, 1), date(2027, 11, 1))
    (kept, given), (hers, more) = (
        [cakes(each, code) for code in codes]
        for each, codes in zip((siti, sri), (("291", "292"), ("293", "294")), strict=True)
    )
    sold = [earn(siti, kept, 10_000), earn(sri, hers, 10_000)]
    baskets = [
        returning.basket(siti, returning.back(siti, sold[0], 1), siti.line(more, 1, 10_000)),
        returning.basket(sri, returning.back(sri, sold[1], 1), sri.line(given, 1, 10_000)),
    ]
    met, looked = Barrier(2), payout_queries.is_paid

    def is_paid(connection: Connection, documents: Collection[int], maker: int) -> set[int]:
        met.wait(10)
        return looked(connection, documents, maker)

    # On SQLite one is done after the other: they never meet.
    if "postgres" in shop_url:
        monkeypatch.setattr(payout_queries, "is_paid", is_paid)
    deeds = [partial(each.post, basket) for each, basket in zip((siti, sri), baskets, strict=True)]
    assert at_once(*deeds) == ["", ""]
    assert checks.wrong(shops[0]) == []
    for shop in shops:
        shop.close()


def test_an_advance_asked_for_again_after_no_answer_is_the_same_paper(hers: Counter) -> None:
    ids = payout_desks.minted(hers.shop)
    what = (hers.maker_id, Way.SAFE, Rupiah(40_000), "modal")
    numbers = {payout_desks.give_advance(hers.shop, hers.manager, MoneyAsk(ids, *what)) for _press in range(2)}
    assert len(numbers) == 1
    assert booked(hers, Role.MAKER_ADVANCE, hers=True) == 40_000
    adds_up(hers)
