"""The code on paper: read back from the printed picture on every width, and no receipt."""

from __future__ import annotations

from pathlib import Path

import pytest

from koperasi.errors import Refused
from koperasi.money import Rupiah
from pos import qris_codes, qris_slips
from pos.stations import Station
from printing.papers import Paper
from printing.pictures import picture
from printing.texts import text
from tests.pos.qris_codes import STATIC
from tests.printing.readers import codes_in
from tests.shops import Counter


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_the_printed_code_reads_back_with_its_amount(counter: Counter, tmp_path: Path, columns: int) -> None:
    qris_codes.keep(counter.shop, counter.manager, STATIC)
    shown = qris_codes.for_amount(counter.shop, Rupiah(57_500))
    slip = qris_slips.slip_of(Station(counter.shop, counter.cashier), shown)

    assert codes_in(picture(slip, Paper.of_columns(columns)), tmp_path) == {f"QR-Code:{shown.code}"}
    words = text(slip, columns=columns)
    assert "57.500" in words
    assert "NMID ID0000000000000" in words
    assert "bukan bukti" in words


def test_without_a_printer_or_a_code_nothing_is_queued(counter: Counter) -> None:
    shown = qris_codes.for_amount(counter.shop, Rupiah(57_500))
    for station in (Station(counter.shop, counter.cashier), Station(counter.shop, counter.cashier, printer="K1")):
        with pytest.raises(Refused):
            qris_slips.print_code(station, counter.cashier, shown)
