"""The rules of what comes back, and what a return undoes: decided while its sales are locked.

A piece comes back once, for what was recorded, within the days the shop gives, by right;
without a receipt only with another person's yes, up to a ceiling, for a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from koperasi.documents import Facts
from koperasi.errors import Refused
from koperasi.members import Card
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.settings import Settings
from koperasi.text import _
from koperasi.work import Work
from pos import approvals, refunds, return_queries, returns
from pos.allotments import Ware
from pos.approvals import Ask
from pos.refunds import Reckoning
from pos.return_facts import SaleRefund, SaleRefundWay
from pos.returns import Back, Original, SaleBefore
from pos.sale_commands import BackTo, PaidTender, SaleCommand, SoldLine
from pos.tenders import TenderKind

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Undoing:
    """What a command undoes: by the place of its lines, what comes back; and what that is worth.

    `wrong` tells of lines that do not undo what was recorded: a deed that has happened
    books those as if they came without a receipt.
    """

    sales: dict[int, SaleBefore]
    reckoning: Reckoning
    backs: dict[int, list[Back]] = field(default_factory=dict)
    wrong: list[Refused] = field(default_factory=list)


def undo(work: Work, command: SaleCommand) -> Undoing | None:
    """Read what a command brings something back of, its sales locked; None when it brings nothing."""
    if all(line.returns is None for line in command.lines):
        return None
    settings = work.shop.settings
    sales = return_queries.taken_back(work.connection, command, by_bank=by_bank(settings))
    known = {each.key: each for sale in sales.values() for each in return_queries.originals(work.connection, sale)}
    undoing = Undoing(sales, refunds.reckon(command.lines, sales, settings.cash_rounding))
    ends: dict[Key, Quantity] = {}
    for place, line in enumerate(command.lines):
        if line.returns is not None and line.returns.sale_id is not None and line.returns.line is not None:
            original = known.get((line.returns.sale_id, line.returns.line))
            _undo_line(undoing, ends, place, line, original)
    return undoing


def by_bank(settings: Settings) -> bool:
    """Whether money that came by bank goes back by bank."""
    return settings.refund_cashless == "transfer"


def _undo_line(
    undoing: Undoing, ends: dict[Key, Quantity], place: int, line: SoldLine, original: Original | None
) -> None:
    if original is None or original.sold.product_id != line.product_id or line.returns is None:
        undoing.wrong.append(Refused(_("Baris struk ini tidak dapat diretur."), rule="return-unknown"))
        return
    start = ends.get(original.key, original.returned)
    count = -line.base_quantity
    if count <= NOTHING or start + count > original.sold.base_quantity:
        undoing.wrong.append(returns.too_much(original, start))
        return
    right = original.line_back(start, count, line.returns.to, line.returns.reason)
    if (right.gross, right.discount, right.promotion, right.tax) != (
        line.gross,
        line.discount,
        line.promotion,
        line.tax,
    ):
        words = _("{name}: retur lain dari struk {number} baru saja masuk.")
        said = words.format(name=original.name, number=original.sale.number)
        undoing.wrong.append(Refused(said, remedy=_("Hapus baris returnya, lalu retur lagi."), rule="return-changed"))
        return
    ends[original.key] = start + count
    undoing.backs[place] = original.back(start, count)


# --- Rules -----------------------------------------------------------------------------------


def check(work: Work, command: SaleCommand, undoing: Undoing, wares: Mapping[int, Ware], card: Card | None) -> None:
    """Go through every rule of a return; raises Refused (or flags what has happened)."""
    for each in undoing.wrong:
        work.refuse(each)
    for sale in undoing.sales.values():
        if sale.member_id != command.member_id:
            work.refuse(returns.other_buyer(sale))
    if work.channel == "import":
        return
    _places(work, command, wares)
    _rights(work, command, undoing)
    _money(work, command, undoing, card)


def _places(work: Work, command: SaleCommand, wares: Mapping[int, Ware]) -> None:
    for line in command.lines:
        if line.returns is None:
            continue
        if not line.returns.reason:
            work.refuse(Refused(_("Isi alasan retur."), rule="return-reason"))
        if line.returns.to is BackTo.MAKER and wares[line.product_id].maker_id is None:
            words = _("{name} bukan barang titipan.").format(name=wares[line.product_id].name)
            work.refuse(Refused(words, rule="return-maker"))


def _rights(work: Work, command: SaleCommand, undoing: Undoing) -> None:
    blind = blind_amount(command)
    if blind:
        ceiling = Rupiah(work.shop.settings.return_blind_limit)
        if blind > ceiling:
            words = _("Retur tanpa struk paling banyak {limit}.").format(limit=ceiling)
            work.refuse(Refused(words, rule="return-ceiling"))
    for ask in asks(command, tuple(undoing.sales.values()), work.shop.settings):
        approvals.require(work, command, ask)


def blind_amount(command: SaleCommand) -> Rupiah:
    """What comes back without a receipt."""
    return -total(each.net for each in command.lines if each.returns is not None and each.returns.sale_id is None)


def asks(command: SaleCommand, sales: tuple[SaleBefore, ...], settings: Settings) -> list[Ask]:
    """Every right that a return needs, as another person would be asked for it."""
    back = -total(each.net for each in command.lines if each.returns is not None)
    numbers = ", ".join(each.number for each in sales) or _("tanpa struk")
    reason = next((each.returns.reason for each in command.lines if each.returns is not None), "")
    after = _("dikembalikan {amount}").format(amount=back.shown)
    found = [Ask(Permission.SALE_RETURN, back, _("Retur {numbers}").format(numbers=numbers), "", after, reason=reason)]
    if blind := blind_amount(command):
        what = _("Retur tanpa struk")
        found.append(Ask(Permission.SALE_RETURN_BLIND, blind, what, what, after, reason=reason))
    old = [each for each in sales if (command.business_date - each.business_date).days > settings.return_days]
    if old:
        days = max((command.business_date - each.business_date).days for each in old)
        what = _("Retur {numbers} sesudah {days} hari").format(numbers=numbers, days=days)
        limit = _("batas {days} hari").format(days=settings.return_days)
        found.append(Ask(Permission.SALE_RETURN_LATE, back, what, limit, after, reason=reason))
    return found


def _money(work: Work, command: SaleCommand, undoing: Undoing, card: Card | None) -> None:
    """It goes back as it came, and what is rounded is each sale's own rounding."""
    rounding = work.shop.settings.cash_rounding
    due = undoing.reckoning.due
    if due >= ZERO:
        exact = total(each.applied for each in command.tenders if each.kind is not TenderKind.CASH)
        # What rounds to nothing is paid with nothing.
        in_cash = not command.tenders or any(each.kind is TenderKind.CASH for each in command.tenders)
        more = Rupiah(rounding.difference((due - exact).amount)) if in_cash else ZERO
        if command.rounding != undoing.reckoning.rounding + more:
            work.refuse(Refused(_("Pembulatan tunai tidak cocok."), rule="rounding"))
        return
    right = undoing.reckoning.ways(card.owes if card is not None else ZERO, rounding)
    if _by_kind(command.tenders) != _by_kind(each.tender for each in right):
        words = _("Cara mengembalikan uang tidak cocok dengan struknya.")
        work.refuse(Refused(words, remedy=_("Buka lagi layar pengembalian."), rule="refund-ways"))
    for each in command.tenders:
        if each.kind is TenderKind.TRANSFER and not each.reference:
            work.refuse(Refused(_("Isi referensi transfernya."), rule="refund-reference"))


def _by_kind(tenders: Iterable[PaidTender]) -> dict[TenderKind, int]:
    sums: dict[TenderKind, int] = {}
    for each in tenders:
        sums[each.kind] = sums.get(each.kind, 0) + each.applied.amount
    return sums


def facts(command: SaleCommand, undoing: Undoing) -> list[Facts]:
    """What was taken back of each sale, as the next return of it goes on from there."""
    rows = [
        {
            "document_id": command.id,
            "line": number,
            "original_id": each.sale.document_id if each.sale is not None else None,
            "goods": each.goods,
            "worth": each.worth,
        }
        for number, each in enumerate(undoing.reckoning.taken, start=1)
    ]
    undone = [(way, amount) for way, amount in undoing.reckoning.undone.items() if way != refunds.IN_CASH]
    ways = [
        {"document_id": command.id, "line": number, "kind": kind, "reference": reference, "amount": amount}
        for number, ((kind, reference), amount) in enumerate(undone, start=1)
    ]
    return [Facts(SaleRefund, rows), Facts(SaleRefundWay, ways)]
