"""The rows of a delivery as it was counted: its lots' terms, its lines, its note and a group's list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from consignment import consigned_lots
from consignment.consigned_lots import TermedLot
from consignment.delivery_facts import DeliveryGroupShare, DeliveryLine, DeliveryNote
from koperasi.documents import Facts
from koperasi.quantity import NOTHING
from koperasi.text import plain

if TYPE_CHECKING:
    from consignment.deliveries import DeliveredLine, DeliveryCommand


def facts(command: DeliveryCommand, lots: Sequence[int], pictures: Mapping[str, int]) -> list[Facts]:
    """All rows but the lots and moves; `lots` are those of the lines of which anything was accepted, in turn."""
    left = iter(lots)
    lot_of = [next(left) if each.quantity > NOTHING else None for each in command.lines]
    brought = [
        TermedLot(lot, each.product_id, command.maker_id, each.quantity, each.terms, each.agreement_id)
        for each, lot in zip(command.lines, lot_of, strict=True)
        if lot is not None
    ]
    lines = [
        _line_row(command.id, number, each, lot, pictures)
        for number, (each, lot) in enumerate(zip(command.lines, lot_of, strict=True), start=1)
    ]
    return [
        *consigned_lots.facts(command.id, brought),
        Facts(DeliveryLine, lines),
        Facts(DeliveryNote, [_note_row(command)]),
        Facts(DeliveryGroupShare, _part_rows(command)),
    ]


def _line_row(
    document_id: int, number: int, line: DeliveredLine, lot: int | None, pictures: Mapping[str, int]
) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "line": number,
        "lot_id": lot,
        "product_id": line.product_id,
        "unit": plain(line.unit),
        "factor": line.factor,
        "offered": line.brought,
        "accepted": line.quantity,
        "why": plain(line.why) if line.rejected else "",
        "price": line.price,
        "repriced": line.reprice,
        "produced_on": line.produced_on,
        "expires_on": line.expires_on,
        "picture_id": pictures.get(line.picture_digest),
        "picture_digest": line.picture_digest,
    }


def _note_row(command: DeliveryCommand) -> dict[str, Any]:
    return {
        "document_id": command.id,
        "agreement_id": command.agreement_id,
        "confirmed": command.confirmed,
        "witness": plain(command.witness),
        "note": plain(command.note),
    }


def _part_rows(command: DeliveryCommand) -> list[dict[str, Any]]:
    places: dict[int, int] = {}
    rows = []
    for each in command.parts:
        places[each.line] = places.get(each.line, 0) + 1
        rows.append(
            {
                "document_id": command.id,
                "line": each.line,
                "place": places[each.line],
                "party_id": each.party_id,
                "name": plain(each.name),
                "quantity": each.quantity,
            }
        )
    return rows
