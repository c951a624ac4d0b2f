"""The command line's commands: one module each, imported only when it is asked for.

To add one: a line in `COMMANDS`, and a module with `arguments(parser)`, which says what it
takes, and `run(args, place) -> int`, which does it and returns the exit code.  Import what is
heavy inside functions: the window's start waits for none of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from koperasi.text import N_


@dataclass(frozen=True, slots=True)
class Command:
    """A command: the module that does it, and what `--help` says of it."""

    module: str
    help: str


COMMANDS = {
    "demo": Command("pos.commands.demos", N_("buat toko contoh bila belum ada, lalu buka")),
    "init": Command("pos.commands.openings", N_("buat toko kosong dengan satu manajer")),
    "import": Command("pos.commands.imports", N_("ambil barang, anggota, stok, pembelian atau nota dari file")),
    "find": Command("pos.commands.finds", N_("cari barang menurut kode, barcode atau kata")),
    "goods": Command("pos.commands.goods", N_("barang kembar dan arsip: twins, merge, archive, restore")),
    "report": Command("pos.commands.reports", N_("cetak laporan ke layar atau file")),
    "nightly": Command("pos.commands.nightlies", N_("tulis laporan malam ke folder yang diatur")),
    "export": Command("pos.commands.exports", N_("pembukuan untuk program akuntan: akun, jurnal, nama")),
    "paper": Command(
        "pos.commands.papers", N_("struk, faktur, nota, surat jalan dan surat lain ke file: PDF, PNG, teks")
    ),
    "letter": Command("pos.commands.letters", N_("surat penjualan setahun untuk setiap penitip (pajak)")),
    "qris": Command("pos.commands.qris", N_("kode QRIS toko dengan jumlahnya")),
    "promotion": Command("pos.commands.promotions", N_("promo toko: list, add, end")),
    "markdown": Command("pos.commands.markdowns", N_("potongan untuk barang hampir kedaluwarsa (--start)")),
    "labels": Command("pos.commands.labels", N_("label rak dan label barang, ke PDF atau printer label")),
    "tax": Command("pos.commands.taxes", N_("tarif pajak: list, set")),
    "order": Command("pos.commands.orders", N_("pesanan ke pemasok: list, show, text, make, close")),
    "payout": Command("pos.commands.payouts", N_("bayar penitip: list, draw, run, pay, show, reverse, transfers")),
    "statement": Command(
        "pos.commands.statements", N_("rincian setoran penitip: list, draw, show, text, agree, dispute")
    ),
    "count": Command("pos.commands.counts", N_("hitung stok: list, sheet, show, close, reverse")),
    "giveback": Command("pos.commands.givebacks", N_("titipan kembali ke penitip: list, make, take, show, reverse")),
    "loss": Command("pos.commands.losses", N_("titipan hilang dan rusak: list, settle, reverse")),
    "settings": Command("pos.commands.settings", N_("lihat atau ubah pengaturan toko")),
    "user": Command("pos.commands.users", N_("siapa yang boleh masuk: list, add, pin, unlock, retire")),
    "member": Command("pos.commands.members", N_("PIN anggota dan izin potong: show, pin, consent")),
    "maker": Command("pos.commands.makers", N_("penitip: list, show, add, set, members, pin")),
    "agreement": Command("pos.commands.agreements", N_("perjanjian penitip: list, show, print, sign, end, reduce")),
    "voucher": Command("pos.commands.vouchers", N_("terbitkan voucher, atau lihat isinya")),
    "till": Command("pos.commands.tills", N_("kasir toko: list, add, use")),
    "branch": Command("pos.commands.branches", N_("cabang koperasi: list, add")),
    "shift": Command("pos.commands.shifts", N_("shift terbuka: list; tutup dari kantor: close")),
    "kiosk": Command("pos.commands.kiosks", N_("layar penitip: titipannya sendiri, dengan kartu dan PIN")),
    "join": Command("pos.commands.joins", N_("ikutkan komputer ini ke toko di server")),
    "check": Command("pos.commands.checks", N_("buktikan buku, stok, saldo, nomor dan rantai audit")),
    "backup": Command("pos.commands.backups", N_("buat cadangan seluruh data")),
    "restore": Command("pos.commands.restores", N_("pulihkan cadangan ke tempat yang kosong")),
    "tour": Command("pos.commands.tours", N_("simpan gambar setiap layar, dari toko contoh kecil")),
    "printer": Command("pos.commands.printers", N_("printer kasir ini: cari, atur, coba; antrean cetak")),
    "print-test": Command("pos.commands.proofs", N_("cetak lembar uji printer")),
    "shop": Command("pos.commands.places", N_("di mana datanya, versi, dan berapa isinya")),
}
#: What is done without any command: the window.
WINDOW = "pos.commands.windows"
