"""The shop's own code: proved and sealed when it is kept, and proved again at every use."""

from __future__ import annotations

import pytest

from koperasi import settings
from koperasi.errors import NotAllowed, Refused
from koperasi.money import Rupiah
from pos import qris, qris_codes, stickers
from pos.qris import BadQris
from pos.stickers import StickerCommand
from tests.pos.qris_codes import STATIC, code
from tests.shops import Counter

AMOUNT = Rupiah(57_500)


@pytest.fixture
def kept(counter: Counter) -> Counter:
    qris_codes.keep(counter.shop, counter.manager, f" {STATIC} ")
    return counter


def change(counter: Counter, **values: object) -> None:
    with counter.shop.work(counter.manager) as work:
        settings.change(work, values)
    counter.shop.reload_settings()


def test_the_code_carries_the_amount_and_says_whose_it_is(kept: Counter) -> None:
    shown = qris_codes.for_amount(kept.shop, AMOUNT)
    assert qris.parse(shown.code).amount == AMOUNT
    assert (shown.merchant, shown.nmid, shown.typed, shown.why) == ("TOKO CONTOH UJI", "ID0000000000000", False, "")


def test_switched_off_the_stickers_own_code_is_shown(kept: Counter) -> None:
    qris_codes.set_on(kept.shop, kept.manager, False)
    shown = qris_codes.for_amount(kept.shop, AMOUNT)
    assert (shown.code, shown.typed) == (STATIC, True)


def test_a_code_put_into_the_database_by_anybody_else_is_never_shown(kept: Counter) -> None:
    change(kept, qris_static=code(t59="TOKO MALING"))
    with pytest.raises(Refused) as refusal:
        qris_codes.stored(kept.shop)
    assert refusal.value.rule == "qris-seal"
    shown = qris_codes.for_amount(kept.shop, AMOUNT)
    assert (shown.code, shown.why) == ("", str(refusal.value))


def test_an_amount_over_the_limit_shows_no_code_and_says_why(kept: Counter) -> None:
    change(kept, qris_limit=50_000)
    shown = qris_codes.for_amount(kept.shop, AMOUNT)
    assert shown.code == ""
    assert "50.000" in shown.why


def test_without_a_code_it_says_where_to_keep_one(counter: Counter) -> None:
    assert "F12" in qris_codes.for_amount(counter.shop, AMOUNT).why


def test_a_bad_code_is_not_kept(kept: Counter) -> None:
    with pytest.raises(BadQris):
        qris_codes.keep(kept.shop, kept.manager, STATIC[:-4] + "0000")
    assert kept.shop.settings.qris_static == STATIC


def test_a_cashier_keeps_none(kept: Counter) -> None:
    with pytest.raises(NotAllowed):
        qris_codes.keep(kept.shop, kept.cashier, code(t59="LAIN"))
    assert kept.shop.settings.qris_static == STATIC


def test_the_code_is_taken_away_by_an_empty_one(kept: Counter) -> None:
    qris_codes.keep(kept.shop, kept.manager, "")
    assert qris_codes.stored(kept.shop) is None


def test_a_check_done_twice_is_kept_once(kept: Counter) -> None:
    shop = kept.shop
    command = StickerCommand(shop.minter.next(), shop.branch.id, shop.till_id, STATIC, shop.clock())
    for _time in range(2):
        with shop.work(kept.cashier) as work:
            assert stickers.check(work, command).same
    with shop.reading() as connection:
        assert len(connection.execute(stickers.StickerCheck.__table__.select()).all()) == 1
        assert not stickers.due(shop, connection)


def test_a_dynamic_or_other_code_on_the_counter_is_not_the_shops(kept: Counter) -> None:
    shop = kept.shop
    dynamic = qris.with_amount(qris.static_code(STATIC), Rupiah(1)).payload
    for payload in (dynamic, code(t61="65153"), code(t59="TOKO CONTOH UJ1")):
        command = StickerCommand(shop.minter.next(), shop.branch.id, shop.till_id, payload, shop.clock())
        with shop.work(kept.cashier) as work:
            assert not stickers.check(work, command).same


def test_the_reminder_is_a_setting(kept: Counter) -> None:
    with kept.shop.reading() as connection:
        assert stickers.due(kept.shop, connection)
    change(kept, qris_daily_check=False)
    with kept.shop.reading() as connection:
        assert not stickers.due(kept.shop, connection)


def test_what_was_put_into_the_database_is_told_by_the_check(kept: Counter) -> None:
    assert qris_codes.wrong(kept.shop) == []
    change(kept, qris_static=code(t59="TOKO MALING"))
    assert len(qris_codes.wrong(kept.shop)) == 1


def test_training_shows_a_code_that_no_merchant_has(kept: Counter) -> None:
    change(kept, training=True)
    shown = qris_codes.for_amount(kept.shop, AMOUNT)
    assert (shown.merchant, qris.parse(shown.code).amount) == ("LATIHAN", AMOUNT)


def test_the_sample_code_is_a_code_like_any_other() -> None:
    assert qris.static_code(qris_codes.SAMPLE.payload) == qris_codes.SAMPLE
    assert qris_codes.SAMPLE.warnings == ()
