"""Every command of stock is written down and read back without a difference."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from inventory.count_bookings import Decision
from inventory.count_entries import EntryCommand, EntryLine, SettleCommand, UndoCommand, UnknownCommand
from inventory.count_reversals import ReversalCommand as CountReversal
from inventory.count_rules import Cause as CountCause
from inventory.count_rules import Mode, Scope
from inventory.count_sessions import RecountCommand, SessionCommand, StartCommand
from inventory.counts import CloseCommand, FinishCommand
from inventory.dispatches import ArrivalCommand, Arrived, Bearer, DispatchCommand
from inventory.kits import KitCommand
from inventory.label_prints import BarcodesGiven, LabelsPrinted
from inventory.labels import LabelKind
from inventory.markdowns import Markdown, MarkdownCommand
from inventory.own_uses import OwnUseCommand
from inventory.recipes import NewRecipe, Part, RecipeKind
from inventory.repackings import RepackingCommand
from inventory.reversals import ReversalCommand
from inventory.transfers import StockLine, TransferCommand
from inventory.write_offs import Cause, SpoiltLine, WriteOffCommand
from koperasi import commands
from koperasi.quantity import ONE, Quantity

AT = datetime(2026, 11, 23, 7, 0, 0, 123456, tzinfo=UTC)
DAY = date(2026, 11, 23)
BIG = 1 << 62
HALF = Quantity(500)
LINE = StockLine(BIG, "Dus", Quantity.of(24), HALF, BIG + 1)
COMMANDS = (
    TransferCommand(BIG, "u", 1, 2, DAY, AT, (LINE,), "½ dus"),
    DispatchCommand(BIG, "u", 1, 2, DAY, AT, (LINE,), "Pak Budi"),
    ArrivalCommand(BIG, "u", 1, DAY, AT, (Arrived(1, HALF, HALF, ONE, Bearer.RECEIVER, "basah"),)),
    RepackingCommand(BIG, "u", 1, 2, ONE, (Part(3, HALF, ONE),), DAY, AT, HALF, False, BIG, "karung"),
    KitCommand(BIG, "u", 1, 2, ONE, (Part(3, HALF),), DAY, AT, True, "bingkisan"),
    WriteOffCommand(BIG, "u", 1, DAY, AT, (SpoiltLine(2, "Pcs", ONE, HALF, Cause.PESTS, BIG),), "tikus", "ab12"),
    OwnUseCommand(BIG, "u", 1, DAY, AT, (LINE,), "rapat"),
    ReversalCommand(BIG, "u", 1, DAY, AT, "salah"),
    StartCommand(BIG, 1, Scope.LIST, AT, "Rak", "", (1, BIG), "SO/1"),
    EntryCommand(BIG, 1, AT, (EntryLine(2, HALF, Mode.REPLACE, "½", DAY),), AT, True),
    UndoCommand(BIG, 1, 2, AT),
    UnknownCommand(BIG, 1, "8991", HALF, AT),
    SettleCommand(BIG, 1, 2, AT, None, HALF),
    RecountCommand(1, (2, BIG), AT),
    SessionCommand(BIG, AT, "salah"),
    FinishCommand(BIG, AT),
    CloseCommand(BIG, "u", 1, 2, DAY, AT, (Decision(3, CountCause.EATEN, "", False),), True),
    CountReversal(BIG, "u", 1, DAY, AT, "salah"),
    BarcodesGiven((1, BIG)),
    LabelsPrinted(BIG, "u", LabelKind.SHELF, (1, 2), 3, "3x8", DAY, AT),
    MarkdownCommand(DAY, (Markdown(1, "ED-1", "Roti", 2_500, DAY, True, "ED-0"),)),
    NewRecipe(RecipeKind.KIT, "Bingkisan", 1, ONE, (Part(2, HALF, ONE),), HALF, None),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: type(each).__name__ + each.__module__)
def test_it_is_read_back_as_it_was_written(command: object) -> None:
    assert commands.decode(type(command), commands.encode(command)) == command
