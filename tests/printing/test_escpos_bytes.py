from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing import encoders
from printing.escpos_bytes import encode, kick
from printing.papers import Paper
from printing.slips import BIG, Cell, Draft, Picture, Slip
from printing.texts import text_lines
from printing.virtual import Kick, VirtualPrinter
from printing.virtual_sheets import Dots
from tests.papers.samples import SAMPLES
from tests.printing.readers import codes_in

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=200)

#: Every command that a slip of words alone may hold; what is left must be letters and line feeds.
TEMPLATES = re.compile(rb"\x1b@|\x1bR\x00|\x1bt\x00|\x1d![\x00\x01\x11]|\x1bE[\x00\x01]|\x1bd\x04|\x1dV\x01")


def squeezed(lines: list[str]) -> list[str]:
    return [" ".join(each.split()).replace("Rp ", "") for each in lines]


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("name", ["struk", "tutup-kasir-z"])
def test_a_strict_printer_prints_the_lines_that_the_slip_has(name: str, columns: int) -> None:
    slip, paper = SAMPLES[name](), Paper.of_columns(columns)
    printer = VirtualPrinter(columns, paper.dots)
    printer.send(encode(slip, paper))

    told = [each.strip("[] ").removeprefix("barcode ") for each in squeezed(text_lines(slip, columns))]
    assert squeezed(printer.lines) == told
    assert (printer.cuts, printer.kicks, printer.resets) == (1, [], 1)


@given(ANY_TEXT, ANY_TEXT, st.sampled_from([32, 42, 48]))
def test_no_text_from_people_can_become_a_command(one: str, two: str, columns: int) -> None:
    draft = (
        Draft().text(one).both(one, two).both(two, one, size=BIG, bold=True).middle((one, two)).right(two, bold=True)
    )
    draft.columns(Cell(one, 9), Cell(two)).signatures((one, two), (two, one))
    slip = draft.cut().slip().as_copy(1, one)
    job = encode(slip, Paper.of_columns(columns))

    assert {code for code in TEMPLATES.sub(b"", job) if code < 0x20 or code >= 0x7F} <= {0x0A}
    printer = VirtualPrinter(columns, Paper.of_columns(columns).dots)
    printer.send(job)
    assert (printer.cuts, printer.kicks, printer.resets) == (1, [], 1)


@given(ANY_TEXT)
def test_not_even_a_stored_slip_that_was_tampered_with_can_become_a_command(text: str) -> None:
    kept = {"version": 1, "copy": 0, "note": "", "parts": [{"part": "text", "words": text}, {"part": "cut"}]}
    job = encode(Slip.from_dict(kept), Paper())
    assert {code for code in TEMPLATES.sub(b"", job) if code < 0x20 or code >= 0x7F} <= {0x0A}


@pytest.mark.parametrize("native", [False, True])
@pytest.mark.parametrize("columns", [32, 48])
def test_codes_are_read_back_from_the_printed_paper(columns: int, native: bool, tmp_path: Path) -> None:
    paper = replace(Paper.of_columns(columns), qr_native=native, barcode_native=native)
    slip = Draft().barcode("K1{004213").blank().barcode("8991102000017", "EAN13").qr("https://sbmi.example/1").slip()
    printer = VirtualPrinter(columns, paper.dots)
    printer.send(encode(slip, paper))

    found = codes_in(printer.papers[0].picture(paper.dots), tmp_path)
    assert found == {"CODE-128:K1{004213", "EAN-13:8991102000017", "QR-Code:https://sbmi.example/1"}


@pytest.mark.parametrize(("cutter", "cut"), [("none", b""), ("partial", b"\x1dV\x01"), ("full", b"\x1dV\x00")])
def test_the_cutter_that_the_printer_has_is_used(cutter: str, cut: bytes) -> None:
    job = encode(Draft().text("a").cut().slip(), replace(Paper(), cutter=cutter))
    assert job.endswith(b"a\n\x1bd\x04" + cut)


@pytest.mark.parametrize("width", [64, 800])
def test_the_shops_mark_stands_in_the_middle_within_the_paper(width: int) -> None:
    printer = VirtualPrinter()
    printer.send(encode(Draft().image(Picture(width, 2, "ff" * (2 * width // 8))).slip(), Paper()))
    (dots,) = (each for each in printer.sheets[0].bands if isinstance(each, Dots))
    row = dots.bits[: dots.width // 8]
    assert row == b"\x00" * ((576 - min(width, 576)) // 16) + b"\xff" * (min(width, 576) // 8)


def test_every_job_starts_afresh_whatever_came_before() -> None:
    big, plain = Draft().middle("A", size=BIG, bold=True).slip(), Draft().text("b").slip()
    encode(big, Paper())
    assert encode(plain, Paper()) == b"\x1b@\x1bR\x00\x1bt\x00b\n\x1bd\x04"


def test_the_code_page_is_named_in_every_job() -> None:
    assert b"\x1bt\x13" in encode(Draft().slip(), replace(Paper(), code_page="CP858"))


@pytest.mark.parametrize("pin", [2, 5])
def test_the_drawer_is_kicked_by_its_own_job_and_by_nothing_else(pin: int) -> None:
    printer = VirtualPrinter()
    printer.send(kick(replace(Paper(), drawer_pin=pin, pulse=(120, 240))))
    assert printer.kicks == [Kick(pin, 120, 240)]
    assert printer.lines == []


def test_the_encoder_leaves_the_log_and_the_temporary_folder_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        "import logging, tempfile, os\n"
        "from printing.encoders import memory_printer\n"
        "memory_printer(384)\n"
        "print(len(logging.getLogger().handlers), os.listdir(tempfile.gettempdir()))\n"
    )
    monkeypatch.setenv("TMPDIR", str(tmp_path / "t"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "t").mkdir()
    for _start in range(2):
        told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert told.stdout == "0 []\n"
        (folder,) = (tmp_path / "cache" / "sbmi-mart").iterdir()
        assert [each.suffix for each in folder.iterdir()] == [".pickle"]
        assert folder.stat().st_mode & 0o077 == 0


def test_a_kept_table_that_is_old_or_empty_is_made_anew_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a new installation two programs start at once: neither reads what the other is writing."""
    script = "from printing.encoders import memory_printer; memory_printer(384)"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    start = [sys.executable, "-c", script]
    subprocess.run(start, check=True)
    (table,) = tmp_path.rglob("*.pickle")
    for spoil in (lambda: table.write_bytes(b""), lambda: os.utime(table, (0, 0))):
        spoil()
        before = table.stat().st_ino
        subprocess.run(start, check=True)
        assert table.stat().st_ino != before
        assert table.stat().st_size > 1_000


def test_a_home_that_cannot_be_written_does_not_stop_the_printer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    folder = encoders._private_folder()
    assert folder.is_dir()
    assert folder.stat().st_mode & 0o077 == 0


def test_importing_the_encoder_waits_for_the_first_job() -> None:
    script = (
        "import sys, printing.escpos_bytes, printing.pictures\n"
        "print([each for each in ('escpos', 'PIL', 'qrcode') if each in sys.modules])\n"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


def test_the_encoder_says_nothing_on_standard_output(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        encode(Draft().qr("isi").barcode("K1").slip(), replace(Paper(), qr_native=True, barcode_native=True))
        encode(Draft().qr("isi").barcode("K1").slip(), Paper())
    assert capsys.readouterr() == ("", "")
