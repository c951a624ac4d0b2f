"""Whatever happens in a shop, its books agree: random days on both engines.

Small in an ordinary run; for a proof:

    HYPOTHESIS_PROFILE=long ./mart test tests/laws
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from consignment.terms import Bearer, Deal, Terms
from inventory.purchases import PaidFrom
from koperasi import shifts, shops, users
from koperasi.cash import CashKind
from koperasi.chart import ACCOUNT_IDS
from koperasi.database import open_database
from koperasi.errors import Refused
from koperasi.keys import StateFolder
from koperasi.ledger import Role, party_balance
from koperasi.money import Rupiah
from koperasi.setups import NewShop
from koperasi.shops import Place
from pos import checks, founding
from tests.clusters import Cluster
from tests.laws.days import Days, Goods, furnish, recorded
from tests.places import stamped_tables
from tests.shops import TEST_KEYS, Clock, Counter, small_shop

PAYMENTS = ("cash", "qris", "transfer", "qris+cash", "transfer+cash")
MEMBERS_PAYMENTS = (*PAYMENTS, "kasbon", "kasbon+cash")


@dataclass(frozen=True, slots=True)
class Template:
    """A furnished shop, closed, of which each example gets a copy."""

    folder: Path
    url: str
    counter: Counter
    goods: Goods
    second_maker: int
    copy: Callable[[], str]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Template:
    folder = tmp_path_factory.mktemp("laws")
    if request.param == "sqlite":
        url = str(folder / "shop.db")

        def copy() -> str:
            return shutil.copy(url, tempfile.mkdtemp(dir=folder))
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        url = cluster.create()
        name = url.split("/")[3].partition("?")[0]

        def copy() -> str:
            return cluster.create(name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(users, "MEMORY_KIB", 1024)
        shop = founding.furnish(
            open_database(url),
            StateFolder(folder / "state"),
            NewShop(branch_name="Ngantang"),
            keys=TEST_KEYS,
            clock=Clock(),
            make_tables=stamped_tables,
        )
        counter = small_shop(shop)
        goods, second_maker = furnish(counter)
        shop.close()
    return Template(folder, url, counter, goods, second_maker, copy)


class ShopDays(RuleBasedStateMachine):
    """A shop, opened anew for each example, in which anything may happen in any order."""

    def __init__(self, template: Template) -> None:
        super().__init__()
        state = Path(tempfile.mkdtemp(dir=template.folder))
        shutil.copytree(template.folder / "state", state, dirs_exist_ok=True)
        self.place = Place(template.copy(), state)
        self.clock = Clock()
        shop = shops.open_shop(self.place, self.clock)
        self.days = Days(shop, template.counter, template.goods, template.second_maker)

    def teardown(self) -> None:
        self.days.shop.close()
        if self.place.on_file:
            shutil.rmtree(Path(self.place.database).parent)
        shutil.rmtree(self.place.state)

    @property
    def is_open(self) -> bool:
        return self.days.shift is not None

    @initialize(amount=st.integers(0, 500_000))
    def first_morning(self, amount: int) -> None:
        self.days.open(amount)
        for product in self.days.goods.makers:  # whose goods these are is fixed by their first move
            self.days.deliver(product, 1_000, Terms(Deal.COMMISSION, 1_000), None)

    @precondition(lambda self: not self.is_open)
    @rule(amount=st.integers(0, 500_000))
    def open_a_shift(self, amount: int) -> None:
        self.days.open(amount)

    @rule(
        lines=st.lists(
            st.tuples(
                st.integers(0, 1), st.integers(1, 30_000), st.integers(0, 200_000), st.none() | st.integers(-2, 10)
            ),
            min_size=1,
            max_size=3,
        ),
        paid_from=st.sampled_from([PaidFrom.CREDIT, PaidFrom.SAFE, PaidFrom.BANK]),
    )
    def buy(self, lines: list[tuple[int, int, int, int | None]], paid_from: PaidFrom) -> None:
        own = self.days.goods.own
        self.days.buy([(own[which], *rest) for which, *rest in lines], paid_from)  # type: ignore[misc]

    @rule(
        which=st.integers(0, 1),
        quantity=st.integers(1, 30_000),
        terms=st.builds(Terms, st.just(Deal.COMMISSION), st.integers(0, 10_000))
        | st.builds(lambda each: Terms(Deal.FIXED, 0, Rupiah(each)), st.integers(0, 20_000)),
        keeps=st.none() | st.integers(0, 10),
    )
    def deliver(self, which: int, quantity: int, terms: Terms, keeps: int | None) -> None:
        self.days.deliver(self.days.goods.makers[which], quantity, terms, keeps)

    @precondition(lambda self: self.is_open)
    @rule(data=st.data(), member=st.booleans(), more=st.integers(0, 50_000))
    def sell(self, data: st.DataObject, member: bool, more: int) -> None:
        lines = data.draw(sold_lines(self.days), label="lines")
        pay = data.draw(st.sampled_from(MEMBERS_PAYMENTS if member else PAYMENTS), label="pay")
        self.days.sell(self.days.sale(lines, pay, member, more=more))

    @precondition(lambda self: self.is_open)
    @rule(quantity=st.integers(1, 9_000), price=st.integers(0, 20_000), which=st.integers(0, 3))
    def take_back_as_a_ticket_says(self, quantity: int, price: int, which: int) -> None:
        line = recorded(self.days.line(self.days.goods.stocked[which], -quantity, price, 0, Bearer.SHOP))
        self.days.sell(self.days.sale([line], "cash", member=False), channel="import")

    @precondition(lambda self: self.is_open)
    @rule(kind=st.sampled_from(list(CashKind)), amount=st.integers(1, 100_000))
    def move_cash(self, kind: CashKind, amount: int) -> None:
        self.days.move(kind, amount)

    @precondition(lambda self: self.is_open)
    @rule(over=st.integers(-5_000, 5_000))
    def hand_the_shift_over(self, over: int) -> None:
        expected = self.days.book.in_drawer
        handed = self.days.hand_over(over)
        assert handed.expected == expected
        assert handed.counted == self.days.book.in_drawer

    @precondition(lambda self: self.is_open and self.days.book.in_drawer >= Rupiah(0))
    @rule(over=st.integers(-5_000, 5_000), left=st.booleans())
    def close_the_shift(self, over: int, left: bool) -> None:
        expected = self.days.book.in_drawer
        z = self.days.close(over, left)
        assert z.cash.expected == expected

    @precondition(lambda self: not self.is_open and self.days.closed is not None)
    @rule(data=st.data(), member=st.booleans())
    def post_late(self, data: st.DataObject, member: bool) -> None:
        """What a till did while it was cut off, heard of after its shift was closed."""
        lines = data.draw(sold_lines(self.days), label="lines")
        self.days.sell(self.days.sale(lines, "cash", member, self.days.closed), happened=True)

    @precondition(lambda self: self.is_open)
    @rule(data=st.data(), short=st.integers(1, 500))
    def refuse_too_little(self, data: st.DataObject, short: int) -> None:
        """A broken command is refused, and not a row of it stays."""
        lines = [self.days.line(self.days.goods.soap, 1_000, 3_400, 0, Bearer.SHOP)]
        command = self.days.sale(lines, "qris", member=False)
        (tender,) = command.tenders
        less = type(tender)(tender.kind, tender.given - Rupiah(short), tender.change)
        before = self.days.rows()
        with pytest.raises(Refused, match="Kurang"):
            self.days.sell(replace(command, tenders=(less,)))
        assert self.days.rows() == before

    @precondition(lambda self: self.days.done)
    @rule(turn=st.integers(0, 10_000))
    def do_again(self, turn: int) -> None:
        turn %= len(self.days.done)
        note(f"again: {self.days.done[turn][0]}")
        before = self.days.rows()
        self.days.do_again(turn)
        assert self.days.rows() == before

    @rule(hours=st.integers(-26, 40))
    def let_the_clock_go(self, hours: int) -> None:
        """Nights pass; and now and then somebody sets the clock back."""
        self.clock.at += timedelta(hours=hours)

    @rule()
    def start_anew(self) -> None:
        """The program is closed and opened: a shift goes on where it was."""
        self.days.shop.close()
        self.days.shop = shops.open_shop(self.place, self.clock)

    @invariant()
    def the_checks_find_nothing(self) -> None:
        assert checks.wrong(self.days.shop) == []

    @invariant()
    def goods_add_up(self) -> None:
        meant = {product: quantity for product, quantity in self.days.book.quantity.items() if quantity}
        meant.pop(self.days.goods.copies, None)
        assert self.days.on_hand() == meant

    @invariant()
    def the_drawer_holds_float_and_cash(self) -> None:
        if self.days.shift is not None:
            with self.days.shop.reading() as connection:
                assert shifts.expected_cash(connection, self.days.shift) == self.days.book.in_drawer

    @invariant()
    def the_member_owes_and_bought_what_her_receipts_say(self) -> None:
        days = self.days
        with days.shop.reading() as connection:
            owes = party_balance(connection, ACCOUNT_IDS[Role.MEMBER_RECEIVABLE], days.counter.member_id)
        assert owes == days.book.owes
        assert days.bought() == dict(days.book.bought)


def sold_lines(days: Days) -> st.SearchStrategy[list[object]]:
    """Some lines of any goods: pieces and parts of them, cheap and dear, now and then with a discount."""
    quantity = st.integers(1, 40).map(lambda pieces: pieces * 1_000) | st.integers(1, 12_345)
    one = st.builds(
        days.line,
        st.sampled_from([*days.goods.stocked, days.goods.copies]),
        quantity,
        st.integers(0, 30_000),
        st.just(0) | st.integers(0, 20_000),
        st.sampled_from(list(Bearer)),
    )
    return st.lists(one, min_size=1, max_size=5)  # type: ignore[arg-type]


def test_whatever_happens_the_books_agree(template: Template) -> None:
    # An example is a shop of its own and every step of it is proved: a quarter of the usual number.
    fewer = settings(max_examples=settings().max_examples // 4)
    run_state_machine_as_test(lambda: ShopDays(template), settings=fewer)
