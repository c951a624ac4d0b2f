"""One maker is paid: what is hers is ticked, the slip printed and signed, then paid; and what was paid before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from consignment import payout_desks
from consignment.payout_desks import PayDesk
from consignment.payout_drafts import KeptDraft
from consignment.payout_draws import Ask
from consignment.payout_facts import WAYS, Undone, Way
from consignment.payout_queries import PaidHead
from consignment.payout_views import SeenPayout
from consignment.screens import payout_rows
from consignment.screens.payout_parts import reaching
from consignment.screens.payout_sheets import PayoutSheet
from desktop import layouts
from desktop.buttons import KeyButton
from desktop.notices import Notice
from desktop.offices import Office
from desktop.shells import Shell
from desktop.theme import Size
from koperasi.errors import ShopError
from koperasi.money import ZERO
from koperasi.rights import Permission
from koperasi.text import N_, _

#: Why a payout is taken back.
REASONS = (
    (Undone.BOUNCED, N_("transfer kembali")),
    (Undone.WRONG, N_("salah orang")),
    (Undone.WRONG, N_("salah cara bayar")),
    (Undone.WRONG, N_("dicatat dua kali")),
)


class PayoutScreen(PayoutSheet):
    """Shown by `shell.go("payout", maker_id=…)`, or with `document_id=…` for one that was paid."""

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self._money_ids: payout_desks.Ids = (0, "")
        self.entries.row_pressed.connect(self._toggle_at)
        self.reasons.picked.connect(self._reason_picked)
        self.reasons.left.connect(self._leave)
        self.yes.said.connect(self._approved_by)
        self.money.given.connect(self._money_given)
        self.card.way_picked.connect(self._way)
        self.card.final_switched.connect(self._final)
        self.card.submitted.connect(self._go_on)
        self.drawn.connect(self._offer)
        self._lay_actions()

    def _lay_actions(self) -> None:
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self.tick_action = self.act("Ctrl+T", _("Tandai"), self._toggle, icon_name="check")
        self.act("Ctrl+U", "", self._next_way)
        self.drop_action = self.act("Ctrl+B", _("Buang"), self._drop_or_reverse, icon_name="bin")
        self.print_action = self.act("Ctrl+P", _("Cetak Lagi"), self._print, icon_name="printer")
        self.pdf_action = self.act("Ctrl+S", _("PDF"), self._pdf, icon_name="document")
        self.look_action = self.act("Ctrl+I", _("Lihat Cetakan"), self.look, icon_name="eye")
        self.turn_action = self.act("Ctrl+R", _("Riwayat"), self.turn, icon_name="note")
        self.money_action = self.act("Ctrl+M", _("Uang Muka"), self._ask_money, icon_name="coins")
        self.go_action = self.act("Enter", _("Bayar"), self._go_on, icon_name="coins")
        self.go_button = KeyButton(self.go_action, role="primary", size=Size.LEAD)
        self.tick_button, self.drop_button = KeyButton(self.tick_action), KeyButton(self.drop_action)
        self.print_button, self.pdf_button = KeyButton(self.print_action), KeyButton(self.pdf_action)
        self.money_button, self.look_button = KeyButton(self.money_action), KeyButton(self.look_action)
        for button in (self.look_button, self.pdf_button, self.print_button, self.money_button, self.drop_button):
            button.hide()
        self.head_right.addLayout(layouts.row(self.print_button, self.money_button, KeyButton(self.turn_action), gap=8))
        middle = layouts.row(self.stack, self.side, gap=16)
        middle.setStretch(0, 1)
        left = (KeyButton(back, role="quiet"), self.tick_button, self.drop_button, self.pdf_button, self.look_button)
        self.body.addLayout(middle, 1)
        self.body.addLayout(layouts.row(*left, 1, self.go_button, gap=8))

    def _offer(self) -> None:
        """What can be done now, on the buttons."""
        desk, shown = self.desk_now, self.stack.currentWidget()
        if desk is None:
            return
        listed, history = shown is self.entries, shown is self.history
        head: PaidHead | None = self.history.item if history else None
        kept, there = listed and desk.kept is not None, history and head is not None
        seen = {
            self.tick_button: listed and desk.kept is None,
            self.drop_button: kept or history,
            self.print_button: there or (kept and desk.printed),
            self.pdf_button: there or kept,
            self.look_button: there,
            self.money_button: listed and desk.kept is None,
            self.go_button: listed,
        }
        # What goes, goes first: the window never has to hold the old and the new together.
        for button in [each for each, there in seen.items() if not there]:
            button.hide()
        self._word(desk, head, listed=listed, history=history)
        for button in [each for each, there in seen.items() if there]:
            button.show()
        self.side.setVisible(listed)

    def _word(self, desk: PayDesk, head: PaidHead | None, *, listed: bool, history: bool) -> None:
        """What the buttons say, and which are dead."""
        owes = -desk.draft.payee.balance.owed
        self.turn_action.setText(_("Catatan") if history else _("Riwayat"))
        self.drop_action.setText(_("Batalkan") if history else _("Buang"))
        stays = payout_rows.not_reversible(head, may=self.desk.person.may(Permission.PAYOUT_REVERSE))
        self.drop_action.setEnabled(desk.kept is not None if listed else not stays)
        self.drop_button.set_reason(stays if history and head is not None else "")
        self.print_action.setText(_("Cetak Salinan") if history else _("Cetak Lagi"))
        self.money_action.setText(_("Terima Kembali") if owes > ZERO else _("Uang Muka"))
        may = self.desk.person.may(Permission.PAYOUT_PAY if owes > ZERO else Permission.MAKER_ADVANCE)
        self.money_action.setEnabled(may and listed and desk.kept is None)
        self.money_button.set_reason("" if may else _("Uang muka: hanya Manajer"))
        words, reason = self._next(desk)
        self.go_action.setText(words)
        self.go_button.set_reason(reason if listed else "")
        self.go_action.setEnabled(listed and not reason)

    def _next(self, desk: PayDesk) -> tuple[str, str]:
        """The one deed that comes next, and why it cannot be done."""
        if desk.kept is None:
            figures = desk.draft.figures
            reason = _("Belum bisa dibayar") if desk.draft.blocked else ""
            if not reason and desk.draft.way is Way.DRAWER and not desk.drawer:
                reason = _("Kasir belum buka")
            amount = reaching(figures, desk.draft.way)
            return _("Siapkan & Cetak {amount}").format(amount=amount.shown), reason
        if desk.waits_for_second:
            if self._may_say_yes(desk):
                return _("Setujui"), ""
            return _("Minta Persetujuan"), "" if desk.approvers else _("Tunggu orang kedua")
        if not desk.printed:
            return _("Cetak untuk Ditandatangani"), ""
        command = desk.kept.command
        return _("Bayar {amount}").format(amount=reaching(command.figures, command.way).shown), ""

    def _may_say_yes(self, desk: PayDesk) -> bool:
        """Whether the one who is signed in is the second person."""
        person = self.desk.person
        return desk.kept is not None and desk.kept.made_by_id != person.id and person.may(Permission.PAYOUT_APPROVE)

    # -- what is paid ----------------------------------------------------------

    def _asked(self, **what: object) -> None:
        """Draw it otherwise."""
        if self.ask is not None and self.desk_now is not None and self.desk_now.kept is None:
            self.ask = replace(self.ask, **what)  # type: ignore[arg-type]
            self.refresh()

    def _toggle_at(self, number: int) -> None:
        self.entries.choose(number)
        self._toggle()

    def _toggle(self) -> None:
        """Tick the entry, or take its tick off; what she owes is always taken off."""
        desk, item = self.desk_now, self.entries.item
        if desk is None or desk.kept is not None or item is None:
            return
        if item not in desk.ripe:
            why = _("Ini selalu dipotong.") if item.open < ZERO else _("Ini masih ditahan.")
            self.say(Notice(why, "warn"))
            return
        self._asked(chosen=desk.toggled(item.id), left_out=frozenset())

    def _way(self, way: object) -> None:
        self._asked(way=Way(str(way)))

    def _next_way(self) -> None:
        if self.desk_now is not None:
            ways = list(WAYS)
            self._way(ways[(ways.index(self.desk_now.draft.way) + 1) % len(ways)])

    def _final(self, on: bool) -> None:
        self._asked(final=on)

    # -- going on --------------------------------------------------------------

    def _go_on(self) -> None:
        """The next deed: draw and print, have it approved, print, pay."""
        desk = self.desk_now
        if desk is None or self.stack.currentWidget() is not self.entries or not self.go_action.isEnabled():
            return
        if desk.kept is None:
            self._do(partial(self._draw_and_print, replace(desk.draft.ask, drawer=desk.drawer)), "")
        elif desk.waits_for_second:
            self._ask_second(desk)
        elif not desk.printed:
            self._do(partial(self._printing, desk.kept.id), "")
        else:
            self._pay(desk.kept)

    def _draw_and_print(self, ask: Ask) -> str:
        """Print at once what needs nobody else; what does is approved first.  Returns what to say."""
        shop, person = self.desk.shop, self.desk.person
        kept = payout_desks.draw(shop, person, ask)
        above, limit = shop.settings.payout_second_above, payout_desks.own_limit(person)
        if payout_desks.needs_second(kept, above, limit):
            return _("Bukti disiapkan. Orang kedua harus menyetujui.")
        return self._printing(kept.id)

    def _printing(self, draft_id: int) -> str:
        if payout_desks.print_draft(self.desk.shop, self.desk.person, draft_id, self.desk.printer):
            return _("Bukti dicetak dua lembar. Minta tanda tangannya.")
        return _("Tanpa printer: simpan PDF (Ctrl S), cetak, dan minta tanda tangannya.")

    def _do(self, work: Callable[[], Any], words: str) -> None:
        """Do something to the draft, and say `words`, else what it gives."""

        def done(said: object) -> None:
            self.desk.call_printer()
            self.say(Notice(words or str(said), "ok"))
            self.refresh()

        self.shell.deeds.write(
            self,
            work,
            done=done,
            button=self.go_button,
            once="payout",
            changed={"payouts"},
        )

    def _ask_second(self, desk: PayDesk) -> None:
        if desk.kept is None:
            return
        if self._may_say_yes(desk):
            work = partial(payout_desks.approve_as, self.desk.shop, self.desk.person, desk.kept.id)
            self._do(work, _("Disetujui. Cetak buktinya."))
            return
        amount = desk.kept.command.figures.gross
        words = _("Setujui pembayaran {amount} untuk {name}?").format(amount=amount.shown, name=desk.kept.maker)
        self.show_page(self.yes)
        self.yes.ask(desk.approvers, words)

    def _approved_by(self, user_id: object, pin: str) -> None:
        desk = self.desk_now
        if desk is None or desk.kept is None or not isinstance(user_id, int):
            return

        def done(_nothing: object) -> None:
            self.to_entries()
            self.say(Notice(_("Disetujui. Cetak buktinya."), "ok"))
            self.refresh()

        def failed(_error: ShopError) -> bool:
            self.yes.pin.show_wrong()
            return False

        self.shell.deeds.write(
            self,
            partial(payout_desks.approve, self.desk.shop, desk.kept.id, user_id, pin),
            done=done,
            failed=failed,
            button=self.yes.button,
            once="payout",
            changed={"payouts"},
        )

    def _pay(self, kept: KeptDraft) -> None:
        received, reference = self.card.received.text(), self.card.reference.text()
        helps = self.card.safe.on
        amount = kept.command.figures.gross

        def done(number: str) -> None:
            self.say(Notice(_("{number}: {amount} dibayar.").format(number=number, amount=amount.shown), "ok"))
            self.ask = payout_desks.asked(self.desk.shop, kept.command.maker_id)
            self.refresh()
            self.home()

        shop, person = self.desk.shop, self.desk.person
        self.shell.deeds.write(
            self,
            partial(payout_desks.pay, shop, person, kept, received, reference, safe_helps=helps),
            done=done,
            button=self.go_button,
            once="payout",
            changed={"payouts", "consignment"},
        )

    # -- dropping, taking back, paper -----------------------------------------

    def _drop_or_reverse(self) -> None:
        desk = self.desk_now
        if desk is None or not self.drop_action.isEnabled():
            return
        if self.stack.currentWidget() is self.history:
            self.reasons.show_choices([(place, _(words)) for place, (_undone, words) in enumerate(REASONS)])
            self.show_page(self.reasons)
        elif desk.kept is not None:
            drop = partial(payout_desks.drop, self.desk.shop, self.desk.person, desk.kept.id)
            self._do(drop, _("Bukti dibuang. Robek lembar yang sudah dicetak."))

    def _reason_picked(self, key: object, words: str) -> None:
        head: PaidHead | None = self.history.item
        self.show_page(self.history)
        if head is None:
            return
        undone, why = (REASONS[key][0], words) if isinstance(key, int) else (Undone.WRONG, str(key))

        def done(number: str) -> None:
            said = _("{number}: {amount} dibatalkan.").format(number=number, amount=head.gross.shown)
            self.say(Notice(said, "ok"))
            self.refresh()

        self.shell.deeds.write(
            self,
            partial(payout_desks.reverse, self.desk.shop, self.desk.person, head, undone, why),
            done=done,
            button=self.drop_button,
            once="payout",
            changed={"payouts", "consignment"},
        )

    def _print(self) -> None:
        desk, head = self.desk_now, self.history.item
        if self.stack.currentWidget() is self.history and head is not None:
            shop, person = self.desk.shop, self.desk.person
            copy = partial(payout_desks.print_copy, shop, person, head.document_id, self.desk.printer)
            self._do(copy, _("Salinan dicetak."))
        elif desk is not None and desk.printed and desk.kept is not None:
            self._do(partial(self._printing, desk.kept.id), "")

    def _pdf(self) -> None:
        desk, head = self.desk_now, self.history.item
        if self.stack.currentWidget() is self.history:
            if head is not None:
                read = partial(payout_desks.seen, self.desk.shop, head.document_id)
                self.shell.deeds.read(self, read, done=lambda found: self._save(found[0]))
        elif desk is not None and desk.seen is not None:
            self._save(desk.seen)

    def _save(self, seen: SeenPayout) -> None:
        name = _("bukti-bayar-{code}.pdf").format(code=seen.number or seen.code)
        text, _kind = QFileDialog.getSaveFileName(self, _("Simpan sebagai"), name, _("PDF (*.pdf)"))
        if text:
            path = Path(text) if Path(text).suffix else Path(f"{text}.pdf")
            save = partial(payout_desks.save_pdf, self.desk.shop, seen, path)
            self.shell.deeds.read(self, save, done=self._saved)

    def _saved(self, path: Path) -> None:
        self.say(Notice(_("Disimpan: {name}").format(name=path.name), "ok"))

    # -- an advance, or money back --------------------------------------------

    def _ask_money(self) -> None:
        desk = self.desk_now
        if desk is None or not self.money_action.isEnabled():
            return
        self.show_page(self.money)
        # Minted here, so that what is pressed again after an answer that never came is done once.
        self._money_ids = payout_desks.minted(self.desk.shop)
        self.money.begin(desk)

    def _money_given(self) -> None:
        desk, amount, way = self.desk_now, self.money.amount.amount, self.money.way.value
        if desk is None or not amount or way is None:
            return
        payee = desk.draft.payee
        back = payee.balance.owed < ZERO
        deed = payout_desks.take_repayment if back else payout_desks.give_advance
        shop, person, printer = self.desk.shop, self.desk.person, self.desk.printer
        note = self.money.note.text()
        asked = payout_desks.MoneyAsk(self._money_ids, payee.maker_id, Way(str(way)), amount, note, printer)

        def done(number: str) -> None:
            words = _("{number}: {amount} diterima.") if back else _("{number}: uang muka {amount} diberikan.")
            self.desk.call_printer()
            self.to_entries()
            sign = _("Minta tanda tangan di buktinya.") if printer else ""
            self.say(Notice(f"{words.format(number=number, amount=amount.shown)} {sign}".strip(), "ok"))
            self.refresh()

        self.shell.deeds.write(
            self,
            partial(deed, shop, person, asked),
            done=done,
            button=self.money.button,
            once="payout",
            changed={"payouts", "consignment"},
        )

    def _leave(self) -> None:
        shown = self.stack.currentWidget()
        if shown is self.reasons:
            self.show_page(self.history)
        elif shown is self.entries:
            self.shell.back()
        else:
            self.to_entries()
