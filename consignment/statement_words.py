"""The words of a statement: what each line is called, its tables of goods and of money.

One wording for the paper, the slip, the message, the screen and the command line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from consignment.statement_facts import What
from consignment.statement_lines import LOSS
from consignment.statement_values import Goods, Line, Said, Statement
from koperasi.documents import Kind
from koperasi.ledger import Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import N_, _, short_date

_WHATS = {
    What.RECEIVED: N_("Titip masuk"),
    What.SOLD: N_("Terjual"),
    What.RETURNED: N_("Retur pembeli"),
    What.GIVEN_BACK: N_("Titipan kembali"),
    What.DAMAGED: N_("Rusak"),
    What.EXPIRED: N_("Kedaluwarsa"),
    What.LOST: N_("Hilang"),
    What.FOUND: N_("Ditemukan"),
}
_OTHERS = {
    Kind.CONVERSION: N_("Menjadi milik toko"),
    Kind.OWN_USE: N_("Dipakai toko"),
    Kind.PRODUCT_MERGE: N_("Ganti nama barang"),
    Kind.REPACKING: N_("Dikemas ulang"),
    Kind.KIT_ASSEMBLY: N_("Masuk paket"),
    Kind.WRITE_OFF: N_("Sampel atau lain-lain"),
    Kind.SALE: N_("Tidak kembali ke rak"),
}
_MONEY = {
    Kind.SALE: N_("Belanja dengan titipan"),
    Kind.PAYOUT: N_("Dibayarkan"),
    Kind.MAKER_LOSS: N_("Ganti rugi"),
    Kind.MAKER_FEE: N_("Biaya"),
    Kind.MAKER_ADVANCE: N_("Uang muka"),
    Kind.MAKER_REPAYMENT: N_("Dibayar kembali ke toko"),
    Kind.MAKER_ADJUSTMENT: N_("Koreksi"),
    Kind.OPENING_BALANCE: N_("Saldo dari catatan lama"),
    Kind.CONVERSION: N_("Dibeli toko"),
    Kind.DEBT_PAYMENT: N_("Potong kasbon"),
    Kind.SAVINGS: N_("Masuk simpanan"),
}
#: How money went, by the account on the other side.
_SIDES = {
    Role.DRAWER: N_("tunai"),
    Role.SAFE: N_("tunai"),
    Role.BANK: N_("transfer"),
    Role.SAVINGS_VOLUNTARY: N_("masuk simpanan"),
    Role.MEMBER_RECEIVABLE: N_("potong kasbon"),
    Role.MAKER_ADVANCE: N_("potong uang muka"),
    Role.MAKER_FEES: N_("biaya"),
}
#: The columns of the goods table between opening and closing: field, label, short label.
_COLUMNS = (
    ("received", N_("Masuk"), N_("Masuk")),
    ("sold", N_("Terjual"), N_("Terjual")),
    ("returned", N_("Retur pembeli"), N_("Retur")),
    ("given_back", N_("Kembali ke penitip"), N_("Kembali")),
    ("damaged", N_("Rusak"), N_("Rusak")),
    ("expired", N_("Kedaluwarsa"), N_("Kedaluwarsa")),
    ("lost", N_("Hilang"), N_("Hilang")),
    ("found", N_("Ditemukan"), N_("Ditemukan")),
    ("other", N_("Lain-lain"), N_("Lain-lain")),
)
#: Of these columns a statement always tells, of the others where one of its goods has something there.
_ALWAYS = ("received", "sold")
#: What lessens her goods, so that it is told with a minus.
LESSENING = frozenset({"sold", "given_back", "damaged", "expired", "lost"})


def title(line: Line) -> str:
    """What a line is: `Terjual`, `Dibayarkan`, `Batal: Ganti rugi`."""
    if line.what is What.MONEY:
        words = _(_MONEY.get(line.kind, N_("Lain-lain")))
    elif line.what is What.OTHER:
        words = _(_OTHERS.get(line.kind, N_("Lain-lain")))
    else:
        words = _(_WHATS[line.what])
    return _("Batal: {words}").format(words=words) if line.undoes else words


def detail(line: Line) -> str:
    """What else is to be said of a line: how she was paid, why, of which paper, that it came late."""
    told = [_by(line), line.note if not _is_loss(line) else "", _("batal {number}").format(number=line.undoes)]
    if not line.undoes:
        told.pop()
    if line.late:
        told.append(_("susulan"))
    return " · ".join(each for each in told if each)


def _is_loss(line: Line) -> bool:
    return line.via.startswith(f"{LOSS}=")


def _by(line: Line) -> str:
    if _is_loss(line):
        lost = Quantity(int(line.via.partition("=")[2]))
        words = _("{quantity} dari {number}") if line.amount else _("{quantity} dari {number}: ditanggung penitip")
        return words.format(quantity=lost, number=line.note)
    sides = [each.partition("=") for each in line.via.split(",") if each]
    named = [(_(_SIDES[Role(role)]), Rupiah(int(amount))) for role, _is, amount in sides if role in _SIDES]
    if len(sides) == 1:
        # A fee's other side is the fee.
        return named[0][0] if named and line.kind is not Kind.MAKER_FEE else ""
    return ", ".join(f"{words} {abs(amount).bare}" for words, amount in named)


def named(statement_goods: Iterable[Goods]) -> dict[int | None, Goods]:
    """Its goods by product."""
    return {each.product_id: each for each in statement_goods}


@dataclass(frozen=True, slots=True)
class GoodsColumn:
    """A column of the goods table: its field, its label and a shorter one."""

    field: str
    label: str
    short: str

    def of(self, goods: Goods) -> Quantity:
        found: Quantity = getattr(goods, self.field)
        return found


def columns(goods: Sequence[Goods]) -> tuple[GoodsColumn, ...]:
    """The columns between opening and closing that have something to say."""
    return tuple(
        GoodsColumn(field, _(label), _(short))
        for field, label, short in _COLUMNS
        if field in _ALWAYS or any(getattr(each, field) for each in goods)
    )


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A row of the money table; `strong` for the sums."""

    label: str
    amount: Rupiah
    strong: bool = False


def money(said: Said, lines: Sequence[Line]) -> tuple[MoneyRow, ...]:
    """Opening, what came and went by what it was, closing: the sum of the rows between is the difference."""
    rows = [MoneyRow(_("Saldo awal"), said.opening, strong=True)]
    sums: dict[str, Rupiah] = {}
    for each in lines:
        if each.amount:
            label = _heading(each)
            sums[label] = sums.get(label, ZERO) + each.amount
    first = [_("Bagian dari penjualan"), _("Dikurangi retur pembeli")]
    ordered = [*(each for each in first if each in sums), *(each for each in sums if each not in first)]
    rows += [MoneyRow(label, sums[label]) for label in ordered]
    return (*rows, MoneyRow(_("Saldo akhir"), said.closing, strong=True))


def _heading(line: Line) -> str:
    """The row of the money table that a line belongs to; what takes a paper back stands with it."""
    if line.what is What.SOLD:
        return _("Bagian dari penjualan")
    if line.what is What.RETURNED:
        return _("Dikurangi retur pembeli")
    if line.what is What.MONEY:
        return _(_MONEY.get(line.kind, N_("Lain-lain")))
    return title(line)


def foot(said: Said) -> tuple[str, ...]:
    """What of the closing is hers to take, and until when she may say that something is wrong."""
    told = []
    if said.closing < ZERO:
        told.append(_("Saldo kurang {amount}: dipotong dari penjualan berikutnya.").format(amount=-said.closing))
    elif said.on_hold > ZERO:
        words = _("Masih ditahan {held} (menunggu masa retur). Bisa diambil {free}.")
        told.append(words.format(held=min(said.on_hold, said.closing), free=said.available))
    elif said.closing:
        told.append(_("Seluruh saldo {amount} bisa diambil.").format(amount=said.closing))
    if said.advance:
        told.append(_("Uang muka yang belum dikembalikan: {amount}.").format(amount=said.advance))
    if said.answer_by is not None:
        words = _("Bila ada yang tidak cocok, sampaikan paling lambat {day}; sesudah itu dianggap setuju.")
        told.append(words.format(day=short_date(said.answer_by)))
    return tuple(told)


def period(said: Said) -> str:
    """`01/11/2026 – 25/11/2026`."""
    if said.first == said.last:
        return short_date(said.last)
    return f"{short_date(said.first)} – {short_date(said.last)}"


def short_period(said: Said) -> str:
    """`01/11 – 25/11/2026`: for a title, where the room is small."""
    if said.first == said.last or said.first.year != said.last.year:
        return period(said)
    return f"{said.first:%d/%m} – {short_date(said.last)}"


@dataclass(frozen=True, slots=True)
class Sold:
    """A product's sales and returns on a statement, with their sums."""

    goods: Goods
    lines: tuple[Line, ...]

    @property
    def quantity(self) -> Quantity:
        return Quantity(-sum(each.quantity.thousandths for each in self.lines))


def by_product(statement: Statement) -> tuple[Sold, ...]:
    """What was sold of each product, its lines by day; products of which nothing was sold are left out."""
    found: dict[int | None, list[Line]] = {}
    for each in statement.lines:
        if each.what in (What.SOLD, What.RETURNED):
            found.setdefault(each.product_id, []).append(each)
    return tuple(Sold(each, tuple(found[each.product_id])) for each in statement.goods if each.product_id in found)


def beside_sales(statement: Statement) -> tuple[Line, ...]:
    """Every line that is no sale: what came, what was lost, what was paid."""
    return tuple(each for each in statement.lines if each.what not in (What.SOLD, What.RETURNED))


def counted(quantity: Quantity, unit: str) -> str:
    """`12 pcs`."""
    return f"{quantity} {unit.lower()}".strip()


def sold_altogether(goods: Sequence[Goods]) -> tuple[Rupiah, Rupiah, Rupiah]:
    """Net, what the shop kept, and her part of all that was sold."""
    return (
        total(each.net for each in goods),
        total(each.commission for each in goods),
        total(each.amount for each in goods),
    )


def moved(line: Line) -> str:
    """A line's goods with their sign, "" where none moved."""
    if line.quantity == NOTHING:
        return ""
    return f"+{line.quantity}" if line.quantity > NOTHING else str(line.quantity)


def by_day(sold: Sold) -> tuple[tuple[date, Quantity, Rupiah], ...]:
    """A product's sales put together by day: so many, so much for her."""
    sums: dict[date, tuple[Quantity, Rupiah]] = {}
    for each in sold.lines:
        quantity, amount = sums.get(each.business_date, (NOTHING, ZERO))
        sums[each.business_date] = (quantity - each.quantity, amount + each.amount)
    return tuple((day, quantity, amount) for day, (quantity, amount) in sums.items())
