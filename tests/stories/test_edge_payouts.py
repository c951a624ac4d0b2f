"""Edge cases 39 to 45 and 51 of domain/consignment.md 5.8: how she is paid, and how she is not paid twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consignment import entries, payout_drafts, payout_queries, payout_runs, repayments
from consignment.payout_facts import Undone, Way
from consignment.repayments import RepaymentCommand
from koperasi.errors import Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from pos.tenders import Tender, TenderKind
from tests.consignment import edges, paying
from tests.consignment.edges import Edge
from tests.shops import Counter

pytestmark = pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)


@pytest.fixture
def edge(counter: Counter) -> Edge:
    return edges.of(counter)


def test_edge_39_a_balance_below_nothing_is_carried(edge: Edge) -> None:
    """She is not paid and not pressed: the next sales make it good, or she brings the money."""
    edge.bring(5)
    sale = edge.sell(edge.line(2))
    edge.pay()
    edge.bring_back(edge.back(sale, 2))
    blocked = paying.drawn(edge.counter).blocked
    assert (edge.owed(), "dipotong dari penjualan berikutnya" in blocked) == (-16_000, True)
    edge.sell(edge.line(1))
    assert edge.owed() == -8_000

    head = edge.gone.room.head()
    command = RepaymentCommand(**head, maker_id=edge.sri, way=Way.SAFE, amount=Rupiah(8_000))
    with edge.shop.work(edge.counter.manager, channel="office") as work:
        repayments.receive(work, command)

    assert edge.owed() == 0
    assert edge.right()


def test_edge_40_below_the_minimum_it_waits_for_months_and_is_then_paid_whole(edge: Edge) -> None:
    edge.agree(min_payout=Rupiah(50_000))
    edge.bring(20)
    for _month in range(3):
        edge.sell(edge.line(2))
        assert "batas bayar" in paying.drawn(edge.counter).blocked
        edge.later(30)
        edge.counter.open()
    edge.sell(edge.line(1))

    assert edge.pay().paid == Rupiah(56_000)
    assert edge.right()


def test_edge_41_the_last_payout_goes_to_whoever_signs_for_her(edge: Edge) -> None:
    edge.agree(min_payout=Rupiah(50_000))
    edge.bring(5)
    edge.sell(edge.line(1))
    paying.wishes(edge.counter, standing="left", left_on=paying.today(edge.counter), heir="Budi")

    command = paying.commanded(edge.counter, paying.drawn(edge.counter, final=True), received_by="Budi")
    paying.post(edge.counter, command)

    head = paying.seen(edge.counter, command.id)
    assert (head.paid, head.received_by, edge.owed()) == (Rupiah(8_000), "Budi", 0)
    assert edge.right()


def test_edge_42_the_drawer_does_not_hold_so_much(edge: Edge) -> None:
    """It is refused before anything is booked; the safe gives the rest, or all of it."""
    edge.bring(50)
    edge.sell(edge.line(50))
    edge.later(1)
    edge.counter.open(100_000)
    draft = paying.drawn(edge.counter, Way.DRAWER)
    with pytest.raises(Refused) as refused:
        paying.post(edge.counter, paying.commanded(edge.counter, draft))
    assert refused.value.rule == "drawer-short"

    paying.post(edge.counter, paying.commanded(edge.counter, draft, from_safe=Rupiah(300_000)))

    assert edge.owed() == 0
    assert edge.right()


def test_edge_43_the_power_goes_between_the_slip_and_the_posting(edge: Edge) -> None:
    edge.bring(5)
    edge.sell(edge.line(2))
    draft = paying.commanded(edge.counter, paying.drawn(edge.counter))
    with edge.shop.work(edge.counter.manager, channel="office") as work:
        payout_drafts.keep(work, draft)
    with edge.shop.work(edge.counter.manager, channel="office") as work:
        payout_drafts.printed(work, draft.id)
    # Here the light goes out.  What was printed is found again, and paid once.
    with edge.shop.reading() as connection:
        found = payout_drafts.of_maker(connection, edge.sri)
    assert found is not None
    assert (found.id, edge.owed()) == (draft.id, 16_000)

    for _again in range(2):
        paying.post(edge.counter, found.command)

    with edge.shop.reading() as connection:
        assert payout_drafts.of_maker(connection, edge.sri) is None
        assert len(payout_queries.paid(connection, edge.sri)) == 1
    assert edge.owed() == 0
    assert edge.right()


def test_edge_44_a_double_click_and_two_managers_pay_once(edge: Edge) -> None:
    edge.bring(5)
    edge.sell(edge.line(2))
    mine, theirs = (paying.commanded(edge.counter, paying.drawn(edge.counter)) for _manager in range(2))
    numbers = {paying.post(edge.counter, mine) for _click in range(2)}
    with pytest.raises(Refused) as refused:
        paying.post(edge.counter, theirs)

    assert (len(numbers), refused.value.rule, edge.owed()) == (1, "figures-changed", 0)
    assert edge.right()


def test_edge_45_a_transfer_that_bounced_is_owed_again(edge: Edge) -> None:
    edge.bring(5)
    edge.sell(edge.line(2))
    paying.wishes(edge.counter, pay_way="transfer", bank="BRI", bank_account="114", bank_holder="Sri")
    paid = edge.pay(way=None)
    assert (paid.way, edge.owed()) == (Way.BANK, 0)

    paying.back(edge.counter, paid.document_id, Undone.BOUNCED)

    assert (edge.owed(), edge.booked(Role.BANK)) == (16_000, 0)
    assert edge.pay(way=None).paid == Rupiah(16_000)
    assert edge.right()


def test_edge_51_consent_that_was_withdrawn_stops_the_set_off_from_then_on(edge: Edge) -> None:
    edge.bring(5)
    edge.counter.buy(edge.goods.soap, 5, 10_000)
    edge.sell(edge.line(1, 3_400, edge.goods.soap), member=True, pay=(Tender(TenderKind.KASBON, Rupiah(3_400)),))
    edge.sell(edge.line(2))
    paying.consent(edge.counter, paying.today(edge.counter) - timedelta(days=1))
    with_consent = paying.drawn(edge.counter)
    assert with_consent.figures.set_off == Rupiah(3_400)

    paying.consent(edge.counter, None)

    with pytest.raises(Refused) as refused:
        paying.post(edge.counter, paying.commanded(edge.counter, with_consent))
    assert refused.value.rule == "figures-changed"
    paid = edge.pay()
    assert (paid.set_off, paid.paid) == (Rupiah(0), Rupiah(16_000))
    with edge.shop.reading() as connection:
        assert entries.owed(connection, [edge.sri])[edge.sri] == Rupiah(0)
    assert edge.right()


def test_edge_39_b_a_run_over_all_makers_passes_those_below_nothing(edge: Edge) -> None:
    edge.bring(5)
    edge.bring(5, edges.TEN, edge.goods.cakes)
    sale = edge.sell(edge.line(2))
    edge.pay()
    edge.bring_back(edge.back(sale, 1))
    edge.sell(edge.line(3, 3_000, edge.goods.cakes))

    with edge.shop.reading() as connection:
        found = payout_runs.due(connection, paying.today(edge.counter), edge.shop.settings)

    assert {each.maker_id: each.payable for each in found} == {edge.wati: True, edge.sri: False}
