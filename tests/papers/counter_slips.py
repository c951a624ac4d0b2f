"""The counter's own slips, of values that say everything a slip can say."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PIL import Image, ImageDraw

from consignment.terms import Bearer
from inventory.supplier_return_queries import GivenBack, Settled, Went
from inventory.supplier_return_slips import return_slip
from koperasi.branches import Branch
from koperasi.cash import CashKind
from koperasi.handovers import Handed
from koperasi.members import Card
from koperasi.money import ZERO, Rupiah
from koperasi.numbers import Number
from koperasi.quantity import Quantity
from koperasi.savings import SavingsKind
from koperasi.settings import Settings
from koperasi.users import Staff
from koperasi.verifications import Verified
from pos import card_slips, cash_slips, member_slips, receipts, voucher_slips
from pos.account_records import Head, MovedSavings, PaidDebt
from pos.cash_records import IssuedVouchers
from pos.cash_slips import Moved
from pos.sale_commands import (
    BackTo,
    KeptChange,
    LineTax,
    PaidTender,
    Promoted,
    Returning,
    Rule,
    SaleCommand,
    SoldLine,
)
from pos.sale_records import Buyer, MadeBy, PostedSale
from pos.tenders import KeptFor, TenderKind
from printing import proofs
from printing.papers import Paper
from printing.rasters import mark_of
from printing.slips import Picture, Slip

BRANCH = Branch(1, "01", "SBMI MART", "Ngantang", "Jl. Raya Ngantang 12, Malang", "0341 555 012", "Asia/Jakarta", 3)
AT = datetime(2026, 11, 23, 2, 45, tzinfo=UTC)
DAY = date(2026, 11, 23)
NAMES = {
    1: "Beras Mentik Wangi",
    2: "Kopi Kapal Api Special Mix",
    3: "Keripik Tempe 150 g",
    4: "Sampo Sunsilk Sachet",
    5: "Susu UHT Ultra Cokelat 250 ml kemasan hemat isi dua",
    6: "Pulsa Telkomsel 50.000",
    7: "Sabun Lifebuoy Merah 70 g",
}
UNITS = {1: "Kg", 2: "Pcs", 3: "Bungkus", 4: "Pcs", 5: "Pcs", 6: "Pcs", 7: "Pcs"}


def logo() -> Picture:
    """A ring, as a shop's mark."""
    drawn = Image.new("L", (240, 120), 255)
    ImageDraw.Draw(drawn).ellipse((60, 0, 179, 119), fill=20)
    ImageDraw.Draw(drawn).ellipse((95, 35, 144, 84), fill=255)
    return mark_of(drawn, 240)


def sold(product: int, quantity: str, unit: str, price: int, **more: object) -> SoldLine:
    """A line as it was sold; `listed` is the list price where that was another."""
    units, listed = Quantity.of(quantity), Rupiah(int(str(more.pop("listed", price))))
    factor = Quantity.of(str(more.pop("factor", 1)))
    discount = more.pop("discount", ZERO)
    assert isinstance(discount, Rupiah)
    rule, reason = more.pop("rule", Rule.RETAIL), str(more.pop("reason", ""))
    assert isinstance(rule, Rule)
    shown = (listed, Rupiah(price), rule, reason, units.at(Rupiah(price)), discount, Bearer.SHOP)
    return SoldLine(product, None, unit, factor, units, *shown, **more)  # type: ignore[arg-type]


LINES = (
    sold(1, "2.5", "Kg", 14_500, tax=LineTax("PPN", 1_100, Rupiah(32_658), Rupiah(3_592))),
    sold(2, "2", "Renteng", 15_500, factor=10),
    sold(3, "3", "Bungkus", 12_000),
    sold(4, "12", "Pcs", 950, listed=1_000, rule=Rule.TIER, reason="grosir mulai 12 pcs"),
    sold(5, "6", "Pcs", 6_200, discount=Rupiah(1_200), promotion=Promoted(9, Rupiah(1_200), Bearer.SHOP, "Promo susu")),
    sold(6, "1", "Pcs", 51_500, note="0812-3456-7890"),
    sold(7, "10", "Pcs", 3_400, listed=3_600, rule=Rule.CLASS, reason="harga anggota"),
)


def command(*lines: SoldLine, tenders: tuple[PaidTender, ...] = (), **more: object) -> SaleCommand:
    ids = (1, "uid", Number(1, 4_213, "K1-004213"), 1, 1, DAY, AT, 7, None, 5, "anggota")
    return SaleCommand(*ids, lines, (), tenders, **{"rounding": ZERO, **more})  # type: ignore[arg-type]


BUYER = Buyer(
    "A-0217", "Sri Wahyuni", Rupiah(185_000), Rupiah(4_685_750), Rupiah(250_000), "Kaumrejo", "0812-1111-2222"
)
MAKERS = {3: MadeBy("Bu Siti", "Ngantang")}


def posted(said: SaleCommand, buyer: Buyer | None = BUYER) -> PostedSale:
    return PostedSale(said, "Rina Astuti", NAMES, MAKERS, buyer, {77: "K1-004100"}, UNITS)


def everything() -> PostedSale:
    """A sale with all that a receipt may tell."""
    tenders = (
        PaidTender(TenderKind.QRIS, Rupiah(100_000), ZERO, "8841"),
        PaidTender(TenderKind.CASH, Rupiah(150_000), Rupiah(15_100)),
    )
    kept = (KeptChange(KeptFor.SAVINGS, Rupiah(5_000)),)
    return posted(command(*LINES, tenders=tenders, rounding=Rupiah(-50), kept_change=kept))


SETTINGS = Settings(taxable=True, tax_number="01.234.567.8-901.000", receipt_seasons="11-20..11-30 Selamat Hari Guru.")


def receipt() -> Slip:
    return receipts.receipt(BRANCH, SETTINGS, everything(), logo())


def plain_receipt() -> Slip:
    """Nobody's: for cash, exactly."""
    said = command(LINES[0], tenders=(PaidTender(TenderKind.CASH, Rupiah(36_250), ZERO),))
    return receipts.receipt(BRANCH, Settings(), posted(said, None))


def return_receipt() -> Slip:
    back = sold(7, "-2", "Pcs", 3_400, returns=Returning(77, 3, BackTo.SHELF, "rusak"))
    blind = sold(4, "-1", "Pcs", 1_000, returns=Returning(None, None, BackTo.DAMAGED, "salah beli"))
    said = command(back, blind, tenders=(PaidTender(TenderKind.CASH, Rupiah(-7_800), ZERO),))
    return receipts.receipt(BRANCH, Settings(), posted(said))


def gift() -> Slip:
    return receipts.gift(BRANCH, Settings(), everything(), logo())


def kasbon() -> Slip:
    said = command(LINES[0], tenders=(PaidTender(TenderKind.KASBON, Rupiah(36_250), ZERO),))
    card = Card(5, "A-0217", "Sri Wahyuni", "Ibu", "", "anggota", Rupiah(500_000), Rupiah(148_750), Rupiah(4_685_750))
    return member_slips.kasbon(BRANCH, said, card, "Rina Astuti")


HEAD = Head("BU-000031", AT, "Rina Astuti", "Sri Wahyuni", "A-0217")


def debt_payment() -> Slip:
    return member_slips.debt_payment(
        BRANCH, PaidDebt(HEAD, TenderKind.TRANSFER, Rupiah(100_000), "BRI 7741", Rupiah(85_000))
    )


def debt_paid_off() -> Slip:
    return member_slips.debt_payment(BRANCH, PaidDebt(HEAD, TenderKind.CASH, Rupiah(185_000), "", ZERO))


def savings_in() -> Slip:
    put = MovedSavings(HEAD, SavingsKind.VOLUNTARY, TenderKind.CASH, Rupiah(50_000), Rupiah(300_000))
    return member_slips.savings(BRANCH, put)


def savings_out() -> Slip:
    took = MovedSavings(HEAD, SavingsKind.VOLUNTARY, TenderKind.CASH, Rupiah(-50_000), Rupiah(200_000))
    return member_slips.savings(BRANCH, took)


def staff_card() -> Slip:
    return card_slips.staff_card(BRANCH, Staff(1, "Yuni Kartika", "manager", "Manajer"), "STAF-7Q2M9X")


def cash_in() -> Slip:
    told = ("KM-000021", AT, "Kasir 1", "Rina Astuti", CashKind.IN, Rupiah(10_000), "Penerimaan lain", "Uang receh", "")
    return cash_slips.movement(BRANCH, Moved(*told))


def cash_out() -> Slip:
    told = ("KM-000022", AT, "Kasir 1", "Rina Astuti", CashKind.OUT, Rupiah(25_000), "Es batu", "Es batu", "N-17")
    return cash_slips.movement(BRANCH, Moved(*told))


def cash_drop() -> Slip:
    return cash_slips.movement(
        BRANCH, Moved("KM-000023", AT, "Kasir 1", "Rina Astuti", CashKind.DROP, Rupiah(1_250_000), "", "", "")
    )


def handover() -> Slip:
    handed = Handed("ST-000004", AT, "Rina Astuti", "Yuni Kartika", Rupiah(1_284_500), Rupiah(1_282_500))
    return cash_slips.handover(BRANCH, "Kasir 1", handed)


def recount() -> Slip:
    verified = Verified("HU-000002", AT, "Yuni Kartika", Rupiah(1_284_500), Rupiah(1_282_500), Rupiah(1_284_500))
    return cash_slips.verification(BRANCH, "Kasir 1", "Z-K1-0118", verified, "Rina Astuti")


def deposit() -> Slip:
    return cash_slips.deposit(BRANCH, "SB-000007", AT, "Yuni Kartika", Rupiah(4_500_000), "BRI 7741-2026")


def voucher() -> Slip:
    issued = IssuedVouchers(
        "VC-000003",
        AT,
        "Yuni Kartika",
        Rupiah(20_000),
        ("V7Q2M9X4", "V8R3N0Y5"),
        True,
        date(2026, 12, 31),
        "hadiah panen",
    )
    return voucher_slips.vouchers(BRANCH, issued)


def supplier_return() -> Slip:
    went = Went("Susu UHT Ultra Cokelat 250 ml", "Pcs", Quantity.of(6), Rupiah(33_000), Rupiah(33_000))
    head = (9, "RP-000003", AT, DAY, "CV Sumber Rejeki", next(iter(Settled)), Rupiah(33_000), Rupiah(33_000))
    return return_slip(BRANCH, GivenBack(*head, "bocor", "Yuni Kartika", lines=(went,)))


def proof() -> Slip:
    return proofs.proof_sheet(Paper.of_columns(32), shop="SBMI MART", printer="tcp:192.168.1.50:9100", at=AT)


SLIPS = {
    "struk-lengkap": receipt,
    "struk-umum": plain_receipt,
    "struk-retur": return_receipt,
    "struk-hadiah": gift,
    "struk-salinan": lambda: receipt().as_copy(2, "24/11/2026 10.02 oleh Rina Astuti"),
    "struk-latihan": lambda: plain_receipt().as_practice(),
    "bukti-kasbon": kasbon,
    "bayar-utang": debt_payment,
    "bayar-utang-lunas": debt_paid_off,
    "simpanan-setor": savings_in,
    "simpanan-ambil": savings_out,
    "kartu-staf": staff_card,
    "kas-masuk": cash_in,
    "kas-keluar": cash_out,
    "setor-brankas": cash_drop,
    "serah-terima": handover,
    "hitung-ulang": recount,
    "setor-bank": deposit,
    "voucher": voucher,
    "retur-pemasok": supplier_return,
    "uji-cetak": proof,
}
