"""The till's printer: from the shop's setting to the thread that serves its queue.

`Printers.start` runs off the window's thread: what it needs takes its time to be imported,
and the sign-in does not wait for it.
The printer `virtual` is the demo's own: its paper is shown in a window instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from koperasi.errors import BadInput
from koperasi.settings import Settings
from koperasi.shop import Shop
from koperasi.text import _, ngettext
from printing.papers import Paper

if TYPE_CHECKING:
    from printing.jobs import Job
    from printing.transports import Status, Transport
    from printing.workers import News, Worker

VIRTUAL = "virtual"

#: A finished paper of the virtual printer: its picture as PNG, its text.
OnPaper = Callable[[bytes, str], None]


class PaperWindow:
    """The virtual printer as a worker's transport: gives each finished sheet to a window."""

    def __init__(self, paper: Paper, on_paper: OnPaper) -> None:
        from printing.virtual import VirtualPrinter

        self.printer = VirtualPrinter(paper.columns, paper.dots)
        self._dots, self._on_paper = paper.dots, on_paper

    def send(self, data: bytes) -> None:
        """Raises PrinterTrouble for bytes that make no sense to any printer."""
        from printing.transports import PrinterTrouble
        from printing.virtual import WrongBytes
        from printing.virtual_sheets import Sheet

        try:
            self.printer.send(data)
        except WrongBytes as wrong:
            raise PrinterTrouble(wrong.message, started=True) from wrong
        for sheet in self.printer.papers:
            page = BytesIO()
            sheet.picture(self._dots).save(page, "PNG")
            self._on_paper(page.getvalue(), sheet.text)
        # What was given away is forgotten: a long day must not fill the memory.
        self.printer.sheets = [Sheet()]

    def status(self) -> Status:
        from printing.transports import Status

        condition = self.printer.condition
        return Status(told=True, paper_out=condition.paper_out, cover_open=condition.cover_open)


def paper_of(settings: Settings) -> Paper:
    """The paper that the shop's printer takes."""
    paper = Paper.of_columns(settings.receipt_columns)
    return paper if settings.printer_cutter else Paper(columns=paper.columns, dots=paper.dots, cutter="none")


@dataclass(slots=True)
class Printers:
    """The workers of this PC's printers; today its till's one.

    All callbacks are called in the worker's thread.
    """

    shop: Shop
    name: str
    on_news: Callable[[News], None]
    on_job: Callable[[Job], None]
    on_paper: OnPaper
    _worker: Worker | None = field(default=None, init=False)
    _stopped: bool = field(default=False, init=False)

    def start(self) -> None:
        """Serve the queue from now on; an address that names no printer becomes news of trouble."""
        from pos import slips
        from printing.workers import News, Worker

        address, paper = self.shop.settings.printer, paper_of(self.shop.settings)
        if not address or self._stopped:
            return
        try:
            transport = self._transport(address, paper)
        except BadInput as wrong:
            self.on_news(News(self.name, trouble=wrong.message))
            return
        worker = Worker(
            self.shop.database,
            self.name,
            transport,
            paper,
            draw=partial(slips.draw, self.shop),
            clock=self.shop.clock,
            practice=self.shop.settings.training,
            kicks=address == VIRTUAL or not self.shop.settings.training,
            on_news=self.on_news,
            on_job=self.on_job,
        )
        worker.start()
        self._worker = worker

    def call(self) -> None:
        """There is something to print, or someone has seen to the printer."""
        if self._worker is not None:
            self._worker.call()

    def stop(self) -> None:
        """Finish the slip under way, and end."""
        self._stopped = True
        if self._worker is not None:
            self._worker.stop()
            self._worker = None

    def _transport(self, address: str, paper: Paper) -> Transport:
        from printing.transports import of_address

        return PaperWindow(paper, self.on_paper) if address == VIRTUAL else of_address(address)


def words_of(news: News | None, address: str) -> tuple[str, str, str]:
    """What the status bar says of the printer: words, icon, tone."""
    if not address:
        return _("Tanpa printer"), "printer", "ink2"
    if news is None or not (news.trouble or news.unknown):
        if news is not None and news.waiting:
            return _("Mencetak, {count} menunggu").format(count=news.waiting), "printer", "ink2"
        return _("Printer siap"), "check", "ok"
    if news.trouble:
        words = ngettext("{trouble}, {count} struk menunggu", "{trouble}, {count} struk menunggu", news.waiting)
        waiting = words.format(trouble=news.trouble.rstrip("."), count=news.waiting)
        return waiting if news.waiting else news.trouble, "warn", "warn"
    words = ngettext("{count} struk perlu diperiksa: F12", "{count} struk perlu diperiksa: F12", news.unknown)
    return words.format(count=news.unknown), "warn", "warn"
