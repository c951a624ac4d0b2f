from __future__ import annotations

import pytest

from koperasi.errors import NotFound
from pos import report_choices
from pos.commands.reports import REPORTS
from pos.report_choices import CHOICES, GROUPS, Filter
from tests.shops import Counter


def test_every_choice_is_of_a_report_and_every_report_stands_under_a_heading() -> None:
    assert set(CHOICES) <= set(REPORTS)
    listed = report_choices.all_listed()
    assert {each.name for each in listed} == set(REPORTS)
    order = [GROUPS.index(each.choice.group) for each in listed]
    assert order == sorted(order)


def test_names_are_for_people_and_say_nothing_of_the_command_line() -> None:
    for each in report_choices.all_listed():
        assert "--" not in each.words
        assert each.words[0] == each.words[0].upper()


def test_a_report_that_nobody_placed_stands_under_its_rooms_heading() -> None:
    assert report_choices.of("new", "inventory.new_reports").group == report_choices.STOCK
    assert report_choices.of("new", "inventory.purchase_reports").group == report_choices.BUYING
    assert report_choices.of("new", "pos.reports").filters == (Filter.DAYS,)


def test_categories_and_suppliers_are_found_by_what_people_call_them(counter: Counter) -> None:
    with counter.shop.reading() as connection:
        assert [each.id for each in report_choices.categories(connection)] == [0]
        assert report_choices.category(connection, "") == 0
        assert report_choices.supplier(connection, "P-01") == counter.maker_id
        assert report_choices.suppliers(connection) == []
        for find in (report_choices.category, report_choices.supplier):
            with pytest.raises(NotFound):
                find(connection, "tidak ada")
