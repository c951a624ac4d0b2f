"""What each kind of document is called, as a title of its own."""

from __future__ import annotations

from koperasi.documents import Kind
from koperasi.text import N_

TITLES = {
    Kind.SALE: N_("Penjualan"),
    Kind.SHIFT_OPEN: N_("Buka shift"),
    Kind.SHIFT_CLOSE: N_("Tutup shift"),
    Kind.CASH_MOVEMENT: N_("Kas masuk atau keluar"),
    Kind.OPENING_STOCK: N_("Stok awal"),
    Kind.PURCHASE: N_("Pembelian"),
    Kind.DELIVERY: N_("Titip masuk"),
    Kind.OPENING_BALANCE: N_("Saldo awal"),
    Kind.DRAWER_OPENING: N_("Buka laci"),
    Kind.HANDOVER: N_("Serah terima"),
    Kind.SHIFT_VERIFICATION: N_("Hitung ulang kas"),
    Kind.BANK_DEPOSIT: N_("Setor ke bank"),
    Kind.DEBT_PAYMENT: N_("Bayar utang"),
    Kind.SAVINGS: N_("Simpanan"),
    Kind.TENDER_CORRECTION: N_("Perbaikan cara bayar"),
    Kind.VOUCHER: N_("Voucher"),
    Kind.SALE_VOID: N_("Pembatalan nota"),
    Kind.APPROVAL_REVIEW: N_("Tinjauan izin"),
    Kind.PURCHASE_ORDER: N_("Pesanan pembelian"),
    Kind.ORDER_CLOSE: N_("Tutup pesanan"),
    Kind.PURCHASE_REVERSAL: N_("Pembatalan pembelian"),
    Kind.SUPPLIER_RETURN: N_("Retur ke pemasok"),
    Kind.SUPPLIER_PAYMENT: N_("Bayar pemasok"),
    Kind.STOCK_TRANSFER: N_("Pindah tempat"),
    Kind.DISPATCH: N_("Kirim ke cabang"),
    Kind.ARRIVAL: N_("Terima dari cabang"),
    Kind.REPACKING: N_("Kemas ulang"),
    Kind.KIT_ASSEMBLY: N_("Rakit paket"),
    Kind.WRITE_OFF: N_("Rusak dan kedaluwarsa"),
    Kind.OWN_USE: N_("Pakai sendiri"),
    Kind.STOCK_COUNT: N_("Hitung stok"),
    Kind.PRODUCT_MERGE: N_("Gabung barang"),
    Kind.AGREEMENT: N_("Perjanjian titip"),
    Kind.AGREEMENT_MARK: N_("Perubahan perjanjian"),
    Kind.MAKER_LOSS: N_("Kehilangan titipan"),
    Kind.CONVERSION: N_("Titipan menjadi milik toko"),
    Kind.GIVEBACK: N_("Titipan kembali"),
}
