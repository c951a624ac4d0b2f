"""Deliveries for tests: agreements signed in a line, goods counted in a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from consignment import agreement_queries, deliveries
from consignment.agreements import AgreedRule, AgreementRecord, AgreementRule, Conditions
from consignment.deliveries import DeliveredLine, DeliveryCommand
from consignment.terms import Deal, Terms
from inventory.products import Product
from koperasi import documents, masters, uids
from koperasi.documents import Facts, Header, Kind
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.rights import Permission
from koperasi.work import Work, needs
from tests.shops import Counter

TEN = Terms(Deal.COMMISSION, 1_000)
EIGHT = Terms(Deal.FIXED, payout_each=Rupiah(8_000))


@needs(Permission.AGREEMENT_SIGN)
def sign(work: Work, maker_id: int, rules: tuple[AgreedRule, ...], agreed: Conditions, first: date, last: date) -> int:
    """Post a version as it stands in the books; how it is signed is proved elsewhere."""
    number = work.mint()
    before = agreement_queries.of_makers(work.connection, [maker_id]).get(maker_id, ())
    series = documents.office_series(work, "agreement", "PT")
    header = Header(number, uids.new_uid(work.now), Kind.AGREEMENT, first, work.now, series_id=series)
    row = {
        "document_id": number,
        "maker_id": maker_id,
        "version": len(before) + 1,
        "starts_on": first,
        "ends_on": last,
        "signed_by": "",
        "note": "",
        **{
            name: getattr(agreed, name)
            for name in Conditions.__slots__
            if name not in ("liabilities", "markdowns", "fees")
        },
    }
    told = [
        {
            "document_id": number,
            "line": line,
            "product_id": each.product_id,
            "category_id": each.category_id,
            "deal": each.terms.deal,
            "rate_bps": each.terms.rate_bps,
            "payout_each": each.terms.payout_each,
            "more": each.terms.more,
        }
        for line, each in enumerate(rules, start=1)
    ]
    documents.post(work, header, [Facts(AgreementRecord, [row]), Facts(AgreementRule, told)], [])
    return number


def today(counter: Counter) -> date:
    return counter.shop.branch.business_date(counter.shop.clock())


def agreed(counter: Counter, *rules: AgreedRule, maker: int | None = None, **conditions: Any) -> int:
    """An agreement in force since the day before yesterday, for a year."""
    last = conditions.pop("ends_on", None) or today(counter) + timedelta(days=365)
    first = conditions.pop("starts_on", None) or today(counter) - timedelta(days=2)
    with counter.shop.work(counter.manager, channel="office") as work:
        return sign(work, maker or counter.maker_id, rules, Conditions(**conditions), first, last)


def of(product_id: int, count: int, terms: Terms = TEN, **more: Any) -> DeliveredLine:
    return replace(DeliveredLine(product_id, Quantity.of(count), terms, unit="Pcs", factor=ONE), **more)


def command(counter: Counter, *lines: DeliveredLine, **more: Any) -> DeliveryCommand:
    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    maker = more.pop("maker", counter.maker_id)
    return DeliveryCommand(counter.shop.minter.next(), uids.new_uid(now), maker, day, now, lines, **more)


def bring(counter: Counter, *lines: DeliveredLine, **more: Any) -> DeliveryCommand:
    """Take goods in; returns what was posted."""
    made = command(counter, *lines, **more)
    with counter.shop.work(counter.manager, channel="office") as work:
        deliveries.receive(work, made)
    return made


def hers(counter: Counter, product_id: int, **values: Any) -> None:
    """Make a good the maker's own, with what else is told of it."""
    with counter.shop.work(counter.manager, channel="office") as work:
        masters.change(work.connection, Product, product_id, maker_id=counter.maker_id, **values)
