"""Givebacks: her goods go back lot by lot, out of where they lie, and no money moves."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from consignment import givebacks
from consignment.givebacks import GivebackCommand, GivebackLine, GivenLine, Why
from inventory import write_offs
from inventory.write_offs import Cause
from koperasi import commands, masters
from koperasi.documents import Document
from koperasi.errors import BadInput, NotAllowed, Refused
from koperasi.ledger import PostingRecord
from koperasi.parties import Party, PartyKind
from pos import checks
from tests.consignment import gone
from tests.consignment.gone import Gone, q
from tests.inventory import stock_days
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Gone:
    return gone.of(counter)


def test_what_goes_back_leaves_its_lot_and_moves_no_money(hers: Gone) -> None:
    """The golden scenario's cookies: twelve of what is left go home."""
    lot = hers.bring(22)
    hers.sell(10)
    before = hers.owed()

    done = hers.give_back(lot, 12)

    assert (hers.left(lot), hers.owed()) == ("0", before)
    with hers.shop.reading() as connection:
        assert connection.scalar(select(PostingRecord.id).where(PostingRecord.document_id == done.id)) is None
        (line,) = connection.execute(select(GivebackLine.quantity, GivebackLine.why, GivebackLine.worth)).all()
        paper = connection.execute(select(Document.party_id, Document.number).where(Document.id == done.id)).one()
    assert (line.quantity, line.why, line.worth.amount) == (q(12), Why.UNSOLD, 96_000)
    assert (paper.party_id, paper.number[:2]) == (hers.maker, "NR")
    assert checks.wrong(hers.shop) == []


def test_giving_back_twice_is_giving_back_once(hers: Gone) -> None:
    lot = hers.bring(10)
    done = hers.give_back(lot, 4)

    hers.do(commands.decode(GivebackCommand, commands.encode(done)))

    assert hers.left(lot) == "6"


def test_more_than_is_there_is_refused(hers: Gone) -> None:
    lot = hers.bring(3)

    with pytest.raises(Refused) as refusal:
        hers.give_back(lot, 4)

    assert refusal.value.rule == "not-enough"
    assert hers.left(lot) == "3"


def test_the_last_piece_sold_meanwhile_cannot_go_back_as_well(hers: Gone) -> None:
    """Edge case 26: she packs her things while staff sell the last one."""
    lot = hers.bring(1)
    hers.sell(1)

    with pytest.raises(Refused):
        hers.give_back(lot, 1)


def test_a_piece_sold_after_she_took_it_is_below_zero_and_still_owed(hers: Gone) -> None:
    """Edge case 26 the other way: the piece at the till had been written down as taken home."""
    lot = hers.bring(1)
    hers.give_back(lot, 1)
    hers.sell(1)

    assert (hers.left(lot), hers.owed()) == ("-1", 8_000)
    assert checks.wrong(hers.shop) == []


def test_two_lines_of_one_lot_never_take_more_than_it_holds(hers: Gone) -> None:
    lot = hers.bring(3)
    lines = tuple(GivenLine(lot, hers.room.shelf, q(2), why) for why in (Why.UNSOLD, Why.DAMAGED))

    with pytest.raises(Refused):
        hers.do(GivebackCommand(**hers.room.head(), maker_id=hers.maker, lines=lines))


def test_damaged_and_unsold_go_back_with_one_paper_out_of_two_places(hers: Gone) -> None:
    lot = hers.bring(10)
    hers.room.transfer(hers.counter.cookies, "3", hers.room.shelf, hers.room.damaged)
    lines = (
        GivenLine(lot, hers.room.damaged, q(3), Why.DAMAGED),
        GivenLine(lot, hers.room.shelf, q(2), Why.UNSOLD),
    )

    hers.do(GivebackCommand(**hers.room.head(), maker_id=hers.maker, lines=lines, fetched_by="Pak Budi"))

    assert (hers.left(lot), hers.left(lot, hers.room.damaged)) == ("5", "0")
    assert checks.wrong(hers.shop) == []


def test_expired_goods_go_back_too(hers: Gone) -> None:
    lot = hers.bring(5, keeps=1)
    hers.later(4)

    hers.give_back(lot, 5, Why.EXPIRED)

    assert hers.left(lot) == "0"


def test_a_customers_damaged_return_lies_with_the_damaged_goods_and_is_judged_there(hers: Gone) -> None:
    """Edge case 7: her share came off with the refund; who bears the piece is judged when it is thrown away."""
    hers.bring(10)
    hers.room.transfer(hers.counter.cookies, "1", hers.room.shelf, hers.room.damaged)
    hers.write_off(1, Cause.DAMAGED, hers.room.damaged)
    hers.settle()

    assert hers.owed() == 8_000


def test_goods_of_another_are_not_given_to_her(hers: Gone) -> None:
    with hers.shop.work(hers.shop.konsole(), channel="konsole") as work:
        other = work.mint()
        wati = {"id": other, "code": "P-02", "name": "Wati", "kind": PartyKind.PERSON, "title": "Ibu"}
        masters.add(work.connection, Party, [{**wati, "village": "Pujon", "phone": ""}])
    lot = hers.bring(5)

    with pytest.raises(Refused) as refusal:
        hers.give_back(lot, 1, maker=other)

    assert refusal.value.rule == "other-maker"


def test_the_shops_own_goods_go_to_no_maker(hers: Gone) -> None:
    hers.counter.buy(hers.counter.soap, 5, 10_000)
    (lot,) = stock_days.lots_of(hers.shop, hers.counter.soap)

    with pytest.raises(Refused) as refusal:
        hers.give_back(lot, 1)

    assert refusal.value.rule == "other-maker"


@pytest.mark.parametrize("quantity", ["0", "-1"])
def test_nothing_or_less_does_not_go_back(hers: Gone, quantity: str) -> None:
    lot = hers.bring(5)

    with pytest.raises(BadInput):
        hers.give_back(lot, quantity)


def test_a_cashier_gives_nothing_back(hers: Gone) -> None:
    lot = hers.bring(5)

    with pytest.raises(NotAllowed):
        hers.give_back(lot, 1, actor=hers.counter.cashier)


def test_what_was_noted_by_mistake_is_hers_on_the_shelf_again(hers: Gone) -> None:
    lot = hers.bring(5)
    done = hers.give_back(lot, 5)

    hers.room.reverse(givebacks.reverse, done.id)

    assert hers.left(lot) == "5"
    with hers.shop.reading() as connection:
        paper = connection.execute(select(Document.party_id).where(Document.reverses_id == done.id)).scalar_one()
    assert paper == hers.maker
    with pytest.raises(Refused):
        hers.room.reverse(givebacks.reverse, done.id)
    assert checks.wrong(hers.shop) == []


def test_a_writeoff_is_not_reversed_as_a_giveback(hers: Gone) -> None:
    hers.bring(5)
    paper = hers.write_off(1)

    with pytest.raises(Refused):
        hers.room.reverse(givebacks.reverse, paper)
    hers.room.reverse(write_offs.reverse, paper)


def test_a_giveback_that_moved_otherwise_than_it_says_is_found(hers: Gone, unguarded: gone.Spoil) -> None:
    lot = hers.bring(5)
    hers.give_back(lot, 2)

    unguarded(hers.shop, "UPDATE giveback_lines SET quantity = 1000")

    assert any("tidak sama dengan mutasinya" in each for each in checks.wrong(hers.shop))
