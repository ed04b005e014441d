"""What an outcome costs: the money of the public budget beside what its measures did, and never a ratio."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.finance.queries.evaluation import EvaluationFacts, evaluations_of
from goldenthread.finance.queries.outcome import (
    budget_told,
    public_versions,
    spending_of,
    spending_of_items,
    told_of,
)
from goldenthread.finance.queries.spending import LineShare, Spending
from goldenthread.finance.queries.touch import SavingTouch, savings_touching, savings_touching_measure
from goldenthread.kit.format import listed, with_unit
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.plan.queries import ItemView
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.plan import PlanItem
from goldenthread.rules.plan_tree import descendants
from goldenthread.rules.tongue import Words
from goldenthread.thread.money.published_page import PaperSum, read_of
from goldenthread.thread.money.sheet import pounds
from goldenthread.thread.money.words import standing
from goldenthread.thread.reader import Reader

TOLD = ("outcome", "supporting_outcome", "challenge", "priority")
"""Kinds of item beside which a list of them says what each costs; every other says it on its own page."""

BY_LAW = Words(
    {
        "demand_led": "spent by law on everyone who has a right to it",
        "level": "a duty by law, at a level that the council decides",
        "discretionary": "spent because the council chooses to",
        "enabling": "spent on what other services need",
    }
)
SURE = Words(
    {"high": "well founded", "medium": "fairly well founded", "low": "rough", "": "of unstated quality"}
)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the budget as the public reads it, with the part that is for the outcome."""

    share: LineShare
    service: str

    @property
    def amount(self) -> str:
        return pounds(self.share.amount)

    @property
    def whole(self) -> str:
        return pounds(self.share.net)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What a study found that money changed, with the measure that it changed where that may be read."""

    facts: EvaluationFacts
    measure: MeasureSheet | None

    @property
    def effect(self) -> str:
        """The change and its interval, in the measure's unit."""
        unit, places = self._unit
        figures = (with_unit(each.normalize() + 0, unit, places) for each in self._effects)
        return _("{effect}, and likely between {lower} and {upper}").format(
            **dict(zip(("effect", "lower", "upper"), figures, strict=True))
        )

    @property
    def cost(self) -> str:
        """What one unit cost, with its interval; why there is none where the study cannot tell."""
        found = self.facts.unit_cost
        if found is None:
            return _("The study cannot tell whether the money changed anything, so no cost of one is shown.")
        return _("{cost} for {unit}, and likely between {least} and {most}.").format(
            cost=pounds(found.central),
            unit=self.facts.unit,
            least=pounds(found.least),
            most=pounds(found.most),
        )

    @property
    def spent(self) -> str:
        return pounds(self.facts.cost)

    @property
    def _effects(self) -> tuple[Decimal, Decimal, Decimal]:
        return self.facts.effect, self.facts.lower, self.facts.upper

    @property
    def _unit(self) -> tuple[str, int | None]:
        return (self.measure.measure.unit, self.measure.measure.decimals) if self.measure else ("", None)


@dataclass(frozen=True, slots=True)
class Spent:
    """What is spent on items of a plan in the year of the public budget, in words by the item's ref.

    `standing` says what a budget that is not agreed is; it is empty of one that is.
    """

    year: str
    amounts: Mapping[str, str]
    standing: str = ""


@dataclass(frozen=True, slots=True)
class MoneyLens:
    """What an outcome's page says of money. `spending` is None where only something else is known.

    `papers` are the sums that papers print of the item itself.
    """

    spending: Spending | None
    lines: tuple[LineRow, ...]
    savings: tuple[SavingTouch, ...]
    evaluated: tuple[Evaluated, ...]
    papers: tuple[PaperSum, ...] = ()

    @property
    def standing(self) -> str:
        """What the budget is where it is not agreed: "proposed, not agreed"; empty where it is."""
        told = self.spending or next(iter(self.savings), None)
        return standing(told.version) if told else ""

    @property
    def year(self) -> str:
        return self.spending.version.year_in_words if self.spending else ""

    @property
    def by_year(self) -> tuple[tuple[str, str], ...]:
        """Each year in words, with what it costs."""
        held = self.spending.years if self.spending else ()
        return tuple((year_name(year), pounds(amount)) for year, amount in held)

    @property
    def other_amount(self) -> str:
        """What the lines that are not listed come to."""
        return pounds(self.spending.other_amount) if self.spending else ""

    @property
    def sentence(self) -> str:
        """What is spent in the budget's year, and how that moved."""
        assert self.spending
        now, was = self.spending.amount, self.spending.year_before
        said = {
            "amount": pounds(now),
            "year": self.year,
            "was": pounds(was),
            "before": year_name(self.spending.version.first - 1),
            "size": pounds(abs(now - was)),
        }
        if now > was:
            return _("{amount} is planned for {year}: {size} more than the {was} of {before}.").format(**said)
        if now < was:
            return _("{amount} is planned for {year}: {size} less than the {was} of {before}.").format(**said)
        return _("{amount} is planned for {year}, as in {before}.").format(**said)

    @property
    def since(self) -> str:
        """What the budget published before this one had for the same year, or nothing."""
        before = self.spending.before if self.spending else None
        if before is None:
            return ""
        return _("{title}, published before it, had {amount} for {year}.").format(
            title=before.version.title, amount=pounds(before.amount), year=self.year
        )

    @property
    def law(self) -> str:
        """How much the law asks for and how much is chosen, in a sentence."""
        held = self.spending.mandates if self.spending else {}
        parts = [f"{pounds(held[code])} {words}" for code, words in BY_LAW.items() if held.get(code)]
        return _("Of this: {parts}.").format(parts=listed(parts)) if parts else ""

    @property
    def fair(self) -> str:
        """How little and how much it could fairly be said to cost."""
        assert self.spending
        found = self.spending.range
        if found.least == found.most:
            return ""
        names = ("least", "most", "likely_low", "likely_high")
        said = _(
            "It could fairly be put at anything from {least} to {most}, and is likely {likely_low} to "
            "{likely_high}."
        )
        return said.format(**{name: pounds(getattr(found, name)) for name in names})

    @property
    def sure(self) -> str:
        """How well founded the shares are, by how much money each part of them covers."""
        held = self.spending.sure if self.spending else {}
        whole = sum(held.values(), Decimal(0))
        parts = [(SURE[code], held[code] / whole) for code in SURE if whole and held.get(code)]
        if not parts:
            return ""
        said = listed([_("{words} for {part}%").format(words=w, part=round(p * 100)) for w, p in parts])
        return _("These shares are {said} of the money.").format(said=said)


def money_lens(view: ItemView, sheets: Mapping[str, MeasureSheet], reader: Reader) -> MoneyLens | None:
    """The money of an item with all that is beneath it, as the public has it; None where nothing is known.

    `sheets` are the measures of the page by ref. Officers read drafts on their own pages.
    """
    plan = view.document.ref
    refs = [view.item.ref, *(each.ref for each in descendants(view.document.items, view.item.ref))]
    public = public_versions(reader.now)
    version = told_of(public, reader.now)
    spending = spending_of(version, plan, refs, reader.now, public) if version else None
    savings = savings_touching(version, plan, refs) if version else ()
    studies = tuple(Evaluated(each, sheets.get(each.measure)) for each in evaluations_of(plan, refs))
    papers = read_of(plan, [view.item.ref])
    if spending is None and not savings and not studies and not papers:
        return None
    return MoneyLens(spending, _rows(spending, reader), once(savings), studies, papers)


def _rows(spending: Spending | None, reader: Reader) -> tuple[LineRow, ...]:
    if spending is None:
        return ()
    tree = services(reader.today)
    return tuple(LineRow(each, service_title(each.service, tree)) for each in spending.lines)


def spent_by_item(items: Sequence[PlanItem], plan: str, reader: Reader) -> Spent:
    """What the public budget spends for each outcome with all beneath it: two small reads for a plan."""
    version = budget_told(reader.now)
    if version is None:
        return Spent("", {})
    own = spending_of_items(version, plan, {item.ref for item in items})
    parents = {item.ref: item.parent for item in items}
    whole: dict[str, Decimal] = {}
    for ref, amount in own.items():
        seen: set[str] = set()
        at = ref
        while at and at not in seen:
            seen.add(at)
            whole[at] = whole.get(at, Decimal(0)) + amount
            at = parents.get(at, "")
    told = (item.ref for item in items if item.kind in TOLD and item.ref in whole)
    return Spent(version.year_in_words, {ref: pounds(whole[ref]) for ref in told}, standing(version))


def savings_on_measure(sheet: MeasureSheet, reader: Reader) -> tuple[SavingTouch, ...]:
    """The savings of the public budget that touch a measure."""
    return savings_touching_measure(reader.now, sheet.ref)


def once(savings: Sequence[SavingTouch]) -> tuple[SavingTouch, ...]:
    """Each saving once, though it may touch several of the items that lie beneath one."""
    return tuple({each.change: each for each in reversed(savings)}.values())[::-1]


def service_title(service: str, tree: ServiceTree) -> str:
    """What a service is called; one that is no longer there is named after its ref."""
    return tree.title(service) if service in tree else service.replace("-", " ").capitalize()
