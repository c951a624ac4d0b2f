"""What is said while a maker's goods are counted: what may not pass, and what is worth a word.

P-IRT and halal numbers are text and checked softly (domain/indonesia.md 5): the goods may be
taken in, and she is reminded.  Pure; the deed itself refuses what must be refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from consignment.agreements import PriceBy
from consignment.delivery_checks import least
from consignment.delivery_desks import DeliveryDesk, DeskLine, DeskMaker
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import N_, _, short_date

#: A number is to be renewed so long before it ends.
RENEW = timedelta(days=183)
#: What keeps less than this needs no P-IRT number.
FRESH = timedelta(days=7)
#: No home-made food keeps longer than this.
LONGEST = timedelta(days=5 * 366)
NON_HALAL = "non-halal"
#: Why it cannot be saved, as the dead button says it, by the field that is wrong.
SHORT = {
    "offered": N_("Isi jumlah"),
    "accepted": N_("Betulkan jumlah"),
    "why": N_("Isi sebab ditolak"),
    "terms": N_("Isi harga titip"),
    "expires_on": N_("Isi Tgl. Kedaluwarsa"),
    "produced_on": N_("Betulkan tanggal"),
    "price": N_("Betulkan harga jual"),
    "parts": N_("Samakan daftar"),
    "maker": N_("Penitip tidak aktif"),
    "": N_("Perjanjian tidak berlaku"),
}
_UNTIL = re.compile(r"(?:s\.?\s?/?d\.?|sampai|until)\s*(?:(\d{1,2})[/-](\d{1,2})[/-])?(\d{4})", re.IGNORECASE)
_PIRT_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Word:
    """Something to be said: a short head, what follows from it, and where it belongs.

    `hard` ones keep the delivery from being saved; `row` is the line (the first is 1), 0 for
    none, and `field` the field of it that is wrong.
    """

    head: str
    rest: str = ""
    hard: bool = False
    row: int = 0
    field: str = ""


def until(text: str) -> date | None:
    """The day up to which a number holds, where its text says so: `… s.d. 2028`, `s.d. 31/12/2026`."""
    match = _UNTIL.search(text)
    if match is None:
        return None
    try:
        return date(int(match[3]), int(match[2] or 12), int(match[1] or 31))
    except ValueError:
        return None


def pirt_until(text: str) -> date | None:
    """When a P-IRT number ends: as its text says, else by its last two digits, the year; None where neither tells."""
    told = until(text)
    if told is not None:
        return told
    digits = re.sub(r"\D", "", text)
    return date(2000 + int(digits[13:15]), 12, 31) if len(digits) == _PIRT_DIGITS else None


def words(desk: DeliveryDesk, today: date) -> tuple[Word, ...]:
    """All there is to say, what is hard first."""
    if desk.maker is None:
        return ()
    said = _of_maker(desk.maker)
    for row, line in enumerate(desk.lines, start=1):
        said += _hard(line, row, today) + _prices(line, desk.maker, row)
        if line.accepted > NOTHING:
            said += _numbers(line, desk.maker, row, today) + _dates(line, desk.maker, row, today)
    if desk.maker.is_group:
        said += [word for row, line in enumerate(desk.lines, start=1) for word in _list(line, row)]
    return tuple(sorted(_once(said), key=lambda each: not each.hard))


def lacking(desk: DeliveryDesk, today: date) -> str:
    """Why it cannot be saved yet, in a few words; "" when it can."""
    if desk.maker is None:
        return _("Pilih penitip dulu")
    if not desk.lines:
        return _("Scan barang dulu")
    hard = next((each for each in words(desk, today) if each.hard), None)
    return _(SHORT.get(hard.field, N_("Periksa dulu"))) if hard is not None else ""


def _once(said: list[Word]) -> list[Word]:
    """The same head is said once: three goods under one P-IRT number are one reminder."""
    known: dict[str, Word] = {}
    for each in said:
        known.setdefault(each.head, each)
    return list(known.values())


def _of_maker(maker: DeskMaker) -> list[Word]:
    if maker.stopped:
        return [
            Word(
                _("{who} sedang tidak menitip.").format(who=maker.called),
                _("Aktifkan lagi dulu."),
                hard=True,
                field="maker",
            )
        ]
    if not maker.holds:
        head = _("Perjanjian {number} tidak berlaku lagi.").format(number=maker.agreement_number)
        return [Word(head, _("Buat perjanjian baru dulu."), hard=True)]
    if maker.agreement_id is None:
        head = _("{who} belum punya perjanjian tertulis.").format(who=maker.called)
        return [Word(head, _("Barang tetap boleh diterima."))]
    return []


def _hard(line: DeskLine, row: int, today: date) -> list[Word]:
    """What the deed would refuse, said before it is asked."""
    name = {"name": line.name}
    if line.offered <= NOTHING:
        return [Word(_("{name}: isi jumlahnya.").format(**name), hard=True, row=row, field="offered")]
    if line.rejected < NOTHING:
        head = _("{name}: yang diterima lebih dari yang dibawa.").format(**name)
        return [Word(head, hard=True, row=row, field="accepted")]
    said = []
    if line.rejected and not line.why.strip():
        said.append(Word(_("{name}: isi sebab ditolak.").format(**name), hard=True, row=row, field="why"))
    if line.terms is None:
        head = _("{name}: isi harga titip atau komisi.").format(**name)
        said.append(Word(head, _("Perjanjian tidak menyebut barang ini."), hard=True, row=row, field="terms"))
    if line.accepted <= NOTHING:
        return said
    if line.food and line.expires_on is None:
        head = _("{name}: isi Tgl. Kedaluwarsa.").format(**name)
        said.append(Word(head, _("Makanan tanpa tanggal tidak boleh masuk rak."), True, row, "expires_on"))
    if line.expires_on is not None and line.expires_on < today:
        head = _("{name}: sudah kedaluwarsa.").format(**name)
        said.append(Word(head, _("Tolak barangnya, atau betulkan tanggalnya."), True, row, "expires_on"))
    if line.produced_on is not None and line.expires_on is not None and line.produced_on > line.expires_on:
        head = _("{name}: dibuat sesudah kedaluwarsa.").format(**name)
        said.append(Word(head, _("Periksa kedua tanggalnya."), True, row, "produced_on"))
    return said


def _prices(line: DeskLine, maker: DeskMaker, row: int) -> list[Word]:
    name = {"name": line.name}
    if line.terms is not None and line.price is not None and line.price < least(line.terms, line.unit.factor):
        head = _("{name}: harga jual di bawah hak penitip.").format(**name)
        rest = _("Paling sedikit {least}.").format(least=least(line.terms, line.unit.factor).shown)
        return [Word(head, rest, hard=True, row=row, field="price")]
    if line.price is None:
        head = _("{name} belum punya harga jual.").format(**name)
        return [Word(head, _("Isi sekarang, supaya kasir tidak bertanya."), row=row, field="price")]
    if line.repriced and maker.price_by is PriceBy.SHOP:
        head = _("{name}: harga jual ditentukan toko.").format(**name)
        return [Word(head, _("Hanya yang berhak mengubah harga yang bisa menyimpan."), row=row, field="price")]
    return []


def _numbers(line: DeskLine, maker: DeskMaker, row: int, today: date) -> list[Word]:
    """P-IRT and halal: of food only, and never more than a word."""
    if not line.food:
        return []
    remind = _("Barang tetap boleh diterima. Ingatkan {who} memperpanjang.").format(who=maker.called)
    ask = _("Barang tetap boleh diterima. Mintakan nomornya kepada {who}.").format(who=maker.called)
    name, said = {"name": line.name}, []
    lasting = line.expires_on is None or line.expires_on - today >= FRESH
    if not line.pirt and lasting:
        said.append(Word(_("{name} belum punya No. P-IRT.").format(**name), ask, row=row))
    elif line.pirt:
        ends = pirt_until(line.pirt)
        if ends is None:
            said.append(Word(_("{number} bukan nomor P-IRT biasa.").format(number=line.pirt), ask, row=row))
        elif ends < today:
            said.append(Word(_("No. P-IRT sudah habis {day}.").format(day=short_date(ends)), remind, row=row))
        elif ends - today <= RENEW:
            said.append(Word(_("No. P-IRT habis {day}.").format(day=short_date(ends)), remind, row=row))
    halal = line.halal.strip()
    if not halal:
        said.append(Word(_("{name} belum punya nomor halal.").format(**name), ask, row=row))
    elif halal.casefold() != NON_HALAL and (ends := until(halal)) is not None and ends - today <= RENEW:
        head = _("Sertifikat halal sudah habis {day}.") if ends < today else _("Sertifikat halal habis {day}.")
        said.append(Word(head.format(day=short_date(ends)), remind, row=row))
    return said


def _dates(line: DeskLine, maker: DeskMaker, row: int, today: date) -> list[Word]:
    """A date that is not past but hardly right, or too near for the shelf."""
    ends = line.expires_on
    if ends is None or ends < today:
        return []
    name, left = {"name": line.name}, (ends - (line.produced_on or today)).days
    usual = line.keeps_days or 0
    far = ends - today > LONGEST or (usual and left > 2 * usual)
    if far or (usual and 2 * left < usual):
        head = _("{name}: {days} hari sampai kedaluwarsa, biasanya {usual}.")
        if not usual:
            head = _("{name}: {days} hari sampai kedaluwarsa.")
        return [Word(head.format(days=left, usual=usual, **name), _("Periksa tanggalnya."), row=row)]
    if line.daily and line.base + line.on_hand > Quantity(line.daily.thousandths * max((ends - today).days, 1)):
        head = _("{name}: tidak akan habis sebelum {day}.").format(day=short_date(ends), **name)
        rest = _("Sisa {left}, laku {daily} sehari.").format(left=line.on_hand.shown, daily=line.daily.shown)
        return [Word(head, rest, row=row)]
    return []


def _list(line: DeskLine, row: int) -> list[Word]:
    """A group's own list must name all that was accepted, once it names anything."""
    told = Quantity(sum(each.quantity.thousandths for each in line.parts))
    if not line.parts or told == line.accepted:
        return []
    head = _("{name}: daftar kelompok {told}, diterima {accepted}.")
    words_ = head.format(name=line.name, told=told.shown, accepted=line.accepted.shown)
    return [Word(words_, _("Samakan dulu."), hard=True, row=row, field="parts")]
