"""A statement on paper, looked at: on a slip of each width, as a message, and its A4 to the byte."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from consignment import statement_papers
from consignment.statement_facts import What
from consignment.statement_values import Goods, Line, Said, Statement
from koperasi.documents import Kind
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.text import speaking, use_language
from printing.texts import text

GOLDEN = Path(__file__).parent / "golden"
COOKIES, CRISPS = 31, 32


def line(number: int, day: int, kind: Kind, paper: str, what: What, **more: Any) -> Line:
    return replace(Line(number, 1_000 + number, None, None, date(2026, 11, day), kind, paper, what), **more)


def sold(number: int, day: int, paper: str, product: int, pieces: int, net: int, share: int) -> Line:
    what = What.SOLD if pieces > 0 else What.RETURNED
    return line(
        number, day, Kind.SALE, paper, what, product_id=product, quantity=-Quantity.of(pieces), gross=Rupiah(net),
        net=Rupiah(net), commission=Rupiah(net - share), amount=Rupiah(share),
    )  # fmt: skip


def moved(number: int, day: int, kind: Kind, paper: str, what: What, product: int, pieces: int) -> Line:
    return line(number, day, kind, paper, what, product_id=product, quantity=Quantity.of(pieces))


#: The month of domain/consignment.md 5.11, all of it but the last refund.
STATEMENT = Statement(
    77,
    "RS-000012",
    date(2026, 11, 7),
    Said(
        5, 70, date(2026, 11, 1), date(2026, 11, 6), Rupiah(0), Rupiah(75), Rupiah(0), Rupiah(0), "A-0217",
        "Sri Wahyuni", "Ngantang", "SBMI MART", "Ngantang, Jl. Raya Ngantang 12", "0341-555017", "Yuni Kartika",
        date(2026, 11, 21), "id",
    ),
    (
        moved(1, 1, Kind.DELIVERY, "NT-000031", What.RECEIVED, COOKIES, 22),
        moved(2, 1, Kind.DELIVERY, "NT-000031", What.RECEIVED, CRISPS, 30),
        sold(3, 2, "K1-004213", COOKIES, 10, 125_000, 103_125),
        sold(4, 2, "K1-004220", CRISPS, 5, 49_000, 40_000),
        sold(5, 3, "K1-004260", COOKIES, -2, -25_000, -20_625),
        moved(6, 5, Kind.STOCK_COUNT, "SO-000009", What.LOST, CRISPS, -1),
        line(7, 5, Kind.MAKER_LOSS, "HT-000002", What.MONEY, product_id=CRISPS, via="loss=1000", note="SO-000009",
             amount=Rupiah(8_000)),
        moved(8, 6, Kind.GIVEBACK, "TK-000004", What.GIVEN_BACK, COOKIES, -11),
        moved(9, 6, Kind.WRITE_OFF, "BR-000003", What.EXPIRED, COOKIES, -3),
        line(10, 6, Kind.PAYOUT, "BP-000008", What.MONEY, via="drawer=-100000,member-receivable=-30425",
             amount=Rupiah(-130_425)),
    ),
    (
        Goods(CRISPS, "202", "Keripik Tempe 150 g", "Pcs", received=Quantity.of(30), sold=Quantity.of(5),
              lost=Quantity.of(1), closing=Quantity.of(24), gross=Rupiah(49_000), net=Rupiah(49_000),
              commission=Rupiah(9_000), amount=Rupiah(40_000)),
        Goods(COOKIES, "201", "Kue Kering", "Pcs", received=Quantity.of(22), sold=Quantity.of(10),
              returned=Quantity.of(2), given_back=Quantity.of(11), expired=Quantity.of(3), gross=Rupiah(100_000),
              net=Rupiah(100_000), commission=Rupiah(17_500), amount=Rupiah(82_500)),
    ),
)  # fmt: skip


def looked_at(name: str, told: str) -> None:
    file = GOLDEN / name
    if os.environ.get("GOLDEN") == "write":
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_the_slip_is_laid_out_as_it_was_looked_at(columns: int) -> None:
    told = text(statement_papers.slip(STATEMENT), columns)

    looked_at(f"rincian-setoran-{columns}.txt", told)
    assert max(len(each) for each in told.splitlines()) <= columns


def test_the_message_is_worded_as_it_was_looked_at() -> None:
    looked_at("rincian-setoran-pesan.txt", statement_papers.message(STATEMENT))


def test_a_reprint_is_the_same_to_the_byte_whatever_language_the_shop_speaks_by_then() -> None:
    first = (statement_papers.pdf_bytes(STATEMENT), statement_papers.slip(STATEMENT).to_json())
    use_language("en")
    try:
        again = (statement_papers.pdf_bytes(STATEMENT), statement_papers.slip(STATEMENT).to_json())
    finally:
        use_language("id")

    assert first == again
    assert first[0].startswith(b"%PDF-")


def test_a_copy_of_the_slip_says_so_and_nothing_else_differs() -> None:
    told = text(statement_papers.slip(STATEMENT), 42)
    copy = text(statement_papers.slip(STATEMENT).as_copy(1, "08/11/2026 oleh Rina"), 42)

    assert "SALINAN 1" in copy
    assert set(told.splitlines()) <= set(copy.splitlines())


def test_what_is_on_hold_owed_to_the_shop_or_advanced_stands_at_the_foot() -> None:
    said = STATEMENT.said
    held = replace(said, closing=Rupiah(100_000), on_hold=Rupiah(40_000), advance=Rupiah(50_000))
    owing = replace(said, closing=Rupiah(-10_237), answer_by=None)

    held_words = text(statement_papers.slip(replace(STATEMENT, said=held)), 48)
    owing_words = text(statement_papers.slip(replace(STATEMENT, said=owing)), 48)

    assert "Masih ditahan Rp 40.000" in held_words
    assert "Bisa diambil Rp 60.000" in " ".join(held_words.split())
    assert "Uang muka yang belum dikembalikan: Rp 50.000" in " ".join(held_words.split())
    assert "Saldo kurang Rp 10.237" in owing_words
    assert "paling lambat" not in owing_words


def test_words_are_spoken_in_a_language_for_as_long_as_asked() -> None:
    with pytest.raises(ValueError, match="no such language"), speaking("jv"):
        raise AssertionError
    with speaking("en"), speaking("id"):
        assert "RINCIAN SETORAN" in statement_papers.message(STATEMENT)
