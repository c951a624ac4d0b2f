"""The tour: pictures of every screen, also where no display is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from koperasi.errors import Trouble
from pos import tours
from pos.tours import LOOKS, Look

ROOT = Path(__file__).parents[2]


def test_a_look_is_named_by_its_theme_and_size() -> None:
    assert Look.parse("dark-1024x768") == Look("dark", 1024, 768)
    assert [Look.parse(each.name) for each in LOOKS] == list(LOOKS)


@pytest.mark.parametrize("wrong", ["blue-1366x768", "light", "light-1366", "light-ax768"])
def test_what_is_no_look_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):
        Look.parse(wrong)


def test_a_display_is_seen_by_what_the_system_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert not tours.has_display()
    monkeypatch.setenv("DISPLAY", ":7")
    assert tours.has_display()


def test_without_a_display_the_program_says_so_and_names_its_pictures(tmp_path: Path) -> None:
    seen = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in seen}
    code = (
        "import sys; from pos import tours; tours.LOOKS = (tours.Look('dark', 1024, 768),);"
        "tours.walk.__defaults__ = (tours.LOOKS,); from pos.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "--shop", str(tmp_path / "toko")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=480, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("Tidak ada layar di sini.")
    pictures = [Path(line) for line in done.stdout.splitlines()]
    assert len(pictures) == 94
    screens = [each for each in pictures if not {"kertas", "pembeli"}.intersection(each.name.split("-"))]
    assert {size_of(each) for each in screens} == {(1024, 768)}


def size_of(picture: Path) -> tuple[int, int]:
    with Image.open(picture) as opened:
        return opened.size


def test_a_tour_that_stumbles_is_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tours, "WALKER", "pos.screens.no_such_walker")

    with pytest.raises(Trouble, match="Tur layar terhenti"):
        list(tours.walk(tmp_path))


def test_only_pictures_that_lie_there_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def walked(folder: Path, looks: tuple[Look, ...]) -> Iterator[Path]:
        for number, name in enumerate(("masuk", "kasir"), 1):
            path = folder / f"{number:02}-{name}-{looks[0].name}.png"
            path.write_bytes(name.encode())
            yield path

    monkeypatch.setattr(tours, "walk", walked)
    shown = tmp_path / "kasir-dark-1024x768.png"
    shown.write_bytes(b"older")

    assert list(tours.remade(tmp_path, (Look("dark", 1024, 768),))) == [shown]
    assert shown.read_bytes() == b"kasir"
    assert [each.name for each in tmp_path.iterdir()] == [shown.name]
