"""Rincian Setoran: makers with what is not stated, one or all drawn up, answered and worked off by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy import func, select

from consignment import maker_pins, statement_desks
from consignment.screens.statement import StatementScreen
from consignment.screens.statements import StatementsScreen
from consignment.statement_facts import Proof
from consignment.statement_values import State
from koperasi import member_pins
from koperasi.documents import Kind
from koperasi.money import Rupiah
from printing import jobs
from printing.jobs import PrintJob
from tests.consignment.screens.conftest import Bureau, focused
from tests.consignment.stating import TEN, Stating
from tests.laws.days import Days, furnish
from tests.shops import catalogue, good

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def hers(bureau: Bureau) -> Stating:
    """Two makers whose goods sold; of Wati's there is a statement already."""
    days = Days(bureau.shop.shop, bureau.shop, *furnish(bureau.shop))
    days.open(500_000)
    made = Stating(days)
    days.deliver(days.goods.cookies, 22_000, TEN, None)
    days.deliver(days.goods.cakes, 50_000, TEN, None)
    made.sell(10)
    made.sell(5, 3_000, product=days.goods.cakes)
    made.draw(maker=days.second_maker)
    return made


def listed(bureau: Bureau) -> StatementsScreen:
    screen = bureau.go("statements")
    assert isinstance(screen, StatementsScreen)
    bureau.until(lambda: screen.known)
    return screen


def statement(bureau: Bureau) -> StatementScreen:
    found = bureau.shell.current
    assert isinstance(found, StatementScreen)
    return found


def press(bureau: Bureau, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    bureau.qtbot.keyClick(focused(), key, modifier)


def issued(bureau: Bureau) -> StatementScreen:
    """Siti's statement, drawn up at the screen."""
    listed(bureau)
    press(bureau, Qt.Key.Key_Return)
    screen = statement(bureau)
    bureau.until(lambda: screen.drafted)
    press(bureau, Qt.Key.Key_Return, CONTROL)
    bureau.until(lambda: screen.opened)
    return screen


def test_only_makers_with_something_new_stand_first_and_all_are_a_key_away(bureau: Bureau, hers: Stating) -> None:
    screen = listed(bureau)
    assert [each.name for each in screen.list.items] == ["Siti Aminah"]
    cells = screen.list.rows_model.row(0).cells
    assert [cell.text for cell in cells][1:] == ["belum pernah", "–", "–", "90.000", "90.000"]

    press(bureau, Qt.Key.Key_G, CONTROL)
    assert list(screen.list.items) == []
    press(bureau, Qt.Key.Key_G, CONTROL)
    assert [each.name for each in screen.list.items] == ["Siti Aminah", "Wati Lestari"]

    bureau.type("wati")
    assert [each.name for each in screen.list.items] == ["Wati Lestari"]


def test_a_draft_is_looked_at_and_then_drawn_up(bureau: Bureau, hers: Stating) -> None:
    listed(bureau)
    press(bureau, Qt.Key.Key_Return)
    screen = statement(bureau)
    bureau.until(lambda: screen.drafted)
    assert screen.main_button.words == "Buat Rincian"
    assert not screen.papers[0].isVisible()
    with hers.shop.reading() as connection:
        assert statement_desks.statement_queries.heads(connection, hers.maker) == ()

    press(bureau, Qt.Key.Key_Return, CONTROL)
    bureau.until(lambda: screen.opened)

    assert screen.opened is not None
    assert (screen.opened.head.state, screen.opened.head.closing) == (State.ISSUED, Rupiah(90_000))
    assert screen.side.name.text() == "Siti Aminah"


def test_all_are_drawn_up_after_being_asked_twice_and_printed(
    bureau: Bureau, hers: Stating, monkeypatch: pytest.MonkeyPatch
) -> None:
    hers.sell(1, 3_000, product=hers.days.goods.cakes)
    monkeypatch.setattr(type(bureau.station), "printer", property(lambda _self: "K1"))
    screen = listed(bureau)
    press(bureau, Qt.Key.Key_Return, CONTROL)
    assert screen.made == ()
    press(bureau, Qt.Key.Key_Return, CONTROL)
    bureau.until(lambda: screen.made)

    assert len(screen.made) == 2
    bureau.until(lambda: screen.known is not None and not any(each.since for each in screen.known.makers))
    press(bureau, Qt.Key.Key_P, CONTROL)
    bureau.until(lambda: screen.notice.notice is not None and "printer" in screen.notice.notice.words)
    with hers.shop.reading() as connection:
        assert connection.execute(select(func.count()).select_from(PrintJob)).scalar_one() == 2


def test_a_line_opens_its_document(bureau: Bureau, hers: Stating, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = issued(bureau)
    opened: list[tuple[Kind, int]] = []
    monkeypatch.setattr(
        type(screen.office), "open_document", lambda _self, _shell, kind, document: opened.append((kind, document))
    )
    press(bureau, Qt.Key.Key_2, CONTROL)
    press(bureau, Qt.Key.Key_Down)
    press(bureau, Qt.Key.Key_Return)

    assert screen.lists.line is not None
    assert opened == [(Kind.SALE, screen.lists.line.source_id)]


def test_a_wrong_pin_is_asked_for_again_in_its_own_field(bureau: Bureau, hers: Stating) -> None:
    with hers.shop.work(hers.counter.manager, channel="office") as work:
        maker_pins.give(work, hers.maker, "731946")
    screen = issued(bureau)
    press(bureau, Qt.Key.Key_Return, CONTROL)
    press(bureau, Qt.Key.Key_G, CONTROL)
    assert focused() is screen.answer_page.pin
    bureau.type("111111")
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: screen.notice.notice)

    assert focused() is screen.answer_page.pin
    bureau.type("731946")
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: screen.opened and screen.opened.head.state is State.AGREED)
    assert screen.opened is not None
    assert screen.opened.answers[0].proof is Proof.PIN
    assert screen.answer_page.who.text() == ""


def test_she_agrees_by_her_signature(bureau: Bureau, hers: Stating) -> None:
    screen = issued(bureau)
    press(bureau, Qt.Key.Key_Return, CONTROL)
    bureau.until(screen.answer_page.who.hasFocus)
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: screen.opened is not None and screen.opened.head.state is State.AGREED)

    assert screen.opened is not None
    (given,) = screen.opened.answers
    assert (given.proof, given.signed_by) == (Proof.SIGNATURE, "Siti Aminah")
    assert not screen.main_action.isEnabled()


def test_a_member_agrees_by_her_pin_and_a_wrong_one_keeps_nothing(bureau: Bureau, hers: Stating) -> None:
    shop, counter = hers.shop, bureau.shop
    with shop.work(counter.manager) as work:
        member_pins.give(work, counter.member_id, "246813")
    counter.maker_id = counter.member_id
    with shop.work(shop.konsole(), channel="konsole") as work:
        (crisps,) = catalogue.add_many(work, [good("291", "Keripik", 5_000)])
    counter.deliver(crisps, 5, TEN)
    made = statement_desks.draw(shop, counter.manager, statement_desks.drawing(shop, counter.member_id, hers.today))
    screen = bureau.go("statement", document_id=made)
    assert isinstance(screen, StatementScreen)
    bureau.until(lambda: screen.opened)

    press(bureau, Qt.Key.Key_Return, CONTROL)
    press(bureau, Qt.Key.Key_G, CONTROL)
    bureau.until(screen.answer_page.pin.hasFocus)
    bureau.type("111111")
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: screen.notice.notice is not None and screen.notice.notice.tone == "refuse")
    assert statement_desks.opened(shop, made).head.state is State.ISSUED

    screen.answer_page.pin.setFocus()
    bureau.type("246813")
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: screen.opened is not None and screen.opened.head.state is State.AGREED)
    assert screen.opened is not None
    assert screen.opened.answers[0].proof is Proof.PIN


def test_marked_lines_are_disputed_and_worked_off(bureau: Bureau, hers: Stating) -> None:
    screen = issued(bureau)
    press(bureau, Qt.Key.Key_2, CONTROL)
    press(bureau, Qt.Key.Key_Down)
    press(bureau, Qt.Key.Key_Space)
    assert screen.lists.marked == {2}
    press(bureau, Qt.Key.Key_B, CONTROL)
    bureau.until(screen.answer_page.why.hasFocus)
    press(bureau, Qt.Key.Key_Return, CONTROL)
    assert screen.notice.notice is not None, "without a reason nothing is kept"
    bureau.type("saya hitung 11")
    press(bureau, Qt.Key.Key_Return)
    bureau.type("9000")
    press(bureau, Qt.Key.Key_Return, CONTROL)
    bureau.until(lambda: screen.opened is not None and screen.opened.head.state is State.DISPUTED)

    press(bureau, Qt.Key.Key_3, CONTROL)
    assert screen.main_button.words == "Selesaikan Bantahan"
    press(bureau, Qt.Key.Key_Return, CONTROL)
    bureau.until(screen.end_page.amount_field.hasFocus)
    assert screen.main_button.words == "Koreksi Rp 9.000"
    press(bureau, Qt.Key.Key_Return)
    bureau.type("dihitung ulang")
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: screen.opened is not None and screen.opened.head.state is State.SETTLED)

    assert hers.owed() == 99_000
    assert hers.wrong() == []


def test_the_chosen_line_is_disputed_by_touch_and_a_dispute_rejected(bureau: Bureau, hers: Stating) -> None:
    screen = issued(bureau)
    screen.lists.tabs[screen.lists.lines].click()
    screen.lists.lines.row_pressed.emit(1)
    screen.dispute_button.click()
    assert screen.wrong_lines == (2,)
    screen.answer_page.why.setText("kurang")
    screen.main_button.click()
    bureau.until(lambda: screen.opened is not None and screen.opened.open_disputes)
    screen.lists.tabs[screen.lists.disputes].click()
    screen.main_button.click()
    assert screen.main_button.words == "Tolak Bantahan"
    screen.end_page.why.setText("sudah diperiksa bersama")
    screen.main_button.click()
    bureau.until(lambda: screen.opened is not None and screen.opened.head.state is State.SETTLED)

    assert hers.owed() == 90_000


def test_the_newest_is_taken_back_with_a_reason(bureau: Bureau, hers: Stating) -> None:
    screen = issued(bureau)
    made = screen.opened
    assert made is not None
    press(bureau, Qt.Key.Key_Z, CONTROL)
    bureau.until(screen.reasons.field.hasFocus)
    press(bureau, Qt.Key.Key_Return)
    bureau.until(lambda: screen.opened is not None and screen.opened.head.state is State.REVERSED)

    assert not screen.undo_action.isEnabled()
    assert not screen.main_action.isEnabled()


def test_one_goes_from_statement_to_statement(bureau: Bureau, hers: Stating) -> None:
    first = issued(bureau).opened
    hers.later()
    hers.sell(1)
    second = hers.draw()
    screen = bureau.go("statement", document_id=second.id)
    assert isinstance(screen, StatementScreen)
    bureau.until(lambda: screen.opened is not None and screen.opened.statement.id == second.id)

    press(bureau, Qt.Key.Key_A, CONTROL)
    bureau.until(
        lambda: first is not None and screen.opened is not None and screen.opened.statement.id == first.statement.id
    )
    assert not screen.actions_by_key["Ctrl+A"].isEnabled()
    press(bureau, Qt.Key.Key_D, CONTROL)
    bureau.until(lambda: screen.opened is not None and screen.opened.statement.id == second.id)


def test_it_is_printed_once_and_then_as_a_copy(bureau: Bureau, hers: Stating, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(bureau.station), "printer", property(lambda _self: "K1"))
    screen = issued(bureau)
    for _time in range(2):
        screen.hush()
        press(bureau, Qt.Key.Key_P, CONTROL)
        bureau.until(lambda: screen.notice.notice is not None)

    assert [each.copy for each in _queued(hers)] == [0, 1]


def _queued(hers: Stating) -> list[jobs.Job]:
    with hers.shop.reading() as connection:
        return jobs.waiting(connection, "K1")


def test_it_is_saved_and_copied_as_text(
    bureau: Bureau, hers: Stating, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    screen = issued(bureau)
    path = tmp_path / "rincian"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(path), ""))
    press(bureau, Qt.Key.Key_S, CONTROL)
    bureau.until(path.with_suffix(".pdf").exists)
    press(bureau, Qt.Key.Key_W, CONTROL)

    assert path.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert "*RINCIAN SETORAN SBMI MART*" in QApplication.clipboard().text()
    assert screen.notice.notice is not None


def test_with_nothing_new_her_last_one_is_shown_and_without_any_it_is_said(bureau: Bureau, hers: Stating) -> None:
    screen = bureau.go("statement", maker_id=hers.days.second_maker)
    assert isinstance(screen, StatementScreen)
    bureau.until(lambda: screen.opened)
    assert screen.drafted is None

    bureau.go("statement", maker_id=bureau.shop.member_id)
    bureau.until(lambda: "Belum ada yang perlu dirinci" in screen.lists.goods._empty[0])
    assert not screen.main_button.isVisible()
