"""Agreements from a list: a row per deal, the rows of one maker together are one version.

    penitip;barang;kategori;kesepakatan;mulai;penentu harga;lama di rak;bayar;hari bayar
    A-0217;;;komisi 17,5;01/12/2026;penitip;30;minggu;jumat
    A-0217;201;;titip 8.000;;;;;

A maker is named by her number as a member, or by her code.  Conditions stand in her first
row; a cell left empty leaves what her last version says, and a maker whose rows change
nothing is passed over.  Versions are never back-dated: without a day they begin today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from sqlalchemy import Connection, select

from consignment import agreement_checks, agreement_deeds, agreement_queries, condition_texts, deal_texts, makers
from consignment.agreement_deeds import AgreementCommand
from consignment.agreements import UNWRITTEN, AgreedRule, Agreement
from inventory import lookups
from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan, grouped, refuse_whole
from inventory.lookups import Lookup
from inventory.products import Category
from inventory.readings import Findings, Line, Table
from koperasi import parties
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.members import Member
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.uids import new_uid
from koperasi.work import Work

FIELDS = (
    Field("maker", Reads.WORDS, ("penitip", "kode_penitip", "no_anggota", "member"), required=True),
    Field("goods", Reads.CODE, ("barang", "kode_barang", "barcode", "item_code")),
    Field("category", Reads.WORDS, ("kategori",)),
    Field("deal", Reads.WORDS, ("kesepakatan", "bagi_hasil")),
    Field("starts_on", Reads.DAY, ("mulai", "tanggal_mulai")),
    Field("ends_on", Reads.DAY, ("sampai", "berakhir")),
    Field("price_by", Reads.WORDS, ("penentu_harga",)),
    Field("may_lower", Reads.WORDS, ("boleh_menurunkan",)),
    Field("hold_days", Reads.WORDS, ("ditahan", "hari_ditahan")),
    Field("shelf_days", Reads.WORDS, ("lama_di_rak",)),
    Field("grace_days", Reads.WORDS, ("waktu_mengambil",)),
    Field("after_grace", Reads.WORDS, ("tidak_diambil",)),
    Field("after_payout", Reads.WORDS, ("retur",)),
    Field("tolerance", Reads.WORDS, ("kurang_wajar",)),
    Field("cycle", Reads.WORDS, ("bayar", "dibayar")),
    Field("pay_day", Reads.WORDS, ("hari_bayar", "tanggal_bayar")),
    Field("min_payout", Reads.WORDS, ("paling_sedikit",)),
    Field("markdowns", Reads.WORDS, ("harga_turun",)),
    Field("liabilities", Reads.WORDS, ("risiko",)),
    Field("fee_delivery", Reads.WORDS, ("biaya_titip",)),
    Field("fee_month", Reads.WORDS, ("biaya_bulan",)),
    Field("fee_payout", Reads.WORDS, ("biaya_bayar",)),
    Field("signed_by", Reads.WORDS, ("tanda_tangan",)),
    Field("note", Reads.WORDS, ("catatan", "tambahan")),
)


def plan(shop: Shop, table: Table, _options: Options) -> Plan:
    """Check each maker's rows whole; what is agreed on already is passed over."""
    now = shop.clock()
    day = shop.branch.business_date(now)
    with shop.reading() as connection:
        lookup = lookups.read(connection)
        kinds = select(Category.name, Category.id).where(Category.retired_at.is_(None))
        categories = {name.casefold(): key for name, key in connection.execute(kinds)}
        known = agreement_queries.of_makers(connection, None)
        batches, skipped = [], 0
        for maker_id, lines in _by_maker(connection, table).items():
            before = known.get(maker_id, ())
            last = before[-1] if before else None
            filed = _filed(lookup, categories, lines, last, maker_id, now, day, table.findings)
            if filed is None:
                continue
            command, told = filed
            if last is not None and _says(last) == _said(command):
                skipped += len(lines)
            elif _allowed(agreement_deeds.objections(connection, shop, command, before, now), told, table.findings):
                batches.append(Batch([line.row for line in lines], partial(_write, filed=command)))
            else:
                refuse_whole(table.findings, lines)
    return Plan(batches, skipped)


def _by_maker(connection: Connection, table: Table) -> dict[int, list[Line]]:
    """Maker → all her rows in the file's order, however each of them names her."""
    found: dict[int, list[Line]] = {}
    for lines in grouped(table.lines, "maker").values():
        maker_id = _maker(connection, lines, table.findings)
        if maker_id is not None:
            found[maker_id] = sorted([*found.get(maker_id, ()), *lines], key=lambda line: line.row)
    return found


def _allowed(objections: Iterable[tuple[int, Refused]], told: Sequence[Line], findings: Findings) -> bool:
    """Whether the books allow a version; else each reason stands beside the row that it is about."""
    said = list(objections)
    for deal, each in said:
        findings.refuse(told[max(deal - 1, 0)].row, each, "maker")
    return not said


def maker_named(connection: Connection, named: str) -> int:
    """A party by her number as a member, else by her code.  Raises NotFound."""
    wanted = named.strip().upper()
    member = select(Member.party_id).where(Member.number == wanted, Member.retired_at.is_(None))
    found = (
        connection.scalar(member) or parties.by_code(connection, wanted) or parties.by_code(connection, named.strip())
    )
    if found is None:
        remedy = _("Lihat kodenya: sbmi-mart maker")
        raise NotFound(_("Tidak ada penitip {named}.").format(named=named.strip() or "?"), remedy=remedy)
    return int(makers.party(connection, found).id)


def _maker(connection: Connection, lines: Sequence[Line], findings: Findings) -> int | None:
    try:
        return maker_named(connection, lines[0].get("maker") or "")
    except NotFound as wrong:
        findings.refuse(lines[0].row, wrong, "maker")
        refuse_whole(findings, lines)
        return None


def _filed(
    lookup: Lookup,
    categories: Mapping[str, int],
    lines: Sequence[Line],
    last: Agreement | None,
    maker_id: int,
    now: datetime,
    day: date,
    findings: Findings,
) -> tuple[AgreementCommand, list[Line]] | None:
    """The version that a maker's rows tell, without an id yet, and the row of each deal (or her first).

    None (and rejections) when one of them is wrong.
    """
    first = lines[0]
    dealt = [(line, rule) for line in lines if (rule := _rule(lookup, categories, line, findings)) is not None]
    rules, told = [rule for _line, rule in dealt], [line for line, _rule in dealt] or [first]
    ends_on = first.get("ends_on") or (last.ends_on if last and last.ends_on and last.ends_on >= day else None)
    try:
        said = {name: first.get(name) or "" for name in condition_texts.NAMES}
        conditions = condition_texts.applied(last.conditions if last else UNWRITTEN, said)
        starts_on = first.get("starts_on") or day
        agreed = tuple(rules) or (last.rules if last else ())
        agreement_checks.check(agreed, conditions, starts_on, ends_on)
    except Refused as wrong:
        row = told[wrong.row - 1].row if isinstance(wrong, BadInput) and 0 < wrong.row <= len(told) else first.row
        findings.refuse(row, wrong, "deal")
    if refuse_whole(findings, lines):
        return None
    signed_by, note = first.get("signed_by") or "", first.get("note") or ""
    command = AgreementCommand(0, "", maker_id, day, now, starts_on, agreed, conditions, ends_on, signed_by, note)
    return command, told


def _rule(lookup: Lookup, categories: Mapping[str, int], line: Line, findings: Findings) -> AgreedRule | None:
    """A row's deal; None where it has none, or it is wrong."""
    if "deal" not in line.values:
        return None
    product = category = None
    if "goods" in line.values:
        found = lookup.by_code(line["goods"])
        if len(found) != 1:
            findings.reject(line.row, "goods", _("Barang ini tidak dikenal."), _("Isi kode atau barcode barangnya."))
            return None
        product = found[0].product_id
    if "category" in line.values:
        category = categories.get(line["category"].casefold())
        if category is None:
            findings.reject(line.row, "category", _("Kategori tidak ditemukan."), _("Tulis seperti di daftar barang."))
            return None
    try:
        return AgreedRule(deal_texts.terms(line["deal"]), product, category)
    except BadInput as wrong:
        findings.refuse(line.row, wrong, "deal")
        return None


def _says(last: Agreement) -> tuple[object, ...]:
    return (last.rules, last.conditions, last.ends_on)


def _said(command: AgreementCommand) -> tuple[object, ...]:
    return (command.rules, command.conditions, command.ends_on)


def _write(work: Work, filed: AgreementCommand) -> None:
    command = replace(filed, id=work.mint(), uid=new_uid(work.now), at=work.now)
    agreement_deeds.sign(work, command)


IMPORT = Import("agreements", N_("Perjanjian titip"), FIELDS, plan)
