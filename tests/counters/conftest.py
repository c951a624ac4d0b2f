"""What holds at every screen of the counter at once: the same desks and windows as the screens' own tests."""

from __future__ import annotations

from tests.pos.screens.conftest import (  # noqa: F401  fixtures
    desk,
    front,
    light,
    open_desk,
    seller,
    selling_front,
    unopened,
)
