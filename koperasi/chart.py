"""The chart of accounts of a consumer cooperative, by role.

Names follow the practice of Indonesian consumer cooperatives under SAK EP: members' and
others' sales apart, simpanan pokok and wajib as equity, simpanan sukarela as a debt
(domain/consignment.md 2.4).  A shop may rename codes and names; the program asks by role.
"""

from __future__ import annotations

from koperasi.ledger import Role

#: Id (of writer 0), role, code, name.  Drawers get an account each when a till is set up.
CHART: tuple[tuple[int, Role, str, str], ...] = (
    (101, Role.SAFE, "1-1200", "Brankas"),
    (102, Role.BANK, "1-1300", "Bank"),
    (103, Role.QRIS_CLEARING, "1-1410", "QRIS Dalam Perjalanan"),
    (104, Role.TRANSFER_CLEARING, "1-1420", "Transfer Dalam Perjalanan"),
    (110, Role.CARD_CLEARING, "1-1430", "Kartu Dalam Perjalanan"),
    (105, Role.MEMBER_RECEIVABLE, "1-2100", "Piutang Anggota"),
    (106, Role.MAKER_ADVANCE, "1-2200", "Uang Muka Penitip"),
    (107, Role.INVENTORY, "1-3100", "Persediaan Barang Dagangan"),
    (111, Role.GOODS_IN_TRANSIT, "1-3200", "Persediaan dalam Perjalanan"),
    (108, Role.TAX_IN, "1-4100", "PPN Masukan"),
    (109, Role.FIXED_ASSETS, "1-5100", "Aset Tetap"),
    (201, Role.SUPPLIER_PAYABLE, "2-1100", "Utang Usaha"),
    (202, Role.OWED_TO_MAKERS, "2-1200", "Utang Titipan"),
    (203, Role.TAX_OUT, "2-1300", "PPN Keluaran"),
    (204, Role.SAVINGS_VOLUNTARY, "2-2100", "Simpanan Sukarela"),
    (205, Role.VOUCHERS, "2-2200", "Voucher Beredar"),
    (206, Role.DONATIONS, "2-2300", "Titipan Donasi"),
    (301, Role.SAVINGS_PRINCIPAL, "3-1100", "Simpanan Pokok"),
    (302, Role.SAVINGS_COMPULSORY, "3-1200", "Simpanan Wajib"),
    (303, Role.RESERVE, "3-2100", "Cadangan"),
    (304, Role.GRANTS, "3-2200", "Hibah"),
    (305, Role.SURPLUS, "3-3100", "SHU Tahun Berjalan"),
    (306, Role.OPENING_EQUITY, "3-9100", "Saldo Awal"),
    (401, Role.SALES_MEMBERS, "4-1100", "Penjualan kepada Anggota"),
    (402, Role.SALES_OTHERS, "4-1200", "Penjualan kepada Nonanggota"),
    (403, Role.SERVICES_MEMBERS, "4-1300", "Pendapatan Jasa dari Anggota"),
    (404, Role.SERVICES_OTHERS, "4-1400", "Pendapatan Jasa dari Nonanggota"),
    (405, Role.COMMISSION_MEMBERS, "4-2100", "Komisi Titipan, Pembeli Anggota"),
    (406, Role.COMMISSION_OTHERS, "4-2200", "Komisi Titipan, Pembeli Nonanggota"),
    (408, Role.MAKER_FEES, "4-2300", "Jasa Penitipan"),
    (407, Role.OTHER_INCOME, "4-9100", "Pendapatan Lain-lain"),
    (501, Role.COST_OF_GOODS, "5-1100", "Harga Pokok Penjualan"),
    (502, Role.SHRINKAGE, "5-2100", "Susut Barang"),
    (509, Role.WRITE_OFFS, "5-2300", "Barang Rusak dan Kedaluwarsa"),
    (503, Role.CONSIGNMENT_LOSS, "5-2200", "Ganti Rugi Titipan"),
    (504, Role.PROMOTION, "6-1100", "Beban Promosi"),
    (505, Role.ROUNDING, "6-1200", "Pembulatan"),
    (506, Role.OVER_SHORT, "6-1300", "Selisih Kas"),
    (507, Role.QRIS_FEES, "6-1400", "Biaya QRIS"),
    (510, Role.OWN_USE, "6-1500", "Beban Pemakaian Sendiri"),
    (508, Role.EXPENSES, "6-2100", "Beban Operasional"),
)
#: What small expenses are told apart by (SAK EP, beban operasional); each like `Role.EXPENSES`, but with its own code.
EXPENSE_ACCOUNTS: tuple[tuple[int, str, str], ...] = (
    (521, "6-2110", "Beban Listrik dan Air"),
    (522, "6-2120", "Beban Plastik dan Kemasan"),
    (523, "6-2130", "Beban Transport"),
    (524, "6-2140", "Beban Es Batu"),
    (525, "6-2150", "Beban Kebersihan"),
)
ACCOUNT_IDS = {role: number for number, role, _code, _name in CHART}
DRAWER_CODES = "1-11{number:02}"

#: What stands together on a statement (SAK EP), in the order in which it is read there.
#: Every role is in one of these groups.
CASH_ROLES = (
    Role.DRAWER,
    Role.SAFE,
    Role.BANK,
    Role.QRIS_CLEARING,
    Role.TRANSFER_CLEARING,
    Role.CARD_CLEARING,
)
RECEIVABLE_ROLES = (Role.MEMBER_RECEIVABLE, Role.MAKER_ADVANCE)
GOODS_ROLES = (Role.INVENTORY, Role.GOODS_IN_TRANSIT)
OTHER_CURRENT_ROLES = (Role.TAX_IN,)
FIXED_ROLES = (Role.FIXED_ASSETS,)
DEBT_ROLES = (
    Role.SUPPLIER_PAYABLE,
    Role.OWED_TO_MAKERS,
    Role.TAX_OUT,
    Role.SAVINGS_VOLUNTARY,
    Role.VOUCHERS,
    Role.DONATIONS,
)
EQUITY_ROLES = (
    Role.SAVINGS_PRINCIPAL,
    Role.SAVINGS_COMPULSORY,
    Role.RESERVE,
    Role.GRANTS,
    Role.OPENING_EQUITY,
    Role.SURPLUS,
)
MEMBER_INCOME_ROLES = (Role.SALES_MEMBERS, Role.SERVICES_MEMBERS, Role.COMMISSION_MEMBERS)
OTHERS_INCOME_ROLES = (Role.SALES_OTHERS, Role.SERVICES_OTHERS, Role.COMMISSION_OTHERS)
MORE_INCOME_ROLES = (Role.MAKER_FEES, Role.OTHER_INCOME)
COST_ROLES = (Role.COST_OF_GOODS,)
EXPENSE_ROLES = (
    Role.SHRINKAGE,
    Role.WRITE_OFFS,
    Role.CONSIGNMENT_LOSS,
    Role.PROMOTION,
    Role.ROUNDING,
    Role.OVER_SHORT,
    Role.QRIS_FEES,
    Role.OWN_USE,
    Role.EXPENSES,
)
#: What a year's result (sisa hasil usaha) is made of.
RESULT_ROLES = frozenset((*MEMBER_INCOME_ROLES, *OTHERS_INCOME_ROLES, *MORE_INCOME_ROLES, *COST_ROLES, *EXPENSE_ROLES))
