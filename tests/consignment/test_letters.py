"""The yearly letter: its figures are the raw documents', and it is the same whenever it is made."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from consignment import letters
from consignment.letters import Letter, Month
from consignment.maker_report_queries import Maker, Sold
from consignment.payout_facts import Way
from koperasi.errors import Refused
from koperasi.money import ZERO, Rupiah
from koperasi.text import use_language
from tests.consignment import paying, seasons
from tests.shops import Counter


def test_each_month_is_the_sum_of_its_sales(counter: Counter) -> None:
    season = seasons.lived(counter)
    sums: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for told in season.shares():
        of_month = sums[told.maker, told.day.month]
        for place, amount in enumerate((told.gross, told.net, told.commission - told.promotion, told.share)):
            of_month[place] += amount

    with season.shop.reading() as connection:
        found = letters.read(connection, 2026, season.today)

    assert [each.maker.code for each in found] == ["P-01", "P-02"]
    for letter, maker in zip(found, season.makers, strict=True):
        for number, month in enumerate(letter.months, start=1):
            sold = month.sold
            found_in = [sold.gross, sold.net, sold.commission - sold.promotion, sold.share]
            assert [each.amount for each in found_in] == sums[maker, number]
        assert letters.table(letter, "SBMI").totals is not None
        assert letter.last == season.today


def test_what_she_was_paid_stands_in_its_month(counter: Counter) -> None:
    paying.earn(counter, paying.cakes(counter), 40_000)
    paying.pay(counter, Way.SAFE)
    with counter.shop.reading() as connection:
        (letter,) = letters.read(connection, 2026, paying.today(counter), counter.maker_id)

    assert [each.paid.amount for each in letter.months] == [0] * 10 + [40_000, 0]
    assert letter.gross == Rupiah(40_000)


def test_a_year_that_is_over_is_told_alike_whenever_it_is_asked_for(counter: Counter) -> None:
    paying.earn(counter, paying.cakes(counter), 40_000)
    papers = []
    for day, language in ((date(2027, 1, 1), "id"), (date(2028, 6, 30), "en")):
        use_language(language)
        with counter.shop.reading() as connection:
            (letter,) = letters.read(connection, 2026, day)
        papers.append(letters.pdf(letter, counter.shop.branch))
    use_language("id")

    assert papers[0] == papers[1]
    assert papers[0].startswith(b"%PDF")


@pytest.mark.parametrize("year", [2025, 2030])
def test_a_year_without_sales_has_no_letter(counter: Counter, year: int) -> None:
    paying.earn(counter, paying.cakes(counter), 40_000)
    with counter.shop.reading() as connection, pytest.raises(Refused) as refusal:
        letters.read(connection, year, date(2026, 12, 1))
    assert refusal.value.rule == "nothing-sold"


@pytest.mark.parametrize(("gross", "above"), [(500_000_000, False), (500_000_001, True)])
def test_it_says_when_the_untaxed_turnover_is_passed(gross: int, above: bool) -> None:
    sold = Sold(gross=Rupiah(gross), net=Rupiah(gross), share=Rupiah(gross))
    letter = Letter(Maker(1, "A/01 x", "Sri"), 2026, date(2026, 12, 31), (Month(sold, ZERO),) * 1 + (Month(),) * 11)

    told = letters.notes(letter, "SBMI MART")

    assert any("melewati batas itu sebesar Rp 1." in each for each in told) is above
    assert any("tidak memotong pajak" in each for each in told)
    assert "PP 55 Tahun 2022" in told[1]
    assert "Rp 500.000.000" in told[1]
    assert letter.file_name == "surat-titipan-2026-A-01-x.pdf"
