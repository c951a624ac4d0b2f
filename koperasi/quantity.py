"""Quantities: whole thousandths of a product's base unit.

1 pcs is 1000, a quarter of a kilo is 250.  What is finer than a thousandth does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from koperasi.money import MINUS, Rupiah, dots, half_up

THOUSAND = 1000


@dataclass(frozen=True, order=True, slots=True)
class Quantity:
    """How much of something, in thousandths of its unit."""

    thousandths: int

    def __post_init__(self) -> None:
        if type(self.thousandths) is not int:
            raise TypeError(f"a quantity is a whole number of thousandths, not {self.thousandths!r}")

    @classmethod
    def of(cls, units: int | str | Decimal) -> Quantity:
        """From whole units or a decimal text; raises ValueError past three decimals."""
        if isinstance(units, int):
            return cls(units * THOUSAND)
        try:
            exact = Decimal(units) * THOUSAND
        except InvalidOperation as error:
            raise ValueError(f"not a quantity: {units!r}") from error
        if not exact.is_finite() or exact != int(exact):
            raise ValueError(f"a quantity has at most three decimals: {units!r}")
        return cls(int(exact))

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.thousandths + other.thousandths)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.thousandths - other.thousandths)

    def __neg__(self) -> Quantity:
        return Quantity(-self.thousandths)

    def __abs__(self) -> Quantity:
        return Quantity(abs(self.thousandths))

    def __bool__(self) -> bool:
        return self.thousandths != 0

    def __str__(self) -> str:
        """Indonesian decimals, no trailing zeros: `2,5`, `1.200`, `-3`."""
        whole, rest = divmod(abs(self.thousandths), THOUSAND)
        decimals = f",{rest:03}".rstrip("0") if rest else ""
        return f"{'-' if self.thousandths < 0 else ''}{dots(whole)}{decimals}"

    @property
    def shown(self) -> str:
        return str(self).replace("-", MINUS)

    @property
    def decimal(self) -> str:
        """As machine formats write it: `2.5`, `1200`, `-3`."""
        whole, rest = divmod(abs(self.thousandths), THOUSAND)
        decimals = f".{rest:03}".rstrip("0") if rest else ""
        return f"{'-' if self.thousandths < 0 else ''}{whole}{decimals}"

    @property
    def whole(self) -> bool:
        """True when it counts whole units."""
        return self.thousandths % THOUSAND == 0

    def at(self, price: Rupiah) -> Rupiah:
        """What so much costs at a unit price: a line's amount, half up."""
        return Rupiah(half_up(self.thousandths * price.amount, THOUSAND))

    def of_factor(self, factor: Quantity) -> Quantity:
        """So many units of `factor` base units each, in base units; half up to a thousandth."""
        return Quantity(half_up(self.thousandths * factor.thousandths, THOUSAND))


NOTHING = Quantity(0)
ONE = Quantity(THOUSAND)
