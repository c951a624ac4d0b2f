"""A receipt as a message: what a member reads on her telephone, and the link that opens it in WhatsApp.

The shop sends nothing itself: the link opens WhatsApp on this PC or telephone with the words
in it, to be looked at and sent by a person.
"""

from __future__ import annotations

from urllib.parse import quote

from koperasi.branches import Branch
from koperasi.money import ZERO
from koperasi.settings import Settings
from koperasi.text import _, short_date
from pos import seasons
from pos.sale_records import PostedSale
from pos.tenders import NAMES

LINK = "https://wa.me/"
#: Indonesia's code before a telephone number, in place of its first 0.
COUNTRY = "62"


def message(branch: Branch, settings: Settings, sale: PostedSale) -> str:
    """All of it; WhatsApp shows bold what stands between stars."""
    command = sale.command
    head = [f"*{branch.shop_name}* {branch.name}"]
    head.append(_("Nota {number}, {day}").format(number=command.number.text, day=short_date(command.business_date)))
    lines = []
    for line in command.lines:
        words = f"{sale.names[line.product_id]}: {line.quantity} {line.unit} x {line.unit_price.bare} = {line.net.bare}"
        lines.append(_("RETUR {line}").format(line=words) if line.returns is not None else words)
    sums = [f"*{_('TOTAL')} {command.total}*"]
    sums += [f"{_(NAMES[each.kind])}: {each.given.bare}" for each in command.tenders]
    if command.handed_change > ZERO:
        sums.append(_("Kembali: {amount}").format(amount=command.handed_change.bare))
    foot = [seasons.words_on(settings.receipt_seasons, command.business_date) or settings.receipt_thanks]
    return "\n\n".join("\n".join(each) for each in (head, lines, sums, foot))


def link(text: str, phone: str = "") -> str:
    """The link that opens WhatsApp with the words in it, to a number where one is known."""
    return f"{LINK}{international(phone)}?text={quote(text, safe='')}"


def international(phone: str) -> str:
    """`0812-3456-7890` as `6281234567890`; empty for what is no mobile number of Indonesia."""
    digits = "".join(each for each in phone if each.isascii() and each.isdigit())
    if digits.startswith("0"):
        digits = COUNTRY + digits.lstrip("0")
    return digits if digits.startswith(f"{COUNTRY}8") and 10 <= len(digits) <= 15 else ""
