"""What the manager's home says: a dashboard's figures as words, bars, chips and rows of things to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desktop import texts
from desktop.bars import Bar
from desktop.chips import Chip
from inventory.stock_reports import millions
from koperasi.money import MINUS, ZERO, Rupiah, total
from koperasi.text import DAYS, N_, _, clock, language, long_date, ngettext, short_date
from pos.dashboard_tasks import EXPIRING_DAYS, Task
from pos.dashboards import Dashboard, Money, Today
from pos.screens.home_tiles import Seller, Sum

#: Of so many drawers each has a line of its own; more are one sum.
DRAWERS = 3
#: A backup older than this is told as such.
STALE = timedelta(hours=36)
#: Books that were not checked for so long might be.
UNCHECKED = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Doing:
    """How a task looks and where it leads: icon, tone, words, the screen with what it is told."""

    icon: str
    tone: str
    words: str
    screen: str
    what: Mapping[str, object] = field(default_factory=dict)


DOINGS = {
    Task.PRINT: Doing("printer", "refuse", N_("Struk belum jelas"), "printer"),
    Task.NEGATIVE: Doing("warn", "refuse", N_("Barang stok minus"), "negative-stock"),
    Task.PAYOUT: Doing("basket", "titip", N_("Penitip dibayar hari ini"), "payouts"),
    Task.EXPIRING: Doing("clock", "warn", N_("Hampir kedaluwarsa"), "expiries", {"days": EXPIRING_DAYS}),
    Task.ORDER: Doing("box", "warn", N_("Barang perlu dipesan"), "orders"),
    Task.DISPUTE: Doing("chat", "titip", N_("Bantahan penitip"), "statements"),
    Task.APPROVAL: Doing("eye", "warn", N_("Persetujuan diperiksa"), "reviews"),
    Task.FUNDS: Doing("qr", "warn", N_("QRIS belum cocok"), "report"),
    Task.LABEL: Doing("tag", "ink", N_("Label harga dicetak"), "labels"),
    Task.COUNT: Doing("scan", "ink", N_("Hitungan belum selesai"), "counts"),
    Task.SHELF: Doing("shelf", "ink", N_("Rak giliran dihitung"), "counts"),
}


def _bare(amount: Rupiah) -> str:
    """Without `Rp`, and with a true minus."""
    return amount.bare.replace("-", MINUS)


def today_amount(today: Today) -> str:
    return _bare(today.sold)


def subtitle(seen: Dashboard) -> str:
    """Which day, up to when, and what is open."""
    at = _("{day}, sampai {at}").format(day=long_date(seen.day), at=clock(seen.at))
    if not seen.shifts:
        over = seen.today.sales > 0
        return texts.joined((at, _("semua shift sudah ditutup") if over else _("belum ada shift")))
    if len(seen.shifts) == 1:
        return texts.joined((at, _("shift sejak {at}").format(at=clock(seen.shifts[0]))))
    return texts.joined((at, _("{count} shift berjalan").format(count=len(seen.shifts))))


def compared(today: Today) -> Chip | None:
    """How today compares with what is usual by now."""
    percent = today.percent
    if percent is None:
        return None
    if not percent:
        return Chip(_("sama seperti biasanya"), "ok")
    if percent > 0:
        return Chip(_("{percent}% di atas biasanya").format(percent=percent), "ok")
    return Chip(_("{percent}% di bawah biasanya").format(percent=-percent), "warn", "down")


def compared_with(seen: Dashboard) -> str:
    """What it is compared with; in words where there is nothing yet."""
    name = f"{seen.day:%A}" if language() == "en" else DAYS[seen.day.weekday()]
    if seen.today.usual is None:
        return _("Belum ada {day} lain untuk pembanding").format(day=name)
    if seen.today.usual <= ZERO:
        return _("Biasanya {day} sehari {amount}").format(day=name, amount=seen.today.whole.shown)
    return _("Biasa {day} jam ini {amount}").format(day=name, amount=seen.today.usual.shown)


def hours(seen: Dashboard) -> tuple[Bar, ...]:
    return tuple(
        Bar(
            f"{each.hour:02}",
            each.sold.amount,
            -1 if each.usual is None else max(each.usual.amount, 0),
            now=each.hour == seen.at.hour,
        )
        for each in seen.today.hours
    )


def sums(money: Money) -> tuple[Sum, ...]:
    """A line for each place; what is on its way only where there is some."""
    found = [*_drawers(money)]
    found.append(Sum(_("Brankas"), _bare(money.safe)))
    found.append(Sum(_("Bank"), _bare(money.bank)))
    found.append(Sum(_("QRIS belum dicocokkan"), _bare(money.qris), "warn" if money.qris > ZERO else "ink"))
    if money.others:
        found.append(Sum(_("Transfer dan kartu di jalan"), _bare(money.others)))
    return tuple(found)


def _drawers(money: Money) -> tuple[Sum, ...]:
    if money.drawers is None:
        return (Sum(_("Laci kasir"), _("terlihat setelah dihitung"), "ink3", strong=False),)
    if not money.drawers:
        return (Sum(_("Laci kasir"), ZERO.bare),)
    if len(money.drawers) > DRAWERS:
        caption = _("{count} laci kasir").format(count=len(money.drawers))
        return (Sum(caption, _bare(total(each.amount for each in money.drawers))),)
    return tuple(Sum(_drawer(each.till, open_now=each.open), _bare(each.amount)) for each in money.drawers)


def _drawer(till: str, *, open_now: bool) -> str:
    return (_("Laci {till}") if open_now else _("Laci {till}, tutup")).format(till=till)


def owed(money: Money) -> Sum:
    return Sum(_("Utang ke Penitip"), _bare(money.owed_to_makers), "titip")


def sellers(seen: Dashboard) -> tuple[Seller, ...]:
    most = max((each.sold.amount for each in seen.best), default=0)
    return tuple(
        Seller(each.name, f"{each.quantity.shown} {each.unit.lower()}", each.sold.amount * 1000 // most, each.consigned)
        for each in seen.best
    )


def weeks(seen: Dashboard) -> tuple[Bar, ...]:
    """The last, the highest and the first with sales bear their amounts, each where none stands beside it."""
    last = len(seen.weeks) - 1
    sold = [n for n, each in enumerate(seen.weeks) if each.sold]
    told: list[int] = []
    for n in (last, max(sold, key=lambda n: seen.weeks[n].sold, default=last), min(sold, default=last)):
        if n in sold and all(abs(n - other) > 1 for other in told):
            told.append(n)
    return tuple(
        Bar(
            "",
            each.sold.amount,
            tone="accent" if n == last else "edge",
            words=millions(each.sold) if n in told else "",
            now=n == last,
        )
        for n, each in enumerate(seen.weeks)
    )


def weeks_spoken(seen: Dashboard) -> str:
    return ", ".join(f"{short_date(each.first)} {each.sold.bare}" for each in seen.weeks)


def share(seen: Dashboard) -> int | None:
    return seen.members_percent if (seen.members + seen.others) > Rupiah(0) else None


def backup_state(seen: Dashboard) -> tuple[str, str]:
    """Words and tone for the last backup."""
    if seen.backed_up is None:
        return _("Belum ada cadangan"), "warn"
    age = seen.at - seen.backed_up
    if age > STALE:
        days = max(1, age.days)
        words = ngettext("Cadangan {count} hari lalu", "Cadangan {count} hari lalu", days)
        return words.format(count=days), "warn"
    return _("Cadangan {at}").format(at=_moment(seen.backed_up, seen)), "ok"


def check_state(seen: Dashboard) -> tuple[str, str]:
    """Words and tone for the last check of the books."""
    local = seen.checked_at
    if seen.checked is None or local is None:
        return _("Pembukuan belum diperiksa"), "ink2"
    if seen.checked.wrong:
        words = ngettext("Pembukuan: {count} hal salah", "Pembukuan: {count} hal salah", seen.checked.wrong)
        return words.format(count=seen.checked.wrong), "refuse"
    if seen.at - local > UNCHECKED:
        return _("Pembukuan lama tidak diperiksa"), "warn"
    return _("Pembukuan cocok {at}").format(at=_moment(local, seen)), "ok"


def _moment(at: datetime, seen: Dashboard) -> str:
    """`14.02`, on another day with the day."""
    return clock(at) if at.date() == seen.at.date() else f"{at:%d/%m} {clock(at)}"


def well(tasks: Mapping[Task, int]) -> str:
    """Those that nothing waits of, on one line; "" where something waits of all."""
    names = [_(DOINGS[task].words) for task, count in tasks.items() if not count]
    if not names:
        return ""
    if len(names) == len(tasks):
        return _("Semua beres.")
    return ngettext("{count} hal lain beres", "{count} hal lain beres", len(names)).format(count=len(names))


def well_names(tasks: Mapping[Task, int]) -> str:
    return "\n".join(_(DOINGS[task].words) for task, count in tasks.items() if not count)
