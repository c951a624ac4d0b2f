"""`settings`: how the shop does things; shown, or one of them changed."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from koperasi.errors import BadInput
from koperasi.text import _
from pos.commands import outputs

if TYPE_CHECKING:
    from koperasi.settings import Settings
    from koperasi.shop import Shop
    from koperasi.shops import Place
    from printing.reports import Report

#: What else a value may be, beyond its type.
CHOICES: dict[str, tuple[Any, ...]] = {
    "language": ("id", "en"),
    "theme": ("light", "dark"),
    "receipt_columns": (32, 42, 48),
    "customer_screen": ("auto", "window", "off"),
    "pole_display_kind": ("escpos", "cd5220"),
    "kasbon_proof": ("none", "signature", "pin"),
}
WORDS = {"ya": True, "on": True, "true": True, "1": True, "tidak": False, "off": False, "false": False, "0": False}
#: What stands on paper, where the law forbids some words.
PAPER_WORDS = frozenset({"receipt_return_policy", "receipt_thanks", "receipt_seasons", "invoice_note"})
#: What is proved before it is kept, as in the window.
PROVED = PAPER_WORDS | {"nightly_reports"}
HIDDEN = frozenset({"demo", "training", "qris_seal", "receipt_logo"})


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `settings` takes."""
    parser.add_argument("name", metavar=_("NAMA"), nargs="?", help=_("satu pengaturan saja"))
    parser.add_argument("value", metavar=_("NILAI"), nargs="?", help=_("nilai barunya"))
    outputs.arguments(parser, ("table", "csv", "json"))


def run(args: argparse.Namespace, place: Place) -> int:
    """Show every setting or one; with a value, change it first."""
    from koperasi import settings
    from pos.commands import shops

    with shops.opened(place) as shop:
        known = shop.settings
        if args.name is not None:
            _named(known, args.name)
        if args.value is not None:
            value = read(args.name, args.value, getattr(known, args.name))
            _change(shop, args.name, value)
            with shop.reading() as connection:
                known = settings.load(connection, shop.branch.id, shop.till_id)
    outputs.give(_report(known, args.name), args)
    return 0


def _change(shop: Shop, name: str, value: Any) -> None:
    """The QRIS code is proved and sealed; everything else is kept as it is."""
    from koperasi import settings
    from pos import qris_codes, setting_changes
    from printing import till_printers

    if name == "qris_static":
        qris_codes.keep(shop, shop.konsole(), value, channel="konsole")
        return
    if name in PROVED and value:
        setting_changes.CHECKS[name](value)
    with shop.work(shop.konsole(), channel="konsole") as work:
        settings.change(work, {name: value})
        till_printers.follow(work, {name: value})


def _named(known: Settings, name: str) -> None:
    if name not in type(known).__slots__ or name in HIDDEN:
        message = _("Tidak ada pengaturan {name}.").format(name=name)
        raise BadInput(message, remedy=_("Daftarnya: sbmi-mart settings"))


def read(name: str, text: str, now: Any) -> Any:
    """A value as a person types it, of the setting's own type; raises BadInput for one that does not fit."""
    value: Any = text
    if isinstance(now, bool):
        value = WORDS.get(text.casefold())
    elif isinstance(now, int):
        digits = text.replace(".", "")
        value = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < len("1000000000000") else None
    elif not text.isprintable():
        value = None
    if value is None or (name in CHOICES and value not in CHOICES[name]):
        raise BadInput(_("Nilai untuk {name} tidak cocok.").format(name=name), remedy=_remedy(name, now))
    return value


def _remedy(name: str, now: Any) -> str:
    if name in CHOICES:
        return _("Pilih salah satu: {choices}.").format(choices=", ".join(map(str, CHOICES[name])))
    if isinstance(now, bool):
        return _("Isi ya atau tidak.")
    return _("Isi angka bulat.") if isinstance(now, int) else _("Isi satu baris teks.")


def _report(known: Settings, name: str | None) -> Report:
    from printing.reports import Column, Report

    names = [name] if name else [each for each in type(known).__slots__ if each not in HIDDEN]
    rows = tuple((each, _shown(getattr(known, each))) for each in names)
    return Report("settings", _("Pengaturan"), (Column("name", _("Nama")), Column("value", _("Nilai"))), rows)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
