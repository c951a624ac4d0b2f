"""An agreement on paper, looked at: on a slip of each width, and its A4 to the byte."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from consignment import agreement_papers
from consignment.agreement_papers import AgreementPaper, Maker
from consignment.agreements import (
    AfterGrace,
    AfterPayout,
    AgreedRule,
    Agreement,
    Conditions,
    Cycle,
    Fee,
    FeeWhen,
    LossCause,
    Markdown,
    PriceBy,
)
from consignment.deal_words import KnownGood, Names
from consignment.terms import Bearer, Deal, Terms, Tier
from koperasi.branches import Branch
from koperasi.money import Rupiah
from printing import business_papers
from printing.texts import text

GOLDEN = Path(__file__).parent / "golden"
COOKIES, CRISPS = 31, 32
SITI = Maker(5, "P-01", "Siti Aminah", "Ibu", "Ngantang", "0812-3456-7890")
NAMES = Names(
    {
        COOKIES: KnownGood(COOKIES, "Kue Kering Kelapa", "Pcs", 7, Rupiah(12_500)),
        CRISPS: KnownGood(CRISPS, "Keripik Singkong", "Pcs", 8, Rupiah(10_000)),
    },
    {7: "Kue", 8: "Camilan"},
)
FULL = Conditions(
    price_by=PriceBy.MAKER,
    hold_days=3,
    shelf_days=30,
    grace_days=7,
    after_grace=AfterGrace.DONATE,
    tolerance_bps=200,
    cycle=Cycle.WEEKLY,
    pay_day=4,
    min_payout=Rupiah(20_000),
    liabilities=((LossCause.LOST, 10_000), (LossCause.EXPIRED, 5_000)),
    markdowns=(Markdown(10, 1_000), Markdown(20, 3_000, Bearer.SHOP)),
    fees=(Fee(FeeWhen.DELIVERY, Rupiah(1_000), "Label"),),
)
RULES = (
    AgreedRule(Terms(Deal.COMMISSION, 1_750)),
    AgreedRule(Terms(Deal.FIXED, 0, Rupiah(8_000)), CRISPS),
    AgreedRule(Terms(Deal.TIERED, 2_000, tiers=(Tier(Rupiah(20_000), 1_500),)), category_id=7),
)
SHOP_SETS = Conditions(price_by=PriceBy.SHOP, after_payout=AfterPayout.SHOP_KEEPS, cycle=Cycle.MONTHLY, pay_day=25)
ADDED = "Kemasan diganti bila rusak."
WITH_FEE = Terms(Deal.SURPLUS, 500, base_each=Rupiah(9_000), surplus_bps=5_000, fee_each=Rupiah(200))
AGREEMENTS = {
    "perjanjian": Agreement(9, "PJ-000004", 5, 2, date(2026, 12, 1), None, FULL, RULES, "", ADDED),
    "perjanjian-nota": Agreement(8, "PJ-000001", 5, 1, date(2026, 11, 23), date(2027, 11, 22), SHOP_SETS, ()),
    "perjanjian-lain": Agreement(
        7, "PJ-000002", 5, 1, date(2026, 11, 23), None, Conditions(),
        (
            AgreedRule(Terms(Deal.FLOOR, 2_000, floor_each=Rupiah(9_000)), COOKIES),
            AgreedRule(WITH_FEE, CRISPS),
        ),
        "Budi (anak)",
    ),
}  # fmt: skip


def paper(name: str) -> AgreementPaper:
    return AgreementPaper(AGREEMENTS[name], SITI, NAMES)


def branch() -> Branch:
    return Branch(1, "N", "SBMI MART", "Ngantang", "Jl. Raya Ngantang 12", "0341-555017", "Asia/Jakarta", 3)


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("name", AGREEMENTS)
def test_an_agreement_reads_as_it_was_looked_at(name: str, columns: int) -> None:
    file = GOLDEN / f"{name}-{columns}.txt"
    told = text(agreement_papers.slip(paper(name), branch()), columns)
    if os.environ.get("GOLDEN") == "write":
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")
    assert max(len(line) for line in told.splitlines()) <= columns


@pytest.mark.parametrize("name", AGREEMENTS)
def test_its_page_is_one_and_the_same_each_time(name: str) -> None:
    page = business_papers.pdf_bytes(agreement_papers.page(paper(name), branch()))

    assert page == business_papers.pdf_bytes(agreement_papers.page(paper(name), branch()))
    assert page[:5] == b"%PDF-"


def test_what_both_get_adds_up_to_the_price_of_every_example() -> None:
    for name in AGREEMENTS:
        for _goods, deal, price, maker, shop in agreement_papers.table(paper(name), "SBMI").rows:
            assert price is None or maker + shop == price, deal  # type: ignore[operator]


def test_a_draft_says_that_it_is_one() -> None:
    draft = AgreementPaper(Agreement(0, "", 5, 1, date(2026, 12, 1), None), SITI, NAMES)

    assert "RANCANGAN" in text(agreement_papers.slip(draft, branch()))
