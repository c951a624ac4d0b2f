"""What is chosen on the receiving screen: goods by scan or words, the supplier, an order, where goods go."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from desktop.buttons import KeyButton
from desktop.notices import Notice
from desktop.sounds import Sound
from inventory import intake_desks, intake_lines, intake_sources, intakes
from inventory.catalogue import NewGood
from inventory.intake_lines import Hit
from inventory.intake_sources import OpenOrderChoice
from inventory.intakes import Intake
from inventory.purchases import PaidFrom
from inventory.screens import receiving_rows
from inventory.suppliers import Supplier
from koperasi.errors import Refused
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.text import N_, _

if TYPE_CHECKING:
    from inventory.screens.receiving import ReceivingScreen

PAID = {PaidFrom.CREDIT: N_("Utang"), PaidFrom.SAFE: N_("Brankas"), PaidFrom.BANK: N_("Bank")}
NOBODY = "nobody"


class Scanning:
    """The scan box: codes, `4*`, words that are looked for."""

    def __init__(self, screen: ReceivingScreen) -> None:
        self.screen = screen
        self.hits: tuple[Hit, ...] = ()
        self.unknown = ""
        screen.scan.textEdited.connect(self._typed)
        screen.scan.submitted.connect(self._entered)
        screen.found.found_pressed.connect(self.take_found)

    @property
    def _from(self) -> int | None:
        return self.screen.intake.supplier_id if self.screen.intake is not None else None

    @property
    def _finding(self) -> bool:
        return self.screen.pages.currentWidget() is self.screen.found

    def _typed(self, text: str) -> None:
        screen, words = self.screen, intakes.typed(text)[1]
        looked_for = any(letter.isalpha() for letter in words)
        screen.scan.set_searching(looked_for)
        if looked_for:
            look = partial(intake_lines.searched, screen.desk.shop, words, self._from)
            screen.read(look, partial(self._found, words), "goods")
        elif self._finding:
            screen.show_page(screen.table, focus=False)

    def _found(self, words: str, hits: tuple[Hit, ...]) -> None:
        screen = self.screen
        if intakes.typed(screen.scan.text())[1] != words:
            return
        self.hits = hits
        screen.found.show_empty(_("Tidak ada “{words}”. Ctrl N: barang baru.").format(words=words), "search")
        screen.found.show_found(receiving_rows.found(hits), words)
        screen.show_page(screen.found, focus=False)

    def _entered(self) -> None:
        """Enter in the scan box: what was typed, else on into the chosen line."""
        screen = self.screen
        quantity, words = intakes.typed(screen.scan.text())
        if self._finding:
            self.take_found(screen.found.chosen)
        elif words:
            screen.scan.clear()
            self.look_up(words, quantity)
        elif quantity is not None:
            screen.scan.clear()
            screen.change(lambda intake: intake.changed(lambda line: replace(line, quantity=quantity, counted=True)))
        else:
            screen.into_line()

    def look_up(self, code: str, quantity: Quantity | None = None) -> None:
        screen = self.screen
        look = partial(intake_lines.found, screen.desk.shop, code, self._from)
        # Every scan counts, also the second of the same code before the first was answered.
        screen.read(look, partial(self._looked_up, code, quantity), None)

    def _looked_up(self, code: str, quantity: Quantity | None, hits: tuple[Hit, ...]) -> None:
        screen = self.screen
        if len(hits) == 1:
            self.take(hits[0], quantity)
        elif hits:
            self.hits = hits
            screen.found.show_found(receiving_rows.found(hits), code)
            screen.show_page(screen.found)
        else:
            self.unknown = code
            words = _("**{code}** belum dikenal.").format(code=code)
            screen.say(Notice(words, "refuse", "Ctrl N", _("Barang Baru")))
            screen.shell.sounds.play(Sound.UNKNOWN)

    def take_found(self, place: int) -> None:
        if 0 <= place < len(self.hits):
            quantity = intakes.typed(self.screen.scan.text())[0]
            self.screen.scan.clear()
            self.screen.scan.set_searching(False)
            self.take(self.hits[place], quantity)

    def take(self, hit: Hit, quantity: Quantity | None) -> None:
        """A good that is meant: it lies here now, or is refused."""
        try:
            line = intake_lines.only(hit, quantity)
        except Refused as refusal:
            self.screen.show_page(self.screen.table)
            self.screen.tell(refusal)
            return
        self.unknown = ""
        self.screen.take_line(line)


class Choices:
    """Supplier, order, new good, where it is paid from and put."""

    def __init__(self, screen: ReceivingScreen) -> None:
        self.screen = screen
        self.suppliers: tuple[Supplier, ...] = ()
        self.places: tuple[tuple[int | None, str], ...] = ((None, _("Rak toko")),)
        screen.supplier_page.picked.connect(lambda key, _words: self._supplier_picked(key))
        screen.supplier_page.left.connect(lambda: screen.show_page(screen.table))
        screen.order_page.picked.connect(lambda key, _words: self._order_picked(key))
        screen.order_page.left.connect(lambda: screen.show_page(screen.table))
        screen.new_page.made.connect(self._add_good)
        screen.invoice.offer(KeyButton(screen.act("Ctrl+Y", _("PPN"), self.propose_tax)))

    def learn(self) -> None:
        """Whom goods may come from, and where they may be put."""
        screen, shop = self.screen, self.screen.desk.shop
        screen.read(partial(intake_sources.places, shop), self._know_places, "places")
        screen.read(partial(intake_sources.known_suppliers, shop), self._know_suppliers, "suppliers")

    def propose_tax(self) -> None:
        """The PPN on top of these goods goes into its field, to be compared with the invoice."""
        screen = self.screen
        if screen.intake is not None:
            screen.read(partial(intake_desks.proposed_tax, screen.desk.shop, screen.intake), self._take_tax, "tax")

    def _take_tax(self, tax: Rupiah) -> None:
        if tax:
            self.screen.change(lambda intake: replace(intake, tax=tax))
        else:
            words = _("Tidak ada PPN: barangnya belum bergolongan pajak, atau belum berharga.")
            self.screen.tell(Refused(words, remedy=_("Golongan pajaknya ada di Produk."), rule="no-tax"))

    def _know_places(self, places: tuple[tuple[int | None, str], ...]) -> None:
        self.places = places
        if self.screen.intake is not None:
            self.draw(self.screen.intake)

    def _know_suppliers(self, suppliers: tuple[Supplier, ...]) -> None:
        self.suppliers = suppliers
        self.renew()

    @property
    def picking(self) -> bool:
        """Whether a supplier is being picked just now."""
        return self.screen.pages.currentWidget() is self.screen.supplier_page

    def renew(self) -> None:
        """Whoever was quicker than the list of suppliers finds it as soon as all is there."""
        if self.picking and self.suppliers and self.screen.intake is not None:
            self.screen.supplier_page.renew(self._supplier_choices())

    def _supplier_choices(self) -> list[tuple[object, str]]:
        known: list[tuple[object, str]] = [(each.party_id, f"{each.name} · {each.code}") for each in self.suppliers]
        return [*known, (NOBODY, _("Tanpa pemasok"))]

    def draw(self, intake: Intake) -> None:
        """The buttons as the intake has them."""
        screen = self.screen
        if intake.supplier_id is None:
            screen.supplier_button.show_words(_("Pilih pemasok"), note="")
        else:
            terms = _("tempo {days} hari").format(days=intake.terms_days) if intake.terms_days else _("tanpa tempo")
            screen.supplier_button.show_words(intake.supplier, note=terms)
        screen.paid_button.show_words(_(PAID[intake.paid_from]), note=_("dibayar dari"))
        place = next((words for key, words in self.places if key == intake.location_id), self.places[0][1])
        screen.room_button.show_words(place, note=_("ditaruh di"))

    def pick_supplier(self) -> None:
        page, intake = self.screen.supplier_page, self.screen.intake
        page.show_choices(self._supplier_choices(), intake.supplier_id if intake else None)
        self.screen.show_page(page)

    def _supplier_picked(self, key: object) -> None:
        known = next((each for each in self.suppliers if each.party_id == key), None)

        def chosen(intake: Intake) -> Intake:
            if known is not None:
                return intake_sources.supplied(intake, known)
            paid = PaidFrom.SAFE if intake.paid_from is PaidFrom.CREDIT else intake.paid_from
            return replace(intake, supplier_id=None, supplier="", terms_days=0, paid_from=paid, twice=False)

        self.screen.change(chosen)
        self.screen.show_page(self.screen.table)

    def pick_order(self) -> None:
        screen, intake = self.screen, self.screen.intake
        if intake is not None and intake.lines:
            words = _("Masih ada barang di sini. Simpan atau kosongkan dulu, lalu ambil pesanan.")
            screen.say(Notice(words, "warn", "Ctrl Del", _("Kosongkan")))
            screen.shell.sounds.play(Sound.REFUSED)
            return
        supplier = intake.supplier_id if intake is not None else None
        screen.read(partial(intake_sources.open_orders, screen.desk.shop, supplier), self._show_orders, "orders")

    def _show_orders(self, orders: tuple[OpenOrderChoice, ...]) -> None:
        if not orders:
            self.screen.say(Notice(_("Tidak ada pesanan yang masih ditunggu."), "warn"))
            return
        self.screen.order_page.show_choices([(each.id, each.words) for each in orders])
        self.screen.show_page(self.screen.order_page)

    def _order_picked(self, key: object) -> None:
        screen = self.screen
        if screen.intake is None or not isinstance(key, int):
            return
        work = partial(intake_sources.of_order, screen.desk.shop, screen.intake, key)
        screen.read(work, screen.began)

    def new_good(self) -> None:
        """A good that the catalogue lacks; what was scanned in vain is its code."""
        screen = self.screen
        code = screen.scanning.unknown or intakes.typed(screen.scan.text())[1]
        screen.scan.clear()
        screen.hush()
        screen.show_page(screen.new_page)
        screen.new_page.ask(code if not any(each.isspace() for each in code) else "")

    def _add_good(self, new: NewGood) -> None:
        screen = self.screen
        supplier = screen.intake.supplier_id if screen.intake is not None else None
        work = partial(intake_lines.add_good, screen.desk.shop, screen.desk.person, new, supplier)
        screen.shell.deeds.write(screen, work, done=self._added, once="new good", changed={"goods"})

    def _added(self, hit: Hit) -> None:
        self.screen.scanning.take(hit, None)

    def next_paid(self) -> None:
        order = list(PAID)

        def following(intake: Intake) -> Intake:
            return replace(intake, paid_from=order[(order.index(intake.paid_from) + 1) % len(order)])

        self.screen.change(following)

    def next_place(self) -> None:
        ids = [place for place, _words in self.places]

        def following(intake: Intake) -> Intake:
            at = ids.index(intake.location_id) if intake.location_id in ids else 0
            place, words = self.places[(at + 1) % len(ids)]
            return replace(intake, location_id=place, location=words)

        if len(ids) > 1:
            self.screen.change(following)
        else:
            self.screen.say(Notice(_("Belum ada gudang; semua ditaruh di rak toko."), "warn"))
