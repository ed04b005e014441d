"""Service plans and actions as frozen values: what commands take and queries return."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.kit.format import count_of
from goldenthread.rules.lateness import Lateness
from goldenthread.rules.period import Period
from goldenthread.rules.quarter import Confidence
from goldenthread.rules.refusal import refuse
from goldenthread.rules.tongue import Words, say

ACTION_KINDS = ("action", "objective")
ACTION_STATES = Words(
    {
        "planned": "Planned",
        "under_way": "Under way",
        "done": "Done",
        "stopped": "Stopped",
    }
)
SERVICE_PLAN_STATES = {"draft": "Draft", "agreed": "Agreed", "closed": "Closed"}
DELIVERER_KINDS = {"service_plan": "Service plan", "programme": "Programme", "partner": "Partner"}
DEPENDENCY_KINDS = {"action": "Another action", "partner": "A partner", "other": "Something else"}


@dataclass(frozen=True, slots=True, order=True)
class ServesLink:
    """What an action is for: a plan item, or a measure that it should move."""

    plan: str = ""
    item: str = ""
    measure: str = ""
    why: str = ""

    def __str__(self) -> str:
        return self.measure or f"{self.plan}#{self.item}"


@dataclass(frozen=True, slots=True)
class MilestoneSheet:
    """A dated event on the way; `baseline` is the day first set, and never moves."""

    ref: str
    title: str
    baseline: date
    forecast: date | None = None
    reached: date | None = None

    @property
    def expected(self) -> date:
        """The day it is expected on now."""
        return self.forecast or self.baseline

    @property
    def days_moved(self) -> int:
        """By how many days it is, or was, later than its baseline."""
        return ((self.reached or self.expected) - self.baseline).days


@dataclass(frozen=True, slots=True)
class DependencySheet:
    """What an action waits for; `number` names it in addresses."""

    number: int
    on_kind: str
    on_ref: str
    why: str
    needed_by: date | None

    @property
    def on_kind_in_words(self) -> str:
        return DEPENDENCY_KINDS.get(self.on_kind, self.on_kind)


@dataclass(frozen=True, slots=True)
class EvidenceSheet:
    """Where to see that something was done."""

    title: str
    address: str
    on: date


@dataclass(frozen=True, slots=True)
class ActionSheet:
    """Work with an owner and a date. `plan` and `priority` are refs of a service plan and of its priority."""

    ref: str
    title: str
    service: str
    plan: str = ""
    priority: str = ""
    description: str = ""
    kind: str = "action"
    owner: str = ""
    partners: tuple[str, ...] = ()
    horizon: str = ""
    start: date | None = None
    due: date | None = None
    forecast: date | None = None
    state: str = "planned"
    serves: tuple[ServesLink, ...] = ()
    milestones: tuple[MilestoneSheet, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionSeen:
    """An action as it stands on a day: late or not, and how long ago it was last reported on.

    `confidence` is the code last reported; `said` is what the council's scale says of it, None without one.
    """

    sheet: ActionSheet
    confidence: str
    said: Confidence | None
    reported_on: date | None
    version: int
    lateness: Lateness
    is_stale: bool

    @property
    def ref(self) -> str:
        return self.sheet.ref

    @property
    def title(self) -> str:
        return self.sheet.title

    @property
    def service(self) -> str:
        return self.sheet.service

    @property
    def due(self) -> date | None:
        return self.sheet.due

    @property
    def forecast(self) -> date | None:
        return self.sheet.forecast

    @property
    def state_in_words(self) -> str:
        return ACTION_STATES.get(self.sheet.state, self.sheet.state)

    @property
    def standing_in_words(self) -> str:
        """Whether it is in time, as a reader is told it."""
        if self.sheet.state == "stopped":
            return say("Stopped")
        days = count_of(self.lateness.days, "day")
        words = {
            "done": say("Done"),
            "on_time": say("In time"),
            "slipping": say("Expected {days} after it is due", days=days),
            "late": say("Late by {days}", days=days),
            "undated": say("No due date"),
        }
        return words[self.lateness.word]

    @property
    def is_behind(self) -> bool:
        """Whether it is late, or expected to be."""
        return self.lateness.word in ("late", "slipping")

    @property
    def is_live(self) -> bool:
        """Whether anyone still has to report on it."""
        return self.sheet.state in ("planned", "under_way")


@dataclass(frozen=True, slots=True)
class MilestoneNews:
    """What a report says of a milestone: when it is now expected, or when it was reached."""

    forecast: date | None = None
    reached: date | None = None


@dataclass(frozen=True, slots=True)
class ActionReport:
    """How an action stands, as reported; an empty `state` leaves its state as it is."""

    ref: str
    confidence: str
    forecast: date | None
    reported_on: date
    milestones: Mapping[str, MilestoneNews]
    state: str = ""


@dataclass(frozen=True, slots=True)
class PrioritySheet:
    """One thing that a service puts first in its year."""

    ref: str
    title: str


@dataclass(frozen=True, slots=True)
class ServicePlanFacts:
    """One service's plan for one year, without its actions."""

    ref: str
    service: str
    year: Period
    title: str
    summary: str
    state: str
    publish_at: datetime | None
    is_public: bool

    @property
    def year_in_words(self) -> str:
        return self.year.label()

    @property
    def state_in_words(self) -> str:
        return SERVICE_PLAN_STATES.get(self.state, self.state)


def read_milestone_news(said: Mapping[str, str]) -> dict[str, MilestoneNews]:
    """News of milestones by ref, from text: `2026-12-01` is a forecast, `reached 2026-11-20` is reached.

    Raises Refused on anything else.
    """
    return {ref: _news(ref, text) for ref, text in said.items() if text.strip()}


def _news(ref: str, text: str) -> MilestoneNews:
    reached, day = text.strip().startswith("reached"), text.replace("reached", "").strip()
    try:
        when = date.fromisoformat(day)
    except ValueError:
        do = "write a day as 2026-12-01, or reached 2026-11-20"
        raise refuse(f"{text!r} is no news of a milestone", do, column=ref) from None
    return MilestoneNews(reached=when) if reached else MilestoneNews(forecast=when)
