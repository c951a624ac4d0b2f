"""`user`: people come, forget their PIN and leave, without a window."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from koperasi import shops, users
from koperasi.errors import Refused
from koperasi.shops import Place
from tests.programs import Mart


def test_a_cashier_is_added_and_may_sign_in(made: Mart, place: Path) -> None:
    said = made("user", "add", "Sari Dewi", "--role", "kasir", "--pin", "502917", "--format", "json")

    assert [(each["name"], each["role"]) for each in said.rows] == [("Rina", "manager"), ("Sari Dewi", "cashier")]
    shop = shops.open_shop(Place.parse(str(place)))
    with shop.reading() as connection:
        person = next(each for each in users.staff(connection) if each.name == "Sari Dewi")
    assert shop.sign_in(person.id, "502917").role == "cashier"
    shop.close()


def test_a_locked_pin_is_opened_again_or_another_given(made: Mart, place: Path) -> None:
    shop = shops.open_shop(Place.parse(str(place)))
    with shop.reading() as connection:
        (rina,) = users.staff(connection)
    for _time in range(users.MOST_MISSES):
        with shop.database.writing() as connection:
            users.record_miss(connection, rina.id, datetime(2026, 11, 23, tzinfo=UTC))
    with pytest.raises(Refused, match="terkunci"):
        shop.sign_in(rina.id, "482913")

    assert made("user", "--format", "json").rows[0]["tries_left"] == 0
    assert made("user", "unlock", "Rina", "--format", "json").rows[0]["tries_left"] == users.MOST_MISSES
    assert made("user", "pin", "Rina", "--pin", "719283").code == 0
    assert shop.sign_in(rina.id, "719283").name == "Rina"
    shop.close()


def test_who_left_may_not_come_in_but_the_last_manager_stays(made: Mart) -> None:
    made("user", "add", "Adi", "--pin", "502917")

    assert [each["name"] for each in made("user", "retire", "Adi", "--format", "json").rows] == ["Rina"]
    assert "Manajer terakhir" in made("user", "retire", "Rina").err
    assert made("check").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("add", "RINA", "--pin", "502917"),
        ("add", "Adi", "--role", "raja", "--pin", "502917"),
        ("add", "Adi", "--role", "konsole", "--pin", "502917"),
        ("add", "Adi", "--pin", "123456"),
        ("add", "A\x1b[31m", "--pin", "502917"),
        ("add",),
        ("unlock", "Siapa"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_comes(made: Mart, words: tuple[str, ...]) -> None:
    said = made("user", *words)

    assert (said.code, said.out) == (1, "")
    assert [each["name"] for each in made("user", "--format", "json").rows] == ["Rina"]
