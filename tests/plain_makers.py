"""Every report of makers' goods and money reckoned again from lots of sold lines, postings and payouts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from koperasi.periods import Period
from tests.plain_figures import Again, Facts, Row, added, day_of, in_days, quantity

SUMS = ("quantity", "gross", "net", "maker_share", "commission", "promotion")


def parts(facts: Facts) -> Iterator[tuple[Row, Row, int]]:
    """Every part of a line that was a maker's, with its document and product; of all branches."""
    for document, part in facts.papers("sale_line_lots"):
        if part["owner_id"] is not None:
            line = facts.one("sale_lines", "id", part["line_id"])
            assert line is not None
            yield document, part, line["product_id"]


def sold(facts: Facts, period: Period) -> dict[int, tuple[int, ...]]:
    """Maker → quantity, gross, net, share, commission, promotion in the days."""
    return added(
        (part["owner_id"], tuple(part[name] for name in SUMS))
        for document, part, _product in parts(facts)
        if in_days(document, period)
    )


def cells(amounts: tuple[int, ...]) -> tuple[Any, ...]:
    number, gross, net, share, commission, promotion = amounts
    return (quantity(number), gross, gross - net, net, commission, promotion, share)


CELLS = ("quantity", "gross", "discount", "net", "commission", "promotion", "share")


def code(facts: Facts, who: int) -> str:
    member = facts.one("members", "party_id", who)
    return str(member["number"]) if member else facts.name("parties", who, "code")


def booked(facts: Facts) -> Iterator[tuple[Row, int, int]]:
    """Each posting on makers' accounts: its document, the maker, what became hers (+) or was taken (−)."""
    accounts = {each["id"] for each in facts.of("accounts") if each["role"] == "owed-to-makers"}
    for document, posting in facts.papers("postings"):
        if posting["account_id"] in accounts and posting["party_id"] is not None:
            yield document, posting["party_id"], -posting["amount"]


def owed(facts: Facts) -> dict[int, int]:
    return {who: amount for who, (amount,) in added((who, (amount,)) for _d, who, amount in booked(facts)).items()}


def consignment(facts: Facts, period: Period) -> Again:
    """What was earned is her shares; what she bought with it counts as paid."""
    earned = {who: amounts[3] for who, amounts in sold(facts, period).items()}
    sums = added(
        (
            who,
            (
                amount if document["kind"] == "sale" else 0,
                amount if document["kind"] == "payout" else 0,
                0 if document["kind"] in ("sale", "payout") else amount,
            ),
        )
        for document, who, amount in booked(facts)
        if in_days(document, period)
    )
    balances, rows = owed(facts), []
    for who in balances.keys() | earned.keys():
        by_sale, by_payout, others = sums.get(who, (0, 0, 0))
        share = earned.get(who, 0)
        amounts = (share, others, -by_payout + share - by_sale, balances.get(who, 0))
        if any(amounts):
            rows.append((code(facts, who), *amounts))
    keys = ("code", "earned", "settled", "paid", "owed")

    def told(record: Row) -> tuple[Any, ...]:
        assert record["on_hold"] + record["available"] == record["owed"]
        return tuple(record[key] for key in keys)

    return Again(keys, rows, told=told, only=lambda record: any(record[key] for key in keys[1:]))


def ages(facts: Facts, _period: Period) -> Again:
    """What is owed, split without a rest; what a maker owes apart."""
    rows = [(code(facts, who), max(amount, 0), max(-amount, 0)) for who, amount in owed(facts).items() if amount]

    def told(record: Row) -> tuple[Any, ...]:
        aged = sum(record[key] for key in ("on_hold", "week", "month", "older"))
        assert aged == record["owed"], record
        return (record["code"], record["owed"], record["owes"])

    return Again(("code", "owed", "owes"), rows, told=told)


def payouts(facts: Facts, period: Period) -> Again:
    names = ("gross", "advance", "fee", "set_off", "to_savings", "paid", "carried")
    rows = [
        (document["business_date"], document["number"], code(facts, each["maker_id"]), *(each[name] for name in names))
        for document, each in facts.papers("payouts", period)
    ]
    return Again(("business_date", "number", "code", *names), rows)


def commissions(facts: Facts, period: Period) -> Again:
    sums = added(
        ((part["owner_id"], product), tuple(part[name] for name in SUMS))
        for document, part, product in parts(facts)
        if in_days(document, period)
    )
    rows = []
    for (who, product), amounts in sums.items():
        number, gross, less, net, commission, promotion, share = cells(amounts)
        good = facts.name("products", product, "code")
        rows.append((code(facts, who), good, number, gross, less, net, commission, promotion, share))
    keys = ("code", "good", "quantity", "gross", "discount", "net", "commission", "promotion", "share")

    def told(record: Row) -> tuple[Any, ...]:
        return tuple(
            record["discount_maker"] + record["discount_shop"] if key == "discount" else record[key] for key in keys
        )

    return Again(keys, rows, told=told)


def year(facts: Facts, period: Period) -> Again:
    sums = added(
        (part["owner_id"], tuple(part[name] for name in SUMS))
        for document, part, _product in parts(facts)
        if day_of(document).year == period.last.year
    )
    return Again(("code", *CELLS), [(code(facts, who), *cells(amounts)) for who, amounts in sums.items()])


def groups(facts: Facts, period: Period) -> Again:
    """By the members' group, or village; with what is owed at the end of the days or now."""
    balances, of_days = owed(facts), sold(facts, period)
    found: dict[str, list[tuple[int, ...]]] = {}
    for who in balances.keys() | of_days.keys():
        amount = balances.get(who, 0)
        if who in of_days or amount:
            member = facts.one("members", "party_id", who)
            by_village = facts.name("parties", who, "village")
            place = by_village if period.choices.by == "village" else (member["group_name"] if member else "")
            found.setdefault(place.strip(), []).append((1, *of_days.get(who, (0,) * 6), amount))
    rows = []
    for place, many in found.items():
        count, *amounts, due = (sum(column) for column in zip(*many, strict=True))
        rows.append((place or "(tidak diketahui)", count, *cells(tuple(amounts)), due))
    return Again(("name", "makers", *CELLS, "owed"), rows, {"makers": sum(row[1] for row in rows)})


def sell_through(facts: Facts, period: Period) -> Again:
    """What of makers' goods was there before, was brought, sold and went otherwise, over all branches."""
    own = {each["id"]: each for each in facts.of("products") if each["maker_id"] is not None}
    sums: dict[int, list[int]] = {}
    for document, move in facts.papers("moves"):
        lot = facts.one("lots", "id", move["lot_id"])
        assert lot is not None
        if lot["owner_id"] is None or move["product_id"] not in own or day_of(document) > period.last:
            continue
        four = sums.setdefault(move["product_id"], [0, 0, 0, 0])
        if day_of(document) < period.first:
            four[0] += move["quantity"]
        elif move["reason"] in ("delivery", "filling", "opening"):
            four[1] += move["quantity"]
        elif move["reason"] in ("sale", "sale-return"):
            four[2] -= move["quantity"]
        else:
            four[3] -= move["quantity"]
    rows = []
    for product, (before, brought, gone_by_sale, gone) in sums.items():
        left = before + brought - gone_by_sale - gone
        if before or brought or gone_by_sale or left:
            cells_of = (quantity(each) for each in (before, brought, gone_by_sale, gone, left))
            rows.append((facts.name("products", product, "code"), *cells_of))
    return Again(("code", "before", "brought", "sold", "gone", "left"), rows)


def to_thank(facts: Facts, period: Period) -> Again:
    """What was sold of hers, beside as many days before."""
    of_days = sold(facts, period)
    last = period.first - timedelta(days=1)
    then = sold(facts, replace(period, first=period.first - timedelta(days=period.length), last=last))
    rows = []
    for who, amounts in of_days.items():
        if amounts[0] > 0:
            before = then[who][2] if who in then else 0
            rows.append((code(facts, who), amounts[2], before, amounts[2] - before, amounts[3]))
    return Again(("code", "net", "before", "risen", "share"), rows)


def givebacks(facts: Facts, period: Period) -> Again:
    undone, rows = facts.by("documents", "reverses_id"), []
    for document, line in facts.papers("giveback_lines", period):
        if document["id"] not in undone:
            good = facts.name("products", line["product_id"], "code")
            rows.append((document["number"], good, quantity(line["quantity"]), line["worth"]))
    return Again(("number", "code", "quantity", "worth"), rows)


def settled(facts: Facts, period: Period) -> Again:
    rows = [
        (
            *(document["number"], facts.name("products", line["product_id"], "code")),
            *(quantity(line["quantity"]), line["worth"], line["amount"]),
        )
        for document, line in facts.papers("maker_losses", period)
    ]
    return Again(("number", "code", "quantity", "worth", "amount"), rows)


def reconciliation(facts: Facts, _period: Period) -> Again:
    """What is kept of each maker is what her postings say."""
    rows = [(code(facts, who), amount, amount) for who, amount in owed(facts).items() if amount]

    return Again(("code", "kept", "books"), rows, only=lambda record: bool(record["kept"] or record["books"]))


AGAIN = {
    "consignment": consignment,
    "consignment-ages": ages,
    "payouts": payouts,
    "consignment-commission": commissions,
    "consignment-year": year,
    "consignment-groups": groups,
    "sell-through": sell_through,
    "makers-to-thank": to_thank,
    "consignment-givebacks": givebacks,
    "consignment-losses-settled": settled,
    "consignment-reconciliation": reconciliation,
}
