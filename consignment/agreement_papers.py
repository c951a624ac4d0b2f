"""An agreement on paper, to be signed by both: on A4, and on the slip printer where there is no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consignment import agreement_words, deal_words
from consignment.agreement_words import Clause
from consignment.agreements import AgreedRule, Agreement
from consignment.deal_words import Names
from koperasi.branches import Branch
from koperasi.text import _, long_date
from printing.business_papers import BusinessPaper
from printing.reports import Column, Kind, Report
from printing.slips import BIG, Draft, Slip


@dataclass(frozen=True, slots=True)
class Maker:
    """A maker as her papers name her."""

    party_id: int
    code: str
    name: str
    title: str = ""
    village: str = ""
    phone: str = ""

    @property
    def full(self) -> str:
        """`Ibu Siti Aminah`."""
        return f"{self.title} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """A version with all that its papers say; one that is not signed yet has no number."""

    agreement: Agreement
    maker: Maker
    names: Names

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return agreement_words.clauses(self.agreement.rules, self.agreement.conditions, self.names)

    @property
    def number(self) -> str:
        return self.agreement.number or _("RANCANGAN")


def table(paper: AgreementPaper, shop: str) -> Report:
    """Each deal in words, with a price as an example and what both get of it."""
    columns = (
        Column("goods", _("Barang")),
        Column("deal", _("Kesepakatan")),
        Column("price", _("Contoh harga jual"), Kind.RUPIAH),
        Column("maker", _("Untuk penitip"), Kind.RUPIAH),
        Column("shop", _("Untuk toko"), Kind.RUPIAH),
    )
    rows = []
    for rule in sorted(paper.agreement.rules, key=lambda each: each.breadth):
        price = paper.names.example(rule, paper.agreement.rules).price or deal_words.EXAMPLE
        parts = deal_words.shared(rule.terms, price)
        scope = paper.names.scope(rule, paper.agreement.rules)
        goods = scope[:1].upper() + scope[1:]
        rows.append((goods, deal_words.short(rule.terms), price, parts.maker, parts.commission - parts.promotion))
    if not rows:
        rows.append((_("Semua barang"), _("menurut Nota Titip"), None, None, None))  # type: ignore[arg-type]
    return Report("agreement", _("Perjanjian Titip Jual"), columns, tuple(rows), None, shop, paper.number)


def told(paper: AgreementPaper, *, examples: bool = True) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every clause with what the deals say first; without `examples` where a table beside it shows them."""
    rules = paper.agreement.rules
    found = [(_("Pembagian harga"), _deals(rules, paper.names, examples=examples))] if rules else []
    found += [(each.title, each.sentences) for each in paper.clauses]
    if paper.agreement.note:
        found.append((_("Tambahan"), (paper.agreement.note,)))
    lasting = agreement_words.lasting(paper.agreement.starts_on, paper.agreement.ends_on)
    holds = _("Perjanjian ini berlaku {lasting}.").format(lasting=lasting)
    lots = _("Perjanjian baru tidak mengubah barang yang sudah dititipkan sebelumnya.")
    found.append((_("Masa berlaku"), (holds, lots)))
    return tuple(found)


def _deals(rules: Sequence[AgreedRule], names: Names, *, examples: bool) -> tuple[str, ...]:
    lines = []
    for rule in sorted(rules, key=lambda each: each.breadth):
        shown = names.example(rule, rules)
        said = list(deal_words.sentences(rule.terms, shown.unit))
        if examples:
            said.append(deal_words.example(rule.terms, shown.price or deal_words.EXAMPLE))
        scope = names.scope(rule, rules)
        lines.append(f"{scope[:1].upper()}{scope[1:]}: {' '.join(said)}")
    return tuple(lines)


def page(paper: AgreementPaper, branch: Branch) -> BusinessPaper:
    """The agreement on A4."""
    agreement, maker = paper.agreement, paper.maker
    facts = [(_("Nomor"), paper.number), (_("Versi"), str(agreement.version))]
    facts.append((_("Mulai"), long_date(agreement.starts_on)))
    if agreement.ends_on is not None:
        facts.append((_("Sampai"), long_date(agreement.ends_on)))
    where = tuple(each for each in (branch.name, branch.address, branch.phone) if each)
    to = (_("Penitip: {name}").format(name=maker.full), maker.code, maker.village, maker.phone)
    signs = (
        _("Penitip, {name}").format(name=signer(paper)),
        _("Untuk toko, {shop}").format(shop=branch.shop_name),
        _("Saksi"),
    )
    return BusinessPaper(
        (branch.shop_name, *where), to, tuple(facts), table(paper, branch.shop_name), signs, told(paper, examples=False)
    )  # fmt: skip


def signer(paper: AgreementPaper) -> str:
    """Who signs for her: herself, unless somebody else is named."""
    return paper.agreement.signed_by or paper.maker.full


def slip(paper: AgreementPaper, branch: Branch) -> Slip:
    """The agreement on a strip of paper, for a shop without a page printer."""
    draft = Draft()
    draft.middle(branch.shop_name, size=BIG, bold=True).middle(_("PERJANJIAN TITIP JUAL"), bold=True)
    draft.middle(paper.number).rule()
    draft.both(_("Penitip"), paper.maker.full)
    if paper.maker.village:
        draft.both(_("Desa"), paper.maker.village)
    draft.both(_("Versi"), str(paper.agreement.version)).rule()
    for number, (about, sentences) in enumerate(told(paper), start=1):
        draft.text(f"{number}. {about}", bold=True)
        for each in sentences:
            draft.text(each, indent=3)
        draft.blank()
    draft.rule().blank()
    return draft.signatures((_("Penitip"), signer(paper)), (_("Untuk toko"), branch.shop_name)).cut().slip()
