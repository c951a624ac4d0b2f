"""Papers for manager and board: a day, week, month or year of the branch on one to three pages.

    paper(shop, connection, Span.DAY, day)    the PDF, as command, screen and nightly folder give it

A manager signs it, and a member of the board who keeps no books understands it.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from koperasi.shop import Shop
from koperasi.text import _
from pos import paper_blocks, paper_figures, paper_results, spans
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


def _day(figures: Figures) -> list[Block]:
    made = paper_blocks
    blocks: list[Block] = [
        made.headline(figures),
        made.told(figures),
        made.chart(figures),
        Beside((made.comparison(figures.compared),), (made.members(figures),), 60),
        Beside((made.categories(figures),), (made.tenders(figures), made.cashiers(figures)), 52),
        made.drawers(figures.drawers),
        *((made.answers(figures),) if made.over_short(figures) != made.at_closes(figures) else ()),
        Beside(
            (made.consigned(figures), made.bought(figures)),
            (made.elsewhere(figures), made.often(figures), made.paid_out(figures)),
        ),
        made.happened(figures),
    ]
    return [*blocks, *_ending(figures)]


def _longer(figures: Figures) -> list[Block]:
    made = paper_blocks
    blocks: list[Block] = [
        made.headline(figures),
        made.told(figures),
        made.chart(figures),
        Beside((made.comparison(figures.compared),), (made.members(figures),), 60),
        Beside((made.categories(figures),), (made.tenders(figures), made.cashiers(figures)), 52),
        Beside(
            (made.best(figures), made.answers(figures), made.by_cashier(figures)),
            (made.consigned(figures), made.bought(figures)),
        ),
        Beside((made.elsewhere(figures),), (made.often(figures), made.expenses(figures)), 56),
    ]
    if figures.result is not None:
        blocks += paper_results.blocks(figures.result)
    return [*blocks, *_ending(figures)]


def _ending(figures: Figures) -> list[Block]:
    made = paper_blocks
    told: list[Block] = [each for each in (made.warnings(figures),) if each is not None]
    seal = made.seal(figures)
    told.append(made.numbered(figures) if seal is None else Beside((made.numbered(figures),), (seal,), 58))
    return [*told, made.signed(figures)]
