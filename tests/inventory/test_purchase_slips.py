"""The receiving note as it is laid out on the narrowest paper."""

from __future__ import annotations

from datetime import date

from inventory import purchase_queries, purchase_slips
from inventory.landed_costs import Charge, Discount
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from printing.texts import text
from tests.inventory.bought import line, receipt, receive
from tests.inventory.test_purchase_reversals import reversal, reverse
from tests.shops import Counter

PAPER = """\
                SBMI MART
          TERIMA BARANG
            PB-000001
--------------------------------
Tanggal               23/11/2026
Pemasok              Siti Aminah
No. faktur                INV-77
Ditaruh di                   Rak
--------------------------------
Sabun Mandi 70 g
  2 Dus                  100.000
  diskon 5 %              -5.000
  bonus 2 Pcs
  exp 01/05/2027 LOT7
--------------------------------
Jumlah barang             95.000
Diskon faktur             -5.000
Ongkir                     5.000
Pembulatan                   100
"""


def test_the_note_tells_all_of_the_invoice_and_what_became_of_it(counter: Counter) -> None:
    more = {"discount": Discount((500,)), "bonus": Quantity.of(2), "batch": "LOT7", "expires_on": date(2027, 5, 1)}
    bought = line(counter.soap, 2, 100_000, 24, **more)
    charges = (Charge("Ongkir", Rupiah(5_000)),)
    invoice = {"charges": charges, "asked": 95_100, "discount": Discount((), Rupiah(5_000))}
    command = receive(counter, receipt(counter, bought, invoice_number="INV-77", **invoice))

    with counter.shop.reading() as connection:
        seen = purchase_queries.purchase(connection, command.id)
    told = text(purchase_slips.received(counter.shop.branch, seen), 32)
    assert [line.strip() for line in told.splitlines()[1:19]] == [line.strip() for line in PAPER.splitlines()[1:19]]
    assert "Rp 95.100" in told

    reverse(counter, reversal(counter, command.id))
    with counter.shop.reading() as connection:
        gone = purchase_queries.purchase(connection, command.id)
    assert f"DIBATALKAN DENGAN {gone.reversed_by}" in text(purchase_slips.received(counter.shop.branch, gone), 48)
