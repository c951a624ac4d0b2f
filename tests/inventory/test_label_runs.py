"""A run of labels, from what is chosen to what lies on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inventory import label_queries, label_runs, labels, queries, shelf_labels
from inventory.goods import PriceLine, PriceRule
from inventory.label_runs import RECEIPT, Run, RunLine
from inventory.labels import LabelKind, Made
from inventory.prices import PriceChanged, change_price
from inventory.products import Product
from koperasi import masters, settings
from koperasi.errors import BadInput, Refused, Trouble
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from pos import checks
from printing import jobs
from printing.slips import Slip
from tests.shops import Counter

DAY = date(2026, 11, 23)


def line(counter: Counter, product_id: int, copies: int = 1) -> RunLine:
    with counter.shop.reading() as connection:
        unit = queries.good(connection, product_id).base.id
        (found,) = label_runs.lines_of(connection, counter.shop, DAY, [unit], {unit: copies})
    return found


def run_of(counter: Counter, *products: int, kind: LabelKind = LabelKind.SHELF, paper: str = "3x8") -> Run:
    return Run(DAY, kind, paper).added([line(counter, each) for each in products])


def test_the_same_good_again_is_one_label_more(counter: Counter) -> None:
    run = run_of(counter, counter.soap, counter.cookies).added([line(counter, counter.soap, 3)])

    assert [each.copies for each in run.lines] == [4, 1]
    assert run.chosen == 0
    assert run.words == "5 label, 1 lembar"
    assert run.changed(copies=40).words == "41 label, 2 lembar"
    assert run.changed(copies=99_999).line == replace(run.lines[0], copies=label_runs.MOST_COPIES)
    assert [each.subject.tag.name for each in run.removed().lines] == ["Kue Kering"]
    assert run.removed().removed().removed().line is None


def priced(counter: Counter, price: int) -> None:
    with counter.shop.reading() as connection:
        unit = queries.good(connection, counter.soap).base.id
    with counter.shop.work(counter.manager, channel="office") as work:
        change_price(work, PriceChanged(unit, PriceLine(PriceRule.RETAIL, Rupiah(price))))


def reprints(counter: Counter) -> list[str]:
    with counter.shop.reading() as connection:
        found = shelf_labels.to_reprint(connection, counter.shop.branch.id, DAY, 9, never=False)
    return [each.tag.name for each in found]


def test_a_run_that_lay_there_is_printed_with_the_prices_of_now(counter: Counter, tmp_path: Path) -> None:
    run = run_of(counter, counter.soap)
    priced(counter, 3_600)

    done = label_runs.go(counter.shop, counter.cashier, run, path=tmp_path / "label.pdf")

    assert [each.subject.tag.price for each in done.run.lines] == [Rupiah(3_600)]
    assert reprints(counter) == []


def test_a_price_that_changes_while_it_is_printed_asks_for_another_label(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the paper stands the price of before; the till asks the one of after."""
    pdf = label_runs.pdf

    def slowly(run: Run) -> bytes:
        data = pdf(run)
        priced(counter, 3_600)
        return data

    monkeypatch.setattr(label_runs, "pdf", slowly)
    done = label_runs.go(counter.shop, counter.cashier, run_of(counter, counter.soap), path=tmp_path / "label.pdf")

    assert [each.subject.tag.price for each in done.run.lines] == [Rupiah(3_400)]
    assert reprints(counter) == ["Sabun Mandi 70 g"]


def test_a_sheet_is_saved_and_what_its_labels_say_is_kept(counter: Counter, tmp_path: Path) -> None:
    path = tmp_path / "label.pdf"

    done = label_runs.go(counter.shop, counter.cashier, run_of(counter, counter.soap), path=path)

    assert path.read_bytes().startswith(b"%PDF")
    assert (done.path, done.given) == (path, 0)
    with counter.shop.reading() as connection:
        left = shelf_labels.to_reprint(connection, counter.shop.branch.id, DAY, 9)
    assert "Sabun Mandi 70 g" not in [each.tag.name for each in left]


def test_labels_on_goods_give_them_a_barcode_first(counter: Counter, tmp_path: Path) -> None:
    run = run_of(counter, counter.cookies, kind=LabelKind.PRODUCT)
    assert run.lacking_codes == (run.lines[0].unit_id,)

    done = label_runs.go(counter.shop, counter.manager, run, path=tmp_path / "label.pdf")

    (code,) = done.run.lines[0].subject.codes
    assert (done.given, done.run.label(done.run.lines[0]).code) == (1, code)
    assert label_runs.go(counter.shop, counter.manager, done.run, path=tmp_path / "again.pdf").given == 0
    assert checks.wrong(counter.shop) == []


def test_the_receipt_printer_takes_labels_from_its_queue(counter: Counter) -> None:
    run = run_of(counter, counter.soap, paper=RECEIPT).changed(copies=12)

    label_runs.go(counter.shop, counter.cashier, run, printer="K1")

    with counter.shop.reading() as connection:
        slips = [Slip.from_json(job.slip) for job in jobs.waiting(connection, "K1")]
    assert [len(slip.parts) for slip in slips] == [20, 4]


def test_a_label_printer_is_sent_its_own_language(counter: Counter, tmp_path: Path) -> None:
    sent = tmp_path / "label.bin"
    with counter.shop.work(counter.manager, channel="office") as work:
        settings.change(work, {"label_printer": f"file:{sent}"})
    counter.shop.reload_settings()
    label_runs.go(counter.shop, counter.cashier, run_of(counter, counter.soap, paper="40x30"))

    assert sent.read_bytes().startswith(b"SIZE 40 mm,30 mm\r\n")


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_remembered(counter: Counter, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"label\.pdf"):
        label_runs.go(counter.shop, counter.cashier, run_of(counter, counter.soap), path=tmp_path / "no" / "label.pdf")

    with counter.shop.reading() as connection:
        left = shelf_labels.to_reprint(connection, counter.shop.branch.id, DAY, 9)
    assert "Sabun Mandi 70 g" in [each.tag.name for each in left]


def test_nothing_and_too_much_are_refused(counter: Counter, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Belum ada barang"):
        label_runs.go(counter.shop, counter.cashier, Run(DAY), path=tmp_path / "x.pdf")
    with pytest.raises(BadInput, match="mulai dari 1"):
        label_runs.go(
            counter.shop, counter.cashier, replace(run_of(counter, counter.soap), start=99), path=tmp_path / "x.pdf"
        )
    one = run_of(counter, counter.soap).lines[0]
    with pytest.raises(Refused, match="Paling banyak"):
        label_runs.check(Run(DAY, lines=(replace(one, copies=999),) * 6))


def test_what_came_in_has_the_dates_it_came_with(counter: Counter) -> None:
    from datetime import UTC, datetime

    with counter.shop.database.writing() as connection:
        masters.change(connection, Product, counter.soap, keeps_days=30, content=Quantity.of(70), content_unit="g")
    counter.buy(counter.soap, 12, 30_000, datetime(2026, 12, 20, tzinfo=UTC))
    with counter.shop.reading() as connection:
        (receipt,) = label_queries.receipts(connection, counter.shop.branch.id, DAY)
        (found,) = label_runs.of_receipt(connection, counter.shop, DAY, receipt.document_id)

    assert found.copies == 12
    assert found.made == Made(date(2026, 11, 20), date(2026, 12, 20), "")
    assert labels.best_before(DAY, 30) == label_runs.usual(found.subject, DAY).best_before


@pytest.mark.parametrize("paper", [name for name, _words in label_runs.PAPERS])
def test_every_paper_has_words_and_a_size(counter: Counter, paper: str) -> None:
    run = run_of(counter, counter.soap, paper=paper)

    assert label_runs.paper_words(paper)
    assert run.laid(run.lines[0]).shortened == ()
