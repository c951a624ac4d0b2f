"""What was put off for later is accepted or rejected, once, by one who might have allowed it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from koperasi import uids
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.money import Rupiah
from koperasi.rights import Permission
from koperasi.work import Actor
from pos import approval_reviews, approvals, checks
from pos.approval_reviews import Deferred, ReviewCommand
from tests.pos.overriding import ask, may_defer, station, supervisor
from tests.shops import Counter


def put_off(counter: Counter, off: int = 20_000) -> Deferred:
    """A discount that the cashier gave alone."""
    may_defer(counter, 500_000)
    counter.buy(counter.soap, 100, 10_000)
    given = approvals.defer(station(counter), ask(Permission.SALE_DISCOUNT, off), "sendirian")
    line = counter.line(counter.soap, 100, 3_400, off)
    counter.post(replace(counter.command(line), approvals=(given,)))
    with counter.shop.reading() as connection:
        return approval_reviews.deferred(connection)[-1]


def review(counter: Counter, by: Actor, of: Deferred, accepted: bool = True, reason: str = "") -> ReviewCommand:
    now = counter.shop.clock()
    with counter.shop.work(by, channel="office") as work:
        command = ReviewCommand(work.mint(), uids.new_uid(now), of.document_id, of.line, accepted, reason, now)
        approval_reviews.review(work, command)
    return command


def test_what_was_put_off_waits_with_all_that_must_be_known(counter: Counter) -> None:
    waits = put_off(counter)
    assert (waits.cashier, waits.permission, waits.amount) == ("Rina Astuti", "pos:sale:discount", Rupiah(20_000))
    assert (waits.reason, waits.before, waits.after) == ("sendirian", "Rp 34.000", "Rp 14.000")
    assert waits.number.startswith("K1")
    with counter.shop.reading() as connection:
        assert approval_reviews.waiting(connection) == 1


@pytest.mark.parametrize(("accepted", "why"), [(True, ""), (False, "tanpa alasan")])
def test_it_is_accepted_or_rejected_once(counter: Counter, accepted: bool, why: str) -> None:
    person = supervisor(counter)
    waits = put_off(counter)
    review(counter, person, waits, accepted, why)

    with counter.shop.reading() as connection:
        assert approval_reviews.waiting(connection) == 0
        assert approval_reviews.deferred(connection) == []
        (seen,) = approval_reviews.deferred(connection, waiting_only=False)
    assert (seen.accepted, seen.reviewer) == (accepted, "Pak Slamet")
    with pytest.raises(Refused) as refusal:
        review(counter, counter.manager, waits)
    assert refusal.value.rule == "reviewed"
    assert checks.wrong(counter.shop) == []


def test_doing_the_review_twice_is_once(counter: Counter) -> None:
    command = review(counter, supervisor(counter), put_off(counter))
    with counter.shop.work(counter.manager, channel="office") as work:
        approval_reviews.review(work, command)


def test_a_no_says_why(counter: Counter) -> None:
    with pytest.raises(BadInput):
        review(counter, supervisor(counter), put_off(counter), accepted=False)


def test_only_one_who_might_have_allowed_it_reviews_it(counter: Counter) -> None:
    person = supervisor(counter)
    waits = put_off(counter, 100_001)
    with pytest.raises(NotAllowed):
        review(counter, counter.cashier, waits)
    with pytest.raises(NotAllowed):
        review(counter, person, waits)
    review(counter, counter.manager, waits)


def test_nobody_reviews_her_own(counter: Counter) -> None:
    person = supervisor(counter)
    waits = put_off(counter)
    own = replace(waits, document_id=waits.document_id)
    with counter.shop.work(replace(person, id=counter.cashier.id), channel="office") as work:
        now = counter.shop.clock()
        command = ReviewCommand(work.mint(), uids.new_uid(now), own.document_id, own.line, True, "", now)
        with pytest.raises(NotAllowed):
            approval_reviews.review(work, command)


def test_what_was_never_put_off_is_not_reviewed(counter: Counter) -> None:
    waits = put_off(counter)
    with pytest.raises(NotFound):
        review(counter, counter.manager, replace(waits, line=9))
