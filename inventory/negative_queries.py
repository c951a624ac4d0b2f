"""Goods below zero: what, since when, and why probably, each with what sets it right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, text

from koperasi.quantity import Quantity
from koperasi.text import N_


class Cause(StrEnum):
    """Why a place probably has less than nothing of a good, likeliest first."""

    #: There is some at another place of the branch.
    ELSEWHERE = "elsewhere"
    #: It never came in at all.
    NEVER_RECEIVED = "never-received"
    #: Since then it was sold in a large unit: perhaps a piece was rung up as a carton.
    LARGE_UNIT = "large-unit"
    #: Sold before its receipt was keyed, or miscounted.
    BEFORE_RECEIPT = "before-receipt"


CAUSES = {
    Cause.ELSEWHERE: N_("ada di tempat lain: pindahkan ke rak"),
    Cause.NEVER_RECEIVED: N_("belum pernah diterima: catat pembeliannya"),
    Cause.LARGE_UNIT: N_("mungkin salah satuan: dijual per satuan besar"),
    Cause.BEFORE_RECEIPT: N_("dijual sebelum dicatat masuk, atau salah hitung"),
}


@dataclass(frozen=True, slots=True)
class Below:
    """A good of which a place has less than nothing, since a day."""

    product_id: int
    code: str
    name: str
    unit: str
    place_id: int
    place: str
    quantity: Quantity
    since: date | None
    #: What the branch has of it elsewhere.
    elsewhere: Quantity
    consigned: bool
    cause: Cause


_BELOW = """
WITH below AS (
  SELECT s.product_id, s.location_id, CAST(SUM(s.quantity) AS BIGINT) AS quantity
  FROM stock s JOIN locations p ON p.id = s.location_id
  WHERE p.branch_id = :branch GROUP BY s.product_id, s.location_id HAVING SUM(s.quantity) < 0
),
ordered AS (
  SELECT m.product_id, m.location_id, d.business_date, m.reason, m.quantity,
    SUM(m.quantity) OVER w AS quantity_left, ROW_NUMBER() OVER w AS place
  FROM below b JOIN moves m ON m.product_id = b.product_id AND m.location_id = b.location_id
  JOIN documents d ON d.id = m.document_id
  WINDOW w AS (PARTITION BY m.product_id, m.location_id ORDER BY d.business_date, d.posted_at, d.id, m.id)
),
sound AS (
  SELECT product_id, location_id, MAX(place) AS place FROM ordered WHERE quantity_left >= 0
  GROUP BY product_id, location_id
),
fallen AS (
  SELECT o.product_id, o.location_id, MIN(o.business_date) AS since, MIN(o.quantity) AS largest
  FROM ordered o LEFT JOIN sound s ON s.product_id = o.product_id AND s.location_id = o.location_id
  WHERE o.place > COALESCE(s.place, 0) GROUP BY o.product_id, o.location_id
)
SELECT b.product_id, g.code, g.name, g.base_unit, b.location_id, p.name AS place, b.quantity, f.since, g.maker_id,
  (SELECT COALESCE(SUM(e.quantity), 0) FROM stock e JOIN locations x ON x.id = e.location_id
   WHERE e.product_id = b.product_id AND x.branch_id = :branch AND e.location_id <> b.location_id
   AND x.kind IN ('shelf', 'back-room')) AS elsewhere,
  EXISTS (SELECT 1 FROM moves m WHERE m.product_id = b.product_id AND m.quantity > 0
   AND m.reason NOT IN ('sale-return', 'filling')) AS received,
  EXISTS (SELECT 1 FROM product_units u WHERE u.product_id = b.product_id AND u.factor >= 2000
   AND -f.largest >= u.factor AND (-f.largest) % u.factor = 0) AS large
FROM below b JOIN fallen f ON f.product_id = b.product_id AND f.location_id = b.location_id
JOIN products g ON g.id = b.product_id JOIN locations p ON p.id = b.location_id
ORDER BY f.since, g.name, b.product_id, b.location_id
"""


def below_zero(connection: Connection, branch_id: int) -> list[Below]:
    """Every good that a place of a branch has less than nothing of, the longest so first."""
    return [_below(row) for row in connection.execute(text(_BELOW), {"branch": branch_id})]


def _below(row: Any) -> Below:
    elsewhere = Quantity(int(row.elsewhere))
    return Below(
        row.product_id,
        row.code,
        row.name,
        row.base_unit,
        row.location_id,
        row.place,
        Quantity(row.quantity),
        date.fromisoformat(row.since) if row.since else None,
        elsewhere,
        row.maker_id is not None,
        _cause(row, elsewhere),
    )


def _cause(row: Any, elsewhere: Quantity) -> Cause:
    if elsewhere.thousandths > 0:
        return Cause.ELSEWHERE
    if not row.received:
        return Cause.NEVER_RECEIVED
    return Cause.LARGE_UNIT if row.large else Cause.BEFORE_RECEIPT
