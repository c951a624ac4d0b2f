"""Checks of the counter, and all rooms' checks together: what `sbmi-mart check` runs."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

import consignment.checks
import consignment.loss_checks
import consignment.payout_checks
import consignment.statement_checks
import inventory.checks
import inventory.payable_checks
import koperasi.checks
from koperasi import writers
from koperasi.chart import ACCOUNT_IDS
from koperasi.checks import Check, Rebuild, named, rows
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.work import Work, needs
from pos import qris_codes, return_checks, share_checks, total_checks

_SALES = """
SELECT d.number FROM sales s JOIN documents d ON d.id = s.document_id
LEFT JOIN (
  SELECT document_id, SUM(gross) AS gross, SUM(discount) AS discount, SUM(net) AS net, SUM(cost) AS cost
  FROM sale_lines GROUP BY document_id
) l ON l.document_id = s.document_id
LEFT JOIN (
  SELECT document_id, SUM(applied) AS applied, SUM(change) AS change FROM sale_tenders GROUP BY document_id
) t ON t.document_id = s.document_id
WHERE COALESCE(l.gross, 0) <> s.gross OR COALESCE(l.discount, 0) <> s.discount OR COALESCE(l.net, 0) <> s.total
OR COALESCE(l.cost, 0) <> s.cost OR COALESCE(t.applied, 0) <> s.total + s.rounding OR COALESCE(t.change, 0) <> s.change
ORDER BY d.id
"""
#: A line's lots make up its money, and a maker's part is shared out to the rupiah.
_LINES = """
SELECT DISTINCT d.number FROM (
  SELECT line_id, SUM(net) AS net, SUM(gross) AS gross, SUM(quantity) AS quantity, SUM(cost) AS cost,
    SUM(maker_share) AS maker_share, SUM(commission) AS commission, SUM(promotion) AS promotion,
    SUM(CASE WHEN owner_id IS NULL THEN 0 ELSE net - maker_share - commission + promotion END) AS unshared
  FROM sale_line_lots GROUP BY line_id
) p
JOIN sale_lines l ON l.id = p.line_id JOIN documents d ON d.id = l.document_id
WHERE p.net <> l.net OR p.gross <> l.gross OR p.quantity <> l.base_quantity OR p.cost <> l.cost
OR p.maker_share <> l.maker_share OR p.commission <> l.commission OR p.promotion <> l.promotion OR p.unshared <> 0
ORDER BY d.number
"""


#: Of a document's lines, the tax that they include; in the books it is owed to the state.
_TAXES = """
SELECT d.number FROM (
  SELECT document_id, SUM(tax) AS tax FROM sale_lines WHERE tax <> 0 GROUP BY document_id
) l
JOIN documents d ON d.id = l.document_id
LEFT JOIN (
  SELECT document_id, SUM(amount) AS amount FROM postings WHERE account_id = :account GROUP BY document_id
) p ON p.document_id = l.document_id
WHERE COALESCE(p.amount, 0) <> -l.tax ORDER BY d.id
"""


def sale_taxes(connection: Connection, _shop: Shop) -> list[str]:
    """The tax in a sale's lines is what it owes to the state."""
    found = rows(connection, _TAXES, account=ACCOUNT_IDS[Role.TAX_OUT])
    return named(_("{number}: PPN di nota tidak sama dengan bukunya").format(number=each) for (each,) in found)


def sales(connection: Connection, _shop: Shop) -> list[str]:
    """A sale is its lines, its tenders pay it, and each line is its lots."""
    numbers = [number for statement in (_SALES, _LINES) for (number,) in rows(connection, statement)]
    return named(_("{number}: jumlah di nota tidak cocok").format(number=each) for each in dict.fromkeys(numbers))


_MOVED = """
SELECT d.number FROM (
  SELECT document_id, SUM(quantity) AS quantity, SUM(cost) AS value FROM sale_line_lots GROUP BY document_id
) s
JOIN documents d ON d.id = s.document_id
LEFT JOIN (
  SELECT document_id, SUM(quantity) AS quantity, SUM(value) AS value FROM moves GROUP BY document_id
) m ON m.document_id = s.document_id
WHERE COALESCE(m.quantity, 0) <> -s.quantity OR COALESCE(m.value, 0) <> -s.value ORDER BY d.id
"""


def sold_goods(connection: Connection, _shop: Shop) -> list[str]:
    """What a sale's lines took from lots is what moved."""
    found = rows(connection, _MOVED)
    return named(_("{number}: barang terjual tidak sama dengan mutasinya").format(number=each) for (each,) in found)


_OWED = """
SELECT w.code, s.amount FROM (
  SELECT party_id, SUM(amount) AS amount FROM (
    SELECT owner_id AS party_id, maker_share AS amount FROM sale_line_lots WHERE owner_id IS NOT NULL
    UNION ALL
    SELECT p.party_id, p.amount FROM postings p JOIN sales s ON s.document_id = p.document_id
    WHERE p.account_id = :account
    UNION ALL
    SELECT s.member_id, -t.applied FROM sale_tenders t JOIN sales s ON s.document_id = t.document_id
    WHERE t.kind = 'earnings'
  ) AS both_sides GROUP BY party_id HAVING SUM(amount) <> 0
) s JOIN parties w ON w.id = s.party_id ORDER BY w.code
"""


def owed_to_makers(connection: Connection, _shop: Shop) -> list[str]:
    """What sales owed each maker is the sum of her shares."""
    found = rows(connection, _OWED, account=ACCOUNT_IDS[Role.OWED_TO_MAKERS])
    said = _("{party}: utang titipan selisih {amount} dari bagiannya")
    return named(said.format(party=code, amount=Rupiah(int(amount))) for code, amount in found)


#: A business date is ISO text, so its year is its first four letters.
_BOUGHT = """
SELECT s.member_id AS party_id, CAST(SUBSTR(d.business_date, 1, 4) AS BIGINT) AS year, d.branch_id, s.total AS amount
FROM sales s JOIN documents d ON d.id = s.document_id WHERE s.member_id IS NOT NULL
"""
_MEMBER_YEARS = f"""
SELECT w.code, s.year, s.amount FROM (
  SELECT party_id, year, branch_id, SUM(amount) AS amount FROM (
    SELECT party_id, year, branch_id, purchases AS amount FROM member_years
    UNION ALL
    SELECT party_id, year, branch_id, -amount FROM ({_BOUGHT}) AS bought
  ) AS both_sides GROUP BY party_id, year, branch_id HAVING SUM(amount) <> 0
) s JOIN parties w ON w.id = s.party_id ORDER BY w.code, s.year
"""  # noqa: S608


def member_years(connection: Connection, _shop: Shop) -> list[str]:
    """What a member bought in a year is the sum of her sales."""
    said = _("{party}: belanja {year} tersimpan selisih {amount} dari notanya")
    found = rows(connection, _MEMBER_YEARS)
    return named(said.format(party=code, year=year, amount=Rupiah(int(amount))) for code, year, amount in found)


#: Kept totals of closed shifts less what their sales say, by hour's sums and by product's.
_TOTALS = """
SELECT d.number FROM (
  SELECT shift_id, SUM(sold) AS sold, SUM(net) AS net, SUM(lines) AS lines, SUM(quantity) AS quantity FROM (
    SELECT shift_id, CASE WHEN topic = 'hour' THEN count ELSE 0 END AS sold,
      CASE WHEN topic = 'hour' THEN net ELSE 0 END AS net,
      CASE WHEN topic = 'product' THEN net ELSE 0 END AS lines,
      CASE WHEN topic = 'product' THEN quantity ELSE 0 END AS quantity
    FROM shift_totals
    UNION ALL
    SELECT n.shift_id, -1, -s.total, 0, 0 FROM sales s JOIN documents n ON n.id = s.document_id
    JOIN shift_closes c ON c.shift_id = n.shift_id
    UNION ALL
    SELECT n.shift_id, 0, 0, -l.net, -l.base_quantity FROM sale_lines l JOIN documents n ON n.id = l.document_id
    JOIN shift_closes c ON c.shift_id = n.shift_id
  ) AS both_sides GROUP BY shift_id
  HAVING SUM(sold) <> 0 OR SUM(net) <> 0 OR SUM(lines) <> 0 OR SUM(quantity) <> 0
) t
LEFT JOIN shift_closes c ON c.shift_id = t.shift_id JOIN documents d ON d.id = COALESCE(c.document_id, t.shift_id)
ORDER BY d.id
"""
_GRAND_TOTALS = """
SELECT t.code FROM till_drawers x JOIN tills t ON t.id = x.till_id
LEFT JOIN (
  SELECT h.till_id, SUM(s.total) AS amount FROM sales s JOIN documents d ON d.id = s.document_id
  JOIN shift_closes c ON c.shift_id = d.shift_id JOIN shifts h ON h.document_id = d.shift_id GROUP BY h.till_id
) s ON s.till_id = x.till_id
WHERE x.grand_total <> COALESCE(s.amount, 0) ORDER BY t.code
"""


def shift_totals(connection: Connection, _shop: Shop) -> list[str]:
    """A closed shift's kept totals, and a till's grand total, are the sums of its sales."""
    shown = _("{number}: jumlah shift tersimpan tidak cocok")
    wrong = named(shown.format(number=number) for (number,) in rows(connection, _TOTALS))
    grand = _("Kasir {till}: total sejak awal tidak cocok")
    return wrong + [grand.format(till=code) for (code,) in rows(connection, _GRAND_TOTALS)]


def heads_on_paper(connection: Connection, _shop: Shop) -> list[str]:
    """Every chain still holds the links that closes wrote on their Z: a chain made again does not."""
    return named(_lost_heads(connection))


def _lost_heads(connection: Connection) -> Iterator[str]:
    printed = rows(
        connection, "SELECT d.number, z.heads FROM z_reports z JOIN documents d ON d.id = z.document_id ORDER BY d.id"
    )
    for number, heads in printed:
        for writer, seq, mac in (each.split(":") for each in heads.split()):
            link = "SELECT mac FROM audit_links WHERE writer = :writer AND seq = :seq"
            if [tuple(each) for each in rows(connection, link, writer=int(writer), seq=int(seq))] != [(mac,)]:
                yield _("{number}: sidik rantai audit di Z tidak ada lagi").format(number=number)


CHECKS = (
    Check(N_("Nota dan barisnya"), sales),
    Check(N_("Barang terjual"), sold_goods),
    Check(N_("PPN di setiap nota"), sale_taxes),
    Check(N_("Utang titipan"), owed_to_makers),
    *share_checks.CHECKS,
    Check(N_("Barang retur"), return_checks.returns),
    Check(N_("Belanja anggota"), member_years),
    Check(N_("Jumlah setiap shift"), shift_totals),
    *total_checks.CHECKS,
    Check(N_("Sidik di lembar Z"), heads_on_paper),
    Check(N_("Kode QRIS toko"), lambda _connection, shop: qris_codes.wrong(shop)),
)


def rebuild_member_years(work: Work) -> None:
    work.connection.execute(text("DELETE FROM member_years"))
    work.connection.execute(
        text(
            "INSERT INTO member_years (party_id, year, branch_id, purchases) "  # noqa: S608
            f"SELECT party_id, year, branch_id, SUM(amount) FROM ({_BOUGHT}) AS bought "
            "GROUP BY party_id, year, branch_id"
        )
    )


def rebuild_shift_totals(work: Work) -> None:
    total_checks.rebuild(work)
    work.connection.execute(
        text(
            "UPDATE till_drawers SET grand_total = COALESCE(("
            "SELECT SUM(s.total) FROM sales s JOIN documents d ON d.id = s.document_id "
            "JOIN shift_closes c ON c.shift_id = d.shift_id JOIN shifts h ON h.document_id = d.shift_id "
            "WHERE h.till_id = till_drawers.till_id), 0)"
        )
    )


REBUILDS: tuple[Rebuild, ...] = (rebuild_member_years, rebuild_shift_totals)


def all_checks() -> tuple[Check, ...]:
    """Every room's checks, in the order they are told."""
    goods = (*inventory.checks.CHECKS, *inventory.payable_checks.CHECKS)
    makers = (*consignment.checks.CHECKS, *consignment.loss_checks.CHECKS)
    money = (*consignment.payout_checks.CHECKS, *consignment.statement_checks.CHECKS)
    return (*koperasi.checks.CHECKS, *goods, *makers, *money, *CHECKS)


def run(shop: Shop) -> list[tuple[str, list[str]]]:
    """Every check's name and what it found wrong, in words: nothing where all is well."""
    with shop.reading() as connection:
        return [(_(each.name), each.run(connection, shop)) for each in all_checks()]


def wrong(shop: Shop) -> list[str]:
    """Everything that is wrong in a shop, in words; empty when all is well."""
    return [words for _name, faults in run(shop) for words in faults]


def rebuild(shop: Shop) -> None:
    """Make every kept row anew, as whoever may open the shop's files."""
    with shop.work(shop.konsole(), channel="konsole") as work:
        rebuild_kept(work)


@needs(Permission.BOOKS_REBUILD)
def rebuild_kept(work: Work) -> None:
    """Make every kept row anew from the facts.  Facts themselves are never touched; whoever sells waits."""
    writers.hold_all(work.connection)
    for each in (*koperasi.checks.REBUILDS, *inventory.checks.REBUILDS, *REBUILDS):
        each(work)
    work.trace.detail.update(rebuilt=True)
