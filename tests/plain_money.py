"""Every report of drawers, cashiers' doings and members' debts reckoned again from its documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from koperasi.periods import Period
from tests.plain_figures import TENDERS, Again, Facts, Row, added, decimal, half_up
from tests.plain_sales import removed_worth

#: What the page of signs calls each thing, and whether it says what that came to.
SIGNS = {
    "removed": ("Barang dihapus dari keranjang", True),
    "removed_paid": ("Dihapus sesudah Bayar ditekan", False),
    "void": ("Belanja dibatalkan", True),
    "void_paid": ("Dibatalkan sesudah Bayar ditekan", True),
    "return": ("Barang diretur", True),
    "return_blind": ("Retur tanpa struk", True),
    "no_sale": ("Laci dibuka tanpa penjualan", False),
    "discount": ("Diskon diketik kasir", True),
    "near_limit": ("Diskon mendekati batas", True),
    "price": ("Harga diubah kasir", True),
    "override": ("Minta izin atasan", True),
}


def keyed(facts: Facts, period: Period) -> Iterator[tuple[Row, Row, int, int | None]]:
    """Lines with what was taken off by hand, and what a changed price took off (None: it was not changed)."""
    for document, line in facts.papers("sale_lines", period):
        if line["base_quantity"] <= 0:
            continue
        promoted = sum(each["discount"] for each in facts.by("sale_line_promotions", "line_id").get(line["id"], []))
        changed = line["rule"] in ("manual", "shelf")
        less = half_up(line["quantity"] * (line["list_price"] - line["unit_price"]), 1_000) if changed else None
        if line["discount"] != promoted or changed:
            yield document, line, line["discount"] - promoted, less


def _signs(facts: Facts, period: Period) -> Iterator[tuple[int, str, int]]:
    """Each single thing: who, what, how much."""
    for document, row in facts.papers("removed_sale_lines", period):
        yield document["by_id"], "removed", removed_worth(row)
        if row["reason"] in ("sesudah Bayar", "after paying"):
            yield document["by_id"], "removed_paid", 0
    for document, row in facts.papers("sale_voids", period):
        yield document["by_id"], "void", row["total"]
        if row["payment_seen"]:
            yield document["by_id"], "void_paid", row["total"]
    for document, back in facts.papers("sale_line_returns", period):
        line = facts.one("sale_lines", "id", back["line_id"])
        assert line is not None
        yield document["by_id"], "return", -line["net"]
        if back["original_id"] is None:
            yield document["by_id"], "return_blind", -line["net"]
    for document, _row in facts.papers("drawer_openings", period):
        yield document["by_id"], "no_sale", 0
    for document, row in facts.papers("sale_approvals", period):
        yield document["by_id"], "override", row["amount"]
    of_sale: dict[int, int] = {}
    for document, _line, less, by_price in keyed(facts, period):
        if less:
            yield document["by_id"], "discount", less
            of_sale[document["id"]] = of_sale.get(document["id"], 0) + less
        if by_price is not None:
            yield document["by_id"], "price", by_price
    yield from _near(facts, of_sale)


def _near(facts: Facts, of_sale: dict[int, int]) -> Iterator[tuple[int, str, int]]:
    """Sales in which nearly all that a role may was taken off, and nobody else said yes."""
    right = "pos:sale:discount"
    limits = {each["role_id"]: each["deed_limit"] for each in facts.of("role_rights") if each["permission"] == right}
    for sale, less in of_sale.items():
        document = facts.one("documents", "id", sale)
        assert document is not None
        who = facts.one("users", "id", document["by_id"])
        assert who is not None
        limit = limits.get(who["role_id"])
        allowed = any(each["permission"] == right for each in facts.by("sale_approvals", "document_id").get(sale, []))
        if limit and not allowed and 80 * limit <= 100 * less <= 100 * limit and who["retired_at"] is None:
            yield document["by_id"], "near_limit", less


def signs(facts: Facts, period: Period) -> Again:
    sums = added(((who, what), (1, amount)) for who, what, amount in _signs(facts, period))
    tickets = added((document["by_id"], (1,)) for document, _sale in facts.papers("sales", period))
    whole = sum(count for (count,) in tickets.values())
    rows = []
    for (who, what), (count, amount) in sums.items():
        words, told = SIGNS[what]
        (sold,) = tickets.get(who, (0,))
        shop = sum(each[0] for (_who, other), each in sums.items() if other == what)
        named = (facts.name("users", who), words, count, amount if told else None)
        rows.append((*named, _rate(count, sold), _rate(shop, whole)))
    return Again(("cashier", "what", "times", "amount", "rate", "shop_rate"), rows)


def _rate(count: int, tickets: int) -> str | None:
    """For a hundred sales, to a tenth."""
    return decimal(half_up(count * 1_000, tickets), 10) if tickets else None


def decisions(facts: Facts, period: Period) -> Again:
    rows: list[tuple[Any, ...]] = []
    for document, line, less, by_price in keyed(facts, period):
        head = (document["number"], facts.name("users", document["by_id"]))
        if less:
            rows.append((*head, "Diskon kasir", less, line["discount_reason"]))
        if by_price is not None:
            rows.append((*head, "Harga diubah", by_price, line["reason"]))
    for document, each in facts.papers("sale_approvals", period):
        head = (document["number"], facts.name("users", document["by_id"]))
        rows.append((*head, "Izin atasan", each["amount"], each["reason"]))
    return Again(("number", "cashier", "what", "amount", "why"), rows)


def corrections(facts: Facts, period: Period) -> Again:
    rows = []
    for document, moved in facts.papers("tender_corrections", period):
        sale = facts.one("documents", "id", moved["sale_id"])
        assert sale is not None
        way = (TENDERS[moved["from_kind"]], TENDERS[moved["to_kind"]], moved["amount"])
        people = (facts.name("users", sale["by_id"]), facts.name("users", document["by_id"]))
        rows.append((sale["number"], *way, moved["reason"], *people))
    return Again(("sale", "source", "target", "amount", "reason", "cashier", "corrected_by"), rows)


# --- Drawers -----------------------------------------------------------------------------------


def shifts(facts: Facts, period: Period) -> Iterator[tuple[Row, Row, Row | None]]:
    """Each shift of the days: its document, the shift, its close."""
    for document, shift in facts.papers("shifts", period):
        yield document, shift, facts.one("shift_closes", "shift_id", document["id"])


def expected(facts: Facts, shift: Row, close: Row) -> int:
    """Its float, and whatever its documents moved on the drawer's account until it was counted."""
    till = facts.one("tills", "id", shift["till_id"])
    assert till is not None
    closing = facts.one("documents", "id", close["document_id"])
    assert closing is not None
    amount = int(shift["float_amount"])
    for document in facts.by("documents", "shift_id").get(shift["document_id"], []):
        late = document["posted_at"] >= closing["posted_at"]
        if document["id"] == shift["document_id"] or late:
            continue
        for posting in facts.by("postings", "document_id").get(document["id"], []):
            if posting["account_id"] == till["account_id"]:
                amount += posting["amount"]
    return amount


def cash(facts: Facts, period: Period) -> Again:
    rows: list[tuple[Any, ...]] = []
    for document, shift, close in shifts(facts, period):
        head = (document["business_date"], facts.name("tills", shift["till_id"], "code"))
        who = (facts.name("users", shift["cashier_id"]), shift["float_amount"])
        if close is None:
            rows.append((*head, *who, None, None, None, None, None))
            continue
        due = expected(facts, shift, close)
        over = close["counted"] - due
        rows.append((*head, *who, due, close["counted"], over, close["banked"], close["left_in_drawer"]))
    keys = ("business_date", "till", "cashier", "float_amount", "expected", "counted", "over", "banked", "left")
    return Again(keys, rows)


def over_short(facts: Facts, period: Period) -> Again:
    """Every count: of an opening that was found otherwise, of a handover, of a close, by the last who counted."""
    rows: list[tuple[Any, ...]] = []
    for document, shift, close in shifts(facts, period):
        day, holder = document["business_date"], shift["cashier_id"]
        for found in facts.by("shift_founds", "shift_id").get(document["id"], []):
            over = found["found"] - found["left_before"]
            opened = facts.name("users", shift["cashier_id"])
            rows.append((opened, day, "buka shift", found["left_before"], found["found"], None, over))
        for step in sorted(
            facts.by("shift_handovers", "shift_id").get(document["id"], []), key=lambda row: row["step"]
        ):
            over, holder = step["counted"] - step["expected"], step["to_id"]
            giver = facts.name("users", step["from_id"])
            rows.append((giver, day, "serah terima", step["expected"], step["counted"], None, over))
        if close is not None:
            again = facts.by("shift_verifications", "shift_id").get(document["id"], [])
            last = max(again, key=lambda row: int(row["step"]))["verified"] if again else None
            due = expected(facts, shift, close)
            over = (close["counted"] if last is None else last) - due
            rows.append((facts.name("users", holder), day, "tutup shift", due, close["counted"], last, over))
    return Again(("cashier", "business_date", "what", "expected", "counted", "verified", "over"), rows)


def _elsewhere(facts: Facts) -> dict[int, str]:
    roles = {"qris-clearing": "qris", "transfer-clearing": "transfer"}
    return {each["id"]: roles[each["role"]] for each in facts.of("accounts") if each["role"] in roles}


def noncash(facts: Facts, period: Period) -> Again:
    """What each shift posted for QRIS and transfers, and what its close kept of it."""
    accounts, rows = _elsewhere(facts), []
    for document, _shift, close in shifts(facts, period):
        if close is None:
            continue
        closing = facts.one("documents", "id", close["document_id"])
        assert closing is not None
        due: dict[str, list[int]] = {}
        for paper in facts.by("documents", "shift_id").get(document["id"], []):
            if paper["posted_at"] >= closing["posted_at"]:
                continue
            for posting in facts.by("postings", "document_id").get(paper["id"], []):
                if posting["account_id"] in accounts:
                    due.setdefault(accounts[posting["account_id"]], [0, 0, 0])[1] += posting["amount"]
            for tender in facts.by("sale_tenders", "document_id").get(paper["id"], []):
                if tender["kind"] in ("qris", "transfer"):
                    sums = due.setdefault(tender["kind"], [0, 0, 0])
                    sums[0], sums[2] = sums[0] + int(tender["applied"] > 0), sums[2] + max(tender["applied"], 0)
        seen = {
            each["kind"]: each["seen"] for each in facts.by("shift_tender_counts", "document_id").get(closing["id"], [])
        }
        for kind, (_times, amount, _confirmed) in due.items():
            if kind in seen or amount:
                there = seen.get(kind)
                rows.append(
                    (closing["number"], TENDERS[kind], amount, there, None if there is None else there - amount)
                )
    return Again(("number", "tender", "expected", "seen", "difference"), rows)


def qris(facts: Facts, period: Period) -> Again:
    """What shifts' documents posted to the accounts of QRIS and transfers, paper by paper."""
    accounts = _elsewhere(facts)
    sums = added(
        ((document["number"], TENDERS[accounts[posting["account_id"]]]), (posting["amount"],))
        for document, posting in facts.papers("postings", period)
        if posting["account_id"] in accounts and document["shift_id"] is not None
    )
    papers: dict[tuple[str, str], int] = {}
    rows = [(number, kind, amount) for (number, kind), (amount,) in sums.items() if amount]

    def told(record: Row) -> tuple[Any, ...]:
        key = (record["number"], record["kind"])
        papers[key] = papers.get(key, 0) + record["amount"]
        return (*key, papers[key])

    return Again(("number", "kind", "amount"), rows, told=told)


def debts(facts: Facts, _period: Period) -> Again:
    accounts = {each["id"] for each in facts.of("accounts") if each["role"] == "member-receivable"}
    sums = added(
        (posting["party_id"], (posting["amount"],))
        for _document, posting in facts.papers("postings")
        if posting["account_id"] in accounts and posting["party_id"] is not None
    )
    rows = []
    for who, (amount,) in sums.items():
        member = facts.one("members", "party_id", who)
        assert member is not None
        if amount:
            rows.append((member["number"], facts.name("parties", who), amount, member["credit_limit"]))
    return Again(("number", "name", "owes", "limit"), rows)


AGAIN = {
    "cashier-signs": signs,
    "decisions": decisions,
    "tender-corrections": corrections,
    "cash": cash,
    "over-short": over_short,
    "noncash": noncash,
    "qris": qris,
    "debts": debts,
}
