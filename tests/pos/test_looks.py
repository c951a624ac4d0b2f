"""How this PC looks: kept beside its files, and over the shop's own settings."""

from __future__ import annotations

import pytest

from pos import looks
from pos.looks import FILE, PcLook
from tests.shops import Counter


def test_a_look_is_kept_for_the_next_start(counter: Counter) -> None:
    looks.keep(counter.shop, PcLook("dark", 115, 30))

    assert looks.load(counter.shop) == PcLook("dark", 115, 30)


def test_what_is_not_chosen_here_follows_the_shop(counter: Counter) -> None:
    assert looks.load(counter.shop).over(counter.shop).theme == counter.shop.settings.theme
    assert PcLook("dark").over(counter.shop).theme == "dark"


@pytest.mark.parametrize("rubbish", ["", "{", "[]", '{"theme": "pink", "scale": 100, "volume": 70}', '{"theme": 1}'])
def test_a_file_that_makes_no_sense_is_as_none(counter: Counter, rubbish: str) -> None:
    (counter.shop.state.path / FILE).write_text(rubbish, encoding="utf-8")

    assert looks.load(counter.shop) == PcLook()
