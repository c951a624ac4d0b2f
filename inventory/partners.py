"""Suppliers and makers whom an import names by a code only: they become parties of that code."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from inventory import lookups
from koperasi import masters
from koperasi.parties import Party, PartyKind
from koperasi.work import Work

#: The maker of members' goods before it is known whose they are.
UNKNOWN_MAKER = "PENITIP"
UNKNOWN_MAKER_NAME = "Penitip belum dicatat"


def known_or_added(work: Work, names: Mapping[str, str], kind: PartyKind) -> dict[str, int]:
    """Code → party id, inside a deed; who is not known yet is added under her name, or her code.

    Who was known by her code alone takes her name once it is told.
    """
    found = lookups.parties(work.connection, names)
    for code in nameless(work.connection, names):
        masters.change(work.connection, Party, found[code], name=names[code])
    missing = {code: work.mint() for code in sorted(names.keys() - found.keys())}
    rows = [
        {
            "id": party_id,
            "code": code,
            "name": names[code] or code,
            "kind": kind,
            "title": "",
            "village": "",
            "phone": "",
        }
        for code, party_id in missing.items()
    ]
    if rows:
        masters.add(work.connection, Party, rows)
    return found | missing


def nameless(connection: Connection, names: Mapping[str, str]) -> list[str]:
    """The codes of known parties who are called by their code only, where a name is told now."""
    told = [code for code, name in names.items() if name and name != code]
    found = select(Party.code).where(Party.code.in_(told), Party.name == Party.code).order_by(Party.code)
    return [str(code) for code in connection.execute(found).scalars()]


def unknown_maker(work: Work) -> int:
    """The party that stands for a maker not recorded yet."""
    return known_or_added(work, {UNKNOWN_MAKER: UNKNOWN_MAKER_NAME}, PartyKind.GROUP)[UNKNOWN_MAKER]
