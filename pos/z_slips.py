"""The Z: a closed shift on one slip that cashier and head of shop sign (look: Paper 12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from koperasi.branches import Branch
from koperasi.money import ZERO, Rupiah, total
from koperasi.shifts import Pieces
from koperasi.text import _
from pos.tenders import NAMES, TenderKind
from printing.slips import BIG, RIGHT, Cell, Draft, Slip


@dataclass(frozen=True, slots=True)
class Numbers:
    """The first and last receipt of a shift and how many are missing between."""

    first: str
    last: str
    missing: int


@dataclass(frozen=True, slots=True)
class Cash:
    """The drawer from its float to its count."""

    float_amount: Rupiah
    sales: Rupiah
    came_in: Rupiah
    went_out: Rupiah
    dropped: Rupiah
    expected: Rupiah
    counted: Rupiah
    banked: Rupiah
    left: Rupiah

    @property
    def difference(self) -> Rupiah:
        """What was counted less what should be there: over (+) or short (−)."""
        return self.counted - self.expected


@dataclass(frozen=True, slots=True)
class Z:
    """A closed shift's figures."""

    number: str
    till: str
    opened_at: datetime
    closed_at: datetime
    cashier: str
    sales: int
    numbers: Numbers
    members_net: Rupiah
    others_net: Rupiah
    #: Tender kind, how often, how much of it stayed.
    tenders: tuple[tuple[str, int, Rupiah], ...]
    rounding: Rupiah
    maker_share: Rupiah
    commission: Rupiah
    cash: Cash
    count: tuple[Pieces, ...]
    discount: Rupiah
    removed: int
    removed_net: Rupiah
    grand_total: Rupiah
    head: str

    @property
    def net(self) -> Rupiah:
        return self.members_net + self.others_net


def z_slip(branch: Branch, z: Z) -> Slip:
    """The Z as a slip."""
    paper = Draft()
    paper.middle(branch.shop_name, size=BIG, bold=True)
    paper.middle(_("Cabang {name}, {till}").format(name=branch.name, till=z.till)).blank()
    paper.middle(_("TUTUP KASIR (Z)"), size=BIG, bold=True).middle(z.number, bold=True).blank()
    _head(paper, branch, z)
    _sales(paper, z)
    _drawer(paper, z)
    _to_look_at(paper, z)
    paper.rule().both(_("Total sejak awal"), z.grand_total.bare).both(_("Sidik"), z.head).blank()
    paper.signatures((_("Kasir"), z.cashier), (_("Kepala Toko"), ""))
    return paper.barcode(z.number).cut().slip()


def _head(paper: Draft, branch: Branch, z: Z) -> None:
    for words, at in ((_("Buka"), z.opened_at), (_("Tutup"), z.closed_at)):
        paper.both(words, f"{branch.local(at):%d/%m/%Y %H.%M}")
    paper.both(_("Kasir"), z.cashier).both(_("Transaksi"), str(z.sales))
    if z.sales:
        paper.both(_("Nomor awal"), z.numbers.first).both(_("Nomor akhir"), z.numbers.last)
        paper.both(_("Nomor hilang"), str(z.numbers.missing) if z.numbers.missing else _("tidak ada"))
    paper.double_rule()


def _sales(paper: Draft, z: Z) -> None:
    paper.text(_("PENJUALAN"), bold=True)
    paper.both(_("Anggota"), z.members_net.bare, indent=2).both(_("Nonanggota"), z.others_net.bare, indent=2)
    paper.both(_("OMZET"), z.net.bare, indent=2, bold=True).blank()
    paper.text(_("CARA BAYAR"), bold=True)
    for kind, times, amount in sorted(z.tenders, key=lambda each: list(TenderKind).index(TenderKind(each[0]))):
        name = _(NAMES[TenderKind(kind)])
        paper.both(name if kind == TenderKind.CASH else f"{name} {times}x", amount.bare, indent=2)
    if z.rounding:
        paper.both(_("Pembulatan"), (-z.rounding).bare, indent=2)
    paid = total(amount for _kind, _times, amount in z.tenders)
    paper.both(_("JUMLAH"), (paid - z.rounding).bare, indent=2, bold=True)
    if z.maker_share or z.commission:
        paper.blank().text(_("BARANG TITIPAN LAKU"), bold=True)
        paper.both(_("Bagian Penitip"), z.maker_share.bare, indent=2)
        paper.both(_("Bagian Toko"), z.commission.bare, indent=2)
        paper.both(_("JUMLAH"), (z.maker_share + z.commission).bare, indent=2, bold=True)
    paper.double_rule()


def _drawer(paper: Draft, z: Z) -> None:
    cash = z.cash
    paper.text(_("LACI KASIR"), bold=True)
    paper.both(_("Modal Awal"), cash.float_amount.bare, indent=2)
    paper.both(_("Penjualan tunai"), cash.sales.bare, indent=2)
    for words, amount in (
        (_("Kas Masuk"), cash.came_in),
        (_("Kas Keluar"), -cash.went_out),
        (_("Setor ke brankas"), -cash.dropped),
    ):
        if amount:
            paper.both(words, amount.bare, indent=2)
    paper.both(_("KAS SEHARUSNYA"), cash.expected.bare, indent=2, bold=True)
    paper.both(_("UANG FISIK"), cash.counted.bare, indent=2, bold=True)
    if cash.difference:
        words = _("LEBIH") if cash.difference > ZERO else _("KURANG")
        paper.both(words, abs(cash.difference).bare, size=BIG, bold=True)
    else:
        paper.both(_("Selisih Kas"), _("tidak ada"), indent=2)
    paper.both(_("Disetor saat tutup"), cash.banked.bare, indent=2)
    paper.both(_("Ditinggal di laci"), cash.left.bare, indent=2).blank()
    paper.text(_("UANG FISIK"), bold=True)
    for each in z.count:
        if each.pieces:
            _pieces(paper, each)
    paper.double_rule()


def _pieces(paper: Draft, each: Pieces) -> None:
    paper.columns(
        Cell(each.denomination.bare, 9, RIGHT),
        Cell(_("koin") if each.coin else "", 4),
        Cell("x", 1),
        Cell(str(each.pieces), 3, RIGHT),
        Cell(each.amount.bare, 0, RIGHT),
    )


def _to_look_at(paper: Draft, z: Z) -> None:
    paper.text(_("PERLU DIPERIKSA"), bold=True)
    paper.both(_("Diskon"), z.discount.bare, indent=2)
    paper.both(_("Hapus Barang {count}x").format(count=z.removed), z.removed_net.bare, indent=2)
