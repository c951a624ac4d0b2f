"""The tax in a sale: put on its lines when it is paid, and part of the command from then on.

Members' goods bear none: they are sold for makers who are no PKP.  What comes back negates
what its line recorded (`pos.returns`), whatever the rate is by now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection

from inventory import taxes
from inventory.taxes import Rate
from koperasi.money import Rupiah, largest_remainder, total
from koperasi.settings import Settings
from pos import sales
from pos.sale_commands import LineTax, SaleCommand, SoldLine


def put_on(connection: Connection, settings: Settings, command: SaleCommand) -> SaleCommand:
    """The command with the tax that its lines include, where the shop is a PKP."""
    if not settings.taxable:
        return command
    wares = sales.wares_of(connection, command)
    classes = {key: ware.tax_class for key, ware in wares.items() if ware.maker_id is None}
    return replace(command, lines=taxed(command.lines, classes, taxes.rates_on(connection, command.business_date)))


def taxed(lines: tuple[SoldLine, ...], classes: Mapping[int, str], rates: Mapping[str, Rate]) -> tuple[SoldLine, ...]:
    """Each class's tax, computed once on all that it comes to, shared over its lines; pure."""
    after = list(lines)
    for name, rate in rates.items():
        places = [n for n, line in enumerate(lines) if line.returns is None and classes.get(line.product_id) == name]
        weights = [lines[n].net.amount for n in places]
        if not any(weights):
            continue
        base, tax = rate.within(total(lines[n].net for n in places))
        shares = zip(
            places, largest_remainder(base.amount, weights), largest_remainder(tax.amount, weights), strict=True
        )
        for n, its_base, its_tax in shares:
            its = LineTax(name, rate.rate_bps, Rupiah(its_base), Rupiah(its_tax))
            after[n] = replace(lines[n], tax=its)
    return tuple(after)
