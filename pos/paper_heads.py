"""What a paper for manager and board says first: large figures, sentences, comparison, chart, members' share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from koperasi.money import ZERO, Rupiah, dots, total
from koperasi.quantity import Quantity
from koperasi.text import N_, _, ngettext
from pos import spans, sums
from pos.paper_figures import Compared, Figures
from pos.paper_results import money
from pos.spans import Span
from printing.pdf_charts import Bar, Part
from printing.reports import Column, Kind
from printing.sheets import Big, Bigs, Lines, Shares, Standing, Words

_BEFORE = {
    Span.WEEK: N_("{growth} dari minggu sebelumnya"),
    Span.MONTH: N_("{growth} dari bulan sebelumnya"),
    Span.YEAR: N_("{growth} dari tahun sebelumnya"),
}


def percent(basis_points: int) -> str:
    """`17,2%`."""
    return f"{Quantity(basis_points * 10)}%"


def signed_percent(basis_points: int) -> str:
    """`+5,6%`, `-3%`."""
    return f"{'+' if basis_points > 0 else ''}{percent(basis_points)}"


def headline(figures: Figures) -> Bigs:
    """The figures that are read first."""
    added = figures.sums
    margin = _("{share} dari omzet").format(share=percent(sums.share(added.margin, added.net())))
    mean = _("rata-rata {amount}").format(amount=money(added.basket)) if added.sales else ""
    return Bigs(
        (
            Big(_("Omzet"), money(added.net()), _against(figures)),
            Big(_("Transaksi"), dots(added.sales), mean),
            Big(_("Laba kotor"), money(added.margin), margin if added.net() > ZERO else ""),
            _drawer_figure(figures),
        )
    )


def _against(figures: Figures) -> str:
    """The comparison that says most: of a day what is usual, else the span before."""
    growing = [each for each in figures.compared if each.growth is not None]
    if figures.days.span is Span.DAY and figures.usual.days:
        growth = sums.growth(figures.sums.net(), figures.usual.net)
        if growth is not None:
            words = _("{growth} dari {weekday} biasa")
            return words.format(growth=signed_percent(growth), weekday=spans.weekday_name(figures.days.first))
    if figures.days.span is not Span.DAY and growing and (growth := growing[0].growth) is not None:
        return _(_BEFORE[figures.days.span]).format(growth=signed_percent(growth))
    return ""


def _drawer_figure(figures: Figures) -> Big:
    """What the drawers' counts were over or short by, all in all."""
    over, counts = over_short(figures), sum(each.counts for each in figures.answers)
    value = money(over) if over else _("Pas")
    return Big(_("Selisih kas"), value if counts else "–", _("{count} kali dihitung").format(count=dots(counts)))


def over_short(figures: Figures) -> Rupiah:
    """Over (+) or short (−) of all counts, each by the last one there is: at an opening, a handover, a close."""
    return total(each.balance for each in figures.answers)


def at_closes(figures: Figures) -> Rupiah:
    """The part of it that was found when shifts were closed."""
    return total(each.over for each in figures.drawers if each.over is not None)


def told(figures: Figures) -> Words:
    """The days in a few sentences."""
    added, days = figures.sums, figures.days
    lines = []
    if not added.sales:
        lines.append(_("Tidak ada penjualan pada {days}.").format(days=days.words))
    else:
        lines.append(_bought(figures))
        if figures.days.span is Span.DAY and figures.usual.days:
            lines.append(_usual_told(figures))
    lines += _to_know(figures)
    return Words(tuple(lines))


def _bought(figures: Figures) -> str:
    added = figures.sums
    share = percent(sums.share(added.net(members=True), added.net()))
    sales = ngettext("{count} transaksi", "{count} transaksi", added.sales).format(count=dots(added.sales))
    words = _("Ada {sales} senilai {net}. Anggota membeli {share} di antaranya; {buyers} anggota berbelanja.")
    if figures.result is not None:
        words = _(
            "Ada {sales} senilai {net}. Anggota membeli {share} di antaranya; {buyers} dari {all} anggota berbelanja."
        )
    everyone = dots(figures.result.members) if figures.result is not None else ""
    named = {"sales": sales, "net": money(added.net()), "share": share, "buyers": dots(figures.buyers)}
    return words.format(all=everyone, **named)


def _usual_told(figures: Figures) -> str:
    more = figures.sums.net() - figures.usual.net
    weekday = spans.weekday_name(figures.days.first)
    if not more:
        return _("Itu sama dengan hari {weekday} biasanya.").format(weekday=weekday)
    words = _("Itu {amount} lebih banyak dari hari {weekday} biasanya.")
    if more < ZERO:
        words = _("Itu {amount} lebih sedikit dari hari {weekday} biasanya.")
    return words.format(amount=money(abs(more)), weekday=weekday)


def _to_know(figures: Figures) -> list[str]:
    """What someone must know before she signs."""
    lines = []
    if opened := sum(1 for each in figures.drawers if each.open):
        lines.append(_("{count} shift belum ditutup: angka hari ini masih bertambah.").format(count=opened))
    if over := over_short(figures):
        words = _("Uang laci lebih {amount}.") if over > ZERO else _("Uang laci kurang {amount}.")
        lines.append(words.format(amount=money(abs(over))))
    if missing := sum(each.missing for each in figures.numbered):
        lines.append(_("{count} nomor struk hilang. Carilah sebabnya sebelum menandatangani.").format(count=missing))
    return lines


def comparison(compared: Sequence[Compared]) -> Lines:
    """These days beside others."""
    columns = (
        Column("days", _("Waktu")),
        Column("net", _("Omzet"), Kind.RUPIAH),
        Column("sales", _("Transaksi"), Kind.COUNT),
        Column("growth", _("Naik / turun")),
    )
    rows = tuple(
        (each.words, each.net, each.sales, "" if each.growth is None else signed_percent(each.growth))
        for each in compared
    )
    return Lines(_("Dibandingkan dengan"), columns, rows)


def chart(figures: Figures) -> Standing:
    """What each hour, day or month brought, beside what is usual."""
    span = figures.days.span
    largest = max((net.amount for _when, net, _usual in figures.parts), default=0)
    bars = tuple(
        Bar(
            _part_name(span, when),
            net.amount,
            _short(net),
            None if usual is None else usual.amount,
            told=bool(net) and (span is not Span.MONTH or net.amount == largest),
        )
        for when, net, usual in figures.parts
    )
    titles = {
        Span.DAY: _("Penjualan per jam"),
        Span.WEEK: _("Penjualan per hari"),
        Span.MONTH: _("Penjualan per hari"),
        Span.YEAR: _("Penjualan per bulan"),
    }
    return Standing(titles[span], bars, note=_usual_note(figures))


def _usual_note(figures: Figures) -> str:
    if not any(usual is not None for _when, _net, usual in figures.parts):
        return ""
    if figures.days.span is Span.YEAR:
        return _("Garis kuning: bulan yang sama tahun lalu. Angka di atas batang dalam ribu rupiah.")
    return _("Garis kuning: biasanya pada hari itu. Angka di atas batang dalam ribu rupiah.")


def _part_name(span: Span, when: date | int) -> str:
    if isinstance(when, int):
        return f"{when:02}"
    if span is Span.WEEK:
        return f"{spans.weekday_name(when)} {when.day}/{when.month}"
    return str(when.day) if span is Span.MONTH else spans.month_name(when).split()[0][:3]


def _short(amount: Rupiah) -> str:
    """Thousands of rupiah, half up: what stands over a bar."""
    return dots((amount.amount + 500) // 1000)


def members(figures: Figures) -> Shares:
    """Members against the others, as one bar."""
    added = figures.sums
    parts = []
    for words, mine in ((_("Anggota"), True), (_("Nonanggota"), False)):
        net = added.net(members=mine)
        share = percent(sums.share(net, added.net()))
        parts.append(Part(net.amount, f"{words} {money(net)} ({share})"))
    said = _("{members} transaksi anggota, {others} transaksi nonanggota.")
    note = said.format(members=dots(added.count(members=True)), others=dots(added.count(members=False)))
    return Shares(_("Anggota dan nonanggota"), tuple(parts), note)
