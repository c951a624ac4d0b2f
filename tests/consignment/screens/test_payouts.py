"""Bayar Penitip on the screen: who is due, one paid by keys, a second person's PIN, taken back, an advance."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from consignment import payout_queries
from consignment.agreements import Cycle
from consignment.payout_facts import DraftState, Way
from consignment.screens.payout import PayoutScreen
from consignment.screens.payouts import ALL, BEGUN, DUE, PayoutsScreen
from koperasi import masters, users
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.rights import ROLE_IDS
from pos.tenders import Tender, TenderKind
from tests.consignment.paying import (
    adds_up,
    agree,
    balance,
    booked,
    bring_back,
    cakes,
    consent,
    earn,
    maker_member,
    set_to,
    today,
    wishes,
)
from tests.consignment.screens.conftest import Bureau
from tests.shops import Counter


@pytest.fixture
def sri(bureau: Bureau) -> Counter:
    """Bu Sri, who has earned 130.500 and owes 30.425: the golden scenario's sixth day."""
    made = maker_member(bureau.shop)
    bureau.shop.shift = made.open()
    made.buy(made.soap, 10, 20_000)
    made.sell(made.line(made.soap, 1, 30_425), tenders=(Tender(TenderKind.KASBON, Rupiah(30_425)),), member=True)
    consent(made, today(made))
    cake = cakes(made)
    earn(made, cake, 103_125)
    earn(made, cake, 27_375)
    return made


def listed(bureau: Bureau) -> PayoutsScreen:
    screen = bureau.go("payouts")
    assert isinstance(screen, PayoutsScreen)
    bureau.until(lambda: screen.known is not None)
    return screen


def opened(bureau: Bureau, maker_id: int) -> PayoutScreen:
    screen = bureau.go("payout", maker_id=maker_id)
    assert isinstance(screen, PayoutScreen)
    bureau.until(lambda: screen.desk_now is not None)
    return screen


def press(bureau: Bureau, key: Qt.Key, *, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(bureau.shell.windowHandle(), key, held)


def begun(screen: PayoutScreen) -> bool:
    return screen.desk_now is not None and screen.desk_now.kept is not None


def said(screen: PayoutScreen | PayoutsScreen) -> str:
    notice = screen.notice.notice
    return notice.words if notice is not None else ""


def test_the_list_says_who_gets_what_and_enter_opens_her(bureau: Bureau, sri: Counter) -> None:
    screen = listed(bureau)
    (row,) = screen.list.items
    assert (row.draft.payee.name, row.draft.figures.paid) == ("Sri Wahyuni", Rupiah(100_000))
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: bureau.shell.current_name == "payout")


def test_by_enter_alone_she_is_drawn_printed_signed_and_paid_to_the_rupiah(bureau: Bureau, sri: Counter) -> None:
    screen = opened(bureau, sri.maker_id)
    assert screen.card.board.text.amount == Rupiah(100_000)
    assert "Siapkan & Cetak" in screen.go_action.text()
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: begun(screen) and screen.desk_now is not None and screen.desk_now.printed)
    assert balance(sri).owed == Rupiah(130_500)
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: not begun(screen))
    assert said(screen) == "BY-000001: Rp\N{NO-BREAK SPACE}130.425 dibayar."
    assert balance(sri).owed == Rupiah(75)
    assert booked(sri, Role.MEMBER_RECEIVABLE, hers=True) == 0
    adds_up(sri)


def test_a_tick_taken_off_leaves_an_entry_for_later(bureau: Bureau, sri: Counter) -> None:
    screen = opened(bureau, sri.maker_id)
    press(bureau, Qt.Key.Key_T, ctrl=True)
    bureau.until(lambda: screen.card.board.text.amount == Rupiah(0))
    # What is left does not reach her: it all goes against her kasbon.
    assert screen.desk_now is not None
    assert screen.desk_now.draft.figures.set_off == Rupiah(27_375)
    press(bureau, Qt.Key.Key_T, ctrl=True)
    bureau.until(lambda: screen.card.board.text.amount == Rupiah(100_000))


def test_the_way_is_changed_by_a_key(bureau: Bureau, sri: Counter) -> None:
    screen = opened(bureau, sri.maker_id)
    assert screen.desk_now is not None
    assert screen.desk_now.draft.way is Way.DRAWER
    press(bureau, Qt.Key.Key_U, ctrl=True)
    bureau.until(lambda: screen.desk_now is not None and screen.desk_now.draft.way is Way.SAFE)


def test_above_the_limit_another_persons_pin_is_asked(bureau: Bureau, sri: Counter) -> None:
    set_to(sri, payout_second_above=50_000)
    with sri.shop.work(sri.shop.konsole(), channel="konsole") as work:
        users.add(work, "Budi Santoso", ROLE_IDS["manager"], "638201")
    screen = opened(bureau, sri.maker_id)
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: begun(screen) and "Minta Persetujuan" in screen.go_action.text())
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: screen.stack.currentWidget() is screen.yes)
    bureau.type("111111")
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: "PIN" in said(screen) or "Salah" in said(screen))
    bureau.type("638201")
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: screen.desk_now is not None and not screen.desk_now.waits_for_second)
    assert screen.desk_now is not None
    assert screen.desk_now.kept is not None
    assert (screen.desk_now.kept.approved_by, screen.desk_now.kept.state) == ("Budi Santoso", DraftState.APPROVED)
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: screen.desk_now is not None and screen.desk_now.printed)
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: not begun(screen))
    adds_up(sri)


def test_what_was_begun_is_dropped(bureau: Bureau, sri: Counter) -> None:
    screen = opened(bureau, sri.maker_id)
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: begun(screen))
    press(bureau, Qt.Key.Key_B, ctrl=True)
    bureau.until(lambda: not begun(screen))
    assert balance(sri).owed == Rupiah(130_500)


def test_a_payment_is_taken_back_with_a_reason(bureau: Bureau, sri: Counter) -> None:
    screen = opened(bureau, sri.maker_id)
    for _enter in range(2):
        press(bureau, Qt.Key.Key_Return)
        bureau.until(lambda: screen.go_action.isEnabled())
        bureau.until(lambda: begun(screen) or "dibayar" in said(screen))
    bureau.until(lambda: screen.desk_now is not None and len(screen.desk_now.paid) == 1)
    press(bureau, Qt.Key.Key_R, ctrl=True)
    assert screen.stack.currentWidget() is screen.history
    press(bureau, Qt.Key.Key_B, ctrl=True)
    assert screen.stack.currentWidget() is screen.reasons
    press(bureau, Qt.Key.Key_Down)
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: screen.desk_now is not None and len(screen.desk_now.paid) == 2)
    assert balance(sri).owed == Rupiah(130_500)
    adds_up(sri)


def test_an_advance_is_given_and_money_back_is_taken(bureau: Bureau, sri: Counter) -> None:
    screen = opened(bureau, sri.maker_id)
    press(bureau, Qt.Key.Key_M, ctrl=True)
    assert screen.stack.currentWidget() is screen.money
    bureau.type("20000")
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: "uang muka" in said(screen))
    assert booked(sri, Role.MAKER_ADVANCE, hers=True) == 20_000
    bureau.until(lambda: screen.desk_now is not None and screen.desk_now.draft.figures.advance == Rupiah(20_000))


def test_who_owes_is_asked_for_what_she_owes(bureau: Bureau) -> None:
    siti = replace(bureau.shop, shift=None)
    bureau.shop.shift = siti.open()
    sale = earn(siti, cakes(siti), 20_000)
    screen = opened(bureau, siti.maker_id)
    for _enter in range(2):
        press(bureau, Qt.Key.Key_Return)
        bureau.until(lambda: begun(screen) or "dibayar" in said(screen))
    bureau.until(lambda: "dibayar" in said(screen))
    bring_back(siti, sale)
    screen.refresh()
    bureau.until(lambda: "Terima Kembali" in screen.money_action.text())
    press(bureau, Qt.Key.Key_M, ctrl=True)
    assert screen.money.amount.amount == Rupiah(20_000)
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: "diterima" in said(screen))
    assert balance(siti).owed == Rupiah(0)
    adds_up(siti)


def test_all_that_are_shown_are_drawn_up_at_once(bureau: Bureau, sri: Counter) -> None:
    siti = replace(bureau.shop, shift=sri.shift)
    earn(siti, cakes(siti, "292"), 12_000)
    screen = listed(bureau)
    assert len(screen.list.items) == 2
    press(bureau, Qt.Key.Key_Return, ctrl=True)
    bureau.until(lambda: screen.known is not None and len(screen.known.begun) == 2)
    assert screen._filter == BEGUN
    assert "2 bukti disiapkan" in said(screen)


def test_the_filters_part_who_is_due_from_all(bureau: Bureau, sri: Counter) -> None:
    agree(sri, cycle=Cycle.WEEKLY, pay_day=4)
    screen = listed(bureau)
    assert screen._filter == ALL
    screen._filtered(DUE)
    assert list(screen.list.items) == []
    press(bureau, Qt.Key.Key_G, ctrl=True)
    assert screen._filter == BEGUN
    bureau.type("wahyu")
    assert len(screen.list.items) == 1


def test_a_paper_that_was_paid_is_opened_by_its_document(bureau: Bureau, sri: Counter) -> None:
    screen = opened(bureau, sri.maker_id)
    for _enter in range(2):
        press(bureau, Qt.Key.Key_Return)
        bureau.until(lambda: begun(screen) or "dibayar" in said(screen))
    bureau.until(lambda: "dibayar" in said(screen))
    with sri.shop.reading() as connection:
        (head,) = payout_queries.paid(connection, sri.maker_id)
    screen.desk_now = None
    bureau.shell.go("payout", document_id=head.document_id)
    bureau.until(lambda: screen.desk_now is not None and screen.stack.currentWidget() is screen.history)
    assert screen.history.item.number == head.number


@pytest.mark.parametrize("name", ["Sri Wahyuni", "Kelompok Wanita Tani Sumber Rejeki Makmur Ngantang"])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
def test_both_fit_the_window(bureau: Bureau, sri: Counter, size: tuple[int, int], name: str) -> None:
    with sri.shop.work(sri.manager, channel="office") as work:
        masters.change(work.connection, Party, sri.maker_id, name=name, title="")
    bureau.shell.resize(*size)
    listed(bureau)
    screen = opened(bureau, sri.maker_id)
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: begun(screen))
    assert (bureau.shell.width(), bureau.shell.height()) == size


def test_what_goes_by_transfer_is_paid_all_at_once(bureau: Bureau, sri: Counter) -> None:
    wishes(sri, pay_way="transfer", bank="BRI", bank_account="123", bank_holder="Sri")
    screen = listed(bureau)
    press(bureau, Qt.Key.Key_Return, ctrl=True)
    bureau.until(lambda: "Bayar 1 Transfer" in screen.run_action.text())
    press(bureau, Qt.Key.Key_Return, ctrl=True)
    bureau.until(lambda: "1 pembayaran dicatat" in said(screen))
    assert booked(sri, Role.BANK) == -100_075
    adds_up(sri)
