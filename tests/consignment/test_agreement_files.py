"""Agreements from a list: one version for each maker, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from consignment import agreement_queries, maker_deeds
from consignment.agreement_files import IMPORT
from consignment.agreements import AgreedRule, Agreement
from consignment.maker_deeds import MakerSetUp, NewMaker, Person
from consignment.makers import Standing, Wishes
from consignment.terms import Deal, Terms
from inventory import imports
from inventory.imports import Options, Outcome
from koperasi.money import Rupiah
from koperasi.parties import PartyKind
from tests.consignment.brought import bring, of, today
from tests.shops import Counter

TakeIn = Callable[[str], Outcome]
HEAD = "penitip;barang;kategori;kesepakatan;mulai;sampai\n"
TEN, TITIP = Terms(Deal.COMMISSION, 1_000), Terms(Deal.FIXED, payout_each=Rupiah(8_000))


@pytest.fixture
def engine_url(tmp_path: Path) -> str:
    """SQLite alone: what a file says is judged before anything is written."""
    return f"sqlite:///{tmp_path / 'shop.db'}"


@pytest.fixture
def take_in(counter: Counter, tmp_path: Path) -> TakeIn:
    def take_in(text: str) -> Outcome:
        path = tmp_path / "agreements.csv"
        path.write_text(HEAD + text, encoding="utf-8")
        return imports.run(counter.shop, IMPORT, path, Options(), counter.shop.konsole())

    return take_in


def versions(counter: Counter, maker: int | None = None) -> tuple[Agreement, ...]:
    with counter.shop.reading() as connection:
        return agreement_queries.of_makers(connection, None).get(maker or counter.maker_id, ())


def mawar(counter: Counter) -> int:
    """Kelompok Mawar, P-02."""
    with counter.shop.work(counter.manager, channel="office") as work:
        return maker_deeds.add(work, NewMaker(Person("Kelompok Mawar", PartyKind.GROUP)))


def stopped(counter: Counter, maker: int) -> None:
    with counter.shop.work(counter.manager, channel="office") as work:
        maker_deeds.set_up(work, MakerSetUp(maker, Wishes(standing=Standing.LEFT)))


def test_a_maker_named_in_two_ways_has_one_version(counter: Counter, take_in: TakeIn) -> None:
    take_in("P-01;;;komisi 10;;\np-01;201;;titip 8.000;;\n")

    (only,) = versions(counter)
    assert only.rules == (AgreedRule(TEN), AgreedRule(TITIP, counter.cookies))


def test_an_end_that_no_row_tells_stays(counter: Counter, take_in: TakeIn) -> None:
    last = today(counter) + timedelta(days=30)
    take_in(f"P-01;;;komisi 10;;{last:%d/%m/%Y}\n")
    again = take_in("P-01;;;komisi 10;;\n")
    take_in("P-01;;;komisi 12;;\n")

    assert again.skipped == 1
    assert [each.ends_on for each in versions(counter)] == [last, last]


def test_a_good_of_another_maker_is_named_before_anything_is_signed(counter: Counter, take_in: TakeIn) -> None:
    bring(counter, of(counter.cookies, 5))
    group = mawar(counter)
    outcome = take_in("P-01;;;komisi 10;;\nP-02;;;komisi 10;;\nP-02;201;;titip 8.000;;\n")

    told = [(each.row, each.field, bool(each.remedy)) for each in outcome.rejections]
    assert (4, "goods", True) in told
    assert (outcome.written, versions(counter), versions(counter, group)) == (0, (), ())


def test_a_maker_who_brings_no_more_is_named_before_anything_is_signed(counter: Counter, take_in: TakeIn) -> None:
    group = mawar(counter)
    stopped(counter, group)
    outcome = take_in("P-01;;;komisi 10;;\nP-02;;;komisi 10;;\n")

    assert [(each.row, each.field) for each in outcome.rejections] == [(3, "maker")]
    assert (outcome.written, versions(counter)) == (0, ())


def test_a_start_before_that_of_her_last_version_is_named_before_anything_is_signed(
    counter: Counter, take_in: TakeIn
) -> None:
    mawar(counter)
    later = today(counter) + timedelta(days=9)
    take_in(f"P-01;;;komisi 10;{later:%d/%m/%Y};\n")
    outcome = take_in(f"P-02;;;komisi 10;;\nP-01;;;komisi 12;{today(counter):%d/%m/%Y};\n")

    assert [(each.row, each.field) for each in outcome.rejections] == [(3, "starts_on")]
    assert outcome.written == 0


def test_a_row_without_a_maker_is_named(counter: Counter, take_in: TakeIn) -> None:
    outcome = take_in(";;;komisi 10;;\nP-01;;;komisi 10;;\n")

    assert (2, "maker") in [(each.row, each.field) for each in outcome.rejections]
    assert (outcome.written, versions(counter)) == (0, ())


def test_a_start_in_the_past_is_named(counter: Counter, take_in: TakeIn) -> None:
    outcome = take_in(f"P-01;;;komisi 10;{today(counter) - timedelta(days=1):%d/%m/%Y};\n")

    assert [(each.row, each.field) for each in outcome.rejections] == [(2, "starts_on")]


def test_the_row_of_a_wrong_deal_is_named_behind_a_row_without_one(counter: Counter, take_in: TakeIn) -> None:
    outcome = take_in("P-01;;;;;\nP-01;;;komisi 10;;\nP-01;;;komisi 20;;\n")

    assert (4, "goods") in [(each.row, each.field) for each in outcome.rejections]
