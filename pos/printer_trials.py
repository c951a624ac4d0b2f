"""Trying a printer out: the page, the drawer, how it says it is; and the words of its settings.

The settings are rows as the shop's own are (`setting_words.Told`), numbered as the try-out
page asks: whoever prints it only taps what she sees.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from koperasi.errors import Refused
from koperasi.rights import Permission
from koperasi.text import N_, _
from koperasi.work import Actor, Work, needs
from pos.setting_words import YES_NO, Told
from pos.stations import Station
from printing import found_printers, till_printers
from printing.found_printers import FoundPrinter
from printing.papers import DOTS_OF_COLUMNS, FONTS, Paper
from printing.proofs import BAR_CODES, QR_CODES
from printing.till_printers import Printer, Role
from printing.transports import Status

ROLES = ((Role.RECEIPT, N_("Struk")), (Role.STAND_IN, N_("Cadangan")), (Role.SPARE, N_("Disimpan")))
PINS = ((0, N_("Tidak ada")), (2, N_("Laci 1")), (5, N_("Laci 2")))
CUTTERS = (("none", N_("Tidak terpotong")), ("partial", N_("A, menggantung")), ("full", N_("B, putus")))
DRAWN = ((True, N_("Nomor 1")), (False, N_("Nomor 2")))
PULSES = ((50, N_("Pendek")), (100, N_("Biasa")), (200, N_("Panjang")))
SMALL = 42
SHOWN_PAGES = ("CP437", "CP850", "CP858", "CP1252")

#: What is asked of one printer, in the order of the try-out page.
ROWS = (
    Told("name", N_("Nama"), N_("Misalnya Printer depan.")),
    Told("printer", N_("Alamat"), N_("Misalnya tcp:192.168.1.50:9100 atau device:/dev/usb/lp0.")),
    Told("role", N_("Untuk apa"), N_("Cadangan mengambil alih bila printer struk bermasalah."), ROLES),
    Told("by_itself", N_("Ambil alih sendiri"), N_("Cadangan mencetak tanpa ditanya dulu."), YES_NO),
    Told("columns", N_("1. Baris terpanjang yang utuh"), N_("58 mm biasanya 32 huruf, 80 mm 48 huruf."),
         tuple((each, str(each)) for each in DOTS_OF_COLUMNS)),
    Told("font", N_("1. Huruf"), N_("B lebih kecil: 42 huruf di kertas 58 mm."), tuple((each, each) for each in FONTS)),
    Told("dots", N_("2. Kotak terlebar yang utuh"), N_("Lebar gambar dan kode QR, dalam titik."),
         tuple((each, str(each)) for each in DOTS_OF_COLUMNS.values())),
    Told("qr_native", N_("3. QR yang terbaca"), N_("Scan di sini, atau dengan HP. Bila keduanya: 1."), DRAWN),
    Told("barcode_native", N_("4. Barcode yang terbaca"), N_("Scan di sini. Bila keduanya: 1."), DRAWN),
    Told("code_page", N_("5. Huruf yang benar"), N_("Bila tidak ada, biarkan."),
         tuple((each, each) for each in SHOWN_PAGES)),
    Told("cutter", N_("6. Tempat terpotong"), "", CUTTERS),
    Told("feed", N_("6. Baris kosong sebelum dipotong"), N_("Tambah bila tulisan terakhir ikut terpotong."), most=12),
    Told("drawer", N_("7. Laci yang terbuka"), N_("Tekan Coba Laci, lalu pilih yang membuka laci."), PINS),
    Told("pulse", N_("7. Dorongan laci"), N_("Panjang bila laci kadang tidak terbuka."), PULSES),
)  # fmt: skip

#: A code of the page that was scanned: which row it answers, and how.
READ = {
    **dict(zip(QR_CODES, (("qr_native", True), ("qr_native", False)), strict=True)),
    **dict(zip(BAR_CODES, (("barcode_native", True), ("barcode_native", False)), strict=True)),
}


def values_of(printer: Printer) -> dict[str, Any]:
    """A printer as its rows show it."""
    paper = printer.paper
    return {
        "name": printer.name,
        "printer": printer.address,
        "role": printer.role,
        "by_itself": printer.by_itself,
        "drawer": paper.drawer_pin if printer.drawer else 0,
        "pulse": paper.pulse[0],
        **{name: getattr(paper, name) for name in PAPER},
    }


PAPER = ("columns", "dots", "font", "code_page", "cutter", "qr_native", "barcode_native", "feed")


def printer_of(printer: Printer, values: dict[str, Any]) -> Printer:
    """The printer with what its rows say now; raises ValueError where they make no paper."""
    paper = replace(
        printer.paper,
        **{name: values[name] for name in PAPER},
        drawer_pin=values["drawer"] or printer.paper.drawer_pin,
        pulse=(values["pulse"], printer.paper.pulse[1]),
    )
    return Printer(
        printer.id,
        values["name"],
        values["printer"],
        values["role"],
        paper,
        drawer=values["drawer"] != 0,
        by_itself=values["by_itself"] and values["role"] is Role.STAND_IN,
    )


def of_width(values: dict[str, Any], columns: int) -> dict[str, Any]:
    """The rows when another width is tapped: the dots that go with it, in letters that fit."""
    if columns == SMALL and values["dots"] == DOTS_OF_COLUMNS[32]:
        return {**values, "columns": columns, "font": "B"}
    return {**values, "columns": columns, "font": "A", "dots": DOTS_OF_COLUMNS[columns]}


def keep(station: Station, actor: Actor, printer: Printer, *, tried: bool = False) -> None:
    """Save a printer, and let the till print by it; raises BadInput by the field that does not fit.

    One whose page was `tried` before is believed to print though it should prove nothing.
    """
    shop = station.shop
    with shop.work(actor) as work:
        till_printers.save(work, printer)
        if tried and shop.till_id is not None:
            till_printers.trust(work.connection, shop.till_id, printer.address)
    shop.reload_settings()


def remove(station: Station, actor: Actor, printer_id: int) -> None:
    """Take a printer off this till."""
    shop = station.shop
    with shop.work(actor) as work:
        till_printers.remove(work, printer_id)
    shop.reload_settings()


def print_page(station: Station, actor: Actor, printer: Printer) -> None:
    """Print the try-out page as the rows say now; raises PrinterTrouble."""
    from printing.test_pages import test_page

    if Permission.SETTINGS_EDIT not in actor.rights:
        raise Refused(_("Hanya bisa dilihat: yang mengubahnya harus manajer."), rule="rights")
    shop = station.shop
    data = test_page(printer.paper, shop=shop.branch.shop_name, printer=printer.name, at=shop.today())
    _send(station, printer, data)


def kick(station: Station, actor: Actor, printer: Printer, pin: int) -> None:
    """Open the drawer to try it, noted with who did; raises NotAllowed, PrinterTrouble."""
    from printing.escpos_bytes import kick as pulse

    with station.shop.work(actor) as work:
        _may_try(work, pin)
    _send(station, printer, pulse(replace(printer.paper, drawer_pin=pin)))


@needs(Permission.SETTINGS_EDIT)
def _may_try(work: Work, pin: int) -> None:
    work.trace.detail.update(drawer=pin)


def _send(station: Station, printer: Printer, data: bytes) -> None:
    from printing.transports import hand_over

    if station.printing is not None:
        station.printing.send(printer.address, printer.paper, data)
    else:
        hand_over(printer.address, data)


def status(station: Station, printer: Printer) -> Status:
    """What a printer says of itself now; raises PrinterTrouble when it cannot be reached."""
    from printing.transports import alone, of_address

    if station.printing is not None:
        return station.printing.status(printer.address, printer.paper)
    with alone(printer.address):
        return of_address(printer.address).status()


def words_of(told: Status) -> tuple[str, str]:
    """What it says, in words, and their tone."""
    if told.words:
        return told.words, "warn"
    drawer = _(", laci terbuka") if told.drawer_open else ""
    return (_("Siap") + drawer, "ok") if told.told else (_("Terhubung"), "plain")


def new(found: FoundPrinter, there: list[Printer]) -> Printer:
    """A printer to be set up, for what the till lacks: the receipts first, then a stand-in."""
    role = Role.RECEIPT if till_printers.by_role(there, Role.RECEIPT) is None else Role.STAND_IN
    if till_printers.by_role(there, Role.STAND_IN) is not None and role is Role.STAND_IN:
        role = Role.SPARE
    taken = {each.name.casefold() for each in there}
    names = [found.words[:30] or _("Printer"), *(f"{found.words[:30] or _('Printer')} {n}" for n in range(2, 99))]
    name = next(each for each in names if each.casefold() not in taken)
    return Printer(0, name, found.address, role, Paper.of_columns(48), drawer=not any(each.drawer for each in there))


def at_hand() -> list[FoundPrinter]:
    """What hangs on this PC."""
    return found_printers.found()
