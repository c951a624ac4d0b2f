"""Her screen, her slip and her message say the same words and numbers; a telephone reads the code."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from consignment import my_goods_papers, my_goods_texts
from consignment import my_goods_words as words
from consignment.makers import PayWay, Wishes
from consignment.my_goods import MyGoods, MyLine
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, Quantity
from printing import texts
from printing.codes import QR_MOST, qr_modules
from tests.consignment.kitchens import november
from tests.printing.readers import codes_in
from tests.shops import Counter

DAYS = (1, 2, 11, 16, 17, 20, 22, 23)


@pytest.fixture
def seen(counter: Counter) -> MyGoods:
    return november(counter, DAYS).seen()


def plain(text: str) -> str:
    """Without what only a screen, a star or a break of a line is."""
    return " ".join(re.sub(r"[*\u00a0\u2212·–]", lambda m: {"−": "-", "·": ".", "–": "-"}.get(m[0], " "), text).split())


def told(goods: MyGoods) -> list[str]:
    """All that the screen shows, word by word."""
    due = words.owed(goods)
    said = [words.title(goods.who), due.label, due.amount.shown, due.how]
    said += [words.counted(words.sold_today(goods), goods.one_unit), words.counted(words.sold(goods), goods.one_unit)]
    for line in goods.lines:
        counts = (line.brought, line.sold_today, line.sold, line.here.left)
        said += [line.name, *(each.shown for each in counts), words.notes(line), words.age(goods, line)]
        said.append(words.expiry(goods, line))
    for each in goods.statements:
        said += [words.statement_name(each), each.closing.shown, words.statement_mark(each).words]
    return [plain(each) for each in (*said, str(goods.share)) if each]


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_slip_and_message_say_what_the_screen_says(seen: MyGoods, columns: int) -> None:
    slip = plain(texts.text(my_goods_papers.slip(seen), columns))
    message = plain(my_goods_texts.message(seen))

    assert [each for each in told(seen) if each not in message] == []
    assert [
        each for each in told(seen) if each not in slip and each.replace(" ", "") not in slip.replace(" ", "")
    ] == []


def test_the_message_reads_like_this(seen: MyGoods) -> None:
    lines = my_goods_texts.message(seen).split("\n")

    assert lines[0] == "*Titipan Bu Siti*"
    assert lines[2:6] == [
        f"Yang akan Ibu terima: *{seen.money.owed}*",
        "Tanggal Bayar: Senin, 30 November 2026",
        "Tunai di kasir, bawa kartu anggota",
        "Laku hari ini: 6 bungkus",
    ]
    assert "- Titip Masuk 60, laku hari ini 4, laku bulan ini 19, sisa 41" in lines
    assert lines[-2].startswith("Rincian Setoran 1 – 15 November: Rp ")
    assert lines[-2].endswith(", Lunas 16/11")
    assert "\u00a0" not in "".join(lines)


def many(goods: MyGoods, count: int) -> MyGoods:
    line = goods.lines[0]
    return replace(
        goods, lines=tuple(replace(line, product_id=n, name=f"Kue Kering Istimewa {n}") for n in range(count))
    )


@pytest.mark.parametrize("count", [0, 1, 3, 100])
def test_the_code_is_read_back_as_the_short_message(seen: MyGoods, count: int, tmp_path: Path) -> None:
    goods = many(seen, count) if count != 3 else seen
    link = my_goods_texts.link(goods)

    assert len(link) <= QR_MOST
    assert my_goods_texts.of_link(link) == my_goods_texts.short(goods)
    modules = qr_modules(link)
    picture = Image.new("L", (len(modules) + 8, len(modules) + 8), 255)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            picture.putpixel((x + 4, y + 4), 0 if dark else 255)
    larger = picture.resize((picture.width * 4, picture.height * 4), Image.Resampling.NEAREST)
    assert codes_in(larger, tmp_path) == {f"QR-Code:{link}"}


def test_the_short_message_says_how_much_it_leaves_out(seen: MyGoods) -> None:
    short = my_goods_texts.short(many(seen, 100)).split("\n")

    assert short[2].startswith("Yang akan Ibu terima: *Rp ")
    shown = sum(each.startswith("Kue Kering") for each in short)
    assert shown > 0
    assert short[-1] == f"... dan {100 - shown} barang lagi"


def test_names_of_any_alphabet_and_length_still_fit_a_code(seen: MyGoods) -> None:
    line = replace(seen.lines[0], name="Kue “Nastar” é " * 30)
    goods = replace(seen, lines=(line,), shop="Toko Koperasi " * 50)

    link = my_goods_texts.link(goods)

    assert len(link) <= QR_MOST
    assert link.isascii()
    assert my_goods_texts.short(goods).startswith("Yang akan Ibu terima: *Rp ")


def test_words_fit_who_she_is(seen: MyGoods) -> None:
    for title, said in (("Ibu", "Yang akan Ibu terima"), ("Bapak", "Yang akan Bapak terima")):
        assert words.owed(replace(seen, who=replace(seen.who, title=title))).label == said
    unknown = replace(seen, who=replace(seen.who, title="", name="Kelompok Mawar"))
    assert words.owed(unknown).label == "Yang akan Kelompok Mawar terima"


def test_how_she_is_paid_is_told(seen: MyGoods) -> None:
    bank = Wishes(pay_way=PayWay.TRANSFER, bank="BRI", bank_account="001234567890")
    for wishes, said in (
        (Wishes(), "Tunai di kasir, bawa kartu anggota"),
        (bank, "Ditransfer ke BRI …7890"),
        (Wishes(pay_way=PayWay.SAVINGS), "Masuk simpanan sukarela"),
    ):
        assert words.owed(replace(seen, money=replace(seen.money, wishes=wishes))).how == said


def test_below_the_agreed_minimum_and_with_an_advance_that_is_told(seen: MyGoods) -> None:
    low = replace(seen.money, owed=Rupiah(20_000), least=Rupiah(50_000))
    assert plain(words.owed(replace(seen, money=low)).when[0]) == "Dibayar mulai Rp 50.000"
    advance = replace(seen.money, owed=Rupiah(80_000), advance=Rupiah(30_000))
    due = words.owed(replace(seen, money=advance))
    assert (due.amount, plain(due.how)) == (Rupiah(50_000), "Sudah dipotong uang muka Rp 30.000")
    asked = words.owed(replace(seen, money=replace(seen.money, pay_day=None)))
    assert asked.when[0] == "Bisa diambil kapan saja, minta di kasir"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 1), date(2026, 11, 15), "1 – 15 November"),
        (date(2026, 10, 16), date(2026, 11, 2), "16 Oktober – 2 November"),
        (date(2026, 11, 3), date(2026, 11, 3), "3 November"),
    ],
)
def test_days_of_a_statement_in_words(first: date, last: date, said: str) -> None:
    assert words.span(first, last) == said


def test_a_lot_below_zero_is_no_secret(seen: MyGoods) -> None:
    line = MyLine(1, "Kue", "Pcs", NOTHING, NOTHING, NOTHING, NOTHING, (Quantity.of(2),), (Rupiah(9),))
    short = replace(line, here=replace(line.here, left=-Quantity.of(2)))

    assert words.notes(short) == "laku lebih dari yang tercatat"
