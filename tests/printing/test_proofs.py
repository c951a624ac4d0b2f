from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from printing.escpos_bytes import encode
from printing.papers import Paper
from printing.proofs import proof_sheet
from printing.virtual import VirtualPrinter
from tests.printing.readers import codes_in


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_the_proof_sheet_fills_the_paper_and_its_codes_are_read_back(columns: int, tmp_path: Path) -> None:
    paper = Paper.of_columns(columns)
    slip = proof_sheet(paper, shop="SBMI MART", printer="K1", at=datetime(2026, 11, 23, 9, 45, tzinfo=UTC))
    printer = VirtualPrinter(columns, paper.dots)
    printer.send(encode(slip, paper))

    assert ("1234567890" * 10)[:columns] in printer.lines
    assert printer.status().ready
    found = codes_in(printer.papers[0].picture(paper.dots), tmp_path)
    assert found == {"CODE-128:UJI-1234", "QR-Code:UJI CETAK SBMI MART"}
