"""What the screens of makers' agreements read and do, each in one go; no Qt here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, select

from consignment import agreement_checks, agreement_deeds, agreement_papers, agreement_queries, makers
from consignment.agreement_checks import Fault
from consignment.agreement_deeds import AgreementCommand, MarkCommand
from consignment.agreement_papers import AgreementPaper, Maker
from consignment.agreements import UNWRITTEN, AgreedRule, Agreement, Conditions, Mark
from consignment.deal_words import KnownGood, Names
from consignment.terms import Deal
from inventory import pricing, queries
from inventory.goods import Good
from inventory.products import Category, Product
from koperasi import uids
from koperasi.errors import NotFound, Refused, Trouble
from koperasi.money import Rupiah
from koperasi.quantity import ONE
from koperasi.shop import Shop
from koperasi.text import _, short_date
from koperasi.work import Actor
from printing import business_papers, jobs
from printing.slips import Slip


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """A version as it is being written: what the editor holds, and what a file says."""

    maker_id: int
    starts_on: date
    rules: tuple[AgreedRule, ...] = ()
    conditions: Conditions = UNWRITTEN
    ends_on: date | None = None
    signed_by: str = ""
    note: str = ""

    @property
    def faults(self) -> list[Fault]:
        """All that is wrong with it, told while it is written."""
        return list(agreement_checks.faults(self.rules, self.conditions, self.starts_on, self.ends_on))

    def as_agreement(self, version: int) -> Agreement:
        """As its paper would say it, without a number yet."""
        said = (self.starts_on, self.ends_on, self.conditions, self.rules, self.signed_by, self.note)
        return Agreement(0, "", self.maker_id, version, *said)


@dataclass(frozen=True, slots=True)
class Opened:
    """A maker with her versions in order, and what their ids are called."""

    maker: Maker
    versions: tuple[Agreement, ...]
    names: Names
    today: date

    @property
    def last(self) -> Agreement | None:
        return self.versions[-1] if self.versions else None

    @property
    def current(self) -> Agreement | None:
        """The version in force today, whatever its marks."""
        begun = [each for each in self.versions if each.starts_on <= self.today]
        return begun[-1] if begun else None

    def draft(self) -> AgreementDraft:
        """A new version that starts from the last one."""
        if self.last is None:
            return AgreementDraft(self.maker.party_id, self.today)
        start = max(self.today, self.last.starts_on)
        ends_on = self.last.ends_on if self.last.ends_on and self.last.ends_on >= start else None
        return AgreementDraft(
            self.maker.party_id,
            start,
            self.last.rules,
            self.last.conditions,
            ends_on,
            self.last.signed_by,
            self.last.note,
        )

    def faults(self, draft: AgreementDraft) -> list[Fault]:
        """All that is wrong with a draft, also beside the versions that are there already."""
        found = draft.faults
        if draft.starts_on < self.today:
            found.append(Fault("starts_on", _("Perjanjian tidak boleh mulai sebelum hari ini.")))
        elif self.last is not None and draft.starts_on < self.last.starts_on:
            words = _("Perjanjian {number} baru mulai {day}; yang baru tidak boleh mendahuluinya.")
            day = short_date(self.last.starts_on)
            found.append(Fault("starts_on", words.format(number=self.last.number, day=day)))
        return found

    def paper(self, agreement: Agreement) -> AgreementPaper:
        return AgreementPaper(agreement, self.maker, self.names)

    def drafted(self, draft: AgreementDraft) -> AgreementPaper:
        """The paper that a draft would become."""
        return self.paper(draft.as_agreement(len(self.versions) + 1))

    def warnings(self, draft: AgreementDraft) -> list[str]:
        """What is allowed but should be seen: a price below what she is promised, goods that no deal is for."""
        told = []
        for good in sorted(self.names.goods.values(), key=lambda each: each.name):
            terms = draft.as_agreement(1).terms_for(good.product_id, good.category_id)
            if terms is None or good.price is None:
                continue
            promised = terms.payout_each if terms.deal is Deal.FIXED else terms.floor_each
            if promised > good.price:
                words = _("{name} dijual {price}, di bawah {promised} untuk penitip.")
                told.append(words.format(name=good.name, price=good.price, promised=promised))
        return told


def opened(shop: Shop, maker_id: int) -> Opened:
    """Raises NotFound."""
    with shop.reading() as connection:
        return read(connection, shop, maker_id)


def opened_at(shop: Shop, document_id: int) -> tuple[Opened, int]:
    """The maker whose agreement, or whose mark on one, a document is; and which version.  Raises NotFound."""
    with shop.reading() as connection:
        found = agreement_queries.of_document(connection, document_id)
        return read(connection, shop, found.maker_id), found.id


def read(connection: Connection, shop: Shop, maker_id: int) -> Opened:
    party = makers.party(connection, maker_id)
    maker = Maker(party.id, party.code, party.name, party.title, party.village, party.phone)
    versions = agreement_queries.of_makers(connection, [maker_id]).get(maker_id, ())
    day = shop.branch.business_date(shop.clock())
    named = {rule.product_id for each in versions for rule in each.rules if rule.product_id is not None}
    return Opened(maker, versions, names(connection, shop, maker_id, named, day), day)


def names(connection: Connection, shop: Shop, maker_id: int, more: Collection[int], day: date) -> Names:
    """Her goods in use and those named besides, with their prices of the day; every category."""
    hers = select(Product.id).where(Product.maker_id == maker_id, Product.retired_at.is_(None))
    ids = {*connection.scalars(hers), *more}
    goods = queries.goods(connection, sorted(ids)) if ids else {}
    known = {key: known_good(good, shop.branch.id, day) for key, good in goods.items()}
    kinds = connection.execute(select(Category.id, Category.name).where(Category.retired_at.is_(None))).all()
    return Names(known, dict(kinds))


def known_good(good: Good, branch_id: int, day: date) -> KnownGood:
    return KnownGood(good.product_id, good.name, good.base_unit, good.category_id, price_of(good, branch_id, day))


def price_of(good: Good, branch_id: int, day: date) -> Rupiah | None:
    """What one base unit costs anybody; None while it has no price."""
    try:
        return pricing.price(good.base, ONE, None, branch_id, day).list_price
    except Refused:
        return None


def sign(shop: Shop, person: Actor, draft: AgreementDraft, document_id: int) -> Opened:
    """Sign a version; raises Refused.  `document_id` is minted once for a draft, so that twice is once."""
    now = shop.clock()
    day = shop.branch.business_date(now)
    command = AgreementCommand(
        document_id,
        uids.new_uid(now),
        draft.maker_id,
        day,
        now,
        draft.starts_on,
        draft.rules,
        draft.conditions,
        draft.ends_on,
        draft.signed_by,
        draft.note,
    )
    with shop.work(person, channel="office") as work:
        agreement_deeds.sign(work, command)
        return read(work.connection, shop, draft.maker_id)


def mark(shop: Shop, person: Actor, agreement: Agreement, what: Mark, why: str, document_id: int) -> Opened:
    """Suspend, take up again or end an agreement from today on."""
    now = shop.clock()
    day = shop.branch.business_date(now)
    command = MarkCommand(document_id, uids.new_uid(now), agreement.id, what, day, day, now, why)
    with shop.work(person, channel="office") as work:
        agreement_deeds.mark(work, command)
        return read(work.connection, shop, agreement.maker_id)


def pdf(shop: Shop, paper: AgreementPaper) -> bytes:
    return business_papers.pdf_bytes(agreement_papers.page(paper, shop.branch))


def save_pdf(shop: Shop, paper: AgreementPaper, path: Path) -> Path:
    """The agreement's page as a file.  Raises Trouble for a disk that refuses."""
    try:
        path.write_bytes(pdf(shop, paper))
    except OSError as error:
        message = _("File {name} tidak bisa ditulis: {why}").format(name=path.name, why=error.strerror)
        raise Trouble(message, remedy=_("Simpan ke folder lain.")) from error
    return path


def slip(shop: Shop, paper: AgreementPaper) -> Slip:
    return agreement_papers.slip(paper, shop.branch)


def print_slip(shop: Shop, paper: AgreementPaper, printer: str) -> None:
    """Queue the agreement for this PC's printer: two papers, one for each side.

    Raises Refused without a printer.
    """
    if not printer:
        raise Refused(_("Komputer ini tanpa printer."), remedy=_("Pasang dulu di pengaturan."), rule="printer")
    with shop.database.writing() as connection:
        for _side in range(2):
            job = shop.minter.next()
            row = jobs.queue_row(job, slip(shop, paper), printer=printer, at=shop.clock(), document_id=None)
            jobs.put(connection, row)


def scanned(shop: Shop, opened: Opened, code: str) -> tuple[Opened, int]:
    """A good that a deal is to be written for, known by its code.  Raises NotFound; Refused for another maker's."""
    with shop.reading() as connection:
        found = queries.find_code(connection, code, shop.settings.scale_barcode_mask)
    if len(found) != 1:
        raise NotFound(_("Barang ini tidak dikenal."))
    good = found[0].good
    if good.maker_id not in (None, opened.maker.party_id):
        words = _("{name} barang penitip lain.").format(name=good.name)
        raise Refused(words, remedy=_("Buat barang sendiri untuk setiap penitip."), rule="other-maker")
    return with_good(opened, good, shop), good.product_id


def with_good(opened: Opened, good: Good, shop: Shop) -> Opened:
    """The same with a good that a deal names and that was not hers so far."""
    known = known_good(good, shop.branch.id, opened.today)
    goods = {**opened.names.goods, good.product_id: known}
    return replace(opened, names=replace(opened.names, goods=goods))
