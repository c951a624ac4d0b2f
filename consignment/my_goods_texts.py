"""A maker's goods as a message that she takes along on her own telephone, and as a code that holds it.

The words are those of her screen.  The code opens WhatsApp on the telephone that reads it,
with the message in it, to be sent to whomever she likes; the shop sends nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, unquote

from consignment import my_goods_words as words
from consignment.my_goods import MyGoods, MyLine
from koperasi.text import _, clock, short_date
from printing.codes import QR_MOST
from printing.letters import ascii_fold

LINK = "https://wa.me/?text="
#: What stands between words of a message and is written otherwise in a link.
_SAFE = "*,.:;-()/"


def message(goods: MyGoods) -> str:
    """All of it; WhatsApp shows bold what stands between stars."""
    parts = [_head(goods), list(_goods(goods)), list(_papers(goods))]
    return "\n\n".join("\n".join(each) for each in parts if each)


def short(goods: MyGoods) -> str:
    """As much of it as fits a code, in ASCII: what she is owed, what sold, and of each product what is left."""
    head = [ascii_fold(each) for each in _head(goods)]
    products = [ascii_fold(_short(each)) for each in goods.lines]
    for told in range(len(products), -1, -1):
        hidden = len(products) - told
        more = [_("... dan {count} barang lagi").format(count=hidden)] if hidden else []
        if _fits(text := "\n".join([*head, *products[:told], *more])):
            return text
    # A name longer than any: what she is owed stands in front of it.
    text = "\n".join([*head[2:], *head[:2]])
    return next(text[:most] for most in range(len(text), -1, -1) if _fits(text[:most]))


def _fits(text: str) -> bool:
    return len(LINK + quote(text, safe=_SAFE)) <= QR_MOST


def link(goods: MyGoods) -> str:
    """The short message as a link for a code."""
    return LINK + quote(short(goods), safe=_SAFE)


def of_link(text: str) -> str:
    """The message that a link holds."""
    return unquote(text.removeprefix(LINK))


def _head(goods: MyGoods) -> list[str]:
    due = words.owed(goods)
    when = _("{day}, jam {time}").format(day=short_date(goods.at.date()), time=clock(goods.at))
    told = [f"*{words.title(goods.who)}*", f"{goods.shop}, {when}", f"{due.label}: *{due.amount}*"]
    told += [each for each in (due.when[0], due.how, due.held) if each]
    told.append(_("Laku hari ini: {count}").format(count=words.counted(words.sold_today(goods), goods.one_unit)))
    told.append(_("Laku bulan ini: {count}").format(count=words.counted(words.sold(goods), goods.one_unit)))
    return [_open(each) for each in (*told, words.share(goods))]


def _short(line: MyLine) -> str:
    said = _("{name}: laku {sold}, sisa {left}")
    return said.format(name=line.name, sold=line.sold.shown, left=line.here.left.shown)


def _goods(goods: MyGoods) -> Iterator[str]:
    if goods.lines:
        yield _("*Barang Titipan, {month}*").format(month=words.month(goods.today))
    for each in goods.lines:
        told = (words.counts(each), words.notes(each), words.age(goods, each), words.expiry(goods, each))
        yield _open(each.name)
        yield from (_open(f"- {said}") for said in told if said)


def _papers(goods: MyGoods) -> Iterator[str]:
    for each in goods.statements[:3]:
        mark = words.statement_mark(each).words
        yield _open(f"{words.statement_name(each)}: {each.closing.shown}, {mark}")
    for paid in goods.payouts[:3]:
        yield _open(f"{words.payout_name(paid)}: {paid.paid.shown}")


def _open(text: str) -> str:
    """With plain blanks and minus: a message is copied, searched and read aloud."""
    return text.replace("\u00a0", " ").replace("\u2212", "-")
