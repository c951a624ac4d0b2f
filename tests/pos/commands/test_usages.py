"""Misuse is told in the shop's words, also where argparse tells it."""

from __future__ import annotations

import pytest

from pos.__main__ import MISUSED, main


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (["report"], "isian ini wajib:"),
        (["jual"], "'jual' tidak ada"),
        (["report", "day", "--wrong"], "pilihan tidak dikenal: --wrong"),
        (["report", "day", "--format"], "perlu satu nilai"),
        (["print-test", "--columns", "lebar"], "nilai 'lebar' tidak cocok"),
        (["print-test", "--columns", "40"], "40 tidak ada; pilih dari"),
    ],
)
def test_misuse_is_told_in_the_shops_words(told: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(told)

    heard = capsys.readouterr().err
    assert ended.value.code == MISUSED
    assert said in heard
    assert heard.startswith("pakai: sbmi-mart")
    assert "usage" not in heard
    assert "argument" not in heard


def test_help_is_wholly_in_the_shops_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["report", "--help"])

    heard = capsys.readouterr().out
    assert heard.startswith("pakai: ")
    for english in ("usage", "positional", "options:", "show this"):
        assert english not in heard
