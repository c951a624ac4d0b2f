"""What stands on a label: prices as the till asks them, and what the law asks of members' goods."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inventory import labels
from inventory.labels import LabelKind, Made, Subject
from inventory.shelf_labels import Tag
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity

DAY = date(2026, 11, 25)
OIL = Tag(
    1, "M-1", "Minyak Goreng", "Rak 2", 11, "Btl", ONE, Rupiah(13_500),
    ((Quantity.of(12), Rupiah(13_000)),), Rupiah(13_200), Quantity.of(500), "ml",
)  # fmt: skip
CRISPS = Subject(
    Tag(2, "201", "Keripik Singkong", "", 21, "Bks", ONE, Rupiah(12_500), (), None, Quantity.of(150), "g"),
    "Bks",
    ("2900000000018",),
    "Bu Siti, Ngantang",
    True,
    60,
    "P-IRT 2153507010123-29",
    "ID35110001234567",
    "singkong, minyak, garam",
)


def test_a_shelf_label_says_tiers_members_and_the_price_by_the_litre() -> None:
    label = labels.shelf_label(Subject(OIL, "Btl", ("8999999052225",)), DAY)

    assert (label.name, label.price, label.unit) == ("Minyak Goreng", "13.500", "/ btl")
    assert label.offers == ("12+ @ Rp 13.000", "Anggota Rp 13.200", "Rp 27.000/l")
    assert (label.code, label.kind, label.small) == ("8999999052225", "EAN13", "25/11/26")


@pytest.mark.parametrize(
    ("price", "content", "unit", "base", "factor", "told"),
    [
        (12_500, "150", "g", "Bks", "1", "Rp 83.333/kg"),
        (1_000, "3", "g", "Pcs", "1", "Rp 333.333/kg"),
        (1_001, "6", "ml", "Pcs", "1", "Rp 166.833/l"),
        (500, "3000", "g", "Pcs", "1", "Rp 167/kg"),  # 166,67 half up
        (14_500, None, "", "Kg", "1", ""),
        (350_000, None, "", "Kg", "25", "Rp 14.000/kg"),
        (2_000, None, "", "Ons", "1", "Rp 20.000/kg"),
        (27_000, "1", "kg", "Pcs", "1", ""),
        (3_400, None, "", "Pcs", "1", ""),
        (3_400, "4", "lembar", "Pcs", "1", ""),
    ],
)
def test_the_price_by_measure_is_rounded_half_up(
    price: int, content: str | None, unit: str, base: str, factor: str, told: str
) -> None:
    inside = Quantity.of(content) if content else None
    tag = replace(OIL, price=Rupiah(price), content=inside, content_unit=unit, factor=Quantity.of(factor))

    assert labels.per_measure(Subject(tag, base)) == told


def test_a_members_good_says_all_that_the_law_asks() -> None:
    made = Made(DAY, labels.best_before(DAY, CRISPS.keeps_days), "251126A")

    assert [each.words for each in labels.product_label(CRISPS, made).facts] == [
        "Baik digunakan sebelum 24/01/2027",
        "Komposisi: singkong, minyak, garam",
        "Berat bersih 150 g",
        "Dibuat oleh Bu Siti, Ngantang",
        "P-IRT 2153507010123-29",
        "Halal ID35110001234567",
        "Dibuat 25/11/2026",
        "Kode produksi 251126A",
    ]
    assert labels.lacking(CRISPS, made) == ()


def test_goods_that_are_not_halal_say_so() -> None:
    label = labels.product_label(replace(CRISPS, halal="non-halal"), Made())

    assert "TIDAK HALAL" in [each.words for each in label.facts]


def test_what_a_members_food_lacks_is_told() -> None:
    bare = replace(CRISPS, composition="", halal="", keeps_days=None)

    assert labels.lacking(bare, Made()) == ("komposisi", "tanggal kedaluwarsa", "nomor halal atau non-halal")
    assert labels.lacking(replace(bare, maker=""), Made()) == ()


@pytest.mark.parametrize(
    ("codes", "factor", "bars"),
    [
        (("8999999052225",), "1", ("8999999052225", "EAN13")),
        (("ABC-1", "8999999052225"), "1", ("8999999052225", "EAN13")),
        (("96385074",), "1", ("96385074", "EAN8")),
        (("8999999052226",), "1", ("8999999052226", "CODE128")),  # a wrong check digit is kept as it is
        ((), "1", ("M-1", "CODE128")),
        ((), "12", ("", "")),  # the good's own code names its base unit only
        (("日本",), "1", ("M-1", "CODE128")),
    ],
)
def test_which_code_becomes_bars(codes: tuple[str, ...], factor: str, bars: tuple[str, str]) -> None:
    assert labels.bar_code(Subject(replace(OIL, factor=Quantity.of(factor)), "Btl", codes)) == bars


def test_a_good_of_the_shops_own_has_no_facts() -> None:
    assert labels.product_label(Subject(OIL, "Btl"), Made()).facts == ()
    assert LabelKind("shelf") is LabelKind.SHELF
