"""How a count under review is drawn: its lines, and what is still open."""

from __future__ import annotations

from desktop.cards import Card, Pair
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.texts import RIGHT, Label
from desktop.theme import Size
from inventory.count_bookings import Decision
from inventory.count_queries import UnknownRow
from inventory.count_reviews import Line, Review, Show
from inventory.count_rules import CAUSE_WORDS
from inventory.screens import count_parts
from koperasi.money import MINUS, ZERO
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import N_, _

#: Good, book, counted, difference, rupiah, cause.
WIDTHS, NARROW_WIDTHS = (0, 84, 84, 92, 112, 190), (0, 62, 68, 70, 90, 150)
SHOWS = (
    (Show.DIFFERENT, "Ctrl+1", N_("Selisih")),
    (Show.RECOUNT, "Ctrl+2", N_("Hitung ulang")),
    (Show.UNCOUNTED, "Ctrl+3", N_("Belum dihitung")),
    (Show.ALL, "Ctrl+4", N_("Semua")),
)
EMPTY = {
    Show.DIFFERENT: N_("Tidak ada selisih: yang dihitung sama dengan buku."),
    Show.RECOUNT: N_("Tidak ada yang perlu dihitung ulang."),
    Show.UNCOUNTED: N_("Semua barang sudah dihitung."),
    Show.ALL: N_("Belum ada yang dihitung."),
}


def words_of(show: Show, review: Review) -> str:
    """A filter with how many lines it shows."""
    words = next(_(each) for one, _key, each in SHOWS if one is show)
    return f"{words} {review.count(show)}"


class ReviewList(count_parts.ChoosingList):
    """The lines of a review."""

    def __init__(self) -> None:
        columns = (
            Column(_("Barang"), 0),
            Column(_("Buku"), WIDTHS[1], RIGHT),
            Column(_("Dihitung"), WIDTHS[2], RIGHT),
            Column(_("Selisih"), WIDTHS[3], RIGHT),
            Column(_("Rupiah"), WIDTHS[4], RIGHT),
            Column(_("Sebab"), WIDTHS[5]),
        )
        super().__init__(columns, row_height=56, name=_("Selisih hitungan"))

    def fit(self, narrow: bool) -> None:
        self.set_widths(NARROW_WIDTHS if narrow else WIDTHS)


def signed(quantity: Quantity) -> str:
    """A difference with its sign: `+2`, `−3`, or a dash."""
    return "–" if not quantity else f"+{quantity}" if quantity > NOTHING else str(quantity).replace("-", MINUS)


def row(line: Line, decision: Decision | None, chosen: bool, *, zeroed: bool) -> Row:
    """A line; what it differs by stands in colour, with its sign beside it."""
    if line.unknown is not None:
        return _unknown(line.unknown, chosen)
    variance, worth = line.variance, line.worth
    booked = line.booked(decision) and (line.left is None or zeroed)
    tone = "ink3" if not booked else "warn" if variance < NOTHING else "ok" if variance else "ink2"
    book, counted = _figures(line)
    rupiah = worth.bare.replace("-", MINUS) if worth else "–"
    cells = (
        Cell(line.name, bold=True, size=Size.BODY, note=_note(line), note_tone=_note_tone(line)),
        Cell(book, size=Size.BODY, tone="ink2"),
        Cell(counted, size=Size.BODY),
        Cell(signed(variance), size=Size.BODY, bold=True, tone=tone),
        Cell(rupiah if worth <= ZERO else f"+{rupiah}", size=Size.BODY, bold=True, tone=tone),
        _cause(line, decision, booked),
    )
    return count_parts.chosen_row(cells, chosen=chosen, bar="titip" if _maker(line) else "")


def _figures(line: Line) -> tuple[str, str]:
    if line.result is not None:
        return str(line.result.expected), str(line.result.counted)
    if line.judged is not None:
        return str(line.judged.last.expected), str(line.judged.last.quantity)
    return (str(line.left.quantity) if line.left is not None else "–"), "–"


def _maker(line: Line) -> bool:
    return line.judged is not None and line.judged.facts.maker_id is not None


def _cause(line: Line, decision: Decision | None, booked: bool) -> Cell:
    judged = line.judged
    if judged is not None and judged.must_recount:
        return Cell(chip=Chip(_("hitung ulang"), "warn", "undo"))
    if judged is not None and judged.overtaken:
        return Cell(chip=Chip(_("ada yang lebih baru"), "plain"))
    if not line.variance:
        return Cell(chip=Chip(_("cocok"), "ok")) if line.left is None else Cell("–", size=Size.BODY)
    cause = decision.cause if decision is not None else line.usual_cause
    words = _(CAUSE_WORDS[cause])
    if not booked:
        return Cell(words, size=Size.BODY, tone="ink3", note=_("tidak dibukukan"), note_tone="ink3")
    return Cell(words, size=Size.BODY, bold=decision is not None)


def _note(line: Line) -> str:
    judged = line.judged
    if line.result is not None:
        return " · ".join(each for each in (line.result.shelf, line.result.counted_by, line.result.note) if each)
    if judged is None:
        return line.left.shelf or line.left.code if line.left is not None else ""
    if not judged.in_scope:
        return _("bukan bagian hitungan ini")
    if judged.variance < NOTHING and judged.sold_soon:
        return _("{count} dibayar tak lama sesudah dihitung").format(count=judged.sold_soon)
    if judged.last.moved:
        return _("{count} bergerak selama dihitung").format(count=judged.last.moved)
    who = ", ".join(each.split()[0] for each in line.counters)
    return " · ".join(each for each in (judged.facts.shelf or judged.facts.code, who) if each)


def _note_tone(line: Line) -> str:
    judged = line.judged
    if judged is None:
        return "ink2"
    in_basket = judged.variance < NOTHING and bool(judged.sold_soon)
    return "warn" if not judged.in_scope or in_basket or judged.last.moved else "ink2"


def _unknown(unknown: UnknownRow, chosen: bool) -> Row:
    who = _("discan {who}").format(who=unknown.by.split()[0])
    cells = (
        Cell(unknown.code, bold=True, size=Size.BODY, note=who, note_tone="ink2"),
        Cell("–", size=Size.BODY, tone="ink2"),
        Cell(str(unknown.quantity), size=Size.BODY),
        Cell("–", size=Size.BODY),
        Cell("–", size=Size.BODY),
        Cell(chip=Chip(_("belum dikenal"), "warn", "help")),
    )
    return count_parts.chosen_row(cells, chosen=chosen)


class ReviewCard(Card):
    """What is done and what is still open."""

    def __init__(self) -> None:
        super().__init__(gap=6)
        self._counted = Pair(_("Dihitung"), "")
        self._again = Pair(_("Hitung ulang"), "")
        self._unknown = Pair(_("Kode belum dikenal"), "")
        self._left = Pair(_("Belum dihitung"), "")
        self._words = Label("", Size.MINI, tone="ink2", wrap=True)
        for each in (self._counted, self._again, self._unknown, self._left, self._words):
            self.body.addWidget(each)

    def show_review(self, review: Review, *, zeroed: bool) -> None:
        again, unknown = review.count(Show.RECOUNT), len(review.unknown)
        self._counted.show_value(f"**{len(review.counted)}**")
        self._again.show_value(f"**{again}**", "warn" if again else "")
        self._unknown.show_value(f"**{unknown}**", "warn" if unknown else "")
        self._left.show_value(f"**{review.left_count}**")
        words = _("Yang belum dihitung dianggap habis.") if zeroed else _("Yang belum dihitung tetap seperti di buku.")
        self._words.setText(words if review.left_count else "")
