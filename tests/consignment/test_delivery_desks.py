"""The delivery desk without a screen: what is counted, what is said of it, what it becomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consignment import delivery_warnings
from consignment.agreements import PriceBy
from consignment.delivery_desks import DeliveryDesk, DeskLine, DeskMaker, DeskPart, DeskUnit
from consignment.delivery_facts import Confirmed
from consignment.terms import Deal, Terms
from koperasi import commands
from koperasi.errors import BadInput
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity

TODAY = date(2026, 11, 23)
EIGHT = Terms(Deal.FIXED, payout_each=Rupiah(8_000))
UNITS = (DeskUnit(11, "Pcs", ONE, Rupiah(10_000)), DeskUnit(12, "Dus", Quantity.of(12), Rupiah(115_000)))
PIRT, HALAL = "P-IRT 206350701012330", "ID35110000123 s.d. 2028"
SITI = DeskMaker(5, "A-0064", "Siti Aminah", "Bu Siti", agreement_id=9, agreement_number="PT-000007", version=3)
CHIPS = replace(
    DeskLine(1, "T1", "Keripik", "Pcs", UNITS, 11, Quantity.of(30), terms=EIGHT, agreed=True, price=Rupiah(10_000)),
    food=True,
    pirt=PIRT,
    halal=HALAL,
    expires_on=date(2027, 1, 20),
)


def desk(*lines: DeskLine, maker: DeskMaker | None = SITI) -> DeliveryDesk:
    return DeliveryDesk(1, "u", maker, lines, confirmed=Confirmed.SIGNATURE)


def said(line: DeskLine, maker: DeskMaker = SITI) -> list[tuple[bool, str]]:
    return [(each.hard, each.head) for each in delivery_warnings.words(desk(line, maker=maker), TODAY)]


def test_goods_that_are_all_right_need_no_word() -> None:
    assert said(CHIPS) == []
    assert delivery_warnings.lacking(desk(CHIPS), TODAY) == ""


@pytest.mark.parametrize(
    ("change", "hard", "head"),
    [
        ({"offered": Quantity.of(0)}, True, "Keripik: isi jumlahnya."),
        ({"taken": Quantity.of(31)}, True, "Keripik: yang diterima lebih dari yang dibawa."),
        ({"taken": Quantity.of(29)}, True, "Keripik: isi sebab ditolak."),
        ({"terms": None, "agreed": False}, True, "Keripik: isi harga titip atau komisi."),
        ({"expires_on": None}, True, "Keripik: isi Tgl. Kedaluwarsa."),
        ({"expires_on": date(2026, 11, 22)}, True, "Keripik: sudah kedaluwarsa."),
        ({"produced_on": date(2027, 2, 1)}, True, "Keripik: dibuat sesudah kedaluwarsa."),
        ({"price": Rupiah(7_999)}, True, "Keripik: harga jual di bawah hak penitip."),
        ({"price": None}, False, "Keripik belum punya harga jual."),
        ({"pirt": ""}, False, "Keripik belum punya No. P-IRT."),
        ({"pirt": "P-IRT 206350701012325"}, False, "No. P-IRT sudah habis 31/12/2025."),
        ({"pirt": "P-IRT 206350701012326"}, False, "No. P-IRT habis 31/12/2026."),
        ({"pirt": "P-IRT 1234"}, False, "P-IRT 1234 bukan nomor P-IRT biasa."),
        ({"halal": ""}, False, "Keripik belum punya nomor halal."),
        ({"halal": "ID35 s.d. 1/1/2026"}, False, "Sertifikat halal sudah habis 01/01/2026."),
        ({"halal": "ID35 s.d. 2026"}, False, "Sertifikat halal habis 31/12/2026."),
        ({"keeps_days": 14}, False, "Keripik: 58 hari sampai kedaluwarsa, biasanya 14."),
        ({"keeps_days": 200}, False, "Keripik: 58 hari sampai kedaluwarsa, biasanya 200."),
        ({"expires_on": date(2036, 1, 1)}, False, "Keripik: 3326 hari sampai kedaluwarsa."),
        ({"daily": Quantity(100), "on_hand": Quantity.of(10)}, False, "Keripik: tidak akan habis sebelum 20/01/2027."),
    ],
)
def test_each_thing_is_said_in_its_own_words(change: dict[str, object], hard: bool, head: str) -> None:
    assert said(replace(CHIPS, **change)) == [(hard, head)]  # type: ignore[arg-type]


def test_what_is_not_eaten_needs_neither_date_nor_numbers() -> None:
    assert said(replace(CHIPS, food=False, pirt="", halal="", expires_on=None)) == []


def test_what_keeps_less_than_a_week_needs_no_pirt_number() -> None:
    assert said(replace(CHIPS, pirt="", expires_on=date(2026, 11, 26))) == []


def test_what_is_wholly_rejected_needs_no_date() -> None:
    line = replace(CHIPS, taken=Quantity.of(0), why="Basi", expires_on=None, pirt="", halal="")
    assert said(line) == []


def test_one_number_for_three_goods_is_said_once() -> None:
    lines = [replace(CHIPS, product_id=n, pirt="P-IRT 206350701012326") for n in range(3)]
    told = delivery_warnings.words(desk(*lines), TODAY)
    assert [each.head for each in told] == ["No. P-IRT habis 31/12/2026."]


def test_who_may_set_the_price_is_said_before_it_is_saved() -> None:
    dearer = replace(CHIPS, price=Rupiah(11_000))
    assert said(dearer) == []
    assert said(dearer, replace(SITI, price_by=PriceBy.SHOP)) == [(False, "Keripik: harga jual ditentukan toko.")]


@pytest.mark.parametrize(
    ("change", "hard"),
    [({"agreement_id": None}, False), ({"holds": False}, True), ({"stopped": True}, True)],
)
def test_her_standing_is_said_first(change: dict[str, object], hard: bool) -> None:
    (word,) = said(CHIPS, replace(SITI, **change))  # type: ignore[arg-type]
    assert word[0] is hard


def test_what_she_gets_is_by_her_deal_and_unit() -> None:
    assert (CHIPS.hers, CHIPS.hers_each) == (Rupiah(240_000), Rupiah(8_000))
    carton = replace(CHIPS, unit_id=12, price=Rupiah(115_000), offered=Quantity.of(2))
    assert (carton.hers, carton.hers_each, desk(carton).labels) == (Rupiah(192_000), Rupiah(96_000), 24)
    share = replace(CHIPS, terms=Terms(Deal.COMMISSION, 1_750), price=Rupiah(12_500), offered=Quantity.of(22))
    assert share.hers == Rupiah(226_875)


def test_the_next_unit_brings_its_own_price() -> None:
    carton = desk(CHIPS).next_unit().lines[0]
    assert (carton.unit.name, carton.price) == ("Dus", Rupiah(115_000))


def test_another_scan_is_one_more_and_what_was_rejected_stays_so() -> None:
    begun = desk(replace(CHIPS, taken=Quantity.of(28), why="Basi"))
    more = begun.added(replace(CHIPS, offered=ONE))
    assert (more.lines[0].offered, more.lines[0].rejected) == (Quantity.of(31), Quantity.of(2))


def test_edge_36_weighed_goods_are_counted_to_the_gram() -> None:
    line = replace(
        CHIPS, offered=Quantity(333), price=Rupiah(30_000), terms=Terms(Deal.FIXED, payout_each=Rupiah(25_000))
    )
    assert line.hers == Rupiah(8_325)
    assert desk(line).labels == 1


def test_a_desk_is_written_down_and_becomes_a_command() -> None:
    parts = (DeskPart("Bu Ani", Quantity.of(10)), DeskPart("Bu Budi", Quantity.of(18)))
    line = replace(CHIPS, taken=Quantity.of(28), why="Basi", parts=parts, price=Rupiah(11_000))
    made = desk(line, maker=replace(SITI, is_group=True))
    assert commands.decode(DeliveryDesk, commands.encode(made)) == made

    command = made.command(TODAY, None)  # type: ignore[arg-type]

    (told,) = command.lines
    assert (told.quantity, told.brought, told.why) == (Quantity.of(28), Quantity.of(30), "Basi")
    assert (told.price, told.reprice, told.unit_id, told.agreement_id) == (Rupiah(11_000), True, 11, 9)
    assert [(each.line, each.name, each.quantity) for each in command.parts] == [
        (1, "Bu Ani", Quantity.of(10)),
        (1, "Bu Budi", Quantity.of(18)),
    ]
    assert command.agreement_id == 9


def test_a_group_list_that_does_not_sum_is_said_with_both_numbers() -> None:
    group = replace(SITI, is_group=True)
    line = replace(CHIPS, parts=(DeskPart("Bu Ani", Quantity.of(10)),))
    assert said(line, group) == [(True, "Keripik: daftar kelompok 10, diterima 30.")]


def test_a_line_without_terms_is_no_command() -> None:
    with pytest.raises(BadInput) as refusal:
        desk(CHIPS, replace(CHIPS, product_id=2, terms=None)).command(TODAY, None)  # type: ignore[arg-type]
    assert (refusal.value.row, refusal.value.field) == (2, "terms")
    with pytest.raises(BadInput):
        desk(CHIPS, maker=None).command(TODAY, None)  # type: ignore[arg-type]


def test_what_changed_meanwhile_is_taken_over_but_not_what_was_decided_here() -> None:
    dearer = (DeskUnit(11, "Pcs", ONE, Rupiah(10_500)), UNITS[1])
    fresh = replace(CHIPS, units=dearer, terms=Terms(Deal.COMMISSION, 1_000), offered=ONE, price=Rupiah(10_500))
    now = desk(CHIPS).renewed(replace(SITI, version=4), {1: fresh})
    assert now.maker is not None
    assert (now.maker.version, now.lines[0].terms, now.lines[0].price) == (4, fresh.terms, Rupiah(10_500))
    assert now.lines[0].offered == CHIPS.offered

    decided = desk(replace(CHIPS, price=Rupiah(12_000), terms=EIGHT, agreed=False))
    told = decided.renewed(SITI, {1: replace(fresh, agreed=False, terms=None)}).lines[0]
    assert (told.price, told.terms) == (Rupiah(12_000), EIGHT)
    assert desk(CHIPS).renewed(SITI, {}).lines == (CHIPS,)
    assert desk(CHIPS).renewed(SITI, {1: replace(fresh, units=UNITS[1:], unit_id=12)}).lines == (CHIPS,)
