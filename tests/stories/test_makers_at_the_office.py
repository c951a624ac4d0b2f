"""Makers' affairs in the office's own window, by keys alone, in a shop with weeks behind it.

who               what
a new maker       written down, her agreement signed with steps of commission, printed for both
Siti              her statement drawn up, agreed to by her PIN after a wrong one
Sulastri          a line of hers disputed, worked off by a correction, the statement taken back
Ponirah           paid out of the drawer by the head of the shop
Anyaman Bambu     above the limit: the manager's PIN says yes
Kulit Purna       paid by transfer, which bounces and is taken back; then an advance
Darmo             what waits for him goes home; a piece is bought below his share with his leave
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from consignment.terms import Deal
from koperasi import settings, shops, users
from koperasi.shop import Shop
from koperasi.shops import Place
from pos import checks, tables, tour_offices
from pos.screens.tours import MANAGING, Walker, opened
from pos.screens.windows import TillWindow
from pos.tour_shops import FixedClock
from pos.tours import Look

LOOK = Look("light", 1_366, 768)
PRINTING = "SELECT 1 FROM print_jobs WHERE state IN ('queued', 'sending')"
MANAGER, HEAD = ("Alt+5", "482915"), ("Alt+6", "361708")


@dataclass
class Office:
    """The window, whoever is signed in, and the shop under it."""

    shop: Shop
    window: TillWindow
    hand: Walker

    def press(self, *keys: str) -> None:
        self.hand.press(*keys)

    def type(self, words: str) -> None:
        """All at once; the scanner is told apart by its speed, so that it is slower than that here."""
        QTest.keyClicks(self.window.shell.focusWidget(), words)
        self.hand.settle()

    def sign_in(self, who: tuple[str, str]) -> None:
        self.hand.settle()
        self.press(who[0])
        self.type(who[1])
        self.press("Return")
        self.hand.at("opening")
        self.press("Return")
        self.hand.at("till")
        self.press("F12", "Ctrl+O")

    def at(self, *keys: str, screen: str, whom: str = "") -> Any:
        """A screen of members' goods by its key, and somebody in its list."""
        self.press("Alt+5", *keys)
        self.hand.at(screen)
        if whom:
            self.press("Ctrl+A", "Delete")
            self.type(whom)
            self.press("Return")
            self.hand.settle()
        return self.window.shell.current

    def ask(self, sql: str, **named: object) -> list[tuple[Any, ...]]:
        with self.shop.reading() as connection:
            return [tuple(row) for row in connection.execute(text(sql), named)]


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop of the tour, lived through once for all stories here."""
    tables.loaded()
    place = tmp_path_factory.mktemp("makers") / "toko"
    tour_offices.make(Place.parse(str(place)), FixedClock(MANAGING)).close()
    return place


@pytest.fixture
def office(busy: Path, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    place = tmp_path / "toko"
    shutil.copytree(busy, place)
    shop = shops.open_shop(Place.parse(str(place)), FixedClock(MANAGING))
    with shop.work(shop.konsole(), channel="konsole") as work:
        settings.change(work, {"payout_second_above": 200_000})
    shop.reload_settings()
    with opened(qapp, shop, LOOK) as window:
        window.shell.scanner.least = 1_000
        made = Office(shop, window, Walker(window, tmp_path, LOOK))
        yield made
        made.hand.until(lambda: not made.ask(PRINTING), "the end of printing")
        # What the printer says of itself comes after its paper.
        made.hand.rest(400)
        assert checks.wrong(shop) == []


def test_a_new_maker_signs_for_steps_of_commission(office: Office) -> None:
    office.sign_in(MANAGER)
    office.at("Ctrl+P", screen="makers")
    office.press("Ctrl+N")
    office.hand.at("maker-editor")
    office.type("Mujiati")
    office.press("Return", "Down", "Tab", "Tab", "Tab")
    office.type("Kaumrejo")
    office.press("Ctrl+Return", "Ctrl+P")
    office.hand.at("agreements")
    office.press("Ctrl+N", "Ctrl+T", "Tab", "Down", "Down", "Down")
    screen: Any = office.window.shell.current
    assert screen.editor.deals.form.deal.value is Deal.TIERED
    office.press("Tab", "Tab")
    office.type("20.000: 15; 5o")
    office.press("Ctrl+Return")
    assert not office.ask("SELECT 1 FROM parties p JOIN agreements a ON a.maker_id = p.id WHERE p.name = 'Mujiati'")
    office.press("Ctrl+A")
    office.type("20.000: 15; 50.000: 10")
    office.press("Ctrl+PgDown")
    office.type("30")
    office.press("Return")
    office.type("7")
    office.press("Ctrl+PgDown", "Ctrl+Return", "Ctrl+P")

    (signed,) = office.ask(
        "SELECT p.village, a.version FROM parties p JOIN agreements a ON a.maker_id = p.id WHERE p.name = 'Mujiati'"
    )
    assert signed == ("Kaumrejo", 1)
    said = screen.words.told
    for words in ("Mulai harga Rp 20.000: 15%", "Rp 50.000: 10%", "paling lama 30 hari", "Waktu mengambil: 7 hari"):
        assert words in said.replace("\N{NO-BREAK SPACE}", " "), said


def test_statements_are_agreed_to_disputed_and_taken_back(office: Office) -> None:
    office.sign_in(MANAGER)
    office.at("Ctrl+R", screen="statements", whom="siti")
    office.press("Ctrl+Return", "Ctrl+P", "Ctrl+Return", "Ctrl+G")
    for pin in ("111111", "731946"):
        office.type(pin)
        office.press("Ctrl+Return")
    newest = (
        "SELECT d.number, s.closing, d.id FROM statements s JOIN documents d ON d.id = s.document_id ORDER BY d.id DESC"
    )
    hers, closing, statement = office.ask(newest)[0]
    assert office.ask("SELECT answer, proof FROM statement_answers WHERE statement_id = :id", id=statement) == [
        ("agreed", "pin")
    ]
    assert (hers, closing > 0) == (office.window.shell.current.opened.head.number, True)  # type: ignore[union-attr]

    office.at("Ctrl+R", screen="statements", whom="sulas")
    office.press("Ctrl+Return", "Ctrl+2", "Down", "Space", "Ctrl+B")
    office.type("kurang satu bungkus")
    office.press("Return")
    office.type("11000")
    office.press("Return", "Return", "Ctrl+3", "Ctrl+Return")
    office.type("11000")
    office.press("Return")
    office.type("dihitung ulang bersama")
    office.press("Return")
    assert office.ask("SELECT amount, why FROM maker_adjustments ORDER BY document_id DESC LIMIT 1") == [
        (11_000, f"{office.ask(newest)[0][0]}: dihitung ulang bersama")
    ]
    office.press("Ctrl+Z")
    office.type("2")
    office.press("Return")
    assert office.window.shell.current.opened.head.state.value == "reversed"  # type: ignore[union-attr]


PAID = "SELECT gross, way, bank_reference FROM payouts ORDER BY document_id DESC LIMIT 1"


def test_makers_are_paid_and_what_the_bank_sends_back_is_theirs_again(office: Office) -> None:
    office.sign_in(HEAD)
    office.at("Ctrl+B", screen="payouts", whom="ponirah")
    office.press("Return", "Return")
    assert office.ask(PAID) == [(43_500, "drawer", "")]
    office.press("Ctrl+R")
    screen: Any = office.window.shell.current
    assert screen.drop_button.words == "Batalkan: hanya Manajer"

    office.at("Ctrl+B", screen="payouts", whom="anyaman")
    office.press("Return", "Return")
    office.type("111111")
    office.press("Return")
    office.type(MANAGER[1])
    office.press("Return", "Return")
    (waiting,) = office.ask("SELECT state, approved_by FROM payout_drafts")
    assert waiting == ("printed", office.ask("SELECT id FROM users WHERE name = 'Wahyu Hidayat'")[0][0])


def test_a_transfer_bounces_and_an_advance_is_given(office: Office) -> None:
    office.sign_in(MANAGER)
    office.at("Ctrl+B", screen="payouts", whom="kulit")
    office.press("Return")
    office.type("TRF-8812")
    office.press("Return")
    assert office.ask(PAID) == [(124_000, "bank", "TRF-8812")]
    office.press("Ctrl+R", "Ctrl+B")
    office.type("1")
    office.press("Return")
    assert office.ask(PAID)[0][0] == -124_000
    assert office.ask("SELECT undone, reason FROM payout_reversals") == [("bounced", "transfer kembali")]
    office.press("Ctrl+R", "Ctrl+M")
    office.type("50000")
    office.press("Return")
    screen: Any = office.window.shell.current
    assert screen.desk_now.draft.figures.paid.amount == 124_000 - 50_000
    assert office.ask("SELECT amount FROM maker_advances") == [(50_000,)]


def test_goods_go_home_are_bought_and_go_down_in_price(office: Office) -> None:
    office.sign_in(MANAGER)
    screen = office.at("Ctrl+K", screen="givebacks")
    assert [each.maker for each in screen.waiting] == ["Bapak Darmo Wiyono", "Ibu Sumiati"]
    office.press("Return", "Ctrl+S", "Ctrl+Return")
    assert office.ask("SELECT COUNT(*) FROM givebacks")[0][0] == 2
    office.press("Space", "Ctrl+B", "Ctrl+A")
    office.type("1000")
    assert screen.give_button.words == "Perlu persetujuan penitip"
    office.press("Ctrl+J", "Tab", "Tab")
    office.type("kemasan penyok")
    office.press("Ctrl+Return")
    assert office.ask("SELECT way, note FROM conversions") == [("buy", "kemasan penyok")]

    losses = office.at("Ctrl+H", screen="maker-losses")
    assert losses.rows
    office.press("Ctrl+Return")
    assert not losses.rows

    office.at("Ctrl+O", screen="reductions")
    office.press("Down", "Ctrl+U", "Ctrl+Return")
    reduced: Any = office.window.shell.current
    assert len(reduced.asked.proposals) == 6
    assert reduced.asked.open == ()

    office.window.shell.go("maker-balances")
    office.hand.at("maker-balances")
    balances: Any = office.window.shell.current
    assert {each.agrees for each in balances.found} == {True}
    office.press("Down", "Return")
    assert office.window.shell.current_name == "payout"
