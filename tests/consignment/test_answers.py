"""Answers: agreed, disputed and worked off; where a statement stands is told by them alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consignment import answers, statement_desks, statement_queries
from consignment.adjustments import Ground
from consignment.answers import AnswerCommand, DisputedLine, ResolveCommand
from consignment.statement_facts import Answered, Outcome, Proof, What
from consignment.statement_values import Disputed, State, StatementHead
from koperasi import commands
from koperasi.chart import ACCOUNT_IDS
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.ledger import Role, balance
from koperasi.money import Rupiah
from koperasi.rights import Permission, Right
from koperasi.work import Actor
from tests.consignment.stating import TEN, Stating
from tests.laws.days import Days, furnish
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Stating:
    """Ibu Siti has sold ten of her cookies."""
    days = Days(counter.shop, counter, *furnish(counter))
    days.open(500_000)
    days.deliver(days.goods.cookies, 22_000, TEN, None)
    made = Stating(days)
    made.sell(10)
    return made


def say(hers: Stating, statement_id: int, *disputed: DisputedLine, answer: Answered | None = None) -> AnswerCommand:
    said = answer or (Answered.DISPUTED if disputed else Answered.AGREED)
    command = AnswerCommand(
        *hers.days.ids(), statement_id, said, Proof.SIGNATURE, hers.today, hers.shop.clock(), "Siti Aminah", "",
        tuple(disputed),
    )  # fmt: skip
    with hers.shop.work(hers.counter.manager, channel="office") as work:
        answers.answer(work, command)
    return command


def end(
    hers: Stating, answer_id: int, amount: int, *, place: int = 1, why: str = "dihitung ulang", who: Actor | None = None
) -> ResolveCommand:
    command = ResolveCommand(*hers.days.ids(), answer_id, place, Rupiah(amount), why, hers.today, hers.shop.clock())
    with hers.shop.work(who or hers.counter.manager, channel="office") as work:
        answers.resolve(work, command)
    return command


def head(hers: Stating, statement_id: int, *, days: int = 0) -> StatementHead:
    with hers.shop.reading() as connection:
        today = hers.today + timedelta(days=days)
        return statement_queries.head(connection, statement_id, today=today)


def disputes(hers: Stating, statement_id: int) -> tuple[Disputed, ...]:
    with hers.shop.reading() as connection:
        return statement_queries.disputes_of(connection, [statement_id])


def test_she_agrees(hers: Stating) -> None:
    told = hers.draw()
    assert head(hers, told.id).state is State.ISSUED

    say(hers, told.id)

    stands = head(hers, told.id)
    assert (stands.state, stands.state.closed, stands.answered_on, stands.proof) == (
        State.AGREED, True, hers.today, Proof.SIGNATURE,
    )  # fmt: skip


def test_who_says_nothing_for_the_days_of_the_shop_has_agreed(hers: Stating) -> None:
    told = hers.draw()

    assert told.said.answer_by == hers.today + timedelta(days=14)
    assert head(hers, told.id, days=14).state is State.ISSUED
    assert head(hers, told.id, days=15).state is State.SILENT
    assert head(hers, told.id, days=15).state.closed


def test_a_disputed_line_is_adjusted_and_comes_on_the_next_statement(hers: Stating) -> None:
    told = hers.draw()
    said = say(hers, told.id, DisputedLine(2, "saya hitung 11 kue", Rupiah(9_000)))
    assert head(hers, told.id).state is State.DISPUTED
    assert [each.open for each in disputes(hers, told.id)] == [True]

    end(hers, said.id, 9_000)

    assert head(hers, told.id).state is State.SETTLED
    (ended,) = disputes(hers, told.id)
    assert (ended.line, ended.claimed, ended.outcome, ended.adjusted) == (
        2, Rupiah(9_000), Outcome.ADJUSTED, Rupiah(9_000),
    )  # fmt: skip
    assert hers.read(told.id) == told
    (line,) = hers.draw().lines
    assert (line.what, line.amount, line.number) == (What.MONEY, Rupiah(9_000), ended.ended_number)
    assert line.note == f"{told.number}: dihitung ulang"
    with hers.shop.reading() as connection:
        assert balance(connection, ACCOUNT_IDS[Role.CONSIGNMENT_LOSS]) == Rupiah(9_000)
    assert hers.owed() == 99_000
    assert hers.wrong() == []


def test_a_disputed_line_is_rejected_with_words_and_no_money(hers: Stating) -> None:
    told = hers.draw()
    said = say(hers, told.id, DisputedLine(2, "saya hitung 11 kue"), DisputedLine(0, "kerupuk tidak ada"))

    end(hers, said.id, 0, why="video rak diperiksa bersama")
    assert head(hers, told.id).state is State.DISPUTED
    end(hers, said.id, 0, place=2, why="tidak pernah dititipkan")

    assert head(hers, told.id).state is State.SETTLED
    assert [each.outcome for each in disputes(hers, told.id)] == [Outcome.REJECTED] * 2
    assert hers.owed() == 90_000
    assert hers.wrong() == []


def test_agreeing_after_all_takes_back_what_she_disputed(hers: Stating) -> None:
    told = hers.draw()
    said = say(hers, told.id, DisputedLine(2, "kurang"))
    say(hers, told.id)

    assert head(hers, told.id).state is State.AGREED
    (given_up,) = disputes(hers, told.id)
    assert (given_up.withdrawn, given_up.open) == (True, False)
    with pytest.raises(Refused) as refused:
        end(hers, said.id, 1_000)
    assert refused.value.rule == "resolved"


def test_what_is_open_is_told_of_one_maker_and_of_all(hers: Stating) -> None:
    told = hers.draw()
    say(hers, told.id, DisputedLine(1, "kurang"))

    with hers.shop.reading() as connection:
        of_her = statement_queries.open_disputes(connection, hers.maker)
        of_all = statement_queries.open_disputes(connection)
        of_another = statement_queries.open_disputes(connection, hers.days.second_maker)

    assert [each.statement_id for each in of_her] == [told.id]
    assert (of_all, of_another) == (of_her, ())


@pytest.mark.parametrize(
    "wrong",
    [(), (DisputedLine(2, " "),), (DisputedLine(3, "tidak ada baris ini"),), (DisputedLine(-1, "apa"),)],
)
def test_a_dispute_names_a_line_and_a_reason(hers: Stating, wrong: tuple[DisputedLine, ...]) -> None:
    told = hers.draw()

    with pytest.raises(BadInput):
        say(hers, told.id, *wrong, answer=Answered.DISPUTED)
    with pytest.raises(BadInput):
        say(hers, told.id, DisputedLine(1, "dua-duanya"), answer=Answered.AGREED)

    assert head(hers, told.id).state is State.ISSUED


def test_an_adjustment_that_is_taken_back_leaves_what_she_disputed_open(hers: Stating) -> None:
    told = hers.draw()
    said = say(hers, told.id, DisputedLine(2, "saya hitung 11 kue", Rupiah(9_000)))
    done = end(hers, said.id, 9_000)
    number = disputes(hers, told.id)[0].ended_number
    shop, manager = hers.shop, hers.counter.manager
    back = statement_desks.taking_back(shop, number.lower(), "salah orang")
    assert back.adjustment_id == done.id
    assert statement_desks.take_back(shop, manager, back) == statement_desks.take_back(shop, manager, back)

    assert head(hers, told.id).state is State.DISPUTED
    (open_again,) = disputes(hers, told.id)
    assert (open_again.open, open_again.outcome) == (True, None)
    assert hers.owed() == 90_000
    end(hers, said.id, 0, why="sudah dihitung bersama")
    assert head(hers, told.id).state is State.SETTLED
    assert hers.wrong() == []


def test_pressed_again_it_is_the_same_correction(hers: Stating) -> None:
    command = statement_desks.adjusting(hers.shop, hers.maker, Rupiah(5_000), Ground.GOODWILL, "janji ketua")
    numbers = {statement_desks.adjust(hers.shop, hers.counter.manager, command) for _again in range(2)}

    assert (len(numbers), hers.owed()) == (1, 95_000)
    with pytest.raises(NotFound):
        statement_desks.taking_back(hers.shop, "KT-999999", "apa")


def test_she_agrees_once_and_not_to_what_was_taken_back(hers: Stating) -> None:
    told = hers.draw()
    say(hers, told.id)
    with pytest.raises(Refused) as twice:
        say(hers, told.id)
    hers.take_back(told.id)
    with pytest.raises(Refused) as gone:
        say(hers, told.id)
    with pytest.raises(NotFound):
        say(hers, 1)

    assert (twice.value.rule, gone.value.rule) == ("agreed", "reversed")


def test_an_ended_dispute_ends_once_and_says_why(hers: Stating) -> None:
    told = hers.draw()
    said = say(hers, told.id, DisputedLine(1, "kurang"))
    with pytest.raises(BadInput):
        end(hers, said.id, 0, why="")
    with pytest.raises(NotFound):
        end(hers, said.id, 0, place=2)
    end(hers, said.id, 500)

    with pytest.raises(Refused) as refused:
        end(hers, said.id, 500)

    assert refused.value.rule == "resolved"
    assert hers.owed() == 90_500


def test_done_twice_it_counts_once(hers: Stating) -> None:
    told = hers.draw()
    said = say(hers, told.id, DisputedLine(1, "kurang"))
    done = end(hers, said.id, 500)

    with hers.shop.work(hers.counter.manager) as work:
        answers.answer(work, commands.decode(AnswerCommand, commands.encode(said)))
    with hers.shop.work(hers.counter.manager) as work:
        answers.resolve(work, commands.decode(ResolveCommand, commands.encode(done)))

    assert (len(disputes(hers, told.id)), hers.owed()) == (1, 90_500)


def test_to_adjust_takes_the_right_to_adjust_and_to_reject_does_not(hers: Stating) -> None:
    told = hers.draw()
    said = say(hers, told.id, DisputedLine(1, "kurang"))
    manager = hers.counter.manager
    rights: dict[Permission, Right] = {
        right: limit for right, limit in manager.rights.items() if right is not Permission.MAKER_ADJUST
    }
    clerk = Actor(manager.id, manager.name, manager.role, rights)

    with pytest.raises(NotAllowed):
        end(hers, said.id, 500, who=clerk)
    end(hers, said.id, 0, who=clerk)

    assert head(hers, told.id).state is State.SETTLED
