"""`till` and `join`: a second till, another PC in the place of a lost one, and a stranger's code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from koperasi.keys import StateFolder
from tests.programs import Mart

STRANGE = "7ENK-TVO6-JZ42-FDS4-QEGV-AIEX-DR73-S5RU-AZCD-4KIK"


def here(mart: Mart, *words: object) -> list[tuple[object, object]]:
    return [(each["code"], each["computer"]) for each in mart("till", *words, "--format", "json").rows]


def test_a_second_till_is_added_and_this_pc_goes_over_to_it(made: Mart) -> None:
    assert here(made, "add", "k2", "Kasir 2") == [("K1", "di sini"), ("K2", "komputer ini")]
    assert here(made, "use", "K2") == [("K1", "komputer ini"), ("K2", "di sini")]
    assert made("check").code == 0


@pytest.mark.parametrize("words", [("add", "K1"), ("add", "K%"), ("add",), ("use", "K9"), ("add", "K3", "a\nb")])
def test_a_till_that_cannot_be_is_refused(made: Mart, words: tuple[str, ...]) -> None:
    said = made("till", *words)

    assert (said.code, said.out) == (1, "")
    assert here(made) == [("K1", "di sini")]


def test_another_pc_comes_in_by_the_shops_own_code_alone(made: Mart, place: Path) -> None:
    state = place / "shop.db.d"
    code = StateFolder(state).keys().recovery_code
    shutil.rmtree(state)

    assert "sbmi-mart join" in made("till").err
    assert "toko lain" in made("join", "--code", STRANGE).err
    assert not state.exists()
    assert made("join", "--code", code).code == 0
    assert here(made) == [("K1", "komputer lain")]
    assert "--take-over" in made("till", "use", "K1").err
    assert here(made, "use", "K1", "--take-over") == [("K1", "di sini")]
    assert here(made, "add", "K2") == [("K1", "di sini"), ("K2", "komputer ini")]
    assert made("check").code == 0


def test_a_pc_without_a_till_stands_at_the_one_it_adds(made: Mart, place: Path) -> None:
    state = place / "shop.db.d"
    code = StateFolder(state).keys().recovery_code
    shutil.rmtree(state)
    made("join", "--code", code)

    assert here(made, "add", "K2") == [("K1", "komputer lain"), ("K2", "di sini")]
