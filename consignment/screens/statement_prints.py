"""What leaves the screen of a statement: a slip, a PDF, a text for WhatsApp."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog

from consignment import statement_desks
from consignment.statement_desks import Opened
from desktop.buttons import KeyButton
from desktop.notices import Notice
from desktop.offices import OfficeScreen
from desktop.sounds import Sound
from koperasi.text import _


def to_printer(screen: OfficeScreen, opened: Opened, button: KeyButton) -> None:
    """Queue the slip; every one after the first says SALINAN."""

    def done(_nothing: object) -> None:
        screen.desk.call_printer()
        screen.say(Notice(_("Rincian dikirim ke printer."), "ok"))

    desk = screen.desk
    deed = partial(statement_desks.print_slip, desk.shop, desk.person, opened.statement.id, desk.printer)
    screen.shell.deeds.write(screen, deed, done=done, button=button, once="statement-slip")


def to_file(screen: OfficeScreen, opened: Opened, button: KeyButton) -> None:
    """Ask where to, and save the A4 paper there."""
    name = _("rincian-{number}").format(number=opened.head.number)
    text, _kind = QFileDialog.getSaveFileName(screen, _("Simpan sebagai"), f"{name}.pdf", _("PDF (*.pdf)"))
    if not text:
        return
    path = Path(text)
    path = path if path.suffix else path.with_name(path.name + ".pdf")
    screen.shell.deeds.write(
        screen,
        partial(statement_desks.save_pdf, screen.desk.shop, [opened.statement.id], path),
        done=lambda kept: screen.say(Notice(_("Tersimpan di {path}").format(path=kept), "ok")),
        button=button,
        once="statement-pdf",
    )


def to_clipboard(screen: OfficeScreen, opened: Opened) -> None:
    QApplication.clipboard().setText(statement_desks.message_of(opened.statement))
    screen.shell.sounds.play(Sound.SAVED)
    screen.say(Notice(_("Teks rincian disalin. Buka WhatsApp penitip, lalu tempel."), "ok"))
