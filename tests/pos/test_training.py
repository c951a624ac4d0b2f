"""Training: the shop's goods, none of its facts, and simple PINs."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from inventory import searching
from inventory.products import Product
from inventory.stock import Move
from koperasi import users, vouchers
from koperasi.documents import Document
from koperasi.errors import Refused
from koperasi.members import Member
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.shop import Shop
from koperasi.uids import new_uid
from koperasi.users import Staff
from koperasi.vouchers import IssueCommand, IssuedFor, VoucherRecord
from pos import demo_pins, looks, manager_papers, training
from pos.commands import reports
from pos.looks import PcLook
from pos.spans import Span
from printing import pdf_pictures
from printing.pdf_files import pdf_bytes
from tests.shops import Counter, with_declared_tables


@pytest.fixture(autouse=True)
def quick_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    with_declared_tables(monkeypatch)


def count(shop: Shop, record: type) -> int:
    with shop.reading() as connection:
        return connection.scalar(select(func.count()).select_from(record)) or 0


def staff(shop: Shop) -> list[Staff]:
    with shop.reading() as connection:
        return users.staff(connection)


def test_goods_and_members_are_there_but_no_fact_of_the_shop(counter: Counter) -> None:
    counter.open()
    made = training.open_training(counter.shop)

    assert count(made, Product) == count(counter.shop, Product) > 0
    assert count(made, Member) == count(counter.shop, Member) > 0
    with made.reading() as connection:
        kinds = set(connection.scalars(select(Document.kind)))
    assert kinds <= {"opening-stock"}
    made.close()


def test_vouchers_of_the_shop_keep_nobody_from_training(counter: Counter) -> None:
    """They rest on the document that issued them, which is not there; their codes are worth real money."""
    now = counter.shop.clock()
    with counter.shop.work(counter.manager, channel="office") as work:
        ids, day = (work.mint(), new_uid(now)), counter.shop.branch.business_date(now)
        worth = (Rupiah(10_000), True, None, IssuedFor.GIFT, "ulang tahun")
        vouchers.issue(work, IssueCommand(*ids, ("VA2B3C4D5E",), *worth, day, now))
    made = training.open_training(counter.shop)

    assert count(made, VoucherRecord) == 0
    made.close()


def test_every_good_of_the_shop_stands_on_its_shelf_and_is_found_by_name(counter: Counter) -> None:
    made = training.open_training(counter.shop)

    with made.reading() as connection:
        product = connection.execute(select(Product.id, Product.name).where(Product.maker_id.is_(None))).first()
        assert product is not None
        stocked = connection.scalar(select(func.sum(Move.quantity)).where(Move.product_id == product.id))
        assert stocked == training.STOCK
        assert product.id in searching.find(connection, product.name, 5)
    made.close()


def test_people_are_called_as_in_the_shop_and_have_the_one_simple_pin(counter: Counter) -> None:
    made = training.open_training(counter.shop)

    people = staff(made)
    assert [(each.name, each.role) for each in people] == [(each.name, each.role) for each in staff(counter.shop)]
    assert set(demo_pins.known(made).values()) == {training.PIN}
    assert made.sign_in(people[0].id, training.PIN).name == people[0].name
    made.close()


def test_a_real_pin_opens_nothing_in_training_and_the_simple_one_nothing_in_the_shop(counter: Counter) -> None:
    made = training.open_training(counter.shop)

    with pytest.raises(Refused):
        made.sign_in(staff(made)[0].id, "730164")
    with pytest.raises(Refused):
        counter.shop.sign_in(staff(counter.shop)[0].id, training.PIN)
    made.close()


def test_it_is_marked_prints_on_no_paper_and_leaves_the_shop_as_it_was(counter: Counter) -> None:
    before = count(counter.shop, Document)
    made = training.open_training(counter.shop)

    assert (made.settings.training, made.settings.printer) == (True, "virtual")
    assert not counter.shop.settings.training
    assert count(counter.shop, Document) == before
    assert made.keys.secret != counter.shop.keys.secret
    made.close()


def test_what_was_practised_stays_until_it_is_made_anew(counter: Counter) -> None:
    made = training.open_training(counter.shop)
    made.note(staff(made)[0].id, "practised")
    writer = made.writer
    made.close()

    again = training.open_training(counter.shop)
    assert again.writer == writer
    again.close()
    anew = training.open_training(counter.shop, anew=True)
    assert anew.writer != writer
    anew.close()


def test_a_training_shop_that_was_not_finished_leaves_none(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(_made: Shop) -> None:
        raise OSError("the power is cut")

    monkeypatch.setattr(training, "_stock", cut)
    with pytest.raises(OSError, match="cut"):
        training.open_training(counter.shop)

    folder = Path(training.place_of(counter.shop).database).parent
    assert not folder.exists()
    assert not list(folder.parent.glob("latihan*"))


def test_it_looks_as_this_pc_was_told_to_look(counter: Counter) -> None:
    looks.keep(counter.shop, PcLook("dark", 130, 30))
    made = training.open_training(counter.shop)

    assert looks.load(made) == PcLook("dark", 130, 30)
    made.close()


def test_no_page_of_training_passes_for_the_shops_own(counter: Counter) -> None:
    made = training.open_training(counter.shop)
    day = made.branch.business_date(made.clock())
    with made.reading() as connection:
        paper = manager_papers.paper(made, connection, Span.DAY, day)
        report = reports.maker("stock-value")(connection, Period(made.branch, day, day))
    assert "LATIHAN" in pdf_pictures.words(paper)
    assert "LATIHAN" in pdf_pictures.words(pdf_bytes(report))
    assert "LATIHAN" not in counter.shop.branch.shop_name
    made.close()
    again = training.open_training(counter.shop)
    assert again.branch.shop_name == made.branch.shop_name
    again.close()
