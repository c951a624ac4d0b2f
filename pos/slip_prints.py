"""Reports on the receipt printer: queued like every slip, and noted in the audit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from koperasi.shop import Shop
from koperasi.text import _, clock, short_date
from koperasi.work import Actor
from printing import jobs
from printing.report_slips import report_slip
from printing.reports import Report


class Desk(Protocol):
    """Who asks for it, in which shop, at which printer."""

    @property
    def shop(self) -> Shop: ...
    @property
    def person(self) -> Actor: ...
    @property
    def printer(self) -> str: ...
    @property
    def call_printer(self) -> Callable[[], None]: ...


def print_report(desk: Desk, report: Report) -> None:
    """Queue a report as a slip; raises Refused for one that does not fit."""
    shop, person = desk.shop, desk.person
    now = shop.branch.local(shop.clock())
    printed = _("{day} {time} oleh {name}").format(day=short_date(now), time=clock(now), name=person.name)
    slip = report_slip(report, printed)
    row = jobs.queue_row(shop.minter.next(), slip, printer=desk.printer, at=shop.clock())
    with shop.database.writing() as connection:
        jobs.put(connection, row)
    shop.note(person.id, "pos:report:slip", report=report.name)
    desk.call_printer()
