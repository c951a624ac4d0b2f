"""A statement on paper: on A4, on a slip, and as a text for WhatsApp.

All of it comes from the statement's own facts, in the language it was issued in, so that a
reprint is the same to the byte; a copy of a slip says SALINAN besides.
"""

from __future__ import annotations

from consignment import statement_words as words
from consignment.statement_facts import What
from consignment.statement_values import Goods, Line, Statement
from consignment.statement_words import Sold
from koperasi.money import ZERO
from koperasi.text import _, long_date, short_date, speaking
from printing import business_papers
from printing.business_papers import BusinessPaper
from printing.reports import Cell as ReportCell
from printing.reports import Column, Kind, Report, total_row
from printing.slips import BIG, RIGHT, Cell, Draft, Slip


def pdf_bytes(statement: Statement) -> bytes:
    """The statement as an A4 file; equal statements give equal bytes."""
    with speaking(statement.said.language):
        return business_papers.pdf_bytes(paper(statement))


def paper(statement: Statement) -> BusinessPaper:
    """The statement on A4: goods, money, every sale by product, and all else with its number."""
    said = statement.said
    goods = goods_table(statement)
    head = Report(
        goods.name, _("Rincian Setoran"), goods.columns, goods.rows, goods.totals, said.shop, "", statement.number,
        words.foot(said),
    )  # fmt: skip
    tables = [money_table(statement), *(_sold_table(each) for each in words.by_product(statement))]
    if beside := words.beside_sales(statement):
        tables.append(_others_table(statement, beside))
    facts = (
        (_("Nomor"), statement.number),
        (_("Tanggal"), long_date(statement.issued_on)),
        (_("Masa"), words.period(said)),
        (_("Saldo akhir"), str(said.closing)),
    )
    sender = (said.shop, said.shop_place, said.shop_phone)
    to = (said.maker_name, _("Penitip {code}").format(code=said.maker_code), said.village)
    signs = (_("Penitip, {name}").format(name=said.maker_name), _("Petugas, {name}").format(name=said.issued_by))
    return BusinessPaper(sender, to, facts, head, signs, over=goods.title, tables=tuple(tables))


def goods_table(statement: Statement) -> Report:
    """What became of each product: opening, what came and went, what is left."""
    between = words.columns(statement.goods)
    columns = (
        Column("name", _("Barang")),
        Column("unit", _("Satuan")),
        Column("opening", _("Awal"), Kind.QUANTITY),
        *(Column(each.field, each.short, Kind.QUANTITY) for each in between),
        Column("closing", _("Sisa"), Kind.QUANTITY),
    )
    rows: tuple[tuple[ReportCell, ...], ...] = tuple(
        (each.name, each.unit, each.opening, *(column.of(each) for column in between), each.closing)
        for each in statement.goods
    )
    return Report("statement-goods", _("Barang"), columns, rows, None, statement.said.shop)


def money_table(statement: Statement) -> Report:
    """Opening, what came and went, closing."""
    columns = (Column("what", _("Keterangan")), Column("amount", _("Rupiah"), Kind.RUPIAH))
    *rows, closing = words.money(statement.said, statement.lines)
    return Report(
        "statement-money", _("Uang"), columns, tuple((each.label, each.amount) for each in rows),
        (closing.label, closing.amount), statement.said.shop,
    )  # fmt: skip


def _sold_table(sold: Sold) -> Report:
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Nomor")),
        Column("what", _("Keterangan")),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
        Column("net", _("Hasil jual"), Kind.RUPIAH),
        Column("commission", _("Bagian toko"), Kind.RUPIAH),
        Column("amount", _("Bagian Anda"), Kind.RUPIAH),
    )
    rows = tuple(
        (each.business_date, each.number, _told(each), -each.quantity, each.net, each.commission, each.amount)
        for each in sold.lines
    )
    quantity = words.counted(sold.quantity, sold.goods.unit)
    title = _("{name} – terjual {quantity}").format(name=sold.goods.name, quantity=quantity)
    totals = total_row(columns, rows, "quantity", "net", "commission", "amount")
    return Report("statement-sales", title, columns, rows, totals)


def _others_table(statement: Statement, lines: tuple[Line, ...]) -> Report:
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Nomor")),
        Column("what", _("Keterangan")),
        Column("name", _("Barang")),
        Column("quantity", _("Barang ±")),
        Column("amount", _("Uang"), Kind.RUPIAH),
    )
    names = words.named(statement.goods)
    rows = tuple(
        (
            each.business_date,
            each.number,
            _told(each),
            names[each.product_id].name if each.product_id in names else "",
            words.moved(each),
            each.amount if each.amount or each.what is What.MONEY else None,
        )
        for each in lines
    )
    return Report("statement-others", _("Barang masuk, keluar, dan uang lainnya"), columns, rows)


def _told(line: Line) -> str:
    detail = words.detail(line)
    return f"{words.title(line)} ({detail})" if detail else words.title(line)


# -- on a slip -----------------------------------------------------------------


def slip(statement: Statement) -> Slip:
    """The statement on a strip of paper: goods, money, what was sold of each product by day."""
    with speaking(statement.said.language):
        return _slip(statement)


def _slip(statement: Statement) -> Slip:
    said = statement.said
    draft = Draft().middle(said.shop, bold=True).middle(said.shop_place).middle(_("RINCIAN SETORAN"), size=BIG)
    draft.rule().both(statement.number, short_date(statement.issued_on))
    draft.text(f"{said.maker_name} ({said.maker_code})", bold=True).text(said.village)
    draft.both(_("Masa"), words.period(said)).rule().text(_("BARANG"), bold=True)
    for each in statement.goods:
        _goods(draft, statement, each)
    draft.rule().text(_("UANG"), bold=True)
    for row in words.money(said, statement.lines):
        draft.both(row.label, row.amount.bare, bold=row.strong)
    draft.rule()
    for told in words.foot(said):
        draft.text(told)
    _sales(draft, statement)
    _others(draft, statement)
    draft.blank(1).signatures((_("Penitip"), said.maker_name), (_("Petugas"), said.issued_by))
    return draft.cut().slip()


def _goods(draft: Draft, statement: Statement, goods: Goods) -> None:
    draft.text(goods.name, bold=True)
    draft.both(_("Awal"), str(goods.opening), indent=2)
    for column in words.columns(statement.goods):
        quantity = column.of(goods)
        if quantity:
            sign = "-" if column.field in words.LESSENING else "+"
            draft.both(column.label, f"{sign}{quantity}" if quantity.thousandths > 0 else str(quantity), indent=2)
    draft.both(_("Sisa di toko"), words.counted(goods.closing, goods.unit), indent=2, bold=True)


def _sales(draft: Draft, statement: Statement) -> None:
    sold = words.by_product(statement)
    if sold:
        draft.rule().text(_("TERJUAL (bagian Anda)"), bold=True)
    for each in sold:
        draft.both(each.goods.name, each.goods.amount.bare, bold=True)
        for day, quantity, amount in words.by_day(each):
            draft.columns(
                Cell(short_date(day)[:5], 5), Cell(words.counted(quantity, each.goods.unit), 0, RIGHT),
                Cell(amount.bare, 11, RIGHT),
            )  # fmt: skip


def _others(draft: Draft, statement: Statement) -> None:
    beside = words.beside_sales(statement)
    if beside:
        draft.rule().text(_("LAIN-LAIN"), bold=True)
    names = words.named(statement.goods)
    for each in beside:
        draft.both(f"{short_date(each.business_date)[:5]} {_told(each)}", each.number)
        goods = names.get(each.product_id)
        moved = f"{goods.name} {words.moved(each)}".strip() if goods is not None else ""
        if moved or each.amount:
            draft.both(moved, each.amount.bare if each.amount != ZERO else "", indent=6)


# -- as a message --------------------------------------------------------------


def message(statement: Statement) -> str:
    """The statement as a plain text, bold between asterisks as WhatsApp shows it."""
    with speaking(statement.said.language):
        return "\n".join(_message(statement))


def _message(statement: Statement) -> list[str]:
    said = statement.said
    told = [f"*{_('RINCIAN SETORAN')} {said.shop}*", f"{statement.number} · {words.period(said)}"]
    told += [_("Untuk: {name}").format(name=said.maker_name), ""]
    for each in statement.goods:
        parts = [f"{column.label.lower()} {column.of(each)}" for column in words.columns([each]) if column.of(each)]
        left = _("sisa {quantity}").format(quantity=words.counted(each.closing, each.unit))
        told.append(f"• {each.name}: {', '.join([*parts, f'*{left}*'])}")
    told.append("")
    for row in words.money(said, statement.lines):
        amount = f"*{row.amount}*" if row.strong else str(row.amount)
        told.append(f"{row.label}: {amount}")
    return [*told, "", *words.foot(said)]
