"""The Z: a closed shift on one slip that cashier and head of shop sign (look: Paper 12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from koperasi.branches import Branch
from koperasi.handovers import Handed
from koperasi.money import ZERO, Rupiah, total
from koperasi.shifts import Pieces
from koperasi.text import _
from koperasi.verifications import Verified
from pos import z_details
from pos.happenings import What
from pos.tender_counts import TenderCount
from pos.tenders import NAMES, TenderKind
from pos.z_details import Details
from printing.slips import BIG, RIGHT, Cell, Draft, Slip


@dataclass(frozen=True, slots=True)
class Numbers:
    """The first and last receipt of a shift and how many are missing between."""

    first: str
    last: str
    missing: int


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that changed what the drawer must hold, in words."""

    words: str
    amount: Rupiah


@dataclass(frozen=True, slots=True)
class Figures:
    """What passed a shift so far.  The drawer's lines, its float the first, sum to what it must hold."""

    till: str
    opened_at: datetime
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
    drawer: tuple[Line, ...]
    discount: Rupiah
    removed: int
    removed_net: Rupiah
    returned: int
    returned_net: Rupiah
    no_sales: int
    over_at_opening: Rupiah
    handovers: tuple[Handed, ...]
    details: Details

    @property
    def net(self) -> Rupiah:
        return self.members_net + self.others_net

    @property
    def expected(self) -> Rupiah:
        return total(each.amount for each in self.drawer)

    @property
    def cashiers(self) -> str:
        """Everyone who answered for the drawer, in turn."""
        return ", ".join((self.cashier, *(each.taker for each in self.handovers)))


@dataclass(frozen=True, slots=True)
class Cash:
    """The drawer at its count."""

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
    """A closed shift: its figures, the count of its drawer, and what ties it to the books."""

    number: str
    closed_at: datetime
    figures: Figures
    cash: Cash
    count: tuple[Pieces, ...]
    elsewhere: tuple[TenderCount, ...]
    grand_total: Rupiah
    head: str
    #: The same head whole, as a code says it.
    seal: str = ""
    #: What supervisors counted since; nothing at the close itself.
    recounts: tuple[Verified, ...] = ()


def z_slip(branch: Branch, z: Z) -> Slip:
    """The Z as a slip."""
    paper = Draft()
    heading(paper, branch, z.figures.till, _("TUTUP KASIR (Z)"), z.number)
    times(paper, branch, (_("Buka"), z.figures.opened_at), (_("Ditutup"), z.closed_at))
    numbers(paper, z.figures)
    sales(paper, z.figures)
    _drawer(paper, z)
    z_details.recounts(paper, z.recounts)
    _elsewhere(paper, z)
    paper.double_rule()
    to_look_at(paper, z.figures)
    paper.rule().both(_("Total sejak awal"), z.grand_total.bare).both(_("Sidik"), z.head).blank()
    if z.seal:
        paper.qr(z.seal, _("Sidik lengkap, untuk dicocokkan")).blank()
    last = z.figures.handovers[-1].taker if z.figures.handovers else z.figures.cashier
    paper.signatures((_("Kasir"), last), (_("Kepala Toko"), ""))
    return paper.barcode(z.number).cut().slip()


def heading(paper: Draft, branch: Branch, till: str, title: str, number: str) -> None:
    """Whose paper it is, from which till, and what it is called."""
    paper.middle(branch.shop_name, size=BIG, bold=True)
    paper.middle(_("Cabang {name}, {till}").format(name=branch.name, till=till)).blank()
    paper.middle(title, size=BIG, bold=True)
    if number:
        paper.middle(number, bold=True)
    paper.blank()


def times(paper: Draft, branch: Branch, *moments: tuple[str, datetime]) -> None:
    for words, at in moments:
        paper.both(words, f"{branch.local(at):%d/%m/%Y %H.%M}")


def numbers(paper: Draft, figures: Figures) -> None:
    """Who, how many sales, and that no number is missing."""
    paper.both(_("Kasir"), figures.cashiers).both(_("Transaksi"), str(figures.sales))
    if figures.sales:
        found = figures.numbers
        paper.both(_("Nomor awal"), found.first).both(_("Nomor akhir"), found.last)
        paper.both(_("Nomor hilang"), str(found.missing) if found.missing else _("tidak ada"))
    paper.double_rule()


def sales(paper: Draft, figures: Figures) -> None:
    """What was sold to whom, and how it was paid."""
    paper.text(_("PENJUALAN"), bold=True)
    for words, often, net in (
        (_("Anggota"), figures.details.members, figures.members_net),
        (_("Nonanggota"), figures.details.others, figures.others_net),
    ):
        paper.both(f"{words} {often}x" if often else words, net.bare, indent=2)
    paper.both(_("OMZET"), figures.net.bare, indent=2, bold=True).blank()
    paper.text(_("CARA BAYAR"), bold=True)
    for kind, often, amount in in_order(figures.tenders):
        paper.both(tender_words(kind, often), amount.bare, indent=2)
    if figures.rounding:
        paper.both(_("Pembulatan"), (-figures.rounding).bare, indent=2)
    paid = total(amount for _kind, _often, amount in figures.tenders)
    paper.both(_("JUMLAH"), (paid - figures.rounding).bare, indent=2, bold=True)
    if figures.maker_share or figures.commission:
        paper.blank().text(_("BARANG TITIPAN LAKU"), bold=True)
        paper.both(_("Bagian Penitip"), figures.maker_share.bare, indent=2)
        paper.both(_("Bagian Toko"), figures.commission.bare, indent=2)
        paper.both(_("JUMLAH"), (figures.maker_share + figures.commission).bare, indent=2, bold=True)
    z_details.by_category(paper, figures.details)
    z_details.by_hour(paper, figures.details)
    z_details.by_cashier(paper, figures.details)
    paper.double_rule()


def in_order(tenders: tuple[tuple[str, int, Rupiah], ...]) -> list[tuple[str, int, Rupiah]]:
    """Tenders in the order the till offers them."""
    return sorted(tenders, key=lambda each: list(TenderKind).index(TenderKind(each[0])))


def tender_words(kind: str, often: int) -> str:
    name = _(NAMES[TenderKind(kind)])
    return name if kind == TenderKind.CASH else f"{name} {often}x"


def drawer_lines(paper: Draft, figures: Figures) -> None:
    """What the drawer began with, and all that changed it since."""
    paper.text(_("LACI KASIR"), bold=True)
    for each in figures.drawer:
        paper.both(each.words, each.amount.bare, indent=2)


def _drawer(paper: Draft, z: Z) -> None:
    cash = z.cash
    drawer_lines(paper, z.figures)
    paper.both(_("KAS SEHARUSNYA"), cash.expected.bare, indent=2, bold=True)
    paper.both(_("UANG FISIK"), cash.counted.bare, indent=2, bold=True)
    if cash.difference:
        words = _("LEBIH") if cash.difference > ZERO else _("KURANG")
        paper.both(words, abs(cash.difference).bare, size=BIG, bold=True)
    else:
        paper.both(_("Selisih Kas"), _("tidak ada"), indent=2)
    paper.both(_("Disetor saat tutup"), cash.banked.bare, indent=2)
    paper.both(_("Ditinggal di laci"), cash.left.bare, indent=2)
    z_details.paid_out(paper, z.figures.details)
    paper.blank().text(_("UANG FISIK"), bold=True)
    for each in z.count:
        if each.pieces:
            pieces(paper, each)


def _elsewhere(paper: Draft, z: Z) -> None:
    """Money in no drawer: what should have come, and what the app shows where someone looked."""
    if not z.elsewhere:
        return
    paper.blank().text(_("UANG NONTUNAI"), bold=True)
    for each in z.elsewhere:
        name = _(NAMES[each.kind])
        paper.both(_("{name} seharusnya").format(name=name), each.expected.bare, indent=2)
        if each.seen is not None:
            paper.both(_("{name} di aplikasi").format(name=name), each.seen.bare, indent=2)
        if each.difference:
            paper.both(_("Selisih, dicari nanti"), each.difference.bare, indent=2, bold=True)


def pieces(paper: Draft, each: Pieces) -> None:
    paper.columns(
        Cell(each.denomination.bare, 9, RIGHT),
        Cell(_("koin") if each.coin else "", 4),
        Cell("x", 1),
        Cell(str(each.pieces), 3, RIGHT),
        Cell(each.amount.bare, 0, RIGHT),
    )


def to_look_at(paper: Draft, figures: Figures) -> None:
    """What a head of shop looks at first, each with when and why."""
    details, named = figures.details, bool(figures.handovers)
    paper.text(_("PERLU DIPERIKSA"), bold=True)
    paper.both(_("Diskon"), figures.discount.bare, indent=2)
    z_details.happened(paper, details, What.DISCOUNT, named=named)
    if details.of(What.PRICE):
        paper.both(_("Harga diubah {count}x").format(count=len(details.of(What.PRICE))), "", indent=2)
        z_details.happened(paper, details, What.PRICE, named=named)
    paper.both(_("Hapus Barang {count}x").format(count=figures.removed), figures.removed_net.bare, indent=2)
    z_details.happened(paper, details, What.REMOVED, named=named)
    if voids := details.of(What.VOID):
        words = _("termasuk Batal Transaksi {count}x").format(count=len(voids))
        paper.both(words, total(each.amount for each in voids).bare, indent=2)
        z_details.happened(paper, details, What.VOID, named=named)
    if figures.returned:
        paper.both(_("Retur {count}x").format(count=figures.returned), figures.returned_net.bare, indent=2)
        z_details.happened(paper, details, What.RETURN, named=named)
    paper.both(_("Buka Laci tanpa jual"), f"{figures.no_sales}x", indent=2)
    z_details.happened(paper, details, What.NO_SALE, named=True)
    if allowed := details.of(What.OVERRIDE):
        paper.both(_("Izin atasan"), f"{len(allowed)}x", indent=2)
        z_details.happened(paper, details, What.OVERRIDE, named=named)
    if seconded := details.of(What.SECOND):
        paper.both(_("Disetujui berdua"), f"{len(seconded)}x", indent=2)
        z_details.happened(paper, details, What.SECOND, named=named)
    if figures.over_at_opening:
        paper.both(_("Selisih saat buka"), figures.over_at_opening.bare, indent=2)
    for each in figures.handovers:
        words = _("{giver} ke {taker}").format(giver=each.giver, taker=each.taker)
        paper.text(_("Serah terima {number}").format(number=each.number), indent=2)
        paper.both(words, each.over.bare, indent=4)
