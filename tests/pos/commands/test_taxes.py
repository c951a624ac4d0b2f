"""`tax`: the rates that hold are shown, and another is set from a day on."""

from __future__ import annotations

from tests.programs import Mart


def test_the_laws_rate_holds_until_another_is_set(made: Mart) -> None:
    (row,) = made("tax", "--format", "json").rows
    assert (row["tax_class"], row["rate"], row["base"]) == ("PPN", "12", "11/12")

    (row,) = made("tax", "set", "PPN", "11,5", "--from", "2026-01-01", "--format", "json").rows
    assert (row["rate"], row["base"], row["valid_from"]) == ("11.5", "1/1", "2026-01-01")


def test_a_rate_that_is_none_is_refused_with_an_example(made: Mart) -> None:
    said = made("tax", "set", "PPN", "banyak")
    assert said.code == 1
    assert "11/12" in said.err
