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


def test_known_members_stay_as_they_are(take_in: TakeIn) -> None:
    take_in(member_files.IMPORT, MEMBERS)
    outcome = take_in(member_files.IMPORT, MEMBERS.replace("500.000", "900.000") + "A003;Wati;;;;;\n")

    assert (outcome.written, outcome.skipped) == (1, 2)


def test_a_number_or_a_card_that_stands_twice_is_refused(take_in: TakeIn) -> None:
    outcome = take_in(member_files.IMPORT, MEMBERS + "A001;Tini;;;;;\nA004;Wati;;;;;CARD1\n")

    assert fields(outcome) == [(4, "number"), (5, "card")]
