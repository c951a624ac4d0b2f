"""The command line on a shop in a folder with a blank in its name."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from koperasi import users
from koperasi.text import use_language
from pos import __main__ as program
from tests.programs import CATALOGUE, TICKETS, Mart, Said


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "toko kami"


@pytest.fixture
def mart(place: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Mart]:
    """Run the program on the shop; a misuse is told by its exit code."""
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    monkeypatch.setenv("SBMI_MART_SHOP", str(place))
    level = logging.getLogger().level

    def run(*words: object) -> Said:
        capfd.readouterr()
        try:
            code = program.main([str(each) for each in words])
        except SystemExit as misuse:
            code = int(misuse.code or 0)
        told = capfd.readouterr()
        return Said(code, told.out, told.err)

    yield run
    logging.getLogger().setLevel(level)
    use_language("id")


@pytest.fixture
def made(mart: Mart) -> Mart:
    """A shop with nothing in it."""
    assert mart("init", "--name", "SBMI UJI", "--manager", "Rina", "--pin", "482913").code == 0
    return mart


@pytest.fixture
def filled(made: Mart, tmp_path: Path) -> Mart:
    """A shop with two goods and two tickets."""
    for kind, text in (("catalogue", CATALOGUE), ("tickets", TICKETS)):
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        assert made("import", kind, path).code == 0
    return made
