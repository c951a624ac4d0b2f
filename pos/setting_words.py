"""The settings in words: grouped, each with one sentence and what it may be.

Qt-free, so that the screen only draws it.  A setting without words here is shown by its
name in the last group, so that none is ever out of reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from koperasi.settings import Settings
from koperasi.text import N_

YES_NO = ((True, N_("Ya")), (False, N_("Tidak")))
#: Never shown: they make a shop what it is, or are written by a deed of their own.
HIDDEN = frozenset({"demo", "training", "theme", "scale", "qris_static", "qris_seal", "receipt_logo"})


@dataclass(frozen=True, slots=True)
class Told:
    """A setting as a person meets it.

    With `choices` it is chosen, else typed: a number from `least` to `most` (`money` in
    rupiah, `percent` with two decimals, kept in basis points), or one line of text.
    """

    name: str
    title: str
    sentence: str = ""
    choices: tuple[tuple[Any, str], ...] = ()
    least: int = 0
    most: int = 1_000_000_000
    money: bool = False
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that belong together; `here` when they are this PC's own, for everyone to change."""

    title: str
    icon: str
    told: tuple[Told, ...]
    here: bool = False


HERE = Group(
    N_("Komputer ini"),
    "eye",
    (
        Told(
            "theme",
            N_("Warna layar"),
            N_("Gelap enak untuk malam; juga Ctrl F12."),
            (("light", N_("Terang")), ("dark", N_("Gelap"))),
        ),
        Told(
            "scale",
            N_("Ukuran layar"),
            N_("Semua huruf dan tombol ikut membesar."),
            ((0, N_("Otomatis")), (90, "90 %"), (100, "100 %"), (115, "115 %"), (130, "130 %"), (150, "150 %")),
        ),
        Told(
            "volume",
            N_("Keras suara"),
            N_("Bunyi scan, salah, dan lunas."),
            ((0, N_("Diam")), (30, N_("Pelan")), (70, N_("Sedang")), (100, N_("Keras"))),
        ),
    ),
    here=True,
)
GROUPS = (
    HERE,
    Group(
        N_("Kasir"),
        "basket",
        (
            Told("language", N_("Bahasa"), N_("Semua layar dan struk."), (("id", "Indonesia"), ("en", "English"))),
            Told("sounds", N_("Bunyi"), N_("Tidak pernah satu-satunya tanda."), YES_NO),
            Told(
                "lock_minutes",
                N_("Kunci sendiri"),
                N_("Bila kasir ditinggal selama ini; keranjang tetap."),
                ((0, N_("Tidak")), (2, N_("2 menit")), (5, N_("5 menit")), (10, N_("10 menit")), (30, N_("30 menit"))),
            ),
            Told("switch_users", N_("Ganti kasir di kunci"), N_("Kasir lain boleh meneruskan keranjang."), YES_NO),
            Told(
                "held_warn_minutes",
                N_("Ingatkan pending (menit)"),
                N_("Keranjang yang lebih lama ditandai; 0 tidak."),
            ),
            Told(
                "deferred_daily_cap",
                N_("Disetujui nanti, sehari"),
                N_("Rupiah yang boleh dilanjutkan kasir sendirian; 0 tidak."),
            ),
            Told("staff_cards", N_("Setuju dengan kartu"), N_("Scan kartu staf sebagai ganti PIN-nya."), YES_NO),
        ),
    ),
    Group(
        N_("Struk"),
        "printer",
        (
            Told("printer", N_("Printer"), N_("Alamat, misalnya tcp:192.168.1.50:9100. Kosong: tanpa printer.")),
            Told(
                "receipt_columns",
                N_("Lebar struk"),
                N_("58 mm biasanya 32 huruf, 80 mm 48 huruf."),
                ((32, "32"), (42, "42"), (48, "48")),
            ),
            Told("printer_cutter", N_("Pisau potong"), N_("Printer memotong kertasnya sendiri."), YES_NO),
            Told("receipt_return_policy", N_("Aturan retur"), N_("Dicetak di bawah setiap struk.")),
            Told("receipt_thanks", N_("Terima kasih"), N_("Baris terakhir struk.")),
            Told(
                "receipt_seasons",
                N_("Ucapan musim"),
                N_("Ganti terima kasih di tanggal itu: 12-20..01-05 Selamat Tahun Baru | 04-21 Hari Kartini."),
            ),
            Told("invoice_note", N_("Catatan faktur"), N_("Misalnya nomor rekening dan lama bayar.")),
        ),
    ),
    Group(
        N_("Uang"),
        "coins",
        (
            Told(
                "cash_rounding_step",
                N_("Pembulatan tunai"),
                N_("Hanya bagian yang dibayar tunai."),
                ((1, N_("Tidak")), (50, "Rp 50"), (100, "Rp 100"), (200, "Rp 200"), (500, "Rp 500")),
            ),
            Told(
                "cash_rounding_up",
                N_("Arah pembulatan"),
                N_("Ke bawah berarti untuk pembeli."),
                ((False, N_("Ke bawah")), (True, N_("Ke atas"))),
            ),
            Told("usual_float", N_("Modal awal biasa"), N_("Diusulkan saat shift dibuka."), money=True),
            Told(
                "drawer_high",
                N_("Laci terlalu penuh"),
                N_("Mulai jumlah ini kasir diminta setor ke brankas; 0 tidak."),
                money=True,
            ),
            Told("taxable", N_("Toko PKP"), N_("Harga sudah termasuk PPN, dicetak di struk."), YES_NO),
            Told("tax_number", N_("NPWP"), N_("Dicetak di struk toko PKP.")),
        ),
    ),
    Group(
        N_("Pesan barang"),
        "truck",
        (
            Told(
                "cost_alarm_bps",
                N_("Modal dianggap berubah"),
                N_("Diberi tahu saat terima barang bila berubah sebanyak ini, dalam persen."),
                most=10_000,
                percent=True,
            ),
            Told(
                "pace_days",
                N_("Laku dihitung dari (hari)"),
                N_("Usulan pesan memakai penjualan selama ini."),
                least=7,
                most=366,
            ),
            Told(
                "order_lead_days",
                N_("Lama kirim biasa (hari)"),
                N_("Dari pesan sampai datang, bila pemasok belum diatur."),
                most=60,
            ),
            Told(
                "order_every_days",
                N_("Jarak antar pesanan (hari)"),
                N_("Dari satu pesanan ke berikutnya, bila harinya belum diatur."),
                least=1,
                most=60,
            ),
        ),
    ),
    Group(
        N_("Retur"),
        "undo",
        (
            Told("return_days", N_("Retur sampai (hari)"), N_("Sesudahnya orang lain harus mengizinkan."), most=3_650),
            Told(
                "return_blind_limit",
                N_("Batas retur tanpa struk"),
                N_("Paling banyak dalam satu transaksi."),
                money=True,
            ),
            Told(
                "refund_cashless",
                N_("Uang nontunai kembali"),
                N_("Untuk yang dibayar QRIS, transfer atau kartu."),
                (("cash", N_("Tunai")), ("transfer", N_("Transfer"))),
            ),
        ),
    ),
    Group(
        N_("Anggota"),
        "users",
        (
            Told(
                "surplus_estimate_bps",
                N_("Perkiraan SHU"),
                N_("Bagian dari belanja anggota, dalam persen."),
                most=10_000,
                percent=True,
            ),
            Told(
                "kasbon_proof",
                N_("Bukti kasbon"),
                N_("Cara anggota menyetujui kasbon, simpanan, atau hasil titipan."),
                (("none", N_("Tanpa")), ("signature", N_("Tanda tangan")), ("pin", "PIN")),
            ),
            Told("kasbon_proof_above", N_("Bukti mulai"), N_("Di atas jumlah ini; 0 selalu."), money=True),
        ),
    ),
    Group(
        "QRIS",
        "qr",
        (
            Told("qris_on", N_("Jumlah di kode"), N_("Ya: pembeli tinggal setuju. Tidak: ia mengetik."), YES_NO),
            Told("qris_limit", N_("Batas satu QRIS"), N_("0 tanpa batas."), money=True),
            Told("qris_reference", N_("Nomor bukti wajib"), N_("Selesai hanya dengan nomor dari HP pembeli."), YES_NO),
            Told("qris_daily_check", N_("Cek stiker harian"), N_("Ingatkan scan stiker sekali sehari."), YES_NO),
        ),
    ),
    Group(
        N_("Layar pembeli"),
        "user",
        (
            Told(
                "customer_screen",
                N_("Layar pembeli"),
                N_("Otomatis: penuh di layar kedua bila ada."),
                (("auto", N_("Otomatis")), ("window", N_("Jendela")), ("off", N_("Mati"))),
            ),
            Told("customer_messages", N_("Pesan saat sepi"), N_("Beberapa pesan dipisah dengan tanda |.")),
            Told("customer_seconds", N_("Lama satu pesan (detik)"), N_("2 sampai 60."), least=2, most=60),
            Told("pole_display", N_("Layar tiang"), N_("Alamat dua baris angka untuk pembeli; kosong: tidak ada.")),
            Told("pole_display_kind", N_("Jenis layar tiang"), "", (("escpos", "ESC/POS"), ("cd5220", "CD5220"))),
        ),
    ),
    Group(
        N_("Titipan"),
        "basket",
        (
            Told(
                "makers_may_be_others",
                N_("Penitip bukan anggota"),
                N_("Siapa saja boleh menitip, atau hanya anggota dan kelompok."),
                YES_NO,
            ),
            Told(
                "payout_second_above",
                N_("Orang kedua di atas"),
                N_("Bayar penitip yang lebih besar harus disetujui orang lain; 0 tidak."),
                money=True,
            ),
            Told(
                "payout_cash_step",
                N_("Bayar tunai per"),
                N_("Tunai dibulatkan ke bawah; sisanya tetap di saldonya."),
                (*((step, f"Rp {step}") for step in (1, 50, 100, 500)), (1_000, "Rp 1.000")),
            ),
            Told(
                "payout_needs_agreed",
                N_("Bayar setelah disetujui"),
                N_("Hanya yang ada di rincian yang sudah ia setujui."),
                YES_NO,
            ),
            Told(
                "statement_agreed_days",
                N_("Rincian dianggap setuju (hari)"),
                N_("Bila tidak ada yang membantah selama ini; 0 tidak pernah."),
                most=365,
            ),
            Told(
                "kiosk_seconds",
                N_("Layar penitip terkunci (detik)"),
                N_("Setelah tidak disentuh selama ini."),
                least=15,
                most=3_600,
            ),
        ),
    ),
    Group(
        N_("Laporan malam"),
        "document",
        (
            Told(
                "nightly_folder",
                N_("Folder laporan malam"),
                N_("Setelah hari ditutup laporannya ditulis ke sini. Kosong: tidak."),
            ),
            Told(
                "nightly_reports",
                N_("Laporan apa"),
                N_("Nama dari sbmi-mart report --help, dan paper-day, paper-week, paper-month."),
            ),
            Told("nightly_pdf", N_("Sebagai PDF")),
            Told("nightly_xlsx", N_("Sebagai Excel")),
            Told(
                "nightly_keep_days",
                N_("Disimpan (hari)"),
                N_("Yang lebih lama dihapus; 0: disimpan selamanya."),
                most=3_650,
            ),
        ),
    ),
    Group(
        N_("Hitung stok"),
        "shelf",
        (
            Told("count_tolerance_pieces", N_("Selisih wajar (buah)"), N_("Lebih dari ini dihitung ulang.")),
            Told(
                "count_tolerance_bps",
                N_("Selisih wajar (persen)"),
                N_("Bagian dari stok di buku; dipakai yang lebih longgar."),
                most=10_000,
                percent=True,
            ),
            Told(
                "count_tolerance_value",
                N_("Selisih wajar (rupiah)"),
                N_("Di atas nilai ini selalu dihitung ulang."),
                money=True,
            ),
            Told(
                "count_basket_minutes",
                N_("Di keranjang (menit)"),
                N_("Yang dibayar sesudah dihitung mungkin masih di keranjang pembeli."),
                most=240,
            ),
        ),
    ),
    Group(
        N_("Barang dan label"),
        "scale",
        (
            Told(
                "scale_barcode_mask",
                N_("Barcode timbangan"),
                N_("P untuk PLU, W gram atau R rupiah, C angka cek."),
            ),
            Told(
                "expiry_warn_days",
                N_("Hampir kedaluwarsa (hari)"),
                N_("Kasir diminta melihat tanggalnya mulai sekian hari sebelumnya."),
                most=365,
            ),
            Told(
                "price_steps",
                N_("Langkah harga"),
                N_("Harga dari aturan dibulatkan ke atas: di bawah 10000 per 100, lainnya per 500."),
            ),
            Told(
                "markdown_steps",
                N_("Potongan sebelum kedaluwarsa"),
                N_("Sisa hari dan persen: 14:10 7:25 3:50."),
            ),
            Told("label_printer", N_("Printer label"), N_("Alamat seperti printer struk. Kosong: tidak ada.")),
            Told(
                "label_printer_kind",
                N_("Jenis printer label"),
                N_("XP-360B dan sejenisnya: TSPL."),
                (("tspl", "TSPL"), ("escpos", "ESC/POS")),
            ),
            Told(
                "label_size",
                N_("Ukuran label gulung"),
                "",
                (("40x30", "40 × 30 mm"), ("33x25", "33 × 25 mm"), ("58x40", "58 × 40 mm")),
            ),
        ),
    ),
)


def groups() -> tuple[Group, ...]:
    """Every group, and at the end what nobody has found words for yet."""
    known = {told.name for group in GROUPS for told in group.told} | HIDDEN
    rest = tuple(Told(name, name) for name in Settings.__slots__ if name not in known)
    return (*GROUPS, Group(N_("Lain-lain"), "settings", rest)) if rest else GROUPS


def choices_of(told: Told, value: Any) -> tuple[tuple[Any, str], ...]:
    """What a setting may be chosen from; what it is now is always among it."""
    choices = told.choices or (YES_NO if isinstance(value, bool) else ())
    if choices and value not in [each for each, _words in choices]:
        return (*choices, (value, str(value)))
    return choices
