"""Taxes in a price: the law's own rates by date, a shop's own beside them, exact to the rupiah."""

from __future__ import annotations

from datetime import date

import pytest

from inventory import taxes
from inventory.taxes import PPN, Rate
from koperasi.errors import BadInput, NotAllowed
from koperasi.money import Rupiah
from tests.shops import Counter

NOW = date(2026, 11, 23)


def test_a_suppliers_invoice_has_the_tax_on_top() -> None:
    """12 % of eleven twelfths is 11 % of the price without it (PMK 131/2024)."""
    assert Rate("PPN", date(2025, 1, 1), 1_200, 11, 12).upon(Rupiah(100_005)) == Rupiah(11_001)
    assert Rate("PPN", date(2022, 4, 1), 1_100).upon(Rupiah(100_000)) == Rupiah(11_000)


def test_ppn_is_eleven_parts_of_a_hundred_and_eleven_and_its_base_eleven_twelfths(counter: Counter) -> None:
    """The worked figure of the law: of 11.100 it is 1.100, on a base of 9.166,67 (PMK 131/2024)."""
    with counter.shop.reading() as connection:
        rate = taxes.rates_on(connection, NOW)[PPN]
    assert rate.within(Rupiah(11_100)) == (Rupiah(9_167), Rupiah(1_100))
    assert rate.within(Rupiah(0)) == (Rupiah(0), Rupiah(0))
    assert rate.words == "PPN 12% x 11/12"


@pytest.mark.parametrize(
    ("day", "bps"), [(date(2022, 3, 31), None), (date(2022, 4, 1), 1_100), (date(2024, 12, 31), 1_100), (NOW, 1_200)]
)
def test_a_rate_holds_from_its_day_until_the_next_begins(counter: Counter, day: date, bps: int | None) -> None:
    with counter.shop.reading() as connection:
        found = taxes.rates_on(connection, day).get(PPN)
    assert (found.rate_bps if found else None) == bps


def test_a_shops_own_rate_begins_on_its_day_and_may_be_set_again(counter: Counter) -> None:
    for bps in (1_300, 1_400):
        with counter.shop.work(counter.manager) as work:
            taxes.set_rate(work, Rate(PPN, date(2027, 1, 1), bps))
    with counter.shop.reading() as connection:
        before = taxes.rates_on(connection, date(2026, 12, 31))[PPN]
        after = taxes.rates_on(connection, date(2027, 1, 1))[PPN]
    assert (before.rate_bps, after.rate_bps) == (1_200, 1_400)


@pytest.mark.parametrize("rate", [Rate("", NOW, 1_100), Rate(PPN, NOW, 10_001), Rate(PPN, NOW, 1_100, 12, 11)])
def test_a_rate_that_none_can_be_is_refused(counter: Counter, rate: Rate) -> None:
    with pytest.raises(BadInput), counter.shop.work(counter.manager) as work:
        taxes.set_rate(work, rate)


def test_a_cashier_sets_no_tax(counter: Counter) -> None:
    with pytest.raises(NotAllowed), counter.shop.work(counter.cashier) as work:
        taxes.set_rate(work, Rate(PPN, NOW, 1_100))
