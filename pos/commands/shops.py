"""An opened shop for the length of a command."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from koperasi.errors import ShopError
from koperasi.text import use_language

if TYPE_CHECKING:
    from koperasi.shop import Shop
    from koperasi.shops import Place


@contextmanager
def opened(place: Place) -> Iterator[Shop]:
    """The shop at a place; its log goes on, its tables are known, its words are spoken, and it is closed afterwards."""
    from koperasi import logs, shops
    from pos import tables, ties

    tables.loaded()
    ties.made()
    shop = shops.open_shop(place)
    use_language(shop.settings.language)
    log = logs.start(place.state)
    try:
        yield shop
    except ShopError:
        raise
    except Exception:
        logging.getLogger(__name__).exception("a command failed")
        raise
    finally:
        logs.stop(log)
        shop.close()
