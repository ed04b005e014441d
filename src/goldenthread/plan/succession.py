"""What became of the items of one plan in another, with the titles a reader may see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from goldenthread.plan.models import Plan, PlanItem, PlanVersion, Succession
from goldenthread.rules.plan import PlanDocument

Place = tuple[str, str]
"""A plan's ref and an item's; the item is empty where the whole plan is meant."""


@dataclass(frozen=True, slots=True)
class SuccessionEnd:
    """A plan, or an item of one, with what each is called. `item` is empty for a whole plan."""

    plan: str
    plan_title: str
    item: str
    title: str


@dataclass(frozen=True, slots=True)
class SuccessionView:
    """One link. `later` is None where nothing followed; `whose_reading` is `council` or `ours`."""

    earlier: SuccessionEnd
    later: SuccessionEnd | None
    how: str
    whose_reading: str

    def touches(self, plan: str, item: str) -> bool:
        """Whether either end is that item."""
        return any((end.plan, end.item) == (plan, item) for end in self.ends)

    @property
    def ends(self) -> tuple[SuccessionEnd, ...]:
        return (self.earlier, self.later) if self.later else (self.earlier,)


def place_of(name: str, own: str, plans: Collection[str]) -> Place:
    """What a succession names: `plan/item`; alone, a plan where there is one, else an item of `own`."""
    plan, slash, item = name.partition("/")
    if slash:
        return plan, item
    return (name, "") if name in plans else (own, name)


def successions_of(ref: str, shown: Sequence[PlanVersion]) -> tuple[SuccessionView, ...]:
    """Every link from or to the plan that the versions shown state, in four reads.

    A link into a plan that is here but not among those shown is left out.
    """
    plans = frozenset(Plan.objects.values_list("ref", flat=True))
    titles = {version.plan.ref: version.title for version in shown}
    links = [(row, _places(row, plans)) for row in _rows(ref, shown)]
    links = [
        (row, places) for row, places in links if not {plan for plan, _ in places} & plans - titles.keys()
    ]
    items = _item_titles({place for _, places in links for place in places}, shown)
    return tuple(_view(row, [_end(place, titles, items) for place in places]) for row, places in links)


def without_hidden(plan: PlanDocument, shown: Sequence[PlanVersion]) -> PlanDocument:
    """The plan without the links that name a plan which is here but not among those shown."""
    if not plan.succession:
        return plan
    plans = frozenset(Plan.objects.values_list("ref", flat=True))
    hidden = plans - {version.plan.ref for version in shown}
    kept = tuple(
        link
        for link in plan.succession
        if hidden.isdisjoint(place_of(name, plan.ref, plans)[0] for name in (link.earlier, link.later))
    )
    return replace(plan, succession=kept)


def _rows(ref: str, shown: Sequence[PlanVersion]) -> Sequence[Succession]:
    of_plan = Q(version__plan__ref=ref)
    for side in ("earlier", "later"):
        of_plan |= Q(**{side: ref}) | Q(**{f"{side}__startswith": f"{ref}/"})
    return list(Succession.objects.filter(of_plan, version__in=shown).select_related("version__plan"))


def _places(row: Succession, plans: Collection[str]) -> list[Place]:
    names = [row.earlier, row.later] if row.later else [row.earlier]
    return [place_of(name, row.version.plan.ref, plans) for name in names]


def _item_titles(places: set[Place], shown: Sequence[PlanVersion]) -> dict[Place, str]:
    rows = PlanItem.objects.filter(version__in=shown, ref__in={item for _, item in places if item})
    return {(plan, ref): title for plan, ref, title in rows.values_list("version__plan__ref", "ref", "title")}


def _end(place: Place, plans: Mapping[str, str], items: Mapping[Place, str]) -> SuccessionEnd:
    plan, item = place
    plan_title = plans.get(plan, plan)
    return SuccessionEnd(plan, plan_title, item, items.get(place, item) if item else plan_title)


def _view(row: Succession, ends: Sequence[SuccessionEnd]) -> SuccessionView:
    later = ends[1] if len(ends) > 1 else None
    return SuccessionView(ends[0], later, row.how, row.whose_reading)
