"""A maker's life by the program's own deeds, each driven by three numbers: Hypothesis's or chance's.

Each deed is now and then done twice, or cut off before its end; what a rule refuses leaves
nothing behind.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select, text

from consignment import adjustments, agreement_deeds, conversions, givebacks, losses, payouts, repayments, statements
from consignment.adjustments import AdjustmentCommand, Ground
from consignment.agreement_deeds import AgreementCommand
from consignment.agreements import UNWRITTEN, AfterPayout, LossCause
from consignment.conversions import ConversionCommand, ConvertedLine
from consignment.conversions import Way as Becomes
from consignment.givebacks import GivebackCommand, GivenLine, Why
from consignment.losses import FoundCommand, FoundLine, LossCommand, LossLine
from consignment.open_losses import Loss, read
from consignment.payout_facts import Undone, Way
from consignment.payouts import ReversalCommand
from consignment.repayments import RepaymentCommand
from consignment.statements import StatementCommand, StatementReversal
from consignment.terms import Bearer, Deal, Terms, Tier
from inventory import write_offs
from inventory.lots import LotRecord
from inventory.reversals import ReversalCommand as PaperReversal
from inventory.stock import Stock
from inventory.write_offs import Cause, SpoiltLine, WriteOffCommand
from koperasi.columns import summed
from koperasi.errors import Refused
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.shop import Shop
from koperasi.work import Actor
from pos import sales
from pos.sale_commands import BackTo, Rule
from pos.tenders import Tender, TenderKind
from tests import returning
from tests.consignment import brought, paying
from tests.consignment.gone import Gone
from tests.laws import makers_model
from tests.shops import Counter

PRICE = 10_000
DEALS = (
    Terms(Deal.COMMISSION, 1_750),
    Terms(Deal.COMMISSION, 0),
    Terms(Deal.FIXED, payout_each=Rupiah(8_000)),
    Terms(Deal.FLOOR, 4_000, floor_each=Rupiah(7_001)),
    Terms(Deal.TIERED, 2_000, tiers=(Tier(Rupiah(9_500), 1_000),)),
    Terms(Deal.SURPLUS, 1_000, base_each=Rupiah(7_777), surplus_bps=3_333),
    Terms(Deal.COMMISSION, 1_000, fee_each=Rupiah(150)),
)
CAUSES = (Cause.DAMAGED, Cause.STALE, Cause.EXPIRED, Cause.SAMPLE, Cause.LOST)
DO_AGAIN, CUT_OFF = 4, 5


class Cut(Exception):
    """The light goes out before a deed is kept."""


@dataclass(slots=True)
class Life:
    """One maker with two goods, and all that may happen to her and them."""

    gone: Gone
    goods: tuple[int, int]
    tally: Tally[str] = field(default_factory=Tally)
    sold: list[int] = field(default_factory=list)
    paid: list[int] = field(default_factory=list)
    stated: list[int] = field(default_factory=list)
    papers: list[tuple[Callable[..., Any], int]] = field(default_factory=list)

    @property
    def counter(self) -> Counter:
        return self.gone.counter

    @property
    def shop(self) -> Shop:
        return self.gone.shop

    @property
    def maker(self) -> int:
        return self.counter.maker_id

    def step(self, name: str, a: int, b: int, c: int) -> None:
        """Do one thing; what a rule refuses leaves nothing behind."""
        before = self.documents()
        try:
            getattr(self, name)(a, b, c)
        except Refused as refused:
            self.tally[f"{name} refused ({refused.rule or 'input'})"] += 1
            assert self.documents() == before or name in ("count", "find", "next_day")
        else:
            self.tally[name] += 1

    def documents(self) -> int:
        with self.shop.reading() as connection:
            return int(connection.execute(text("SELECT COUNT(*) FROM documents")).scalar_one())

    def do(self, deed: Callable[..., Any], command: Any, by: Actor | None = None, turn: int = 0) -> None:
        """A deed; now and then cut off at its very end, now and then done once more."""
        actor, approver = by or self.counter.manager, self.counter.manager if by is not None else None
        channel = "office" if by is None else "till"
        if turn % CUT_OFF == 1:
            before = self.documents()
            try:
                with self.shop.work(actor, approver=approver, channel=channel) as work:
                    deed(work, command)
                    raise Cut
            except Cut:
                assert self.documents() == before
        for again in range(1 + (turn % DO_AGAIN == 1)):
            before = self.documents()
            with self.shop.work(actor, approver=approver, channel=channel) as work:
                deed(work, command)
            assert self.documents() == before + (not again)

    def _head(self) -> dict[str, Any]:
        return self.gone.room.head()

    # -- what may happen; each takes three numbers ---------------------------------------------

    def deliver(self, a: int, b: int, c: int) -> None:
        line = brought.of(self.goods[a % 2], 1 + b % 9, DEALS[c % len(DEALS)])
        brought.bring(self.counter, line, maker=self.maker)

    def sell(self, a: int, b: int, c: int) -> None:
        less, bearer = (0, 0, 0, 500, 1)[c % 5], (Bearer.SHOP, Bearer.MAKER)[b % 2]
        lines = [replace(self.counter.line(self.goods[a % 2], 1 + b % 4, PRICE, discount=less), bearer=bearer)]
        if a % 3 == 0:
            lines.append(self.counter.line(self.goods[1 - a % 2], 1 + c % 2, PRICE))
        command = self.counter.command(*lines, member=a % 5 == 0)
        self.do(sales.post, command, self.counter.cashier, a)
        self.sold.append(command.id)

    def sell_lower(self, a: int, b: int, _c: int) -> None:
        line = self.counter.line(self.goods[a % 2], 1 + b % 2, PRICE - 1_000 * (b % 4))
        command = self.counter.command(replace(line, list_price=Rupiah(PRICE), rule=Rule.MANUAL))
        self.do(sales.post, command, self.counter.cashier, a)
        self.sold.append(command.id)

    def spend(self, a: int, b: int, _c: int) -> None:
        """She buys soap, or her own goods, with what she is owed."""
        product = (self.counter.soap, self.goods[0])[b % 2]
        line = self.counter.line(product, 1, PRICE)
        command = self.counter.command(line, tenders=(Tender(TenderKind.EARNINGS, Rupiah(PRICE)),), member=True)
        self.do(sales.post, command, self.counter.cashier, a)
        self.sold.append(command.id)

    def bring_back(self, a: int, b: int, c: int) -> None:
        sale = self._one_of(self.sold, a)
        number = 1
        original = returning.original(self.counter, sale, number)
        if not original.left:
            raise Refused("all of it has come back", rule="nothing-left")
        count = min(1 + b % 3, original.left.thousandths // 1_000)
        line = returning.back(self.counter, sale, count, line=number, to=tuple(BackTo)[c % 3])
        self.do(sales.post, returning.basket(self.counter, line), self.counter.cashier, a)

    def agree(self, a: int, b: int, c: int) -> None:
        said = replace(
            UNWRITTEN,
            hold_days=(0, 0, 1, 3)[a % 4],
            after_payout=tuple(AfterPayout)[b % 2],
            tolerance_bps=(0, 500, 2_000)[c % 3],
            may_lower=bool(a % 2),
            liabilities=((LossCause.EXPIRED, (0, 3_333, 5_000)[b % 3]),),
        )
        head = self._head()
        what = {"maker_id": self.maker, "starts_on": head["business_date"], "conditions": said, "signed_by": "Sri"}
        self.do(agreement_deeds.sign, AgreementCommand(**head, **what), turn=a)

    def count(self, a: int, b: int, _c: int) -> None:
        product = self.goods[a % 2]
        self.gone.count(max(self._held(product) + (-2, -1, 0, 1, 2)[b % 5], 0), product=product)

    def spoil(self, a: int, b: int, c: int) -> None:
        product = self.goods[a % 2]
        pieces = min(1 + b % 2, self._held(product))
        if pieces <= 0:
            raise Refused("nothing is there", rule="not-enough")
        line = SpoiltLine(product, "Pcs", ONE, Quantity.of(pieces), CAUSES[c % len(CAUSES)])
        head = self._head()
        self.do(write_offs.write_off, WriteOffCommand(**head, location_id=self.gone.room.shelf, lines=(line,)), turn=a)
        self.papers.append((write_offs.reverse, head["id"]))

    def settle(self, a: int, _b: int, _c: int) -> None:
        lines = tuple(LossLine(*each.lost.key, quantity=each.open) for each in self._losses() if each.open)
        self._must(lines)
        self.do(losses.settle, LossCommand(**self._head(), maker_id=self.maker, lines=lines, why="cek"), turn=a)

    def find(self, a: int, b: int, _c: int) -> None:
        """A piece turns up at a count; where it had been settled as lost, that is taken back."""
        if all(not each.over for each in self._losses()):
            self.gone.count(self._held(self.goods[a % 2]) + 1, product=self.goods[a % 2])
        lines = tuple(
            FoundLine(*each.lost.key, quantity=each.over, keep=bool(b % 2)) for each in self._losses() if each.over
        )
        self._must(lines)
        self.do(losses.take_back, FoundCommand(**self._head(), maker_id=self.maker, lines=lines, why="ada"), turn=a)

    def give_back(self, a: int, b: int, _c: int) -> None:
        lot, left = self._one_of(self._lots(), a)
        lines = (GivenLine(lot, self.gone.room.shelf, Quantity.of(min(1 + b % 3, left)), Why.UNSOLD),)
        head = self._head()
        self.do(givebacks.give_back, GivebackCommand(**head, maker_id=self.maker, lines=lines), turn=a)
        self.papers.append((givebacks.reverse, head["id"]))

    def convert(self, a: int, b: int, c: int) -> None:
        lot, left = self._one_of(self._lots(), a)
        line = ConvertedLine(lot, self.gone.room.shelf, Quantity.of(min(1 + b % 2, left)), Rupiah(5_000 + c))
        head = self._head()
        what = {"maker_id": self.maker, "way": Becomes.BUY, "lines": (line,), "agreed": True, "note": "sepakat"}
        self.do(conversions.convert, ConversionCommand(**head, **what), turn=a)
        self.papers.append((conversions.reverse, head["id"]))

    def pay(self, a: int, b: int, _c: int) -> None:
        command = paying.commanded(self.counter, paying.drawn(self.counter, (Way.SAFE, Way.SAVINGS)[b % 2]))
        self.do(payouts.pay, command, turn=a)
        assert self.gone.owed() >= 0, "never more than she was owed"
        self.paid.append(command.id)

    def unpay(self, a: int, _b: int, _c: int) -> None:
        payout = self._one_of(self.paid, a)
        head = self._head()
        command = ReversalCommand(**head, payout_id=payout, undone=Undone.WRONG, reason="salah")
        self.do(payouts.reverse, command, turn=a)
        self.paid.remove(payout)

    def repay(self, a: int, _b: int, _c: int) -> None:
        owed = -self.gone.owed()
        self._must(range(max(owed, 0)))
        command = RepaymentCommand(**self._head(), maker_id=self.maker, way=Way.SAFE, amount=Rupiah(owed))
        self.do(repayments.receive, command, turn=a)

    def adjust(self, a: int, b: int, c: int) -> None:
        head = self._head()
        what = {"maker_id": self.maker, "amount": Rupiah((b % 5 - 2) * 1_000 + c % 7), "why": "koreksi"}
        ground = Ground.GOODWILL if what["amount"] > Rupiah(0) else Ground.CHARGE
        self.do(adjustments.adjust, AdjustmentCommand(**head, **what, ground=ground), turn=a)

    def state(self, a: int, b: int, _c: int) -> None:
        head = self._head()
        last = head["business_date"].fromordinal(head["business_date"].toordinal() - (b % 3 == 0))
        self.do(statements.draw_up, StatementCommand(**head, maker_id=self.maker, last=last), turn=a)
        self.stated.append(head["id"])
        self.right()

    def unstate(self, a: int, _b: int, _c: int) -> None:
        statement = self._one_of(self.stated[-1:], 0)
        self.do(statements.reverse, StatementReversal(**self._head(), statement_id=statement, why="keliru"), turn=a)
        self.stated.pop()

    def take_back(self, a: int, _b: int, _c: int) -> None:
        """A write-off, a giving back or a purchase of hers is taken back."""
        reverse, paper = self._one_of(self.papers, a)
        self.do(reverse, PaperReversal(**self._head(), document_id=paper, why="salah"), turn=a)
        self.papers.remove((reverse, paper))

    def next_day(self, _a: int, b: int, _c: int) -> None:
        self.gone.later(1 + b % 2)
        self.counter.open()

    # -- what is there ---------------------------------------------------------------------------

    def right(self) -> None:
        """Her statements, her account and her stock are what the raw papers say."""
        with self.shop.reading() as connection:
            faults = makers_model.wrong(connection, self.maker)
        assert faults == [], faults

    def _held(self, product: int) -> int:
        held = select(summed(Stock.quantity)).where(
            Stock.product_id == product, Stock.location_id == self.gone.room.shelf
        )
        with self.shop.reading() as connection:
            found: Quantity = connection.execute(held).scalar_one()
        return found.thousandths // 1_000

    def _lots(self) -> list[tuple[int, int]]:
        """Her lots on the shelf, with how many pieces of each."""
        found = (
            select(Stock.lot_id, Stock.quantity)
            .join(LotRecord, LotRecord.id == Stock.lot_id)
            .where(LotRecord.owner_id == self.maker, Stock.location_id == self.gone.room.shelf)
            .where(Stock.product_id.in_(self.goods), Stock.quantity > NOTHING)
            .order_by(Stock.lot_id)
        )
        with self.shop.reading() as connection:
            return [(lot, left.thousandths // 1_000) for lot, left in connection.execute(found)]

    def _losses(self) -> list[Loss]:
        with self.shop.reading() as connection:
            found = read(connection, self.shop.branch.id, self.gone.room.day, [self.maker])
        return list(found.losses)

    @staticmethod
    def _must(some: Sequence[Any]) -> None:
        if not some:
            raise Refused("there is nothing of it", rule="nothing")

    def _one_of(self, some: Sequence[Any], turn: int) -> Any:
        self._must(some)
        return some[turn % len(some)]
