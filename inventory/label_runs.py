"""A run of labels: which goods, how many of each, on which paper; put together, then printed.

The run is a frozen value, drawn by the screen and by `sbmi-mart labels`.  `go` prints it:
goods that lack a barcode get one first, then the paper is made, and at last what shelf
labels now say is kept.  No transaction is open while a printer is spoken to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from inventory import label_prints, label_queries, labels
from inventory.label_prints import BarcodesGiven, LabelsPrinted, Said
from inventory.labels import LabelKind, Made, Subject
from koperasi import masters, uids
from koperasi.errors import Refused, Trouble
from koperasi.settings import Settings
from koperasi.shop import Shop
from koperasi.text import N_, _, ngettext
from koperasi.work import Actor
from printing import label_rolls, label_sheets, transports
from printing.label_rolls import Language
from printing.label_sheets import SHEETS, Printed, Sheet
from printing.labels import PAGE, ROLLS, THERMAL, Label, LabelSize, Laid, lay_out
from printing.papers import Paper

RECEIPT = "receipt"
#: Of goods of which nobody knows how long they keep.
NOT_ASKED = Made()
#: Of one good at most in a run; and of all.
MOST_COPIES, MOST_LABELS = 999, 5_000


@dataclass(frozen=True, slots=True)
class RunLine:
    """One good in a run."""

    subject: Subject
    copies: int = 1
    made: Made = NOT_ASKED

    @property
    def unit_id(self) -> int:
        return self.subject.tag.unit_id


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be printed; the line at `chosen` is the one that is looked at."""

    day: date
    kind: LabelKind = LabelKind.SHELF
    #: A sheet of `label_sheets`, a roll of `labels`, or RECEIPT.
    paper: str = "3x8"
    #: The label of the first sheet with which it begins.
    start: int = 1
    lines: tuple[RunLine, ...] = ()
    chosen: int = 0
    receipt_columns: int = 48

    @property
    def line(self) -> RunLine | None:
        return self.lines[self.chosen] if 0 <= self.chosen < len(self.lines) else None

    @property
    def count(self) -> int:
        return sum(each.copies for each in self.lines)

    @property
    def sheet(self) -> Sheet | None:
        return SHEETS.get(self.paper)

    @property
    def size(self) -> LabelSize:
        """Of one label."""
        if self.sheet is not None:
            return self.sheet.size
        return ROLLS[self.paper] if self.paper in ROLLS else label_rolls.receipt_size(self.receipt)

    @property
    def receipt(self) -> Paper:
        return Paper.of_columns(self.receipt_columns)

    @property
    def lacking_codes(self) -> tuple[int, ...]:
        """Units whose label on the good has nothing to scan yet: they get a barcode when it is printed."""
        if self.kind is LabelKind.SHELF:
            return ()
        return tuple(each.unit_id for each in self.lines if each.subject.lacks_code)

    def label(self, line: RunLine) -> Label:
        if self.kind is LabelKind.SHELF:
            return labels.shelf_label(line.subject, self.day)
        return labels.product_label(line.subject, line.made)

    def laid(self, line: RunLine) -> Laid:
        """Its label as it will be drawn."""
        return lay_out(self.label(line), self.size, PAGE if self.sheet is not None else THERMAL)

    @property
    def printed(self) -> tuple[Printed, ...]:
        return tuple(Printed(self.label(each), each.copies) for each in self.lines)

    @property
    def words(self) -> str:
        """How many labels, and how many sheets they take."""
        told = ngettext("{count} label", "{count} label", self.count).format(count=self.count)
        if self.sheet is not None and self.count:
            pages = label_sheets.pages(self.sheet, self.count, self.start)
            told += ", " + ngettext("{count} lembar", "{count} lembar", pages).format(count=pages)
        return told

    # -- changes -------------------------------------------------------------------------------

    def added(self, new: Sequence[RunLine]) -> Run:
        """With more goods; of one that is there already so many more.  The last one is chosen."""
        lines = list(self.lines)
        places = {each.unit_id: place for place, each in enumerate(lines)}
        for each in new:
            place = places.setdefault(each.unit_id, len(lines))
            if place == len(lines):
                lines.append(replace(each, copies=_within(each.copies)))
            else:
                lines[place] = replace(lines[place], copies=_within(lines[place].copies + each.copies))
        last = places[new[-1].unit_id] if new else self.chosen
        return replace(self, lines=tuple(lines), chosen=last)

    def chose(self, place: int) -> Run:
        return replace(self, chosen=min(max(place, 0), max(len(self.lines) - 1, 0)))

    def changed(self, copies: int | None = None, made: Made | None = None) -> Run:
        """With other copies or dates of the chosen line."""
        line = self.line
        if line is None:
            return self
        line = replace(line, copies=line.copies if copies is None else _within(copies), made=made or line.made)
        return replace(self, lines=(*self.lines[: self.chosen], line, *self.lines[self.chosen + 1 :]))

    def removed(self) -> Run:
        """Without the chosen line."""
        lines = (*self.lines[: self.chosen], *self.lines[self.chosen + 1 :])
        return replace(self, lines=lines).chose(min(self.chosen, len(lines) - 1))

    def renewed(self, subjects: Sequence[Subject]) -> Run:
        """With what the labels say now; goods that have no price any more go."""
        known = {each.tag.unit_id: each for each in subjects}
        lines = [replace(each, subject=known[each.unit_id]) for each in self.lines if each.unit_id in known]
        return replace(self, lines=tuple(lines)).chose(self.chosen)


def _within(copies: int) -> int:
    return min(max(copies, 1), MOST_COPIES)


#: Papers to choose from: what stands in `Run.paper`, and its words.
PAPERS: tuple[tuple[str, str], ...] = (
    *((name, sheet.words) for name, sheet in SHEETS.items()),
    (RECEIPT, N_("Printer struk")),
    *((name, size.words) for name, size in ROLLS.items()),
)


def usual_paper(settings: Settings) -> str:
    """What a shop prints on before anybody says: its label printer's roll, else the first sheet."""
    return settings.label_size if settings.label_printer and settings.label_size in ROLLS else PAPERS[0][0]


def paper_words(paper: str) -> str:
    if paper in ROLLS:
        return _("Label gulung {size}").format(size=ROLLS[paper].words)
    return _(dict(PAPERS)[paper])


# -- where goods come from -------------------------------------------------------------------------


def lines_of(
    connection: Connection, shop: Shop, day: date, units: Sequence[int], copies: dict[int, int] | None = None
) -> list[RunLine]:
    """Lines for units, with dates that follow from how long they keep."""
    found = label_queries.subjects(connection, shop.branch.id, day, units)
    return [RunLine(each, (copies or {}).get(each.tag.unit_id, 1), usual(each, day)) for each in found]


def usual(subject: Subject, day: date) -> Made:
    """Made today, for goods of which it is known how long they keep."""
    if not subject.keeps_days:
        return NOT_ASKED
    return Made(day, labels.best_before(day, subject.keeps_days))


def of_receipt(connection: Connection, shop: Shop, day: date, document_id: int) -> list[RunLine]:
    """What came in with a document: a label for each piece, with the dates it came with."""
    came = {each.unit_id: each for each in label_queries.received(connection, document_id)}
    lines = lines_of(connection, shop, day, list(came), {unit: each.pieces for unit, each in came.items()})
    return [
        replace(line, made=dated(line.subject, came[line.unit_id].expires_on, came[line.unit_id].batch, line.made))
        for line in lines
    ]


def dated(subject: Subject, until: date | None, batch: str, usual_dates: Made) -> Made:
    """The dates of a lot: when it was made follows from until when it keeps, where that is known."""
    if until is None:
        return replace(usual_dates, batch=batch)
    made_on = until - timedelta(days=subject.keeps_days) if subject.keeps_days else None
    return Made(made_on, until, batch)


# -- printing ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Done:
    """What was printed, as it was printed, and into which file."""

    run: Run
    path: Path | None
    #: Barcodes that were given for it.
    given: int


def check(run: Run) -> None:
    """Raises Refused for a run that nothing comes of."""
    if not run.lines:
        raise Refused(_("Belum ada barang untuk dicetak."), remedy=_("Scan atau pilih barang dulu."), rule="empty")
    if run.count > MOST_LABELS:
        raise Refused(_("Paling banyak {count} label sekali cetak.").format(count=MOST_LABELS), rule="too-many")


def go(shop: Shop, person: Actor, run: Run, *, path: Path | None = None, printer: str = "") -> Done:
    """Print a run: into a PDF at `path`, else on the receipt printer's queue `printer` or the label printer.

    It is printed with the prices of now, however long it lay there; what is kept of it is what
    stands on the paper, so that a price which changes meanwhile asks for another label.

    Raises Refused for nothing to print, Trouble where file or printer cannot take it; barcodes
    that were given stay given.
    """
    check(run)
    given = run.lacking_codes
    if given:
        with shop.work(person, channel="office") as work:
            label_prints.give_barcodes(work, BarcodesGiven(given))
    with shop.reading() as connection:
        # The version first: what changes after it is not in what is read.
        version = masters.version(connection)
        run = run.renewed(label_queries.subjects(connection, shop.branch.id, run.day, [x.unit_id for x in run.lines]))
    check(run)
    slips = list(label_rolls.slips(run.printed, run.receipt)) if path is None and run.paper == RECEIPT else []
    if path is not None:
        _write(path, pdf(run))
    elif run.paper != RECEIPT:
        transports.of_address(shop.settings.label_printer).send(roll(run, shop.settings.label_printer_kind))
    with shop.work(person, channel="office") as work:
        said = [each.subject.tag for each in run.lines]
        label_prints.keep(work, command(run, work.mint(), work.now), slips, printer, Said(said, version))
    return Done(run, path, len(given))


def command(run: Run, number: int, now: datetime) -> LabelsPrinted:
    units = tuple(each.unit_id for each in run.lines)
    return LabelsPrinted(number, uids.new_uid(now), run.kind, units, run.count, run.paper, run.day, now)


def pdf(run: Run) -> bytes:
    """The run as a PDF: on sheets, or a label to a page."""
    title = _("Label rak") if run.kind is LabelKind.SHELF else _("Label barang")
    if run.sheet is not None:
        return label_sheets.sheet_pdf(run.printed, run.sheet, run.start, title)
    return label_sheets.roll_pdf(run.printed, run.size, title)


def roll(run: Run, language: str) -> bytes:
    """The run as a label printer takes it."""
    return label_rolls.job(run.printed, run.size, Language(language))


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        message = _("File {name} tidak bisa ditulis: {why}").format(name=path.name, why=error.strerror)
        raise Trouble(message, remedy=_("Simpan ke folder lain.")) from error
