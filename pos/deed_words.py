"""What the audit trail's deeds are called by people who keep a shop: `pos:sale:void` is “Membatalkan penjualan”."""

from __future__ import annotations

from koperasi.rights import Permission
from koperasi.text import N_, _

#: A deed is named by the right that it needs.
RIGHTS = {
    Permission.AGREEMENT_SIGN: N_("Perjanjian penitip"),
    Permission.BOOKS_REBUILD: N_("Menghitung ulang pembukuan"),
    Permission.CASH_DEPOSIT: N_("Setor kas"),
    Permission.CASH_EXPECTED: N_("Melihat kas seharusnya"),
    Permission.COUNT_CLOSE: N_("Membukukan hitung stok"),
    Permission.COUNT_ENTER: N_("Menghitung stok"),
    Permission.DEBT_RECEIVE: N_("Terima bayar kasbon"),
    Permission.DELIVERY_CORRECT: N_("Membetulkan titip masuk"),
    Permission.DELIVERY_RECEIVE: N_("Titip masuk"),
    Permission.DRAWER_OPEN: N_("Buka laci tanpa penjualan"),
    Permission.GIVEBACK_MAKE: N_("Mengembalikan titipan"),
    Permission.GOODS_CONVERT: N_("Titipan menjadi milik toko"),
    Permission.GOODS_EDIT: N_("Mengubah barang"),
    Permission.GOODS_IMPORT: N_("Impor barang"),
    Permission.GOODS_MERGE: N_("Menggabung barang kembar"),
    Permission.HISTORY_IMPORT: N_("Impor nota lama"),
    Permission.LABEL_PRINT: N_("Cetak label"),
    Permission.LOG_IN: N_("Masuk"),
    Permission.LOG_OUT: N_("Keluar"),
    Permission.LOSS_SETTLE: N_("Memutuskan ganti rugi titipan"),
    Permission.MAKER_ADJUST: N_("Koreksi saldo penitip"),
    Permission.MAKER_ADVANCE: N_("Uang muka penitip"),
    Permission.MAKER_EDIT: N_("Mengubah data penitip"),
    Permission.MAKER_READ: N_("Melihat titipan"),
    Permission.MEMBER_CREDIT: N_("Kasbon"),
    Permission.MEMBER_EDIT: N_("Mengubah data anggota"),
    Permission.MEMBER_PIN: N_("Mengganti PIN anggota"),
    Permission.MOVE_CASH: N_("Kas masuk atau keluar"),
    Permission.OPENING_STOCK: N_("Stok awal"),
    Permission.ORDER_MAKE: N_("Membuat pesanan"),
    Permission.OVERRIDE_REVIEW: N_("Menilai persetujuan"),
    Permission.OVER_LIMIT: N_("Kasbon melewati limit"),
    Permission.PAYOUT_APPROVE: N_("Menyetujui pembayaran penitip"),
    Permission.PAYOUT_PAY: N_("Membayar penitip"),
    Permission.PAYOUT_REVERSE: N_("Membatalkan pembayaran penitip"),
    Permission.PERIOD_LOCK: N_("Mengunci pembukuan"),
    Permission.PRICE_CHANGE: N_("Mengubah harga"),
    Permission.PROMOTION_EDIT: N_("Mengatur promo"),
    Permission.PURCHASE_CORRECT: N_("Membetulkan pembelian"),
    Permission.PURCHASE_RECEIVE: N_("Terima barang"),
    Permission.QRIS_CHECK: N_("Memastikan dana QRIS"),
    Permission.REPORT_READ: N_("Membaca laporan"),
    Permission.SALE_BELOW_FLOOR: N_("Jual di bawah batas harga"),
    Permission.SALE_DISCOUNT: N_("Diskon diketik"),
    Permission.SALE_HOLD: N_("Keranjang disimpan atau dihapus"),
    Permission.SALE_LATE: N_("Penjualan susulan"),
    Permission.SALE_POST: N_("Penjualan"),
    Permission.SALE_PRICE: N_("Harga diketik"),
    Permission.SALE_RETURN: N_("Retur pembeli"),
    Permission.SALE_RETURN_BLIND: N_("Retur tanpa struk"),
    Permission.SALE_RETURN_LATE: N_("Retur lewat batas hari"),
    Permission.SALE_SHELF_PRICE: N_("Harga menurut label rak"),
    Permission.SALE_VOID: N_("Membatalkan penjualan"),
    Permission.SAVINGS_PAY_OUT: N_("Simpanan diambil"),
    Permission.SAVINGS_RECEIVE: N_("Simpanan disetor"),
    Permission.SETTINGS_EDIT: N_("Mengubah pengaturan"),
    Permission.SHIFT_CLOSE: N_("Tutup Shift"),
    Permission.SHIFT_OPEN: N_("Buka Shift"),
    Permission.SHIFT_VERIFY: N_("Hitung Ulang"),
    Permission.SHOP_INIT: N_("Membuat toko"),
    Permission.STATEMENT_ANSWER: N_("Jawaban atas rincian setoran"),
    Permission.STATEMENT_DRAW: N_("Membuat rincian setoran"),
    Permission.STOCK_MOVE: N_("Memindah barang"),
    Permission.STOCK_REPACK: N_("Mengemas ulang"),
    Permission.STOCK_USE: N_("Barang dipakai toko"),
    Permission.STOCK_WRITE_OFF: N_("Barang rusak atau hilang"),
    Permission.SUPPLIER_EDIT: N_("Mengubah data pemasok"),
    Permission.SUPPLIER_PAY: N_("Membayar pemasok"),
    Permission.SUPPLIER_RETURN: N_("Retur ke pemasok"),
    Permission.TAX_EDIT: N_("Mengatur pajak"),
    Permission.TENDER_CORRECT: N_("Membetulkan cara bayar"),
    Permission.TILL_EDIT: N_("Mengatur kasir"),
    Permission.TILL_TAKE_OVER: N_("Mengambil alih kasir"),
    Permission.USER_EDIT: N_("Mengubah petugas"),
    Permission.VOUCHER_ISSUE: N_("Menerbitkan voucher"),
}
#: What is noted beside deeds, and what was refused by a rule of its own.
NOTED = {
    "card": N_("Kartu petugas"),
    "consignment:maker:proved": N_("Penitip masuk dengan PIN"),
    "consignment:payout:copy": N_("Salinan bukti bayar penitip"),
    "maker-pin": N_("PIN penitip salah"),
    "member-pin": N_("PIN anggota salah"),
    "pin": N_("PIN salah"),
    "pos:member:proved": N_("Anggota memasukkan PIN"),
    "pos:print:again": N_("Mencetak ulang"),
    "pos:print:cancel": N_("Membatalkan cetakan"),
    "pos:print:send-on": N_("Cetakan dialihkan ke cadangan"),
    "pos:print:was-printed": N_("Cetakan dinyatakan sudah tercetak"),
    "pos:qris:print": N_("Cetak kode QRIS"),
    "pos:report:slip": N_("Laporan di printer struk"),
    "pos:shift:count": N_("Hitung kas"),
    "pos:shift:read": N_("Baca Shift (X)"),
    "pos:slip:copy": N_("Cetak salinan"),
    "pos:slip:gift": N_("Struk hadiah"),
    "pos:till:taken-over": N_("Kasir diambil alih"),
}
#: How it went, where it was not simply done.
WENT = {
    "refused": N_("Ditolak: {deed}"),
    "approved": N_("Diizinkan: {deed}"),
    "deferred": N_("Ditunda: {deed}"),
}


def words(deed: str) -> str:
    """What a deed of the trail is called; one that has no words here says its own name."""
    before, mark, rest = deed.partition(":")
    if mark and before in WENT:
        return _(WENT[before]).format(deed=words(rest))
    if deed in {each.value for each in Permission}:
        return _(RIGHTS[Permission(deed)])
    return _(NOTED[deed]) if deed in NOTED else deed
