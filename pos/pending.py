"""What still waits when a shift is about to close: it is told, and holds nothing up."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from koperasi.text import _, ngettext
from pos.held_carts import HeldCart
from pos.printers import queues
from pos.stations import Station
from printing import jobs


@dataclass(frozen=True, slots=True)
class Pending:
    """Held carts of this till, papers that have not come out, and papers of which nobody knows."""

    held: int
    waiting: int
    unknown: int

    def words(self, lines: int) -> str:
        """One calm sentence for each thing that waits, the open cart's `lines` first; empty when nothing does."""
        said = []
        if lines:
            words = ngettext("{count} barang masih di keranjang.", "{count} barang masih di keranjang.", lines)
            kept = _("Keranjang disimpan dan dapat dilanjutkan di shift berikutnya.")
            said.append(f"{words.format(count=lines)} {kept}")
        if self.held:
            words = ngettext("{count} transaksi masih ditahan.", "{count} transaksi masih ditahan.", self.held)
            said.append(words.format(count=self.held))
        if papers := self.waiting + self.unknown:
            words = ngettext("{count} struk belum tercetak.", "{count} struk belum tercetak.", papers)
            said.append(words.format(count=papers))
        return (
            " ".join([*said, _("Tutup Shift tetap bisa.")])
            if said and not (lines and len(said) == 1)
            else "".join(said)
        )


def of(station: Station) -> Pending:
    """What waits at this till now."""
    with station.shop.reading() as connection:
        held = select(func.count()).select_from(HeldCart).where(HeldCart.till_id == station.till_id)
        there = jobs.opened(connection, queues(station.printer))
        papers = [each for each in there if each.kind is jobs.JobKind.SLIP]
        return Pending(
            connection.execute(held).scalar_one(),
            len([each for each in papers if each.state is not jobs.State.UNKNOWN]),
            len([each for each in papers if each.state is jobs.State.UNKNOWN]),
        )
