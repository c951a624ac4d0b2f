"""Edits at the till: what is changed, why, whether another must allow it; removing, and calling off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from desktop.sounds import Sound
from koperasi.errors import Refused, ShopError
from koperasi.rights import Permission
from koperasi.text import _
from pos import edits, reasons
from pos.approvals import Ask, NeedsApproval
from pos.cart import Cart
from pos.cart_lines import Line
from pos.edits import Edit, What
from pos.sale_commands import Approval
from pos.screens.checkouts import Checkout
from pos.screens.till_faces import Page
from pos.till import Till

if TYPE_CHECKING:
    from desktop.fields import Field
    from pos.screens.till import TillScreen


class LineEdits:
    """What the keys of a line set off, from the page that asks to the changed till."""

    def __init__(self, screen: TillScreen, checkout: Checkout) -> None:
        self._screen, self._checkout = screen, checkout
        self.what = What.QUANTITY
        self._question: tuple[str, str, tuple[str, ...]] = ("", "", ())
        self._then: Callable[[str], object] | None = None
        screen.face.editing.submitted.connect(self.entered)
        screen.face.why.given.connect(self._given)

    # -- what is changed ---------------------------------------------------------

    def begin(self, what: What) -> None:
        """Open the page on one thing of the chosen line."""
        till = self._checkout.till
        if till is None or self._screen.page not in (Page.LINES, Page.EDIT):
            self._screen.shell.sounds.play(Sound.REFUSED)
        elif till.line is None:
            self._screen.tell(Refused(_("Belum ada barang."), remedy=_("Scan atau tekan F2.")))
        else:
            self.what = what
            self._screen.turn_to(Page.EDIT)

    def field(self, till: Till) -> Field:
        """The field that the page asks with now."""
        return self._screen.face.editing.ask(self.what, till)

    def entered(self) -> None:
        """Enter on the page: what was typed is looked at, and why is asked where it must be told."""
        till = self._checkout.till
        line = till.line if till is not None else None
        edit = self._screen.face.editing.typed(line.key) if line is not None else None
        if till is None or line is None or edit is None:
            self._screen.shell.sounds.play(Sound.REFUSED)
            return
        edit = _plain(edit, line)
        after = edit.done(till)
        if after.cart is till.cart and after.said is not None:
            self._checkout.become(after)
        elif edit.wants_reason:
            usual = reasons.PRICE if edit.what is What.PRICE else reasons.DISCOUNT
            change = f"{till.cart.total.shown} → {after.cart.total.shown}"
            self._ask(edits.words(edit, till), change, usual, lambda why: self._told(edit, why))
        else:
            self._do(edit, ())

    def _told(self, edit: Edit, why: str) -> None:
        """A price that the shelf says needs another right than one that is given away."""
        shelf = edit.what is What.PRICE and why == _(reasons.SHELF_PRICE)
        edit = replace(edit, reason=why, from_shelf=shelf)
        till = self._checkout.till
        if till is not None and (after := edit.done(till)).cart is till.cart and after.said is not None:
            self._screen.turn_to(Page.LINES)
            self._checkout.become(after)
        else:
            self._weigh(edit)

    def _weigh(self, edit: Edit, given: tuple[Approval, ...] = ()) -> None:
        """Ask the shop whether the cashier may give this by herself."""
        till = self._checkout.till
        if till is not None:
            after = _allowed(edit.done(till), given)
            look = partial(self._checkout.counter.lacking, after)
            self._screen.shell.deeds.read(self._screen, look, done=partial(self._weighed, edit, given), latest="edit")

    def _weighed(self, edit: Edit, given: tuple[Approval, ...], ask: Ask | None) -> None:
        till = self._checkout.till
        if ask is None or till is None:
            self._do(edit, given)
            return
        if ask.permission is not Permission.SALE_BELOW_FLOOR:
            ask = replace(ask, what=edits.words(edit, till))
        asked = replace(ask, reason=edit.reason)
        self._checkout.allow(asked, lambda approval: self._weigh(edit, (*given, approval)))

    def _do(self, edit: Edit, given: tuple[Approval, ...]) -> None:
        self._screen.turn_to(Page.LINES)
        self._screen.become(lambda till: _allowed(edit.done(till), given))

    # -- what is taken out -------------------------------------------------------

    def remove(self) -> None:
        """The chosen line out: at once, or told why once payment was seen."""
        till = self._checkout.till
        line = till.line if till is not None else None
        if till is None or line is None:
            self._screen.shell.sounds.play(Sound.REFUSED)
        elif till.payment_seen:
            words = _("{name}, {amount}").format(name=line.good.name, amount=line.net.shown)
            self._ask(_("Hapus baris, mengapa?"), words, reasons.REMOVED, partial(self._removed, line.key))
        else:
            self._removed(line.key, "")

    def _removed(self, key: int, why: str) -> None:
        at = self._checkout.counter.now()
        self._screen.turn_to(Page.LINES)
        self._screen.become(lambda till: till.chose(key).removed(at, why))

    def void(self) -> None:
        """The whole sale called off: why is its one confirmation."""
        till = self._checkout.till
        if till is None or self._screen.page not in (Page.LINES, Page.EDIT):
            self._screen.shell.sounds.play(Sound.REFUSED)
        elif not till.cart.rows:
            self._screen.tell(Refused(_("Belum ada barang."), remedy=_("Tidak ada yang dibatalkan.")))
        else:
            words = _("{count} barang, {total}. Semua barisnya tercatat sebagai dihapus.").format(
                count=len(till.cart.lines), total=till.cart.total.shown
            )
            self._ask(_("Batalkan seluruh belanja?"), words, reasons.VOIDED, self._void)

    def _void(self, why: str) -> None:
        till = self._checkout.till
        if till is not None:
            self._screen.shell.deeds.write(
                self._screen,
                partial(self._checkout.counter.void, till, why),
                done=self._voided,
                failed=partial(self._void_refused, why),
                once=("void", till.cart.id),
                changed={"sales"},
            )

    def _voided(self, following: Cart) -> None:
        self._screen.turn_to(Page.LINES)
        self._checkout.voided(following)

    def _void_refused(self, why: str, error: ShopError) -> bool:
        if not isinstance(error, NeedsApproval):
            return False
        self._checkout.allow(error.ask, partial(self._void_allowed, why))
        return True

    def _void_allowed(self, why: str, approval: Approval) -> None:
        self._screen.become(lambda till: till.approved(approval))
        self._void(why)

    # -- why ---------------------------------------------------------------------

    def _ask(self, question: str, words: str, usual: tuple[str, ...], then: Callable[[str], object]) -> None:
        self._question, self._then = (question, words, reasons.spoken(usual)), then
        self._screen.turn_to(Page.REASON)

    def reason_field(self) -> Field:
        """The field of the page that asks why."""
        return self._screen.face.why.ask(*self._question)

    def _given(self, why: str) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(why)


def _plain(edit: Edit, line: Line) -> Edit:
    """A price typed that is the line's own changes nothing: it is given back."""
    own = line.decision.unit_price if line.decision is not None else None
    return replace(edit, amount=None) if edit.what is What.PRICE and edit.amount == own else edit


def _allowed(till: Till, given: tuple[Approval, ...]) -> Till:
    for each in given:
        till = till.approved(each)
    return till
