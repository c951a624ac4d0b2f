"""The entry of a sale: which accounts its money arrives at and leaves.

The shop is the maker's agent: of her goods only the commission is income, the rest is owed
to her at once.  Sales to members and to others are kept apart (domain/consignment.md 2.4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from koperasi.ledger import Posting, Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.shifts import Shift
from koperasi.tender_kinds import HERS, account_of
from pos.allotments import Part, Ware
from pos.sale_commands import SaleCommand
from pos.tenders import KeptFor, TenderKind


def postings_of(
    command: SaleCommand, shift: Shift, wares: Mapping[int, Ware], parts: Sequence[Sequence[Part]]
) -> list[Posting]:
    """What was paid, what was earned, what is owed, what it cost."""
    postings = [
        Posting(account_of(each.kind, shift.account_id), each.applied, _owing(command, each.kind))
        for each in command.tenders
    ]
    postings += _kept_postings(command, shift)
    postings.append(Posting(Role.ROUNDING, -command.rounding))
    goods = services = cost = tax = ZERO
    for line, its_parts in zip(command.lines, parts, strict=True):
        theirs = [part for part in its_parts if part.taken.owner_id is not None]
        own = line.net - total(part.net for part in theirs) if theirs else line.net
        if line.tax is not None:
            own, tax = own - line.tax.tax, tax + line.tax.tax
        if wares[line.product_id].service:
            services += own
        else:
            goods += own
        for part in its_parts:
            cost += part.taken.cost
        postings += _makers_postings(command.member_id is not None, theirs)
    if tax:
        postings.append(Posting(Role.TAX_OUT, -tax))
    return postings + _own_postings(command.member_id is not None, goods, services, cost)


def _owing(command: SaleCommand, kind: TenderKind) -> int | None:
    return command.member_id if kind in HERS else None


def _kept_postings(command: SaleCommand, shift: Shift) -> list[Posting]:
    """Change that stays in the drawer, as the shop's debt to her or to whom it is given for."""
    postings = []
    for kept in command.kept_change:
        postings.append(Posting(shift.account_id, kept.amount))
        if kept.kept_for is KeptFor.SAVINGS:
            postings.append(Posting(Role.SAVINGS_VOLUNTARY, -kept.amount, command.member_id))
        else:
            postings.append(Posting(Role.DONATIONS, -kept.amount))
    return postings


def _own_postings(member: bool, goods: Rupiah, services: Rupiah, cost: Rupiah) -> list[Posting]:
    """What the shop earned with its own goods and services, and what the goods cost."""
    return [
        Posting(Role.SALES_MEMBERS if member else Role.SALES_OTHERS, -goods),
        Posting(Role.SERVICES_MEMBERS if member else Role.SERVICES_OTHERS, -services),
        Posting(Role.COST_OF_GOODS, cost),
        Posting(Role.INVENTORY, -cost),
    ]


def _makers_postings(member: bool, theirs: Sequence[Part]) -> list[Posting]:
    """What is owed to makers for a line's parts, and what the shop keeps of them."""
    commission = Role.COMMISSION_MEMBERS if member else Role.COMMISSION_OTHERS
    return [
        posting
        for part in theirs
        for posting in (
            Posting(Role.OWED_TO_MAKERS, -part.share.maker, part.taken.owner_id),
            Posting(commission, -part.share.commission),
            Posting(Role.PROMOTION, part.share.promotion),
        )
    ]
