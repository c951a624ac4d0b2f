"""Bayar Penitip: who is due, how much, and why somebody is not; one is opened, or all are drawn up and printed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeyEvent, QResizeEvent

from consignment import payout_desks, payout_reports, payout_runs
from consignment.payout_desks import Everyone
from consignment.payout_drafts import KeptDraft
from consignment.payout_runs import Due, RunAsk, RunResult, Who
from consignment.screens import payout_rows
from desktop import exports, layouts, theme
from desktop.buttons import KeyButton
from desktop.cells import Row
from desktop.fields import ScanField
from desktop.frames import NARROW_BELOW
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.pickers import Segments
from desktop.shells import Shell
from desktop.theme import Size
from inventory.screens.drawn_lists import DrawnList
from koperasi.money import Rupiah
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import N_, _, ngettext
from koperasi.work import Actor
from printing.reports import Report

DUE, BEGUN, ALL = "due", "begun", "all"
FILTERS = ((DUE, N_("Hari bayar tiba")), (BEGUN, N_("Belum selesai")), (ALL, N_("Semua")))


def transfers(shop: Shop) -> Report:
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        return payout_reports.transfers(connection, shop.branch.id, day, shop.branch.shop_name)


def drawn_up(shop: Shop, actor: Actor, makers: frozenset[int], printer: str) -> tuple[RunResult, int]:
    """Draw up and print everyone of these; returns what became of each, and how many slips were printed."""
    day = shop.branch.business_date(shop.clock())
    result = payout_runs.run(shop, actor, RunAsk(Who.ALL, day, day, makers=makers))
    made = frozenset(each.draft_id for each in result.outcomes if each.draft_id is not None)
    return result, payout_desks.print_all(shop, actor, _kept(shop, made), printer)[0] if printer else 0


def _kept(shop: Shop, ids: frozenset[int]) -> tuple[KeptDraft, ...]:
    return tuple(each for each in payout_desks.everyone(shop).begun if each.id in ids)


class PayoutsScreen(OfficeScreen):
    """The makers; typing narrows them, arrows choose, Enter opens."""

    place = "consignment"
    title = N_("Bayar Penitip")
    interested = frozenset({"payouts", "sales", "statements", "consignment", "stock"})
    more_keys = (("↑ ↓", N_("pilih penitip")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.known: Everyone | None = None
        self._filter = ALL
        self.field = ScanField(_("Cari penitip"), name=_("Cari penitip"))
        self.field.set_searching(True)
        self.field.textEdited.connect(lambda _words: self._narrow())
        self.field.submitted.connect(self._open)
        self.filters = Segments([(each, _(words)) for each, words in FILTERS], name=_("Penitip yang mana"))
        self.filters.choose(self._filter)
        self.filters.picked.connect(self._filtered)
        self.list = DrawnList(payout_rows.due_columns(), self._row, _("Penitip yang dibayar"))
        self.list.show_empty(_("Menghitung…"), "coins")
        self.list.opened.connect(lambda _item: self._open())
        self.home_field = self.field
        self._lay_actions()

    def _lay_actions(self) -> None:
        back = self.act("Esc", _("Kembali"), self.shell.back, icon_name="back")
        self.act("Ctrl+G", "", self._next_filter)
        bank = self.act("Ctrl+D", _("Daftar Transfer"), self._transfers, icon_name="document")
        told = self.act("Ctrl+H", _("Laporan"), self._report, icon_name="chart")
        self.run_action = self.act("Ctrl+Enter", _("Siapkan & Cetak"), self._run, icon_name="printer")
        open_ = self.act("Enter", _("Buka & Bayar"), self._open, icon_name="coins")
        self.run_button = KeyButton(self.run_action)
        self.open_button = KeyButton(open_, role="primary", size=Size.LEAD)
        self.head_right.addLayout(layouts.row(KeyButton(bank), KeyButton(told), gap=8))
        self.body.addLayout(layouts.row(self.field, self.filters))
        self.body.addWidget(self.list, 1)
        self.body.addLayout(layouts.row(KeyButton(back, role="quiet"), 1, self.run_button, self.open_button, gap=8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(payout_rows.DUE_NARROW if narrow else payout_rows.DUE_WIDTHS)
        super().resizeEvent(event)

    # -- coming, looking -------------------------------------------------------

    def enter(self, **what: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        read = partial(payout_desks.everyone, self.desk.shop)
        self.shell.deeds.read(self, read, done=self._found, latest="payouts")

    def _found(self, known: Everyone) -> None:
        first = self.known is None
        self.known = known
        payable = sum(1 for each in known.people if each.payable)
        words = ngettext("{amount} untuk {count} penitip", "{amount} untuk {count} penitip", payable)
        nobody = _("Belum ada yang bisa dibayar")
        told = [words.format(amount=known.payable.shown, count=payable) if payable else nobody]
        if known.begun:
            told.append(_("{count} bukti belum selesai").format(count=len(known.begun)))
        self.show_words(" · ".join(told))
        if first:
            self._filter = self._best(known)
            self.filters.choose(self._filter)
        self._narrow(keep=True)

    def _best(self, known: Everyone) -> str:
        """What is to be seen first: what was begun, else whose day it is, else all."""
        if known.begun:
            return BEGUN
        return DUE if any(each.is_due(known.day) for each in known.people) else ALL

    def _next_filter(self) -> None:
        order = [each for each, _words in FILTERS]
        self._filtered(order[(order.index(self._filter) + 1) % len(order)])

    def _filtered(self, value: object) -> None:
        self._filter = str(value)
        self.filters.choose(self._filter)
        self._narrow()
        self.home()

    def _fits(self, each: Due) -> bool:
        if self._filter == BEGUN:
            return each.kept is not None
        return self._filter == ALL or (self.known is not None and each.is_due(self.known.day))

    def _narrow(self, *, keep: bool = False) -> None:
        if self.known is None:
            return
        words = self.field.text().casefold().split()
        shown = [each for each in self.known.people if self._named(each, words) and (words or self._fits(each))]
        empty = {
            DUE: _("Belum ada yang hari bayarnya tiba. Ctrl G: semua penitip."),
            BEGUN: _("Tidak ada bukti bayar yang belum selesai."),
            ALL: _("Tidak ada utang kepada penitip. Semua sudah dibayar."),
        }[self._filter]
        self.list.show_empty(_("Tidak ada penitip yang cocok.") if words else empty, "search" if words else "check")
        self.list.show_items(shown, self.list.chosen if keep else 0)
        self.actions_by_key["Enter"].setEnabled(bool(shown))
        self._offer_run(shown)

    def _named(self, each: Due, words: list[str]) -> bool:
        name = f"{each.draft.payee.name} {each.draft.payee.code}".casefold()
        return all(word in name for word in words)

    def _offer_run(self, shown: list[Due]) -> None:
        """All that are shown are drawn up at once; of what was begun, what needs no signature is paid."""
        able = len(self._transfers_of(shown)) if self._filter == BEGUN else sum(1 for each in shown if each.payable)
        words = ngettext("Siapkan {count} Bukti", "Siapkan {count} Bukti", able)
        if self._filter == BEGUN:
            words = ngettext("Bayar {count} Transfer", "Bayar {count} Transfer", able)
        self.run_action.setText(words.format(count=able))
        self.run_action.setEnabled(bool(able) and self.desk.person.may(Permission.PAYOUT_PAY))

    def _transfers_of(self, shown: Iterable[Due]) -> tuple[KeptDraft, ...]:
        """What was begun, pays no cash and waits for nobody."""
        above, limit = self.desk.shop.settings.payout_second_above, payout_desks.own_limit(self.desk.person)
        kept = [each.kept for each in shown if each.kept is not None]
        return tuple(
            each
            for each in kept
            if payout_desks.without_cash(each) and not payout_desks.needs_second(each, above, limit)
        )

    def _row(self, item: Due, at: bool) -> Row:
        day = self.known.day if self.known is not None else item.draft.ask.day
        return payout_rows.due_row(item, day, at=at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.list.step(event.key()):
            super().keyPressEvent(event)

    # -- doing it --------------------------------------------------------------

    def _open(self) -> None:
        if self.list.item is not None:
            self.shell.go("payout", maker_id=self.list.item.maker_id)

    def _run(self) -> None:
        if self._filter == BEGUN:
            self._pay_transfers(self._transfers_of(self.list.items))
            return
        able = frozenset(each.maker_id for each in self.list.items if each.payable)
        if not able:
            return
        self.shell.deeds.write(
            self,
            partial(drawn_up, self.desk.shop, self.desk.person, able, self.desk.printer),
            done=self._ran,
            button=self.run_button,
            once="payout-run",
            changed={"payouts"},
        )

    def _pay_transfers(self, drafts: tuple[KeptDraft, ...]) -> None:
        """The bank has done its part: they are posted."""
        if not drafts:
            return

        def done(paid: tuple[int, tuple[str, ...]]) -> None:
            count, failed = paid
            words = _("{count} pembayaran dicatat.").format(count=count)
            self.say(Notice(" ".join((words, *failed[:1])), "warn" if failed else "ok"))
            self.refresh()
            self.home()

        self.shell.deeds.write(
            self,
            partial(payout_desks.pay_all, self.desk.shop, self.desk.person, drafts),
            done=done,
            button=self.run_button,
            once="payout-run",
            changed={"payouts", "consignment"},
        )

    def _ran(self, ran: tuple[RunResult, int]) -> None:
        result, printed = ran
        self.desk.call_printer()
        failed = [each for each in result.outcomes if each.error]
        made = len(result.outcomes) - len(failed)
        words = _("{count} bukti disiapkan, {printed} dicetak.").format(count=made, printed=printed)
        if failed:
            words = f"{words} {failed[0].maker}: {failed[0].error}"
        self.say(Notice(words, "warn" if failed else "ok"))
        self._filter = BEGUN
        self.filters.choose(BEGUN)
        self.refresh()
        self.home()

    def _report(self) -> None:
        self.shell.go("report", report="payouts")

    def _transfers(self) -> None:
        self.shell.deeds.read(self, partial(transfers, self.desk.shop), done=self._save_transfers)

    def _save_transfers(self, report: Report) -> None:
        if not report.rows:
            self.say(Notice(_("Tidak ada yang dibayar lewat transfer."), "warn"))
            return
        path = exports.asked_path(self, _("transfer-penitip"))
        if path is not None:
            self.shell.deeds.read(self, partial(exports.save, report, path), done=partial(self._saved, report))

    def _saved(self, report: Report, path: Path) -> None:
        sums = [each for each in (report.totals or ()) if isinstance(each, Rupiah)]
        words = _("{count} transfer, {amount}: {name}")
        amount = sums[0].shown if sums else ""
        self.say(Notice(words.format(count=len(report.rows), amount=amount, name=path.name), "ok"))
