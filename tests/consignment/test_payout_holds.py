"""What is not paid yet: what she disputes, and what she has not agreed to where the shop asks for that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consignment import answers, payout_holds, payout_runs, payout_views, statements
from consignment.answers import AnswerCommand, DisputedLine
from consignment.payout_draws import Ask, PayoutDraft
from consignment.payout_facts import Way
from consignment.payouts import draw
from consignment.statement_facts import Answered, Proof
from consignment.statement_queries import whole
from consignment.statements import StatementCommand
from koperasi import uids
from koperasi.errors import Refused
from koperasi.money import ZERO, Rupiah
from tests.consignment.paying import (
    adds_up,
    cakes,
    commanded,
    drawn,
    earn,
    maker_member,
    pay,
    post,
    set_to,
    today,
)
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Counter:
    """Two sales of hers, of 10.000 and 20.000."""
    made = maker_member(counter)
    made.open()
    cake = cakes(made)
    earn(made, cake, 10_000)
    earn(made, cake, 20_000)
    return made


def stated(counter: Counter) -> int:
    now = counter.shop.clock()
    day = today(counter)
    with counter.shop.work(counter.manager, channel="office") as work:
        command = StatementCommand(work.mint(), uids.new_uid(now), counter.maker_id, day, day, now)
        statements.draw_up(work, command)
    return command.id


def answered(counter: Counter, statement_id: int, *disputed: DisputedLine) -> None:
    now = counter.shop.clock()
    said = Answered.DISPUTED if disputed else Answered.AGREED
    with counter.shop.work(counter.manager, channel="office") as work:
        head = (work.mint(), uids.new_uid(now), statement_id, said, Proof.SIGNATURE, today(counter), now, "Sri")
        answers.answer(work, AnswerCommand(*head, disputed=disputed))


def as_is(counter: Counter) -> PayoutDraft:
    """The payout without what is held back."""
    day = today(counter)
    with counter.shop.reading() as connection:
        ask = payout_runs.with_left_out(connection, Ask(counter.maker_id, day, day, Way.SAFE), counter.shop.settings)
        return draw(connection, ask, counter.shop.settings)


def test_a_disputed_sale_is_left_out_unless_it_is_chosen(hers: Counter) -> None:
    statement = stated(hers)
    with hers.shop.reading() as connection:
        line = next(each for each in whole(connection, statement).lines if each.amount == Rupiah(10_000))
    answered(hers, statement, DisputedLine(line.line, "kurang satu"))
    draft = as_is(hers)
    assert draft.figures.paid == Rupiah(20_000)
    with hers.shop.reading() as connection:
        assert payout_holds.disputed(connection) == {hers.maker_id: frozenset({line.source_id})}
    everything = frozenset(each.id for each in drawn(hers).entries)
    assert drawn(hers, chosen=everything).figures.paid == Rupiah(30_000)
    post(hers, commanded(hers, draft))
    adds_up(hers)


def test_what_is_disputed_after_it_was_drawn_is_not_paid(hers: Counter) -> None:
    statement = stated(hers)
    command = commanded(hers, drawn(hers))
    with hers.shop.reading() as connection:
        line = next(each for each in whole(connection, statement).lines if each.amount == Rupiah(10_000))
    answered(hers, statement, DisputedLine(line.line, "kurang satu"))

    with pytest.raises(Refused) as refused:
        post(hers, command)
    assert refused.value.rule == "disputed"
    knowingly = drawn(hers, chosen=frozenset(each.id for each in drawn(hers).entries))
    post(hers, commanded(hers, knowingly))
    adds_up(hers)


def test_without_her_agreement_nothing_is_paid_where_the_shop_asks_for_it(hers: Counter) -> None:
    set_to(hers, payout_needs_agreed=True)
    assert as_is(hers).figures.gross == ZERO
    with pytest.raises(Refused) as refused:
        post(hers, commanded(hers, drawn(hers)))
    assert refused.value.rule == "not-agreed"
    answered(hers, stated(hers))
    assert as_is(hers).figures.paid == Rupiah(30_000)
    assert pay(hers).paid == Rupiah(30_000)
    adds_up(hers)


def test_a_run_leaves_out_what_is_held_back(hers: Counter) -> None:
    set_to(hers, payout_needs_agreed=True)
    with hers.shop.reading() as connection:
        (each,) = payout_runs.due(connection, today(hers), hers.shop.settings)
    assert not each.payable
    answered(hers, stated(hers))
    with hers.shop.reading() as connection:
        (each,) = payout_runs.due(connection, today(hers), hers.shop.settings)
    assert each.payable


def test_the_paper_names_the_statements_it_pays(hers: Counter) -> None:
    stated(hers)
    paid = pay(hers)
    with hers.shop.reading() as connection:
        seen = payout_views.of_payout(connection, paid.document_id)
    (number,) = seen.statements
    assert number.startswith("R")


def test_a_statement_moves_no_money(hers: Counter) -> None:
    """Drawing is the same before and after one is issued."""
    before = drawn(hers)
    stated(hers)
    assert replace(drawn(hers), payee=before.payee) == before
