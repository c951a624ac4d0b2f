"""The blocks of papers for manager and board: figures put into words, charts and small tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inventory.purchase_reports import REVERSED
from koperasi.money import ZERO, Rupiah, dots, total
from koperasi.quantity import Quantity
from koperasi.text import N_, _, clock, ngettext, short_date
from pos import happenings, spans, sums
from pos.drawer_days import DrawerDay
from pos.happenings import What
from pos.paper_figures import Compared, Figures
from pos.paper_results import money
from pos.spans import Span
from pos.sums import Named
from pos.tenders import NAMES
from printing.pdf_charts import Bar, Part
from printing.reports import Cell, Column, Kind, total_row
from printing.sheets import Big, Bigs, Lines, Seal, Shares, Signed, Standing, Words

#: So many rows of a list stand on the paper; the rest is told as one.
MOST, MOST_HAPPENED, MOST_PAID, MOST_NAMED = 12, 18, 10, 8
#: A QR code that telephones read holds no more.
SEAL_MOST = 560


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
        said = _("{who} {net} ({share}), {count} transaksi")
        share = percent(sums.share(net, added.net()))
        parts.append(
            Part(net.amount, said.format(who=words, net=money(net), share=share, count=dots(added.count(mine))))
        )
    return Shares(_("Anggota dan nonanggota"), tuple(parts))


def by_name(title: str, label: str, named: Sequence[Named], *, counts: str = "", margin: bool = False) -> Lines:
    """Sums by name with their part of the whole, the smallest put together."""
    whole = total(each.net for each in named)
    columns = [Column("name", label)]
    columns += [Column("count", counts, Kind.COUNT)] if counts else []
    columns += [Column("net", _("Omzet"), Kind.RUPIAH)]
    columns += [Column("margin", _("Laba kotor"), Kind.RUPIAH)] if margin else []
    columns += [Column("share", _("Bagian"), Kind.PERCENT)]
    rows = []
    for each in folded(named):
        row: list[Cell] = [each.name]
        row += [each.count] if counts else []
        row.append(each.net)
        row += [each.margin] if margin else []
        rows.append((*row, sums.share(each.net, whole)))
    keys = [each.key for each in columns if each.key in ("count", "net", "margin")]
    return Lines(title, tuple(columns), tuple(rows), total_row(columns, rows, *keys) if len(rows) > 1 else None)


def folded(named: Sequence[Named], most: int = MOST) -> list[Named]:
    """The first ones, and all others as one."""
    if len(named) <= most + 1:
        return list(named)
    rest = named[most:]
    words = _("{count} lainnya").format(count=len(rest))
    sums_of = (sum(each.count for each in rest), total(each.net for each in rest), total(each.margin for each in rest))
    return [*named[:most], Named("", words, *sums_of)]


def tenders(figures: Figures) -> Lines:
    """How it was paid; with the cash rounding it is what was sold."""
    named = list(figures.tenders)
    if rounding := figures.sums.rounding:
        named.append(Named("rounding", _("Pembulatan"), 0, -rounding))
    return by_name(_("Cara bayar"), _("Cara"), named, counts=_("Kali"))


def cashiers(figures: Figures) -> Lines:
    return by_name(_("Per kasir"), _("Kasir"), figures.cashiers, counts=_("Transaksi"))


def categories(figures: Figures) -> Lines:
    return by_name(_("Per kategori"), _("Kategori"), figures.categories, margin=True)


def drawers(found: Sequence[DrawerDay]) -> Lines:
    """Each drawer from float to deposit, with its three counts."""
    columns = (
        Column("till", _("Laci dan kasir")),
        Column("float", _("Modal"), Kind.RUPIAH),
        Column("sold", _("Jual tunai"), Kind.RUPIAH),
        Column("came", _("Masuk lain"), Kind.RUPIAH),
        Column("went", _("Keluar"), Kind.RUPIAH),
        Column("dropped", _("Ke brankas"), Kind.RUPIAH),
        Column("expected", _("Menurut sistem"), Kind.RUPIAH),
        Column("counted", _("Hitung kasir"), Kind.RUPIAH),
        Column("verified", _("Hitung ulang"), Kind.RUPIAH),
        Column("over", _("Selisih"), Kind.RUPIAH),
        Column("banked", _("Setor tutup"), Kind.RUPIAH),
        Column("left", _("Tinggal"), Kind.RUPIAH),
    )
    rows = [
        (
            f"{each.till}, {each.cashier}" + (f" ({_('masih buka')})" if each.open else ""),
            each.float_amount,
            each.sold,
            each.came,
            each.went,
            each.dropped,
            each.expected,
            each.counted,
            each.verified,
            each.over,
            each.banked,
            each.left,
        )
        for each in found
    ]
    untold = {"till", "float", "left", *(["verified"] if all(each.verified is None for each in found) else [])}
    keys = [each.key for each in columns if each.key not in untold]
    totals = total_row(columns, rows, *keys) if len(rows) > 1 else None
    title, empty = _("Uang laci, dari modal sampai setor"), _("Tidak ada shift pada hari ini.")
    note = _("Selisih dihitung dari hitungan terakhir: hitung ulang bila ada, kalau tidak hitungan kasir.")
    return Lines(title, columns, tuple(rows), totals, note if rows else "", empty)


def answers(figures: Figures) -> Lines:
    """Each cashier's counts over longer days."""
    columns = (
        Column("name", _("Kasir")),
        Column("counts", _("Kali dihitung"), Kind.COUNT),
        Column("exact", _("Pas"), Kind.COUNT),
        Column("over", _("Lebih"), Kind.RUPIAH),
        Column("short", _("Kurang"), Kind.RUPIAH),
        Column("balance", _("Jumlah"), Kind.RUPIAH),
    )
    rows = [(each.cashier, each.counts, each.exact, each.over, each.short, each.balance) for each in figures.answers]
    totals = total_row(columns, rows, "counts", "exact", "over", "short", "balance") if len(rows) > 1 else None
    return Lines(_("Selisih kas per kasir"), columns, tuple(rows), totals, empty=_("Belum ada laci yang dihitung."))


def elsewhere(figures: Figures) -> Lines:
    """Money in no drawer, to be compared with the app and the bank."""
    columns = (
        Column("kind", _("Cara")),
        Column("times", _("Kali"), Kind.COUNT),
        Column("expected", _("Seharusnya"), Kind.RUPIAH),
        Column("seen", _("Terlihat"), Kind.RUPIAH),
        Column("unseen", _("Belum dilihat"), Kind.RUPIAH),
        Column("difference", _("Selisih"), Kind.RUPIAH),
    )
    rows = tuple(
        (_(NAMES[each.kind]), each.times, each.expected, each.seen, each.unseen, each.difference)
        for each in figures.elsewhere
    )
    title, empty = _("QRIS dan transfer, untuk dicocokkan"), _("Tidak ada yang perlu dicocokkan.")
    note = _("Terlihat: yang tampak di aplikasi saat tutup shift. Belum dilihat: carilah di aplikasi.") if rows else ""
    return Lines(title, columns, rows, None, note, empty)


def often(figures: Figures) -> Lines:
    """How often each thing happened that is looked at, and what it came to."""
    columns = (
        Column("what", _("Kejadian")),
        Column("count", _("Kali"), Kind.COUNT),
        Column("amount", _("Jumlah"), Kind.RUPIAH),
    )
    rows: list[tuple[Cell, ...]] = [(_("Diskon seluruhnya"), None, figures.sums.discount)]
    if figures.promotions:
        rows.append((_("di antaranya promo"), None, figures.promotions))
    names = {**happenings.NAMES, What.REMOVED: N_("Hapus Barang, termasuk batal"), What.VOID: N_("di antaranya batal")}
    rows += [(_(names[each.what]), each.count, each.amount or None) for each in figures.often]
    return Lines(_("Perlu diperiksa"), columns, tuple(rows))


def happened(figures: Figures) -> Lines:
    """Each by itself: when, on which paper, who, why, who allowed it."""
    columns = (
        Column("what", _("Kejadian")),
        Column("at", _("Jam")),
        Column("number", _("Nomor")),
        Column("who", _("Kasir")),
        Column("why", _("Alasan")),
        Column("allowed", _("Izin dari")),
        Column("amount", _("Jumlah"), Kind.RUPIAH),
    )
    found = figures.happened
    rows = tuple(
        (
            _(happenings.NAMES[each.what]),
            clock(each.at),
            each.number,
            each.who,
            each.why,
            each.allowed,
            each.amount or None,
        )
        for each in found[:MOST_HAPPENED]
    )
    rest = len(found) - MOST_HAPPENED
    note = _("Dan {count} lagi: lihat laporan di layar.").format(count=rest) if rest > 0 else ""
    return Lines(_("Siapa, kapan, mengapa"), columns, rows, None, note)


def by_cashier(figures: Figures) -> Lines:
    """Over longer days: how often each thing happened at whose till."""
    kinds = [what for what in What if any(each.what is what for each in figures.counted)]
    names = sorted({each.who for each in figures.counted})
    columns = (
        Column("name", _("Kasir")),
        *(Column(_key(what), _(happenings.NAMES[what]), Kind.COUNT) for what in kinds),
    )
    found = {(each.who, each.what): each.count for each in figures.counted}
    rows: list[tuple[Cell, ...]] = [(name, *(found.get((name, what), 0) for what in kinds)) for name in names]
    totals = total_row(columns, rows, *(_key(what) for what in kinds)) if len(rows) > 1 else None
    return Lines(_("Berapa kali, per kasir"), columns, tuple(rows), totals)


def _key(what: What) -> str:
    return what.value.replace("-", "_")


def consigned(figures: Figures) -> Lines:
    """Members' goods that were sold, by maker, and what all makers are owed."""
    columns = (
        Column("name", _("Penitip")),
        Column("net", _("Laku"), Kind.RUPIAH),
        Column("share", _("Bagian penitip"), Kind.RUPIAH),
        Column("commission", _("Bagian toko"), Kind.RUPIAH),
    )
    rows: list[tuple[Cell, ...]] = [
        (each.name, each.net, each.share, each.commission) for each in figures.makers[:MOST_NAMED]
    ]
    if rest := figures.makers[MOST_NAMED:]:
        words = _("{count} lainnya").format(count=len(rest))
        amounts = (total(getattr(each, name) for each in rest) for name in ("net", "share", "commission"))
        rows.append((words, *amounts))
    totals = total_row(columns, rows, "net", "share", "commission") if len(rows) > 1 else None
    empty = _("Tidak ada barang titipan yang laku.")
    return Lines(_("Barang titipan yang laku"), columns, tuple(rows), totals, owed(figures), empty)


def owed(figures: Figures) -> str:
    books = figures.money
    words = _("Utang kepada penitip pada akhir {day}: {owed}, kepada {count} orang.")
    said = words.format(day=short_date(figures.days.until), owed=money(books.owed), count=dots(books.owed_to))
    if books.paid:
        said += " " + _("Dibayarkan kepada penitip: {amount}.").format(amount=money(books.paid))
    return said


def bought(figures: Figures) -> Lines:
    """What was bought, by supplier."""
    columns = (
        Column("supplier", _("Pemasok")),
        Column("papers", _("Nota"), Kind.COUNT),
        Column("total", _("Jumlah"), Kind.RUPIAH),
    )
    found = figures.bought
    rows: list[tuple[Cell, ...]] = [
        (each.name or _("Tanpa pemasok"), each.papers, each.total) for each in found[:MOST_NAMED]
    ]
    if rest := found[MOST_NAMED:]:
        words = _("{count} lainnya").format(count=len(rest))
        rows.append((words, sum(each.papers for each in rest), total(each.total for each in rest)))
    totals = total_row(columns, rows, "papers", "total") if len(rows) > 1 else None
    empty = _("Tidak ada pembelian.")
    return Lines(_("Pembelian"), columns, tuple(rows), totals, _(REVERSED) if rows else "", empty)


def paid_out(figures: Figures) -> Lines:
    """What drawers paid, and what for."""
    columns = (Column("what", _("Untuk apa")), Column("amount", _("Jumlah"), Kind.RUPIAH))
    found = figures.paid_out
    rows: list[tuple[Cell, ...]] = [
        (happenings.joined(each.what, each.why) + f" ({each.who})", each.amount) for each in found[:MOST_PAID]
    ]
    if rest := found[MOST_PAID:]:
        rows.append((_("{count} lainnya").format(count=len(rest)), total(each.amount for each in rest)))
    totals = total_row(columns, rows, "amount") if len(rows) > 1 else None
    return Lines(_("Dibayar dari laci"), columns, tuple(rows), totals, empty=_("Tidak ada yang dibayar dari laci."))


def expenses(figures: Figures) -> Lines:
    """What the shop spent to keep its doors open, by what for."""
    columns = (Column("name", _("Biaya")), Column("amount", _("Jumlah"), Kind.RUPIAH))
    rows = tuple(figures.money.expenses)
    totals = total_row(columns, rows, "amount") if len(rows) > 1 else None
    return Lines(_("Biaya toko"), columns, rows, totals, empty=_("Tidak ada biaya yang dicatat."))


def best(figures: Figures) -> Lines:
    columns = (
        Column("name", _("Barang")),
        Column("quantity", _("Terjual"), Kind.QUANTITY),
        Column("unit", _("Satuan")),
        Column("net", _("Omzet"), Kind.RUPIAH),
    )
    rows = tuple(
        (
            _("{name} (titipan)").format(name=each.name) if each.consigned else each.name,
            each.quantity,
            each.unit,
            each.net,
        )
        for each in figures.best
    )
    return Lines(_("Barang terlaris"), columns, rows, empty=_("Belum ada yang terjual."))


def warnings(figures: Figures) -> Words | None:
    """What is wrong on the shelves now, in sentences; None of days long past."""
    found = figures.warnings
    if found is None:
        return None
    lines = []
    if found.below:
        names = [f"{each.name} ({each.quantity} {each.unit})" for each in found.below]
        lines.append(_("Stok minus, {count} barang: {names}.").format(count=len(names), names=_some(names)))
    if found.out:
        lines.append(_("Habis padahal laku, {count} barang: {names}.").format(
            count=len(found.out), names=_some(found.out)))  # fmt: skip
    if found.near:
        names = [f"{each.name} ({each.quantity} {each.unit}, {short_date(each.expires_on)})" for each in found.near]
        words = _("Kedaluwarsa dalam 7 hari atau sudah lewat, {count} lot: {names}.")
        lines.append(words.format(count=len(names), names=_some(names)))
    return Words(tuple(lines) or (_("Tidak ada stok minus, habis, atau hampir kedaluwarsa."),), _("Stok sekarang"))


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return _("{names}, dan {count} lagi").format(names=", ".join(names[:MOST_NAMED]), count=len(names) - MOST_NAMED)


def numbered(figures: Figures) -> Lines:
    """First and last receipt of each till, gaps, and the total that never resets."""
    columns = (
        Column("till", _("Kasir")),
        Column("first", _("Struk pertama")),
        Column("last", _("Struk terakhir")),
        Column("missing", _("Nomor hilang")),
        Column("z", _("Z terakhir")),
        Column("grand_total", _("Total sejak awal"), Kind.RUPIAH),
    )
    rows = tuple(
        (
            each.till,
            each.first,
            each.last,
            dots(each.missing) if each.missing else _("tidak ada"),
            each.z,
            each.grand_total if each.z else None,
        )
        for each in figures.numbered
    )
    empty = _("Tidak ada struk yang dibuat.")
    return Lines(_("Nomor struk, dan total sejak toko dibuka"), columns, rows, None, "", empty)


def seal(figures: Figures) -> Seal | None:
    """The last close's heads, which show later whether the books were cut or made again."""
    found = figures.sealed
    if found is None:
        return None
    told = f"{found.z} {found.business_date.isoformat()} {found.grand_total.amount}"
    code = told
    for head in found.heads:
        if len(code) + len(head) + 1 <= SEAL_MOST:
            code += f" {head}"
    lines = [
        _("Terikat pada {z} ({till}, {day}).").format(z=found.z, till=found.till, day=short_date(found.business_date))
    ]
    lines += [_head(each) for each in found.heads]
    lines.append(_("Kode memuat sidik lengkap. Simpan lembar ini sebagai bukti."))
    return Seal(_("Sidik pembukuan"), tuple(lines), code)


def _head(head: str) -> str:
    """`writer:seq:digest` as it is read aloud."""
    from koperasi import audit

    writer, seq, digest = head.split(":")
    return _("Komputer {writer}, catatan ke-{seq}: {head}").format(writer=writer, seq=seq, head=audit.short(digest))


def signed(figures: Figures) -> Signed:
    place = _("{branch}, tanggal ____ / ____ / ________").format(branch=figures.branch.name)
    names = (_("Kepala toko"), _("Manajer"), _("Pengurus"))
    if figures.days.span is Span.YEAR:
        names = (_("Ketua"), _("Bendahara"), _("Pengawas"))
    return Signed(place, tuple((each, "") for each in names))
