"""What the till does with goods that were found: shows the chosen one, and takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.sounds import Sound
from koperasi.quantity import ONE
from koperasi.text import _
from pos.scans import read
from pos.screens.till_faces import Page

if TYPE_CHECKING:
    from pos.screens.till import TillScreen


def take(screen: TillScreen) -> None:
    """Enter on what was found; a word that found nothing may still be a code."""
    hit, typed, till = screen.search.chosen, read(screen.scan.text()), screen.checkout.till
    if till is None or (hit is None and not typed.rest and not screen.search.checking):
        screen.shell.sounds.play(Sound.REFUSED)
        return
    if screen.search.checking:
        _checked(screen, typed.rest if hit is None else "")
        return
    settles = screen.search.asked
    screen.scan.clear()
    screen.turn_to(Page.LINES)
    if hit is not None:
        quantity = typed.quantity or (till.choice_quantity if till.choices else None)
        screen.become(lambda till: till.picked(hit.seen, quantity, settles=settles))
    else:
        screen.checkout.scan(typed.rest, typed.quantity, typed=True)


def _checked(screen: TillScreen, code: str) -> None:
    """A price check sells nothing: Enter looks a typed code up, or is the end of it."""
    screen.scan.clear()
    if code:
        screen.search.look_up(code)
    else:
        screen.step_out()


def sell_checked(screen: TillScreen) -> bool:
    """F2 while a price is checked: the good that is looked at may be sold now.  False when there is none."""
    if screen.page is not Page.FOUND or not screen.search.checking or screen.search.chosen is None:
        return False
    screen.search.checking = False
    show(screen)
    return True


def show(screen: TillScreen) -> None:
    """What Enter would do now, beside the list and on the primary key."""
    till, hit = screen.checkout.till, screen.search.chosen
    if till is None:
        return
    quantity = read(screen.scan.text()).quantity or ONE
    words, checking = _("Tambah"), screen.search.checking
    screen.face.found.show_keys(checking=checking)
    if checking:
        words = _("Selesai cek")
    elif hit is not None:
        words = _("Tambah {quantity} {unit}").format(quantity=quantity, unit=hit.good.unit(hit.unit_id).name)
    screen.face.draw_found(till, hit, screen.search.count, words)
    screen.search.see_more()
