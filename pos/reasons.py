"""Reasons: what a deed is usually done for, one press each; anything else is typed."""

from __future__ import annotations

from koperasi.rights import Permission
from koperasi.text import N_, _

#: The label on the shelf says less than the till: the lower price holds, and the label is to be made anew.
SHELF_PRICE = N_("Harga rak lebih rendah")
PRICE = (SHELF_PRICE, N_("Kemasan rusak"), N_("Hampir kedaluwarsa"), N_("Kesepakatan manajer"))
DISCOUNT = (N_("Kemasan rusak"), N_("Hampir kedaluwarsa"), N_("Pelanggan lama"), N_("Beli banyak"))
REMOVED = (N_("Salah ambil"), N_("Uang kurang"), N_("Harga tidak cocok"), N_("Batal beli"))
VOIDED = (N_("Pelanggan batal"), N_("Uang kurang"), N_("Salah transaksi"), N_("Latihan"))
ALLOWED = (N_("Diketahui manajer"), N_("Pelanggan menunggu"), N_("Kesalahan harga"), N_("Kebijakan toko"))

_BY_PERMISSION = {
    Permission.SALE_DISCOUNT: DISCOUNT,
    Permission.SALE_PRICE: PRICE,
    Permission.SALE_SHELF_PRICE: (SHELF_PRICE,),
    Permission.SALE_VOID: VOIDED,
}


#: What a right is called where people read of it.
NAMES = {
    Permission.OVER_LIMIT: N_("Kasbon melebihi limit"),
    Permission.SALE_BELOW_FLOOR: N_("Di bawah harga pokok"),
    Permission.SALE_DISCOUNT: N_("Diskon"),
    Permission.SALE_PRICE: N_("Ubah harga"),
    Permission.SALE_RETURN: N_("Retur"),
    Permission.SALE_RETURN_BLIND: N_("Retur tanpa struk"),
    Permission.SALE_RETURN_LATE: N_("Retur lewat batas waktu"),
    Permission.SALE_SHELF_PRICE: N_("Harga rak"),
    Permission.SALE_VOID: N_("Batalkan belanja"),
}


def name(permission: str) -> str:
    """A right in words; one without words by its own name."""
    found = NAMES.get(Permission(permission)) if permission in set(Permission) else None
    return _(found) if found else permission


def of(permission: Permission) -> tuple[str, ...]:
    """What such a thing is usually allowed for."""
    return spoken(_BY_PERMISSION.get(permission, ALLOWED))


def spoken(reasons: tuple[str, ...]) -> tuple[str, ...]:
    """In the language of the screen."""
    return tuple(_(each) for each in reasons)
