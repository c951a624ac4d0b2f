"""Agreements as tables: who has one, the versions of one maker, and what they reduce today."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from consignment import agreement_words, deal_words, maker_queries
from consignment.agreement_desks import Opened
from consignment.agreements import Agreement, Mark
from consignment.reductions import Asked
from consignment.terms import Bearer
from koperasi.periods import Period
from koperasi.shop import Shop
from koperasi.text import _
from printing.reports import Cell, Column, Kind, Report


def state(agreement: Agreement, current: Agreement | None, today: date) -> str:
    """How a version stands: to come, holding, replaced, suspended or ended."""
    if agreement.starts_on > today:
        return _("akan datang")
    if current is None or agreement.id != current.id:
        return _("diganti")
    if agreement.holds(today):
        return _("berlaku")
    return _("ditunda") if agreement.mark is Mark.SUSPENDED else _("berakhir")


def agreements(connection: Connection, period: Period) -> Report:
    """Every maker with her deal on the last of the days, and who has none."""
    day = period.last
    known = maker_queries.every(connection, day)
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Penitip")),
        Column("number", _("Perjanjian")),
        Column("version", _("Versi"), Kind.COUNT),
        Column("starts_on", _("Mulai"), Kind.DATE),
        Column("ends_on", _("Sampai"), Kind.DATE),
        Column("state", _("Keadaan")),
        Column("deal", _("Kesepakatan")),
        Column("paid", _("Dibayar")),
    )
    rows: list[tuple[Cell, ...]] = []
    for each in known:
        found = each.agreement
        if found is None:
            rows.append((each.number or each.code, each.name, "", None, None, None, "", each.deal, ""))
            continue
        paid = agreement_words.when_paid(found.conditions)
        said = (found.number, found.version, found.starts_on, found.ends_on, state(found, found, day))
        rows.append((each.number or each.code, each.name, *said, each.deal, paid))
    title = _("Perjanjian titip")
    return Report("agreements", title, columns, tuple(rows), None, period.branch.shop_name, "", period.words)


def versions(shop: Shop, opened: Opened) -> Report:
    """All versions of one maker, the last one first."""
    columns = (
        Column("number", _("Perjanjian")),
        Column("version", _("Versi"), Kind.COUNT),
        Column("starts_on", _("Mulai"), Kind.DATE),
        Column("ends_on", _("Sampai"), Kind.DATE),
        Column("state", _("Keadaan")),
        Column("deal", _("Kesepakatan")),
        Column("paid", _("Dibayar")),
        Column("signed_by", _("Tanda tangan")),
    )
    rows = tuple(
        (
            each.number,
            each.version,
            each.starts_on,
            each.ends_on,
            state(each, opened.current, opened.today),
            deal_words.summary(each.rules),
            agreement_words.when_paid(each.conditions),
            each.signed_by,
        )
        for each in reversed(opened.versions)
    )
    shop_name = shop.branch.shop_name
    return Report("agreement-versions", _("Perjanjian titip"), columns, rows, None, shop_name, opened.maker.full)


def reductions(shop: Shop, asked: Asked) -> Report:
    """What agreements ask for today, and what began already."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("maker", _("Penitip")),
        Column("agreement", _("Perjanjian")),
        Column("days", _("Hari di rak"), Kind.COUNT),
        Column("rate", _("Potong"), Kind.PERCENT),
        Column("bearer", _("Ditanggung")),
        Column("price", _("Harga"), Kind.RUPIAH),
        Column("price_after", _("Menjadi"), Kind.RUPIAH),
        Column("until", _("Sampai"), Kind.DATE),
        Column("state", _("Keadaan")),
    )
    rows = tuple(
        (
            each.lot.code,
            each.lot.name,
            each.lot.maker,
            each.number,
            each.days,
            each.step.off_bps,
            _("penitip") if each.step.bearer is Bearer.MAKER else _("toko"),
            each.price,
            each.price_after,
            each.last_day,
            _("sudah jalan") if each.done else _("diusulkan") if each.price is not None else _("belum punya harga"),
        )
        for each in asked.proposals
    )
    notes = tuple(_("{code} sudah habis; potongannya diakhiri.").format(code=each.code) for each in asked.over)
    title = _("Harga turun menurut perjanjian")
    return Report("agreed-reductions", title, columns, rows, None, shop.branch.shop_name, notes=notes)
