"""QRIS codes: the shop's own static code taken apart, proved, and put together with an amount.

A payload is a row of (tag, length, value), EMVCo merchant-presented; a CRC-16 stands at its
end.  It is only ever read and rebuilt as such: replacing text in it would rewrite a merchant
whose number happens to spell `010211`.  The order of tags and those unknown here are kept.
No contract with a bank is needed, and so no answer comes: a person sees the money.

    code = static_code(text)
    with_amount(code, Rupiah(57_500)).payload
"""

from __future__ import annotations

import re
from binascii import crc_hqx
from dataclasses import dataclass
from urllib.parse import unquote

from koperasi.errors import BadInput
from koperasi.money import ZERO, Rupiah
from koperasi.text import N_, _, ngettext

FORMAT, METHOD, CURRENCY, AMOUNT, COUNTRY, MERCHANT, CITY, CHECK = "00", "01", "53", "54", "58", "59", "60", "63"
CATEGORY, POSTCODE, NATIONAL = "52", "61", "51"
TIPS = ("55", "56", "57")
STATIC, DYNAMIC = "11", "12"
RUPIAH = "360"
#: Where the shop's account stands: every QRIS has one of these (02-25 are card schemes').
ACCOUNTS = tuple(f"{number:02}" for number in range(26, 52))
TEMPLATES = (*ACCOUNTS, "62", "64")
MOST_LETTERS, AMOUNT_DIGITS = 512, 13

#: What each tag is called, for the words of a refusal.
NAMES = {
    FORMAT: N_("format"),
    METHOD: N_("statis/dinamis"),
    CATEGORY: N_("kategori usaha"),
    CURRENCY: N_("mata uang"),
    AMOUNT: N_("jumlah"),
    COUNTRY: N_("negara"),
    MERCHANT: N_("nama toko"),
    CITY: N_("kota"),
    POSTCODE: N_("kode pos"),
    NATIONAL: N_("NMID"),
    CHECK: N_("CRC"),
}
#: Tag → its whole value, and how long that may be.
SHAPES = {
    FORMAT: (r"01", 2),
    METHOD: (r"1[12]", 2),
    CATEGORY: (r"\d{4}", 4),
    CURRENCY: (RUPIAH, 3),
    COUNTRY: (r"ID", 2),
    MERCHANT: (r".*[^ ].*", 25),
    # A code with a valid CRC may still have its lengths set wrong: then its city is a number.
    CITY: (r".*[A-Za-z].*", 15),
}


class BadQris(BadInput):
    """A code that is none, or that cannot carry the amount.

    `rule` says what is wrong: empty, letters, length, crc, tag, currency, merchant, dynamic, amount,
    limit.  `tag` is the tag at fault, or "".
    """

    def __init__(self, rule: str, message: str, *, tag: str = "", remedy: str = "") -> None:
        super().__init__(message, remedy=remedy, field="qris")
        self.rule, self.tag = rule, tag


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag and its value."""

    id: str
    value: str

    @property
    def text(self) -> str:
        return f"{self.id}{len(self.value):02}{self.value}"


@dataclass(frozen=True, slots=True)
class Qris:
    """A code that was proved: its tags in their order, without the CRC."""

    tags: tuple[Tag, ...]

    def value(self, tag_id: str) -> str:
        """The value of a tag; empty where it has none."""
        return next((each.value for each in self.tags if each.id == tag_id), "")

    @property
    def payload(self) -> str:
        """The text of the code, with its CRC."""
        body = "".join(each.text for each in self.tags) + f"{CHECK}04"
        return f"{body}{crc(body):04X}"

    @property
    def merchant(self) -> str:
        """The shop's name as the customer's telephone shows it; cut hard at 25 by whoever made it."""
        return self.value(MERCHANT).strip(" ,")

    @property
    def city(self) -> str:
        return self.value(CITY).strip()

    @property
    def nmid(self) -> str:
        """The national merchant's number; empty on codes older than it."""
        inside = self.value(NATIONAL)
        return next((each.value for each in _walk(inside, NATIONAL) if each.id == "02"), "") if inside else ""

    @property
    def dynamic(self) -> bool:
        return self.value(METHOD) == DYNAMIC

    @property
    def amount(self) -> Rupiah | None:
        """What the code asks for; None where the customer types it."""
        written = self.value(AMOUNT)
        return Rupiah(int(written.partition(".")[0])) if written else None

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the shop should know of its own code, in words."""
        said = []
        if any(self.value(tip) for tip in TIPS):
            said.append(
                _(
                    "Kode ini meminta tip atau biaya (tag 55-57). Biaya QRIS tidak boleh dibebankan "
                    "ke pembeli: minta kode baru ke penyedia."
                )
            )
        if not self.nmid:
            said.append(_("Kode ini tanpa NMID (tag 51). Minta kode terbaru ke penyedia."))
        return tuple(said)


def crc(text: str) -> int:
    """CRC-16/CCITT-FALSE of an ASCII text: polynomial 1021, beginning with FFFF."""
    return crc_hqx(text.encode("ascii"), 0xFFFF)


def parse(payload: str) -> Qris:
    """Take a code apart and prove it; raises BadQris, which names the tag and what to do.

    A CRC in small letters is read as well: some printers of stickers write it so.
    """
    if not payload:
        raise BadQris("empty", _("Kode QRIS kosong."), remedy=_again())
    if not (payload.isascii() and payload.isprintable()) or len(payload) > MOST_LETTERS:
        raise BadQris("letters", _("Ini bukan kode QRIS: terlalu panjang, atau hurufnya tidak biasa."), remedy=_again())
    tags = _walk(payload)
    if tags[0].id != FORMAT:
        words = _("Ini bukan kode QRIS: tidak diawali tag 00.")
        raise BadQris("tag", words, tag=FORMAT, remedy=_("Scan stiker QRIS toko, bukan kode lain."))
    _prove_check(payload, tags)
    code = Qris(tags[:-1])
    _prove_fields(code)
    return code


def static_code(payload: str) -> Qris:
    """The shop's own code, to which amounts can be put; raises BadQris also for a dynamic one."""
    code = parse(payload)
    if code.dynamic:
        words = _("Kode ini sudah dinamis (tag 01 = 12): dibuat untuk satu pembayaran saja.")
        raise BadQris("dynamic", words, tag=METHOD, remedy=_("Pakai kode statis, yang ada di stiker toko."))
    return code


def with_amount(code: Qris, amount: Rupiah, limit: Rupiah = ZERO) -> Qris:
    """The code for one payment of so much; `limit` is the most a payment may be (0: none).

    Raises BadQris for an amount that cannot be written or is over the limit.
    """
    if amount <= ZERO:
        raise BadQris("amount", _("Jumlah QRIS paling sedikit Rp 1."), tag=AMOUNT, remedy=_("Isi jumlahnya."))
    if len(str(amount.amount)) > AMOUNT_DIGITS:
        words = _("Jumlah {amount} terlalu panjang untuk kode QRIS.").format(amount=amount)
        raise BadQris("amount", words, tag=AMOUNT, remedy=_("Paling banyak 13 angka."))
    if limit > ZERO and amount > limit:
        words = _("Jumlah {amount} di atas batas QRIS {limit} sekali bayar.").format(amount=amount, limit=limit)
        raise BadQris("limit", words, tag=AMOUNT, remedy=_("Bagi dengan cara bayar lain."))
    tags: list[Tag] = []
    for each in code.tags:
        if each.id == METHOD:
            tags.append(Tag(METHOD, DYNAMIC))
        elif each.id != AMOUNT:
            tags.append(each)
        if each.id == CURRENCY:
            tags.append(Tag(AMOUNT, str(amount.amount)))
    return Qris(tuple(tags))


def amount_of(text: str) -> Rupiah:
    """An amount as a person types it (`57500`, `57.500`, `Rp 57.500`); raises BadQris, also for decimals."""
    bare = text.strip().removeprefix("Rp").strip()
    if not re.fullmatch(r"\d+|\d{1,3}(\.\d{3})+", bare, re.ASCII):
        words = _("Jumlah {text} tidak terbaca.").format(text=text.strip() or "-")
        remedy = _("Tulis rupiah bulat tanpa desimal, seperti 57500 atau 57.500.")
        raise BadQris("amount", words, tag=AMOUNT, remedy=remedy)
    digits = bare.replace(".", "").lstrip("0") or "0"
    if len(digits) > AMOUNT_DIGITS:
        words = _("Jumlah {amount} terlalu panjang untuk kode QRIS.").format(amount=text.strip())
        raise BadQris("amount", words, tag=AMOUNT, remedy=_("Paling banyak 13 angka."))
    return Rupiah(int(digits))


def cleaned(text: str) -> str:
    """What was pasted or scanned, without the blanks around it; a copy from a web address is mended.

    Whether the mending was right the CRC says: what it does not prove is given back as it was.
    """
    bare = text.strip()
    for mended in dict.fromkeys((bare, unquote(bare), unquote(bare.replace("+", " ")))):
        try:
            parse(mended)
        except BadQris:
            continue
        return mended
    return bare


def _walk(text: str, within: str = "") -> tuple[Tag, ...]:
    """The tags of a payload, or of the template `within`."""
    tags: list[Tag] = []
    at = 0
    while at < len(text):
        head = text[at : at + 4]
        name = f"{within}.{head[:2]}" if within else head[:2]
        if len(head) < 4 or not (head.isascii() and head.isdigit()):
            where = _("sesudah tag {tag}").format(tag=tags[-1].id) if tags else _("di awal")
            words = _("Susunan kode QRIS rusak {where}.").format(where=where)
            raise BadQris("length", words, tag=within or (tags[-1].id if tags else FORMAT), remedy=_again())
        value = text[at + 4 : at + 4 + int(head[2:])]
        if len(value) < int(head[2:]):
            short = ngettext("kurang {count} huruf", "kurang {count} huruf", int(head[2:]) - len(value))
            words = _("Kode QRIS terpotong: tag {tag} {short}.")
            words = words.format(tag=name, short=short.format(count=int(head[2:]) - len(value)))
            raise BadQris("length", words, tag=name, remedy=_again())
        if any(each.id == head[:2] for each in tags):
            raise BadQris("tag", _("Tag {tag} ada dua kali.").format(tag=name), tag=name, remedy=_again())
        tags.append(Tag(head[:2], value))
        at += 4 + len(value)
    return tuple(tags)


def _prove_check(payload: str, tags: tuple[Tag, ...]) -> None:
    last = tags[-1]
    if last.id != CHECK or len(last.value) != 4:
        words = _("Kode QRIS tanpa CRC di ujungnya (tag 63).")
        raise BadQris("length", words, tag=CHECK, remedy=_again())
    if last.value.upper() != f"{crc(payload[:-4]):04X}":
        words = _("CRC kode QRIS salah (tag 63): ada huruf yang berubah atau salah baca.")
        raise BadQris("crc", words, tag=CHECK, remedy=_again())


def _prove_fields(code: Qris) -> None:
    present = {each.id for each in code.tags}
    for tag, (shape, longest) in SHAPES.items():
        value = code.value(tag)
        if tag == CURRENCY and value and value != RUPIAH:
            words = _("Mata uang kode ini {currency}, bukan rupiah 360 (tag 53).").format(currency=value)
            raise BadQris("currency", words, tag=tag, remedy=_("Pakai kode QRIS Indonesia."))
        if not re.fullmatch(shape, value, re.ASCII) or len(value) > longest:
            raise _wrong_field(tag, value)
    if not present.intersection(ACCOUNTS):
        words = _("Kode ini tanpa rekening toko (tag 26-51).")
        raise BadQris("merchant", words, tag="26", remedy=_("Minta kode baru ke penyedia QRIS."))
    for tag in TEMPLATES:
        if tag in present and tag in ACCOUNTS and not any(each.id == "00" for each in _walk(code.value(tag), tag)):
            words = _("Rekening toko di tag {tag} tidak lengkap.").format(tag=tag)
            raise BadQris("merchant", words, tag=tag, remedy=_("Minta kode baru ke penyedia QRIS."))
        _walk(code.value(tag), tag)
    written = code.value(AMOUNT)
    if written and not (len(written) <= AMOUNT_DIGITS and re.fullmatch(r"0*[1-9]\d*(\.0{0,2})?", written, re.ASCII)):
        words = _("Jumlah di kode QRIS tidak benar (tag 54): {amount}.").format(amount=written)
        raise BadQris("amount", words, tag=AMOUNT, remedy=_("Pakai kode statis, yang ada di stiker toko."))


def _wrong_field(tag: str, value: str) -> BadQris:
    name = _(NAMES[tag])
    if not value:
        words = _("Kode QRIS tanpa {name} (tag {tag}).").format(name=name, tag=tag)
    else:
        words = _("{name} di kode QRIS tidak benar (tag {tag}): {value}.").format(name=name, tag=tag, value=value)
    return BadQris("tag", words, tag=tag, remedy=_("Minta kode baru ke penyedia QRIS."))


def _again() -> str:
    return _("Scan sekali lagi, atau salin kodenya utuh.")
