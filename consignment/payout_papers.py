"""The Bukti Bayar: what she is paid for, in which parts, what stays hers, and where she signs.

Printed before anything is posted, so it is known by its code; a copy printed later has the
number too.  The same words as a slip and on A4.
"""

from __future__ import annotations

from datetime import date

from consignment import payouts
from consignment.group_shares import NOBODY
from consignment.payout_facts import Undone, Way
from consignment.payout_views import SeenPayout
from koperasi.branches import Branch
from koperasi.documents import Kind as DocumentKind
from koperasi.money import ZERO, Rupiah, total
from koperasi.text import N_, _, clock, short_date
from printing.business_papers import BusinessPaper
from printing.reports import Column, Kind, Report, total_row
from printing.slips import BIG, Draft, Slip

FOR_HER, FOR_THE_SHOP = N_("Lembar untuk penitip"), N_("Lembar untuk toko")


def slip(branch: Branch, seen: SeenPayout, sheet: str = "") -> Slip:
    """The Bukti Bayar as a slip; `sheet` says whose it is."""
    paper = Draft().middle(branch.shop_name, size=BIG, bold=True).middle(_title(seen), bold=True)
    paper.middle(seen.number or _("Kode {code}").format(code=seen.code))
    if sheet:
        paper.middle(_(sheet))
    paper.rule()
    if not seen.reversal and seen.undone is not None:
        paper.middle(_("SUDAH DIBATALKAN"), bold=True).rule()
    for caption, value in _head(branch, seen):
        paper.both(caption, value)
    paper.rule()
    for words, count, amount in seen.summed:
        paper.both(_counted(seen, words, count), amount.bare)
    paper.rule()
    paper.both(_("Jumlah"), seen.figures.gross.bare, bold=True)
    for words, amount in _parts(seen):
        paper.both(words, (-amount).bare)
    paper.blank().both(_received_words(seen), str(seen.figures.paid), size=BIG, bold=True)
    for words in _ways(seen):
        paper.text(words)
    paper.rule()
    for words in _notes(seen):
        paper.text(words)
    if seen.group:
        _group(paper, seen)
    paper.blank()
    return paper.signatures(*_signers(seen)).cut().slip()


def _title(seen: SeenPayout) -> str:
    return _("PEMBATALAN BUKTI BAYAR") if seen.reversal else _("BUKTI BAYAR PENITIP")


def _head(branch: Branch, seen: SeenPayout) -> list[tuple[str, str]]:
    told = [
        (_("Tanggal"), f"{short_date(seen.day)} {clock(branch.local(seen.at))}"),
        (_("Penitip"), f"{seen.maker} ({seen.maker_code})"),
    ]
    if seen.number:
        told.append((_("Kode"), seen.code))
    told.append(
        (_("Untuk"), _("{first} s.d. {last}").format(first=short_date(seen.first), last=short_date(_last(seen))))
    )
    if seen.statements:
        told.append((_("Rincian"), ", ".join(seen.statements)))
    return told


def _last(seen: SeenPayout) -> date:
    return max((each.entry.business_date for each in seen.entries), default=seen.cut_off)


def _counted(seen: SeenPayout, words: str, count: int) -> str:
    """What the entries were: sales are counted in receipts."""
    sold = {each.entry.kind for each in seen.entries if each.words == words} == {DocumentKind.SALE}
    return f"{_(words)} ({_('{count} nota').format(count=count)})" if sold else _(words)


def _parts(seen: SeenPayout) -> list[tuple[str, Rupiah]]:
    """Everything that is taken off before she is paid."""
    figures = seen.figures
    told = (
        (_("Uang muka dikembalikan"), figures.advance),
        (_("Biaya pembayaran"), figures.fee),
        (_("Potong kasbon"), figures.set_off),
        (_("Masuk simpanan"), figures.to_savings),
    )
    return [(words, amount) for words, amount in told if amount]


def _received_words(seen: SeenPayout) -> str:
    if seen.reversal:
        return _("KEMBALI")
    if seen.way is Way.BANK:
        return _("DITRANSFER")
    return _("DITERIMA")


def _ways(seen: SeenPayout) -> list[str]:
    """How the money reaches her; of a reversal, where it went back to."""
    if seen.reversal:
        back = {
            Way.DRAWER: _("Kembali ke laci kasir"),
            Way.SAFE: _("Kembali ke brankas"),
            Way.BANK: _("Kembali ke bank"),
        }
        return [back[seen.way]] if seen.way in back else []
    told = {
        Way.DRAWER: _("Tunai dari laci kasir"),
        Way.SAFE: _("Tunai dari brankas"),
        Way.BANK: _("Transfer ke {bank}").format(bank=seen.bank) if seen.bank else _("Transfer bank"),
        Way.SAVINGS: _("Semua masuk simpanan"),
        Way.SET_OFF: _("Semua untuk membayar utang"),
    }
    words = [told[seen.way]]
    if seen.from_safe:
        words = [_("Tunai: laci {drawer}, brankas {safe}").format(
            drawer=(seen.figures.paid - seen.from_safe).bare, safe=seen.from_safe.bare
        )]  # fmt: skip
    if seen.bank_reference:
        words.append(_("No. transfer {number}").format(number=seen.bank_reference))
    return words


def _notes(seen: SeenPayout) -> list[str]:
    """What stays hers, what she still owes, the stamp, and who said yes."""
    told = []
    if seen.figures.carried > ZERO:
        told.append(_("Sisa di saldo {rest}, ikut pembayaran berikut.").format(rest=seen.figures.carried))
    if seen.kasbon_left > ZERO:
        told.append(_("Kasbon tinggal {rest}.").format(rest=seen.kasbon_left))
    if seen.advance_left > ZERO:
        told.append(_("Uang muka tinggal {rest}.").format(rest=seen.advance_left))
    if payouts.needs_stamp(seen.figures.paid):
        told.append(_("Tempel meterai {duty}: pembayaran di atas {above}.").format(
            duty=payouts.STAMP_DUTY, above=payouts.STAMP_ABOVE
        ))  # fmt: skip
    if seen.reversal:
        why = _("transfernya kembali") if seen.undone is Undone.BOUNCED else _("salah bayar")
        told.append(_("Dibatalkan: {why}. {note}").format(why=why, note=seen.note).strip())
    elif seen.note:
        told.append(_("Catatan: {note}").format(note=seen.note))
    if seen.approved_by:
        told.append(_("Disetujui {name}.").format(name=seen.approved_by))
    return told


def _group(paper: Draft, seen: SeenPayout) -> None:
    """How the group divides what it is paid, by the lists it brought."""
    paper.rule().text(_("Pembagian kelompok"), bold=True)
    for name, amount in seen.group:
        paper.both(_("tanpa daftar") if name == NOBODY else name, amount.bare)
    paper.both(_("Jumlah"), total(amount for _name, amount in seen.group).bare, bold=True)


def _signers(seen: SeenPayout) -> tuple[tuple[str, str], ...]:
    """Who pays, who received it; for a transfer nobody stands at the counter."""
    payer = (_("Yang membayar"), seen.by)
    if seen.way is Way.BANK or seen.reversal:
        return (payer,)
    return (_("Yang menerima"), seen.received_by or seen.maker), payer


def a4(branch: Branch, seen: SeenPayout, address: tuple[str, ...] = ()) -> BusinessPaper:
    """The Bukti Bayar on A4, entry by entry."""
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Nomor")),
        Column("what", _("Keterangan")),
        Column("amount", _("Dibayarkan"), Kind.RUPIAH),
    )
    rows = tuple((each.entry.business_date, each.entry.number, _(each.words), each.amount) for each in seen.entries)
    notes = [f"{words}: {amount}" for words, amount in _parts(seen)]
    notes.append(f"{_received_words(seen).capitalize()}: {seen.figures.paid}. {'. '.join(_ways(seen))}.")
    notes += _notes(seen)
    for name, amount in seen.group:
        notes.append(f"{_('Pembagian kelompok')}: {_('tanpa daftar') if name == NOBODY else name} {amount}")
    title = _title(seen).capitalize()
    report = Report(
        "payout", title, columns, rows, total_row(columns, rows, "amount"), branch.shop_name, "", "", tuple(notes)
    )
    facts = tuple(_head(branch, seen)[:1] + _head(branch, seen)[2:])
    number = ((_("Nomor"), seen.number),) if seen.number else ((_("Kode"), seen.code),)
    signers = tuple(f"{what}: {name}" for what, name in _signers(seen))
    return BusinessPaper(
        (branch.shop_name, *address), (f"{seen.maker} ({seen.maker_code})", seen.village), (*number, *facts), report,
        signers,
    )  # fmt: skip
