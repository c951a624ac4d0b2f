"""Labels: the shape of a small paper at a shelf or on a good, laid out once for any size.

Knows names, prices in words, lines and a code, never a good.  `lay_out` places them: the
name at the top (two lines at most), the price large, the code at the foot.  Type shrinks
until all fits; what still does not fit ends in an ellipsis, and is told in `Laid.shortened`.
`label_pictures` draws it in dots, `label_sheets` as PDF, `label_rolls` for printers.

Measures are hundredths of a millimetre, from the upper left corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from koperasi.text import N_
from printing import typesetting
from printing.codes import bars

MARGIN = 150
#: Modules of white at either side of the bars.
QUIET = 10
#: Per cent of the type size: from line to line, under a baseline, and above it for figures.
LEADING, DESCENT, ASCENT = 125, 24, 74
#: Per cent of the usual type that are tried, largest first: facts stand on lines of their own, then
#: run on, then in smaller type.
LARGE, SMALL = range(100, 64, -5), range(60, 34, -5)
NAME_LINES = 2
#: A fact of fewer letters is not parted at the end of a line.
TIED = 24
#: From this width on the price stands beside the bars, not above them.
WIDE = 5_000
#: Usual and least type for a label of 70 × 37 mm; others in proportion.
USUAL = {"name": (440, 200), "price": (1_150, 300), "unit": (300, 170), "note": (280, 165), "code": (240, 165)}
USUAL_SIZE = (7_000, 3_700)


@dataclass(frozen=True, slots=True)
class LabelSize:
    """A label's width and height in hundredths of a millimetre."""

    width: int
    height: int

    @property
    def words(self) -> str:
        """`40 × 30 mm`, `63,5 × 38,1 mm`."""
        sides = (f"{each // 100}{f',{each % 100 // 10}' if each % 100 else ''}" for each in (self.width, self.height))
        return " × ".join(sides) + " mm"


#: Labels on a roll, as label printers take them.
ROLLS = {"40x30": LabelSize(4_000, 3_000), "33x25": LabelSize(3_300, 2_500), "58x40": LabelSize(5_800, 4_000)}


@dataclass(frozen=True, slots=True)
class Device:
    """How fine a device draws: dots to the inch, and the fewest and most dots to a module of the bars."""

    dpi: int
    least: int
    most: int

    def dots(self, measure: int) -> int:
        """Hundredths of a millimetre as whole dots."""
        return measure * self.dpi // 2_540

    def module(self, modules: int, measure: int) -> int:
        """Dots to a module so that so many fit; 0 where a scanner could not read them."""
        found = min(self.most, self.dots(measure) // modules)
        return found if found >= self.least else 0


#: Thermal printers have 203 dots to the inch: a module of two is a quarter of a millimetre.
THERMAL = Device(203, 2, 3)
#: A page printer: modules of 0.21 to 0.25 mm.
PAGE = Device(600, 5, 6)


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence on a good's own label; one that is `long` is shortened first where room lacks."""

    words: str
    long: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a label.

    `price` is in words without "Rp"; `unit` stands beside it; `offers` are other prices
    (from so many on, for members, by the kilogram); `small` stands at the foot (the day it
    was printed).  `kind` of the code is EAN13, EAN8 or CODE128.
    """

    name: str
    price: str = ""
    unit: str = ""
    offers: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    code: str = ""
    kind: str = ""
    small: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Words with the left end of their baseline at (x, y), and their type size."""

    x: int
    y: int
    text: str
    size: int
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Stripes:
    """Bars of `code` with their middle at x and their top at y; `module` in dots of the device."""

    x: int
    y: int
    height: int
    module: int
    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class Laid:
    """A label as it is drawn on a device; `shortened` names what did not fit whole."""

    size: LabelSize
    device: Device
    words: tuple[Words, ...]
    stripes: Stripes | None
    shortened: tuple[str, ...] = ()


def clean(label: Label) -> Label:
    """The same with words that can be drawn, and do no harm."""
    return replace(
        label,
        name=typesetting.drawable(label.name) or "-",
        price=typesetting.drawable(label.price),
        unit=typesetting.drawable(label.unit),
        offers=tuple(filter(None, (typesetting.drawable(each) for each in label.offers))),
        facts=tuple(
            replace(each, words=typesetting.drawable(each.words)) for each in label.facts if each.words.strip()
        ),
        small=typesetting.drawable(label.small),
    )


def lay_out(label: Label, size: LabelSize, device: Device) -> Laid:
    """Place everything: in the largest type in which all of it fits, else shortened in the smallest."""
    cleaned = clean(label)
    for run_on, percents in ((False, LARGE), (True, LARGE), (True, SMALL)):
        for percent in percents:
            laid = _Setting(cleaned, size, device, percent, run_on=run_on).laid()
            if not laid.shortened:
                return laid
    return laid


class _Setting:
    """One try at one size of type: bands are filled from the top and from the foot."""

    def __init__(self, label: Label, size: LabelSize, device: Device, percent: int, *, run_on: bool) -> None:
        self.label, self.size, self.device = label, size, device
        self.percent, self.run_on = percent, run_on
        self.left, self.right = MARGIN, size.width - MARGIN
        self.top, self.foot = MARGIN, size.height - MARGIN
        self.words: list[Words] = []
        self.shortened: list[str] = []

    def laid(self) -> Laid:
        self._name()
        stripes = self._wide_foot() if self.size.width >= WIDE else self._narrow_foot()
        self._body()
        return Laid(self.size, self.device, tuple(self.words), stripes, tuple(self.shortened))

    def em(self, what: str) -> int:
        usual, least = USUAL[what]
        ratio = min(self.size.width * 1_000 // USUAL_SIZE[0], self.size.height * 1_000 // USUAL_SIZE[1])
        return max(least, usual * ratio * self.percent // 100_000)

    def _name(self) -> None:
        """At the top, in two lines at most, but never so much that price and code lack room."""
        size = self.em("name")
        room = self._room(size)
        told = typesetting.lines(self.label.name, room, bold=True)
        if len(told) > NAME_LINES or not typesetting.whole_words(self.label.name, room, bold=True):
            self.shortened.append(N_("nama"))
        for line in typesetting.shortened(told, NAME_LINES, room, bold=True):
            self._put(line, size, bold=True)

    def _room(self, size: int, across: int = 0) -> int:
        """The width between the margins in thousandths of a type size."""
        return (across or self.right - self.left) * 1_000 // size

    def _put(self, text: str, size: int, *, bold: bool = False) -> None:
        self.words.append(Words(self.left, self.top + size, text, size, bold))
        self.top += size * LEADING // 100

    # -- the foot ----------------------------------------------------------------------------

    def _wide_foot(self) -> Stripes | None:
        """The bars at the left, the price at the right of them."""
        stripes, edge, foot = None, self.left, self.foot
        if module := self._module(self.size.width * 6 // 10):
            across = self._across(module)
            stripes = self._stripes(across // 2, module, self._bar_height())
            edge, bars_top = across, stripes.y
            self._centred(self.label.code, across // 2, foot)
        else:
            bars_top = self.foot - self._line("code")
            self._code_in_words()
        under = self._under(foot)
        self.foot = min(bars_top, self._price(edge, foot - under, beside=""))
        return stripes

    def _under(self, foot: int) -> int:
        """Under the price: its unit and the small words; returns how high that is."""
        size = self.em("code")
        words = "  ".join(filter(None, (self.label.unit, self.label.small)))
        if not words:
            return 0
        self.words.append(Words(self.right - self._wide(words, size), foot, words, size))
        return self._line("code")

    def _narrow_foot(self) -> Stripes | None:
        """The bars over the whole width, the price above them."""
        stripes = None
        # The white around the bars may be that of the label's edge.
        if module := self._module(self.size.width):
            middle = self.size.width // 2
            stripes = self._stripes(middle, module, self._bar_height())
            self._code_and_small()
            self.foot = stripes.y - 60
        else:
            self._code_in_words()
            self._small(self.foot)
            if self.label.code or self.label.small:
                self.foot -= self._line("code")
        self.foot = self._price(self.left, self.foot, beside=self.label.unit)
        return stripes

    def _module(self, across: int) -> int:
        label = self.label
        return self.device.module(len(bars(label.code, label.kind)) + 2 * QUIET, across) if label.kind else 0

    def _across(self, module: int) -> int:
        modules = len(bars(self.label.code, self.label.kind)) + 2 * QUIET
        return -(-modules * module * 2_540 // self.device.dpi)

    def _bar_height(self) -> int:
        return max(400, min(1_100, self.size.height * 28 // 100) * self.percent // 100)

    def _line(self, what: str) -> int:
        return self.em(what) * LEADING // 100

    def _stripes(self, middle: int, module: int, height: int) -> Stripes:
        top = self.foot - self._line("code") - height
        return Stripes(middle, top, height, module, self.label.code, self.label.kind)

    def _code_in_words(self) -> None:
        """A code that no bars of this size can carry still stands there to be typed."""
        if not self.label.code:
            return
        if self.label.kind:
            self.shortened.append(N_("barcode"))
        size, room = self.em("code"), self._room(self.em("code"), (self.right - self.left) * 6 // 10)
        for line in typesetting.shortened(typesetting.lines(self.label.code, room), 1, room):
            self.words.append(Words(self.left, self.foot, line, size))

    def _code_and_small(self) -> None:
        """Under the bars: the code in the middle, or at the left where the small words need the right."""
        size, both = self.em("code"), bool(self.label.small)
        if (
            both
            and self._wide(self.label.code, size) + self._wide(self.label.small, size) + 200 > self.right - self.left
        ):
            both = False
        if both:
            self.words.append(Words(self.left, self.foot, self.label.code, size))
            self._small(self.foot)
        else:
            self._centred(self.label.code, (self.left + self.right) // 2, self.foot)

    def _small(self, y: int) -> None:
        size = self.em("code")
        if self.label.small:
            self.words.append(Words(self.right - self._wide(self.label.small, size), y, self.label.small, size))

    def _wide(self, text: str, size: int, *, bold: bool = False) -> int:
        return -(-typesetting.width(text, bold=bold) * size // 1_000)

    def _centred(self, text: str, middle: int, y: int) -> None:
        size = self.em("code")
        self.words.append(Words(middle - self._wide(text, size) // 2, y, text, size))

    def _price(self, left: int, foot: int, *, beside: str) -> int:
        """The price at the right above `foot`, its unit `beside` it; returns the upper edge."""
        if not self.label.price:
            return foot
        price, size, small = f"Rp {self.label.price}", self.em("price"), self.em("unit")
        gap = self._wide(beside, small) + 80 if beside else 0
        room = self.right - left - gap
        while self._wide(price, size, bold=True) > room and size > USUAL["price"][1]:
            size -= 20
        if self._wide(price, size, bold=True) > room:
            self.shortened.append(N_("harga"))
        y = foot - size * DESCENT // 100
        self.words.append(Words(self.right - gap - self._wide(price, size, bold=True), y, price, size, bold=True))
        if beside:
            self.words.append(Words(self.right - gap + 80, y, beside, small))
        return y - size * ASCENT // 100 - 30

    # -- between -----------------------------------------------------------------------------

    def _body(self) -> None:
        """Other prices and the facts, in what room is left."""
        size = self.em("note")
        room, lead = self._room(size), size * LEADING // 100
        told = [(Fact(" · ".join(map(typesetting.tied, self.label.offers))), True)] if self.label.offers else []
        told += [(each, False) for each in self._facts()]
        broken = [typesetting.lines(fact.words, room, bold=bold) for fact, bold in told]
        most = max(0, (self.foot - self.top) // lead)
        kept = _within([len(each) for each in broken], [fact.long for fact, _bold in told], most)
        for (fact, bold), its_lines, count in zip(told, broken, kept, strict=True):
            if count < len(its_lines):
                self.shortened.append(fact.words)
            for line in typesetting.shortened(its_lines, count, room, bold=bold):
                self._put(line, size, bold=bold)
        if self.top > self.foot and not told:
            self.shortened.append(N_("isi"))

    def _facts(self) -> Sequence[Fact]:
        return _run_on(self.label.facts) if self.run_on else self.label.facts


def _run_on(facts: Sequence[Fact]) -> list[Fact]:
    """Short facts in one paragraph, each kept whole; long ones on lines of their own."""
    long = [each for each in facts if each.long]
    short = [typesetting.tied(each.words) if len(each.words) < TIED else each.words for each in facts if not each.long]
    return [*long, Fact(" · ".join(short))] if short else long


def _within(counts: list[int], long: list[bool], most: int) -> list[int]:
    """How many lines each may have of `most`: long ones give way first, down to one, then the last ones."""
    kept = list(counts)
    for place in [n for n, each in enumerate(long) if each]:
        kept[place] = max(1, kept[place] - max(0, sum(kept) - most))
    for place in reversed(range(len(kept))):
        kept[place] = max(0, kept[place] - max(0, sum(kept) - most))
    return kept
