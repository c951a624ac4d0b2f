"""What `user card` does: a card is given, and shown this once, on the terminal or on paper."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from koperasi.errors import BadInput
from koperasi.text import _

if TYPE_CHECKING:
    from koperasi.shop import Shop
    from koperasi.users import Staff
    from printing.reports import Report


def give(shop: Shop, person: Staff, code: str | None, *, on_paper: bool = False) -> Report:
    """Give her a card, minted unless a code is told; the report names the code, which is kept nowhere.

    Raises BadInput for a code that names goods or a member, Trouble when the printer does
    not take the card: the one given counts all the same, and another may be given.
    """
    from koperasi import staff_cards
    from printing.reports import Column, Report

    if on_paper and not shop.settings.printer:
        raise BadInput(_("Printer belum dipilih."), remedy=_("Tanpa --print kodenya tampil di sini."))
    if code is not None:
        _check_free(shop, code)
    code = (code or staff_cards.new_code()).strip().upper()
    with shop.work(shop.konsole(), channel="konsole") as work:
        staff_cards.give(work, person.id, code)
    if on_paper:
        _print(shop, person, code)
    columns = (Column("name", _("Nama")), Column("card_code", _("Kode kartu")))
    title = _("Kartu Staf: simpan kodenya, tidak ditampilkan lagi")
    return Report("user-card", title, columns, ((person.name, code),), None, shop.branch.shop_name)


def _check_free(shop: Shop, code: str) -> None:
    """Refuse a code that sells goods or names a member."""
    from inventory import queries
    from koperasi import members

    with shop.reading() as connection:
        goods = queries.find_code(connection, code, shop.settings.scale_barcode_mask)
        taken = bool(goods) or members.by_code(connection, code.strip(), shop.today().year) is not None
    if taken:
        message = _("Kode {code} sudah dipakai barang atau anggota.").format(code=code.strip())
        raise BadInput(message, remedy=_("Pilih kode lain, atau tanpa --code supaya dibuatkan."), field="code")


def _print(shop: Shop, person: Staff, code: str) -> None:
    """Send the card straight to the printer: the queue of slips keeps what it prints, and this is kept nowhere."""
    from pos import card_slips, printers
    from printing import escpos_bytes, transports

    slip, paper = card_slips.staff_card(shop.branch, person, code), printers.paper_here(shop)
    if shop.settings.printer != printers.VIRTUAL:
        transports.hand_over(shop.settings.printer, escpos_bytes.encode(slip, paper))
        return
    from printing import texts

    print(texts.text(slip, paper.columns), file=sys.stderr)
