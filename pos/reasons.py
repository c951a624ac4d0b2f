"""Reasons: what a deed is usually done for, one press each; anything else is typed."""

from __future__ import annotations

from koperasi.rights import Permission
from koperasi.text import N_, _

PRICE = (N_("Harga rak salah"), N_("Kemasan rusak"), N_("Hampir kedaluwarsa"), N_("Kesepakatan manajer"))
DISCOUNT = (N_("Kemasan rusak"), N_("Hampir kedaluwarsa"), N_("Pelanggan lama"), N_("Beli banyak"))
REMOVED = (N_("Salah ambil"), N_("Uang kurang"), N_("Harga tidak cocok"), N_("Batal beli"))
VOIDED = (N_("Pelanggan batal"), N_("Uang kurang"), N_("Salah transaksi"), N_("Latihan"))
ALLOWED = (N_("Diketahui manajer"), N_("Pelanggan menunggu"), N_("Kesalahan harga"), N_("Kebijakan toko"))

_BY_PERMISSION = {
    Permission.SALE_DISCOUNT: DISCOUNT,
    Permission.SALE_PRICE: PRICE,
    Permission.SALE_VOID: VOIDED,
}


def of(permission: Permission) -> tuple[str, ...]:
    """What such a thing is usually allowed for."""
    return spoken(_BY_PERMISSION.get(permission, ALLOWED))


def spoken(reasons: tuple[str, ...]) -> tuple[str, ...]:
    """In the language of the screen."""
    return tuple(_(each) for each in reasons)
