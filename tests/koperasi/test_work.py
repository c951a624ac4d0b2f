"""Who may do what: denied by default, bounded by limit and day, written down."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from koperasi import audit, work
from koperasi.cash import CashKind
from koperasi.errors import Bug, NotAllowed
from koperasi.rights import FULL, ROLES, Permission
from koperasi.work import Actor
from tests.laws.days import Days, furnish
from tests.shops import Counter


@pytest.fixture
def days(counter: Counter) -> Days:
    made = Days(counter.shop, counter, *furnish(counter))
    made.open(100_000)
    return made


def deeds(days: Days) -> list[tuple[str, int]]:
    link = audit.AuditLink
    with days.shop.reading() as connection:
        found = connection.execute(select(link.deed, link.amount).order_by(link.writer, link.seq))
        return [(row.deed, row.amount.amount) for row in found]


def give(days: Days, discount: int, approver: Actor | None = None) -> None:
    line = days.counter.line(days.goods.soap, 10, 3_400, discount)
    days.counter.shift = days.shift
    days.counter.post(days.counter.command(line), approver=approver)


@pytest.mark.parametrize("role", [code for code, _name, _rights in ROLES.values()])
def test_what_no_role_grants_is_denied(counter: Counter, role: str) -> None:
    rights = next(rights for code, _name, rights in ROLES.values() if code == role)
    person = Actor(counter.cashier.id, "Siapa", role, rights)
    with counter.shop.work(person) as at_work:
        at_work.traces.append(work.Trace(Permission.SALE_POST))
        for permission in Permission:
            if permission in rights:
                at_work.must(permission)
            else:
                with pytest.raises(NotAllowed):
                    at_work.must(permission)


def test_a_limit_bounds_one_deed_and_a_daily_cap_the_day(days: Days) -> None:
    cashier = days.counter.cashier
    days.move(CashKind.OUT, 200_000, actor=cashier)
    days.move(CashKind.OUT, 200_000, actor=cashier)
    with pytest.raises(NotAllowed, match="sekali"):
        days.move(CashKind.OUT, 200_001, actor=cashier)
    with pytest.raises(NotAllowed, match="harian"):
        days.move(CashKind.OUT, 100_001, actor=cashier)

    days.move(CashKind.OUT, 100_000, actor=cashier)


def test_discounts_add_up_to_a_days_cap(days: Days) -> None:
    """The right to discount has another name than the deed that gives it."""
    for _sale in range(10):
        give(days, 5_000)
    with pytest.raises(NotAllowed, match="harian"):
        give(days, 1)

    give(days, 5_000, approver=days.counter.manager)


def test_what_another_approved_counts_as_hers(days: Days) -> None:
    for _sale in range(11):
        give(days, 5_000, approver=days.counter.manager)

    give(days, 5_000)


def test_a_new_day_begins_with_nothing_given(days: Days) -> None:
    for _sale in range(10):
        give(days, 5_000)
    days.shop.clock.at = days.shop.clock.at.replace(day=24)  # type: ignore[attr-defined]

    give(days, 5_000)


def test_a_refusal_is_written_down_though_nothing_else_is(days: Days) -> None:
    with pytest.raises(NotAllowed):
        days.move(CashKind.OUT, 900_000, actor=days.counter.cashier)

    assert deeds(days)[-1] == ("refused:koperasi:cash:move", 0)


def test_every_deed_leaves_one_link_with_what_it_was_about(days: Days) -> None:
    before = len(deeds(days))
    days.move(CashKind.IN, 5_000)
    assert deeds(days)[before:] == [("koperasi:cash:move", 5_000)]


def test_facts_are_posted_inside_a_guarded_deed_only(counter: Counter) -> None:
    with pytest.raises(Bug), counter.shop.work(counter.manager) as at_work:
        assert at_work.trace


def test_the_manager_may_all_but_found_the_shop() -> None:
    manager = next(rights for code, _name, rights in ROLES.values() if code == "manager")
    assert set(Permission) - set(manager) == {Permission.SHOP_INIT}
    assert set(manager.values()) == {FULL}


def test_nobody_approves_what_she_does_herself(days: Days) -> None:
    cashier = days.counter.cashier
    for approver in (None, cashier):
        with pytest.raises(NotAllowed):
            days.move(CashKind.OUT, 900_000, actor=cashier, approver=approver)
    with days.shop.work(cashier, approver=cashier) as work:
        assert work.approver is None
