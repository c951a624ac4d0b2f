"""Slips of a member's own money: what stands on them, and that the printer's worker draws them."""

from __future__ import annotations

from dataclasses import replace

from koperasi import debts, savings, uids
from koperasi.debts import DebtPaymentCommand
from koperasi.money import Rupiah
from koperasi.savings import SavingsCommand, SavingsKind
from pos import slips
from pos.tenders import Proof, Tender, TenderKind
from printing import jobs
from printing.slips import Slip
from printing.texts import text_lines
from tests.shops import Counter


def on_paper(slip: Slip) -> list[str]:
    return [" ".join(line.split()) for line in text_lines(slip, 48) if line.strip()]


def drawn(counter: Counter, document_id: int) -> list[str]:
    with counter.shop.reading() as connection:
        return on_paper(slips.draw(counter.shop, connection, document_id))


def owing(counter: Counter) -> None:
    tender = Tender(TenderKind.KASBON, Rupiah(68_000))
    counter.sell(counter.line(counter.soap, 20, 3_400), tenders=(tender,), member=True)


def test_a_paid_debt_says_what_was_owed_and_what_is_left(counter: Counter) -> None:
    owing(counter)
    assert counter.shift is not None
    now = counter.shop.clock()
    ids = (counter.shop.minter.next(), uids.new_uid(now), counter.shift.id, counter.member_id)
    with counter.shop.work(counter.cashier) as work:
        debts.pay(work, DebtPaymentCommand(*ids, TenderKind.TRANSFER, Rupiah(68_000), "BRI 114", now))
    paper = drawn(counter, ids[0])

    assert "BAYAR UTANG" in paper
    assert "Anggota A-0217" in paper
    assert "Utang sebelumnya 68.000" in paper
    assert "Transfer ref. BRI 114 68.000" in paper
    assert "SISA UTANG 0" in paper
    assert "LUNAS" in paper


def test_savings_say_their_kind_and_their_balance(counter: Counter) -> None:
    shift = counter.open()
    now = counter.shop.clock()
    ids = (counter.shop.minter.next(), uids.new_uid(now), shift.id, counter.member_id)
    command = SavingsCommand(*ids, SavingsKind.COMPULSORY, TenderKind.CASH, Rupiah(20_000), "", now)
    with counter.shop.work(counter.cashier) as work:
        savings.move(work, command)
    paper = drawn(counter, command.id)

    assert "SETOR SIMPANAN" in paper
    assert "Simpanan Wajib" in paper
    assert "SALDO 20.000" in paper


def test_a_kasbon_signed_for_gives_the_shop_a_slip_of_its_own(counter: Counter) -> None:
    counter.shop.settings = replace(counter.shop.settings, printer="virtual")
    tender = Tender(TenderKind.KASBON, Rupiah(6_800))
    command = counter.command(counter.line(counter.soap, 2, 3_400), tenders=(tender,), member=True)
    signed = tuple(replace(each, proof=Proof.SIGNATURE) for each in command.tenders)
    counter.post(replace(command, tenders=signed))

    with counter.shop.reading() as connection:
        waiting = [Slip.from_json(each.slip) for each in jobs.waiting(connection, "K1") if each.slip]
    (paper,) = [on_paper(slip) for slip in waiting]
    assert "BUKTI KASBON" in paper
    assert "Kasbon 6.800" in paper
    assert "Utang sesudah ini 6.800" in paper
    assert any("Sri Wahyuni" in line for line in paper)
