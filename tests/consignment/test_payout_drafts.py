"""A payout being made: drawn, approved, printed, signed, paid; a power cut in between loses nothing and pays once."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from consignment import payout_desks, payout_drafts, payout_queries, payout_runs, payouts
from consignment.makers import MakerRecord, PayWay
from consignment.payout_drafts import KeptDraft
from consignment.payout_draws import Ask
from consignment.payout_facts import DraftState, Way
from consignment.payouts import PayoutCommand
from koperasi import masters, parties
from koperasi.errors import NotAllowed, NotFound, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.rights import Permission, Right
from koperasi.shop import Shop
from koperasi.work import Actor
from tests.consignment.paying import (
    adds_up,
    balance,
    booked,
    bring_back,
    cakes,
    commanded,
    drawn,
    earn,
    maker_member,
    post,
    set_to,
    today,
    wishes,
)
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Counter:
    made = maker_member(counter)
    made.open()
    return made


def begun(counter: Counter, way: Way | None = Way.SAFE, by: Actor | None = None) -> KeptDraft:
    day = today(counter)
    ask = Ask(counter.maker_id, day, day, way)
    return payout_runs.open_draft(counter.shop, by or counter.manager, ask, counter.shop.clock())


def printed(counter: Counter, draft_id: int) -> PayoutCommand:
    with counter.shop.work(counter.manager, channel="office") as work:
        return payout_drafts.printed(work, draft_id)


def drafts(counter: Counter) -> tuple[KeptDraft, ...]:
    with counter.shop.reading() as connection:
        return payout_drafts.kept(connection)


def test_a_slip_is_printed_before_it_is_paid_and_the_draft_goes_with_the_payment(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    draft = begun(hers)
    command = printed(hers, draft.id)
    assert [each.state for each in drafts(hers)] == [DraftState.PRINTED]
    assert balance(hers).owed == Rupiah(20_000)
    now = hers.shop.clock()
    post(hers, payout_drafts.paid_on(drafts(hers)[0], today(hers), now, "Sri Wahyuni"))
    assert (drafts(hers), balance(hers).owed) == ((), Rupiah(0))
    assert command.id == draft.id
    adds_up(hers)


def test_a_power_cut_after_printing_leaves_the_draft_to_be_finished(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    draft = begun(hers)
    printed(hers, draft.id)
    # The program dies here; another one opens the same shop and finds what was signed.
    again = begun(hers)
    assert (again.id, again.state) == (draft.id, DraftState.PRINTED)
    post(hers, payout_drafts.paid_on(again, today(hers), hers.shop.clock(), ""))
    assert booked(hers, Role.SAFE) == -300_000 - 20_000
    adds_up(hers)


def test_or_it_is_dropped_and_drawn_anew(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    draft = begun(hers)
    printed(hers, draft.id)
    with hers.shop.work(hers.manager, channel="office") as work:
        payout_drafts.drop(work, draft.id)
    assert begun(hers).id != draft.id
    with pytest.raises(NotFound, match="sudah dibuang"), hers.shop.work(hers.manager, channel="office") as work:
        payout_drafts.drop(work, draft.id)
    assert balance(hers).owed == Rupiah(20_000)


def test_a_power_cut_right_after_paying_pays_once(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    draft = begun(hers)
    command = printed(hers, draft.id)
    post(hers, command)
    # The window never heard that it was paid: the same press comes again.
    post(hers, command)
    with pytest.raises(NotFound, match="sudah dibayar"), hers.shop.reading() as connection:
        payout_drafts.by_id(connection, draft.id)
    assert booked(hers, Role.SAFE) == -300_000 - 20_000
    adds_up(hers)


def test_no_slip_is_printed_of_figures_that_changed(hers: Counter) -> None:
    sale = earn(hers, cakes(hers), 20_000)
    draft = begun(hers)
    bring_back(hers, sale)
    with pytest.raises(Refused) as refused:
        printed(hers, draft.id)
    assert refused.value.rule == "figures-changed"


def test_each_maker_has_one_draft(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    begun(hers)
    with pytest.raises(Refused) as refused, hers.shop.work(hers.manager, channel="office") as work:
        payout_drafts.keep(work, commanded(hers, drawn(hers)))
    assert refused.value.rule == "draft-open"


def test_above_the_limit_another_person_approves_before_it_is_printed(hers: Counter) -> None:
    set_to(hers, payout_second_above=15_000)
    earn(hers, cakes(hers), 20_000)
    konsole = hers.shop.konsole()
    draft = begun(hers, by=konsole)
    assert payout_drafts.waits_for_second(draft, 15_000)
    with pytest.raises(Refused) as refused, hers.shop.work(konsole, channel="office") as work:
        payout_drafts.printed(work, draft.id)
    assert refused.value.rule == "second-person"
    with pytest.raises(Refused) as own, hers.shop.work(konsole, channel="office") as work:
        payout_drafts.approve(work, draft.id)
    assert own.value.rule == "second-person"
    with pytest.raises(NotAllowed), hers.shop.work(hers.cashier, channel="office") as work:
        payout_drafts.approve(work, draft.id)
    with hers.shop.work(hers.manager, channel="office") as work:
        payout_drafts.approve(work, draft.id)
    assert drafts(hers)[0].state is DraftState.APPROVED
    with hers.shop.work(konsole, channel="office") as work:
        payouts.pay(work, payout_drafts.printed(work, draft.id))
    with hers.shop.reading() as connection:
        assert payout_queries.by_id(connection, draft.id).approved_by == "Yuni Kartika"
    adds_up(hers)


def other_maker(counter: Counter) -> int:
    """Bu Siti, who is no member."""
    with counter.shop.reading() as connection:
        found = parties.by_code(connection, "P-01")
    assert found is not None
    return found


def at_once(counter: Counter, commands: list[PayoutCommand]) -> list[str]:
    """Several managers pay at the same moment, each in a transaction of her own; what each one heard."""
    start, heard = threading.Barrier(len(commands)), [""] * len(commands)

    def one(place: int, shop: Shop, command: PayoutCommand) -> None:
        start.wait()
        try:
            with shop.work(counter.manager, channel="office") as work:
                heard[place] = payouts.pay(work, command)
        except Refused as refused:
            heard[place] = refused.rule

    running = [
        threading.Thread(target=one, args=(place, counter.shop, command)) for place, command in enumerate(commands)
    ]
    for each in running:
        each.start()
    for each in running:
        each.join()
    return heard


def test_of_two_managers_at_once_one_is_refused(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    heard = at_once(hers, [commanded(hers, drawn(hers)) for _manager in range(2)])
    assert "figures-changed" in heard
    assert len([each for each in heard if each.startswith("BY")]) == 1
    assert booked(hers, Role.SAFE) == -300_000 - 20_000
    adds_up(hers)


def test_the_same_payment_twice_at_once_is_one(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    command = commanded(hers, drawn(hers))
    first, second = at_once(hers, [command, command])
    assert first == second
    assert booked(hers, Role.SAFE) == -300_000 - 20_000
    adds_up(hers)


def test_two_payouts_at_once_never_take_more_than_the_drawer_holds(hers: Counter) -> None:
    other = replace(hers, maker_id=other_maker(hers))
    mine, theirs = cakes(hers), cakes(other, "292")
    earn(hers, mine, 10_000)
    earn(other, theirs, 10_000)
    hers.close(320_000)
    hers.open(15_000)
    other.shift = hers.shift
    heard = at_once(hers, [commanded(hers, drawn(hers, Way.DRAWER)), commanded(other, drawn(other, Way.DRAWER))])
    assert "drawer-short" in heard
    assert booked(hers, Role.OWED_TO_MAKERS) == -10_000
    adds_up(hers)


def test_beyond_ones_own_limit_another_persons_yes_is_enough(hers: Counter) -> None:
    rights = {**hers.manager.rights, Permission.PAYOUT_PAY: Right(limit=15_000)}
    careful = replace(hers.manager, rights=rights)
    earn(hers, cakes(hers), 20_000)
    draft = begun(hers, by=careful)
    assert payout_desks.needs_second(draft, 0, payout_desks.own_limit(careful))
    with pytest.raises(NotAllowed), hers.shop.work(careful, channel="office") as work:
        payout_drafts.printed(work, draft.id)
    with pytest.raises(NotAllowed), hers.shop.work(careful, channel="office") as work:
        payouts.pay(work, draft.command)
    with hers.shop.work(hers.shop.konsole(), channel="konsole") as work:
        payout_drafts.approve(work, draft.id)
    with hers.shop.work(careful, channel="office") as work:
        payouts.pay(work, payout_drafts.printed(work, draft.id))
    adds_up(hers)


def test_a_transfer_to_an_account_that_changed_since_the_yes_is_asked_for_again(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    bank = {"pay_way": PayWay.TRANSFER, "bank": "BRI", "bank_account": "0123", "bank_holder": "Sri"}
    wishes(hers, **bank)
    draft = begun(hers, None)
    command = printed(hers, draft.id)
    assert (command.way, command.bank_account) == (Way.BANK, "BRI 0123 Sri")
    with hers.shop.work(hers.manager, channel="office") as work:
        masters.change(work.connection, MakerRecord, hers.maker_id, bank_account="9999")

    with pytest.raises(Refused, match="BRI 9999 Sri") as refused:
        post(hers, command)
    with pytest.raises(Refused):
        printed(hers, draft.id)
    assert (refused.value.rule, balance(hers).owed) == ("account-changed", Rupiah(20_000))

    with hers.shop.work(hers.manager, channel="office") as work:
        payout_drafts.drop(work, draft.id)
    post(hers, printed(hers, begun(hers, None).id))
    assert balance(hers).owed == Rupiah(0)
    adds_up(hers)
