"""Members from a list: number, name, group, card, limit.  Who is known by her number stays as she is."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan
from inventory.readings import Line, Table
from koperasi import members
from koperasi.members import USUAL_CLASS, Member, MemberCard, NewMember
from koperasi.money import ZERO
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


def plan(shop: Shop, table: Table, _options: Options) -> Plan:
    """New members; a number or a card that stands twice is refused."""
    with shop.reading() as connection:
        numbers = set(connection.execute(select(Member.number)).scalars())
        cards = set(connection.execute(select(MemberCard.code).where(MemberCard.retired_at.is_(None))).scalars())
    new: list[Line] = []
    skipped = 0
    seen: dict[str, int] = {}
    for line in table.good:
        number, card = line["number"], line.get("card")
        if number in seen:
            message = _("Nomor {number} sudah ada di baris {row}.").format(number=number, row=seen[number])
            table.findings.reject(line.row, "number", message, _("Beri setiap anggota nomor sendiri."))
        elif number in numbers:
            skipped += 1
        elif card in cards:
            message = _("Kartu {card} sudah dipakai anggota lain.").format(card=card)
            table.findings.reject(line.row, "card", message, _("Periksa kode kartunya."))
        else:
            new.append(line)
        seen.setdefault(number, line.row)
        if card:
            cards.add(card)
    parts = [new[start : start + MEMBERS_AT_ONCE] for start in range(0, len(new), MEMBERS_AT_ONCE)]
    return Plan([_batch(part) for part in parts], skipped)


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
