"""The manager's home: every figure is what the documents say, every count is as long as its list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from statistics import median_high, median_low

import pytest
from sqlalchemy import text

from consignment import overviews, payout_runs, statement_queries
from inventory import expiry_queries, negative_queries, proposal_queries, shelf_labels
from koperasi import branches, shifts, users
from koperasi.branches import NewBranch
from koperasi.errors import NotAllowed
from koperasi.money import ZERO, Rupiah
from koperasi.periods import Period
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.shops import Place
from pos import check_results, dashboard_queries, dashboard_tasks, dashboards, shift_queries
from pos.dashboard_tasks import Task
from pos.dashboards import Dashboard
from pos.demo.shops import make_demo
from pos.tenders import Tender, TenderKind
from printing import jobs
from tests.shops import SIX_PERCENT, Counter

#: A Wednesday at eight in the morning in Malang; the last day that the demo lived is the Tuesday before.
MADE = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
#: Ten past four in the afternoon of that Tuesday.
NOW, DAY = datetime(2026, 11, 24, 9, 10, tzinfo=UTC), date(2026, 11, 24)
#: When (UTC), on which business day, to a member or not, how much.
SALES = """
SELECT d.at, d.business_date, s.member_id, s.total FROM sales s JOIN documents d ON d.id = s.document_id
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    usual, users.MEMORY_KIB = users.MEMORY_KIB, 1024
    shop = make_demo(Place.parse(str(tmp_path_factory.mktemp("demo") / "toko")), lambda: MADE, days=24)
    yield shop
    shop.close()
    users.MEMORY_KIB = usual


@pytest.fixture(scope="module")
def seen(demo: Shop) -> Dashboard:
    return home(demo)


def home(shop: Shop, now: datetime = NOW) -> Dashboard:
    with shop.reading() as connection:
        return dashboards.read(shop, connection, shop.konsole(), now)


def sales(shop: Shop) -> list[tuple[date, int, bool, int]]:
    """Business day, hour on the branch's clock, whether to a member, rupiah: of every sale there is."""
    with shop.reading() as connection:
        rows = connection.execute(text(SALES)).all()
    found = []
    for at, day, member, amount in rows:
        local = shop.branch.local(datetime.fromtimestamp(at // 1_000_000, UTC))
        found.append((date.fromisoformat(day), local.hour, member is not None, amount))
    return found


def test_today_is_the_sum_of_its_sales_hour_by_hour(demo: Shop, seen: Dashboard) -> None:
    hours: dict[int, int] = defaultdict(int)
    for day, hour, _member, amount in sales(demo):
        if day == DAY:
            hours[hour] += amount

    assert seen.today.sold == Rupiah(sum(hours.values())) > ZERO
    assert {each.hour: each.sold.amount for each in seen.today.hours if each.sold} == hours
    assert [each.hour for each in seen.today.hours] == list(
        range(seen.today.hours[0].hour, seen.today.hours[-1].hour + 1)
    )


def test_usual_is_the_middle_of_the_same_weekdays_up_to_the_minute(demo: Shop, seen: Dashboard) -> None:
    days: dict[date, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for day, hour, _member, amount in sales(demo):
        if day < DAY and day.weekday() == DAY.weekday():
            days[day][hour] += amount
    assert len(days) == 3
    so_far = [sum(each[hour] for hour in range(16)) + each[16] * 10 // 60 for each in days.values()]

    assert seen.today.usual == Rupiah(median_low(so_far)) == Rupiah(median_high(so_far))
    assert seen.today.whole == Rupiah(median_low([sum(each.values()) for each in days.values()]))
    for each in seen.today.hours:
        assert each.usual == Rupiah(median_low([hours[each.hour] for hours in days.values()]))


def test_before_the_first_usual_hour_nothing_is_usual_by_now_but_the_whole_day_is(demo: Shop) -> None:
    early = home(demo, datetime(2026, 11, 23, 21, 0, tzinfo=UTC))

    assert (early.day, early.at.hour) == (DAY, 4)
    assert (early.today.usual, early.today.percent) == (ZERO, None)
    assert early.today.whole > ZERO


def test_weeks_and_members_are_the_sums_of_their_sales(demo: Shop, seen: Dashboard) -> None:
    every = sales(demo)
    for week in seen.weeks:
        assert week.sold == Rupiah(sum(amount for day, _h, _m, amount in every if week.first <= day <= week.last))
    shown = [each for each in every if seen.weeks[0].first <= each[0] <= DAY]

    assert (len(seen.weeks), seen.weeks[-1].last, seen.weeks[0].first.weekday()) == (8, DAY, 0)
    assert seen.members == Rupiah(sum(amount for _day, _hour, member, amount in shown if member))
    assert seen.others == Rupiah(sum(amount for _day, _hour, member, amount in shown if not member))
    assert seen.members_percent == (200 * seen.members.amount + sum(each[3] for each in shown)) // (
        2 * sum(each[3] for each in shown)
    )


def test_best_sellers_are_those_of_the_lines(demo: Shop, seen: Dashboard) -> None:
    statement = """
    SELECT p.name, SUM(l.net), SUM(l.base_quantity), p.maker_id IS NOT NULL FROM sale_lines l
    JOIN documents d ON d.id = l.document_id JOIN products p ON p.id = l.product_id
    WHERE d.business_date BETWEEN '2026-11-18' AND '2026-11-24' GROUP BY p.id ORDER BY SUM(l.net) DESC, p.id LIMIT 5
    """
    with demo.reading() as connection:
        rows = connection.execute(text(statement)).all()

    told = [(each.name, each.sold.amount, each.quantity.thousandths, each.consigned) for each in seen.best]
    assert told == [(name, net, quantity, bool(hers)) for name, net, quantity, hers in rows]


def test_money_is_what_the_books_say(demo: Shop, seen: Dashboard) -> None:
    statement = "SELECT a.role, SUM(p.amount) FROM postings p JOIN accounts a ON a.id = p.account_id GROUP BY a.role"
    with demo.reading() as connection:
        books: dict[str, int] = dict(connection.execute(text(statement)).all())
    money = seen.money

    assert (money.safe.amount, money.bank.amount) == (books["safe"], books["bank"])
    assert money.qris.amount == books["qris-clearing"]
    assert money.others.amount == books.get("transfer-clearing", 0) + books.get("card-clearing", 0)
    assert money.drawers is not None
    assert sum(each.amount.amount for each in money.drawers) == books["drawer"]
    assert money.owed_to_makers == overviews.read(demo).owed > ZERO


def test_every_count_is_as_long_as_its_list(demo: Shop, seen: Dashboard) -> None:
    tasks, branch = dict(seen.tasks), demo.branch
    with demo.reading() as connection:
        assert tasks[Task.NEGATIVE] == len(negative_queries.below_zero(connection, branch.id))
        dated = expiry_queries.dated(connection, branch.id, DAY + timedelta(days=7))
        assert tasks[Task.EXPIRING] == len(dated)
        far = DAY + timedelta(days=90)
        asked = dashboard_queries.expiring(connection, [branch.id], far)
        assert asked == len(expiry_queries.dated(connection, branch.id, far)) > 0
        assert tasks[Task.DISPUTE] == len(statement_queries.open_disputes(connection))
        closes = shift_queries.elsewhere(connection, Period(branch, DAY - timedelta(days=6), DAY))
        unlike = [each for each in closes if each.count.seen is None or each.count.difference]
        assert tasks[Task.FUNDS] == len(unlike) > 0

        later = dashboard_tasks.later(demo, connection, demo.konsole(), NOW)
        due = payout_runs.due(connection, DAY, demo.settings)
        proposal = proposal_queries.read(connection, branch, demo.settings, DAY)
        labels = shelf_labels.to_reprint(connection, branch.id, DAY, 500, never=False)
    counts = dict(later.tasks)
    assert counts[Task.PAYOUT] == sum(1 for each in due if each.is_due(DAY) and each.payable) > 0
    assert counts[Task.ORDER] == len([line for group in proposal.groups for line in group.lines]) > 0
    assert (counts[Task.LABEL], later.labels) == (len(labels), tuple(each.tag.unit_id for each in labels))


def test_who_counts_blind_sees_no_drawer_and_who_may_not_read_sees_nothing(demo: Shop) -> None:
    konsole = demo.konsole()

    def without(*rights: Permission) -> Dashboard:
        left = {right: how for right, how in konsole.rights.items() if right not in rights}
        with demo.reading() as connection:
            return dashboards.read(demo, connection, replace(konsole, rights=left), NOW)

    assert without(Permission.CASH_EXPECTED).money.drawers is None
    told = {task for task, _count in without(Permission.PAYOUT_PAY, Permission.OVERRIDE_REVIEW).tasks}
    assert Task.APPROVAL not in told
    assert Task.NEGATIVE in told
    with pytest.raises(NotAllowed):
        without(Permission.REPORT_READ)


def test_what_takes_longer_is_not_told_to_those_who_may_not_do_it(demo: Shop) -> None:
    konsole = demo.konsole()
    reader = replace(konsole, rights={Permission.REPORT_READ: konsole.rights[Permission.REPORT_READ]})
    with demo.reading() as connection:
        assert dashboard_tasks.later(demo, connection, reader, NOW).tasks == ()


def test_an_empty_shop_has_no_figures_and_says_so(shop: Shop) -> None:
    empty = home(shop, shop.clock())

    assert (empty.today.sold, empty.today.hours, empty.today.usual, empty.today.percent) == (ZERO, (), None, None)
    assert (empty.best, empty.members_percent, empty.shifts) == ((), 0, ())
    begun = empty.begun
    assert not any((begun.sold, begun.goods, begun.stock, begun.makers))
    assert (empty.backed_up, empty.checked) == (None, None)
    assert all(count == 0 for _task, count in empty.tasks)


def test_a_sale_of_now_is_there_at_once(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 28_000)
    counter.open(100_000)
    counter.sell(counter.line(counter.soap, 2, 3_400), member=True)
    counter.sell(counter.line(counter.soap, 1, 3_400), tenders=(Tender(TenderKind.QRIS, Rupiah(3_400), "", True),))
    seen = home(counter.shop, counter.shop.clock())

    assert (seen.today.sold, seen.today.sales, seen.members_percent) == (Rupiah(10_200), 2, 67)
    assert [(each.hour, each.sold, each.usual) for each in seen.today.hours] == [(7, Rupiah(10_200), None)]
    assert [(each.name, each.sold) for each in seen.best] == [("Sabun Mandi 70 g", Rupiah(10_200))]
    assert seen.money.qris == Rupiah(3_400)
    with counter.shop.reading() as connection:
        assert counter.shift is not None
        expected = shifts.expected_cash(connection, counter.shift)
    assert seen.money.drawers is not None
    assert [(each.amount, each.open) for each in seen.money.drawers] == [(expected, True)]
    assert (len(seen.shifts), seen.begun.sold, seen.begun.stock) == (1, True, True)


def test_a_slip_that_nobody_knows_of_and_goods_below_zero_are_told(counter: Counter) -> None:
    counter.sell(counter.line(counter.soap, 2, 3_400))
    shop = counter.shop
    with shop.database.writing() as connection:
        row = jobs.drawer_row(shop.minter.next(), printer="K9", at=shop.clock())
        jobs.put(connection, {**row, "state": jobs.State.UNKNOWN})
    tasks = dict(home(shop, shop.clock()).tasks)

    assert (tasks[Task.PRINT], tasks[Task.NEGATIVE]) == (1, 1)
    counter.buy(counter.soap, 10, 28_000)
    assert dict(home(shop, shop.clock()).tasks)[Task.NEGATIVE] == 0


def test_makers_who_owe_are_not_taken_off_what_is_owed(counter: Counter) -> None:
    counter.deliver(counter.cookies, 5, SIX_PERCENT)
    counter.sell(counter.line(counter.cookies, 1, 10_000))
    with counter.shop.reading() as connection:
        assert dashboard_queries.owed_to_makers(connection, [counter.shop.branch.id]) == Rupiah(9_400)


def test_another_branch_has_its_own_figures_and_all_have_the_sum(counter: Counter) -> None:
    shop = counter.shop
    counter.sell(counter.line(counter.soap, 2, 3_400))
    with shop.work(shop.konsole(), channel="konsole") as work:
        other = branches.add_unguarded(work, NewBranch("02", "Pujon"))
    own = dashboards.of_shop(shop, shop.konsole(), shop.branch.id)
    theirs = dashboards.of_shop(shop, shop.konsole(), other.id)
    everybody = dashboards.of_shop(shop, shop.konsole(), 0)

    assert [each.name for each in own.branches] == ["Ngantang", "Pujon"]
    assert (own.branch, theirs.branch, everybody.branch) == ("Ngantang", "Pujon", "")
    assert (own.today.sold, theirs.today.sold, everybody.today.sold) == (Rupiah(6_800), ZERO, Rupiah(6_800))
    assert (theirs.money.drawers, len(theirs.best)) == ((), 0)


def test_the_last_check_is_remembered(shop: Shop) -> None:
    result, faults = check_results.check(shop)

    assert (result.wrong, faults) == (0, ())
    assert home(shop, shop.clock()).checked == result == check_results.last(shop)
    (shop.state.path / check_results.FILE).write_text("{", encoding="utf-8")
    assert check_results.last(shop) is None
