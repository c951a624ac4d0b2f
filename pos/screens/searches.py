"""A search under way: what was asked for, what was found, in which unit it would be taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from desktop.screens import Screen
from koperasi.members import Card
from koperasi.text import _
from pos.counter import Answer, Hit
from pos.scans import Seen
from pos.screens.checkouts import Checkout
from pos.screens.finding import FindPage, found_row


class Search:
    """Asks the counter as letters are typed; only the newest answer is shown.

    `asked` says that it was opened by a key, so that digits are looked for too and an empty
    box does not close it; `checking` that a scan shows a good instead of adding it.
    """

    def __init__(self, screen: Screen, checkout: Checkout, page: FindPage) -> None:
        self._screen, self._checkout, self._page = screen, checkout, page
        self.asked = self.checking = False
        self.hits: tuple[Hit, ...] = ()
        self._words: str | None = None
        self._answered: str | None = None
        self._then: Callable[[], object] | None = None

    @property
    def chosen(self) -> Hit | None:
        place = self._page.list.chosen
        return self.hits[place] if 0 <= place < len(self.hits) else None

    @property
    def count(self) -> int | None:
        """How many were found; None while nothing is asked, or its answer is not there."""
        return len(self.hits) if self._answered == self._words and (self._words or self.hits) else None

    def close(self) -> None:
        self.asked = self.checking = False
        self.hits, self._words, self._answered, self._then = (), None, None, None

    def begin(self, words: str, *, checking: bool) -> None:
        """Opened by its key, on what stands in the box already."""
        self.close()
        self.asked, self.checking = True, checking
        self.look_for(words)

    def look_for(self, words: str) -> None:
        """Goods by parts of their names or the beginning of a code."""
        if words == self._words:
            return
        self._words, self._then = words, None
        if not words:
            self._found(words, ())
            return
        search = partial(self._checkout.counter.search, words)
        self._screen.shell.deeds.read(self._screen, search, done=partial(self._found, words), latest="search")

    def look_up(self, code: str) -> None:
        """What a scanned code names, to be looked at."""
        self._words = code
        lookup = partial(self._checkout.counter.lookup, code)
        self._screen.shell.deeds.read(self._screen, lookup, done=partial(self._looked_up, code), latest="search")

    def show_choices(self, choices: Sequence[Seen]) -> None:
        """Several goods of one code."""
        self.close()
        self.asked = True
        self._words = self._answered = ""
        self._show(
            tuple(
                Hit(each.found.good, each.found.unit_id, each.on_hand, each.expires_on, each.caution)
                for each in choices
            )
        )

    def when_found(self, deed: Callable[[], object]) -> None:
        """Do this with what the words typed so far find: Enter may come before the answer."""
        if self._answered == self._words:
            deed()
        else:
            self._then = deed

    def next_unit(self) -> None:
        """The chosen good in its next unit."""
        hit = self.chosen
        if hit is not None:
            units = [unit.id for unit in hit.good.units]
            self.take_unit(units[(units.index(hit.unit_id) + 1) % len(units)])

    def take_unit(self, unit_id: int) -> None:
        """The chosen good in another unit."""
        place, hit = self._page.list.chosen, self.chosen
        if hit is not None:
            self.hits = (*self.hits[:place], replace(hit, unit_id=unit_id), *self.hits[place + 1 :])
            self._show(self.hits, place)

    def see_more(self) -> None:
        """Ask until when the chosen good keeps; its list only knows how much there is."""
        hit = self.chosen
        if hit is not None and hit.expires_on is None and not hit.good.is_service:
            ask = partial(self._checkout.counter.hit, hit.good.product_id, hit.unit_id)
            self._screen.shell.deeds.read(self._screen, ask, done=self._seen_more, latest="hit")

    # -- answers ---------------------------------------------------------------

    def _found(self, words: str, hits: tuple[Hit, ...]) -> None:
        if words != self._words:
            return
        self._answered = words
        self._show(hits)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _looked_up(self, code: str, answer: Answer) -> None:
        if answer.staff_card:
            # Its code is shown nowhere: who reads it over a shoulder could print the card.
            code = self._words = _("kartu staf")
        self._found(
            code,
            tuple(
                Hit(each.found.good, each.found.unit_id, each.on_hand, each.expires_on, each.caution)
                for each in answer.seen
            ),
        )

    def _seen_more(self, more: Hit) -> None:
        place, hit = self._page.list.chosen, self.chosen
        if hit is not None and hit.good.product_id == more.good.product_id and more.expires_on is not None:
            self.hits = (*self.hits[:place], replace(hit, expires_on=more.expires_on), *self.hits[place + 1 :])
            self._page.chosen_changed.emit()

    def _show(self, hits: tuple[Hit, ...], chosen: int = 0) -> None:
        self.hits = hits
        till = self._checkout.till
        if till is not None:
            self._page.show_found([found_row(hit, till.cart) for hit in hits], self._words or "", chosen)


class MemberSearch:
    """Members as a number, a name or a phone is typed; only the newest answer is shown."""

    def __init__(self, screen: Screen, checkout: Checkout, show: Callable[[Sequence[Card], str], object]) -> None:
        self._screen, self._checkout, self._show = screen, checkout, show
        self._words = ""

    def look_for(self, words: str) -> None:
        self._words = words.strip()
        if not self._words:
            self._show((), "")
            return
        search = partial(self._checkout.counter.members, self._words)
        done = partial(self._found, self._words)
        self._screen.shell.deeds.read(self._screen, search, done=done, latest="members")

    def _found(self, words: str, cards: tuple[Card, ...]) -> None:
        if words == self._words:
            self._show(cards, words)
