"""Amounts in words, as they are written on a nota."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.spellings import MOST, spelled


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (17, "tujuh belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1_000, "seribu"),
        (1_001, "seribu satu"),
        (2_100, "dua ribu seratus"),
        (100_000, "seratus ribu"),
        (1_000_000, "satu juta"),
        (1_011_000, "satu juta sebelas ribu"),
        (373_250, "tiga ratus tujuh puluh tiga ribu dua ratus lima puluh"),
        (1_284_000_750, "satu miliar dua ratus delapan puluh empat juta tujuh ratus lima puluh"),
        (-6_800, "minus enam ribu delapan ratus"),
    ],
)  # fmt: skip
def test_a_number_is_said_as_people_say_it(number: int, words: str) -> None:
    assert spelled(number) == words


@given(st.integers(-MOST + 1, MOST - 1), st.integers(-MOST + 1, MOST - 1))
def test_no_two_numbers_are_said_alike(one: int, other: int) -> None:
    assert (spelled(one) == spelled(other)) is (one == other)
    assert "  " not in spelled(one)


def test_beyond_words_is_told() -> None:
    with pytest.raises(ValueError, match="no words"):
        spelled(MOST)
