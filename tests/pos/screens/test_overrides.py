"""The override: who may, her PIN, why, and going on alone within the day's cap."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.buttons import KeyButton
from desktop.sounds import Sound
from koperasi import settings, staff_cards, users
from koperasi.money import Rupiah
from koperasi.rights import ROLE_IDS, Permission
from pos.sale_commands import Approval
from pos.screens.overrides import OverrideScreen
from tests.pos.overriding import SUPERVISOR_PIN, may_defer, supervisor
from tests.pos.screens.conftest import Desk
from tests.shops import Counter

RETURN = Qt.Key.Key_Return


def ask(desk: Desk, amount: int = 20_000, *, deferrable: bool = False) -> tuple[OverrideScreen, list[Approval]]:
    """The till asks; what comes of it is put into the list."""
    got: list[Approval] = []
    desk.checkout.ask_override(
        Permission.SALE_DISCOUNT,
        Rupiah(amount),
        "Rp 34.000",
        "Rp 14.000",
        got.append,
        what="Diskon Sabun",
        deferrable=deferrable,
    )
    found = desk.shell.screen_named("override")
    assert isinstance(found, OverrideScreen)
    desk.until(lambda: found.people)
    return found, got


def test_it_says_what_is_asked_and_who_may(desk: Desk) -> None:
    supervisor(desk.shop)
    override, _got = ask(desk)
    assert override.board.accessibleName() == "Diskon Sabun Rp\N{NO-BREAK SPACE}20.000"
    assert override.change.text() == "Rp 34.000 → Rp 14.000"
    assert [each.name for each in override.people] == ["Pak Slamet", "Yuni Kartika"]
    assert override.pad.pin.hasFocus()


def test_one_beyond_her_own_limit_is_not_among_them(desk: Desk) -> None:
    supervisor(desk.shop)
    override, _got = ask(desk, 100_001)
    assert [each.name for each in override.people] == ["Yuni Kartika"]


def test_by_keys_alone_a_tile_a_reason_a_pin(desk: Desk) -> None:
    person = supervisor(desk.shop)
    override, got = ask(desk)
    desk.press(Qt.Key.Key_2, ctrl=True)
    desk.type(SUPERVISOR_PIN)
    desk.press(RETURN)
    desk.until(lambda: got)

    assert (got[0].approver_id, got[0].reason, got[0].amount) == (person.id, "Hampir kedaluwarsa", Rupiah(20_000))
    assert desk.shell.current_name == "till"
    assert override.ask is None


def test_by_touch_alone(desk: Desk) -> None:
    supervisor(desk.shop)
    override, got = ask(desk)
    desk.touch(override.tiles[1])
    desk.touch(override.choices[0])
    for digit in "482915":
        desk.touch(override.pad.pad.keys[digit])
    desk.touch(override.pad.enter)
    desk.until(lambda: got)
    assert got[0].approver_id == desk.shop.manager.id


def test_letters_write_the_reason_and_enter_goes_back_to_the_pin(desk: Desk) -> None:
    override, got = ask(desk)
    desk.type("t")
    desk.type("itip pesan")
    assert override.reason.text() == "titip pesan"
    desk.press(RETURN)
    assert override.pad.pin.hasFocus()
    desk.type("482915")
    desk.press(RETURN)
    desk.until(lambda: got)
    assert got[0].reason == "titip pesan"


def test_without_a_reason_nothing_is_given(desk: Desk) -> None:
    override, got = ask(desk)
    desk.type("482915")
    desk.press(RETURN)
    assert override.reason.error
    assert (desk.heard, got, desk.shell.current_name) == (Sound.REFUSED, [], "override")


def test_a_scan_here_is_refused(desk: Desk) -> None:
    ask(desk)
    desk.shell.scanner.scanned.emit("101")
    assert desk.heard is Sound.REFUSED
    assert desk.till.cart.lines == ()


def card(desk: Desk, user_id: int, code: str = "STKARTU00001") -> str:
    with desk.shop.shop.work(desk.shop.shop.konsole(), channel="konsole") as work:
        staff_cards.give(work, user_id, code)
    return code


def test_a_staff_card_allows_it_at_once_whoever_is_chosen(desk: Desk) -> None:
    person = supervisor(desk.shop)
    code = card(desk, person.id)
    override, got = ask(desk)
    assert override.pad.words.text() == "6 angka, atau scan kartu"
    override.choose(override.people[1])
    desk.press(Qt.Key.Key_2, ctrl=True)
    desk.shell.scanner.scanned.emit(code)
    desk.until(lambda: got)

    assert (got[0].approver_id, got[0].reason) == (person.id, "Hampir kedaluwarsa")
    assert desk.shell.current_name == "till"


def test_a_card_without_a_reason_gives_nothing(desk: Desk) -> None:
    code = card(desk, supervisor(desk.shop).id)
    override, got = ask(desk)
    desk.shell.scanner.scanned.emit(code)
    assert override.reason.error
    assert (desk.heard, got) == (Sound.REFUSED, [])


def test_an_unknown_card_or_her_own_is_refused_in_words(desk: Desk) -> None:
    code = card(desk, desk.shop.cashier.id)
    override, got = ask(desk)
    desk.press(Qt.Key.Key_1, ctrl=True)
    desk.shell.scanner.scanned.emit("STKARTU00009")
    desk.until(lambda: "Kartu tidak dikenal" in override.notice.accessibleName())
    desk.shell.scanner.scanned.emit(code)
    desk.until(lambda: "harus dari orang lain" in override.notice.accessibleName())
    assert (desk.heard, got, desk.shell.current_name) == (Sound.REFUSED, [], "override")


def test_with_cards_switched_off_only_the_pin_is_asked_for(open_desk: Callable[[], Desk], seller: Counter) -> None:
    with seller.shop.work(seller.shop.konsole(), channel="konsole") as work:
        settings.change(work, {"staff_cards": False})
    seller.shop.reload_settings()
    desk = open_desk()
    code = card(desk, supervisor(desk.shop).id)
    override, got = ask(desk)
    assert override.pad.words.text() == "6 angka"
    desk.press(Qt.Key.Key_1, ctrl=True)
    desk.shell.scanner.scanned.emit(code)
    desk.until(lambda: override.notice.notice is not None)
    assert got == []


def test_a_staff_card_scanned_at_the_till_sells_nothing_and_is_kept_nowhere(desk: Desk) -> None:
    code = card(desk, supervisor(desk.shop).id)
    desk.scan(code)
    assert (desk.till.cart.lines, desk.till.unknown, desk.heard) == ((), (), Sound.REFUSED)
    assert desk.till.said is not None
    assert "kartu staf" in desk.till.said.words
    assert code not in desk.till.said.words


def test_a_staff_card_at_the_price_check_shows_no_code(desk: Desk) -> None:
    code = card(desk, supervisor(desk.shop).id)
    desk.press(Qt.Key.Key_F7)
    desk.scan(code)
    desk.until(lambda: desk.screen.search.count == 0)
    assert all(code not in each.text() for each in desk.screen.findChildren(QLabel))


def test_many_people_stand_on_buttons(desk: Desk) -> None:
    for n in range(4):
        with desk.shop.shop.work(desk.shop.shop.konsole(), channel="konsole") as work:
            users.add(work, f"Kepala {n}", ROLE_IDS["supervisor"], f"59103{n}")
    override, got = ask(desk)
    assert len(override.tiles) == 5
    assert all(isinstance(tile, KeyButton) for tile in override.tiles)
    desk.press(Qt.Key.Key_1, ctrl=True)
    desk.touch(override.tiles[2])
    desk.type("591032")
    desk.press(RETURN)
    desk.until(lambda: got)


def test_alone_she_goes_on_and_it_waits_to_be_looked_at(desk: Desk) -> None:
    may_defer(desk.shop, 30_000)
    override, got = ask(desk, deferrable=True)
    assert override.later.isVisible()
    desk.press(Qt.Key.Key_1, ctrl=True)
    desk.until(override.later.isEnabled)
    desk.press(Qt.Key.Key_N, ctrl=True)
    desk.until(lambda: got)
    assert (got[0].deferred, got[0].approver_id) == (True, desk.shop.cashier.id)


def test_beyond_the_cap_or_without_one_nobody_goes_on_alone(desk: Desk) -> None:
    override, _got = ask(desk, deferrable=True)
    assert not override.later.isVisible()
    desk.press(Qt.Key.Key_Escape)

    may_defer(desk.shop, 19_999)
    override, _got = ask(desk, deferrable=True)
    assert override.later.isVisible()
    assert not override.later.isEnabled()
