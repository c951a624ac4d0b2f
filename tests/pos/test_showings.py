"""What the customer sees of a sale, as a value: lines, total, code, change; only her first name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from koperasi.money import Rupiah
from pos import showings
from pos.qris_codes import Shown
from pos.sales import Posted
from pos.showings import IDLE, ROW, Scene, Showing, ShownLine
from pos.tenders import TenderKind
from pos.till import Finished
from tests.pos.test_till import SOAP, SRI, SUGAR, selling, till

CODE = Shown(Rupiah(20_900), "00020101", "TOKO CONTOH", "ID0")


def test_an_empty_till_shows_the_shops_messages() -> None:
    assert showings.of_till(None) == IDLE
    assert showings.of_till(till()) == IDLE


def test_lines_come_as_they_are_scanned_with_what_was_saved() -> None:
    shown = showings.of_till(selling(SOAP, SUGAR).attached(SRI))
    assert (shown.scene, shown.total, shown.saved, shown.name) == (
        Scene.LINES, Rupiah(21_100), Rupiah(100), "Sri",
    )  # fmt: skip
    assert shown.lines[0] == ShownLine("Sabun", "1 Pcs x 3.300", Rupiah(3_300), "hemat 100")


def test_only_the_first_name_of_a_member_is_shown() -> None:
    shown = showings.of_till(selling(SOAP).attached(SRI))
    assert "Wahyuni" not in repr(shown)
    assert "A-0217" not in repr(shown)


def test_a_removed_line_is_not_shown() -> None:
    from tests.pos.test_till import NOW

    now = selling(SOAP, SUGAR).removed(NOW)
    assert [each.name for each in showings.of_till(now).lines] == ["Sabun"]


def test_the_code_is_shown_only_while_its_money_is_awaited() -> None:
    paying = selling(SOAP, SUGAR).pay_started(TenderKind.QRIS)
    assert showings.awaited_amount(paying) == paying.cart.total
    assert showings.of_till(paying, CODE).scene is Scene.CODE
    assert showings.awaited_amount(paying.money_seen(True)) is None
    assert showings.awaited_amount(paying.pay_left()) is None
    assert showings.awaited_amount(paying.tender_chosen(TenderKind.TRANSFER)) is None
    assert showings.of_till(paying, replace(CODE, code="")).scene is Scene.LINES
    assert showings.of_till(paying.pay_left(), CODE).scene is Scene.LINES


def test_another_amount_asks_for_another_code() -> None:
    paying = selling(SOAP, SUGAR).pay_started(TenderKind.QRIS).amount_typed(Rupiah(5_000))
    assert showings.awaited_amount(paying) == Rupiah(5_000)


def test_afterwards_the_change_is_shown() -> None:
    posted = Posted(1, "K1-1", Rupiah(21_200), Rupiah(0), Rupiah(8_800), True)
    shown = showings.of_till(replace(till(), finished=Finished(posted, ())))
    assert (shown.scene, shown.total, shown.change) == (Scene.CHANGE, Rupiah(21_200), Rupiah(8_800))


@pytest.mark.parametrize(
    ("showing", "top", "bottom"),
    [
        (
            Showing(Scene.LINES, (ShownLine("Kopi Kapal Api Special", "1", Rupiah(3_400)),), Rupiah(21_200)),
            "Kopi Kapal Api 3.400",
            "TOTAL         21.200",
        ),
        (Showing(Scene.CHANGE, total=Rupiah(900), change=Rupiah(100)), "TOTAL            900", "KEMBALI          100"),
        (Showing(Scene.CODE, total=Rupiah(20_900), code=CODE), "BAYAR QRIS    20.900", "    TOKO CONTOH     "),
        (Showing(Scene.LINES, name="Sri"), "      Halo Sri      ", " " * 20),
    ],
)  # fmt: skip
def test_a_pole_shows_item_total_and_change(showing: Showing, top: str, bottom: str) -> None:
    assert showings.rows(showing) == (top, bottom)


@pytest.mark.parametrize("message", ["", "Selamat datang", "Toko ini milik anggota: hasilnya kembali", "x" * 60])
def test_a_message_is_parted_between_words(message: str) -> None:
    top, bottom = showings.rows(IDLE, message)
    assert len(top) == len(bottom) == ROW


def test_a_long_amount_is_never_cut() -> None:
    assert showings.both("Emas", "9.999.999.999").endswith("9.999.999.999")
    assert len(showings.both("Emas batangan sekali", "123.456.789.012.345.678")) == ROW
