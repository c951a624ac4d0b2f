"""How the window looks and sounds on this PC: each has its own, kept beside its other files.

What is not chosen here follows the shop's settings.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from koperasi.shop import Shop

FILE = "look.json"
THEMES = ("light", "dark")
VOLUMES = (0, 30, 70, 100)
USUAL_VOLUME = 70


@dataclass(frozen=True, slots=True)
class PcLook:
    """A theme ("" as the shop has it), a scale in per cent (0 likewise), a volume of 0 to 100."""

    theme: str = ""
    scale: int = 0
    volume: int = USUAL_VOLUME

    def over(self, shop: Shop) -> PcLook:
        """With the shop's own where nothing was chosen; a scale of 0 is chosen by the screen's width."""
        return replace(self, theme=self.theme or shop.settings.theme, scale=self.scale or shop.settings.scale)


def load(shop: Shop) -> PcLook:
    """What was chosen on this PC; a file that makes no sense is as none."""
    try:
        kept = json.loads((shop.state.path / FILE).read_text(encoding="utf-8"))
        look = PcLook(str(kept["theme"]), int(kept["scale"]), int(kept["volume"]))
    except (OSError, ValueError, KeyError, TypeError):
        return PcLook()
    return look if look.theme in ("", *THEMES) and 0 <= look.volume <= 100 else PcLook()


def keep(shop: Shop, look: PcLook) -> None:
    """Remember it for the next start; raises OSError where this PC's folder cannot be written."""
    path = shop.state.path / FILE
    draft = path.with_name(FILE + ".new")
    draft.write_text(json.dumps(asdict(look)), encoding="utf-8")
    draft.replace(path)
