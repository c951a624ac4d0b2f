"""A season of two makers, done by deeds; and what its raw documents say, added up by plain Python."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from consignment.consigned_lots import ConsignedLot
from consignment.terms import Bearer, Deal, Terms
from inventory.lots import LotRecord
from koperasi.chart import ACCOUNT_IDS
from koperasi.documents import Document, Kind
from koperasi.ledger import PostingRecord, Role
from koperasi.money import Rupiah
from koperasi.periods import Choices, Period
from pos.sale_facts import SaleLine, SaleLineLot
from tests.laws.days import Days, furnish
from tests.shops import Clock, Counter

TEN = Terms(Deal.COMMISSION, 1_000)
FIXED = Terms(Deal.FIXED, 0, Rupiah(2_400))


@dataclass(frozen=True, slots=True)
class Told:
    """What one lot gave to one line, with its day."""

    day: date
    maker: int
    product: int
    lot: int
    quantity: int
    gross: int
    net: int
    share: int
    commission: int
    promotion: int


@dataclass(slots=True)
class Season:
    """A shop in which two makers' goods were brought and sold on many days."""

    days: Days

    @property
    def shop(self) -> Any:
        return self.days.shop

    @property
    def today(self) -> date:
        return self.days.day

    @property
    def makers(self) -> tuple[int, int]:
        return self.days.counter.maker_id, self.days.second_maker

    def period(self, first: date | None = None, last: date | None = None, **choices: Any) -> Period:
        today = self.today
        return Period(self.shop.branch, first or today.replace(month=1, day=1), last or today, "", Choices(**choices))

    def next_day(self, days: int = 1) -> None:
        clock = self.shop.clock
        assert isinstance(clock, Clock)
        clock.at += timedelta(days=days)

    def sell(self, *lines: tuple[int, int, int, int, Bearer]) -> None:
        """(product, pieces, price, discount, bearer) each, to somebody who pays cash."""
        made = [self.days.line(product, n * 1_000, price, less, bearer) for product, n, price, less, bearer in lines]
        self.days.sell(self.days.sale(made, "cash", member=False))

    # -- what the raw rows say ----------------------------------------------------------------

    def shares(self) -> list[Told]:
        """Every part that a maker's lot gave, as the sale's own rows say."""
        part = SaleLineLot
        found = (
            select(
                Document.business_date,
                part.owner_id,
                SaleLine.product_id,
                part.lot_id,
                part.quantity,
                part.gross,
                part.net,
                part.maker_share,
                part.commission,
                part.promotion,
            )
            .join(Document, Document.id == part.document_id)
            .join(SaleLine, SaleLine.id == part.line_id)
        )
        with self.shop.reading() as connection:
            rows = connection.execute(found).all()
        return [
            Told(day, maker, product, lot, quantity.thousandths, *(each.amount for each in money))
            for day, maker, product, lot, quantity, *money in rows
            if maker is not None
        ]

    def booked(self) -> list[tuple[int, Kind, int, date, int]]:
        """(maker, kind, document, day, amount) of every posting to a maker."""
        posting = PostingRecord
        found = select(posting.party_id, Document.kind, Document.id, Document.business_date, posting.amount).join(
            Document, Document.id == posting.document_id
        )
        with self.shop.reading() as connection:
            rows = connection.execute(found.where(posting.account_id == ACCOUNT_IDS[Role.OWED_TO_MAKERS])).all()
        return [(maker, kind, document, day, -amount.amount) for maker, kind, document, day, amount in rows]

    def lots(self) -> list[tuple[int, int, int, date, int]]:
        """(lot, maker, product, received on, thousandths) of all that was brought."""
        lot = ConsignedLot
        found = select(lot.lot_id, lot.maker_id, lot.product_id, LotRecord.received_on, lot.quantity)
        with self.shop.reading() as connection:
            rows = connection.execute(found.join(LotRecord, LotRecord.id == lot.lot_id)).all()
        return [(lot_id, maker, product, day, quantity.thousandths) for lot_id, maker, product, day, quantity in rows]


def empty(counter: Counter) -> Season:
    """An open till, two makers' goods in the catalogue, and nothing done yet."""
    made = Days(counter.shop, counter, *furnish(counter))
    made.open(100_000)
    return Season(made)


def lived(counter: Counter, length: int = 36, seed: int = 7) -> Season:
    """Some weeks: deliveries every few days, sales each day, now and then with a discount or short of goods."""
    season, chance = empty(counter), random.Random(seed)
    days, goods = season.days, season.days.goods
    for n in range(length):
        if n % 5 == 0:
            days.deliver(goods.cookies, 20_000, TEN, keeps=9)
        if n % 12 == 0:
            days.deliver(goods.cakes, 40_000, FIXED, keeps=None)
        for _turn in range(chance.randint(0, 3)):
            bearer = chance.choice([Bearer.SHOP, Bearer.MAKER])
            less = chance.choice([0, 0, 0, 500])
            season.sell(
                (goods.cookies, chance.randint(1, 3), 12_500, less, bearer),
                (goods.cakes, chance.randint(1, 4), 3_000, chance.choice([0, 0, 100]), Bearer.SHOP),
                (goods.soap, 1, 3_400, 0, Bearer.SHOP),
            )
        season.next_day()
        days.close(0, left=False)
        days.open(100_000)
    return season
