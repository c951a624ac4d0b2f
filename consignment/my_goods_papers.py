"""A maker's goods on a slip that she takes home: the words and numbers of her screen."""

from __future__ import annotations

from consignment import my_goods_words as words
from consignment.my_goods import MyGoods, MyLine
from koperasi.text import _, clock, long_date, short_date
from printing.slips import BIG, Draft, Slip

#: A strip of paper is no book: so many statements and payouts stand on it.
MOST = 4


def slip(goods: MyGoods) -> Slip:
    """For her alone; nothing on it is a proof of payment, and it says so."""
    paper = Draft().middle(goods.shop, size=BIG, bold=True).middle(_("TITIPAN SAYA"), bold=True).blank()
    paper.text(words.title(goods.who), bold=True).text(words.about(goods.who))
    at = clock(goods.at)
    paper.text((f"{long_date(goods.at.date())} {at}", f"{short_date(goods.at.date())} {at}")).rule()
    _owed(paper, goods)
    paper.rule().both(_("Laku hari ini"), words.counted(words.sold_today(goods), goods.one_unit))
    paper.both(_("Laku bulan ini"), words.counted(words.sold(goods), goods.one_unit))
    paper.both(_("Bagian Penitip"), str(goods.share))
    for each in goods.lines:
        _line(paper, goods, each)
    _papers(paper, goods)
    paper.rule().middle(_("Ini bukan bukti bayar."))
    return paper.cut().slip()


def _owed(paper: Draft, goods: MyGoods) -> None:
    due = words.owed(goods)
    paper.text(due.label).right(str(due.amount), size=BIG, bold=True)
    paper.text(due.when)
    for each in (due.how, due.held):
        if each:
            paper.text(each)


def _line(paper: Draft, goods: MyGoods, line: MyLine) -> None:
    paper.rule().text(line.name, bold=True)
    for name, quantity in (
        (_("Titip Masuk"), line.brought),
        (_("Laku hari ini"), line.sold_today),
        (_("Laku bulan ini"), line.sold),
        (_("Sisa"), line.here.left),
    ):
        paper.both(name, str(quantity), indent=1)
    age, expiry = words.age(goods, line), words.expiry(goods, line)
    for each in (words.notes(line), ", ".join(said for said in (age, expiry) if said)):
        if each:
            paper.text(each, indent=1)


def _papers(paper: Draft, goods: MyGoods) -> None:
    if goods.statements or goods.payouts:
        paper.double_rule()
    for each in goods.statements[:MOST]:
        paper.both(words.statement_name(each), str(each.closing))
        paper.text(words.statement_mark(each).words, indent=1)
    for paid in goods.payouts[:MOST]:
        paper.both(words.payout_name(paid), str(paid.paid))
