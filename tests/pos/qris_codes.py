"""Codes made up for tests: no living merchant stands in them."""

from __future__ import annotations

from binascii import crc_hqx

ACCOUNT = ("26", "0015COM.EXAMPLE.WWW01189360000000000000000215000000000000001" + "0303UMI")
NATIONAL = ("51", "0014ID.CO.QRIS.WWW0215ID00000000000000303UMI")

#: The tags of the usual static code, in their order.
TAGS = (
    ("00", "01"),
    ("01", "11"),
    ACCOUNT,
    NATIONAL,
    ("52", "5411"),
    ("53", "360"),
    ("58", "ID"),
    ("59", "TOKO CONTOH UJI"),
    ("60", "MALANG"),
    ("61", "65100"),
)
STATIC = (
    "00020101021126670015COM.EXAMPLE.WWW011893600000000000000002150000000000000010303UMI"
    "51440014ID.CO.QRIS.WWW0215ID00000000000000303UMI5204541153033605802ID5915TOKO CONTOH UJI"
    "6006MALANG6105651006304E9ED"
)
#: The merchant's number ends in 01 and a number of eleven letters follows: the text `010211` stands in it.
TRAP_ACCOUNT = ("26", "0016ID.CO.CONTOH.WWW0118936000000000000001" + "0211ABCDEFGHIJK" + "0303UMI")


def sealed(body: str) -> str:
    """The text with its CRC tag, right whatever stands in it."""
    text = body + "6304"
    return f"{text}{crc_hqx(text.encode('ascii'), 0xFFFF):04X}"


def code(*tags: tuple[str, str], **changed: str | None) -> str:
    """The usual code with other tags: `t53="840"` for tag 53, None to leave it out."""
    rows = tags or TAGS
    kept = [(tag, changed.get(f"t{tag}", value)) for tag, value in rows]
    return sealed("".join(f"{tag}{len(value):02}{value}" for tag, value in kept if value is not None))
