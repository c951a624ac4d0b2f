"""What a maker is told of her goods, in words: the same on her screen, on paper and in a message.

The screen draws these words, the slip prints them, and the message is made of them, so that
no two of them can say different things.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consignment import deal_words
from consignment.makers import PayWay
from consignment.my_goods import MyGoods, MyLine, MyPayout, MyStatement, Who, by_unit
from consignment.payout_facts import Way
from consignment.statement_values import State
from consignment.terms import Terms
from koperasi.money import ZERO, Rupiah
from koperasi.parties import PartyKind
from koperasi.quantity import Quantity
from koperasi.text import MONTHS, N_, _, language, long_date, short_date

PAID_BY = {
    Way.DRAWER: N_("tunai"),
    Way.SAFE: N_("tunai"),
    Way.BANK: N_("transfer"),
    Way.SAVINGS: N_("masuk simpanan"),
    Way.SET_OFF: N_("potong utang"),
}


@dataclass(frozen=True, slots=True)
class Owed:
    """The one number: its label, the amount (above zero also where she owes it), when, how, and what is not hers yet.

    `when` is in wordings, the longest first.
    """

    label: str
    amount: Rupiah
    when: tuple[str, ...]
    how: str
    held: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a statement: a word, and the tone of its chip."""

    words: str
    tone: str


# -- who, and what she is owed -------------------------------------------------------


def title(who: Who) -> str:
    return _("Titipan {name}").format(name=who.called)


def you(who: Who) -> str:
    """How she is spoken to: Ibu, Bapak, or the name where that is unknown."""
    return _(who.title) if who.title in ("Ibu", "Bapak") else who.called


def about(who: Who) -> str:
    """`Anggota A-0064 · Kelompok Melati, Ngantang`."""
    kind = _("Anggota") if who.is_member else _("Kelompok") if who.kind is PartyKind.GROUP else _("Penitip")
    place = ", ".join(each for each in (who.group_name, who.village) if each)
    return " · ".join(each for each in (f"{kind} {who.number}", place) if each)


def owed(goods: MyGoods) -> Owed:
    """What she will get, when and how; or what she owes."""
    money, name = goods.money, you(goods.who)
    if money.coming < ZERO:
        label = _("Yang masih {you} utang ke toko").format(you=name)
        words = _("Termasuk uang muka {amount}").format(amount=money.advance.shown) if money.advance else ""
        return Owed(label, -money.coming, (_("Dipotong dari penjualan berikutnya"),), words)
    label = _("Yang akan {you} terima").format(you=name)
    if not money.coming:
        since = _advance(goods) or _("Belum ada yang laku sejak itu")
        told = ((_("Semua sudah dibayar"),), since) if goods.payouts else ((_("Belum ada yang laku"),), _advance(goods))
        return Owed(label, ZERO, *told)
    return Owed(label, money.coming, _when(goods), _how(goods), _held(goods))


def _when(goods: MyGoods) -> tuple[str, ...]:
    money = goods.money
    if money.coming < money.least:
        return (_("Dibayar mulai {least}").format(least=money.least.shown),)
    if money.pay_day is None:
        return (_("Bisa diambil kapan saja, minta di kasir"), _("Bisa diambil kapan saja"))
    long = _("Tanggal Bayar: {day}").format(day=long_date(money.pay_day))
    return (long, _("Tanggal Bayar: {day}").format(day=short_date(money.pay_day)))


def _how(goods: MyGoods) -> str:
    if advance := _advance(goods):
        return advance
    wishes = goods.money.wishes
    if wishes.pay_way is PayWay.TRANSFER:
        account = wishes.bank_account[-4:]
        return _("Ditransfer ke {bank} …{account}").format(bank=wishes.bank, account=account)
    if wishes.pay_way is PayWay.SAVINGS:
        return _("Masuk simpanan sukarela")
    return _("Tunai di kasir, bawa kartu anggota") if goods.who.is_member else _("Tunai di kasir")


def _advance(goods: MyGoods) -> str:
    money = goods.money
    return _("Sudah dipotong uang muka {amount}").format(amount=money.advance.shown) if money.advance else ""


def _held(goods: MyGoods) -> str:
    money = goods.money
    if not money.on_hold or money.free_on is None:
        return ""
    words = _("{amount} di antaranya ditahan sampai {day}")
    return words.format(amount=min(money.on_hold, money.owed).shown, day=day_month(money.free_on))


# -- her goods -------------------------------------------------------------------------


def day_month(day: date) -> str:
    """`20/12`."""
    return f"{day:%d/%m}"


def month(day: date) -> str:
    return f"{day:%B}" if language() == "en" else MONTHS[day.month - 1]


def unit_words(unit: str) -> str:
    return unit.lower()


def counted(quantities: tuple[tuple[Quantity, str], ...], unit: str = "") -> str:
    """`84 bungkus`, or of several units `12 bungkus + 2,5 kg`; nothing is 0 of the unit."""
    said = [f"{quantity.shown} {unit_words(each)}" for quantity, each in quantities]
    return " + ".join(said) or f"0 {unit_words(unit)}".strip()


def sold_today(goods: MyGoods) -> tuple[tuple[Quantity, str], ...]:
    return by_unit((each.sold_today, each.unit) for each in goods.lines)


def sold(goods: MyGoods) -> tuple[tuple[Quantity, str], ...]:
    return by_unit((each.sold, each.unit) for each in goods.lines)


def share(goods: MyGoods) -> str:
    return _("Bagian Penitip {amount}").format(amount=goods.share.shown)


def chart_name(goods: MyGoods) -> str:
    """What the bars are: pieces where all is counted alike, else money."""
    return _("Laku tiap hari") if goods.one_unit or not goods.lines else _("Bagian tiap hari (Rp)")


def bar_words(goods: MyGoods, value: int) -> str:
    """A bar's own number."""
    return Quantity(value).shown if goods.one_unit or not goods.lines else Rupiah(value).bare


def deal(terms: Terms | None) -> str:
    """`Harga titip Rp 10.000`, `Komisi 17,5%`: in the words of her agreement."""
    return deal_words.short(terms) if terms is not None else ""


def counts(line: MyLine) -> str:
    """A row's numbers as a sentence."""
    return _("Titip Masuk {brought}, laku hari ini {today}, laku bulan ini {sold}, sisa {left}").format(
        brought=line.brought.shown, today=line.sold_today.shown, sold=line.sold.shown, left=line.here.left.shown
    )


def notes(line: MyLine) -> str:
    """Under its name: the deal, and what else became of it this month."""
    return " · ".join(each for each in (deal(line.here.terms), happened(line)) if each)


def happened(line: MyLine) -> str:
    """What became of it this month beside being sold."""
    said = []
    for quantity, words in (
        (line.opening, _("{count} dari bulan lalu")),
        (line.given_back, _("{count} diambil kembali")),
        (line.bought, _("{count} dibeli toko")),
        (-line.other, _("{count} hilang atau rusak")),
        (line.here.aside, _("{count} menunggu diambil")),
    ):
        if quantity > Quantity(0):
            said.append(words.format(count=quantity.shown))
    if line.here.left < Quantity(0):
        said.append(_("laku lebih dari yang tercatat"))
    return " · ".join(each for each in said if each)


def age(goods: MyGoods, line: MyLine) -> str:
    """`3 hari di rak`, "" where nothing is left."""
    return age_marked(goods, line).replace("**", "")


def age_marked(goods: MyGoods, line: MyLine) -> str:
    """The same with the days marked as bold."""
    since = line.here.oldest_on
    if since is None:
        return ""
    days = (goods.today - since).days
    return _("**{days} hari** di rak").format(days=days) if days else _("**baru** hari ini")


def expiry(goods: MyGoods, line: MyLine) -> str:
    """`Kedaluwarsa 20/12`, and once it is past that it is."""
    until = line.here.expires_on
    if until is None:
        return ""
    if goods.is_expired(line):
        return _("Lewat {day}").format(day=day_month(until))
    return _("Kedaluwarsa {day}").format(day=day_month(until))


# -- her papers ------------------------------------------------------------------------


def span(first: date, last: date) -> str:
    """`1 – 15 November`, `16 Oktober – 2 November`."""
    if first == last:
        return f"{last.day} {month(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {last.day} {month(last)}"
    return f"{first.day} {month(first)} – {last.day} {month(last)}"


def statement_name(each: MyStatement) -> str:
    return _("Rincian Setoran {days}").format(days=span(each.first, each.last))


def statement_mark(each: MyStatement) -> Mark:
    """Paid comes before what she said to it; what is disputed is told all the same."""
    if each.state is State.DISPUTED:
        return Mark(_("Dibahas"), "warn")
    if each.paid_on is not None:
        return Mark(_("Lunas {day}").format(day=day_month(each.paid_on)), "ok")
    if each.closing <= ZERO:
        return Mark(_("Nihil"), "plain")
    return Mark(_("Disetujui"), "ok") if each.state.closed else Mark(_("Mohon diperiksa"), "plain")


def payout_name(each: MyPayout) -> str:
    return _("Dibayar {day}, {way}").format(day=short_date(each.day), way=_(PAID_BY[each.way]))


def spoken_rows(goods: MyGoods) -> str:
    """All rows for whoever hears the screen."""
    rows = []
    for line in goods.lines:
        told = (line.name, counts(line), notes(line), age(goods, line), expiry(goods, line))
        rows.append(", ".join(each for each in told if each))
    return ". ".join(rows)
