"""Commitments and asks as their readers see them: frozen values, with no table beneath them."""

from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.delivery.commitment_words import ENDED, KINDS, STATES, CommitmentWords, Standing
from goldenthread.rules.tongue import Words

_WITH = Words(
    {"ask": "Asked of {whom}", "to_partner": "Promised to {whom}", "from_partner": "Promised by {whom}"}
)


@dataclass(frozen=True, slots=True)
class CommitmentSheet:
    """What was promised or asked, with whom, and how it stands. `is_public`: the public reads it now."""

    ref: str
    words: CommitmentWords
    standing: Standing
    partner_title: str
    partner_kind: str
    service_title: str
    publish_at: datetime | None
    is_public: bool
    version: int

    @property
    def title(self) -> str:
        return self.words.title

    @property
    def kind_in_words(self) -> str:
        return KINDS.get(self.words.kind, self.words.kind)

    @property
    def state_in_words(self) -> str:
        return STATES.get(self.standing.state, self.standing.state)

    @property
    def is_open(self) -> bool:
        return self.standing.state not in ENDED

    def is_overdue(self, today: date) -> bool:
        """Whether its own day has passed while it is open."""
        return self.is_open and self.words.due is not None and self.words.due < today

    def is_late(self, today: date) -> bool:
        """Whether the day of its next step, or its own, has passed while it is open."""
        return self.step_is_late(today) or self.is_overdue(today)

    def step_is_late(self, today: date) -> bool:
        """Whether the day of its next step has passed while it is open."""
        due = self.standing.next_step_due
        return self.is_open and due is not None and due < today


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as the public reads it: no note, no next step, no names of officers."""

    ref: str
    kind: str
    title: str
    description: str
    partner: str
    partner_title: str
    plan: str
    item: str
    state: str
    due: date | None
    last_contact: date | None

    @property
    def with_whom(self) -> str:
        """Who promised or is asked, in words: `Promised by Kent Police`."""
        return _WITH.get(self.kind, "{whom}").format(whom=self.partner_title)

    @property
    def state_in_words(self) -> str:
        return STATES.get(self.state, self.state)
