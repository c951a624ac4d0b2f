"""A good knows its units, and says so when it has not the one asked for."""

from __future__ import annotations

import pytest

from inventory.goods import Found, Good, ProductKind, Unit
from koperasi.errors import NotFound
from koperasi.quantity import ONE, Quantity

BOX = Unit(2, "Dus", Quantity.of(40), ())
PIECE = Unit(1, "Pcs", ONE, ())


def good(*units: Unit, kind: ProductKind = ProductKind.GOODS) -> Good:
    return Good(7, "P1", "Mie", "Pcs", kind, None, None, "", False, "", units)


def test_a_good_gives_its_units() -> None:
    noodles = good(PIECE, BOX)

    assert noodles.base is PIECE
    assert noodles.unit(2) is BOX
    assert Found(noodles, 2).unit is BOX


def test_a_unit_it_has_not_is_not_found() -> None:
    with pytest.raises(NotFound, match="tidak dijual"):
        good(PIECE).unit(2)
    with pytest.raises(NotFound, match="satuan dasar"):
        _ = good(BOX).base


def test_a_service_is_no_goods() -> None:
    assert good(PIECE, kind=ProductKind.SERVICE).is_service
    assert not good(PIECE).is_service
