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
    if till is None or (hit is None and not typed.rest):
        screen.shell.sounds.play(Sound.REFUSED)
        return
    settles = screen.search.asked and not screen.search.checking
    screen.scan.clear()
    screen.turn_to(Page.LINES)
    if hit is not None:
        quantity = typed.quantity or (till.choice_quantity if till.choices else None)
        screen.become(lambda till: till.picked(hit.seen, quantity, settles=settles))
    else:
        screen.checkout.scan(typed.rest, typed.quantity, typed=True)


def show(screen: TillScreen) -> None:
    """What Enter would add now, beside the list and on the primary key."""
    till, hit = screen.checkout.till, screen.search.chosen
    if till is None:
        return
    quantity = read(screen.scan.text()).quantity or ONE
    words = _("Tambah")
    if hit is not None:
        words = _("Tambah {quantity} {unit}").format(quantity=quantity, unit=hit.good.unit(hit.unit_id).name)
    screen.face.draw_found(till, hit, screen.search.count, words)
    screen.search.see_more()
