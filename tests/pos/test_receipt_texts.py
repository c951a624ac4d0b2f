"""A receipt as a message, and the link that opens it in WhatsApp."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from koperasi.settings import Settings
from pos import receipt_texts
from tests.papers import counter_slips


def test_the_message_says_what_the_receipt_says() -> None:
    told = receipt_texts.message(counter_slips.BRANCH, Settings(), counter_slips.everything())
    assert told.splitlines()[:2] == ["*SBMI MART* Ngantang", "Nota K1-004213, 23/11/2026"]
    assert "Beras Mentik Wangi: 2,5 Kg x 14.500 = 36.250" in told
    assert "*TOTAL Rp 236.150*" in told
    assert "Kembali: 10.100" in told


@pytest.mark.parametrize(
    ("phone", "number"),
    [("0812-3456-7890", "6281234567890"), ("+62 812 3456 7890", "6281234567890"), ("0341 555012", ""), ("", "")],
)
def test_a_mobile_number_is_known_by_its_country(phone: str, number: str) -> None:
    assert receipt_texts.international(phone) == number


def test_the_link_bears_the_words_and_the_number() -> None:
    link = receipt_texts.link("Total *Rp 5.000*\n& <b>", "0812-3456-7890")
    assert link.startswith("https://wa.me/6281234567890?text=")
    assert unquote(link.partition("text=")[2]) == "Total *Rp 5.000*\n& <b>"
    assert not set(link) & set(" <>\n")
