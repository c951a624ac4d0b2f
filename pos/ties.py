"""What rooms ask of rooms above them, tied together here once: a lower room never reaches up.

Importing this module ties them; `made()` says so.
"""

from __future__ import annotations

from consignment import price_consents
from inventory import prices

if price_consents.check not in prices.guards:
    prices.guards.append(price_consents.check)


def made() -> None:
    """Say that everything is tied: importing this module made it so."""
