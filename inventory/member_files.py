"""Members from a list: number, name, group, card, limit.  Who is known takes what is told anew.

A cell left empty, or a column left out, changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan
from inventory.readings import Line, Table
from koperasi import members
from koperasi.members import USUAL_CLASS, Member, MemberCard, NewMember
from koperasi.money import ZERO
from koperasi.parties import Party
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.work import Work

MEMBERS_AT_ONCE = 500

FIELDS = (
    Field(
        "number",
        Reads.CODE,
        ("nomor", "no", "no_anggota", "nomor_anggota", "kode", "kode_anggota", "member_code", "code"),
        required=True,
    ),
    Field("name", Reads.WORDS, ("nama", "nama_anggota", "member_name"), required=True),
    Field("title", Reads.WORDS, ("panggilan", "sapaan")),
    Field("village", Reads.WORDS, ("desa", "dusun", "alamat", "address")),
    Field("phone", Reads.CODE, ("telepon", "telp", "hp", "no_hp", "no_telepon", "wa")),
    Field("group", Reads.WORDS, ("kelompok", "group_name", "regu")),
    Field("price_class", Reads.WORDS, ("kelas_harga", "golongan_harga")),
    Field("credit_limit", Reads.AMOUNT, ("limit", "limit_kasbon", "plafon", "batas_kasbon")),
    Field("joined_on", Reads.DAY, ("tanggal_masuk", "tgl_masuk", "bergabung", "joined")),
    Field("card", Reads.CODE, ("kartu", "no_kartu", "kode_kartu", "card_code")),
)


#: Field → column, of the person and of her membership.
OF_PERSON = {"name": "name", "title": "title", "village": "village", "phone": "phone"}
OF_MEMBER = {
    "group": "group_name",
    "price_class": "price_class",
    "credit_limit": "credit_limit",
    "joined_on": "joined_on",
}
Known = dict[str, dict[str, Any]]


def plan(shop: Shop, table: Table, _options: Options) -> Plan:
    """New members and changed ones; a number or a card that stands twice is refused."""
    with shop.reading() as connection:
        known, cards = _known(connection), _cards(connection)
    new: list[Line] = []
    changes: list[Batch] = []
    seen: dict[str, int] = {}
    skipped = 0
    for line in table.good:
        number, card = line["number"], line.get("card")
        there = known.get(number)
        if number in seen:
            message = _("Nomor {number} sudah ada di baris {row}.").format(number=number, row=seen[number])
            table.findings.reject(line.row, "number", message, _("Beri setiap anggota nomor sendiri."))
        elif card in cards and (there is None or cards[card] != there["party_id"]):
            message = _("Kartu {card} sudah dipakai anggota lain.").format(card=card)
            table.findings.reject(line.row, "card", message, _("Periksa kode kartunya."))
        elif there is None:
            new.append(line)
        else:
            changed = _changes(line, there, "" if not card or card in cards else card)
            changes += changed
            skipped += not changed
        seen.setdefault(number, line.row)
        if card:
            cards.setdefault(card, 0 if there is None else there["party_id"])
    parts = [new[start : start + MEMBERS_AT_ONCE] for start in range(0, len(new), MEMBERS_AT_ONCE)]
    return Plan([*map(_batch, parts), *changes], skipped)


def _known(connection: Connection) -> Known:
    columns = [getattr(Party, name) for name in OF_PERSON.values()]
    columns += [getattr(Member, name) for name in OF_MEMBER.values()]
    found = select(Member.number, Member.party_id, *columns).join(Party, Party.id == Member.party_id)
    return {row.number: dict(row._mapping) for row in connection.execute(found)}


def _cards(connection: Connection) -> dict[str, int]:
    """Code → whose card it is."""
    found = select(MemberCard.code, MemberCard.party_id).where(MemberCard.retired_at.is_(None))
    return {row.code: row.party_id for row in connection.execute(found)}


def _changes(line: Line, there: dict[str, Any], card: str) -> list[Batch]:
    """What a row tells that is not so yet: one deed, or none."""
    person, member = (
        {column: line[name] for name, column in named.items() if name in line.values and line[name] != there[column]}
        for named in (OF_PERSON, OF_MEMBER)
    )
    if not (person or member or card):
        return []

    def write(work: Work) -> None:
        members.change(work, there["party_id"], person, member, card)

    return [Batch([line.row], write)]


def _batch(part: Sequence[Line]) -> Batch:
    def write(work: Work) -> None:
        for line in part:
            members.add(work, _member(line))

    return Batch([line.row for line in part], write)


def _member(line: Line) -> NewMember:
    return NewMember(
        number=line["number"],
        name=line["name"],
        title=line.get("title", ""),
        village=line.get("village", ""),
        phone=line.get("phone", ""),
        group_name=line.get("group", ""),
        price_class=line.get("price_class", USUAL_CLASS),
        credit_limit=line.get("credit_limit", ZERO),
        joined_on=line.get("joined_on"),
        cards=(line["card"],) if line.get("card") else (),
    )


IMPORT = Import("members", N_("Anggota"), FIELDS, plan)
