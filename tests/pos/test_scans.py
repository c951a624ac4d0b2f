"""The scan box as it is read: a quantity before `*`, a code, or a name."""

from __future__ import annotations

import pytest

from koperasi.quantity import Quantity
from pos.scans import Typed, read


@pytest.mark.parametrize(
    ("text", "quantity", "rest", "words"),
    [
        ("", None, "", False),
        ("4*", "4", "", False),
        ("4*8991002101104", "4", "8991002101104", False),
        ("2,5*gula", "2.5", "gula", True),
        ("2.5 * gula pasir", "2.5", "gula pasir", True),
        (" 8991002101104 ", None, "8991002101104", False),
        ("kopi", None, "kopi", True),
        ("A-0217", None, "A-0217", True),
        # So many digits are somebody's barcode, not a quantity.
        ("8991002101104*2", None, "8991002101104*2", False),
    ],
)
def test_the_box_is_read(text: str, quantity: str | None, rest: str, words: bool) -> None:
    typed = read(text)

    assert typed == Typed(Quantity.of(quantity) if quantity else None, rest)
    assert typed.words is words
