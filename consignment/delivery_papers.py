"""The nota titip: what was brought, taken and rejected, on which terms, and who answers for what.

Two of it are printed, one for each side; the same paper as a slip and on A4.
"""

from __future__ import annotations

from datetime import date

from consignment import deal_words
from consignment import terms as deals
from consignment.agreements import CAUSES, UNWRITTEN, Conditions
from consignment.delivery_facts import CONFIRMED, Confirmed
from consignment.delivery_queries import SeenDelivery, SeenLine
from consignment.terms import Bearer, Deal, Terms
from koperasi.branches import Branch
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import N_, _, clock, ngettext, short_date
from printing.business_papers import BusinessPaper
from printing.reports import Column, Kind, Report, total_row
from printing.slips import BIG, Draft, Slip

WHOLE = 10_000
SHEETS = FOR_HER, FOR_THE_SHOP = N_("Lembar untuk penitip"), N_("Lembar untuk toko")


def deal_told(terms: Terms, factor: Quantity, unit: str) -> str:
    """A deal in a few words; a fixed sum for one of the unit: `Harga titip 10.000 / Pcs`, `Komisi 15%`."""
    if terms.deal is Deal.FIXED:
        return _("Harga titip {each} / {unit}").format(each=factor.at(terms.payout_each).bare, unit=unit)
    return deal_words.short(terms)


def hers(line: SeenLine) -> Rupiah | None:
    """What she gets when all that was accepted is sold at the price written; None while that is not known."""
    if line.terms is None or (line.price is None and line.terms.deal is not Deal.FIXED):
        return None
    units = Quantity(line.accepted.thousandths * 1_000 // line.factor.thousandths)
    gross = units.at(line.price) if line.price is not None else ZERO
    return deals.share(line.terms, line.accepted, gross, gross, Bearer.SHOP).maker


def bearer(shop_bps: int) -> str:
    """Who bears a loss of which the shop takes so much."""
    if shop_bps >= WHOLE:
        return _("toko")
    if shop_bps <= 0:
        return _("penitip")
    words = _("toko {part}, penitip {rest}")
    return words.format(part=deal_words.percent(shop_bps), rest=deal_words.percent(WHOLE - shop_bps))


def conditions_of(seen: SeenDelivery) -> Conditions:
    return seen.agreement.conditions if seen.agreement is not None else UNWRITTEN


def nota(branch: Branch, seen: SeenDelivery, sheet: str = FOR_HER) -> Slip:
    """One of the two sheets, as a slip."""
    paper = Draft().middle(branch.shop_name, size=BIG, bold=True).middle(_title(seen), bold=True)
    paper.middle(seen.number).middle(_(sheet)).rule()
    if seen.reversed_by:
        paper.middle(_("DIBATALKAN DENGAN {number}").format(number=seen.reversed_by), bold=True).rule()
    for caption, value in _head(branch, seen):
        paper.both(caption, value)
    paper.rule()
    for line in seen.lines:
        _line(paper, line)
    paper.rule()
    if seen.reverses:
        paper.text(_("Barang di atas batal dititipkan. Tidak ada uang yang berubah."))
    else:
        _sums(paper, seen)
    paper.rule()
    for words in _promises(seen):
        paper.text(words)
    if seen.note:
        paper.text(_("Catatan: {note}").format(note=seen.note))
    paper.blank()
    return paper.signatures(*_signers(seen)).cut().slip()


def _title(seen: SeenDelivery) -> str:
    return _("PEMBATALAN NOTA TITIP") if seen.reverses else _("NOTA TITIP")


def _head(branch: Branch, seen: SeenDelivery) -> list[tuple[str, str]]:
    told = [
        (_("Tanggal"), f"{short_date(seen.business_date)} {clock(branch.local(seen.at))}"),
        (_("Penitip"), f"{seen.maker} ({seen.maker_code})"),
    ]
    if seen.group_name:
        told.append((_("Kelompok"), seen.group_name))
    if seen.reverses:
        told.append((_("Membatalkan"), seen.reverses))
    agreed = _("belum tertulis")
    if seen.agreement is not None:
        agreed = _("{number}, ke-{version}").format(number=seen.agreement.number, version=seen.agreement.version)
    return [*told, (_("Perjanjian"), agreed), (_("Diterima oleh"), seen.by)]


def _line(paper: Draft, line: SeenLine) -> None:
    paper.text(line.name, bold=True)
    accepted, unit = line.told(line.accepted), line.unit or line.base_unit
    worth = hers(line)
    if line.accepted:
        each = line.terms if line.terms is not None and line.terms.deal is Deal.FIXED else None
        price = f" x {line.factor.at(each.payout_each).bare}" if each is not None else ""
        paper.both(f"  {accepted}{price}", worth.bare if worth is not None else "")
    for words in _facts(line, unit):
        paper.text(words, indent=2)
    if line.rejected:
        words = _("DITOLAK {quantity}: {why}").format(quantity=line.told(line.rejected), why=line.why)
        paper.text(words, indent=2, bold=True)
    if line.becomes is not None and line.becomes != line.accepted:
        paper.text(_("dibetulkan menjadi {quantity}").format(quantity=line.told(line.becomes)), indent=2, bold=True)
    if line.parts:
        listed = ", ".join(f"{each.name} {line.told(each.quantity)}" for each in line.parts)
        paper.text(_("Daftar: {listed}").format(listed=listed), indent=2)


def _facts(line: SeenLine, unit: str) -> list[str]:
    """What else stands under a line: the deal, the price, the dates."""
    told = []
    if line.accepted and line.terms is not None and line.terms.deal is not Deal.FIXED:
        told.append(deal_told(line.terms, line.factor, unit))
    if line.accepted and line.price is not None:
        words = _("jual {price} / {unit}, harga baru") if line.repriced else _("jual {price} / {unit}")
        told.append(words.format(price=line.price.bare, unit=unit))
    dates = []
    if line.produced_on is not None:
        dates.append(_("dibuat {day}").format(day=short_date(line.produced_on)))
    if line.expires_on is not None:
        dates.append(_("exp {day}").format(day=short_date(line.expires_on)))
    if line.batch:
        dates.append(_("kode {batch}").format(batch=line.batch))
    return [*told, " ".join(dates)] if dates else told


def _sums(paper: Draft, seen: SeenDelivery) -> None:
    accepted, rejected = counted(seen)
    paper.both(_("Diterima"), accepted)
    if rejected:
        paper.both(_("Ditolak, dibawa pulang"), rejected)
    paper.both(_("Bila laku semua, penitip menerima"), all_sold(seen).bare, bold=True)
    for words in _uncounted(seen):
        paper.text(words)
    paper.text(_("Belum ada uang keluar hari ini."))


def _uncounted(seen: SeenDelivery) -> list[str]:
    """Which lines the sum leaves out: no price tells yet what she gets for them."""
    count = sum(1 for each in seen.lines if each.accepted > NOTHING and hers(each) is None)
    return [not_counted(count)] if count else []


def not_counted(count: int) -> str:
    """That so many goods have no price yet, in words."""
    return ngettext(
        "Belum termasuk {count} barang yang belum ada harganya.",
        "Belum termasuk {count} barang yang belum ada harganya.",
        count,
    ).format(count=count)


def counted(seen: SeenDelivery) -> tuple[str, str]:
    """What was accepted and what was rejected, unit by unit: `64 Pcs, 2,5 Kg`; "" for nothing rejected."""
    accepted: dict[str, Quantity] = {}
    rejected: dict[str, Quantity] = {}
    for each in seen.lines:
        accepted[each.base_unit] = accepted.get(each.base_unit, NOTHING) + each.accepted
        if each.rejected:
            rejected[each.base_unit] = rejected.get(each.base_unit, NOTHING) + each.rejected
    taken, sent = (", ".join(f"{quantity} {unit}" for unit, quantity in sums.items()) for sums in (accepted, rejected))
    return taken, sent


def all_sold(seen: SeenDelivery) -> Rupiah:
    """What she gets when all of it is sold at the prices written."""
    return total(hers(each) or ZERO for each in seen.lines)


def _promises(seen: SeenDelivery) -> list[str]:
    """Who answers for what, and when the money is hers, in whole sentences; nothing of what is taken back."""
    if seen.reverses:
        return []
    agreed = conditions_of(seen)
    by: dict[str, list[str]] = {}
    for cause in CAUSES:
        by.setdefault(bearer(agreed.shop_bears(cause)), []).append(_(CAUSES[cause]).lower())
    told = [_("Ditanggung {who}: {what}.").format(who=who, what=", ".join(what)) for who, what in by.items()]
    if agreed.tolerance_bps:
        words = _("Hilang sampai {rate} dari yang dititip ditanggung penitip.")
        told.append(words.format(rate=deal_words.percent(agreed.tolerance_bps)))
    if agreed.hold_days:
        told.append(_("Uang boleh diambil {days} hari setelah barang laku.").format(days=agreed.hold_days))
    if agreed.shelf_days:
        last = date.fromordinal(seen.business_date.toordinal() + agreed.shelf_days)
        told.append(_("Yang belum laku diambil kembali mulai {day}.").format(day=short_date(last)))
    return told


def _signers(seen: SeenDelivery) -> list[tuple[str, str]]:
    sure = seen.maker if seen.confirmed is not Confirmed.PIN else f"{seen.maker} ({_(CONFIRMED[Confirmed.PIN])})"
    told = [(_("Penitip"), sure), (_("Penerima"), seen.by)]
    return [*told, (_("Saksi"), seen.witness)] if seen.witness else told


# -- on A4 -----------------------------------------------------------------------------------------


def table(seen: SeenDelivery, shop: str) -> Report:
    """The lines of a delivery, one to a row."""
    columns = (
        Column("line", _("No"), Kind.COUNT),
        Column("name", _("Barang titipan")),
        Column("offered", _("Dibawa")),
        Column("accepted", _("Diterima")),
        Column("rejected", _("Ditolak")),
        Column("deal", _("Bagian penitip")),
        Column("price", _("Harga jual"), Kind.RUPIAH),
        Column("expires_on", _("Kedaluwarsa"), Kind.DATE),
        Column("hers", _("Bila laku"), Kind.RUPIAH),
    )
    rows = tuple(
        (
            each.line,
            each.name,
            each.told(each.offered),
            each.told(each.accepted),
            f"{each.told(each.rejected)}: {each.why}" if each.rejected else "",
            deal_told(each.terms, each.factor, each.unit or each.base_unit) if each.terms is not None else "",
            each.price,
            each.expires_on,
            hers(each) if each.accepted else None,
        )
        for each in seen.lines
    )
    twice = _("Rangkap dua: satu untuk penitip, satu untuk toko.")
    notes = (*_lists(seen), *_uncounted(seen), *_promises(seen), *([seen.note] if seen.note else []), twice)
    return Report(
        "delivery", _title(seen).capitalize(), columns, rows, total_row(columns, rows, "hers"), shop, seen.number,
        period=seen.number, notes=notes,
    )  # fmt: skip


def _lists(seen: SeenDelivery) -> list[str]:
    return [
        _("{name}: {listed}").format(
            name=each.name, listed=", ".join(f"{part.name} {each.told(part.quantity)}" for part in each.parts)
        )
        for each in seen.lines
        if each.parts
    ]


def page(branch: Branch, seen: SeenDelivery) -> BusinessPaper:
    """The nota on A4, for both to sign."""
    facts = [(_("Nomor"), seen.number), *_head(branch, seen)]
    kept = tuple((caption, value) for caption, value in facts if caption not in (_("Penitip"), _("Kelompok")))
    where = tuple(each for each in (branch.name, branch.address, branch.phone) if each)
    to = (f"{seen.maker} ({seen.maker_code})", seen.group_name, seen.village)
    signs = tuple(f"{who}, {name}" if name else who for who, name in _signers(seen))
    return BusinessPaper((branch.shop_name, *where), to, kept, table(seen, branch.shop_name), signs)
