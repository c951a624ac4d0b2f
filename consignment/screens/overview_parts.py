"""What the tiles of the overview say: an overview's figures as words, bars and chips."""

from __future__ import annotations

from consignment.maker_cares import Call
from consignment.overviews import SHOWN, Overview
from consignment.screens.overview_tiles import Bar, Part, Person
from desktop.chips import Chip
from inventory.stock_reports import millions
from koperasi.money import ZERO
from koperasi.text import MONTHS, _, ngettext, short_date


def owed_words(seen: Overview) -> str:
    count = seen.makers_owed
    told = ngettext("kepada {count} penitip; sejak bisa diambil:", "kepada {count} penitip; sejak bisa diambil:", count)
    return told.format(count=count)


def owed_foot(seen: Overview) -> tuple[Part, ...]:
    """What may be taken now and within the week, and what makers owe."""
    told = [Part(_("Bisa diambil sekarang"), 0, seen.available.bare, "")]
    if seen.soon > ZERO:
        told.append(Part(_("Bertambah dalam 7 hari"), 0, seen.soon.bare, ""))
    if seen.aged.owes > ZERO:
        told.append(Part(_("Penitip berutang"), 0, seen.aged.owes.bare, ""))
    return tuple(told)


def ages(seen: Overview) -> tuple[Part, ...]:
    aged = seen.aged
    return (
        Part(_("Ditahan"), aged.on_hold.amount, aged.on_hold.bare, "edge"),
        Part(_("Sampai 7 hari"), aged.week.amount, aged.week.bare, "titip_line"),
        Part(_("8–30 hari"), aged.month.amount, aged.month.bare, "titip"),
        Part(_("Lebih lama"), aged.older.amount, aged.older.bare, "refuse"),
    )


def growth(seen: Overview) -> Chip | None:
    """How this month compares with the last one up to the same day."""
    percent = seen.growth
    if percent is None:
        return None
    if percent >= 0:
        return Chip(_("{percent}% di atas").format(percent=percent), "ok")
    return Chip(_("{percent}% di bawah").format(percent=-percent), "warn")


def growth_words(seen: Overview) -> str:
    if seen.before <= ZERO and not any(each.amount for each in seen.months[:-1]):
        return _("bulan lalu belum ada")
    return _("bulan lalu s.d. tgl {day}: {amount}").format(day=seen.day.day, amount=millions(seen.before))


def months(seen: Overview) -> tuple[Bar, ...]:
    last = len(seen.months) - 1
    return tuple(
        Bar(MONTHS[each.month - 1][:3], each.amount.amount, millions(each.amount), n == last)
        for n, each in enumerate(seen.months)
    )


def thanks(seen: Overview) -> tuple[Person, ...]:
    most = max((each.now.amount for each in seen.thanks), default=0)
    return tuple(
        Person(each.maker.name, _risen(each.growth), millions(each.now), max(each.now.amount, 0) * 1000 // most)
        for each in seen.thanks
        if most > 0
    )


def _risen(growth: int | None) -> str:
    """How her sales of a month compare with those of the month before."""
    if growth is None:
        return _("30 hari ini; sebelumnya belum ada")
    percent = growth // 100
    if percent >= 0:
        # Next to nothing before makes thousands of per cent, which say nothing.
        return _("30 hari ini, naik {percent}%").format(percent=percent if percent < 1_000 else ">999")
    return _("30 hari ini, turun {percent}%").format(percent=-percent)


def calls(seen: Overview) -> tuple[Person, ...]:
    return tuple(Person(each.known.maker.name, _about(each)) for each in seen.calls)


def _about(call: Call) -> str:
    """Her number and the most pressing of what she is called about."""
    first, *rest = call.reasons
    told = first.words
    if rest:
        told = ngettext("{why}, dan {count} hal lagi", "{why}, dan {count} hal lagi", len(rest)).format(
            why=told, count=len(rest)
        )
    return f"{call.known.maker.phone} · {told}" if call.known.maker.phone else told


def asks(seen: Overview) -> tuple[Person, ...]:
    told = []
    for each, name in zip(seen.asks, seen.names, strict=True):
        shelf = each.shelf
        gone = _("habis") if each.gone_on <= seen.day else _("habis {day}").format(day=short_date(each.gone_on))
        words = _("{maker} · {gone}, biasa datang {day}").format(maker=name, gone=gone, day=short_date(each.expected))
        told.append(Person(shelf.name, words, f"{each.ask_for} {shelf.unit}"))
    return tuple(told)


def more_of(count: int) -> str:
    rest = count - SHOWN
    return ngettext("dan {count} lagi", "dan {count} lagi", rest).format(count=rest) if rest > 0 else ""
