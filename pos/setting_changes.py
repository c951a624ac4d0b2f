"""Settings as they are typed, checked and kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from koperasi import settings
from koperasi.errors import BadInput, ShopError
from koperasi.money import Rupiah, dots
from koperasi.settings import Settings
from koperasi.text import _, plain
from koperasi.work import Actor
from pos import looks, return_policies, seasons
from pos.looks import PcLook
from pos.setting_words import HERE, HIDDEN, Told
from pos.stations import Station
from printing import till_printers

LONGEST = 200
#: What may be longer: messages of several seasons.
LONGER = {"receipt_seasons": 1_000}


def written(told: Told, value: Any) -> str:
    """A value as it stands in its field."""
    if told.money:
        return dots(value)
    if told.percent:
        whole, rest = divmod(int(value), 100)
        return f"{whole},{rest:02}" if rest else str(whole)
    return str(value)


def read(told: Told, text: str, now: Any) -> Any:
    """The value that a person typed; raises BadInput with what to do."""
    if not isinstance(now, int):
        return _line(told, text)
    value = _percent(text) if told.percent else _number(text)
    if value is None or not told.least <= value <= told.most:
        if told.percent:
            raise BadInput(_("Isi persen dari 0 sampai 100, misalnya 2,5."), field=told.name)
        most = Rupiah(told.most).shown if told.money else dots(told.most)
        raise BadInput(_("Isi angka dari {least} sampai {most}.").format(least=told.least, most=most), field=told.name)
    return value


def _number(text: str) -> int | None:
    digits = text.removeprefix("Rp").replace(".", "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else None


def _percent(text: str) -> int | None:
    """Basis points of `2,5`; None for what is no such percentage."""
    whole, _comma, rest = text.replace(".", ",").replace("%", "").strip().partition(",")
    digits = (whole or "0") + rest.ljust(2, "0")
    return int(digits) if digits.isascii() and digits.isdigit() and len(rest) <= 2 and len(digits) < 9 else None


def _line(told: Told, text: str) -> str:
    value = plain(text)
    most = LONGER.get(told.name, LONGEST)
    if len(value) > most:
        raise BadInput(_("Terlalu panjang: paling banyak {count} huruf.").format(count=most), field=told.name)
    check = CHECKS.get(told.name)
    if value and check is not None:
        try:
            check(value)
        except ShopError as wrong:
            raise BadInput(wrong.message, remedy=wrong.remedy, field=told.name) from wrong
    return value


def _check_address(address: str) -> None:
    from printing.transports import of_address

    if address != "virtual":
        of_address(address)


def _check_mask(mask: str) -> None:
    from inventory import barcodes

    barcodes.check_mask(mask)


def _check_steps(steps: str) -> None:
    from inventory import price_rules

    price_rules.steps(steps)


def _check_nightly(names: str) -> None:
    from pos import nightly

    nightly.check(names)


CHECKS = {
    "nightly_reports": _check_nightly,
    "price_steps": _check_steps,
    "receipt_return_policy": return_policies.check,
    "receipt_thanks": return_policies.check,
    "receipt_seasons": seasons.check,
    "invoice_note": return_policies.check,
    "printer": _check_address,
    "pole_display": _check_address,
    "scale_barcode_mask": _check_mask,
}


def values_now(station: Station, look: PcLook) -> dict[str, Any]:
    """What every shown setting is: the shop's, and this PC's own over it."""
    shown = {name: getattr(station.shop.settings, name) for name in Settings.__slots__ if name not in HIDDEN}
    return shown | {"theme": look.theme or station.shop.settings.theme, "scale": look.scale, "volume": look.volume}


def change(station: Station, actor: Actor, values: Mapping[str, Any]) -> None:
    """Keep what was changed: this PC's own in its file, the shop's by a deed of the one who may.

    Raises NotAllowed when she may not change the shop's; then nothing is changed.
    """
    own = {told.name for told in HERE.told}
    shared = {name: value for name, value in values.items() if name not in own}
    shop = station.shop
    if shared:
        with shop.work(actor) as work:
            settings.change(work, shared)
            till_printers.follow(work, shared)
        shop.reload_settings()
    if mine := {name: value for name, value in values.items() if name in own}:
        look = looks.load(shop)
        looks.keep(shop, PcLook(**{name: mine.get(name, getattr(look, name)) for name in PcLook.__slots__}))
