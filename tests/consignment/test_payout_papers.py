"""The Bukti Bayar as texts that people have looked at, and the golden scenario's day of payment.

To accept a change: GOLDEN=write pytest tests/consignment/test_payout_papers.py, then read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from consignment import payout_drafts, payout_papers, payout_runs, payout_views, payouts
from consignment.entries import MakerEntry
from consignment.payout_draws import Ask
from consignment.payout_facts import Undone, Way
from consignment.payout_figures import Figures
from consignment.payout_views import Paying, SeenPayout
from koperasi.branches import Branch
from koperasi.documents import Kind
from koperasi.money import ZERO, Rupiah
from pos.tenders import Tender, TenderKind
from printing import business_papers
from printing.texts import text
from tests.consignment.paying import adds_up, back, cakes, consent, earn, maker_member, pay, today
from tests.shops import Counter

GOLDEN = Path(__file__).parent.parent / "papers" / "golden"
BRANCH = Branch(1, "NGT", "SBMI MART", "Ngantang", "Jl. Raya Ngantang 12", "0341-521000", "Asia/Jakarta", 0)
DAY = date(2026, 11, 27)
AT = datetime(2026, 11, 27, 2, 30, tzinfo=UTC)


def entry(number: str, kind: Kind, day: int, amount: int, taken: int | None = None) -> Paying:
    on = date(2026, 11, day)
    return Paying(MakerEntry(day, kind, number, on, Rupiah(amount), on), Rupiah(amount if taken is None else taken))


def golden_day() -> SeenPayout:
    """The golden scenario's sixth day, before she signs (domain/consignment.md 5.11)."""
    entries = (
        entry("K1-000012", Kind.SALE, 23, 103_125),
        entry("K1-000015", Kind.SALE, 23, 40_000),
        entry("K1-000021", Kind.SALE, 24, -20_625),
        entry("GT-000001", Kind.MAKER_LOSS, 26, 8_000, 7_925),
    )
    figures = Figures(Rupiah(130_425), set_off=Rupiah(30_425), paid=Rupiah(100_000), carried=Rupiah(75))
    who = ("A-0217", "Sri Wahyuni", "Ngantang", DAY, AT, DAY, Way.DRAWER, figures, ZERO, entries)
    return SeenPayout(7, "", "3F9A-22C1", *who, ("RS-000004",), received_by="Sri Wahyuni", by="Yuni Kartika")


def transfer_of_much() -> SeenPayout:
    """A group's transfer above the amount that needs a stamp, with every part."""
    entries = (entry("K1-000012", Kind.SALE, 3, 6_000_000), entry("SA-000001", Kind.OPENING_BALANCE, 1, 150_000))
    figures = Figures(
        Rupiah(6_150_000), Rupiah(100_000), Rupiah(2_500), Rupiah(47_500), Rupiah(600_000), Rupiah(5_400_000)
    )
    who = ("K-07", "Kelompok Tani Wanita Sumber Rejeki Ngantang", "Ngantang", DAY, AT, DAY, Way.BANK, figures, ZERO)
    group = (("Bu Aminah", Rupiah(3_000_000)), ("Bu Lastri", Rupiah(1_400_000)), ("", Rupiah(1_000_000)))
    more = {"group": group, "bank": "BRI 0021-01-004567 Sumber Rejeki", "bank_reference": "TRF-88121"}
    rest = {"by": "Yuni Kartika", "approved_by": "Budi Santoso", "kasbon_left": Rupiah(12_000)}
    left = {"advance_left": Rupiah(400_000), "note": "minta lewat BRI"}
    return SeenPayout(8, "BY-000002", "00AA-17F3", *who, entries, **more, **rest, **left)  # type: ignore[arg-type]


def taken_back() -> SeenPayout:
    seen = replace(golden_day(), number="BY-000003", reversal=True, undone=Undone.WRONG, note="salah orang", by="Yuni")
    lines = tuple(Paying(each.entry, -each.amount) for each in seen.entries)
    minus = Figures(*(-getattr(seen.figures, name) for name in Figures.__slots__))
    return replace(seen, entries=lines, figures=minus)


PAPERS: dict[str, Callable[[], SeenPayout]] = {
    "bukti-bayar": golden_day,
    "bukti-bayar-transfer": transfer_of_much,
    "bukti-bayar-batal": taken_back,
}


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("name", PAPERS)
def test_a_bukti_bayar_is_laid_out_as_it_was_looked_at(name: str, columns: int) -> None:
    file = GOLDEN / f"{name}-{columns}.txt"
    told = text(payout_papers.slip(BRANCH, PAPERS[name]()), columns)
    if os.environ.get("GOLDEN") == "write":
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")
    assert max(len(line) for line in told.splitlines()) <= columns


@pytest.mark.parametrize("name", PAPERS)
def test_on_a4_it_says_the_same_amounts(name: str) -> None:
    seen = PAPERS[name]()
    paper = payout_papers.a4(BRANCH, seen)
    assert len(paper.report.rows) == len(seen.entries)
    assert any(str(seen.figures.paid) in note for note in paper.report.notes)
    assert business_papers.pdf_bytes(paper).startswith(b"%PDF")


def test_a_stamp_is_asked_for_only_above_five_million() -> None:
    seen = golden_day()
    at_most = replace(seen, figures=replace(seen.figures, paid=Rupiah(5_000_000)))
    above = replace(seen, figures=replace(seen.figures, paid=Rupiah(5_000_001)))
    assert "meterai" not in text(payout_papers.slip(BRANCH, at_most), 48)
    assert "Tempel meterai Rp 10.000" in text(payout_papers.slip(BRANCH, above), 48)


def test_the_golden_day_is_drawn_printed_and_paid_to_the_rupiah(counter: Counter) -> None:
    hers = maker_member(counter)
    hers.open()
    hers.buy(hers.soap, 10, 20_000)
    hers.sell(hers.line(hers.soap, 1, 30_425), tenders=(Tender(TenderKind.KASBON, Rupiah(30_425)),), member=True)
    consent(hers, today(hers))
    earn(hers, cakes(hers), 130_500)
    day = today(hers)
    draft = payout_runs.open_draft(hers.shop, hers.manager, Ask(hers.maker_id, day, day), hers.shop.clock())
    with hers.shop.reading() as connection:
        seen = payout_views.of_draft(connection, draft)
    assert (seen.figures.set_off, seen.figures.paid, seen.figures.carried, seen.kasbon_left) == (
        Rupiah(30_425),
        Rupiah(100_000),
        Rupiah(75),
        ZERO,
    )
    printed = text(payout_papers.slip(hers.shop.branch, seen), 48)
    with hers.shop.work(hers.manager, channel="office") as work:
        payout_drafts.printed(work, draft.id)
    with hers.shop.work(hers.manager, channel="office") as work:
        number = payouts.pay(work, draft.command)
    with hers.shop.reading() as connection:
        paid = payout_views.of_payout(connection, draft.id)
    assert (paid.number, paid.figures, paid.code) == (number, seen.figures, seen.code)
    assert f"Kode {paid.code}" in printed
    assert "100.000" in text(payout_papers.slip(hers.shop.branch, paid), 48)
    adds_up(hers)


def test_a_payout_taken_back_says_so_on_both_papers(counter: Counter) -> None:
    hers = maker_member(counter)
    hers.open()
    earn(hers, cakes(hers), 20_000)
    paid = pay(hers)
    reversal = back(hers, paid.document_id)
    with hers.shop.reading() as connection:
        first = payout_views.of_payout(connection, paid.document_id)
        second = payout_views.of_payout(connection, reversal.id)
    assert "SUDAH DIBATALKAN" in text(payout_papers.slip(hers.shop.branch, first), 48)
    assert "PEMBATALAN BUKTI BAYAR" in text(payout_papers.slip(hers.shop.branch, second), 48)
