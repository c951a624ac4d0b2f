"""`statement`: what a maker is owed, from her old balance to the dispute that is settled, without a window."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import Mart

GOODS = "kode,nama,satuan,harga_jual\n201,Kue Kering,Pcs,12500\n"
MEMBERS = "nomor,nama,desa\nA-0217,Sri Wahyuni,Ngantang\n"
DELIVERY = "nomor,tanggal,penitip,kode,jumlah,harga_titip\nNT-1,2026-11-20,A-0217,201,22,10000\n"
TICKETS = "nota,waktu,kode,qty,harga,bayar,anggota\nN1,2026-11-21 09:00,201,10,12500,tunai,\n"
BALANCES = "nomor;tanggal;penitip;saldo;keterangan\nSA-1;31/10/2026;A-0217;75;buku tulis\n"


@pytest.fixture
def hers(made: Mart, tmp_path: Path) -> Mart:
    """Bu Sri brought 22 cookies, sold ten, and was owed 75 by the old book."""
    for kind, words in (
        ("catalogue", GOODS),
        ("members", MEMBERS),
        ("deliveries", DELIVERY),
        ("tickets", TICKETS),
        ("maker-balances", BALANCES),
    ):
        file = tmp_path / f"{kind}.csv"
        file.write_text(words, "utf-8")
        said = made("import", kind, file)
        assert said.code == 0, (kind, said.err, said.out)
    return made


def test_a_statement_is_drafted_drawn_up_and_put_on_paper(hers: Mart, tmp_path: Path) -> None:
    (row,) = hers("statement", "--format", "json").rows
    assert (row["name"], row["number"], row["unstated"], row["owed"]) == ("Sri Wahyuni", "", 100_075, 100_075)
    drafted = hers("statement", "draft", "A-0217", "--format", "json").rows
    assert [each["amount"] for each in drafted] == [75, 0, 100_000]

    drawn = hers("statement", "draw", "a-0217", "--format", "json")
    assert drawn.rows == drafted
    number = drawn.err.strip().splitlines()[-1]
    assert hers("statement", "draw", "A-0217").code == 1
    (row,) = hers("statement", "--format", "json").rows
    assert (row["number"], row["unstated"], row["state"]) == (number, 0, "menunggu jawaban")
    (row,) = hers("report", "statements", "--party", "A-0217", "--format", "json").rows
    assert (row["number"], row["closing"]) == (number, 100_075)

    assert "*Rp 100.075*" in hers("statement", "text", number).out
    for name, start in (("rincian.pdf", b"%PDF-"), ("rincian.txt", b" ")):
        file = tmp_path / name
        assert hers("statement", "print", number, "--out", file).code == 0
        assert file.read_bytes().startswith(start)
    assert hers("check").code == 0


def test_a_dispute_is_worked_off_and_comes_on_the_next_one(hers: Mart) -> None:
    assert hers("statement", "draw", "--all").code == 0
    (row,) = hers("statement", "--format", "json").rows
    number = str(row["number"])

    told = hers("statement", "dispute", number, "--line", "3", "--why", "saya hitung 11", "--amount", "10.000")
    assert told.code == 0
    (row,) = hers("statement", "disputes", "--format", "json").rows
    assert (row["number"], row["maker"], row["line"], row["claimed"]) == (number, "Sri Wahyuni", 3, 10_000)
    said = hers("statement", "resolve", number, "--amount", "10000", "--why", "dihitung ulang", "--format", "json")
    assert said.rows[0]["adjusted"] == 10_000
    assert hers("statement", "disputes", "--format", "json").rows == []
    assert hers("statement", "resolve", number, "--why", "lagi").code == 1
    assert hers("statement", "agree", number, "--by", "Sri").code == 0

    (line,) = hers("statement", "draw", "A-0217", "--format", "json").rows
    assert line["amount"] == 10_000
    assert hers("check").code == 0


def test_the_last_one_is_taken_back_and_a_balance_put_right(hers: Mart) -> None:
    number = hers("statement", "draw", "A-0217").err.strip().splitlines()[-1]
    assert hers("statement", "reverse", number).code == 1
    assert hers("statement", "reverse", number, "--why", "keliru").code == 0
    said = hers(
        "statement",
        "adjust",
        "A-0217",
        "--amount",
        "-75",
        "--why",
        "terlalu kecil",
        "--as",
        "write-off",
        "--format",
        "json",
    )
    assert said.rows[0]["unstated"] == 100_000
    assert hers("check").code == 0


def test_the_same_balances_twice_change_nothing_and_wrong_rows_are_named(hers: Mart, tmp_path: Path) -> None:
    file = tmp_path / "maker-balances.csv"
    assert "1 sudah ada" in hers("import", "maker-balances", file).out
    file.write_text(
        "nomor;tanggal;penitip;saldo;utang\nSA-1;31/10/2026;A-0217;75;\nSA-2;1/11/2026;X-9;5;\n"
        "SA-3;1/11/2026;A-0217;;\nSA-4;1/11/2026;A-0217;;5\nSA-4;1/11/2026;A-0217;;5\n",
        "utf-8",
    )
    said = hers("import", "maker-balances", file)
    assert said.code == 1
    assert "X-9" in said.err
    assert hers("import", "maker-balances", file, "--keep-good").code == 0
    (row,) = hers("statement", "--format", "json").rows
    assert row["owed"] == 100_070


@pytest.mark.parametrize(
    "words",
    [
        ("show",),
        ("show", "RS-9"),
        ("draw", "X-9"),
        ("agree", "RS-9"),
        ("adjust", "A-0217", "--why", "x"),
        ("print", "RS-9"),
    ],
)
def test_what_is_not_there_is_told(hers: Mart, words: tuple[str, ...]) -> None:
    said = hers("statement", *words)
    assert said.code == 1
    assert said.err
