from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperasi.errors import Bug, Refused
from printing.slips import BIG, RIGHT, Cell, Draft, Picture, Slip
from printing.texts import text, text_lines
from tests.papers.samples import SAMPLES


@pytest.mark.parametrize("name", SAMPLES)
def test_a_stored_slip_comes_back_as_it_was(name: str) -> None:
    slip = SAMPLES[name]()
    assert Slip.from_json(slip.to_json()) == slip


def test_every_kind_of_part_can_be_stored() -> None:
    draft = Draft().text("a", indent=2).middle(("long", "s")).right("b", bold=True).both("a", "b", size=BIG)
    draft.columns(Cell("x", 4, RIGHT), Cell("y"), bold=True).rule().double_rule().blank(3)
    draft.barcode("8991102000017", "EAN13").qr("isi", "caption").image(Picture(8, 1, "ff"))
    slip = draft.signatures(("Kasir", "Rina")).cut().slip().as_copy(3, "oleh Rina")
    assert Slip.from_dict(json.loads(json.dumps(slip.to_dict()))) == slip


@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=30)), max_size=8))
def test_any_text_from_people_survives_being_stored(lines: list[tuple[str, str]]) -> None:
    draft = Draft()
    for left, right in lines:
        draft.both(left, right).text((left, right), indent=1)
    slip = draft.slip()
    assert Slip.from_json(slip.to_json()) == slip
    assert "\\u0000" not in slip.to_json()


@pytest.mark.parametrize("kept", ["", "[]", "{}", '{"version":9,"copy":0,"note":"","parts":[]}', '{"version":1}'])
def test_what_is_no_slip_is_not_printed(kept: str) -> None:
    with pytest.raises(Bug):
        Slip.from_json(kept)


def test_a_part_of_an_unknown_kind_is_not_printed() -> None:
    with pytest.raises(Bug):
        Slip.from_json('{"version":1,"copy":0,"note":"","parts":[{"part":"drawer"}]}')


def test_a_copy_says_so_at_both_ends_and_is_otherwise_the_same() -> None:
    slip = SAMPLES["struk"]()
    copy = text_lines(slip.as_copy(1, "24/11/2026 oleh Rina"), 32)
    assert [line.strip() for line in copy[:2]] == ["SALINAN 1", "24/11/2026 oleh Rina"]
    assert copy[-1].strip() == "SALINAN 1"
    assert copy[2:-1] == text_lines(slip, 32)


def test_copies_count_from_one() -> None:
    with pytest.raises(ValueError, match="count from 1"):
        Draft().slip().as_copy(0)


def test_a_barcode_with_a_wrong_check_digit_never_reaches_a_slip() -> None:
    with pytest.raises(Refused):
        Draft().barcode("8991102000012", "EAN13")


def test_a_draft_goes_on_without_changing_the_slip_it_gave() -> None:
    draft = Draft().text("satu")
    slip = draft.slip()
    draft.text("dua")
    assert text(slip) == "satu\n"


def test_a_mark_is_named_where_only_text_is_shown() -> None:
    assert text_lines(Draft().image(Picture(64, 8, "00" * 64)).slip(), 32) == ["       [ gambar 64 x 8 ]"]


def test_a_paper_from_training_says_so_at_both_ends_and_stays_so_when_kept() -> None:
    slip = Draft().middle("SBMI MART").cut().slip().as_practice()

    kept = Slip.from_json(slip.to_json())
    assert kept == slip
    assert [line.strip() for line in text_lines(kept, 32)][:2] == ["LATIHAN", "SBMI MART"]
    assert [line.strip() for line in text_lines(kept.as_copy(1), 32)][:2] == ["LATIHAN", "SALINAN 1"]
    assert text(kept, 32).count("LATIHAN") == 2
