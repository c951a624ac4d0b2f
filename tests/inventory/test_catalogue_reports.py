"""What the catalogue says in a file comes in again unchanged; what is changed in it changes exactly that."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inventory import catalogue_files, catalogue_reports, imports, product_edits, product_states, unit_files
from inventory.imports import Import, Options, Outcome
from inventory.product_states import Details, ProductEdit, Tier, UnitState
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.quantity import ONE, Quantity
from printing.csv_files import csv_bytes, excel_csv_bytes
from printing.reports import Report
from printing.xlsx_files import xlsx_bytes
from tests.shops import Counter

Made = Callable[[Report], bytes]
FORMS: list[tuple[str, Made]] = [("a.csv", csv_bytes), ("b.csv", excel_csv_bytes), ("c.xlsx", xlsx_bytes)]


@pytest.fixture
def noodles(counter: Counter) -> ProductEdit:
    """A good of which everything is known, beside the small shop's own."""
    mint = counter.shop.minter.next
    tiers = (Tier(Quantity.of(10), Rupiah(3_300)), Tier(Quantity.of(40), Rupiah(3_150)))
    units = (
        UnitState(mint(), "Pcs", ONE, ("0089686010947", "8998866200011"), Rupiah(3_500), Rupiah(3_400), tiers),
        UnitState(mint(), "Dus", Quantity.of(40), ("14006381333938",), Rupiah(120_000)),
    )
    details = Details(
        "M01", "Mie Goreng, pedas", "Makanan", "Mie",
        open_price=True, price_min=Rupiah(1_000), price_max=Rupiah(9_000), tax_class="PPN",
        min_stock=Quantity.of(40), target_stock=Quantity.of(120), shelf="Rak 2", asks_note="Nomor HP",
        content=Quantity.of("0.085"), content_unit="kg", food=True, keeps_days=180,
        pirt="2061508010123-27", halal="ID35110000123450722", composition="tepung; minyak, garam",
        ceiling_price=Rupiah(4_000),
    )  # fmt: skip
    edit = ProductEdit(mint(), 0, details, units, Rupiah(2_900))
    with counter.shop.work(counter.manager) as work:
        product_edits.save(work, edit)
    return edit


def report(counter: Counter, made: Callable[..., Report]) -> Report:
    shop = counter.shop
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        return made(connection, Period(shop.branch, day, day))


def take_in(counter: Counter, kind: Import, path: Path, **how: object) -> Outcome:
    return imports.run(counter.shop, kind, path, Options(**how), counter.shop.konsole())  # type: ignore[arg-type]


def state(counter: Counter, product_id: int) -> ProductEdit:
    shop = counter.shop
    with shop.reading() as connection:
        return product_states.read(connection, product_id, shop.branch.business_date(shop.clock()))


@pytest.mark.parametrize(("name", "made"), FORMS)
def test_what_goes_out_comes_in_again_and_changes_nothing(
    counter: Counter, noodles: ProductEdit, tmp_path: Path, name: str, made: Made
) -> None:
    before = state(counter, noodles.id)
    for export, kind, rows in (
        (catalogue_reports.goods, catalogue_files.IMPORT, 4),
        (catalogue_reports.units, unit_files.IMPORT, 1),
    ):
        path = tmp_path / name
        path.write_bytes(made(report(counter, export)))
        outcome = take_in(counter, kind, path)

        assert outcome.rejections == ()
        assert (outcome.read, outcome.written, outcome.skipped, outcome.unused) == (rows, 0, rows, ())
    assert state(counter, noodles.id) == before


def test_a_new_shop_takes_the_whole_catalogue(counter: Counter, noodles: ProductEdit, tmp_path: Path) -> None:
    path = tmp_path / "goods.csv"
    text = csv_bytes(report(counter, catalogue_reports.goods)).decode().replace("M01", "M02").replace("pedas", "manis")
    path.write_text(
        text.replace("0089686010947 8998866200011", "").replace("0089686010947", "").replace("8998866200011", "")
    )
    outcome = take_in(counter, catalogue_files.IMPORT, path)

    assert (outcome.written, outcome.skipped) == (1, 3)
    added = next(row for row in report(counter, catalogue_reports.goods).records() if row["code"] == "M02")
    like = next(row for row in report(counter, catalogue_reports.goods).records() if row["code"] == "M01")
    same = {key: value for key, value in like.items() if key not in {"code", "name", "barcode", "more_barcodes"}}
    assert {key: added[key] for key in same} == same


def changed(counter: Counter, path: Path, code: str, **cells: str) -> None:
    """The shop's file with some cells of one good written over."""
    rows = list(csv.DictReader(io.StringIO(csv_bytes(report(counter, catalogue_reports.goods)).decode())))
    for row in rows:
        if row["code"] == code:
            row.update(cells)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_changed_cells_change_exactly_that(counter: Counter, noodles: ProductEdit, tmp_path: Path) -> None:
    before, path = state(counter, noodles.id), tmp_path / "goods.csv"
    new = {
        "name": "Mie Goreng Pedas",
        "shelf": "Rak 9",
        "wholesale_price": "3250",
        "category": "Mie Instan",
        "halal": "",
    }
    changed(counter, path, "M01", **new)
    outcome = take_in(counter, catalogue_files.IMPORT, path)

    assert (outcome.written, outcome.skipped) == (1, 3)
    after = state(counter, noodles.id)
    tiers = (Tier(Quantity.of(10), Rupiah(3_250)), before.base.tiers[1])
    details = replace(before.details, name="Mie Goreng Pedas", shelf="Rak 9", category="Mie Instan")
    assert (after.details, after.base) == (details, replace(before.base, tiers=tiers))
    assert take_in(counter, catalogue_files.IMPORT, path).written == 0


def test_a_dry_run_tells_each_change_and_makes_none(counter: Counter, noodles: ProductEdit, tmp_path: Path) -> None:
    before, path = state(counter, noodles.id), tmp_path / "goods.csv"
    changed(counter, path, "M01", sell_price="3600", buy_price="3000", keeps_days="90", more_barcodes="8991002101234")
    outcome = take_in(counter, catalogue_files.IMPORT, path, dry_run=True)

    said = [(each.field, each.message) for each in outcome.notes if "Mie" in each.message]
    assert said == [
        ("sell_price", "Mie Goreng, pedas: 3.500 menjadi 3.600."),
        ("keeps_days", "Mie Goreng, pedas: 180 menjadi 90."),
        ("buy_price", "Mie Goreng, pedas: 2.900 menjadi 3.000."),
        ("barcode", "Mie Goreng, pedas: barcode 8991002101234 ditambah."),
    ]
    assert state(counter, noodles.id) == before


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"content": "85", "content_unit": ""}, "content"),
        ({"ceiling_since": "besok"}, "ceiling_since"),
        ({"price_min": "9500"}, "price_max"),
        ({"keeps_days": "-3"}, "keeps_days"),
    ],
)
def test_nonsense_in_the_new_columns_is_refused(
    counter: Counter, noodles: ProductEdit, tmp_path: Path, cells: dict[str, str], field: str
) -> None:
    path = tmp_path / "goods.csv"
    changed(counter, path, "M01", **cells)
    outcome = take_in(counter, catalogue_files.IMPORT, path)
    assert [each.field for each in outcome.rejections] == [field]


def test_a_good_without_a_price_is_taken_when_the_cashier_types_it(counter: Counter, tmp_path: Path) -> None:
    path = tmp_path / "goods.csv"
    path.write_text("kode,nama,harga,harga_bebas\nP1,Pulsa,,ya\nP2,Token,,\n")
    outcome = take_in(counter, catalogue_files.IMPORT, path)
    assert [(each.row, each.field) for each in outcome.rejections] == [(3, "sell_price")]


def test_a_workbook_of_ours_has_its_heading_found(counter: Counter, tmp_path: Path) -> None:
    path = tmp_path / "goods.xlsx"
    path.write_bytes(xlsx_bytes(report(counter, catalogue_reports.goods)))
    sheet = load_workbook(path).active
    assert sheet is not None
    assert sheet.cell(1, 2).value is None
    assert take_in(counter, catalogue_files.IMPORT, path).skipped == 3


def test_a_bigger_unit_takes_a_new_price_and_one_more_barcode(
    counter: Counter, noodles: ProductEdit, tmp_path: Path
) -> None:
    path = tmp_path / "units.csv"
    path.write_text("kode,nama,satuan_besar,isi,barcode_besar,harga\nM01,Mie,Dus,40,8991002101234,118000\n")
    first, second = take_in(counter, unit_files.IMPORT, path), take_in(counter, unit_files.IMPORT, path)

    assert (first.written, second.written, second.skipped) == (1, 0, 1)
    carton = state(counter, noodles.id).units[1]
    assert (carton.retail, carton.barcodes) == (Rupiah(118_000), ("14006381333938", "8991002101234"))
