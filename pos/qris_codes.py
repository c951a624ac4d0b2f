"""The shop's own QRIS code: kept, proved at every use, and made to carry an amount.

Whoever can write in the database could put her own code in the place of the shop's.  So the
code is kept with a seal made with the secret of this shop's PCs, which is not in the
database: a code without its seal is never shown.  Name and NMID stand beside it at every
use, since only people know what the shop is called.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256

from koperasi import settings
from koperasi.errors import Refused
from koperasi.money import Rupiah
from koperasi.shop import Shop
from koperasi.text import _
from koperasi.work import Actor
from pos import qris
from pos.qris import BadQris, Qris, Tag


def example(name: str) -> Qris:
    """A code that looks like any other, and that no merchant has: for training, and for shops that are samples."""
    account = "0019ID.LATIHAN.SBMIMART" + "0118936000000000000000"
    national = "0014ID.CO.QRIS.WWW" + "0215ID0000000000000" + "0303UMI"
    values = ("01", "11", account, national, "5411", "360", "ID", name, "MALANG")
    return Qris(tuple(map(Tag, ("00", "01", "26", "51", "52", "53", "58", "59", "60"), values)))


PRACTICE = example("LATIHAN")
SAMPLE = example("SBMI MART CONTOH")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a customer is to scan for one payment.

    `code` is "" when there is nothing to show, and `why` says so.  `typed` is true where the
    plain sticker's code is shown and she types the amount herself.
    """

    amount: Rupiah
    code: str = ""
    merchant: str = ""
    nmid: str = ""
    typed: bool = False
    why: str = ""


def stored(shop: Shop) -> Qris | None:
    """The shop's code; None where none was kept.

    Raises Refused (rule `qris-seal`) for one that did not get there by this program, and BadQris for a bad one.
    """
    if shop.settings.training:
        return PRACTICE
    payload = shop.settings.qris_static
    if not payload:
        return None
    if not hmac.compare_digest(shop.settings.qris_seal, _seal(shop, payload)):
        words = _("Kode QRIS toko di data bukan yang disimpan dari program ini. Jangan dipakai.")
        remedy = _("Manajer: scan lagi stiker toko di F12, QRIS Toko.")
        raise Refused(words, remedy=remedy, rule="qris-seal")
    return qris.static_code(payload)


def for_amount(shop: Shop, amount: Rupiah) -> Shown:
    """What to show for a payment of so much; what hinders it is said in `why`, never raised."""
    try:
        code = stored(shop)
        if code is None:
            why = _("Kode QRIS toko belum disimpan: F12, QRIS Toko. Pembeli scan stiker di meja.")
            return Shown(amount, why=why)
        paying = qris.with_amount(code, amount, Rupiah(shop.settings.qris_limit))
    except (BadQris, Refused) as refusal:
        return Shown(amount, why=str(refusal))
    typed = not shop.settings.qris_on
    return Shown(amount, (code if typed else paying).payload, code.merchant, code.nmid, typed)


def keep(shop: Shop, actor: Actor, text: str, *, channel: str = "till") -> Qris:
    """Keep the code that was scanned or pasted, audited; empty text takes it away.

    Raises BadQris for a bad one, NotAllowed without the right to change settings.
    """
    payload = qris.cleaned(text) and qris.static_code(qris.cleaned(text)).payload
    with shop.work(actor, channel=channel) as work:
        seal = _seal(shop, payload) if payload else ""
        settings.change(work, {"qris_static": payload, "qris_seal": seal})
    shop.reload_settings()
    return qris.parse(payload) if payload else Qris(())


def wrong(shop: Shop) -> list[str]:
    """What is wrong with the code that is kept, in words; for `sbmi-mart check`."""
    try:
        stored(shop)
    except (BadQris, Refused) as refusal:
        return [refusal.message]
    return []


def set_on(shop: Shop, actor: Actor, on: bool) -> None:
    """Whether amounts are put into the code; off, the sticker's own code is shown."""
    with shop.work(actor) as work:
        settings.change(work, {"qris_on": on})
    shop.reload_settings()


def _seal(shop: Shop, payload: str) -> str:
    """Proof that this shop's program put this code here, for this branch."""
    return hmac.new(shop.keys.audit, f"qris|{shop.branch.id}|{payload}".encode(), sha256).hexdigest()
