"""Labels as laid out, as texts that people have looked at: any change of a label shows here first.

Each line says where words begin (hundredths of a millimetre), how large they are, and the words.
To accept a change: GOLDEN=write pytest tests/papers, then look at the labels before committing it.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from inventory import labels
from inventory.labels import Made, Subject
from inventory.shelf_labels import Tag
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from printing.label_sheets import SHEETS
from printing.labels import PAGE, ROLLS, THERMAL, Label, Laid, lay_out
from printing.typesetting import TIE

DAY = date(2026, 11, 25)
GOLDEN = Path(__file__).parent / "golden"
RICE = Tag(
    1, "B-1", "Beras Mentik Wangi Cap Dua Anak", "Rak 1", 11, "Sak", ONE, Rupiah(72_500),
    ((Quantity.of(12), Rupiah(70_000)),), Rupiah(71_000), Quantity.of(5), "kg",
)  # fmt: skip
CRISPS = Subject(
    Tag(2, "201", "Keripik Singkong Balado", "", 21, "Bks", ONE, Rupiah(12_500), (), None, Quantity.of(150), "g"),
    "Bks",
    ("2900000000018",),
    "Bu Siti, Ngantang",
    True,
    60,
    "P-IRT 2153507010123-29",
    "ID35110001234567",
    "singkong, minyak goreng, cabai, gula, garam, bawang putih",
)
LABELS: dict[str, Label] = {
    "label-rak": labels.shelf_label(Subject(RICE, "Sak", ("8999999052225",)), DAY),
    "label-barang": labels.product_label(CRISPS, Made(DAY, labels.best_before(DAY, 60), "251126A")),
}
PAPERS = {**{name: (sheet.size, PAGE) for name, sheet in SHEETS.items()}, **{k: (v, THERMAL) for k, v in ROLLS.items()}}


def told(laid: Laid) -> str:
    lines = [f"{each.x:5} {each.y:5} {each.size:4}{'*' if each.bold else ' '} {each.text}" for each in laid.words]
    if laid.stripes is not None:
        bars = laid.stripes
        lines.append(f"{bars.x:5} {bars.y:5} bars of {bars.module} dots, {bars.height} high: {bars.kind} {bars.code}")
    lines += [f"shortened: {each}" for each in laid.shortened]
    return "\n".join(lines).replace(TIE, " ") + "\n"


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", LABELS)
def test_a_label_is_laid_out_as_it_was_looked_at(name: str, paper: str) -> None:
    file = GOLDEN / f"{name}-{paper}.txt"
    now = told(lay_out(LABELS[name], *PAPERS[paper]))
    if os.environ.get("GOLDEN") == "write":
        file.write_text(now, encoding="utf-8")
    assert now == file.read_text(encoding="utf-8")
