"""Three kinds of errors, and what becomes of each.

    ShopError
    ├── Refused              a rule said no; shown in words beside the field; nothing changed
    │   ├── NotAllowed       the person lacks the right; another's PIN may give it for once
    │   ├── NotFound         no such good, member, document …
    │   └── BadInput         a field or a row of a file is wrong: names row, field and remedy
    ├── Trouble              printer, disk, network, database: what to do; retried or queued
    └── Bug                  must not happen; logged with context; the open cart is safe

A message says what is wrong and how to go on, in the language of the screen.
"""

from __future__ import annotations


class ShopError(Exception):
    """Anything the shop can explain to the person in front of it."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class Refused(ShopError):
    """A rule said no, and nothing was changed.  `rule` names it in flags and in the audit."""

    rule = "refused"

    def __init__(self, message: str, *, remedy: str = "", rule: str = "", field: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.rule = rule or self.rule
        self.field = field


class NotAllowed(Refused):
    """The person has not the right, or not for so much."""

    rule = "right"

    def __init__(self, permission: str, message: str, *, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.permission = permission


class NotFound(Refused):
    """What was asked for does not exist here."""

    rule = "not-found"


class BadInput(Refused):
    """A value from outside is wrong; `row` counts from 1 with the heading as row 1."""

    rule = "bad-input"

    def __init__(self, message: str, *, remedy: str = "", field: str = "", row: int = 0) -> None:
        super().__init__(message, remedy=remedy, field=field)
        self.row = row


class Trouble(ShopError):
    """The world is not as it should be: printer, disk, network, database."""


class Bug(ShopError):
    """The program contradicts itself.  Raised instead of `assert`, which -O removes."""
