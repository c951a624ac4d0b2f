"""Payments to suppliers from a file: on what they name, the oldest debt first, each only once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import select

from inventory import imports, payable_queries, payment_files
from inventory.imports import Options, Outcome
from inventory.payable_facts import SupplierPaymentRecord
from koperasi.ledger import Role
from koperasi.parties import Party
from pos import checks
from tests.inventory.bought import balance, line, owed, receipt, receive
from tests.shops import Counter

HEAD = "nomor;tanggal;pemasok;bayar;nota;jumlah;catatan\n"


def take_in(counter: Counter, folder: Path, rows: str) -> Outcome:
    path = folder / "bayar.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return imports.run(counter.shop, payment_files.IMPORT, path, Options(), counter.manager)


def code(counter: Counter) -> str:
    with counter.shop.reading() as connection:
        return str(connection.scalar(select(Party.code).where(Party.id == counter.maker_id)))


def test_what_is_named_is_paid_then_the_oldest_and_the_rest_is_an_advance(counter: Counter, tmp_path: Path) -> None:
    old = receive(counter, receipt(counter, line(counter.soap, 10, 20_000), due_on=date(2026, 11, 24)))
    receive(counter, receipt(counter, line(counter.soap, 10, 30_000), due_on=date(2026, 12, 24), invoice_number="A 7"))
    rows = f"K1;23/11/2026;{code(counter)};tunai;a7;10.000;\nK2;23/11/2026;{code(counter)};transfer;;45.000;cicil\n"

    first, again = take_in(counter, tmp_path, rows), take_in(counter, tmp_path, rows)

    assert (first.written, first.rejections, again.written, again.skipped) == (2, (), 0, 2)
    assert (owed(counter), balance(counter, Role.SAFE), balance(counter, Role.BANK)) == (5_000, -10_000, -45_000)
    with counter.shop.reading() as connection:
        left = {each.item_id: each.open for each in payable_queries.open_items(connection, counter.maker_id)}
        assert payable_queries.advance(connection, counter.maker_id).amount == 5_000
        assert len(connection.execute(select(SupplierPaymentRecord.document_id)).all()) == 2
    assert old.id not in left or not left[old.id]
    assert checks.wrong(counter.shop) == []


def test_what_names_nobody_or_nothing_is_told_and_nothing_is_written(counter: Counter, tmp_path: Path) -> None:
    who = code(counter)
    rows = f"K1;23/11/2026;TAKADA;tunai;;10.000;\nK2;23/11/2026;{who};emas;;1;\nK3;23/11/2026;{who};tunai;X9;1;\n"
    outcome = take_in(counter, tmp_path, rows + f"K4;23/11/2026;{who};tunai;;0;\n")

    told = [(each.row, each.field) for each in outcome.rejections]
    assert told == [(2, "supplier_code"), (3, "paid_from"), (4, "purchase"), (5, "amount")]
    assert owed(counter) == 0
