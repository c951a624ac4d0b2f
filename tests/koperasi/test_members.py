"""Members: found by number, card or words; what she owes and bought is what the till shows."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from koperasi import members
from koperasi.errors import NotAllowed
from koperasi.members import NewMember
from koperasi.money import Rupiah
from pos.tenders import Tender, TenderKind
from tests.shops import Counter


def test_a_member_is_found_by_number_and_by_card(counter: Counter) -> None:
    with counter.shop.reading() as connection:
        found = {code: members.by_code(connection, code, 2026) for code in ("A-0217", "9900217", "9900218")}
    assert [card.party_id if card else None for card in found.values()] == [counter.member_id, counter.member_id, None]


@pytest.mark.parametrize(
    ("words", "found"), [("sri", 1), ("WAHYU sri", 1), ("0217", 1), ("sri budi", 0), ("%", 0), ("_", 0)]
)
def test_search_wants_every_word_and_knows_no_wildcard(counter: Counter, words: str, found: int) -> None:
    with counter.shop.reading() as connection:
        assert len(members.search(connection, words, 2026)) == found


def test_whose_name_begins_so_comes_first_and_phones_are_found_by_their_digits(counter: Counter) -> None:
    with counter.shop.work(counter.manager) as work:
        for number, name, phone in (("A-1", "Musrifah", "0812-345-67"), ("A-2", "Bu Srikandi", "0898 111")):
            members.add(work, NewMember(number, name, phone=phone))
    with counter.shop.reading() as connection:
        found = [card.name for card in members.search(connection, "sri", 2026)]
        phones = [[card.name for card in members.search(connection, words, 2026)] for words in ("081234567", "98-11")]
    assert found == ["Bu Srikandi", "Sri Wahyuni", "Musrifah"]
    assert phones == [["Musrifah"], ["Bu Srikandi"]]


def test_her_card_shows_what_she_owes_and_bought_this_year(counter: Counter) -> None:
    kasbon = (Tender(TenderKind.KASBON, Rupiah(3_400)),)
    counter.sell(counter.line(counter.soap, 1, 3_400), tenders=kasbon, member=True)
    counter.sell(counter.line(counter.soap, 2, 3_400), cash=10_000, member=True)

    with counter.shop.reading() as connection:
        card = members.by_id(connection, counter.member_id, 2026)
        before = members.by_id(connection, counter.member_id, 2025)
    assert card is not None
    assert before is not None
    assert (card.owes, card.credit_left) == (Rupiah(3_400), Rupiah(496_600))
    assert (card.bought_this_year, before.bought_this_year) == (Rupiah(10_200), Rupiah(0))


def test_a_known_party_becomes_a_member_without_a_second_record(counter: Counter) -> None:
    with counter.shop.work(counter.manager) as work:
        made = members.add(work, NewMember("P-01", "Siti Aminah"))
    assert made == counter.maker_id


def test_a_number_belongs_to_one_member(counter: Counter) -> None:
    with pytest.raises(IntegrityError), counter.shop.work(counter.manager) as work:
        members.add(work, NewMember("A-0217", "Orang Lain"))


def test_a_cashier_adds_no_members(counter: Counter) -> None:
    with pytest.raises(NotAllowed), counter.shop.work(counter.cashier) as work:
        members.add(work, NewMember("A-0300", "Baru"))
