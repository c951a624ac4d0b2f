from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.escpos_bytes import encode
from printing.papers import Paper
from printing.virtual import Kick, VirtualPrinter, WrongBytes
from printing.virtual_sheets import Dots, Letters
from tests.papers.samples import receipt

JOB = encode(receipt(), Paper())


@pytest.mark.parametrize(
    "job",
    [
        b"\x1bZ\x00",  # no such command
        b"\x07",  # a bell alone
        b"\r\n",
        b"Kopi\x1b@",  # a reset within a line
        b"Kopi",  # no line feed
        b"\x1dV\x05",
        b"Kopi\x1dV\x01",
        b"\x1bp\x07\x19\xfa",
        b"\x1bp\x00\x19",  # cut short
        b"\x1dv0\x00\x08\x00\x02\x00" + b"\x00" * 15,  # a byte too few
        b"\x1dv0\x00\x60\x00\x01\x00" + b"\x00" * 96,  # 768 dots on 576
        b"\x1dk\x43\x0d8991102000012",  # a wrong check digit
        b"\x1dk\x49\x03K10",  # CODE128 without its set
        b"\x1dk\x20\x00",
        b"\x1dw\x09",
        b"\x1ba\x05",
        b"\x1bt\x63\xe9\n",  # a letter from an unknown code page
        b"\x1d(k\x03\x001\x63\x00",
        b"\x10\x04\x09",
        b"\x1d(L\x02\x0009",  # no such graphics
        b"\x1d(L\x0b\x000p0\x01\x011\x08\x00\x02\x00\xaa",  # a row too few
        b"\x1d(k\x03\x009\x43\x03",  # a code of no kind
        b"x" * 49 + b"\n",
        b"\x1d!\x11" + b"x" * 25 + b"\n",
    ],
)
def test_bytes_that_no_printer_understands_are_named(job: bytes) -> None:
    with pytest.raises(WrongBytes):
        VirtualPrinter().send(job)


@given(st.lists(st.integers(1, 60), min_size=1))
def test_a_job_may_arrive_in_any_pieces(cuts: list[int]) -> None:
    whole, pieces = VirtualPrinter(), VirtualPrinter()
    whole.send(JOB)
    at = 0
    while at < len(JOB):
        size = cuts[at % len(cuts)]
        pieces.feed(JOB[at : at + size])
        at += size
    pieces.finish()
    assert pieces.lines == whole.lines
    assert pieces.cuts == whole.cuts == 1


def test_letters_are_read_in_the_page_that_was_chosen() -> None:
    printer = VirtualPrinter()
    printer.send(b"\x1bt\x13\x82\n\x1bt\x10\xe9\n\x1bt\x11\xa4\n")
    assert printer.lines == ["é", "é", "д"]


def test_a_reset_undoes_page_size_weight_and_place() -> None:
    printer = VirtualPrinter()
    printer.send(b"\x1bt\x10\x1d!\x11\x1bE\x01\x1ba\x01A\n\x1b@B\n")
    first, second = (each for each in printer.sheets[0].bands if isinstance(each, Letters))
    assert (first.runs[0].wide, first.runs[0].tall, first.runs[0].bold, first.align) == (2, 2, True, 1)
    assert (second.runs[0].wide, second.runs[0].tall, second.runs[0].bold, second.align) == (1, 1, False, 0)


def test_dots_are_kept_as_they_were_sent() -> None:
    printer = VirtualPrinter()
    printer.send(b"\x1dv0\x00\x01\x00\x02\x00\xaa\x55")
    assert printer.sheets[0].bands == [Dots(8, 2, b"\xaa\x55")]


def test_graphics_of_other_programs_are_kept_as_they_were_sent() -> None:
    printer = VirtualPrinter()
    printer.send(b"\x1d(L\x0c\x000p0\x01\x011\x08\x00\x02\x00\xaa\x55\x1d(L\x02\x0002")
    assert printer.sheets[0].bands == [Dots(8, 2, b"\xaa\x55")]


def test_other_programs_ways_to_say_the_same_are_understood() -> None:
    printer = VirtualPrinter()
    printer.send(b"\x1b!\x38A\x1bJ\x10\x1b@\x1bM\x01B\n\x1dk\x028991102000017\x00")
    big, _feed, plain, _bars = printer.sheets[0].bands
    assert isinstance(big, Letters)
    assert isinstance(plain, Letters)
    assert (big.runs[0].wide, big.runs[0].tall, big.runs[0].bold) == (2, 2, True)
    assert (big.words, plain.words) == ("A", "B")


def test_cuts_and_kicks_are_counted_and_papers_kept_apart() -> None:
    printer = VirtualPrinter()
    printer.send(b"satu\n\x1dV\x01dua\n\x1dV\x42\x03\x1bp\x01\x19\xfa")
    assert [paper.text for paper in printer.papers] == ["satu", "dua"]
    assert (printer.cuts, printer.kicks) == (2, [Kick(5, 50, 500)])


def test_a_real_printer_wraps_where_the_strict_one_complains() -> None:
    printer = VirtualPrinter(columns=32, dots=384, wraps=True)
    printer.send(b"x" * 70 + b"\n")
    assert [len(line) for line in printer.lines] == [32, 32, 6]


def test_status_is_told_at_once_even_within_a_line() -> None:
    printer = VirtualPrinter()
    printer.condition.paper_low = True
    assert printer.feed(b"Kop\x10\x04\x01\x10\x04\x04i\n\x1dr\x01\x1dr\x02") == b"\x12\x1e\x03\x00"
    assert printer.lines == ["Kopi"]


def test_whoever_watches_hears_of_a_finished_job() -> None:
    heard: list[int] = []
    printer = VirtualPrinter(on_news=lambda: heard.append(1))
    printer.send(JOB)
    assert heard == [1]


def test_the_sheet_is_drawn_as_wide_as_its_paper() -> None:
    printer = VirtualPrinter()
    printer.send(JOB)
    assert printer.papers[0].picture(576).width == 640
