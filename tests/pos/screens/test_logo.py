"""Logo Struk: a picture is chosen and seen as it is printed; only who may change settings chooses."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from pos.screens.logo import LogoScreen
from tests.fronts import Front


def shown(front: Front) -> LogoScreen:
    front.window.shell.go("logo")
    screen = front.screen
    assert isinstance(screen, LogoScreen)
    front.until(lambda: screen.paper.count == 1)
    return screen


def test_a_logo_is_chosen_and_taken_away(selling_front: Front, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    Image.new("L", (400, 200), 10).save(file)
    selling_front.window.station.actor = selling_front.counter.manager
    screen = shown(selling_front)
    assert not screen.actions_by_key["Ctrl+H"].isEnabled()
    screen.ask = lambda: str(file)
    selling_front.press("Return")
    selling_front.until(lambda: selling_front.counter.shop.settings.receipt_logo)
    selling_front.until(lambda: screen.actions_by_key["Ctrl+H"].isEnabled())

    selling_front.press("Ctrl+H")
    selling_front.until(lambda: not selling_front.counter.shop.settings.receipt_logo)


def test_what_is_no_picture_is_told(selling_front: Front, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(b"bukan gambar")
    selling_front.window.station.actor = selling_front.counter.manager
    screen = shown(selling_front)
    screen.ask = lambda: str(file)
    selling_front.press("Return")
    selling_front.until(lambda: screen.notice.notice is not None)
    assert screen.notice.notice is not None
    assert "bukan gambar" in screen.notice.notice.words


def test_a_cashier_only_looks(selling_front: Front) -> None:
    screen = shown(selling_front)
    assert not screen.primary.isEnabled()
