"""A good is made what it shall be by one command; what others changed meanwhile is never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from inventory import pictures, prices, product_checks, product_edits, product_states, queries
from inventory.goods import PriceLine, PriceRule, ProductKind
from inventory.lots import UnitCost
from inventory.product_states import Details, ProductEdit, Tier, UnitState
from inventory.products import Price
from koperasi import commands
from koperasi.errors import BadInput, NotAllowed, Refused
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from pos import checks
from tests.shops import Counter


def state(counter: Counter, product_id: int, days: int = 0) -> ProductEdit:
    shop = counter.shop
    with shop.reading() as connection:
        return product_states.read(connection, product_id, shop.branch.business_date(shop.clock()) + timedelta(days))


def save(counter: Counter, edit: ProductEdit, picture: bytes | None = None) -> ProductEdit:
    with counter.shop.work(counter.manager, channel="office") as work:
        product_edits.save(work, edit, picture)
    return state(counter, edit.id)


def noodles(counter: Counter) -> ProductEdit:
    mint = counter.shop.minter.next
    units = (
        UnitState(
            mint(), "Pcs", ONE, ("089686010947",), Rupiah(3_500), Rupiah(3_400), (Tier(Quantity.of(10), Rupiah(3_300)),)
        ),
        UnitState(mint(), "Dus", Quantity.of(40), ("14006381333938",), Rupiah(120_000)),
    )
    details = Details(
        "M01",
        "Mie Goreng 85 g",
        "Makanan",
        shelf="Rak 2",
        min_stock=Quantity.of(40),
        target_stock=Quantity.of(120),
        content=Quantity.of(85),
        content_unit="g",
        food=True,
        keeps_days=180,
        pirt="2061508010123-27",
        halal="ID35110000123450722",
        composition="tepung, minyak, garam",
        ceiling_price=Rupiah(4_000),
    )
    return ProductEdit(mint(), 0, details, units, Rupiah(2_900))


def with_unit(edit: ProductEdit, place: int, **changed: object) -> ProductEdit:
    units = list(edit.units)
    units[place] = replace(units[place], **changed)  # type: ignore[arg-type]
    return replace(edit, units=tuple(units))


def test_a_new_good_is_read_back_as_it_was_wished(counter: Counter) -> None:
    wished = noodles(counter)
    kept = save(counter, wished)

    assert kept == replace(
        wished,
        read_version=kept.read_version,
        units=(replace(wished.units[0], barcodes=("0089686010947",)), wished.units[1]),
    )
    with counter.shop.reading() as connection:
        assert [row.name for row in queries.search(connection, "mie goreng")] == ["Mie Goreng 85 g"]
        assert queries.find_code(connection, "14006381333938")[0].unit.name == "Dus"


def test_a_command_is_written_down_and_done_again_without_changing_anything(counter: Counter) -> None:
    wished = noodles(counter)
    first = save(counter, wished)

    again = save(counter, commands.decode(ProductEdit, commands.encode(wished)))

    assert again == first


def test_what_somebody_else_changed_meanwhile_is_refused_and_kept(counter: Counter) -> None:
    read = save(counter, noodles(counter))
    save(counter, replace(read, details=replace(read.details, shelf="Rak 9")))

    with pytest.raises(Refused, match="baru saja diubah orang lain") as refused:
        save(counter, replace(read, details=replace(read.details, name="Mie Rebus")))

    assert refused.value.rule == "changed-meanwhile"
    assert (state(counter, read.id).details.shelf, state(counter, read.id).details.name) == ("Rak 9", "Mie Goreng 85 g")


def test_a_renamed_good_is_found_by_its_new_name_only(counter: Counter) -> None:
    read = save(counter, noodles(counter))
    save(counter, replace(read, details=replace(read.details, name="Bihun Kuah")))

    with counter.shop.reading() as connection:
        assert [row.code for row in queries.search(connection, "bihun")] == ["M01"]
        assert queries.search(connection, "goreng") == []


def test_a_new_price_takes_the_place_of_the_old_one_which_is_kept_with_who_and_why(counter: Counter) -> None:
    read = save(counter, noodles(counter))
    save(counter, replace(with_unit(read, 0, retail=Rupiah(3_700), member=None, tiers=()), why="naik dari pemasok"))

    with counter.shop.reading() as connection:
        found = select(Price.price, Price.rule, Price.why, Price.set_by_id, Price.retired_at.is_(None)).where(
            Price.product_unit_id == read.base.id
        )
        rows = sorted(tuple(row) for row in connection.execute(found))
    manager = counter.manager.id
    assert rows == [
        (Rupiah(3_300), PriceRule.TIER, None, manager, False),
        (Rupiah(3_400), PriceRule.CLASS, None, manager, False),
        (Rupiah(3_500), PriceRule.RETAIL, None, manager, False),
        (Rupiah(3_700), PriceRule.RETAIL, "naik dari pemasok", manager, True),
    ]


def test_a_price_set_for_later_stays_when_todays_changes(counter: Counter) -> None:
    read = save(counter, noodles(counter))
    today = counter.shop.branch.business_date(counter.shop.clock())
    later = PriceLine(PriceRule.RETAIL, Rupiah(4_000), valid_from=today + timedelta(7))
    with counter.shop.work(counter.manager) as work:
        prices.change_price(work, prices.PriceChanged(read.base.id, later))

    save(counter, with_unit(state(counter, read.id), 0, retail=Rupiah(3_600)))

    assert state(counter, read.id).base.retail == Rupiah(3_600)
    assert state(counter, read.id, 6).base.retail == Rupiah(3_600)
    assert state(counter, read.id, 7).base.retail == Rupiah(4_000)


def test_an_offer_and_a_branchs_own_price_are_left_alone(counter: Counter) -> None:
    read = save(counter, noodles(counter))
    today = counter.shop.branch.business_date(counter.shop.clock())
    offer = PriceLine(PriceRule.RETAIL, Rupiah(3_000), valid_until=today + timedelta(3))
    own = PriceLine(PriceRule.RETAIL, Rupiah(3_200), branch_id=counter.shop.branch.id)
    for line in (offer, own):
        with counter.shop.work(counter.manager) as work:
            prices.change_price(work, prices.PriceChanged(read.base.id, line))

    kept = save(counter, with_unit(state(counter, read.id), 0, retail=Rupiah(3_800)))

    with counter.shop.reading() as connection:
        lines = queries.good(connection, read.id).base.prices
    assert kept.base.retail == Rupiah(3_800)
    assert offer in lines
    assert own in lines


def test_a_unit_and_its_barcodes_come_and_go(counter: Counter) -> None:
    read = save(counter, noodles(counter))
    pack = UnitState(counter.shop.minter.next(), "Renteng", Quantity.of(10), ("8991002101234",), Rupiah(33_000))
    read = save(counter, replace(with_unit(read, 0, barcodes=("8998866200011",)), units=(*read.units[:1], pack)))

    with counter.shop.reading() as connection:
        assert [unit.name for unit in queries.good(connection, read.id).units] == ["Pcs", "Renteng"]
        assert queries.find_code(connection, "14006381333938") == []
        assert queries.find_code(connection, "8991002101234")[0].unit.name == "Renteng"


def test_the_content_of_a_unit_changes_until_it_was_sold_or_bought(counter: Counter) -> None:
    read = save(counter, noodles(counter))
    read = save(counter, with_unit(read, 1, factor=Quantity.of(48)))
    assert read.units[1].factor == Quantity.of(48)
    line = counter.line(read.id, 1, 120_000)
    counter.sell(replace(line, unit_id=read.units[1].id, unit="Dus", factor=Quantity.of(48)))

    with pytest.raises(Refused, match="sudah pernah dijual") as refused:
        save(counter, with_unit(state(counter, read.id), 1, factor=Quantity.of(40)))

    assert refused.value.rule == "unit-used"
    assert checks.wrong(counter.shop) == []


def test_the_base_unit_stays_and_its_factor_is_one(counter: Counter) -> None:
    read = save(counter, noodles(counter))

    with pytest.raises(BadInput, match="Satuan dasar"):
        save(counter, replace(read, units=(replace(read.units[1], factor=ONE),)))
    with pytest.raises(BadInput, match="isinya 1"):
        save(counter, with_unit(read, 0, factor=Quantity.of(2)))


def test_the_maker_of_goods_that_moved_is_fixed(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    read = state(counter, counter.soap)

    with pytest.raises(Refused, match="Penitip dan jenis") as refused:
        save(counter, replace(read, details=replace(read.details, maker_id=counter.maker_id)))
    assert refused.value.rule == "moved"

    cookies = state(counter, counter.cookies)
    kept = save(counter, replace(cookies, details=replace(cookies.details, maker_id=counter.maker_id)))
    assert kept.details.maker_id == counter.maker_id


def test_a_code_of_another_good_is_refused_with_its_name(counter: Counter) -> None:
    read = state(counter, counter.soap)

    with pytest.raises(BadInput, match="Kue Kering") as refused:
        save(counter, replace(read, details=replace(read.details, code="201")))

    assert refused.value.field == "code"


def test_a_barcode_the_shop_minted_names_one_unit_only(counter: Counter) -> None:
    code = "2900000000018"
    save(counter, with_unit(noodles(counter), 0, barcodes=(code,)))

    with pytest.raises(BadInput, match="sudah dipakai barang lain"):
        save(counter, with_unit(state(counter, counter.soap), 0, barcodes=(code,)))


def test_a_picture_is_kept_once_and_shown_by_its_digest(counter: Counter) -> None:
    drawn = BytesIO()
    Image.new("RGB", (1200, 900), "red").save(drawn, "PNG")
    small = pictures.reduced(drawn.getvalue())
    read = state(counter, counter.soap)

    kept = save(counter, replace(read, details=replace(read.details, picture=pictures.digest_of(small))), small)

    assert kept.details.picture == pictures.digest_of(small)
    with pytest.raises(Refused, match="Gambar"):
        save(counter, replace(kept, details=replace(kept.details, picture="0" * 64)))


def test_who_may_not_change_prices_may_not_change_them_here(counter: Counter) -> None:
    read = state(counter, counter.soap)
    with counter.shop.work(counter.cashier) as work, pytest.raises(NotAllowed):
        product_edits.save(work, with_unit(read, 0, retail=Rupiah(1)))
    assert state(counter, counter.soap).base.retail == Rupiah(3_400)


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("name", {"name": "  "}),
        ("code", {"code": ""}),
        ("target_stock", {"target_stock": Quantity.of(1)}),
        ("content", {"content": None}),
        ("keeps_days", {"keeps_days": 0}),
        ("ceiling_price", {"ceiling_price": Rupiah(0)}),
        ("min_stock", {"min_stock": Quantity.of(-1), "target_stock": None}),
    ],
)
def test_nonsense_is_refused_beside_its_field(counter: Counter, field: str, changed: dict[str, object]) -> None:
    wished = noodles(counter)
    with pytest.raises(BadInput) as refused:
        save(counter, replace(wished, details=replace(wished.details, **changed)))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_units_of_one_name_and_tiers_of_one_quantity_are_refused(counter: Counter) -> None:
    wished = noodles(counter)
    with pytest.raises(BadInput, match="tertulis dua kali"):
        save(counter, with_unit(wished, 1, name="pcs"))
    twice = (Tier(Quantity.of(5), Rupiah(9)), Tier(Quantity.of(5), Rupiah(8)))
    with pytest.raises(BadInput, match="jumlah yang berbeda"):
        save(counter, with_unit(wished, 0, tiers=twice))


def test_a_copy_has_the_same_prices_and_no_code_of_its_own(counter: Counter) -> None:
    read = save(counter, noodles(counter))
    copy = product_states.copied(read, [counter.shop.minter.next() for _each in range(3)])

    assert (copy.read_version, copy.details.code, copy.details.name) == (0, "", "Mie Goreng 85 g")
    assert [unit.barcodes for unit in copy.units] == [(), ()]
    kept = save(counter, replace(copy, details=replace(copy.details, code="M02", name="Mie Goreng Pedas 85 g")))
    assert [unit.prices() for unit in kept.units] == [unit.prices() for unit in read.units]
    with counter.shop.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(Price)) == 11


def test_doubts_are_told_and_nothing_is_refused(counter: Counter) -> None:
    today = counter.shop.branch.business_date(counter.shop.clock())
    odd = with_unit(
        noodles(counter),
        0,
        barcodes=("8991002101235",),
        retail=Rupiah(4_100),
        tiers=(Tier(Quantity.of(3), Rupiah(2_000)),),
    )
    odd = replace(odd, details=replace(odd.details, pirt="2061508010123-25", kind=ProductKind.GOODS))

    said = product_checks.doubts(odd, UnitCost(Rupiah(29_000), Quantity.of(10)), today)

    assert len(said) == 4
    assert "Angka terakhir barcode" in said[0]
    assert "di atas harga tertinggi" in said[1]
    assert "di bawah modal Rp\u00a02.900" in said[2]
    assert "2025" in said[3]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("", ""),
        ("206350701012331", ""),
        ("P-IRT 2063507010123-26", "tahun ini"),
        ("206350", "15 angka"),
        ("belum ada", "15 angka"),
    ],
)
def test_a_pirt_number_is_looked_at_softly(counter: Counter, number: str, said: str) -> None:
    today = counter.shop.branch.business_date(counter.shop.clock())
    assert said in product_checks.pirt_doubt(number, today)
    assert bool(said) == bool(product_checks.pirt_doubt(number, today))
