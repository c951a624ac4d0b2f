"""Members from a list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inventory import member_files
from inventory.imports import Outcome
from koperasi import members
from koperasi.money import Rupiah
from koperasi.shop import Shop
from tests.inventory.filed import fields

TakeIn = Callable[..., Outcome]


@pytest.fixture
def engine_url(tmp_path: Path) -> str:
    """SQLite alone: both engines are proved where the whole book is imported."""
    return f"sqlite:///{tmp_path / 'shop.db'}"


MEMBERS = """No Anggota;Nama;Panggilan;Kelompok;Limit Kasbon;Tanggal Masuk;Kartu
A001;Siti Aminah;Ibu;Melati;500.000;17/08/2021;CARD1
A002;Joko;;;;;
"""


def test_members_come_in_with_group_limit_and_card(shop: Shop, take_in: TakeIn) -> None:
    outcome = take_in(member_files.IMPORT, MEMBERS)

    assert outcome.written == 2
    with shop.reading() as connection:
        card = members.by_code(connection, "CARD1", 2026)
    assert card is not None
    assert (card.number, card.name, card.title, card.group_name) == ("A001", "Siti Aminah", "Ibu", "Melati")
    assert card.credit_limit == Rupiah(500_000)


def test_known_members_take_what_is_told_anew_and_keep_the_rest(shop: Shop, take_in: TakeIn) -> None:
    take_in(member_files.IMPORT, MEMBERS)
    more = "A001;Siti Aminah;;Mawar;900.000;;CARD9\nA002;Joko;;;;;\nA003;Wati;;;;;\n"
    text = MEMBERS.splitlines()[0] + "\n" + more

    first, second = take_in(member_files.IMPORT, text), take_in(member_files.IMPORT, text)

    assert (first.written, first.skipped) == (2, 1)
    assert (second.written, second.skipped) == (0, 3)
    with shop.reading() as connection:
        old, new = (members.by_code(connection, code, 2026) for code in ("CARD1", "CARD9"))
    assert new is not None
    assert (new.title, new.group_name, new.credit_limit) == ("Ibu", "Mawar", Rupiah(900_000))
    assert old == new


def test_a_member_known_from_tickets_by_her_number_is_named(shop: Shop, take_in: TakeIn) -> None:
    with shop.work(shop.konsole(), channel="konsole") as work:
        members.add(work, members.NewMember("A002", "A002"))

    assert take_in(member_files.IMPORT, MEMBERS).written == 2
    with shop.reading() as connection:
        assert [each.name for each in members.search(connection, "joko", 2026)] == ["Joko"]


def test_a_number_or_a_card_that_stands_twice_is_refused(take_in: TakeIn) -> None:
    outcome = take_in(member_files.IMPORT, MEMBERS + "A001;Tini;;;;;\nA004;Wati;;;;;CARD1\n")

    assert fields(outcome) == [(4, "number"), (5, "card")]
