"""A till's real window for scans and memory, painted into memory; and a bare one beside it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import monotonic

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QEvent, QEventLoop, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView, QVBoxLayout, QWidget

from benchmarks.shops import Open
from consignment import my_goods_desks
from consignment.screens.my_goods import DOOR, NAME, MyGoodsScreen
from consignment.screens.my_goods_door import MyGoodsDoor
from desktop.deeds import Deeds
from desktop.shells import Shell
from desktop.sounds import Sounds
from koperasi import users
from pos.screens import office
from pos.screens.payment import PaymentScreen
from pos.screens.report import ReportScreen
from pos.screens.till import TillScreen
from pos.screens.windows import TillWindow, application
from pos.stations import Station
from pos.till import open_till

WIDE, HIGH = 1366, 768
WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents


def app() -> QApplication:
    """The one application of this process, with the shop's font and manners."""
    there = QApplication.instance()
    return there if isinstance(there, QApplication) else application()


class Painted(QObject):
    """Notes that something was painted since it was last asked to wait."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def forget(self) -> None:
        """What is painted from now on counts."""
        self.seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


class OpenTill:
    """A signed-in till with an empty cart."""

    def __init__(self, place: Open) -> None:
        self.app = app()
        # Nobody presses a key here, so the till would lock itself.
        place.shop.settings = replace(place.shop.settings, lock_minutes=0)
        self.window = TillWindow(place.shop, self.app)
        shell = self.window.shell
        shell.resize(WIDE, HIGH)
        shell.show()
        self.window.furnish()
        self.window.station.actor, self.window.station.shift = place.cashier, place.shift
        shell.go("till", fresh=True)
        screen = shell.screen_named("till")
        if not isinstance(screen, TillScreen):
            raise TypeError("the till's screen is another")
        self.screen, self.checkout = screen, screen.checkout
        self.until(lambda: self.checkout.till is not None and self.checkout.kept)
        lines = screen.face.lines
        self.painted = Painted(getattr(lines, "viewport", lambda: lines)())
        self.checkout.changed.connect(self.painted.forget)

    def until(self, told: Callable[[], bool]) -> None:
        """Let the window live until something is so; raises TimeoutError when it never is."""
        patience = monotonic() + 30
        while not told():
            self.app.processEvents(WAIT)
            if monotonic() > patience:
                raise TimeoutError("the window does not become what is waited for")

    def scan(self, code: str) -> None:
        """Scan a code, and come back when its line has been painted."""
        before = self.checkout.till
        self.screen.scanned(code)
        self.until(lambda: self.checkout.till is not before and self.painted.seen)

    def sell(self, *codes: str) -> None:
        """A whole sale: scanned, paid exactly in cash, its change shown; comes back at the next customer's till."""
        shell = self.window.shell
        for code in codes:
            self.scan(code)
        screen = shell.screen_named("payment")
        if not isinstance(screen, PaymentScreen) or self.checkout.till is None:
            raise TypeError("the payment screen is another")
        shell.go("payment")
        self.checkout.become(self.checkout.till.pay_started())
        screen.do_primary()
        self.until(lambda: shell.current_name == "change")
        shell.go("till", fresh=True)
        self.settle()

    def settle(self) -> None:
        """Let what was begun in the background end."""
        self.until(lambda: self.checkout.kept)

    def next_customer(self) -> None:
        """An empty cart again."""
        counter, shop = self.checkout.counter, self.window.shop
        self.checkout.become(open_till(None, counter.new_cart(), shop.settings.cash_rounding))
        self.settle()

    def close(self) -> None:
        self.window.close()
        self.app.processEvents()


class _Rows(QAbstractTableModel):
    """As few lines of Python as a table can have."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, ...]] = []

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return len(self.rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 5

    def data(self, index: QModelIndex, role: int = 0) -> str | None:
        return self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


class BareTable:
    """A plain window with a box, a table and a label: what Qt itself takes for a new line."""

    def __init__(self) -> None:
        self.app, self.window, self.model = app(), QWidget(), _Rows()
        self.table, self.label = QTableView(), QLabel("0")
        self.table.setModel(self.model)
        column = QVBoxLayout(self.window)
        for widget in (QLineEdit(), self.table, self.label):
            column.addWidget(widget)
        self.window.resize(WIDE, HIGH)
        self.window.show()
        self.painted = Painted(self.table.viewport())
        self.app.processEvents()

    def add(self, row: tuple[str, ...]) -> None:
        self.painted.seen = False
        place = len(self.model.rows)
        self.model.beginInsertRows(QModelIndex(), place, place)
        self.model.rows.append(row)
        self.model.endInsertRows()
        self.label.setText(str(place))
        self.table.scrollToBottom()
        while not self.painted.seen:
            self.app.processEvents(WAIT)

    def clear(self) -> None:
        self.model.beginResetModel()
        self.model.rows.clear()
        self.model.endResetModel()

    def close(self) -> None:
        self.window.close()


class OpenReport:
    """The office's window, for the reports of a shop."""

    def __init__(self, place: Open) -> None:
        self.app, self.deeds = app(), Deeds()
        self.shell = Shell(self.deeds, Sounds(on=False))
        with place.shop.reading() as connection:
            keeper = users.actor(connection, users.KONSOLE_ID)
        office.add_to(self.shell, Station(place.shop, keeper), lambda: None)
        self.shell.resize(WIDE, HIGH)
        self.shell.show()
        screen = self.shell.screen_named("report")
        if not isinstance(screen, ReportScreen):
            raise TypeError("the report's screen is another")
        self.screen = screen
        self.painted = Painted(screen.view.table.rows.viewport())
        self.leave()

    def until(self, told: Callable[[], bool]) -> None:
        """Let the window live until something is so; raises TimeoutError when it never is."""
        patience = monotonic() + 30
        while not told():
            self.app.processEvents(WAIT)
            if monotonic() > patience:
                raise TimeoutError("the window does not become what is waited for")

    def open(self, name: str) -> None:
        """Choose a report, and come back when its first rows have been painted."""
        self.shell.go("report", report=name)
        self.until(lambda: self.screen.view.sheet is not None)
        self.painted.forget()
        self.screen.view.table.rows.viewport().update()
        self.until(lambda: self.painted.seen)

    def leave(self) -> None:
        """Back to the list of reports, with nothing under way."""
        self.shell.go("reports", fresh=True)
        self.screen.view.forget()
        self.app.processEvents()

    def close(self) -> None:
        self.deeds.close()
        self.shell.close()
        self.app.processEvents()


class OpenMyGoods:
    """A window with a maker's own screen, which is gone to as from its door."""

    def __init__(self, place: Open) -> None:
        self.app, self.deeds = app(), Deeds()
        self.shell = Shell(self.deeds, Sounds(on=False))
        with place.shop.reading() as connection:
            self.station = Station(place.shop, users.actor(connection, users.KIOSK_ID))
        self.screen = MyGoodsScreen(self.shell, self.station)
        self.shell.add(DOOR, MyGoodsDoor(self.shell, self.station, alone=True))
        self.shell.add(NAME, self.screen)
        self.shell.resize(WIDE, HIGH)
        self.shell.show()
        self.painted = Painted(self.screen)
        self.leave()

    def open(self, maker: int) -> None:
        """Read hers as the door does once her PIN is right, and come back when it has been painted."""
        self.painted.forget()
        read = partial(my_goods_desks.read, self.station.shop, self.station.person, maker)
        self.deeds.read(self.screen, read, done=lambda goods: self.shell.go(NAME, goods=goods))
        patience = monotonic() + 30
        while self.screen.goods is None or not self.painted.seen:
            self.app.processEvents(WAIT)
            if monotonic() > patience:
                raise TimeoutError("her screen is not painted")

    def leave(self) -> None:
        self.shell.go(DOOR, fresh=True)
        self.app.processEvents()

    def close(self) -> None:
        self.deeds.close()
        self.shell.close()
        self.app.processEvents()
