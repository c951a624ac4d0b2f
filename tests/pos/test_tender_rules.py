"""Tenders that rest on a balance, card codes, and change that is kept: what each does to the books."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from koperasi import consents, documents, member_pins, settings, uids, vouchers
from koperasi.chart import ACCOUNT_IDS
from koperasi.errors import Bug, Refused
from koperasi.ledger import PostingRecord, Role, party_balance
from koperasi.members import Card
from koperasi.money import ZERO, Rupiah, total
from koperasi.savings import SavingsCommand, SavingsKind, move
from koperasi.vouchers import IssueCommand, IssuedFor, Voucher
from pos import checks, queries
from pos.sale_commands import KeptChange, KeptFor, PaidTender, SaleCommand
from pos.tenders import Proof, Tender, TenderKind
from tests.shops import SIX_PERCENT, Counter

NAMES = {number: role for role, number in ACCOUNT_IDS.items()}


def entry(counter: Counter, document_id: int) -> dict[Role | str, int]:
    """The postings of a document by role; the drawer's own account as `laci`."""
    found = select(PostingRecord.account_id, PostingRecord.amount).where(PostingRecord.document_id == document_id)
    sums: dict[Role | str, int] = {}
    with counter.shop.reading() as connection:
        for account_id, amount in connection.execute(found):
            name = NAMES.get(account_id, "laci")
            sums[name] = sums.get(name, 0) + amount.amount
    return sums


def card(counter: Counter) -> Card:
    from koperasi import members

    with counter.shop.reading() as connection:
        found = members.by_id(connection, counter.member_id, 2026)
    assert found is not None
    return found


def save_up(counter: Counter, amount: int, savings: SavingsKind = SavingsKind.VOLUNTARY) -> SavingsCommand:
    shift = counter.shift or counter.open()
    now = counter.shop.clock()
    ids = (counter.shop.minter.next(), uids.new_uid(now), shift.id, counter.member_id)
    command = SavingsCommand(*ids, savings, TenderKind.CASH, Rupiah(amount), "", now)
    with counter.shop.work(counter.cashier) as work:
        move(work, command)
    return command


def issue(counter: Counter, amount: int, *, single_use: bool = False, gift: bool = False) -> str:
    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    (code,) = vouchers.new_codes(1)
    reason = IssuedFor.GIFT if gift else IssuedFor.SAFE
    with counter.shop.work(counter.manager, channel="office") as work:
        ids = (work.mint(), uids.new_uid(now), (code,))
        vouchers.issue(work, IssueCommand(*ids, Rupiah(amount), single_use, None, reason, "lomba", day, now))
    return code


def voucher(counter: Counter, code: str) -> Voucher:
    with counter.shop.reading() as connection:
        found = vouchers.by_code(connection, code)
    assert found is not None
    return found


def paid(counter: Counter, *tenders: Tender, soaps: int = 2, member: bool = True) -> SaleCommand:
    """A sale of soap at Rp 3.400, paid by these."""
    command = counter.command(counter.line(counter.soap, soaps, 3_400), tenders=tenders, member=member)
    pairs = zip(command.tenders, tenders, strict=True)
    return replace(command, tenders=tuple(replace(p, reference=t.reference, proof=t.proof) for p, t in pairs))


def hers(counter: Counter) -> int:
    """Make the member a maker who is owed Rp 11.750 for a cookie sold, and bring her that far."""
    counter.maker_id = counter.member_id
    from sqlalchemy import update

    from inventory.products import Product

    with counter.shop.database.writing() as connection:
        connection.execute(update(Product).where(Product.id == counter.cookies).values(maker_id=counter.member_id))
    counter.deliver(counter.cookies, 10, SIX_PERCENT)
    counter.sell(counter.line(counter.cookies, 1, 12_500))
    return card(counter).earnings.amount


def test_a_card_is_paid_with_the_terminals_code(counter: Counter) -> None:
    refused = paid(counter, Tender(TenderKind.CARD, Rupiah(6_800)), member=False)
    with pytest.raises(Refused, match="kode persetujuan"):
        counter.post(refused)
    command = paid(counter, Tender(TenderKind.CARD, Rupiah(6_800), "884213"), member=False)
    counter.post(command)

    assert entry(counter, command.id)[Role.CARD_CLEARING] == 6_800


def test_savings_pay_up_to_what_she_has(counter: Counter) -> None:
    save_up(counter, 5_000)
    with pytest.raises(Refused, match=r"hanya Rp 5\.000"):
        counter.post(paid(counter, Tender(TenderKind.SAVINGS, Rupiah(6_800))))
    command = paid(counter, Tender(TenderKind.SAVINGS, Rupiah(5_000)), Tender(TenderKind.CASH, Rupiah(1_800)))
    counter.post(command)

    assert entry(counter, command.id) == {
        Role.SAVINGS_VOLUNTARY: 5_000,
        "laci": 1_800,
        Role.SALES_MEMBERS: -6_800,
    }
    assert card(counter).savings == ZERO
    assert checks.wrong(counter.shop) == []


def test_earnings_pay_only_since_her_written_consent_and_up_to_what_she_is_owed(counter: Counter) -> None:
    assert hers(counter) == 11_750
    command = paid(counter, Tender(TenderKind.EARNINGS, Rupiah(6_800)))
    with pytest.raises(Refused, match="persetujuan tertulis"):
        counter.post(command)
    with counter.shop.work(counter.manager) as work:
        consents.set_off(work, counter.member_id, command.business_date)
    counter.post(command)

    assert entry(counter, command.id)[Role.OWED_TO_MAKERS] == 6_800
    assert card(counter).earnings == Rupiah(11_750 - 6_800)
    with pytest.raises(Refused, match=r"hanya Rp 4\.950"):
        counter.post(paid(counter, Tender(TenderKind.EARNINGS, Rupiah(6_800))))
    assert checks.wrong(counter.shop) == []


def test_a_voucher_is_spent_down_to_nothing(counter: Counter) -> None:
    code = issue(counter, 10_000)
    first = paid(counter, Tender(TenderKind.VOUCHER, Rupiah(6_800), code), member=False)
    counter.post(first)
    counter.post(first)

    assert entry(counter, first.id)[Role.VOUCHERS] == 6_800
    assert voucher(counter, code).left == Rupiah(3_200)
    with pytest.raises(Refused, match=r"Rp 3\.200"):
        counter.post(paid(counter, Tender(TenderKind.VOUCHER, Rupiah(6_800), code), member=False))
    rest = (Tender(TenderKind.VOUCHER, Rupiah(3_200), code), Tender(TenderKind.CASH, Rupiah(3_600)))
    counter.post(paid(counter, *rest, member=False))
    assert voucher(counter, code).left == ZERO


def test_what_a_single_use_voucher_leaves_falls_to_the_shop(counter: Counter) -> None:
    code = issue(counter, 10_000, single_use=True, gift=True)
    command = paid(counter, Tender(TenderKind.VOUCHER, Rupiah(6_800), code), member=False)
    counter.post(command)

    assert entry(counter, command.id) == {
        Role.VOUCHERS: 10_000,
        Role.OTHER_INCOME: -3_200,
        Role.SALES_OTHERS: -6_800,
    }
    with pytest.raises(Refused, match="sudah dipakai"):
        counter.post(paid(counter, Tender(TenderKind.VOUCHER, Rupiah(6_800), code), member=False))


def test_a_voucher_used_twice_in_one_sale_gives_no_more_than_it_has(counter: Counter) -> None:
    code = issue(counter, 4_000)
    twice = (Tender(TenderKind.VOUCHER, Rupiah(3_400), code), Tender(TenderKind.VOUCHER, Rupiah(3_400), code))
    with pytest.raises(Refused, match="Rp 600"):
        counter.post(paid(counter, *twice, member=False))


def test_her_pin_is_asked_for_amounts_above_the_shops_limit(counter: Counter) -> None:
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"kasbon_proof": "pin", "kasbon_proof_above": 5_000})
    counter.shop.reload_settings()
    small = Tender(TenderKind.KASBON, Rupiah(5_000))
    counter.post(paid(counter, small, Tender(TenderKind.CASH, Rupiah(1_800))))
    with pytest.raises(Refused, match="PIN"):
        counter.post(paid(counter, Tender(TenderKind.KASBON, Rupiah(6_800))))
    late = paid(counter, Tender(TenderKind.KASBON, Rupiah(6_800)))
    counter.post(late, happened=True)
    command = paid(counter, Tender(TenderKind.KASBON, Rupiah(6_800), proof=Proof.PIN))
    counter.post(command)

    with counter.shop.reading() as connection:
        rules = connection.execute(select(documents.FlagRecord.document_id, documents.FlagRecord.rule)).all()
    assert [tuple(row) for row in rules] == [(late.id, "proof")]


def test_a_members_pin_is_tried_as_carefully_as_a_users(counter: Counter) -> None:
    with pytest.raises(Refused, match="belum punya PIN"):
        member_pins.prove(counter.shop, counter.cashier.id, counter.member_id, "271828")
    with counter.shop.work(counter.manager) as work:
        member_pins.give(work, counter.member_id, "314159")
    assert card(counter).has_pin
    member_pins.prove(counter.shop, counter.cashier.id, counter.member_id, "314159")
    for left in (9, 8, 7, 6, 5):
        with pytest.raises(Refused, match=f"Sisa {left} kali"):
            member_pins.prove(counter.shop, counter.cashier.id, counter.member_id, "271828")
    with pytest.raises(Refused, match="Tunggu"):
        member_pins.prove(counter.shop, counter.cashier.id, counter.member_id, "314159")


def kept(counter: Counter, *changes: KeptChange, member: bool = True) -> SaleCommand:
    """Rp 6.800 paid with Rp 10.000, of whose change some is kept."""
    return replace(paid(counter, Tender(TenderKind.CASH, Rupiah(10_000)), member=member), kept_change=changes)


def test_kept_change_is_a_debt_to_her_or_to_whom_it_is_given_for(counter: Counter) -> None:
    changes = (KeptChange(KeptFor.SAVINGS, Rupiah(1_000)), KeptChange(KeptFor.DONATION, Rupiah(200)))
    command = kept(counter, *changes)
    posted = counter.post(command)

    assert posted.change == Rupiah(2_000)
    assert command.change == posted.change + total(each.amount for each in changes)
    assert total(each.applied for each in command.tenders) == command.total + command.rounding
    assert entry(counter, command.id) == {
        "laci": 8_000,
        Role.SAVINGS_VOLUNTARY: -1_000,
        Role.DONATIONS: -200,
        Role.SALES_MEMBERS: -6_800,
    }
    assert card(counter).savings == Rupiah(1_000)
    with counter.shop.reading() as connection:
        assert queries.recorded(connection, command.id)[0].change == Rupiah(2_000)


def test_only_a_member_has_savings_and_no_more_is_kept_than_was_over(counter: Counter) -> None:
    with pytest.raises(Refused, match="anggota"):
        counter.post(kept(counter, KeptChange(KeptFor.SAVINGS, Rupiah(200)), member=False))
    with pytest.raises(Bug):
        counter.post(kept(counter, KeptChange(KeptFor.DONATION, Rupiah(3_300))))


def test_a_balance_is_hers_alone(counter: Counter) -> None:
    command = paid(counter, Tender(TenderKind.SAVINGS, Rupiah(6_800)), member=False)
    with pytest.raises(Refused, match="hanya untuk anggota"):
        counter.post(command)
    assert PaidTender(TenderKind.CASH, Rupiah(5), Rupiah(1)).applied == Rupiah(4)


def test_savings_of_each_kind_have_an_account_of_their_own(counter: Counter) -> None:
    save_up(counter, 20_000, SavingsKind.COMPULSORY)
    with counter.shop.reading() as connection:
        balance = party_balance(connection, ACCOUNT_IDS[Role.SAVINGS_COMPULSORY], counter.member_id)
    assert (balance, card(counter).savings) == (Rupiah(-20_000), ZERO)
