"""What people decided at the counter, one by one: discounts, prices, another's yes, tenders put right.

`pos.happenings` tells a shift's for its papers; here they are for any days, each with the
document that it leads to.  Lines are found by the index of those that were decided on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import aliased

from koperasi.columns import EPOCH, MICROSECOND
from koperasi.documents import Document
from koperasi.money import ZERO, Rupiah
from koperasi.periods import Period
from koperasi.quantity import Quantity
from koperasi.rights import Permission
from koperasi.tender_kinds import TenderKind
from koperasi.text import _
from koperasi.users import User
from pos import reasons
from pos.happenings import What
from pos.tender_corrections import TenderCorrection


@dataclass(frozen=True, slots=True)
class Decision:
    """One of them: `before` → `after` as it was told to whoever allowed it."""

    what: What
    document_id: int
    number: str
    at: datetime
    cashier: str
    about: str
    before: str
    after: str
    amount: Rupiah
    why: str
    allowed: str


def values(period: Period) -> dict[str, object]:
    """The days and the branch, as statements here name them."""
    days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    return {"branch": period.branch.id, **days}


def local(period: Period, microseconds: int) -> datetime:
    """A stored instant on the branch's clock."""
    return period.branch.local(EPOCH + microseconds * MICROSECOND)


# CROSS JOIN: SQLite takes the tables in this order.  The condition is the index's own.
_LINES = """
SELECT d.id, d.number, d.at, u.name, p.name, l.rule, l.quantity, l.list_price, l.unit_price,
  l.discount - COALESCE(g.discount, 0), l.discount_reason, l.reason, l.gross
FROM documents d CROSS JOIN sale_lines l JOIN users u ON u.id = d.by_id JOIN products p ON p.id = l.product_id
LEFT JOIN sale_line_promotions g ON g.line_id = l.id
WHERE l.document_id = d.id AND (l.discount > 0 OR l.rule IN ('manual', 'shelf')) AND l.base_quantity > 0
AND d.branch_id = :branch AND d.business_date BETWEEN :first AND :last
"""
_YESES = """
SELECT d.id, d.number, d.at, u.name, a.permission, a.before, a.after, a.amount, a.reason, w.name,
  CASE WHEN f.document_id IS NULL THEN 0 ELSE 1 END
FROM sale_approvals a CROSS JOIN documents d JOIN users u ON u.id = d.by_id JOIN users w ON w.id = a.approver_id
LEFT JOIN deferred_approvals f ON f.document_id = a.document_id AND f.line = a.line
WHERE d.id = a.document_id AND d.branch_id = :branch AND d.business_date BETWEEN :first AND :last
"""


def decisions(connection: Connection, period: Period) -> list[Decision]:
    """Every keyed discount, changed price and yes of another in the days, in the order they came."""
    yeses = connection.execute(text(_YESES), values(period)).all()
    allowed = {(row[0], row[4]): _allower(row) for row in yeses}
    found = [*_lines(connection, period, allowed), *(_yes(period, row) for row in yeses)]
    return sorted(found, key=lambda each: (each.at, each.number, [*What].index(each.what)))


def _allower(row: Any) -> str:
    return _("diperiksa nanti") if row[10] else str(row[9])


def _lines(connection: Connection, period: Period, allowed: dict[tuple[int, str], str]) -> Iterator[Decision]:
    for row in connection.execute(text(_LINES), values(period)):
        key, number, at, cashier, good, rule, quantity, before, after, keyed, why, price_why, gross = row
        of = (key, number, local(period, at), cashier, good)
        if keyed:
            told = (Rupiah(gross).bare, Rupiah(gross - keyed).bare, Rupiah(keyed), why)
            yield Decision(What.DISCOUNT, *of, *told, allowed.get((key, Permission.SALE_DISCOUNT), ""))
        if rule in ("manual", "shelf"):
            less = Quantity(quantity).at(Rupiah(before - after))
            right = Permission.SALE_PRICE if rule == "manual" else Permission.SALE_SHELF_PRICE
            told = (Rupiah(before).bare, Rupiah(after).bare, less, price_why)
            yield Decision(What.PRICE, *of, *told, allowed.get((key, right), ""))


def _yes(period: Period, row: Any) -> Decision:
    key, number, at, cashier, permission, before, after, amount, why, _by, _later = row
    about = (reasons.name(permission), before, after, Rupiah(amount), why)
    return Decision(What.OVERRIDE, key, number, local(period, at), cashier, *about, _allower(row))


@dataclass(frozen=True, slots=True)
class Corrected:
    """A sale that was keyed as paid in one way and was paid in another."""

    sale_id: int
    number: str
    at: datetime
    business_date: date
    sale: str
    cashier: str
    corrected_by: str
    allowed: str
    source: TenderKind
    target: TenderKind
    amount: Rupiah
    reference: str
    reason: str


def corrections(connection: Connection, period: Period) -> list[Corrected]:
    """Every tender that was put right in the days, in the order it came."""
    moved, of_sale = TenderCorrection, aliased(Document)
    cashier, fixer, allower = aliased(User), aliased(User), aliased(User)
    found = (
        select(moved.sale_id, Document.number, Document.at, Document.business_date, of_sale.number)
        .add_columns(cashier.name, fixer.name, allower.name)
        .add_columns(moved.from_kind, moved.to_kind, moved.amount, moved.reference, moved.reason)
        .join(Document, Document.id == moved.document_id)
        .join(of_sale, of_sale.id == moved.sale_id)
        .join(cashier, cashier.id == of_sale.by_id)
        .join(fixer, fixer.id == Document.by_id)
        .outerjoin(allower, allower.id == Document.approved_by_id)
        .where(Document.branch_id == period.branch.id)
        .where(Document.business_date.between(period.first, period.last))
        .order_by(Document.at, Document.id)
    )
    return [
        Corrected(key, number, period.branch.local(at), day, sale, sold, fixed, yes or "", *rest)
        for key, number, at, day, sale, sold, fixed, yes, *rest in connection.execute(found)
    ]


#: What one sale took off by hand, where nobody else answered for it.  Of few days the documents
#: come first, of many the lines that somebody decided on, which are fewer then.
_KEYED = """
SELECT cashier, amount FROM (
  SELECT d.id AS sale, d.by_id AS cashier, CAST(SUM(l.discount - COALESCE(g.discount, 0)) AS BIGINT) AS amount
  FROM {first} CROSS JOIN {then} LEFT JOIN sale_line_promotions g ON g.line_id = l.id
  WHERE l.document_id = d.id AND (l.discount > 0 OR l.rule IN ('manual', 'shelf')) AND l.base_quantity > 0
  AND d.branch_id = :branch AND d.business_date BETWEEN :first AND :last
  GROUP BY d.id, d.by_id HAVING SUM(l.discount - COALESCE(g.discount, 0)) >= :least
) AS keyed
WHERE NOT EXISTS (SELECT 1 FROM sale_approvals a WHERE a.document_id = keyed.sale AND a.permission = :right)
"""
_DOCUMENTS, _DECIDED = "documents d", "sale_lines l"
#: So many days are few.
FEW = 92


def keyed_discounts(connection: Connection, period: Period, least: Rupiah) -> list[tuple[int, Rupiah]]:
    """Of each sale in which somebody took off at least so much alone: who (user id), and how much."""
    asked = {**values(period), "right": Permission.SALE_DISCOUNT.value, "least": least.amount}
    order = (_DOCUMENTS, _DECIDED) if period.length <= FEW else (_DECIDED, _DOCUMENTS)
    statement = text(_KEYED.format(first=order[0], then=order[1]))
    return [(who, Rupiah(amount)) for who, amount in connection.execute(statement, asked)]


#: What stood in a void, what came back, drawers, and yeses: rows of which there are few, by cashier.
_FEW = {
    "void": "FROM documents d CROSS JOIN sale_voids x WHERE d.kind <> 'sale' AND x.document_id = d.id",
    "void_paid": "FROM documents d CROSS JOIN sale_voids x WHERE d.kind <> 'sale' AND x.document_id = d.id "
    "AND x.payment_seen",
    "no_sale": "FROM documents d CROSS JOIN drawer_openings x WHERE d.kind <> 'sale' AND x.document_id = d.id",
    "override": "FROM sale_approvals x CROSS JOIN documents d WHERE d.id = x.document_id",
    "return": "FROM sale_line_returns r CROSS JOIN documents d CROSS JOIN sale_lines x "
    "WHERE d.id = r.document_id AND x.id = r.line_id",
    "return_blind": "FROM sale_line_returns r CROSS JOIN documents d CROSS JOIN sale_lines x "
    "WHERE d.id = r.document_id AND x.id = r.line_id AND r.original_id IS NULL",
    "removed_paid": "FROM removed_sale_lines x CROSS JOIN documents d "
    "WHERE d.id = x.document_id AND x.reason IN ('sesudah Bayar', 'after paying')",
}
_AMOUNTS = {
    "void": "x.total",
    "void_paid": "x.total",
    "override": "x.amount",
    "return": "-x.net",
    "return_blind": "-x.net",
}


def few(connection: Connection, period: Period, what: str) -> dict[int, tuple[int, Rupiah]]:
    """How often each cashier (user id) did one thing in the days, and what it came to (nothing where it has none)."""
    amount = _AMOUNTS.get(what, "0")
    statement = (
        f"SELECT d.by_id, COUNT(*), CAST(SUM({amount}) AS BIGINT) {_FEW[what]} "
        "AND d.branch_id = :branch AND d.business_date BETWEEN :first AND :last GROUP BY d.by_id"
    )
    found = connection.execute(text(statement), values(period))
    return {who: (count, Rupiah(worth) if worth else ZERO) for who, count, worth in found}
