"""The shop's secret and this PC's identity: owner's eyes only, whole or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from koperasi.errors import BadInput, Trouble
from koperasi.keys import NEVER, Identity, Keys, StateFolder


@pytest.fixture
def state(tmp_path: Path) -> StateFolder:
    made = StateFolder(tmp_path / "state")
    made.make()
    return made


def test_a_recovery_code_gives_the_secret_back_however_it_is_typed() -> None:
    keys = Keys.new()
    typed = keys.recovery_code.lower().replace("-", " ")
    assert Keys.from_recovery_code(typed) == keys


def test_a_mistyped_recovery_code_is_noticed() -> None:
    code = Keys(bytes(range(20))).recovery_code
    for place, letter in enumerate(code):
        if letter != "-":
            wrong = code[:place] + ("A" if letter != "A" else "B") + code[place + 1 :]
            with pytest.raises(BadInput):
                Keys.from_recovery_code(wrong)
    with pytest.raises(BadInput):
        Keys.from_recovery_code("")


def test_each_use_has_a_key_of_its_own() -> None:
    keys = Keys.new()
    assert len({keys.pepper, keys.audit, keys.secret}) == 3


def test_secret_and_identity_are_their_owners_alone(state: StateFolder) -> None:
    state.keep_keys(Keys.new())
    state.keep_identity(Identity(5, 7, 1024))
    state.mark(5, 12)
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in state.path.iterdir()}
    assert modes == {"secret.json": 0o600, "pc.json": 0o600, "chain.mark": 0o600}
    assert stat.S_IMODE(state.path.stat().st_mode) == 0o700


def test_an_identity_is_read_back_and_outlives_its_database(state: StateFolder) -> None:
    state.outlive_database()
    assert state.identity() is None
    state.keep_identity(Identity(5, 7, 1024, put_back=2))
    assert state.identity() == Identity(5, 7, 1024, 2)
    state.outlive_database()
    assert state.identity() == Identity(5, 7, NEVER, 2)


def test_without_its_secret_a_shop_is_not_opened(state: StateFolder) -> None:
    with pytest.raises(Trouble, match="Kunci toko"):
        state.keys()


def test_a_mark_is_of_one_writer_and_a_broken_one_says_nothing(state: StateFolder) -> None:
    assert state.marked(5) == 0
    state.mark(5, 12)
    state.mark(5, 13)
    assert (state.marked(5), state.marked(6)) == (13, 0)
    (state.path / "chain.mark").write_text("")
    assert state.marked(5) == 0
