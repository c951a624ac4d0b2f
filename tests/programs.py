"""The program as a person types it: what a command answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

CATALOGUE = """barcode;nama;satuan;harga_beli;harga_jual;harga_grosir;min_grosir
8999000000016;Sabun Mandi Melati;Pcs;2.350;3.000;2.800;12
8999000000023;Kopi Bubuk;Sct;;1.500;;
"""
TICKETS = """nota,waktu,kode,qty,harga,bayar,anggota
N1,2026-11-20 09:00,8999000000016,2,3000,kasbon,A1
N2,2026-11-21 09:00,8999000000023,4,1500,tunai,
"""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = json.loads(self.out)["rows"]
        return rows


Mart = Callable[..., Said]
