"""Any plan item: its thread upwards and downwards, and an outcome's five lenses."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.delivery.access import may_read_delivery, may_see_risks
from goldenthread.delivery.commitment_sheet import Promise
from goldenthread.delivery.queries.commitment import promises_of_items
from goldenthread.delivery.queries.risk import risks_of_items
from goldenthread.delivery.risk_sheet import RiskSheet
from goldenthread.kit.format import listed
from goldenthread.kit.part import Link
from goldenthread.kit.verdict import mark_of
from goldenthread.measures import queries
from goldenthread.measures.figures import read_figures
from goldenthread.measures.own_policy import policy_judging
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.people.queries.service import services
from goldenthread.plan.queries import ItemView
from goldenthread.plan.succession import SuccessionView
from goldenthread.rules.lens import lens_of
from goldenthread.rules.plan import PlanItem
from goldenthread.rules.plan_tree import descendants
from goldenthread.rules.tongue import Words
from goldenthread.rules.verdict import CANNOT_JUDGE
from goldenthread.thread.delivery_lens import Delivery, delivery
from goldenthread.thread.judged import Judged, headline_of
from goldenthread.thread.money_lens import MoneyLens, money_lens
from goldenthread.thread.outline import Group, groups_of, kind_title
from goldenthread.thread.place import ENGLAND, composites
from goldenthread.thread.plan_page import summary
from goldenthread.thread.reader import Reader
from goldenthread.thread.standing import Going, Standings, standings

DELIVERY_KINDS = ("objective", "ambition", "priority", "action")
MOST_BESIDE = 6
"""Measures that stand beside the money; all of them stand in their own lenses."""
PARTNER_KINDS = ("collaboration", "ask", "signpost")


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure in a lens: its headline and where on the plan it hangs."""

    sheet: MeasureSheet
    headline: Judged | None
    area: str
    hangs_on: PlanItem
    qualifier: str
    lens: str

    @property
    def period(self) -> str:
        period = self.headline.verdict.period if self.headline else None
        return period.label(self.sheet.measure.year_type) if period else ""


@dataclass(frozen=True, slots=True)
class Lens:
    """One of the five ways of looking at an outcome, with something in it."""

    ref: str
    title: str
    named: str
    measures: tuple[MeasureRow, ...]
    groups: tuple[Group, ...]
    delivery: Delivery | None = None
    money: MoneyLens | None = None


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Everything an item's page shows."""

    view: ItemView
    kind: str
    going: Going
    standings: Standings
    serves: tuple[Link, ...]
    supporting: tuple[PlanItem, ...]
    lenses: tuple[Lens, ...]
    beyond: tuple[Group, ...]
    earlier: tuple[SuccessionView, ...]
    later: tuple[SuccessionView, ...]
    themes: tuple[PlanItem, ...]
    sentence: str
    sees_delivery: bool
    promises: tuple[Promise, ...] = ()
    risks: tuple[RiskSheet, ...] = ()

    @property
    def judged(self) -> tuple[MeasureRow, ...]:
        """Measures to stand beside the money: the first that a verdict can be given of, from every lens."""
        rows = [row for lens in self.lenses for row in lens.measures if row.headline]
        known = [row for row in rows if row.headline and row.headline.verdict.verdict != CANNOT_JUDGE]
        return tuple(known[:MOST_BESIDE])

    @property
    def marks(self) -> tuple[str, ...]:
        standing = [each for each in (self.going.one_year, self.going.three_year) if each]
        rows = [row.headline for lens in self.lenses for row in lens.measures if row.headline]
        return (
            *(m for each in standing for m in each.marks),
            *(m for each in rows for m in each.verdict.marks),
        )


LENSES = Words(
    {
        "quantitative": "What is measured",
        "delivery": "What is being done",
        "budgeting": "What it costs",
        "needs": "What people need, and where",
        "qualitative": "What residents say",
    }
)


def read(view: ItemView, reader: Reader) -> ItemPage:
    """The page of one item."""
    going = standings(view.document, reader)
    children = groups_of(view.children)
    here = (view.plan.document.ref, view.item.ref)
    supporting = tuple(child for child in view.children if child.kind in ("supporting_outcome", "outcome"))
    return ItemPage(
        view=view,
        kind=kind_title(view.item.kind),
        going=going.of(view.item.ref),
        standings=going,
        serves=tuple(
            Link(item.title, reverse("item", args=[view.document.ref, item.ref])) for item in view.ancestors
        ),
        supporting=supporting,
        lenses=lenses(view, children, going, reader),
        beyond=tuple(group for group in children if group.kind in (*PARTNER_KINDS, "challenge")),
        earlier=tuple(
            each for each in view.successions if each.later and (each.later.plan, each.later.item) == here
        ),
        later=tuple(each for each in view.successions if (each.earlier.plan, each.earlier.item) == here),
        themes=tuple(item for item in view.document.items if item.ref in view.item.themes),
        sentence=sentence(view.item, supporting, going),
        sees_delivery=may_read_delivery(reader.viewer),
        promises=promises(view, reader),
        risks=risks(view, reader),
    )


def risks(view: ItemView, reader: Reader) -> tuple[RiskSheet, ...]:
    """The open risks and opportunities on the item, for officers; nothing is read for anybody else."""
    if not may_see_risks(reader.viewer):
        return ()
    tree = services(reader.today)
    return risks_of_items(reader.viewer, view.document.ref, [view.item.ref], tree).get(view.item.ref, ())


def promises(view: ItemView, reader: Reader) -> tuple[Promise, ...]:
    """What is public of the asks and commitments on the item and on those right beneath it."""
    places = [view.item.ref, *(child.ref for child in view.children)]
    found = promises_of_items(reader.now, view.document.ref, places)
    return tuple(each for place in places for each in found.get(place, ()))


def sentence(item: PlanItem, supporting: Sequence[PlanItem], going: Standings) -> str:
    """How the item is going, in words: what its supporting outcomes come to, or what each window says."""
    here = going.of(item.ref)
    if supporting and here.known:
        windows = (dict(going.counts(supporting, name)) for name in ("one_year", "three_year"))
        return summary(len(supporting), supporting[0].kind, *windows)
    told = ((here.one_year, _("{verdict} over one year")), (here.three_year, _("{verdict} over three")))
    said = [window.format(verdict=mark_of(each.verdict).word.lower()) for each, window in told if each]
    return f"{listed(said).capitalize()}." if said else ""


def lenses(view: ItemView, children: Sequence[Group], going: Standings, reader: Reader) -> tuple[Lens, ...]:
    """The lenses that have something in them, in their order."""
    rows = measure_rows(view, going, reader)
    named = {lens.ref: lens.title for lens in view.document.lenses}
    planned = tuple(group for group in children if group.kind in DELIVERY_KINDS)
    done = delivery(view, reader)
    spent = money_lens(view, {row.sheet.ref: row.sheet for row in rows}, reader)
    found = (
        Lens(
            ref,
            title,
            named.get(ref, ""),
            tuple(row for row in rows if row.lens == ref),
            planned if ref == "delivery" else (),
            done if ref == "delivery" else None,
            spent if ref == "budgeting" else None,
        )
        for ref, title in LENSES.items()
    )
    return tuple(lens for lens in found if lens.measures or lens.groups or lens.delivery or lens.money)


def lens_at(sheet: MeasureSheet, plan: str, item: str) -> str:
    """Through which lens a measure is read where it hangs."""
    declared = next((link.lens for link in sheet.links if (link.plan, link.item) == (plan, item)), "")
    return lens_of(declared, sheet.measure.kind)


def measure_rows(view: ItemView, going: Standings, reader: Reader) -> tuple[MeasureRow, ...]:
    """The measures of the item and of everything beneath it, each once, judged in one go."""
    places = (view.item, *descendants(view.document.items, view.item.ref))
    hung: dict[str, tuple[MeasureSheet, PlanItem]] = {}
    for place in places:
        for sheet in going.measures.get(place.ref, ()):
            hung.setdefault(sheet.ref, (sheet, place))
    policy = reader.policy
    areas = [reader.council.area, *composites(queries.register()), ENGLAND]
    figures = read_figures(reader.sight, [sheet for sheet, _ in hung.values()], areas)
    latest = figures.latest()
    found = figures.verdicts(policy, queries.aims(figures.sheets), reader.today) if hung else {}
    rows = []
    for sheet, place in hung.values():
        area = next((code for code in areas if (sheet.ref, code, "") in found), reader.council.area)
        own = policy_judging(sheet, policy)
        first = headline_of(found.get((sheet.ref, area, ""), ()), sheet.measure, own)
        qualifier = latest[sheet.ref, area, ""].qualifier if (sheet.ref, area, "") in latest else ""
        lens = lens_at(sheet, view.document.ref, place.ref)
        rows.append(MeasureRow(sheet, first, area, place, qualifier, lens))
    return tuple(rows)
