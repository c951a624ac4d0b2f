"""The parts of a Z that say how its figures came about: by category and hour, who paid what to whom, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from koperasi.money import Rupiah, dots, half_up, total
from koperasi.text import _, clock
from koperasi.verifications import Verified
from pos.drawer_payments import Paid
from pos.happenings import Happening, What
from pos.sums import Named
from printing.slips import RIGHT, Cell, Draft

#: The longest bar, in characters: it fits on the narrowest paper beside an hour and its amount.
BAR = 14
#: So many of one kind stand on the slip; the rest is told by their number.
MOST = 12


@dataclass(frozen=True, slots=True)
class Details:
    """What stands behind a shift's figures."""

    hours: Mapping[int, Rupiah]
    categories: tuple[Named, ...]
    cashiers: tuple[Named, ...]
    #: How many sales were members' and others'.
    members: int
    others: int
    paid_out: tuple[Paid, ...]
    happened: tuple[Happening, ...]

    def of(self, what: What) -> list[Happening]:
        return [each for each in self.happened if each.what is what]


def by_category(paper: Draft, details: Details) -> None:
    """What was sold of each category."""
    if details.categories:
        paper.blank().text(_("PER KATEGORI"), bold=True)
        for each in details.categories[:MOST]:
            paper.both(each.name, each.net.bare, indent=2)
        if rest := details.categories[MOST:]:
            words = _("{count} kategori lain").format(count=len(rest))
            paper.both(words, total(each.net for each in rest).bare, indent=2)
        paper.both(_("JUMLAH"), total(each.net for each in details.categories).bare, indent=2, bold=True)


def by_cashier(paper: Draft, details: Details) -> None:
    """Who sold how much, where a shift had more than one."""
    if len(details.cashiers) > 1:
        paper.blank().text(_("PER KASIR"), bold=True)
        for each in details.cashiers:
            paper.both(f"{each.name} {each.count}x", each.net.bare, indent=2)


def by_hour(paper: Draft, details: Details) -> None:
    """A bar for each hour from the first sale to the last."""
    if not details.hours:
        return
    paper.blank().text(_("PER JAM"), bold=True)
    most = max(1, *(each.amount for each in details.hours.values()))
    for hour in range(min(details.hours), max(details.hours) + 1):
        net = details.hours.get(hour, Rupiah(0))
        bar = "#" * half_up(max(0, net.amount) * BAR, most)
        paper.columns(Cell("", 1), Cell(f"{hour:02}", 2), Cell(bar, BAR), Cell(net.bare, 0, RIGHT))


def paid_out(paper: Draft, details: Details) -> None:
    """Each sum that was paid out of the drawer, and what for."""
    if not details.paid_out:
        return
    paper.blank().text(_("DIBAYAR DARI LACI"), bold=True)
    for each in details.paid_out[:MOST]:
        paper.both(each.what, each.amount.bare, indent=2)
        if each.why:
            paper.text(each.why, indent=4)
    _rest(paper, len(details.paid_out) - MOST)
    paper.both(_("JUMLAH"), total(each.amount for each in details.paid_out).bare, indent=2, bold=True)


def happened(paper: Draft, details: Details, what: What, *, named: bool) -> None:
    """Each thing of a kind: when and why, how much, who allowed it; who did it where there were several."""
    found = details.of(what)
    for each in found[:MOST]:
        who = f" {each.who}" if named else ""
        paper.both(f"{clock(each.at)}{who} {each.why}".rstrip(), each.amount.bare if each.amount else "", indent=4)
        if each.allowed:
            paper.text(_("izin: {name}").format(name=each.allowed), indent=6)
    _rest(paper, len(found) - MOST)


def _rest(paper: Draft, count: int) -> None:
    if count > 0:
        paper.text(_("dan {count} lagi, lihat Laporan Harian").format(count=dots(count)), indent=4)


def recounts(paper: Draft, verified: Iterable[Verified]) -> None:
    """Three counts of one drawer side by side: the system's, the cashier's, the supervisor's."""
    for each in verified:
        paper.blank().text(_("HITUNG ULANG {number}").format(number=each.number), bold=True)
        paper.both(_("Menurut sistem"), each.expected.bare, indent=2)
        paper.both(_("Hitungan kasir"), each.counted.bare, indent=2)
        paper.both(_("Hitungan {name}").format(name=each.by), each.verified.bare, indent=2, bold=True)
        paper.both(_("Selisih Kas"), each.over.bare if each.over else _("tidak ada"), indent=2)
