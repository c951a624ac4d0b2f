"""Consents: what a person agreed to in writing, kept with her as a master row.

Setting off what she owes against what she is owed (perjumpaan utang, KUHPerdata 1425 ff.)
is done at the till only since the day she signed for it (domain/consignment.md 2.6).
"""

from __future__ import annotations

from datetime import date

from koperasi import masters
from koperasi.parties import Party
from koperasi.rights import Permission
from koperasi.work import Work, needs


@needs(Permission.MEMBER_EDIT)
def set_off(work: Work, party_id: int, since: date | None) -> None:
    """Note since when a party's written consent to set-off holds; None takes it back."""
    masters.change(work.connection, Party, party_id, set_off_since=since)
    work.trace.detail.update(party=str(party_id), set_off_since=since.isoformat() if since else "")
