"""Every report of sales reckoned again from sales, their lines, tenders and corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from koperasi.periods import Period
from tests.plain_figures import TENDERS, Again, Facts, Row, added, average, day_of, half_up, percent, quantity

RULES = {
    "retail": "Harga biasa",
    "tier": "Harga grosir",
    "class": "Harga anggota",
    "open": "Harga diketik di kasir",
    "manual": "Harga diubah kasir",
    "shelf": "Harga rak",
    "recorded": "Menurut nota asal",
}
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


def member(sale: Row) -> bool:
    return sale["member_id"] is not None


def lines(facts: Facts, period: Period) -> Iterator[tuple[Row, Row, Row]]:
    """Each line sold or brought back in the days, with its document and sale."""
    for document, line in facts.papers("sale_lines", period):
        sale = facts.one("sales", "document_id", document["id"])
        assert sale is not None
        yield document, sale, line


def arrived(facts: Facts, period: Period) -> Iterator[tuple[Row, Row, str, int, int]]:
    """What each tender brought: document, sale, kind, how often and how much; corrections on their own day."""
    for document, tender in facts.papers("sale_tenders", period):
        sale = facts.one("sales", "document_id", document["id"])
        assert sale is not None
        yield document, sale, tender["kind"], 1, tender["applied"]
    for document, moved in facts.papers("tender_corrections", period):
        sale = facts.one("sales", "document_id", moved["sale_id"])
        assert sale is not None
        yield document, sale, moved["from_kind"], -int(bool(moved["whole"])), -moved["amount"]
        yield document, sale, moved["to_kind"], 1, moved["amount"]


def day(facts: Facts, period: Period) -> Again:
    sums = added(
        (
            document["business_date"],
            (
                *(1, sale["gross"], sale["discount"], sale["total"]),
                *(sale["total"] if member(sale) else 0, 0 if member(sale) else sale["total"]),
                *(sale["rounding"], sale["cost"]),
            ),
        )
        for document, sale in facts.papers("sales", period)
    )
    paid = added(((each[0]["business_date"], each[2]), (each[4],)) for each in arrived(facts, period))
    days = sums.keys() | {when for (when, _kind), (amount,) in paid.items() if amount}
    keys = ("business_date", "tickets", "gross", "discount", "total", "members", "others", "rounding", "cost", *TENDERS)
    return Again(
        keys,
        [(when, *sums.get(when, (0,) * 8), *(paid.get((when, kind), (0,))[0] for kind in TENDERS)) for when in days],
    )


def tickets(facts: Facts, period: Period) -> Again:
    keys = ("number", "business_date", "at", "till", "member", "tenders", "total", "rounding")
    rows = []
    for document, sale in facts.papers("sales", period):
        parts = sorted(f"{each['kind']}:{each['applied']}" for each in _tenders(facts, document["id"]))
        if document["id"] in facts.by("tender_corrections", "sale_id"):
            parts = sorted(f"{kind}:{amount}" for kind, amount in _put_right(facts, document["id"]).items())
        buyer = facts.one("members", "party_id", sale["member_id"])
        at = facts.local(document["branch_id"], document["at"]).isoformat(timespec="seconds")
        till = facts.name("tills", sale["till_id"], "code")
        head = (document["number"], document["business_date"], at, till, buyer["number"] if buyer else "")
        rows.append((*head, tuple(parts), sale["total"], sale["rounding"]))

    def told(record: Row) -> tuple[Any, ...]:
        row = [record[key] for key in keys]
        row[2], row[5] = str(row[2])[:19] + str(row[2])[-6:], tuple(sorted(str(row[5]).split()))
        return tuple(row)

    return Again(keys, rows, told=told)


def _tenders(facts: Facts, sale: int) -> list[Row]:
    return facts.by("sale_tenders", "document_id").get(sale, [])


def _put_right(facts: Facts, sale: int) -> dict[str, int]:
    paid = [(each["kind"], each["applied"]) for each in _tenders(facts, sale)]
    for each in facts.by("tender_corrections", "sale_id").get(sale, []):
        paid += [(each["from_kind"], -each["amount"]), (each["to_kind"], each["amount"])]
    return {kind: amount for kind, (amount,) in added((kind, (amount,)) for kind, amount in paid).items() if amount}


def _by_sale(facts: Facts, period: Period, name: str, key: Callable[[Row], Any]) -> Again:
    sums = added(
        (
            key(document),
            (1, *(sale[each] for each in ("gross", "discount", "total")), sale["total"] if member(sale) else 0),
        )
        for document, sale in facts.papers("sales", period)
    )
    whole = sum(each[3] for each in sums.values())
    keys = (name, "tickets", "gross", "discount", "net", "share", "basket", "members", "others")
    rows = [
        (
            *(words, count, gross, discount, net),
            *(percent(net, whole) if whole > 0 else None, average(net, count), members, net - members),
        )
        for words, (count, gross, discount, net, members) in sums.items()
    ]
    totals = {"tickets": sum(row[1] for row in rows), "basket": average(whole, sum(row[1] for row in rows))}
    return Again(keys, rows, totals)


def hours(facts: Facts, period: Period) -> Again:
    def hour(document: Row) -> str:
        at = facts.local(document["branch_id"], document["at"])
        return f"{at:%H}.00\N{EN DASH}{at:%H}.59"

    return _by_sale(facts, period, "hour", hour)


def cashiers(facts: Facts, period: Period) -> Again:
    return _by_sale(facts, period, "cashier", lambda document: facts.name("users", document["by_id"]))


LINE = ("gross", "discount", "net")


def _by_line(facts: Facts, period: Period, name: str, key: Callable[[Row], str], *, units: bool = False) -> Again:
    sums = added(
        (
            key(line),
            (
                *(1, line["quantity"], *(line[each] for each in LINE), line["net"] if member(sale) else 0),
                *(line["cost"], line["maker_share"], line["tax"]),
            ),
        )
        for _document, sale, line in lines(facts, period)
    )
    whole = sum(each[4] for each in sums.values())
    rows = []
    for words, (count, number, gross, discount, net, members, cost, share, tax) in sums.items():
        left = net - tax - cost - share
        rate = percent(left, net - tax) if net - tax > 0 else None
        amount = (quantity(number),) if units else ()
        part = percent(net, whole) if whole > 0 else None
        rows.append((words, count, *amount, gross, discount, net, part, members, cost, share, left, rate))
    amounts = ("quantity",) if units else ()
    keys = (name, "lines", *amounts, *LINE, "share", "members", "cost", "maker_share", "margin", "margin_rate")
    return Again(keys, rows, {"lines": sum(row[1] for row in rows)})


def categories(facts: Facts, period: Period) -> Again:
    return _by_line(
        facts, period, "category", lambda line: facts.name("categories", line["category_id"]) or "Tanpa kategori"
    )


def units(facts: Facts, period: Period) -> Again:
    return _by_line(facts, period, "unit", lambda line: str(line["unit"]), units=True)


def rules(facts: Facts, period: Period) -> Again:
    return _by_line(facts, period, "rule", lambda line: RULES[line["rule"]])


def members(facts: Facts, period: Period) -> Again:
    sums = added(
        (sale["member_id"], (1, sale["total"], sale["discount"]))
        for _document, sale in facts.papers("sales", period)
        if member(sale)
    )
    in_year = added(
        (sale["member_id"], (sale["total"],))
        for document, sale in facts.papers("sales")
        if member(sale) and day_of(document).year == period.last.year
    )
    whole = sum(net for _count, net, _less in sums.values())
    rows = []
    for who, (count, net, less) in sums.items():
        buyer, part = facts.one("members", "party_id", who), percent(net, whole) if whole > 0 else None
        assert buyer is not None
        bought = (count, net, part, average(net, count), less, in_year.get(who, (0,))[0])
        rows.append((buyer["number"], facts.name("parties", who), *bought))
    keys = ("number", "name", "tickets", "net", "share", "basket", "discount", "year")
    return Again(keys, rows, {"tickets": sum(row[2] for row in rows), "year": None, "basket": None})


def tenders(facts: Facts, period: Period) -> Again:
    sums = added(
        (kind, (times, amount, amount if member(sale) else 0))
        for _document, sale, kind, times, amount in arrived(facts, period)
    )
    sums = {kind: each for kind, each in sums.items() if any(each)}
    whole = sum(each[1] for each in sums.values())
    rows = [
        (
            *(TENDERS[kind], times, amount, percent(amount, whole) if whole > 0 else None),
            *(of_members, amount - of_members, average(amount, times)),
        )
        for kind, (times, amount, of_members) in sums.items()
    ]
    times = sum(row[1] for row in rows)
    totals = {"times": times, "average": average(whole, times)}
    return Again(("tender", "times", "amount", "share", "members", "others", "average"), rows, totals)


def _starts(when: date, by: str) -> date:
    if by == "week":
        return when - timedelta(days=when.weekday())
    return when if by == "day" else when.replace(day=1)


def _said(start: date, period: Period) -> str:
    by = period.choices.by
    if by == "day":
        return f"{start:%d/%m/%Y}"
    if by == "week":
        first, last = max(start, period.first), min(start + timedelta(days=6), period.last)
        return f"{first:%d/%m/%Y} \N{EN DASH} {last:%d/%m/%Y}"
    return f"{MONTHS[start.month - 1]} {start.year}"


def spans(facts: Facts, period: Period) -> Again:
    by = period.choices.by
    sold = added(
        (
            _starts(day_of(document), by),
            (
                *(1, sale["gross"], sale["discount"], sale["total"]),
                *(sale["total"] if member(sale) else 0, 0 if member(sale) else sale["total"]),
            ),
        )
        for document, sale in facts.papers("sales", period)
    )
    left = added(
        (_starts(day_of(document), by), (line["net"] - line["tax"] - line["cost"] - line["maker_share"],))
        for document, _sale, line in lines(facts, period)
    )
    rows: list[tuple[Any, ...]] = []
    before: int | None = None
    for start in sorted(sold):
        count, gross, discount, net, of_members, others = sold[start]
        growth = percent(net - before, before) if before is not None and before > 0 else None
        money = (gross, discount, net, growth, of_members, others, average(net, count))
        rows.append((_said(start, period), count, *money, left.get(start, (0,))[0]))
        before = net
    keys = ("span", "tickets", "gross", "discount", "net", "growth", "members", "others", "basket", "margin")
    return Again(keys, rows, {"tickets": sum(row[1] for row in rows)})


def share(facts: Facts, period: Period) -> Again:
    sums = added(
        (
            _starts(day_of(document), period.choices.by),
            (sale["total"], 0, 1, 0, sale["discount"]) if member(sale) else (0, sale["total"], 0, 1, 0),
        )
        for document, sale in facts.papers("sales", period)
    )

    def cells(amounts: tuple[int, ...]) -> tuple[Any, ...]:
        theirs, others, many, more, less = amounts
        part = percent(theirs, theirs + others) if theirs + others > 0 else None
        return (theirs, others, part, many, more, average(theirs, many), average(others, more), less)

    keys = (
        "span", "members", "others", "share", "members_tickets", "others_tickets", "members_basket", "others_basket",
        "members_discount",
    )  # fmt: skip
    rows = [(_said(start, period), *cells(amounts)) for start, amounts in sums.items()]
    whole = cells(tuple(sum(column) for column in zip(*sums.values(), strict=True))) if sums else (None,) * 8
    named = dict(zip(keys[1:], whole, strict=True))
    return Again(keys, rows, {key: named[key] for key in keys[4:]})


def removed_worth(row: Row) -> int:
    return half_up(row["quantity"] * row["unit_price"], 1_000)


AGAIN = {
    "day": day,
    "tickets": tickets,
    "sales-hours": hours,
    "sales-cashiers": cashiers,
    "sales-categories": categories,
    "sales-units": units,
    "sales-prices": rules,
    "sales-members": members,
    "sales-tenders": tenders,
    "sales-months": spans,
    "members-share": share,
}
