"""Money in no drawer: expected, confirmed and seen are kept, and a difference is booked to nothing."""

from __future__ import annotations

import pytest

from koperasi import ledger, numbers, uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.ledger import Role
from koperasi.money import ZERO, Rupiah
from koperasi.shifts import ClosingCommand, Pieces, SeenElsewhere
from pos import closings, tender_counts, z_slips
from pos.tender_counts import TenderCount
from pos.tenders import Tender, TenderKind
from pos.z_slips import Z
from printing import texts
from tests.shops import Counter

QRIS, TRANSFER = TenderKind.QRIS, TenderKind.TRANSFER


def closed(counter: Counter, *seen: SeenElsewhere) -> Z:
    shift = counter.open(100_000)
    for kind, amount in ((QRIS, 6_800), (QRIS, 3_400), (TRANSFER, 10_200)):
        line = counter.line(counter.soap, amount // 3_400, 3_400)
        counter.sell(line, tenders=(Tender(kind, Rupiah(amount)),))
    now = counter.shop.clock()
    with counter.shop.work(counter.cashier) as work:
        number = numbers.peek(work.connection, shift.z_series)
        count = (Pieces(Rupiah(100_000), False, 1),)
        command = ClosingCommand(work.mint(), uids.new_uid(now), shift.id, number, count, ZERO, now, seen)
        return closings.close(work, command)


@pytest.mark.parametrize(
    ("seen", "amount", "difference"), [((), None, 0), ((6_800,), 6_800, -3_400), ((10_200,), 10_200, 0)]
)
def test_what_the_app_shows_stands_beside_what_should_be_there(
    counter: Counter, seen: tuple[int, ...], amount: int | None, difference: int
) -> None:
    z = closed(counter, *(SeenElsewhere(QRIS.value, Rupiah(each)) for each in seen))

    qris, transfer = z.elsewhere
    assert qris == TenderCount(QRIS, 2, Rupiah(10_200), Rupiah(10_200), None if amount is None else Rupiah(amount))
    assert qris.difference == Rupiah(difference)
    assert (transfer.kind, transfer.seen, transfer.difference) == (TRANSFER, None, ZERO)
    with counter.shop.reading() as connection:
        assert ledger.balance(connection, ACCOUNT_IDS[Role.QRIS_CLEARING]) == Rupiah(10_200)
        assert ledger.balance(connection, ACCOUNT_IDS[Role.OVER_SHORT]) == ZERO


def test_the_z_says_so(counter: Counter) -> None:
    z = closed(counter, SeenElsewhere(QRIS.value, Rupiah(6_800)))
    lines = texts.text(z_slips.z_slip(counter.shop.branch, z), 48).splitlines()

    assert f"  QRIS seharusnya{'10.200':>31}" in lines
    assert f"  QRIS di aplikasi{'6.800':>30}" in lines
    assert f"  Selisih, dicari nanti{'-3.400':>25}" in lines


def test_money_of_which_the_books_know_nothing_is_kept_too(counter: Counter) -> None:
    shift = counter.open()
    with counter.shop.reading() as connection:
        assert tender_counts.expected(connection, shift.id) == ()

    rows = tender_counts.rows(1, (), (SeenElsewhere(QRIS.value, Rupiah(5_000)), SeenElsewhere(TRANSFER.value, ZERO)))
    assert [(row["kind"], row["expected"], row["seen"]) for row in rows] == [(QRIS, ZERO, Rupiah(5_000))]
