from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QApplication

from desktop import icons, theme


def farthest(name: str, token: str) -> int:
    """How far the solid pixels of an icon are from its token's colour, at most (rounding allows 1)."""
    wanted = theme.colour(token)
    picture = icons.pixmap(name, token, 48, 1.0).toImage()
    pixels = [picture.pixelColor(x, y) for x in range(48) for y in range(48)]
    solid = [each for each in pixels if each.alpha() == 255]
    assert solid
    return max(abs(p - w) for each in solid for p, w in zip(each.getRgb(), wanted.getRgb(), strict=True))


@pytest.mark.parametrize("name", sorted(icons.names()))
def test_every_icon_is_one_line_family_that_names_no_colour(name: str) -> None:
    drawing = (icons.FOLDER / f"{name}.svg").read_text(encoding="ascii")

    assert 'viewBox="0 0 24 24"' in drawing
    assert 'stroke-width="2"' in drawing
    assert not re.search("#[0-9a-fA-F]{3,8}", drawing)
    assert farthest(name, "accent") <= 1


def test_an_icon_is_drawn_once_and_again_after_a_change_of_theme(qapp: QApplication) -> None:
    light = icons.pixmap("check", "ok", 16, 1.0)
    assert icons.pixmap("check", "ok", 16, 1.0) is light

    theme.apply(qapp, "dark")

    assert farthest("check", "ok") <= 1


def test_a_picture_is_sharp_on_a_dense_screen() -> None:
    assert icons.pixmap("scan", "ink", 24, 2.0).width() == 48


def test_a_misspelt_icon_is_found_out() -> None:
    with pytest.raises(KeyError, match="no icon 'chek'"):
        icons.pixmap("chek", "ink", 16)
