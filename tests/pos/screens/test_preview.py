"""Lihat Cetakan by keys: the last receipt, another by its number, papers of a sale, printed, kept, sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from sqlalchemy import select

from pos import invoice_buyers
from pos.invoice_buyers import PaperBuyer
from pos.screens.preview import PreviewScreen
from printing import pdf_pictures
from printing.jobs import PrintJob
from printing.slips import Slip
from printing.texts import text
from tests.fronts import Front
from tests.shift_walks import go, sold


@pytest.fixture
def preview(selling_front: Front, tmp_path: Path) -> PreviewScreen:
    """The till's last sale, seen from the menu."""
    sold(selling_front)
    go(selling_front, "Ctrl+E", "preview")
    screen = selling_front.screen
    assert isinstance(screen, PreviewScreen)
    screen.folder = lambda: tmp_path / "SBMI Mart"
    screen.open_address = lambda _url: True
    selling_front.until(lambda: screen.made is not None)
    return screen


def printed(front: Front) -> list[tuple[int, str]]:
    """Every slip that was queued and drawn, as (copy, words)."""
    with front.counter.shop.reading() as connection:
        rows = connection.execute(select(PrintJob.copy, PrintJob.slip).where(PrintJob.slip != "")).all()
    return [(copy, text(Slip.from_json(slip), 48)) for copy, slip in rows]


def test_the_last_receipt_is_seen_and_printed_as_a_copy(selling_front: Front, preview: PreviewScreen) -> None:
    assert preview.offered is not None
    assert preview.made is not None
    assert f"No. {preview.offered.number}" in preview.made.text
    assert preview.paper.count == 1
    assert not preview.primary.isEnabled()  # this till has no printer

    preview.station.printer = "K1"
    selling_front.press("Ctrl+1")
    selling_front.until(lambda: preview.primary.isEnabled())
    selling_front.press("Return")
    selling_front.until(lambda: any(copy == 1 and "SALINAN 1" in words for copy, words in printed(selling_front)))


def test_every_paper_of_a_sale_is_a_key_away(selling_front: Front, preview: PreviewScreen) -> None:
    for place in range(5):
        selling_front.press(f"Ctrl+{place + 1}")
        selling_front.until(lambda: preview.made is not None)
        assert preview.choices.chosen == place
        assert preview.made is not None
        assert preview.made.pictures
    assert preview.buyer.isVisible()
    selling_front.press("Ctrl+2")
    selling_front.until(lambda: preview.made is not None)
    assert preview.made is not None
    assert "STRUK HADIAH" in preview.made.text
    assert not preview.buyer.isVisible()


def test_a_buyer_is_typed_and_stays_on_the_paper(selling_front: Front, preview: PreviewScreen) -> None:
    selling_front.press("Ctrl+3")
    selling_front.until(lambda: preview.made is not None)
    preview.buyer.name.setFocus()
    selling_front.type("Toko Makmur")
    selling_front.press("Return")
    selling_front.until(lambda: preview.made is not None and "Toko Makmur" in preview.made.text)

    selling_front.press("Ctrl+U")
    selling_front.until(lambda: preview.made is not None and preview.paper_size == "A4")
    assert preview.made is not None
    assert "Toko Makmur" in preview.made.text
    assert preview.offered is not None
    with selling_front.counter.shop.reading() as connection:
        assert invoice_buyers.kept(connection, preview.offered.document_id) == PaperBuyer("Toko Makmur", "")


def test_it_is_kept_as_a_pdf_and_as_a_picture(selling_front: Front, preview: PreviewScreen, tmp_path: Path) -> None:
    for key, ending, start in (("Ctrl+S", "pdf", b"%PDF-"), ("Ctrl+G", "png", b"\x89PNG")):
        selling_front.press(key)
        selling_front.until(lambda ending=ending: list(tmp_path.glob(f"SBMI Mart/*.{ending}")))
        (file,) = tmp_path.glob(f"SBMI Mart/*.{ending}")
        assert file.read_bytes().startswith(start)
    selling_front.press("Ctrl+S")
    selling_front.until(lambda: len(list(tmp_path.glob("SBMI Mart/*.pdf"))) == 2)


def test_its_words_are_copied_and_sent(selling_front: Front, preview: PreviewScreen) -> None:
    opened: list[QUrl] = []
    preview.open_address = lambda url: bool(opened.append(url)) or True
    selling_front.press("Ctrl+T")
    assert "TOTAL" in QGuiApplication.clipboard().text()
    selling_front.press("Ctrl+W")
    selling_front.until(lambda: opened)
    assert opened[0].toString().startswith("https://wa.me/")
    assert QGuiApplication.clipboard().text().startswith("*SBMI MART*")


def test_a_number_brings_its_document_and_a_wrong_one_is_told(selling_front: Front, preview: PreviewScreen) -> None:
    assert preview.offered is not None
    number = preview.offered.number
    selling_front.type("zz-1")
    selling_front.press("Return")
    selling_front.until(lambda: preview.notice.notice is not None)
    assert preview.offered is None
    selling_front.press("Escape")
    selling_front.type(number.lower())
    selling_front.press("Return")
    selling_front.until(lambda: preview.offered is not None and preview.made is not None)


def test_without_poppler_the_file_is_offered(
    selling_front: Front, preview: PreviewScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_pictures, "DRAWER", "no-such-tool")
    selling_front.press("Ctrl+4")
    selling_front.until(lambda: preview.made is not None)
    assert preview.paper.count == 0
    assert preview.actions_by_key["Ctrl+S"].isEnabled()
    assert not preview.actions_by_key["Ctrl+G"].isEnabled()


def test_what_a_cashier_may_not_see_is_refused(selling_front: Front, preview: PreviewScreen) -> None:
    counter = selling_front.counter
    from tests.shops import SIX_PERCENT

    counter.deliver(counter.cookies, 5, SIX_PERCENT)
    selling_front.type("nt-000001")
    selling_front.press("Return")
    selling_front.until(lambda: preview.notice.notice is not None)
    assert preview.notice.notice is not None
    assert "tidak punya hak" in preview.notice.notice.words


def test_the_last_of_an_odd_count_of_papers_has_the_whole_width(selling_front: Front, preview: PreviewScreen) -> None:
    selling_front.until(lambda: preview.made is not None)
    first, *_others, last = preview.choices.buttons
    selling_front.until(lambda: last.width() > 2 * first.width() - 1)


def test_nothing_is_offered_to_be_opened_before_it_is_kept(
    selling_front: Front, preview: PreviewScreen, tmp_path: Path
) -> None:
    selling_front.until(lambda: preview.made is not None)
    assert not preview.open_button.isVisible()
    selling_front.press("Ctrl+S")
    selling_front.until(preview.open_button.isVisible)
