"""Files for the imports' tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inventory import catalogue_files, imports
from inventory.imports import Import, Options, Outcome
from koperasi.shop import Shop
from tests.inventory.filed import CATALOGUE

TakeIn = Callable[..., Outcome]


@pytest.fixture
def take_in(shop: Shop, tmp_path: Path) -> TakeIn:
    """Import a text as a file; rows that are wrong fail nothing."""

    def take_in(kind: Import, text: str, **options: object) -> Outcome:
        path = tmp_path / f"{kind.kind}.csv"
        path.write_text(text, encoding="utf-8")
        return imports.run(shop, kind, path, Options(**options), shop.konsole())  # type: ignore[arg-type]

    return take_in


@pytest.fixture
def goods(take_in: TakeIn) -> None:
    """Three goods and a service."""
    take_in(catalogue_files.IMPORT, CATALOGUE)
