"""Goods that may be one: the same barcode twice, the same name, or nearly the same name.

Names are compared by their words, in any order, apart from sizes: `Sabun Mandi Lux 70 g` is
`LUX SABUN MANDI 70gr`, and never `… 90 g`.  Two names are near when one word of theirs
differs by a letter, so a catalogue of 100,000 goods is gone through in seconds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from sqlalchemy import Connection, func, select

from inventory import barcodes, queries, searching
from inventory.products import Barcode, Product, ProductUnit

#: A word shorter than this is never near another: `teh` and `tek` are different things.
LEAST_NEAR = 4
#: So many goods of one name are told as pairs with the first of them, not each with each.
MOST_ALIKE = 4
SAID_EVERY = 5_000
FOUND_MOST = 200

_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(kg|kilo|kilogram|g|gr|gram|grm|ons|ml|mili|cc|l|lt|ltr|liter|litre)\b")
_UNITS = {
    **dict.fromkeys(("kg", "kilo", "kilogram"), ("g", 1_000_000)),
    **dict.fromkeys(("g", "gr", "gram", "grm"), ("g", 1_000)),
    "ons": ("g", 100_000),
    **dict.fromkeys(("ml", "mili", "cc"), ("ml", 1_000)),
    **dict.fromkeys(("l", "lt", "ltr", "liter", "litre"), ("ml", 1_000_000)),
}


class Why(StrEnum):
    """What two goods have in common."""

    BARCODE = "barcode"
    NAME = "name"
    NEAR_NAME = "near-name"


@dataclass(frozen=True, slots=True)
class Named:
    """A good as it is compared; makers' goods are alike only where their maker is one."""

    id: int
    name: str
    maker_id: int | None = None


@dataclass(frozen=True, slots=True)
class Twins:
    """Two goods that may be one; the smaller id first.  `code` is the barcode they share."""

    first: int
    second: int
    why: Why
    code: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A name taken apart: its words in order of the alphabet, its sizes, and the letters run together."""

    words: tuple[str, ...]
    sizes: tuple[str, ...]
    letters: str


def likeness(name: str) -> Likeness:
    """How a name is compared: sizes in grams or millilitres, all else in small words."""
    rest = name.casefold()
    sizes = []
    for number, unit in _SIZE.findall(rest):
        base, thousandths = _UNITS[unit]
        sizes.append(f"{_scaled(number, thousandths)}{base}")
    words = searching.words_of(_SIZE.sub(" ", rest))
    return Likeness(tuple(sorted(words)), tuple(sorted(sizes)), "".join(words))


def _scaled(number: str, thousandths: int) -> int:
    whole, _mark, part = number.replace(",", ".").partition(".")
    return (int(whole) * 1_000 + int(f"{part:0<3}"[:3])) * thousandths // 1_000


Progress = Callable[[int, int], object]


def quiet(_part: int, _whole: int) -> None:
    """Tell nobody how far it is."""


def alike(goods: Sequence[Named], progress: Progress = quiet) -> list[Twins]:
    """Pairs of goods whose names are the same, or near; pure.  `progress` may raise to end it."""
    seen: dict[tuple[int, int], Why] = {}
    taken = [(each, likeness(each.name)) for each in _telling(goods, progress, 0)]
    same: dict[tuple[object, ...], list[Named]] = defaultdict(list)
    for each, like in taken:
        if like.letters:
            same[(each.maker_id, like.sizes, like.words)].append(each)
    by_letters: dict[tuple[object, ...], list[Named]] = defaultdict(list)
    for each, like in taken:
        if like.letters:
            by_letters[(each.maker_id, like.sizes, like.letters)].append(each)
    for group in (*same.values(), *by_letters.values()):
        for one, other in _pairs(group):
            seen.setdefault(_key(one, other), Why.NAME)
    for one, other in _near(taken, progress):
        seen.setdefault(_key(one, other), Why.NEAR_NAME)
    return [Twins(first, second, why) for (first, second), why in seen.items()]


def _telling(goods: Sequence[Named], progress: Progress, done: int) -> Iterator[Named]:
    for n, each in enumerate(goods):
        if n % SAID_EVERY == 0:
            progress(done + n, 2 * len(goods))
        yield each


def _pairs(group: Sequence[Named]) -> Iterable[tuple[Named, Named]]:
    if len(group) <= MOST_ALIKE:
        return combinations(group, 2)
    return ((group[0], other) for other in group[1:])


def _key(one: Named, other: Named) -> tuple[int, int]:
    return (min(one.id, other.id), max(one.id, other.id))


def _near(taken: Sequence[tuple[Named, Likeness]], progress: Progress) -> Iterator[tuple[Named, Named]]:
    """Goods that have all words but one in common, and that one but for a letter."""
    buckets: dict[tuple[object, ...], dict[str, Named]] = defaultdict(dict)
    for n, (each, like) in enumerate(taken):
        if n % SAID_EVERY == 0:
            progress(len(taken) + n, 2 * len(taken))
        for at, word in enumerate(like.words):
            if len(word) >= LEAST_NEAR and word.isalpha():
                rest = (each.maker_id, like.sizes, like.words[:at] + like.words[at + 1 :])
                buckets[rest].setdefault(word, each)
    for words in buckets.values():
        if len(words) > 1:
            for one, other in near_words(words):
                yield words[one], words[other]


def near_words(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of words that a letter added, lost or mistaken makes one of."""
    shortened: dict[str, list[str]] = defaultdict(list)
    said: set[tuple[str, str]] = set()
    for word in words:
        forms = {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
        for form in forms:
            for other in shortened[form]:
                pair = (min(word, other), max(word, other))
                if pair not in said and near(*pair):
                    said.add(pair)
                    yield pair
            shortened[form].append(word)


def near(one: str, other: str) -> bool:
    """Whether one letter makes the difference, also two that changed places."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) != len(other):
        shorter, longer = sorted((one, other), key=len)
        return shorter[at:] == longer[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped


# -- in the shop ---------------------------------------------------------------


def found(connection: Connection, progress: Progress = quiet) -> list[Twins]:
    """All goods in use that may be one, those with a barcode in common first."""
    known = select(Product.id, Product.name, Product.maker_id).where(Product.retired_at.is_(None))
    goods = [Named(*row) for row in connection.execute(known.order_by(Product.id))]
    shared = same_barcodes(connection)
    pairs = {(each.first, each.second) for each in shared}
    names = [each for each in alike(goods, progress) if (each.first, each.second) not in pairs]
    return [*shared, *sorted(names, key=lambda each: (each.why is not Why.NAME, each.first, each.second))]


def same_barcodes(connection: Connection) -> list[Twins]:
    """Goods in use that have a barcode in common."""
    used = (
        select(Barcode.code, ProductUnit.product_id)
        .join(ProductUnit, ProductUnit.id == Barcode.product_unit_id)
        .join(Product, Product.id == ProductUnit.product_id)
        .where(Barcode.retired_at.is_(None), ProductUnit.retired_at.is_(None), Product.retired_at.is_(None))
    )
    inner = used.subquery()
    twice = select(inner.c.code).group_by(inner.c.code).having(func.count(inner.c.product_id.distinct()) > 1)
    goods: dict[str, list[int]] = defaultdict(list)
    for code, product_id in connection.execute(used.where(Barcode.code.in_(twice)).distinct()):
        goods[code].append(product_id)
    seen: dict[tuple[int, int], str] = {}
    for code, products in sorted(goods.items()):
        for one, other in combinations(sorted(products), 2):
            seen.setdefault((one, other), code)
    return [Twins(one, other, Why.BARCODE, code) for (one, other), code in seen.items()]


def like(
    connection: Connection, name: str, codes: Sequence[str] = (), product_id: int = 0, maker_id: int | None = None
) -> list[Twins]:
    """Goods in use that a good just being written down may be; `first` is its own id."""
    ids: set[int] = set()
    twins: list[Twins] = []
    for code in dict.fromkeys(one for each in codes if (one := barcodes.normalise(each))):
        for hit in queries.find_code(connection, code):
            if hit.good.product_id not in ids | {product_id}:
                ids.add(hit.good.product_id)
                twins.append(Twins(product_id, hit.good.product_id, Why.BARCODE, code))
    for other in _candidates(connection, name, maker_id):
        if other.id not in ids | {product_id} and (why := _why(name, other.name)) is not None:
            ids.add(other.id)
            twins.append(Twins(product_id, other.id, why))
    return twins


def _candidates(connection: Connection, name: str, maker_id: int | None) -> list[Named]:
    """Goods that share enough words with a name to be looked at: all but one of them."""
    words = [word for word in searching.words_of(_SIZE.sub(" ", name.casefold())) if len(word) >= searching.LETTERS]
    asked = {" ".join(words)} | {" ".join(words[:at] + words[at + 1 :]) for at in range(len(words))}
    ids: dict[int, None] = {}
    for each in sorted(asked - {""}, key=len, reverse=True):
        ids |= dict.fromkeys(searching.find(connection, each, FOUND_MOST))
    known = select(Product.id, Product.name, Product.maker_id).where(Product.id.in_(list(ids)))
    rows = [Named(*row) for row in connection.execute(known.order_by(Product.id))]
    return [each for each in rows if each.maker_id == maker_id]


def _why(name: str, other: str) -> Why | None:
    pairs = alike([Named(1, name), Named(2, other)])
    return pairs[0].why if pairs else None
