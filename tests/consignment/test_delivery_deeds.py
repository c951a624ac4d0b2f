"""Labels for what was accepted: one for each piece, with her dates, read back as a scanner would."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from consignment import delivery_deeds, delivery_sources
from consignment.delivery_deeds import NewOfHers
from inventory import label_queries, queries
from inventory.label_runs import Run
from inventory.labels import LabelKind
from koperasi.errors import Refused
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from printing.label_pictures import raster
from tests.consignment.brought import bring, of
from tests.printing.readers import codes_in
from tests.shops import Counter

MADE, UNTIL = date(2026, 11, 22), date(2027, 1, 20)


def brought(counter: Counter) -> tuple[int, int]:
    """A new good of hers, three of four accepted; its product and the delivery."""
    shop = counter.shop
    new = NewOfHers(counter.maker_id, "Emping Melinjo 100 g", "Pcs", Rupiah(12_000), food=True, halal="ID3511")
    who = delivery_sources.maker(shop, counter.maker_id)
    line = delivery_deeds.added(shop, counter.manager, who, new)
    dates = {"produced_on": MADE, "expires_on": UNTIL, "batch": "A7"}
    made = bring(counter, of(line.product_id, 3, offered=Quantity.of(4), why="Bocor", **dates), of(counter.cookies, 2))
    return line.product_id, made.id


def test_each_accepted_piece_gets_a_label_with_her_dates(counter: Counter) -> None:
    _product, delivery = brought(counter)
    lines = {each.subject.tag.name: each for each in delivery_deeds.labels(counter.shop, delivery)}
    emping = lines["Emping Melinjo 100 g"]
    assert (emping.copies, lines["Kue Kering"].copies) == (3, 2)
    assert (emping.made.made_on, emping.made.best_before, emping.made.batch) == (MADE, UNTIL, "A7")
    assert emping.subject.maker.startswith("Bu Siti")


def test_the_barcode_on_the_label_is_read_and_finds_her_good(counter: Counter, tmp_path: Path) -> None:
    product, delivery = brought(counter)
    (line,) = [each for each in delivery_deeds.labels(counter.shop, delivery) if each.subject.codes]
    run = Run(MADE, LabelKind.PRODUCT, "58x40", lines=(line,))
    (told,) = codes_in(raster(run.label(line), run.size).convert("L"), tmp_path)
    assert told.startswith("EAN-13:29")
    with counter.shop.reading() as connection:
        (found,) = queries.find_code(connection, told.removeprefix("EAN-13:"))
        assert label_queries.codes_of(connection, [found.unit_id])[found.unit_id] == (told.removeprefix("EAN-13:"),)
    assert found.good.product_id == product


def test_without_any_printer_the_labels_are_not_printed(counter: Counter) -> None:
    _product, delivery = brought(counter)
    with pytest.raises(Refused, match="printer label"):
        delivery_deeds.print_labels(counter.shop, counter.manager, delivery)
    assert delivery_deeds.print_labels(counter.shop, counter.manager, delivery, "K1") == 5
