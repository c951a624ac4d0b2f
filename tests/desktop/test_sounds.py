from __future__ import annotations

import io
import itertools
import os
import wave
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import sounds
from desktop.sounds import SCORES, Sound, Sounds, made


def frames(sound: Sound, volume: int = 100) -> list[int]:
    with wave.open(io.BytesIO(made(sound, volume))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, sounds.RATE)
        raw = file.readframes(file.getnframes())
    return [int.from_bytes(raw[n : n + 2], "little", signed=True) for n in range(0, len(raw), 2)]


@pytest.mark.parametrize("sound", Sound)
def test_a_sound_is_as_long_as_its_tones_and_begins_and_ends_softly(sound: Sound) -> None:
    heard = frames(sound)

    assert len(heard) == pytest.approx(sum(tone.ms for tone in SCORES[sound]) * sounds.RATE / 1000, abs=4)
    assert abs(heard[0]) < 300
    assert abs(heard[-1]) < 300
    assert max(heard) > 10_000


@pytest.mark.parametrize(("sound", "hertz"), [(Sound.FOUND, 1_760), (Sound.PAID, 1_175), (Sound.REFUSED, 180)])
def test_a_tone_has_its_pitch(sound: Sound, hertz: int) -> None:
    heard = frames(sound)
    rises = sum(before <= 0 < after for before, after in itertools.pairwise(heard))

    assert rises == pytest.approx(hertz * len(heard) / sounds.RATE, rel=0.05)


def test_unknown_is_twice_with_a_silence_between() -> None:
    heard = frames(Sound.UNKNOWN)
    pause = heard[sounds.RATE * 150 // 1000 : sounds.RATE * 190 // 1000]

    assert set(pause) == {0}


def test_volume_makes_it_softer() -> None:
    assert max(frames(Sound.FOUND, 30)) == pytest.approx(max(frames(Sound.FOUND, 100)) * 0.3, rel=0.02)


def test_silence_is_silent_and_remembers_what_it_would_have_played() -> None:
    for quiet in (Sounds(on=False), Sounds(volume=0)):
        quiet.play(Sound.SAVED)

        assert (quiet.last, quiet._player, quiet._folder) == (Sound.SAVED, None, None)
        quiet.close()


@pytest.fixture
def player(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A player that notes what it was given to play."""
    played = tmp_path / "played"
    script = tmp_path / "aplay"
    script.write_text(f'#!/bin/sh\nexec 3<"$1"\nbasename "$1" >> "{played}"\n', encoding="ascii")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setattr(sounds, "PLAYERS", ("aplay",))
    return played


def test_a_player_of_the_system_plays_the_file(qtbot: QtBot, player: Path) -> None:
    loud = Sounds(volume=50)

    loud.play(Sound.FOUND)

    qtbot.waitUntil(player.exists)
    loud.close()
    assert player.read_text().split() == ["found-50.wav"]


def test_sounds_never_pile_up_and_leave_nothing_behind(qtbot: QtBot, player: Path) -> None:
    loud = Sounds(volume=50)

    for _ in range(200):
        loud.play(Sound.FOUND)
    qtbot.waitUntil(player.exists)
    folder = loud._folder
    loud.close()

    assert len(player.read_text().split()) < 100
    assert folder is not None
    assert not folder.exists()


def test_a_player_that_fails_is_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sounds, "PLAYERS", ("false",))
    loud = Sounds()

    loud.play(Sound.REFUSED)
    loud.close()

    assert loud.last == Sound.REFUSED


def test_found_unknown_warned_and_refused_are_told_apart() -> None:
    """As drawn: pitch and length of each tone; nobody needs the volume to know one from another."""
    drawn = {sound: [(tone.hertz, tone.ms) for tone in score] for sound, score in SCORES.items()}

    assert drawn == {
        Sound.FOUND: [(1_760, 60)],
        Sound.LOOK: [(1_320, 90), (990, 90)],
        Sound.UNKNOWN: [(330, 140), (0, 60), (330, 140)],
        Sound.REFUSED: [(180, 320)],
        Sound.SAVED: [(880, 70), (1_175, 70), (1_760, 70)],
        Sound.PAID: [(1_175, 120)],
    }
    assert [sound for sound, score in SCORES.items() if score[0].square] == [Sound.REFUSED]
