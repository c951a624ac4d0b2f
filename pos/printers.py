"""The till's printer: from the shop's setting to the thread that serves its queue.

`Printers.start` runs off the window's thread: what it needs takes its time to be imported,
and the sign-in does not wait for it.
The printer `virtual` is the demo's own: its paper is shown in a window instead.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from threading import Event, Lock
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from koperasi.errors import BadInput, Trouble
from koperasi.settings import Settings
from koperasi.shop import Shop
from koperasi.text import _, ngettext
from printing import till_printers
from printing.papers import Paper
from printing.till_printers import Printer, Role
from printing.transports import alone

if TYPE_CHECKING:
    from printing.jobs import Job
    from printing.stand_ins import StandIn
    from printing.transports import Status, Transport
    from printing.workers import News, Worker

log = logging.getLogger(__name__)

VIRTUAL = till_printers.VIRTUAL
AGAIN = 5.0  # seconds until a database that is away is asked again

#: A finished paper of the virtual printer: its picture as PNG, its text.
OnPaper = Callable[[bytes, str], None]


class PaperWindow:
    """The virtual printer as a worker's transport: gives each finished sheet to a window."""

    def __init__(self, paper: Paper, on_paper: OnPaper) -> None:
        from printing.virtual import VirtualPrinter

        self.printer = VirtualPrinter(paper.columns, paper.dots, wraps=True)
        self._dots, self._on_paper = paper.dots, on_paper

    def send(self, data: bytes) -> bool:
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
        return True

    def status(self) -> Status:
        from printing.transports import Status

        condition = self.printer.condition
        return Status(told=True, paper_out=condition.paper_out, cover_open=condition.cover_open)


def paper_of(settings: Settings) -> Paper:
    """The paper that the till's printer of receipts takes."""
    return till_printers.paper_of(settings)


def paper_here(shop: Shop) -> Paper:
    """The paper of this PC's printer of receipts, with all that was set for it."""
    first = till_printers.by_role(till_printers.of(shop), Role.RECEIPT)
    return first.paper if first is not None else paper_of(shop.settings)


def stand_in_queue(till_code: str) -> str:
    """The print queue of the printer that stands in at a till."""
    return f"{till_code}/2"


def queues(till_code: str) -> tuple[str, str]:
    """Both queues of a till."""
    return till_code, stand_in_queue(till_code)


@dataclass(slots=True)
class Printers:
    """The workers of this PC's printers: the one of the till's receipts, and its stand-in.

    All callbacks are called in a worker's thread; `on_news` hears of the first printer, with
    what waits for the stand-in and what is unknown there counted in.
    """

    shop: Shop
    name: str
    on_news: Callable[[News], None]
    on_job: Callable[[Job], None]
    on_paper: OnPaper
    _workers: list[Worker] = field(default_factory=list, init=False)
    _stopping: Event = field(default_factory=Event, init=False)
    _hiring: Lock = field(default_factory=Lock, init=False)
    _heard: dict[str, News] = field(default_factory=dict, init=False)
    _hearing: Lock = field(default_factory=Lock, init=False)
    #: By queue: where its printer is, and the way there.
    _ways: dict[str, tuple[str, Transport]] = field(default_factory=dict, init=False)

    def start(self) -> None:
        """Serve the queues from now on; an address that names no printer becomes news of trouble.

        While the database is away it is tried again, until `stop`.
        """
        from printing.workers import News

        while not self._stopping.is_set():
            try:
                with self._hiring:
                    self._hire()
                return
            except BadInput as wrong:
                self._workers.clear()
                self.on_news(News(self.name, trouble=wrong.message))
                return
            except (SQLAlchemyError, Trouble):
                log.info("the printers cannot be read", exc_info=True)
                self.on_news(News(self.name, trouble=_("Data toko tidak terjangkau.")))
                self._stopping.wait(AGAIN)

    def _hire(self) -> None:
        from printing.stand_ins import StandIn, WayBack

        if self._stopping.is_set():
            return
        there = till_printers.of(self.shop)
        first, second = (till_printers.by_role(there, role) for role in (Role.RECEIPT, Role.STAND_IN))
        if first is None:
            return
        drawer = next((each for each in there if each.drawer), None)
        hired: list[Worker] = []
        stand_in = None
        if second is not None:
            stand_in = StandIn(stand_in_queue(self.name), by_itself=second.by_itself)
            hired.append(self._worker(second, stand_in.queue, drawer, WayBack(self.name, stand_in, self.call)))
            stand_in.call = hired[0].call
        self._take_back(second is not None)
        self._workers = [self._worker(first, self.name, drawer, stand_in), *hired]
        for each in self._workers:
            each.start()

    def _worker(self, printer: Printer, queue: str, drawer: Printer | None, stand_in: StandIn | None) -> Worker:
        """The worker of one printer; only the one that the drawer hangs on takes its kicks."""
        from pos import slips
        from printing.workers import Worker

        hangs_here = drawer is not None and drawer.id == printer.id
        nobody_kicks = drawer is None or drawer.role is Role.SPARE
        takes = hangs_here or (nobody_kicks and printer.role is Role.RECEIPT)
        way = self._transport(printer.address, printer.paper)
        self._ways[queue] = (printer.address, way)
        return Worker(
            self.shop.database,
            queue,
            way,
            printer.paper,
            draw=partial(slips.draw, self.shop),
            clock=self.shop.clock,
            practice=self.shop.settings.training,
            kicks=hangs_here and (printer.is_virtual or not self.shop.settings.training),
            drawer=self.name if takes else "",
            line=alone(printer.address),
            stand_in=stand_in,
            on_news=self._hear,
            on_job=self.on_job,
        )

    def _take_back(self, stands_in: bool) -> None:
        """What waits for a stand-in that is gone waits for the first printer."""
        from printing import jobs

        here, there = queues(self.name)
        with self.shop.database.writing() as connection:
            if not stands_in:
                jobs.recover(connection, there)
                jobs.give_back(connection, there, here)

    def _hear(self, news: News) -> None:
        with self._hearing:
            self._heard[news.printer] = news
            first, second = (self._heard.get(queue) for queue in queues(self.name))
            if first is None:
                return
            if second is not None:
                waiting, unknown = first.waiting + second.waiting, first.unknown + second.unknown
                first = replace(first, waiting=waiting, unknown=unknown, second=second.trouble)
            self.on_news(first)

    def call(self) -> None:
        """There is something to print, or someone has seen to the printer."""
        for each in self._workers:
            each.call()

    def divert(self) -> None:
        """Let the stand-in print what waits, until the first printer is well again."""
        for each in self._workers[:1]:
            each.divert()

    def resume(self) -> None:
        """Let the first printer print again."""
        for each in self._workers[:1]:
            each.resume()

    def send(self, address: str, paper: Paper, data: bytes) -> None:
        """Bytes of a try-out, past the queue; raises PrinterTrouble, BadInput for an address that names no printer."""
        from printing.networks import Network

        way = next((each for there, each in self._ways.values() if there == address), None)
        way = way or self._transport(address, paper)
        if isinstance(way, Network):
            way = replace(way, trusted=True)  # a person looks whether it comes out
        with alone(address):
            way.send(data)

    def status(self, address: str, paper: Paper) -> Status:
        """What a printer says of itself now; raises PrinterTrouble when it cannot be reached."""
        way = next((each for there, each in self._ways.values() if there == address), None)
        way = way or self._transport(address, paper)
        with alone(address):
            return way.status()

    def said(self) -> dict[str, News]:
        """What each queue's printer told last."""
        with self._hearing:
            return dict(self._heard)

    def stop(self) -> None:
        """Finish the slips under way, and end."""
        self._stopping.set()
        with self._hiring:
            for each in self._workers:
                each.stop()
            self._workers = []

    def trust(self, queue: str) -> None:
        """A person holds a paper that the printer of this queue did not prove: believe it from now on."""
        from printing.networks import Network

        address, way = self._ways.get(queue, ("", None))
        if not isinstance(way, Network) or way.acknowledge or way.trusted or self.shop.till_id is None:
            return
        way.trusted = True
        with self.shop.database.writing() as connection:
            till_printers.trust(connection, self.shop.till_id, address)

    def _transport(self, address: str, paper: Paper) -> Transport:
        from printing.networks import Network
        from printing.transports import of_address

        if address == VIRTUAL:
            return PaperWindow(paper, self.on_paper)
        way = of_address(address)
        if isinstance(way, Network):
            with self.shop.reading() as connection:
                way.trusted = till_printers.trusted(connection, self.shop.till_id, address)
        return way


def address_words(address: str) -> str:
    """An address as people read it: the sample printer has none."""
    return _("printer contoh") if address == VIRTUAL else address


def words_of(news: News | None, address: str) -> tuple[str, str, str]:
    """What the status bar says of the printer: words, icon, tone."""
    if not address:
        return _("Tanpa printer"), "printer", "ink2"
    if news is None:
        return _("Printer siap"), "check", "ok"
    if news.diverted:
        trouble = news.second or news.trouble
        words = _("Printer cadangan dipakai: {trouble}").format(trouble=trouble.rstrip("."))
        return words if trouble else _("Printer cadangan dipakai"), "warn", "warn"
    if news.trouble:
        return _of_trouble(news), "warn", "warn"
    if news.unknown:
        words = ngettext("{count} struk perlu diperiksa: F12", "{count} struk perlu diperiksa: F12", news.unknown)
        return words.format(count=news.unknown), "warn", "warn"
    if news.waiting:
        return _("Mencetak, {count} menunggu").format(count=news.waiting), "printer", "ink2"
    if news.status.paper_low:
        return _("Kertas hampir habis"), "warn", "warn"
    return _("Printer siap"), "check", "ok"


def _of_trouble(news: News) -> str:
    trouble = news.trouble.rstrip(".")
    if news.offer:
        return _("{trouble}, {count} menunggu · cadangan: Ctrl F10").format(trouble=trouble, count=news.waiting)
    if not news.waiting:
        return news.trouble
    words = ngettext("{trouble}, {count} struk menunggu", "{trouble}, {count} struk menunggu", news.waiting)
    return words.format(trouble=trouble, count=news.waiting)
