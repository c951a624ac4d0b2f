"""One key, wherever she is: what waits for the printer goes to its stand-in."""

from __future__ import annotations

from desktop.notices import Notice
from desktop.shells import Shell
from koperasi.text import _
from pos.stations import Station

#: Where nobody is signed in, nothing is done.
OUTSIDE = frozenset({"sign-in", "lock"})


def divert(shell: Shell, station: Station) -> None:
    """Ctrl+F10; refused in words where there is no stand-in."""
    screen = shell.current
    if screen is None or station.actor is None or shell.current_name in OUTSIDE:
        return
    # Imported when it is wanted: the window stands before the sign-in, and should be there quickly.
    from pos import print_queues

    said = Notice(_("Yang menunggu dicetak di printer cadangan."), "ok")
    shell.deeds.write(
        screen,
        lambda: print_queues.divert(station),
        done=lambda _none: screen.say(said),
        once="divert",
        changed={"printer"},
    )
