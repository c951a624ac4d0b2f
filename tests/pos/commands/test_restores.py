"""`restore`: the place of what was lost is taken again, and nothing is numbered twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from koperasi.keys import StateFolder
from tests.programs import Mart

STRANGE = "7ENK-TVO6-JZ42-FDS4-QEGV-AIEX-DR73-S5RU-AZCD-4KIK"


@pytest.fixture
def copy(filled: Mart, tmp_path: Path) -> Path:
    assert filled("backup", tmp_path / "usb").code == 0
    (made,) = (tmp_path / "usb").iterdir()
    return made


@pytest.fixture
def code(filled: Mart, place: Path) -> str:
    return StateFolder(place / "shop.db.d").keys().recovery_code


def till(mart: Mart, shop: Path) -> list[object]:
    rows = mart("--shop", shop, "till", "--format", "json").rows
    return [each["code"] for each in rows if each["computer"] == "di sini"]


def test_a_new_pc_stands_at_the_till_of_the_lost_one(filled: Mart, copy: Path, code: str, tmp_path: Path) -> None:
    there = tmp_path / "baru"

    assert filled("--shop", there, "restore", copy, "--code", code).code == 0
    assert till(filled, there) == ["K1"]
    assert filled("--shop", there, "check").code == 0


def test_of_several_tills_a_person_says_which(filled: Mart, code: str, tmp_path: Path) -> None:
    filled("till", "add", "K2")
    filled("backup", tmp_path / "usb")
    (made,) = (tmp_path / "usb").iterdir()

    assert "till use" in filled("--shop", tmp_path / "baru", "restore", made, "--code", code).out
    assert till(filled, tmp_path / "baru") == []


def test_on_its_own_pc_the_till_stays_and_each_restore_is_counted(filled: Mart, place: Path, copy: Path) -> None:
    state = StateFolder(place / "shop.db.d")
    writers = set()
    for times in (1, 2):
        for ending in ("", "-wal", "-shm"):
            (place / f"shop.db{ending}").unlink(missing_ok=True)
        assert filled("restore", copy).code == 0
        identity = state.identity()
        assert identity is not None
        assert identity.put_back == times
        writers.add(identity.writer)
    assert len(writers) == 2
    assert till(filled, place) == ["K1"]
    assert filled("check").code == 0


def test_another_shops_code_restores_nothing(filled: Mart, copy: Path, tmp_path: Path) -> None:
    said = filled("--shop", tmp_path / "baru", "restore", copy, "--code", STRANGE)

    assert (said.code, said.out) == (1, "")
    assert "toko lain" in said.err
    assert list((tmp_path / "baru").iterdir()) == []


def test_a_damaged_copy_restores_nothing_and_says_so_in_plain_words(
    filled: Mart, copy: Path, code: str, tmp_path: Path
) -> None:
    damaged = tmp_path / "rusak.db"
    damaged.write_bytes(copy.read_bytes()[:100_000])
    said = filled("--shop", tmp_path / "baru", "restore", damaged, "--code", code)

    assert (said.code, said.out) == (1, "")
    assert said.err == "Berkas ini bukan data toko yang utuh.\nPakai cadangan lain.\n"
    assert not (tmp_path / "baru" / "shop.db").exists()
