"""Edits of a line and of the sale as values, and what was scanned last once more."""

from __future__ import annotations

from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from pos.edits import Edit, What, words
from pos.sale_commands import Approval
from pos.scans import Seen
from pos.till import Heard
from tests.pos.test_till import NOW, SOAP, SUGAR, seen, selling


def test_an_edit_is_done_to_the_till_as_it_is_then() -> None:
    edit = Edit(What.PRICE, 1, amount=Rupiah(3_000), reason="harga rak salah")
    later = selling(SOAP).scanned("2", (seen(SUGAR),))

    done = edit.done(later)
    assert done.cart.total == Rupiah(20_800)
    assert done.line is not None
    assert done.line.good == SOAP


def test_an_edit_of_a_line_that_is_gone_is_refused_in_words() -> None:
    now = selling(SOAP)
    gone = Edit(What.DISCOUNT, 1, amount=Rupiah(100)).done(now.removed(NOW))
    assert gone.heard is Heard.REFUSED
    assert gone.said is not None


def test_every_kind_of_edit() -> None:
    now = selling(SOAP, SUGAR)
    assert Edit(What.QUANTITY, 2, quantity=Quantity.of(3)).done(now).cart.total == Rupiah(56_800)
    assert Edit(What.DISCOUNT, 2, amount=Rupiah(800)).done(now).cart.total == Rupiah(20_400)
    assert Edit(What.DISCOUNT, 2, bps=5_000).done(now).cart.total == Rupiah(12_300)
    assert Edit(What.SALE_DISCOUNT, 2, amount=Rupiah(1_200)).done(now).cart.total == Rupiah(20_000)
    taken_back = Edit(What.SALE_DISCOUNT, 2, amount=Rupiah(0)).done(Edit(What.SALE_DISCOUNT, 2, bps=5_000).done(now))
    assert taken_back.cart.total == Rupiah(21_200)


def test_why_is_asked_only_when_something_is_given() -> None:
    assert Edit(What.PRICE, 1, amount=Rupiah(3_000)).wants_reason
    assert Edit(What.DISCOUNT, 1, bps=100).wants_reason
    assert not Edit(What.PRICE, 1).wants_reason
    assert not Edit(What.DISCOUNT, 1, amount=Rupiah(0)).wants_reason
    assert not Edit(What.QUANTITY, 1, quantity=Quantity.of(3)).wants_reason


def test_an_edit_names_what_it_changes() -> None:
    assert words(Edit(What.DISCOUNT, 1), selling(SOAP)) == "Diskon Sabun"
    assert words(Edit(What.SALE_DISCOUNT, 1), selling(SOAP)) == "Diskon belanja"


def test_a_yes_to_what_was_taken_back_serves_nothing_else() -> None:
    given = Approval("pos:sale:discount", 8, Rupiah(2_000), "penyok", "", "", NOW)
    now = Edit(What.DISCOUNT, 2, amount=Rupiah(2_000), reason="penyok").done(selling(SOAP, SUGAR)).approved(given)
    assert now.stepped(1).approvals == (given,)
    assert Edit(What.DISCOUNT, 1, amount=Rupiah(500)).done(now).approvals == (given,)
    assert Edit(What.DISCOUNT, 2, amount=Rupiah(0)).done(now).approvals == ()
    assert now.removed(NOW).approvals == ()


def test_a_yes_to_a_changed_price_falls_with_it() -> None:
    given = Approval("pos:sale:price", 8, Rupiah(400), "salah", "", "", NOW)
    other = Approval("pos:member:over-limit", 8, Rupiah(400), "salah", "", "", NOW)
    edit = Edit(What.PRICE, 1, amount=Rupiah(3_000), reason="salah")
    now = edit.done(selling(SOAP)).approved(given).approved(other)
    assert now.stepped(1).approvals == (given, other)
    assert Edit(What.PRICE, 1).done(now).approvals == (other,)


def test_what_was_scanned_last_is_repeated_once() -> None:
    now = selling(SOAP, SUGAR).repeated()
    assert [line.quantity for line in now.cart.lines] == [Quantity.of(1), Quantity.of(2)]
    assert now.heard is Heard.FOUND


def test_nothing_is_repeated_before_a_scan_nor_what_a_scale_has_priced() -> None:
    assert selling().repeated().heard is Heard.REFUSED
    weighed = Seen(SOAP_BY_WEIGHT)
    now = selling().picked(weighed).repeated()
    assert (now.heard, len(now.cart.lines)) == (Heard.REFUSED, 1)


SOAP_BY_WEIGHT = seen(SOAP).found.__class__(SOAP, SOAP.units[0].id, price=Rupiah(9_000))
