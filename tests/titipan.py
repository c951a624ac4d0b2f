"""A cooperative's book of goods that others brought: what each sale owed for them, and what stayed with the shop.

    python -m tests.titipan FOLDER

takes the goods, purchases and tickets of a cooperative's book (`koperasi_products.csv`,
`koperasi_purchases.csv`, `transactions.csv` in FOLDER) into an empty shop by the imports of
the program, and compares every consigned line with `koperasi_consignment_sales.csv`: what was
owed for it and the margin, each to the rupiah (the book's averages have fractions: half up).
At the end what all makers are owed in the ledger is the sum of the file.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from sqlalchemy import select

from consignment import delivery_files, entries
from consignment.shares import MakerShare
from inventory import catalogue_files, imports, purchase_files
from inventory.imports import Import, Options
from inventory.products import Product
from koperasi.columns import summed
from koperasi.documents import SourceReference
from koperasi.money import half_up, total
from koperasi.quantity import THOUSAND
from koperasi.setups import NewShop, add_manager
from koperasi.shop import Shop
from koperasi.shops import Place
from pos import checks, founding, tables, ticket_files

#: Ticket and good.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Owed:
    """So much of a good in a ticket (thousandths), what it owed its maker and what stayed with the shop."""

    quantity: int = 0
    owed: int = 0
    margin: int = 0

    def __add__(self, other: Owed) -> Owed:
        return Owed(self.quantity + other.quantity, self.owed + other.owed, self.margin + other.margin)


def told(rows: Iterable[dict[str, str]]) -> dict[Key, Owed]:
    """What the cooperative's own book says, each line half up."""
    found: dict[Key, Owed] = defaultdict(Owed)
    for row in rows:
        quantity = Fraction(row["qty"])
        owed, price = _rupiah(quantity * Fraction(row["consignor_cost"])), quantity * Fraction(row["unit_price"])
        margin = _rupiah(price) - owed
        if abs(margin - quantity * Fraction(row["margin"])) > Fraction(1, 2):
            raise AssertionError(f"{row['ticket_id']}: the book's own price, cost and margin do not fit")
        found[row["ticket_id"], row["item_code"]] += Owed(int(quantity * THOUSAND), owed, margin)
    return dict(found)


def _rupiah(amount: Fraction) -> int:
    return half_up(amount.numerator, amount.denominator)


def booked(shop: Shop) -> dict[Key, Owed]:
    """What the shop booked for each consigned line of an imported ticket."""
    share = MakerShare
    found = (
        select(SourceReference.reference, Product.code)
        .add_columns(summed(share.quantity), summed(share.share), summed(share.commission), summed(share.promotion))
        .join(SourceReference, SourceReference.document_id == share.document_id)
        .join(Product, Product.id == share.product_id)
        .group_by(SourceReference.reference, Product.code)
    )
    with shop.reading() as connection:
        rows = connection.execute(found).all()
    return {
        (reference.rpartition("/")[2], code): Owed(
            quantity.thousandths, hers.amount, commission.amount - promotion.amount
        )
        for reference, code, quantity, hers, commission, promotion in rows
    }


def prove(shop: Shop, book: dict[Key, Owed]) -> Owed:
    """Raise AssertionError where the shop booked otherwise than the book says; returns the sum of all."""
    ours = booked(shop)
    other = sorted(key for key in book.keys() | ours.keys() if book.get(key) != ours.get(key))
    if other:
        shown = [(key, ours.get(key), book.get(key)) for key in other[:5]]
        raise AssertionError(f"{len(other)} of {len(book)} lines differ, (line, shop, book): {shown}")
    whole = sum(book.values(), Owed())
    with shop.reading() as connection:
        ledger = total(entries.owed(connection).values()).amount
    if ledger != whole.owed:
        raise AssertionError(f"makers are owed {ledger} in the ledger, {whole.owed} in the book")
    if wrong := checks.wrong(shop):
        raise AssertionError(f"check finds: {wrong}")
    return whole


def read_in(shop: Shop, products: Path, purchases: Path, tickets: Path) -> None:
    """The three files by the program's own imports; raises AssertionError for a ticket that is refused."""
    files: tuple[tuple[Import, Path, Options], ...] = (
        (catalogue_files.IMPORT, products, Options(keep_good=True)),
        (purchase_files.importing(delivery_files.deliver_bought), purchases, Options(keep_good=True)),
        (ticket_files.IMPORT, tickets, Options(create_goods=True)),
    )
    for kind, path, options in files:
        outcome = imports.run(shop, kind, path, options, shop.konsole())
        print(f"{kind.kind}: {outcome.written} written, {len(outcome.rejections)} rejected")
        if outcome.rejections and not options.keep_good:
            raise AssertionError(f"{path.name}: {outcome.rejections[:3]}")


def main(folder: Path) -> None:
    """The cooperative's book, line by line."""
    tables.loaded()
    book = told(_read(folder / "koperasi_consignment_sales.csv"))
    with tempfile.TemporaryDirectory() as scratch:
        shop = founding.found(Place.parse(str(Path(scratch) / "shop")), NewShop(branch_name="Ngantang"))
        add_manager(shop, "Yuni Kartika", "482915")
        tickets = Path(scratch) / "tickets.csv"
        keep_its_own(folder / "transactions.csv", tickets)
        read_in(shop, folder / "koperasi_products.csv", folder / "koperasi_purchases.csv", tickets)
        whole = prove(shop, book)
        shop.close()
    goods: dict[str, Owed] = defaultdict(Owed)
    for (_ticket, code), each in book.items():
        goods[code] += each
    for code, each in sorted(goods.items()):
        print(f"{code}  {each.quantity / THOUSAND:>6g} sold  {each.owed:>12,} owed  {each.margin:>12,} margin")
    print(f"{len(book)} of {len(book)} lines equal the book: {whole.owed:,} owed, {whole.margin:,} margin")


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def keep_its_own(source: Path, target: Path) -> None:
    """The tickets of this cooperative alone: the file holds those of other shops too."""
    rows = [row for row in _read(source) if row["ticket_id"].startswith("KCW")]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
