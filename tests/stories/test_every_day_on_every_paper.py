"""Each day the demo shop was open: its Z, its paper, the dashboard of that evening, reports and ledger tell one sum."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from koperasi import shifts, users
from koperasi.money import ZERO, Rupiah, total
from koperasi.periods import Choices, Period
from koperasi.shop import Shop
from koperasi.shops import Place
from koperasi.work import Actor
from pos import closings, dashboards, manager_papers, paper_figures, sign_reports, spans
from pos.commands.reports import maker
from pos.demo.shops import make_demo
from pos.happenings import What
from pos.paper_figures import Figures
from pos.spans import Span
from pos.z_slips import Z, z_slip
from printing import sheet_files, texts
from printing.reports import Report
from tests.plain_figures import Facts
from tests.plain_sold import margin_of, of_products

DAYS = 5


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    usual, users.MEMORY_KIB = users.MEMORY_KIB, 1024
    folder = tmp_path_factory.mktemp("days") / "toko"
    shop = make_demo(Place.parse(str(folder)), lambda: datetime(2026, 11, 25, 1, 0, tzinfo=UTC), days=DAYS)
    yield shop
    shop.close()
    users.MEMORY_KIB = usual


@dataclass(frozen=True, slots=True)
class Evening:
    """A day of the shop as each paper tells it."""

    day: date
    period: Period
    facts: Facts
    connection: Connection
    zs: tuple[Z, ...]
    paper: Figures
    home: dashboards.Dashboard

    def report(self, name: str, by: str = "") -> Report:
        period = Period(self.period.branch, self.day, self.day, choices=Choices(by=by))
        return maker(name)(self.connection, period)

    def total(self, name: str, key: str, by: str = "") -> Rupiah:
        report = self.report(name, by)
        assert report.totals is not None
        cell = report.totals[[column.key for column in report.columns].index(key)]
        assert isinstance(cell, Rupiah)
        return cell

    def count(self, name: str, key: str) -> int:
        return sum(int(row[key]) for row in self.report(name).records())

    def facts_of(self, table: str, column: str) -> int:
        return sum(row[column] for _document, row in self.facts.papers(table, self.period))

    def booked(self, *roles: str) -> Rupiah:
        """What the day's sales and corrections posted to accounts of these roles."""
        accounts = {each["id"] for each in self.facts.of("accounts") if each["role"] in roles}
        return Rupiah(
            sum(
                posting["amount"]
                for document, posting in self.facts.papers("postings", self.period)
                if posting["account_id"] in accounts and document["kind"] in ("sale", "tender-correction")
            )
        )


@pytest.fixture(scope="module")
def evenings(demo: Shop) -> Iterator[list[Evening]]:
    with demo.reading() as connection:
        facts = Facts(connection)
        boss = _manager(connection, facts)
        days = sorted({document["business_date"] for document, _sale in facts.papers("sales")})
        yield [_evening(demo, connection, facts, boss, date.fromisoformat(day)) for day in days]


def _manager(connection: Connection, facts: Facts) -> Actor:
    (name,) = (each for each in facts.of("users") if each["name"] == "Wahyu Hidayat")
    return users.actor(connection, name["id"])


def _evening(shop: Shop, connection: Connection, facts: Facts, boss: Actor, day: date) -> Evening:
    period = Period(shop.branch, day, day)
    told = paper_figures.read(connection, shop.branch, spans.of(Span.DAY, day, day), day)
    at = datetime(day.year, day.month, day.day, 15, 30, tzinfo=UTC)
    home = dashboards.read(shop, connection, boss, at)
    with shop.work(boss, channel="office") as work:
        zs = tuple(
            closings.z_of(work, shifts.by_id(work.connection, document["id"]))
            for document, _shift in facts.papers("shifts", period)
            if facts.one("shift_closes", "shift_id", document["id"])
        )
    return Evening(day, period, facts, connection, zs, told, home)


def test_the_demo_has_days_to_look_at(evenings: list[Evening]) -> None:
    assert len(evenings) >= DAYS - 1
    assert all(len(each.zs) == 2 and each.total("day", "total") > Rupiah(500_000) for each in evenings)


def test_turnover_and_its_number_of_sales(evenings: list[Evening]) -> None:
    for each in evenings:
        told = {
            Rupiah(each.facts_of("sales", "total")),
            Rupiah(each.facts_of("sale_lines", "net")),
            total(z.figures.net for z in each.zs),
            each.paper.sums.net(),
            each.paper.compared[0].net,
            total(net for _hour, net, _usual in each.paper.parts),
            total(one.net for one in each.paper.categories),
            total(one.net for one in each.paper.cashiers),
            each.home.today.sold,
            total(hour.sold for hour in each.home.today.hours),
            *(each.total(name, "total") for name in ("day", "tickets")),
            *(each.total(name, "net") for name in SOLD),
            *(each.total("sales-months", "net", by) for by in ("week", "day")),
            *(each.total("margin", "net", by) for by in ("category", "supplier", "maker")),
        }
        assert len(told) == 1, (each.day, told)
        counts = {
            len([*each.facts.papers("sales", each.period)]),
            sum(z.figures.sales for z in each.zs),
            each.paper.sums.sales,
            each.home.today.sales,
            *(each.count(name, "tickets") for name in ("day", "sales-hours", "sales-cashiers", "sales-months")),
        }
        assert len(counts) == 1, (each.day, counts)


SOLD = (
    "sales", "sales-hours", "sales-cashiers", "sales-categories", "sales-units", "sales-prices", "sales-months",
    "best-sellers", "margin",
)  # fmt: skip


def test_members_and_others(evenings: list[Evening]) -> None:
    for each in evenings:
        members = {
            total(z.figures.members_net for z in each.zs),
            each.paper.sums.net(members=True),
            each.total("sales-members", "net"),
            *(each.total(name, "members") for name in ("day", "sales-hours", "sales-categories", "members-share")),
            Rupiah(sum(s["total"] for _d, s in each.facts.papers("sales", each.period) if s["member_id"] is not None)),
        }
        others = {
            total(z.figures.others_net for z in each.zs),
            each.paper.sums.net(members=False),
            *(each.total(name, "others") for name in ("day", "sales-cashiers", "members-share")),
        }
        assert (len(members), len(others)) == (1, 1), (each.day, members, others)


def test_gross_profit_and_what_makers_earned(evenings: list[Evening]) -> None:
    income = ("sales", "services", "commission")
    roles = [f"{name}-{who}" for name in income for who in ("members", "others")]
    for each in evenings:
        left = {
            Rupiah(sum(margin_of(amounts) for amounts in of_products(each.facts, each.period).values())),
            each.paper.sums.margin,
            total(one.margin for one in each.paper.categories),
            *(each.total(name, "margin") for name in ("sales", "sales-units", "sales-months", "best-sellers")),
            -each.booked(*roles, "cost-of-goods", "promotion"),
        }
        assert len(left) == 1, (each.day, left)
        hers = {
            total(z.figures.maker_share for z in each.zs),
            each.paper.sums.maker_share,
            total(one.share for one in each.paper.makers),
            *(each.total(name, "maker_share") for name in ("sales", "sales-categories", "sales-prices")),
            each.total("consignment-commission", "share"),
            each.total("consignment", "earned"),
            -each.booked("owed-to-makers"),
        }
        assert len(hers) == 1, (each.day, hers)


def test_each_way_of_paying(evenings: list[Evening]) -> None:
    accounts = {
        "cash": "drawer",
        "qris": "qris-clearing",
        "transfer": "transfer-clearing",
        "kasbon": "member-receivable",
    }
    for each in evenings:
        paid = {one.key: one.net for one in each.paper.tenders}
        by_z: dict[str, Rupiah] = {}
        for z in each.zs:
            for kind, _often, amount in z.figures.tenders:
                by_z[kind] = by_z.get(kind, ZERO) + amount
        for kind, role in accounts.items():
            told = {
                paid.get(kind, ZERO),
                by_z.get(kind, ZERO),
                each.total("day", kind),
                each.booked(role),
            }
            assert len(told) == 1, (each.day, kind, told)
        assert each.total("sales-tenders", "amount") == each.paper.sums.net() + each.paper.sums.rounding
        away = {
            each.total("qris", "amount"),
            each.total("noncash", "expected"),
            total(one.expected for z in each.zs for one in z.elsewhere),
            total(one.expected for one in each.paper.elsewhere),
        }
        assert len(away) == 1, (each.day, away)


def test_drawers_and_what_is_over_or_short(evenings: list[Evening]) -> None:
    accounts = ("over-short",)
    for each in evenings:
        over = {
            each.total("over-short", "over"),
            each.total("cash", "over"),
            total(one.balance for one in each.paper.answers),
            total(one.over or ZERO for one in each.paper.drawers),
            total(z.cash.counted - z.cash.expected for z in each.zs),
            each.paper.money.over_short,
            Rupiah(-sum(posting["amount"] for posting in _posted(each, accounts))),
        }
        assert len(over) == 1, (each.day, over)
        expected = [z.cash.expected for z in each.zs]
        assert expected == [z.figures.expected for z in each.zs] == [one.expected for one in each.paper.drawers]
        assert total(z.cash.banked for z in each.zs) == each.total("cash", "banked")


def _posted(each: Evening, roles: tuple[str, ...]) -> list[dict[str, Any]]:
    accounts = {one["id"] for one in each.facts.of("accounts") if one["role"] in roles}
    found = each.facts.papers("postings", each.period)
    return [posting for _document, posting in found if posting["account_id"] in accounts]


def test_what_is_looked_at(evenings: list[Evening]) -> None:
    for each in evenings:
        told = {one.what: (one.count, one.amount) for one in each.paper.often}
        removed = (sum(z.figures.removed for z in each.zs), total(z.figures.removed_net for z in each.zs))
        signs: dict[str, tuple[int, Rupiah]] = {}
        for sign in sign_reports.signs(each.connection, each.period):
            count, amount = signs.get(sign.what, (0, ZERO))
            signs[sign.what] = (count + sign.count, amount + sign.amount)
        none = (0, ZERO)
        assert removed == told.get(What.REMOVED, none) == signs.get("removed", none), each.day
        keyed = told.get(What.DISCOUNT, none)
        assert keyed == signs.get("discount", none), each.day
        assert {keyed[1] + each.paper.promotions, each.paper.sums.discount} == {each.total("day", "discount")}
        assert total(z.figures.discount for z in each.zs) == each.total("day", "discount")


def test_days_add_up_to_the_week_the_month_and_the_year(demo: Shop, evenings: list[Evening]) -> None:
    last = evenings[-1].day
    connection = evenings[-1].connection
    for span in (Span.WEEK, Span.MONTH, Span.YEAR):
        found = paper_figures.read(connection, demo.branch, spans.of(span, last, last), last)
        days = [each for each in evenings if found.days.first <= each.day <= found.days.until]
        assert days
        for name in ("discount", "rounding", "cost", "maker_share", "commission", "margin", "removed_net", "gross"):
            assert getattr(found.sums, name) == total(getattr(each.paper.sums, name) for each in days), (span, name)
        assert found.sums.net() == total(each.paper.sums.net() for each in days)
        assert found.money.over_short == total(each.paper.money.over_short for each in days)
        period = Period(demo.branch, found.days.first, found.days.until)
        assert found.sums.net().amount == maker("day")(connection, period).totals[4].amount  # type: ignore[index, union-attr]
    (week,) = [each for each in evenings[-1].home.weeks if each.first <= last <= each.last]
    assert week.sold == total(each.paper.sums.net() for each in evenings if week.first <= each.day <= week.last)


def test_the_printed_papers_say_it(demo: Shop, evenings: list[Evening], tmp_path: Path) -> None:
    """What is on the slip and on the sheet is what was added up, not another sum."""
    for each in evenings:
        for z in each.zs:
            slip = texts.text(z_slip(demo.branch, z))
            for amount in (z.figures.net, z.figures.members_net, z.figures.others_net, z.cash.expected, z.grand_total):
                assert amount.bare in slip, (each.day, amount)
        words = _read_back(sheet_files.pdf_bytes(manager_papers.of_figures(each.paper)), tmp_path)
        sums = each.paper.sums
        for amount in (sums.net(), sums.net(members=True), sums.net(members=False)):
            assert amount.bare in words, (each.day, amount)


def _read_back(pdf: bytes, folder: Path) -> str:
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
