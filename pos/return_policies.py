"""What a shop may say about goods that come back, on its receipts and elsewhere.

UU 8/1999 (perlindungan konsumen), art. 18: a clause by which a shop refuses to take goods
back, or to give the money back, is void and forbidden ("barang yang sudah dibeli tidak
dapat dikembalikan").  How long and by which proof may be said.
"""

from __future__ import annotations

import re

from koperasi.errors import BadInput
from koperasi.text import _

_NO = r"(?:tidak|tak|tdk|gak|ga|nggak|bukan|jangan|dilarang|tanpa)"
_MAY = r"(?:\s+(?:dapat|bisa|boleh|akan|menerima|melayani|diperkenankan|diizinkan|untuk|ada|kami|lagi))*"
_BACK = (
    r"(?:di|me|peng|pen|mem)?(?:kembali|tukar|retur|refund|return|nukar)\w*"
    r"|(?:pengembalian|penukaran|dipulangkan|uang\s+kembali)"
)
#: `tidak dapat ditukar`, `tidak menerima pengembalian`, `no refund`, `semua penjualan final`.
FORBIDDEN = re.compile(
    rf"\b{_NO}\b{_MAY}\s+(?:{_BACK})\b"
    r"|\bno\s+(?:refunds?|returns?|exchanges?)\b|\bnon[\s-]?refundable\b|\bnot\s+(?:be\s+)?(?:refund|return|exchang)\w*"
    r"|\b(?:semua\s+)?penjualan\s+(?:bersifat\s+)?final\b|\ball\s+sales?\s+(?:are\s+)?final\b"
    r"|\bbarang\s+(?:yang\s+)?(?:sudah|telah)\s+di\s*beli\s+(?:adalah\s+)?final\b"
    r"|\b(?:retur|pengembalian|penukaran|komplain)\b[\w\s/]*\btidak\s+(?:di)?(?:layani|terima)\w*",
    re.IGNORECASE,
)
#: A condition in the same sentence: then it says how, not never.
CONDITION = re.compile(
    r"\btanpa\s+(?:struk|nota|bukti|faktur)\b"
    r"|\b(?:setelah|sesudah|lewat|lebih\s+dari|melewati)\s+\d+\s*(?:hari|jam|minggu|bulan)\b"
    r"|\bwithout\s+(?:a\s+|the\s+|this\s+)?receipt\b|\bafter\s+\d+\s+(?:days?|weeks?)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;!|\n]+")


def check(words: str) -> None:
    """Raises BadInput, with the law's reason, for words by which the shop would refuse what the law gives."""
    for sentence in _SENTENCE.split(words):
        plain = " ".join(sentence.replace("/", " ").split())
        if FORBIDDEN.search(plain) and not CONDITION.search(plain):
            raise BadInput(
                _("Kalimat ini dilarang: UU 8/1999 pasal 18 tidak membolehkan toko menolak barang atau uang kembali."),
                remedy=_("Tulis berapa lama dan dengan bukti apa, misalnya: dapat ditukar dalam 7 hari dengan struk."),
            )
