"""The intake desk: what is proposed to whoever keys an invoice."""

from __future__ import annotations

from dataclasses import replace

from inventory import intake_desks, queries
from inventory.intake_lines import lines_of
from inventory.intakes import Intake
from inventory.landed_costs import Discount
from inventory.products import Product
from koperasi import masters
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.uids import new_uid
from tests.shops import Counter


def intake(counter: Counter, *products: int) -> Intake:
    """Ten of each at Rp 10.000."""
    with counter.shop.reading() as connection:
        goods = queries.goods(connection, products)
        lines = lines_of(counter.shop, connection, [(goods[each], goods[each].base) for each in products], None)
    keyed = tuple(replace(each, quantity=Quantity.of(10), price=Rupiah(10_000)) for each in lines)
    return Intake(counter.shop.minter.next(), new_uid(counter.shop.clock()), keyed)


def test_tax_is_proposed_on_goods_of_a_class_after_the_discounts(counter: Counter) -> None:
    with counter.shop.work(counter.manager) as work:
        masters.change(work.connection, Product, counter.soap, tax_class="PPN")
    both = replace(intake(counter, counter.soap, counter.copies), discount=Discount((1_000,)), freight=Rupiah(7_000))

    assert intake_desks.proposed_tax(counter.shop, both) == Rupiah(9_900)
    assert intake_desks.proposed_tax(counter.shop, replace(both, tax=Rupiah(1))) == Rupiah(9_900)
    assert intake_desks.proposed_tax(counter.shop, intake(counter, counter.copies)) == Rupiah(0)
    assert intake_desks.proposed_tax(counter.shop, intake(counter)) == Rupiah(0)
