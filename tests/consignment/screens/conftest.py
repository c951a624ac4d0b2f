"""The office of a real small shop in an offscreen window: the same one as for the screens of the goods."""

from __future__ import annotations

from tests.inventory.screens.conftest import Bureau as Bureau
from tests.inventory.screens.conftest import bureau as bureau
from tests.inventory.screens.conftest import focused as focused
