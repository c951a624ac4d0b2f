"""Titip Masuk: by keys and touch alone, from her card to both sheets of the nota."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from sqlalchemy import select

from consignment import delivery_deeds, delivery_drafts, delivery_queries
from consignment.agreements import AgreedRule, PriceBy
from consignment.delivery_facts import Confirmed
from consignment.makers import GroupMaker
from consignment.screens.deliveries import DeliveriesScreen
from consignment.screens.delivery_list import DeliveryListScreen
from consignment.terms import Deal, Terms
from inventory import catalogue, pictures, queries
from inventory.products import Barcode, Product
from koperasi import masters, member_pins
from koperasi.money import Rupiah
from koperasi.parties import Party, PartyKind
from koperasi.quantity import Quantity
from pos import checks
from printing.jobs import PrintJob
from tests.consignment.brought import agreed, bring, hers, of
from tests.inventory.screens.conftest import Bureau, focused
from tests.shops import good

TITIP = {"901": 10_000, "902": 12_500, "903": 16_000}


@pytest.fixture
def kitchen(bureau: Bureau) -> Bureau:
    """Bu Siti with three kinds of food on harga titip, all else on a commission of 15 %."""
    shop = bureau.shop
    made = {}
    for code, name, price in (
        ("901", "Keripik Tempe", 12_000),
        ("902", "Rempeyek", 15_000),
        ("903", "Semprong", 19_000),
    ):
        new = replace(good(code, name, price), maker_id=shop.maker_id, food=True, halal="ID3511 s.d. 2028")
        with shop.shop.work(shop.manager) as work:
            made[code] = catalogue.add_goods(work, replace(new, pirt="P-IRT 206350701012330"))
    rules = [AgreedRule(Terms(Deal.FIXED, payout_each=Rupiah(TITIP[code])), made[code]) for code in made]
    agreed(shop, *rules, AgreedRule(Terms(Deal.COMMISSION, 1_500)))
    return bureau


def delivering(bureau: Bureau, **what: object) -> DeliveriesScreen:
    screen = bureau.go("deliveries", **what)
    assert isinstance(screen, DeliveriesScreen)
    bureau.until(lambda: screen.desk_now is not None and screen.scan.hasFocus())
    return screen


def of_siti(bureau: Bureau) -> DeliveriesScreen:
    screen = delivering(bureau)
    scan(bureau, screen, "P-01")
    bureau.until(lambda: screen.desk_now is not None and screen.desk_now.maker is not None)
    return screen


def scan(bureau: Bureau, screen: DeliveriesScreen, text: str) -> None:
    """Type a code and Enter; a code with letters is looked for as one types."""
    before = screen.desk_now
    bureau.qtbot.keyClicks(screen.scan, text)
    if any(each.isalpha() for each in text):
        bureau.until(lambda: screen.shown_found is not None and screen.shown_found.chosen == 0)
    bureau.qtbot.keyClick(screen.scan, Qt.Key.Key_Return)
    bureau.until(lambda: screen.desk_now != before or screen.notice.notice is not None)


def enter(bureau: Bureau, text: str = "") -> None:
    """Type into what has the focus, and Enter."""
    bureau.type(text)
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)


def press(screen: DeliveriesScreen, key: str) -> None:
    screen.actions_by_key[key].trigger()


def count(bureau: Bureau, screen: DeliveriesScreen, code: str, *keys: str) -> None:
    """Scan a good and key its row: Enter in the empty scan box leads there."""
    scan(bureau, screen, code)
    bureau.until(screen.scan.hasFocus)
    bureau.qtbot.keyClick(screen.scan, Qt.Key.Key_Return)
    for text in keys:
        enter(bureau, text)


def saved(bureau: Bureau, screen: DeliveriesScreen) -> delivery_queries.SeenDelivery:
    press(screen, "Ctrl+Enter")
    bureau.until(lambda: screen.saved is not None)
    assert screen.saved is not None
    return screen.saved.seen


def test_her_goods_are_taken_in_by_keys_alone(kitchen: Bureau) -> None:
    bureau, screen = kitchen, of_siti(kitchen)
    count(bureau, screen, "901", "30", "", "20/01/27")
    count(bureau, screen, "902", "24", "22", "", "12/01/27")
    count(bureau, screen, "903", "12", "", "15/01/27")
    assert screen.desk_now is not None
    assert (screen.desk_now.hers, screen.desk_now.labels) == (Rupiah(767_000), 64)

    seen = saved(bureau, screen)

    assert [(each.offered, each.accepted, each.why) for each in seen.lines] == [
        (Quantity.of(30), Quantity.of(30), ""),
        (Quantity.of(24), Quantity.of(22), "Kemasan bocor"),
        (Quantity.of(12), Quantity.of(12), ""),
    ]
    assert [each.expires_on for each in seen.lines] == [date(2027, 1, 20), date(2027, 1, 12), date(2027, 1, 15)]
    assert (seen.confirmed, seen.agreement is not None) == (Confirmed.SIGNATURE, True)
    assert screen.saved_page.papers.count == 1
    assert checks.wrong(bureau.shop.shop) == []


def test_what_is_missing_stands_on_the_dead_button_and_leads_to_its_field(kitchen: Bureau) -> None:
    bureau, screen = kitchen, delivering(kitchen)
    assert "penitip" in screen.save_button.accessibleName()
    scan(bureau, screen, "P-01")
    bureau.until(lambda: "barang" in screen.save_button.accessibleName())
    scan(bureau, screen, "901")
    assert screen.save_button.words == "Isi Tgl. Kedaluwarsa"
    strip = screen.lines.words[0]
    assert strip.word is not None
    assert strip.word.hard

    strip.pressed.emit(strip.word.row - 1, strip.word.field)

    assert focused() is screen.lines.rows[0].expires_on
    screen.home()
    press(screen, "Ctrl+Enter")
    assert focused() is screen.lines.rows[0].expires_on
    enter(bureau, "311226")
    assert screen.save_button.isEnabled()


def test_a_scan_is_one_more_and_a_prefix_says_how_many(kitchen: Bureau) -> None:
    bureau, screen = kitchen, of_siti(kitchen)
    for _burst in range(3):
        bureau.shell.scanner.scanned.emit("901")
    bureau.until(lambda: screen.desk_now is not None and screen.desk_now.lines[:1])
    bureau.until(lambda: screen.desk_now is not None and screen.desk_now.lines[0].offered == Quantity.of(3))
    bureau.qtbot.keyClicks(screen.scan, "20*")
    bureau.shell.scanner.scanned.emit("902")
    bureau.until(lambda: screen.desk_now is not None and len(screen.desk_now.lines) == 2)
    assert screen.desk_now is not None
    assert screen.desk_now.lines[1].offered == Quantity.of(20)


def test_her_card_begins_and_only_her_goods_are_found(kitchen: Bureau) -> None:
    bureau, screen = kitchen, of_siti(kitchen)
    press(screen, "F2")
    bureau.until(lambda: len(screen.scanning.hits) == 3)
    press(screen, "Esc")
    for code, owner in (("101", "toko"), ("301", "Bu Sri")):
        screen.hush()
        with bureau.shop.shop.work(bureau.shop.manager) as work:
            masters.change(work.connection, Product, bureau.shop.copies, maker_id=bureau.shop.member_id)
        scan(bureau, screen, code)
        notice = screen.notice.notice
        assert notice is not None
        assert "bukan barang Bu Siti" in notice.words
        assert owner in notice.words
    assert screen.desk_now is not None
    assert not screen.desk_now.lines


def test_somebody_elses_card_is_a_members_too(kitchen: Bureau) -> None:
    bureau, screen = kitchen, delivering(kitchen)
    bureau.shell.scanner.scanned.emit("9900217")
    bureau.until(lambda: screen.desk_now is not None and screen.desk_now.maker is not None)
    assert screen.desk_now is not None
    assert screen.desk_now.maker is not None
    assert (screen.desk_now.maker.code, screen.desk_now.maker.called) == ("A-0217", "Bu Sri")


def test_a_reason_of_ones_own_is_taken_as_it_is_typed(kitchen: Bureau) -> None:
    bureau, screen = kitchen, of_siti(kitchen)
    count(bureau, screen, "901", "10", "8")
    bureau.until(lambda: screen.pages.currentWidget() is screen.reason_page)
    enter(bureau, "semut")
    assert screen.desk_now is not None
    assert screen.desk_now.lines[0].why == "semut"
    assert focused() is screen.lines.rows[0].expires_on


def test_every_step_is_on_disk_and_there_again(kitchen: Bureau) -> None:
    bureau, screen = kitchen, of_siti(kitchen)
    count(bureau, screen, "901", "30", "", "20/01/27")
    shop = bureau.shop.shop

    def kept() -> bool:
        with shop.reading() as connection:
            found = delivery_drafts.restore(connection, shop.writer)
        return found is not None and found == screen.desk_now

    bureau.until(kept)
    assert delivery_deeds.restored(shop) == screen.desk_now
    saved(bureau, screen)
    with shop.reading() as connection:
        assert delivery_drafts.restore(connection, shop.writer) is None


def test_a_price_of_hers_is_changed_with_the_delivery(kitchen: Bureau) -> None:
    bureau, screen = kitchen, of_siti(kitchen)
    count(bureau, screen, "901", "5", "", "20/01/27")
    press(screen, "Ctrl+E")
    enter(bureau, "13000")
    press(screen, "Esc")
    seen = saved(bureau, screen)
    assert (seen.lines[0].price, seen.lines[0].repriced) == (Rupiah(13_000), True)
    with bureau.shop.shop.reading() as connection:
        (unit,) = queries.good(connection, seen.lines[0].product_id).units
    assert unit.prices[-1].price == Rupiah(13_000)


def test_a_price_below_her_harga_titip_cannot_be_saved(kitchen: Bureau) -> None:
    bureau, screen = kitchen, of_siti(kitchen)
    count(bureau, screen, "901", "5", "", "20/01/27")
    press(screen, "Ctrl+E")
    enter(bureau, "9000")
    assert screen.save_button.words == "Betulkan harga jual"


def test_without_an_agreement_the_terms_are_told_here(kitchen: Bureau) -> None:
    bureau, screen = kitchen, delivering(kitchen)
    with bureau.shop.shop.work(bureau.shop.manager) as work:
        masters.change(work.connection, Product, bureau.shop.cookies, maker_id=bureau.shop.member_id)
    scan(bureau, screen, "A-0217")
    bureau.until(lambda: screen.desk_now is not None and screen.desk_now.maker is not None)
    count(bureau, screen, "201", "5", "", "20/01/27")
    assert screen.save_button.words == "Isi harga titip"
    press(screen, "Ctrl+E")
    enter(bureau)
    enter(bureau)
    enter(bureau, "17,5")
    seen = saved(bureau, screen)
    assert seen.lines[0].terms == Terms(Deal.COMMISSION, 1_750)


def test_a_new_good_of_hers_gets_a_barcode_that_scans(kitchen: Bureau) -> None:
    bureau, screen = kitchen, of_siti(kitchen)
    press(screen, "Ctrl+N")
    for text in ("Emping 100 g", "", "8000", "30", "", "non-halal"):
        enter(bureau, text)
    bureau.until(lambda: screen.desk_now is not None and screen.desk_now.lines)
    assert screen.desk_now is not None
    line = screen.desk_now.lines[0]
    assert (line.name, line.price, line.agreed, line.keeps_days) == ("Emping 100 g", Rupiah(8_000), True, 30)
    with bureau.shop.shop.reading() as connection:
        code = connection.scalar(select(Barcode.code).where(Barcode.product_unit_id == line.unit_id))
    bureau.shell.scanner.scanned.emit(code)
    bureau.until(lambda: screen.desk_now is not None and screen.desk_now.lines[0].offered == Quantity.of(2))


def test_enter_in_an_empty_date_takes_the_one_it_usually_keeps_until(kitchen: Bureau) -> None:
    bureau, screen = kitchen, of_siti(kitchen)
    hers(bureau.shop, bureau.shop.cookies, food=True, keeps_days=14)
    count(bureau, screen, "201", "5", "", "")
    assert screen.desk_now is not None
    assert screen.desk_now.lines[0].expires_on == date(2026, 12, 7)


def test_a_groups_list_is_keyed_and_must_sum(kitchen: Bureau) -> None:
    bureau, shop = kitchen, kitchen.shop
    with shop.shop.work(shop.manager) as work:
        group = work.mint()
        row = {"id": group, "code": "K-01", "name": "Kelompok Melati", "kind": PartyKind.GROUP, "title": ""}
        masters.add(work.connection, Party, [{**row, "village": "", "phone": ""}])
        member = {"id": work.mint(), "group_id": group, "party_id": shop.member_id}
        masters.add(work.connection, GroupMaker, [member])
        masters.change(work.connection, Product, shop.cookies, maker_id=group)
    screen = delivering(bureau, maker=group)
    bureau.until(lambda: screen.desk_now is not None and screen.desk_now.maker is not None)
    count(bureau, screen, "201", "9", "", "20/01/27")
    press(screen, "Ctrl+E")
    enter(bureau)
    enter(bureau, "10000")
    screen.detail_page.begin("parts")
    enter(bureau, "4")
    assert screen.save_button.words == "Samakan daftar"
    enter(bureau, "Bu Budi")
    enter(bureau, "5")
    seen = saved(bureau, screen)
    assert [(each.name, each.quantity, each.party_id) for each in seen.lines[0].parts] == [
        ("Sri Wahyuni", Quantity.of(4), shop.member_id),
        ("Bu Budi", Quantity.of(5), None),
    ]


def test_she_agrees_with_her_pin(kitchen: Bureau) -> None:
    bureau, shop = kitchen, kitchen.shop
    with shop.shop.work(shop.manager) as work:
        member_pins.give(work, shop.member_id, "528194")
    with shop.shop.work(shop.manager) as work:
        masters.change(work.connection, Product, shop.cookies, maker_id=shop.member_id)
    screen = delivering(bureau, maker=shop.member_id)
    bureau.until(lambda: screen.desk_now is not None and screen.desk_now.maker is not None)
    press(screen, "Ctrl+K")
    bureau.qtbot.mouseClick(screen.confirm_page.by_pin, Qt.MouseButton.LeftButton)
    enter(bureau, "111111")
    bureau.until(lambda: screen.notice.notice is not None)
    enter(bureau, "528194")
    bureau.until(lambda: screen.desk_now is not None and screen.desk_now.confirmed is Confirmed.PIN)


def test_a_picture_of_a_line_is_kept_at_once(kitchen: Bureau, tmp_path: Path) -> None:
    bureau, screen = kitchen, of_siti(kitchen)
    count(bureau, screen, "901", "5", "", "20/01/27")
    path = tmp_path / "foto.png"
    Image.new("RGB", (900, 700), "brown").save(path)
    screen.choices.take_picture(path)
    bureau.until(lambda: screen.desk_now is not None and screen.desk_now.lines[0].picture_digest)
    assert screen.desk_now is not None
    digest = screen.desk_now.lines[0].picture_digest
    seen = saved(bureau, screen)
    _seen, (picture,) = delivery_deeds.shown(bureau.shop.shop, seen.id)
    assert pictures.digest_of(picture) == digest
    listed = bureau.go("delivery-list")
    assert isinstance(listed, DeliveryListScreen)
    bureau.until(lambda: listed.paper.count == 2)


def test_what_another_price_setter_would_refuse_is_said_before(kitchen: Bureau) -> None:
    bureau = kitchen
    first = bureau.shop.shop.branch.business_date(bureau.shop.shop.clock())
    agreed(bureau.shop, AgreedRule(Terms(Deal.COMMISSION, 1_500)), price_by=PriceBy.SHOP, starts_on=first)
    screen = of_siti(bureau)
    count(bureau, screen, "901", "5", "", "20/01/27")
    press(screen, "Ctrl+E")
    enter(bureau, "13000")
    said = [strip.word.head for strip in screen.lines.words if strip.word is not None]
    assert "Keripik Tempe: harga jual ditentukan toko." in said


def test_emptying_takes_two_presses_while_goods_lie_here(kitchen: Bureau) -> None:
    bureau, screen = kitchen, of_siti(kitchen)
    scan(bureau, screen, "901")
    press(screen, "Ctrl+Delete")
    assert screen.desk_now is not None
    assert len(screen.desk_now.lines) == 1
    press(screen, "Ctrl+Delete")
    assert screen.desk_now.maker is None
    assert not screen.desk_now.lines


def test_both_sheets_wait_for_the_printer_and_a_copy_says_so(kitchen: Bureau) -> None:
    bureau = kitchen
    made = bring(bureau.shop, of(bureau.shop.cookies, 3))
    shop = bureau.shop.shop
    desk = delivery_deeds.fresh(shop)
    with shop.reading() as connection:
        seen = delivery_queries.delivery(connection, made.id)
    assert desk.id != seen.id
    delivery_deeds.print_again(shop, bureau.shop.manager, made.id, "K1")
    delivery_deeds.print_again(shop, bureau.shop.manager, made.id, "K1")
    with shop.reading() as connection:
        copies = connection.scalars(select(PrintJob.copy).where(PrintJob.document_id == made.id)).all()
    assert sorted(copies) == [1, 2]


def test_a_day_that_is_none_is_told_in_words_and_never_dropped(kitchen: Bureau) -> None:
    screen = of_siti(kitchen)
    count(kitchen, screen, "901", "30", "30")
    enter(kitchen, "311126")
    assert screen.notice.notice is not None
    assert screen.notice.notice.words == "“311126” bukan tanggal. Tulis seperti 31/12/26."
    kitchen.qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    press(screen, "Ctrl+Enter")

    assert screen.saved is None
    assert focused() is screen.lines.rows[0].expires_on
    assert screen.lines.rows[0].expires_on.text() == "311126"
    enter(kitchen, "311226")
    assert screen.notice.notice is None
    assert screen.desk_now is not None
    assert screen.desk_now.lines[0].expires_on == date(2026, 12, 31)


def test_a_word_about_a_code_goes_when_one_goes_on_into_the_row(kitchen: Bureau) -> None:
    screen = of_siti(kitchen)
    count(kitchen, screen, "901", "30")
    screen.scan.setFocus()
    scan(kitchen, screen, "777")
    assert screen.notice.notice is not None
    enter(kitchen)

    assert screen.notice.notice is None
    assert focused() is screen.lines.rows[0].offered
