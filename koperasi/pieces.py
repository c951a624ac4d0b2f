"""Pieces: what kept rows of months and days make up a stretch of days, as few as can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Piece:
    """Kept rows that days are made of: of whole months, or of days, to be added or taken off."""

    monthly: bool
    first: date
    last: date
    sign: int = 1


def pieces(first: date, last: date, newest: date = date.max) -> list[Piece]:
    """What kept rows make up these days, as few as can be.

    Of a month that is not whole, its days; or where more than half of it is asked for, the
    month less its other days.  Those to come are nothing, so a year up to today is its months;
    where `newest` says which day is the last with any rows, those after it count for nothing.
    """
    found: list[Piece] = []
    for month, end in months(first, last):
        for piece in _of_month(month, max(first, month), end, last, newest):
            if found and found[-1].monthly and piece.monthly:
                found[-1] = replace(found[-1], last=piece.last)
            else:
                found.append(piece)
    return found


def until(last: date, newest: date = date.max) -> list[Piece]:
    """The same of all days up to and with this one."""
    month, end = next(months(last, last))
    before = Piece(True, date.min, month - timedelta(days=1))
    return [before, *_of_month(month, month, end, last, newest)]


def after(day: date, newest: date = date.max) -> list[Piece]:
    """The same of all days after this one."""
    first = day + timedelta(days=1)
    month, end = next(months(first, first))
    return [*_of_month(month, first, end, end, newest), Piece(True, end + timedelta(days=1), date.max)]


def months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The months that these days touch: the first and the last day of each."""
    month = first.replace(day=1)
    while month <= last:
        following = (month + timedelta(days=31)).replace(day=1)
        yield month, following - timedelta(days=1)
        month = following


def _of_month(month: date, first: date, end: date, last: date, newest: date) -> Iterator[Piece]:
    stop, there = min(last, end), min(end, newest)
    asked = (min(stop, there) - first).days + 1
    if asked <= (there - month).days + 1 - asked:
        yield Piece(False, first, stop)
        return
    yield Piece(True, month, month)
    if first > month:
        yield Piece(False, month, first - timedelta(days=1), -1)
    if stop < end:
        yield Piece(False, stop + timedelta(days=1), end, -1)
