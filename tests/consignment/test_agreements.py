"""Agreements: versions that are never edited, what contradicts itself refused in words, and what was agreed on when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from consignment import agreement_deeds, agreement_queries, entries, makers, terms
from consignment.agreement_deeds import AgreementCommand, MarkCommand
from consignment.agreements import (
    UNWRITTEN,
    AfterGrace,
    AgreedRule,
    Agreement,
    Conditions,
    Cycle,
    Fee,
    FeeWhen,
    LossCause,
    Mark,
    Markdown,
    PriceBy,
)
from consignment.maker_deeds import MakerSetUp, set_up
from consignment.makers import Standing, Wishes
from consignment.terms import Bearer, Deal, Terms, Tier
from inventory import catalogue
from inventory.products import Product
from koperasi import commands, masters, uids
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.money import Rupiah
from pos import checks
from tests.shops import Counter, good

TEN = Terms(Deal.COMMISSION, 1_000)
TITIP = Terms(Deal.FIXED, 0, Rupiah(8_000))
ALL = (AgreedRule(TEN),)


def today(counter: Counter) -> date:
    return counter.shop.branch.business_date(counter.shop.clock())


def command(counter: Counter, **said: object) -> AgreementCommand:
    now = counter.shop.clock()
    day = today(counter)
    made = AgreementCommand(counter.shop.minter.next(), uids.new_uid(now), counter.maker_id, day, now, day, rules=ALL)
    return replace(made, **said)  # type: ignore[arg-type]


def sign(counter: Counter, **said: object) -> AgreementCommand:
    made = command(counter, **said)
    with counter.shop.work(counter.manager, channel="office") as work:
        agreement_deeds.sign(work, made)
    return made


def mark(counter: Counter, agreement_id: int, what: Mark, days: int = 0, why: str = "sakit") -> MarkCommand:
    now = counter.shop.clock()
    day = today(counter)
    made = MarkCommand(
        counter.shop.minter.next(), uids.new_uid(now), agreement_id, what, day + timedelta(days=days), day, now, why
    )
    with counter.shop.work(counter.manager, channel="office") as work:
        agreement_deeds.mark(work, made)
    return made


def versions(counter: Counter) -> tuple[Agreement, ...]:
    with counter.shop.reading() as connection:
        return agreement_queries.of_makers(connection, None).get(counter.maker_id, ())


def in_force(counter: Counter, days: int = 0) -> Agreement:
    with counter.shop.reading() as connection:
        found = agreement_queries.in_force(connection, counter.maker_id, today(counter) + timedelta(days=days))
    assert found is not None
    return found


def claim(counter: Counter, product_id: int, maker_id: int) -> None:
    with counter.shop.work(counter.shop.konsole(), channel="konsole") as work:
        masters.change(work.connection, Product, product_id, maker_id=maker_id)


FULL = Conditions(
    price_by=PriceBy.SHOP,
    may_lower=True,
    hold_days=3,
    shelf_days=30,
    grace_days=7,
    after_grace=AfterGrace.DONATE,
    tolerance_bps=200,
    cycle=Cycle.WEEKLY,
    pay_day=4,
    min_payout=Rupiah(20_000),
    liabilities=((LossCause.DAMAGED, 10_000), (LossCause.EXPIRED, 5_000)),
    markdowns=(Markdown(10, 1_000), Markdown(20, 3_000, Bearer.SHOP)),
    fees=(Fee(FeeWhen.DELIVERY, Rupiah(1_000), "label"),),
)


def test_a_version_is_read_back_as_it_was_signed(counter: Counter) -> None:
    tiers = (Tier(Rupiah(20_000), 1_500), Tier(Rupiah(50_000), 1_000))
    rules = (
        AgreedRule(Terms(Deal.TIERED, 2_000, tiers=tiers)),
        AgreedRule(Terms(Deal.SURPLUS, 500, base_each=Rupiah(9_000), surplus_bps=5_000), counter.cookies),
    )
    made = sign(counter, rules=rules, conditions=FULL, signed_by="Siti Aminah", note="lisan")

    with counter.shop.reading() as connection:
        found = agreement_queries.by_id(connection, made.id)
    assert (found.conditions, found.rules) == (FULL, rules)
    assert (found.version, found.signed_by, found.note, found.maker_id) == (1, "Siti Aminah", "lisan", counter.maker_id)
    assert found.number.startswith("PJ")
    assert checks.wrong(counter.shop) == []


def test_the_command_can_be_written_down_and_done_twice(counter: Counter) -> None:
    made = sign(counter, conditions=FULL)
    again = commands.decode(AgreementCommand, commands.encode(made))

    with counter.shop.work(counter.manager, channel="office") as work:
        agreement_deeds.sign(work, again)

    assert again == made
    assert len(versions(counter)) == 1


def test_a_new_version_begins_while_the_old_one_stays(counter: Counter) -> None:
    first = sign(counter)
    sign(counter, starts_on=today(counter) + timedelta(days=5), rules=(AgreedRule(TITIP),))

    assert [each.version for each in versions(counter)] == [1, 2]
    now, then = in_force(counter), in_force(counter, 5)
    assert now.id == first.id
    assert then.rules == (AgreedRule(TITIP),)


def test_edge_12_a_new_version_is_never_back_dated(counter: Counter) -> None:
    with pytest.raises(Refused) as refused:
        sign(counter, starts_on=today(counter) - timedelta(days=1))

    assert (refused.value.rule, refused.value.field) == ("back-dated", "starts_on")
    assert versions(counter) == ()


def test_edge_12_nor_is_it_by_a_paper_of_yesterday(counter: Counter) -> None:
    yesterday = today(counter) - timedelta(days=1)
    with pytest.raises(Refused) as refused:
        sign(counter, business_date=yesterday, starts_on=yesterday)

    assert refused.value.rule == "back-dated"
    sign(counter, business_date=yesterday)
    assert in_force(counter).version == 1


def test_a_version_never_begins_before_the_one_before_it(counter: Counter) -> None:
    sign(counter, starts_on=today(counter) + timedelta(days=9))
    with pytest.raises(Refused) as refused:
        sign(counter, starts_on=today(counter) + timedelta(days=8))

    assert refused.value.rule == "before-last"


def test_a_slip_of_the_pen_is_mended_on_the_same_day(counter: Counter) -> None:
    sign(counter)
    mended = sign(counter, rules=(AgreedRule(TITIP),))

    now = in_force(counter)
    assert now.id == mended.id


SCOPES = (AgreedRule(TEN), AgreedRule(TITIP))


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (Terms(Deal.COMMISSION, 10_001), "rate"),
        (Terms(Deal.FIXED, 0, Rupiah(0)), "payout_each"),
        (Terms(Deal.FIXED, 500, Rupiah(9_000)), "rate"),
        (Terms(Deal.COMMISSION, 500, Rupiah(9_000)), "payout_each"),
        (Terms(Deal.FLOOR, 500), "floor_each"),
        (Terms(Deal.COMMISSION, 500, floor_each=Rupiah(1)), "floor_each"),
        (Terms(Deal.SURPLUS, 500), "base_each"),
        (Terms(Deal.SURPLUS, 500, base_each=Rupiah(9), surplus_bps=20_000), "surplus"),
        (Terms(Deal.TIERED, 500), "tiers"),
        (Terms(Deal.TIERED, 500, tiers=(Tier(Rupiah(9), 1), Tier(Rupiah(9), 2))), "tiers"),
        (Terms(Deal.COMMISSION, 500, tiers=(Tier(Rupiah(9), 1),)), "tiers"),
        (Terms(Deal.COMMISSION, 500, fee_each=Rupiah(-1)), "fee_each"),
    ],
)
def test_a_deal_that_contradicts_itself_is_told_with_its_row(counter: Counter, rule: Terms, field: str) -> None:
    with pytest.raises(BadInput) as wrong:
        sign(counter, rules=(AgreedRule(TEN), AgreedRule(rule, counter.cookies)))

    assert (wrong.value.row, wrong.value.field) == (2, field)
    assert versions(counter) == ()


@pytest.mark.parametrize(
    ("conditions", "field"),
    [
        (Conditions(hold_days=400), "hold_days"),
        (Conditions(grace_days=3), "grace_days"),
        (Conditions(cycle=Cycle.WEEKLY, pay_day=7), "pay_day"),
        (Conditions(cycle=Cycle.MONTHLY, pay_day=31), "pay_day"),
        (Conditions(pay_day=2), "pay_day"),
        (Conditions(min_payout=Rupiah(-1)), "min_payout"),
        (Conditions(tolerance_bps=10_001), "tolerance"),
        (Conditions(liabilities=((LossCause.LOST, 5), (LossCause.LOST, 6))), "liabilities"),
        (Conditions(markdowns=(Markdown(20, 1_000), Markdown(10, 2_000))), "markdowns"),
        (Conditions(markdowns=(Markdown(10, 2_000), Markdown(20, 1_000))), "markdowns"),
        (Conditions(shelf_days=10, markdowns=(Markdown(11, 2_000),)), "markdowns"),
        (Conditions(fees=(Fee(FeeWhen.MONTH, Rupiah(0)),)), "fees"),
    ],
)
def test_conditions_that_cannot_be_kept_are_told_by_their_field(
    counter: Counter, conditions: Conditions, field: str
) -> None:
    with pytest.raises(BadInput) as wrong:
        sign(counter, conditions=conditions)

    assert wrong.value.field == field


def test_two_deals_for_the_same_goods_are_refused(counter: Counter) -> None:
    with pytest.raises(BadInput) as wrong:
        sign(counter, rules=SCOPES)

    assert wrong.value.field == "goods"
    assert "baris 1 dan 2" in str(wrong.value)


def test_an_end_before_its_start_is_refused(counter: Counter) -> None:
    with pytest.raises(BadInput) as wrong:
        sign(counter, ends_on=today(counter) - timedelta(days=1))

    assert wrong.value.field == "ends_on"


def test_edge_13_a_deal_never_names_another_makers_good(counter: Counter) -> None:
    claim(counter, counter.cookies, counter.member_id)
    with pytest.raises(Refused) as refused:
        sign(counter, rules=(AgreedRule(TITIP, counter.cookies),))

    assert refused.value.rule == "other-maker"


def test_the_deal_for_a_good_comes_before_its_category_and_that_one_before_all(counter: Counter) -> None:
    said = Agreement(
        1, "PJ-1", counter.maker_id, 1, today(counter), None,
        rules=(AgreedRule(TEN), AgreedRule(TITIP, category_id=7), AgreedRule(Terms(Deal.COMMISSION, 5), 9)),
    )  # fmt: skip

    assert said.terms_for(9, 7) == Terms(Deal.COMMISSION, 5)
    assert said.terms_for(8, 7) == TITIP
    assert said.terms_for(8, None) == TEN


def test_edge_9_her_products_follow_the_new_version_and_her_lots_keep_theirs(counter: Counter) -> None:
    claim(counter, counter.cookies, counter.maker_id)
    counter.deliver(counter.cookies, 10, TEN)
    sign(counter, rules=(AgreedRule(TITIP),))

    with counter.shop.reading() as connection:
        assert terms.of_product(connection, [counter.cookies]) == {counter.cookies: TITIP}
    counter.sell(counter.line(counter.cookies, 1, 12_500))
    with counter.shop.reading() as connection:
        assert entries.owed(connection)[counter.maker_id] == Rupiah(11_250)


def test_a_version_to_come_leaves_the_standing_terms(counter: Counter) -> None:
    claim(counter, counter.cookies, counter.maker_id)
    sign(counter)
    sign(counter, starts_on=today(counter) + timedelta(days=3), rules=(AgreedRule(TITIP),))

    with counter.shop.reading() as connection:
        assert terms.of_product(connection, [counter.cookies]) == {counter.cookies: TEN}


def test_only_who_has_the_right_signs(counter: Counter) -> None:
    made = command(counter)
    with pytest.raises(NotAllowed), counter.shop.work(counter.cashier) as work:
        agreement_deeds.sign(work, made)


def test_a_suspended_agreement_brings_nothing_and_is_taken_up_again(counter: Counter) -> None:
    made = sign(counter)
    mark(counter, made.id, Mark.SUSPENDED)
    stopped = in_force(counter)
    mark(counter, made.id, Mark.RESUMED, why="")
    again = in_force(counter)

    assert not stopped.holds(today(counter))
    assert again.holds(today(counter))


def test_edge_11_an_ended_agreement_still_sells_and_settles(counter: Counter) -> None:
    claim(counter, counter.cookies, counter.maker_id)
    made = sign(counter)
    counter.deliver(counter.cookies, 5, TEN)
    mark(counter, made.id, Mark.ENDED, why="pindah")

    counter.sell(counter.line(counter.cookies, 1, 10_000))
    with counter.shop.reading() as connection:
        assert entries.owed(connection)[counter.maker_id] == Rupiah(9_000)
    found = in_force(counter)
    assert found.mark is Mark.ENDED
    assert not found.holds(today(counter))
    assert found.conditions == UNWRITTEN
    assert checks.wrong(counter.shop) == []


def test_what_ended_is_not_taken_up_again_but_signed_anew(counter: Counter) -> None:
    made = sign(counter)
    mark(counter, made.id, Mark.ENDED)
    with pytest.raises(Refused) as refused:
        mark(counter, made.id, Mark.RESUMED)

    assert refused.value.rule == "marked"
    anew = sign(counter)
    found = in_force(counter)
    assert found.id == anew.id
    assert found.holds(today(counter))


def test_a_suspended_agreement_is_not_replaced_unseen(counter: Counter) -> None:
    made = sign(counter)
    mark(counter, made.id, Mark.SUSPENDED)
    with pytest.raises(Refused) as refused:
        sign(counter)

    assert refused.value.rule == "suspended"


def test_a_mark_says_why_and_never_since_yesterday(counter: Counter) -> None:
    made = sign(counter)
    with pytest.raises(BadInput) as wrong:
        mark(counter, made.id, Mark.ENDED, why=" ")
    with pytest.raises(Refused) as refused:
        mark(counter, made.id, Mark.ENDED, days=-1)

    assert wrong.value.field == "why"
    assert refused.value.rule == "back-dated"


def test_only_the_last_version_is_marked(counter: Counter) -> None:
    first = sign(counter)
    sign(counter)
    with pytest.raises(Refused) as refused:
        mark(counter, first.id, Mark.ENDED)

    assert refused.value.rule == "marked"


def test_a_mark_done_twice_is_done_once(counter: Counter) -> None:
    made = sign(counter)
    ended = mark(counter, made.id, Mark.ENDED)
    with counter.shop.work(counter.manager, channel="office") as work:
        agreement_deeds.mark(work, ended)

    assert checks.wrong(counter.shop) == []


def test_one_who_left_signs_nothing(counter: Counter) -> None:
    with counter.shop.work(counter.manager, channel="office") as work:
        set_up(work, MakerSetUp(counter.maker_id, Wishes(Standing.LEFT)))
    with pytest.raises(Refused) as refused:
        sign(counter)

    assert refused.value.rule == "left"


def test_without_an_agreement_what_is_usual_holds(counter: Counter) -> None:
    with counter.shop.reading() as connection:
        assert agreement_queries.conditions_on(connection, counter.maker_id, today(counter)) is UNWRITTEN
        assert agreement_queries.in_force(connection, counter.maker_id, today(counter)) is None
        with pytest.raises(NotFound):
            agreement_queries.by_id(connection, 1)
    assert versions(counter) == ()


def test_what_happened_elsewhere_is_kept_and_flagged(counter: Counter) -> None:
    made = command(counter, starts_on=today(counter) - timedelta(days=1))
    with counter.shop.work(counter.manager, channel="office", happened=True) as work:
        agreement_deeds.sign(work, made)

    assert len(versions(counter)) == 1


def test_a_good_of_nobody_may_be_named_before_she_brings_it(counter: Counter) -> None:
    with counter.shop.work(counter.shop.konsole(), channel="konsole") as work:
        (new,) = catalogue.add_many(work, [good("202", "Keripik", 10_000)])
    sign(counter, rules=(AgreedRule(TITIP, new),))

    assert versions(counter)[0].terms_for(new, None) == TITIP
    assert Wishes() == makers.USUAL
