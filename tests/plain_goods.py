"""Every report of stock and buying reckoned again from moves, lots, purchases and counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from koperasi.periods import Period
from tests.plain_figures import Again, Facts, Row, added, day_of, percent, quantity
from tests.plain_sold import of_products

#: Under which heading of the report of movements each reason stands.
UNDER = {
    "opening": "received",
    "purchase": "received",
    "delivery": "received",
    "conversion": "received",
    "sale": "sold",
    "sale-return": "returned",
    "supplier-return": "supplier_returned",
    "giveback": "supplier_returned",
    "correction": "corrected",
    "transfer": "transferred",
    "repacking": "repacked",
    "kit-assembly": "repacked",
    "write-off": "written_off",
    "own-use": "own_use",
    "count": "counted",
    "merge": "merged",
}
#: What fills stock below zero stands where the paper stands that brought it.
FILLING = {
    "repacking": "repacked",
    "kit-assembly": "repacked",
    "stock-count": "counted",
    "arrival": "transferred",
    "stock-transfer": "transferred",
    "product-merge": "merged",
}
HEADINGS = (
    "received", "sold", "returned", "supplier_returned", "corrected", "transferred", "repacked", "own_use",
    "written_off", "counted", "merged",
)  # fmt: skip


def moves(facts: Facts, period: Period, *, ever: bool = False) -> Iterator[tuple[Row, Row]]:
    """Every move at the branch's locations, with its document: up to the last day, or all there ever were."""
    here = {each["id"] for each in facts.of("locations") if each["branch_id"] == period.branch.id}
    for document, move in facts.papers("moves"):
        if move["location_id"] in here and (ever or day_of(document) <= period.last):
            yield document, move


def theirs(facts: Facts, move: Row) -> bool:
    lot = facts.one("lots", "id", move["lot_id"])
    assert lot is not None
    return lot["owner_id"] is not None


def wares(facts: Facts, period: Period) -> Iterator[Row]:
    """Goods that the choices leave."""
    for ware in facts.of("products"):
        choices = period.choices
        if ware["kind"] != "goods":
            continue
        if choices.category_id is not None and (ware["category_id"] or 0) != choices.category_id:
            continue
        if choices.consigned is None or (ware["maker_id"] is not None) == choices.consigned:
            yield ware


def levels(facts: Facts, period: Period, *, ever: bool) -> dict[int, tuple[int, ...]]:
    """Product → quantity, value, and what of the quantity is members'."""
    return added(
        (move["product_id"], (move["quantity"], move["value"], move["quantity"] if theirs(facts, move) else 0))
        for _document, move in moves(facts, period, ever=ever)
    )


LEVELS = ("code", "name", "category", "owned", "consigned", "quantity", "value", "owner")


def _level(facts: Facts, ware: Row, amounts: tuple[int, ...]) -> tuple[Any, ...]:
    number, value, consigned = amounts
    names = (ware["code"], ware["name"], facts.name("categories", ware["category_id"]))
    parts = (quantity(number - consigned), quantity(consigned), quantity(number))
    return (*names, *parts, value, facts.name("parties", ware["maker_id"]))


def stock(facts: Facts, period: Period) -> Again:
    there = levels(facts, period, ever=True)
    rows = [
        _level(facts, ware, there.get(ware["id"], (0, 0, 0)))
        for ware in wares(facts, period)
        if ware["retired_at"] is None or any(there.get(ware["id"], (0, 0))[:2])
    ]
    return Again(LEVELS, rows)


def stock_at(facts: Facts, period: Period) -> Again:
    there = levels(facts, period, ever=False)
    rows = [
        _level(facts, ware, there[ware["id"]]) for ware in wares(facts, period) if any(there.get(ware["id"], (0,))[:2])
    ]
    return Again(LEVELS, rows)


def stock_value(facts: Facts, period: Period) -> Again:
    """What is the shop's by category, at cost; and how many of members' goods there are."""
    own: dict[int, list[int]] = {}
    consigned: dict[int, int] = {}
    for _document, move in moves(facts, period, ever=True):
        if theirs(facts, move):
            consigned[move["product_id"]] = consigned.get(move["product_id"], 0) + move["quantity"]
        else:
            sums = own.setdefault(move["product_id"], [0, 0])
            sums[0], sums[1] = sums[0] + move["quantity"], sums[1] + move["value"]
    parts: list[tuple[str, tuple[int, ...]]] = []
    for ware in facts.of("products"):
        name = facts.name("categories", ware["category_id"]) or "Tanpa kategori"
        number, value = own.get(ware["id"], (0, 0))
        if number or value:
            parts.append((name, (int(number != 0), value, int(number < 0), 0)))
        if consigned.get(ware["id"]):
            parts.append((name, (0, 0, 0, 1)))
    sums_of = {name: each for name, each in added(parts).items() if any(each)}
    whole = sum(each[1] for each in sums_of.values())
    rows = [
        (name, goods, value, percent(value, whole) or "0", below, count)
        for name, (goods, value, below, count) in sums_of.items()
    ]
    totals = {"goods": sum(row[1] for row in rows), "consigned_goods": sum(row[5] for row in rows)}
    return Again(("category", "goods", "value", "share", "negative", "consigned_goods"), rows, totals)


def movements(facts: Facts, period: Period) -> Again:
    worth = period.choices.by == "value"
    column = "value" if worth else "quantity"
    after: dict[int, int] = {}
    moved: dict[int, dict[str, int]] = {}
    for document, move in moves(facts, period):
        product = move["product_id"]
        after[product] = after.get(product, 0) + move[column]
        if day_of(document) >= period.first:
            under = FILLING.get(document["kind"], "received") if move["reason"] == "filling" else UNDER[move["reason"]]
            sums = moved.setdefault(product, {})
            sums[under] = sums.get(under, 0) + move[column]
    shown = (lambda number: number) if worth else quantity
    rows = []
    for ware in wares(facts, period):
        by, last = moved.get(ware["id"], {}), after.get(ware["id"], 0)
        first = last - sum(by.values())
        if ware["id"] in moved or last or first:
            cells = [by.get(name, 0) for name in HEADINGS]
            cells[1] = -cells[1]
            rows.append((ware["code"], *(shown(each) for each in (first, *cells, last))))
    return Again(("code", "before", *HEADINGS, "after"), rows)


def negative(facts: Facts, period: Period) -> Again:
    there = added(
        ((move["product_id"], move["location_id"]), (move["quantity"],))
        for _document, move in moves(facts, period, ever=True)
    )
    rows = [
        (facts.name("products", product, "code"), facts.name("locations", place), quantity(number))
        for (product, place), (number,) in there.items()
        if number < 0
    ]
    return Again(("code", "place", "quantity"), rows)


def expiring(facts: Facts, period: Period) -> Again:
    """What is for sale of lots that expire by then."""
    last = (period.last + timedelta(days=period.choices.days or 30)).isoformat()
    for_sale = {each["id"] for each in facts.of("locations") if each["kind"] in ("shelf", "back-room")}
    there = added(
        ((move["lot_id"], move["location_id"]), (move["quantity"], move["value"]))
        for _document, move in moves(facts, period, ever=True)
        if move["location_id"] in for_sale
    )
    rows = []
    for (key, place), (number, value) in there.items():
        lot = facts.one("lots", "id", key)
        assert lot is not None
        if lot["expires_on"] is not None and lot["expires_on"] <= last and number > 0:
            days = (date.fromisoformat(lot["expires_on"]) - period.last).days
            names = (facts.name("products", lot["product_id"], "code"), facts.name("locations", place))
            rows.append((*names, lot["expires_on"], days, quantity(number), value))
    return Again(("code", "location", "expires_on", "days_left", "quantity", "value"), rows)


def turnover(facts: Facts, period: Period) -> Again:
    """What was sold and what it cost, beside what is left; services stand on no shelf."""
    sold, left = of_products(facts, period), levels(facts, period, ever=False)
    before = levels(facts, replace(period, last=period.first - timedelta(days=1)), ever=False)
    rows = []
    for ware in wares(facts, period):
        key = ware["id"]
        amounts, there = sold.get(key, (0,) * 7), left.get(key, (0, 0, 0))
        first = before.get(key, (0, 0, 0))
        if key in sold or any(there[:2]) or any(first[:2]):
            cost = amounts[5] or (None if ware["maker_id"] is not None else 0)
            cover = max(0, there[0]) * period.length // amounts[0] if amounts[0] > 0 else None
            rows.append((ware["code"], quantity(amounts[0]), quantity(there[0]), cover, cost))
    return Again(("code", "sold", "quantity", "cover", "cost"), rows)


# --- Buying ------------------------------------------------------------------------------------


def bought(facts: Facts, period: Period, *, all_of_them: bool = False) -> Iterator[tuple[Row, Row]]:
    """Purchases of the days; those taken back only where all are asked for."""
    undone = facts.by("documents", "reverses_id")
    for document, purchase in facts.papers("purchases", period):
        if document["kind"] == "purchase" and (all_of_them or document["id"] not in undone):
            yield document, purchase


def purchases(facts: Facts, period: Period) -> Again:
    undone, whole, rows = facts.by("documents", "reverses_id"), 0, []
    for document, purchase in bought(facts, period, all_of_them=True):
        lines = facts.by("purchase_lines", "document_id").get(document["id"], [])
        back = undone.get(document["id"], [])
        head = (document["business_date"], document["number"], facts.name("parties", purchase["supplier_id"]))
        rows.append((*head, len(lines), purchase["total"], back[0]["number"] if back else ""))
        whole += 0 if back else purchase["total"]
    keys = ("business_date", "number", "supplier", "lines", "total", "reversed_by")
    return Again(keys, rows, {"total": whole})


def purchases_suppliers(facts: Facts, period: Period) -> Again:
    sums = added((each["supplier_id"], (1, each["total"])) for _document, each in bought(facts, period))
    rows = [(facts.name("parties", who, "code"), *amounts) for who, amounts in sums.items()]
    return Again(("code", "papers", "total"), rows, {"papers": sum(row[1] for row in rows)})


def purchases_days(facts: Facts, period: Period) -> Again:
    sums = added((document["business_date"], (1, each["total"])) for document, each in bought(facts, period))
    return Again(("business_date", "papers", "total"), [(day, *amounts) for day, amounts in sums.items()])


def purchases_goods(facts: Facts, period: Period) -> Again:
    papers: dict[int, set[int]] = {}
    parts = []
    for document, _purchase in bought(facts, period):
        for line in facts.by("purchase_lines", "document_id").get(document["id"], []):
            parts.append((line["product_id"], (line["base_quantity"], line["cost"])))
            papers.setdefault(line["product_id"], set()).add(document["id"])
    rows = [
        (facts.name("products", product, "code"), len(papers[product]), quantity(number), cost)
        for product, (number, cost) in added(parts).items()
    ]
    return Again(("code", "papers", "quantity", "cost"), rows)


def payables(facts: Facts, period: Period) -> Again:
    """What each supplier is owed by the ledger, at the end of the days."""
    owed = _owed(facts, period)
    rows = [(facts.name("parties", who, "code"), amount) for who, (amount,) in owed.items() if amount]
    return Again(("code", "owed"), rows)


def _owed(facts: Facts, period: Period) -> dict[Any, tuple[int, ...]]:
    accounts = {each["id"] for each in facts.of("accounts") if each["role"] == "supplier-payable"}
    return added(
        (posting["party_id"], (-posting["amount"],))
        for document, posting in facts.papers("postings")
        if posting["account_id"] in accounts and day_of(document) <= period.last
    )


def payables_open(facts: Facts, period: Period) -> Again:
    """What is left of each purchase on credit when payments and returns are taken off."""
    accounts = {each["id"] for each in facts.of("accounts") if each["role"] == "supplier-payable"}
    allotted = facts.by("payable_allocations", "document_id")
    parts = [
        (document["reverses_id"] or document["id"], (-posting["amount"],))
        for document, posting in facts.papers("postings")
        if posting["account_id"] in accounts and document["id"] not in allotted and day_of(document) <= period.last
    ]
    parts += [
        (each["item_id"], (-each["amount"],))
        for document, each in facts.papers("payable_allocations")
        if day_of(document) <= period.last and each["item_id"] is not None
    ]
    rows = [(facts.name("documents", item, "number"), amount) for item, (amount,) in added(parts).items() if amount]
    return Again(("number", "open"), rows)


def supplier_returns(facts: Facts, period: Period) -> Again:
    undone = facts.by("documents", "reverses_id")
    rows = [
        (document["number"], each["cost"], each["credit"])
        for document, each in facts.papers("supplier_returns", period)
        if document["id"] not in undone
    ]
    return Again(("number", "cost", "credit"), rows)


def counted(facts: Facts, period: Period) -> Iterator[tuple[Row, Row]]:
    """Differences of counts that nobody took back."""
    undone = facts.by("documents", "reverses_id")
    for document, line in facts.papers("stock_count_lines", period):
        if line["variance"] and document["id"] not in undone:
            yield document, line


def count_results(facts: Facts, period: Period) -> Again:
    rows = [
        (
            *(document["number"], facts.name("products", line["product_id"], "code")),
            *(quantity(line["expected"]), quantity(line["counted"]), quantity(line["variance"]), line["value"]),
        )
        for document, line in counted(facts, period)
    ]
    return Again(("number", "code", "expected", "counted", "variance", "value"), rows)


def on_the_way(facts: Facts, period: Period) -> Again:
    """What this branch sent or awaits and nobody has taken in."""
    here = period.branch.id
    arrived = {each["dispatch_id"] for each in facts.of("arrived_lines")}
    undone = facts.by("documents", "reverses_id")
    rows = []
    for document, line in facts.papers("dispatch_lines"):
        sent = facts.one("dispatches", "document_id", document["id"])
        assert sent is not None
        ours = here in (document["branch_id"], sent["to_branch_id"])
        if ours and document["id"] not in arrived and document["id"] not in undone:
            names = (document["number"], facts.name("products", line["product_id"], "code"))
            rows.append((*names, quantity(line["quantity"]), line["value"]))
    return Again(("number", "code", "quantity", "value"), rows)


AGAIN = {
    "stock": stock,
    "stock-at": stock_at,
    "stock-value": stock_value,
    "movements": movements,
    "negative": negative,
    "expiring": expiring,
    "turnover": turnover,
    "purchases": purchases,
    "purchases-suppliers": purchases_suppliers,
    "purchases-days": purchases_days,
    "purchases-goods": purchases_goods,
    "payables": payables,
    "payables-open": payables_open,
    "supplier-returns": supplier_returns,
    "count-results": count_results,
    "on-the-way": on_the_way,
}
