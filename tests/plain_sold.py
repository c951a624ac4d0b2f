"""Every report of sold goods reckoned again from the lines of sales: what they brought, cost and left."""

from __future__ import annotations

from typing import Any

from koperasi.periods import Period
from tests.plain_figures import Again, Facts, Row, added, percent, quantity
from tests.plain_sales import lines


def of_products(facts: Facts, period: Period) -> dict[int, tuple[int, ...]]:
    """Product → quantity, gross, discount, net, tax, cost, maker's share."""
    names = ("base_quantity", "gross", "discount", "net", "tax", "cost", "maker_share")
    sums = added((each["product_id"], tuple(each[name] for name in names)) for _d, _s, each in lines(facts, period))
    choices = period.choices
    kept = {}
    for product, amounts in sums.items():
        ware = facts.one("products", "id", product)
        assert ware is not None
        if choices.category_id is not None and (ware["category_id"] or 0) != choices.category_id:
            continue
        if choices.consigned is not None and (ware["maker_id"] is not None) != choices.consigned:
            continue
        kept[product] = amounts
    return kept


def margin_of(amounts: tuple[int, ...]) -> int:
    _quantity, _gross, _discount, net, tax, cost, share = amounts
    return net - tax - cost - share


def sales(facts: Facts, period: Period) -> Again:
    keys = ("code", "name", "quantity", "gross", "discount", "net", "tax", "cost", "maker_share", "margin")
    rows = [
        (*_ware(facts, product), quantity(amounts[0]), *amounts[1:], margin_of(amounts))
        for product, amounts in of_products(facts, period).items()
    ]
    return Again(keys, rows)


def _ware(facts: Facts, product: int) -> tuple[str, str]:
    return facts.name("products", product, "code"), facts.name("products", product)


def other_cost(facts: Facts, period: Period) -> int:
    """Cost of goods that no sale booked."""
    accounts = {each["id"] for each in facts.of("accounts") if each["role"] == "cost-of-goods"}
    found = 0
    for posting in facts.of("postings"):
        if posting["account_id"] in accounts:
            entry, paper = (
                facts.one("entries", "document_id", posting["document_id"]),
                facts.one("documents", "id", posting["document_id"]),
            )
            assert entry is not None
            assert paper is not None
            days = period.first.isoformat() <= entry["business_date"] <= period.last.isoformat()
            if paper["kind"] != "sale" and entry["branch_id"] == period.branch.id and days:
                found += posting["amount"]
    return found


def margin(facts: Facts, period: Period) -> Again:
    """By good, category, supplier or maker, and what goods turned out to cost afterwards."""
    by, choices = period.choices.by, period.choices
    parts: list[tuple[Any, tuple[int, ...]]] = []
    if by == "category" and choices.category_id is None and choices.consigned is None:
        return _margin(facts, period, _by_recorded_category(facts, period))
    for product, amounts in of_products(facts, period).items():
        ware = facts.one("products", "id", product)
        assert ware is not None
        _quantity, _gross, _discount, net, tax, cost, theirs = amounts
        key = _group(facts, ware, by)
        parts.append((key, (net, tax, cost, theirs, margin_of(amounts))))
    return _margin(facts, period, parts)


def _by_recorded_category(facts: Facts, period: Period) -> list[tuple[Any, tuple[int, ...]]]:
    """By what each good was when it was sold."""
    names = ("base_quantity", "gross", "discount", "net", "tax", "cost", "maker_share")
    found = []
    for _document, _sale, line in lines(facts, period):
        amounts = tuple(line[name] for name in names)
        key = (facts.name("categories", line["category_id"]) or "Tanpa kategori",)
        found.append((key, (*amounts[3:], margin_of(amounts))))
    return found


def _margin(facts: Facts, period: Period, parts: list[tuple[Any, tuple[int, ...]]]) -> Again:
    by, choices, extra = period.choices.by, period.choices, other_cost(facts, period)
    rows = [(*key, *amounts) for key, amounts in added(parts).items()]
    if extra and choices.category_id is None and choices.consigned is None:
        rows.append((*(("",) if not by else ()), "Penyesuaian harga pokok", 0, 0, extra, 0, -extra))
    names = (by,) if by else ("code", "name")
    keys = (*names, "net", "tax", "cost", "maker_share", "margin")

    def told(record: Row) -> tuple[Any, ...]:
        return tuple(0 if key == "cost" and record[key] is None else record[key] for key in keys)

    return Again(keys, rows, told=told)


def _group(facts: Facts, ware: Row, by: str) -> tuple[str, ...]:
    if by == "category":
        return (facts.name("categories", ware["category_id"]) or "Tanpa kategori",)
    if by == "maker":
        return (facts.name("parties", ware["maker_id"]) or "Barang toko",)
    if by == "supplier":
        return (_supplier(facts, ware),)
    return (ware["code"], ware["name"])


def _supplier(facts: Facts, ware: Row) -> str:
    """Of whom it was last bought."""
    if ware["maker_id"] is not None:
        return "Penitip"
    found = []
    for lot in facts.by("lots", "product_id").get(ware["id"], []):
        paper = facts.one("documents", "id", lot["document_id"])
        assert paper is not None
        if paper["kind"] == "purchase" and paper["party_id"] is not None:
            found.append((paper["business_date"], paper["posted_at"], paper["id"], paper["party_id"]))
    if found:
        return facts.name("parties", max(found)[-1])
    return "Jasa" if ware["kind"] == "service" else "Tanpa pemasok"


def best_sellers(facts: Facts, period: Period) -> Again:
    by, found = period.choices.by or "net", of_products(facts, period)
    order = {"quantity": lambda each: each[0], "net": lambda each: each[3], "margin": margin_of}[by]
    whole = sum(each[3] for each in found.values())
    ranked = sorted(
        found.items(), key=lambda pair: (-order(pair[1]), facts.name("products", pair[0]), _ware(facts, pair[0])[0])
    )
    rows = []
    for rank, (product, amounts) in enumerate(ranked, start=1):
        net, left = amounts[3], margin_of(amounts)
        rate = percent(left, net - amounts[4]) if net - amounts[4] > 0 else None
        rows.append((rank, *_ware(facts, product), quantity(amounts[0]), net, percent(net, whole) or "0", left, rate))
    keys = ("rank", "code", "name", "quantity", "net", "share", "margin", "margin_rate")
    return Again(keys, rows)


def abc(facts: Facts, period: Period) -> Again:
    """A up to 80 % of all, the one that passes it among them; B up to 95 %."""
    by_margin = period.choices.by == "margin"
    worth = {
        product: margin_of(amounts) if by_margin else amounts[3]
        for product, amounts in of_products(facts, period).items()
        if amounts[3] or margin_of(amounts)
    }
    whole, so_far, rows = sum(worth.values()), 0, []
    for product in sorted(worth, key=lambda each: (-worth[each], *_ware(facts, each)[::-1])):
        letter = "A" if so_far * 100 < whole * 80 else "B" if so_far * 100 < whole * 95 else "C"
        so_far += worth[product]
        rows.append((letter, *_ware(facts, product), worth[product], percent(so_far, whole) or "0"))
    return Again(("class", "code", "name", "amount", "cumulative"), rows)


def returns(facts: Facts, period: Period) -> Again:
    rows = []
    for document, back in facts.papers("sale_line_returns", period):
        line, original = (
            facts.one("sale_lines", "id", back["line_id"]),
            facts.one("documents", "id", back["original_id"]),
        )
        assert line is not None
        rows.append(
            (
                *(document["business_date"], document["number"], original["number"] if original else ""),
                *_ware(facts, line["product_id"]),
                *(quantity(-line["quantity"]), -line["net"], back["reason"], facts.name("users", document["by_id"])),
            )
        )
    return Again(
        ("business_date", "number", "original", "code", "name", "quantity", "total", "reason", "cashier"), rows
    )


def promotions(facts: Facts, period: Period) -> Again:
    bearers = {"shop": "toko", "maker": "penitip"}
    sums: dict[tuple[int, str], list[int]] = {}
    papers: dict[tuple[int, str], set[int]] = {}
    for document, given in facts.papers("sale_line_promotions", period):
        line, key = facts.one("sale_lines", "id", given["line_id"]), (given["promotion_id"], given["bearer"])
        assert line is not None
        amounts = (line["base_quantity"], line["gross"], given["discount"], line["net"])
        sums[key] = [a + b for a, b in zip(sums.get(key, [0] * 4), amounts, strict=True)]
        papers.setdefault(key, set()).add(document["id"])
    rows = [
        (
            *(facts.name("promotions", key[0], "code"), bearers[key[1]], len(papers[key]), quantity(amounts[0])),
            *amounts[1:],
        )
        for key, amounts in sums.items()
    ]
    return Again(("code", "bearer", "sales", "quantity", "gross", "discount", "net"), rows)


AGAIN = {
    "sales": sales,
    "margin": margin,
    "best-sellers": best_sellers,
    "abc": abc,
    "returns": returns,
    "promotions": promotions,
}
