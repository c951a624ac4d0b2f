"""What a document looks like on paper: which papers it has, and each of them made to be looked at.

Qt-free; the functions run in a worker's thread and give back plain values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlalchemy import Connection, select

from inventory.document_words import TITLES
from koperasi.documents import Document, Kind, SourceReference
from koperasi.errors import NotFound, Refused
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import N_, _, short_date
from koperasi.tills import Till
from koperasi.work import Actor
from pos import drawings, invoices, logos, receipt_texts, receipts, sale_records, sheets, slips
from pos.invoice_buyers import NOBODY, PaperBuyer
from pos.invoices import Form
from printing import pdf_pictures, slip_files, texts, trade_papers
from printing.papers import Paper
from printing.slips import Slip

#: The slip of a document, its page on A4; a sale has its gift receipt and its `Form`s besides.
SLIP, GIFT, PAGE = "slip", "gift", "page"

#: Who may look at the paper of a kind besides who may read reports, and who made it.
SEEN_BY: Mapping[Kind, Permission] = MappingProxyType(
    {
        Kind.SALE: Permission.SALE_POST,
        Kind.DEBT_PAYMENT: Permission.DEBT_RECEIVE,
        Kind.SAVINGS: Permission.SAVINGS_RECEIVE,
        Kind.VOUCHER: Permission.VOUCHER_ISSUE,
        Kind.PURCHASE: Permission.PURCHASE_RECEIVE,
        Kind.PURCHASE_ORDER: Permission.ORDER_MAKE,
        Kind.SUPPLIER_RETURN: Permission.SUPPLIER_RETURN,
        Kind.DELIVERY: Permission.DELIVERY_RECEIVE,
        Kind.DELIVERY_CORRECTION: Permission.DELIVERY_RECEIVE,
        Kind.GIVEBACK: Permission.GIVEBACK_MAKE,
        Kind.MAKER_LOSS: Permission.LOSS_SETTLE,
        Kind.MAKER_ADVANCE: Permission.PAYOUT_PAY,
        Kind.MAKER_REPAYMENT: Permission.PAYOUT_PAY,
        Kind.CONVERSION: Permission.GOODS_CONVERT,
        Kind.STATEMENT: Permission.STATEMENT_DRAW,
        Kind.PAYOUT: Permission.PAYOUT_PAY,
        Kind.AGREEMENT: Permission.MAKER_READ,
    }
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One paper a document has: its key, what it is called, the sizes it comes in, whether it names a buyer."""

    key: str
    words: str
    sizes: tuple[str, ...] = ()
    named: bool = False

    @property
    def on_roll(self) -> bool:
        """Whether it comes out of the receipt printer."""
        return self.key in (SLIP, GIFT)


RECEIPT = Choice(SLIP, N_("Struk"))
GIFT_RECEIPT = Choice(GIFT, N_("Hadiah"))
FORMS = tuple(Choice(form.value, words, trade_papers.SIZES, named=True) for form, words in invoices.SHORT.items())


@dataclass(frozen=True, slots=True)
class Offered:
    """A document that can be seen on paper, its papers, and for whom a nota of it would be."""

    document_id: int
    kind: Kind
    number: str
    title: str
    words: str
    choices: tuple[Choice, ...]
    buyer: PaperBuyer = NOBODY
    phone: str = ""
    #: Whether its slip would come out as a SALINAN.
    copy: bool = True


@dataclass(frozen=True, slots=True)
class Made:
    """A paper as it can be looked at: pictures, words; of the roll the slip itself, and how wide the roll is."""

    choice: Choice
    pictures: tuple[bytes, ...]
    text: str
    slip: Slip | None = None
    columns: int = 0


def printed_kinds() -> frozenset[Kind]:
    """The kinds of documents that have any paper."""
    return frozenset(drawings.DRAWN) | frozenset(sheets.PAGES)


def offered(shop: Shop, actor: Actor, document_id: int) -> Offered:
    """The papers of a document.  Raises NotFound where there is none, Refused for who may not see it."""
    with shop.reading() as connection:
        kind, number, day = check_may_see(connection, actor, document_id)
        choices = _choices(kind)
        if not choices:
            raise NotFound(_("Dokumen ini tidak punya cetakan."))
        buyer, phone = _buyer(connection, kind, document_id)
        copy = slips.is_copy(connection, document_id)
    title = _(TITLES.get(kind, N_("Dokumen")))
    return Offered(document_id, kind, number, title, f"{number} · {short_date(day)}", choices, buyer, phone, copy)


def check_may_see(connection: Connection, actor: Actor, document_id: int) -> tuple[Kind, str, date]:
    """Kind, number and date of a document that someone may see on paper.

    Raises NotFound where there is none, Refused for who may not.
    """
    columns = (Document.kind, Document.number, Document.business_date, Document.by_id)
    row = connection.execute(select(*columns).where(Document.id == document_id)).one_or_none()
    if row is None:
        raise NotFound(_("Dokumen tidak ditemukan."))
    kind, number, day, by = row
    right = SEEN_BY.get(kind)
    if by == actor.id or actor.may(Permission.REPORT_READ) or (right is not None and actor.may(right)):
        return kind, number, day
    raise Refused(_("{name} tidak punya hak untuk ini.").format(name=actor.name), rule="right")


def _choices(kind: Kind) -> tuple[Choice, ...]:
    if kind is Kind.SALE:
        return (RECEIPT, GIFT_RECEIPT, *FORMS)
    roll = (Choice(SLIP, N_("Gulung")),) if kind in drawings.DRAWN else ()
    return (*roll, Choice(PAGE, "A4")) if kind in sheets.PAGES else roll


def _buyer(connection: Connection, kind: Kind, document_id: int) -> tuple[PaperBuyer, str]:
    if kind is not Kind.SALE:
        return NOBODY, ""
    sale = sale_records.read(connection, document_id)
    return invoices.buyer_of(connection, sale), sale.buyer.phone if sale.buyer is not None else ""


def made(
    shop: Shop,
    document_id: int,
    choice: Choice,
    size: str = trade_papers.A5,
    buyer: PaperBuyer | None = None,
    dots: int = 96,
) -> Made:
    """One paper, to be looked at, its pages at so many dots to the inch.

    A buyer who is named is remembered for the next time.
    """
    if choice.on_roll:
        slip, paper = slip_of(shop, document_id, choice), roll(shop)
        pictures, words = (slip_files.png_bytes(slip, paper),), texts.text(slip, paper.columns)
        return Made(choice, pictures, words, slip, paper.columns)
    data = pdf_of(shop, document_id, choice, size, buyer)
    return Made(choice, pdf_pictures.pages(data, dots=dots), pdf_pictures.words(data))


def slip_of(shop: Shop, document_id: int, choice: Choice) -> Slip:
    """A paper of the roll: as it was printed, or drawn from what was posted; LATIHAN in a shop to practise in."""
    with shop.reading() as connection:
        if choice.key == GIFT:
            logo = logos.on_slip(connection, shop.settings)
            sale = sale_records.read(connection, document_id)
            slip = receipts.gift(shop.branch, shop.settings, sale, logo)
        else:
            slip = slips.as_printed(shop, connection, document_id)
    return slip.as_practice() if shop.settings.training else slip


def pdf_of(
    shop: Shop, document_id: int, choice: Choice, size: str = trade_papers.A5, buyer: PaperBuyer | None = None
) -> bytes:
    """Any paper as a PDF: a roll's as wide as the roll."""
    if choice.on_roll:
        return slip_files.pdf_bytes(
            slip_of(shop, document_id, choice), roll(shop), title=_(choice.words), author=shop.branch.shop_name
        )
    if choice.key != PAGE:
        return invoices.pdf_bytes(shop, document_id, Form(choice.key), size, buyer)
    with shop.reading() as connection:
        kind = drawings.kind_of(connection, document_id)
        if kind not in sheets.PAGES:
            raise NotFound(_("Dokumen ini tidak punya cetakan."))
        return sheets.PAGES[kind](shop, connection, document_id)


def roll(shop: Shop) -> Paper:
    """The paper of the shop's receipt printer."""
    return Paper.of_columns(shop.settings.receipt_columns)


def message(shop: Shop, document_id: int) -> str:
    """A sale as a message for WhatsApp; any other document as its slip's words."""
    with shop.reading() as connection:
        if drawings.kind_of(connection, document_id) is Kind.SALE:
            return receipt_texts.message(shop.branch, shop.settings, sale_records.read(connection, document_id))
        return texts.text(slips.as_printed(shop, connection, document_id), 32)


def last_sale(shop: Shop) -> int | None:
    """The last sale of this PC's till; None where it sold nothing yet."""
    if shop.till_id is None:
        return None
    series = select(Till.sale_series).where(Till.id == shop.till_id).scalar_subquery()
    with shop.reading() as connection:
        newest = select(Document.id).where(Document.series_id == series, Document.kind == Kind.SALE)
        return connection.scalar(newest.order_by(Document.seq.desc()).limit(1))


def by_number(shop: Shop, number: str) -> int:
    """The document with a number, ours or that of the system it was imported from; raises NotFound.

    Where several series have it, the newest.
    """
    wanted = number.strip().upper()
    with shop.reading() as connection:
        found = select(Document.id).where(Document.number == wanted, Document.kind.in_(printed_kinds()))
        document_id = connection.scalar(found.order_by(Document.posted_at.desc()).limit(1))
        if document_id is None:
            theirs = select(SourceReference.document_id).where(SourceReference.reference == number.strip())
            document_id = connection.scalar(theirs.where(SourceReference.kind.in_(printed_kinds())).limit(1))
    if document_id is None:
        raise NotFound(_("Nota {number} tidak ada.").format(number=wanted or "?"))
    return document_id


def file_name(told: Offered, choice: Choice) -> str:
    """What a file of it is called, without its ending."""
    long = {GIFT: _("Struk Hadiah"), SLIP: told.title, PAGE: told.title}
    words = long.get(choice.key) or _(invoices.NAMES_OF[Form(choice.key)])
    return f"{words} {told.number}".replace("/", "-")
