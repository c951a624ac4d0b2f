"""Papers of a sale for who buys to sell again, or for an office: invoice, nota, delivery note.

They bear the sale's own number and say what its receipt says.  An invoice here is a faktur
penjualan; a Faktur Pajak is made in the tax office's own program, and this is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from koperasi.documents import Document, Kind
from koperasi.errors import NotFound, Refused
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from koperasi.text import N_, _, language, long_date
from pos import invoice_buyers, logos, return_queries, sale_records, spellings
from pos.invoice_buyers import PaperBuyer
from pos.receipts import REFUNDED
from pos.sale_commands import Rule, SaleCommand, SoldLine
from pos.sale_records import PostedSale
from pos.tenders import NAMES, TenderKind
from printing import trade_papers
from printing.trade_papers import A5, Column, Line, Sum, TradePaper


class Form(StrEnum):
    """What a paper of a sale is."""

    INVOICE = "invoice"
    NOTA = "nota"
    DELIVERY_NOTE = "delivery-note"


NAMES_OF = {
    Form.INVOICE: N_("Faktur Penjualan"),
    Form.NOTA: N_("Nota"),
    Form.DELIVERY_NOTE: N_("Surat Jalan"),
}
#: As they stand on a button.
SHORT = {**NAMES_OF, Form.INVOICE: N_("Faktur")}


@dataclass(frozen=True, slots=True)
class Told:
    """A sale with all that its papers need: who buys, and what took it back, if anything did."""

    sale: PostedSale
    buyer: PaperBuyer
    voided_by: str
    logo: bytes


def read(shop: Shop, connection: Connection, document_id: int) -> Told:
    """A sale for its papers; raises NotFound for anything else."""
    sale = sale_records.read(connection, document_id)
    voids = select(Document.number).where(Document.reverses_id == document_id, Document.kind == Kind.SALE_VOID)
    logo = logos.read(connection, shop.settings)
    return Told(sale, buyer_of(connection, sale), connection.scalar(voids) or "", logo)


def buyer_of(connection: Connection, sale: PostedSale) -> PaperBuyer:
    """Who was typed before, else the member who bought."""
    known = invoice_buyers.kept(connection, sale.command.id)
    if known is not None:
        return known
    if sale.buyer is None:
        return PaperBuyer()
    where = ", ".join(each for each in (sale.buyer.village, sale.buyer.phone) if each)
    return PaperBuyer(sale.buyer.name, where)


def by_number(connection: Connection, number: str) -> int:
    """The sale with a number; raises NotFound."""
    found = return_queries.find(connection, number)
    if found is None:
        raise NotFound(_("Nota {number} tidak ada.").format(number=number.strip() or "?"))
    return found


def pdf_bytes(shop: Shop, document_id: int, form: Form, size: str = A5, buyer: PaperBuyer | None = None) -> bytes:
    """The paper as a PDF; a buyer who is named here is remembered for the next time.

    Raises NotFound for what is no sale, Refused for a delivery note of goods that came back.
    """
    if buyer is not None:
        named = buyer.tidy()
        with shop.database.writing() as connection:
            invoice_buyers.keep(connection, document_id, named)
    with shop.reading() as connection:
        told = read(shop, connection, document_id)
    return trade_papers.pdf_bytes(paper(shop, told, form), size)


def paper(shop: Shop, told: Told, form: Form) -> TradePaper:
    """The paper, whatever its size."""
    command = told.sale.command
    if form is Form.DELIVERY_NOTE and not any(each.returns is None for each in command.lines):
        raise Refused(_("Nota ini hanya retur, tidak ada yang diantar."), rule="delivery-none")
    priced = form is not Form.DELIVERY_NOTE
    taxed = any(each.tax is not None for each in command.lines)
    return TradePaper(
        title=_title(form, command),
        number=command.number.text,
        sender=_sender(shop, taxed=taxed),
        to_caption=_("Dikirim kepada") if form is Form.DELIVERY_NOTE else _("Kepada"),
        to=(told.buyer.name or _("Pembeli umum"), told.buyer.address),
        facts=_facts(shop, told.sale),
        columns=_columns(priced),
        lines=tuple(_lines(told.sale, priced=priced)),
        sums=tuple(_sums(command)) if priced else (),
        words=tuple(_beside(shop, command, form)) if priced else (),
        notes=tuple(_notes(shop, form, taxed=taxed)),
        signatures=_signatures(form, told),
        logo=told.logo,
        stamp=_stamp(shop, told),
    )


def _title(form: Form, command: SaleCommand) -> str:
    back = all(each.returns is not None for each in command.lines)
    return _("NOTA RETUR") if back else _(NAMES_OF[form]).upper()


def _stamp(shop: Shop, told: Told) -> str:
    if told.voided_by:
        return _("DIBATALKAN {number}").format(number=told.voided_by)
    return _("LATIHAN") if shop.settings.training else ""


def _sender(shop: Shop, *, taxed: bool) -> tuple[str, ...]:
    branch = shop.branch
    tax = _("NPWP {number}").format(number=shop.settings.tax_number) if taxed and shop.settings.tax_number else ""
    where = _("Cabang {name}").format(name=branch.name)
    return (branch.shop_name, *(each for each in (where, branch.address, branch.phone, tax) if each))


def _facts(shop: Shop, sale: PostedSale) -> tuple[tuple[str, str], ...]:
    facts = [(_("Tanggal"), long_date(sale.command.business_date)), (_("Kasir"), sale.cashier)]
    if sale.buyer is not None:
        facts.append((_("Anggota"), sale.buyer.number))
    return tuple(facts)


def _columns(priced: bool) -> tuple[Column, ...]:
    goods = (Column(_("No."), right=True), Column(_("Barang")), Column(_("Banyaknya"), 70, right=True))
    if not priced:
        return (*goods, Column(_("Keterangan"), 110))
    return (*goods, Column(_("Harga"), 66, right=True), Column(_("Jumlah"), 76, right=True))


def _lines(sale: PostedSale, *, priced: bool) -> list[Line]:
    kept = [each for each in sale.command.lines if priced or each.returns is None]
    return [_line(number, each, sale, priced=priced) for number, each in enumerate(kept, start=1)]


def _line(number: int, line: SoldLine, sale: PostedSale, *, priced: bool) -> Line:
    count = f"{line.quantity} {line.unit}"
    goods = (str(number), sale.names[line.product_id], count)
    notes = [line.note] if line.note else []
    maker = sale.makers.get(line.product_id)
    if maker is not None:
        notes.append(_("Dibuat oleh anggota: {maker}").format(maker=maker.name))
    if line.returns is not None:
        notes.append(_("RETUR dari {number}").format(number=sale.originals.get(line.returns.sale_id or 0, "-")))
    if not priced:
        return Line((*goods, ""), tuple(notes))
    if line.rule in (Rule.TIER, Rule.CLASS) and line.quantity.at(line.list_price) > line.gross:
        # A class's reason says "harga anggota" by itself.
        tier = line.rule is Rule.TIER
        notes.append(_("Harga {reason}").format(reason=line.reason) if tier else line.reason.capitalize())
    if line.discount:
        words = line.promotion.reason if line.promotion is not None else line.discount_reason or _("Diskon")
        notes.append(f"{words} {(-line.discount).bare}")
    return Line((*goods, line.unit_price.bare, line.gross.bare), tuple(notes))


def _sums(command: SaleCommand) -> list[Sum]:
    """From the goods to what is still owed, as the receipt has it."""
    told = []
    discount = total(each.discount for each in command.lines)
    if discount:
        told.append(Sum(_("Jumlah"), total(each.gross for each in command.lines).bare))
        told.append(Sum(_("Diskon"), (-discount).bare))
    told.append(Sum(_("TOTAL"), str(command.total), strong=True))
    told += _taxes(command)
    if command.rounding:
        told.append(Sum(_("Pembulatan"), command.rounding.bare))
    for each in command.tenders:
        if each.given < ZERO:
            cash = each.kind is TenderKind.CASH
            words = _("Uang dikembalikan") if cash else _(REFUNDED.get(each.kind, NAMES[each.kind]))
            told.append(Sum(words, abs(each.given).bare))
        elif each.kind is not TenderKind.KASBON:
            told.append(Sum(_("Dibayar {how}").format(how=_(NAMES[each.kind])), each.applied.bare))
    owed = total(each.given for each in command.tenders if each.kind is TenderKind.KASBON and each.given > ZERO)
    if owed:
        told.append(Sum(_("BELUM DIBAYAR"), owed.bare, strong=True))
    return told


def _taxes(command: SaleCommand) -> list[Sum]:
    sums: dict[tuple[str, int], list[int]] = {}
    for line in command.lines:
        if line.tax is not None:
            kept = sums.setdefault((line.tax.tax_class, line.tax.rate_bps), [0, 0])
            kept[0] += line.tax.base.amount
            kept[1] += line.tax.tax.amount
    told = []
    for (name, rate), (base, tax) in sums.items():
        percent = Quantity(rate * 10)
        told.append(Sum(_("DPP {tax_class}").format(tax_class=name), Rupiah(base).bare))
        words = _("Termasuk {tax_class} {percent}%").format(tax_class=name, percent=percent)
        told.append(Sum(words, Rupiah(tax).bare))
    return told


def _beside(shop: Shop, command: SaleCommand, form: Form) -> list[str]:
    told = []
    if language() == "id":
        # The law's and every shop's own way to say a sum beyond doubt.
        words = f"{spellings.spelled(command.total.amount)} rupiah"
        told.append(_("Terbilang: {words}").format(words=words))
    if form is Form.INVOICE and shop.settings.invoice_note:
        told.append(shop.settings.invoice_note)
    return told


def _notes(shop: Shop, form: Form, *, taxed: bool) -> list[str]:
    if form is Form.DELIVERY_NOTE:
        return [_("Periksa barang sebelum menandatangani. Kekurangan ditulis di sini.")]
    told = [shop.settings.receipt_return_policy] if shop.settings.receipt_return_policy else []
    return [*told, _("Ini bukan Faktur Pajak.")] if taxed and form is Form.INVOICE else told


def _signatures(form: Form, told: Told) -> tuple[tuple[str, str], ...]:
    ours = (_("Hormat kami"), told.sale.cashier)
    if form is Form.DELIVERY_NOTE:
        return ((_("Pengirim"), ""), (_("Sopir"), ""), (_("Penerima"), ""))
    return ((_("Penerima") if form is Form.NOTA else _("Pembeli"), told.buyer.name), ours)
