"""The invented council's plan, the plan before it, and what became of what between them."""

from dataclasses import dataclass
from datetime import date

from goldenthread.rules.plan import Decided, PlanDocument, PlanItem, Succession
from goldenthread.upkeep.invented.county import County, District, EntryWords, OutcomeWords, Topic

CURRENT = "county-plan-2025"
PREVIOUS = "county-plan-2021"
ENTRIES = 12
"""How many objectives, actions, asks and the like hang on each supporting outcome."""


@dataclass(frozen=True, slots=True)
class InventedEntry:
    """A plan item, what a service would do about it (empty for some kinds), and where."""

    item: PlanItem
    action: str
    district: str


def invent_plan(county: County) -> PlanDocument:
    """5 outcomes, 25 supporting outcomes, 300 entries beneath them."""
    items = [PlanItem("vision", "vision", county.vision)]
    for number, outcome in enumerate(county.outcomes, start=1):
        items.append(PlanItem(f"{number}", "outcome", outcome.title, "vision", lead=outcome.lead))
        for place, topic in enumerate(outcome.topics, start=1):
            items += _supporting(county, f"{number}.{place}", f"{number}", outcome, topic)
    return PlanDocument(
        ref=CURRENT,
        title=f"{county.name} together",
        body=county.title,
        start="2025-04-01",
        end="2029-03-31",
        version="adopted",
        state="adopted",
        decided=Decided("County Council", date(2025, 3, 20), "Minute 14"),
        levels=(
            "vision",
            "outcome",
            "supporting_outcome",
            "objective",
            "ambition",
            "action",
            "collaboration",
            "ask",
        ),
        items=tuple(items),
        note="Invented by rule and seed, for trying the product at full size.",
    )


def invent_previous(county: County) -> PlanDocument:
    """The plan before: the same outcomes under other titles, and four supporting outcomes for each."""
    items = [PlanItem("vision", "vision", f"{county.name}: fair and prosperous")]
    for number, outcome in enumerate(county.outcomes, start=1):
        title = f"Aim {number}: {outcome.money} that people can rely on"
        items.append(PlanItem(f"p{number}", "outcome", title, "vision", lead=outcome.lead))
        items += [
            PlanItem(f"p{number}.{place}", "supporting_outcome", f"Improve {topic.topic}", f"p{number}")
            for place, topic in enumerate(outcome.topics[:4], start=1)
        ]
    return PlanDocument(
        ref=PREVIOUS,
        title=f"{county.name} ahead",
        body=county.title,
        start="2021-04-01",
        end="2025-03-31",
        version="as replaced in 2025",
        state="replaced",
        decided=Decided("County Council", date(2021, 3, 18), "Minute 9"),
        levels=("vision", "outcome", "supporting_outcome"),
        items=tuple(items),
        note="Invented by rule and seed, for trying the product at full size.",
    )


def invent_succession(county: County) -> tuple[Succession, ...]:
    """What became of the plan before: most went on, one in each aim was split, one narrowed or stopped."""
    links = [Succession(PREVIOUS, CURRENT, "continued_in", "council")]
    for number, _ in enumerate(county.outcomes, start=1):
        links.append(Succession(f"{PREVIOUS}#p{number}", f"{CURRENT}#{number}", "continued_in", "council"))
        for place in (1, 2, 3):
            how = "split_into" if place == 3 else "continued_in"
            links.append(_link(number, place, f"{CURRENT}#{number}.{place}", how))
        links.append(_link(number, 3, f"{CURRENT}#{number}.5", "split_into"))
        later, how = ("", "stopped") if number == 5 else (f"{CURRENT}#{number}.4", "narrowed")
        links.append(_link(number, 4, later, how))
    return tuple(links)


def _link(number: int, place: int, later: str, how: str) -> Succession:
    return Succession(f"{PREVIOUS}#p{number}.{place}", later, how, "ours" if place > 2 else "council")


def _supporting(county: County, ref: str, parent: str, outcome: OutcomeWords, topic: Topic) -> list[PlanItem]:
    entries = invent_entries(county, ref, outcome.lead, topic)
    whole = PlanItem(ref, "supporting_outcome", topic.title, parent, lead=outcome.lead)
    return [whole, *(each.item for each in entries)]


def invent_entries(county: County, ref: str, lead: str, topic: Topic) -> tuple[InventedEntry, ...]:
    """What hangs on one supporting outcome, each entry with what a service would do about it."""
    dice = county.dice(f"plan/{ref}")
    chosen = sorted(dice.sample(range(len(county.entries)), ENTRIES))
    return tuple(
        _entry(county.entries[which], f"{ref}.{place}", lead, topic, dice.choice(county.districts))
        for place, which in enumerate(chosen, start=1)
    )


def _entry(entry: EntryWords, ref: str, lead: str, topic: Topic, district: District) -> InventedEntry:
    title, action = (
        words.format(topic=topic.topic, district=district.name) for words in (entry.title, entry.action)
    )
    partners = ("District councils", "NHS") if entry.kind == "collaboration" else ()
    parent = ref.rpartition(".")[0]
    led = "Government" if entry.kind == "ask" else lead
    item = PlanItem(ref, entry.kind, title, parent, entry.horizon, led, partners)
    return InventedEntry(item, action, district.name)
