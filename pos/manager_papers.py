"""Papers for manager and board: a day, week, month or year of the branch on one to three pages.

    paper(shop, connection, Span.DAY, day)    the PDF, as command, screen and nightly folder give it

A manager signs it, and a member of the board who keeps no books understands it.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from koperasi.shop import Shop
from koperasi.text import _
from koperasi.work import Actor
from pos import (
    blind_counts,
    paper_drawers,
    paper_endings,
    paper_figures,
    paper_heads,
    paper_results,
    paper_tables,
    spans,
)
from pos.paper_figures import Figures
from pos.spans import Span
from printing import sheet_files
from printing.sheets import Beside, Block, Sheet


def paper(shop: Shop, connection: Connection, kind: Span | str, day: date) -> bytes:
    """The PDF of the day, week, month or year that a day lies in; equal books give equal bytes."""
    return sheet_files.pdf_bytes(sheet(shop, connection, Span(kind), day))


def sheet(shop: Shop, connection: Connection, span: Span, day: date) -> Sheet:
    """The same before it becomes a file."""
    today = shop.branch.business_date(shop.clock())
    figures = paper_figures.read(connection, shop.branch, spans.of(span, day, today), today)
    return of_figures(figures)


def check_may_see(shop: Shop, connection: Connection, actor: Actor, span: Span, day: date) -> None:
    """Refuse who counts blind while a shift of these days is open: the paper tells what its drawer must hold.

    Raises Refused.
    """
    days = spans.of(span, day, shop.branch.business_date(shop.clock()))
    blind_counts.check_days(connection, shop.branch, actor, days.first, days.until)


def of_figures(figures: Figures) -> Sheet:
    """What the figures say, laid out."""
    days, branch = figures.days, figures.branch
    where = _("Cabang {name}, semua kasir").format(name=branch.name)
    words = days.words if days.whole else _("{days}, belum selesai").format(days=days.words)
    blocks = _day(figures) if days.span is Span.DAY else _longer(figures)
    return Sheet(branch.shop_name, spans.title(days.span), f"{words} · {where}", tuple(blocks))


def name(span: Span, day: date) -> str:
    """What its file is called, without an ending: `Laporan Harian 2026-11-23`."""
    days = spans.of(span, day, day)
    when = {
        Span.DAY: days.first.isoformat(),
        Span.WEEK: f"{days.first.isoformat()} - {days.last.isoformat()}",
        Span.MONTH: f"{days.first:%Y-%m}",
        Span.YEAR: f"{days.first:%Y}",
    }
    return f"{spans.title(span)} {when[span]}"


def _first_page(figures: Figures) -> list[Block]:
    """What everybody reads."""
    sold = (paper_tables.tenders(figures), paper_tables.cashiers(figures))
    return [
        paper_heads.headline(figures),
        paper_heads.told(figures),
        paper_heads.chart(figures),
        Beside((paper_heads.comparison(figures.compared),), (paper_heads.members(figures),), 60),
        Beside((paper_tables.categories(figures),), sold, 52),
    ]


def _day(figures: Figures) -> list[Block]:
    blocks = [*_first_page(figures), paper_drawers.drawers(figures.drawers)]
    if paper_heads.over_short(figures) != paper_heads.at_closes(figures):
        blocks.append(paper_drawers.answers(figures))
    goods = (paper_tables.consigned(figures), paper_tables.bought(figures))
    money = (paper_drawers.elsewhere(figures), paper_drawers.often(figures), paper_tables.paid_out(figures))
    return [*blocks, Beside(goods, money), paper_drawers.happened(figures), *_ending(figures)]


def _longer(figures: Figures) -> list[Block]:
    people = (paper_tables.best(figures), paper_drawers.answers(figures), paper_drawers.by_cashier(figures))
    goods = (paper_tables.consigned(figures), paper_tables.bought(figures))
    looked_at = (paper_drawers.often(figures), paper_tables.expenses(figures))
    blocks = [
        *_first_page(figures),
        Beside(people, goods),
        Beside((paper_drawers.elsewhere(figures),), looked_at, 56),
    ]
    if figures.result is not None:
        blocks += paper_results.blocks(figures.result)
    return [*blocks, *_ending(figures)]


def _ending(figures: Figures) -> list[Block]:
    told: list[Block] = [each for each in (paper_endings.warnings(figures),) if each is not None]
    numbers, seal = paper_endings.numbered(figures), paper_endings.seal(figures)
    told.append(numbers if seal is None else Beside((numbers,), (seal,), 58))
    return [*told, paper_endings.signed(figures)]
