"""The demo's makers: what was agreed with them, what they bring, and how they are paid.

Each has an agreement from before the first day.  Every week their statements are drawn up,
agreed, and paid out of the safe; what was damaged is settled by who answers for it.  The
last days are left open, so that there is something to do today.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from consignment import (
    agreement_deeds,
    agreement_queries,
    answers,
    deliveries,
    entries,
    giveback_deeds,
    loss_desks,
    maker_deeds,
    maker_lots,
    payout_runs,
    statement_desks,
)
from consignment.agreement_deeds import AgreementCommand
from consignment.agreements import AfterGrace, AfterPayout, AgreedRule, Conditions, Cycle, Markdown, PriceBy
from consignment.answers import AnswerCommand, DisputedLine
from consignment.deliveries import DeliveredLine, DeliveryCommand
from consignment.delivery_facts import Confirmed
from consignment.givebacks import GivebackCommand, GivenLine, Why
from consignment.maker_deeds import GroupCommand, MakerSetUp
from consignment.makers import PayWay, Wishes
from consignment.payout_runs import RunAsk, Who
from consignment.statement_facts import Answered, Proof
from inventory import locations, write_offs
from inventory.products import Product
from inventory.write_offs import Cause, SpoiltLine, WriteOffCommand
from koperasi import masters, member_pins, uids
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.shop import Shop
from koperasi.work import Actor
from pos.demo.lists import Brought
from pos.demo.shelves import Shelves

#: Who has consented that her kasbon is taken off; who saves a tenth of each payout; who is paid by bank.
SET_OFF, SAVER, BANKED = "A-0014", "A-0007", "P-02"
#: Members who chose a PIN, to look for themselves (the demo's own).
PINS = {"A-0003": "731946", "A-0014": "264850"}
#: Of this group's list the members that the demo knows.
GROUP, GROUP_MAKERS = "P-01", ("A-0041", "A-0035")
#: The weekday on which makers are paid, Monday being 0, and who disputes her last statement.
PAY_DAY, DISPUTING = 0, "A-0022"
#: What was broken on the shelf, what she fetched again, and how many.
BROKEN, FETCHED = ("4404", "4302"), ("A-0022", "4207", 4)
#: What was put aside to be fetched, and how many of each.
ASIDE = (("A-0011", 2), ("A-0019", 3))
#: One of so many batches has a piece that is not good enough.
PICKY = 5


def agree(shop: Shop, shelves: Shelves, parties: Mapping[str, int], actor: Actor, at: datetime) -> None:
    """Sign with every maker what her goods say, and keep how she is paid."""
    day = shop.branch.business_date(at)
    for code in sorted({each.ware.maker for each in shelves.brought}):
        hers = [each for each in shelves.brought if each.ware.maker == code]
        rules = tuple(
            AgreedRule(each.terms, product_id=shelves.stands[each.ware.code].good.product_id) for each in hers
        )
        with shop.work(actor, channel="office", now=at) as work:
            command = AgreementCommand(
                work.mint(), uids.new_uid(at), parties[code], day, at, day, rules, _conditions(hers)
            )
            agreement_deeds.sign(work, command)
        _set_up(shop, code, parties[code], actor, at)
    _mark_food(shop, shelves, actor, at)
    with shop.work(actor, channel="office", now=at) as work:
        maker_deeds.set_group(work, GroupCommand(parties[GROUP], tuple(parties[each] for each in GROUP_MAKERS)))


def _mark_food(shop: Shop, shelves: Shelves, actor: Actor, at: datetime) -> None:
    """What keeps for some days only is food: it is never sold past its date, nor kept by the shop."""
    food = [shelves.stands[each.ware.code].good.product_id for each in shelves.brought if each.keeps]
    with shop.work(actor, channel="office", now=at) as work:
        for product in food:
            masters.change(work.connection, Product, product, food=True)


def _conditions(hers: Sequence[Brought]) -> Conditions:
    """Food is paid weekly and goes back in time; bags stay long, go down in price, and the shop keeps what returns."""
    if any(each.keeps for each in hers):
        return Conditions(
            price_by=PriceBy.MAKER,
            hold_days=2,
            shelf_days=min(each.keeps for each in hers if each.keeps) - 7,
            grace_days=5,
            cycle=Cycle.WEEKLY,
            pay_day=PAY_DAY,
            min_payout=Rupiah(20_000),
        )
    return Conditions(
        price_by=PriceBy.SHOP,
        hold_days=3,
        shelf_days=90,
        grace_days=14,
        after_grace=AfterGrace.CONVERT,
        after_payout=AfterPayout.SHOP_KEEPS,
        cycle=Cycle.TWO_WEEKS,
        pay_day=PAY_DAY,
        min_payout=Rupiah(50_000),
        markdowns=(Markdown(14, 500), Markdown(60, 1_000), Markdown(80, 2_500)),
    )


def _set_up(shop: Shop, code: str, party: int, actor: Actor, at: datetime) -> None:
    day = shop.branch.business_date(at)
    wishes = Wishes()
    if code == SAVER:
        wishes = replace(wishes, savings_bps=1_000, savings_since=day)
    elif code == BANKED:
        wishes = replace(wishes, pay_way=PayWay.TRANSFER, bank="BRI", bank_account="0123010456789", bank_holder="Purna")
    with shop.work(actor, channel="office", now=at) as work:
        maker_deeds.set_up(work, MakerSetUp(party, wishes, set_off_since=day if code == SET_OFF else None))
    if code in PINS:
        with shop.work(actor, channel="office", now=at) as work:
            member_pins.give(work, party, PINS[code])


def deliver(shop: Shop, shelves: Shelves, maker: str, party: int, day_number: int, actor: Actor, at: datetime) -> None:
    """A maker brings those of her goods whose turn it is, unless plenty is left."""
    day = shop.branch.business_date(at)
    hers = [each for each in shelves.brought if each.ware.maker == maker and day_number % each.every == 0]
    due = [each for each in hers if shelves.stands[each.ware.code].left < Quantity.of(2 * each.batch)]
    if not due:
        return
    with shop.reading() as connection:
        agreement = agreement_queries.in_force(connection, party, day)
    agreed = agreement.id if agreement else None
    lines = tuple(_brought(shelves, each, day, day_number, agreed) for each in due)
    with shop.work(actor, channel="office", now=at) as work:
        command = DeliveryCommand(
            work.mint(), uids.new_uid(at), party, day, at, lines, agreement_id=agreed, confirmed=Confirmed.SIGNATURE
        )
        deliveries.receive(work, command)
    for each, line in zip(due, lines, strict=True):
        shelves.stands[each.ware.code].left += line.quantity


def _brought(shelves: Shelves, each: Brought, day: date, number: int, agreed: int | None) -> DeliveredLine:
    offered = Quantity.of(each.batch)
    poor = each.keeps > 0 and (number + int(each.ware.code)) % PICKY == 0
    return DeliveredLine(
        shelves.stands[each.ware.code].good.product_id,
        offered - ONE if poor else offered,
        each.terms,
        day + timedelta(days=each.keeps) if each.keeps else None,
        unit=each.ware.unit,
        offered=offered,
        why="kemasan bocor" if poor else "",
        price=each.ware.price,
        produced_on=day - timedelta(days=1) if each.keeps else None,
        agreement_id=agreed,
    )


def pay_week(shop: Shop, day: date, actor: Actor) -> None:
    """Statements up to yesterday, each agreed by signature, and everyone paid who is due."""
    for statement in _stated(shop, day, actor):
        _answer(shop, statement, actor, ())
    ask = RunAsk(Who.DUE, cut_off=day - timedelta(days=1), day=day, way=None, pays=True)
    payout_runs.run(shop, actor, ask)


def _stated(shop: Shop, day: date, actor: Actor, party: int | None = None) -> tuple[int, ...]:
    """Statements up to yesterday of all of whom there is something new, or of one."""
    last = day - timedelta(days=1)
    wanted = [each.maker_id for each in statement_desks.listed(shop).makers if each.since]
    with shop.reading() as connection:
        known = [each for each in wanted if entries.of_maker(connection, each, last)]
    return statement_desks.draw_all(shop, actor, last, [each for each in known if party in (None, each)]).made


def _answer(shop: Shop, statement: int, actor: Actor, disputed: tuple[DisputedLine, ...]) -> None:
    now = shop.clock()
    answer = Answered.DISPUTED if disputed else Answered.AGREED
    with shop.work(actor, channel="office") as work:
        command = AnswerCommand(
            work.mint(),
            uids.new_uid(now),
            statement,
            answer,
            Proof.SIGNATURE,
            shop.branch.business_date(now),
            now,
            disputed=disputed,
        )
        answers.answer(work, command)


def dispute(shop: Shop, party: int, day: date, actor: Actor) -> None:
    """Her newest statement, of which she says that one piece is missing."""
    for statement in _stated(shop, day, actor, party):
        _answer(shop, statement, actor, (DisputedLine(1, "hitungan saya lebih satu bungkus", Rupiah(12_000)),))


def break_some(shop: Shop, shelves: Shelves, actor: Actor, at: datetime) -> None:
    """A piece of some goods falls off the shelf."""
    with shop.reading() as connection:
        shelf = locations.shelf(connection, shop.branch.id)
    stands = [shelves.stands[code] for code in BROKEN if shelves.stands[code].left >= ONE]
    lines = tuple(SpoiltLine(each.good.product_id, each.ware.unit, ONE, ONE, Cause.DAMAGED) for each in stands)
    if not lines:
        return
    with shop.work(actor, channel="office", now=at) as work:
        day = shop.branch.business_date(at)
        write_offs.write_off(work, WriteOffCommand(work.mint(), uids.new_uid(at), shelf, day, at, lines, "jatuh"))
    for each in stands:
        each.left -= ONE


def settle(shop: Shop, actor: Actor) -> None:
    """What is known of losses is settled as it was agreed."""
    loss_desks.settle_all(shop, actor, loss_desks.read(shop).rows)


def fetch(shop: Shop, shelves: Shelves, parties: Mapping[str, int], actor: Actor, at: datetime) -> None:
    """A maker takes some of what does not sell home again."""
    code, good, pieces = FETCHED
    stand, left = shelves.stands[good], Quantity.of(pieces)
    day = shop.branch.business_date(at)
    with shop.reading() as connection:
        lots = [
            each
            for each in maker_lots.lots(connection, shop.branch.id, day, [parties[code]])
            if each.product_id == stand.good.product_id and each.quantity >= left
        ]
    if not lots:
        return
    lines = (GivenLine(lots[0].lot_id, lots[0].location_id, left, Why.UNSOLD),)
    now = shop.clock()
    command = GivebackCommand(shop.minter.next(), uids.new_uid(now), parties[code], day, at, lines)
    giveback_deeds.give_back(shop, actor, command, "")
    stand.left -= left
    for maker, pieces_aside in ASIDE:
        _put_aside(shop, shelves, parties[maker], Quantity.of(pieces_aside), actor)


def _put_aside(shop: Shop, shelves: Shelves, party: int, pieces: Quantity, actor: Actor) -> None:
    """Some of the first lot that has enough waits for its maker, so that nobody buys it."""
    desk = giveback_deeds.read(shop, party)
    there = [each for each in desk.lots if each.quantity >= pieces]
    if there:
        giveback_deeds.set_aside(shop, actor, desk.mark(there[0], pieces))
        stand = next(each for each in shelves.stands.values() if each.good.product_id == there[0].product_id)
        stand.left -= pieces
