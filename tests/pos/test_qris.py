"""QRIS codes: taken apart, proved, and put together with an amount; nothing else in them changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperasi.money import Rupiah
from pos import qris
from pos.qris import BadQris
from tests.pos.qris_codes import ACCOUNT, STATIC, TAGS, TRAP_ACCOUNT, code, sealed

HEAD = STATIC[: STATIC.index("53033605802ID")].replace("010211", "010212", 1)
MIDDLE = "5802ID5915TOKO CONTOH UJI6006MALANG610565100"
LARGE = f"{HEAD}53033605409100000000{MIDDLE}6304457B"

#: Published vectors: name, payload, its amount, or the rule that refuses it.
VECTORS: list[tuple[str, str, int | str | None]] = [
    ("static", STATIC, None),
    ("dynamic 12500", f"{HEAD}5303360540512500{MIDDLE}62130509KCW0000016304AFAE", 12_500),
    ("dynamic 1", f"{HEAD}530336054011{MIDDLE}63049786", 1),
    ("dynamic 100000000", LARGE, 100_000_000),
    ("wrong CRC", f"{HEAD}5303360540512500{MIDDLE}63040000", "crc"),
    ("amount altered after CRC", f"{HEAD}5303360540512501{MIDDLE}6304BB1E", "crc"),
    ("truncated", STATIC.replace("010211", "010212", 1)[:60].rstrip("5"), "length"),
    ("length field too long", f"{HEAD}5303360540512500{MIDDLE.replace('5915', '5999')}6304BB1E", "length"),
    ("empty", "", "empty"),
    ("lower-case crc", f"{HEAD}5303360540512500{MIDDLE}6304bb1e", 12_500),
]


@pytest.mark.parametrize(("name", "payload", "expected"), VECTORS, ids=[each[0] for each in VECTORS])
def test_the_published_vectors(name: str, payload: str, expected: int | str | None) -> None:
    if isinstance(expected, str):
        with pytest.raises(BadQris) as refusal:
            qris.parse(payload)
        assert refusal.value.rule == expected
        assert refusal.value.remedy
    else:
        found = qris.parse(payload)
        assert found.amount == (None if expected is None else Rupiah(expected))
        assert found.dynamic is (expected is not None)
        assert found.payload == payload[:-4] + payload[-4:].upper()


def test_the_static_code_becomes_the_published_dynamic_ones() -> None:
    code_ = qris.static_code(STATIC)
    assert qris.with_amount(code_, Rupiah(1)).payload == VECTORS[2][1]
    assert qris.with_amount(code_, Rupiah(100_000_000)).payload == LARGE
    assert (code_.merchant, code_.city, code_.nmid) == ("TOKO CONTOH UJI", "MALANG", "ID0000000000000")


def test_a_merchant_whose_number_spells_the_method_is_not_rewritten() -> None:
    trap = code(*(TRAP_ACCOUNT if tag == ACCOUNT else tag for tag in TAGS))
    assert trap.count("010211") == 2
    assert "5802ID" in trap

    paying = qris.with_amount(qris.static_code(trap), Rupiah(57_500))

    assert paying.value("26") == TRAP_ACCOUNT[1]
    assert paying.value("01") == "12"
    naive = trap[:-4].replace("010211", "010212").replace("5802ID", "5405575005802ID", 1)
    assert sealed(naive.removesuffix("6304")) != paying.payload
    assert qris.parse(paying.payload) == paying


def test_text_like_the_country_inside_a_name_attracts_no_amount() -> None:
    odd = code(t59="KIOS 5802ID")
    paying = qris.with_amount(qris.static_code(odd), Rupiah(900))
    assert [each.id for each in paying.tags][4:7] == ["52", "53", "54"]
    assert paying.merchant == "KIOS 5802ID"


@pytest.mark.parametrize(
    ("payload", "rule", "tag"),
    [
        (code(t53="840"), "currency", "53"),
        (code(t53=None), "tag", "53"),
        (code(t58="SG"), "tag", "58"),
        (code(t00="02"), "tag", "00"),
        (code(t01=None), "tag", "01"),
        (code(t01="13"), "tag", "01"),
        (code(t59=None), "tag", "59"),
        (code(t59="N" * 26), "tag", "59"),
        (code(t60="0204"), "tag", "60"),
        (code(t52="54"), "tag", "52"),
        (code(t26=None, t51=None), "merchant", "26"),
        (code(t26="0118936000000000000000"), "merchant", "26"),
        (code(t26="0015COM.EXAMPLE.WWW0199"), "length", "26.01"),
        (sealed(code()[:-8] + "5904DUA KALI"[:12]), "tag", "59"),
        (sealed("A1" + code()[2:-8]), "length", "00"),
        (code()[:-8], "length", "63"),
        (code() + "9901X", "length", "63"),
        (code() + "\n", "letters", ""),
        ("8991002101104", "length", "89"),
        (code(t59="TOKO " * 5, t61="1" * 99) + "9" * 400, "letters", ""),
        (code(*TAGS[:6], ("54", "0"), *TAGS[6:]), "amount", "54"),
        (code(*TAGS[:6], ("54", "57500.50"), *TAGS[6:]), "amount", "54"),
        (code(*TAGS[:6], ("54", "-5"), *TAGS[6:]), "amount", "54"),
    ],
)
def test_a_bad_code_is_refused_naming_its_tag_and_a_remedy(payload: str, rule: str, tag: str) -> None:
    with pytest.raises(BadQris) as refusal:
        qris.parse(payload)
    assert (refusal.value.rule, refusal.value.tag) == (rule, tag)
    assert refusal.value.remedy
    assert not tag or tag in refusal.value.message or rule == "length"


def test_a_code_that_is_dynamic_already_is_not_the_shops_own() -> None:
    with pytest.raises(BadQris) as refusal:
        qris.static_code(LARGE)
    assert (refusal.value.rule, refusal.value.tag) == ("dynamic", "01")


def test_decimals_that_say_nothing_are_read() -> None:
    assert qris.parse(code(*TAGS[:6], ("54", "57500.00"), *TAGS[6:])).amount == Rupiah(57_500)


@pytest.mark.parametrize(
    ("amount", "limit", "rule"),
    [(0, 0, "amount"), (-1, 0, "amount"), (10**13, 0, "amount"), (10_000_001, 10_000_000, "limit")],
)
def test_an_amount_that_cannot_be_asked_for_is_refused(amount: int, limit: int, rule: str) -> None:
    with pytest.raises(BadQris) as refusal:
        qris.with_amount(qris.static_code(STATIC), Rupiah(amount), Rupiah(limit))
    assert (refusal.value.rule, refusal.value.tag) == (rule, "54")


@pytest.mark.parametrize(
    ("text", "amount"), [("57500", 57_500), (" 57.500 ", 57_500), ("Rp 1.000.000", 1_000_000), ("0057", 57)]
)
def test_an_amount_is_read_as_people_write_it(text: str, amount: int) -> None:
    assert qris.amount_of(text) == Rupiah(amount)


@pytest.mark.parametrize("text", ["", "57500,00", "57500.00", "12.5", "-5", "1e5", "٥٧", "5 000", "9" * 14, "1.2345"])
def test_an_amount_with_decimals_or_signs_is_refused(text: str) -> None:
    with pytest.raises(BadQris):
        qris.amount_of(text)


def test_tags_for_tips_are_kept_and_warned_of() -> None:
    tipping = qris.static_code(code(*TAGS[:6], ("55", "02"), ("56", "1000"), *TAGS[6:]))
    assert "tip" in tipping.warnings[0]
    assert [each.id for each in qris.with_amount(tipping, Rupiah(5)).tags][5:9] == ["53", "54", "55", "56"]


def test_an_old_code_without_a_national_number_is_kept_and_warned_of() -> None:
    old = qris.static_code(code(t51=None))
    assert (old.nmid, len(old.warnings)) == ("", 1)


@pytest.mark.parametrize("copied", [STATIC.replace(" ", "%20"), STATIC.replace(" ", "+"), f"  {STATIC}\n"])
def test_a_copy_from_an_address_is_mended_where_the_crc_proves_it(copied: str) -> None:
    assert qris.cleaned(copied) == STATIC


def test_what_cannot_be_mended_stays_as_it_was() -> None:
    assert qris.cleaned(" 50%25 ") == "50%25"


#: Unknown tags, in any order between those that must be there.
VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)
UNKNOWN = st.lists(
    st.tuples(st.sampled_from([f"{number}" for number in range(65, 100)]), VALUES), unique_by=lambda each: each[0]
)


@given(UNKNOWN, st.integers(1, 10**13 - 1))
def test_order_and_unknown_tags_survive_and_the_rebuilt_code_reads_back(
    unknown: list[tuple[str, str]], amount: int
) -> None:
    payload = code(*TAGS, *unknown)
    if len(payload) > qris.MOST_LETTERS:
        with pytest.raises(BadQris):
            qris.parse(payload)
        return
    found = qris.static_code(payload)
    assert found.payload == payload

    paying = qris.with_amount(found, Rupiah(amount))

    assert qris.parse(paying.payload) == paying
    assert paying.amount == Rupiah(amount)
    others = [each for each in paying.tags if each.id not in {"01", "54"}]
    assert others == [each for each in found.tags if each.id != "01"]


@given(st.data())
def test_any_one_changed_letter_is_refused(data: st.DataObject) -> None:
    payload = qris.with_amount(qris.static_code(STATIC), Rupiah(57_500)).payload
    place = data.draw(st.integers(0, len(payload) - 1))
    other = data.draw(st.characters(min_codepoint=32, max_codepoint=126))
    changed = payload[:place] + other + payload[place + 1 :]
    if changed[:-4] + changed[-4:].upper() == payload:
        assert qris.parse(changed).payload == payload
    else:
        with pytest.raises(BadQris):
            qris.parse(changed)


@given(st.data())
def test_letters_lost_doubled_or_swapped_are_refused(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(STATIC) - 2))
    here, there = STATIC[place], STATIC[place + 1]
    slips = {STATIC[:place] + STATIC[place + 1 :], STATIC[: place + 1] + STATIC[place:]}
    slips |= {STATIC[:place] + there + here + STATIC[place + 2 :]} - {STATIC}
    for slip in slips:
        with pytest.raises(BadQris):
            qris.parse(slip)


@given(st.text(max_size=120))
def test_anything_else_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadQris) as refusal:
        qris.parse(text)
    assert refusal.value.message


def test_the_crc_is_always_four_digits() -> None:
    seen = {qris.with_amount(qris.static_code(STATIC), Rupiah(each)).payload[-4:] for each in range(1, 40_000, 7)}
    assert any(each.startswith("0") for each in seen)
    assert all(len(each) == 4 and each == each.upper() for each in seen)
