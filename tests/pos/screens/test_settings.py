"""The settings screen: by keys and by touch, by who may and who may not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.fields import Field
from pos import looks
from pos.screens.setting_rows import ChoiceBar
from pos.screens.settings import KEYS, SettingsScreen
from tests.fronts import YUNI, Front
from tests.shops import Counter

#: Where the groups stand.
HERE, TILL, PAPER, MONEY = "Alt+1", "Alt+2", "Alt+3", "Alt+4"


@pytest.fixture
def manager(qtbot: QtBot, qapp: QApplication, seller: Counter) -> Iterator[Front]:
    """The whole window, with the manager signed in over the open shift, at the settings."""
    opened = Front.open(seller, qtbot, qapp)
    opened.sign_in(YUNI)
    opened.at("till")
    opened.press("F12", "Ctrl+S")
    opened.at("settings")
    yield opened
    opened.window.close()
    theme.apply(qapp, motion=False)


def settings_of(front: Front) -> SettingsScreen:
    screen = front.screen
    assert isinstance(screen, SettingsScreen)
    return screen


def said(front: Front) -> str:
    notice = front.screen.notice.notice
    return notice.words if notice is not None else ""


def test_by_keys_a_choice_is_changed_and_kept(manager: Front, seller: Counter) -> None:
    manager.press(TILL, "Tab", "Tab", "Right")
    assert settings_of(manager).wanted == {"lock_minutes": 10}
    assert settings_of(manager).primary.words == "Simpan 1 perubahan"
    manager.press("Return")

    manager.until(lambda: said(manager) == "Tersimpan, dan sudah berlaku.")
    assert seller.shop.settings.lock_minutes == 10
    assert manager.window.idle is not None
    assert manager.window.idle.timer.interval() == 10 * 60_000


def test_by_touch_the_theme_is_dark_at_once_and_stays(manager: Front, seller: Counter, qtbot: QtBot) -> None:
    bar = settings_of(manager).rows["theme"].control
    assert isinstance(bar, ChoiceBar)
    qtbot.mouseClick(bar.buttons[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(settings_of(manager).primary, Qt.MouseButton.LeftButton)

    manager.until(lambda: theme.theme() == "dark")
    assert looks.load(seller.shop).theme == "dark"
    assert seller.shop.settings.theme == "light"


def test_a_typed_value_is_checked_under_its_field(manager: Front, seller: Counter) -> None:
    manager.press(MONEY)
    row = settings_of(manager).rows["usual_float"]
    assert isinstance(row.control, Field)
    row.control.setFocus()
    row.control.selectAll()
    manager.type("banyak")

    assert row.error.words.startswith("Isi angka dari 0 sampai")
    assert settings_of(manager).primary.words == "Betulkan dulu yang merah"
    manager.press("Return")
    assert seller.shop.settings.usual_float == 300_000
    row.control.selectAll()
    manager.type("250000")
    manager.press("Return")
    manager.until(lambda: seller.shop.settings.usual_float == 250_000)


def test_a_change_stays_while_another_group_is_looked_at(manager: Front) -> None:
    manager.press(TILL, "Right")
    wanted = dict(settings_of(manager).wanted)
    manager.press(PAPER, TILL)

    assert settings_of(manager).wanted == wanted
    assert settings_of(manager).rows["language"].is_changed


def test_escape_drops_what_was_not_kept_only_the_second_time(manager: Front, seller: Counter) -> None:
    manager.press(TILL, "Right", "Escape")
    assert manager.name == "settings"
    assert said(manager).startswith("Perubahan belum disimpan")
    manager.press("Escape")

    manager.at("menu")
    assert seller.shop.settings.language == "id"


def test_a_cashier_sees_the_shops_settings_and_changes_only_her_screen(selling_front: Front) -> None:
    selling_front.press("F12", "Ctrl+S")
    selling_front.at("settings")
    screen = settings_of(selling_front)
    assert all(row.control.isEnabled() for row in screen.rows.values())
    selling_front.press(MONEY)

    assert not any(row.control.isEnabled() for row in screen.rows.values())
    selling_front.press(HERE, "Tab", "Tab", "Left", "Return")
    selling_front.until(lambda: looks.load(selling_front.counter.shop).volume == 30)
    assert selling_front.window.sounds.volume == 30


def test_another_printer_serves_the_queue_without_a_restart(manager: Front, seller: Counter) -> None:
    before = manager.window.printers
    manager.press(PAPER)
    manager.type("virtual")
    manager.press("Return")

    manager.until(lambda: manager.window.printers is not before)
    assert manager.window.station.printer == "K1"
    assert seller.shop.settings.printer == "virtual"


def test_every_group_has_a_key_that_can_be_pressed_and_is_in_sight(manager: Front) -> None:
    screen = manager.screen
    assert isinstance(screen, SettingsScreen)
    assert len(screen.groups) > 10
    for key, group, button in zip(KEYS, screen.groups, screen.buttons, strict=False):
        manager.press(f"Alt+{key}")
        assert screen.group is group
        assert (
            screen.navigation.viewport()
            .rect()
            .intersects(button.rect().translated(button.mapTo(screen.navigation.viewport(), button.rect().topLeft())))
        )
