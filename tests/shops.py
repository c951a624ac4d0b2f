"""A small shop for tests: its people, goods and days, made by the same deeds as a real one."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from consignment import deliveries
from consignment.deliveries import DeliveredLine, DeliveryCommand
from consignment.terms import Bearer, Deal, Terms
from inventory import catalogue, purchases
from inventory.catalogue import NewGood, NewUnit
from inventory.goods import PriceLine, PriceRule
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from koperasi import masters, members, numbers, parties, schema, shifts, uids, users
from koperasi.branches import Branch
from koperasi.database import Database, Record, open_database
from koperasi.keys import Keys, StateFolder
from koperasi.members import NewMember
from koperasi.money import ZERO, Rupiah, total
from koperasi.parties import Party, PartyKind
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.rights import ROLE_IDS
from koperasi.settings import Settings
from koperasi.setups import NewShop
from koperasi.shifts import ClosingCommand, OpeningCommand, Pieces, Shift
from koperasi.shop import Shop
from koperasi.work import Actor
from koperasi.writers import Minter
from pos import closings, founding, sales
from pos.sale_commands import PaidTender, Rule, SaleCommand, SoldLine
from pos.tenders import Tender as Offered
from pos.tenders import TenderKind, settle

MORNING = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # seven in the morning in Malang
TEST_KEYS = Keys(bytes(range(20)))


class Clock:
    """A clock that tests set: each look at it is a second later."""

    def __init__(self, at: datetime = MORNING) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def declared_tables(database: Database) -> None:
    """The records' own tables: quicker than the migrations, and proved equal to them."""
    with database.writing() as connection:
        Record.metadata.create_all(connection)


def with_declared_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program itself make shops of the records' own tables, for the length of a test."""
    furnish = founding.furnish
    monkeypatch.setattr(
        founding, "furnish", lambda *given, **named: furnish(*given, **{**named, "make_tables": declared_tables})
    )
    monkeypatch.setattr(schema, "upgrade", lambda _engine, _backup: False)


def new_shop(url: str, folder: Path, *, writer: int | None = None, clock: Clock | None = None) -> Shop:
    """An empty shop at a database URL; in a file it is a copy of one that was made once, which is much quicker."""
    if url.startswith("sqlite:///") and writer is None and clock is None:
        shutil.copyfile(_file() / "shop.db", url.removeprefix("sqlite:///"))
        return adopted(url, folder)
    return _founded(url, folder, writer, clock or Clock())


def _founded(url: str, folder: Path, writer: int | None, clock: Clock) -> Shop:
    return founding.furnish(
        open_database(url),
        StateFolder(folder / "state"),
        NewShop(branch_name="Ngantang"),
        keys=TEST_KEYS,
        clock=clock,
        make_tables=declared_tables,
        writer=writer,
    )


@dataclass(frozen=True, slots=True)
class Original:
    """A founded shop that nobody has used: what belongs to its PC, its branch, and how late it was then."""

    folder: Path
    branch: Branch
    late: datetime


#: One for the files, one for the databases of a server.
_ORIGINALS: dict[bool, Original] = {}


def original(url: str) -> Original:
    """Found a shop that others are copies of."""
    folder = Path(tempfile.mkdtemp(prefix="sbmi-shop-"))
    clock = Clock()
    shop = _founded(url or f"sqlite:///{folder / 'shop.db'}", folder, None, clock)
    shop.close()
    made = Original(folder, shop.branch, clock.at)
    _ORIGINALS[not url] = made
    return made


def forget_originals() -> None:
    """Remove their folders: nothing is copied from them any more."""
    for each in _ORIGINALS.values():
        shutil.rmtree(each.folder, ignore_errors=True)
    _ORIGINALS.clear()


def _file() -> Path:
    return (_ORIGINALS.get(True) or original("")).folder


def adopted(url: str, folder: Path) -> Shop:
    """The shop in a database that is a copy of an original, with a folder of its own."""
    first = _ORIGINALS[url.startswith("sqlite")]
    state = StateFolder(folder / "state")
    state.make()
    for each in (first.folder / "state").iterdir():
        shutil.copy(each, state.path / each.name)
    identity = state.identity()
    assert identity is not None
    database, writer = open_database(url), identity.writer
    known = (writer, Minter(database, writer), first.branch, Settings(), identity.till_id)
    return Shop(database, state, TEST_KEYS, *known, Clock(first.late))


@dataclass(slots=True)
class Counter:
    """A shop with its people and a few goods, and short words for what a day consists of."""

    shop: Shop
    manager: Actor
    cashier: Actor
    member_id: int
    maker_id: int
    soap: int
    cookies: int
    copies: int
    shift: Shift | None = None

    def open(self, float_amount: int = 300_000) -> Shift:
        now = self.shop.clock()
        with self.shop.work(self.cashier) as work:
            day = self.shop.branch.business_date(now)
            till = self.shop.till_id or 0
            command = OpeningCommand(work.mint(), uids.new_uid(now), till, Rupiah(float_amount), day, now)
            self.shift = shifts.open_shift(work, command)
        return self.shift

    def buy(self, product_id: int, quantity: int, cost: int, expires_on: datetime | None = None) -> None:
        now = self.shop.clock()
        day = self.shop.branch.business_date(now)
        until = expires_on.date() if expires_on else None
        line = BoughtLine(product_id, "Pcs", ONE, Quantity.of(quantity), Rupiah(cost), until)
        with self.shop.work(self.manager, channel="office") as work:
            command = PurchaseCommand(work.mint(), uids.new_uid(now), None, PaidFrom.SAFE, day, now, (line,))
            purchases.receive(work, command)

    def deliver(self, product_id: int, quantity: int, terms: Terms) -> None:
        now = self.shop.clock()
        day = self.shop.branch.business_date(now)
        line = DeliveredLine(product_id, Quantity.of(quantity), terms)
        with self.shop.work(self.manager, channel="office") as work:
            deliveries.receive(work, DeliveryCommand(work.mint(), uids.new_uid(now), self.maker_id, day, now, (line,)))

    def line(self, product_id: int, quantity: int | str, price: int, discount: int = 0) -> SoldLine:
        units = Quantity.of(quantity)
        gross = units.at(Rupiah(price))
        shown = (Rupiah(price), Rupiah(price), Rule.RETAIL, "")
        return SoldLine(product_id, None, "Pcs", ONE, units, *shown, gross, Rupiah(discount), Bearer.SHOP)

    def command(
        self, *lines: SoldLine, cash: int | None = None, tenders: tuple[Offered, ...] = (), member: bool = False
    ) -> SaleCommand:
        """A paid cart: by `tenders`, else in cash, exactly unless `cash` says more."""
        if self.shift is None:
            self.open()
        shift = self.shift
        assert shift is not None
        due = total(each.net for each in lines)
        rounding = self.shop.settings.cash_rounding
        given = tenders or (Offered(TenderKind.CASH, Rupiah(cash or rounding.rounded(due.amount))),)
        settled = settle(due, given, rounding)
        with self.shop.reading() as connection:
            number = numbers.peek(connection, shift.sale_series)
        now = self.shop.clock()
        paid = tuple(PaidTender(each.kind, each.amount, settled.change_of(each)) for each in given)
        ids = (self.shop.minter.next(), uids.new_uid(now), number, shift.till_id, shift.id, shift.business_date, now)
        who = (self.cashier.id, None, self.member_id if member else None, members.USUAL_CLASS if member else "")
        return SaleCommand(*ids, *who, tuple(lines), (), paid, settled.rounding)

    def post(self, command: SaleCommand, *, happened: bool = False, approver: Actor | None = None) -> sales.Posted:
        with self.shop.work(self.cashier, happened=happened, approver=approver) as work:
            return sales.post(work, command)

    def sell(self, *lines: SoldLine, **how: object) -> sales.Posted:
        return self.post(self.command(*lines, **how))  # type: ignore[arg-type]

    def close(self, counted: int) -> shifts.ShiftClose:
        shift = self.shift
        assert shift is not None
        now = self.shop.clock()
        with self.shop.reading() as connection:
            number = numbers.peek(connection, shift.z_series)
        with self.shop.work(self.cashier) as work:
            count = (Pieces(Rupiah(1), True, counted),)
            command = ClosingCommand(work.mint(), uids.new_uid(now), shift.id, number, count, ZERO, now)
            closings.close(work, command)
            done = shifts.closing(work.connection, shift.id)
        self.shift = None
        return done


def small_shop(shop: Shop) -> Counter:
    """Two people, a member, a maker and three goods."""
    with shop.work(shop.konsole(), channel="konsole") as work:
        manager = users.add(work, "Yuni Kartika", ROLE_IDS["manager"], "482915")
    with shop.work(shop.konsole(), channel="konsole") as work:
        cashier = users.add(work, "Rina Astuti", ROLE_IDS["cashier"], "730164")
    with shop.work(shop.konsole(), channel="konsole") as work:
        new = NewMember("A-0217", "Sri Wahyuni", "Ibu", "Ngantang", credit_limit=Rupiah(500_000), cards=("9900217",))
        member = members.add(work, new)
    with shop.work(shop.konsole(), channel="konsole") as work:
        maker = work.mint()
        siti = {"id": maker, "code": "P-01", "name": "Siti Aminah", "kind": PartyKind.PERSON, "title": "Ibu"}
        masters.add(work.connection, Party, [{**siti, "village": "Ngantang", "phone": ""}])
        goods = catalogue.add_many(work, [good("101", "Sabun Mandi 70 g", 3_400), good("201", "Kue Kering", 12_500)])
    with shop.work(shop.konsole(), channel="konsole") as work:
        copy = replace(good("301", "Fotokopi", 500), kind=catalogue.ProductKind.SERVICE)
        (copies,) = catalogue.add_many(work, [copy])
    with shop.reading() as connection:
        people = [users.actor(connection, each) for each in (manager, cashier)]
    assert parties is not None
    return Counter(shop, people[0], people[1], member, maker, goods[0], goods[1], copies)


def good(code: str, name: str, price: int) -> NewGood:
    """A good sold by the piece at one price."""
    retail = PriceLine(PriceRule.RETAIL, Rupiah(price), NOTHING)
    return NewGood(code=code, name=name, units=(NewUnit("Pcs", ONE, (), (retail,)),))


SIX_PERCENT = Terms(Deal.COMMISSION, 600)
