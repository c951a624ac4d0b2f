"""How makers, statements, their lines, goods and disputes look in lists."""

from __future__ import annotations

from consignment import statement_words as words
from consignment.statement_desks import Told
from consignment.statement_facts import Outcome, What
from consignment.statement_values import STATES, Disputed, Goods, Line, State, StatementHead
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.texts import RIGHT
from desktop.theme import Size
from koperasi.money import MINUS, ZERO, Rupiah
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _, short_date

TONES = {
    State.ISSUED: "accent",
    State.AGREED: "ok",
    State.SILENT: "ok",
    State.DISPUTED: "warn",
    State.SETTLED: "ok",
    State.REVERSED: "plain",
}
#: Wide and narrow; -1 leaves a column out.
MAKER_WIDTHS, MAKER_NARROW = (0, 180, 200, 140, 150, 160), (0, 150, 170, -1, 116, 124)
LINE_WIDTHS, LINE_NARROW = (108, 0, 128, 92, 112, 108, 122), (98, 0, 112, 70, -1, -1, 128)
GOODS_WIDTHS, GOODS_NARROW = (0, 84, 84, 84, 84, 84, 96, 84), (0, 60, 68, 72, 60, 76, 76, 64)
DISPUTE_WIDTHS, DISPUTE_NARROW = (0, 250, 124, 150), (0, 150, 96, 118)


def state_chip(state: State) -> Chip:
    return Chip(_(STATES[state]), TONES[state])


def maker_columns() -> list[Column]:
    return [
        Column(_("Penitip"), 0, pad=16),
        Column(_("Rincian terakhir"), MAKER_WIDTHS[1]),
        Column(_("Jawabannya"), MAKER_WIDTHS[2]),
        Column(_("Saldo rincian"), MAKER_WIDTHS[3], RIGHT),
        Column(_("Belum dirinci"), MAKER_WIDTHS[4], RIGHT),
        Column(_("Saldo sekarang"), MAKER_WIDTHS[5], RIGHT, pad=16),
    ]


def maker_row(maker: Told, *, at: bool) -> Row:
    """Who she is, her last statement and where it stands, what came since, what she is owed now."""
    where = [each for each in (maker.code, maker.village) if each]
    if maker.disputed:
        where.append(_("{count} bantahan belum selesai").format(count=maker.disputed))
    last = maker.last
    cells = (
        Cell(maker.name, bold=True, note=" · ".join(where), note_tone="warn" if maker.disputed else "ink2"),
        Cell(
            last.number if last is not None else _("belum pernah"),
            size=Size.BODY,
            tone="ink" if last is not None else "ink2",
            note=_period(last) if last is not None else "",
            note_tone="ink2",
        ),
        Cell(chip=state_chip(last.state)) if last is not None else Cell("–", size=Size.BODY, tone="ink3"),
        Cell(last.closing.bare.replace("-", MINUS) if last is not None else "–", size=Size.BODY, tone="ink2"),
        _amount(maker.since, bold=False),
        _amount(maker.owed, bold=True),
    )
    return Row(cells, bar="accent" if at else "", ground="accent_tint" if at else "card")


def _period(head: StatementHead) -> str:
    return _("sampai {day}").format(day=short_date(head.last))


def _amount(amount: Rupiah, *, bold: bool, empty: str = "–") -> Cell:
    tone = "refuse" if amount < ZERO else "ink" if amount else "ink3"
    return Cell(
        amount.bare.replace("-", MINUS) if amount else empty, bold=bold and bool(amount), size=Size.BODY, tone=tone
    )


def line_columns() -> list[Column]:
    titles = (
        _("Tanggal"), _("Keterangan"), _("Nomor"), _("Barang"), _("Hasil jual"), _("Bagian toko"), _("Bagian penitip"),
    )  # fmt: skip
    return [
        Column(title, wide, RIGHT) if n > 2 else Column(title, wide)
        for n, (title, wide) in enumerate(zip(titles, LINE_WIDTHS, strict=True))
    ]


def line_row(line: Line, name: str, *, at: bool, marked: bool, disputed: bool) -> Row:
    """What one document did: when, what and of which goods, and for her."""
    told = words.title(line)
    said = [_("ditandai") if marked else _("dibantah") if disputed else "", name and told, words.detail(line)]
    note = " · ".join(each for each in said if each)
    tone = "warn" if marked or disputed else "ink2"
    sold = line.what in (What.SOLD, What.RETURNED)
    cells = (
        Cell(short_date(line.business_date), size=Size.BODY),
        Cell(name or told, bold=True, size=Size.BODY, note=note, note_tone=tone),
        Cell(line.number, size=Size.BODY, tone="ink2"),
        Cell(words.moved(line).replace("-", MINUS) or "–", size=Size.BODY, tone="ink" if line.quantity else "ink3"),
        Cell(line.net.bare if sold else "–", size=Size.BODY, tone="ink" if sold else "ink3"),
        Cell(line.commission.bare if sold else "–", size=Size.BODY, tone="ink2" if sold else "ink3"),
        _amount(line.amount, bold=True),
    )
    bar = "accent" if at else "warn" if marked else ""
    return Row(cells, bar=bar, ground="accent_tint" if at else "warn_bg" if marked else "card")


def goods_columns() -> list[Column]:
    titles = (
        _("Barang"), _("Awal"), _("Masuk"), _("Terjual"), _("Retur"), _("Kembali"), _("Lainnya"), _("Sisa"),
    )  # fmt: skip
    return [
        Column(title, wide, RIGHT) if n else Column(title, wide, pad=16)
        for n, (title, wide) in enumerate(zip(titles, GOODS_WIDTHS, strict=True))
    ]


def goods_row(goods: Goods, *, at: bool) -> Row:
    """A product's way from opening to closing; what is lost, spoilt or found is told under its name."""
    rest = goods.found + goods.other - goods.damaged - goods.expired - goods.lost
    told = [
        f"{column.label.lower()} {column.of(goods)}"
        for column in words.columns([goods])
        if column.field in ("damaged", "expired", "lost", "found", "other") and column.of(goods)
    ]
    cells = (
        Cell(goods.name, bold=True, size=Size.BODY, small=goods.unit.lower(), note=", ".join(told), note_tone="warn"),
        _count(goods.opening),
        _count(goods.received, sign="+"),
        _count(goods.sold, sign="−"),
        _count(goods.returned, sign="+"),
        _count(goods.given_back, sign="−"),
        Cell(_signed(rest), size=Size.BODY, tone="ink" if rest else "ink3"),
        Cell(str(goods.closing), bold=True, size=Size.BODY),
    )
    return Row(cells, bar="accent" if at else "", ground="accent_tint" if at else "card")


def _count(quantity: Quantity, sign: str = "") -> Cell:
    if not quantity:
        return Cell("–" if sign else "0", size=Size.BODY, tone="ink3")
    return Cell(f"{sign}{quantity}" if quantity > NOTHING else str(quantity), size=Size.BODY)


def _signed(quantity: Quantity) -> str:
    if not quantity:
        return "–"
    return f"+{quantity}" if quantity > NOTHING else f"−{-quantity}"


def dispute_columns() -> list[Column]:
    titles = (_("Yang dibantah"), _("Baris"), _("Diminta"), _("Hasil"))
    return [
        Column(title, wide, RIGHT) if n == 2 else Column(title, wide, pad=16 if not n else 8)
        for n, (title, wide) in enumerate(zip(titles, DISPUTE_WIDTHS, strict=True))
    ]


def dispute_row(dispute: Disputed, line: str, *, at: bool) -> Row:
    """What she disputes, of which line, what she wants, and how it ended."""
    said = _("disampaikan {day}").format(day=short_date(dispute.said_on))
    cells = (
        Cell(dispute.why, bold=True, size=Size.BODY, note=ended(dispute) or said, note_tone="ink2"),
        Cell(line, size=Size.BODY, tone="ink2"),
        _amount(dispute.claimed, bold=False),
        Cell(chip=outcome_chip(dispute)),
    )
    return Row(cells, bar="accent" if at else "", ground="accent_tint" if at else "card")


def ended(dispute: Disputed) -> str:
    """How a dispute ended, in words; "" while it is open."""
    if dispute.outcome is None:
        return ""
    told = [dispute.ended_number, dispute.ended_why]
    if dispute.adjusted:
        told.insert(0, dispute.adjusted.shown)
    return " · ".join(told)


def outcome_chip(dispute: Disputed) -> Chip:
    if dispute.withdrawn:
        return Chip(_("dicabut"), "plain")
    if dispute.outcome is None:
        return Chip(_("belum selesai"), "warn")
    return Chip(_("dikoreksi"), "ok") if dispute.outcome is Outcome.ADJUSTED else Chip(_("ditolak"), "refuse")
