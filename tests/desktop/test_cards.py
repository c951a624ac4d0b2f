from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.bars import Bar, BarChart, LimitBar
from desktop.cards import KunyitBar, LastItem, LastItemCard, MemberCard, MemberText, Pair
from desktop.chips import TONES, Chip, ChipLabel
from desktop.notices import Notice, NoticeStrip, of_error
from desktop.statuses import Entry, StatusBar
from desktop.texts import ElidedLabel, runs, spoken, wrapped
from desktop.theme import Size
from koperasi.errors import Bug, NotFound, Trouble
from tests.desktop.conftest import Show

SRI = MemberText("Sri Wahyuni", "A-0217", Chip("Aktif", "ok"), 185_000, 500_000, kasbon="**Rp 185.000** / 500.000")


@pytest.mark.parametrize("tone", sorted(TONES))
def test_a_colour_never_speaks_alone(tone: str) -> None:
    words, icon = Chip("Habis", tone).words, Chip("Habis", tone).icon_name

    assert words
    assert icon or tone in {"plain", "accent"}


def test_an_unknown_tone_is_found_out() -> None:
    with pytest.raises(KeyError):
        Chip("Habis", "angry")


def test_a_chip_is_24_high_and_goes_away_when_there_is_none(qtbot: QtBot) -> None:
    chip = ChipLabel(Chip("Aktif", "ok"))
    qtbot.addWidget(chip)
    assert (chip.sizeHint().height(), chip.accessibleName()) == (24, "Aktif")

    chip.show_chip(None)
    assert (chip.sizeHint().width(), chip.isHidden()) == (0, True)


@pytest.mark.parametrize(
    ("owed", "limit", "percent", "tone"),
    [
        (0, 500_000, 0, "accent"),
        (400_000, 500_000, 80, "accent"),
        (405_000, 500_000, 81, "warn_line"),
        (500_000, 500_000, 100, "refuse"),
        (700_000, 500_000, 100, "refuse"),
        (5_000, 0, 0, "accent"),
    ],
)
def test_a_limit_is_shown_as_it_fills(qtbot: QtBot, owed: int, limit: int, percent: int, tone: str) -> None:
    bar = LimitBar()
    qtbot.addWidget(bar)

    bar.show_share(owed, limit)

    assert (bar.percent, bar.tone) == (percent, tone)


def test_the_member_card_keeps_its_place_without_a_member(qtbot: QtBot, show: Show) -> None:
    card = MemberCard()
    card.resize(424, 234)
    show(card)
    card.show_member(SRI)
    with_member = card.size()

    assert card.kasbon.value == "Rp 185.000 / 500.000"
    assert card.kasbon.isVisible()

    card.show_member(None)
    assert not card.kasbon.isVisible()
    assert card.size() == with_member


def test_a_member_without_a_limit_has_no_bar(show: Show) -> None:
    card = MemberCard()
    show(card)

    card.show_member(MemberText("Wahyu", "A-1"))

    assert not card.bar.isVisible()


def test_the_last_item_is_named(qtbot: QtBot) -> None:
    card = LastItemCard()
    qtbot.addWidget(card)

    card.show_item(LastItem("Susu UHT", ("Rp 6.200 / pcs", "Stok 42 pcs")))
    assert card._name.accessibleName() == "Susu UHT"

    card.show_item(None)
    assert card._name.accessibleName() == "–"


def test_pairs_and_bars_are_read_out(qtbot: QtBot) -> None:
    pair, bar = Pair("Kurang Bayar", "**0**"), KunyitBar("Kembalian")
    chart = BarChart()
    for widget in (pair, bar, chart):
        qtbot.addWidget(widget)
    bar.show_value("Rp 26.800")
    chart.show_bars([Bar("07", 5), Bar("08", 0, usual=9, now=True)], "Omzet per jam")
    chart.grab()

    assert (pair.accessibleName(), bar.accessibleName()) == ("Kurang Bayar 0", "Kembalian Rp 26.800")
    assert chart.accessibleName() == "Omzet per jam"


def test_trouble_takes_the_place_of_its_entry(qtbot: QtBot) -> None:
    status = StatusBar()
    qtbot.addWidget(status)
    status.show_entry("printer", Entry("Printer siap", "check", "ok", bold=True))
    status.show_entry("backup", Entry("Cadangan 06.58", "backup", short=None))

    status.show_entry("printer", Entry("Kertas habis, 3 struk menunggu", "warn", "warn", bold=True))

    assert status.accessibleName() == "Kertas habis, 3 struk menunggu. Cadangan 06.58"
    status.show_entry("backup", None)
    assert status.entry("backup") is None


def test_a_refusal_and_trouble_look_different() -> None:
    assert of_error(NotFound("Anggota tidak ada.", remedy="Cari dengan nama.")) == Notice(
        "Anggota tidak ada. Cari dengan nama.", "refuse"
    )
    assert of_error(Trouble("Disk penuh.")).tone == "warn"
    assert of_error(Bug("x")).tone == "warn"


def test_a_notice_is_hidden_until_there_is_one(qtbot: QtBot, show: Show) -> None:
    strip = NoticeStrip()
    qtbot.addWidget(strip)
    assert strip.isHidden()

    strip.resize(600, 48)
    strip.show_notice(Notice("Barang **899100** tidak dikenal.", key="F2", key_words="Cari Barang"))

    assert strip.isVisible()
    assert strip.accessibleName() == "Barang 899100 tidak dikenal."


def test_bold_runs_are_read_and_a_lone_mark_stays() -> None:
    assert runs("Tambah **2 pcs** lagi") == [("Tambah ", False), ("2 pcs", True), (" lagi", False)]
    assert spoken("a ** b") == "a ** b"


def test_words_are_wrapped_and_the_rest_is_shortened() -> None:
    assert wrapped("Kas Masuk / Keluar", 95, Size.MINI, True) == ["Kas Masuk /", "Keluar"]
    assert "…" in wrapped("Bantuan untuk semua orang yang bekerja di toko ini", 90, Size.MINI)[1]


def test_a_shortened_label_says_the_whole_in_its_tooltip(show: Show) -> None:
    label = ElidedLabel("Minyak Goreng Kelapa Sawit Kemasan Ekonomis 250 ml")
    label.resize(160, 24)
    show(label)

    assert label.text().endswith("ml")
    assert label.toolTip() == label.accessibleName()
