"""The entry of a sale: which accounts its money arrives at and leaves.

The shop is the maker's agent: of her goods only the commission is income, the rest is owed
to her at once.  Sales to members and to others are kept apart (domain/consignment.md 2.4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from koperasi.ledger import Posting, Role
from koperasi.money import Rupiah, total
from koperasi.shifts import Shift
from pos.allotments import Part, Ware
from pos.sale_commands import SaleCommand
from pos.tenders import TenderKind


def postings_of(
    command: SaleCommand, shift: Shift, wares: Mapping[int, Ware], parts: Sequence[Sequence[Part]]
) -> list[Posting]:
    """What was paid, what was earned, what is owed, what it cost."""
    postings = [
        Posting(tender_account(each.kind, shift), each.applied, _owing(command, each.kind)) for each in command.tenders
    ]
    postings.append(Posting(Role.ROUNDING, -command.rounding))
    for line, its_parts in zip(command.lines, parts, strict=True):
        postings += _line_postings(command.member_id is not None, wares[line.product_id].service, line.net, its_parts)
    return postings


def tender_account(kind: TenderKind, shift: Shift) -> Role | int:
    """The account that a tender arrives at."""
    if kind is TenderKind.CASH:
        return shift.account_id
    return {
        TenderKind.QRIS: Role.QRIS_CLEARING,
        TenderKind.TRANSFER: Role.TRANSFER_CLEARING,
        TenderKind.KASBON: Role.MEMBER_RECEIVABLE,
    }[kind]


def _owing(command: SaleCommand, kind: TenderKind) -> int | None:
    return command.member_id if kind is TenderKind.KASBON else None


def _line_postings(member: bool, service: bool, net: Rupiah, parts: Sequence[Part]) -> list[Posting]:
    makers = [part for part in parts if part.taken.owner_id is not None]
    own = net - total(part.net for part in makers)
    if service:
        income = Role.SERVICES_MEMBERS if member else Role.SERVICES_OTHERS
    else:
        income = Role.SALES_MEMBERS if member else Role.SALES_OTHERS
    cost = total(part.taken.cost for part in parts)
    postings = [Posting(income, -own), Posting(Role.COST_OF_GOODS, cost), Posting(Role.INVENTORY, -cost)]
    commission = Role.COMMISSION_MEMBERS if member else Role.COMMISSION_OTHERS
    for part in makers:
        postings += [
            Posting(Role.OWED_TO_MAKERS, -part.share.maker, part.taken.owner_id),
            Posting(commission, -part.share.commission),
            Posting(Role.PROMOTION, part.share.promotion),
        ]
    return postings
