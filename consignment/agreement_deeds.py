"""Signing an agreement, and what becomes of it: suspended, taken up again, ended.

A version is a document: it is never edited, begins today or later, and never before the one
before it (edge case 12).  What she brought keeps the terms it came on; only her products'
standing terms follow the new version.  An ended agreement still settles: it only says that
nothing more may be brought under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from consignment import agreement_checks, agreement_queries, deliveries, makers
from consignment.agreements import (
    UNWRITTEN,
    AgreedRule,
    Agreement,
    AgreementFee,
    AgreementLiability,
    AgreementMark,
    AgreementMarkdown,
    AgreementRecord,
    AgreementRule,
    Conditions,
    Mark,
)
from inventory.products import Category, Product
from koperasi import documents, masters
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput, Refused
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import _, plain, short_date
from koperasi.work import Work, needs

SERIES = ("agreement", "PJ")
MARK_SERIES = ("agreement-mark", "PM")
_DETAILS = frozenset({"liabilities", "markdowns", "fees"})


@dataclass(frozen=True, slots=True)
class AgreementCommand:
    """A version to be signed: all that it says, from a day on, until a day or without an end."""

    id: int
    uid: str
    maker_id: int
    business_date: date
    at: datetime
    starts_on: date
    rules: tuple[AgreedRule, ...] = ()
    conditions: Conditions = UNWRITTEN
    ends_on: date | None = None
    #: Who signed for her (herself, the head of a group, an heir), and what was added by hand.
    signed_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MarkCommand:
    """An agreement suspended, taken up again or ended from a day on, and why."""

    id: int
    uid: str
    agreement_id: int
    mark: Mark
    since: date
    business_date: date
    at: datetime
    why: str = ""


@needs(Permission.AGREEMENT_SIGN)
def sign(work: Work, command: AgreementCommand) -> None:
    """Post a version of a maker's agreement.

    Raises BadInput (row, field, remedy) for what contradicts itself, Refused for a start in
    the past (rule `back-dated`), for another maker's good, for a maker who may bring nothing.
    """
    if documents.posted(work.connection, command.id):
        return
    agreement_checks.check(command.rules, command.conditions, command.starts_on, command.ends_on)
    # Whoever else signs, or changes a master row, waits here: two versions never take one number.
    masters.next_version(work.connection)
    before = agreement_queries.of_makers(work.connection, [command.maker_id]).get(command.maker_id, ())
    for _row, each in objections(work.connection, work.shop, command, before, work.now):
        work.refuse(each)
    header = Header(
        command.id,
        command.uid,
        Kind.AGREEMENT,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, *SERIES),
        party_id=command.maker_id,
    )
    documents.post(work, header, _facts(command, len(before) + 1), [])
    if command.starts_on <= command.business_date:
        follow_unguarded(work, command.maker_id, command.rules)


@needs(Permission.AGREEMENT_SIGN)
def mark(work: Work, command: MarkCommand) -> None:
    """Suspend, take up again or end the last version of a maker's agreement.

    Raises NotFound; Refused for a day in the past (rule `back-dated`) and for what it is
    already (rule `marked`); BadInput without a reason.
    """
    if documents.posted(work.connection, command.id):
        return
    documents.hold(work.connection, command.agreement_id)
    known = agreement_queries.by_id(work.connection, command.agreement_id)
    _check_mark(work, command, known)
    header = Header(
        command.id,
        command.uid,
        Kind.AGREEMENT_MARK,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, *MARK_SERIES),
        party_id=known.maker_id,
    )
    row = {
        "document_id": command.id,
        "agreement_id": known.id,
        "mark": command.mark,
        "since": command.since,
        "why": plain(command.why),
    }
    documents.post(work, header, [Facts(AgreementMark, [row])], [])


def follow_unguarded(work: Work, maker_id: int, rules: Sequence[AgreedRule]) -> None:
    """Let the standing terms of her products be what these rules say; lots keep theirs."""
    said = Agreement(0, "", maker_id, 0, date.min, None, rules=tuple(rules))
    hers = select(Product.id, Product.category_id).where(Product.maker_id == maker_id).order_by(Product.id)
    found = {product: said.terms_for(product, category) for product, category in work.connection.execute(hers)}
    told = {product: terms for product, terms in found.items() if terms is not None}
    if told:
        deliveries.keep_terms(work, told)


def objections(
    connection: Connection, shop: Shop, command: AgreementCommand, before: Sequence[Agreement], now: datetime
) -> Iterator[tuple[int, Refused]]:
    """Why the books do not allow a version, each with the deal it is about (from 1; 0 for none of them).

    `before` are her versions so far.  Raises what can be no version at all: NotFound, BadInput.
    """
    for each in makers.objections(connection, command.maker_id, others=shop.settings.makers_may_be_others):
        yield 0, each
    yield from _of_goods(connection, command)
    yield from ((0, each) for each in _of_start(command, before, shop.branch.business_date(now)))


def _of_start(command: AgreementCommand, before: Sequence[Agreement], today: date) -> Iterator[Refused]:
    # A paper may be keyed late; what it says still holds from today on only.
    if command.starts_on < max(command.business_date, today):
        words = _("Perjanjian tidak boleh mulai sebelum hari ini.")
        remedy = _("Barang yang sudah dititipkan tetap memakai perjanjian lamanya.")
        yield Refused(words, remedy=remedy, rule="back-dated", field="starts_on")
    if not before:
        return
    last = before[-1]
    if command.starts_on < last.starts_on:
        words = _("Perjanjian {number} baru mulai {day}; yang baru tidak boleh mendahuluinya.")
        words = words.format(number=last.number, day=short_date(last.starts_on))
        remedy = _("Mulai {day} atau sesudahnya.").format(day=short_date(last.starts_on))
        yield Refused(words, remedy=remedy, rule="before-last", field="starts_on")
    if last.mark is Mark.SUSPENDED:
        words = _("Perjanjian {number} sedang ditunda.").format(number=last.number)
        yield Refused(words, remedy=_("Lanjutkan atau akhiri dulu."), rule="suspended")


def _of_goods(connection: Connection, command: AgreementCommand) -> Iterator[tuple[int, Refused]]:
    """A deal names her own goods, and goods that nobody brought yet: they become hers when she brings them."""
    goods = {each.product_id for each in command.rules if each.product_id is not None}
    kinds = {each.category_id for each in command.rules if each.category_id is not None}
    found = connection.execute(select(Product.id, Product.maker_id, Product.name).where(Product.id.in_(goods)))
    hers = {product: (maker, name) for product, maker, name in found}
    known = set(connection.scalars(select(Category.id).where(Category.id.in_(kinds))))
    for row, rule in enumerate(command.rules, start=1):
        if rule.product_id is not None and rule.product_id not in hers:
            raise BadInput(_("Barang tidak ditemukan."), field="goods", row=row)
        if rule.category_id is not None and rule.category_id not in known:
            raise BadInput(_("Kategori tidak ditemukan."), field="goods", row=row)
        maker, name = hers.get(rule.product_id or 0, (None, ""))
        if _others(connection, maker, command.maker_id):
            words = _("{name} barang penitip lain.").format(name=name)
            remedy = _("Buat barang sendiri untuk setiap penitip.")
            yield row, Refused(words, remedy=remedy, rule="other-maker", field="goods")


def _others(connection: Connection, maker_id: int | None, wanted: int) -> bool:
    return maker_id not in (None, wanted, makers.unknown(connection))


def _check_mark(work: Work, command: MarkCommand, known: Agreement) -> None:
    if command.mark is not Mark.RESUMED and not plain(command.why):
        raise BadInput(_("Alasannya belum diisi."), remedy=_("Tulis mengapa, untuk yang bertanya nanti."), field="why")
    if command.since < max(command.business_date, work.shop.branch.business_date(work.now)):
        words = _("Tidak boleh mulai sebelum hari ini.")
        work.refuse(Refused(words, remedy=_("Pilih hari ini atau sesudahnya."), rule="back-dated", field="since"))
    if command.mark is Mark.RESUMED and command.since > command.business_date:
        raise BadInput(_("Perjanjian dilanjutkan mulai hari ini."), field="since")
    versions = agreement_queries.of_makers(work.connection, [known.maker_id])[known.maker_id]
    if versions[-1].id != known.id:
        number = versions[-1].number
        words = _("Perjanjian ini sudah diganti dengan {number}.").format(number=number)
        work.refuse(Refused(words, remedy=_("Pilih perjanjian yang terakhir."), rule="marked"))
    stands = known.mark if known.mark is not Mark.RESUMED else None
    allowed = {None: (Mark.SUSPENDED, Mark.ENDED), Mark.SUSPENDED: (Mark.RESUMED, Mark.ENDED)}
    if command.mark not in allowed.get(stands, ()):
        work.refuse(Refused(_stands(stands), rule="marked"))


def _stands(mark: Mark | None) -> str:
    if mark is Mark.ENDED:
        return _("Perjanjian ini sudah berakhir; buat perjanjian baru.")
    return _("Perjanjian ini sedang ditunda.") if mark is Mark.SUSPENDED else _("Perjanjian ini sedang berlaku.")


def _facts(command: AgreementCommand, version: int) -> list[Facts]:
    conditions = command.conditions
    names = [name for name in Conditions.__slots__ if name not in _DETAILS]
    head: dict[str, Any] = {
        "document_id": command.id,
        "maker_id": command.maker_id,
        "version": version,
        "starts_on": command.starts_on,
        "ends_on": command.ends_on,
        "signed_by": plain(command.signed_by),
        "note": plain(command.note),
        **{name: getattr(conditions, name) for name in names},
    }
    own = {"document_id": command.id}
    liabilities = [{**own, "cause": cause, "shop_bps": part} for cause, part in conditions.liabilities]
    steps = [
        {**own, "after_days": each.after_days, "off_bps": each.off_bps, "bearer": each.bearer}
        for each in conditions.markdowns
    ]
    fees = [{**own, "when": each.when, "amount": each.amount, "what": plain(each.what)} for each in conditions.fees]
    return [
        Facts(AgreementRecord, [head]),
        Facts(AgreementRule, [_rule(command.id, line, rule) for line, rule in enumerate(command.rules, start=1)]),
        Facts(AgreementLiability, liabilities),
        Facts(AgreementMarkdown, steps),
        Facts(AgreementFee, fees),
    ]


def _rule(document_id: int, line: int, rule: AgreedRule) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "line": line,
        "product_id": rule.product_id,
        "category_id": rule.category_id,
        "deal": rule.terms.deal,
        "rate_bps": rule.terms.rate_bps,
        "payout_each": rule.terms.payout_each,
        "more": rule.terms.more,
    }
