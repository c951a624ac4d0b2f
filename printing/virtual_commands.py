"""The commands the virtual printer knows: how long each is, and what it does.

A command is listed by its first bytes; its size is the number of bytes that follow, or a
function that reads it from them (None while too few have come).  Sources: Epson's
reference for ESC/POS, checked against other libraries' byte files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from printing.papers import FONTS
from printing.virtual_sheets import Dots, DrawnBars, DrawnQr, Feed

if TYPE_CHECKING:
    from printing.virtual import VirtualPrinter

ESC, GS, DLE = b"\x1b", b"\x1d", b"\x10"

#: Python's own codecs by the number after ESC t.
PAGES = {
    0: "cp437", 1: "shift_jis", 2: "cp850", 3: "cp860", 4: "cp863", 5: "cp865", 13: "cp857", 14: "cp737",
    15: "iso8859_7", 16: "cp1252", 17: "cp866", 18: "cp852", 19: "cp858", 33: "cp775", 34: "cp855",
    35: "cp861", 36: "cp862", 37: "cp864", 38: "cp869", 39: "iso8859_2", 40: "iso8859_15", 45: "cp1250",
    46: "cp1251", 47: "cp1253", 48: "cp1254", 49: "cp1255", 50: "cp1256", 51: "cp1257", 52: "cp1258",
}  # fmt: skip

Size = int | Callable[[bytes], int | None]
Deed = Callable[["VirtualPrinter", bytes], bytes | None]


@dataclass(frozen=True, slots=True)
class Command:
    """`size` bytes follow the prefix; `do` may give back an answer."""

    size: Size
    do: Deed


COMMANDS: dict[bytes, Command] = {}


def command(prefix: bytes, size: Size) -> Callable[[Deed], Deed]:
    def listed(deed: Deed) -> Deed:
        COMMANDS[prefix] = Command(size, deed)
        return deed

    return listed


def _two(data: bytes, at: int = 0) -> int:
    return data[at] + 256 * data[at + 1]


@command(ESC + b"@", 0)
def reset(printer: VirtualPrinter, data: bytes) -> None:
    printer.reset()


@command(ESC + b"t", 1)
def code_page(printer: VirtualPrinter, data: bytes) -> None:
    printer.state.page = data[0]


@command(ESC + b"E", 1)
@command(ESC + b"G", 1)
def bold(printer: VirtualPrinter, data: bytes) -> None:
    printer.state.bold = bool(data[0] & 1)


@command(GS + b"!", 1)
def size(printer: VirtualPrinter, data: bytes) -> None:
    printer.state.wide, printer.state.tall = (data[0] >> 4 & 7) + 1, (data[0] & 7) + 1


@command(ESC + b"!", 1)
def mode(printer: VirtualPrinter, data: bytes) -> None:
    now, bits = printer.state, data[0]
    now.bold, now.tall, now.wide = bool(bits & 8), 2 if bits & 16 else 1, 2 if bits & 32 else 1


@command(ESC + b"M", 1)
def font(printer: VirtualPrinter, data: bytes) -> None:
    printer.state.cell = FONTS["B" if data[0] % 48 == 1 else "A"]


@command(ESC + b"a", 1)
def align(printer: VirtualPrinter, data: bytes) -> None:
    printer.between_lines("an alignment")
    if data[0] % 48 > 2:
        raise printer.wrong(f"no alignment {data[0]}")
    printer.state.align = data[0] % 48


def _shown_elsewhere(printer: VirtualPrinter, data: bytes) -> None:
    """Known and allowed, without effect on what this printer shows."""


for prefix, length in (
    (ESC + b"R", 1), (ESC + b"-", 1), (ESC + b"2", 0), (ESC + b"3", 1), (ESC + b" ", 1),
    (ESC + b"{", 1), (GS + b"B", 1), (GS + b"b", 1), (GS + b"L", 2), (GS + b"W", 2), (GS + b"f", 1), (GS + b"H", 1),
):  # fmt: skip
    COMMANDS[prefix] = Command(length, _shown_elsewhere)


@command(ESC + b"d", 1)
def feed_lines(printer: VirtualPrinter, data: bytes) -> None:
    printer.flush()
    printer.put(Feed(data[0] * 30))


@command(ESC + b"J", 1)
def feed_dots(printer: VirtualPrinter, data: bytes) -> None:
    printer.flush()
    printer.put(Feed(data[0]))


def _cut_size(data: bytes) -> int | None:
    if not data:
        return None
    return 2 if data[0] in (65, 66) else 1


@command(GS + b"V", _cut_size)
def cut(printer: VirtualPrinter, data: bytes) -> None:
    if data[0] not in (0, 1, 48, 49, 65, 66):
        raise printer.wrong(f"no cut {data[0]}")
    if data[0] >= 65:
        printer.put(Feed(data[1]))
    printer.cut()


@command(ESC + b"p", 3)
def kick(printer: VirtualPrinter, data: bytes) -> None:
    if data[0] not in (0, 1, 48, 49):
        raise printer.wrong(f"no drawer {data[0]}")
    printer.kick(5 if data[0] % 48 else 2, data[1] * 2, data[2] * 2)


def _raster_size(data: bytes) -> int | None:
    return 5 + _two(data, 1) * _two(data, 3) if len(data) >= 5 else None


@command(GS + b"v0", _raster_size)
def raster(printer: VirtualPrinter, data: bytes) -> None:
    printer.between_lines("a raster")
    width, height = _two(data, 1) * 8, _two(data, 3)
    times = (2 if data[0] & 1 else 1, 2 if data[0] & 2 else 1)
    if width * times[0] > printer.dots and not printer.wraps:
        raise printer.wrong(f"a raster {width * times[0]} dots wide on paper of {printer.dots}")
    printer.put(Dots(width, height, data[5:], printer.state.align, times))


def _graphics_size(data: bytes) -> int | None:
    return 2 + _two(data) if len(data) >= 2 else None


@command(GS + b"(L", _graphics_size)
def graphics(printer: VirtualPrinter, data: bytes) -> None:
    if data[2:4] == b"0p":
        width, height = _two(data, 8), _two(data, 10)
        if (width + 7) // 8 * height != len(data) - 12:
            raise printer.wrong("a picture's length does not agree with its size")
        printer.put(Dots(width, height, data[12:], printer.state.align, (data[5], data[6])))
    elif data[2:4] != b"02":
        raise printer.wrong(f"no graphics function {data[2:4]!r}")


@command(GS + b"h", 1)
def bar_height(printer: VirtualPrinter, data: bytes) -> None:
    printer.state.bar_height = data[0]


@command(GS + b"w", 1)
def bar_module(printer: VirtualPrinter, data: bytes) -> None:
    if not 1 <= data[0] <= 6:
        if printer.wraps:
            return
        raise printer.wrong(f"no bars are {data[0]} dots wide")
    printer.state.bar_module = data[0]


def _bars_size(data: bytes) -> int | None:
    if data and data[0] <= 6:
        end = data.find(b"\0", 1)
        return None if end < 0 else end + 1
    return 2 + data[1] if len(data) >= 2 else None


@command(GS + b"k", _bars_size)
def bars(printer: VirtualPrinter, data: bytes) -> None:
    printer.between_lines("a barcode")
    kind, code = data[0], (data[1:-1] if data[0] <= 6 else data[2:]).decode("ascii")
    if kind > 6 and not 65 <= kind <= 73:
        raise printer.wrong(f"no barcode kind {kind}")
    if kind in (2, 67) and (len(code) not in (12, 13) or (len(code) == 13 and code[12] != _ean_digit(code))):
        raise printer.wrong(f"an EAN-13 with a wrong check digit: {code}")
    if kind == 73:
        if code[:2] not in ("{A", "{B", "{C"):
            raise printer.wrong(f"a CODE128 without its set: {code}")
        code = code[2:].replace("{{", "{")
    printer.put(DrawnBars(code, kind, printer.state.bar_module, printer.state.bar_height, printer.state.align))


def _ean_digit(code: str) -> str:
    return str(-(sum(map(int, code[0:12:2])) + 3 * sum(map(int, code[1:12:2]))) % 10)


@command(GS + b"(k", _graphics_size)
def two_dimensional(printer: VirtualPrinter, data: bytes) -> None:
    kind, function, rest = data[2], data[3], data[4:]
    if kind == 48:  # PDF417, which the shop does not use
        return
    if kind != 49:
        raise printer.wrong(f"no code of kind {kind}")
    now = printer.state
    if function == 67:
        now.qr_module = rest[0]
    elif function == 69:
        now.qr_level = rest[0] - 48
    elif function == 80:
        now.qr_content = rest[1:]
    elif function == 81:
        printer.between_lines("a QR code")
        printer.put(DrawnQr(now.qr_content, now.qr_module, now.qr_level, now.align))
    elif function != 65:
        raise printer.wrong(f"no QR function {function}")


@command(DLE + b"\x14", 3)
def kick_now(printer: VirtualPrinter, data: bytes) -> None:
    """In real time, whether or not there is paper."""
    if data[0] != 1 or data[1] not in (0, 1) or not 1 <= data[2] <= 8:
        raise printer.wrong(f"no pulse {data!r}")
    printer.kick(5 if data[1] else 2, data[2] * 100, data[2] * 100)


@command(DLE + b"\x04", 1)
def tell_now(printer: VirtualPrinter, data: bytes) -> bytes:
    """The four answers of DLE EOT; bits 1 and 4 are always set, so that rubbish can be told apart."""
    now = printer.condition
    off = now.paper_out or now.cover_open or now.fault
    bits = {
        1: 0x04 * now.drawer_open | 0x08 * off,
        2: 0x04 * now.cover_open | 0x20 * now.paper_out | 0x40 * now.fault,
        3: 0x20 * now.fault,
        4: 0x0C * (now.paper_low or now.paper_out) | 0x60 * now.paper_out,
    }
    if data[0] not in bits:
        raise printer.wrong(f"no status {data[0]}")
    return bytes([0x12 | bits[data[0]]])


@command(GS + b"r", 1)
def tell_in_turn(printer: VirtualPrinter, data: bytes) -> bytes:
    """Answered in its turn, so it proves that all before it was printed."""
    now = printer.condition
    if data[0] % 48 == 2:
        return bytes([int(now.drawer_open)])
    return bytes([0x03 * now.paper_low | 0x0C * now.paper_out])


PREFIXES = {prefix[:length] for prefix in COMMANDS for length in (1, 2)}
