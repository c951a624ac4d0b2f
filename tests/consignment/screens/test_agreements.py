"""Perjanjian: read, written anew with its words beside it, signed, printed, suspended and ended."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from consignment.agreements import AgreedRule, Conditions, Cycle, LossCause, Mark, Markdown
from consignment.screens.agreements import AgreementsScreen
from consignment.terms import Bearer, Deal, Terms, Tier
from koperasi.documents import Kind
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from printing import jobs
from tests.consignment.screens.conftest import Bureau, focused
from tests.consignment.test_agreements import claim, mark, sign, today, versions


@pytest.fixture
def screen(bureau: Bureau) -> AgreementsScreen:
    counter = bureau.shop
    claim(counter, counter.cookies, counter.maker_id)
    sign(counter, conditions=Conditions(hold_days=3))
    found = cast("AgreementsScreen", bureau.go("agreements", maker_id=counter.maker_id))
    bureau.until(lambda: found.list.items)
    return found


def edited(screen: AgreementsScreen) -> AgreementsScreen:
    screen._new()
    return screen


def signed(bureau: Bureau, screen: AgreementsScreen, count: int = 2) -> None:
    screen.sign_button.click()
    bureau.until(lambda: len(versions(bureau.shop)) == count)
    bureau.until(lambda: screen.stack.currentIndex() == 0)


def test_what_was_signed_reads_in_plain_words(screen: AgreementsScreen) -> None:
    assert "Toko mengambil 10% dari harga jual" in screen.words.told
    assert "3 hari sesudah terjual" in screen.words.told
    assert "Ibu Siti Aminah" in screen._words.text()


def test_a_paper_opened_from_elsewhere_shows_its_own_version(bureau: Bureau, screen: AgreementsScreen) -> None:
    first = versions(bureau.shop)[0]
    sign(bureau.shop)
    marked = mark(bureau.shop, versions(bureau.shop)[1].id, Mark.SUSPENDED)
    for document_id, version in ((first.id, 1), (marked.id, 2)):
        kind = Kind.AGREEMENT if document_id == first.id else Kind.AGREEMENT_MARK
        screen.office.open_document(bureau.shell, kind, document_id)
        bureau.until(lambda version=version: screen.chosen is not None and screen.chosen.version == version)


def test_without_an_agreement_what_is_usual_is_told(bureau: Bureau) -> None:
    screen = cast("AgreementsScreen", bureau.go("agreements", maker_id=bureau.shop.member_id))
    bureau.until(lambda: screen.opened)
    assert "Belum tertulis" in screen.words.told


def test_a_new_version_begins_with_the_last_one_and_is_signed_by_keys(bureau: Bureau, screen: AgreementsScreen) -> None:
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert screen.editor.draft is not None
    assert screen.editor.draft.conditions == Conditions(hold_days=3)
    screen.editor.deals.form.rate.setFocus()
    bureau.type("17,5")
    assert "Toko mengambil 17,5%" in screen.editor.words.told
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: len(versions(bureau.shop)) == 2)

    assert versions(bureau.shop)[1].rules == (AgreedRule(Terms(Deal.COMMISSION, 1_750)),)


DEALS = [
    (Deal.FIXED, {"payout": Rupiah(9_000)}, Terms(Deal.FIXED, 0, Rupiah(9_000))),
    (Deal.FLOOR, {"floor": Rupiah(9_000)}, Terms(Deal.FLOOR, 1_000, floor_each=Rupiah(9_000))),
    (
        Deal.SURPLUS,
        {"base": Rupiah(9_000), "surplus": Quantity.of(50), "fee": Rupiah(200)},
        Terms(Deal.SURPLUS, 1_000, base_each=Rupiah(9_000), surplus_bps=5_000, fee_each=Rupiah(200)),
    ),
    (
        Deal.TIERED,
        {"tiers": "20.000: 8; 50.000: 5"},
        Terms(Deal.TIERED, 1_000, tiers=(Tier(Rupiah(20_000), 800), Tier(Rupiah(50_000), 500))),
    ),
]


@pytest.mark.parametrize(("deal", "typed", "terms"), DEALS, ids=[deal.value for deal, _typed, _terms in DEALS])
def test_every_kind_of_deal_is_written(
    bureau: Bureau, screen: AgreementsScreen, deal: Deal, typed: dict[str, object], terms: Terms
) -> None:
    form = edited(screen).editor.deals.form
    form.deal.choose(deal)
    form._picked()
    for name, value in typed.items():
        field = getattr(form, name)
        if isinstance(value, Rupiah):
            field.set_amount(value)
        elif isinstance(value, Quantity):
            field.set_quantity(value)
        else:
            field.setText(value)
    form.changed.emit()
    signed(bureau, screen)

    assert versions(bureau.shop)[1].rules == (AgreedRule(terms),)


def test_a_deal_for_one_good_stands_beside_the_one_for_all(bureau: Bureau, screen: AgreementsScreen) -> None:
    edited(screen).editor.add_deal()
    assert screen.editor.deals.rules[1].product_id == bureau.shop.cookies
    assert "Kue Kering" in screen.editor.words.told
    screen.editor.deals.remove()
    assert len(screen.editor.deals.rules) == 1


def test_a_scan_begins_a_deal_for_that_good(bureau: Bureau, screen: AgreementsScreen) -> None:
    edited(screen).scanned("201")
    bureau.until(lambda: len(screen.editor.deals.rules) == 2)
    screen.scanned("101")
    bureau.until(lambda: len(screen.editor.deals.rules) == 3)
    assert screen.editor.deals.rules[2].product_id == bureau.shop.soap


def test_what_contradicts_itself_is_told_and_not_signed(bureau: Bureau, screen: AgreementsScreen) -> None:
    deals = edited(screen).editor.deals
    deals.form.rate.set_quantity(Quantity.of(120))
    deals.form.changed.emit()
    assert "0 dan 100 persen" in deals.form.rate.error
    screen.sign_button.click()
    deals.form.rate.set_quantity(Quantity.of(12))
    deals.form.changed.emit()
    assert deals.form.rate.error == ""
    signed(bureau, screen)


def test_steps_that_are_none_are_told_beside_their_field(screen: AgreementsScreen) -> None:
    form = edited(screen).editor.deals.form
    form.deal.choose(Deal.TIERED)
    form._picked()
    form.tiers.setText("banyak")
    form.changed.emit()
    assert "banyak" in form.tiers.error
    assert screen.editor.wrong or screen.editor.deals.fault


def test_conditions_of_every_page_are_kept(bureau: Bureau, screen: AgreementsScreen) -> None:
    editor = edited(screen).editor
    editor.shelf.shelf.set_quantity(Quantity.of(30))
    editor.shelf.steps[0].days.set_quantity(Quantity.of(10))
    editor.shelf.steps[0].off.set_quantity(Quantity.of(25))
    editor.shelf.steps[0].bearer.buttons[Bearer.SHOP].click()
    editor.losses.rows[LossCause.EXPIRED].buttons[5_000].click()
    editor.payment.cycle.choose(Cycle.MONTHLY)
    editor.payment.month_day.set_quantity(Quantity.of(25))
    editor.payment._picked()
    editor.lasting.note.setText("Kemasan diganti.")
    editor.lasting.changed.emit()
    signed(bureau, screen)

    said = versions(bureau.shop)[1]
    assert said.conditions.markdowns == (Markdown(10, 2_500, Bearer.SHOP),)
    assert said.conditions.shop_bears(LossCause.EXPIRED) == 5_000
    assert (said.conditions.cycle, said.conditions.pay_day, said.conditions.hold_days) == (Cycle.MONTHLY, 25, 3)
    assert (said.conditions.shelf_days, said.note) == (30, "Kemasan diganti.")


def test_pages_turn_by_keys_and_the_words_follow(bureau: Bureau, screen: AgreementsScreen) -> None:
    edited(screen)
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert screen.editor.page == "shelf"
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert screen.editor.page == "deals"


def test_a_back_dated_start_is_told_on_its_page(bureau: Bureau, screen: AgreementsScreen) -> None:
    lasting = edited(screen).editor.lasting
    lasting.starts_on.setText("01/01/2020")
    lasting.changed.emit()
    assert "sebelum hari ini" in lasting.starts_on.error
    assert "sebelum hari ini" in screen.editor.words.told
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert screen.editor.page == "lasting"
    assert len(versions(bureau.shop)) == 1


def test_what_the_books_refuse_is_told_too(bureau: Bureau, screen: AgreementsScreen) -> None:
    """Somebody else signed for later while this one was written."""
    edited(screen)
    sign(bureau.shop, starts_on=today(bureau.shop) + timedelta(days=5))
    screen.sign_button.click()
    bureau.until(lambda: screen.editor.page == "lasting")

    assert len(versions(bureau.shop)) == 2


def test_leaving_a_draft_asks_once_more(bureau: Bureau, screen: AgreementsScreen) -> None:
    edited(screen).editor.add_deal()
    screen._leave()
    assert screen.stack.currentIndex() == 1
    screen._leave()
    assert screen.stack.currentIndex() == 0
    assert len(versions(bureau.shop)) == 1


def test_it_is_suspended_taken_up_again_and_ended_at_a_second_word(bureau: Bureau, screen: AgreementsScreen) -> None:
    assert not screen.marks.suspend.isEnabled()
    screen.marks.why.setFocus()
    bureau.type("sakit")
    screen.marks.suspend.click()
    bureau.until(lambda: versions(bureau.shop)[0].mark is Mark.SUSPENDED)
    bureau.until(lambda: screen.chosen is not None and screen.chosen.mark is Mark.SUSPENDED)
    screen.marks.resume.click()
    bureau.until(lambda: screen.chosen is not None and screen.chosen.mark is Mark.RESUMED)
    screen.marks.why.setFocus()
    bureau.type("pindah")
    screen.marks.end.click()
    assert versions(bureau.shop)[0].mark is Mark.RESUMED
    screen.marks.end.click()
    bureau.until(lambda: versions(bureau.shop)[0].mark is Mark.ENDED)


def test_it_is_printed_twice_on_the_slip_printer(bureau: Bureau, screen: AgreementsScreen) -> None:
    screen.slip_button.click()
    bureau.until(lambda: screen.notice.notice)
    assert screen.notice.notice is not None
    assert "tanpa printer" in screen.notice.notice.words

    bureau.station.printer = "K1"
    screen.hush()
    screen.slip_button.click()
    bureau.until(lambda: screen.notice.notice)
    with bureau.shop.shop.reading() as connection:
        waiting = jobs.waiting(connection, bureau.station.printer)

    assert len(waiting) == 2


def test_its_page_is_saved_as_a_pdf(
    bureau: Bureau, screen: AgreementsScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "perjanjian"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_said: (str(file), ""))
    screen.page_button.click()
    bureau.until(lambda: file.with_name("perjanjian.pdf").exists())
    bureau.until(lambda: screen.notice.notice)

    assert file.with_name("perjanjian.pdf").read_bytes()[:5] == b"%PDF-"


def test_steps_that_cannot_be_read_are_never_signed_for(bureau: Bureau, screen: AgreementsScreen) -> None:
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    form = screen.editor.deals.form
    assert focused() is form.scope
    form.deal.choose(Deal.TIERED)
    form.deal.picked.emit(Deal.TIERED)
    form.tiers.setFocus()
    before = len(versions(bureau.shop))
    bureau.type("20.000: 15; 5o")
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert (focused(), len(versions(bureau.shop))) == (form.tiers, before)
    assert "5o" in form.tiers.error
    assert screen.editor.wrong
    form.tiers.selectAll()
    bureau.type("20.000: 15; 50.000: 10")
    assert not screen.editor.wrong
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert focused() is screen.editor.shelf.shelf
    bureau.type("30")
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert focused() is screen.editor.shelf.grace
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: len(versions(bureau.shop)) == before + 1)
    assert versions(bureau.shop)[-1].conditions.shelf_days == 30
