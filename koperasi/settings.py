"""Settings: typed, with a default each; one row per branch and name in the database.

To add one: add a field here with its default and a comment that says what it means.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, UniqueConstraint, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import masters
from koperasi.columns import JsonColumn
from koperasi.database import LOCAL, MASTER, Record
from koperasi.errors import BadInput
from koperasi.money import CashRounding
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work, needs


class SettingRecord(Record):
    __tablename__ = "settings"
    __table_class__ = MASTER
    __table_args__ = (UniqueConstraint("branch_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    branch_id: Mapped[int]
    name: Mapped[str]
    value: Mapped[Any] = mapped_column(JsonColumn())
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class TillSetting(Record):
    """What one till has of its own, over the branch's: its printer."""

    __tablename__ = "till_settings"
    __table_class__ = LOCAL

    till_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JsonColumn())


@dataclass(frozen=True, slots=True)
class Settings:
    """How a branch does things."""

    #: `id` or `en`.
    language: str = "id"
    #: `light` or `dark`.
    theme: str = "light"
    #: Screen scale in percent; 0 chooses by the screen's width.
    scale: int = 0
    #: Cash is rounded to this many rupiah, down unless `cash_rounding_up`.
    cash_rounding_step: int = 100
    cash_rounding_up: bool = False
    #: Rupiah of change the drawer starts with.
    usual_float: int = 300_000
    #: From so many rupiah on the till asks to drop money to the safe; 0 never.
    drawer_high: int = 3_000_000
    #: Receipt columns: 32, 42 or 48.
    receipt_columns: int = 48
    #: Where slips go: `file:PATH`, `tcp:HOST:PORT`, `device:/dev/usb/lp0`, `serial:…`,
    #: `windows:NAME`, `cups:NAME`, `virtual` (the demo's own paper), or nothing.
    printer: str = ""
    printer_cutter: bool = True
    #: Lines over the thanks on a receipt; a lawful return policy by default.
    receipt_return_policy: str = "Barang dapat ditukar atau dikembalikan dalam 7 hari dengan struk ini."
    #: Goods come back within so many days; later another person must allow it.
    return_days: int = 7
    #: What comes back without a receipt counts for so much at most in one transaction.
    return_blind_limit: int = 50_000
    #: How money that came by QRIS, transfer or card goes back: in `cash`, or by `transfer`.
    refund_cashless: str = "cash"
    receipt_thanks: str = "Terima kasih. Toko ini milik Anda."
    #: What stands in its place on some days, parted by `|`:
    #: `12-20..01-05 Selamat Tahun Baru | 2027-03-06..2027-03-31 …`.
    receipt_seasons: str = ""
    #: The digest of the picture that stands over the receipt, or nothing.
    receipt_logo: str = ""
    #: What an invoice says of how it is paid: a bank account, a term.
    invoice_note: str = ""
    #: Share of a year's surplus that a rupiah of purchases is expected to bring, in basis points.
    surplus_estimate_bps: int = 200
    #: Weighed goods: prefix, digits of PLU, digits of the value, `weight` or `price`.
    scale_barcode_mask: str = "21PPPPPWWWWWC"
    #: Prices shown include PPN when the shop is a PKP (off by default).
    taxable: bool = False
    #: The shop's NPWP, which a PKP's receipt must say (PER-11/PJ/2025, art. 51).
    tax_number: str = ""
    #: How a member agrees that her kasbon, savings or earnings pay: `none`, `signature` on a
    #: slip that the shop keeps, or `pin`; for amounts above so many rupiah.
    kasbon_proof: str = "signature"
    kasbon_proof_above: int = 0
    #: Minutes idle before the till locks itself; 0 never.
    lock_minutes: int = 5
    #: Whether another cashier may go on over an open shift and its cart from the lock; without
    #: it only those who may take a till over (its supervisor).
    switch_users: bool = True
    #: Whether a staff card allows what its holder may, in place of her PIN.
    staff_cards: bool = True
    #: Minutes after which a held cart is shown in warning; 0 never.
    held_warn_minutes: int = 60
    #: Rupiah a day that a cashier who is alone may go beyond her rights, to be approved later; 0 never.
    deferred_daily_cap: int = 0
    #: A count is believed at once when it is off by no more than so many pieces, or this share of the
    #: book (basis points), and by no more than so many rupiah; beyond it the line is counted again.
    count_tolerance_pieces: int = 1
    count_tolerance_bps: int = 200
    count_tolerance_value: int = 10_000
    #: What is rung up within so many minutes after a count may have lain in a basket meanwhile.
    count_basket_minutes: int = 15
    #: A cost that moved so far (basis points of what it was) is told before goods are received; 0 tells any.
    cost_alarm_bps: int = 1_000
    #: What prices by a rule are rounded up to: `BELOW:STEP …`, the last for all others.
    price_steps: str = "10000:100 *:500"
    sounds: bool = True
    #: The shop's own static QRIS code, as on its sticker, and the seal that proves who put it here.
    qris_static: str = ""
    qris_seal: str = ""
    #: Whether amounts are put into the code; off, the sticker's own code is shown and she types them.
    qris_on: bool = True
    #: Rupiah of one QRIS payment at most; 0 without a limit.
    qris_limit: int = 10_000_000
    #: Whether a QRIS payment needs its reference before the sale is done.
    qris_reference: bool = False
    #: Whether the till reminds of scanning the sticker on the counter once a day.
    qris_daily_check: bool = True
    #: The customer's screen: `auto` (full on a second monitor), `window`, or `off`.
    customer_screen: str = "auto"
    #: What it says while nobody buys, parted by `|`.
    customer_messages: str = (
        "Selamat datang.|Toko ini milik anggota: hasilnya kembali ke kita.|Titipan dibuat tetangga."
    )
    #: Seconds that each of them stays.
    customer_seconds: int = 8
    #: A line display of two rows for the customer: an address as for the printer, or nothing.
    pole_display: str = ""
    #: How it takes its rows: `escpos` or `cd5220`.
    pole_display_kind: str = "escpos"
    #: How much sells a day is reckoned over so many of the last days.
    pace_days: int = 28
    #: Days from order to goods, and from one order to the next, where a supplier's terms do not say.
    order_lead_days: int = 2
    order_every_days: int = 7
    #: The till says "look at the date" of goods that expire within so many days.
    expiry_warn_days: int = 7
    #: What goods near their date are reduced by: days left and per cent, a shorter time with more.
    markdown_steps: str = "14:10 7:25 3:50"
    #: A printer of labels beside the receipt printer: an address as for that one, or nothing; what it
    #: understands (`tspl` or `escpos`), and the size of its labels.
    label_printer: str = ""
    label_printer_kind: str = "tspl"
    label_size: str = "40x30"
    #: Whether people who are no members may bring goods.
    makers_may_be_others: bool = True
    #: A payout of more than so many rupiah needs another person's yes; 0 never.
    payout_second_above: int = 2_000_000
    #: Cash to makers is paid in steps of so many rupiah; what is less stays on her balance.
    payout_cash_step: int = 100
    #: Whether only what stands on a statement she agreed to is paid.
    payout_needs_agreed: bool = False
    #: A statement that nobody disputes within so many days counts as agreed; 0 never.
    statement_agreed_days: int = 14
    #: Seconds without a touch after which a maker's own screen locks itself.
    kiosk_seconds: int = 120
    #: Each night's reports as files: into which folder (nothing: none), which of them by their names
    #: (`paper-day` and its like are the manager's papers), as what, and for how many days (0: for ever).
    nightly_folder: str = ""
    nightly_reports: str = "paper-day day sales cash over-short stock-value"
    nightly_pdf: bool = True
    nightly_xlsx: bool = True
    nightly_keep_days: int = 90
    #: Demo shops show the PINs on the sign-in screen.
    demo: bool = False
    #: A shop to practise in: its window is framed, and every paper of it says LATIHAN.
    training: bool = False

    @property
    def cash_rounding(self) -> CashRounding:
        return CashRounding(self.cash_rounding_step, self.cash_rounding_up)


def load(connection: Connection, branch_id: int, till_id: int | None = None) -> Settings:
    """A branch's settings, with what a till has of its own over them.

    Names that a newer program wrote are passed over.
    """
    rows = select(SettingRecord.name, SettingRecord.value).where(SettingRecord.branch_id == branch_id)
    own = select(TillSetting.name, TillSetting.value).where(TillSetting.till_id == till_id)
    known = {field.name for field in fields(Settings)}
    kept = [*connection.execute(rows), *(connection.execute(own) if till_id is not None else ())]
    return replace(Settings(), **{name: value for name, value in kept if name in known})


def keep_for_till(connection: Connection, till_id: int, values: dict[str, Any]) -> None:
    """Let a till have these of its own, and no others."""
    connection.execute(delete(TillSetting).where(TillSetting.till_id == till_id))
    if rows := [{"till_id": till_id, "name": name, "value": value} for name, value in values.items()]:
        connection.execute(insert(TillSetting), rows)


@needs(Permission.SETTINGS_EDIT)
def change(work: Work, values: dict[str, Any]) -> None:
    """Change settings of the work's branch; raises BadInput for an unknown name or a wrong type."""
    defaults = Settings()
    for name, value in values.items():
        if name not in Settings.__slots__:
            raise BadInput(_("Tidak ada pengaturan {name}.").format(name=name), field=name)
        if type(value) is not type(getattr(defaults, name)):
            raise BadInput(_("Nilai untuk {name} tidak cocok.").format(name=name), field=name)
        _write(work, name, value)
    work.trace.detail.update(values)


def _write(work: Work, name: str, value: Any) -> None:
    branch_id = work.shop.branch.id
    there = select(SettingRecord.id).where(SettingRecord.branch_id == branch_id, SettingRecord.name == name)
    key = work.connection.scalar(there)
    if key is None:
        row = {"id": work.mint(), "branch_id": branch_id, "name": name, "value": value}
        masters.add(work.connection, SettingRecord, [row])
    else:
        masters.change(work.connection, SettingRecord, key, value=value)
