"""The yearly letter to a maker: what was sold of her goods, for the tax office (Surat Keterangan Penjualan Titipan).

Income tax of an individual's business is on gross sales, of which the first Rp 500 million
of a year are free; the shop withholds nothing (PP 55/2022, Art. 60; domain/consignment.md
2.3).  The letter of a year that is over is the same whenever it is made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from consignment import maker_report_queries, money_queries
from consignment.maker_report_queries import NONE_SOLD, Maker, Sold
from consignment.maker_reports import UNTAXED
from koperasi.branches import Branch
from koperasi.documents import Kind as DocumentKind
from koperasi.errors import Refused, Trouble
from koperasi.money import ZERO, Rupiah, total
from koperasi.shop import Shop
from koperasi.text import MONTHS, _, long_date, speaking
from printing import business_papers
from printing.business_papers import BusinessPaper
from printing.reports import Column, Kind, Report, total_row

MONTHS_OF_YEAR = range(1, 13)
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Month:
    """What was sold of her goods in a month, and what she was paid in it (at the counter or by a payout)."""

    sold: Sold = NONE_SOLD
    paid: Rupiah = ZERO


@dataclass(frozen=True, slots=True)
class Letter:
    """A maker's year, month by month; `last` is the day up to which the books are told."""

    maker: Maker
    year: int
    last: date
    months: tuple[Month, ...]

    @property
    def gross(self) -> Rupiah:
        return total(each.sold.gross for each in self.months)

    @property
    def number(self) -> str:
        """What the letter is called: the same whenever it is made."""
        return f"SKPT/{self.year}/{self.maker.code}"

    @property
    def file_name(self) -> str:
        return f"surat-titipan-{self.year}-{_UNSAFE.sub('-', self.maker.code).strip('-')}.pdf"


def read(connection: Connection, year: int, today: date, party: int | None = None) -> list[Letter]:
    """The letters of a year to every maker of whose goods anything was sold in it, or to one; by name.

    Raises Refused where there is nothing to write (rule `nothing-sold`), or the year is yet to come.
    """
    if year > today.year:
        raise Refused(_("Tahun {year} belum ada penjualannya.").format(year=year), rule="nothing-sold")
    sold = maker_report_queries.by_month(connection, year, party)
    booked = money_queries.booked_by_month(connection, year, party)
    found = [
        Letter(
            maker,
            year,
            min(date(year, 12, 31), today),
            tuple(_month(sold[maker.id], booked.get(maker.id, {}), number) for number in MONTHS_OF_YEAR),
        )
        for maker in maker_report_queries.all_makers(connection, party)
        if maker.id in sold
    ]
    if not found:
        said = _("Tidak ada titipan yang terjual pada tahun {year}.").format(year=year)
        raise Refused(said, remedy=_("Periksa tahun atau kode penitipnya."), rule="nothing-sold")
    return found


def _month(sold: Mapping[int, Sold], booked: Mapping[int, Mapping[DocumentKind, Rupiah]], number: int) -> Month:
    hers = sold.get(number, NONE_SOLD)
    return Month(hers, money_queries.told(hers.share, booked.get(number, {})).paid)


def table(letter: Letter, shop: str) -> Report:
    """The twelve months; gross − discount − commission + what the shop added = hers."""
    columns = (
        Column("month", _("Bulan")),
        Column("gross", _("Penjualan bruto"), Kind.RUPIAH),
        Column("discount", _("Potongan harga"), Kind.RUPIAH),
        Column("commission", _("Komisi toko"), Kind.RUPIAH),
        Column("promotion", _("Ditambah toko"), Kind.RUPIAH),
        Column("share", _("Bagian penitip"), Kind.RUPIAH),
        Column("paid", _("Dibayarkan"), Kind.RUPIAH),
    )
    rows = tuple(
        (
            MONTHS[number - 1],
            each.sold.gross,
            each.sold.discount,
            each.sold.commission,
            each.sold.promotion,
            each.sold.share,
            each.paid,
        )
        for number, each in zip(MONTHS_OF_YEAR, letter.months, strict=True)
    )
    totals = total_row(columns, rows, "gross", "discount", "commission", "promotion", "share", "paid")
    title = _("Surat Keterangan Penjualan Titipan")
    return Report("letter", title, columns, rows, totals, shop, letter.number, str(letter.year), notes(letter, shop))


def notes(letter: Letter, shop: str) -> tuple[str, ...]:
    """What the letter says in words."""
    said = _(
        "Dengan ini {shop} menerangkan bahwa dari barang titipan {name} selama tahun {year} "
        "terjual bruto {gross}. Bruto: harga jual sebelum potongan harga, sesudah barang yang dikembalikan pembeli."
    )
    tax = _(
        "Menurut PP 55 Tahun 2022, omzet usaha orang pribadi sampai {limit} setahun tidak kena pajak penghasilan; "
        "di atas itu 0,5%. Penjualan di tempat lain ikut dihitung oleh penitip sendiri."
    )
    kept = _("Koperasi tidak memotong pajak dari uang penitip.")
    above = _("Penjualan bruto di toko ini sudah melewati batas itu sebesar {amount}.")
    told = [said.format(shop=shop, name=letter.maker.name, year=letter.year, gross=letter.gross)]
    told.append(tax.format(limit=UNTAXED))
    if letter.gross > UNTAXED:
        told.append(above.format(amount=letter.gross - UNTAXED))
    return (*told, kept)


def paper(letter: Letter, branch: Branch) -> BusinessPaper:
    """The letter as it is printed on A4 and signed by the board."""
    maker = letter.maker
    name = f"{maker.title} {maker.name}".strip()
    to = (_("Kepada {name}").format(name=name), maker.code, maker.group_name, maker.village, maker.phone)
    facts = (
        (_("Nomor"), letter.number),
        (_("Tahun"), str(letter.year)),
        (_("Menurut buku sampai"), long_date(letter.last)),
    )
    where = tuple(each for each in (branch.name, branch.address, branch.phone) if each)
    signs = (_("Pengurus {shop}").format(shop=branch.shop_name),)
    return BusinessPaper((branch.shop_name, *where), to, facts, table(letter, branch.shop_name), signs)


def pdf(letter: Letter, branch: Branch) -> bytes:
    """The letter as an A4 file: in Indonesian whatever the shop speaks, for the tax office reads no other."""
    with speaking("id"):
        return business_papers.pdf_bytes(paper(letter, branch))


def write(shop: Shop, year: int, today: date, folder: Path, party: int | None = None) -> list[Path]:
    """Write the letters of a year into a folder, which is made; returns the files.

    Raises Refused as `read` does, Trouble where a file cannot be written.
    """
    with shop.reading() as connection:
        found = read(connection, year, today, party)
    paths = []
    for each in found:
        path = folder / each.file_name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pdf(each, shop.branch))
        except OSError as error:
            said = _("File {name} tidak bisa ditulis: {why}").format(name=path, why=error.strerror)
            raise Trouble(said) from error
        paths.append(path)
    return paths
