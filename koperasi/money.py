"""Money: whole rupiah, exact, with named roundings.

Nothing in the shop is worth less than Rp 1, so an amount is an `int` of rupiah and no
float ever comes near it.  Every rounding has a name; where the odd rupiah goes is decided
here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, order=True, slots=True)
class Rupiah:
    """An amount of money, positive or negative, in whole rupiah."""

    amount: int

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError(f"rupiah are whole numbers, not {self.amount!r}")

    def __add__(self, other: Rupiah) -> Rupiah:
        return Rupiah(self.amount + other.amount)

    def __sub__(self, other: Rupiah) -> Rupiah:
        return Rupiah(self.amount - other.amount)

    def __neg__(self) -> Rupiah:
        return Rupiah(-self.amount)

    def __abs__(self) -> Rupiah:
        return Rupiah(abs(self.amount))

    def __mul__(self, times: int) -> Rupiah:
        if type(times) is not int:
            raise TypeError(f"money is multiplied by whole numbers only, not {times!r}")
        return Rupiah(self.amount * times)

    def __bool__(self) -> bool:
        return self.amount != 0

    def __str__(self) -> str:
        """As papers and files show it, in ASCII: `Rp 12.500`, `-Rp 500`."""
        return f"{'-' if self.amount < 0 else ''}Rp {dots(abs(self.amount))}"

    @property
    def shown(self) -> str:
        """As a screen shows it: no break after `Rp`, a true minus sign."""
        return str(self).replace(" ", NO_BREAK_SPACE).replace("-", MINUS)

    @property
    def bare(self) -> str:
        """The number alone, with dots: `12.500`, `-500`."""
        return dots(self.amount)


ZERO = Rupiah(0)


def dots(number: int) -> str:
    """A whole number with Indonesian thousands dots: 12500 is `12.500`."""
    return f"{number:,}".replace(",", ".")


def total(amounts: Iterable[Rupiah]) -> Rupiah:
    return Rupiah(sum(each.amount for each in amounts))


def half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` to the nearest whole number, halves away from zero.

    Symmetric, so that a negated amount divides to the negated result.
    """
    if denominator <= 0:
        raise ValueError("the divisor must be positive")
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def largest_remainder(amount: int, weights: Sequence[int]) -> list[int]:
    """Share `amount` out by weight; the parts add up to it exactly.

    Each part is first rounded towards zero; the units left over go to the largest
    remainders, ties to the earlier part.  All weights zero: everything to the first.
    """
    if not weights:
        raise ValueError("there is nobody to share with")
    if min(weights) < 0:
        raise ValueError("a weight is never negative")
    whole = sum(weights)
    if whole == 0:
        return [amount, *([0] * (len(weights) - 1))]
    sign, size = (1, amount) if amount >= 0 else (-1, -amount)
    parts = [size * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda n: (-(size * weights[n] % whole), n))
    for n in by_remainder[: size - sum(parts)]:
        parts[n] += 1
    return [sign * part for part in parts]


def of_rate(amount: int, basis_points: int) -> int:
    """`basis_points` of an amount, floored: the odd rupiah stays with the rest.

    Commission is taken so; the member gets what is left by subtraction.
    """
    return amount * basis_points // 10_000


@dataclass(frozen=True, slots=True)
class CashRounding:
    """How a sum paid in cash is rounded to coins that exist.

    `step` in rupiah (0 or 1: no rounding).  By default it goes down, in the customer's
    favour (Permendag 35/2013: the customer is told; domain/indonesia.md 3).
    """

    step: int = 100
    up: bool = False

    def rounded(self, amount: int) -> int:
        """`amount` as it is paid in coins and notes; symmetric for refunds."""
        if self.step <= 1:
            return amount
        sign, size = (1, amount) if amount >= 0 else (-1, -amount)
        steps = -(-size // self.step) if self.up else size // self.step
        return sign * steps * self.step

    def difference(self, amount: int) -> int:
        """What rounding adds to `amount` (negative when the customer gains)."""
        return self.rounded(amount) - amount
