"""`printer`: this till's printers, found, set, tried and taken off; and what waits for them."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from koperasi.errors import BadInput
from koperasi.text import N_, _
from pos.commands import outputs

if TYPE_CHECKING:
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from pos.stations import Station
    from printing.reports import Report
    from printing.till_printers import Printer

ACTIONS = {
    "list": N_("printer kasir ini, dan apa katanya"),
    "find": N_("yang tersambung ke komputer ini; --network juga di jaringan"),
    "add": N_("printer baru: NAMA ALAMAT"),
    "set": N_("ubah pengaturan printer NAMA, juga alamatnya"),
    "try": N_("cetak lembar coba di printer NAMA; --kick 1 atau 2 membuka laci"),
    "remove": N_("hapus printer NAMA"),
    "queue": N_("yang menunggu, perlu diperiksa, dan yang terakhir tercetak"),
    "printed": N_("cetakan NOMOR sudah ada di kertas"),
    "again": N_("cetak NOMOR lagi"),
    "cancel": N_("jangan cetak NOMOR; --reason wajib"),
    "send-on": N_("cetak NOMOR di printer cadangan"),
}
ROLES = ("receipt", "stand-in", "spare")
NATIVE = {"native": True, "image": False}
QUEUE_DEEDS = ("printed", "again", "cancel", "send-on")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `printer` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = "\n".join(f"  {each:<8} {_(what)}" for each, what in ACTIONS.items())
    parser.epilog = _("TINDAKAN:\n{actions}").format(actions=actions)
    what = ", ".join(ACTIONS)
    parser.add_argument("action", metavar=_("TINDAKAN"), nargs="?", default="list", choices=tuple(ACTIONS), help=what)
    parser.add_argument("name", metavar=_("NAMA"), nargs="?", default="", help=_("nama printer, atau nomor cetakan"))
    parser.add_argument(
        "address", metavar=_("ALAMAT"), nargs="?", default="",
        help=_("misalnya tcp:192.168.1.50, device:/dev/usb/lp0, cups:NAMA"),
    )  # fmt: skip
    parser.add_argument("--role", choices=ROLES, help=_("untuk apa: struk, cadangan, disimpan"))
    parser.add_argument("--by-itself", choices=("yes", "no"), help=_("cadangan mengambil alih tanpa ditanya"))
    parser.add_argument("--columns", type=int, choices=(32, 42, 48), help=_("lebar kertas dalam huruf"))
    parser.add_argument("--dots", type=int, help=_("lebar kertas dalam titik: 384, 512, 576"))
    parser.add_argument("--font", choices=("A", "B"), help=_("huruf biasa atau kecil"))
    parser.add_argument("--code-page", help=_("misalnya CP437"))
    parser.add_argument("--cutter", choices=("none", "partial", "full"), help=_("pisau potong"))
    parser.add_argument("--qr", choices=tuple(NATIVE), help=_("QR digambar printer, atau dikirim sebagai gambar"))
    parser.add_argument("--barcode", choices=tuple(NATIVE), help=_("barcode begitu juga"))
    parser.add_argument("--feed", type=int, help=_("baris kosong sebelum dipotong"))
    parser.add_argument("--drawer", choices=("none", "1", "2"), help=_("laci yang tergantung di printer ini"))
    parser.add_argument("--pulse", type=int, metavar="MS", help=_("lama dorongan laci dalam milidetik"))
    parser.add_argument("--kick", choices=("1", "2"), help=_("dengan try: buka laci ini saja"))
    parser.add_argument("--network", action="store_true", help=_("dengan find: cari juga di jaringan"))
    parser.add_argument("--reason", default="", help=_("dengan cancel: alasannya"))
    outputs.arguments(parser, ("table", "csv", "json"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Do it, and show how things stand.  Raises Trouble for a printer that does not take its page."""
    from pos.commands import shops

    with shops.opened(place) as shop:
        if args.action == "find":
            report = _found(shop, args.network)
        elif args.action == "queue" or args.action in QUEUE_DEEDS:
            report = _queue(shop, args)
        else:
            _do(shop, args)
            report = _report(shop, ask=args.action == "list")
    outputs.give(report, args)
    return 0


def _do(shop: Shop, args: argparse.Namespace) -> None:
    from pos import printer_trials
    from printing import till_printers

    if args.action == "list":
        return
    if not args.name:
        raise BadInput(
            _("{what} belum diisi.").format(what=_("Nama printer")), remedy=_("Daftarnya: sbmi-mart printer")
        )
    station, actor, there = _station(shop), shop.konsole(), till_printers.of(shop)
    if args.action == "add":
        if not args.address:
            raise BadInput(_("{what} belum diisi.").format(what=_("Alamat")), remedy=_("Contoh: tcp:192.168.1.50."))
        printer_trials.keep(station, actor, _changed(_new(args, there), args))
        return
    printer = till_printers.named(there, args.name)
    if args.action == "remove":
        printer_trials.remove(station, actor, printer.id)
    elif args.action == "set":
        printer_trials.keep(station, actor, _changed(printer, args))
    elif args.kick:
        printer_trials.kick(station, actor, printer, PINS[args.kick])
    else:
        printer_trials.print_page(station, actor, printer)


PINS = {"1": 2, "2": 5}


def _station(shop: Shop) -> Station:
    """This PC's till without a window."""
    from koperasi import tills
    from pos.stations import Station

    with shop.reading() as connection:
        code = next((each.code for each in tills.all_tills(connection) if each.id == shop.till_id), "")
    return Station(shop, printer=code)


def _new(args: argparse.Namespace, there: list[Printer]) -> Printer:
    from pos import printer_trials
    from printing.found_printers import FoundPrinter

    return replace(printer_trials.new(FoundPrinter(args.address, args.name), there), name=args.name)


def _changed(printer: Printer, args: argparse.Namespace) -> Printer:
    """The printer with what was said; raises BadInput for what makes no paper."""
    from pos import printer_trials
    from printing.till_printers import Role

    values: dict[str, Any] = printer_trials.values_of(printer)
    if args.columns:
        values = printer_trials.of_width(values, args.columns)
    plainly = ("dots", "font", "code_page", "cutter", "feed", "pulse")
    values |= {name: getattr(args, name) for name in plainly if getattr(args, name) is not None}
    if args.role:
        values["role"] = Role(args.role)
    if args.by_itself:
        values["by_itself"] = args.by_itself == "yes"
    if args.drawer:
        values["drawer"] = PINS.get(args.drawer, 0)
    values |= {f"{kind}_native": NATIVE[getattr(args, kind)] for kind in ("qr", "barcode") if getattr(args, kind)}
    if args.address:
        values["printer"] = args.address
    try:
        return printer_trials.printer_of(printer, values)
    except ValueError as wrong:
        raise BadInput(_("Kertas seperti itu tidak ada: {why}.").format(why=wrong)) from wrong


def _report(shop: Shop, *, ask: bool) -> Report:
    from printing import till_printers
    from printing.reports import Column, Kind, Report

    columns = (
        Column("name", _("Nama")),
        Column("address", _("Alamat")),
        Column("role", _("Untuk apa")),
        Column("columns", _("Huruf"), Kind.COUNT),
        Column("dots", _("Titik"), Kind.COUNT),
        Column("font", _("Jenis huruf")),
        Column("cutter", _("Pisau")),
        Column("qr", "QR"),
        Column("barcode", "Barcode"),
        Column("drawer", _("Laci")),
        Column("state", _("Keadaan")),
    )
    printers = till_printers.of(shop)
    states = _states(shop, printers) if ask else {}
    rows = tuple(_row(each, states.get(each.address, "")) for each in printers)
    return Report("printers", _("Printer kasir ini"), columns, rows, None, shop.branch.shop_name)


def _states(shop: Shop, printers: list[Printer]) -> dict[str, str]:
    from pos import printer_trials
    from printing.transports import PrinterTrouble

    station, told = _station(shop), {}
    for each in printers:
        if each.is_virtual:
            told[each.address] = ""
            continue
        try:
            told[each.address] = printer_trials.words_of(printer_trials.status(station, each))[0]
        except PrinterTrouble as trouble:
            told[each.address] = trouble.message
    return told


def _row(printer: Printer, state: str) -> tuple[Any, ...]:
    paper = printer.paper
    drawer = {2: "1", 5: "2"}[paper.drawer_pin] if printer.drawer else ""
    codes = ("native" if native else "image" for native in (paper.qr_native, paper.barcode_native))
    facts = (printer.name, printer.address, printer.role.value, paper.columns, paper.dots, paper.font, paper.cutter)
    return (*facts, *codes, drawer, state)


def _found(shop: Shop, network: bool) -> Report:
    from printing import found_printers
    from printing.reports import Column, Report

    there = found_printers.found()
    if network:
        there += found_printers.listening(found_printers.neighbours())
    columns = (Column("address", _("Alamat")), Column("words", _("Ditemukan")))
    rows = tuple((each.address, each.words) for each in there)
    return Report("found-printers", _("Printer yang ditemukan"), columns, rows, None, shop.branch.shop_name)


def _queue(shop: Shop, args: argparse.Namespace) -> Report:
    from pos import print_queues
    from printing.reports import Column, Kind, Report

    station, actor = _station(shop), shop.konsole()
    if args.action in QUEUE_DEEDS:
        if not args.name.isdecimal():
            raise BadInput(
                _("{what} belum diisi.").format(what=_("Nomor cetakan")), remedy=_("Daftarnya: printer queue")
            )
        job = int(args.name)
        if args.action == "cancel":
            print_queues.cancel(station, actor, job, args.reason)
        else:
            deeds = {"printed": print_queues.was_printed, "again": print_queues.print_again}
            deeds["send-on"] = print_queues.send_on
            deeds[args.action](station, actor, job)
    columns = (
        Column("id", _("Nomor")),
        Column("at", _("Waktu"), Kind.DATETIME),
        Column("what", _("Cetakan")),
        Column("state", _("Keadaan")),
        Column("why", _("Sebab")),
        Column("stand_in", _("Cadangan")),
    )
    entries = print_queues.read(station).entries
    rows = tuple((str(e.job_id), e.at, e.title, e.state.value, e.why, _("ya") if e.stand_in else "") for e in entries)
    return Report("print-queue", _("Antrean Cetak"), columns, rows, None, shop.branch.shop_name)
