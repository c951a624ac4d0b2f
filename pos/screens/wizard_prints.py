"""What the first-run wizard prints: a test page, and the sheet that brings a shop back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from koperasi.errors import Trouble
from koperasi.text import _, short_date
from pos.beginnings import Beginning
from printing.papers import Paper
from printing.slips import BIG, Draft, Slip


def print_test(beginning: Beginning, now: datetime) -> None:
    """Send the try-out page to the printer of the beginning; raises Trouble when it takes none."""
    from printing import transports
    from printing.test_pages import test_page

    paper = Paper.of_columns(beginning.columns)
    page = test_page(paper, shop=beginning.shop.name, printer=beginning.printer, at=now.astimezone())
    transports.hand_over(beginning.printer, page)


def print_recovery(beginning: Beginning, code: str) -> None:
    """Send the recovery sheet to the printer of the beginning; raises Trouble when it takes none."""
    _send(beginning, recovery_slip(beginning, code, datetime.now().astimezone()))


def recovery_slip(beginning: Beginning, code: str, now: datetime) -> Slip:
    """The sheet on paper: whose it is, the code, and how it is used."""
    draft = Draft().middle(beginning.shop.name, size=BIG).middle(_("LEMBAR PEMULIHAN"), bold=True).rule()
    draft.text(_("Dibuat {day}").format(day=short_date(now.date()))).blank().middle(code, bold=True).blank()
    draft.text(_("Simpan jauh dari komputer. Tanpa kode ini cadangan tidak bisa dibuka di komputer lain."))
    return draft.text(_("Dipakai dengan: sbmi-mart restore, atau join --code.")).rule().cut().slip()


def save_recovery(folder: Path, beginning: Beginning, code: str) -> Path:
    """Write the sheet as a text file, readable by its owner only; raises Trouble where it cannot be written."""
    from printing.texts import text

    path = folder / _("lembar-pemulihan.txt")
    try:
        path.touch(mode=0o600)
        path.write_text(text(recovery_slip(beginning, code, datetime.now().astimezone()), 48), encoding="utf-8")
    except OSError as error:
        message = _("{path} tidak bisa ditulis.").format(path=path)
        raise Trouble(message, remedy=_("Catat kodenya di kertas.")) from error
    return path


def _send(beginning: Beginning, slip: Slip) -> None:
    from printing import escpos_bytes, transports

    transports.hand_over(beginning.printer, escpos_bytes.encode(slip, Paper.of_columns(beginning.columns)))
