from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperasi.money import Rupiah
from printing.layouts import Line, lay_out
from printing.letters import ascii_fold
from printing.slips import BIG, MIDDLE, PLAIN, RIGHT, TALL, Cell, Draft, Slip
from printing.texts import text_lines

WIDTHS = st.sampled_from([32, 42, 48])
NAMES = st.text(min_size=1, max_size=200)
AMOUNTS = st.integers(-(10**12), 10**12).map(Rupiah)
SCALE = {PLAIN: 1, TALL: 1, BIG: 2}


def lines(slip: Slip, columns: int) -> list[Line]:
    return [each for each in lay_out(slip, columns) if isinstance(each, Line)]


@given(NAMES, AMOUNTS, WIDTHS, st.sampled_from([PLAIN, TALL, BIG]), st.integers(0, 4))
def test_whatever_the_name_every_line_fits_and_the_amount_is_whole(
    name: str, amount: Rupiah, columns: int, size: str, indent: int
) -> None:
    told = lines(Draft().both(name, str(amount), size=size, indent=indent).slip(), columns)
    assert all(each.pad + len(each.text) * SCALE[each.size] <= columns for each in told)
    assert told[-1].text.endswith((str(amount), amount.bare))


@given(st.lists(st.tuples(NAMES, st.integers(0, 12)), min_size=1, max_size=4), AMOUNTS, WIDTHS)
def test_whatever_the_cells_every_line_fits_and_the_amount_is_whole(
    cells: list[tuple[str, int]], amount: Rupiah, columns: int
) -> None:
    row = (*(Cell(words, width) for words, width in cells), Cell(amount.bare, 12, RIGHT))
    told = lines(Draft().columns(*row).slip(), columns)
    assert all(len(each.text) <= columns for each in told)
    assert told[-1].text.endswith(amount.bare)


@given(NAMES, WIDTHS, st.sampled_from([PLAIN, BIG]))
def test_wrapped_words_are_all_there(name: str, columns: int, size: str) -> None:
    told = lines(Draft().text(name, size=size).slip(), columns)
    assert "".join("".join(each.text for each in told).split()) == "".join(ascii_fold(name).split())


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=3), WIDTHS)
def test_places_to_sign_fit_any_names(people: list[tuple[str, str]], columns: int) -> None:
    told = lines(Draft().signatures(*people).slip(), columns)
    assert all(len(each.text) <= columns for each in told)


def test_the_longest_wording_that_fits_is_taken() -> None:
    slip = Draft().both("No. K1-004213-0001", ("23/11/2026 09.45", "23/11/26 09.45", "23/11")).slip()
    assert text_lines(slip, 48) == ["No. K1-004213-0001              23/11/2026 09.45"]
    assert text_lines(slip, 32) == ["No. K1-004213-0001         23/11"]


def test_double_size_drops_rp_and_then_its_width_before_it_breaks() -> None:
    def sizes(amount: int) -> tuple[str, str]:
        line = lines(Draft().both("TOTAL", str(Rupiah(amount)), size=BIG).slip(), 32)[0]
        return line.size, " ".join(line.text.split())

    assert sizes(373_250) == (BIG, "TOTAL Rp 373.250")
    assert sizes(1_373_250) == (BIG, "TOTAL 1.373.250")
    assert sizes(-373_250) == (BIG, "TOTAL -373.250")
    assert sizes(12_345_678_900) == (TALL, "TOTAL Rp 12.345.678.900")


def test_double_size_stands_in_the_very_middle() -> None:
    line = lines(Draft().middle("SBMI MART", size=BIG).slip(), 32)[0]
    assert line == Line("SBMI MART", " " * 11 + "SBMI MART", pad=7, size=BIG)


def test_a_column_of_amounts_ends_at_the_edge_of_any_paper() -> None:
    slip = Draft().columns(
        Cell("500", 9, RIGHT), Cell("koin", 4), Cell("x", 1), Cell("9", 2, RIGHT), Cell("4.500", 0, RIGHT)
    )
    assert text_lines(slip.slip(), 32) == ["      500 koin x  9        4.500"]
    assert text_lines(slip.slip(), 48) == ["      500 koin x  9                        4.500"]


@pytest.mark.parametrize("align", [MIDDLE, RIGHT])
def test_aligned_words_wrap_and_stay_aligned(align: str) -> None:
    words = "Barang dapat ditukar atau dikembalikan dalam 7 hari"
    draft = Draft().middle(words) if align == MIDDLE else Draft().right(words)
    told = text_lines(draft.slip(), 32)
    assert len(told) == 2
    assert told[1].startswith(" " * 2)
