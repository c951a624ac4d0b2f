"""The checkout: the till's value as its three screens share it.

A screen says what was pressed, the value says what comes of it, and this object lets it be
heard, told to the screens and kept on disk.  Codes are looked up off the window's thread,
first come, first served; a deed asked for in the meantime waits until they are lines.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from koperasi.errors import ShopError
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.rights import Permission
from pos.approvals import Ask, NeedsApproval
from pos.cart import Cart
from pos.counter import Answer, Counter, Opened, Paid
from pos.sale_commands import Approval
from pos.stations import Station
from pos.till import Draft, Till, open_till

CHANGED = frozenset({"sales", "stock", "slips", "members"})


class Checkout(QObject):
    """What is being sold at this till.

    Signals:
    changed(): `till` is another value.
    card_typed(object): a member's number was typed where goods are; her name is to be confirmed.
    """

    changed = Signal()
    card_typed = Signal(object)

    def __init__(self, shell: Shell, station: Station) -> None:
        super().__init__(shell)
        self.shell, self.station = shell, station
        self.counter = Counter(station)
        self.till: Till | None = None
        #: Since when the member at the till owes something; None while unknown or for nobody.
        self.owes_since: date | None = None
        self._stands: tuple[int, int] | None = None
        self._asked = 0
        self._after: list[Callable[[], object]] = []
        self._kept: Draft | None = None
        self._keeping = False
        station.open_lines = self.open_lines

    def open_lines(self) -> int:
        """How much of a sale stands on the counter: lines, and codes nobody has settled."""
        return len(self.till.cart.lines) + len(self.till.unknown) if self.till else 0

    # -- the value -------------------------------------------------------------

    def become(self, till: Till) -> None:
        """Another value: heard, shown, and kept."""
        before, self.till = self.till, self._as_of_now(till)
        till = self.till
        if till.heard is not None:
            self.shell.sounds.play(Sound(till.heard.value))
        if before is None or before.cart.member != till.cart.member:
            self._look_at_member()
        self.changed.emit()
        # When the line is painted: writing it down must not take the frame's time.
        QTimer.singleShot(0, self, self._keep)

    def _as_of_now(self, till: Till) -> Till:
        """With promotions by the hour as they are now, until Bayar: then what was shown stands."""
        paying = self.till is not None and self.till.paying and till.paying
        return till if paying or not till.cart.timed else till.at(self.counter.moment())

    @property
    def asking(self) -> bool:
        """Whether a code is still being looked up, or the kept cart read."""
        return self._asked > 0

    @property
    def kept(self) -> bool:
        """Whether what stands on the counter is on disk as it is now."""
        return self.till is None or not (self._keeping or self._differs(self.till.draft))

    def when_settled(self, deed: Callable[[], object]) -> None:
        """Do this as soon as no code is being looked up any more: usually at once."""
        if self._asked:
            self._after.append(deed)
        else:
            deed()

    def enter(self) -> None:
        """A selling screen is shown: open the kept cart when another shift stands here."""
        shift = self.station.shift
        stands = (shift.id, shift.till_id) if shift is not None else None
        if stands is None or stands == self._stands:
            return
        self._stands, self.till = stands, None
        self._asked += 1
        self.shell.deeds.read(self, self.counter.open, done=self._opened, failed=self._not_opened)

    def _opened(self, opened: Opened) -> None:
        self._kept = opened.draft
        self.become(open_till(opened.draft, opened.cart, opened.rounding, opened.proving))
        self._answered()

    def _not_opened(self, error: ShopError) -> None:
        """The next time the till is shown it tries again."""
        self._stands = None
        self._not_answered(error)

    # -- codes -----------------------------------------------------------------

    def scan(self, code: str, quantity: Quantity | None = None, *, typed: bool = False) -> None:
        """Look a code up and make of it a line, a member, or an unknown code."""
        self._asked += 1
        done = partial(self._named, code, quantity, typed)
        self.shell.deeds.read(self, partial(self.counter.lookup, code), done=done, failed=self._not_answered)

    def _named(self, code: str, quantity: Quantity | None, typed: bool, answer: Answer) -> None:
        if self.till is None:
            self._answered()
            return
        if answer.staff_card:
            self.become(self.till.staff_card_seen())
        elif typed and answer.card is not None:
            self.card_typed.emit(answer.card)
        else:
            self.become(self.till.scanned(code, answer.seen, answer.card, quantity))
        self._answered()

    def _answered(self) -> None:
        self._asked -= 1
        while not self._asked and self._after:
            self._after.pop(0)()

    def _not_answered(self, error: ShopError) -> None:
        """The asker is told; what waited for the answer must not happen on a wrong basis."""
        self._after.clear()
        self._asked -= 1

    # -- the member ------------------------------------------------------------

    def _look_at_member(self) -> None:
        self.owes_since = None
        member = self.till.cart.member if self.till else None
        if member is not None and member.owes.amount > 0:
            ask = partial(self.counter.oldest_debt, member.party_id)
            self.shell.deeds.read(self, ask, done=self._since, latest="oldest-debt")

    def _since(self, day: date | None) -> None:
        self.owes_since = day
        self.changed.emit()

    # -- paying ----------------------------------------------------------------

    def pay(self, screen: Screen, button: object) -> None:
        """Post the sale once, however often Enter is pressed."""
        if self.till is None:
            return
        self.shell.deeds.write(
            screen,
            partial(self.counter.pay, self.till),
            done=self._paid,
            failed=partial(self._not_paid, screen, button),
            button=button,  # type: ignore[arg-type]
            once=("pay", self.till.cart.id),
            changed=CHANGED,
        )

    def _paid(self, paid: Paid) -> None:
        if self.till is not None:
            self._kept = None
            self.become(self.till.sold(paid.posted, paid.tenders, paid.following))
            self.shell.go("change", fresh=True)

    def _not_paid(self, screen: Screen, button: object, error: ShopError) -> bool:
        """What another may allow is asked at once; with her yes it is paid."""
        if not isinstance(error, NeedsApproval):
            return False
        self.allow(error.ask, partial(self._allowed, screen, button))
        return True

    def _allowed(self, screen: Screen, button: object, approval: Approval) -> None:
        if self.till is not None:
            self.become(self.till.approved(approval))
            self.pay(screen, button)

    def voided(self, following: Cart) -> None:
        """The sale was called off: the next one is open."""
        if self.till is not None:
            self._kept = None
            self.become(self.till.voided(following))

    # -- what another person must allow ----------------------------------------

    def ask_override(
        self,
        permission: Permission,
        amount: Rupiah,
        words_before: str,
        words_after: str,
        then: Callable[[Approval], object],
        *,
        what: str = "",
        reason: str = "",
        deferrable: bool = False,
    ) -> None:
        """Ask, in place of the present screen, for another person's yes to one thing.

        `amount` counts against her limits; the words say what is so and what it becomes;
        `what` names the deed.  After her PIN the asking screen is back and `then` is called
        with the approval; Esc goes back without it.  A change of the sale puts it into the
        till (`checkout.become(changed.approved(approval))`), from where it goes into the
        command; a deed that is no sale is done by
        `shop.work(actor, approver=approvals.approver(station, approval))`.
        """
        self.allow(Ask(permission, amount, what, words_before, words_after, deferrable, reason), then)

    def allow(self, ask: Ask, then: Callable[[Approval], object]) -> None:
        """The same for an ask that a rule has made (`NeedsApproval.ask`)."""
        self.shell.go("override", ask=ask, then=then)

    # -- kept on disk ----------------------------------------------------------

    def _keep(self) -> None:
        """Write the open sale down in the background; while that runs, only the newest is next."""
        if self.till is None or self._keeping or not self._differs(self.till.draft):
            return
        draft = self.till.draft
        self._kept, self._keeping = draft, True
        keep = partial(self.counter.keep, draft)
        self.shell.deeds.write(self, keep, done=self._is_kept, failed=self._is_not_kept)

    def _differs(self, draft: Draft) -> bool:
        kept = self._kept
        if kept is None:
            return bool(draft.cart.rows or draft.cart.member or draft.unknown)
        same = kept.cart is draft.cart and kept.unknown == draft.unknown and kept.offers == draft.offers
        return not same or (kept.payment_seen, kept.approvals) != (draft.payment_seen, draft.approvals)

    def _is_kept(self, _nothing: None) -> None:
        self._keeping = False
        self._keep()

    def _is_not_kept(self, error: ShopError) -> None:
        self._keeping, self._kept = False, None

    # -- what a deed asks of its asker -----------------------------------------

    def tell(self, error: ShopError) -> None:
        if self.shell.current is not None:
            self.shell.current.tell(error)

    def home(self) -> None:
        """The draft is kept without anybody noticing: the focus stays where it is."""
