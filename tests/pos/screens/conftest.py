"""A real small shop behind real selling screens in an offscreen window, driven by keys and touches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.deeds import Deeds
from desktop.shells import Shell
from desktop.sounds import Sound, Sounds
from inventory import catalogue
from inventory.catalogue import NewGood, NewUnit
from inventory.goods import PriceLine, PriceRule
from koperasi import users
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from pos.screens.change import ChangeScreen
from pos.screens.checkouts import Checkout
from pos.screens.payment import PaymentScreen
from pos.screens.till import TillScreen, add_to
from pos.stations import Station
from pos.till import Till
from tests.fronts import Front
from tests.shops import Counter, new_shop, small_shop

LETTERS = {"*": Qt.Key.Key_Asterisk, "+": Qt.Key.Key_Plus, "-": Qt.Key.Key_Minus}


@dataclass(slots=True)
class Desk:
    """A shop with an open shift, and a window of its selling screens."""

    shop: Counter
    shell: Shell
    checkout: Checkout
    qtbot: QtBot

    @property
    def till(self) -> Till:
        assert self.checkout.till is not None
        return self.checkout.till

    @property
    def screen(self) -> TillScreen:
        found = self.shell.screen_named("till")
        assert isinstance(found, TillScreen)
        return found

    @property
    def payment(self) -> PaymentScreen:
        found = self.shell.screen_named("payment")
        assert isinstance(found, PaymentScreen)
        return found

    @property
    def change(self) -> ChangeScreen:
        found = self.shell.screen_named("change")
        assert isinstance(found, ChangeScreen)
        return found

    @property
    def heard(self) -> Sound | None:
        return self.shell.sounds.last

    def until(self, told: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(told()), timeout=5_000)

    def settle(self) -> None:
        """Every question asked so far has its answer."""
        self.until(lambda: self.checkout.till is not None and not self.checkout.asking)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(focused(), text)

    def press(self, *keys: Qt.Key, ctrl: bool = False) -> None:
        held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        for key in keys:
            self.qtbot.keyClick(focused(), key, held)

    def scan(self, code: str) -> None:
        """A scanner's burst, as the shell hands it on."""
        self.shell.scanner.scanned.emit(code)
        self.settle()

    def typed(self, text: str) -> None:
        """Typed at the scan box, with Enter."""
        self.type(text)
        self.press(Qt.Key.Key_Return)
        self.settle()

    def touch(self, widget: QWidget, at: QPoint | None = None) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())

    def finish(self) -> None:
        """Enter on the payment screen, until the change is shown."""
        self.press(Qt.Key.Key_Return)
        self.until(lambda: self.shell.current_name == "change")


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def more_goods(counter: Counter) -> None:
    """What the small shop lacks: units, tiers, members' prices, weights, and a price to be typed."""
    retail = PriceRule.RETAIL
    coffee = NewGood(
        code="K-0412",
        name="Kopi Kapal Api Special Mix 25 g",
        units=(
            NewUnit(
                "Pcs",
                ONE,
                ("8991002101104",),
                (
                    PriceLine(retail, Rupiah(1_750)),
                    PriceLine(PriceRule.CLASS, Rupiah(1_700), price_class="anggota"),
                ),
            ),
            NewUnit(
                "Renteng",
                Quantity.of(10),
                ("8991002101111",),
                (
                    PriceLine(retail, Rupiah(15_800)),
                    PriceLine(PriceRule.CLASS, Rupiah(15_500), price_class="anggota"),
                    PriceLine(PriceRule.TIER, Rupiah(15_000), Quantity.of(60)),
                ),
            ),
        ),
    )
    rice = NewGood(
        code="B-0001",
        name="Beras Mentik Wangi",
        base_unit="Kg",
        units=(NewUnit("Kg", ONE, (), (PriceLine(retail, Rupiah(14_500)),)),),
    )
    fish = NewGood(code="I-0007", name="Ikan Lele", units=(NewUnit("Pcs", ONE, (), ()),), open_price=True)
    with counter.shop.work(counter.shop.konsole(), channel="konsole") as work:
        catalogue.add_many(work, [coffee, rice, fish])


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    theme.apply(qapp, motion=False)


@pytest.fixture
def seller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """A small shop with an open shift, on SQLite: the engines are told apart below the screens."""
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    made = small_shop(new_shop(f"sqlite:///{tmp_path / 'shop.db'}", tmp_path))
    more_goods(made)
    made.open()
    yield made
    made.shop.close()


@pytest.fixture
def open_desk(qtbot: QtBot, seller: Counter) -> Iterator[Callable[[], Desk]]:
    """Opens a window on the shop; called twice it is as if the program was started again."""
    opened: list[Desk] = []

    def made() -> Desk:
        shell = Shell(Deeds(), Sounds(on=False))
        station = Station(seller.shop, seller.cashier, seller.shift, "Kasir 1", "K1")
        desk = Desk(seller, shell, add_to(shell, station), qtbot)
        opened.append(desk)
        qtbot.addWidget(shell)
        shell.resize(1366, 768)
        shell.show()
        shell.activateWindow()
        shell.go("till", fresh=True)
        qtbot.waitUntil(shell.isActiveWindow)
        desk.settle()
        return desk

    yield made
    for desk in opened:
        desk.shell.deeds.close()
        desk.shell.close()


@pytest.fixture
def desk(open_desk: Callable[[], Desk]) -> Desk:
    return open_desk()


@pytest.fixture
def unopened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """A small shop before its first shift."""
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    made = small_shop(new_shop(f"sqlite:///{tmp_path / 'shop.db'}", tmp_path))
    yield made
    made.shop.close()


@pytest.fixture
def front(qtbot: QtBot, qapp: QApplication, unopened: Counter) -> Iterator[Front]:
    """The whole window, at its sign-in, before the first shift."""
    opened = Front.open(unopened, qtbot, qapp)
    yield opened
    opened.window.close()


@pytest.fixture
def selling_front(qtbot: QtBot, qapp: QApplication, seller: Counter) -> Iterator[Front]:
    """The whole window, with the cashier signed in and her shift open."""
    opened = Front.open(seller, qtbot, qapp)
    opened.sign_in()
    opened.at("till")
    yield opened
    opened.window.close()
