"""Who is reading, when, and for which council: what every public page is asked with."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpRequest
from django.utils import timezone

from goldenthread.measures.visible import Sight, sight
from goldenthread.people.access import Viewer
from goldenthread.people.queries.council import CouncilFacts, council
from goldenthread.people.queries.policy import policy_of
from goldenthread.rules.policy import Policy


class NotSetUp(Http404):
    """There is no council yet, and so nothing to read."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One reading of the public record."""

    viewer: Viewer
    now: datetime
    council: CouncilFacts
    sight: Sight
    """Opened once for the page: what of measures and their releases the viewer may read."""

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def policy(self) -> Policy:
        """The council's policy in force today."""
        return policy_of(self.council, self.today)


def reader_of(request: HttpRequest) -> Reader:
    """The reader of this request. Raises NotSetUp where no council is set up yet."""
    facts = council()
    if facts is None:
        raise NotSetUp("no council is set up")
    request.council = facts  # type: ignore[attr-defined]  # the page's frame asks for it again
    now = timezone.now()
    return Reader(request.user, now, facts, sight(request.user, now))
