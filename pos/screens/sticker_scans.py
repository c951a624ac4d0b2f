"""The sticker on the counter, scanned where the cashier stands: the same as the shop's own, or not.

Any screen that hands its scans here first checks a sticker without leaving what it shows.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.notices import Notice
from desktop.screens import Screen
from desktop.sounds import Sound
from koperasi.text import _
from pos import qris, stickers
from pos.stations import Station
from pos.stickers import Checked, StickerCommand

#: How every merchant-presented code begins: tag 00 of length 02 with the value 01.
BEGINNING = "000201"


class StickerScans:
    """Checks stickers for one screen; `shown` hears every answer after the strip has said it."""

    def __init__(self, screen: Screen, station: Station, shown: Callable[[Checked], object] = lambda _c: None) -> None:
        self.screen, self.station, self._shown = screen, station, shown

    def takes(self, code: str) -> bool:
        """Whether a scan is a QRIS code: then it is checked here, and nobody else needs to look at it."""
        if not qris.cleaned(code).startswith(BEGINNING):
            return False
        self.check(code)
        return True

    def check(self, code: str) -> None:
        """Compare it with the shop's own in the background, and say what came of it."""
        self.screen.shell.deeds.write(
            self.screen, lambda: _checked(self.station, code), done=self._answer, once="sticker", changed={"sticker"}
        )

    def remind(self) -> None:
        """Say so when nobody has checked the sticker today."""
        station = self.station

        def due() -> bool:
            with station.shop.reading() as connection:
                return stickers.due(station.shop, connection)

        self.screen.shell.deeds.read(self.screen, due, done=self._remind, latest="sticker-due")

    def _remind(self, due: bool) -> None:
        if due and self.screen.notice.notice is None:
            self.screen.say(Notice(_("Stiker QRIS di meja belum dicek hari ini. Scan stikernya sekarang."), "warn"))

    def _answer(self, checked: Checked) -> None:
        self.screen.say(notice_of(checked))
        self.screen.shell.sounds.play(Sound.FOUND if checked.same else Sound.REFUSED)
        self._shown(checked)


def _checked(station: Station, code: str) -> Checked:
    shop, now = station.shop, station.shop.clock()
    with shop.work(station.person, now=now) as work:
        command = StickerCommand(work.mint(), shop.branch.id, shop.till_id, code, now)
        return stickers.check(work, command)


def notice_of(checked: Checked) -> Notice:
    """The answer in words; another's sticker is named, so that it can be told to the police."""
    who = f"{checked.merchant} {checked.nmid}".strip()
    if checked.same:
        return Notice(_("Stiker benar milik toko: **{who}**.").format(who=who), "ok")
    words = _("Stiker di meja BUKAN milik toko: **{who}**. Lepas stikernya, panggil manajer.")
    return Notice(words.format(who=who), "refuse")
