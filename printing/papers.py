"""Paper and the printer behind it, as the shop set them.

Profiles of printers are often wrong, so nothing is looked up: width, cutter, code page
and the rest are settings, proved by printing a proof sheet (`proofs.py`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

DOTS_OF_COLUMNS = {32: 384, 42: 512, 48: 576}
CODE_PAGES = {
    "CP437": 0, "CP850": 2, "CP860": 3, "CP863": 4, "CP865": 5, "CP1252": 16, "CP866": 17, "CP852": 18, "CP858": 19,
}  # fmt: skip
CUTTERS = ("none", "partial", "full")
FONTS = {"A": 12, "B": 9}  # dots to a letter
PULSE_STEP_MS = 2


@dataclass(frozen=True, slots=True)
class Paper:
    """One printer's settings.

    `columns` of text on `dots` dots (203 to the inch); `cutter` none, partial or full;
    `code_page` is chosen in every job, though text is ASCII; `qr_native` and
    `barcode_native` let the printer draw codes itself (else they go as a picture, which
    every printer can); `drawer_pin` 2 or 5 of the drawer's socket; `pulse` is its
    length on and off in milliseconds; `feed` is the lines fed before a cut or at the end;
    `font` A has letters 12 dots wide, B 9, which brings 42 columns onto 58 mm.
    """

    columns: int = 48
    dots: int = 576
    cutter: str = "partial"
    code_page: str = "CP437"
    qr_native: bool = False
    barcode_native: bool = False
    drawer_pin: int = 2
    pulse: tuple[int, int] = (100, 500)
    feed: int = 4
    font: str = "A"

    def __post_init__(self) -> None:
        low, high = self.pulse
        checks = (
            (16 <= self.columns <= 64, "columns"),
            (self.dots >= self.columns * 8 and self.dots % 8 == 0, "dots"),
            (self.font in FONTS, "font"),
            (self.cutter in CUTTERS, "cutter"),
            (self.code_page in CODE_PAGES, "code_page"),
            (self.drawer_pin in (2, 5), "drawer_pin"),
            (0 < low <= 255 * PULSE_STEP_MS and 0 < high <= 255 * PULSE_STEP_MS, "pulse"),
            (0 <= self.feed <= 20, "feed"),
        )
        for right, name in checks:
            if not right:
                raise ValueError(f"no paper has {name} = {getattr(self, name)!r}")

    @classmethod
    def of_columns(cls, columns: int) -> Paper:
        """Ordinary paper: 32 columns on 58 mm, 42 or 48 on 80 mm; raises ValueError for others."""
        if columns not in DOTS_OF_COLUMNS:
            raise ValueError(f"no ordinary paper has {columns} columns")
        return cls(columns=columns, dots=DOTS_OF_COLUMNS[columns])

    def to_dict(self) -> dict[str, Any]:
        return {**asdict(self), "pulse": list(self.pulse)}

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> Paper:
        """The settings as `to_dict` wrote them; raises ValueError or TypeError when they make no paper."""
        return cls(**{**kept, "pulse": tuple(kept.get("pulse", (100, 500)))})
