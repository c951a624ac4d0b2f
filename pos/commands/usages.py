"""What argparse itself says, in the shop's words: it asks gettext for each of its sentences."""

from __future__ import annotations

import argparse
from typing import Any

from koperasi.text import N_, _

SAYINGS = {
    "usage: ": N_("pakai: "),
    "positional arguments": N_("isian"),
    "options": N_("pilihan"),
    "show this help message and exit": N_("tampilkan bantuan ini"),
    "argument %(argument_name)s: %(message)s": N_("%(argument_name)s: %(message)s"),
    "the following arguments are required: %s": N_("isian ini wajib: %s"),
    "one of the arguments %s is required": N_("salah satu dari %s wajib diisi"),
    "unrecognized arguments: %s": N_("pilihan tidak dikenal: %s"),
    "ambiguous option: %(option)s could match %(matches)s": N_("pilihan %(option)s bisa berarti %(matches)s"),
    "not allowed with argument %s": N_("tidak bisa bersama %s"),
    "ignored explicit argument %r": N_("nilai %r tidak dipakai di sini"),
    "expected one argument": N_("perlu satu nilai"),
    "expected at most one argument": N_("paling banyak satu nilai"),
    "expected at least one argument": N_("paling sedikit satu nilai"),
    "expected %s argument": N_("perlu %s nilai"),
    "expected %s arguments": N_("perlu %s nilai"),
    "invalid choice: %(value)r (choose from %(choices)s)": N_("%(value)r tidak ada; pilih dari %(choices)s"),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": N_(
        "%(value)r tidak ada, mungkin %(closest)r? Pilih dari %(choices)s"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": N_("%(parser_name)r tidak ada; pilih dari %(choices)s"),
    "invalid %(type)s value: %(value)r": N_("nilai %(value)r tidak cocok"),
    "can't open '%(filename)s': %(error)s": N_("%(filename)s tidak bisa dibuka: %(error)s"),
}


def _saying(words: str) -> str:
    return _(SAYINGS[words]) if words in SAYINGS else words


def _sayings(one: str, many: str, count: int) -> str:
    return _saying(one if count == 1 else many)


def in_shop_words() -> None:
    """From now on argparse speaks as the shop does; sentences it has no words for stay its own."""
    parser: Any = argparse
    parser._, parser.ngettext = _saying, _sayings
