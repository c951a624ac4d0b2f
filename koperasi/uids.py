"""Identities: a UUIDv7 per document, beside the minted BIGINT id.

The standard library has `uuid7` from Python 3.14 on only.
"""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

from koperasi.columns import microseconds


def new_uid(at: datetime) -> str:
    """A UUIDv7 (RFC 9562): its first 48 bits are the milliseconds of `at`, the rest is random."""
    milliseconds = microseconds(at) // 1000
    random = secrets.randbits(74)
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & ((1 << 62) - 1)
    return str(uuid.UUID(int=value))
