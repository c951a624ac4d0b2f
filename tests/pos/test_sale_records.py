"""A sale read back is the command it was posted from, to the last word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from consignment.terms import Bearer
from inventory import promotions
from inventory.promotion_offers import PromotionKind
from inventory.promotions import NewPromotion, Target
from koperasi import commands
from koperasi.errors import NotFound
from koperasi.money import Rupiah
from pos import sale_records
from pos.sale_commands import Approval, KeptChange, KeptFor, Promoted, RemovedLine, SaleCommand
from tests.shops import Counter

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def read(counter: Counter, command: SaleCommand) -> sale_records.PostedSale:
    with counter.shop.reading() as connection:
        return sale_records.read(connection, command.id)


def test_a_plain_sale_is_read_back_as_it_was_said(counter: Counter) -> None:
    command = counter.command(counter.line(counter.soap, 3, 3_400))
    counter.post(command)
    assert commands.digest(read(counter, command).command) == commands.digest(command)


def test_what_few_sales_have_is_read_back_too(counter: Counter) -> None:
    line = counter.line(counter.soap, 3, 3_400, discount=1_200)
    new = NewPromotion("SABTU", "Sabtu", PromotionKind.AMOUNT, (Target(product_id=counter.soap),), amount=Rupiah(500))
    with counter.shop.work(counter.manager, channel="office") as work:
        given = Promoted(promotions.add(work, new), Rupiah(1_000), Bearer.SHOP, "Promo Sabtu")
    removed = RemovedLine(counter.soap, "Pcs", line.quantity, line.unit_price, "salah scan", NOW)
    plain = counter.command(replace(line, promotion=given, note="0812"), cash=10_000)
    command = replace(
        plain,
        removed=(removed,),
        approvals=(Approval("pos:sale:price", counter.manager.id, Rupiah(200), "rusak", "3.400", "3.000", NOW),),
        kept_change=(KeptChange(KeptFor.DONATION, Rupiah(100)),),
    )
    counter.post(command)
    assert read(counter, command).command == command


def test_another_paper_is_no_sale(counter: Counter) -> None:
    shift = counter.open()
    with counter.shop.reading() as connection, pytest.raises(NotFound):
        sale_records.read(connection, shift.id)
