"""Checks: what `sbmi-mart check` proves, and how kept rows are made anew from facts.

Each room lists its checks and its rebuilds; `pos.checks` puts them together.  A check
compares sums inside the database, so that it stays quick at a million lines, and names what
is wrong.  A new table of kept rows needs a check and a rebuild in its room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, text

from koperasi import account_totals, audit, numbers, tills, unsummed_documents
from koperasi.money import Rupiah
from koperasi.shop import Shop
from koperasi.text import N_, _, short_date
from koperasi.work import Work

#: How many faults of one kind are named before the rest is only counted.
NAMED = 20


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must be so: `run` returns what is wrong, in words; nothing when all is well."""

    name: str
    run: Callable[[Connection, Shop], list[str]]


#: Makes one kind of kept rows anew from facts.
Rebuild = Callable[[Work], None]


def named(words: Iterable[str]) -> list[str]:
    """The first faults by name, and how many there are besides."""
    all_of_them = iter(words)
    first = list(islice(all_of_them, NAMED))
    rest = sum(1 for _more in all_of_them)
    return [*first, _("… dan {count} lagi").format(count=rest)] if rest else first


def rows(connection: Connection, statement: str, **values: Any) -> Sequence[Any]:
    return connection.execute(text(statement), values).all()


_UNBALANCED = """
SELECT d.number, s.amount
FROM (SELECT document_id, SUM(amount) AS amount FROM postings GROUP BY document_id HAVING SUM(amount) <> 0) s
JOIN documents d ON d.id = s.document_id ORDER BY d.id
"""


def entries(connection: Connection, _shop: Shop) -> list[str]:
    """The postings of every entry sum to zero."""
    wrong = rows(connection, _UNBALANCED)
    return named(_("{number}: jurnal selisih {amount}").format(number=n, amount=Rupiah(int(a))) for n, a in wrong)


#: What is kept, less what the postings say: nothing, for every party.
_PARTIES = """
SELECT w.code, a.code, s.amount
FROM (
  SELECT party_id, account_id, branch_id, SUM(amount) AS amount FROM (
    SELECT party_id, account_id, branch_id, amount FROM party_balances
    UNION ALL
    SELECT p.party_id, p.account_id, e.branch_id, -p.amount
    FROM postings p JOIN entries e ON e.document_id = p.document_id WHERE p.party_id IS NOT NULL
  ) AS both_sides GROUP BY party_id, account_id, branch_id HAVING SUM(amount) <> 0
) s
JOIN parties w ON w.id = s.party_id JOIN accounts a ON a.id = s.account_id ORDER BY w.code, a.code
"""


def party_balances(connection: Connection, _shop: Shop) -> list[str]:
    """Every party's kept balance is the sum of her postings."""
    wrong = rows(connection, _PARTIES)
    said = _("{party}: saldo akun {account} tersimpan selisih {amount} dari buku")
    return named(said.format(party=p, account=a, amount=Rupiah(int(amount))) for p, a, amount in wrong)


#: Numbers that were given: to documents, and to commands that wait to be posted.
_GIVEN = "SELECT id, series_id, seq FROM documents UNION ALL SELECT id, series_id, seq FROM parked_commands"
_SERIES = f"""
SELECT s.id, s.prefix, s.digits, s.last, COUNT(d.id), COALESCE(MIN(d.seq), 0), COALESCE(MAX(d.seq), 0)
FROM number_series s LEFT JOIN ({_GIVEN}) d ON d.series_id = s.id
GROUP BY s.id, s.prefix, s.digits, s.last
HAVING COUNT(d.id) <> s.last OR COALESCE(MAX(d.seq), 0) <> s.last OR COALESCE(MIN(d.seq), 1) <> 1
ORDER BY s.prefix
"""  # noqa: S608
_FIRST_GAP = f"""
SELECT MIN(d.seq) + 1 FROM ({_GIVEN}) d WHERE d.series_id = :series AND NOT EXISTS (
  SELECT 1 FROM ({_GIVEN}) n WHERE n.series_id = d.series_id AND n.seq = d.seq + 1)
"""  # noqa: S608


def number_series(connection: Connection, _shop: Shop) -> list[str]:
    """Every series runs from 1 without a gap or a twin, and its last number is kept."""
    wrong = []
    for series, prefix, digits, last, found, lowest, highest in rows(connection, _SERIES):
        if found != highest or highest < last:
            gap = rows(connection, _FIRST_GAP, series=series)[0][0] if lowest == 1 else 1
            wrong.append(_("Nomor {number} hilang").format(number=numbers.written(prefix, digits, gap)))
        else:
            wrong.append(
                _("Seri {prefix}: nomor terakhir tersimpan {last}, di buku {highest}").format(
                    prefix=prefix, last=last, highest=highest
                )
            )
    return wrong


_DRAWERS = """
SELECT t.code FROM till_drawers x JOIN tills t ON t.id = x.till_id
LEFT JOIN shifts s ON s.document_id = x.shift_id LEFT JOIN shift_closes c ON c.shift_id = x.shift_id
WHERE x.shift_id IS NOT NULL AND (s.document_id IS NULL OR s.till_id <> x.till_id OR c.document_id IS NOT NULL)
UNION
SELECT t.code FROM shifts s JOIN tills t ON t.id = s.till_id LEFT JOIN shift_closes c ON c.shift_id = s.document_id
WHERE c.document_id IS NULL
AND NOT EXISTS (SELECT 1 FROM till_drawers x WHERE x.shift_id = s.document_id AND x.till_id = s.till_id)
"""


def drawers(connection: Connection, _shop: Shop) -> list[str]:
    """A till has the one shift open that was not closed, and in its drawer what its last close left."""
    wrong = [_("Kasir {till}: shift terbuka tidak cocok").format(till=code) for (code,) in rows(connection, _DRAWERS)]
    for till_id, code, left in rows(
        connection, "SELECT t.id, t.code, x.left_in_drawer FROM till_drawers x JOIN tills t ON t.id = x.till_id"
    ):
        if Rupiah(left) != tills.left_by_last_close(connection, till_id):
            wrong.append(_("Kasir {till}: uang di laci tersimpan tidak cocok").format(till=code))
    return wrong


#: Late entries came after the count, so they are not in what was expected then.
_EXPECTED = """
SELECT n.number FROM shift_closes c JOIN documents n ON n.id = c.document_id
JOIN shifts s ON s.document_id = c.shift_id JOIN tills t ON t.id = s.till_id
WHERE c.expected <> s.float_amount + COALESCE((
  SELECT SUM(p.amount) FROM documents d JOIN postings p ON p.document_id = d.id
  WHERE d.shift_id = s.document_id AND p.account_id = t.account_id
  AND d.id <> s.document_id AND d.id <> c.document_id
  AND NOT EXISTS (SELECT 1 FROM flags f WHERE f.document_id = d.id AND f.rule = 'shift-closed')
), 0) ORDER BY n.id
"""


def expected_cash(connection: Connection, _shop: Shop) -> list[str]:
    """What each close expected is the float and all that passed the drawer."""
    wrong = rows(connection, _EXPECTED)
    return named(_("{number}: uang seharusnya tidak cocok").format(number=number) for (number,) in wrong)


def audit_chains(connection: Connection, shop: Shop) -> list[str]:
    """Every link follows from the one before, and every posted row is the one that was posted."""
    return named(audit.check(connection, shop.keys.audit))


def account_sums(connection: Connection, _shop: Shop) -> list[str]:
    """What is kept of the books by day and month is the sum of their postings."""
    said = _("{account}: jumlah buku tanggal {day} tidak cocok")
    days = [*rows(connection, account_totals.WRONG_ACCOUNTS), *rows(connection, account_totals.WRONG_PARTIES)]
    wrong = [said.format(account=code, day=short_date(date.fromisoformat(day))) for code, day in days]
    months = [day for of in account_totals.KEYS for (day,) in rows(connection, account_totals.wrong_months(of))]
    wrong += [_("Jumlah buku bulan {month} tidak cocok").format(month=day[:7]) for day in dict.fromkeys(months)]
    lost = rows(connection, unsummed_documents.LOST)
    return named([*wrong, *(_("Dokumen {id} yang menunggu dijumlah tidak ada").format(id=each) for (each,) in lost)])


CHECKS = (
    Check(N_("Jurnal seimbang"), entries),
    Check(N_("Jumlah buku per hari dan bulan"), account_sums),
    Check(N_("Saldo orang dan kelompok"), party_balances),
    Check(N_("Nomor dokumen berurutan"), number_series),
    Check(N_("Laci dan shift"), drawers),
    Check(N_("Uang seharusnya di setiap tutup shift"), expected_cash),
    Check(N_("Rantai audit"), audit_chains),
)


def rebuild_party_balances(work: Work) -> None:
    work.connection.execute(text("DELETE FROM party_balances"))
    work.connection.execute(
        text(
            "INSERT INTO party_balances (party_id, account_id, branch_id, amount) "
            "SELECT p.party_id, p.account_id, e.branch_id, SUM(p.amount) "
            "FROM postings p JOIN entries e ON e.document_id = p.document_id WHERE p.party_id IS NOT NULL "
            "GROUP BY p.party_id, p.account_id, e.branch_id"
        )
    )


def rebuild_number_series(work: Work) -> None:
    """The last number of each series, never lowered: a lost document's number is not given again."""
    work.connection.execute(
        text(
            "UPDATE number_series SET last = (SELECT MAX(d.seq) FROM documents d WHERE d.series_id = number_series.id) "
            "WHERE last < (SELECT MAX(d.seq) FROM documents d WHERE d.series_id = number_series.id)"
        )
    )


def rebuild_drawers(work: Work) -> None:
    work.connection.execute(
        text(
            "UPDATE till_drawers SET shift_id = (SELECT MAX(s.document_id) FROM shifts s "
            "LEFT JOIN shift_closes c ON c.shift_id = s.document_id "
            "WHERE s.till_id = till_drawers.till_id AND c.document_id IS NULL)"
        )
    )
    for (till_id,) in rows(work.connection, "SELECT till_id FROM till_drawers"):
        tills.keep_left(work.connection, till_id, tills.left_by_last_close(work.connection, till_id))


def rebuild_account_sums(work: Work) -> None:
    account_totals.remake(work.connection)


REBUILDS: tuple[Rebuild, ...] = (
    rebuild_party_balances,
    rebuild_account_sums,
    rebuild_number_series,
    rebuild_drawers,
)
