"""The rows of a sale: a command and what posting decided, as the facts that keep them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consignment.shares import MakerShare
from koperasi.documents import Facts, account_id
from koperasi.members import Card
from koperasi.money import total
from koperasi.shifts import Shift
from koperasi.tender_kinds import account_of
from koperasi.work import Work
from pos import approval_facts
from pos.allotments import Part, Ware
from pos.sale_commands import KeptChange, Promoted, RemovedLine, Returning, SaleCommand, SoldLine
from pos.sale_facts import (
    RemovedSaleLine,
    Sale,
    SaleKeptChange,
    SaleLine,
    SaleLineLot,
    SaleLineNote,
    SaleLinePromotion,
    SaleLineReturn,
    SaleTender,
    SaleTenderProof,
)
from pos.tenders import TenderKind


def facts(
    work: Work,
    command: SaleCommand,
    wares: Mapping[int, Ware],
    parts: Sequence[Sequence[Part]],
    shift: Shift,
    card: Card | None,
) -> list[Facts]:
    """Every detail row of the sale."""
    lines, lots, shares = [], [], []
    for number, (line, its_parts) in enumerate(zip(command.lines, parts, strict=True), start=1):
        row = _line_row(work, command, number, line, wares[line.product_id], its_parts)
        lines.append(row)
        rows = [_lot_row(work, command, row["id"], part) for part in its_parts]
        lots += rows
        shares += [_share_row(command, line.product_id, each) for each in rows if each["owner_id"] is not None]
    line_ids: list[int] = [row["id"] for row in lines]
    return [
        Facts(Sale, [_sale_row(command, parts, card)]),
        Facts(SaleLine, lines, plain=True),
        Facts(SaleLineLot, lots, plain=True),
        Facts(MakerShare, shares, plain=True),
        Facts(SaleTender, _tender_rows(command, shift)),
        removed(command.id, command.removed),
        *_seldom_facts(command, line_ids),
    ]


def _seldom_facts(command: SaleCommand, line_ids: Sequence[int]) -> list[Facts]:
    """What few sales have: rows only where there is something to say."""
    document_id, lines = command.id, [*zip(line_ids, command.lines, strict=True)]
    return [
        Facts(
            SaleLinePromotion,
            [_promotion_row(document_id, key, line.promotion) for key, line in lines if line.promotion],
        ),
        Facts(SaleLineReturn, [_return_row(document_id, key, line.returns) for key, line in lines if line.returns]),
        Facts(
            SaleLineNote,
            [{"line_id": key, "document_id": document_id, "note": line.note} for key, line in lines if line.note],
        ),
        *approval_facts.facts(document_id, command.business_date, command.approvals),
        Facts(SaleTenderProof, _proof_rows(command)),
        Facts(SaleKeptChange, [_kept_row(document_id, n, each) for n, each in enumerate(command.kept_change, start=1)]),
    ]


def _promotion_row(document_id: int, line_id: int, given: Promoted) -> dict[str, Any]:
    return {
        "line_id": line_id,
        "document_id": document_id,
        "promotion_id": given.promotion_id,
        "discount": given.discount,
        "bearer": given.bearer,
        "reason": given.reason,
    }


def _return_row(document_id: int, line_id: int, back: Returning) -> dict[str, Any]:
    return {
        "line_id": line_id,
        "document_id": document_id,
        "original_id": back.sale_id,
        "original_line": back.line,
        "went_to": back.to,
        "reason": back.reason,
    }


def _kept_row(document_id: int, number: int, kept: KeptChange) -> dict[str, Any]:
    return {"document_id": document_id, "line": number, "kept_for": kept.kept_for, "amount": kept.amount}


def _sale_row(command: SaleCommand, parts: Sequence[Sequence[Part]], card: Card | None) -> dict[str, Any]:
    return {
        "document_id": command.id,
        "till_id": command.till_id,
        "member_id": command.member_id,
        "price_class": command.price_class,
        "gross": total(each.gross for each in command.lines),
        "discount": total(each.discount for each in command.lines),
        "total": command.total,
        "rounding": command.rounding,
        "change": command.change,
        "cost": total(part.taken.cost for its_parts in parts for part in its_parts),
        "owes_after": card.owes + command.paid_by(TenderKind.KASBON) if card else None,
        "bought_after": card.bought_this_year + command.total if card else None,
    }


def _line_row(
    work: Work, command: SaleCommand, number: int, line: SoldLine, ware: Ware, parts: Sequence[Part]
) -> dict[str, Any]:
    """A row of `sale_lines` in its plain form: there are many, and each value converted later costs time."""
    cost, maker_share, commission, promotion = _sums(parts)
    return {
        "id": work.mint(),
        "document_id": command.id,
        "line": number,
        "product_id": line.product_id,
        "category_id": ware.category_id,
        "unit_id": line.unit_id,
        "unit": line.unit,
        "factor": line.factor.thousandths,
        "quantity": line.quantity.thousandths,
        "base_quantity": line.base_quantity.thousandths,
        "list_price": line.list_price.amount,
        "unit_price": line.unit_price.amount,
        "rule": line.rule.value,
        "reason": line.reason,
        "gross": line.gross.amount,
        "discount": line.discount.amount,
        "bearer": line.bearer.value,
        "discount_reason": line.discount_reason,
        "net": line.net.amount,
        "tax_class": line.tax.tax_class if line.tax else ware.tax_class,
        "tax_rate": line.tax.rate_bps if line.tax else 0,
        "tax_base": line.tax.base.amount if line.tax else 0,
        "tax": line.tax.tax.amount if line.tax else 0,
        "cost": cost,
        "maker_id": ware.maker_id,
        "maker_share": maker_share,
        "commission": commission,
        "promotion": promotion,
    }


def _sums(parts: Sequence[Part]) -> tuple[int, int, int, int]:
    """Cost, maker's share, commission and promotion of a line, in rupiah."""
    cost = maker_share = commission = promotion = 0
    for part in parts:
        cost += part.taken.cost.amount
        maker_share += part.share.maker.amount
        commission += part.share.commission.amount
        promotion += part.share.promotion.amount
    return cost, maker_share, commission, promotion


def _lot_row(work: Work, command: SaleCommand, line_id: int, part: Part) -> dict[str, Any]:
    """A row of `sale_line_lots`, plain like its line's."""
    taken, share = part.taken, part.share
    return {
        "id": work.mint(),
        "document_id": command.id,
        "line_id": line_id,
        "lot_id": taken.lot_id,
        "owner_id": taken.owner_id,
        "quantity": taken.quantity.thousandths,
        "gross": part.gross.amount,
        "net": part.net.amount,
        "cost": taken.cost.amount,
        "maker_share": share.maker.amount,
        "commission": share.commission.amount,
        "promotion": share.promotion.amount,
    }


def _share_row(command: SaleCommand, product_id: int, row: Mapping[str, Any]) -> dict[str, Any]:
    """What a lot's part did for its maker, plain too: what the consignment room reads of a sale."""
    return {
        "id": row["id"],
        "document_id": command.id,
        "maker_id": row["owner_id"],
        "lot_id": row["lot_id"],
        "product_id": product_id,
        "business_date": command.business_date.isoformat(),
        "quantity": row["quantity"],
        "gross": row["gross"],
        "net": row["net"],
        "share": row["maker_share"],
        "commission": row["commission"],
        "promotion": row["promotion"],
    }


def _tender_rows(command: SaleCommand, shift: Shift) -> list[dict[str, Any]]:
    return [
        {
            "document_id": command.id,
            "line": number,
            "kind": each.kind,
            "given": each.given,
            "change": each.change,
            "applied": each.applied,
            "account_id": account_id(account_of(each.kind, shift.account_id)),
            "reference": each.reference,
        }
        for number, each in enumerate(command.tenders, start=1)
    ]


def _proof_rows(command: SaleCommand) -> list[dict[str, Any]]:
    proofs = [(line, each.proof) for line, each in enumerate(command.tenders, start=1) if each.proof]
    return [{"document_id": command.id, "line": line, "proof": proof} for line, proof in proofs]


def removed(document_id: int, lines: Sequence[RemovedLine]) -> Facts:
    """The lines that a document keeps though they were taken out."""
    rows = [
        {
            "document_id": document_id,
            "line": number,
            "product_id": each.product_id,
            "unit": each.unit,
            "quantity": each.quantity,
            "unit_price": each.unit_price,
            "reason": each.reason,
            "removed_at": each.at,
        }
        for number, each in enumerate(lines, start=1)
    ]
    return Facts(RemovedSaleLine, rows)
