"""What the customer sees while she is served, as one frozen value: for her window and for a line display.

Of a member only her first name is shown: others stand behind her.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from koperasi.money import MINUS, ZERO, Rupiah
from koperasi.text import _
from pos.cart_lines import Line
from pos.qris_codes import Shown
from pos.tenders import TenderKind
from pos.till import Till

#: Letters in a row of a line display.
ROW = 20


class Scene(StrEnum):
    """What she looks at."""

    IDLE = "idle"
    LINES = "lines"
    CODE = "code"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line as she reads it: `2 x 3.400` stands in `count`, and why it is cheaper in `reason`."""

    name: str
    count: str
    amount: Rupiah
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Showing:
    """One moment of the customer's screen."""

    scene: Scene = Scene.IDLE
    lines: tuple[ShownLine, ...] = ()
    total: Rupiah = ZERO
    saved: Rupiah = ZERO
    #: Her first name, or nothing.
    name: str = ""
    code: Shown | None = None
    change: Rupiah = ZERO

    @property
    def spoken(self) -> str:
        """The moment in one sentence, for who hears the screen."""
        if self.scene is Scene.CHANGE:
            return _("Total {total}, kembali {change}").format(total=self.total, change=self.change)
        if self.scene is Scene.CODE and self.code is not None:
            return _("Bayar QRIS {amount} ke {name}").format(amount=self.code.amount, name=self.code.merchant)
        return _("Total {total}").format(total=self.total) if self.scene is Scene.LINES else ""


IDLE = Showing()


def of_till(till: Till | None, code: Shown | None = None) -> Showing:
    """What she sees of the till now; `code` is what the payment under way by QRIS asks her to scan."""
    if till is None:
        return IDLE
    cart = till.cart
    name = cart.member.name.split()[0] if cart.member is not None and cart.member.name.strip() else ""
    if till.finished is not None:
        posted = till.finished.posted
        return Showing(Scene.CHANGE, total=posted.total, change=posted.change)
    lines = tuple(_line(each) for each in cart.lines)
    if not lines and not name:
        return IDLE
    scene = Scene.CODE if code is not None and code.code and till.paying else Scene.LINES
    return Showing(scene, lines, cart.total, cart.saved, name, code if scene is Scene.CODE else None)


def awaited_amount(till: Till | None) -> Rupiah | None:
    """What a payment by QRIS under way still awaits; None where there is none."""
    if till is None or not till.paying or till.offers.awaited is None:
        return None
    part = till.offers.parts[till.offers.awaited]
    return part.amount if part.kind is TenderKind.QRIS and not part.seen and part.amount > ZERO else None


def _line(line: Line) -> ShownLine:
    count = f"{line.quantity} {line.unit.name} x {line.unit_price.bare}"
    return ShownLine(line.good.name, count, line.net, _reason(line))


def _reason(line: Line) -> str:
    saved = line.listed - line.net
    return _("hemat {amount}").format(amount=saved.bare) if saved > ZERO else ""


def rows(showing: Showing, message: str = "") -> tuple[str, str]:
    """The two rows of a line display, twenty letters each, amounts never cut."""
    if showing.scene is Scene.CHANGE:
        return both(_("TOTAL"), showing.total.bare), both(_("KEMBALI"), showing.change.bare)
    if showing.scene is Scene.CODE and showing.code is not None:
        return both(_("BAYAR QRIS"), showing.code.amount.bare), showing.code.merchant[:ROW].center(ROW)
    if showing.scene is Scene.LINES and showing.lines:
        last = showing.lines[-1]
        return both(last.name, last.amount.bare), both(_("TOTAL"), showing.total.bare)
    greeting = _("Halo {name}").format(name=showing.name) if showing.name else message
    return halves(greeting)


def both(left: str, right: str) -> str:
    """Words at the left, cut where the number begins; the number at the right."""
    right = right.replace(MINUS, "-")[-ROW:]
    room = ROW - len(right) - 1
    return f"{left[: max(0, room)]:<{max(0, room)}} {right}"[-ROW:] if room > 0 else right.rjust(ROW)


def halves(words: str) -> tuple[str, str]:
    """A message over two rows, parted between words, each in the middle; what has no room is left out."""
    rest, rows_ = words.split(), []
    for _row in range(2):
        row: list[str] = []
        while rest and len(" ".join((*row, rest[0]))) <= ROW:
            row.append(rest.pop(0))
        if not row and rest:
            row, rest = [rest[0][:ROW]], [rest[0][ROW:], *rest[1:]]
        rows_.append(" ".join(row).center(ROW))
    return rows_[0], rows_[1]
