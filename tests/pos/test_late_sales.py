"""Late sales: what happened is kept, with flags, or parked with its number; nothing stops the next."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from koperasi import commands, parked
from koperasi.documents import Document, FlagRecord
from koperasi.parked import Parked
from pos import checks, late_sales
from pos.sales import Posted
from tests.shops import Counter


def test_a_late_sale_into_a_closed_shift_is_posted_with_a_flag(counter: Counter) -> None:
    command = counter.command(counter.line(counter.soap, 2, 3_400))
    counter.close(300_000)

    posted = late_sales.enter(counter.shop, command)

    assert isinstance(posted, Posted)
    with counter.shop.reading() as connection:
        assert connection.execute(select(FlagRecord.rule)).scalars().all() == ["shift-closed"]


def test_what_cannot_be_posted_is_parked_and_the_next_goes_on(counter: Counter) -> None:
    first = counter.command(counter.line(counter.soap, 1, 3_400))
    unknown = replace(first, lines=(replace(first.lines[0], product_id=77),))
    number = replace(first.number, seq=2, text="K1-000002")
    second = replace(counter.command(counter.line(counter.soap, 1, 3_400)), number=number)

    waiting = late_sales.enter(counter.shop, unknown)
    again = late_sales.enter(counter.shop, unknown)
    posted = late_sales.enter(counter.shop, second)

    assert isinstance(waiting, Parked)
    assert waiting == again
    assert isinstance(posted, Posted)
    with counter.shop.reading() as connection:
        assert [each.number for each in parked.waiting(connection)] == ["K1-000001"]
        numbers = select(Document.number).where(Document.kind == "sale")
        assert connection.execute(numbers).scalars().all() == ["K1-000002"]
    assert checks.wrong(counter.shop) == []


def test_a_parked_sale_is_posted_once_what_it_lacked_is_there(counter: Counter) -> None:
    command = counter.command(counter.line(counter.soap, 1, 3_400))
    broken = replace(command, member_id=12345)
    late_sales.enter(counter.shop, broken)
    with counter.shop.work(counter.shop.konsole()) as work:
        mended = replace(command, member_id=None)
        parked.released(work.connection, command.id)
        number = mended.number
        parked.park(work.connection, command.id, number, commands.encode(mended), "", work.now)

    (posted,) = late_sales.enter_parked(counter.shop)

    assert isinstance(posted, Posted)
    with counter.shop.reading() as connection:
        assert parked.waiting(connection) == []
