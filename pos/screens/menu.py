"""The cashier's menu (F12): what is done a few times a day, each on its key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout

from desktop import frames, texts, theme
from desktop.buttons import KeyButton
from desktop.offices import Office
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.theme import Size
from koperasi.rights import Permission
from koperasi.text import N_, _
from pos import approval_reviews, printers
from pos.stations import Station

#: Keys of the window itself: here they only stand on their button, for two shortcuts of one key cancel out.
EVERYWHERE = frozenset({"Ctrl+F12", "F1"})
#: What was put off for later, to be looked at.
REVIEWS = "Ctrl+R"
#: What is nothing without an open shift: it says so.
NEED_A_SHIFT = ("Ctrl+T", "F11", "Ctrl+X", "Ctrl+H")
#: More entries than this stand in four columns.
MOST_IN_THREE = 12

#: Key, words, deed, icon, a small note.
Entry = tuple[str, str, Callable[[], object], str, str]


@dataclass(frozen=True, slots=True)
class MenuDeeds:
    """What the menu can ask of the window."""

    close_shift: Callable[[], object]
    lock: Callable[[], object]
    sign_out: Callable[[], object]
    toggle_theme: Callable[[], object]
    show_paper: Callable[[], object]
    #: Into training, or out of it; None where the window cannot.
    train: Callable[[], object] | None = None
    office: Office | None = None


class MenuScreen(Screen):
    """A board of keys; Esc goes back to the till."""

    title = N_("Menu Kasir")

    def __init__(self, shell: Shell, station: Station, deeds: MenuDeeds) -> None:
        super().__init__(shell)
        self.station, self.office = station, deeds.office
        self.head = frames.TitleBar(_("Menu Kasir"))
        back = self.act("Esc", _("Kembali ke kasir"), shell.back, icon_name="back")
        entries = (
            ("Ctrl+T", _("Tutup Shift"), deeds.close_shift, "calendar", _("hitung kas, lalu laporan Z")),
            ("F11", _("Kas Masuk / Keluar"), lambda: shell.go("cash"), "coins", _("biaya, receh, setoran")),
            ("Ctrl+B", _("Buka Laci"), lambda: shell.go("drawer"), "drawer", _("tanpa penjualan, tercatat")),
            ("Ctrl+X", _("Baca Shift (X)"), lambda: shell.go("reading"), "eye", _("angka sejauh ini")),
            ("Ctrl+H", _("Serah Terima"), lambda: shell.go("handover"), "users", _("laci ke kasir lain")),
            ("Ctrl+U", _("Hitung Ulang"), lambda: shell.go("recount"), "check", _("Kepala Toko, tiga angka")),
            ("Ctrl+K", _("Kunci Layar"), deeds.lock, "lock", _("juga Ctrl L di mana saja")),
            ("Ctrl+G", _("Ganti Kasir"), deeds.sign_out, "users", _("shift tetap terbuka")),
            ("Ctrl+E", _("Lihat Struk"), lambda: shell.go("preview"), "receipt", _("cetak lagi, hadiah, faktur")),
            ("Ctrl+P", _("Printer"), lambda: shell.go("printer"), "printer", ""),
            ("Ctrl+F12", _("Terang / Gelap"), deeds.toggle_theme, "sun", _("warna layar")),
            ("F1", _("Bantuan"), self._help, "help", _("semua tombol kasir")),
            *self._of_this_window(deeds),
        )
        grid = self._grid = QGridLayout()
        self.buttons: dict[str, KeyButton] = {}
        across = self._across = 3 if len(entries) <= MOST_IN_THREE else 4
        grid.setSpacing(theme.px(16 if across == 3 else 12))
        self._needing = {key: (words, note) for key, words, _deed, _icon, note in entries if key in NEED_A_SHIFT}
        for key, words, deed, icon, note in entries:
            button = self._button(key, words, deed, icon, note)
            # One that is not placed now must not be a window of its own when it is shown.
            button.setParent(self)
            button.setMinimumHeight(theme.px(72))
            button.setMaximumHeight(theme.px(160))
            self.buttons[key] = button
        self._show_reviews(0)
        for column in range(across):
            grid.setColumnStretch(column, 1)
        self.home_field = self.buttons["Ctrl+T"]
        frames.page(self, self.head, grid, self.notice, frames.foot(KeyButton(back, role="quiet")), grows=1)

    def _of_this_window(self, deeds: MenuDeeds) -> Iterator[Entry]:
        """What not every window has: settings, training, the sample printer's paper."""
        shell, settings = self.shell, self.station.shop.settings
        yield ("Ctrl+O", _("Kantor"), self._office, "shelf", _("barang, stok, belanja, laporan"))
        yield ("Ctrl+A", _("Utang & Simpanan"), self._members, "coins", _("anggota bayar, setor, ambil"))
        yield ("Ctrl+N", _("Perbaiki Cara Bayar"), lambda: shell.go("tender-fixes"), "undo", _("nota shift ini"))
        yield (REVIEWS, _("Persetujuan"), lambda: shell.go("reviews"), "clock", "")
        if shell.has("my-goods-door"):
            yield ("Ctrl+I", _("Titipan Saya"), lambda: shell.go("my-goods-door"), "basket", _("penitip lihat sendiri"))
        if shell.has("qris"):
            yield ("Ctrl+Q", _("QRIS Toko"), lambda: shell.go("qris"), "qr", _("kode toko, cek stiker"))
        if shell.has("settings"):
            yield ("Ctrl+S", _("Pengaturan"), lambda: shell.go("settings"), "settings", _("layar, struk, uang"))
        if deeds.train is not None and settings.training:
            yield ("Ctrl+Y", _("Selesai Latihan"), deeds.train, "back", _("kembali ke toko"))
        elif deeds.train is not None:
            yield ("Ctrl+Y", _("Latihan"), deeds.train, "bulb", _("toko tiruan, tidak dihitung"))
        if settings.training:
            yield ("Ctrl+J", _("Tugas Latihan"), lambda: shell.go("drills"), "check", _("langkah demi langkah"))
        if settings.printer == printers.VIRTUAL:
            yield ("Ctrl+V", _("Kertas Printer Contoh"), deeds.show_paper, "receipt", _("jendela kertas"))

    def _members(self) -> None:
        """The member is chosen on the till's own page: her name is the confirmation."""
        self.shell.go("till", fresh=True)
        if self.shell.current is not None:
            self.shell.current.actions_by_key["F3"].trigger()

    def _office(self) -> None:
        """To the first place of the office where she has something to do."""
        place = self.office.first() if self.office is not None else ""
        if place:
            self.shell.go(place, fresh=True)

    def _help(self) -> None:
        """The till's own keys: those of this menu stand on its buttons."""
        self.shell.help_for("till")

    def _button(self, key: str, words: str, deed: Callable[[], object], icon: str, note: str) -> KeyButton:
        if key not in EVERYWHERE:
            return KeyButton(self.act(key, words, deed, icon_name=icon), tall="free", size=Size.LEAD, note=note)
        button = KeyButton(words, key.replace("+", " "), tall="free", size=Size.LEAD, note=note, icon=icon)
        button.clicked.connect(lambda _checked=False: deed())
        return button

    def enter(self, **what: object) -> None:
        shift = self.station.shift
        self.head.show_words(texts.joined((self.station.till_name, self.station.person.name)))
        for key, (words, note) in self._needing.items():
            self.actions_by_key[key].setEnabled(shift is not None)
            self.buttons[key].show_words(words, note=note if shift is not None else _("belum ada shift"))
        self.actions_by_key["Ctrl+O"].setEnabled(self.office is not None and bool(self.office.first()))
        words, _icon, _tone = printers.words_of(self.station.printer_news, self.station.shop.settings.printer)
        self.buttons["Ctrl+P"].show_words(_("Printer"), note=words)

        self._show_reviews(0)
        self.shell.deeds.read(self, self._count_reviews, done=self._show_reviews, latest="menu")

    def _count_reviews(self) -> int:
        with self.station.shop.reading() as connection:
            return approval_reviews.waiting(connection)

    def _show_reviews(self, waiting: int) -> None:
        """The list has its key where something waits, for those who judge it, and where things are put off now."""
        actor, cap = self.station.actor, self.station.shop.settings.deferred_daily_cap
        shown = bool(waiting or cap or (actor is not None and actor.may(Permission.OVERRIDE_REVIEW)))
        button = self.buttons[REVIEWS]
        note = _("{count} menunggu dinilai").format(count=waiting) if waiting else _("tidak ada yang menunggu")
        button.show_words(_("Persetujuan"), note=note)
        self.actions_by_key[REVIEWS].setEnabled(shown)
        button.setVisible(shown)
        for each in self.buttons.values():
            self._grid.removeWidget(each)
        there = [each for key, each in self.buttons.items() if shown or key != REVIEWS]
        for n, each in enumerate(there):
            self._grid.addWidget(each, *divmod(n, self._across))

    def step_back(self) -> None:
        """What went well needs no Esc of its own to go away."""
        if self.notice.notice is not None and self.notice.notice.tone == "ok":
            self.hush()
        super().step_back()
