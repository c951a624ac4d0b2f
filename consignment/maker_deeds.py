"""Writing makers down: who brings goods, how she is paid, what she consented to, who makes up a group.

A maker is a member, a group, or (where the shop allows it) somebody else.  What she agreed
to in writing is kept by the day she signed; taking it back takes the day away, and papers
posted before stay as they are (edge case 51).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from consignment import makers
from consignment.makers import USUAL, GroupMaker, MakerRecord, PayWay, Standing, Wishes
from koperasi import masters, parties
from koperasi.errors import BadInput, Refused
from koperasi.parties import Party, PartyKind
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs

#: What begins the codes that the shop gives makers who are no members.
PREFIX = "P-"
WHOLE = 10_000
_ACCOUNT = re.compile(r"\d{5,20}")


@dataclass(frozen=True, slots=True)
class Person:
    """How a party is called and where she lives; a member's own data are kept with the members."""

    name: str
    kind: PartyKind = PartyKind.PERSON
    title: str = ""
    village: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class NewMaker:
    """A maker who is no party yet; without a code the shop's next one."""

    person: Person
    wishes: Wishes = USUAL
    code: str = ""
    note: str = ""
    set_off_since: date | None = None


@dataclass(frozen=True, slots=True)
class MakerSetUp:
    """All that is kept of a maker from now on; `person` only where her name or place changes."""

    party_id: int
    wishes: Wishes = USUAL
    note: str = ""
    #: Since when, by her written consent, what she owes may be set off against what she is owed.
    set_off_since: date | None = None
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class GroupCommand:
    """Who belongs to a group of makers from now on: all of them."""

    group_id: int
    parties: tuple[int, ...]


@needs(Permission.MAKER_EDIT)
def add(work: Work, new: NewMaker) -> int:
    """Record a maker who is no party yet; returns the party's id.

    Raises BadInput for missing words, Refused for a code that is taken (`code-taken`) and
    for one who is no member where the shop takes members' goods only (`members-only`).
    """
    _check_person(new.person)
    _check(work, new.wishes, new.set_off_since, is_member=False)
    if new.person.kind is not PartyKind.GROUP:
        makers.must_be_member(work, new.person.name)
    # The next code is looked for when nobody else can take it.
    masters.next_version(work.connection)
    code = new.code.strip().upper() or next_code(work.connection)
    if parties.by_code(work.connection, code) is not None:
        raise Refused(_("Kode {code} sudah dipakai.").format(code=code), rule="code-taken", field="code")
    party_id = work.mint()
    masters.add(
        work.connection,
        Party,
        [{"id": party_id, "code": code, "set_off_since": new.set_off_since, **_person(new.person)}],
    )
    _put(work, party_id, new.wishes, new.note)
    work.trace.detail.update(maker=str(party_id), code=code)
    return party_id


@needs(Permission.MAKER_EDIT)
def set_up(work: Work, command: MakerSetUp) -> None:
    """Keep how a maker is paid, whether she brings goods, and what she consented to.

    Raises NotFound; BadInput (field) for what contradicts itself; Refused (`members-only`)
    for an active one who is no member where the shop takes members' goods only.
    """
    party = makers.party(work.connection, command.party_id)
    is_member = makers.is_member(work.connection, command.party_id)
    _check(work, command.wishes, command.set_off_since, is_member=is_member)
    if command.wishes.standing is Standing.ACTIVE and not is_member and party.kind is not PartyKind.GROUP:
        makers.must_be_member(work, party.name)
    changed: dict[str, Any] = {}
    if command.person is not None:
        _check_person(command.person)
        changed = {name: value for name, value in _person(command.person).items() if getattr(party, name) != value}
    if party.set_off_since != command.set_off_since:
        changed["set_off_since"] = command.set_off_since
    if changed:
        masters.change(work.connection, Party, command.party_id, **changed)
    _put(work, command.party_id, command.wishes, command.note)
    consent = command.set_off_since.isoformat() if command.set_off_since else ""
    standing = command.wishes.standing.value
    work.trace.detail.update(maker=str(command.party_id), standing=standing, set_off_since=consent)


@needs(Permission.MAKER_EDIT)
def set_group(work: Work, command: GroupCommand) -> None:
    """Say who belongs to a group of makers; who is no longer named belongs to it no more.

    Raises NotFound; Refused (`no-group`) for a person; BadInput for a group within a group.
    """
    group = makers.party(work.connection, command.group_id)
    if group.kind is not PartyKind.GROUP:
        raise Refused(_("{name} bukan kelompok.").format(name=group.name), rule="no-group")
    wanted = dict.fromkeys(command.parties)
    for row, party_id in enumerate(wanted, start=1):
        found = makers.party(work.connection, party_id)
        if found.kind is PartyKind.GROUP:
            words = _("{name} sebuah kelompok; isi dengan orangnya.").format(name=found.name)
            raise BadInput(words, field="members", row=row)
    masters.next_version(work.connection)
    kept = GroupMaker
    rows = select(kept.id, kept.party_id, kept.retired_at).where(kept.group_id == command.group_id)
    known = {row.party_id: row for row in work.connection.execute(rows.order_by(kept.id))}
    for party_id, there in known.items():
        if (there.retired_at is None) is not (party_id in wanted):
            masters.change(work.connection, kept, there.id, retired_at=None if party_id in wanted else work.now)
    new = [{"id": work.mint(), "group_id": command.group_id, "party_id": each} for each in wanted if each not in known]
    masters.add(work.connection, kept, new)
    work.trace.detail.update(group=str(command.group_id), members=len(wanted))


def next_code(connection: Connection) -> str:
    """The first code of the shop's own row of them that is free: `P-07`."""
    taken = set(connection.scalars(select(Party.code).where(Party.code.startswith(PREFIX, autoescape=True))))
    number = 1 + max((int(each[len(PREFIX) :]) for each in taken if each[len(PREFIX) :].isdecimal()), default=0)
    return f"{PREFIX}{number:02}"


def _check_person(person: Person) -> None:
    if not plain(person.name):
        raise BadInput(_("Namanya belum diisi."), field="name")


def _person(person: Person) -> dict[str, Any]:
    told = {name: plain(getattr(person, name)) for name in ("name", "title", "village", "phone")}
    return {"kind": person.kind, **told}


def _check(work: Work, wishes: Wishes, set_off_since: date | None, *, is_member: bool) -> None:
    """Raise BadInput for a wish that cannot be met."""
    today = work.shop.branch.business_date(work.now)
    if not 0 <= wishes.savings_bps <= WHOLE:
        raise BadInput(_("Bagian untuk simpanan antara 0 dan 100 persen."), field="savings")
    if not is_member and (wishes.savings_bps or wishes.pay_way is PayWay.SAVINGS):
        words = _("Hanya anggota punya simpanan.")
        raise BadInput(words, remedy=_("Pilih tunai atau transfer."), field="savings")
    if wishes.savings_bps and wishes.savings_since is None:
        remedy = _("Isi tanggal surat persetujuannya.")
        raise BadInput(
            _("Menabung dari hasil titipan perlu persetujuan tertulis."), remedy=remedy, field="savings_since"
        )
    for field, day in (("savings_since", wishes.savings_since), ("set_off_since", set_off_since)):
        if day is not None and day > today:
            raise BadInput(_("Tanggal persetujuan tidak boleh sesudah hari ini."), field=field)
    if wishes.pay_way is PayWay.TRANSFER:
        _check_bank(wishes)


def _check_bank(wishes: Wishes) -> None:
    for field, said, what in (
        ("bank", wishes.bank, _("Nama bank")),
        ("bank_holder", wishes.bank_holder, _("Atas nama")),
    ):
        if not plain(said):
            raise BadInput(_("{what} belum diisi.").format(what=what), field=field)
    if not _ACCOUNT.fullmatch(account(wishes.bank_account)):
        remedy = _("5 sampai 20 angka, tanpa huruf.")
        raise BadInput(_("Nomor rekening tidak lengkap."), remedy=remedy, field="bank_account")


def account(typed: str) -> str:
    """An account's number without the blanks, dots and dashes that people write into it."""
    return re.sub(r"[\s.\-]", "", typed)


def _put(work: Work, party_id: int, wishes: Wishes, note: str) -> None:
    today = work.shop.branch.business_date(work.now)
    since = work.connection.scalar(select(MakerRecord.since).where(MakerRecord.party_id == party_id))
    left = wishes.left_on or today if wishes.standing is Standing.LEFT else None
    row = {
        "party_id": party_id,
        "standing": wishes.standing,
        "since": since or today,
        "left_on": left,
        "pay_way": wishes.pay_way,
        "bank": plain(wishes.bank),
        "bank_account": account(wishes.bank_account),
        "bank_holder": plain(wishes.bank_holder),
        "savings_bps": wishes.savings_bps,
        "savings_since": wishes.savings_since if wishes.savings_bps else None,
        "heir": plain(wishes.heir),
        "note": plain(note),
    }
    masters.put(work.connection, MakerRecord, [row])
