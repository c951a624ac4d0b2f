"""A maker's statements made anew from raw papers by plain sums: no code of the program, only rows.

Money comes from the papers themselves (parts of sales, losses, payouts, what was bought,
repaid, adjusted, charged), never from the ledger; goods from the moves of her lots.  The
program's statements, its ledger and its kept stock must say the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

#: Paper and what it gave her, rupiah: each by the rows in which the deed wrote it down.
MONEY = """
SELECT document_id, SUM(maker_share) FROM sale_line_lots WHERE owner_id = :maker GROUP BY document_id
UNION ALL SELECT t.document_id, t.change - t.given FROM sale_tenders t JOIN sales s ON s.document_id = t.document_id
  WHERE t.kind = 'earnings' AND s.member_id = :maker
UNION ALL SELECT document_id, -amount FROM debt_payments WHERE kind = 'earnings' AND party_id = :maker
UNION ALL SELECT document_id, SUM(amount) FROM maker_losses WHERE maker_id = :maker GROUP BY document_id
UNION ALL SELECT d.id, SUM(CASE WHEN d.reverses_id IS NULL THEN l.amount ELSE -l.amount END) FROM documents d
  JOIN conversions c ON c.document_id = COALESCE(d.reverses_id, d.id)
  JOIN conversion_lines l ON l.document_id = c.document_id WHERE c.maker_id = :maker GROUP BY d.id
UNION ALL SELECT document_id, -gross FROM payouts WHERE maker_id = :maker
UNION ALL SELECT document_id, amount FROM maker_repayments WHERE maker_id = :maker
UNION ALL SELECT document_id, amount FROM maker_adjustments WHERE maker_id = :maker
UNION ALL SELECT document_id, -amount FROM maker_fees WHERE maker_id = :maker
"""
#: Her lots' moves, with what their paper was and why goods were written off.
GOODS = """
SELECT m.document_id, m.product_id, m.reason, d.kind, d.reverses_id, m.quantity, (
  SELECT MIN(w.cause) FROM write_off_lines w
  WHERE w.document_id = COALESCE(d.reverses_id, d.id) AND w.product_id = m.product_id) AS cause
FROM moves m JOIN lots l ON l.id = m.lot_id JOIN documents d ON d.id = m.document_id
WHERE l.owner_id = :maker AND m.quantity <> 0
"""
SOLD = """
SELECT x.document_id, l.product_id, SUM(x.gross), SUM(x.net), SUM(x.maker_share) FROM sale_line_lots x
JOIN sale_lines l ON l.id = x.line_id WHERE x.owner_id = :maker AND (x.quantity <> 0 OR x.maker_share <> 0)
GROUP BY x.document_id, l.product_id
"""
PAPERS = "SELECT id, kind, business_date, reverses_id FROM documents ORDER BY posted_at, id"
LOSSES = "SELECT document_id, product_id FROM maker_losses WHERE maker_id = :maker"
STATED = "SELECT document_id, last, opening, closing FROM statements WHERE maker_id = :maker"
STATED_GOODS = """
SELECT g.document_id, g.product_id, g.opening, g.received, g.sold, g.returned, g.given_back, g.damaged, g.expired,
  g.lost, g.found, g.other, g.closing, g.gross, g.net, g.amount
FROM statement_goods g JOIN statements s ON s.document_id = g.document_id WHERE s.maker_id = :maker
"""
LEDGER = """
SELECT -COALESCE(SUM(p.amount), 0) FROM postings p JOIN accounts a ON a.id = p.account_id
WHERE a.role = 'owed-to-makers' AND p.party_id = :maker
"""
KEPT = """
SELECT s.product_id, SUM(s.quantity) FROM stock s JOIN lots l ON l.id = s.lot_id
WHERE l.owner_id = :maker GROUP BY s.product_id HAVING SUM(s.quantity) <> 0
"""
LEAVING = ("sold", "given-back", "damaged", "expired", "lost")
WHATS = ("received", "sold", "returned", "given-back", "damaged", "expired", "lost", "found", "other")
WRITTEN = {"damaged": "damaged", "pests": "damaged", "expired": "expired", "stale": "expired", "lost": "lost"}
KINDS = {"delivery": "received", "delivery-correction": "received", "giveback": "given-back"}


@dataclass
class Paper:
    """What one paper did for her."""

    money: int = 0
    goods: dict[tuple[int, str], int] = field(default_factory=lambda: defaultdict(int))
    sold: dict[int, tuple[int, int, int]] = field(default_factory=dict)


def what(reason: str, kind: str, reverses: Any, quantity: int, cause: str | None) -> str:
    """In which column a move of hers is counted."""
    if reason in ("sale", "sale-return"):
        return "sold" if reason == "sale" else "returned"
    if kind == "write-off":
        return WRITTEN.get(cause or "", "other")
    if kind == "stock-count":
        return "lost" if (quantity < 0) is (reverses is None) else "found"
    return KINDS.get(kind, "other")


def papers(connection: Connection, maker: int) -> dict[int, Paper]:
    """Every paper that did something for her."""
    found: dict[int, Paper] = defaultdict(Paper)
    for document, amount in connection.execute(text(MONEY), {"maker": maker}):
        found[document].money += int(amount)
    for document, product, reason, kind, reverses, quantity, cause in connection.execute(text(GOODS), {"maker": maker}):
        if kind != "stock-transfer":
            found[document].goods[product, what(reason, kind, reverses, int(quantity), cause)] += int(quantity)
    for document, product, gross, net, share in connection.execute(text(SOLD), {"maker": maker}):
        found[document].sold[product] = (int(gross), int(net), int(share))
    for document, product in connection.execute(text(LOSSES), {"maker": maker}):
        found[document].goods[product, "other"] += 0
    return found


def wrong(connection: Connection, maker: int) -> list[str]:
    """Where the program's statements of a maker, her ledger or her stock differ from what the papers say."""
    done, said = papers(connection, maker), {row[0]: row for row in connection.execute(text(STATED), {"maker": maker})}
    tables: dict[int, dict[int, tuple[int, ...]]] = defaultdict(dict)
    for document, product, *figures in connection.execute(text(STATED_GOODS), {"maker": maker}):
        tables[document][product] = tuple(int(each) for each in figures)
    faults, open_ones = list[str](), list[tuple[str, int]]()
    standing: list[tuple[int, int, dict[int, int], set[int]]] = []
    days: dict[int, str] = {}
    for document, kind, day, reverses in connection.execute(text(PAPERS)):
        days[document] = str(day)
        if document in done:
            open_ones.append((days[document], document))
        elif document in said:
            _id, last, opening, closing = said[document]
            taken = {number for each, number in open_ones if each <= str(last)}
            before, left = (standing[-1][1], standing[-1][2]) if standing else (0, {})
            after = before + sum(done[each].money for each in taken)
            table = summed([done[each] for each in taken], left)
            if (opening, closing) != (before, after):
                faults.append(f"statement {document}: {opening} to {closing}, the papers say {before} to {after}")
            if table != tables[document]:
                faults.append(f"statement {document}: goods {tables[document]}, the papers say {table}")
            standing.append((document, after, {product: row[10] for product, row in table.items() if row[10]}, taken))
            open_ones = [each for each in open_ones if each[1] not in taken]
        elif kind == "statement" and reverses is not None and standing and standing[-1][0] == reverses:
            open_ones += [(days[each], each) for each in standing.pop()[3]]
    owed = sum(each.money for each in done.values())
    ledger = int(connection.execute(text(LEDGER), {"maker": maker}).scalar_one())
    if owed != ledger:
        faults.append(f"maker {maker}: {ledger} in the ledger, {owed} by the papers")
    stock = {product: row[10] for product, row in summed(list(done.values()), {}).items() if row[10]}
    kept = dict(map(tuple, connection.execute(text(KEPT), {"maker": maker})))
    if kept != stock:
        faults.append(f"maker {maker}: stock {kept}, by the papers {stock}")
    return faults


def summed(done: list[Paper], left: dict[int, int]) -> dict[int, tuple[int, ...]]:
    """The goods table: opening, a column for each thing that happened, closing, and what sales came to."""
    table: dict[int, tuple[int, ...]] = {}
    touched = {product for each in done for product, _what in each.goods} | set(left)
    touched |= {product for each in done for product in each.sold}
    for product in touched:
        moved = {name: sum(each.goods.get((product, name), 0) for each in done) for name in WHATS}
        shown = [-moved[name] if name in LEAVING else moved[name] for name in WHATS]
        opening = left.get(product, 0)
        money = [sum(each.sold.get(product, (0, 0, 0))[n] for each in done) for n in range(3)]
        table[product] = (opening, *shown, opening + sum(moved.values()), *money)
    return table
