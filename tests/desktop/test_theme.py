from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.theme import DARK, LIGHT, THEMES, Size


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(tokens: dict[str, str], text: str, ground: str) -> float:
    light, dark = sorted((luminance(tokens[text]), luminance(tokens[ground])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


#: What the look promises (LOOK, 2), rounded as it is written there.
PROMISED = {
    ("ink", "card"): (16.4, 14.3),
    ("ink", "accent_tint"): (13.5, 10.7),
    ("ink", "warn_bg"): (14.2, 11.6),
    ("ink2", "card"): (10.3, 10.0),
    ("ink3", "card"): (7.8, 7.6),
    ("ink3", "sunk"): (6.4, 6.7),
    ("board_ink", "board"): (10.3, 11.8),
    ("gold", "board"): (7.7, 8.9),
    ("on_kunyit", "kunyit"): (8.9, 8.9),
    ("on_accent", "accent_fill"): (8.1, 5.5),
    ("ok", "card"): (7.1, 9.5),
    ("warn", "card"): (7.9, 9.9),
    ("refuse", "card"): (7.6, 8.5),
    ("titip", "card"): (9.1, 8.9),
    ("edge", "card"): (4.4, 4.8),
}


@pytest.mark.parametrize(("pair", "promised"), PROMISED.items(), ids=lambda each: "-".join(map(str, each)))
def test_contrast_is_as_promised_in_both_themes(pair: tuple[str, str], promised: tuple[float, float]) -> None:
    assert [round(contrast(tokens, *pair), 1) for tokens in (LIGHT, DARK)] == pytest.approx(promised, abs=0.051)


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_every_amount_is_readable_at_the_highest_level(tokens: dict[str, str]) -> None:
    grounds = {
        "ink": ("card", "paper", "sunk", "accent_tint", "warn_bg", "refuse_bg", "ok_bg"),
        "board_ink": ("board", "board_line"),
        "gold": ("board",),
        "on_kunyit": ("kunyit",),
    }

    low = [(ink, ground) for ink, on in grounds.items() for ground in on if contrast(tokens, ink, ground) < 7]

    assert low == []


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_every_text_is_readable_on_its_own_ground(tokens: dict[str, str]) -> None:
    pairs = [(tone, f"{tone}_bg") for tone in ("ok", "warn", "refuse", "titip")]
    pairs += [
        ("accent", "accent_tint"),
        ("accent", "card"),
        ("ink2", "sunk"),
        ("ink3", "paper"),
        ("board_ink2", "board"),
    ]

    assert [pair for pair in pairs if contrast(tokens, *pair) < 4.5] == []


@pytest.mark.parametrize("colour", [*theme.AVATARS, *theme.TILES.values()])
def test_white_initials_are_readable_on_every_avatar(colour: str) -> None:
    assert contrast({"text": theme.WHITE, "ground": colour}, "text", "ground") >= 4.5


def test_both_themes_know_the_same_tokens() -> None:
    assert LIGHT.keys() == DARK.keys()


def test_the_typeface_is_our_own_and_its_figures_are_equally_wide() -> None:
    for bold in (False, True):
        measured = theme.metrics(100, bold)

        assert QFontInfo(theme.font(Size.BODY, bold)).family() == "Noto Sans"
        assert {measured.horizontalAdvance(figure) for figure in "0123456789"} == {57}


@pytest.mark.parametrize(("scale", "pixels"), [(90, 43), (100, 48), (115, 55), (130, 62), (150, 72)])
def test_one_scale_multiplies_every_measure(qapp: QApplication, scale: int, pixels: int) -> None:
    theme.apply(qapp, "light", scale)

    assert theme.px(48) == pixels
    assert theme.font(48).pixelSize() == pixels


@pytest.mark.parametrize("look", [("light", 100), ("dark", 150)])
def test_the_sheet_is_filled_in_to_the_last_token(qapp: QApplication, look: tuple[str, int]) -> None:
    theme.apply(qapp, *look)

    assert "{" not in theme.sheet().replace("{background", "").split("}")[0]
    assert theme.THEMES[look[0]]["accent_fill"] in theme.sheet()


def test_a_change_of_theme_reaches_palette_and_sheet(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")

    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK["paper"]
    assert DARK["refuse_bg"] in qapp.styleSheet()


@pytest.mark.parametrize("look", [("sepia", 100), ("light", 101)])
def test_an_unknown_look_is_refused(qapp: QApplication, look: tuple[str, int]) -> None:
    with pytest.raises(ValueError, match="no such look"):
        theme.apply(qapp, *look)


@pytest.mark.parametrize(("width", "scale"), [(1024, 100), (1366, 100), (1600, 100), (1920, 130), (3840, 130)])
def test_a_wide_screen_starts_larger(width: int, scale: int) -> None:
    assert theme.scale_for(width) == scale


def test_a_person_keeps_her_colour() -> None:
    assert theme.avatar_colour("Rina Astuti") == theme.avatar_colour("Rina Astuti")
    assert theme.avatar_colour("Rina Astuti").name().upper() in theme.AVATARS


@pytest.mark.parametrize(
    ("size", "scales"),
    [
        ((1024, 736), (90, 100)),
        ((1366, 768), (90, 100)),
        ((1920, 1080), (90, 100, 115, 130)),
        ((3840, 2160), (90, 100, 115, 130, 150)),
        ((800, 600), (90,)),
    ],
)
def test_only_scales_that_have_room_are_offered(size: tuple[int, int], scales: tuple[int, ...]) -> None:
    assert theme.scales_for(*size) == scales


@pytest.mark.parametrize(
    ("wanted", "size", "scale"),
    [
        (0, (1920, 1080), 130),
        (150, (1366, 768), 100),
        (100, (1366, 768), 100),
        (0, (1024, 768), 100),
        (50, (1366, 768), 90),
    ],
)
def test_a_scale_without_room_is_made_smaller(wanted: int, size: tuple[int, int], scale: int) -> None:
    assert theme.nearest_scale(wanted, *size) == scale
