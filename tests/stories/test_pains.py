"""What users of other systems suffer most, impossible here: the pains of the books, by their number.

Those that are felt at the screen are in tests/counters/test_pains_at_the_till.py.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from consignment.terms import Bearer
from inventory import locations, queries
from inventory.goods import PriceLine, PriceRule
from inventory.prices import PriceChanged, change_price
from inventory.stock import Move
from koperasi import audit, ledger, members, settings
from koperasi.chart import ACCOUNT_IDS
from koperasi.documents import Document, Kind
from koperasi.errors import NotFound, Refused
from koperasi.ledger import Role
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.rights import Permission
from koperasi.shifts import ShiftClose
from pos import counter as counters
from pos import queries as pos_queries
from pos import recalls, sale_records, slips
from pos.offers import Offers
from pos.queries import OnShelf
from pos.sale_commands import PaidTender, RemovedLine, Rule, SaleCommand, SoldLine
from pos.sale_facts import Sale, SaleLine
from pos.stations import Station
from pos.tenders import Tender, TenderKind
from pos.till_values import Draft
from printing import jobs, texts
from printing.jobs import PrintJob
from printing.slips import Slip
from tests.pos.overriding import supervisor, yes
from tests.returning import back, basket, bring, original
from tests.shops import Counter


def count(counter: Counter, what: object, *where: object) -> int:
    with counter.shop.reading() as connection:
        found = select(func.count()).select_from(what)  # type: ignore[arg-type]
        return connection.execute(found.where(*where)).scalar_one()  # type: ignore[arg-type]


def on_shelf(counter: Counter, product_id: int) -> Quantity:
    with counter.shop.reading() as connection:
        shelf = locations.shelf(connection, counter.shop.branch.id)
        held = pos_queries.on_shelf(
            connection, shelf, [product_id], counter.shop.branch.business_date(counter.shop.clock()), 7
        )
    return held.get(product_id, OnShelf()).quantity


def printing(counter: Counter) -> None:
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"printer": "virtual"})
    counter.shop.reload_settings()


def test_pain_01_a_sale_done_again_is_the_same_sale(counter: Counter) -> None:
    command = counter.command(counter.line(counter.soap, 2, 3_400))
    answers = [counter.post(command) for _n in range(3)]
    answers.append(counter.post(command, happened=True))

    assert [each.new for each in answers] == [True, False, False, False]
    assert {each.number for each in answers} == {command.number.text}
    assert count(counter, Sale) == 1


def test_pain_02_a_printed_receipt_has_its_sale_in_the_books(counter: Counter) -> None:
    """The slip waits in the sale's own transaction: one that fails leaves neither."""
    printing(counter)
    good = counter.command(counter.line(counter.soap, 1, 3_400))
    wrong = replace(good, lines=(replace(good.lines[0], product_id=7),))
    with pytest.raises(NotFound):
        counter.post(wrong)
    assert (count(counter, Sale), count(counter, PrintJob)) == (0, 0)

    counter.post(good)
    with counter.shop.reading() as connection:
        waiting = {each.document_id for each in jobs.waiting(connection, "K1")}
        assert waiting == {good.id}
        assert slips.draw(counter.shop, connection, good.id).to_json()


def test_pain_03_a_cart_that_is_held_outlives_the_close_as_it_was(counter: Counter) -> None:
    counter.open()
    desk = counters.Counter(Station(counter.shop, counter.cashier, counter.shift, "Kasir 1", "K1"))
    cart, _key = desk.open().cart.add(desk.lookup("101").seen[0].found, Quantity.of(3))
    recalls.hold(desk, Draft(cart, (), Offers(), payment_seen=False), "Bu Sri")
    counter.close(300_000)

    counter.open()
    later = counters.Counter(Station(counter.shop, counter.cashier, counter.shift, "Kasir 1", "K1"))
    (held,) = recalls.waiting(later).carts
    assert (held.label, recalls.recall(later, held.cart_id).draft.cart.total) == ("Bu Sri", Rupiah(10_200))


def test_pain_04_a_sale_needs_a_shift_that_is_open_in_the_books(counter: Counter) -> None:
    command = counter.command(counter.line(counter.soap, 1, 3_400))
    with pytest.raises(NotFound):
        counter.post(replace(command, shift_id=12_345))
    counter.close(300_000)

    with pytest.raises(Refused) as refusal:
        counter.post(command)
    assert refusal.value.rule == "shift-closed"
    assert count(counter, Sale) == 0


def statements_of(counter: Counter, deed: object) -> int:
    """How many statements something asks of the database."""
    asked: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    engine = counter.shop.database.engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        assert callable(deed)
        deed()
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    return len(asked)


def test_pain_06_opening_and_scanning_ask_no_more_of_a_large_catalogue(counter: Counter) -> None:
    from inventory import catalogue
    from tests.shops import good

    counter.open()

    def first_scan() -> counters.Counter:
        """As after a start: all that is asked once is asked."""
        desk = counters.Counter(Station(counter.shop, counter.cashier, counter.shift, "Kasir 1", "K1"))
        desk.open()
        desk.lookup("101")
        return desk

    before = statements_of(counter, first_scan)
    with counter.shop.work(counter.shop.konsole(), channel="konsole") as work:
        catalogue.add_many(work, [good(f"M{n:04}", f"Barang Banyak {n}", 1_000 + n) for n in range(400)])

    assert statements_of(counter, first_scan) == before
    assert len(first_scan().search("barang banyak")) == counters.MOST_FOUND


def pack_of_soap(counter: Counter) -> int:
    """Ten pieces of soap in a pack with a code and a price of its own; its unit."""
    from inventory import catalogue
    from inventory.catalogue import NewUnit, UnitAdded

    retail = PriceLine(PriceRule.RETAIL, Rupiah(31_000))
    with counter.shop.work(counter.manager, channel="office") as work:
        pack = NewUnit("Pak", Quantity.of(10), ("8991002101111",), (retail,))
        return catalogue.add_unit(work, UnitAdded(counter.soap, pack))


def test_pain_10_a_packs_code_gives_the_packs_price(counter: Counter) -> None:
    pack = pack_of_soap(counter)
    with counter.shop.reading() as connection:
        (found,) = queries.find_code(connection, "8991002101111")

    assert (found.unit_id, found.unit.factor) == (pack, Quantity.of(10))
    assert [each.price for each in found.unit.prices] == [Rupiah(31_000)]


def test_pain_11_packs_and_pieces_are_one_stock(counter: Counter) -> None:
    counter.buy(counter.soap, 24, 60_000)
    pack = pack_of_soap(counter)
    price, ten = Rupiah(31_000), Quantity.of(10)
    said = (price, price, Rule.RETAIL, "", price, ZERO, Bearer.SHOP)
    counter.sell(SoldLine(counter.soap, pack, "Pak", ten, ONE, *said), counter.line(counter.soap, 3, 3_400))

    assert on_shelf(counter, counter.soap) == Quantity.of(11)


def balance_at(counter: Counter, product_id: int, document_id: int) -> Quantity:
    """What the ledger of goods held when a document had been posted, whatever came after."""
    with counter.shop.reading() as connection:
        moment = connection.execute(select(Document.posted_at).where(Document.id == document_id)).scalar_one()
        moved = (
            select(func.sum(Move.quantity))
            .join(Document, Document.id == Move.document_id)
            .where(Move.product_id == product_id, Document.posted_at <= moment)
        )
        return connection.execute(moved).scalar_one()  # type: ignore[no-any-return]


def test_pain_12_what_was_on_the_shelf_at_an_instant_does_not_change_with_later_sales(counter: Counter) -> None:
    counter.buy(counter.soap, 24, 60_000)
    counted_after = counter.sell(counter.line(counter.soap, 4, 3_400)).document_id
    before = balance_at(counter, counter.soap, counted_after)
    counter.sell(counter.line(counter.soap, 5, 3_400))

    assert before == balance_at(counter, counter.soap, counted_after) == Quantity.of(20)
    assert on_shelf(counter, counter.soap) == Quantity.of(15)


def test_pain_13_stock_falls_with_the_sale_and_the_last_piece_is_still_sold(counter: Counter) -> None:
    counter.buy(counter.soap, 1, 2_500)
    counter.sell(counter.line(counter.soap, 1, 3_400))
    assert on_shelf(counter, counter.soap) == Quantity(0)

    counter.sell(counter.line(counter.soap, 1, 3_400))
    assert on_shelf(counter, counter.soap) == Quantity.of(-1)


def test_pain_14_no_difference_and_no_unprinted_paper_blocks_a_close(counter: Counter) -> None:
    printing(counter)
    counter.sell(counter.line(counter.soap, 1, 3_400))
    done = counter.close(287_650)

    assert (done.expected, done.counted) == (Rupiah(303_400), Rupiah(287_650))
    with counter.shop.reading() as connection:
        assert ledger.balance(connection, ACCOUNT_IDS[Role.OVER_SHORT]) == Rupiah(303_400 - 287_650)


def test_pain_15_change_given_is_no_cash_in_the_drawer(counter: Counter) -> None:
    counter.sell(counter.line(counter.soap, 1, 3_400), cash=50_000)

    assert counter.close(303_400).expected == Rupiah(303_400)


def test_pain_16_two_shifts_of_a_day_are_counted_apart_and_never_forced_to_agree(counter: Counter) -> None:
    counter.open(100_000)
    counter.sell(counter.line(counter.soap, 1, 3_400))
    first = counter.close(104_000)
    counter.open(50_000)
    counter.sell(counter.line(counter.soap, 2, 3_400))
    second = counter.close(56_800)

    assert [(each.expected, each.counted) for each in (first, second)] == [
        (Rupiah(103_400), Rupiah(104_000)),
        (Rupiah(56_800), Rupiah(56_800)),
    ]
    assert count(counter, ShiftClose) == 2


@pytest.mark.parametrize("pieces", [(3,), (1, 1, 1), (2, 1)])
def test_pain_17_what_was_rounded_is_given_back_as_it_was_rounded(counter: Counter, pieces: tuple[int, ...]) -> None:
    """Three at Rp 3.333 are Rp 9.999, of which Rp 9.900 were paid; all of it back is Rp 9.900."""
    sold = counter.sell(counter.line(counter.soap, 3, 3_333))
    assert sold.rounding == Rupiah(-99)
    given = [bring(counter, back(counter, sold.document_id, each)) for each in pieces]

    assert sum((each.total + each.rounding).amount for each in given) == -9_900
    assert counter.close(300_000).expected == Rupiah(300_000)


def test_pain_18_nothing_can_be_added_to_a_sale_that_is_done(counter: Counter) -> None:
    command = counter.command(counter.line(counter.soap, 1, 3_400))
    counter.post(command)
    more = replace(command, lines=(*command.lines, counter.line(counter.cookies, 1, 12_500)))
    assert counter.post(more).new is False

    assert count(counter, SaleLine, SaleLine.document_id == command.id) == 1


def test_pain_19_no_more_comes_back_than_was_sold(counter: Counter) -> None:
    sold = counter.sell(counter.line(counter.soap, 3, 3_400))
    late = basket(counter, back(counter, sold.document_id, 2))
    bring(counter, back(counter, sold.document_id, 2))
    with pytest.raises(Refused) as refusal:
        counter.post(late)

    assert refusal.value.rule == "returned-already"
    assert original(counter, sold.document_id).left == Quantity.of(1)


def test_pain_20_what_a_member_was_when_she_bought_stays_in_the_sale(counter: Counter) -> None:
    posted = counter.sell(counter.line(counter.soap, 1, 3_400), member=True)
    with counter.shop.work(counter.manager, channel="office") as work:
        members.change(work, counter.member_id, {}, {"price_class": "pengurus"})

    with counter.shop.reading() as connection:
        command = sale_records.command_of(connection, posted.document_id)
    assert (command.member_id, command.price_class) == (counter.member_id, members.USUAL_CLASS)


def test_pain_21_a_changed_price_holds_at_the_very_next_scan(counter: Counter) -> None:
    counter.open()
    desk = counters.Counter(Station(counter.shop, counter.cashier, counter.shift, "Kasir 1", "K1"))
    (seen,) = desk.lookup("101").seen
    line = PriceLine(PriceRule.RETAIL, Rupiah(3_900))
    with counter.shop.work(counter.manager, channel="office") as work:
        change_price(work, PriceChanged(seen.found.unit_id, line))
    cart = desk.open().cart.add(desk.lookup("101").seen[0].found)[0]

    assert cart.total == Rupiah(3_900)


def test_pain_22_anothers_yes_is_for_one_sale_and_stays_in_the_trail(counter: Counter) -> None:
    line = counter.line(counter.soap, 10, 3_400, discount=20_000)
    given = yes(counter, supervisor(counter), Permission.SALE_DISCOUNT, 20_000)
    command = replace(counter.command(line), approvals=(given,))
    counter.post(command)
    with pytest.raises(Refused):
        counter.post(replace(counter.command(line), approvals=(given,)))

    with counter.shop.reading() as connection:
        links = select(audit.AuditLink.deed).where(audit.AuditLink.actor_id == given.approver_id)
        assert "approved:pos:sale:discount" in set(connection.execute(links).scalars())
        assert sale_records.command_of(connection, command.id).actor_id == counter.cashier.id


def test_pain_22_a_line_that_was_taken_out_stays_in_the_record(counter: Counter) -> None:
    gone = RemovedLine(counter.soap, "Pcs", ONE, Rupiah(3_400), "salah scan", counter.shop.clock())
    command = replace(counter.command(counter.line(counter.cookies, 1, 12_500)), removed=(gone,))
    counter.post(command)

    with counter.shop.reading() as connection:
        assert sale_records.command_of(connection, command.id).removed == (gone,)


def test_pain_23_a_copy_says_so_and_a_receipt_has_its_place_in_the_queue_once(counter: Counter) -> None:
    printing(counter)
    command = counter.command(counter.line(counter.soap, 1, 3_400))
    for _n in range(3):
        counter.post(command)
    assert count(counter, PrintJob, PrintJob.kind == jobs.JobKind.SLIP) == 1
    assert count(counter, PrintJob, PrintJob.kind == jobs.JobKind.DRAWER) == 1

    slips.print_copy(Station(counter.shop, counter.cashier, printer="K1"), counter.cashier, command.id)
    with counter.shop.reading() as connection:
        (copy,) = connection.execute(select(PrintJob.slip).where(PrintJob.copy == 1)).scalars()
    assert "SALINAN 1" in texts.text(Slip.from_json(copy), 48)


def owing(counter: Counter, amount: int) -> SaleCommand:
    line = counter.line(counter.cookies, 1, amount)
    return counter.command(line, tenders=(Tender(TenderKind.KASBON, Rupiah(amount)),), member=True)


def test_pain_24_her_limit_holds_in_the_very_transaction_that_owes(counter: Counter) -> None:
    counter.post(owing(counter, 480_000))
    with pytest.raises(Refused) as refusal:
        counter.post(owing(counter, 30_000))

    assert refusal.value.rule == "credit-limit"
    with counter.shop.reading() as connection:
        owes = ledger.party_balance(connection, ACCOUNT_IDS[Role.MEMBER_RECEIVABLE], counter.member_id)
    assert owes == Rupiah(480_000)


def test_pain_25_what_keeps_shortest_is_sold_first_and_what_is_past_its_date_last(counter: Counter) -> None:
    today = counter.shop.clock()
    counter.buy(counter.soap, 5, 10_000, expires_on=today + timedelta(days=90))
    counter.buy(counter.soap, 5, 11_000, expires_on=today + timedelta(days=3))
    counter.buy(counter.soap, 5, 12_000, expires_on=today - timedelta(days=1))
    posted = [counter.sell(counter.line(counter.soap, 5, 3_400)).document_id for _n in range(3)]

    with counter.shop.reading() as connection:
        costs = [connection.execute(select(Sale.cost).where(Sale.document_id == each)).scalar_one() for each in posted]
    assert costs == [Rupiah(11_000), Rupiah(10_000), Rupiah(12_000)]


def test_numbers_of_sales_have_no_gap_and_no_twin(counter: Counter) -> None:
    for _n in range(5):
        counter.sell(counter.line(counter.soap, 1, 3_400))
    with counter.shop.reading() as connection:
        found = select(Document.seq).where(Document.kind == Kind.SALE).order_by(Document.seq)
        assert [*connection.execute(found).scalars()] == [1, 2, 3, 4, 5]
    assert PaidTender(TenderKind.CASH, Rupiah(5_000), Rupiah(1_600)).applied == Rupiah(3_400)
