"""The council that an installation serves."""

from dataclasses import dataclass

from goldenthread.people.models import Council


@dataclass(frozen=True, slots=True)
class CouncilFacts:
    """The body that an installation serves."""

    ref: str
    title: str
    vision: str
    area: str
    policy: str
    plan: str
    accent: str


def council() -> CouncilFacts | None:
    """The council this installation serves, or None before it is set up."""
    row = Council.objects.order_by("id").first()
    if row is None:
        return None
    return CouncilFacts(row.ref, row.title, row.vision, row.area, row.policy, row.plan, row.accent)
