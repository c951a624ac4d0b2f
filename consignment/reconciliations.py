"""Reconciliations: what each maker is owed, reckoned four ways that must agree to the rupiah.

Kept beside the books, summed from the books, put together from the papers that tell of it,
and as her last statement closed with what came after it (domain/consignment.md 5.6 I5, I6, I21).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from consignment import entries, maker_report_queries, statement_queries
from consignment.entries import OWED
from consignment.maker_report_queries import Maker
from koperasi.columns import summed
from koperasi.documents import Document, Kind
from koperasi.ledger import PostingRecord
from koperasi.money import ZERO, Rupiah, total
from koperasi.periods import Period
from koperasi.text import _
from printing.reports import Column, Figure, Opens, Report, total_row
from printing.reports import Kind as Cells

#: What every paper with a table of its own says it did for a maker.
_PAPERS = """
SELECT party_id, CAST(SUM(amount) AS BIGINT) FROM (
  SELECT maker_id AS party_id, share AS amount FROM maker_shares
  UNION ALL
  SELECT s.member_id, -t.applied FROM sale_tenders t JOIN sales s ON s.document_id = t.document_id
  WHERE t.kind = 'earnings'
  UNION ALL
  SELECT maker_id, amount FROM maker_losses
  UNION ALL
  SELECT maker_id, amount FROM maker_adjustments
  UNION ALL
  SELECT maker_id, amount FROM maker_repayments
  UNION ALL
  SELECT maker_id, -gross FROM payouts
) AS told GROUP BY party_id
"""
#: The papers that are told by these; any other is told by its own entry.
_TOLD = (Kind.SALE, Kind.MAKER_LOSS, Kind.MAKER_ADJUSTMENT, Kind.MAKER_REPAYMENT, Kind.PAYOUT)
#: What no standing statement tells of.
_UNSTATED = """
SELECT p.party_id, CAST(-SUM(p.amount) AS BIGINT) FROM postings p
WHERE p.account_id = :account AND p.party_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM statement_lines l JOIN statements s ON s.document_id = l.document_id
  WHERE l.maker_id = p.party_id AND l.source_id = p.document_id
  AND NOT EXISTS (SELECT 1 FROM documents r WHERE r.reverses_id = s.document_id)
) GROUP BY p.party_id
"""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What one maker is owed, four ways; `stated` is None for a maker who never had a statement."""

    maker: Maker
    kept: Rupiah
    books: Rupiah
    papers: Rupiah
    stated: Rupiah | None = None

    @property
    def agrees(self) -> bool:
        return self.kept == self.books == self.papers and self.stated in (None, self.books)

    @property
    def words(self) -> str:
        """What is wrong, and what to do; that all is well where it is."""
        if self.kept != self.books:
            said = _("Saldo tersimpan selisih {amount}. Jalankan: sbmi-mart check --rebuild.")
            return said.format(amount=self.kept - self.books)
        if self.papers != self.books:
            said = _("Bukti dan buku selisih {amount}. Jangan bayar dulu; jalankan: sbmi-mart check.")
            return said.format(amount=self.papers - self.books)
        if self.stated not in (None, self.books):
            said = _("Rincian setoran selisih {amount}. Tarik rincian terakhir, lalu buat lagi.")
            return said.format(amount=(self.stated or ZERO) - self.books)
        return _("cocok")


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every maker, and whether all of them together are the account of it."""

    makers: tuple[Reconciled, ...]
    #: What the account says is owed to makers.
    account: Rupiah

    @property
    def owed(self) -> Rupiah:
        return total(each.kept for each in self.makers)

    @property
    def wrong(self) -> tuple[Reconciled, ...]:
        return tuple(each for each in self.makers if not each.agrees)

    @property
    def agrees(self) -> bool:
        return not self.wrong and self.owed == self.account


def read(connection: Connection, party: int | None = None) -> Reconciliation:
    """All makers with any money ever, by name, over all branches; `account` is of all of them even for one."""
    kept = entries.owed(connection)
    booked = _booked(connection)
    papers = _sums(connection, _PAPERS)
    closings = {maker: head.closing for maker, head in statement_queries.last_heads(connection).items()}
    unstated = _sums(connection, _UNSTATED) if closings else {}
    found = []
    for maker in maker_report_queries.all_makers(connection, party):
        sums = booked.get(maker.id, {})
        if maker.id in kept or sums or maker.id in papers:
            others = total(amount for kind, amount in sums.items() if kind not in _TOLD)
            books, told = total(sums.values()), papers.get(maker.id, ZERO) + others
            stated = closings[maker.id] + unstated.get(maker.id, ZERO) if maker.id in closings else None
            found.append(Reconciled(maker, kept.get(maker.id, ZERO), books, told, stated))
    return Reconciliation(tuple(found), total(amount for sums in booked.values() for amount in sums.values()))


def _booked(connection: Connection) -> dict[int | None, dict[Kind, Rupiah]]:
    """Maker → kind of paper → what it booked for her; None for what was booked for nobody."""
    posting = PostingRecord
    found = (
        select(posting.party_id, Document.kind, summed(posting.amount))
        .join(Document, Document.id == posting.document_id)
        .where(posting.account_id == OWED)
        .group_by(posting.party_id, Document.kind)
    )
    sums: dict[int | None, dict[Kind, Rupiah]] = {}
    for maker, kind, amount in connection.execute(found):
        sums.setdefault(maker, {})[kind] = -amount
    return sums


def _sums(connection: Connection, statement: str) -> dict[int, Rupiah]:
    values = {"account": OWED} if ":account" in statement else {}
    return {maker: Rupiah(int(amount)) for maker, amount in connection.execute(text(statement), values)}


def reconciliation(connection: Connection, period: Period) -> Report:
    """Every maker's balance against the books, the papers and her statements; whether all of it agrees."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Penitip")),
        Column("kept", _("Saldo titipan"), Cells.RUPIAH),
        Column("books", _("Di buku"), Cells.RUPIAH),
        Column("papers", _("Menurut bukti"), Cells.RUPIAH),
        Column("stated", _("Menurut rincian"), Cells.RUPIAH),
        Column("words", _("Hasil")),
    )
    found = read(connection, period.choices.party)
    rows = tuple(
        (each.maker.code, each.maker.name, each.kept, each.books, each.papers, each.stated, each.words)
        for each in found.makers
    )
    return Report(
        "consignment-reconciliation",
        _("Pencocokan saldo"),
        columns,
        rows,
        total_row(columns, rows, "kept", "books", "papers"),
        period.branch.shop_name,
        notes=(_("Akun Utang Titipan di buku: {amount}.").format(amount=found.account),),
        figures=(Figure(_("Tidak cocok"), len(found.wrong), Cells.COUNT),),
        agrees=not found.wrong if period.choices.party is not None else found.agrees,
        opens=Opens("maker", tuple(each.maker.id for each in found.makers)),
    )
