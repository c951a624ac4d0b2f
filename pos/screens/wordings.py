"""How a cart, a good and a member are put into words for the till's widgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop import texts
from desktop.boards import BoardText
from desktop.cards import LastItem, MemberText
from desktop.chips import Chip
from desktop.lines import Hint, LineRow
from inventory import pricing
from inventory.goods import Good, PriceLine, PriceRule, Unit
from koperasi.branches import Branch
from koperasi.members import Card
from koperasi.money import MINUS, Rupiah, half_up, of_rate, total
from koperasi.quantity import NOTHING, ONE, THOUSAND, Quantity
from koperasi.text import _, clock, short_date
from pos.cart import Cart
from pos.cart_lines import Line
from pos.return_picks import PLACES
from pos.returns import Brought
from pos.sale_commands import Rule
from pos.scans import Seen
from pos.till import Till

#: The estimate of a member's surplus is rounded to this: more digits would promise too much.
ESTIMATE = 1_000


def lines(cart: Cart, branch: Branch) -> list[LineRow]:
    """The cart as its list shows it; removed lines have no number."""
    rows, number = [], 0
    for line in cart.rows:
        number += line.removal is None
        rows.append(_line(line, str(number) if line.removal is None else "", branch))
    return rows


def _line(line: Line, number: str, branch: Branch) -> LineRow:
    removal = line.removal
    back = line.returning
    when = _("dihapus {time}").format(time=clock(branch.local(removal.at))) if removal else ""
    return LineRow(
        number,
        texts.joined((line.good.name, line.note)),
        line.quantity.shown,
        line.unit.name,
        line.unit_price.bare,
        line.net.bare.replace("-", MINUS),
        note=when or (brought(back) if back else _notes(line)),
        reason=removal.reason if removal else "",
        maker=line.good.maker_name,
        price_note=rule(line),
        discount=f"{'+' if back else MINUS}{abs(line.off).bare}" if line.off else "",
        discount_note=off_note(line),
        state="removed" if removal else "returned" if back is not None else "",
    )


def told(line: Line) -> str:
    """Why its price was changed, or something keyed off it."""
    manual = line.rule is Rule.MANUAL
    return " · ".join(dict.fromkeys(why for why in (line.keyed_reason if manual else "", line.discount_reason) if why))


def off_note(line: Line) -> str:
    """What was keyed off, in one word: `10%`, or its part of a discount on the sale; `promo` stands by the price."""
    if line.discount_bps:
        return f"{Quantity(line.discount_bps * THOUSAND // 100).shown}%"
    return _("belanja") if line.shared and not line.discount else ""


def promoted(line: Line) -> str:
    """What a promotion gives on it, without its name, for which a row has no room: `beli 2 gratis 1`."""
    return line.promotion.reason.rpartition(": ")[2] if line.promotion and line.promotion.discount else ""


def brought(back: Brought) -> str:
    """Of which receipt, where it goes and why: `K1-000012 · Rusak · Salah ambil`."""
    number = back.original.sale.number if back.original is not None else _("tanpa struk")
    return " · ".join(dict.fromkeys((number, _(PLACES[back.to]), back.reason)))


def _notes(line: Line) -> str:
    """Beside the name: what it holds, what comes off it."""
    return texts.joined((contents(line.good, line.unit), promoted(line), told(line)))


def contents(good: Good, unit: Unit) -> str:
    """`isi 10` for a unit of several."""
    return _("isi {count}").format(count=unit.factor) if unit.factor > ONE else ""


def rule(line: Line) -> str:
    """Which price won, in one word; nothing for the ordinary one."""
    if line.promotion is not None:
        return _("promo")
    member = line.decision is not None and line.rule is Rule.CLASS
    words = {
        Rule.TIER: _("grosir"),
        Rule.CLASS: _("anggota") if member else "",
        Rule.MANUAL: _("diubah"),
        Rule.SHELF: _("harga rak"),
        Rule.RECORDED: _("timbangan"),
    }
    return words.get(line.rule, "")


def hint(till: Till) -> Hint | None:
    """The strip under the chosen line, else under the newest."""
    line = till.line
    offered = till.cart.hint(line.key) if line else None
    if line is None or offered is None:
        return None
    taken = line.good.unit(offered.unit_id)
    price = offered.unit_price.shown
    if taken.id == line.unit_id:
        goal = _("harga grosir") if offered.rule is PriceRule.TIER else _("harga")
        goal = f"{goal} **{price}**" if offered.unit_price else f"**{_('gratis')}**"
    else:
        base = Quantity(till.cart.in_cart(line.good.product_id).thousandths + offered.missing.thousandths)
        packs = Quantity.of(base.thousandths // taken.factor.thousandths)
        goal = f"**{packs} {taken.name.lower()}** **{price}**"
    words = _("Ambil {goal}, hemat **{saving}**")
    if offered.missing:
        words = _("Tambah **{missing}** → {goal}, hemat **{saving}**")
    missing = pricing.counted(offered.missing, line.unit)
    text = words.format(missing=missing, goal=goal, saving=offered.saving.shown)
    return Hint([row.key for row in till.cart.rows].index(line.key), text)


def board(till: Till | None, right: str | None = None) -> BoardText:
    """Total Bayar, with what was saved."""
    if till is None:
        return BoardText(_("Total Bayar"), Rupiah(0))
    cart = till.cart
    saved = cart.saved
    refunded = total(each.amount for each in till.refunds)
    return BoardText(
        _("Dikembalikan") if refunded else _("Total Bayar"),
        refunded or till.due,
        _("Total Item {count}").format(count=len(cart.lines)) if right is None else right,
        _("Subtotal {amount}").format(amount=cart.subtotal.bare) if saved else "",
        _("Hemat {amount}").format(amount=saved.shown) if saved else "",
    )


def bare_board(text: BoardText) -> BoardText:
    """The board while searching: only the number."""
    return BoardText(text.label, text.amount, text.right)


def last_item(till: Till, narrow: bool) -> LastItem | None:
    """What was scanned last: price, stock, nearest expiry."""
    seen = till.last
    if seen is None:
        return None
    good, unit = seen.found.good, seen.found.unit
    line = next((each for each in till.cart.lines[::-1] if each.good.product_id == good.product_id), None)
    facts = []
    if line is not None:
        facts.append(f"{line.unit_price.shown} / {line.unit.name.lower()}")
    if not good.is_service:
        facts.append(_("Stok {stock}").format(stock=counted(seen.on_hand, good.base)))
    if seen.expires_on is not None and not narrow:
        facts.append(_("Exp {day}").format(day=short_date(seen.expires_on)))
    name = good.name if unit.factor == ONE else f"{good.name} · {unit.name}"
    return LastItem(name, tuple(facts))


def counted(base: Quantity, unit: Unit) -> str:
    """Base units said in a unit, rounded down to whole ones where it is larger: `42 renteng`."""
    if unit.factor > ONE:
        base = Quantity(base.thousandths // unit.factor.thousandths * THOUSAND)
    return f"{base.shown} {unit.name.lower()}"


def stock(good: Good, on_hand: Quantity) -> str:
    """`428 pcs = 42 renteng + 8 pcs`, by the largest unit of which there is one."""
    base = good.base
    words = counted(on_hand, base)
    larger = [unit for unit in good.units if ONE < unit.factor <= on_hand]
    if not larger:
        return words
    unit = max(larger, key=lambda each: each.factor)
    packs, rest = divmod(on_hand.thousandths, unit.factor.thousandths)
    more = f" + {counted(Quantity(rest), base)}" if rest else ""
    return f"{words} = {packs} {unit.name.lower()}{more}"


def stock_by_unit(good: Good, on_hand: Quantity) -> str:
    """How many of each unit that would be: `428 pcs · 42 renteng · 3 dus`; nothing of a good in one unit."""
    if good.is_service or len(good.units) < 3:
        return ""
    units = sorted(good.units, key=lambda unit: unit.factor)
    return texts.joined(tuple(counted(on_hand, unit) for unit in units))


def tiers(good: Good, cart: Cart) -> list[str]:
    """Every price by quantity that holds today for this customer: `Mulai 60 pcs: Rp 15.000 / renteng`."""
    lines = {
        (line.min_quantity.thousandths, unit.factor.thousandths): _("Mulai {least}: {price} / {unit}").format(
            least=pricing.counted(line.min_quantity, good.base), price=line.price.shown, unit=unit.name.lower()
        )
        for unit in good.units
        for line in unit.prices
        if line.min_quantity > unit.factor and _holds(line, cart)
    }
    return [words for _key, words in sorted(lines.items())]


def _holds(line: PriceLine, cart: Cart) -> bool:
    """Whether a price is for this customer, today, in this branch."""
    theirs = line.price_class in ("", cart.price_class) and line.branch_id in (None, cart.branch_id)
    begun = line.valid_from is None or line.valid_from <= cart.day
    return theirs and begun and (line.valid_until is None or cart.day <= line.valid_until)


def price_of(cart: Cart, unit: Unit, good: Good, quantity: Quantity = ONE) -> Rupiah | None:
    """What this customer would pay for one more such unit; None where it has no price."""
    reach = cart.in_cart(good.product_id) + quantity.of_factor(unit.factor)
    decision = cart.decide(unit, reach)
    return decision.unit_price if decision else None


def stock_chip(seen: Seen, unit: Unit) -> Chip | None:
    """A chip only when there is none, or hardly any."""
    if seen.found.good.is_service:
        return None
    if seen.on_hand <= NOTHING:
        return Chip(_("Habis"), "refuse")
    if seen.on_hand < Quantity.of(3).of_factor(unit.factor):
        return Chip(counted(seen.on_hand, unit), "warn")
    return None


def member(card: Card, since: date | None, today: date, surplus_bps: int) -> MemberText:
    """The member at the till: what she owes, may owe, has bought."""
    days = (today - since).days if since is not None else None
    kasbon = f"**{card.owes.shown}**"
    if card.credit_limit:
        kasbon += f" / {card.credit_limit.bare}"
    estimate = half_up(of_rate(card.bought_this_year.amount, surplus_bps), ESTIMATE) * ESTIMATE
    return MemberText(
        card.name,
        _member_detail(card),
        Chip(_("Aktif"), "ok"),
        max(card.owes.amount, 0),
        card.credit_limit.amount,
        _("Utang tertua {days} hari").format(days=days) if days is not None else "",
        _("Sisa limit {left}").format(left=card.credit_left.shown) if card.credit_limit else _("Tanpa kasbon"),
        f"**{card.bought_this_year.shown}**",
        f"± {Rupiah(estimate).shown}",
        kasbon,
    )


def _member_detail(card: Card) -> str:
    words: Sequence[str] = (card.number, card.group_name or card.price_class.capitalize())
    return " · ".join(word for word in words if word)
