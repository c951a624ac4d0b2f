"""What stands on which label: from a good to the words of `printing.labels`, without a database.

A shelf label says what the till will ask: the price of one, from so many on, for members,
and by the kilogram or litre.  A label on a member's good says what the law asks of it
(domain: name, composition, net weight, maker, P-IRT or halal number, dates, production code).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from inventory import barcodes
from inventory.goods import Unit
from inventory.pricing import counted
from inventory.shelf_labels import Tag
from koperasi.money import Rupiah, half_up
from koperasi.quantity import ONE, THOUSAND, Quantity
from koperasi.text import _, short_date
from printing.codes import CODE128_MOST, EAN_LENGTHS
from printing.labels import Fact, Label

NON_HALAL = "non-halal"
#: What measures are in grams or millilitres, and by what such goods are compared.
MEASURES = {
    "g": (1, "kg"), "gr": (1, "kg"), "gram": (1, "kg"), "ons": (100, "kg"), "kg": (1_000, "kg"),
    "kilo": (1_000, "kg"), "kilogram": (1_000, "kg"), "ml": (1, "l"), "cc": (1, "l"), "l": (1_000, "l"),
    "lt": (1_000, "l"), "ltr": (1_000, "l"), "liter": (1_000, "l"),
}  # fmt: skip


class LabelKind(StrEnum):
    """Where a label goes."""

    SHELF = "shelf"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Subject:
    """A good in one of its units, with all that a label may say of it."""

    tag: Tag
    base_unit: str
    #: The unit's barcodes, in the order they were given.
    codes: tuple[str, ...] = ()
    #: How she is spoken of and where she lives: "Bu Siti, Ngantang"; "" for the shop's own.
    maker: str = ""
    food: bool = False
    keeps_days: int | None = None
    pirt: str = ""
    halal: str = ""
    composition: str = ""

    @property
    def lacks_code(self) -> bool:
        """Whether no scanner can name it: it has no barcode, and its own code is that of another unit."""
        return not self.codes

    @property
    def legal(self) -> bool:
        """Whether its label must say who made it and until when it keeps."""
        return bool(self.maker or self.pirt or self.composition)


@dataclass(frozen=True, slots=True)
class Made:
    """What is asked when a label on a good is printed: when it was made, until when it keeps, its code."""

    made_on: date | None = None
    best_before: date | None = None
    batch: str = ""


def best_before(made_on: date, keeps_days: int | None) -> date | None:
    """The last day it keeps when it was made on a day; None where nobody wrote down how long."""
    return made_on + timedelta(days=keeps_days) if keeps_days else None


def shelf_label(subject: Subject, day: date) -> Label:
    """The label at the shelf, as the prices are on `day`."""
    tag = subject.tag
    code, kind = bar_code(subject)
    return Label(
        tag.name,
        tag.price.bare,
        f"/ {tag.unit.lower()}",
        _offers(subject),
        (),
        code,
        kind,
        f"{day:%d/%m/%y}",
    )


def product_label(subject: Subject, made: Made) -> Label:
    """The label on the good itself: with bars, and what the law asks of a member's good."""
    code, kind = bar_code(subject)
    tag = subject.tag
    facts = tuple(_facts(subject, made)) if subject.legal or made.best_before else ()
    return Label(tag.name, tag.price.bare, f"/ {tag.unit.lower()}", (), facts, code, kind)


def bar_code(subject: Subject) -> tuple[str, str]:
    """What is printed as bars and how: the first EAN, else the first code; without any the shop's own code.

    Both empty where nothing can stand there as bars.
    """
    digits = [each for each in subject.codes if barcodes.valid(each)]
    for kind, length in EAN_LENGTHS.items():
        for code in digits:
            if len(code) == length:
                return code, kind
    own = (subject.tag.code,) if subject.tag.factor == ONE else ()
    for code in (*subject.codes, *own):
        if 0 < len(code) <= CODE128_MOST and code.isascii() and code.isprintable():
            return code, "CODE128"
    return "", ""


def _offers(subject: Subject) -> tuple[str, ...]:
    tag = subject.tag
    unit = Unit(tag.unit_id, tag.unit, tag.factor, ())
    told = [
        _("{many}+ @ {price}").format(many=counted(least, unit).split(" ")[0], price=price)
        for least, price in tag.tiers
    ]
    if tag.member is not None:
        told.append(_("Anggota {price}").format(price=tag.member))
    by_measure = per_measure(subject)
    return (*told, by_measure) if by_measure else tuple(told)


def per_measure(subject: Subject) -> str:
    """`Rp 27.000/kg`, half up; "" where the content is not known, or the price is just that already."""
    tag = subject.tag
    content, unit = (tag.content, tag.content_unit) if tag.content else (ONE, subject.base_unit)
    found = MEASURES.get(unit.strip().casefold())
    if found is None:
        return ""
    small, by = found
    # Thousandths of a gram or millilitre in one of the unit that is sold.
    inside = content.thousandths * small * tag.factor.thousandths // THOUSAND
    if inside <= 0 or inside == THOUSAND * THOUSAND:
        return ""
    return f"{Rupiah(half_up(tag.price.amount * THOUSAND * THOUSAND, inside))}/{by}"


def _facts(subject: Subject, made: Made) -> list[Fact]:
    """In the order in which they are given up where a label is too small: the date is kept longest."""
    told: list[Fact] = []
    if made.best_before is not None:
        told.append(Fact(_("Baik digunakan sebelum {day}").format(day=short_date(made.best_before))))
    if subject.composition:
        told.append(Fact(_("Komposisi: {what}").format(what=subject.composition), long=True))
    if weight := net_weight(subject.tag):
        told.append(Fact(_("Berat bersih {weight}").format(weight=weight)))
    if subject.maker:
        told.append(Fact(_("Dibuat oleh {maker}").format(maker=subject.maker)))
    if subject.pirt:
        bare = subject.pirt.upper().removeprefix("P-IRT").removeprefix("PIRT").strip(" .:-")
        told.append(Fact(f"P-IRT {bare}"))
    if subject.halal.strip().casefold() == NON_HALAL:
        told.append(Fact(_("TIDAK HALAL")))
    elif subject.halal:
        told.append(Fact(_("Halal {number}").format(number=subject.halal)))
    if made.made_on is not None:
        told.append(Fact(_("Dibuat {day}").format(day=short_date(made.made_on))))
    if made.batch:
        told.append(Fact(_("Kode produksi {code}").format(code=made.batch)))
    return told


def net_weight(tag: Tag) -> str:
    """What is in one of the unit: `150 g`, `1,5 kg`; "" where nobody wrote it down."""
    if tag.content is None or not tag.content_unit:
        return ""
    whole = Quantity(tag.content.thousandths * tag.factor.thousandths // THOUSAND)
    return f"{whole.shown} {tag.content_unit}"


def lacking(subject: Subject, made: Made) -> tuple[str, ...]:
    """What the law asks on a member's food that is not known, in words; nothing for other goods."""
    if not (subject.food and subject.maker):
        return ()
    asked = (
        (subject.composition, _("komposisi")),
        (net_weight(subject.tag), _("berat bersih")),
        (made.best_before, _("tanggal kedaluwarsa")),
        (subject.halal, _("nomor halal atau non-halal")),
    )
    return tuple(words for known, words in asked if not known)
