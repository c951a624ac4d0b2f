"""A Z says how its figures came about: hours, categories, cashiers, what the drawer paid, who did what and why."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from koperasi import settings, shifts
from koperasi.documents import Kind
from koperasi.money import Rupiah, total
from pos import checks, closings, drawings, late_sales, z_slips
from pos.happenings import What
from pos.z_details import MOST
from pos.z_slips import Z
from printing import texts
from printing.jobs import JobKind, PrintJob
from printing.slips import Slip
from tests.busy_days import BusyDay, busy_day
from tests.pos.test_closings import close
from tests.shops import Counter


@pytest.fixture
def day(counter: Counter) -> BusyDay:
    return busy_day(counter)


def z_now(counter: Counter, day: BusyDay) -> Z:
    with counter.shop.work(counter.manager) as work:
        return closings.z_of(work, day.closed)


def lines_of(counter: Counter, z: Z, columns: int = 48) -> list[str]:
    return texts.text(z_slips.z_slip(counter.shop.branch, z), columns).splitlines()


def test_hours_categories_and_cashiers_each_add_up_to_the_turnover(counter: Counter, day: BusyDay) -> None:
    figures = z_now(counter, day).figures
    details = figures.details

    assert figures.net == Rupiah(118_655)
    assert total(details.hours.values()) == figures.net
    assert total(each.net for each in details.categories) == figures.net
    assert total(each.net for each in details.cashiers) == figures.net
    assert details.members + details.others == figures.sales == sum(each.count for each in details.cashiers)
    assert [(each.name, each.count) for each in details.cashiers] == [("Rina Astuti", 9), ("Yuni Kartika", 1)]
    assert checks.wrong(counter.shop) == []


def test_each_thing_to_look_at_has_its_hour_its_reason_and_who_allowed_it(counter: Counter, day: BusyDay) -> None:
    lines = lines_of(counter, z_now(counter, day))

    start = lines.index("PERLU DIPERIKSA")
    told = [" ".join(line.split()) for line in lines[start + 1 :]]
    for each in (
        "Diskon 21.000",
        "09.00 Rina Astuti Kemasan rusak 20.000",
        "(3.400 jadi 3.000) 400",
        "Hapus Barang 2x 19.300",
        "09.00 Rina Astuti Salah ambil 12.500",
        "termasuk Batal Transaksi 1x 6.800",
        "10.00 Rina Astuti Uang kurang 6.800",
        "Retur 1x 3.400",
        "10.00 Rina Astuti Tidak jadi 3.400",
        "Buka Laci tanpa jual 1x",
        "10.00 Yuni Kartika Tukar uang",
        "izin: Pak Slamet",
    ):
        assert each in told, each


def test_what_the_drawer_paid_is_told_with_what_for_and_to_whom(counter: Counter, day: BusyDay) -> None:
    z = z_now(counter, day)

    paid = [(each.what, each.why, each.amount.amount) for each in z.figures.details.paid_out]
    assert paid == [("Es batu", "nota N-17", 25_000), ("Bayar penitip", "Siti Aminah", 30_900)]
    in_drawer = {each.words: each.amount for each in z.figures.drawer}
    assert -total(each.amount for each in z.figures.details.paid_out) == (
        in_drawer["Kas Keluar"] + in_drawer["Bayar penitip"]
    )


def test_three_counts_stand_side_by_side_once_a_supervisor_counted_again(counter: Counter, day: BusyDay) -> None:
    lines = [" ".join(line.split()) for line in lines_of(counter, z_now(counter, day))]

    place = lines.index("HITUNG ULANG HU-000001")
    assert lines[place + 1 : place + 5] == [
        "Menurut sistem 293.400",
        "Hitungan kasir 291.900",
        "Hitungan Pak Slamet 292.900",
        "Selisih Kas -500",
    ]


def test_a_bar_is_never_wider_than_its_place_and_the_longest_fills_it(counter: Counter, day: BusyDay) -> None:
    for columns in (32, 42, 48):
        lines = lines_of(counter, z_now(counter, day), columns)
        place = lines.index("PER JAM")
        bars = [line.count("#") for line in lines[place + 1 : place + 7]]
        assert bars == [14, 8, 4, 0, 0, 1]
        assert max(len(line) for line in lines) <= columns


def test_a_z_drawn_years_later_says_what_was_printed_at_the_close(counter: Counter) -> None:
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"printer": "virtual"})
    counter.shop.reload_settings()
    counter.sell(counter.line(counter.soap, 2, 3_455), cash=10_000)
    counter.sell(counter.line(counter.cookies, 2, 12_500, discount=1_000), member=True)
    shift = counter.shift
    assert shift is not None
    close(counter, 330_000)

    with counter.shop.reading() as connection:
        document = shifts.closing(connection, shift.id).document_id
        of_close = (PrintJob.document_id == document) & (PrintJob.kind == JobKind.SLIP)
        stored = connection.execute(select(PrintJob.slip).where(of_close)).scalar_one()
        drawn = drawings.DRAWN[Kind.SHIFT_CLOSE](counter.shop, connection, document)
    assert stored
    assert texts.text(drawn, 48) == texts.text(Slip.from_json(stored), 48)


def test_a_code_on_the_z_holds_its_number_day_total_and_the_whole_head(counter: Counter, day: BusyDay) -> None:
    z = z_now(counter, day)

    number, when, grand_total, head = z.seal.split()
    assert (number, when, grand_total) == (z.number, "2026-11-23", str(z.grand_total.amount))
    _writer, _seq, digest = head.split(":")
    assert len(digest) == 64
    assert z.head.replace(" ", "").lower() == digest[:16]


def test_of_many_discounts_the_rest_is_told_by_their_number(counter: Counter) -> None:
    for _n in range(MOST + 3):
        counter.sell(counter.line(counter.soap, 1, 3_400, discount=400))
    z = close(counter, 300_000)

    lines = [line.strip() for line in lines_of(counter, z)]
    assert len(z.figures.details.of(What.DISCOUNT)) == MOST + 3
    assert "dan 3 lagi, lihat Laporan Harian" in lines


def test_a_sale_that_came_after_the_close_changes_nothing_on_the_z_drawn_again(counter: Counter) -> None:
    counter.sell(counter.line(counter.soap, 2, 3_400))
    shift = counter.shift
    assert shift is not None
    late = counter.command(counter.line(counter.soap, 3, 3_400, discount=200))
    z = close(counter, 306_800)
    late_sales.enter(counter.shop, late)

    with counter.shop.work(counter.manager) as work:
        assert closings.z_of(work, shift) == z
