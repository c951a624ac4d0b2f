"""Losses: her agreement says who bears what is gone, and what she gets for it is exact and told once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from consignment import entries
from consignment.agreements import LossCause
from consignment.conversions import Way
from consignment.loss_facts import MakerLossRecord
from consignment.losses import LossCommand, LossLine
from consignment.terms import Deal, Terms
from inventory import catalogue, write_offs
from inventory.catalogue import NewGood, NewUnit
from inventory.dispatches import Arrived
from inventory.write_offs import Cause
from koperasi import commands
from koperasi.documents import Document, Kind
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.ledger import PostingRecord, Role
from koperasi.money import Rupiah
from koperasi.quantity import ONE
from pos import checks
from tests.consignment import gone
from tests.consignment.gone import Gone, q
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Gone:
    return gone.of(counter)


def rows(hers: Gone, document_id: int) -> list[tuple[str, str, int, int]]:
    """Cause, quantity, what it is worth and what she got, of each line of a settlement."""
    row = MakerLossRecord
    found = select(row.cause, row.quantity, row.worth, row.amount).where(row.document_id == document_id)
    with hers.shop.reading() as connection:
        return [
            (cause.value, quantity.decimal, worth.amount, amount.amount)
            for cause, quantity, worth, amount in connection.execute(found.order_by(row.line))
        ]


def test_a_piece_short_at_the_count_is_owed_to_her_by_the_lots_terms(hers: Gone) -> None:
    """The golden scenario's fifth day: one keripik short, the shop bears it, +8,000."""
    hers.bring(30)
    hers.sell(5)
    before = hers.owed()

    hers.count(24)
    done = hers.settle()

    assert rows(hers, done.id) == [("lost", "1", 8_000, 8_000)]
    assert hers.owed() - before == 8_000
    assert hers.room.balance(Role.CONSIGNMENT_LOSS) == 8_000
    assert checks.wrong(hers.shop) == []


def test_a_commission_is_left_off_the_list_price_and_the_odd_rupiah_is_hers(hers: Gone) -> None:
    hers.bring(10, Terms(Deal.COMMISSION, 1_750))
    hers.count(7)

    done = hers.settle()

    # 37,500 less 17.5 % floored to 6,562.
    assert rows(hers, done.id) == [("lost", "3", 30_938, 30_938)]


def test_settling_twice_is_settling_once(hers: Gone) -> None:
    hers.bring(10)
    hers.count(9)
    done = hers.settle()

    hers.do(commands.decode(LossCommand, commands.encode(done)))

    assert hers.owed() == 8_000
    assert checks.wrong(hers.shop) == []


def test_a_second_manager_finds_it_settled(hers: Gone) -> None:
    hers.bring(10)
    hers.count(9)
    (loss,) = hers.losses()
    hers.settle()

    with pytest.raises(Refused) as refusal:
        hers.settle(LossLine(*loss.lost.key, quantity=loss.open))

    assert refusal.value.rule == "settled"
    assert hers.owed() == 8_000


def test_what_spoilt_is_hers_and_told_all_the_same(hers: Gone) -> None:
    hers.bring(10)
    hers.write_off(2, Cause.STALE)

    done = hers.settle()

    assert rows(hers, done.id) == [("spoiled", "2", 16_000, 0)]
    assert hers.owed() == 0
    assert not any(each.open for each in hers.losses())
    assert checks.wrong(hers.shop) == []


def test_damage_in_the_shop_is_the_shops(hers: Gone) -> None:
    hers.bring(10)
    hers.write_off(2)
    hers.settle()

    assert hers.owed() == 16_000


def test_half_of_what_expired_is_the_shops_where_that_was_agreed(hers: Gone) -> None:
    hers.agree(liabilities=((LossCause.EXPIRED, 5_000),))
    hers.bring(10, Terms(Deal.FIXED, 0, Rupiah(8_333)), keeps=1)
    hers.later(3)
    hers.write_off(1, Cause.EXPIRED)

    done = hers.settle()

    # Hers is 4,166 floored, so the shop's part is 4,167.
    assert rows(hers, done.id) == [("expired", "1", 8_333, 4_167)]


def test_a_loss_within_the_tolerance_is_hers_and_used_up_once(hers: Gone) -> None:
    """Edge case 19: two of a hundred may be missing; of five more the shop answers for all."""
    hers.agree(tolerance_bps=200)
    hers.bring(100)
    hers.count(99)
    first = hers.settle()
    hers.count(96)
    second = hers.settle()

    assert rows(hers, first.id) == [("lost", "1", 8_000, 0)]
    assert rows(hers, second.id) == [("lost", "3", 24_000, 16_000)]
    assert checks.wrong(hers.shop) == []


def test_the_tolerance_is_used_by_what_was_lost_first_whichever_is_settled_first(hers: Gone) -> None:
    hers.agree(tolerance_bps=200)
    hers.bring(100)
    hers.count(98)
    hers.count(97)
    first, second = hers.losses()

    last = hers.settle(LossLine(*second.lost.key, quantity=second.open))
    before = hers.settle(LossLine(*first.lost.key, quantity=first.open))

    assert rows(hers, last.id) == [("lost", "1", 8_000, 8_000)]
    assert rows(hers, before.id) == [("lost", "2", 16_000, 0)]


def test_part_of_a_piece_is_never_tolerated(hers: Gone) -> None:
    hers.agree(tolerance_bps=200)
    hers.bring(30)
    hers.count(29)
    hers.settle()

    assert hers.owed() == 8_000


def test_a_tolerance_is_for_what_is_lost_and_not_for_damage(hers: Gone) -> None:
    hers.agree(tolerance_bps=1_000)
    hers.bring(10)
    hers.write_off(1)
    hers.settle()

    assert hers.owed() == 8_000


def test_the_whole_shelf_stolen_is_owed_lot_by_lot(hers: Gone) -> None:
    """Edge case 20: one count, three lots, each by its own terms."""
    hers.bring(4)
    hers.bring(2, Terms(Deal.COMMISSION, 2_000))
    hers.bring(1, Terms(Deal.FIXED, 0, Rupiah(9_000)))
    hers.count(0)

    done = hers.settle()

    assert rows(hers, done.id) == [
        ("lost", "4", 32_000, 32_000),
        ("lost", "2", 20_000, 20_000),
        ("lost", "1", 9_000, 9_000),
    ]
    assert hers.owed() == 61_000
    assert checks.wrong(hers.shop) == []


def test_each_line_is_its_own_posting_to_her(hers: Gone) -> None:
    hers.bring(2)
    hers.bring(2)
    hers.count(1)
    done = hers.settle()

    with hers.shop.reading() as connection:
        record = PostingRecord
        amounts = connection.execute(
            select(record.amount).where(record.document_id == done.id, record.party_id == hers.maker)
        ).scalars()
        assert sorted(each.amount for each in amounts) == [-16_000, -8_000]


def test_a_write_off_taken_back_takes_back_what_was_paid_for_it(hers: Gone) -> None:
    hers.bring(10)
    paper = hers.write_off(2)
    hers.settle()
    hers.room.reverse(write_offs.reverse, paper)

    hers.take_back()

    assert hers.owed() == 0
    assert [(each.open, each.over) for each in hers.losses()] == [(q(0), q(0))]
    assert checks.wrong(hers.shop) == []


def test_a_count_taken_back_lost_nothing(hers: Gone) -> None:
    hers.bring(10)
    paper = hers.count(8)
    hers.uncount(paper)

    assert not any(each.open or each.over for each in hers.losses())


def test_a_free_sample_is_promotion_and_hers_in_full(hers: Gone) -> None:
    """Edge case 32: the shop gave a piece away to taste."""
    hers.bring(10)
    hers.write_off(1, Cause.SAMPLE)
    hers.settle()

    assert hers.owed() == 8_000
    assert (hers.room.balance(Role.PROMOTION), hers.room.balance(Role.CONSIGNMENT_LOSS)) == (8_000, 0)


def test_what_got_lost_on_the_way_to_a_branch_is_owed_there(hers: Gone) -> None:
    """Edge case 47: the receiving branch told what was broken and what was missing."""
    hers.bring(10)
    there = hers.room.branch()
    paper = hers.room.dispatch(there.shop.branch, hers.counter.cookies, "5").id
    there.arrive(paper, Arrived(1, q(2), broken=q(1), missing=q(2)))
    assert hers.losses() == []

    pujon = Gone(replace(hers.counter, shop=there.shop), there)
    done = pujon.settle()

    assert sorted(rows(pujon, done.id)) == [("damaged", "1", 8_000, 8_000), ("lost", "2", 16_000, 16_000)]
    assert hers.owed() == 24_000
    assert checks.wrong(hers.shop) == []


def test_one_paper_with_two_causes_is_two_losses(hers: Gone) -> None:
    lot = hers.bring(10)
    pieces = [
        write_offs.SpoiltLine(hers.counter.cookies, "Pcs", ONE, q(n), cause)
        for n, cause in ((2, Cause.STALE), (3, Cause.DAMAGED), (1, Cause.STALE))
    ]
    hers.room.do(write_offs.WriteOffCommand(**hers.room.head(), location_id=hers.room.shelf, lines=tuple(pieces)))

    found = {(each.lost.lot_id, each.lost.noted): each.open for each in hers.losses()}

    assert found == {(lot, LossCause.SPOILED): q(3), (lot, LossCause.DAMAGED): q(3)}


def test_the_shops_own_of_a_makers_product_is_no_loss_of_hers(hers: Gone) -> None:
    lot = hers.bring(10)
    hers.convert(lot, 4, Way.BUY, 32_000)
    hers.write_off(5)

    assert [(each.lost.lot_id, each.open) for each in hers.losses()] == [(lot, q(1))]


def test_a_manager_who_judges_otherwise_says_why(hers: Gone) -> None:
    hers.bring(10)
    hers.write_off(2)
    (loss,) = hers.losses()
    line = LossLine(*loss.lost.key, quantity=q(2), cause=LossCause.SPOILED)

    with pytest.raises(BadInput) as wrong:
        hers.settle(line)
    assert wrong.value.field == "why"
    done = hers.settle(line, why="sudah basi waktu datang")

    assert rows(hers, done.id) == [("spoiled", "2", 16_000, 0)]


def test_the_shop_may_bear_more_than_was_agreed(hers: Gone) -> None:
    hers.bring(10)
    hers.write_off(2, Cause.STALE)
    (loss,) = hers.losses()

    hers.settle(LossLine(*loss.lost.key, quantity=q(2), shop_bps=2_500), why="kulkas mati semalam")

    assert hers.owed() == 4_000


def test_goods_without_a_price_are_refused_until_they_have_one(hers: Gone) -> None:
    with hers.shop.work(hers.counter.manager, channel="office") as work:
        (jam,) = catalogue.add_many(work, [NewGood(code="203", name="Selai", units=(NewUnit("Pcs", ONE, (), ()),))])
    hers.bring(3, Terms(Deal.COMMISSION, 1_000), product=jam)
    hers.count(2, jam)

    with pytest.raises(Refused) as refusal:
        hers.settle()

    assert refusal.value.rule == "no-price"


def test_other_makers_losses_are_not_settled_in_her_name(hers: Gone) -> None:
    hers.bring(10)
    hers.count(9)
    (loss,) = hers.losses()
    line = LossLine(*loss.lost.key, quantity=q(1))

    with pytest.raises(Refused) as refusal:
        hers.do(LossCommand(**hers.room.head(), maker_id=hers.counter.member_id, lines=(line,)))

    assert refusal.value.rule == "other-maker"


def test_whoever_keeps_the_shop_settles_no_loss_of_a_makers(hers: Gone) -> None:
    hers.bring(10)
    hers.count(9)

    with pytest.raises(NotAllowed):
        hers.settle(actor=hers.counter.cashier)

    assert hers.owed() == 0


def test_a_settlement_is_taken_back_amount_for_amount_and_once(hers: Gone) -> None:
    hers.bring(10)
    hers.count(8)
    done = hers.settle()
    hers.unsettle(done.id)

    assert hers.owed() == 0
    assert [each.open for each in hers.losses()] == [q(2)]
    with pytest.raises(Refused) as refusal:
        hers.unsettle(done.id)
    assert refusal.value.rule == "reversed"
    assert checks.wrong(hers.shop) == []


def test_a_settlement_of_which_something_was_found_is_not_taken_back_as_well(hers: Gone) -> None:
    hers.bring(10)
    hers.count(8)
    done = hers.settle()
    hers.count(9)
    hers.take_back()

    with pytest.raises(Refused) as refusal:
        hers.unsettle(done.id)

    assert refusal.value.rule == "found-again"
    assert hers.owed() == 8_000


def test_only_a_settlement_is_taken_back(hers: Gone) -> None:
    hers.bring(10)
    paper = hers.write_off(1)

    with pytest.raises(NotFound):
        hers.unsettle(paper)


def test_it_is_told_on_her_own_account(hers: Gone) -> None:
    hers.bring(10)
    hers.count(9)
    done = hers.settle()

    with hers.shop.reading() as connection:
        (entry,) = entries.of_maker(connection, hers.maker)
        paper = connection.execute(select(Document.party_id).where(Document.id == done.id)).scalar_one()
    assert (entry.kind, entry.amount.amount, paper) == (Kind.MAKER_LOSS, 8_000, hers.maker)


def test_a_settlement_changed_by_hand_is_found(hers: Gone, unguarded: gone.Spoil) -> None:
    hers.bring(10)
    hers.count(9)
    hers.settle()

    unguarded(hers.shop, "UPDATE maker_losses SET amount = 7000")

    assert any("utang titipan selisih" in each for each in checks.wrong(hers.shop))


def test_weighed_goods_are_owed_to_the_gram(hers: Gone) -> None:
    """Edge case 36: a third of a kilo of a good that is weighed."""
    hers.bring("2.5")
    hers.write_off("0.333")
    done = hers.settle()

    assert rows(hers, done.id) == [("damaged", "0.333", 2_664, 2_664)]
