"""What can be sold no more leaves at cost, with its reason and its picture; members' goods cost nothing here."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from inventory import catalogue, own_uses, pictures, write_offs
from inventory.lots import LotRecord
from inventory.own_uses import OwnUseCommand
from inventory.reversals import ReversalCommand
from inventory.stock import Move
from inventory.write_offs import Cause, SpoiltLine, WriteOff, WriteOffCommand, WriteOffLine
from koperasi import commands, users
from koperasi.errors import BadInput, NotAllowed, Refused
from koperasi.ledger import Role
from koperasi.money import ZERO
from koperasi.quantity import ONE, Quantity
from koperasi.rights import ROLE_IDS
from koperasi.work import Actor
from pos import checks
from tests.inventory import stock_days
from tests.inventory.stock_days import Stockroom
from tests.shops import SIX_PERCENT, Counter


@pytest.fixture
def room(counter: Counter) -> Stockroom:
    return stock_days.of(counter)


def supervisor(room: Stockroom) -> Actor:
    with room.shop.work(room.shop.konsole(), channel="konsole") as work:
        added = users.add(work, "Wahyu Hidayat", ROLE_IDS["supervisor"], "904417")
    with room.shop.reading() as connection:
        return users.actor(connection, added)


def photo() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (64, 48), (180, 30, 20)).save(drawn, "PNG")
    return pictures.reduced(drawn.getvalue())


def test_what_is_broken_becomes_a_loss_at_cost(room: Stockroom) -> None:
    room.counter.buy(room.counter.soap, 3, 1_000)

    room.write_off(room.counter.soap, "2", Cause.PESTS)

    assert room.held(room.shelf, room.counter.soap) == [("1", 333)]
    assert (room.balance(Role.INVENTORY), room.balance(Role.WRITE_OFFS)) == (333, 667)
    with room.shop.reading() as connection:
        assert connection.execute(select(WriteOffLine.cause)).scalar_one() is Cause.PESTS
    assert checks.wrong(room.shop) == []


@pytest.mark.parametrize(
    ("cause", "left"),
    [
        # What was past its date is thrown away, and the fresh soap stays on the shelf.
        (Cause.EXPIRED, [("1", 100), ("3", 600)]),
        (Cause.STALE, [("1", 100), ("3", 600)]),
        # A package that broke may have been any: the usual turn, what still keeps first.
        (Cause.DAMAGED, [("3", 300), ("1", 200)]),
    ],
)
def test_expired_goods_are_written_off_from_the_lots_that_have_expired(
    room: Stockroom, cause: Cause, left: list[tuple[str, int]]
) -> None:
    soap = room.counter.soap
    room.counter.buy(soap, 3, 300, datetime(2026, 11, 20, tzinfo=UTC))
    room.counter.buy(soap, 3, 600, datetime(2027, 1, 20, tzinfo=UTC))

    room.write_off(soap, "2", cause)

    assert room.held(room.shelf, soap) == left
    assert checks.wrong(room.shop) == []


def test_a_makers_goods_leave_and_nothing_is_booked_but_the_fact_stays(room: Stockroom) -> None:
    counter = room.counter
    counter.deliver(counter.cookies, 10, SIX_PERCENT)

    room.write_off(counter.cookies, "3", Cause.STALE)

    assert room.held(room.shelf, counter.cookies) == [("7", 0)]
    assert (room.balance(Role.WRITE_OFFS), room.balance(Role.OWED_TO_MAKERS)) == (0, 0)
    with room.shop.reading() as connection:
        hers = select(Move.quantity, WriteOffLine.cause, WriteOffLine.cost).join(
            WriteOffLine, WriteOffLine.document_id == Move.document_id
        )
        hers = hers.join(LotRecord, LotRecord.id == Move.lot_id).where(LotRecord.owner_id == counter.maker_id)
        assert tuple(connection.execute(hers).one()) == (-Quantity.of(3), Cause.STALE, ZERO)
    assert checks.wrong(room.shop) == []


def test_the_picture_is_kept_and_the_paper_names_its_digest(room: Stockroom) -> None:
    room.counter.buy(room.counter.soap, 2, 2_000)
    taken = photo()
    spoilt = (SpoiltLine(room.counter.soap, "Pcs", ONE, ONE, Cause.DAMAGED),)
    digest = hashlib.sha256(taken).hexdigest()
    command = WriteOffCommand(**room.head(), location_id=room.shelf, lines=spoilt, picture_digest=digest)

    room.do(commands.decode(WriteOffCommand, commands.encode(command)), taken)
    room.do(command, taken)

    with room.shop.reading() as connection:
        picture_id, kept = connection.execute(select(WriteOff.picture_id, WriteOff.picture_digest)).one()
        assert picture_id is not None
        assert pictures.read(connection, picture_id) == taken
    assert kept == digest
    assert checks.wrong(room.shop) == []


def test_another_picture_than_the_one_named_is_refused(room: Stockroom) -> None:
    room.counter.buy(room.counter.soap, 2, 2_000)
    spoilt = (SpoiltLine(room.counter.soap, "Pcs", ONE, ONE, Cause.DAMAGED),)
    command = WriteOffCommand(**room.head(), location_id=room.shelf, lines=spoilt, picture_digest="0" * 64)

    with pytest.raises(BadInput):
        room.do(command, photo())
    with pytest.raises(BadInput):
        room.do(command)
    assert room.held(room.shelf, room.counter.soap) == [("2", 2_000)]


def test_another_cause_needs_words(room: Stockroom) -> None:
    room.counter.buy(room.counter.soap, 2, 2_000)

    with pytest.raises(BadInput, match="sebab"):
        room.write_off(room.counter.soap, "1", Cause.OTHER)


def test_a_limit_is_judged_at_cost_and_another_may_lift_it(room: Stockroom) -> None:
    """A supervisor writes off at most Rp 200.000 at once."""
    room.counter.buy(room.counter.soap, 10, 500_000)
    spoilt = (SpoiltLine(room.counter.soap, "Pcs", ONE, Quantity.of(5), Cause.LOST),)
    command = WriteOffCommand(**room.head(), location_id=room.shelf, lines=spoilt)
    wahyu = supervisor(room)

    with pytest.raises(NotAllowed):
        room.do(command, actor=wahyu)
    assert room.held(room.shelf, room.counter.soap) == [("10", 500_000)]

    with room.shop.work(wahyu, approver=room.counter.manager, channel="office") as work:
        write_offs.write_off(work, command)
    assert room.balance(Role.WRITE_OFFS) == 250_000


def test_a_makers_goods_count_for_the_limit_at_their_price(room: Stockroom) -> None:
    """Twenty at Rp 12.500 are Rp 250.000, though nothing of it is booked."""
    room.counter.deliver(room.counter.cookies, 30, SIX_PERCENT)
    wahyu = supervisor(room)

    def thrown(pieces: int) -> WriteOffCommand:
        spoilt = (SpoiltLine(room.counter.cookies, "Pcs", ONE, Quantity.of(pieces), Cause.STALE),)
        return WriteOffCommand(**room.head(), location_id=room.shelf, lines=spoilt)

    with pytest.raises(NotAllowed):
        room.do(thrown(20), actor=wahyu)
    room.do(thrown(16), actor=wahyu)

    assert room.held(room.shelf, room.counter.cookies) == [("14", 0)]
    assert room.balance(Role.WRITE_OFFS) == 0


def test_a_write_off_by_mistake_is_taken_back_with_its_recorded_value(room: Stockroom) -> None:
    room.counter.buy(room.counter.soap, 3, 1_000)
    command = room.write_off(room.counter.soap, "3")

    room.reverse(write_offs.reverse, command.id)

    assert room.held(room.shelf, room.counter.soap) == [("3", 1_000)]
    assert (room.balance(Role.WRITE_OFFS), room.balance(Role.INVENTORY)) == (0, 1_000)
    with pytest.raises(Refused):
        room.reverse(write_offs.reverse, command.id)
    assert checks.wrong(room.shop) == []


def test_what_comes_back_onto_a_shelf_below_zero_leaves_no_value_behind(room: Stockroom) -> None:
    counter, soap = room.counter, room.counter.soap
    counter.buy(soap, 3, 1_000)
    command = room.write_off(soap, "2")
    counter.sell(counter.line(soap, 2, 3_400))

    room.reverse(write_offs.reverse, command.id)

    assert room.held(room.shelf, soap) == [("1", 333)]
    assert room.balance(Role.WRITE_OFFS) == 0
    assert checks.wrong(room.shop) == []


def test_goods_in_the_archive_take_nothing_back(room: Stockroom) -> None:
    room.counter.buy(room.counter.soap, 3, 1_000)
    command = room.write_off(room.counter.soap, "3")
    with room.shop.work(room.counter.manager, channel="office") as work:
        catalogue.retire(work, room.counter.soap)

    with pytest.raises(Refused) as refused:
        room.reverse(write_offs.reverse, command.id)

    assert refused.value.rule == "archived"


def test_own_use_is_an_expense_at_cost(room: Stockroom) -> None:
    room.counter.buy(room.counter.soap, 4, 4_000)

    command = room.use(room.counter.soap, "1")
    assert (room.balance(Role.OWN_USE), room.balance(Role.INVENTORY)) == (1_000, 3_000)

    room.reverse(own_uses.reverse, command.id)
    assert (room.balance(Role.OWN_USE), room.balance(Role.INVENTORY)) == (0, 4_000)
    assert checks.wrong(room.shop) == []


def test_a_makers_goods_are_not_the_shops_to_use(room: Stockroom) -> None:
    room.counter.deliver(room.counter.cookies, 5, SIX_PERCENT)

    with pytest.raises(Refused, match="barang titipan") as refused:
        room.use(room.counter.cookies, "1")

    assert refused.value.rule == "consigned"


def test_own_use_says_what_for(room: Stockroom) -> None:
    room.counter.buy(room.counter.soap, 4, 4_000)
    lines = (stock_days.line(room.counter.soap, "1"),)

    with pytest.raises(BadInput):
        room.do(OwnUseCommand(**room.head(), location_id=room.shelf, lines=lines, purpose="  "))


def test_a_write_off_is_taken_back_only_by_who_might_have_made_it(room: Stockroom) -> None:
    """A loss that the manager booked is not made to vanish by somebody who may book Rp 200.000 at most."""
    room.counter.buy(room.counter.soap, 10, 500_000)
    paper = room.write_off(room.counter.soap, "5")
    wahyu = supervisor(room)
    command = ReversalCommand(**room.head(), document_id=paper.id, why="salah catat")

    with pytest.raises(NotAllowed), room.shop.work(wahyu, channel="office") as work:
        write_offs.reverse(work, command)
    with room.shop.work(room.counter.manager, channel="office") as work:
        write_offs.reverse(work, command)

    assert room.balance(Role.WRITE_OFFS) == 0
    assert checks.wrong(room.shop) == []
