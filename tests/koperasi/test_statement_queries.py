"""Statements: what they stand beside, and that every account has its place in one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from koperasi import chart, statement_queries
from koperasi.ledger import Role
from koperasi.periods import Choices, Period

GROUPS = (
    chart.CASH_ROLES,
    chart.RECEIVABLE_ROLES,
    chart.GOODS_ROLES,
    chart.OTHER_CURRENT_ROLES,
    chart.FIXED_ROLES,
    chart.DEBT_ROLES,
    chart.EQUITY_ROLES,
    chart.MEMBER_INCOME_ROLES,
    chart.OTHERS_INCOME_ROLES,
    chart.MORE_INCOME_ROLES,
    chart.COST_ROLES,
    chart.EXPENSE_ROLES,
)


def days(first: str, last: str, by: str = "") -> Period:
    branch: Any = None
    return Period(branch, date.fromisoformat(first), date.fromisoformat(last), choices=Choices(by=by))


@pytest.mark.parametrize(
    ("first", "last", "by", "before"),
    [
        ("2026-11-01", "2026-11-30", "", ("2026-10-01", "2026-10-31")),
        ("2026-03-01", "2026-03-31", "", ("2026-02-01", "2026-02-28")),
        ("2026-11-01", "2026-11-25", "", ("2026-10-01", "2026-10-25")),
        ("2026-03-01", "2026-03-30", "", ("2026-02-01", "2026-02-28")),
        ("2026-10-01", "2026-12-31", "", ("2026-07-01", "2026-09-30")),
        ("2026-01-01", "2026-12-31", "", ("2025-01-01", "2025-12-31")),
        ("2026-01-01", "2026-11-25", "", ("2025-01-01", "2025-11-25")),
        ("2026-01-01", "2026-01-31", "", ("2025-12-01", "2025-12-31")),
        ("2026-11-23", "2026-11-23", "", ("2026-11-22", "2026-11-22")),
        ("2026-11-10", "2026-11-16", "", ("2026-11-03", "2026-11-09")),
        ("2026-11-10", "2026-11-16", "year", ("2025-11-10", "2025-11-16")),
        ("2028-02-01", "2028-02-29", "year", ("2027-02-01", "2027-02-28")),
    ],
)
def test_a_result_stands_beside_the_time_before(first: str, last: str, by: str, before: tuple[str, str]) -> None:
    found = statement_queries.time_before(days(first, last, by))
    assert (found.first.isoformat(), found.last.isoformat()) == before


def test_a_position_stands_beside_the_day_before_the_first_or_a_year_ago() -> None:
    assert statement_queries.end_before(days("2026-11-01", "2026-11-25")).last == date(2026, 10, 31)
    assert statement_queries.end_before(days("2026-11-01", "2026-11-25", "year")).last == date(2025, 11, 25)


def test_every_account_has_its_place_in_one_statement() -> None:
    placed = [role for group in GROUPS for role in group]
    assert sorted(placed) == sorted(Role)
    assert frozenset(role for group in GROUPS[7:] for role in group) == chart.RESULT_ROLES
