"""The typefaces of screen, slip picture and PDF: Noto Sans and Noto Sans Mono (OFL, see OFL.txt).

Static TrueType, because ReportLab embeds nothing else.  All figures of Noto Sans are equally
wide in both weights, so columns of money line up on any medium with nothing switched on.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
REGULAR = FOLDER / "NotoSans-Regular.ttf"
BOLD = FOLDER / "NotoSans-Bold.ttf"
MONO = FOLDER / "NotoSansMono-Regular.ttf"
MONO_BOLD = FOLDER / "NotoSansMono-Bold.ttf"
ALL = (REGULAR, BOLD, MONO, MONO_BOLD)
