"""The shop's QRIS code: scanned in from its sticker once, looked at, and the sticker checked against it.

A scan is a check of the sticker on the counter.  Only after Ganti Kode, by someone who may
change settings, is it a new code; and that is kept only when name and NMID were confirmed.
"""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from desktop import frames, layouts, texts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card, Pair
from desktop.chips import Chip, ChipLabel
from desktop.fields import ScanField
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from koperasi.errors import Refused, ShopError
from koperasi.money import ZERO, Rupiah
from koperasi.rights import Permission
from koperasi.text import N_, _, clock, short_date
from pos import qris, qris_codes, stickers
from pos.qris import BadQris, Qris
from pos.qris_codes import Shown
from pos.screens.money_cards import QrPanel
from pos.screens.sticker_scans import StickerScans
from pos.stations import Station
from pos.stickers import Checked


class QrisScreen(Screen):
    """Scan: check the sticker.  Ctrl+G, scan, Enter: keep another code.  Ctrl+O: amounts on or off."""

    title = N_("QRIS Toko")
    interested = frozenset({"sticker", "settings"})

    def __init__(self, shell: Shell, station: Station) -> None:
        super().__init__(shell)
        self.station = station
        self.proposed: Qris | None = None
        self.replacing = False
        self.head = frames.TitleBar(_("QRIS Toko"))
        self.box = ScanField(_("Scan stiker QRIS di meja"), name=_("Kotak scan stiker"))
        self.scans = StickerScans(self, station, lambda _checked: self.refresh())
        self._use = self.act("Enter", _("Pakai kode ini"), self._keep)
        self._replace = self.act("Ctrl+G", _("Ganti Kode"), self._begin_replacing, icon_name="qr")
        self._switch = self.act("Ctrl+O", _("Jumlah otomatis"), self._toggle)
        listed = self.act("Ctrl+D", _("Dana masuk shift ini"), lambda: shell.go("funds"), icon_name="coins")
        back = self.act("Esc", _("Kembali"), self._step_out, icon_name="back")
        self.primary = KeyButton(self._use, role="primary", tall="72", size=Size.LEAD)
        self.replace_button, self.switch_button = KeyButton(self._replace), KeyButton(self._switch)
        self._lay_out(KeyButton(back, role="quiet"), KeyButton(listed))
        self.box.submitted.connect(self._submitted)
        self.home_field = self.box

    def _lay_out(self, back: KeyButton, listed: KeyButton) -> None:
        self.code = QrPanel()
        self.facts = {name: Pair(name, size=Size.BODY) for name in (_("Kota"), _("Batas sekali bayar"))}
        self.state, self.warning = ChipLabel(), Label("", wrap=True, tone="warn")
        left = Card(pad=(20, 16), gap=8)
        left.body.addWidget(self.code, 1)
        for widget in (*self.facts.values(), self.state, self.warning):
            left.body.addWidget(widget)
        left.body.addLayout(layouts.row(self.switch_button, self.replace_button, 1, gap=8))
        self.heading, self.words = Label("", Size.TITLE, bold=True, wrap=True), Label("", Size.LINE, wrap=True)
        self.checked = Label("", Size.NAME, bold=True, tone="ink2", wrap=True)
        self.new = {name: Pair(name, size=Size.LINE, value_size=Size.LEAD) for name in (_("Nama"), "NMID", _("Kota"))}
        right = Card(pad=(20, 16), gap=12)
        for widget in (self.heading, self.words, *self.new.values(), self.checked):
            right.body.addWidget(widget)
        right.body.addStretch(1)
        right.body.addWidget(self.primary)
        self._left = left
        body = layouts.row(left, right, gap=16)
        body.setStretch(1, 1)
        frames.page(self, self.head, self.box, self.notice, body, frames.foot(back, right=listed), grows=3)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        self.proposed = None
        self.box.clear()
        self.replacing = not self.station.shop.settings.qris_static and self._may
        self.refresh()

    @property
    def _may(self) -> bool:
        return self.station.person.may(Permission.SETTINGS_EDIT)

    def refresh(self) -> None:
        shop = self.station.shop
        self._show_own()
        self._draw()

        def last() -> Checked | None:
            with shop.reading() as connection:
                return stickers.last(connection, shop.branch.id)

        self.shell.deeds.read(self, last, done=self._show_last, latest="sticker-last")

    def _step_out(self) -> None:
        """First what was proposed goes, then the wish to replace, then the screen."""
        if self.proposed is not None or (self.replacing and self.station.shop.settings.qris_static):
            self.proposed, self.replacing = None, False
            self._draw()
            self.home()
        else:
            self.shell.back()

    # -- scans -----------------------------------------------------------------

    def scanned(self, code: str) -> None:
        self.hush()
        self.box.clear()
        if self.proposed is not None:
            self.say(Notice(_("Jawab dulu: pakai kode ini, atau Esc."), "warn"))
            self.shell.sounds.play(Sound.REFUSED)
        elif self.replacing:
            self._propose(code)
        else:
            self.scans.check(code)

    def _submitted(self) -> None:
        """A code was pasted; with an empty box Enter is the primary deed."""
        if text := self.box.take():
            self.scanned(text)
        else:
            self.do_primary()

    def _propose(self, code: str) -> None:
        try:
            self.proposed = qris.static_code(qris.cleaned(code))
        except BadQris as refusal:
            self.tell(refusal)
            return
        self.shell.sounds.play(Sound.LOOK)
        self._draw()

    # -- deeds -----------------------------------------------------------------

    def _begin_replacing(self) -> None:
        if self._may:
            self.replacing, self.proposed = True, None
            self._draw()
            self.home()

    def _keep(self) -> None:
        found, shop, person = self.proposed, self.station.shop, self.station.person
        if found is not None:
            self.shell.deeds.write(
                self,
                lambda: qris_codes.keep(shop, person, found.payload),
                done=self._kept,
                button=self.primary,
                once="qris-keep",
                changed={"settings"},
            )

    def _kept(self, code: Qris) -> None:
        self.proposed, self.replacing = None, False
        self.refresh()
        self.say(Notice(_("Kode toko disimpan: **{name}**.").format(name=code.merchant), "ok"))
        self.shell.sounds.play(Sound.SAVED)

    def _toggle(self) -> None:
        shop, person = self.station.shop, self.station.person
        on = not shop.settings.qris_on
        self.shell.deeds.write(
            self, lambda: qris_codes.set_on(shop, person, on), button=self.switch_button, changed={"settings"}
        )

    # -- drawing ---------------------------------------------------------------

    def _own(self) -> tuple[Qris | None, str]:
        try:
            return qris_codes.stored(self.station.shop), ""
        except (BadQris, Refused) as refusal:
            return None, str(refusal)

    def _show_own(self) -> None:
        settings = self.station.shop.settings
        code, why = self._own()
        self.head.show_words(texts.joined((self.station.shop.branch.shop_name, self.station.till_name)))
        why = why or ("" if code else _("Belum ada kode"))
        shown = Shown(ZERO, code.payload, code.merchant, code.nmid) if code else Shown(ZERO, why=why)
        self.code.show_code(shown, "qr", seen=False)
        limit = Rupiah(settings.qris_limit).shown if settings.qris_limit else _("tanpa batas")
        self.facts[_("Kota")].show_value(f"**{code.city if code else '–'}**")
        self.facts[_("Batas sekali bayar")].show_value(f"**{limit}**")
        on = settings.qris_on
        words = _("Jumlah otomatis masuk kode") if on else _("Pembeli mengetik jumlahnya sendiri")
        self.state.show_chip(Chip(words, "ok" if on else "warn"))
        self.warning.setText("\n".join(code.warnings if code else ()))
        self.warning.setVisible(bool(self.warning.text()))
        self.replace_button.set_reason("" if self._may else _("Hanya manajer"))
        self.switch_button.show_words(_("Matikan") if on else _("Nyalakan"))
        self.switch_button.setEnabled(self._may)
        self._replace.setEnabled(self._may)
        self._switch.setEnabled(self._may)

    def _draw(self) -> None:
        found = self.proposed
        for pair in self.new.values():
            pair.setVisible(found is not None)
        self.checked.setVisible(found is None and not self.replacing)
        if found is not None:
            self.heading.setText(_("Benar ini toko kita?"))
            self.words.setText("\n".join((_("Cocokkan nama dan NMID dengan stiker asli."), *found.warnings)))
            for pair, value in zip(self.new.values(), (found.merchant, found.nmid, found.city), strict=True):
                pair.show_value(f"**{value or '–'}**")
            self.primary.set_reason("")
        elif self.replacing:
            self.heading.setText(_("Simpan kode toko"))
            self.words.setText(_("Scan stiker QRIS asli dari penyedia, atau tempel isinya lalu Enter."))
            self.primary.set_reason(_("Scan stiker dulu"))
        else:
            self.heading.setText(_("Cek stiker"))
            words = _("Scan stiker di meja tiap hari: penipu menempel stiker lain di atasnya.")
            self.words.setText(words if self._own()[0] else _("Kode toko belum disimpan. Minta manajer menyimpannya."))
            self.primary.set_reason(_("Scan stiker di meja"))

    def _show_last(self, checked: Checked | None) -> None:
        if checked is None:
            self.checked.setText(_("Belum pernah dicek."))
            return
        at = self.station.shop.branch.local(checked.at)
        when = _("{day} {time} oleh {name}").format(day=short_date(at.date()), time=clock(at), name=checked.by)
        result = _("Terakhir cocok") if checked.same else _("Terakhir BUKAN milik toko: {name}")
        self.checked.setText(f"{result.format(name=checked.merchant)}, {when}.")
        self.checked.set_tone("ok" if checked.same else "refuse")

    def tell(self, error: ShopError) -> None:
        super().tell(error)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(theme.px(400 if self.width() < theme.px(1_200) else 480))
