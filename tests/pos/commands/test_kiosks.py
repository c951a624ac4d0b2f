"""`kiosk` and `maker pin`: what stands before a maker looks at her own goods."""

from __future__ import annotations

from pathlib import Path

import pytest

from consignment import my_goods_desks
from koperasi import shops
from koperasi.errors import Refused
from koperasi.shops import Place
from tests.programs import Mart


def test_a_group_gets_its_pin_and_comes_in_with_it(made: Mart, place: Path) -> None:
    assert made("maker", "add", "--name", "Kelompok Mawar", "--group", "--code", "K-07").code == 0
    assert made("maker", "pin", "K-07", "--pin", "905172").code == 0

    shop = shops.open_shop(Place.parse(str(place)))
    caller = my_goods_desks.find(shop, "k-07")
    assert my_goods_desks.let_in(shop, shop.konsole(), caller, "905172").who.name == "Kelompok Mawar"
    with pytest.raises(Refused, match="Sisa 9 kali"):
        my_goods_desks.let_in(shop, shop.konsole(), caller, "905173")
    shop.close()


def test_a_pin_too_easy_is_refused(made: Mart) -> None:
    made("maker", "add", "--name", "Kelompok Mawar", "--group", "--code", "K-07")

    assert made("maker", "pin", "K-07", "--pin", "123456").code == 1


def test_without_a_display_there_is_no_kiosk(made: Mart, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    said = made("kiosk")

    assert said.code == 1
    assert said.err.startswith("Tidak ada layar di sini.")


def test_nobody_can_be_made_a_built_in_user(made: Mart) -> None:
    for role in ("kiosk", "konsole"):
        said = made("user", "add", "Wati", "--role", role, "--pin", "664028")
        assert said.code == 1
        assert f"Tidak ada peran {role}." in said.err
