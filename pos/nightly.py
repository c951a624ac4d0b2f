"""The nightly folder: the reports a shop wants of each day, as files, once the day is over.

    night = nightly.write(shop, plan, day, stop)

Set by `nightly_folder` and its neighbours in the settings.  A day has a folder of its own,
named like `2026-11-23`, that is put in its place whole.  A day is done when its folder is
there and tells of the day's last close, whose time the folder bears: a morning shift's close
is not the day's end.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from koperasi import whole_files
from koperasi.errors import BadInput, Refused, ShopError, Trouble
from koperasi.periods import Period
from koperasi.settings import Settings
from koperasi.shop import Shop
from koperasi.stops import Stop
from koperasi.text import _
from pos import manager_papers, nightly_queries, report_choices
from pos.commands import reports
from pos.report_choices import Filter
from pos.spans import Span

#: Papers for the manager, beside the reports, by the names they are asked for with.
PAPERS = {
    "paper-day": Span.DAY,
    "paper-week": Span.WEEK,
    "paper-month": Span.MONTH,
    "paper-year": Span.YEAR,
}
#: The code of a cooperative's first branch.
FIRST = "01"
#: Days that are made up for when nobody opened the shop in between.
BACK = 7
#: Nobody prints more rows than this; a workbook holds them.
MOST_ON_PAPER = 20_000
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ENDINGS = (".pdf", ".xlsx")
#: What a program that was killed left: a folder half written, or one that was to go.
LEFT = re.compile(r"\.\d{4}-\d{2}-\d{2}\.\w+-\w+\.(part|old)")
LEFT_AFTER = 86_400  # seconds
#: Seconds by which some file systems round a folder's time.
ROUNDED = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """What is written, where to, and for how many days it is kept (0: for ever)."""

    folder: Path
    names: tuple[str, ...]
    pdf: bool = True
    xlsx: bool = True
    keep_days: int = 0

    def of(self, day: date) -> Path:
        """The folder of a day."""
        return self.folder / day.isoformat()


@dataclass(frozen=True, slots=True)
class Night:
    """What was written of a day, and what could not be: a report's name and why."""

    day: date
    folder: Path
    files: tuple[str, ...]
    failed: tuple[tuple[str, str], ...] = ()


def plan_of(settings: Settings, branch_code: str = FIRST) -> Plan | None:
    """What a branch has set; None where it wants no such files.

    All but the first have a folder of their own in it: two branches may name one share.
    """
    folder, names = settings.nightly_folder.strip(), tuple(settings.nightly_reports.split())
    if not folder or not names:
        return None
    place = Path(folder) if branch_code == FIRST else Path(folder) / _("Cabang {name}").format(name=branch_code)
    return Plan(place, names, settings.nightly_pdf, settings.nightly_xlsx, settings.nightly_keep_days)


def check(names: str) -> None:
    """Raises BadInput for a name that is no report, or one that needs to be told more."""
    for name in names.split():
        choice = report_choices.listed(name).choice if name in reports.REPORTS else None
        if name not in PAPERS and (choice is None or Filter.GOOD in choice.filters):
            raise BadInput(
                _("Tidak ada laporan malam {name}.").format(name=name),
                remedy=_("Pakai nama dari: sbmi-mart report --help, atau paper-day, paper-month."),
            )


def due(shop: Shop, plan: Plan, connection: Connection) -> list[date]:
    """Days of the last week that are over and of which there is no folder yet, or one from before their last close."""
    today = shop.branch.business_date(shop.clock())
    days = nightly_queries.closed_days(connection, shop.branch.id, today - timedelta(days=BACK), today)
    return [day for day, closed in days.items() if not _tells(plan.of(day), closed)]


def _tells(folder: Path, closed: datetime) -> bool:
    """Whether a day's folder was made after that close."""
    return folder.exists() and int(folder.stat().st_mtime) + ROUNDED >= int(closed.timestamp())


def write(shop: Shop, plan: Plan, day: date, stop: Stop | None = None) -> Night:
    """Write a day's files and put their folder in its place, over what was there; drop what is too old.

    One report that cannot be made stops no other.  Raises Trouble for a disk that refuses
    and a database that is away, Stopped when nobody waits; then nothing of the day is left.
    """
    stop = stop or Stop()
    mine = f".{day.isoformat()}.{shop.writer}-{os.getpid()}"
    draft, old = plan.folder / f"{mine}.part", plan.folder / f"{mine}.old"
    failed: list[tuple[str, str]] = []
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        with stop.reading(shop) as connection:
            closed = nightly_queries.closed_days(connection, shop.branch.id, day, day).get(day)
        for number, name in enumerate(plan.names):
            stop.step(number, len(plan.names))
            try:
                for file, data in _files(shop, plan, name, day, stop):
                    whole_files.write(draft / file, data)
            except Trouble:
                raise  # which is no fault of the report: the day is made up for later
            except ShopError as wrong:
                failed.append((name, str(wrong)))
        files = tuple(sorted(each.name for each in draft.iterdir()))
        if closed is not None:
            with suppress(OSError):  # not every share lets a folder bear another time
                os.utime(draft, (closed.timestamp(), closed.timestamp()))
        _put(draft, plan.of(day), old)
    except OSError as error:
        told = _("Laporan malam tidak bisa ditulis ke {folder}: {why}")
        raise Trouble(
            told.format(folder=plan.folder, why=error.strerror), remedy=_("Periksa foldernya di Pengaturan.")
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    thin_out(plan, shop.branch.business_date(shop.clock()))
    return Night(day, plan.of(day), files, tuple(failed))


def _put(draft: Path, place: Path, old: Path) -> None:
    """The draft in the place of what was there before, which comes back when that is refused."""
    if place.exists():
        place.rename(old)
    try:
        draft.rename(place)
    except OSError:
        # Where another PC was quicker, what it put there is as good.
        if not place.exists():
            if old.exists():
                old.rename(place)
            raise
    shutil.rmtree(old, ignore_errors=True)


def _files(shop: Shop, plan: Plan, name: str, day: date, stop: Stop) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file of a report; a paper for the manager is a PDF always."""
    if name in PAPERS:
        span = PAPERS[name]
        with stop.reading(shop) as connection:
            data = manager_papers.paper(shop, connection, span, day)
        yield f"{whole_files.safe_name(manager_papers.name(span, day))}.pdf", data
        return
    if name not in reports.REPORTS:
        raise BadInput(_("Tidak ada laporan malam {name}.").format(name=name))
    with stop.reading(shop) as connection:
        report = reports.maker(name)(connection, Period(shop.branch, day, day, stop=_Part(stop)))
    title = whole_files.safe_name(f"{report.title} ({name})")
    if plan.pdf:
        if len(report.rows) > MOST_ON_PAPER:
            if not plan.xlsx:
                raise Refused(_("Terlalu panjang untuk kertas."), rule="too-long")
        else:
            from printing.pdf_files import pdf_bytes

            yield f"{title}.pdf", pdf_bytes(report, _Part(stop))
    if plan.xlsx:
        from printing.xlsx_files import xlsx_bytes

        yield f"{title}.xlsx", xlsx_bytes(report, _Part(stop))


class _Part(Stop):
    """A part's own steps, ended when the whole is: how far the whole is, is told report by report."""

    def __init__(self, whole: Stop) -> None:
        super().__init__()
        self._over = whole

    def step(self, part: int, whole: int) -> None:
        if self._over.stopped:
            self.stop()
        super().step(part, whole)


def thin_out(plan: Plan, today: date) -> None:
    """Drop what killed programs left, and days that are kept long enough: our own files, never anything else."""
    for left in [each for each in plan.folder.iterdir() if LEFT.fullmatch(each.name)]:
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_AFTER:
                shutil.rmtree(left)
    if plan.keep_days <= 0:
        return
    oldest = (today - timedelta(days=plan.keep_days)).isoformat()
    for folder in sorted(each for each in plan.folder.iterdir() if DAY.fullmatch(each.name) and each.is_dir()):
        if folder.name < oldest:
            with suppress(OSError):
                for file in folder.iterdir():
                    if file.suffix in ENDINGS:
                        file.unlink()
                folder.rmdir()


def make_up(shop: Shop, plan: Plan, stop: Stop, days: Sequence[date] | None = None) -> list[Night]:
    """Write these days, or every day that is over and not there yet; raises Trouble, Stopped."""
    if days is None:
        with stop.reading(shop) as connection:
            days = due(shop, plan, connection)
    return [write(shop, plan, day, stop) for day in days]
