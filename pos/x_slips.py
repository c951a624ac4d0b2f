"""The X: an open shift on a slip, so far; it closes nothing.

For those who will count the drawer it says neither what must be there nor what that could
be reckoned from: the turnover and the cash taken.
"""

from __future__ import annotations

from koperasi.branches import Branch
from koperasi.text import _
from pos import z_slips
from pos.readings import X
from pos.tenders import TenderKind
from printing.slips import Draft, Slip


def x_slip(branch: Branch, x: X) -> Slip:
    """The X as a slip."""
    paper, figures = Draft(), x.figures
    z_slips.heading(paper, branch, figures.till, _("BACA SHIFT (X)"), "")
    z_slips.times(paper, branch, (_("Buka"), figures.opened_at), (_("Dibaca"), x.read_at))
    paper.both(_("Oleh"), x.read_by)
    z_slips.numbers(paper, figures)
    if x.shows_cash:
        z_slips.sales(paper, figures)
        z_slips.drawer_lines(paper, figures)
        paper.both(_("KAS SEHARUSNYA"), figures.expected.bare, indent=2, bold=True)
    else:
        _blind(paper, x)
    paper.double_rule()
    z_slips.to_look_at(paper, figures)
    paper.rule().middle(_("Shift masih terbuka. Bukan laporan tutup."))
    return paper.cut().slip()


def _blind(paper: Draft, x: X) -> None:
    paper.text(_("CARA BAYAR"), bold=True)
    for kind, often, amount in z_slips.in_order(x.figures.tenders):
        if kind == TenderKind.CASH:
            paper.both(_("Tunai {count}x").format(count=often), _("setelah dihitung"), indent=2)
        else:
            paper.both(z_slips.tender_words(kind, often), amount.bare, indent=2)
    paper.blank().text(_("LACI KASIR"), bold=True)
    for each in x.known_lines:
        paper.both(each.words, each.amount.bare, indent=2)
    paper.both(_("KAS SEHARUSNYA"), _("setelah dihitung"), indent=2)
