"""The override: who may, her PIN, why, and going on alone within the day's cap."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.buttons import KeyButton
from desktop.sounds import Sound
from koperasi import users
from koperasi.money import Rupiah
from koperasi.rights import ROLE_IDS, Permission
from pos.sale_commands import Approval
from pos.screens.overrides import OverrideScreen
from tests.pos.overriding import SUPERVISOR_PIN, may_defer, supervisor
from tests.pos.screens.conftest import Desk

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
