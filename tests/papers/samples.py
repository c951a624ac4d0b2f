"""Slips as the counter prints them, written out by hand, for golden texts and pictures."""

from __future__ import annotations

from printing.slips import BIG, RIGHT, Cell, Draft, Slip

LINES = (
    ("Beras Mentik Wangi", "2,5 Kg x 14.500", "36.250", (), ""),
    ("Indomie Goreng Spesial", "1 Dus x 118.000", "118.000", (), ""),
    (
        "Keripik Tempe 150 g",
        "3 Pcs x 12.000",
        "36.000",
        ("Dibuat oleh anggota: Bu Siti, Ngantang", "Dibuat anggota: Bu Siti"),
        "",
    ),
    ("Susu UHT Ultra Cokelat 250 ml kemasan hemat isi dua", "6 Pcs x 6.200", "37.200", ("Promo susu",), "-1.200"),
)


def receipt() -> Slip:
    paper = Draft()
    paper.middle("SBMI MART", size=BIG, bold=True)
    paper.middle("Koperasi SBMI, Cabang Ngantang").middle("Jl. Raya Ngantang 12, Malang").blank()
    paper.both("No. K1-004213", ("23/11/2026 09.45", "23/11/26 09.45"))
    paper.both("Kasir Rina", "Anggota A-0217").right("Sri Wahyuni").rule()
    for name, quantity, amount, reason, off in LINES:
        paper.text(name).both(quantity, amount, indent=2)
        if off:
            paper.both(reason, off, indent=2)
        elif reason:
            paper.text(reason, indent=2)
    paper.rule().both("TOTAL", "Rp 226.250", size=BIG, bold=True)
    paper.both("Total Item 4", "Anda hemat 1.200").blank()
    paper.both("QRIS  ref. 8841", "126.250").both("TUNAI", "150.000", bold=True).both("KEMBALI", "50.000", bold=True)
    paper.rule().both("Kasbon", "185.000").both("Belanja tahun ini", "4.685.750").rule()
    paper.middle(("Barang dapat ditukar atau dikembalikan", "Barang dapat dikembalikan"))
    paper.middle("dalam 7 hari dengan struk ini.").blank().middle("Terima kasih.")
    return paper.barcode("K1-004213").cut().slip()


def z_slip() -> Slip:
    paper = Draft()
    paper.middle("SBMI MART", size=BIG, bold=True).middle("Cabang Ngantang, Kasir 1").blank()
    paper.middle("TUTUP KASIR (Z)", size=BIG, bold=True).middle("Z-0118", bold=True).blank()
    paper.both("Buka", "23/11/2026 06.58").both("Kasir", "Rina Astuti").double_rule()
    paper.text("PENJUALAN", bold=True).both("Anggota", "4.043.600", indent=2)
    paper.both("OMZET", "6.318.150", indent=2, bold=True).double_rule()
    paper.both("KURANG", "2.000", size=BIG, bold=True)
    paper.both("SELISIH KAS SETAHUN", "Rp 12.402.000", size=BIG).blank()
    for worth, coin, count, amount in (("100.000", "", "8", "800.000"), ("1.000", "koin", "16", "16.000")):
        paper.columns(Cell(worth, 9, RIGHT), Cell(coin, 4), Cell("x", 1), Cell(count, 2, RIGHT), Cell(amount, 0, RIGHT))
    paper.rule().both("Total sejak awal", "1.284.118.750").blank()
    paper.signatures(("Kasir", "Rina Astuti"), ("Kepala Toko", "Yuni Kartika Wulandari"))
    return paper.barcode("Z-0118").cut().slip()


def intake() -> Slip:
    """A nota titip: names that no line holds, a QR code, and a copy's marks."""
    paper = Draft()
    paper.middle("NOTA TITIP", size=BIG).middle("T1-000032").rule()
    paper.both("Penitip", "Bu Siti Aminah binti Haji Muhammad Kasan Rejo")
    paper.both("Kue Lapis Legit Spesial Lebaran Ukuran Besar 20 x 20", "10 loyang")
    paper.columns(Cell("Kripik “Tempe” – Café"), Cell("25", 6, RIGHT), Cell("Rp 1.284.118.750", 9, RIGHT))
    paper.double_rule().qr("https://sbmi.example/n/T1-000032", "Periksa nota ini")
    return paper.cut().slip().as_copy(2, "24/11/2026 10.02 oleh Rina")


SAMPLES = {"struk": receipt, "tutup-kasir-z": z_slip, "nota-titip-salinan": intake}
