"""The council that an installation serves."""

from dataclasses import dataclass
from datetime import date

from goldenthread.people.models import Council


@dataclass(frozen=True, slots=True)
class CouncilFacts:
    """The body that an installation serves.

    `policy` is what its pages judge by; each of `policies_from` takes its place from a first day on, which is
    written as 2026-04-01, the earliest first.
    """

    ref: str
    title: str
    vision: str
    area: str
    policy: str
    plan: str
    accent: str
    policies_from: tuple[tuple[str, str], ...] = ()

    def policy_on(self, day: date) -> str:
        """The ref of the policy in force on a day."""
        begun = [ref for since, ref in self.policies_from if date.fromisoformat(since) <= day]
        return begun[-1] if begun else self.policy


def council() -> CouncilFacts | None:
    """The council this installation serves, or None before it is set up."""
    row = Council.objects.order_by("id").first()
    if row is None:
        return None
    return CouncilFacts(
        row.ref,
        row.title,
        row.vision,
        row.area,
        row.policy,
        row.plan,
        row.accent,
        tuple((since, ref) for since, ref in row.policies_from),
    )
