"""The PINs of a demo shop, which its sign-in shows: in a file of this PC, never in a real shop."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping

from koperasi.shop import Shop

FILE = "demo-pins.json"


def keep(shop: Shop, pins: Mapping[int, str]) -> None:
    """Remember the PINs (user id → PIN) of a demo's people."""
    path = shop.state.path / FILE
    path.write_text(json.dumps({str(user): pin for user, pin in pins.items()}), encoding="utf-8")
    if os.name == "posix":
        path.chmod(0o600)


def known(shop: Shop) -> dict[int, str]:
    """The PINs to show; none unless the shop's settings say that it is a demo."""
    path = shop.state.path / FILE
    if not shop.settings.demo or not path.exists():
        return {}
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return {int(user): pin for user, pin in kept.items()}
