"""`branch`: another branch of the cooperative, with a shelf and a till of its own."""

from __future__ import annotations

import pytest

from tests.programs import Mart


def here(mart: Mart, *words: object) -> list[tuple[object, object, object]]:
    return [(each["code"], each["name"], each["computer"]) for each in mart("branch", *words, "--format", "json").rows]


def test_a_branch_is_added_and_a_pc_goes_over_to_a_till_of_it(made: Mart) -> None:
    first = here(made)[0][1]
    assert here(made, "add", "02", "  Pujon ") == [("01", first, "di sini"), ("02", "Pujon", "")]
    assert made("till", "add", "K2", "Kasir Pujon", "--branch", "02").code == 0
    assert here(made)[0] == ("01", first, "di sini")
    assert made("till", "use", "K2").code == 0
    assert here(made) == [("01", first, ""), ("02", "Pujon", "di sini")]
    assert made("report", "stock", "--format", "json").rows == []
    assert made("till", "use", "K1").code == 0
    assert here(made)[0] == ("01", first, "di sini")
    assert made("check").code == 0


@pytest.mark.parametrize(
    "words",
    [("add", "01", "Lagi"), ("add", "0%", "Pujon"), ("add",), ("add", "02"), ("add", "02", "a\nb"), ("list", "02")],
)
def test_a_branch_that_cannot_be_is_refused(made: Mart, words: tuple[str, ...]) -> None:
    said = made("branch", *words)

    assert (said.code, said.out) == (1, "")
    assert [each[0] for each in here(made)] == ["01"]


def test_a_till_of_a_branch_that_is_not_there_is_refused(made: Mart) -> None:
    said = made("till", "add", "K2", "--branch", "09")

    assert (said.code, said.out) == (1, "")
    assert "09" in said.err
