"""Colours, type and measures of every screen: one dict per theme, one scale.

Nothing outside this file names a colour or a font size by number.  Painted widgets ask
`colour("ink")`, `font(Size.BODY)` and `px(12)` each time they paint, so that a change of
theme needs no more than a repaint; the rest is dressed by one application style sheet.
The scale (90 to 150 %) is fixed before the first widget is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from zlib import crc32

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from printing import fonts

SCALES = (90, 100, 115, 130, 150)
#: What a window needs at 100 %, in pixels.
LEAST_WIDE, LEAST_HIGH = 1_000, 730

LIGHT = {
    "paper": "#F6F0E4", "card": "#FFFDF8", "sunk": "#EFE6D6", "line": "#DCCFB8", "edge": "#86745B",
    "ink": "#261C13", "ink2": "#4A3D32", "ink3": "#5D4F41",
    "accent": "#0E5B45", "accent_fill": "#0E5B45", "accent_hover": "#0A4C39", "accent_press": "#073B2C",
    "accent_tint": "#DCEBE0", "on_accent": "#FFFFFF",
    "board": "#0B4535", "board_ink": "#FFF8E6", "board_ink2": "#CDE2D3", "board_line": "#0D4D3C",
    "gold": "#FFD27F", "kunyit": "#F2B233", "on_kunyit": "#261C13", "ring": "#0B4535", "mark": "#0B4535",
    "ok": "#2C6312", "ok_bg": "#E5F1D4", "ok_line": "#8FB267",
    "warn": "#744600", "warn_bg": "#FCEBC6", "warn_line": "#D39B2F",
    "refuse": "#A4161A", "refuse_bg": "#FBE5E1", "refuse_line": "#D5827A",
    "titip": "#7B2561", "titip_bg": "#F7E4F0", "titip_line": "#C388AF",
}  # fmt: skip

DARK = {
    "paper": "#191510", "card": "#241E18", "sunk": "#30281F", "line": "#463A2D", "edge": "#9A876F",
    "ink": "#F7EEE0", "ink2": "#D6C8B4", "ink3": "#BDAE99",
    "accent": "#57C79B", "accent_fill": "#1C7757", "accent_hover": "#1F7F5E", "accent_press": "#166349",
    "accent_tint": "#1B3B2F", "on_accent": "#FFFFFF",
    "board": "#0A3A2C", "board_ink": "#FFF6E0", "board_ink2": "#B9D6C5", "board_line": "#0C4133",
    "gold": "#FFD27F", "kunyit": "#F2B233", "on_kunyit": "#261C13", "ring": "#0D0A07", "mark": "#0B4535",
    "ok": "#A6D36E", "ok_bg": "#26351A", "ok_line": "#5C7C33",
    "warn": "#F3C25A", "warn_bg": "#3B2D10", "warn_line": "#836321",
    "refuse": "#FFA193", "refuse_bg": "#471A16", "refuse_line": "#96443B",
    "titip": "#EDAAD5", "titip_bg": "#43203A", "titip_line": "#8C4C76",
}  # fmt: skip

THEMES = {"light": LIGHT, "dark": DARK}

#: The colour of the real banknote beside its denomination; coins share one grey.
NOTES = {
    100_000: "#C2403A", 50_000: "#2F6DB5", 20_000: "#3C8A4E", 10_000: "#7A4E9A",
    5_000: "#B0762E", 2_000: "#7F8790", 1_000: "#8E9A2F",
}  # fmt: skip
COIN = "#B8BBBF"

#: Behind white initials of people, chosen by name; each carries white at AA.
AVATARS = ("#8A4B1F", "#2F5E8E", "#5B4A8A", "#0E5B45", "#86305A", "#5E5A28", "#7B2561")
#: The colours a tile of goods may have, by name; each carries white at AA in both themes.
TILES = {
    "green": "#0E5B45", "brown": "#8A4B1F", "blue": "#2F5E8E",
    "violet": "#5B4A8A", "plum": "#86305A", "olive": "#5E5A28",
}  # fmt: skip
WHITE = "#FFFFFF"
BLACK = "#000000"


class Size(IntEnum):
    """Type roles, in pixels at 100 %."""

    TINY = 12
    KEY = 13
    MINI = 14
    BODY = 16
    NARROW_LINE = 17
    LINE = 18
    LEAD = 20
    NAME = 22
    PAD = 24
    TITLE = 26
    PAY = 28
    RP = 36
    FIGURE = 44
    AMOUNT = 48
    SECOND = 50
    OWED = 60
    NARROW_TOTAL = 66
    SMALL_TOTAL = 68
    RP_CHANGE = 80
    TOTAL = 84
    CLOCK = 96
    CHANGE = 208


SHEET = """
QMainWindow,QDialog,QWidget[role="screen"]{{background:{paper};}}
QLabel{{background:transparent;color:{ink};}}
QLabel[tone="ink2"]{{color:{ink2};}} QLabel[tone="ink3"]{{color:{ink3};}} QLabel[tone="accent"]{{color:{accent};}}
QLabel[tone="ok"]{{color:{ok};}} QLabel[tone="warn"]{{color:{warn};}} QLabel[tone="refuse"]{{color:{refuse};}}
QLabel[tone="titip"]{{color:{titip};}} QLabel[tone="kunyit"]{{color:{kunyit};}} QLabel[tone="gold"]{{color:{gold};}}
QLabel[tone="board_ink"]{{color:{board_ink};}} QLabel[tone="board_ink2"]{{color:{board_ink2};}}
QLabel[tone="on_kunyit"]{{color:{on_kunyit};}}
QPushButton{{background:{card};color:{ink};border:1px solid {edge};border-radius:{px8}px;min-height:{in48}px;
  padding:0 {px16}px;font-size:{px16}px;font-weight:700;outline:0;}}
QPushButton:hover{{background:{sunk};}} QPushButton:pressed{{background:{line};}}
QPushButton[role="primary"]{{background:{accent_fill};border-color:{accent_fill};color:{on_accent};}}
QPushButton[role="primary"]:hover{{background:{accent_hover};}}
QPushButton[role="primary"]:pressed{{background:{accent_press};}}
QPushButton[role="chosen"]{{background:{accent_tint};border:2px solid {accent};color:{accent};min-height:{in2_48}px;}}
QPushButton[role="hinted"]{{background:{accent_tint};border-color:{accent};color:{accent};}}
QPushButton[role="sunk"]{{background:{sunk};}} QPushButton[role="sunk"]:hover{{background:{line};}}
QPushButton[role="key"]{{border-color:{line};}}
QPushButton[role="quiet"]{{background:transparent;border-color:transparent;}}
QPushButton[role="quiet"]:hover{{background:{sunk};}} QPushButton[role="quiet"]:pressed{{background:{line};}}
QPushButton:disabled,QPushButton[role="primary"]:disabled,QPushButton[role="chosen"]:disabled{{
  background:{sunk};border-color:{line};color:{ink3};}}
QPushButton[role="quiet"]:disabled{{background:transparent;border-color:transparent;}}
QPushButton[tall="56"]{{min-height:{in56}px;}} QPushButton[tall="64"]{{min-height:{in64}px;}}
QPushButton[tall="64"][role="chosen"]{{min-height:{in2_64}px;}}
QPushButton[tall="72"]{{min-height:{in72}px;}} QPushButton[tall="88"],QPushButton[tall="true"]{{min-height:{in88}px;}}
QPushButton[tall="free"],QPushButton[tall="free"][role="chosen"]{{min-height:{in48}px;padding:0;}}
QPushButton[tall="none"]{{min-height:0;padding:0;}}
QLineEdit{{background:{card};color:{ink};border:1px solid {edge};border-radius:{px8}px;min-height:{in48}px;
  padding:0 {px12}px;placeholder-text-color:{ink3};selection-background-color:{accent};selection-color:{card};}}
QLineEdit:disabled{{background:{sunk};border-color:{line};color:{ink3};}}
QLineEdit#scan{{border:2px solid {accent};min-height:{in2_56}px;font-size:{px20}px;padding:0 {px16}px;}}
QLineEdit#scan:focus{{border-color:{scan_focus};}}
QLineEdit[tall="88"]{{border:2px solid {edge};min-height:{in2_88}px;font-weight:700;padding:0 {px18}px;}}
QLineEdit[tall="88"]:focus{{border-color:{scan_focus};}}
QLineEdit[state="error"]{{border:2px solid {refuse};background:{refuse_bg};min-height:{in2_48}px;}}
QLineEdit[state="error"][tall="88"]{{min-height:{in2_88}px;}} QLineEdit#scan[state="error"]{{min-height:{in2_56}px;}}
QFrame[role="card"]{{background:{card};border:1px solid {line};border-radius:{px8}px;}}
QLabel[role="paper"]{{border:1px solid {line};}}
QFrame[role="rule"]{{background:{line};border:0;min-height:1px;max-height:1px;}}
QTableView{{background:{card};color:{ink};border:1px solid {line};border-radius:{px8}px;outline:0;
  selection-background-color:{accent_tint};selection-color:{ink};}}
QHeaderView{{background:{sunk};border:0;}}
QHeaderView::section{{background:{sunk};color:{ink2};border:0;border-bottom:1px solid {line};padding:0 {px8}px;
  min-height:{px35}px;font-size:{px14}px;font-weight:700;}}
QScrollArea,QScrollArea>QWidget>QWidget{{background:transparent;border:0;}}
QScrollBar:vertical{{background:{sunk};width:{px12}px;border:0;}}
QScrollBar::handle:vertical{{background:{edge};border-radius:{px4}px;margin:2px;min-height:{px48}px;}}
QScrollBar::add-line,QScrollBar::sub-line{{width:0;height:0;}}
QScrollBar::add-page,QScrollBar::sub-page{{background:transparent;}}
QScrollBar:horizontal{{background:{sunk};height:{px12}px;border:0;}}
QScrollBar::handle:horizontal{{background:{edge};border-radius:{px4}px;margin:2px;min-width:{px48}px;}}
QToolTip{{background:{card};color:{ink};border:1px solid {edge};padding:{px4}px {px8}px;font-size:{px14}px;}}
"""


class _Changes(QObject):
    """Signals:
    theme_changed(): the tokens are others now; caches of coloured things are stale.
    """

    theme_changed = Signal()


changes = _Changes()


@dataclass(slots=True)
class _Look:
    """What is worn now; the one changeable value of this module."""

    theme: str = "light"
    scale: int = 100
    motion: bool = True


_look = _Look()


def px(size: float) -> int:
    """A measure of the pictures (at 100 %) in pixels of this screen's scale."""
    return round(size * _look.scale / 100)


def hex_of(token: str) -> str:
    """The colour's text for SVG and style sheets; raises KeyError for an unknown token."""
    return THEMES[_look.theme][token]


def colour(token: str) -> QColor:
    return _colour(hex_of(token))


def plain_white() -> QColor:
    """Paper under a code that a phone must read."""
    return _colour(WHITE)


def plain_black() -> QColor:
    return _colour(BLACK)


def note_colour(denomination: int, *, coin: bool = False) -> QColor:
    """The colour mark beside a note; coins and unknown notes are grey."""
    return _colour(COIN if coin and denomination < 1_000 else NOTES.get(denomination, COIN))


def avatar_colour(name: str) -> QColor:
    """Always the same colour for the same person."""
    return _colour(AVATARS[crc32(name.encode()) % len(AVATARS)])


def tile_colour(name: str) -> QColor:
    """The ground of a tile; one whose colour nobody knows is green."""
    return _colour(TILES.get(name, TILES["green"]))


@cache
def _colour(text: str) -> QColor:
    return QColor(text)


def theme() -> str:
    return _look.theme


def motion() -> bool:
    """False when nothing may move or flash."""
    return _look.motion


@cache
def font(size: int, bold: bool = False, mono: bool = False) -> QFont:
    """Noto Sans at a role's size (of 100 %), scaled."""
    face = QFont("Noto Sans Mono" if mono else "Noto Sans")
    face.setPixelSize(max(1, px(size)))
    face.setBold(bold)
    return face


@cache
def metrics(size: int, bold: bool = False) -> QFontMetrics:
    return QFontMetrics(font(size, bold))


def scale_for(width: int) -> int:
    """The usual scale, in per cent, for a screen so many pixels wide."""
    return 130 if width >= 1_900 else 100


def scales_for(width: int, height: int) -> tuple[int, ...]:
    """The scales at which every screen has room on a display of this size; at least the smallest."""
    fitting = tuple(each for each in SCALES if width * 100 >= LEAST_WIDE * each and height * 100 >= LEAST_HIGH * each)
    return fitting or SCALES[:1]


def nearest_scale(wanted: int, width: int, height: int) -> int:
    """The scale that is wanted, 0 for the usual one, or the largest below it that has room."""
    fitting = scales_for(width, height)
    return max((each for each in fitting if each <= (wanted or scale_for(width))), default=fitting[0])


def apply(app: QApplication, theme: str = "light", scale: int = 100, *, motion: bool = True) -> None:
    """Dress the whole program; may be called again to change the theme while it runs.

    Raises ValueError for a theme or scale that does not exist.
    """
    if theme not in THEMES or scale not in SCALES:
        raise ValueError(f"no such look: {theme!r} at {scale!r} %")
    _look.theme, _look.scale, _look.motion = theme, scale, motion
    if app.property("dressed") == f"{theme} {scale}":
        # Polishing every widget there is once more would change nothing.
        return
    font.cache_clear()
    metrics.cache_clear()
    _load_fonts(app)
    if app.property("dressed") is None:
        # Once: a style set again is made anew, and every widget polished for it.
        app.setStyle("Fusion")
    app.setPalette(palette())
    app.setFont(font(Size.BODY))
    app.setStyleSheet(sheet())
    app.setProperty("dressed", f"{theme} {scale}")
    changes.theme_changed.emit()
    for window in app.topLevelWidgets():
        window.update()


def _load_fonts(app: QApplication) -> None:
    if app.property("fonts_loaded"):
        return
    for path in fonts.ALL:
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(f"the typeface {path} cannot be loaded")
    app.setProperty("fonts_loaded", True)


def sheet() -> str:
    """The application style sheet of the present look.

    `pxN` is a scaled measure; `inN` is the inside height of a box N high with a border of
    1 px, `in2_N` with 2 px, because Qt counts `min-height` without the border.
    """
    return SHEET.format_map(_Measures(THEMES[_look.theme]))


class _Measures(dict[str, str]):
    def __missing__(self, name: str) -> str:
        if name == "scan_focus":
            return self["ring" if _look.theme == "light" else "accent"]
        if name.startswith("in2_"):
            return str(px(int(name[4:])) - 4)
        if name.startswith("in"):
            return str(px(int(name[2:])) - 2)
        return str(px(int(name.removeprefix("px"))))


def palette() -> QPalette:
    Role = QPalette.ColorRole
    roles = {
        Role.Window: "paper", Role.Base: "card", Role.AlternateBase: "sunk", Role.Button: "card",
        Role.WindowText: "ink", Role.Text: "ink", Role.ButtonText: "ink", Role.PlaceholderText: "ink3",
        Role.Highlight: "accent_tint", Role.HighlightedText: "ink", Role.Accent: "accent", Role.Link: "accent",
        Role.BrightText: "on_accent", Role.Mid: "line", Role.Dark: "edge",
        Role.ToolTipBase: "card", Role.ToolTipText: "ink",
    }  # fmt: skip
    chosen = QPalette()
    for role, token in roles.items():
        chosen.setColor(role, colour(token))
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        chosen.setColor(QPalette.ColorGroup.Disabled, role, colour("ink3"))
    return chosen


def dress(widget: QWidget, **properties: str) -> None:
    """Set style properties (role, tone, tall, state …) and let the sheet see them."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
