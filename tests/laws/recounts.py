"""Totals counted by hand: plain loops over documents, which know nothing of what is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from koperasi.branches import Branch
from koperasi.columns import EPOCH, MICROSECOND
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from pos.total_values import SUMS, Topic, Total

Row = Mapping[str, Any]
#: Day, topic, key and membership → the sums.
Sums = dict[tuple[date, Topic, str, bool], dict[str, int]]


@dataclass(slots=True)
class Recount:
    """Everything that was ever sold, added up document by document."""

    branch: Branch
    sums: Sums = field(default_factory=lambda: defaultdict(lambda: dict.fromkeys(SUMS, 0)))

    def of_days(self, first: date, last: date) -> set[Total]:
        """What `pos.totals.of_days` must say; keys of which nothing is left are not told."""
        together: dict[tuple[Topic, str, bool], dict[str, int]] = defaultdict(lambda: dict.fromkeys(SUMS, 0))
        for (day, *key), sums in self.sums.items():
            if first <= day <= last:
                for name, amount in sums.items():
                    together[key[0], key[1], key[2]][name] += amount
        return {_total(*key, sums) for key, sums in together.items() if any(sums.values())}

    def add(self, day: date, topic: Topic, key: object, members: bool, **amounts: int) -> None:
        for name, amount in amounts.items():
            self.sums[day, topic, str(key), members][name] += amount


def _total(topic: Topic, key: str, members: bool, sums: dict[str, int]) -> Total:
    money = {name: Rupiah(sums[name]) for name in SUMS[2:]}
    return Total(topic, key, members, sums["count"], Quantity(sums["quantity"]), **money)


def recount(connection: Connection, branch: Branch) -> Recount:
    """Read every document of the shop, and add it up."""

    def rows(table: str) -> list[Row]:
        return [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]

    made = Recount(branch)
    shifts = {row["document_id"]: date.fromisoformat(row["business_date"]) for row in rows("shifts")}
    papers = {row["id"]: row for row in rows("documents")}
    days = {key: shifts[row["shift_id"]] for key, row in papers.items() if row["shift_id"] in shifts}
    sales = {row["document_id"]: row for row in rows("sales")}
    members = {key: row["member_id"] is not None for key, row in sales.items()}
    for key, row in sales.items():
        _sale(made, days[key], papers[key], row)
    promoted = {row["line_id"]: row["discount"] for row in rows("sale_line_promotions")}
    for row in rows("sale_lines"):
        key = row["document_id"]
        _line(made, days[key], papers[key]["by_id"], members[key], row, promoted.get(row["id"], 0))
    for row in rows("sale_tenders"):
        key = row["document_id"]
        made.add(days[key], Topic.TENDER, row["kind"], members[key], count=1, net=row["applied"])
    for row in rows("tender_corrections"):
        key, day = row["sale_id"], days[row["document_id"]]
        made.add(day, Topic.TENDER, row["from_kind"], members[key], count=-int(row["whole"]), net=-row["amount"])
        made.add(day, Topic.TENDER, row["to_kind"], members[key], count=1, net=row["amount"])
    for row in rows("removed_sale_lines"):
        key, amount = row["document_id"], Quantity(row["quantity"]).at(Rupiah(row["unit_price"])).amount
        made.add(days[key], Topic.REMOVED, papers[key]["by_id"], False, count=1, net=amount)
    return made


def _sale(made: Recount, day: date, paper: Row, row: Row) -> None:
    member = row["member_id"]
    hour = f"{made.branch.local(EPOCH + paper['at'] * MICROSECOND):%H}"
    keys: list[tuple[Topic, object]] = [(Topic.HOUR, hour), (Topic.CASHIER, paper["by_id"])]
    if member is not None:
        keys.append((Topic.MEMBER, member))
    amounts = {name: row[name] for name in ("gross", "discount", "rounding", "cost")}
    for topic, key in keys:
        made.add(day, topic, key, member is not None, count=1, net=row["total"], **amounts)


def _line(made: Recount, day: date, cashier: int, member: bool, row: Row, promoted: int) -> None:
    alike = (
        "gross", "discount", "net", "cost", "maker_share", "commission", "promotion", "tax_base", "tax",
    )  # fmt: skip
    amounts = {"count": 1, "quantity": row["base_quantity"], **{name: row[name] for name in alike}}
    category = "" if row["category_id"] is None else row["category_id"]
    keys: list[tuple[Topic, object]] = [
        (Topic.PRODUCT, row["product_id"]), (Topic.CATEGORY, category), (Topic.RULE, row["rule"]),
    ]  # fmt: skip
    if row["maker_id"] is not None:
        keys.append((Topic.MAKER, row["maker_id"]))
    if row["tax_rate"]:
        keys.append((Topic.TAX, f"{row['tax_class']}:{row['tax_rate']}"))
    for topic, key in keys:
        made.add(day, topic, key, member, **amounts)
    made.add(day, Topic.UNIT, row["unit"], member, **{**amounts, "quantity": row["quantity"]})
    if row["base_quantity"] <= 0:
        return
    if row["discount"] > 0 and row["discount"] != promoted:
        made.add(day, Topic.DISCOUNT, cashier, member, count=1, net=row["discount"] - promoted)
    if row["rule"] in ("manual", "shelf"):
        less = Quantity(row["quantity"]).at(Rupiah(row["list_price"]) - Rupiah(row["unit_price"]))
        made.add(day, Topic.PRICE, cashier, member, count=1, net=less.amount)
