"""Another person's yes: for one thing, for so much, in one sale, by one who may; on both engines."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from koperasi import staff_cards, users
from koperasi.audit import AuditLink
from koperasi.documents import Document, FlagRecord
from koperasi.errors import Bug, NotAllowed, Refused
from koperasi.money import Rupiah
from koperasi.rights import Permission
from pos import approvals, checks, sale_records
from pos.approvals import NeedsApproval
from pos.sale_commands import Approval, Rule, SaleCommand
from pos.tenders import Tender, TenderKind
from tests.pos.overriding import MANAGER_PIN, ask, may_defer, station, supervisor, yes
from tests.shops import Counter


def discounted(counter: Counter, off: int = 20_000) -> SaleCommand:
    """Ten soaps at 3.400, less so much."""
    counter.buy(counter.soap, 100, 100_000)
    return counter.command(counter.line(counter.soap, 10, 3_400, off))


def test_a_discount_beyond_her_right_says_what_to_ask_for(counter: Counter) -> None:
    with pytest.raises(NeedsApproval) as refusal:
        counter.post(discounted(counter))

    asked = refusal.value.ask
    assert (asked.permission, asked.amount) == (Permission.SALE_DISCOUNT, Rupiah(20_000))
    assert (asked.before, asked.after) == (Rupiah(34_000).shown, Rupiah(14_000).shown)


def test_with_a_yes_it_is_posted_and_the_cashier_stays_the_cashier(counter: Counter) -> None:
    person = supervisor(counter)
    command = discounted(counter)
    given = yes(counter, person, Permission.SALE_DISCOUNT, 20_000)
    counter.post(replace(command, approvals=(given,)))

    with counter.shop.reading() as connection:
        by = connection.execute(select(Document.by_id, Document.approved_by_id).where(Document.id == command.id)).one()
        kept = sale_records.read(connection, command.id)
    assert tuple(by) == (counter.cashier.id, None)
    assert kept.command.approvals == (given,)
    assert checks.wrong(counter.shop) == []


def test_what_was_allowed_is_in_the_audit_trail_before_and_after(counter: Counter) -> None:
    person = supervisor(counter)
    yes(counter, person, Permission.SALE_DISCOUNT, 20_000)
    with counter.shop.reading() as connection:
        deed = "approved:pos:sale:discount"
        link = connection.execute(select(AuditLink.actor_id, AuditLink.detail).where(AuditLink.deed == deed)).one()
    said = json.loads(link.detail)
    assert link.actor_id == person.id
    assert (said["asked_by"], said["amount"]) == (str(counter.cashier.id), 20_000)
    assert (said["before"], said["after"], said["reason"]) == ("Rp 34.000", "Rp 14.000", "diketahui")


def test_a_yes_holds_for_one_sale_only(counter: Counter) -> None:
    person = supervisor(counter)
    given = yes(counter, person, Permission.SALE_DISCOUNT, 20_000)
    counter.post(replace(discounted(counter), approvals=(given,)))

    with pytest.raises(NeedsApproval):
        counter.post(replace(discounted(counter), approvals=(given,)))


def test_doing_the_allowed_sale_twice_changes_nothing(counter: Counter) -> None:
    person = supervisor(counter)
    command = replace(discounted(counter), approvals=(yes(counter, person, Permission.SALE_DISCOUNT, 20_000),))
    assert counter.post(command).new
    assert not counter.post(command).new


@pytest.mark.parametrize("permission", [Permission.SALE_PRICE, Permission.SALE_BELOW_FLOOR, Permission.OVER_LIMIT])
def test_a_yes_to_one_thing_does_not_permit_another(counter: Counter, permission: Permission) -> None:
    person = supervisor(counter)
    given = yes(counter, person, permission, 20_000)
    with pytest.raises(NeedsApproval) as refusal:
        counter.post(replace(discounted(counter), approvals=(given,)))
    assert refusal.value.ask.permission is Permission.SALE_DISCOUNT


def test_a_yes_to_less_does_not_cover_more(counter: Counter) -> None:
    person = supervisor(counter)
    given = yes(counter, person, Permission.SALE_DISCOUNT, 19_999)
    with pytest.raises(NeedsApproval):
        counter.post(replace(discounted(counter), approvals=(given,)))


def test_a_discount_below_the_floor_needs_its_own_yes(counter: Counter) -> None:
    person = supervisor(counter)
    counter.buy(counter.soap, 10, 30_000)
    command = counter.command(counter.line(counter.soap, 10, 3_400, 20_000))
    discount = yes(counter, person, Permission.SALE_DISCOUNT, 20_000)
    with pytest.raises(NeedsApproval) as refusal:
        counter.post(replace(command, approvals=(discount,)))
    asked = refusal.value.ask
    assert (refusal.value.rule, asked.permission) == ("floor", Permission.SALE_BELOW_FLOOR)
    assert "30.000" not in asked.before + asked.after

    floor = yes(counter, person, Permission.SALE_BELOW_FLOOR, asked.amount.amount)
    assert counter.post(replace(command, approvals=(discount, floor))).new


def test_a_price_changed_at_the_till_needs_a_yes(counter: Counter) -> None:
    person = supervisor(counter)
    counter.buy(counter.soap, 10, 10_000)
    line = replace(counter.line(counter.soap, 2, 3_000), list_price=Rupiah(3_400), rule=Rule.MANUAL, reason="salah")
    command = counter.command(line)
    with pytest.raises(NeedsApproval) as refusal:
        counter.post(command)
    assert (refusal.value.ask.permission, refusal.value.ask.amount) == (Permission.SALE_PRICE, Rupiah(800))

    given = yes(counter, person, Permission.SALE_PRICE, 800)
    assert counter.post(replace(command, approvals=(given,))).new


def test_kasbon_beyond_the_limit_is_lent_by_another(counter: Counter) -> None:
    person = supervisor(counter)
    owed = (Tender(TenderKind.KASBON, Rupiah(600_000)),)
    command = counter.command(counter.line(counter.copies, 1_200, 500), tenders=owed, member=True)
    with pytest.raises(NeedsApproval) as refusal:
        counter.post(command)
    assert (refusal.value.rule, refusal.value.ask.amount) == ("credit-limit", Rupiah(100_000))

    given = yes(counter, person, Permission.OVER_LIMIT, 100_000)
    assert counter.post(replace(command, approvals=(given,))).new


def test_nobody_allows_herself(counter: Counter) -> None:
    with pytest.raises(NotAllowed):
        yes(counter, counter.cashier, Permission.SALE_DISCOUNT, 3_000, "730164")
    person = supervisor(counter)
    given = replace(yes(counter, person, Permission.SALE_DISCOUNT, 20_000), approver_id=counter.cashier.id)
    with pytest.raises(NeedsApproval):
        counter.post(replace(discounted(counter), approvals=(given,)))


def test_one_without_the_right_or_beyond_it_is_not_asked(counter: Counter) -> None:
    person = supervisor(counter)
    at = station(counter)
    assert [each.id for each in approvals.who_may(at, ask(Permission.SALE_DISCOUNT, 20_000))] == [
        person.id,
        counter.manager.id,
    ]
    assert [each.id for each in approvals.who_may(at, ask(Permission.SALE_DISCOUNT, 100_001))] == [counter.manager.id]
    with pytest.raises(NotAllowed):
        yes(counter, person, Permission.SALE_DISCOUNT, 100_001)
    assert yes(counter, counter.manager, Permission.SALE_DISCOUNT, 100_001, MANAGER_PIN).approver_id


def test_a_wrong_pin_is_counted_and_gives_nothing(counter: Counter) -> None:
    person = supervisor(counter)
    with pytest.raises(Refused) as refusal:
        yes(counter, person, Permission.SALE_DISCOUNT, 20_000, "591038")
    assert refusal.value.rule == "pin"
    with counter.shop.reading() as connection:
        assert users.tries_left(connection, person.id) == users.MOST_MISSES - 1
        deeds = list(connection.scalars(select(AuditLink.deed).where(AuditLink.actor_id == person.id)))
    assert deeds == ["refused:pin"]


def card(counter: Counter, user_id: int, code: str = "STKARTU00001") -> str:
    with counter.shop.work(counter.shop.konsole(), channel="konsole") as work:
        staff_cards.give(work, user_id, code)
    return code


def refusals(counter: Counter) -> list[str]:
    """Why cards were refused, as it was audited."""
    with counter.shop.reading() as connection:
        found = select(AuditLink.detail).where(AuditLink.deed == "refused:card").order_by(AuditLink.seq)
        return [json.loads(each)["why"] for each in connection.scalars(found)]


def test_her_card_allows_what_her_pin_would_and_the_trail_says_so(counter: Counter) -> None:
    person = supervisor(counter)
    code, wanted = card(counter, person.id), ask(Permission.SALE_DISCOUNT, 20_000)
    given = approvals.approve_by_card(station(counter), code.lower(), wanted, "diketahui")
    assert (given.approver_id, given.amount, given.deferred) == (person.id, Rupiah(20_000), False)
    counter.post(replace(discounted(counter), approvals=(given,)))

    with counter.shop.reading() as connection:
        deed = "approved:pos:sale:discount"
        link = connection.execute(select(AuditLink.actor_id, AuditLink.detail).where(AuditLink.deed == deed)).one()
        told = " ".join(connection.scalars(select(AuditLink.detail)))
    said = json.loads(link.detail)
    assert (link.actor_id, said["by"], said["asked_by"]) == (person.id, "kartu", str(counter.cashier.id))
    assert code not in told
    assert checks.wrong(counter.shop) == []


def test_the_askers_own_card_and_one_without_the_right_are_refused_and_audited(counter: Counter) -> None:
    person = supervisor(counter)
    own, hers = card(counter, counter.cashier.id, "STSENDIRI001"), card(counter, person.id)
    for code, amount in ((own, 20_000), (hers, 100_001)):
        with pytest.raises(NotAllowed):
            approvals.approve_by_card(station(counter), code, ask(Permission.SALE_DISCOUNT, amount), "diketahui")
    assert refusals(counter) == ["own", "right"]


def test_a_right_pin_takes_back_the_cards_that_missed(counter: Counter) -> None:
    person = supervisor(counter)
    with pytest.raises(Refused):
        approvals.approve_by_card(station(counter), "8991002101104", ask(Permission.SALE_DISCOUNT, 20_000), "diketahui")
    with counter.shop.reading() as connection:
        assert staff_cards.misses(connection, counter.cashier.id) == 1
    yes(counter, person, Permission.SALE_DISCOUNT, 20_000)
    with counter.shop.reading() as connection:
        assert staff_cards.misses(connection, counter.cashier.id) == 0
    assert refusals(counter) == ["unknown"]


def test_one_who_has_lost_her_right_since_does_not_count(counter: Counter) -> None:
    person = supervisor(counter)
    given = yes(counter, person, Permission.SALE_DISCOUNT, 20_000)
    with counter.shop.work(counter.shop.konsole(), channel="konsole") as work:
        users.retire(work, person.id)
    with pytest.raises(NeedsApproval):
        counter.post(replace(discounted(counter), approvals=(given,)))


def test_what_another_allowed_does_not_count_against_the_cashiers_day(counter: Counter) -> None:
    person = supervisor(counter)
    for _turn in range(3):
        given = yes(counter, person, Permission.SALE_DISCOUNT, 20_000)
        counter.post(replace(discounted(counter), approvals=(given,)))
    assert counter.post(discounted(counter, 5_000)).new


def test_the_approvers_daily_cap_holds_over_sales(counter: Counter) -> None:
    person = supervisor(counter)
    for _turn in range(10):
        given = yes(counter, person, Permission.SALE_DISCOUNT, 100_000)
        counter.post(replace(discounted(counter, 20_000), approvals=(given,)))
    with pytest.raises(NotAllowed):
        yes(counter, person, Permission.SALE_DISCOUNT, 1)


def test_without_a_yes_what_happened_is_flagged(counter: Counter) -> None:
    command = discounted(counter)
    counter.post(command, happened=True)
    assert flags(counter, command.id) == ["right"]


def test_in_a_shop_of_two_the_cashier_goes_on_alone_within_the_cap(counter: Counter) -> None:
    may_defer(counter, 30_000)
    at, wanted = station(counter), ask(Permission.SALE_DISCOUNT, 20_000)
    assert approvals.may_defer(at, wanted)
    command = replace(discounted(counter), approvals=(approvals.defer(at, wanted, "sendirian"),))
    counter.post(command)

    assert flags(counter, command.id) == ["deferred"]
    assert not approvals.may_defer(at, wanted)
    with pytest.raises(Refused):
        approvals.defer(at, wanted, "sendirian")
    with counter.shop.reading() as connection:
        assert sale_records.read(connection, command.id).command.approvals == command.approvals
    assert checks.wrong(counter.shop) == []


def test_posting_itself_holds_the_cap(counter: Counter) -> None:
    may_defer(counter, 30_000)
    at, wanted = station(counter), ask(Permission.SALE_DISCOUNT, 20_000)
    first, second = approvals.defer(at, wanted, "sendirian"), approvals.defer(at, wanted, "sendirian")
    counter.post(replace(discounted(counter), approvals=(first,)))
    with pytest.raises(NeedsApproval):
        counter.post(replace(discounted(counter), approvals=(second,)))


def test_a_yes_to_less_than_nothing_widens_no_cap(counter: Counter) -> None:
    may_defer(counter, 5_000)
    command = discounted(counter)
    at = counter.shop.clock()
    more, less = (
        Approval(permission.value, counter.cashier.id, Rupiah(amount), "sendirian", "", "", at, deferred=True)
        for permission, amount in ((Permission.SALE_DISCOUNT, 20_000), (Permission.SALE_VOID, -20_000))
    )
    with pytest.raises(Bug):
        counter.post(replace(command, approvals=(more, less)))
    with pytest.raises(NeedsApproval):
        counter.post(replace(command, approvals=(more,)))


def test_a_shop_without_a_cap_puts_nothing_off(counter: Counter) -> None:
    at, wanted = station(counter), ask(Permission.SALE_DISCOUNT, 20_000)
    assert not approvals.may_defer(at, wanted)
    with pytest.raises(Refused):
        approvals.defer(at, wanted, "sendirian")
    may_defer(counter, 30_000)
    assert not approvals.may_defer(at, ask(Permission.SALE_DISCOUNT, 20_000, deferrable=False))


def flags(counter: Counter, document_id: int) -> list[str]:
    with counter.shop.reading() as connection:
        return list(connection.scalars(select(FlagRecord.rule).where(FlagRecord.document_id == document_id)))
