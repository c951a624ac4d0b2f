"""Slips that a whole day in a small shop leaves: the Z, the X, what came in, what went out."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from sqlalchemy import select

from inventory import count_slips
from koperasi.documents import Document, Kind
from koperasi.money import Rupiah
from koperasi.work import Work
from pos import closings, qris_slips, readings, slips, x_slips, z_slips
from pos.qris_codes import Shown
from pos.stations import Station
from printing.slips import Slip
from tests.busy_days import BusyDay, busy_day
from tests.inventory import stock_days
from tests.inventory.counting import Counting
from tests.pos.qris_codes import STATIC
from tests.shops import Counter, new_shop, small_shop


@cache
def lived() -> tuple[Counter, BusyDay, int]:
    """One busy day, papers of the stock after it, a count under way; made once."""
    folder = Path(tempfile.mkdtemp(prefix="sbmi-papers-"))
    counter = small_shop(new_shop(f"sqlite:///{folder / 'shop.db'}", folder))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    day = busy_day(counter)
    room = stock_days.of(counter)
    room.transfer(counter.soap, "10", room.shelf, room.back)
    room.write_off(counter.soap, "2")
    return counter, day, Counting(counter).id


def of_kind(kind: Kind) -> Slip:
    """The slip of the first document of a kind, drawn from the books."""
    counter, _day, _session = lived()
    with counter.shop.reading() as connection:
        found = select(Document.id).where(Document.kind == kind).order_by(Document.seq, Document.id).limit(1)
        return slips.draw(counter.shop, connection, connection.execute(found).scalar_one())


def z_slip() -> Slip:
    """The Z of the closed shift; the head of the books is another in every shop, so one is put in its place."""
    counter, day, _session = lived()
    with counter.shop.reading() as connection:
        z = closings.z_of(Work(counter.shop, connection, counter.manager, counter.shop.clock()), day.closed)
    return z_slips.z_slip(counter.shop.branch, replace(z, head="9F2C-41AB", seal="1:1:" + "9f2c41ab" * 8))


def x_slip(shows_cash: bool) -> Slip:
    counter, day, _session = lived()
    with counter.shop.reading() as connection:
        figures = readings.figures(connection, counter.shop.branch, day.still_open)
    read_at = figures.opened_at.replace(hour=7, minute=30, second=0)
    x = readings.X(figures, read_at, "Yuni Kartika" if shows_cash else "Rina Astuti", shows_cash)
    return x_slips.x_slip(counter.shop.branch, x)


def qris() -> Slip:
    counter, _day, _session = lived()
    shown = Shown(Rupiah(126_250), STATIC, "TOKO CONTOH UJI", "ID0000000000000", typed=True)
    return qris_slips.slip_of(Station(counter.shop, counter.cashier), shown)


def count_sheet() -> Slip:
    counter, _day, session = lived()
    with counter.shop.reading() as connection:
        return count_slips.sheet(connection, session, counter.shop.branch)


SHOP_SLIPS: dict[str, Callable[[], Slip]] = {
    "tutup-kasir": z_slip,
    "baca-shift": partial(x_slip, True),
    "baca-shift-buta": partial(x_slip, False),
    "bayar-qris": qris,
    "terima-barang": partial(of_kind, Kind.PURCHASE),
    "pindah-tempat": partial(of_kind, Kind.STOCK_TRANSFER),
    "berita-acara": partial(of_kind, Kind.WRITE_OFF),
    "lembar-hitung": count_sheet,
}
