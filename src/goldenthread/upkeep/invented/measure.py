"""The invented council's measures: six for each supporting outcome and two about money for each outcome."""

from dataclasses import dataclass
from decimal import Decimal

from goldenthread.rules.measure import Measure
from goldenthread.upkeep.invented.county import NEIGHBOURS, County, OutcomeWords, Topic

SHARE, RATE, DAYS, COUNT, MONEY = "share", "rate", "days", "count", "money"


@dataclass(frozen=True, slots=True)
class InventedMeasure:
    """A measure, the plan item it belongs to and how its figures are thrown.

    `level` is where its figures start: tenths of a per cent, of a case, of a day or of a million pounds; for
    counts, cases for every 100,000 people. `drift` is the step to the next period, in hundredths of those.
    """

    measure: Measure
    item: str
    shape: str
    level: int
    drift: int
    yearly: bool = False
    in_districts: bool = False
    has_neighbours: bool = False

    @property
    def ref(self) -> str:
        return self.measure.ref


def invent_measures(county: County) -> tuple[InventedMeasure, ...]:
    """160 measures: outcome, performance and activity; shares, rates, averages, counts and money."""
    found: list[InventedMeasure] = []
    for number, outcome in enumerate(county.outcomes, start=1):
        for place, topic in enumerate(outcome.topics, start=1):
            found += _of_topic(county, f"{number}.{place}", outcome, topic)
        found += _of_money(county, str(number), outcome)
    return tuple(found)


def _of_topic(county: County, item: str, outcome: OutcomeWords, topic: Topic) -> list[InventedMeasure]:
    dice = county.dice(f"measures/{item}")
    name = topic.slug
    first = topic.service.removeprefix("an ").removeprefix("a ").capitalize()
    days = dice.choice((5, 10, 15, 20, 28))

    def level(least: int, most: int) -> int:
        return dice.randint(least, most)

    return [
        InventedMeasure(
            _share(f"{name}-outcome", topic.people, "outcome", outcome, NEIGHBOURS),
            item, SHARE, level(550, 850), level(-300, 700),
            yearly=True, in_districts=True, has_neighbours=True,
        ),
        InventedMeasure(
            _measure(f"{name}-rate", f"{topic.trouble} for every 10,000 people", "per 10,000 people", "rate",
                     "low_is_good", 1, "outcome", outcome, NEIGHBOURS),
            item, RATE, level(150, 900), level(-700, 500), in_districts=True, has_neighbours=True,
        ),
        InventedMeasure(
            _share(f"{name}-in-time", f"{first} within {days} working days", "performance", outcome),
            item, SHARE, level(700, 930), level(-300, 500), in_districts=True,
        ),
        InventedMeasure(
            _share(f"{name}-satisfaction", f"People satisfied with {topic.service}", "performance", outcome),
            item, SHARE, level(650, 900), level(-300, 400),
        ),
        InventedMeasure(
            _measure(f"{name}-wait", f"Average wait for {topic.service}", "days", "mean",
                     "low_is_good", 1, "performance", outcome),
            item, DAYS, level(80, 450), level(-500, 300),
        ),
        InventedMeasure(
            _measure(f"{name}-work", topic.work, "in the quarter", "count",
                     "no_judgement", 0, "activity", outcome),
            item, COUNT, level(20, 90), level(-50, 150), in_districts=True,
        ),
    ]  # fmt: skip


def _of_money(county: County, item: str, outcome: OutcomeWords) -> list[InventedMeasure]:
    dice = county.dice(f"money/{item}")
    name = outcome.money.replace(" ", "-")
    spent = _measure(f"{name}-spending", f"Spending on {outcome.money}", "£ million", "money",
                     "no_judgement", 1, "activity", outcome)  # fmt: skip
    saved = _measure(f"{name}-savings", f"Savings made in {outcome.money}", "£ million", "money",
                     "high_is_good", 1, "performance", outcome)  # fmt: skip
    return [
        InventedMeasure(spent, item, MONEY, dice.randint(200, 900), dice.randint(0, 900)),
        InventedMeasure(saved, item, MONEY, dice.randint(15, 60), dice.randint(-50, 100)),
    ]


def _share(ref: str, title: str, kind: str, outcome: OutcomeWords, comparator: str = "") -> Measure:
    return _measure(ref, title, "%", "proportion", "high_is_good", 1, kind, outcome, comparator)


def _measure(
    ref: str,
    title: str,
    unit: str,
    statistic: str,
    polarity: str,
    decimals: int,
    kind: str,
    outcome: OutcomeWords,
    comparator: str = "",
) -> Measure:
    multiplier = {"proportion": Decimal(100), "rate": Decimal(10000)}.get(statistic)
    return Measure(
        ref=ref,
        title=title,
        unit=unit,
        statistic=statistic,
        multiplier=multiplier,
        polarity=polarity,
        decimals=decimals,
        kind=kind,
        year_type="financial",
        source="Invented",
        definition=f"Invented, to try the product with: {title[0].lower()}{title[1:]}.",
        owner=outcome.lead,
        comparator=comparator,
        tolerance="" if kind == "activity" else "2%",
    )
