"""A maker whose goods sell, and her payouts, in a few words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from consignment import agreement_deeds, entries, payout_queries, payouts
from consignment.agreement_deeds import AgreementCommand
from consignment.agreements import AgreedRule, Conditions
from consignment.entries import Balance
from consignment.makers import MakerRecord
from consignment.payout_draws import Ask, PayoutDraft
from consignment.payout_facts import Undone, Way
from consignment.payout_queries import PaidHead
from consignment.payouts import PayoutCommand, ReversalCommand
from consignment.terms import Deal, Terms
from inventory import catalogue
from koperasi import ledger, masters, settings, uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.work import Actor
from pos import checks
from tests import returning
from tests.shops import Counter, good

#: The whole price is hers: amounts in tests are what was sold.
ALL_HERS = Terms(Deal.COMMISSION, 0)


def maker_member(counter: Counter) -> Counter:
    """The same shop with its member as the maker, so that she has kasbon and savings."""
    return replace(counter, maker_id=counter.member_id)


def cakes(counter: Counter, code: str = "291", terms: Terms = ALL_HERS, quantity: int = 1_000) -> int:
    """A good of hers with plenty on the shelf."""
    with counter.shop.work(counter.shop.konsole(), channel="konsole") as work:
        (product,) = catalogue.add_many(work, [good(code, f"Kue {code}", 12_500)])
    counter.deliver(product, quantity, terms)
    return product


def earn(counter: Counter, product: int, amount: int, **how: Any) -> int:
    """She earns so much by one sale; returns its document."""
    return counter.sell(counter.line(product, 1, amount), **how).document_id


def bring_back(counter: Counter, sale_id: int, quantity: int = 1) -> int:
    """A customer brings so much of a sale back; returns the return's document."""
    command = returning.basket(counter, returning.back(counter, sale_id, quantity))
    return counter.post(command, approver=counter.manager).document_id


def agree(counter: Counter, **conditions: Any) -> None:
    """Sign an agreement with her, from today on."""
    now = counter.shop.clock()
    day = today(counter)
    rules = (AgreedRule(ALL_HERS),)
    head = (counter.shop.minter.next(), uids.new_uid(now), counter.maker_id, day, now, day)
    with counter.shop.work(counter.manager, channel="office") as work:
        agreement_deeds.sign(work, AgreementCommand(*head, rules, Conditions(**conditions)))


def wishes(counter: Counter, **said: Any) -> None:
    """What she wishes of how she is paid."""
    usual = {"standing": "active", "pay_way": "cash", "bank": "", "bank_account": "", "bank_holder": "", "heir": ""}
    row = {"party_id": counter.maker_id, "savings_bps": 0, "note": "", **usual, **said}
    with counter.shop.work(counter.manager, channel="office") as work:
        masters.add(work.connection, MakerRecord, [row])


def consent(counter: Counter, since: date | None) -> None:
    """She agrees in writing that her kasbon is taken off, or does no more."""
    with counter.shop.work(counter.manager, channel="office") as work:
        masters.change(work.connection, Party, counter.maker_id, set_off_since=since)


def set_to(counter: Counter, **values: Any) -> None:
    with counter.shop.work(counter.manager, channel="office") as work:
        settings.change(work, values)
    counter.shop.reload_settings()


def later(counter: Counter, days: int) -> None:
    """Days pass; nobody is at the till meanwhile."""
    counter.shop.clock.at += timedelta(days=days)  # type: ignore[attr-defined]


def today(counter: Counter) -> date:
    return counter.shop.branch.business_date(counter.shop.clock())


def drawn(counter: Counter, way: Way | None = Way.SAFE, **more: Any) -> PayoutDraft:
    day = today(counter)
    ask = Ask(counter.maker_id, more.pop("cut_off", day), day, way, **more)
    with counter.shop.reading() as connection:
        return payouts.draw(connection, ask, counter.shop.settings)


def commanded(counter: Counter, draft: PayoutDraft, **more: Any) -> PayoutCommand:
    now = counter.shop.clock()
    made = payouts.command(draft, counter.shop.minter.next(), uids.new_uid(now), now, counter.shift)
    return replace(made, **more)


def post(counter: Counter, command: PayoutCommand, by: Actor | None = None, approver: Actor | None = None) -> str:
    with counter.shop.work(by or counter.manager, approver=approver, channel="office") as work:
        return payouts.pay(work, command)


def pay(counter: Counter, way: Way | None = Way.SAFE, **more: Any) -> PaidHead:
    """Draw and pay her; returns the payout."""
    command = commanded(counter, drawn(counter, way, **more))
    post(counter, command)
    return seen(counter, command.id)


def seen(counter: Counter, document_id: int) -> PaidHead:
    with counter.shop.reading() as connection:
        return payout_queries.by_id(connection, document_id)


def back(counter: Counter, payout_id: int, undone: Undone = Undone.WRONG, **more: Any) -> ReversalCommand:
    now = counter.shop.clock()
    head = (counter.shop.minter.next(), uids.new_uid(now), payout_id, today(counter), now, undone, "salah orang")
    command = ReversalCommand(*head, **more)
    with counter.shop.work(counter.manager, channel="office") as work:
        payouts.reverse(work, command)
    return command


def balance(counter: Counter) -> Balance:
    with counter.shop.reading() as connection:
        return entries.balances(connection, today(counter), [counter.maker_id]).get(counter.maker_id, Balance())


def booked(counter: Counter, role: Role, *, hers: bool = False) -> int:
    """An account's balance, or hers on it."""
    with counter.shop.reading() as connection:
        account = ACCOUNT_IDS[role]
        if hers:
            return ledger.party_balance(connection, account, counter.maker_id).amount
        return ledger.balance(connection, account).amount


def adds_up(counter: Counter) -> None:
    """All books agree, and what is open of her entries is what she is owed."""
    assert checks.wrong(counter.shop) == []
    with counter.shop.reading() as connection:
        mine = payout_queries.open_entries(connection, [counter.maker_id]).get(counter.maker_id, [])
    assert Rupiah(sum(each.open.amount for each in mine)) == balance(counter).owed
