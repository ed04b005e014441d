"""What the invented council's people say in a return: figures, how actions stand, and answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from goldenthread.rules.calendar_span import months_later
from goldenthread.rules.finding import Finding
from goldenthread.rules.period import Period
from goldenthread.upkeep.invented.action import InventedAction, invent_actions
from goldenthread.upkeep.invented.county import County
from goldenthread.upkeep.invented.figure import Figure
from goldenthread.upkeep.invented.measure import invent_measures
from goldenthread.upkeep.invented.returned import invent_returned, returned_figures
from goldenthread.upkeep.invented.working import InventedService, Words, invent_services, workings

LOW = 7
CONFIDENCES = ("on_track",) * 13 + ("at_risk",) * 4 + ("off_track",) * 3
"""Of twenty actions, thirteen are on track and `LOW` are not."""
ANSWERED_IN = timedelta(days=75)
"""How long an action on a red figure takes."""
LEAP = Decimal("1.45")
LEAPS = ("waste-work", "child-protection-in-time", "road-repair-work", "enablement-rate")
"""Measures whose figure of the open quarter is far from what they usually do."""
Entry = dict[str, str]


@dataclass(frozen=True, slots=True)
class Council:
    """The invented council as it plays its quarters: everything that it says is found here."""

    county: County
    said: Words
    services: tuple[InventedService, ...]
    measures: Mapping[str, str]
    """The title of each returned measure."""
    figures: Mapping[str, Mapping[Period, Figure]]
    actions: Mapping[str, InventedAction]

    def dice(self, about: str) -> Random:
        return self.county.dice(f"said/{about}")


def invent_council(county: County, today: date) -> Council:
    """The council of a county, as it stands on a day."""
    said = workings(county)
    returned = invent_returned(county, said, invent_measures(county))
    return Council(
        county,
        said,
        invent_services(said),
        {each.ref: each.measure.title for each, _ in returned},
        {each.ref: returned_figures(county, each) for each, _ in returned},
        {each.ref: each for each in invent_actions(county, said, today)},
    )


def figure_entry(council: Council, measure: str, period: Period) -> Entry:
    """What is entered for one figure: its parts where it has them, and what is to be noted."""
    figure = council.figures[measure][period]
    leaps = measure in LEAPS and period == council.county.quarters[-1]
    entry = {"status": "" if figure.status == "normal" else figure.status, "comment": figure.note}
    if figure.value is None:
        return entry
    if figure.numerator is None or figure.denominator is None:
        return entry | {"value": str(round(figure.value * LEAP) if leaps else figure.value)}
    numerator = int(figure.numerator / LEAP) if leaps else figure.numerator
    return entry | {"numerator": str(numerator), "denominator": str(figure.denominator)}


def action_entry(council: Council, ref: str, period: Period) -> Entry:
    """What is said of one action: a confidence, a sentence, and more where the confidence is low."""
    action = council.actions[ref]
    dice = council.dice(f"action/{ref}/{period}")
    confidence = _confidence(council, action, period)
    entry = {"confidence": confidence, "milestones": _reached(action, period)}
    entry["sentence"] = _in_words(council, dice, council.said["sentences"][confidence], action, period)
    if confidence != "on_track":
        later = max(action.due, period.end) + timedelta(days=dice.choice((30, 61, 92)))
        entry |= {"forecast": str(later), "help_wanted": dice.choice(council.said["help"])}
    elif _confidence(council, action, _before(period)) != "on_track":
        entry["forecast"] = str(action.due)
    return entry


def answers(
    council: Council,
    service: InventedService,
    measure: str,
    period: Period,
    findings: Iterable[Finding],
    on: date,
) -> Entry:
    """What is entered because of what was found in a figure: a comment, an action, or that it is right."""
    found = tuple(findings)
    dice = council.dice(f"answer/{measure}/{period}")
    month = {"month": _month(period, dice)}
    entry: Entry = {}
    for each in found:
        if each.column == "comment" or (not each.is_error and "comment" not in entry):
            words = council.said["comments" if each.is_error else "jumps"]
            entry["comment"] = dice.choice(words).format(**month)
    columns = {each.column for each in found}
    if "management_action" in columns:
        entry["management_action"] = dice.choice(council.said["actions_on_red"])
    if "management_owner" in columns:
        entry["management_owner"] = service.head
    if "management_due" in columns:
        entry["management_due"] = str(on + ANSWERED_IN)
    confirmed = " ".join(each.code for each in found if not each.is_error)
    return entry | ({"confirmed": confirmed} if confirmed else {})


def _confidence(council: Council, action: InventedAction, period: Period) -> str:
    """How confident its lead is in a quarter; never on track once its day has passed."""
    choices = CONFIDENCES if action.due >= period.end else CONFIDENCES[-LOW:]
    return council.dice(f"confidence/{action.ref}/{period}").choice(choices)


def _before(period: Period) -> Period:
    return Period(months_later(period.start, -3), 3, "M")


def _reached(action: InventedAction, period: Period) -> str:
    """The milestones whose day came in the quarter, as reached on it."""
    held = ((day, title) for day, title in action.milestones if period.start <= day < period.end)
    return "\n".join(f"{title.lower().replace(' ', '-')}: reached {day}" for day, title in held)


def _in_words(
    council: Council, dice: Random, sentences: Sequence[str], action: InventedAction, period: Period
) -> str:
    partner = next((each["title"] for each in council.said["partners"] if each["ref"] in action.partners), "")
    usable = [each for each in sentences if partner or "{partner}" not in each]
    return dice.choice(usable).format(
        topic=action.topic.topic,
        district=action.district,
        partner=partner,
        month=_month(period, dice),
    )


def _month(period: Period, dice: Random) -> str:
    """One of the last two months of the quarter, by name."""
    return f"{months_later(period.end, -dice.randint(1, 2)):%B}"
