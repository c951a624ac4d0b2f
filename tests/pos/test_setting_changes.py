"""Settings in words: every one has them, and what is typed is checked."""

from __future__ import annotations

import pytest

from koperasi.errors import BadInput, NotAllowed
from koperasi.settings import Settings
from pos import looks, setting_changes, setting_words
from pos.looks import PcLook
from pos.setting_words import Told
from pos.stations import Station
from tests.shops import Counter

TOLD = {told.name: told for group in setting_words.groups() for told in group.told}


def test_every_setting_has_words_or_is_hidden_on_purpose() -> None:
    named = {told.name for group in setting_words.GROUPS for told in group.told}
    own = {told.name for told in setting_words.HERE.told}

    assert set(Settings.__slots__) - setting_words.HIDDEN <= named
    assert named - own <= set(Settings.__slots__)


def test_every_default_is_one_of_its_choices_and_reads_back() -> None:
    defaults = Settings()
    for name, told in TOLD.items():
        if not hasattr(defaults, name):
            continue
        value = getattr(defaults, name)
        if told.choices:
            assert value in [each for each, _words in told.choices], name
        elif not isinstance(value, bool):
            assert setting_changes.read(told, setting_changes.written(told, value), value) == value, name


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("usual_float", "Rp 250.000", 250_000),
        ("surplus_estimate_bps", "2,5", 250),
        ("surplus_estimate_bps", "3", 300),
        ("printer", "tcp:192.168.1.50:9100", "tcp:192.168.1.50:9100"),
        ("printer", "", ""),
        ("receipt_thanks", "Matur  nuwun\n", "Matur nuwun"),
    ],
)
def test_a_value_is_read_as_it_is_typed(name: str, typed: str, value: object) -> None:
    assert setting_changes.read(TOLD[name], typed, getattr(Settings(), name)) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("usual_float", "banyak"),
        ("usual_float", "-5"),
        ("surplus_estimate_bps", "101"),
        ("surplus_estimate_bps", "2,555"),
        ("printer", "kabel biru"),
        ("scale_barcode_mask", "??"),
        ("receipt_thanks", "x" * 201),
    ],
)
def test_a_value_that_fits_nothing_is_refused_beside_its_field(name: str, typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        setting_changes.read(TOLD[name], typed, getattr(Settings(), name))

    assert refused.value.field == name


def test_a_value_no_choice_offers_is_still_shown() -> None:
    told = Told("lock_minutes", "Kunci", choices=((0, "Tidak"), (5, "5 menit")))

    assert (7, "7") in setting_words.choices_of(told, 7)


def test_the_managers_change_is_kept_for_the_shop_and_the_look_for_this_pc(counter: Counter) -> None:
    station = Station(counter.shop)
    setting_changes.change(station, counter.manager, {"lock_minutes": 10, "theme": "dark"})

    assert counter.shop.settings.lock_minutes == 10
    assert counter.shop.settings.theme == "light"
    assert looks.load(counter.shop) == PcLook("dark")


def test_a_cashier_changes_her_screen_but_nothing_of_the_shop(counter: Counter) -> None:
    station = Station(counter.shop)
    setting_changes.change(station, counter.cashier, {"scale": 115})
    with pytest.raises(NotAllowed):
        setting_changes.change(station, counter.cashier, {"lock_minutes": 0, "scale": 150})

    assert looks.load(counter.shop).scale == 115
    assert counter.shop.settings.lock_minutes == 5
