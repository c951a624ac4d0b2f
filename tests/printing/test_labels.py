"""Labels: everything fits, or is shortened and told; every code is read back by zbar."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from koperasi.errors import BadInput
from printing import escpos_bytes, label_rolls, label_sheets, labels, typesetting
from printing.codes import bars, check_digit
from printing.label_pictures import picture, preview, raster
from printing.label_rolls import Language
from printing.label_sheets import SHEETS, Printed
from printing.labels import PAGE, ROLLS, THERMAL, Device, Fact, Label, LabelSize, lay_out
from printing.papers import Paper
from printing.virtual import VirtualPrinter
from tests.printing.readers import codes_in

EAN_13 = "290001000001" + str(check_digit("290001000001"))
EAN_8 = "9638507" + str(check_digit("9638507"))
KINDS = ((EAN_13, "EAN13", "EAN-13"), (EAN_8, "EAN8", "EAN-8"), ("SBN-01", "CODE128", "CODE-128"))
RICE = Label(
    "Beras Mentik Wangi Cap Dua Anak 5 kg", "72.500", "/ sak", ("12+ @ Rp 70.000", "Rp 14.500/kg"), (),
    EAN_13, "EAN13", "25/11/26",
)  # fmt: skip
CRISPS = Label(
    "Keripik Singkong Balado",
    "12.500",
    "/ bks",
    (),
    (
        Fact("Komposisi: singkong, minyak goreng, cabai, gula, garam, bawang putih", long=True),
        Fact("Berat bersih 150 g"),
        Fact("Baik digunakan sebelum 25/01/2027"),
        Fact("Dibuat oleh Bu Siti, Ngantang"),
        Fact("P-IRT 2153507010123-29"),
        Fact("Halal ID35110001234567"),
        Fact("Kode produksi 251126A"),
    ),
    EAN_13,
    "EAN13",
)
EVERY_SIZE = [(sheet.size, PAGE) for sheet in SHEETS.values()] + [(size, THERMAL) for size in ROLLS.values()]


def whole(laid: labels.Laid) -> str:
    return " ".join(each.text for each in laid.words).replace(typesetting.TIE, " ")


def pdf_pages(pdf: bytes, folder: Path, dpi: int = 300) -> list[Image.Image]:
    (folder / "sheet.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "sheet.pdf", "page"], cwd=folder, check=True)
    return [_read(each) for each in sorted(folder.glob("page*.pgm"))]


def _read(file: Path) -> Image.Image:
    with Image.open(file) as page:
        page.load()
        return page.copy()


@pytest.mark.parametrize(("size", "device"), EVERY_SIZE)
@pytest.mark.parametrize(("code", "kind", "told"), KINDS)
def test_every_kind_of_code_is_read_back_from_every_size(
    size: LabelSize, device: Device, code: str, kind: str, told: str, tmp_path: Path
) -> None:
    label = Label("Sabun Mandi 70 g", "3.400", "/ pcs", (), (), code, kind)

    drawn = raster(label, size) if device is THERMAL else picture(label, size, device)

    assert codes_in(drawn.convert("L"), tmp_path) == {f"{told}:{code}"}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_as_pdf_gives_its_codes_back_at_300_dots(name: str, tmp_path: Path) -> None:
    printed = [
        Printed(Label(f"Barang {n}", "3.400", "", (), (), code, kind)) for n, (code, kind, _told) in enumerate(KINDS)
    ]

    (page,) = pdf_pages(label_sheets.sheet_pdf(printed, SHEETS[name], start=2), tmp_path)

    assert codes_in(page, tmp_path) == {f"{told}:{code}" for code, _kind, told in KINDS}


@pytest.mark.parametrize("name", ROLLS)
def test_a_page_of_a_roll_is_as_large_as_its_label_and_is_read(name: str, tmp_path: Path) -> None:
    size = ROLLS[name]

    pages = pdf_pages(label_sheets.roll_pdf([Printed(RICE, 2)], size), tmp_path)

    assert len(pages) == 2
    assert abs(pages[0].width - size.width * 300 / 2540) < 2
    assert codes_in(pages[0], tmp_path) == {f"EAN-13:{EAN_13}"}


@pytest.mark.parametrize("columns", [32, 48])
def test_the_receipt_printer_draws_a_label_that_is_read(columns: int, tmp_path: Path) -> None:
    paper = Paper.of_columns(columns)
    (slip,) = label_rolls.slips([Printed(RICE)], paper)
    printer = VirtualPrinter(paper.columns, paper.dots)

    printer.send(escpos_bytes.encode(slip, paper))

    assert printer.cuts == 1
    assert codes_in(printer.papers[0].picture(paper.dots), tmp_path) == {f"EAN-13:{EAN_13}"}


def test_many_labels_go_to_the_receipt_printer_in_several_jobs() -> None:
    slips = list(label_rolls.slips([Printed(RICE, 23)], Paper.of_columns(32)))

    assert [len(slip.parts) for slip in slips] == [20, 20, 6]


def test_tspl_sends_each_label_once_with_its_copies(tmp_path: Path) -> None:
    size = ROLLS["40x30"]
    sent = label_rolls.job([Printed(RICE, 3), Printed(CRISPS, 1)], size, Language.TSPL)

    assert sent.startswith(b"SIZE 40 mm,30 mm\r\nGAP 2 mm,0 mm\r\nDIRECTION 1\r\nCLS\r\nBITMAP 0,0,40,239,0,")
    assert sent.count(b"PRINT 1,") == 2
    assert sent.endswith(b"\r\nPRINT 1,1\r\n")
    dots = sent.split(b"BITMAP 0,0,40,239,0,")[1][: 40 * 239]
    assert codes_in(Image.frombytes("1", (320, 239), dots).convert("L"), tmp_path) == {f"EAN-13:{EAN_13}"}


def test_escpos_rolls_are_dots_and_a_form_feed_for_each_copy(tmp_path: Path) -> None:
    sent = label_rolls.job([Printed(RICE, 2)], ROLLS["40x30"], Language.ESCPOS)
    head = b"\x1dv0\x00" + (40).to_bytes(2, "little") + (239).to_bytes(2, "little")

    assert sent.startswith(b"\x1b@" + head)
    assert sent.count(head) == 2
    assert sent.endswith(b"\x0c")
    dots = bytes(255 - byte for byte in sent.split(head)[1][: 40 * 239])
    assert codes_in(Image.frombytes("1", (320, 239), dots).convert("L"), tmp_path) == {f"EAN-13:{EAN_13}"}


def test_a_wrong_check_digit_is_refused_and_never_drawn_as_another() -> None:
    with pytest.raises(Exception, match="Angka terakhir"):
        bars("2900010000019", "EAN13")


def test_all_that_the_law_asks_stands_on_a_roll_label_of_40_by_30() -> None:
    laid = lay_out(CRISPS, ROLLS["40x30"], THERMAL)

    assert laid.shortened == ()
    assert all(fact.words in whole(laid) for fact in CRISPS.facts)


def test_what_does_not_fit_ends_in_an_ellipsis_and_is_told() -> None:
    laid = lay_out(CRISPS, SHEETS["5x13"].size, PAGE)

    assert laid.shortened
    assert typesetting.ELLIPSIS in whole(laid)


def test_a_code_too_long_for_its_label_stands_there_in_letters() -> None:
    laid = lay_out(Label("Sabun", "3.400", "", (), (), "KODE-YANG-PANJANG-0001", "CODE128"), ROLLS["33x25"], THERMAL)

    assert laid.stripes is None
    assert "barcode" in laid.shortened


def test_a_begun_sheet_is_used_up() -> None:
    sheet = SHEETS["3x8"]

    assert sheet.place(0) == (0, 50)
    assert sheet.place(23) == (14_000, 50 + 7 * 3_700)
    assert label_sheets.pages(sheet, 24) == 1
    assert label_sheets.pages(sheet, 24, start=2) == 2
    with pytest.raises(BadInput, match="1 sampai 24"):
        label_sheets.sheet_pdf([Printed(RICE)], sheet, start=25)


def test_every_sheet_lies_within_its_page() -> None:
    for sheet in SHEETS.values():
        x, y = sheet.place(sheet.count - 1)
        assert x + sheet.size.width <= 21_000
        assert y + sheet.size.height <= 29_700


def test_equal_labels_give_equal_bytes() -> None:
    assert label_sheets.sheet_pdf([Printed(RICE)], SHEETS["3x8"]) == label_sheets.sheet_pdf(
        [Printed(RICE)], SHEETS["3x8"]
    )


def test_letters_the_typeface_lacks_are_never_boxes() -> None:
    assert typesetting.drawable("Dodol\x1b ‘Ngantang’\n日本 ①") == "Dodol 'Ngantang' ?? 1"


def test_a_preview_is_no_wider_than_asked() -> None:
    assert preview(RICE, SHEETS["3x8"].size, page=True, wide=300).width == 302


@given(name=st.text(min_size=1, max_size=200), at=st.sampled_from(EVERY_SIZE), price=st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_any_name_stays_within_its_label(name: str, at: tuple[LabelSize, Device], price: int) -> None:
    size, device = at
    laid = lay_out(
        Label(name, f"{price:,}".replace(",", "."), "/ pcs", (), (Fact(name, long=True),), EAN_13, "EAN13"),
        size,
        device,
    )

    for each in laid.words:
        assert each.text.isprintable() or typesetting.TIE in each.text
        assert 0 <= each.y <= size.height
        if "harga" not in laid.shortened:
            assert each.x >= 0
            assert each.x + typesetting.width(each.text, bold=each.bold) * each.size // 1_000 <= size.width
    if not laid.shortened:
        assert typesetting.drawable(name) in whole(laid) or not typesetting.drawable(name) or len(name.split()) != 1
