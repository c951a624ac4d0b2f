"""Making the demo shop: founded, stocked, and lived through day by day up to yesterday.

It is made in a folder of its own and moved to its place when all is done, so that a demo
shop that was interrupted is none at all, and nothing needs to wait for the disk meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event

from inventory import searching
from koperasi import backups, documents, settings, shops, uids
from koperasi.database import Database
from koperasi.documents import Header, Kind
from koperasi.errors import Trouble
from koperasi.ledger import Posting, Role
from koperasi.money import Rupiah
from koperasi.rights import Permission
from koperasi.setups import NewShop
from koperasi.shop import Clock, Shop, wall_clock
from koperasi.shops import Place
from koperasi.text import _
from koperasi.work import Work, needs
from pos import demo_pins, founding, qris_codes
from pos.demo import makers, people, shelves, tiles
from pos.demo.customers import Customers
from pos.demo.days import Days

SEED = 20_210_225
DAYS = 30
NEW = NewShop(branch_name="Ngantang", address="Jl. Raya Ngantang 12, Malang", phone="0341-521000")
#: What the cooperative had when its books begin.
IN_SAFE, IN_BANK, GRANTED = Rupiah(7_500_000), Rupiah(60_000_000), Rupiah(25_000_000)
SETTINGS = {"demo": True, "printer": "virtual"}
#: Told how much is done of how much.
Progress = Callable[[int, int], None]


class Hands:
    """A clock whose hands are moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, at: datetime) -> None:
        self.at = at


def make_demo(
    place: Place, clock: Clock = wall_clock, *, days: int = DAYS, seed: int = SEED, progress: Progress | None = None
) -> Shop:
    """Make the demo shop at an empty place: `days` days that end yesterday; returns it open.

    The same seed and clock give the same figures.  Raises Trouble where something is
    already, or for a place that is not a file.
    """
    if not place.on_file or place.exists:
        raise Trouble(
            _("{place} tidak dapat menjadi toko contoh.").format(place=place.shown()),
            remedy=_("Pilih folder atau file yang belum ada."),
        )
    target = Path(place.database).absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="demo-", dir=target.parent) as folder:
        draft = Place.parse(str(Path(folder) / shops.FILE))
        _make(draft, clock, days, seed, progress or (lambda _done, _whole: None))
        founding.settle(draft, place)
    return shops.open_shop(place, clock)


def _make(place: Place, clock: Clock, days: int, seed: int, progress: Progress) -> None:
    now = clock()
    hands = Hands(now - timedelta(days=days + 1))
    # Chance without secrets, and the same each time.
    rng = Random(seed)  # noqa: S311
    shop = founding.found(place, NEW, hands)
    try:
        unhurried(shop.database)
        first = shop.branch.business_date(now) - timedelta(days=days)
        world = _founded(shop, hands, first, rng, days)
        for number in range(days):
            progress(number, days)
            world.live(first + timedelta(days=number), number)
        _finish(shop, hands)
        progress(days, days)
    finally:
        shop.close()


def unhurried(database: Database) -> None:
    """Let nothing wait for the disk: until it is moved to its place, a draft may be lost."""

    @event.listens_for(database.engine, "checkout")
    def checkout(raw: Any, _record: object, _proxy: object) -> None:
        raw.execute("PRAGMA synchronous=OFF")


def _founded(shop: Shop, hands: Hands, first: date, rng: Random, days: int) -> Days:
    """The shop on the evening before its first day."""
    everybody = people.settle_in(shop)
    demo_pins.keep(shop, everybody.pins)
    goods = shelves.stock_up(shop, everybody.parties)
    tiles.arrange(shop, goods)
    world = Days(shop, everybody, goods, Customers(goods, everybody.cards, rng), rng, hands.move, days - 1)
    evening = world.moment(first - timedelta(days=1), 19 * 60)
    with shop.work(shop.konsole(), channel="office", now=evening) as work:
        _open_books(work, OpeningBalances(work.mint(), uids.new_uid(evening), evening))
    makers.agree(shop, goods, everybody.parties, everybody.manager, evening + timedelta(minutes=10))
    shelves.fill(shop, goods, everybody.manager, evening + timedelta(minutes=20), rng, days)
    return world


@dataclass(frozen=True, slots=True)
class OpeningBalances:
    """The money a cooperative has when its books begin."""

    id: int
    uid: str
    at: datetime


@needs(Permission.OPENING_STOCK)
def _open_books(work: Work, command: OpeningBalances) -> None:
    """Book what is in the safe and at the bank against grants and the opening equity."""
    header = Header(
        command.id,
        command.uid,
        Kind.OPENING_BALANCE,
        work.shop.branch.business_date(command.at),
        command.at,
        series_id=documents.office_series(work, "opening-balance", "SW"),
    )
    postings = [
        Posting(Role.SAFE, IN_SAFE),
        Posting(Role.BANK, IN_BANK),
        Posting(Role.GRANTS, -GRANTED),
        Posting(Role.OPENING_EQUITY, GRANTED - IN_SAFE - IN_BANK),
    ]
    documents.post(work, header, [], postings)


def _finish(shop: Shop, hands: Hands) -> None:
    """Its settings, the search in the order of what sells, and a backup as a close makes it."""
    with shop.work(shop.konsole(), channel="konsole") as work:
        settings.change(work, dict(SETTINGS))
    qris_codes.keep(shop, shop.konsole(), qris_codes.SAMPLE.payload, channel="konsole")
    with shop.database.writing() as connection:
        searching.rerank(connection)
    backups.at_shift_close(shop.database, shop.state, hands())
