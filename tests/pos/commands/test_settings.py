"""`settings`: shown and changed by name, each of its own type."""

from __future__ import annotations

import pytest

from tests.pos.qris_codes import STATIC
from tests.programs import Mart


def value(mart: Mart, name: str) -> object:
    (row,) = mart("settings", name, "--format", "json").rows
    assert row["name"] == name
    return row["value"]


def test_every_setting_is_shown_but_the_demos(made: Mart) -> None:
    names = [each["name"] for each in made("settings", "--format", "json").rows]

    assert {"language", "printer", "usual_float", "lock_minutes"} <= set(names)
    assert "demo" not in names


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("usual_float", "250.000", "250000"),
        ("taxable", "ya", "true"),
        ("sounds", "tidak", "false"),
        ("receipt_columns", "32", "32"),
        ("printer", "tcp:192.168.1.50:9100", "tcp:192.168.1.50:9100"),
    ],
)
def test_a_setting_is_changed_and_kept(made: Mart, name: str, typed: str, kept: str) -> None:
    assert made("settings", name, typed).code == 0

    assert value(made, name) == kept
    assert made("check").code == 0


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("theme", "merah"),
        ("taxable", "mungkin"),
        ("usual_float", "-5"),
        ("receipt_thanks", "a\nb"),
        ("demo", "ya"),
        ("x", "1"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(made: Mart, name: str, typed: str) -> None:
    said = made("settings", name, typed)

    assert (said.code, said.out) == (1, "")
    assert len(said.err.splitlines()) == 2


def test_the_shops_language_is_the_command_lines(made: Mart) -> None:
    assert "Kasir" in made("user", "add", "Adi", "--pin", "502917").out
    made("settings", "language", "en")

    assert "Kasir" not in made("user", "add", "Sari", "--pin", "502917").out


def test_the_qris_code_is_proved_before_it_is_kept(made: Mart) -> None:
    assert made("settings", "qris_static", STATIC[:-1] + "0").code == 1
    assert value(made, "qris_static") == ""
    assert made("settings", "qris_static", STATIC.replace(" ", "%20")).code == 0
    assert value(made, "qris_static") == STATIC
    assert made("check").code == 0
    assert "qris_seal" not in made("settings").out

    assert made("settings", "qris_on", "tidak").code == 0
    assert made("settings", "qris_static", "").code == 0
    assert value(made, "qris_static") == ""
