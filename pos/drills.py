"""Guided drills: short tasks in training, and how the till is seen to have done them.

A drill is data and one pure question about what was seen since it began: the carts as they
stood, the sales and other documents that were posted.  Nobody is hurried: a time is told
beside the usual one, and a slow one only says that it goes faster next time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from koperasi.documents import Kind
from koperasi.quantity import Quantity
from koperasi.text import N_, _
from pos.cart import Cart
from pos.sale_commands import SaleCommand
from pos.tenders import TenderKind

#: So many states of the cart are remembered for the question.
REMEMBERED = 200
TWO, FOUR = Quantity.of(2), Quantity.of(4)


@dataclass(frozen=True, slots=True)
class Seen:
    """What happened since a drill began, oldest first."""

    carts: tuple[Cart, ...] = ()
    sales: tuple[SaleCommand, ...] = ()
    kinds: tuple[Kind, ...] = ()

    def with_cart(self, cart: Cart) -> Seen:
        return replace(self, carts=(*self.carts, cart)[-REMEMBERED:])


@dataclass(frozen=True, slots=True)
class Drill:
    """A task: its words, the keys on its way, how long it usually takes, what it needs, when it is done.

    `needs` are names of screens, and `members` where the shop must have some.
    """

    code: str
    title: str
    task: str
    keys: tuple[str, ...]
    usual: int
    done: Callable[[Seen], bool]
    needs: frozenset[str] = frozenset()


def _two_for_cash(seen: Seen) -> bool:
    return any(
        sale.paid_by(TenderKind.CASH).amount > 0 and any(line.quantity >= TWO for line in sale.lines)
        for sale in seen.sales
    )


def _four_at_once(seen: Seen) -> bool:
    return any(line.quantity == FOUR for cart in seen.carts for line in cart.lines)


def _line_removed(seen: Seen) -> bool:
    return any(cart.removed and cart.lines for cart in seen.carts)


def _held_and_recalled(seen: Seen) -> bool:
    """The same cart is seen again after another one, or an empty one, stood there."""
    ids = [key for key, _same in groupby(cart.id for cart in seen.carts)]
    filled = {cart.id for cart in seen.carts if cart.lines}
    return any(ids.count(each) > 1 for each in filled)


def _kasbon(seen: Seen) -> bool:
    return any(sale.member_id is not None and sale.paid_by(TenderKind.KASBON).amount > 0 for sale in seen.sales)


def _qris(seen: Seen) -> bool:
    return any(sale.paid_by(TenderKind.QRIS).amount > 0 for sale in seen.sales)


def _returned(seen: Seen) -> bool:
    return any(line.returns is not None for sale in seen.sales for line in sale.lines)


def _cash_moved(seen: Seen) -> bool:
    return Kind.CASH_MOVEMENT in seen.kinds


def _closed(seen: Seen) -> bool:
    return Kind.SHIFT_CLOSE in seen.kinds


DRILLS = (
    Drill(
        "cash",
        N_("Jual dan bayar tunai"),
        N_("Masukkan satu barang, jadikan 2 dengan tombol +, lalu bayar tunai"),
        ("+", "F4", "Enter"),
        40,
        _two_for_cash,
    ),
    Drill(
        "four",
        N_("Empat sekaligus"),
        N_("Ketik 4* lalu scan, atau 4* lalu nama barang"),
        ("4*", "Enter"),
        25,
        _four_at_once,
    ),
    Drill(
        "remove",
        N_("Batalkan baris"),
        N_("Masukkan dua barang, pilih satu baris, lalu hapus"),
        ("↑", "↓", "Del"),
        30,
        _line_removed,
    ),
    Drill(
        "hold",
        N_("Tahan lalu panggil"),
        N_("Tahan keranjang ini, lalu panggil kembali"),
        ("F5", "F6", "Enter"),
        40,
        _held_and_recalled,
        frozenset({"held"}),
    ),
    Drill(
        "kasbon",
        N_("Anggota kasbon"),
        N_("Pasang anggota, lalu bayar dengan kasbon"),
        ("F3", "F4", "F3"),
        60,
        _kasbon,
        frozenset({"members"}),
    ),
    Drill(
        "qris",
        "QRIS",
        N_("Bayar dengan QRIS, dan pastikan dananya sudah masuk"),
        ("F8", "Ctrl D", "Enter"),
        40,
        _qris,
    ),
    Drill(
        "return",
        N_("Retur satu barang"),
        N_("Ambil kembali satu barang dari struk yang tadi"),
        ("F10",),
        70,
        _returned,
        frozenset({"returns"}),
    ),
    Drill(
        "expense",
        N_("Biaya kecil"),
        N_("Catat uang keluar dari laci, misalnya bensin 10.000"),
        ("F11", "Enter"),
        45,
        _cash_moved,
        frozenset({"cash"}),
    ),
    Drill(
        "close",
        N_("Hitung laci"),
        N_("Tutup shift: hitung uang di laci sampai laporan Z keluar"),
        ("F12", "Ctrl T"),
        120,
        _closed,
        frozenset({"closing"}),
    ),
)


def possible(there: Collection[str]) -> tuple[Drill, ...]:
    """The drills that this till has everything for."""
    return tuple(drill for drill in DRILLS if drill.needs <= set(there))


@dataclass(frozen=True, slots=True)
class Run:
    """A trainee's way through the drills: which one is asked now, since when, what she took for each.

    `asked` is None while none is; `seen` is what happened since it was.
    """

    drills: tuple[Drill, ...]
    asked: str | None = None
    since: datetime | None = None
    seen: Seen = Seen()
    times: tuple[tuple[str, timedelta], ...] = ()

    @property
    def drill(self) -> Drill | None:
        return next((each for each in self.drills if each.code == self.asked), None)

    @property
    def place(self) -> int:
        """Which one it is, from 1; 0 for none."""
        return next((n for n, each in enumerate(self.drills, 1) if each.code == self.asked), 0)

    def time_of(self, code: str) -> timedelta | None:
        """The best time so far."""
        return min((time for each, time in self.times if each == code), default=None)

    def ask(self, code: str, now: datetime) -> Run:
        """Begin a drill, also one that was done before."""
        return replace(self, asked=code, since=now, seen=Seen())

    def stop(self) -> Run:
        return replace(self, asked=None, since=None, seen=Seen())

    def see(self, seen: Seen, now: datetime) -> Run:
        """More has happened; when that was the task, its time is kept and nothing is asked."""
        drill = self.drill
        if drill is None or self.since is None:
            return self
        if not drill.done(seen):
            return replace(self, seen=seen)
        return replace(self.stop(), times=(*self.times, (drill.code, now - self.since)))

    @property
    def following(self) -> Drill | None:
        """The first one not yet done."""
        done = {code for code, _time in self.times}
        return next((each for each in self.drills if each.code not in done), None)


def praise(drill: Drill, time: timedelta) -> str:
    """What is said when it is done: never a reproach."""
    seconds = max(1, time // timedelta(seconds=1))
    if seconds <= drill.usual:
        return _("Selesai dalam {seconds} detik. Cepat dan benar!").format(seconds=seconds)
    return _("Selesai dan benar, {seconds} detik. Lain kali pasti lebih cepat.").format(seconds=seconds)
