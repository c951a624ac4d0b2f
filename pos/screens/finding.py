"""Finding goods: the list in place of the lines, and the card of the chosen good beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import icons, keycaps, layouts, texts, theme
from desktop.cards import Card, Pair
from desktop.finds import FoundList, FoundRow
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from inventory import promotion_words
from inventory.goods import Unit
from koperasi.members import USUAL_CLASS
from koperasi.quantity import ONE
from koperasi.text import _, short_date
from pos.cart import Cart
from pos.counter import Hit
from pos.screens import wordings

#: Below this width (of the list, at 100 %); Barang takes what is left.
NARROW_BELOW = 760
WIDE, NARROW = (0, 172, 100, 148), (0, 116, 84, 116)


def found_row(hit: Hit, cart: Cart) -> FoundRow:
    """A hit with the price for this customer."""
    unit = hit.good.unit(hit.unit_id)
    price = wordings.price_of(cart, unit, hit.good)
    return FoundRow(
        hit.good.name,
        unit.name,
        price.bare if price is not None else _("ketik harga") if hit.good.open_price else "–",
        "" if hit.good.is_service else wordings.counted(hit.on_hand, unit),
        wordings.contents(hit.good, unit),
        hit.good.maker_name,
        wordings.stock_chip(hit.seen, unit),
    )


class KeyHints(QWidget):
    """A quiet line of keys and what they do: `↑ ↓ pilih   Enter tambah ke struk`."""

    def __init__(self, hints: Sequence[tuple[tuple[str, ...], str]], words: str) -> None:
        super().__init__()
        self._hints, self._words = tuple(hints), words
        self.setFixedHeight(theme.px(52))

    def show_hints(self, hints: Sequence[tuple[tuple[str, ...], str]]) -> None:
        self._hints = tuple(hints)
        self.setAccessibleName(", ".join(f"{' '.join(caps)} {words}" for caps, words in self._hints))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = float(theme.px(16))
        for caps, words in self._hints:
            for cap in caps:
                size = keycaps.size_of(cap)
                keycaps.paint(painter, cap, x, (self.height() - size.height()) / 2)
                x += size.width() + theme.px(4)
            box = QRectF(x, 0, self.width(), self.height())
            x = texts.draw(painter, words, box, Size.BODY, "ink2") + theme.px(22)
        rest = QRectF(x, 0, self.width() - x - theme.px(16), self.height())
        if texts.width(self._words, Size.BODY) <= rest.width():
            texts.draw(painter, self._words, rest, Size.BODY, "ink2", align=texts.RIGHT)


class FindPage(QWidget):
    """What was found, with the keys that choose of it.

    Signals:
    chosen_changed(): another row is the chosen one.
    pressed(int): the row was touched when it was chosen already.
    """

    chosen_changed = Signal()
    pressed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.list = FoundList()
        self.keys = KeyHints((), _("Tulis sepotong nama, urutan bebas"))
        self.show_keys(checking=False)
        page = layouts.column(self.list, self.keys, gap=0)
        page.setStretch(0, 1)
        self.setLayout(page)
        self.list.found_pressed.connect(self._touched)

    def show_found(self, rows: Sequence[FoundRow], words: str, chosen: int = 0) -> None:
        self.list.show_found(rows, words, chosen=chosen)
        self.chosen_changed.emit()

    def show_keys(self, *, checking: bool) -> None:
        """What the keys do: add to the sale, or only look."""
        add = ((("Enter",), _("tambah ke struk")), (("4*",), _("lalu Enter = 4")))
        look = ((("Enter",), _("selesai cek")), (("F2",), _("jual yang ini")))
        self.keys.show_hints(((("↑", "↓"), _("pilih")), *(look if checking else add)))

    def choose(self, place: int) -> None:
        self.list.choose(place)
        self.chosen_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow list the columns of numbers give the names room."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW_BELOW)
        self.list.set_widths(NARROW if narrow else WIDE, 12 if narrow else 16)

    def _touched(self, place: int) -> None:
        if place == self.list.chosen:
            self.pressed.emit(place)
        else:
            self.choose(place)


class UnitTable(QWidget):
    """A good's units with their prices for everybody and for members; the chosen one stands out.

    Signals:
    unit_pressed(int): a unit was touched, by its id.
    """

    unit_pressed = Signal(int)
    HEAD = 30

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[int, str, str, str, str], ...] = ()
        self._chosen = 0
        self.setAccessibleName(_("Satuan dan harga"))
        self.setFixedHeight(theme.px(self.HEAD))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_units(self, hit: Hit, cart: Cart, chosen: int) -> None:
        theirs = cart.price_class or USUAL_CLASS
        self._rows = tuple(
            (unit.id, unit.name, wordings.contents(hit.good, unit), *_prices(unit, cart, theirs))
            for unit in hit.good.units
        )
        self._chosen = chosen
        self.setFixedHeight(theme.px(self.HEAD + self.row * len(self._rows)))
        self.update()

    @property
    def row(self) -> int:
        """How high a row is, at 100 %: many units stand closer."""
        return 42 if len(self._rows) < 3 else 36 if len(self._rows) < 5 else 30

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().y() - theme.px(self.HEAD)) // theme.px(self.row)
        if 0 <= place < len(self._rows):
            self.unit_pressed.emit(self._rows[place][0])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        head = QRectF(0, 0, self.width(), theme.px(self.HEAD))
        end = texts.draw(painter, _("Satuan"), head, Size.MINI, "ink2")
        keycaps.paint(painter, "F9", end + theme.px(6), theme.px(4))
        texts.draw(painter, _("Anggota"), head, Size.MINI, "ink2", align=texts.RIGHT)
        retail = head.adjusted(0, 0, -theme.px(88), 0)
        texts.draw(painter, _("Eceran"), retail, Size.MINI, "ink2", align=texts.RIGHT)
        painter.fillRect(QRectF(0, head.bottom() - 1, self.width(), 1), theme.colour("line"))
        for place, each in enumerate(self._rows):
            self._paint_unit(painter, QRectF(0, theme.px(self.HEAD + self.row * place), self.width(), 1), *each)

    def _paint_unit(
        self, painter: QPainter, line: QRectF, unit_id: int, name: str, small: str, retail: str, member: str
    ) -> None:
        box, chosen = line.adjusted(0, 0, 0, theme.px(self.row) - 1), unit_id == self._chosen
        if chosen:
            painter.fillRect(box, theme.colour("accent_tint"))
        end = texts.draw(painter, name, box, Size.LINE, "ink", bold=chosen)
        texts.draw(painter, small, box.adjusted(end + theme.px(6), 0, 0, 0), Size.MINI, "ink3")
        texts.draw(painter, member, box, Size.LINE, "ink", bold=chosen, align=texts.RIGHT)
        box.setRight(box.right() - theme.px(88))
        texts.draw(painter, retail, box, Size.LINE, "ink", bold=chosen, align=texts.RIGHT)
        painter.fillRect(QRectF(0, box.bottom(), self.width(), 1), theme.colour("line"))


def _prices(unit: Unit, cart: Cart, price_class: str) -> tuple[str, str]:
    quantity = max(unit.factor, ONE)
    decided = (cart.decide(unit, quantity, each) for each in ("", price_class))
    plain, member = (each.unit_price.bare if each else "–" for each in decided)
    return plain, member


class HintBox(QWidget):
    """A bulb and a sentence on turmeric, as high as a line of the list."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.setFixedHeight(theme.px(40))
        self.hide()

    def show_words(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(texts.spoken(words))
        self.setVisible(bool(words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        keycaps.box(painter, area, theme.px(8), theme.colour("warn_bg"), None)
        side = theme.px(22)
        icons.draw(painter, "bulb", "warn", theme.px(12), (area.height() - side) / 2, side)
        texts.draw(painter, self._words, area.adjusted(theme.px(44), 0, 0, 0), Size.BODY, "ink")


class GoodCard(Card):
    """The chosen good: units, prices and tiers, stock by unit, nearest expiry, whose it is, where it stands."""

    def __init__(self) -> None:
        super().__init__(pad=(20, 16), gap=8)
        self._name = ElidedLabel("", Size.NAME, bold=True)
        self._code = Label("", Size.BODY, tone="ink2")
        self.units = UnitTable()
        self._hint = HintBox()
        self._stock, self._expiry = Pair(_("Stok"), tone="ink2"), Pair(_("Kedaluwarsa terdekat"), tone="ink2")
        self._owner, self._shelf = Pair(_("Pemilik"), tone="ink2"), Pair(_("Tempat"), tone="ink2")
        self._tiers = Label("", Size.MINI, tone="ink2", wrap=True)
        self._by_unit = ElidedLabel("", Size.MINI, tone="ink2")
        for pair in (self._stock, self._expiry, self._owner, self._shelf):
            pair.setFixedHeight(theme.px(22))
        self._by_unit.setFixedHeight(theme.px(20))
        for label, high in ((self._name, 30), (self._code, 22)):
            label.setFixedHeight(theme.px(high))
        self.body.addLayout(layouts.column(self._name, self._code, gap=0))
        self.body.addWidget(self.units)
        self.body.addWidget(self._hint)
        self.body.addWidget(self._tiers)
        self.body.addStretch(1)
        facts = (self._stock, self._by_unit, self._expiry, self._owner, self._shelf)
        self.body.addLayout(layouts.column(*facts, gap=0))
        self._shown = (self._name, self._code, self.units, self._tiers, *facts)

    def show_good(self, hit: Hit | None, cart: Cart | None) -> None:
        for widget in self._shown:
            widget.setVisible(hit is not None)
        if hit is None or cart is None:
            self._hint.show_words("")
            return
        good, unit = hit.good, hit.good.unit(hit.unit_id)
        self._name.show_words(good.name)
        self._code.setText(_("Kode Barang {code}").format(code=good.code))
        self.units.show_units(hit, cart, hit.unit_id)
        tiers, by_unit = wordings.tiers(good, cart), wordings.stock_by_unit(good, hit.on_hand)
        hint = _next_tier(cart, hit, unit) if len(tiers) < 2 else ""
        self._hint.show_words(hint)
        self._stock.show_value(_("tanpa stok") if good.is_service else wordings.stock(good, hit.on_hand), "ink")
        self._expiry.show_value(short_date(hit.expires_on) if hit.expires_on else "–", "ink")
        self._owner.show_value(good.maker_name or _("Toko"), "titip" if good.maker_name else "ink")
        self._shelf.show_value(good.shelf or "–", "ink")
        self._shelf.setVisible(bool(good.shelf))
        tiers, by_unit = wordings.tiers(good, cart), wordings.stock_by_unit(good, hit.on_hand)
        if hint and len(tiers) == 1:
            tiers = []  # a single tier stands in the hint already
        told = [*tiers, *(promotion_words.told(each) for each in good.promotions)]
        self._tiers.setText("\n".join(told))
        self._tiers.setVisible(bool(told))
        self._by_unit.show_words(by_unit)
        self._by_unit.setVisible(bool(by_unit))


def _next_tier(cart: Cart, hit: Hit, unit: Unit) -> str:
    """`Mulai 6 renteng: grosir Rp 15.000`, of the unit's next price by quantity."""
    base = cart.in_cart(hit.good.product_id)
    ahead = sorted(
        (line for line in unit.prices if line.min_quantity > base and line.price_class in ("", cart.price_class)),
        key=lambda line: line.min_quantity,
    )
    now = wordings.price_of(cart, unit, hit.good)
    for line in ahead:
        if now is not None and line.price < now:
            least = wordings.counted(line.min_quantity, unit)
            return _("Mulai {least}: grosir **{price}**").format(least=least, price=line.price.shown)
    return ""
