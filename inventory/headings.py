"""Which column of a file is which field: Indonesian or English headings, or as told by `--map`.

To let another heading be known, add it to the field's `aliases`; case, spaces, dots and
underscores do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from koperasi.errors import BadInput
from koperasi.text import _


class Reads(StrEnum):
    """How a field's cells are read."""

    WORDS = "words"
    CODE = "code"
    #: Whole rupiah.
    AMOUNT = "amount"
    #: Rupiah that may have decimals, since they are multiplied before they are rounded.
    EXACT = "exact"
    QUANTITY = "quantity"
    TRUTH = "truth"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an import.  Of a `required` one the column must be there and no cell empty.

    A `column` one must have its column, but cells may be empty.
    """

    name: str
    reads: Reads = Reads.WORDS
    aliases: tuple[str, ...] = ()
    required: bool = False
    column: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


def spelled(heading: str) -> str:
    """A heading as it is compared: `Harga Jual (Rp)` and `harga_jual_rp` are one."""
    return "_".join(re.findall(r"\w+", heading.casefold().replace("_", " ")))


def fit(headings: Sequence[str], fields: Sequence[Field], told: Mapping[str, str]) -> dict[str, int]:
    """The place of each field's column.

    `told` pairs a heading of the file with a field, in either order.  Of several headings
    that mean one field, the one that stands first among its aliases is taken.  Raises
    BadInput when a required column is missing, told of one that is not there, or told twice.
    """
    places: dict[str, int] = {}
    for number, heading in enumerate(headings):
        if heading.strip():
            places.setdefault(spelled(heading), number)
    fitted = _as_told(places, fields, told)
    taken = set(fitted.values())
    for each in fields:
        if each.name in fitted:
            continue
        known = (places[spelled(heading)] for heading in each.headings if spelled(heading) in places)
        for place in known:
            if place not in taken:
                fitted[each.name] = place
                taken.add(place)
                break
    _nothing_missing(headings, fields, fitted)
    return fitted


def _as_told(places: Mapping[str, int], fields: Sequence[Field], told: Mapping[str, str]) -> dict[str, int]:
    by_alias = {spelled(heading): each.name for each in fields for heading in each.headings}
    fitted: dict[str, int] = {}
    for left, right in told.items():
        for heading, name in ((spelled(left), spelled(right)), (spelled(right), spelled(left))):
            if heading in places and name in by_alias:
                if by_alias[name] in fitted:
                    raise BadInput(_("Kolom {name} disebut dua kali.").format(name=by_alias[name]))
                fitted[by_alias[name]] = places[heading]
                break
        else:
            known = ", ".join(each.name for each in fields)
            message = _("--map {left}={right} tidak cocok dengan file ini.").format(left=left, right=right)
            raise BadInput(message, remedy=_("Nama yang dikenal: {known}.").format(known=known))
    return fitted


def _nothing_missing(headings: Sequence[str], fields: Sequence[Field], fitted: Mapping[str, int]) -> None:
    missing = [each for each in fields if (each.required or each.column) and each.name not in fitted]
    if missing:
        names = ", ".join(each.name for each in missing)
        there = ", ".join(heading for heading in headings if heading.strip())
        raise BadInput(
            _("Kolom {names} tidak ada di file ini.").format(names=names),
            remedy=_("Yang ada: {there}. Pakai --map KOLOM=NAMA.").format(there=there),
            field=missing[0].name,
        )
