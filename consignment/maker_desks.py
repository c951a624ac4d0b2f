"""What the makers' screens read and do, each in one go; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from consignment import maker_deeds, maker_queries, makers
from consignment.maker_deeds import GroupCommand, MakerSetUp, NewMaker
from consignment.maker_queries import MakerRow
from consignment.makers import MakerRecord, Wishes
from koperasi import members
from koperasi.money import Rupiah
from koperasi.parties import Party, PartyKind
from koperasi.shop import Shop
from koperasi.text import _
from koperasi.work import Actor
from printing.reports import Column, Kind, Report, total_row


@dataclass(frozen=True, slots=True)
class GroupMember:
    """Someone of a group of makers."""

    party_id: int
    code: str
    name: str
    village: str


@dataclass(frozen=True, slots=True)
class OpenedMaker:
    """All that is kept of one maker: a party who is none yet is shown with what is usual."""

    party_id: int
    code: str
    name: str
    title: str
    village: str
    phone: str
    kind: PartyKind
    number: str
    wishes: Wishes
    note: str
    set_off_since: date | None
    since: date | None
    group: tuple[GroupMember, ...] = ()

    @property
    def is_member(self) -> bool:
        return bool(self.number)


@dataclass(frozen=True, slots=True)
class Listed:
    """All makers, with the day that their agreements are looked at."""

    makers: tuple[MakerRow, ...]
    today: date

    @property
    def owed(self) -> Rupiah:
        return Rupiah(sum(each.owed.amount for each in self.makers))


def listed(shop: Shop) -> Listed:
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        return Listed(tuple(maker_queries.every(connection, day)), day)


def opened(shop: Shop, party_id: int) -> OpenedMaker:
    """Raises NotFound."""
    with shop.reading() as connection:
        return read(connection, party_id)


def read(connection: Connection, party_id: int) -> OpenedMaker:
    row = makers.party(connection, party_id)
    number = connection.scalar(
        select(members.Member.number).where(members.Member.party_id == party_id, members.Member.retired_at.is_(None))
    )
    kept = connection.execute(
        select(MakerRecord.note, MakerRecord.since).where(MakerRecord.party_id == party_id)
    ).one_or_none()
    wishes = makers.wishes_of(connection, [party_id])[party_id]
    note, since = (kept.note, kept.since) if kept is not None else ("", None)
    person = (row.id, row.code, row.name, row.title, row.village, row.phone, row.kind)
    return OpenedMaker(*person, number or "", wishes, note, row.set_off_since, since, _group(connection, party_id))


def _group(connection: Connection, group_id: int) -> tuple[GroupMember, ...]:
    ids = makers.group_of(connection, group_id)
    found = (
        select(Party.id, Party.code, Party.name, Party.village, members.Member.number)
        .outerjoin(members.Member, members.Member.party_id == Party.id)
        .where(Party.id.in_(ids))
        .order_by(Party.name, Party.id)
    )
    return tuple(
        GroupMember(row.id, row.number or row.code, row.name, row.village) for row in connection.execute(found)
    )


def save(shop: Shop, person: Actor, command: NewMaker | MakerSetUp, group: tuple[int, ...] | None) -> OpenedMaker:
    """Write a maker down, a new one or all that is kept of her; of a group also who belongs to it."""
    with shop.work(person, channel="office") as work:
        if isinstance(command, NewMaker):
            party_id = maker_deeds.add(work, command)
        else:
            party_id = command.party_id
            maker_deeds.set_up(work, command)
        if group is not None:
            maker_deeds.set_group(work, GroupCommand(party_id, group))
        return read(work.connection, party_id)


def found(shop: Shop, words: str, limit: int = 30) -> tuple[GroupMember, ...]:
    """People who may become makers, or join a group: members by number or name, and other parties by name or code."""
    wanted = words.split()
    if not wanted:
        return ()
    rows: Any = (
        select(Party.id, Party.code, Party.name, Party.village, members.Member.number)
        .outerjoin(members.Member, members.Member.party_id == Party.id)
        .where(Party.retired_at.is_(None), Party.kind == PartyKind.PERSON)
        .order_by(Party.name, Party.id)
        .limit(limit)
    )
    for word in wanted:
        like = f"%{word}%"
        rows = rows.where(Party.name.ilike(like) | Party.code.ilike(like) | members.Member.number.ilike(like))
    with shop.reading() as connection:
        return tuple(
            GroupMember(row.id, row.number or row.code, row.name, row.village) for row in connection.execute(rows)
        )


def table(shop: Shop) -> Report:
    """All makers as a file has them."""
    known = listed(shop)
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Penitip")),
        Column("member", _("No. anggota")),
        Column("group", _("Kelompok")),
        Column("village", _("Desa")),
        Column("phone", _("Telepon")),
        Column("standing", _("Keadaan")),
        Column("deal", _("Kesepakatan")),
        Column("deal_note", _("Perjanjian")),
        Column("goods", _("Barang"), Kind.COUNT),
        Column("in_stock", _("Ada di toko"), Kind.COUNT),
        Column("owed", _("Saldo titipan"), Kind.RUPIAH),
    )
    rows = tuple(_row(each, known.today) for each in known.makers)
    totals = total_row(columns, rows, "goods", "in_stock", "owed")
    return Report("makers", _("Penitip"), columns, rows, totals, shop.branch.shop_name)


def _row(maker: MakerRow, today: date) -> tuple[Any, ...]:
    named = (maker.code, maker.name, maker.number, maker.group, maker.village, maker.phone)
    standing = _(makers.STANDINGS[maker.standing])
    return (*named, standing, maker.deal, maker.deal_note(today), maker.goods, maker.in_stock, maker.owed)
