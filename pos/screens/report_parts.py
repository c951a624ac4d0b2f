"""What the report screen asks and what it was answered, as the report itself takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from desktop.report_filters import Chosen, Days, Filters, Pick, Span
from koperasi.branches import Branch
from koperasi.periods import Choices, Period
from koperasi.text import N_, _
from pos.report_choices import Choice, Filter, Named, Offered

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from printing.reports import Report

#: What a row leads to: the screen, what it is told, and the key's words.
TARGETS = {
    "good": ("stock-card", "product_id", N_("Kartu Stok")),
    "document": ("document", "document_id", N_("Buka Dokumen")),
    "maker": ("agreements", "maker_id", N_("Penitip")),
    "member": ("member-account", "member_id", N_("Anggota")),
}


def filters_of(choice: Choice, offered: Offered, today: date) -> Filters:
    """The filters of a report, with what there is to choose from."""
    days = Days.RANGE if Filter.DAYS in choice.filters else Days.ONE if Filter.DAY in choice.filters else Days.NONE
    picks = []
    if choice.by:
        picks.append(Pick("by", _("Menurut"), tuple((value, _(words)) for value, words in choice.by)))
    if Filter.CATEGORY in choice.filters:
        picks.append(Pick("category", _("Kategori"), _all_or(offered.categories)))
    if Filter.OWNER in choice.filters:
        whose = ((None, _("Semua")), (False, _("Milik toko")), (True, _("Titipan")))
        picks.append(Pick("consigned", _("Pemilik"), whose))
    if Filter.SUPPLIER in choice.filters and offered.suppliers:
        picks.append(Pick("supplier", _("Pemasok"), _all_or(offered.suppliers)))
    if Filter.MAKER in choice.filters and offered.makers:
        picks.append(Pick("party", _("Penitip"), _all_or(offered.makers)))
    if Filter.ACCOUNT in choice.filters and offered.accounts:
        picks.append(Pick("account", _("Akun"), _all_or(offered.accounts)))
    if Filter.PERSON in choice.filters:
        picks.append(Pick("person", _("Petugas"), _all_or(offered.people)))
    back = choice.back if Filter.BACK in choice.filters else 0
    code = _("Kode barang") if {Filter.GOOD, Filter.ANY_GOOD} & set(choice.filters) else ""
    return Filters(today, days, Span.MONTH if choice.month else Span.TODAY, tuple(picks), back, code)


def _all_or(named: Sequence[Named]) -> tuple[tuple[object, str], ...]:
    return ((None, _("Semua")), *((each.id, each.name) for each in named))


def period_of(branch: Branch, chosen: Chosen) -> Period:
    """What was chosen, as a report takes it."""
    category, consigned, supplier, by = (chosen.of(key) for key in ("category", "consigned", "supplier", "by"))
    party, account, person = chosen.of("party"), chosen.of("account"), chosen.of("person")
    choices = Choices(
        category if isinstance(category, int) else None,
        consigned if isinstance(consigned, bool) else None,
        supplier if isinstance(supplier, int) else None,
        chosen.back,
        str(by or ""),
        party if isinstance(party, int) else None,
        account if isinstance(account, int) else None,
        person if isinstance(person, int) else None,
    )
    return Period(branch, chosen.first, chosen.last, chosen.code, choices)


def first_maker(choice: Choice) -> Callable[[Connection, Period], Report] | None:
    """What makes the first rows of a long report, if anything does."""
    if not choice.first:
        return None
    module, _mark, function = choice.first.partition(":")
    found: Callable[[Connection, Period], Report] = getattr(import_module(module), function)
    return found
