"""What a delivery must keep to: whole counts, dates on food, her agreement, and whose price it is.

What people may be warned of only stands in `delivery_warnings`; here is what is refused, or
flagged where it has already happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from consignment import agreement_queries
from consignment.agreements import UNWRITTEN, Agreement, PriceBy
from consignment.makers import MakerRecord, Standing
from consignment.terms import Deal, Terms
from inventory.goods import PriceRule
from inventory.products import Price, Product
from koperasi.errors import BadInput, Refused
from koperasi.members import Member
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party, PartyKind
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import _, short_date
from koperasi.work import Work

if TYPE_CHECKING:
    from consignment.deliveries import DeliveredLine, DeliveryCommand


def check(work: Work, command: DeliveryCommand) -> None:
    """Raises what `deliveries.receive` says."""
    goods = _goods(work, command)
    for number, each in enumerate(command.lines, start=1):
        _check_count(each, number)
        if each.quantity > NOTHING:
            _check_dates(work, each, goods[each.product_id], command)
            _check_floor(work, each, goods[each.product_id].name)
    _check_parts(command)
    agreement = agreement_queries.in_force(work.connection, command.maker_id, command.business_date)
    _check_agreement(work, command, agreement)
    _check_prices(work, command, agreement)
    _check_maker(work, command.maker_id)


def _goods(work: Work, command: DeliveryCommand) -> dict[int, Any]:
    wanted = sorted({each.product_id for each in command.lines})
    rows = work.connection.execute(select(Product.id, Product.name, Product.food).where(Product.id.in_(wanted)))
    found = {row.id: row for row in rows}
    for number, each in enumerate(command.lines, start=1):
        if each.product_id not in found:
            raise BadInput(_("Barang tidak ditemukan."), row=number, field="product")
    return found


def _check_count(line: DeliveredLine, number: int) -> None:
    if line.quantity < NOTHING or line.brought <= NOTHING:
        raise BadInput(_("Jumlah titipan harus lebih dari nol."), row=number, field="quantity")
    if line.rejected < NOTHING:
        raise BadInput(_("Yang diterima lebih banyak daripada yang dibawa."), row=number, field="offered")
    if line.rejected and not line.why.strip():
        raise BadInput(_("Tulis sebab penolakannya."), row=number, field="why")
    if line.price is not None and line.price < ZERO:
        raise BadInput(_("Harga tidak boleh kurang dari nol."), row=number, field="price")


def _check_dates(work: Work, line: DeliveredLine, good: Any, command: DeliveryCommand) -> None:
    day = command.business_date
    if line.expires_on is None:
        # Of history nobody can tell the dates any more: it is not even flagged.
        if good.food and not work.happened:
            message = _("{name}: isi Tgl. Kedaluwarsa.").format(name=good.name)
            remedy = _("Makanan tanpa tanggal tidak boleh masuk rak.")
            raise Refused(message, remedy=remedy, rule="no-expiry", field="expires_on")
        return
    if line.expires_on < day:
        message = _("{name} sudah kedaluwarsa {day}.").format(name=good.name, day=short_date(line.expires_on))
        work.refuse(Refused(message, remedy=_("Kembalikan kepada penitip."), rule="expired", field="expires_on"))
    if line.produced_on is not None and line.produced_on > line.expires_on:
        message = _("{name}: dibuat sesudah kedaluwarsa.").format(name=good.name)
        work.refuse(Refused(message, remedy=_("Periksa kedua tanggalnya."), rule="dates", field="produced_on"))


def least(terms: Terms, factor: Quantity) -> Rupiah:
    """What she is promised for one such unit at least, whatever it is sold for; 0 where she is promised nothing."""
    promised = {Deal.FIXED: terms.payout_each, Deal.FLOOR: terms.floor_each, Deal.SURPLUS: terms.base_each}
    return factor.at(promised.get(terms.deal, ZERO))


def _check_floor(work: Work, line: DeliveredLine, name: str) -> None:
    hers = least(line.terms, line.factor)
    if line.price is not None and line.price < hers:
        message = _("{name}: harga jual {price} di bawah haknya {hers}.")
        words = message.format(name=name, price=line.price.bare, hers=hers.bare)
        remedy = _("Naikkan harga jual, atau sepakati harga titip lain.")
        work.refuse(Refused(words, remedy=remedy, rule="below-her-price", field="price"))


def _check_parts(command: DeliveryCommand) -> None:
    """A group's list names everything that was accepted of a line, or nothing of it."""
    sums: dict[int, Quantity] = {}
    for each in command.parts:
        if each.quantity <= NOTHING or not each.name.strip() or not 1 <= each.line <= len(command.lines):
            raise BadInput(_("Daftar kelompok: isi nama dan jumlahnya."), row=each.line, field="parts")
        sums[each.line] = sums.get(each.line, NOTHING) + each.quantity
    for line, told in sums.items():
        accepted = command.lines[line - 1].quantity
        if told != accepted:
            message = _("Daftar kelompok di baris {row} berjumlah {told}, yang diterima {accepted}.")
            words = message.format(row=line, told=told.shown, accepted=accepted.shown)
            raise BadInput(words, remedy=_("Samakan dulu."), row=line, field="parts")


def _check_agreement(work: Work, command: DeliveryCommand, agreement: Agreement | None) -> None:
    """She brings under the version in force, and only while it holds."""
    if agreement is not None and not agreement.holds(command.business_date):
        message = _("Perjanjian {number} tidak berlaku lagi.").format(number=agreement.number)
        work.refuse(Refused(message, remedy=_("Buat perjanjian baru dulu."), rule="agreement"))
    named = {command.agreement_id} | {each.agreement_id for each in command.lines}
    known = {None, agreement.id if agreement is not None else None}
    if not named <= known:
        message = _("Perjanjian penitip ini sudah berganti.")
        work.refuse(Refused(message, remedy=_("Pilih penitipnya sekali lagi, lalu simpan."), rule="agreement"))


def _check_prices(work: Work, command: DeliveryCommand, agreement: Agreement | None) -> None:
    """A price that the shop sets is changed by who may change prices; one that is hers she has just told."""
    conditions = agreement.conditions if agreement is not None else UNWRITTEN
    if any(each.reprice for each in command.lines) and conditions.price_by is PriceBy.SHOP:
        work.must(Permission.PRICE_CHANGE)


def _check_maker(work: Work, maker_id: int) -> None:
    found = (
        select(Party.kind, Party.title, Party.name, MakerRecord.standing, Member.party_id)
        .outerjoin(MakerRecord, MakerRecord.party_id == Party.id)
        .outerjoin(Member, (Member.party_id == Party.id) & Member.retired_at.is_(None))
        .where(Party.id == maker_id)
    )
    row = work.connection.execute(found).one_or_none()
    if row is None:
        raise BadInput(_("Penitip tidak ditemukan."), field="maker")
    if row.standing not in (None, Standing.ACTIVE):
        message = _("{name} sedang tidak menitip.").format(name=row.name)
        remedy = _("Aktifkan lagi di Penitip & Perjanjian.")
        work.refuse(Refused(message, remedy=remedy, rule="maker-stopped", field="maker"))
    outside = row.party_id is None and row.kind is not PartyKind.GROUP
    if outside and not work.shop.settings.makers_may_be_others:
        message = _("{name} bukan anggota.").format(name=row.name)
        remedy = _("Hanya anggota dan kelompok yang boleh menitip.")
        work.refuse(Refused(message, remedy=remedy, rule="not-a-member", field="maker"))


def priced_branch(work: Work, unit_id: int) -> int | None:
    """The branch whose own price a unit has here; None where the general one holds."""
    branch = work.shop.branch.id
    own = select(Price.id).where(
        Price.product_unit_id == unit_id,
        Price.branch_id == branch,
        Price.rule == PriceRule.RETAIL,
        Price.retired_at.is_(None),
    )
    return branch if work.connection.scalar(own.limit(1)) is not None else None
