"""`payout`: makers are paid without a window: drawn, paid, taken back, in a run, by a list for the bank."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import Mart

GOODS = "kode,nama,satuan,harga_jual\nK1,Keripik Tempe,Pcs,10000\nK2,Kue Nastar,Pcs,20000\n"
DELIVERIES = """nota,tanggal,penitip,kode,qty,harga_titip
T1,2026-11-01,P-01,K1,50,8000
T2,2026-11-01,P-02,K2,50,15000
"""
TICKETS = """nota,waktu,kode,qty,harga,bayar
N1,2026-11-20 09:00,K1,10,10000,tunai
N2,2026-11-21 09:00,K2,4,20000,tunai
"""


@pytest.fixture
def earned(made: Mart, tmp_path: Path) -> Mart:
    """Two makers are owed for what sold: 80.000 and 60.000."""
    for kind, words in (("catalogue", GOODS), ("deliveries", DELIVERIES), ("tickets", TICKETS)):
        file = tmp_path / f"{kind}.csv"
        file.write_text(words, "utf-8")
        said = made("import", kind, file)
        assert said.code == 0, said.err
    return made


def paid(mart: Mart) -> list[tuple[object, ...]]:
    rows = mart("report", "payouts", "--from", "2026-01-01", "--to", "2036-12-31", "--format", "json").rows
    return [(row["code"], row["gross"], row["paid"], row["state"]) for row in rows]


def test_the_list_says_who_is_owed_what(earned: Mart) -> None:
    rows = earned("payout", "--format", "json").rows
    assert [(row["code"], row["owed"], row["paid"], row["why"]) for row in rows] == [
        ("P-01", 80_000, 80_000, ""),
        ("P-02", 60_000, 60_000, ""),
    ]


def test_one_is_drawn_shown_paid_and_taken_back(earned: Mart) -> None:
    drawn = earned("payout", "draw", "p-01", "--way", "safe")
    assert drawn.code == 0
    assert "BUKTI BAYAR PENITIP" in drawn.out
    assert "80.000" in drawn.out
    assert paid(earned) == []
    done = earned("payout", "pay", "P-01", "--received-by", "Dewi (anak)")
    assert "(Dewi (anak))" in done.out
    number = next(line.strip() for line in done.out.splitlines() if line.strip().startswith("BY"))
    assert paid(earned) == [("P-01", 80_000, 80_000, "")]
    back = earned("payout", "reverse", number, "--reason", "salah orang")
    assert (back.code, "PEMBATALAN BUKTI BAYAR" in back.out) == (0, True)
    assert paid(earned) == [("P-01", 80_000, 80_000, "dibatalkan"), ("P-01", -80_000, -80_000, "pembatalan")]
    assert earned("check").code == 0


def test_a_run_pays_everyone_and_again_nobody(earned: Mart) -> None:
    rows = earned("payout", "run", "--all", "--pay", "--way", "safe", "--format", "json").rows
    assert [(row["code"], row["amount"], row["state"]) for row in rows] == [
        ("P-01", 80_000, "dibayar"),
        ("P-02", 60_000, "dibayar"),
    ]
    assert earned("payout", "run", "--all", "--pay", "--format", "json").rows == []
    rows = earned(
        "report", "payouts", "--from", "2026-01-01", "--to", "2036-12-31", "--party", "P-02", "--format", "json"
    )
    assert [row["code"] for row in rows.rows] == ["P-02"]
    assert earned("check").code == 0


def test_what_waits_to_be_signed_is_listed_dropped_or_written_as_a_letter(earned: Mart, tmp_path: Path) -> None:
    assert earned("payout", "draw", "P-01", "--way", "safe").code == 0
    (row, _other) = earned("payout", "--format", "json").rows
    assert row["why"] == "bukti bayar belum dicetak"
    letter = tmp_path / "bukti.pdf"
    assert earned("payout", "show", "P-01", "--out", letter).code == 0
    assert letter.read_bytes()[:5] == b"%PDF-"
    assert earned("payout", "drop", "P-01").code == 0
    assert earned("payout", "drop", "P-01").code == 1
    assert earned("payout", "pay", "P-01").code == 1


def test_the_list_for_the_bank_is_empty_while_nobody_is_paid_so(earned: Mart, tmp_path: Path) -> None:
    file = tmp_path / "transfer.csv"
    said = earned("payout", "transfers", file)
    assert (said.code, said.err.strip()) == (0, f"0 transfer, Rp 0: {file}")
    assert file.read_text("utf-8-sig").startswith("bank,account,holder,amount,text")


@pytest.mark.parametrize("words", [("show", "BY-000099"), ("draw", "P-99"), ("draw",), ("reverse", "BY-1")])
def test_what_is_not_there_is_refused(earned: Mart, words: tuple[str, ...]) -> None:
    assert earned("payout", *words).code == 1


def test_what_pays_no_cash_is_posted_all_at_once(earned: Mart) -> None:
    assert earned("payout", "run", "--all", "--way", "safe").code == 0
    # Cash is signed for one by one.
    assert "0 pembayaran" in earned("payout", "pay", "--all").err
    assert "2 pembayaran" in earned("payout", "pay", "--all", "--way", "safe").err
    assert earned("check").code == 0


def test_a_run_in_which_somebody_has_too_little_yet_is_told_and_no_fault(earned: Mart) -> None:
    signed = earned("agreement", "sign", "P-01", "--deal", "harga titip 8000", "--min-payout", "100000")
    assert signed.code == 0, signed.err
    said = earned("payout", "run", "--all", "--pay", "--way", "safe", "--format", "json")

    assert [(row["code"], row["state"]) for row in said.rows] == [
        ("P-01", "Di bawah batas bayar Rp 100.000."),
        ("P-02", "dibayar"),
    ]
    assert (said.code, "1 penitip menunggu" in said.err) == (0, True)
