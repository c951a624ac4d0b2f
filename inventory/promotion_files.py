"""Promotions from a file: one row for each, or several with one code for several goods.

    kode;nama;jenis;persen;barang;hari;jam
    SEHAT;Sabtu Sehat;gratis;;101;sabtu;       (with beli 2, gratis 1)
    SORE;Sore Hemat;persen;10;;;17.00-19.00    (with kategori Minuman)

A code that is known is passed over: a promotion is never changed once it is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import Connection, select

from inventory import lookups, promotion_words, promotions
from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan, grouped, refuse_whole
from inventory.lookups import Known, Lookup
from inventory.products import Category
from inventory.promotion_offers import Bearer, PromotionKind
from inventory.promotions import NewPromotion, PromotionRecord, Target
from inventory.readings import Line, Table
from koperasi.branches import all_branches
from koperasi.errors import BadInput, Refused
from koperasi.money import ZERO
from koperasi.parties import Party
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.work import Work

FIELDS = (
    Field("code", Reads.WORDS, ("kode", "kode_promo"), required=True),
    Field("name", Reads.WORDS, ("nama", "nama_promo"), required=True),
    Field("kind", Reads.WORDS, ("jenis", "jenis_promo"), required=True),
    Field("rate", Reads.WORDS, ("persen", "diskon_persen", "diskon")),
    Field("amount", Reads.AMOUNT, ("rupiah", "potongan", "harga", "harga_promo", "nilai")),
    Field("buy", Reads.QUANTITY, ("beli",)),
    Field("free", Reads.QUANTITY, ("gratis",)),
    Field("good", Reads.CODE, ("barang", "kode_barang", "barcode", "product")),
    Field("unit", Reads.WORDS, ("satuan",)),
    Field("quantity", Reads.QUANTITY, ("jumlah", "qty", "isi")),
    Field("category", Reads.WORDS, ("kategori",)),
    Field("maker", Reads.WORDS, ("penitip", "kode_penitip", "pembuat")),
    Field("price_class", Reads.WORDS, ("kelas", "kelas_harga", "anggota")),
    Field("branch", Reads.WORDS, ("cabang", "kode_cabang")),
    Field("first_day", Reads.DAY, ("mulai", "dari", "tanggal_mulai", "from")),
    Field("last_day", Reads.DAY, ("sampai", "berakhir", "tanggal_akhir", "to")),
    Field("days", Reads.WORDS, ("hari",)),
    Field("hours", Reads.WORDS, ("jam",)),
    Field("bearer", Reads.WORDS, ("penanggung", "ditanggung")),
    Field("agreed", Reads.TRUTH, ("setuju", "persetujuan")),
    Field("below_cost", Reads.TRUTH, ("di_bawah_modal", "boleh_rugi")),
)


@dataclass(frozen=True, slots=True)
class Aim:
    """What one promotion is for, as a person names it: a good's code, a category's name or a maker's code."""

    good: str = ""
    unit: str = ""
    quantity: Quantity = NOTHING
    category: str = ""
    maker: str = ""


@dataclass(slots=True)
class Names:
    """What goods, categories, makers and branches are called; and the codes that promotions have."""

    lookup: Lookup
    categories: dict[str, int] = field(default_factory=dict)
    makers: dict[str, int] = field(default_factory=dict)
    branches: dict[str, int] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def branch(self, code: str) -> int | None:
        """None for every branch; raises BadInput for a code nobody knows."""
        return _named(self.branches, code, _("Cabang"), "branch") if code else None

    def target(self, aim: Aim, kind: PromotionKind) -> Target:
        """Raises BadInput for what nobody knows, or for none or several things at once."""
        if sum(map(bool, (aim.good, aim.category, aim.maker))) != 1:
            raise BadInput(_("Sebut satu: barang, kategori atau penitip."), field="good")
        if aim.category:
            return Target(category_id=_named(self.categories, aim.category, _("Kategori"), "category"))
        if aim.maker:
            return Target(maker_id=_named(self.makers, aim.maker, _("Penitip"), "maker"))
        known = self._good(aim)
        if kind is PromotionKind.BUNDLE:
            return Target(product_id=known.product_id, quantity=(aim.quantity or ONE).of_factor(known.factor))
        # A barcode of a larger unit means that unit; the base unit need not be named.
        return Target(product_id=known.product_id, unit_id=known.unit_id if aim.unit or not known.base else None)

    def _good(self, aim: Aim) -> Known:
        found = self.lookup.by_code(aim.good)
        if len(found) != 1:
            message = _("Barang {code} tidak dikenal.") if not found else _("Kode {code} milik beberapa barang.")
            raise BadInput(message.format(code=aim.good), field="good")
        if not aim.unit:
            return found[0]
        known = self.lookup.unit_of(found[0].product_id, aim.unit)
        if known is None:
            message = _("{name} tidak punya satuan {unit}.").format(name=found[0].name, unit=aim.unit)
            raise BadInput(message, field="unit")
        return known


def _named(known: dict[str, int], name: str, what: str, its_field: str) -> int:
    found = known.get(name.strip().casefold())
    if found is None:
        raise BadInput(_("{what} {name} tidak dikenal.").format(what=what, name=name), field=its_field)
    return found


def names(connection: Connection) -> Names:
    """Everything a promotion may name."""
    categories = connection.execute(select(Category.name, Category.id).where(Category.retired_at.is_(None)))
    makers = connection.execute(select(Party.code, Party.id))
    return Names(
        lookups.read(connection),
        {row.name.casefold(): row.id for row in categories},
        {row.code.casefold(): row.id for row in makers if row.code},
        {each.code.casefold(): each.id for each in all_branches(connection)},
        set(connection.scalars(select(PromotionRecord.code))),
    )


def plan(shop: Shop, table: Table, _options: Options) -> Plan:
    """Each code's rows as one promotion; one with a wrong row is refused whole."""
    batches, skipped = [], 0
    with shop.reading() as connection:
        known = names(connection)
        for lines in grouped(table.lines, "code").values():
            if lines[0].get("code") in known.taken:
                skipped += len(lines)
            elif not refuse_whole(table.findings, lines):
                new = _new(connection, table, known, lines)
                if new is not None:
                    batches.append(Batch([line.row for line in lines], partial(_write, new)))
    return Plan(batches, skipped)


def _write(new: NewPromotion, work: Work) -> None:
    promotions.add(work, new)


def _new(connection: Connection, table: Table, known: Names, lines: list[Line]) -> NewPromotion | None:
    """The promotion that rows of one code say; None when it was refused."""
    line = lines[0]
    try:
        new = _said(line, known)
        for line in lines:
            target = known.target(_aim(line), new.kind)
            new = promotions.aimed_at(new, target)
        line = lines[0]
        promotions.check(new)
        promotions.check_consent(connection, new)
    except Refused as refusal:
        table.findings.refuse(line.row, refusal)
        refuse_whole(table.findings, lines)
        return None
    return new


def _aim(line: Line) -> Aim:
    said: dict[str, Any] = {name: line[name] for name in Aim.__slots__ if line.get(name)}
    return Aim(**said)


def _said(line: Line, known: Names) -> NewPromotion:
    begins, ends = promotion_words.hours(line["hours"]) if line.get("hours") else (None, None)
    return NewPromotion(
        code=line["code"],
        name=line["name"],
        kind=promotion_words.kind(line["kind"]),
        targets=(),
        bearer=promotion_words.bearer(line["bearer"]) if line.get("bearer") else Bearer.SHOP,
        rate_bps=promotion_words.rate(line["rate"]) if line.get("rate") else 0,
        amount=line.get("amount", ZERO),
        buy=line.get("buy", NOTHING).thousandths // ONE.thousandths,
        free=line.get("free", NOTHING).thousandths // ONE.thousandths,
        price_class=line.get("price_class", ""),
        branch_id=known.branch(line.get("branch", "")),
        first_day=line.get("first_day"),
        last_day=line.get("last_day"),
        weekdays=promotion_words.weekdays(line["days"]) if line.get("days") else 0,
        begins=begins,
        ends=ends,
        below_cost=line.get("below_cost", False),
        agreed=line.get("agreed", False),
    )


IMPORT = Import("promotions", N_("Promo"), FIELDS, plan)
