"""Data Penitip: written down, changed, and a group with its people, by keys and by touch."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt

from consignment.makers import PayWay
from consignment.screens.maker_editor import MakerEditorScreen
from koperasi.parties import PartyKind
from tests.consignment.screens.conftest import Bureau, focused
from tests.consignment.test_makers import add, listed, wishes


def opened(bureau: Bureau, maker_id: int | None) -> MakerEditorScreen:
    found = cast("MakerEditorScreen", bureau.go("maker-editor", maker_id=maker_id))
    if maker_id is not None:
        bureau.until(lambda: found.opened)
    return found


@pytest.fixture
def screen(bureau: Bureau) -> MakerEditorScreen:
    return opened(bureau, bureau.shop.maker_id)


def save(bureau: Bureau) -> None:
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_new_maker_is_kept_by_keys(bureau: Bureau) -> None:
    screen = opened(bureau, None)
    screen.form.name.setFocus()
    bureau.type("Wagiyem")
    save(bureau)
    bureau.until(lambda: "Wagiyem" in listed(bureau.shop))

    assert listed(bureau.shop)["Wagiyem"].code == "P-02"


def test_a_member_is_found_by_her_number_and_becomes_one(bureau: Bureau) -> None:
    screen = opened(bureau, None)
    bureau.type("0217")
    bureau.until(lambda: screen.people.items)
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    bureau.until(lambda: screen.opened)
    assert screen.form.name.isReadOnly()
    save(bureau)
    bureau.until(lambda: "Sri Wahyuni" in listed(bureau.shop))


def test_a_transfer_asks_for_the_account_beside_its_field(bureau: Bureau, screen: MakerEditorScreen) -> None:
    screen.form.pay_way.buttons[PayWay.TRANSFER].click()
    screen.save_button.click()
    bureau.until(lambda: screen.form.bank.error)
    assert bureau.shop.shop is not None

    screen.form.bank.setText("BRI")
    screen.form.account.setText("0021-01-455")
    screen.form.holder.setText("Siti Aminah")
    screen.save_button.click()
    bureau.until(lambda: wishes(bureau.shop).pay_way is PayWay.TRANSFER)


def test_a_day_that_is_none_is_told_at_once(bureau: Bureau, screen: MakerEditorScreen) -> None:
    screen.form.set_off_since.setText("kemarin")
    screen.save_button.click()

    assert "kemarin" in screen.form.set_off_since.error


def test_leaving_with_changes_asks_once_more(bureau: Bureau, screen: MakerEditorScreen) -> None:
    bureau.shell.go("makers")
    screen = opened(bureau, bureau.shop.maker_id)
    screen.form.heir.setText("Budi")
    screen._leave()
    assert bureau.shell.current_name == "maker-editor"
    screen._leave()
    assert bureau.shell.current_name == "makers"


def test_a_group_takes_people_and_lets_them_go(bureau: Bureau) -> None:
    group = add(bureau.shop, "Melati", PartyKind.GROUP)
    screen = opened(bureau, group)
    screen.field.setFocus()
    bureau.type("siti")
    bureau.until(lambda: screen.people.items)
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert [each.name for each in screen.group] == ["Siti Aminah"]
    screen.save_button.click()
    bureau.until(lambda: screen.notice.notice)
    assert listed(bureau.shop)["Siti Aminah"].group == "Melati"

    screen.people.choose(0)
    screen.gone_button.click()
    screen.save_button.click()
    bureau.until(lambda: "Siti Aminah" not in listed(bureau.shop))


def test_her_agreement_is_one_key_away(bureau: Bureau, screen: MakerEditorScreen) -> None:
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: bureau.shell.current_name == "agreements")


def test_a_name_that_nobody_has_becomes_the_new_makers(bureau: Bureau) -> None:
    screen = opened(bureau, None)
    assert screen.people.isHidden()
    bureau.type("Mujiati")
    bureau.until(lambda: screen._sought == "Mujiati")
    assert screen.people.isVisible()
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)

    assert (screen.form.name.text(), screen.field.text(), focused()) == ("Mujiati", "", screen.form.title)
    screen.form.village.setFocus()
    bureau.type("Kaumrejo")
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert focused() is screen.form.phone
    save(bureau)
    bureau.until(lambda: "Mujiati" in listed(bureau.shop))
