"""The command line: what a person types in a shop, its words, its files and its exit codes."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest

from koperasi.keys import StateFolder
from pos.commands import COMMANDS
from pos.commands.reports import REPORTS
from tests.programs import CATALOGUE, Mart

ROOT = Path(__file__).parents[3]


def test_init_makes_a_shop_and_prints_its_recovery_sheet(mart: Mart, place: Path) -> None:
    said = mart("init", "--name", "SBMI UJI", "--manager", "Rina", "--pin", "482913")

    assert said.code == 0
    assert (place / "shop.db").is_file()
    keys = StateFolder(place / "shop.db.d").keys()
    assert keys.recovery_code in said.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--pin", "482913"), "--manager"),
        (("--manager", "Rina"), "--pin"),
        (("--manager", "Rina", "--pin", "12"), "6 angka"),
        (("--manager", "Rina", "--pin", "123456"), "mudah ditebak"),
    ],
)
def test_init_asks_nothing_off_a_terminal_and_leaves_no_half_shop(
    mart: Mart, place: Path, words: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    answer = mart("init", *words)

    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
    assert not (place / "shop.db").exists()


def test_a_second_init_is_refused(made: Mart) -> None:
    said = made("init", "--manager", "Rina", "--pin", "482913")

    assert said.code == 1
    assert "sudah berisi toko" in said.err


def test_without_a_shop_every_command_says_how_to_make_one(mart: Mart) -> None:
    said = mart("find", "sabun")

    assert said.code == 1
    assert "sbmi-mart init" in said.err


@pytest.mark.parametrize(
    "words",
    [("gibberish",), ("import",), ("import", "cars", "x.csv"), ("report", "nothing"), ("report", "day", "--on", "x")],
)
def test_misuse_ends_with_2(mart: Mart, words: tuple[str, ...]) -> None:
    assert mart(*words).code == 2


def test_help_names_every_command_and_each_has_its_own(mart: Mart) -> None:
    whole = mart("--help").out

    for name in COMMANDS:
        assert re.search(rf"^\s+{name}\s", whole, re.MULTILINE)
        assert mart(name, "--help").code == 0


def test_shop_may_stand_before_or_after_the_command(made: Mart, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SBMI_MART_SHOP", "/nowhere/at/all.db")
    before = made("--shop", place, "shop", "--format", "json")
    after = made("shop", "--format", "json", "--shop", place / "shop.db")

    assert before.rows == after.rows
    assert {"name": "name", "value": "SBMI UJI"} in before.rows


def test_an_import_tells_what_it_did_and_a_second_one_does_nothing(made: Mart, tmp_path: Path) -> None:
    path = tmp_path / "barang.csv"
    path.write_text(CATALOGUE, encoding="utf-8")

    assert "2 baris dibaca, 2 ditulis, 0 sudah ada, 0 salah." in made("import", "catalogue", path).out
    assert "2 baris dibaca, 0 ditulis, 2 sudah ada, 0 salah." in made("import", "catalogue", path).out


def test_refused_rows_are_named_on_the_error_stream_and_nothing_is_written(made: Mart, tmp_path: Path) -> None:
    path = tmp_path / "barang.csv"
    path.write_text(CATALOGUE + "8,99900E+12;Teh;Pcs;;2.000;;\n", encoding="utf-8")
    said = made("import", "catalogue", path)

    assert said.code == 1
    assert said.err.startswith("baris 4, barcode: ")
    assert made("find", "sabun").code == 1


def test_the_good_rows_are_kept_if_asked(made: Mart, tmp_path: Path) -> None:
    path = tmp_path / "barang.csv"
    path.write_text(CATALOGUE + "8,99900E+12;Teh;Pcs;;2.000;;\n", encoding="utf-8")
    said = made("import", "catalogue", path, "--keep-good")

    assert said.code == 0
    assert Path(f"{path}.rejected.csv").is_file()
    assert made("find", "sabun").code == 0


def test_a_column_may_be_told_and_a_dry_run_writes_nothing(made: Mart, tmp_path: Path) -> None:
    path = tmp_path / "barang.csv"
    path.write_text("Uraian,Banderol\nTeh,2000\n", encoding="utf-8")
    told = ("--map", "Uraian=name", "--map", "sell_price=Banderol")

    assert made("import", "catalogue", path).code == 1
    assert "1 akan ditulis" in made("import", "catalogue", path, "--dry-run", *told).out
    assert made("find", "teh").code == 1
    assert made("import", "catalogue", path, *told).code == 0
    assert made("find", "teh").code == 0


def test_find_gives_price_tiers_and_quantity(filled: Mart) -> None:
    said = filled("find", "melati", "sabun", "--format", "json")

    assert said.rows == [
        {
            "code": "8999000000016",
            "name": "Sabun Mandi Melati",
            "unit": "Pcs",
            "price": 3000,
            "tiers": "12:2800",
            "quantity": "-2",
            "owner": "",
        }
    ]
    assert filled("find", "8999000000016").code == 0
    assert filled("find", "tidak ada", "--format", "json").rows == []


#: Reports that ask which good they are about.
ABOUT_ONE_GOOD = {"recall-buyers", "stock-card"}


@pytest.mark.parametrize("name", sorted(set(REPORTS) - ABOUT_ONE_GOOD))
def test_every_report_is_given_as_a_table_and_as_json(filled: Mart, name: str) -> None:
    days = ("--from", "2026-11-01", "--to", "2026-11-30")

    assert filled("report", name, *days).code == 0
    assert isinstance(filled("report", name, *days, "--format", "json").rows, list)


def test_a_days_report_is_the_sum_of_its_tickets(filled: Mart) -> None:
    days = ("--on", "2026-11-20", "--format", "json")
    tickets = filled("report", "tickets", *days).rows
    (day,) = filled("report", "day", *days).rows

    assert [each["reference"] for each in tickets] == ["N1"]
    assert (day["business_date"], day["total"]) == ("2026-11-20", sum(int(str(each["total"])) for each in tickets))


def test_a_stock_card_asks_which_good(filled: Mart) -> None:
    days = ("--from", "2026-11-01", "--to", "2026-11-30", "--format", "json")

    assert filled("report", "stock-card", *days).code == 1
    (row,) = filled("report", "stock-card", *days, "--good", "8999000000016").rows
    assert (row["quantity"], row["left"]) == ("-2", "-2")


@pytest.mark.parametrize(
    ("ending", "begins"), [("xlsx", b"PK"), ("pdf", b"%PDF"), ("csv", b"code,name"), ("json", b"{")]
)
def test_the_files_ending_tells_its_format(filled: Mart, tmp_path: Path, ending: str, begins: bytes) -> None:
    out = tmp_path / f"stok.{ending}"

    assert filled("report", "stock", "--out", out).code == 0
    assert out.read_bytes().startswith(begins)


def test_check_proves_the_shop_and_says_what_is_wrong(
    filled: Mart, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled("check").code == 0
    spoiled = subprocess.run(
        [sys.executable, "-c", _SPOIL, str(place / "shop.db")], check=True, capture_output=True, cwd=ROOT
    )
    said = filled("check", "--format", "json")

    assert spoiled.returncode == 0
    assert said.code == 1
    assert "Stok" in str(said.rows[0]["check"])
    assert filled("check", "--rebuild").code == 0


_SPOIL = """
import sys
import pysqlite3.dbapi2 as sqlite
with sqlite.connect(sys.argv[1]) as raw:
    raw.execute("UPDATE stock SET quantity = quantity + 1000")
"""


def test_a_backup_is_restored_elsewhere_with_the_recovery_code(filled: Mart, place: Path, tmp_path: Path) -> None:
    code = StateFolder(place / "shop.db.d").keys().recovery_code
    said = filled("backup", tmp_path / "cadangan")
    copy, elsewhere = said.out.strip(), tmp_path / "lain"

    assert filled("restore", copy, "--shop", elsewhere, "--code", "ABCD-EFGH").code == 1
    assert not (elsewhere / "shop.db").exists()
    assert filled("restore", copy, "--shop", elsewhere, "--code", code).code == 0
    assert filled("check", "--shop", elsewhere).code == 0
    assert filled("find", "sabun", "--shop", elsewhere).code == 0
    assert filled("restore", copy, "--code", code).code == 1


def test_the_proof_sheet_goes_to_a_printer_or_to_the_screen(made: Mart, tmp_path: Path) -> None:
    paper = tmp_path / "kertas.bin"
    paper.touch()

    assert "Uji cetak" in made("print-test", "--text", "--columns", "32").out
    assert made("print-test").code == 1
    assert made("print-test", "--printer", f"file:{paper}").code == 0
    assert paper.read_bytes().startswith(b"\x1b@")
    assert made("print-test", "--printer", "tcp:127.0.0.1:1").code == 1


def test_an_unexpected_fault_is_told_calmly_and_logged(
    made: Mart, place: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from pos.commands import finds

    def fail(*_args: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(finds, "_found", fail)
    with caplog.at_level(logging.ERROR):
        said = made("find", "x")

    assert said.code == 1
    assert said.err.splitlines()[0] == "Program bermasalah: RuntimeError: boom"
    assert "RuntimeError: boom" in next((place / "shop.db.d" / "logs").glob("*.log")).read_text("utf-8")


def test_nothing_heavy_is_imported_before_a_command_is_known() -> None:
    code = "import sys, pos.__main__ as m; m.parser(); print(sorted({n.partition('.')[0] for n in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)

    assert not {"sqlalchemy", "alembic", "openpyxl", "reportlab", "PySide6"} & set(re.findall(r"'(\w+)'", done.stdout))


def test_help_and_misuse_speak_the_shops_words(mart: Mart) -> None:
    told = mart("report", "--help").out
    assert ("pakai: sbmi-mart report" in told, "usage" in told, "options" in told) == (True, False, False)
    assert told.count("pilihan:") == 1

    wrong = mart("report", "rahasia")
    assert (wrong.code, wrong.out) == (2, "")
    assert "salah pakai" in wrong.err


def test_a_pipe_takes_every_refused_row(made: Mart, tmp_path: Path) -> None:
    path = tmp_path / "barang.csv"
    path.write_text("nama;harga_jual\n" + "Teh;gratis\n" * 1200, encoding="utf-8")

    assert len(made("import", "catalogue", path).err.splitlines()) == 1201


def test_the_shop_names_the_programs_version(made: Mart) -> None:
    about = {each["name"]: each["value"] for each in made("shop", "--format", "json").rows}

    assert re.fullmatch(r"\d+\.\d+\.\d+", str(about["program"]))
