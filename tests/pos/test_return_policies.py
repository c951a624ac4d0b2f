"""A shop never says that nothing comes back: the law forbids it (UU 8/1999, art. 18)."""

from __future__ import annotations

import pytest

from koperasi.errors import BadInput
from pos import return_policies

FORBIDDEN = (
    "Barang yang sudah dibeli tidak dapat dikembalikan",
    "Barang yang sudah dibeli tidak dapat ditukar/dikembalikan.",
    "BARANG YG DIBELI TDK BISA DITUKAR",
    "Maaf, kami tidak menerima retur.",
    "Tidak ada pengembalian uang.",
    "Terima kasih. Penukaran tidak dilayani.",
    "Semua penjualan final.",
    "No refund, no exchange",
    "Goods sold are not returnable.",
)
ALLOWED = (
    "Barang dapat ditukar atau dikembalikan dalam 7 hari dengan struk ini.",
    "Dapat ditukar dalam 3 hari. Tidak dapat dikembalikan tanpa struk.",
    "Tidak dapat ditukar setelah 7 hari.",
    "Terima kasih. Toko ini milik Anda.",
    "Jangan lupa kembali lagi ya!",
    "Tidak ada yang semurah kami. Sampai jumpa kembali.",
    "No return without receipt.",
    "",
)


@pytest.mark.parametrize("words", FORBIDDEN)
def test_words_that_the_law_forbids_are_refused_with_its_reason(words: str) -> None:
    with pytest.raises(BadInput, match="UU 8/1999 pasal 18"):
        return_policies.check(words)


@pytest.mark.parametrize("words", ALLOWED)
def test_how_and_how_long_may_be_said(words: str) -> None:
    return_policies.check(words)
