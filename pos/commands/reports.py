"""`report`: one of the shop's reports over some days.

To add a report: write `name(connection, period) -> Report` in your room's `reports.py`, and
name it in `REPORTS`.  The office's window shows it at once; what may be chosen for it there,
and its heading, is a line in `pos.report_choices.CHOICES`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from koperasi.errors import BadInput
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from koperasi.periods import Choices, Period
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

#: Name → where it is made, and what it says.
REPORTS = {
    "day": ("pos.reports:day", N_("penjualan per hari")),
    "sales": ("pos.reports:sales", N_("penjualan per barang")),
    "tickets": ("pos.reports:tickets", N_("setiap nota")),
    "sales-hours": ("pos.sold_reports:by_hour", N_("penjualan per jam")),
    "sales-cashiers": ("pos.sold_reports:by_cashier", N_("penjualan per petugas")),
    "sales-categories": ("pos.sold_reports:by_category", N_("penjualan per kategori")),
    "sales-units": ("pos.sold_reports:by_unit", N_("penjualan per satuan")),
    "sales-prices": ("pos.sold_reports:by_rule", N_("penjualan per jenis harga")),
    "sales-members": ("pos.buyer_reports:by_member", N_("belanja setiap anggota, terbanyak dulu")),
    "sales-tenders": ("pos.sold_reports:by_tender", N_("penjualan per cara bayar")),
    "sales-months": ("pos.buyer_reports:by_span", N_("penjualan per bulan (--by week|day)")),
    "members-share": ("pos.buyer_reports:members_share", N_("anggota dan nonanggota (--by week|day)")),
    "decisions": ("pos.decision_reports:decisions", N_("diskon, harga diubah dan izin, satu per satu")),
    "cashier-signs": ("pos.sign_reports:by_cashier", N_("hapus, batal, retur, buka laci dan izin per kasir")),
    "tender-corrections": ("pos.decision_reports:corrections", N_("cara bayar yang dibetulkan")),
    "audit": ("pos.audit_reports:audit", N_("jejak audit (--person, --by AWAL HAK)")),
    "returns": ("pos.return_reports:returns", N_("barang yang dikembalikan pembeli")),
    "promotions": ("pos.promotion_reports:promotions", N_("yang diberikan promo, dan siapa menanggung")),
    "goods": ("inventory.catalogue_reports:goods", N_("semua barang, untuk diubah lalu import catalogue")),
    "units": ("inventory.catalogue_reports:units", N_("satuan besar, untuk diubah lalu import units")),
    "twins": ("inventory.twin_reports:twins", N_("barang yang mungkin tercatat dua kali")),
    "stock": ("inventory.stock_reports:stock", N_("stok sekarang")),
    "stock-value": ("inventory.stock_reports:stock_value", N_("nilai stok per kategori")),
    "stock-at": ("inventory.stock_reports:stock_at", N_("stok pada akhir suatu tanggal (--on)")),
    "stock-card": ("inventory.reports:stock_card", N_("gerak satu barang (--good)")),
    "negative": ("inventory.negative_reports:negative", N_("stok minus, sejak kapan dan kira-kira sebabnya")),
    "on-the-way": ("inventory.dispatch_reports:on_the_way", N_("barang di jalan antarcabang")),
    "movements": ("inventory.stock_reports:movements", N_("barang masuk dan keluar, per sebab (--by value)")),
    "best-sellers": ("pos.goods_reports:best_sellers", N_("barang terlaris (--by quantity|net|margin)")),
    "margin": ("pos.margin_reports:margin", N_("laba kotor (--by category|supplier|maker)")),
    "abc": ("pos.goods_reports:abc", N_("barang kelas A, B, C (--by margin)")),
    "turnover": ("pos.pace_reports:turnover", N_("perputaran, dan cukup untuk berapa hari")),
    "dead": ("pos.pace_reports:dead", N_("stok yang tidak laku (--days 60, --by slow)")),
    "purchases": ("inventory.purchase_reports:purchases", N_("setiap pembelian")),
    "purchases-suppliers": ("inventory.purchase_reports:by_supplier", N_("pembelian per pemasok")),
    "purchases-days": ("inventory.purchase_reports:by_day", N_("pembelian per hari")),
    "purchases-goods": ("inventory.purchase_reports:by_good", N_("pembelian per barang")),
    "cost-alarms": ("inventory.purchase_reports:moved_costs", N_("modal berubah, harga jual belum diganti")),
    "expiring": ("inventory.expiry_reports:expiring", N_("hampir kedaluwarsa (--days 30)")),
    "price-history": ("inventory.price_reports:price_history", N_("riwayat harga (--good, atau semua yang diubah)")),
    "labels": ("inventory.price_reports:labels", N_("label rak yang perlu dicetak ulang")),
    "payables": ("inventory.payable_reports:payables", N_("umur utang ke pemasok")),
    "payables-open": ("inventory.payable_reports:open_items", N_("utang pemasok per nota, menurut jatuh tempo")),
    "supplier-returns": ("inventory.payable_reports:supplier_returns", N_("barang yang diretur ke pemasok")),
    "order-proposal": ("inventory.order_reports:order_proposal", N_("apa yang perlu dipesan, dan mengapa")),
    "orders": ("inventory.order_reports:orders", N_("pesanan ke pemasok dan yang sudah datang")),
    "suppliers": ("inventory.supplier_reports:suppliers", N_("pemasok, syaratnya, dan barangnya")),
    "count-results": ("inventory.count_reports:count_results", N_("selisih hitung stok, sebab dan penghitungnya")),
    "shrinkage": ("inventory.count_reports:shrinkage", N_("susut menurut kategori dan rak")),
    "shrinkage-shifts": ("inventory.count_reports:shrinkage_shifts", N_("susut, dan shift di antara dua hitungan")),
    "debts": ("pos.book_reports:debts", N_("piutang anggota")),
    "consignment": ("consignment.reports:consignment", N_("hasil dan saldo penitip (--party)")),
    "payouts": ("consignment.payout_reports:payouts", N_("yang dibayarkan ke penitip (--party)")),
    "statements": ("consignment.statement_reports:statements", N_("rincian setoran penitip (--party)")),
    "agreements": ("consignment.agreement_reports:agreements", N_("perjanjian penitip yang berlaku (--on)")),
    "consignment-ages": ("consignment.maker_reports:ages", N_("umur utang titipan")),
    "consignment-commission": ("pos.commission_reports:commissions", N_("komisi per penitip dan barang")),
    "consignment-year": ("consignment.maker_reports:year", N_("penjualan titipan setahun, untuk pajak (--on)")),
    "sell-through": ("consignment.maker_goods_reports:sell_through", N_("titipan: dibawa, laku, sisa")),
    "consignment-slow": ("consignment.maker_goods_reports:slow", N_("titipan lambat laku (--days 30)")),
    "consignment-expiring": ("consignment.maker_goods_reports:expiring", N_("titipan hampir kedaluwarsa (--days 7)")),
    "consignment-losses-settled": ("consignment.loss_reports:settled", N_("ganti rugi titipan yang sudah diputuskan")),
    "consignment-losses-open": ("consignment.loss_reports:waiting", N_("kehilangan titipan yang belum diputuskan")),
    "consignment-givebacks": ("consignment.loss_reports:given_back", N_("titipan yang dikembalikan ke penitip")),
    "consignment-to-fetch": ("consignment.loss_reports:to_fetch", N_("titipan yang perlu diambil penitipnya")),
    "makers-to-thank": ("consignment.maker_care_reports:to_thank", N_("penitip terbaik (--by growth)")),
    "makers-to-call": ("consignment.maker_care_reports:to_call", N_("penitip yang perlu dihubungi (--days 30)")),
    "makers-to-ask": ("consignment.maker_care_reports:to_ask", N_("penitip yang diminta menambah, dan berapa")),
    "consignment-losses": (
        "consignment.maker_loss_reports:losses",
        N_("titipan hilang dan rusak (--by cause|maker|shelf|cashier)"),
    ),
    "consignment-reconciliation": ("consignment.reconciliations:reconciliation", N_("saldo penitip dicocokkan")),
    "consignment-groups": ("consignment.maker_reports:groups", N_("titipan per kelompok atau desa (--by village)")),
    "recall-buyers": ("consignment.recall_reports:buyers", N_("anggota yang membeli barang yang ditarik (--good)")),
    "qris": ("pos.fund_reports:qris", N_("QRIS dan transfer, untuk dicocokkan dengan aplikasi")),
    "cash": ("pos.reports:cash", N_("laci per shift")),
    "over-short": ("pos.shift_reports:over_short", N_("selisih kas per petugas")),
    "noncash": ("pos.shift_reports:noncash", N_("QRIS dan transfer per shift, untuk dicocokkan")),
    "journal": ("pos.book_reports:journal", N_("jurnal")),
    "trial-balance": ("pos.book_reports:trial_balance", N_("neraca saldo")),
    "cash-book": ("pos.ledger_books:cash_book", N_("buku kas: laci, brankas, bank (--account, --by each|day)")),
    "ledger": ("pos.ledger_books:ledger", N_("buku besar (--account, --by each|day)")),
    "result": ("pos.statement_books:result", N_("perhitungan hasil usaha (--by year)")),
    "position": ("pos.statement_books:position", N_("laporan posisi keuangan, atau neraca (--by year)")),
    "ppn": ("pos.tax_books:recapitulation", N_("rekapitulasi PPN (--by month)")),
    "debt-ages": ("pos.member_books:ages", N_("umur piutang anggota (--on)")),
    "savings": ("pos.member_books:savings", N_("saldo simpanan anggota (--on)")),
    "period-locks": ("pos.book_reports:period_locks", N_("kunci pembukuan")),
    "equity": ("pos.statement_books:equity_changes", N_("laporan perubahan ekuitas")),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `report` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    names = "\n".join(f"  {name:<14} {_(what)}" for name, (_where, what) in REPORTS.items())
    parser.epilog = _("LAPORAN:\n{names}\n\nTanpa tanggal: hari ini.").format(names=names)
    parser.add_argument("name", metavar=_("LAPORAN"), choices=sorted(REPORTS), help=", ".join(REPORTS))
    parser.add_argument("--from", dest="first", type=_day, metavar=_("TGL"), help=_("mulai tanggal"))
    parser.add_argument("--to", dest="last", type=_day, metavar=_("TGL"), help=_("sampai tanggal"))
    parser.add_argument("--on", type=_day, metavar=_("TGL"), help=_("satu tanggal saja, seperti 2026-11-23"))
    parser.add_argument("--category", metavar=_("NAMA"), help=_("hanya kategori ini"))
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--owned", action="store_true", help=_("hanya barang milik toko"))
    whose.add_argument("--consigned", action="store_true", help=_("hanya barang titipan"))
    parser.add_argument("--supplier", metavar=_("KODE"), help=_("hanya yang terakhir dibeli dari pemasok ini"))
    parser.add_argument("--party", metavar=_("KODE"), help=_("hanya penitip ini, dengan kodenya"))
    parser.add_argument("--person", metavar=_("NAMA"), help=_("hanya petugas ini"))
    parser.add_argument("--account", metavar=_("KODE"), help=_("hanya akun ini, dengan kodenya"))
    parser.add_argument("--days", type=int, default=0, metavar="N", help=_("berapa hari ke belakang"))
    parser.add_argument("--by", default="", metavar=_("CARA"), help=_("menurut apa, lihat daftar laporan"))
    parser.add_argument("--good", default="", metavar=_("KODE"), help=_("barang untuk kartu stok"))
    outputs.arguments(parser)


def _day(text: str) -> date:
    from inventory import cells

    try:
        return cells.day(text)
    except BadInput as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from wrong


def run(args: argparse.Namespace, place: Place) -> int:
    """Make the report and give it out."""
    from pos.commands import shops

    with shops.opened(place) as shop, shop.reading() as connection:
        period = replace(_period(args, shop), choices=_choices(args, connection))
        report = maker(args.name)(connection, period)
    outputs.give(report, args)
    return 0


def _choices(args: argparse.Namespace, connection: Connection) -> Choices:
    """What the report is narrowed to; raises NotFound for a category, supplier or maker nobody knows."""
    from koperasi.periods import Choices
    from pos import report_choices

    category = None if args.category is None else report_choices.category(connection, args.category)
    supplier = None if args.supplier is None else report_choices.supplier(connection, args.supplier)
    party = None if args.party is None else report_choices.maker(connection, args.party)
    account = None if args.account is None else report_choices.account(connection, args.account)
    consigned = True if args.consigned else False if args.owned else None
    if args.days < 0:
        raise BadInput(_("Jumlah hari tidak boleh di bawah nol."), field="days")
    person = None if args.person is None else report_choices.person(connection, args.person)
    return Choices(category, consigned, supplier, args.days, args.by, party, account, person)


def maker(name: str) -> Callable[[Connection, Period], Report]:
    """The function that makes a report."""
    module, _mark, function = REPORTS[name][0].partition(":")
    found: Callable[[Connection, Period], Report] = getattr(import_module(module), function)
    return found


def _period(args: argparse.Namespace, shop: Shop) -> Period:
    from koperasi.periods import Period

    today = shop.branch.business_date(shop.clock())
    if args.on is not None and (args.first or args.last):
        raise BadInput(_("--on tidak dipakai bersama --from atau --to."))
    first = args.on or args.first or args.last or today
    last = args.on or args.last or (today if args.first else first)
    if first > last:
        raise BadInput(_("Tanggal mulai sesudah tanggal akhir."))
    return Period(shop.branch, first, last, args.good)
