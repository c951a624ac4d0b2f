"""The receipt of a sale, as a slip: what was bought, why at that price, how it was paid.

The order of the eye: shop, number and time, lines, TOTAL, how paid, KEMBALI, the member's
own figures, right to return, thanks, barcode (look: Paper 11).
"""

from __future__ import annotations

import re
from datetime import timedelta

from koperasi.branches import Branch
from koperasi.errors import Refused
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import ONE, Quantity
from koperasi.settings import Settings
from koperasi.text import N_, _
from pos import seasons
from pos.sale_commands import Returning, Rule, SaleCommand, SoldLine
from pos.sale_records import Buyer, MadeBy, PostedSale
from pos.tenders import NAMES, KeptFor, TenderKind
from printing.slips import BIG, Draft, Picture, Slip, Words

#: What change became that was not handed out.
KEPT = {KeptFor.SAVINGS: N_("Kembalian ditabung"), KeptFor.DONATION: N_("Kembalian disumbangkan")}

#: What going back is called, by way.
REFUNDED = {
    TenderKind.KASBON: N_("Kasbon berkurang"),
    TenderKind.TRANSFER: N_("Ditransfer kembali"),
    TenderKind.SAVINGS: N_("Kembali ke simpanan"),
    TenderKind.EARNINGS: N_("Kembali ke hasil titipan"),
    TenderKind.VOUCHER: N_("Kembali ke voucher"),
}


def receipt(branch: Branch, settings: Settings, sale: PostedSale, logo: Picture | None = None) -> Slip:
    """The receipt of a posted sale, under the shop's logo where it has one."""
    paper, command = Draft(), sale.command
    if logo is not None:
        paper.image(logo)
    _head(paper, branch, sale)
    for line in command.lines:
        if line.returns is not None:
            _back(paper, line, line.returns, sale)
        else:
            _line(paper, line, sale)
    _sum(paper, settings, command)
    if any(each.given < ZERO for each in command.tenders):
        _refunded(paper, command)
    else:
        _paid(paper, command)
    if sale.buyer is not None:
        _member(paper, settings, sale.buyer)
    paper.rule()
    if settings.receipt_return_policy:
        paper.middle(settings.receipt_return_policy).blank()
    # Each sentence on a line of its own: no thanks is torn in the middle.
    thanks = seasons.words_on(settings.receipt_seasons, command.business_date) or settings.receipt_thanks
    for sentence in re.split(r"(?<=[.!?])\s+", thanks):
        paper.middle(sentence)
    return paper.barcode(command.number.text).cut().slip()


def gift(branch: Branch, settings: Settings, sale: PostedSale, logo: Picture | None = None) -> Slip:
    """The same goods without any price, for who is given them: its barcode finds the sale if she brings one back.

    Raises Refused for a sale that brought goods back only.
    """
    paper, command = Draft(), sale.command
    given = [line for line in command.lines if line.returns is None]
    if not given:
        raise Refused(_("Nota ini hanya retur, tidak ada yang dihadiahkan."), rule="gift-none")
    if logo is not None:
        paper.image(logo)
    shop_head(paper, branch).blank()
    paper.middle(_("STRUK HADIAH"), size=BIG, bold=True).blank()
    day = command.business_date
    paper.both(_("No. {number}").format(number=command.number.text), f"{day:%d/%m/%Y}").rule()
    for line in given:
        paper.both(sale.names[line.product_id], f"{line.quantity} {line.unit}")
        _made_by(paper, sale.makers.get(line.product_id))
    until = day + timedelta(days=settings.return_days)
    paper.rule().middle(_("Untuk Anda. Semoga berkenan.")).blank()
    paper.middle(_("Dapat ditukar sampai {day} dengan struk hadiah ini.").format(day=f"{until:%d/%m/%Y}"))
    return paper.barcode(command.number.text).cut().slip()


def shop_head(paper: Draft, branch: Branch) -> Draft:
    """The shop's name large, its branch and address small."""
    paper.middle(branch.shop_name, size=BIG, bold=True).middle(_("Cabang {name}").format(name=branch.name))
    return paper.middle(branch.address) if branch.address else paper


def _head(paper: Draft, branch: Branch, sale: PostedSale) -> None:
    command, buyer = sale.command, sale.buyer
    shop_head(paper, branch).blank()
    at = branch.local(command.at)
    paper.both(_("No. {number}").format(number=command.number.text), (f"{at:%d/%m/%Y %H.%M}", f"{at:%d/%m/%y %H.%M}"))
    cashier = _("Kasir {name}").format(name=sale.cashier.split()[0])
    if buyer is None:
        paper.both(cashier, _("Umum"))
    else:
        paper.both(cashier, _("Anggota {number}").format(number=buyer.number)).right(buyer.name)
    back = [line for line in command.lines if line.returns is not None]
    if back:
        # Who reads it must see at once that money went the other way.
        paper.middle(_("RETUR") if len(back) == len(command.lines) else _("RETUR / TUKAR"), size=BIG, bold=True)
    paper.rule()


def _back(paper: Draft, line: SoldLine, back: Returning, sale: PostedSale) -> None:
    """A line that brings something back: below zero, with the number it was sold by."""
    paper.text(sale.names[line.product_id])
    paper.both(f"{line.quantity} {line.unit} x {line.unit_price.bare}", line.gross.bare, indent=2)
    if line.discount:
        paper.both(_("Diskon"), (-line.discount).bare, indent=2)
    number = sale.originals.get(back.sale_id or 0, "")
    words = _("RETUR dari {number}").format(number=number) if number else _("RETUR tanpa struk")
    paper.text((f"{words}, {back.reason}", words), indent=2)


def _line(paper: Draft, line: SoldLine, sale: PostedSale) -> None:
    paper.text(sale.names[line.product_id])
    paper.both(_counted(line, sale.base_units.get(line.product_id, "")), line.gross.bare, indent=2)
    saved = line.quantity.at(line.list_price) - line.gross
    if line.rule in (Rule.TIER, Rule.CLASS) and saved > ZERO:
        reason = line.reason[:1].upper() + line.reason[1:]
        # A class's reason says "harga anggota" by itself.
        short = _("{reason}, hemat {saved}").format(reason=reason, saved=saved.bare)
        long = _("Harga {reason}, hemat {saved}").format(reason=line.reason, saved=saved.bare)
        paper.text((long, short, reason) if line.rule is Rule.TIER else (short, reason), indent=2)
    if line.note:
        paper.text(line.note, indent=2)
    keyed = line.discount
    if line.promotion is not None:
        keyed -= line.promotion.discount
        paper.both(line.promotion.reason, (-line.promotion.discount).bare, indent=2)
    if keyed:
        paper.both(line.discount_reason or _("Diskon"), (-keyed).bare, indent=2)
    _made_by(paper, sale.makers.get(line.product_id))


def _counted(line: SoldLine, base_unit: str) -> Words:
    """How many at which price; of a pack also what is in it, where the paper has room."""
    short = f"{line.quantity} {line.unit} x {line.unit_price.bare}"
    if line.factor == ONE or not base_unit:
        return short
    pack = _("{unit} (isi {count} {base})").format(unit=line.unit, count=line.factor, base=base_unit)
    return f"{line.quantity} {pack} x {line.unit_price.bare}", short


def _made_by(paper: Draft, maker: MadeBy | None) -> None:
    if maker is not None:
        whole = _("Dibuat oleh anggota: {maker}").format(maker=maker.name)
        short = _("Dibuat anggota: {maker}").format(maker=maker.name)
        place = f"{whole}, {maker.village}" if maker.village else whole
        paper.text((place, whole, short), indent=2)


def saved_by(command: SaleCommand) -> Rupiah:
    """What the customer saved against the list prices."""
    sold = (each for each in command.lines if each.returns is None)
    return total(each.quantity.at(each.list_price) - each.net for each in sold)


def _sum(paper: Draft, settings: Settings, command: SaleCommand) -> None:
    paper.rule().both(_("TOTAL"), str(command.total), size=BIG, bold=True)
    items = _("Total Item {count}").format(count=len(command.lines))
    saved = saved_by(command)
    paper.both(items, _("Anda hemat {amount}").format(amount=saved.bare) if saved > ZERO else "")
    _taxes(paper, settings, command)
    paper.blank()


def _taxes(paper: Draft, settings: Settings, command: SaleCommand) -> None:
    """What tax the total includes, by class and rate, as a retailer's receipt must say (PER-11/PJ/2025, art. 51)."""
    sums: dict[tuple[str, int], tuple[Rupiah, Rupiah]] = {}
    for line in command.lines:
        if line.tax is not None:
            base, tax = sums.get((line.tax.tax_class, line.tax.rate_bps), (ZERO, ZERO))
            sums[line.tax.tax_class, line.tax.rate_bps] = (base + line.tax.base, tax + line.tax.tax)
    for (name, rate), (base, tax) in sums.items():
        percent = Quantity(rate * 10)
        paper.both(_("DPP {tax_class}").format(tax_class=name), base.bare)
        paper.both(_("Termasuk {tax_class} {percent}%").format(tax_class=name, percent=percent), tax.bare)
    if sums and settings.tax_number:
        paper.text(_("NPWP {number}").format(number=settings.tax_number))


def _paid(paper: Draft, command: SaleCommand) -> None:
    others = [each for each in command.tenders if each.kind is not TenderKind.CASH]
    for each in others:
        name = _(NAMES[each.kind])
        words = _("{name}  ref. {reference}").format(name=name, reference=each.reference) if each.reference else name
        paper.both(words, each.given.bare)
    if command.rounding:
        paper.both(_("Pembulatan"), command.rounding.bare)
    for each in command.tenders:
        if each.kind is TenderKind.CASH:
            paper.both(_("TUNAI"), each.given.bare, bold=True)
    if any(each.kind is TenderKind.CASH for each in command.tenders):
        paper.both(_("KEMBALI"), command.handed_change.bare, bold=True)
    for kept in command.kept_change:
        paper.both(_(KEPT[kept.kept_for]), kept.amount.bare, indent=2)


def _refunded(paper: Draft, command: SaleCommand) -> None:
    """How money went back."""
    if command.rounding:
        paper.both(_("Pembulatan"), command.rounding.bare)
    for each in command.tenders:
        if each.kind is TenderKind.CASH:
            paper.both(_("UANG DIKEMBALIKAN"), abs(each.given).bare, bold=True)
            continue
        name = REFUNDED.get(each.kind, NAMES[each.kind])
        words = f"{_(name)}  {_('ref. {reference}').format(reference=each.reference)}" if each.reference else _(name)
        paper.both(words, abs(each.given).bare)


def _member(paper: Draft, settings: Settings, buyer: Buyer) -> None:
    paper.rule()
    if buyer.owes:
        paper.both(_("Kasbon"), buyer.owes.bare)
    if buyer.savings:
        paper.both(_("Simpanan"), buyer.savings.bare)
    bought = buyer.bought_this_year
    paper.both(_("Belanja tahun ini"), bought.bare)
    paper.both(_("Perkiraan SHU"), Rupiah(bought.amount * settings.surplus_estimate_bps // 10_000).bare)
