"""Sales that came when the books of their day were closed: reports tell them on their day, the ledger later.

A till that was cut off hands in a sale of a locked day; the sale keeps its date, its entry
takes the first open one.  Whoever compares sales of some days with the books takes these in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from koperasi.documents import Kind
from koperasi.money import ZERO, Rupiah
from koperasi.periods import Period
from koperasi.text import _

#: Documents that tell of sales: their postings are what reports of sales are compared with.
KINDS = (Kind.SALE, Kind.TENDER_CORRECTION)


@dataclass(frozen=True, slots=True)
class Late:
    """What the books lack of the days' sales and have too much, and what these sales came to."""

    #: (account, kind of document) → what is to be added to what the books moved on the days.
    moved: Mapping[tuple[int, str], Rupiah] = field(default_factory=dict)
    #: Sales of the days that stand later in the books; sales of earlier days that stand on these.
    gone: Rupiah = ZERO
    come: Rupiah = ZERO

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know who lays the report beside the books."""
        told = []
        if self.gone:
            words = _("Termasuk penjualan {amount} yang datang sesudah harinya dikunci: bukunya di hari sesudahnya.")
            told.append(words.format(amount=self.gone))
        if self.come:
            words = _("Buku hari-hari ini memuat juga penjualan {amount} dari hari yang sudah dikunci.")
            told.append(words.format(amount=self.come))
        return tuple(told)


# Only what broke a lock has two dates, and of that there is little.
_LATE = """
SELECT d.id, d.kind, CASE WHEN d.business_date BETWEEN :first AND :last THEN 1 ELSE -1 END AS sign
FROM (SELECT DISTINCT document_id FROM flags WHERE rule = 'period-lock') AS f
JOIN documents d ON d.id = f.document_id JOIN entries e ON e.document_id = d.id
WHERE d.branch_id = :branch AND d.kind IN (:sale, :correction) AND d.business_date <> e.business_date
AND (CASE WHEN d.business_date BETWEEN :first AND :last THEN 1 ELSE 0 END)
 <> (CASE WHEN e.business_date BETWEEN :first AND :last THEN 1 ELSE 0 END)
"""
_POSTED = (
    "SELECT account_id, CAST(SUM(amount) AS BIGINT) FROM postings WHERE document_id = :document GROUP BY account_id"
)
_SOLD = "SELECT total FROM sales WHERE document_id = :document"


def read(connection: Connection, period: Period) -> Late:
    """The late sales that the days of a period and its books tell differently."""
    sale, correction = KINDS
    values: dict[str, Any] = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    values |= {"branch": period.branch.id, "sale": sale.value, "correction": correction.value}
    moved: dict[tuple[int, str], Rupiah] = {}
    sums = {1: ZERO, -1: ZERO}
    for document, kind, sign in connection.execute(text(_LATE), values).all():
        for account, amount in connection.execute(text(_POSTED), {"document": document}):
            moved[account, kind] = moved.get((account, kind), ZERO) + Rupiah(sign * amount)
        sums[sign] += Rupiah(int(connection.execute(text(_SOLD), {"document": document}).scalar() or 0))
    return Late(moved, sums[1], sums[-1])
