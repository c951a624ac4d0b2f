"""Lihat Cetakan: any document on the screen as it looks on paper, to be printed again, kept or sent.

Shown by `shell.go("preview", document_id=…)`; without a document, the till's last sale.
A number that is typed or scanned brings its document.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent, QResizeEvent

from desktop import frames, layouts, report_files, theme
from desktop.buttons import KeyButton
from desktop.fields import ScanField
from desktop.frames import NARROW_BELOW
from desktop.letterpads import LetterPad
from desktop.notices import Notice
from desktop.papers import PaperView
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.theme import Size
from koperasi import whole_files
from koperasi.documents import Kind
from koperasi.errors import ShopError, Trouble
from koperasi.text import N_, _
from pos import printouts, receipt_texts, slips
from pos.invoice_buyers import PaperBuyer
from pos.printouts import GIFT, Choice, Made, Offered
from pos.screens.preview_parts import BuyerFields, Choices
from pos.stations import Station
from printing import slip_files
from printing.trade_papers import A4, A5

#: What no name of a file bears on any system.
UNSAFE = re.compile(r"[^\w.,() -]+")
#: A page of A4 is so wide, in inches: it is drawn to fit beside the column of deeds.
A4_WIDE = 8.27
DOTS = (60, 110)
#: Two buttons beside each other need so much, also in a narrow window.
NARROW_RIGHT = 344
SCROLLS = {Qt.Key.Key_PageDown: 1.0, Qt.Key.Key_PageUp: -1.0, Qt.Key.Key_Down: 0.15, Qt.Key.Key_Up: -0.15}


def kept(data: bytes, folder: Path, name: str, ending: str) -> Path:
    """Write a file into a folder over nothing that is there; raises Trouble for a disk that refuses."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tidy = " ".join(UNSAFE.sub(" ", name).split()) or "SBMI Mart"
        path, number = folder / f"{tidy}.{ending}", 1
        while path.exists():
            number += 1
            path = folder / f"{tidy} ({number}).{ending}"
        whole_files.write(path, data)
    except OSError as error:
        message = _("File tidak bisa ditulis ke {folder}: {why}").format(folder=folder, why=error.strerror)
        raise Trouble(message, remedy=_("Simpan ke folder lain.")) from error
    return path


class PreviewScreen(Screen):
    """The paper at the left; at the right which paper, for whom, and what to do with it."""

    title = N_("Lihat Cetakan")
    more_keys = (("PgDn", N_("gulir kertas")),)

    def __init__(self, shell: Shell, station: Station) -> None:
        super().__init__(shell)
        self.station = station
        self.offered: Offered | None = None
        self.made: Made | None = None
        self.paper_size = A5
        self.folder: Callable[[], Path] = report_files.usual_folder
        self.open_address: Callable[[QUrl], bool] = QDesktopServices.openUrl
        self._saved: Path | None = None
        self.number = ScanField(_("Nomor nota, atau scan"), name=_("Nomor dokumen"))
        self.number.submitted.connect(self._asked)
        self.head = frames.TitleBar(_("Lihat Cetakan"), self.number)
        self.paper = PaperView(_("Ketik nomor nota, atau scan barcode di struknya."))
        self.buyer = BuyerFields()
        self.buyer.submitted.connect(self._make_for_buyer)
        self.letters = LetterPad()
        self._make_actions()
        self.size_button = KeyButton(self._other_size)
        self.choices = Choices(lambda key, words, deed: self.act(key, words, deed))
        self.choices.on_choose(self._choose)
        self._lay_out()
        self.home_field = self.number

    def _make_actions(self) -> None:
        self._primary = self.act("Enter", _("Cetak salinan"), self._print, icon_name="printer")
        self._other_size = self.act("Ctrl+U", "", self._turn_size)
        self._pdf = self.act("Ctrl+S", _("PDF"), lambda: self._save("pdf"), icon_name="down")
        self._picture = self.act("Ctrl+G", _("Gambar"), lambda: self._save("png"), icon_name="down")
        self._copy = self.act("Ctrl+T", _("Salin teks"), self._copy_text, icon_name="document")
        self._whatsapp = self.act("Ctrl+W", _("WhatsApp"), self._send, icon_name="chat")
        self._open = self.act("Ctrl+O", _("Buka file"), self._open_saved, icon_name="eye")
        self._back = self.act("Esc", _("Kembali"), self.shell.back, icon_name="back")

    def _lay_out(self) -> None:
        self.primary = KeyButton(self._primary, role="primary", tall="64", size=Size.LEAD)
        self.deeds = [KeyButton(each) for each in (self._pdf, self._picture, self._copy, self._whatsapp)]
        pairs = layouts.column(
            layouts.row(*self.deeds[:2], gap=6), layouts.row(*self.deeds[2:], gap=6), gap=6
        )  # fmt: skip
        right = layouts.column(
            self.choices, self.buyer, 1, pairs, self.primary, gap=8
        )  # fmt: skip
        self.right = layouts.held(right)
        body = layouts.row(self.paper, self.right, gap=16)
        body.setStretch(0, 1)
        self.open_button = KeyButton(self._open)
        back = KeyButton(self._back, role="quiet")
        foot = frames.foot(back, self.letters.button, self.size_button, right=self.open_button)
        frames.page(self, self.head, body, self.letters, self.notice, foot, grows=1)
        self._show_offered(None)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        document_id = what.get("document_id")
        self.letters.show_pad(False)
        self._show_saved(None)
        self.number.take()
        self._show_offered(None)
        if isinstance(document_id, int):
            self._look_up(lambda: document_id)
        else:
            self._look_up(partial(printouts.last_sale, self.station.shop))

    def scanned(self, code: str) -> None:
        """A receipt's barcode brings that receipt."""
        self._look_up(partial(printouts.by_number, self.station.shop, code))

    def _asked(self) -> None:
        """Enter in the number's field: that document, or the primary deed where nothing is typed."""
        number = self.number.take()
        if number:
            self.hush()
            self._look_up(partial(printouts.by_number, self.station.shop, number))
        else:
            self.do_primary()

    def step_back(self) -> None:
        """What went well needs no Esc of its own to go away."""
        if self.notice.notice is not None and self.notice.notice.tone == "ok":
            self.hush()
        super().step_back()

    def _look_up(self, which: Callable[[], int | None]) -> None:
        shop, person = self.station.shop, self.station.person

        def read() -> Offered | None:
            document_id = which()
            return None if document_id is None else printouts.offered(shop, person, document_id)

        self.paper.show_words(_("Mencari…"))
        self.shell.deeds.read(self, read, done=self._show_offered, failed=self._not_found, latest="preview")

    def _not_found(self, _error: ShopError) -> bool:
        self._show_offered(None)
        return False

    # -- what is shown -----------------------------------------------------------

    def _show_offered(self, offered: Offered | None) -> None:
        self.offered, self.made = offered, None
        self.paper.show_words(_("Ketik nomor nota, atau scan barcode di struknya."))
        self.head.show_words(offered.words if offered else "")
        self.head.show_title(offered.title if offered else _("Lihat Cetakan"))
        if offered is not None:
            self.buyer.show_buyer(offered.buyer)
            self._choose(0)
        else:
            self.choices.show_choices((), -1)
            self._show_deeds()

    @property
    def choice(self) -> Choice | None:
        return self.offered.choices[self.choices.chosen] if self.offered is not None else None

    def _choose(self, place: int) -> None:
        if self.offered is None or not 0 <= place < len(self.offered.choices):
            return
        self.choices.show_choices(self.offered.choices, place)
        self.made = None
        self._make()

    def _turn_size(self) -> None:
        self.paper_size = A4 if self.paper_size == A5 else A5
        self._make()

    def _make_for_buyer(self) -> None:
        self._make(self.buyer.buyer)
        self.home()

    def _make(self, buyer: PaperBuyer | None = None) -> None:
        """Make the chosen paper off the window's thread, and show it."""
        offered, choice = self.offered, self.choice
        if offered is None or choice is None:
            return
        self.paper.show_words(_("Menyiapkan cetakan…"))
        self._show_deeds()
        self.shell.deeds.read(
            self,
            partial(
                printouts.made, self.station.shop, offered.document_id, choice, self.paper_size, buyer, self._dots()
            ),
            done=self._show_made,
            failed=self._not_made,
            latest="preview-paper",
        )

    def _right_width(self) -> int:
        return theme.px(NARROW_RIGHT if self.width() < theme.px(NARROW_BELOW) else frames.RIGHT)

    def _dots(self) -> int:
        """So many dots to the inch that a page of A4 fits beside the deeds."""
        least, most = DOTS
        return max(least, min(most, int(self._room() / A4_WIDE)))

    def _room(self) -> int:
        """So many pixels of paper have room beside the deeds."""
        return self.width() - self._right_width() - theme.px(24 + 24 + 16 + 48)

    def _show_made(self, made: Made) -> None:
        self.made = made
        if made.pictures:
            self.paper.show_papers(made.pictures, self._room())
        else:
            self.paper.show_words(_("Gambar halaman tidak bisa dibuat di komputer ini. Simpan PDF, lalu buka filenya."))
        self._show_deeds()

    def _not_made(self, _error: ShopError) -> bool:
        self.paper.show_words(_("Kertas ini tidak bisa dibuat."))
        return False

    def _show_deeds(self) -> None:
        choice, made = self.choice, self.made
        named = choice is not None and choice.named
        self.buyer.setVisible(named)
        self.size_button.setVisible(bool(choice and choice.sizes))
        self._other_size.setEnabled(bool(choice and choice.sizes))
        self.size_button.show_words(_("Kertas {size}").format(size=self.paper_size))
        there = made is not None
        sale = self.offered is not None and self.offered.kind is Kind.SALE
        for action, may in (
            (self._pdf, there),
            (self._picture, there and bool(made and made.pictures)),
            (self._copy, there and bool(made and made.text)),
            (self._whatsapp, there and sale),
        ):
            action.setEnabled(may)
        self.deeds[3].setVisible(sale)
        on_roll = choice is None or choice.on_roll
        copy = choice is not None and choice.key != GIFT and self.offered is not None and self.offered.copy
        on_paper = _("Cetak salinan") if copy else _("Cetak")
        self._primary.setText(on_paper if on_roll else _("Buka untuk dicetak"))
        no_printer = _("Tanpa printer") if on_roll and not self.station.printer else ""
        self.primary.set_reason(no_printer if there else _("Belum ada cetakan"))

    # -- deeds -------------------------------------------------------------------

    def do_primary(self) -> None:
        if self.primary.isEnabled() and self.made is not None:
            super().do_primary()

    def _print(self) -> None:
        offered, choice = self.offered, self.choice
        if offered is None or choice is None or self.made is None:
            return
        if not choice.on_roll:
            self._save("pdf", opens=True)
            return
        deed = slips.print_gift if choice.key == GIFT else slips.print_copy
        person = self.station.person
        self.shell.deeds.write(
            self,
            lambda: deed(self.station, person, offered.document_id),
            done=lambda _none: self._printed(),
            button=self.primary,
            once="preview-print",
        )

    def _printed(self) -> None:
        if self.offered is not None:
            self.offered = replace(self.offered, copy=True)
            self._show_deeds()
        self.say(Notice(_("Dikirim ke printer."), "ok"))

    def _save(self, ending: str, *, opens: bool = False) -> None:
        """Into the usual folder; a sheet with what stands in the buyer's fields now."""
        offered, choice, made = self.offered, self.choice, self.made
        if offered is None or choice is None or made is None:
            return
        shop, folder, name = self.station.shop, self.folder(), printouts.file_name(offered, choice)
        buyer, size = (self.buyer.buyer if choice.named else None), self.paper_size

        def write() -> Path:
            if ending == "png":
                return kept(_sharp(made), folder, name, ending)
            data = printouts.pdf_of(shop, offered.document_id, choice, size, buyer)
            return kept(data, folder, name, ending)

        done = self._opened if opens else self._say_saved
        self.shell.deeds.write(self, write, done=done, button=self.primary if opens else None, once="preview-save")

    def _show_saved(self, path: Path | None) -> None:
        """There is nothing to open before something was kept."""
        self._saved = path
        self._open.setEnabled(path is not None)
        self.open_button.setVisible(path is not None)

    def _say_saved(self, path: Path) -> None:
        self._show_saved(path)
        self.say(Notice(_("Tersimpan: **{path}**").format(path=path), "ok", "Ctrl O", _("Buka file")))

    def _opened(self, path: Path) -> None:
        self._say_saved(path)
        if self.open_address(QUrl.fromLocalFile(str(path))):
            self.say(Notice(_("PDF dibuka; cetak dari sana. Tersimpan: **{path}**").format(path=path), "ok"))

    def _open_saved(self) -> None:
        if self._saved is not None:
            self.open_address(QUrl.fromLocalFile(str(self._saved)))

    def _copy_text(self) -> None:
        if self.made is not None:
            QGuiApplication.clipboard().setText(self.made.text)
            self.say(Notice(_("Teks disalin. Tempel dengan Ctrl V."), "ok"))

    def _send(self) -> None:
        """The message on the clipboard, and WhatsApp opened with it where this PC can."""
        offered = self.offered
        if offered is not None:
            read = partial(printouts.message, self.station.shop, offered.document_id)
            self.shell.deeds.read(self, read, done=self._sent, latest="preview-message")

    def _sent(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        phone = self.offered.phone if self.offered is not None else ""
        opened = self.open_address(QUrl(receipt_texts.link(words, phone)))
        told = _("WhatsApp dibuka dengan teksnya; teks juga disalin.") if opened else _("Teks WhatsApp disalin.")
        self.say(Notice(told, "ok"))

    # -- the paper ----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        part = SCROLLS.get(Qt.Key(event.key()))
        if part is None:
            super().keyPressEvent(event)
            return
        bar = self.paper.verticalScrollBar()
        bar.setValue(bar.value() + int(bar.pageStep() * part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < theme.px(NARROW_BELOW)
        self.right.setFixedWidth(self._right_width())
        self.number.setFixedWidth(self._right_width())
        for button, icon in zip(self.deeds, ("down", "down", "document", "chat"), strict=True):
            button.set_icon("" if narrow else icon)
        super().resizeEvent(event)


def _sharp(made: Made) -> bytes:
    """A slip's picture at twice the printer's dots, for a telephone's screen; a sheet's first page as it is."""
    from printing.papers import Paper

    if made.slip is None:
        return made.pictures[0]
    return slip_files.png_bytes(made.slip, Paper.of_columns(made.columns), scale=2)
