"""The life of two lots at the screens: the office's and the till's, by keys and a scanner, with its papers.

The figures are those of `test_golden_scenario`; here nobody calls a deed but to turn the day
and to key in a count, which have stories of their own.

    SBMI_MART_PICTURES=FOLDER ./mart test tests/stories/test_golden_at_the_screens.py

keeps each screen and each paper as a picture.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from consignment import agreement_deeds
from consignment.agreement_deeds import AgreementCommand
from consignment.agreements import AgreedRule, Conditions
from consignment.screens.deliveries import DeliveriesScreen
from consignment.screens.givebacks import GivebacksScreen
from consignment.screens.losses import LossesScreen
from consignment.screens.payout import PayoutScreen
from consignment.screens.statement import StatementScreen
from consignment.terms import Deal, Terms
from desktop import theme
from desktop.deeds import Deeds
from desktop.shells import Shell
from desktop.sounds import Sounds
from inventory import prices, queries
from inventory.goods import PriceLine, PriceRule
from inventory.prices import PriceChanged
from inventory.products import Product
from inventory.write_offs import Cause
from koperasi import masters, users
from koperasi.chart import ACCOUNT_IDS
from koperasi.documents import Document, Kind
from koperasi.ledger import Role, balance
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.quantity import Quantity
from pos import checks, slips
from pos.screens import office
from pos.screens.payment import PaymentScreen
from pos.screens.returns import ReturnsScreen
from pos.screens.till import add_to
from pos.screens.till_faces import Page
from pos.stations import Station
from pos.tenders import Tender, TenderKind
from printing import pictures, texts
from printing.jobs import JobKind, PrintJob
from printing.slips import Slip
from tests.consignment import gone, paying
from tests.consignment.gone import Gone
from tests.inventory.screens.conftest import Bureau, focused
from tests.pos.screens.conftest import Desk
from tests.shops import Counter, new_shop, small_shop

RETURN, CONTROL, NONE = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
BOOKS = {Role.COMMISSION_OTHERS: -24_312, Role.CONSIGNMENT_LOSS: 8_000, Role.OWED_TO_MAKERS: 10_237}
#: What each paper is called, in how many sheets, and what stands on it.
PAPERS = (
    ("NOTA TITIP", 2, ("DITOLAK 2 Pcs: Kemasan bocor", "466.875", "Komisi 17,5%", "30 Pcs x 8.000")),
    ("HILANG ATAU RUSAK", 1, ("Hilang di rak, ditanggung toko", "Rp 8.000")),
    ("HILANG ATAU RUSAK", 1, ("Kedaluwarsa, ditanggung penitip", "Rp 0")),
    ("RINCIAN SETORAN", 1, ("RS-000001", "130.500")),
    ("RINCIAN SETORAN", 1, ("RS-000002", "-10.237")),
    ("BUKTI BAYAR PENITIP", 2, ("130.425", "-30.425", "Rp 100.000", "Sisa di saldo Rp 75")),
    ("NOTA RETUR TITIPAN", 2, ("12 Pcs", "tidak laku")),
)
PICTURES = os.environ.get("SBMI_MART_PICTURES", "")


@dataclass(slots=True)
class Mart:
    """The till's window and the office's, on one small shop whose member brings her goods."""

    hers: Gone
    bureau: Bureau
    desk: Desk
    stations: tuple[Station, Station]
    keripik: int
    cookies_sold: str = ""
    taken: list[str] = field(default_factory=list)

    @property
    def counter(self) -> Counter:
        return self.hers.counter

    def snap(self, shell: Shell, name: str) -> None:
        if PICTURES:
            folder = Path(PICTURES)
            folder.mkdir(parents=True, exist_ok=True)
            self.taken.append(name)
            QApplication.processEvents()
            assert shell.grab().save(str(folder / f"{len(self.taken):02}-{name}.png"), "PNG")

    def next_day(self, days: int = 1) -> None:
        """The drawer is closed as it should be, and another opened, some days later."""
        self.hers.later(days)
        shift = self.counter.open(200_000)
        for station in self.stations:
            station.shift = shift

    # -- the till ---------------------------------------------------------------------------

    def at_the_till(self) -> Desk:
        desk = self.desk
        desk.shell.activateWindow()
        desk.qtbot.waitUntil(desk.shell.isActiveWindow)
        desk.shell.go("till")
        desk.settle()
        return desk

    def paid_in_cash(self, picture: str) -> str:
        """Uang Pas; returns the receipt's number."""
        desk = self.desk
        desk.press(Qt.Key.Key_F4)
        desk.until(lambda: desk.shell.current_name == "payment")
        assert isinstance(desk.shell.current, PaymentScreen)
        desk.press(Qt.Key.Key_F4)
        self.snap(desk.shell, f"{picture}-bayar")
        desk.finish()
        self.snap(desk.shell, picture)
        desk.press(Qt.Key.Key_Escape)
        desk.until(lambda: desk.shell.current_name == "till")
        with self.counter.shop.reading() as connection:
            found = select(Document.number).where(Document.kind == Kind.SALE).order_by(Document.id.desc())
            return str(connection.scalars(found).first())

    def bring_back(self, pieces: int, picture: str) -> None:
        """F10, the receipt, so many times +, and the money goes back."""
        desk = self.at_the_till()
        desk.press(Qt.Key.Key_F10)
        desk.until(lambda: desk.shell.current_name == "returns")
        screen = desk.shell.screen_named("returns")
        assert isinstance(screen, ReturnsScreen)
        desk.shell.scanner.scanned.emit(self.cookies_sold)
        desk.until(lambda: screen.picks is not None)
        for _piece in range(pieces):
            desk.type("+")
        self.snap(desk.shell, picture)
        desk.press(RETURN)
        desk.until(lambda: desk.shell.current_name == "till")
        desk.press(RETURN)
        desk.until(lambda: desk.shell.current_name == "refund")
        desk.finish()
        desk.press(Qt.Key.Key_Escape)
        desk.until(lambda: desk.shell.current_name == "till")

    # -- the office -------------------------------------------------------------------------

    def at_the_office(self, name: str, **what: object) -> object:
        self.bureau.shell.activateWindow()
        self.bureau.qtbot.waitUntil(self.bureau.shell.isActiveWindow)
        return self.bureau.go(name, **what)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        self.bureau.qtbot.keyClick(focused(), key, held)

    def entered(self, *texts: str) -> None:
        for text in texts:
            self.bureau.type(text)
            self.press(RETURN)

    def owed(self) -> int:
        return self.hers.owed()

    def papers(self) -> list[str]:
        """Every slip on its way to the printer, as text; kept as pictures too."""
        shop = self.counter.shop
        with shop.reading() as connection:
            found = select(PrintJob.document_id, PrintJob.slip).where(PrintJob.kind == JobKind.SLIP)
            rows = connection.execute(found.order_by(PrintJob.id)).all()
            drawn = [
                Slip.from_json(slip) if slip else slips.draw(shop, connection, document or 0) for document, slip in rows
            ]
        for number, slip in enumerate(drawn if PICTURES else (), start=1):
            pictures.picture(slip).save(Path(PICTURES) / f"kertas-{number:02}.png")
        return [texts.text(slip, 48) for slip in drawn]


@pytest.fixture
def mart(tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mart]:
    theme.apply(qapp, "light", motion=False)
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    counter = small_shop(new_shop(f"sqlite:///{tmp_path / 'shop.db'}", tmp_path))
    made = gone.of(paying.maker_member(counter))
    keripik = made.room.new_good("202", "Keripik Singkong")
    agree(made, keripik)
    shift = made.counter.open(200_000)
    selling, ruling = (Shell(Deeds(), Sounds(on=False)) for _window in range(2))
    till = Station(counter.shop, counter.manager, shift, "Kasir 1", "K1")
    desk = Desk(made.counter, selling, add_to(selling, till), qtbot)
    bureau = Bureau(made.counter, ruling, Station(counter.shop, counter.manager, shift, "Kasir 1", "K1"), qtbot)
    office.add_to(ruling, bureau.station, lambda: None)
    for shell in (ruling, selling):
        qtbot.addWidget(shell)
        shell.resize(1366, 768)
        shell.show()
    selling.go("till", fresh=True)
    yield Mart(made, bureau, desk, (till, bureau.station), keripik)
    for shell in (selling, ruling):
        shell.deeds.close()
        shell.close()
    counter.shop.close()


def agree(hers: Gone, keripik: int) -> None:
    """Komisi 17.5 % for cookies, harga titip 8,000 for keripik at 10,000; three days on hold; kasbon set off."""
    head = hers.room.head()
    cookies = AgreedRule(Terms(Deal.COMMISSION, 1_750), product_id=hers.counter.cookies)
    fixed = AgreedRule(Terms(Deal.FIXED, payout_each=Rupiah(8_000)), product_id=keripik)
    what = {"starts_on": head["business_date"], "rules": (cookies, fixed), "signed_by": "Sri Wahyuni"}
    command = AgreementCommand(**head, maker_id=hers.maker, **what, conditions=Conditions(hold_days=3))
    with hers.shop.reading() as connection:
        unit = queries.good(connection, keripik).base.id
    with hers.shop.work(hers.counter.manager, channel="office") as work:
        for product in (hers.counter.cookies, keripik):
            masters.change(work.connection, Product, product, maker_id=hers.maker)
        masters.change(work.connection, Party, hers.maker, set_off_since=head["business_date"])
        prices.change_price(work, PriceChanged(unit, PriceLine(PriceRule.RETAIL, Rupiah(10_000)), "titip"))
    with hers.shop.work(hers.counter.manager, channel="office") as work:
        agreement_deeds.sign(work, command)


def deliver(mart: Mart) -> None:
    """24 cookies, of which 2 are rejected, and 30 keripik: her card, two scans, four numbers."""
    screen = mart.at_the_office("deliveries")
    assert isinstance(screen, DeliveriesScreen)
    bureau = mart.bureau
    bureau.until(lambda: screen.desk_now is not None and screen.scan.hasFocus())
    bureau.shell.scanner.scanned.emit("9900217")
    bureau.until(lambda: screen.desk_now is not None and screen.desk_now.maker is not None)
    for lines, (code, keys) in enumerate((("201", ("24", "22", "")), ("202", ("30",))), start=1):
        bureau.shell.scanner.scanned.emit(code)
        bureau.until(lambda lines=lines: screen.desk_now is not None and len(screen.desk_now.lines) == lines)
        bureau.until(screen.scan.hasFocus)
        mart.press(RETURN)
        mart.entered(*keys)
    mart.snap(bureau.shell, "titip-masuk")
    screen.actions_by_key["Ctrl+Enter"].trigger()
    bureau.until(lambda: screen.saved is not None)
    assert screen.saved is not None
    assert [(each.offered, each.accepted) for each in screen.saved.seen.lines] == [
        (Quantity.of(24), Quantity.of(22)),
        (Quantity.of(30), Quantity.of(30)),
    ]
    mart.snap(bureau.shell, "titip-masuk-tersimpan")


def sell(mart: Mart) -> None:
    """Ten cookies, then five keripik less 1,000 that the shop gives."""
    desk = mart.at_the_till()
    desk.type("10*")
    desk.scan("201")
    mart.snap(desk.shell, "kasir-10-kue")
    mart.cookies_sold = mart.paid_in_cash("kue-terjual")
    desk.type("5*")
    desk.scan("202")
    desk.press(Qt.Key.Key_D, ctrl=True)
    desk.type("1000")
    desk.press(RETURN)
    desk.until(lambda: desk.screen.page is Page.REASON)
    desk.type("4")
    desk.until(lambda: desk.till.cart.total == Rupiah(49_000) and desk.screen.page is Page.LINES)
    mart.snap(desk.shell, "kasir-5-keripik")
    mart.paid_in_cash("keripik-terjual")


def settle(mart: Mart, picture: str) -> None:
    """What is short or spoilt is borne as it was agreed, by one key."""
    screen = mart.at_the_office("maker-losses")
    assert isinstance(screen, LossesScreen)
    mart.bureau.until(lambda: screen.now is not None and screen.rows)
    mart.snap(mart.bureau.shell, picture)
    mart.press(RETURN, CONTROL)
    mart.bureau.until(lambda: screen.now is not None and not screen.rows)


def state(mart: Mart, picture: str) -> int:
    """Rincian Setoran: looked at, then drawn up; returns what it closes with."""
    mart.at_the_office("statements")
    screen = mart.bureau.go("statement", maker_id=mart.hers.maker)
    assert isinstance(screen, StatementScreen)
    mart.bureau.until(lambda: screen.drafted)
    mart.press(RETURN, CONTROL)
    mart.bureau.until(lambda: screen.opened)
    mart.snap(mart.bureau.shell, picture)
    before = len(mart.papers())
    mart.press(Qt.Key.Key_P, CONTROL)
    mart.bureau.until(lambda: len(mart.papers()) > before)
    assert screen.opened is not None
    return screen.opened.head.closing.amount


def pay(mart: Mart) -> None:
    """Drawn, printed, signed, paid: by Enter alone, out of the open drawer."""
    screen = mart.at_the_office("payout", maker_id=mart.hers.maker)
    assert isinstance(screen, PayoutScreen)
    mart.bureau.until(lambda: screen.desk_now is not None)
    assert screen.card.board.text.amount == Rupiah(100_000)
    mart.snap(mart.bureau.shell, "bayar-penitip")
    mart.press(RETURN)
    mart.bureau.until(lambda: screen.desk_now is not None and screen.desk_now.kept and screen.desk_now.printed)
    mart.snap(mart.bureau.shell, "bukti-bayar-dicetak")
    mart.press(RETURN)
    mart.bureau.until(lambda: screen.desk_now is not None and screen.desk_now.kept is None)


def give_back(mart: Mart) -> None:
    """Twelve cookies go home with her: scanned out, piece by piece."""
    screen = mart.at_the_office("givebacks", maker_id=mart.hers.maker)
    assert isinstance(screen, GivebacksScreen)
    mart.bureau.until(lambda: screen.now is not None)
    for piece in range(1, 13):
        screen.scanned("201")
        mart.bureau.until(lambda piece=piece: screen.now is not None and screen.now.pieces == Quantity.of(piece))
    mart.snap(mart.bureau.shell, "titipan-kembali")
    mart.press(RETURN, CONTROL)
    mart.bureau.until(lambda: screen.now is not None and not screen.now.pieces)


def test_the_life_of_two_lots_at_the_screens(mart: Mart) -> None:
    counter = mart.counter
    deliver(mart)
    counter.buy(counter.soap, 1, 30_000)
    kasbon = (Tender(TenderKind.KASBON, Rupiah(30_425)),)
    counter.sell(counter.line(counter.soap, 1, 30_425), tenders=kasbon, member=True)
    owed = []
    mart.next_day()
    sell(mart)
    owed.append(mart.owed())
    mart.next_day()
    mart.bring_back(2, "retur-2-kue")
    owed.append(mart.owed())
    mart.next_day(2)
    mart.hers.count(24, product=mart.keripik)
    settle(mart, "hilang-di-rak")
    owed.append(mart.owed())
    mart.next_day()
    assert state(mart, "rincian-setoran") == 130_500
    pay(mart)
    owed.append(mart.owed())
    mart.next_day(2)
    mart.bring_back(1, "retur-1-kue-sesudah-dibayar")
    owed.append(mart.owed())
    mart.hers.write_off(3, Cause.EXPIRED)
    settle(mart, "kedaluwarsa")
    give_back(mart)
    assert state(mart, "rincian-setoran-kedua") == -10_237

    assert owed == [143_125, 122_500, 130_500, 75, -10_237]
    with counter.shop.reading() as connection:
        books = {role: balance(connection, ACCOUNT_IDS[role]).amount for role in BOOKS}
    assert books == BOOKS
    assert checks.wrong(counter.shop) == []
    papers = mart.papers()
    for title, copies, lines in PAPERS:
        found = [each for each in papers if title in each and all(line in each for line in lines)]
        assert len(found) == copies, (title, found)
