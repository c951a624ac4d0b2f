"""The keys of the till: what each does, and what it means while the scan box has the focus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.keys import Action
from desktop.notices import Notice
from desktop.sounds import Sound
from koperasi.text import _
from pos.edits import What
from pos.screens.till_faces import Page
from pos.tenders import TenderKind

if TYPE_CHECKING:
    from pos.screens.till import TillScreen

MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


@dataclass(frozen=True, slots=True)
class TillActions:
    """The till's deeds that stand on buttons."""

    primary: Action
    close: Action
    detach: Action
    account: Action
    less: Action
    more: Action
    unit: Action
    remove: Action
    edit: Action
    repeat: Action
    void: Action
    #: What an edit changes.
    edits: dict[What, Action]
    favourites: Action
    held: Action | None


def add_to(screen: TillScreen, elsewhere: Mapping[str, str]) -> TillActions:
    """Put every deed of the till on its key; `elsewhere` names the screens that keys of the law lead to."""
    primary = screen.act("Enter", _("Bayar"), screen.enter_pressed)
    screen.law("F2", lambda: screen.look_for(checking=False))
    screen.law("F3", screen.member_pressed)
    screen.law("F4", lambda: screen.pay(TenderKind.CASH))
    screen.law("F7", lambda: screen.look_for(checking=True))
    screen.law("F8", lambda: screen.pay(TenderKind.QRIS))
    unit = screen.law("F9", screen.next_unit)
    for key, name in elsewhere.items():
        if screen.shell.has(name):
            screen.law(key, partial(_hold, screen) if name == "hold" else partial(screen.shell.go, name))
    edits = {
        What.QUANTITY: screen.act("Ctrl+Q", _("Qty"), lambda: screen.edits.begin(What.QUANTITY)),
        What.PRICE: screen.act("Ctrl+H", _("Harga"), lambda: screen.edits.begin(What.PRICE)),
        What.DISCOUNT: screen.act("Ctrl+D", _("Diskon"), lambda: screen.edits.begin(What.DISCOUNT)),
        What.SALE_DISCOUNT: screen.act("Ctrl+B", _("Belanja"), lambda: screen.edits.begin(What.SALE_DISCOUNT)),
    }
    edit = screen.act("Ctrl+E", _("Ubah"), lambda: screen.edits.begin(What.QUANTITY))
    repeat = screen.act("Ctrl+R", _("Ulangi"), lambda: screen.become(lambda till: till.repeated()))
    void = screen.act("Ctrl+Del", _("Batalkan"), lambda: screen.edits.void())
    held = screen.actions_by_key.get("F6")
    favourites = screen.act("Ctrl+G", _("Favorit"), partial(_to_favourites, screen), icon_name="grid")
    less = screen.act("", "−", lambda: screen.become(lambda till: till.stepped(-1)))
    more = screen.act("", "+", lambda: screen.become(lambda till: till.stepped(1)))
    remove = screen.act("", _("Hapus"), lambda: screen.edits.remove(), icon_name="bin")
    detach = screen.act("", _("Lepas Anggota"), screen.detached)
    account = screen.act("Ctrl+O", _("Utang & Simpanan"), screen.account_opened, icon_name="coins")
    close = screen.act("Esc", _("Tutup"), screen.step_out)
    screen.act("Ctrl++", _("Ambil saran"), lambda: screen.become(lambda till: till.hint_taken()))
    line = (less, more, unit, remove, edit, repeat, void)
    return TillActions(primary, close, detach, account, *line, edits, favourites, held)


def _to_favourites(screen: TillScreen) -> None:
    """Ctrl+G: the touch grid, unless something must be answered first."""
    till = screen.checkout.till
    if till is None or till.asking or not screen.shell.has("favourites"):
        screen.shell.sounds.play(Sound.REFUSED)
    else:
        screen.shell.go("favourites")


def _hold(screen: TillScreen) -> None:
    """F5: nothing is put aside of an empty till, and it says so."""
    till = screen.checkout.till
    if till is not None and till.busy:
        screen.shell.go("hold")
    else:
        screen.say(Notice(_("Belum ada barang untuk ditahan."), "warn", "F6", _("Panggil Pending")))
        screen.shell.sounds.play(Sound.REFUSED)


def deed_of(screen: TillScreen, event: QKeyEvent) -> Callable[[], object] | None:
    """What a key means before the scan box takes it; + − Del only while the box is empty."""
    if event.key() in MOVES:
        return partial(screen.walk, MOVES[Qt.Key(event.key())])
    if screen.scan.text() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    if event.key() == Qt.Key.Key_Delete:
        return screen.detached if screen.page is Page.MEMBERS else screen.edits.remove
    if screen.page is Page.LINES and event.text() in {"+", "-"}:
        return screen.keys.more.trigger if event.text() == "+" else screen.keys.less.trigger
    return None
