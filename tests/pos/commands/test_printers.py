"""`printer`: a till's printers without a window."""

from __future__ import annotations

import pytest

from printing.virtual import VirtualPrinter
from printing.virtual_servers import Mood, VirtualServer
from tests.programs import Mart


def rows(mart: Mart, *words: object) -> list[dict[str, object]]:
    return list(mart("printer", *words, "--format", "json").rows)


def test_a_new_shop_has_none(made: Mart) -> None:
    assert rows(made) == []


def test_a_printer_is_added_set_and_removed(made: Mart) -> None:
    rows(made, "add", "Depan", "tcp:127.0.0.1:1", "--columns", 32, "--cutter", "full", "--qr", "native")
    (only,) = rows(made, "set", "depan", "--drawer", 2, "--font", "B", "--columns", 42)
    assert (only["role"], only["columns"], only["dots"], only["font"]) == ("receipt", 42, 384, "B")
    assert (only["cutter"], only["qr"], only["drawer"]) == ("full", "native", "2")
    assert made("settings", "printer", "--format", "json").rows[0]["value"] == "tcp:127.0.0.1:1"
    assert rows(made, "remove", "Depan") == []


def test_the_old_setting_still_names_the_printer(made: Mart) -> None:
    assert made("settings", "printer", "tcp:127.0.0.1:1").code == 0
    rows(made, "add", "Belakang", "tcp:127.0.0.1:2")
    assert made("settings", "printer", "tcp:127.0.0.1:3").code == 0
    told = [(each["name"], each["address"], each["role"]) for each in rows(made)]
    assert told == [
        ("Printer struk", "tcp:127.0.0.1:3", "receipt"),
        ("Belakang", "tcp:127.0.0.1:2", "stand-in"),
    ]


def test_a_page_is_tried_and_the_drawer_apart(made: Mart) -> None:
    with VirtualServer(VirtualPrinter(wraps=True)) as server:
        rows(made, "add", "Depan", server.address)
        assert made("printer", "try", "Depan").code == 0
        assert made("printer", "try", "Depan", "--kick", 2).code == 0
        (told,) = rows(made)
        server.close()
    assert told["state"] == "Siap"
    assert server.failure is None
    assert "LEMBAR COBA" in server.printer.papers[0].text
    assert [each.pin for each in server.printer.kicks] == [5]


def test_a_printer_without_paper_says_so(made: Mart) -> None:
    with VirtualServer(VirtualPrinter(), Mood.PAPER_OUT) as server:
        rows(made, "add", "Depan", server.address)
        (told,) = rows(made)
    assert told["state"] == "Kertas habis"


@pytest.mark.parametrize(
    "words",
    [
        ("add",),
        ("add", "Depan"),
        ("add", "Depan", "pigeon:post"),
        ("set", "Tidak Ada"),
        ("remove", "Tidak Ada"),
        ("try", "Tidak Ada"),
        ("printed", "x"),
        ("again", "12345"),
        ("send-on", "12345"),
    ],
)
def test_what_cannot_be_is_refused_in_words(made: Mart, words: tuple[str, ...]) -> None:
    said = made("printer", *words)
    assert (said.code, said.out) == (1, "")
    assert said.err


def test_a_paper_that_cannot_be_is_refused(made: Mart) -> None:
    said = made("printer", "add", "Depan", "tcp:127.0.0.1:1", "--dots", 100)
    assert said.code == 1
    assert "dots" in said.err


def test_an_empty_queue_is_shown(made: Mart) -> None:
    assert rows(made, "queue") == []
