"""A till's printers: from the shop's settings to its own, with one for receipts and one that stands in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from koperasi import settings
from koperasi.errors import BadInput, NotAllowed, NotFound
from koperasi.shop import Shop
from printing import till_printers
from printing.papers import Paper
from printing.till_printers import Printer, Role
from tests.shops import Counter

SECOND = Printer(0, "Cadangan", "tcp:192.168.1.51:9100", Role.STAND_IN, Paper.of_columns(32), by_itself=True)


def choose(counter: Counter, **values: object) -> None:
    with counter.shop.work(counter.manager) as work:
        settings.change(work, values)
        till_printers.follow(work, values)
    counter.shop.reload_settings()


def save(counter: Counter, printer: Printer) -> int:
    with counter.shop.work(counter.manager) as work:
        made = till_printers.save(work, printer)
    counter.shop.reload_settings()
    return made


def names(shop: Shop) -> list[tuple[str, str, bool]]:
    return [(each.name, each.role.value, each.drawer) for each in till_printers.of(shop)]


def test_a_till_without_its_own_prints_as_the_shop_is_set(counter: Counter) -> None:
    choose(counter, printer="tcp:10.0.0.9", receipt_columns=32, printer_cutter=False)

    (printer,) = till_printers.of(counter.shop)
    assert printer == Printer(
        till_printers.SHOPS,
        "Printer struk",
        "tcp:10.0.0.9",
        Role.RECEIPT,
        replace(Paper.of_columns(32), cutter="none"),
        drawer=True,
    )


def test_a_shop_without_a_printer_has_none(counter: Counter) -> None:
    assert till_printers.of(counter.shop) == []


def test_the_first_change_makes_the_shops_printer_the_tills_own(counter: Counter) -> None:
    choose(counter, printer="tcp:10.0.0.9")
    save(counter, SECOND)

    assert names(counter.shop) == [("Printer struk", "receipt", True), ("Cadangan", "stand-in", False)]


def test_what_others_ask_the_settings_for_is_the_receipt_printers(counter: Counter) -> None:
    choose(counter, printer="tcp:10.0.0.9")
    save(counter, replace(SECOND, role=Role.RECEIPT, drawer=True))

    assert names(counter.shop) == [("Cadangan", "receipt", True), ("Printer struk", "spare", False)]
    chosen = counter.shop.settings
    assert (chosen.printer, chosen.receipt_columns, chosen.printer_cutter) == (SECOND.address, 32, True)
    with counter.shop.reading() as connection:
        assert settings.load(connection, counter.shop.branch.id).printer == "tcp:10.0.0.9"


def test_a_setting_of_the_shop_changes_the_tills_own_printer_too(counter: Counter) -> None:
    save(counter, Printer(0, "Depan", "tcp:10.0.0.9", drawer=True))
    choose(counter, printer="tcp:10.0.0.10", receipt_columns=32)

    (printer,) = till_printers.of(counter.shop)
    assert (printer.name, printer.address, printer.paper.columns, printer.paper.dots) == (
        "Depan", "tcp:10.0.0.10", 32, 384,
    )  # fmt: skip
    assert counter.shop.settings.printer == "tcp:10.0.0.10"


def test_an_empty_setting_takes_the_printer_away(counter: Counter) -> None:
    save(counter, Printer(0, "Depan", "tcp:10.0.0.9"))
    choose(counter, printer="")

    assert till_printers.of(counter.shop) == []
    assert counter.shop.settings.printer == ""
    choose(counter, printer="tcp:10.0.0.11")
    assert counter.shop.settings.printer == "tcp:10.0.0.11"


def test_the_last_printer_removed_leaves_the_till_without_one(counter: Counter) -> None:
    choose(counter, printer="tcp:10.0.0.9")
    with counter.shop.work(counter.manager) as work:
        till_printers.remove(work, till_printers.SHOPS)
    counter.shop.reload_settings()

    assert till_printers.of(counter.shop) == []
    assert counter.shop.settings.printer == ""


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 41}, "name"),
        ({"address": "pigeon:post"}, "address"),
        ({"paper": Paper(columns=40, dots=576)}, "columns"),
    ],
)
def test_what_makes_no_printer_is_refused_by_its_field(counter: Counter, change: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        save(counter, replace(SECOND, **change))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert till_printers.of(counter.shop) == []


def test_two_printers_of_one_name_are_refused(counter: Counter) -> None:
    save(counter, SECOND)
    with pytest.raises(BadInput, match="Sudah ada"):
        save(counter, replace(SECOND, name="cadangan"))


def test_a_cashier_sets_no_printer(counter: Counter) -> None:
    with pytest.raises(NotAllowed), counter.shop.work(counter.cashier) as work:
        till_printers.save(work, SECOND)
    assert till_printers.of(counter.shop) == []


def test_a_printer_is_found_by_its_name_only(counter: Counter) -> None:
    save(counter, SECOND)
    there = till_printers.of(counter.shop)
    assert till_printers.named(there, "CADANGAN").address == SECOND.address
    with pytest.raises(NotFound):
        till_printers.named(there, "Depan")


def test_every_setting_of_the_paper_comes_back(counter: Counter) -> None:
    paper = Paper(42, 384, "full", "CP858", True, True, 5, (50, 250), 2, "B")
    save(counter, replace(SECOND, paper=paper))
    (printer,) = till_printers.of(counter.shop)
    assert printer.paper == paper
