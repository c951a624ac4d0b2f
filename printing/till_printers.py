"""The printers of one till: which one prints its receipts, which one stands in, how each is set.

A till that has set none of its own prints as the shop's settings say; its first printer is
made of them.  What other rooms ask the settings for (address, columns, cutter) is kept over
them for the till, so that they always speak of the printer that prints its receipts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Connection, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import settings
from koperasi.columns import WordColumn
from koperasi.database import LOCAL, Record
from koperasi.errors import BadInput, NotFound, Trouble
from koperasi.rights import Permission
from koperasi.settings import Settings
from koperasi.shop import Shop
from koperasi.text import _, plain
from koperasi.work import Work, needs
from printing.papers import DOTS_OF_COLUMNS, Paper

LONGEST_NAME = 40
VIRTUAL = "virtual"
SHOPS = -1
#: The settings that speak of the printer of receipts.
OLD = ("printer", "receipt_columns", "printer_cutter")


class Role(StrEnum):
    """What a printer is for."""

    RECEIPT = "receipt"
    STAND_IN = "stand-in"
    SPARE = "spare"


class TillPrinter(Record):
    """One printer of one till, with its paper."""

    __tablename__ = "till_printers"
    __table_class__ = LOCAL
    __table_args__ = (CheckConstraint("feed >= 0", name="feed"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    till_id: Mapped[int] = mapped_column(index=True)
    name: Mapped[str]
    address: Mapped[str]
    role: Mapped[Role] = mapped_column(WordColumn(Role))
    columns: Mapped[int]
    dots: Mapped[int]
    font: Mapped[str]
    code_page: Mapped[str]
    cutter: Mapped[str]
    qr_native: Mapped[bool]
    barcode_native: Mapped[bool]
    feed: Mapped[int]
    #: Whether the cash drawer hangs on it: one printer's at most.
    drawer: Mapped[bool]
    drawer_pin: Mapped[int]
    #: Milliseconds of the drawer's pulse, on and off.
    pulse_on: Mapped[int]
    pulse_off: Mapped[int]
    #: Of the stand-in: whether it takes over without being asked.
    by_itself: Mapped[bool]


class TrustedPrinter(Record):
    """An address whose printer proves nothing, but a person has seen that it prints."""

    __tablename__ = "trusted_printers"
    __table_class__ = LOCAL

    till_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    address: Mapped[str] = mapped_column(primary_key=True)


@dataclass(frozen=True, slots=True)
class Printer:
    """One printer of this till; id 0 is a new one, `SHOPS` the one of the settings that no till has set yet."""

    id: int
    name: str
    address: str
    role: Role = Role.RECEIPT
    paper: Paper = field(default_factory=Paper)
    drawer: bool = False
    by_itself: bool = False

    @property
    def is_virtual(self) -> bool:
        return self.address == VIRTUAL


def paper_of(chosen: Settings) -> Paper:
    """The paper that the settings speak of."""
    paper = Paper.of_columns(chosen.receipt_columns)
    return paper if chosen.printer_cutter else replace(paper, cutter="none")


def installed(connection: Connection, till_id: int | None, chosen: Settings) -> list[Printer]:
    """The till's printers, the one of its receipts first; the shop's own where it has set none."""
    rows = connection.execute(select(TillPrinter.__table__).where(TillPrinter.till_id == till_id)).mappings().all()
    if not rows:
        first = Printer(SHOPS, _("Printer struk"), chosen.printer, Role.RECEIPT, paper_of(chosen), drawer=True)
        return [first] if chosen.printer else []
    order = list(Role)
    return sorted(map(_of_row, rows), key=lambda each: (order.index(each.role), each.id))


def of(shop: Shop) -> list[Printer]:
    """The printers of this PC's till."""
    with shop.reading() as connection:
        return installed(connection, shop.till_id, shop.settings)


def by_role(printers: list[Printer], role: Role) -> Printer | None:
    return next((each for each in printers if each.role is role), None)


def named(printers: list[Printer], name: str) -> Printer:
    """The printer that a person calls so, small or large letters; raises NotFound."""
    found = [each for each in printers if each.name.casefold() == name.casefold()]
    if not found:
        raise NotFound(_("Tidak ada printer {name}.").format(name=name), remedy=_("Daftarnya: sbmi-mart printer"))
    return found[0]


def trusted(connection: Connection, till_id: int | None, address: str) -> bool:
    """Whether a till believes that printer without proof."""
    here = (TrustedPrinter.till_id == till_id) & (TrustedPrinter.address == address)
    return connection.scalar(select(TrustedPrinter.address).where(here)) is not None


def trust(connection: Connection, till_id: int, address: str) -> None:
    """From now on believe it: a person held its paper."""
    if not trusted(connection, till_id, address):
        connection.execute(insert(TrustedPrinter).values(till_id=till_id, address=address))


@needs(Permission.SETTINGS_EDIT)
def save(work: Work, printer: Printer) -> int:
    """Keep a new printer or changed settings of one; returns its id.

    Roles and the drawer are one printer's: whoever had them gives them up.  Raises BadInput
    for an empty or doubled name, an address that names no printer, columns that no receipt has.
    """
    till_id = _till(work)
    there = _taken_over(work, till_id)
    if printer.id == SHOPS:
        printer = replace(printer, id=there[0].id if there else 0)
    printer = _checked(printer, there)
    if printer.id == 0:
        printer = replace(printer, id=work.mint())
        work.connection.execute(insert(TillPrinter).values(_row(printer, till_id)))
    else:
        here = (TillPrinter.id == printer.id) & (TillPrinter.till_id == till_id)
        if work.connection.execute(update(TillPrinter).where(here).values(_row(printer, till_id))).rowcount != 1:
            raise NotFound(_("Printer ini sudah dihapus."))
    _give_up(work, till_id, printer)
    _tell_settings(work, till_id)
    work.trace.detail.update(name=printer.name, address=printer.address, role=printer.role.value)
    return printer.id


@needs(Permission.SETTINGS_EDIT)
def remove(work: Work, printer_id: int) -> None:
    """Take a printer off the till; what waits for it waits for the next one with its role.  Raises NotFound."""
    till_id = _till(work)
    there = {each.id: each for each in _taken_over(work, till_id)}
    gone = there.get(printer_id) or (next(iter(there.values()), None) if printer_id == SHOPS else None)
    if gone is None:
        raise NotFound(_("Printer ini sudah dihapus."))
    work.connection.execute(delete(TillPrinter).where(TillPrinter.id == gone.id))
    _tell_settings(work, till_id)
    work.trace.detail.update(name=gone.name, address=gone.address)


def follow(work: Work, values: Mapping[str, Any]) -> None:
    """The settings of the receipt printer were changed: the till's own one goes with them."""
    if not set(OLD) & set(values) or work.shop.till_id is None:
        return
    there = _own(work.connection, work.shop.till_id)
    if not there:
        settings.keep_for_till(work.connection, work.shop.till_id, {})
        return
    first = by_role(there, Role.RECEIPT) or Printer(0, _free_name(_("Printer struk"), there), "", drawer=True)
    address = values.get("printer", first.address)
    if not address:
        if first.id:
            remove(work, first.id)
        return
    paper = first.paper
    columns = values.get("receipt_columns", paper.columns)
    if columns != paper.columns:
        paper = replace(paper, columns=columns, dots=DOTS_OF_COLUMNS[columns], font="A")
    if "printer_cutter" in values:
        cut = paper.cutter if paper.cutter != "none" else "partial"
        paper = replace(paper, cutter=cut if values["printer_cutter"] else "none")
    save(work, replace(first, address=address, paper=paper))


def _till(work: Work) -> int:
    if work.shop.till_id is None:
        raise Trouble(_("Komputer ini belum punya kasir."), remedy=_("Tetapkan dulu dengan: sbmi-mart till use KODE."))
    return work.shop.till_id


def _own(connection: Connection, till_id: int) -> list[Printer]:
    return [each for each in installed(connection, till_id, Settings()) if each.id != SHOPS]


def _taken_over(work: Work, till_id: int) -> list[Printer]:
    """The till's own printers; at the first change the shop's becomes its first."""
    there = _own(work.connection, till_id)
    if there or not work.shop.settings.printer:
        return there
    (first,) = installed(work.connection, till_id, work.shop.settings)
    first = replace(first, id=work.mint())
    work.connection.execute(insert(TillPrinter).values(_row(first, till_id)))
    return [first]


def _checked(printer: Printer, there: list[Printer]) -> Printer:
    from printing.transports import of_address

    name = plain(printer.name).strip()
    if not 0 < len(name) <= LONGEST_NAME:
        words = _("Nama printer 1 sampai {count} huruf.").format(count=LONGEST_NAME)
        raise BadInput(words, field="name")
    if any(each.name.casefold() == name.casefold() and each.id != printer.id for each in there):
        raise BadInput(_("Sudah ada printer {name}.").format(name=name), field="name")
    address = plain(printer.address).strip()
    if address != VIRTUAL:
        of_address(address)
    if printer.paper.columns not in DOTS_OF_COLUMNS:
        raise BadInput(_("Lebar struk 32, 42 atau 48 huruf."), field="columns")
    return replace(printer, name=name, address=address)


def _free_name(name: str, there: list[Printer]) -> str:
    taken = {each.name.casefold() for each in there}
    names = [name, *(f"{name} {number}" for number in range(2, len(there) + 3))]
    return next(each for each in names if each.casefold() not in taken)


def _give_up(work: Work, till_id: int, printer: Printer) -> None:
    """Of the others, none keeps a role or the drawer that this one has now."""
    others = (TillPrinter.till_id == till_id) & (TillPrinter.id != printer.id)
    if printer.role is not Role.SPARE:
        same = others & (TillPrinter.role == printer.role)
        work.connection.execute(update(TillPrinter).where(same).values(role=Role.SPARE))
    if printer.drawer:
        work.connection.execute(update(TillPrinter).where(others).values(drawer=False))


def _tell_settings(work: Work, till_id: int) -> None:
    there = _own(work.connection, till_id)
    first = by_role(there, Role.RECEIPT)
    own: dict[str, Any] = {}
    if first is not None:
        cuts = first.paper.cutter != "none"
        own = {"printer": first.address, "receipt_columns": first.paper.columns, "printer_cutter": cuts}
    elif there or work.shop.settings.printer:
        own = {"printer": ""}
    settings.keep_for_till(work.connection, till_id, own)


def _row(printer: Printer, till_id: int) -> dict[str, Any]:
    paper = printer.paper.to_dict()
    on, off = paper.pop("pulse")
    more = {"till_id": till_id, "pulse_on": on, "pulse_off": off}
    return {
        "id": printer.id,
        "name": printer.name,
        "address": printer.address,
        "role": printer.role,
        "drawer": printer.drawer,
        "by_itself": printer.by_itself,
        **paper,
        **more,
    }


def _of_row(row: Mapping[Any, Any]) -> Printer:
    kept = {name: row[name] for name in Paper.__slots__ if name != "pulse"}
    paper = Paper.from_dict({**kept, "pulse": (row["pulse_on"], row["pulse_off"])})
    plain_fields = {name: row[name] for name in ("id", "name", "address", "role", "drawer", "by_itself")}
    return Printer(**plain_fields, paper=paper)
