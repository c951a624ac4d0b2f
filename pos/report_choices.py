"""What each report of `pos.commands.reports.REPORTS` is narrowed to, and where it stands in the list.

To say it of a report: a line in `CHOICES`.  One without a line has its days to choose, and
stands under the heading of the room it is made in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, func, select, text

from consignment import maker_report_queries
from inventory.products import Category
from koperasi.chart import CASH_ROLES
from koperasi.errors import NotFound
from koperasi.ledger import Account, Role
from koperasi.parties import Party
from koperasi.rights import Permission
from koperasi.text import N_, _
from koperasi.users import User
from pos.pace_reports import USUAL_DAYS
from pos.spans import TITLES, Span


class Filter(StrEnum):
    """A thing that can be chosen before a report is shown."""

    #: From a day to a day, or one day alone, or neither: then it is about now.
    DAYS = "days"
    DAY = "day"
    CATEGORY = "category"
    OWNER = "owner"
    SUPPLIER = "supplier"
    MAKER = "maker"
    #: One account of the books, or all of them.
    ACCOUNT = "account"
    #: So many days back.
    BACK = "back"
    #: One who works here, or everybody.
    PERSON = "person"
    #: One good, by its code; and one good, or none in particular.
    GOOD = "good"
    ANY_GOOD = "any-good"


SALES, STOCK, BUYING, THEIRS, MONEY, BOOKS = (
    N_("Penjualan"),
    N_("Stok"),
    N_("Belanja"),
    N_("Titipan"),
    N_("Kas dan shift"),
    N_("Pembukuan"),
)
#: What of a report's line only the command line needs.
_COMMAND = re.compile(r" \(--[^)]*\)")
#: Papers that are signed stand over the reports; each name says how long it is.
PAPERS = N_("Untuk ditandatangani")
PAPER_NAMES = {f"paper-{span.value}": span for span in Span}
#: The screen that writes the books for another program.
EXPORT = "book-export"
#: Headings of the list, in their order.
GROUPS = (SALES, STOCK, BUYING, THEIRS, MONEY, BOOKS)

Ways = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen for a report.

    `by` are the ways it can be put together, the usual first; `first` makes its first rows,
    to be looked at while a long one is read; `month` begins with this month, not with today.
    """

    group: str
    filters: tuple[Filter, ...] = (Filter.DAYS,)
    by: Ways = ()
    first: str = ""
    month: bool = False
    #: So many days back, usually.
    back: int = USUAL_DAYS
    permission: Permission = Permission.REPORT_READ
    #: What it is called in the list, where what the command line says of it is too long.
    title: str = ""
    #: Accounts to choose from, by what they are for; all of them where none is named.
    roles: tuple[Role, ...] = ()


_GOODS = (Filter.DAYS, Filter.CATEGORY, Filter.OWNER)
_MAKERS = (Filter.DAYS, Filter.MAKER)
_ORDERS: Ways = (("net", N_("Penjualan")), ("quantity", N_("Jumlah")), ("margin", N_("Laba kotor")))
_MARGIN: Ways = (
    ("", N_("Barang")),
    ("category", N_("Kategori")),
    ("supplier", N_("Pemasok")),
    ("maker", N_("Penitip")),
)
_LOST: Ways = (
    ("", N_("Satu per satu")),
    ("cause", N_("Sebab")),
    ("maker", N_("Penitip")),
    ("shelf", N_("Tempat")),
    ("cashier", N_("Kasir saat itu")),
)
#: What a statement stands beside.
_BEFORE: Ways = (("", N_("Sebelumnya")), ("year", N_("Tahun lalu")))
_TAXES: Ways = (("", N_("Tarif")), ("month", N_("Masa pajak")))
_ACCOUNTS = (Filter.DAYS, Filter.ACCOUNT)
#: How sales stand in a book: as many as can be read, every one, or those of a day together.
_SINGLY: Ways = (("", N_("Biasa")), ("each", N_("Setiap nota")), ("day", N_("Nota per hari")))
_SPANS: Ways = (("", N_("Bulan")), ("week", N_("Minggu")), ("day", N_("Hari")))
#: What rights begin with; the command line takes any such beginning.
_DEEDS: Ways = (
    ("", N_("Semua")),
    ("refused:", N_("Ditolak")),
    ("approved:", N_("Izin atasan")),
    ("pos:sale", N_("Penjualan")),
    ("koperasi:shift", N_("Shift")),
    ("koperasi:cash", N_("Kas")),
    ("koperasi:user", N_("Pengguna")),
    ("inventory:", N_("Barang")),
    ("consignment:", N_("Titipan")),
)
CHOICES = {
    "day": Choice(SALES, month=True),
    "sales": Choice(SALES, _GOODS),
    "tickets": Choice(SALES, title=N_("Setiap nota")),
    "sales-hours": Choice(SALES, month=True),
    "sales-cashiers": Choice(SALES, month=True),
    "sales-categories": Choice(SALES, month=True),
    "sales-units": Choice(SALES, month=True),
    "sales-prices": Choice(SALES, month=True),
    "sales-members": Choice(SALES, month=True, title=N_("Belanja anggota")),
    "sales-tenders": Choice(SALES, month=True),
    "sales-months": Choice(SALES, by=_SPANS, month=True, title=N_("Penjualan per bulan")),
    "members-share": Choice(SALES, by=_SPANS, month=True, title=N_("Anggota dan nonanggota")),
    "decisions": Choice(SALES, title=N_("Diskon dan izin")),
    "cashier-signs": Choice(MONEY, month=True, title=N_("Kejadian di kasir")),
    "tender-corrections": Choice(MONEY, month=True, title=N_("Cara bayar dibetulkan")),
    "audit": Choice(
        BOOKS, (Filter.DAYS, Filter.PERSON), _DEEDS, first="pos.audit_reports:audit_first", title=N_("Jejak audit")
    ),
    "returns": Choice(SALES, title=N_("Retur pembeli")),
    "promotions": Choice(SALES, month=True, title=N_("Promo")),
    "best-sellers": Choice(SALES, _GOODS, _ORDERS, month=True),
    "margin": Choice(SALES, _GOODS, _MARGIN, month=True),
    "abc": Choice(SALES, _GOODS, (_ORDERS[0], _ORDERS[2]), month=True, title=N_("Analisis ABC")),
    "goods": Choice(STOCK, (), title=N_("Semua barang")),
    "units": Choice(STOCK, (), title=N_("Satuan besar")),
    "twins": Choice(STOCK, (), title=N_("Barang kembar")),
    "count-results": Choice(STOCK, month=True, title=N_("Hasil hitung stok")),
    "shrinkage": Choice(STOCK, month=True, title=N_("Susut barang")),
    "shrinkage-shifts": Choice(STOCK, month=True, title=N_("Susut dan shift")),
    "stock": Choice(STOCK, (Filter.CATEGORY, Filter.OWNER), first="inventory.stock_reports:stock_first"),
    "stock-value": Choice(STOCK, ()),
    "stock-at": Choice(STOCK, (Filter.DAY, Filter.CATEGORY, Filter.OWNER), title=N_("Stok pada tanggal")),
    "stock-card": Choice(STOCK, (Filter.DAYS, Filter.GOOD), month=True),
    "negative": Choice(STOCK, (), title=N_("Stok minus")),
    "on-the-way": Choice(STOCK, (), title=N_("Barang di jalan")),
    "movements": Choice(
        STOCK,
        (Filter.DAYS, Filter.CATEGORY, Filter.OWNER),
        (("", N_("Jumlah")), ("value", N_("Rupiah"))),
        month=True,
        title=N_("Gerak barang"),
    ),
    "turnover": Choice(STOCK, (Filter.DAYS, Filter.CATEGORY, Filter.OWNER), month=True, title=N_("Perputaran stok")),
    "dead": Choice(
        STOCK,
        (Filter.BACK, Filter.CATEGORY, Filter.OWNER),
        (("", N_("Tidak laku")), ("slow", N_("Lambat laku"))),
        title=N_("Barang tidak laku"),
    ),
    "expiring": Choice(STOCK, (Filter.BACK, Filter.CATEGORY, Filter.OWNER), back=30),
    "price-history": Choice(STOCK, (Filter.DAYS, Filter.ANY_GOOD), month=True),
    "labels": Choice(STOCK, (), title=N_("Label perlu dicetak ulang")),
    "cost-alarms": Choice(BUYING, month=True, title=N_("Modal yang berubah")),
    "payables": Choice(BUYING, (Filter.DAY,)),
    "payables-open": Choice(BUYING, (Filter.DAY,), title=N_("Utang per nota")),
    "supplier-returns": Choice(BUYING, month=True, title=N_("Retur ke pemasok")),
    "order-proposal": Choice(BUYING, (Filter.SUPPLIER,), title=N_("Usulan pesanan")),
    "orders": Choice(BUYING, month=True, title=N_("Pesanan ke pemasok")),
    "suppliers": Choice(BUYING, (), title=N_("Pemasok")),
    "debts": Choice(MONEY),
    "consignment": Choice(THEIRS, _MAKERS, month=True, title=N_("Saldo penitip")),
    "payouts": Choice(THEIRS, _MAKERS, month=True, title=N_("Pembayaran penitip")),
    "statements": Choice(THEIRS, _MAKERS, month=True),
    "agreements": Choice(THEIRS, (Filter.DAY,), title=N_("Perjanjian berlaku")),
    "consignment-ages": Choice(THEIRS, (Filter.MAKER,), title=N_("Umur titipan")),
    "consignment-commission": Choice(THEIRS, _MAKERS, month=True, title=N_("Komisi titipan")),
    "consignment-year": Choice(THEIRS, (Filter.DAY, Filter.MAKER), title=N_("Titipan setahun")),
    "sell-through": Choice(THEIRS, _MAKERS, month=True, title=N_("Laku titipan")),
    "consignment-slow": Choice(THEIRS, (Filter.BACK, Filter.MAKER), back=30, title=N_("Titipan lambat")),
    "consignment-expiring": Choice(THEIRS, (Filter.BACK, Filter.MAKER), back=7, title=N_("Masa titipan")),
    "makers-to-thank": Choice(
        THEIRS, _MAKERS, (("", N_("Penjualan")), ("growth", N_("Kenaikan"))), month=True, title=N_("Penitip terbaik")
    ),
    "makers-to-call": Choice(THEIRS, (Filter.BACK, Filter.MAKER), back=30, title=N_("Hubungi penitip")),
    "makers-to-ask": Choice(THEIRS, (Filter.MAKER,), title=N_("Minta tambah")),
    "consignment-losses": Choice(THEIRS, _MAKERS, _LOST, month=True, title=N_("Titipan hilang")),
    "consignment-losses-settled": Choice(THEIRS, _MAKERS, month=True, title=N_("Ganti rugi diputuskan")),
    "consignment-losses-open": Choice(THEIRS, (Filter.MAKER,), title=N_("Kehilangan belum diputuskan")),
    "consignment-givebacks": Choice(THEIRS, _MAKERS, month=True, title=N_("Titipan dikembalikan")),
    "consignment-to-fetch": Choice(THEIRS, (Filter.MAKER,), title=N_("Titipan perlu diambil")),
    "consignment-reconciliation": Choice(THEIRS, (Filter.MAKER,), title=N_("Pencocokan saldo")),
    "recall-buyers": Choice(THEIRS, (Filter.DAYS, Filter.GOOD), month=True, title=N_("Barang ditarik")),
    "consignment-groups": Choice(
        THEIRS,
        (Filter.DAYS,),
        (("", N_("Kelompok")), ("village", N_("Desa"))),
        month=True,
        title=N_("Titipan kelompok"),
    ),
    "qris": Choice(MONEY, title=N_("QRIS dan transfer")),
    "cash": Choice(MONEY, month=True),
    "over-short": Choice(MONEY, month=True),
    "noncash": Choice(MONEY, title=N_("Nontunai per shift")),
    "journal": Choice(BOOKS, by=_SINGLY, first="pos.book_reports:journal_first"),
    "trial-balance": Choice(BOOKS, month=True),
    "cash-book": Choice(
        BOOKS, (Filter.DAYS, Filter.ACCOUNT), _SINGLY, month=True, title=N_("Buku kas"), roles=CASH_ROLES
    ),
    "ledger": Choice(BOOKS, (Filter.DAYS, Filter.ACCOUNT), _SINGLY, month=True, title=N_("Buku besar")),
    "result": Choice(BOOKS, by=_BEFORE, month=True, title=N_("Perhitungan hasil usaha")),
    "position": Choice(BOOKS, by=_BEFORE, month=True, title=N_("Posisi keuangan (neraca)")),
    "ppn": Choice(BOOKS, by=_TAXES, month=True, title=N_("Rekapitulasi PPN")),
    "debt-ages": Choice(MONEY, (Filter.DAY,), title=N_("Umur piutang anggota")),
    "savings": Choice(MONEY, (Filter.DAY,), title=N_("Saldo simpanan")),
    "period-locks": Choice(BOOKS, (), title=N_("Kunci pembukuan")),
    "equity": Choice(BOOKS, month=True, title=N_("Perubahan ekuitas")),
}
#: Under which heading a report stands whose own line says nothing, by where it is made.
_ROOMS = (
    ("inventory.purchas", BUYING),
    ("inventory.pay", BUYING),
    ("inventory.order", BUYING),
    ("inventory.supplier", BUYING),
    ("inventory", STOCK),
    ("consignment", THEIRS),
)


def of(name: str, made_in: str) -> Choice:
    """What may be chosen for a report that is made in a module."""
    room = next((group for start, group in _ROOMS if made_in.startswith(start)), SALES)
    return CHOICES.get(name) or Choice(room, month=True)


@dataclass(frozen=True, slots=True)
class Listed:
    """A report as the list shows it: its name for machines, for people, and its choices."""

    name: str
    words: str
    choice: Choice


def papers() -> tuple[Listed, ...]:
    """The papers that are signed, as the list shows them."""
    return tuple(Listed(name, _(TITLES[span]), Choice(PAPERS, ())) for name, span in PAPER_NAMES.items())


def listed(name: str) -> Listed:
    """A report by its name; what its line says to the command line is left out."""
    from pos.commands.reports import REPORTS

    made_in, words = REPORTS[name]
    choice = of(name, made_in.partition(":")[0])
    told = _(choice.title) if choice.title else _COMMAND.sub("", _(words))
    return Listed(name, told[:1].upper() + told[1:], choice)


def all_listed() -> list[Listed]:
    """Every report, in the order of its heading."""
    from pos.commands.reports import REPORTS

    return sorted((listed(name) for name in REPORTS), key=lambda each: GROUPS.index(each.choice.group))


def exports() -> tuple[Listed, ...]:
    """What stands among the reports and writes files for another program."""
    return (Listed(EXPORT, _("Ekspor Pembukuan"), Choice(BOOKS, ())),)


@dataclass(frozen=True, slots=True)
class Named:
    """One of those that may be chosen, by its id."""

    id: int
    name: str


def categories(connection: Connection) -> list[Named]:
    """Categories in use, by name; 0 for goods without one."""
    found = select(Category.id, Category.name).where(Category.retired_at.is_(None)).order_by(Category.name)
    return [*(Named(*row) for row in connection.execute(found)), Named(0, _("Tanpa kategori"))]


def category(connection: Connection, name: str) -> int:
    """The category of a name, 0 for an empty one; raises NotFound."""
    if not name.strip():
        return 0
    found = connection.scalar(select(Category.id).where(func.lower(Category.name) == name.strip().lower()))
    if found is None:
        raise NotFound(_("Kategori {name} tidak ada.").format(name=name))
    return found


@dataclass(frozen=True, slots=True)
class Offered:
    """Whom and what a report may be narrowed to."""

    categories: tuple[Named, ...] = ()
    suppliers: tuple[Named, ...] = ()
    makers: tuple[Named, ...] = ()
    accounts: tuple[Named, ...] = ()
    people: tuple[Named, ...] = ()


def offered(connection: Connection, choice: Choice) -> Offered:
    """What there is to choose from, as far as a report asks for it."""
    return Offered(
        tuple(categories(connection)) if Filter.CATEGORY in choice.filters else (),
        tuple(suppliers(connection)) if Filter.SUPPLIER in choice.filters else (),
        tuple(makers(connection)) if Filter.MAKER in choice.filters else (),
        tuple(accounts(connection, choice.roles)) if Filter.ACCOUNT in choice.filters else (),
        tuple(people(connection)) if Filter.PERSON in choice.filters else (),
    )


_SUPPLIERS = """
SELECT id, name FROM parties WHERE id IN (
  SELECT party_id FROM documents WHERE kind = 'purchase' AND party_id IS NOT NULL
) ORDER BY name, code
"""


def suppliers(connection: Connection) -> list[Named]:
    """Everybody that goods were ever bought from, by name."""
    return [Named(row[0], row[1]) for row in connection.execute(text(_SUPPLIERS))]


def supplier(connection: Connection, code: str) -> int:
    """The party of a code; raises NotFound."""
    found = connection.scalar(select(Party.id).where(Party.code == code))
    if found is None:
        raise NotFound(_("Pemasok {code} tidak ada.").format(code=code))
    return found


def makers(connection: Connection) -> list[Named]:
    """Everybody whose goods are or were in the shop, by name."""
    return [Named(each.id, f"{each.name} · {each.code}") for each in maker_report_queries.all_makers(connection)]


def maker(connection: Connection, code: str) -> int:
    """The party of a maker's code or member number; raises NotFound."""
    found = maker_report_queries.by_code(connection, code)
    if found is None:
        raise NotFound(_("Penitip {code} tidak ada.").format(code=code))
    return found


def people(connection: Connection) -> list[Named]:
    """Everybody who works or worked here, by name."""
    return [Named(*row) for row in connection.execute(select(User.id, User.name).order_by(User.name, User.id))]


def person(connection: Connection, name: str) -> int:
    """The user of a name; raises NotFound."""
    found = connection.scalar(select(User.id).where(func.lower(User.name) == name.strip().lower()).order_by(User.id))
    if found is None:
        raise NotFound(_("Petugas {name} tidak ada.").format(name=name))
    return found


def accounts(connection: Connection, roles: tuple[Role, ...] = ()) -> list[Named]:
    """The accounts of the books that are for these things, or all, by code."""
    found = select(Account.id, Account.code, Account.name).order_by(Account.code, Account.id)
    if roles:
        found = found.where(Account.role.in_(roles))
    return [Named(number, f"{code} {name}") for number, code, name in connection.execute(found)]


def account(connection: Connection, code: str) -> int:
    """The account of a code; raises NotFound."""
    found = connection.scalar(select(Account.id).where(Account.code == code).order_by(Account.id))
    if found is None:
        raise NotFound(_("Akun {code} tidak ada.").format(code=code))
    return found
