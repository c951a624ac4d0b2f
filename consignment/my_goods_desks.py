"""What a maker's own screen asks for: to be let in, her goods, and a slip of them.

Called in worker threads.  It reads only her own, and writes nothing but what is audited and
a slip for the printer; that may be done by a built-in user who may nothing else.
"""

from __future__ import annotations

from consignment import maker_pins, my_goods_papers, my_goods_queries
from consignment.maker_pins import Caller
from consignment.my_goods import MyGoods
from koperasi.errors import NotAllowed
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import _
from koperasi.work import Actor
from printing import jobs


def find(shop: Shop, code: str) -> Caller:
    """Whose card or number this is; raises NotFound."""
    with shop.reading() as connection:
        return maker_pins.find(connection, code)


def let_in(shop: Shop, actor: Actor, caller: Caller, pin: str) -> MyGoods:
    """Her goods, once her PIN is right; raises Refused with the tries that are left, NotAllowed."""
    maker_pins.prove(shop, actor, caller, pin)
    shop.note(actor.id, Permission.MAKER_READ.value, maker=str(caller.party_id))
    return read(shop, actor, caller.party_id)


def read(shop: Shop, actor: Actor, maker_id: int) -> MyGoods:
    """Her goods as they stand now; raises NotAllowed for a screen without the right."""
    if not actor.may(Permission.MAKER_READ):
        raise NotAllowed(Permission.MAKER_READ, _("{name} tidak punya hak untuk ini.").format(name=actor.name))
    with shop.reading() as connection:
        return my_goods_queries.read(connection, maker_id, shop.branch, shop.clock(), shop.settings)


def print_slip(shop: Shop, actor: Actor, goods: MyGoods, printer: str) -> None:
    """Queue her slip, just as her screen shows it."""
    with shop.database.writing() as connection:
        row = jobs.queue_row(
            shop.minter.next_within(connection), my_goods_papers.slip(goods), printer=printer, at=shop.clock()
        )
        jobs.put(connection, row)
    shop.note(actor.id, f"{Permission.MAKER_READ}:print", maker=str(goods.who.party_id))


def closed(shop: Shop, actor: Actor, maker_id: int, by: str) -> None:
    """Her screen was shut: by her, or by itself."""
    shop.note(actor.id, f"{Permission.MAKER_READ}:close", maker=str(maker_id), by=by)
