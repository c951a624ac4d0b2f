"""Makers: members, groups and others, how they are paid, and what they consented to in writing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from consignment import maker_deeds, maker_desks, maker_queries, makers
from consignment.maker_deeds import GroupCommand, MakerSetUp, NewMaker, Person
from consignment.makers import USUAL, PayWay, Standing, Wishes
from koperasi import commands
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.money import Rupiah
from koperasi.parties import Party, PartyKind
from pos import checks
from tests.consignment.test_agreements import TEN, claim, sign, today
from tests.shops import Counter

BANK = Wishes(pay_way=PayWay.TRANSFER, bank="BRI", bank_account="0021-01.004 455", bank_holder="Siti Aminah")


def set_up(counter: Counter, wishes: Wishes = USUAL, **said: object) -> None:
    command = MakerSetUp(counter.maker_id, wishes)
    with counter.shop.work(counter.manager, channel="office") as work:
        maker_deeds.set_up(work, replace(command, **said))  # type: ignore[arg-type]


def add(counter: Counter, name: str, kind: PartyKind = PartyKind.PERSON, code: str = "") -> int:
    with counter.shop.work(counter.manager, channel="office") as work:
        return maker_deeds.add(work, NewMaker(Person(name, kind), code=code))


def members_only(counter: Counter) -> None:
    counter.shop.settings = replace(counter.shop.settings, makers_may_be_others=False)


def wishes(counter: Counter, maker: int | None = None) -> Wishes:
    wanted = maker or counter.maker_id
    with counter.shop.reading() as connection:
        return makers.wishes_of(connection, [wanted])[wanted]


def listed(counter: Counter) -> dict[str, maker_queries.MakerRow]:
    with counter.shop.reading() as connection:
        return {each.name: each for each in maker_queries.every(connection, today(counter))}


def test_a_maker_of_whom_nothing_is_written_is_active_and_paid_in_cash(counter: Counter) -> None:
    assert wishes(counter) == USUAL


def test_how_she_is_paid_is_kept(counter: Counter) -> None:
    set_up(counter, BANK)

    assert wishes(counter) == replace(BANK, bank_account="002101004455")
    assert checks.wrong(counter.shop) == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (replace(BANK, bank=""), "bank"),
        (replace(BANK, bank_account="12a"), "bank_account"),
        (replace(BANK, bank_holder=" "), "bank_holder"),
        (Wishes(pay_way=PayWay.SAVINGS), "savings"),
        (Wishes(savings_bps=1_000, savings_since=date(2026, 11, 1)), "savings"),
        (Wishes(savings_bps=20_000), "savings"),
    ],
)
def test_a_wish_that_cannot_be_met_is_told_by_its_field(counter: Counter, said: Wishes, field: str) -> None:
    with pytest.raises(BadInput) as wrong:
        set_up(counter, said)

    assert wrong.value.field == field


def test_a_member_saves_of_each_payout_by_her_written_consent(counter: Counter) -> None:
    said = Wishes(savings_bps=1_000, savings_since=date(2026, 11, 1))
    set_up(counter, said, party_id=counter.member_id)
    with pytest.raises(BadInput) as wrong:
        set_up(counter, Wishes(savings_bps=1_000), party_id=counter.member_id)

    assert wishes(counter, counter.member_id) == said
    assert wrong.value.field == "savings_since"


def test_edge_51_consent_to_set_off_is_given_and_taken_back(counter: Counter) -> None:
    since = select(Party.set_off_since).where(Party.id == counter.maker_id)
    set_up(counter, set_off_since=date(2026, 11, 2))
    with counter.shop.reading() as connection:
        assert connection.scalar(since) == date(2026, 11, 2)
    set_up(counter, set_off_since=None)
    with counter.shop.reading() as connection:
        assert connection.scalar(since) is None
    with pytest.raises(BadInput) as wrong:
        set_up(counter, set_off_since=date(2027, 1, 1))
    assert wrong.value.field == "set_off_since"


def test_who_leaves_left_on_a_day_and_may_come_back(counter: Counter) -> None:
    set_up(counter, Wishes(Standing.LEFT))
    assert wishes(counter).left_on == today(counter)

    set_up(counter, Wishes(Standing.ACTIVE, heir="Budi"))
    assert (wishes(counter).left_on, wishes(counter).heir) == (None, "Budi")


def test_a_maker_who_is_no_member_gets_the_shops_next_code(counter: Counter) -> None:
    first, second = add(counter, "Wagiyem"), add(counter, "Joko")

    with counter.shop.reading() as connection:
        codes = dict(connection.execute(select(Party.id, Party.code).where(Party.id.in_([first, second]))).all())
    assert codes == {first: "P-02", second: "P-03"}


def test_a_code_that_is_taken_and_a_name_that_is_missing_are_refused(counter: Counter) -> None:
    with pytest.raises(Refused) as refused:
        add(counter, "Wagiyem", code="P-01")
    with pytest.raises(BadInput) as wrong:
        add(counter, " ")

    assert (refused.value.rule, wrong.value.field) == ("code-taken", "name")


def test_a_shop_for_members_takes_members_and_groups_only(counter: Counter) -> None:
    members_only(counter)
    with pytest.raises(Refused) as new:
        add(counter, "Wagiyem")
    with pytest.raises(Refused) as known:
        set_up(counter)
    with pytest.raises(Refused) as signed:
        sign(counter)

    assert {new.value.rule, known.value.rule, signed.value.rule} == {"members-only"}
    add(counter, "Kelompok Melati", PartyKind.GROUP)
    set_up(counter, party_id=counter.member_id)
    set_up(counter, Wishes(Standing.LEFT))


def test_a_groups_members_are_kept_as_a_whole(counter: Counter) -> None:
    group, other = add(counter, "Kelompok Melati", PartyKind.GROUP), add(counter, "Wagiyem")
    for wanted in ((counter.maker_id, other), (other,), (other, counter.maker_id), (counter.maker_id,)):
        with counter.shop.work(counter.manager, channel="office") as work:
            maker_deeds.set_group(work, GroupCommand(group, wanted))
        with counter.shop.reading() as connection:
            assert set(makers.group_of(connection, group)) == set(wanted)

    assert listed(counter)["Siti Aminah"].group == "Kelompok Melati"
    assert listed(counter)["Wagiyem"].group == ""


def test_a_person_has_no_group_and_a_group_none_within(counter: Counter) -> None:
    group, other = add(counter, "Melati", PartyKind.GROUP), add(counter, "Mawar", PartyKind.GROUP)
    with pytest.raises(Refused) as refused, counter.shop.work(counter.manager, channel="office") as work:
        maker_deeds.set_group(work, GroupCommand(counter.maker_id, ()))
    with pytest.raises(BadInput) as wrong, counter.shop.work(counter.manager, channel="office") as work:
        maker_deeds.set_group(work, GroupCommand(group, (other,)))

    assert (refused.value.rule, wrong.value.row) == ("no-group", 1)


def test_only_who_may_writes_makers_down(counter: Counter) -> None:
    with pytest.raises(NotAllowed), counter.shop.work(counter.cashier) as work:
        maker_deeds.set_up(work, MakerSetUp(counter.maker_id))


def test_nobody_is_no_maker(counter: Counter) -> None:
    with pytest.raises(NotFound):
        set_up(counter, party_id=7)


def test_commands_can_be_written_down(counter: Counter) -> None:
    for command in (MakerSetUp(counter.maker_id, BANK, "x", date(2026, 11, 2)), GroupCommand(1, (2, 3)),
                    NewMaker(Person("Melati", PartyKind.GROUP))):  # fmt: skip
        assert commands.decode(type(command), commands.encode(command)) == command


def test_the_list_says_who_she_is_her_deal_her_goods_and_what_she_is_owed(counter: Counter) -> None:
    claim(counter, counter.cookies, counter.maker_id)
    sign(counter)
    counter.deliver(counter.cookies, 10, TEN)
    counter.sell(counter.line(counter.cookies, 2, 10_000))

    row = listed(counter)["Siti Aminah"]
    assert (row.deal, row.goods, row.in_stock, row.owed) == ("Komisi 10%", 1, 1, Rupiah(18_000))
    assert row.deal_note(today(counter)) == "sejak 23/11/2026"
    assert row.matches(["siti", "ngantang"])
    assert not row.matches(["siti", "pujon"])


def test_a_member_becomes_a_maker_when_she_is_written_down_as_one(counter: Counter) -> None:
    assert "Sri Wahyuni" not in listed(counter)
    set_up(counter, party_id=counter.member_id)

    row = listed(counter)["Sri Wahyuni"]
    assert (row.number, row.deal) == ("A-0217", "belum ada perjanjian")
    report = maker_desks.table(counter.shop)
    assert [each["code"] for each in report.records()]


def test_people_are_found_by_name_and_number(counter: Counter) -> None:
    assert [each.name for each in maker_desks.found(counter.shop, "0217")] == ["Sri Wahyuni"]
    assert [each.name for each in maker_desks.found(counter.shop, "siti")] == ["Siti Aminah"]
    assert maker_desks.found(counter.shop, "") == ()
