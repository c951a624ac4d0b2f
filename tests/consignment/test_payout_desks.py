"""The desk where one maker is paid: two sheets to sign, copies that say so, the list for the bank."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from consignment import payout_desks, payout_papers, payout_reports, payout_views
from consignment.deliveries import GroupPart
from consignment.payout_desks import MoneyAsk
from consignment.payout_drafts import KeptDraft
from consignment.payout_facts import Undone, Way
from consignment.terms import Deal, Terms
from koperasi import masters, members
from koperasi.errors import Refused, Trouble
from koperasi.ledger import Role
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party, PartyKind
from koperasi.quantity import Quantity
from printing import jobs
from printing.slips import Slip
from printing.texts import text
from tests.consignment.brought import bring, of
from tests.consignment.paying import adds_up, booked, bring_back, cakes, earn, later, maker_member, pay, today, wishes
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Counter:
    made = maker_member(counter)
    made.open()
    earn(made, cakes(made), 20_050)
    return made


def begun(counter: Counter, way: Way = Way.SAFE) -> KeptDraft:
    ask = replace(payout_desks.asked(counter.shop, counter.maker_id), way=way)
    return payout_desks.draw(counter.shop, counter.manager, ask)


def queued(counter: Counter) -> list[str]:
    with counter.shop.reading() as connection:
        return [text(Slip.from_json(each.slip), 48) for each in jobs.waiting(connection, "K1")]


def test_two_sheets_are_printed_to_sign_and_a_copy_says_so(hers: Counter) -> None:
    draft = begun(hers)
    assert payout_desks.print_draft(hers.shop, hers.manager, draft.id, "K1") == 2
    sheets = queued(hers)
    assert ["Lembar untuk toko" in each for each in sheets] == [True, False]
    assert ["Lembar untuk penitip" in each for each in sheets] == [False, True]
    number = payout_desks.pay(hers.shop, hers.manager, draft, "Sri Wahyuni")
    payout_desks.print_copy(hers.shop, hers.manager, draft.id, "K1")
    last = queued(hers)[-1]
    assert "SALINAN 1" in last
    assert number in last
    with pytest.raises(Refused):
        payout_desks.print_copy(hers.shop, hers.manager, draft.id, "")


def test_without_a_printer_it_is_ready_to_be_signed_on_a4(hers: Counter, tmp_path: Path) -> None:
    draft = begun(hers)
    assert payout_desks.print_draft(hers.shop, hers.manager, draft.id, "") == 0
    desk = payout_desks.look(hers.shop, hers.manager, payout_desks.asked(hers.shop, hers.maker_id))
    assert desk.printed
    assert desk.seen is not None
    assert payout_desks.save_pdf(hers.shop, desk.seen, tmp_path / "bukti.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(Trouble):
        payout_desks.save_pdf(hers.shop, desk.seen, tmp_path / "tidak" / "ada.pdf")


def test_what_the_drawer_lacks_the_safe_gives(hers: Counter) -> None:
    draft = begun(hers, Way.DRAWER)
    hers.close(320_100)
    hers.open(5_000)
    with pytest.raises(Refused):
        payout_desks.pay(hers.shop, hers.manager, draft, "")
    payout_desks.pay(hers.shop, hers.manager, draft, "", safe_helps=True)
    _seen, head = payout_desks.seen(hers.shop, draft.id)
    assert (head.paid, head.from_safe) == (Rupiah(20_000), Rupiah(15_000))
    close = hers.close(0)
    assert close.expected == ZERO
    adds_up(hers)


def test_cash_of_a_closed_shift_comes_back_into_the_safe(hers: Counter) -> None:
    paid = pay(hers, Way.DRAWER)
    hers.close(300_050)
    number = payout_desks.reverse(hers.shop, hers.manager, paid, Undone.WRONG, "salah orang")
    assert number.startswith("BY")
    adds_up(hers)


def test_transfers_are_listed_until_and_on_the_day_they_are_paid(hers: Counter) -> None:
    wishes(hers, pay_way="transfer", bank="BRI", bank_account="0021-01", bank_holder="Sri Wahyuni")

    def listed() -> list[tuple[object, ...]]:
        with hers.shop.reading() as connection:
            report = payout_reports.transfers(connection, hers.shop.branch.id, today(hers), "SBMI MART")
        return [(*row[:4], row[9]) for row in report.rows]

    draft = begun(hers, Way.BANK)
    account = ("BRI", "0021-01", "Sri Wahyuni", Rupiah(20_050))
    assert listed() == [(*account, "belum dicetak")]
    assert payout_desks.pay_all(hers.shop, hers.manager, [draft]) == (1, ())
    assert listed() == [(*account, "dibayar")]
    later(hers, 1)
    assert listed() == []


def test_one_that_fails_stops_no_other(hers: Counter) -> None:
    draft = begun(hers, Way.SAVINGS)
    payout_desks.pay(hers.shop, hers.manager, draft, "")
    earn(hers, cakes(hers, "299"), 7_000)
    second = begun(hers, Way.SAVINGS)
    stale = replace(draft, command=replace(draft.command, id=hers.shop.minter.next()))
    done, told = payout_desks.pay_all(hers.shop, hers.manager, [stale, second])
    assert (done, len(told)) == (1, 1)
    assert booked(hers, Role.SAVINGS_VOLUNTARY, hers=True) == -27_050
    adds_up(hers)


def test_a_groups_payout_is_divided_by_the_list_it_brought(counter: Counter) -> None:
    with counter.shop.work(counter.manager, channel="office") as work:
        masters.change(work.connection, Party, counter.maker_id, kind=PartyKind.GROUP, name="KWT Sumber Rejeki")
    parts = (GroupPart(1, "Bu Ani", Quantity.of(4)), GroupPart(1, "Bu Budi", Quantity.of(5)))
    bring(counter, of(counter.cookies, 9, Terms(Deal.FIXED, 0, Rupiah(10_000))), parts=parts)
    counter.sell(counter.line(counter.cookies, 3, 12_500))
    paid = pay(counter)
    with counter.shop.reading() as connection:
        seen = payout_views.of_payout(connection, paid.document_id)
    assert seen.group == (("Bu Ani", Rupiah(13_333)), ("Bu Budi", Rupiah(16_667)))
    assert "Pembagian kelompok" in text(payout_papers.slip(counter.shop.branch, seen), 48)


def test_an_advance_and_what_is_paid_back_are_printed_twice_to_sign_once(hers: Counter) -> None:
    ask = MoneyAsk(payout_desks.minted(hers.shop), hers.maker_id, Way.SAFE, Rupiah(50_000), "modal tepung", "K1")
    numbers = {payout_desks.give_advance(hers.shop, hers.manager, ask) for _press in range(2)}
    sheets = queued(hers)
    assert (len(numbers), len(sheets)) == (1, 2)
    for words in (*numbers, "UANG MUKA PENITIP", "Sri Wahyuni", "Rp 50.000", "modal tepung", "Dipotong dari"):
        assert all(words in each for each in sheets), words
    assert ["Lembar untuk penitip" in each for each in sheets] == [True, False]

    sale = earn(hers, cakes(hers, "293"), 30_000)
    pay(hers)
    bring_back(hers, sale)
    back = MoneyAsk(payout_desks.minted(hers.shop), hers.maker_id, Way.SAFE, Rupiah(29_900), printer="K1")
    payout_desks.take_repayment(hers.shop, hers.manager, back)
    for sheet in queued(hers)[2:]:
        assert "TERIMA KEMBALI DARI PENITIP" in sheet
        assert "Utangnya tinggal Rp 50." in sheet
    assert len(queued(hers)) == 4
    adds_up(hers)


def test_what_she_is_owed_at_the_till_is_less_what_she_got_ahead(hers: Counter) -> None:
    ask = MoneyAsk(payout_desks.minted(hers.shop), hers.maker_id, Way.SAFE, Rupiah(15_000))
    payout_desks.give_advance(hers.shop, hers.manager, ask)
    with hers.shop.reading() as connection:
        card = members.by_id(connection, hers.member_id, today(hers).year)

    assert card is not None
    assert card.earnings == Rupiah(5_050)
