"""What the till says by sound.  Nothing is told by sound alone, and nothing waits for it."""

from __future__ import annotations

import io
import math
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import wave
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtWidgets import QApplication

RATE = 22_050
FADE_MS = 10
PLAYERS = ("paplay", "aplay")


class Sound(StrEnum):
    FOUND = "found"
    LOOK = "look"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    SAVED = "saved"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Tone:
    """A tone of so many hertz for so many milliseconds; 0 hertz is silence."""

    hertz: int
    ms: int
    square: bool = False


SCORES = {
    Sound.FOUND: (Tone(1_760, 60),),
    Sound.LOOK: (Tone(1_320, 90), Tone(990, 90)),
    Sound.UNKNOWN: (Tone(330, 140), Tone(0, 60), Tone(330, 140)),
    Sound.REFUSED: (Tone(180, 320, square=True),),
    Sound.SAVED: (Tone(880, 70), Tone(1_175, 70), Tone(1_760, 70)),
    Sound.PAID: (Tone(1_175, 120),),
}


#: In training every sound is followed by this low knock, so that nobody takes it for a sale.
KNOCK = (Tone(0, 40), Tone(140, 70))


def _samples(tone: Tone, volume: int) -> bytes:
    count, fade = RATE * tone.ms // 1000, RATE * FADE_MS // 1000
    frames = bytearray()
    for n in range(count):
        swing = math.sin(2 * math.pi * tone.hertz * n / RATE)
        shape = math.copysign(0.5, swing) if tone.square and swing else swing
        edge = min(1.0, n / fade, (count - 1 - n) / fade)
        frames += int(shape * edge * volume / 100 * 0.8 * 32_767).to_bytes(2, "little", signed=True)
    return bytes(frames)


def made(sound: Sound, volume: int, practice: bool = False) -> bytes:
    """The sound as a WAV file, at 0 to 100 % of full volume; in training with a knock behind it."""
    page = io.BytesIO()
    with wave.open(page, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(b"".join(_samples(tone, volume) for tone in SCORES[sound] + (KNOCK if practice else ())))
    return page.getvalue()


class Sounds:
    """Plays the sounds; `on=False` (and volume 0) is silence.

    Files are made once, in a folder of their own that `close` takes away.  A sound asked for
    while another waits is dropped, so that they never pile up.
    """

    def __init__(self, *, on: bool = True, volume: int = 70, practice: bool = False) -> None:
        self.on = on and volume > 0
        self.volume, self.practice = volume, practice
        self.last: Sound | None = None
        self._folder: Path | None = None
        self._waiting: queue.Queue[Sound | None] = queue.Queue(maxsize=1)
        self._player: threading.Thread | None = None

    def play(self, sound: Sound) -> None:
        self.last = sound
        if not self.on:
            return
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(str(self._file(sound)), winsound.SND_FILENAME | winsound.SND_ASYNC)
            return
        if not any(shutil.which(name) for name in PLAYERS):
            QApplication.beep()
            return
        if self._player is None:
            self._player = threading.Thread(target=self._play_on, name="sounds", daemon=True)
            self._player.start()
        if not self._waiting.full():
            self._waiting.put(sound)

    def close(self) -> None:
        if self._player is not None:
            self._waiting.put(None)
            self._player.join(timeout=2)
            self._player = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _file(self, sound: Sound) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="sbmi-mart-sounds-"))
        path = self._folder / f"{sound}-{self.volume}.wav"
        if not path.exists():
            path.write_bytes(made(sound, self.volume, self.practice))
        return path

    def _play_on(self) -> None:
        """In the thread of the player: the first player that works plays all."""
        players = [path for name in PLAYERS if (path := shutil.which(name))]
        while (sound := self._waiting.get()) is not None:
            for player in players:
                if _played(player, self._file(sound)):
                    players = [player]
                    break


def _played(player: str, file: Path) -> bool:
    try:
        # A player found on the path, and a file this program wrote itself.
        ended = subprocess.run([player, str(file)], capture_output=True, timeout=2, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0
