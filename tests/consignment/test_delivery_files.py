"""Deliveries of members' goods from a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from consignment import delivery_files, delivery_queries
from consignment.agreements import AgreedRule, Conditions
from consignment.consigned_lots import ConsignedLot, ConsignedLotTerms
from consignment.deliveries import Delivery
from consignment.delivery_files import IMPORT
from consignment.terms import Deal, Terms
from inventory import catalogue_files, imports, purchase_files
from inventory.imports import Import, Options, Outcome
from inventory.products import Product
from koperasi import parties
from koperasi.documents import FlagRecord
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from tests.consignment.brought import sign

TakeIn = Callable[..., Outcome]
DELIVERIES = """nota;tanggal;penitip;nama penitip;kode;jumlah;harga titip;komisi
N1;08/01/2026;W7;Bu Sri;T1;10;7.600;
N1;08/01/2026;W7;Bu Sri;T2;2,5;;15
N2;09/01/2026;W8;Bu Tin;T3;4;1.000;
"""


@pytest.fixture
def engine_url(tmp_path: Path) -> str:
    """SQLite alone: both engines are proved where the whole book is imported."""
    return f"sqlite:///{tmp_path / 'shop.db'}"


@pytest.fixture
def take_in(shop: Shop, tmp_path: Path) -> TakeIn:
    def take_in(kind: Import, text: str, **options: object) -> Outcome:
        path = tmp_path / f"{kind.kind}.csv"
        path.write_text(text, encoding="utf-8")
        return imports.run(shop, kind, path, Options(**options), shop.konsole())  # type: ignore[arg-type]

    heading = "kode,nama,satuan,harga,titipan\n"
    take_in(catalogue_files.IMPORT, heading + "T1,Emping,Bks,9000,1\nT2,Telur,Kg,26000,1\nT3,Keripik,Bks,5000,ya\n")
    return take_in


def lots(shop: Shop) -> list[tuple[object, ...]]:
    columns = (Product.code, Party.code, ConsignedLot.quantity, ConsignedLot.deal)
    found = (
        select(*columns, ConsignedLot.rate_bps, ConsignedLot.payout_each)
        .join(Product, Product.id == ConsignedLot.product_id)
        .join(Party, Party.id == ConsignedLot.maker_id)
        .order_by(ConsignedLot.lot_id)
    )
    with shop.reading() as connection:
        return [tuple(row) for row in connection.execute(found)]


def test_goods_come_in_as_lots_with_their_terms(shop: Shop, take_in: TakeIn) -> None:
    outcome = take_in(IMPORT, DELIVERIES)

    assert outcome.written == 3
    assert lots(shop) == [
        ("T1", "W7", Quantity.of(10), Deal.FIXED, 0, Rupiah(7600)),
        ("T2", "W7", Quantity.of("2.5"), Deal.COMMISSION, 1500, Rupiah(0)),
        ("T3", "W8", Quantity.of(4), Deal.FIXED, 0, Rupiah(1000)),
    ]


def test_a_maker_known_by_her_code_is_named_once_a_name_is_told(shop: Shop, take_in: TakeIn) -> None:
    head = DELIVERIES.splitlines()[0] + "\n"
    take_in(IMPORT, head + "N1;08/01/2026;W7;;T1;10;7.600;\n")
    take_in(IMPORT, head + "N2;09/01/2026;W7;Bu Sri;T1;1;7.600;\nN3;09/01/2026;W7;Bu Tini;T1;1;7.600;\n")

    with shop.reading() as connection:
        assert connection.scalars(select(Party.name).where(Party.code == "W7")).all() == ["Bu Sri"]


def test_a_delivery_is_taken_in_once_and_later_ones_may_leave_the_terms_out(shop: Shop, take_in: TakeIn) -> None:
    take_in(IMPORT, DELIVERIES)
    outcome = take_in(IMPORT, DELIVERIES + "N3;10/01/2026;W7;;T2;1;;\n")

    assert (outcome.written, outcome.skipped) == (1, 3)
    assert lots(shop)[-1] == ("T2", "W7", Quantity.of(1), Deal.COMMISSION, 1500, Rupiah(0))


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("N1;08/01/2026;W7;;T1;0;7.600;", "quantity"),
        ("N1;08/01/2026;W9;;T1;1;7.600;", "date"),
        ("N1;08/01/2026;W7;;X9;1;7.600;", "code"),
        ("N1;08/01/2026;W7;;T1;1;;101", "commission_percent"),
        ("N1;08/01/2026;W7;;T1;1;;", "payout_each"),
    ],
)
def test_a_wrong_line_refuses_its_whole_delivery(take_in: TakeIn, row: str, field: str) -> None:
    outcome = take_in(IMPORT, DELIVERIES + row + "\n")

    assert (5, field) in [(each.row, each.field) for each in outcome.rejections]
    assert {each.row for each in outcome.rejections} == {2, 3, 5}


def test_another_books_purchase_of_one_good_from_two_makers_is_kept_and_flagged(shop: Shop, take_in: TakeIn) -> None:
    heading = "purchase_id,date,supplier_code,item_code,qty,buy_price\n"
    kind = purchase_files.importing(delivery_files.deliver_bought)
    outcome = take_in(kind, heading + "B1,2026-01-08,S12,T1,3,7600\nB2,2026-01-09,S15,T1,2,7500\n")

    assert outcome.written == 2
    assert [row[:3] for row in lots(shop)] == [("T1", "S12", Quantity.of(3)), ("T1", "S15", Quantity.of(2))]
    with shop.reading() as connection:
        assert connection.scalars(select(FlagRecord.rule)).all() == ["other-maker"]
        makers = connection.execute(
            select(Party.code).join(Delivery, Delivery.maker_id == Party.id).order_by(Party.code)
        )
        assert makers.scalars().all() == ["S12", "S15"]


def test_what_was_rejected_stands_beside_what_was_taken(shop: Shop, take_in: TakeIn) -> None:
    heading = "nota;tanggal;penitip;kode;jumlah;ditolak;sebab ditolak;harga titip;harga jual;kode produksi;saksi\n"
    outcome = take_in(IMPORT, heading + "N1;08/01/2026;W7;T1;22;2;Kemasan bocor;7.600;9.000;A7;Bu Tin\n")

    assert outcome.written == 1
    with shop.reading() as connection:
        (day,) = delivery_queries.of_day(connection, shop.branch.id, date(2026, 1, 8))
        seen = delivery_queries.delivery(connection, day.id)
    (line,) = seen.lines
    assert (line.offered, line.accepted, line.why) == (Quantity.of(24), Quantity.of(22), "Kemasan bocor")
    assert (line.price, line.repriced, line.batch, seen.witness) == (Rupiah(9_000), False, "A7", "Bu Tin")


def test_something_rejected_without_a_reason_is_refused(take_in: TakeIn) -> None:
    heading = "nota;tanggal;penitip;kode;jumlah;ditolak;harga titip\n"
    outcome = take_in(IMPORT, heading + "N1;08/01/2026;W7;T1;22;2;7.600\n")
    assert [(each.row, each.field) for each in outcome.rejections] == [(2, "why")]


def test_without_a_deal_in_the_line_her_agreement_of_that_day_holds(shop: Shop, take_in: TakeIn) -> None:
    take_in(IMPORT, DELIVERIES)
    with shop.work(shop.konsole(), channel="konsole") as work:
        maker = parties.by_code(work.connection, "W7")
        assert maker is not None
        rules = (AgreedRule(Terms(Deal.COMMISSION, 2_000)),)
        agreement = sign(work, maker, rules, Conditions(), date(2026, 1, 10), date(2026, 12, 31))
    rows = "N3;09/01/2026;W7;;T1;1;;\nN4;11/01/2026;W7;;T1;1;;\nN5;11/01/2026;W7;;T1;1;7.000;\n"
    outcome = take_in(IMPORT, DELIVERIES + rows)

    assert outcome.written == 3
    assert [row[3:] for row in lots(shop)[3:]] == [
        (Deal.FIXED, 0, Rupiah(7_600)),
        (Deal.COMMISSION, 2_000, Rupiah(0)),
        (Deal.FIXED, 0, Rupiah(7_000)),
    ]
    with shop.reading() as connection:
        assert connection.scalars(select(ConsignedLotTerms.agreement_id)).all() == [agreement]


def test_a_code_written_small_is_nobody_else(shop: Shop, take_in: TakeIn) -> None:
    head = DELIVERIES.splitlines()[0] + "\n"
    take_in(IMPORT, head + "N1;08/01/2026;W7;Bu Sri;T1;10;7.600;\nN2;09/01/2026;w7;;T1;4;7.600;\n")
    take_in(IMPORT, head + "N3;10/01/2026;w7;;T1;2;7.600;\n")

    assert {maker for _code, maker, *_rest in lots(shop)} == {"W7"}


def test_what_is_said_to_come_after_today_is_refused(shop: Shop, take_in: TakeIn) -> None:
    outcome = take_in(IMPORT, DELIVERIES.replace("N2;09/01/2026", "N2;09/01/2062"))

    (wrong,) = outcome.rejections
    assert (wrong.row, wrong.field, wrong.message) == (4, "date", "Tanggal 09/01/2062 belum tiba.")
    assert lots(shop) == []
