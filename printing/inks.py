"""The inks of files that are printed on white paper: the theme's light tones, without a theme.

`desktop/theme.py` names every colour of the screens; paper has one look, and knows no Qt.
"""

from __future__ import annotations

INK = 0x261C13  # words and amounts
SOFT = 0x5D4F41  # captions, notes, the foot of a page
LINE = 0xDCCFB8  # hairlines
HEAD = 0xEFE6D6  # behind heads and totals
EDGE = 0x86745B  # the floor that bars stand on, bars of no meaning of their own
ACCENT = 0x0E5B45  # bars of charts
TINT = 0xDCEBE0  # the lighter part of a bar
TITIP = 0x7B2561  # members' goods
KUNYIT = 0xF2B233  # what is usual, beside what is
PAPER = 0xFFFFFF  # words on a dark bar
WARN = 0x744600  # look here
