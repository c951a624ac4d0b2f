"""A strict printer without paper: every byte must make sense, or it says which does not.

It is the judge of our own bytes in the tests, and the printer of a demo shop.  It keeps a
printer's state, collects lines and dots, counts cuts and drawer kicks, and answers when
asked how it is.  `virtual_servers.py` puts it on the network, in good moods and bad.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from koperasi.errors import Bug
from printing.glyphs import CELL
from printing.transports import STATUS_QUESTIONS, Status, status_of
from printing.virtual_commands import COMMANDS, PAGES, PREFIXES
from printing.virtual_sheets import Band, Feed, Letters, Run, Sheet


class WrongBytes(Bug):
    """The printer was sent something that no printer understands, or a line that is too long."""


@dataclass(frozen=True, slots=True)
class Kick:
    """One pulse on the drawer's socket."""

    pin: int
    on_ms: int
    off_ms: int


@dataclass
class State:
    """What ESC @ resets."""

    page: int = 0
    wide: int = 1
    tall: int = 1
    bold: bool = False
    cell: int = CELL
    align: int = 0
    bar_height: int = 80
    bar_module: int = 3
    qr_module: int = 3
    qr_level: int = 0
    qr_content: bytes = b""


@dataclass
class Condition:
    """How the printer is, as it answers DLE EOT and GS r."""

    paper_out: bool = False
    paper_low: bool = False
    cover_open: bool = False
    drawer_open: bool = False
    fault: bool = False


@dataclass
class VirtualPrinter:
    """One printer of so many columns and dots; `wraps` forgives as real ones do: a long line
    runs on, a wide picture is cut off, a code page it lacks is printed as it can."""

    columns: int = 48
    dots: int = 576
    wraps: bool = False
    condition: Condition = field(default_factory=Condition)
    state: State = field(default_factory=State)
    sheets: list[Sheet] = field(default_factory=lambda: [Sheet()])
    kicks: list[Kick] = field(default_factory=list)
    cuts: int = 0
    resets: int = 0
    on_news: Callable[[], None] = lambda: None
    _waiting: bytes = b""
    _runs: list[Run] = field(default_factory=list)

    def send(self, data: bytes) -> bool:
        """A whole job, as every transport takes it."""
        self.feed(data)
        self.finish()
        return True

    def status(self) -> Status:
        """How the printer is, as every transport tells it."""
        return status_of([self.feed(each) for each in STATUS_QUESTIONS])

    def feed(self, data: bytes) -> bytes:
        """Bytes as they arrive, in any pieces; gives back what the printer answers."""
        self._waiting += data
        answers = b""
        while self._waiting:
            used, answer = self._step()
            if not used:
                break
            self._waiting = self._waiting[used:]
            answers += answer
        return answers

    def finish(self) -> None:
        """The job is over: raises WrongBytes when a command or a line is unfinished."""
        if self._waiting:
            raise WrongBytes(f"the job ends within a command: {self._waiting[:8]!r}")
        if self._runs:
            raise WrongBytes(f"the job ends within a line: {self._words()!r}")
        self.on_news()

    @property
    def lines(self) -> list[str]:
        """All lines printed so far, over all sheets."""
        return [line for sheet in self.sheets for line in sheet.lines]

    @property
    def papers(self) -> list[Sheet]:
        """The sheets with anything on them."""
        return [each for each in self.sheets if any(not isinstance(band, Feed) for band in each.bands)]

    def _step(self) -> tuple[int, bytes]:
        """Do the first command or letter; (0, b"") when more bytes must come first."""
        code = self._waiting[0]
        if code == 0x0A:
            self.end_line()
            return 1, b""
        if code >= 0x20 and code != 0x7F:
            return self._letters(), b""
        prefix = self._prefix()
        if prefix is None:
            return 0, b""
        command = COMMANDS[prefix]
        arguments = self._waiting[len(prefix) :]
        size = command.size if isinstance(command.size, int) else command.size(arguments)
        if size is None or len(arguments) < size:
            return 0, b""
        return len(prefix) + size, command.do(self, arguments[:size]) or b""

    def _prefix(self) -> bytes | None:
        """The command that stands first, None when it is not whole yet."""
        for length in (1, 2, 3):
            start = self._waiting[:length]
            if start in COMMANDS:
                return start
            if start not in PREFIXES:
                raise WrongBytes(f"no printer knows {start!r} in {self._waiting[:16]!r}")
        return None

    def _letters(self) -> int:
        count = next((n for n, code in enumerate(self._waiting) if code < 0x20 or code == 0x7F), len(self._waiting))
        data = self._waiting[:count]
        text = data.decode("ascii", "ignore") if data.isascii() else self._decoded(data)
        now = self.state
        self._runs.append(Run(text, now.wide, now.tall, now.bold, now.cell))
        self._keep_within()
        return count

    def _decoded(self, data: bytes) -> str:
        if self.state.page not in PAGES:
            if self.wraps:
                return data.decode("ascii", "replace")
            raise WrongBytes(f"code page {self.state.page} is not known, yet {data!r} is to be printed")
        return data.decode(PAGES[self.state.page], "replace")

    def _keep_within(self) -> None:
        small = self.wraps and self.state.cell != CELL
        across = self.dots if small else self.columns * self.state.cell
        if sum(each.dots for each in self._runs) <= across:
            return
        if not self.wraps:
            raise WrongBytes(f"a line is longer than {self.columns} columns: {self._words()!r}")
        *before, last = self._runs
        room = max(1, (across - sum(each.dots for each in before)) // (last.wide * last.cell))
        self._runs = [*before, replace(last, text=last.text[:room])]
        self.end_line()
        if rest := last.text[room:]:
            self._runs = [replace(last, text=rest)]
            self._keep_within()

    def _words(self) -> str:
        return "".join(each.text for each in self._runs)

    # What the commands do to the printer.

    def end_line(self) -> None:
        self.put(Letters(tuple(self._runs), self.state.align))
        self._runs = []

    def put(self, band: Band) -> None:
        self.sheets[-1].bands.append(band)

    def between_lines(self, what: str) -> None:
        """Raises WrongBytes when letters wait in the line: the printer would lose or misplace them."""
        if self._runs:
            raise WrongBytes(f"{what} comes within the line {self._words()!r}")

    def flush(self) -> None:
        if self._runs:
            self.end_line()

    def reset(self) -> None:
        self.between_lines("a reset")
        self.state = State()
        self.resets += 1

    def cut(self) -> None:
        self.between_lines("a cut")
        self.cuts += 1
        self.sheets.append(Sheet())

    def kick(self, pin: int, on_ms: int, off_ms: int) -> None:
        self.kicks.append(Kick(pin, on_ms, off_ms))

    def wrong(self, message: str) -> WrongBytes:
        return WrongBytes(message)
