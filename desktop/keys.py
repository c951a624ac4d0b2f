"""What keys are called on keycaps, and the actions they set off.

An `Action` carries words, key and deed; every button made from it shows the same key, so a
key that is changed shows itself everywhere.  The law of the function keys (F1 to F12 mean
the same on every screen) is the table `LAW`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from koperasi.text import N_, _

#: What a function key means on every screen; where a screen has no such deed it only sounds.
LAW = {
    "F1": N_("Bantuan"),
    "F2": N_("Cari Barang"),
    "F3": N_("Anggota"),
    "F4": N_("Bayar Tunai"),
    "F5": N_("Pending"),
    "F6": N_("Panggil Pending"),
    "F7": N_("Cek Harga"),
    "F8": N_("Nontunai"),
    "F9": N_("Satuan"),
    "F10": N_("Retur"),
    "F11": N_("Kas Masuk / Keluar"),
    "F12": N_("Menu Kasir"),
}

#: At 1024 wide.
NARROW = {"F6": N_("Panggil"), "F11": N_("Kas")}

FUNCTION_KEYS = tuple(getattr(Qt.Key, f"Key_{name}") for name in LAW)


def keycap(key: str) -> str:
    """A key as its cap shows it: `Ctrl+T` is `Ctrl T`, `Ctrl++` is `Ctrl +`."""
    if key.endswith("++"):
        return f"{keycap(key[:-2])} +"
    return key.replace("+", " ")


def sequences(key: str) -> list[QKeySequence]:
    """Every way to press it: both Enter keys, and `Ctrl =` for a plus that needs Shift."""
    if key.endswith("Enter"):
        return [QKeySequence(key), QKeySequence(key.replace("Enter", "Return"))]
    if key == "Ctrl++":
        return [QKeySequence(key), QKeySequence("Ctrl+=")]
    return [QKeySequence(key)]


class Action(QAction):
    """A deed of a screen: what it is called, its key, and what it does.

    `key` is written `F4`, `Ctrl+T`, `Alt+1`, `Esc`, `Enter`.  Plain `Enter` and `Esc` are
    never shortcuts of Qt: the screen hands them on after fields and buttons had their turn,
    so that an Enter at the end of a scan cannot set anything off.
    """

    def __init__(
        self,
        parent: QObject,
        words: str,
        key: str = "",
        deed: Callable[[], object] | None = None,
        *,
        icon_name: str = "",
    ) -> None:
        super().__init__(words, parent)
        self.key = key
        self.icon_name = icon_name
        self.setAutoRepeat(False)
        if key and key not in {"Enter", "Esc"}:
            self.setShortcuts(sequences(key))
        if deed is not None:
            self.triggered.connect(lambda _checked=False: deed())

    @property
    def cap(self) -> str:
        return keycap(self.key)


def by_law(parent: QObject, key: str, deed: Callable[[], object] | None = None) -> Action:
    """The action of a function key with its lawful words; without a deed it is disabled."""
    action = Action(parent, _(LAW[key]), key, deed)
    action.setEnabled(deed is not None)
    return action
