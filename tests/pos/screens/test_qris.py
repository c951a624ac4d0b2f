"""The shop's QRIS code on its screen: scanned in, switched off, and the sticker checked against it."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from desktop.sounds import Sound
from koperasi.audit import AuditLink
from koperasi.money import Rupiah
from koperasi.rights import Permission
from pos import qris_codes, stickers
from pos.screens.funds import FundsScreen
from pos.screens.qris import QrisScreen
from pos.stickers import StickerCheck
from pos.tenders import Tender, TenderKind
from tests.fronts import RINA, YUNI, Front
from tests.pos.qris_codes import STATIC, code
from tests.shops import Counter

THIEF = code(t59="TOKO MALING", t51="0014ID.CO.QRIS.WWW0215ID99999999999990303UMI")


def on_qris(front: Front, who: tuple[str, str] = YUNI) -> QrisScreen:
    front.sign_in(who)
    front.window.shell.go("qris")
    screen = front.screen
    assert isinstance(screen, QrisScreen)
    return screen


def scan(front: Front, text: str) -> None:
    front.window.shell.scanner.scanned.emit(text)


def kept(counter: Counter) -> None:
    qris_codes.keep(counter.shop, counter.manager, STATIC)


def checks(counter: Counter) -> list[tuple[bool, str]]:
    with counter.shop.reading() as connection:
        found = select(StickerCheck.same, StickerCheck.merchant).order_by(StickerCheck.id)
        return [(row.same, row.merchant) for row in connection.execute(found)]


def test_the_manager_scans_the_sticker_sees_whose_it_is_and_keeps_it(front: Front) -> None:
    screen = on_qris(front)
    assert screen.primary.words == "Scan stiker dulu"
    scan(front, STATIC)
    assert screen.new["NMID"].accessibleName().endswith("ID0000000000000")
    assert front.counter.shop.settings.qris_static == ""

    front.press("Return")
    front.until(lambda: front.counter.shop.settings.qris_static == STATIC)
    front.until(lambda: screen.code.merchant.text() == "TOKO CONTOH UJI")
    with front.counter.shop.reading() as connection:
        details = connection.execute(select(AuditLink.detail).where(AuditLink.deed == Permission.SETTINGS_EDIT.value))
        assert json.loads(details.scalars().all()[-1])["qris_static"] == STATIC


def test_a_bad_sticker_is_refused_in_words_and_nothing_is_kept(front: Front) -> None:
    screen = on_qris(front)
    scan(front, STATIC[:-1] + "0")
    assert screen.notice.notice is not None
    assert "CRC" in screen.notice.notice.words
    front.press("Return")
    assert front.counter.shop.settings.qris_static == ""


def test_escape_forgets_what_was_proposed(front: Front) -> None:
    kept(front.counter)
    screen = on_qris(front)
    front.press("Ctrl+G")
    scan(front, THIEF)
    assert screen.proposed is not None
    scan(front, STATIC)
    assert front.window.sounds.last is Sound.REFUSED
    front.press("Escape", "Escape")
    assert screen.proposed is None
    front.press("Return")
    assert front.counter.shop.settings.qris_static == STATIC


def test_a_code_may_be_pasted_from_an_address_and_touched(front: Front) -> None:
    screen = on_qris(front)
    screen.box.setText(STATIC.replace(" ", "%20"))
    QTest.keyClick(screen.box, Qt.Key.Key_Return)
    QTest.mouseClick(screen.primary, Qt.MouseButton.LeftButton)
    front.until(lambda: front.counter.shop.settings.qris_static == STATIC)


def test_a_cashier_checks_but_does_not_replace(front: Front) -> None:
    kept(front.counter)
    screen = on_qris(front, RINA)
    front.press("Ctrl+G")
    assert not screen.replacing
    assert screen.replace_button.words == "Hanya manajer"

    scan(front, STATIC)
    front.until(lambda: checks(front.counter) == [(True, "TOKO CONTOH UJI")])
    front.until(lambda: "cocok" in screen.checked.text())


def test_anothers_sticker_is_refused_loudly_and_kept_in_the_audit(front: Front) -> None:
    kept(front.counter)
    screen = on_qris(front, RINA)
    scan(front, THIEF)
    front.until(lambda: screen.notice.notice is not None)

    assert screen.notice.notice is not None
    assert "BUKAN milik toko" in screen.notice.notice.words
    assert "TOKO MALING" in screen.notice.notice.words
    assert front.window.sounds.last is Sound.REFUSED
    with front.counter.shop.reading() as connection:
        link = select(AuditLink.detail).where(AuditLink.deed == Permission.QRIS_CHECK.value)
        told = json.loads(connection.execute(link).scalar_one())
        assert (told["same"], told["payload"]) == (False, THIEF)
        assert stickers.due(front.counter.shop, connection)


def test_amounts_are_switched_off_and_on_by_key(front: Front) -> None:
    kept(front.counter)
    screen = on_qris(front)
    front.press("Ctrl+O")
    front.until(lambda: not front.counter.shop.settings.qris_on)
    front.until(lambda: screen.switch_button.words == "Nyalakan")


def test_opening_a_shift_reminds_of_the_sticker_and_takes_its_scan(front: Front) -> None:
    kept(front.counter)
    front.sign_in()
    front.at("opening")
    front.until(lambda: front.screen.notice.notice is not None)
    assert front.screen.notice.notice is not None
    assert "belum dicek" in front.screen.notice.notice.words

    scan(front, STATIC)
    front.until(lambda: checks(front.counter) == [(True, "TOKO CONTOH UJI")])
    with front.counter.shop.reading() as connection:
        assert not stickers.due(front.counter.shop, connection)


def test_a_sticker_scanned_while_selling_is_checked_and_becomes_no_line(selling_front: Front) -> None:
    kept(selling_front.counter)
    selling_front.window.shell.go("till")
    scan(selling_front, STATIC)
    selling_front.until(lambda: checks(selling_front.counter) == [(True, "TOKO CONTOH UJI")])
    assert selling_front.window.station.open_lines() == 0


def test_the_shifts_payments_are_listed_over_the_screen_and_esc_goes_back(selling_front: Front) -> None:
    shop = selling_front.counter
    line = shop.line(shop.soap, 1, 20_000)
    shop.post(shop.command(line, tenders=(Tender(TenderKind.QRIS, Rupiah(20_000)),)))
    selling_front.window.shell.go("qris")
    selling_front.press("Ctrl+D")
    funds = selling_front.screen
    assert isinstance(funds, FundsScreen)
    selling_front.until(lambda: funds.board.text.amount == Rupiah(20_000))
    assert funds.board.text.foot == "QRIS 1 kali, 20.000"
    selling_front.press("Escape")
    assert selling_front.name == "qris"
