"""The invented council's risks, what it and its partners promised, and what it asks of Government."""

from collections.abc import Iterator
from datetime import date, timedelta

from goldenthread.upkeep.invented.county import County
from goldenthread.upkeep.invented.plan import CURRENT
from goldenthread.upkeep.invented.working import Words, invent_services, month_end

RISK_COLUMNS = (
    "ref", "kind", "title", "cause", "event", "effect", "likelihood", "impact", "target_likelihood",
    "target_impact", "target_by", "service", "owner", "level", "items",
)  # fmt: skip
COMMITMENT_COLUMNS = (
    "ref", "kind", "partner", "title", "plan", "item", "service", "owner", "due", "state", "last_contact",
    "next_step", "next_step_due", "note",
)  # fmt: skip
Row = tuple[str, ...]


def risk_table(county: County, said: Words, today: date) -> Iterator[Row]:
    """The rows of `risks.csv`."""
    leads = {each.ref: each.lead for each in invent_services(said)}
    for number, each in enumerate(said["risks"], start=1):
        likelihood, impact = each["target"]
        items = "; ".join(f"{CURRENT}/{county.placed_topics[topic][0]}" for topic in each["topics"])
        yield (
            *(risk_ref(number), each.get("kind", "risk"), each["title"], each["cause"], each["event"]),
            *(each["effect"], str(each["likelihood"]), str(each["impact"]), str(likelihood), str(impact)),
            *(str(month_end(today, 2 + number % 9)), each["service"], leads[each["service"]]),
            *(each["level"], items),
        )


def risk_ref(number: int) -> str:
    """The ref of the risk at that place in the file of workings."""
    return f"risk-{number}"


def commitment_table(county: County, said: Words, today: date) -> Iterator[Row]:
    """The rows of `commitments.csv`."""
    leads = {each.ref: each.lead for each in invent_services(said)}
    for number, each in enumerate(said["commitments"], start=1):
        item, _ = county.placed_topics[each["topic"]]
        yield (
            *(f"{each['partner']}-{number}", each["kind"], each["partner"], each["title"], CURRENT, item),
            *(each["service"], leads[each["service"]], _day(today, each["due"]), each["state"]),
            *(_day(today, -each["contact"]), each.get("next", ""), _day(today, each.get("days"))),
            each.get("note", ""),
        )


def _day(today: date, days: int | None) -> str:
    return "" if days is None else str(today + timedelta(days=days))
