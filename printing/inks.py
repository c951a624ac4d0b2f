"""The inks of files that are printed on white paper: the theme's light tones, without a theme.

`desktop/theme.py` names every colour of the screens; paper has one look, and knows no Qt.
"""

from __future__ import annotations

INK = 0x261C13  # words and amounts
SOFT = 0x5D4F41  # captions, notes, the foot of a page
LINE = 0xDCCFB8  # hairlines
HEAD = 0xEFE6D6  # behind heads and totals
