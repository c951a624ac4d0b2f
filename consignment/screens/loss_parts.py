"""Parts of the screen of losses: its rows, and the panel on which one of them is judged."""

from __future__ import annotations

from PySide6.QtCore import Signal

from consignment.agreements import CAUSES, LossCause
from consignment.deal_words import percent
from consignment.loss_desks import LossRow
from consignment.open_losses import WHOLE, Bearing
from consignment.settled_losses import SettledLosses
from desktop import layouts, texts, theme
from desktop.amounts import QuantityField
from desktop.buttons import KeyButton
from desktop.cards import Card, Pair
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.fields import Captioned, Field
from desktop.keys import Action
from desktop.texts import LEFT, RIGHT, ElidedLabel, Label
from desktop.theme import Size
from koperasi.money import MINUS, ZERO
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import N_, _, short_date

OPEN_WIDTHS, NARROW_OPEN_WIDTHS = (0, 210, 84, 116, 116), (0, 176, 64, -1, 92)
SETTLED_WIDTHS, NARROW_SETTLED_WIDTHS = (124, 176, 0, 190, 150, 140), (112, 160, 0, 184, -1, 108)
#: Who bears a loss otherwise than agreed: the shop's part, and what it is called.
BEARERS: tuple[tuple[int | None, str], ...] = (
    (None, N_("Menurut perjanjian")),
    (WHOLE, N_("Toko seluruhnya")),
    (WHOLE // 2, N_("Toko setengah")),
    (0, N_("Penitip seluruhnya")),
)


def open_columns() -> list[Column]:
    titles = (_("Barang"), _("Sebab"), _("Jumlah"), _("Penanggung"), _("Ganti rugi"))
    return [
        Column(title, wide, LEFT if n in (0, 1, 3) else RIGHT)
        for n, (title, wide) in enumerate(zip(titles, OPEN_WIDTHS, strict=True))
    ]


def open_row(row: LossRow, *, chosen: bool) -> Row:
    """A loss that waits, with what is proposed for it."""
    paper = texts.joined((row.loss.lost.number, short_date(row.loss.lost.day)))
    cause = _("Ditemukan lagi") if row.found else _(CAUSES[row.loss.lost.noted])
    amount = row.amount
    cells = (
        Cell(row.name, bold=True, size=Size.BODY, note=row.maker, note_tone="titip"),
        Cell(cause, size=Size.BODY, note=paper, note_tone="ink2", tone="ok" if row.found else "ink"),
        Cell(row.quantity.shown, size=Size.BODY, bold=True),
        Cell(_("kembali") if row.found else bearer(row.bearing), size=Size.BODY, tone="ink2"),
        Cell(
            amount.bare.replace("-", MINUS) if amount is not None else _("tanpa harga"),
            size=Size.BODY,
            bold=amount is not None,
            tone="ink" if amount is not None else "warn",
        ),
    )
    ground, bar = ("accent_tint", "accent") if chosen else ("card", "titip")
    return Row(cells, bar=bar, ground=ground)


def bearer(bearing: Bearing | None) -> str:
    """Who bears it, in a word or two."""
    if bearing is None:
        return "–"
    if bearing.tolerated == bearing.quantity or not bearing.shop_bps:
        return _("penitip")
    if bearing.shop_bps >= WHOLE:
        return _("toko")
    return _("toko {part}").format(part=percent(bearing.shop_bps))


def settled_columns() -> list[Column]:
    titles = (_("Tanggal"), _("Nomor"), _("Penitip"), _("Keputusan"), _("Petugas"), _("Ganti rugi"))
    return [
        Column(title, wide, RIGHT if n == len(titles) - 1 else LEFT)
        for n, (title, wide) in enumerate(zip(titles, SETTLED_WIDTHS, strict=True))
    ]


def settled_row(seen: SettledLosses, *, chosen: bool) -> Row:
    """A settlement; one that was taken back is struck through."""
    said = Chip(_("dibayar toko"), "ok")
    if seen.reverses:
        said = Chip(_("pembatalan"), "plain")
    elif seen.found:
        said = Chip(_("ditemukan lagi"), "accent")
    elif not seen.amount:
        said = Chip(_("ditanggung penitip"), "plain")
    undone = _("batal {number}").format(number=seen.reversed_by) if seen.reversed_by else ""
    tone = "refuse" if undone else "ink2"
    cells = (
        Cell(short_date(seen.business_date), size=Size.BODY),
        Cell(
            seen.number,
            bold=True,
            size=Size.BODY,
            note=undone or seen.reverses,
            note_tone=tone,
        ),
        Cell(seen.maker, bold=True, size=Size.BODY),
        Cell(chip=said),
        Cell(seen.by, size=Size.BODY, tone="ink2"),
        Cell(seen.amount.bare.replace("-", MINUS), bold=True, size=Size.BODY),
    )
    ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
    return Row(cells, bar=bar, ground=ground, struck=bool(seen.reversed_by))


class LossPanel(Card):
    """The chosen loss: why, how much of it, who bears it, and what she gets.

    Signals:
    changed(): something is judged otherwise.
    submitted(): Enter in the reason.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(self, cause: Action, bearing: Action, keep: Action, settle: Action) -> None:
        super().__init__(pad=(16, 12), gap=8)
        self.keep_button, self.one_button = KeyButton(keep), KeyButton(settle, role="chosen")
        self.row: LossRow | None = None
        self.cause: LossCause | None = None
        self.bearer = 0
        self._name = ElidedLabel("", Size.LEAD, bold=True)
        self._maker = Label("", Size.BODY, tone="titip")
        self._facts = Label("", Size.BODY, tone="ink2", wrap=True)
        self._facts.setMinimumHeight(theme.px(66))
        self.quantity = QuantityField(name=_("Jumlah"))
        self.quantity.quantity_changed.connect(lambda _quantity: self._tell())
        self.why = Field(size=Size.BODY, name=_("Alasan"))
        self.why.textEdited.connect(lambda _text: self.changed.emit())
        self.why.submitted.connect(self.submitted.emit)
        self.quantity.submitted.connect(self.why.setFocus)
        for each in (self.quantity, self.why):
            each.setFixedHeight(theme.px(48))
        self._count = Captioned(_("Jumlah"), self.quantity)
        self._reason = Captioned(_("Alasan"), self.why)
        self._judging = (cause, bearing)
        self.cause_button, self.bearer_button = KeyButton(cause), KeyButton(bearing)
        self._worth, self._amount = Pair(_("Bagiannya bila laku")), Pair(_("Ganti rugi"), value_size=Size.NAME)
        self.body.addLayout(layouts.column(self._name, self._maker, self._facts, gap=8))
        self.body.addLayout(layouts.column(self._count, self.cause_button, self.bearer_button, gap=8))
        self.body.addWidget(self._reason)
        self.body.addStretch(1)
        self.body.addLayout(layouts.column(self._worth, self._amount, gap=4))
        self.body.addLayout(layouts.column(self.keep_button, self.one_button, gap=8))

    def show_row(self, row: LossRow | None) -> None:
        """Another loss, judged as noted and agreed."""
        self.row, self.cause, self.bearer = row, None, 0
        self._name.show_words(row.name if row is not None else _("Belum ada yang dipilih"))
        self._maker.setText(row.maker if row is not None else "")
        self._facts.setText(_about(row) if row is not None else "")
        self.quantity.set_quantity(row.quantity if row is not None else None)
        self.why.clear()
        self._tell()

    def judge(self, cause: LossCause | None) -> None:
        """Another cause than was noted; None for the noted one."""
        noted = self.row.loss.lost.noted if self.row is not None else None
        self.cause = None if cause is noted else cause
        self._tell()

    def next_bearer(self) -> None:
        self.bearer = (self.bearer + 1) % len(BEARERS)
        self._tell()

    @property
    def shop_bps(self) -> int | None:
        return BEARERS[self.bearer][0]

    @property
    def count(self) -> Quantity:
        return self.quantity.quantity or NOTHING

    @property
    def bearing(self) -> Bearing | None:
        """Who bears what is judged now."""
        if self.row is None or self.row.found or not self.count:
            return None
        return self.row.judged(self.count, self.cause, self.shop_bps)

    def blocked(self) -> str:
        """Why it cannot be settled yet, in words; "" when it can."""
        row = self.row
        if row is None:
            return _("Pilih barang")
        if not NOTHING < self.count <= row.quantity:
            return _("Paling banyak {count}").format(count=row.told)
        if row.amount is None:
            return _("Isi dulu harganya")
        departs = self.cause is not None or self.shop_bps is not None
        return _("Tulis alasan") if departs and not self.why.text().strip() else ""

    def _tell(self) -> None:
        row, bearing = self.row, self.bearing
        open_ = row is not None and not row.found
        self.quantity.setEnabled(row is not None)
        for button in (self.cause_button, self.bearer_button):
            button.setVisible(open_)
        self.keep_button.setVisible(row is not None and row.found)
        self.why.setPlaceholderText(_("bila tidak menurut perjanjian") if open_ else _("bila penitip boleh menyimpan"))
        cause = self.cause or (row.loss.lost.noted if row is not None else None)
        why, who = self._judging
        why.setText(_(CAUSES[cause]) if cause is not None else _("Sebab"))
        who.setText(_(BEARERS[self.bearer][1]))
        if row is not None and row.back is not None:
            self._worth.show_value(row.back.worth.shown)
            self._amount.show_caption(_("Ditarik dari saldonya"))
            self._amount.show_value(f"**{row.back.amount.shown}**")
        else:
            self._worth.show_value(bearing.worth.shown if bearing is not None else "–")
            said = _("Ditanggung {who}").format(who=bearer(bearing)) if bearing is not None else _("Ganti rugi")
            self._amount.show_caption(said)
            self._amount.show_value(f"**{bearing.amount.shown if bearing is not None else ZERO.shown}**")
        self.changed.emit()


def _about(row: LossRow) -> str:
    lost = row.loss.lost
    said = [row.told, _("{number}, {day}").format(number=lost.number, day=short_date(lost.day))]
    if row.found:
        said.append(_("sudah diganti, lalu ditemukan lagi"))
    elif row.bearing is not None and row.bearing.tolerated:
        said.append(_("{count} dalam batas wajar").format(count=row.bearing.tolerated))
    return texts.joined(tuple(said))
