"""What a frozen edition would say today, beside what it says: it is worked out again, and changes nothing."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from goldenthread.publish.document import Section
from goldenthread.publish.fact import Difference, differences
from goldenthread.publish.kinds.kind import Composed
from goldenthread.publish.public_reader import public_reader
from goldenthread.publish.queries.draft import composed_of
from goldenthread.publish.queries.edition import EditionFacts, edition_facts
from goldenthread.publish.queries.issue import Issue, latest_issue
from goldenthread.publish.resolving import first_of_each
from goldenthread.rules.refusal import refuse


@dataclass(frozen=True, slots=True)
class Comparison:
    """The facts that would read otherwise, and the parts that came and went since.

    `facts` counts those of the issue. `appeared` and `vanished` are titles of parts. `policy_was` and
    `policy_now` are the refs of the policies that judge.
    """

    edition: EditionFacts
    issue: Issue
    at: datetime
    facts: int
    differences: tuple[Difference, ...]
    appeared: tuple[str, ...]
    vanished: tuple[str, ...]
    policy_was: str
    policy_now: str

    @property
    def same(self) -> int:
        """How many of the issue's facts would say the same."""
        return self.facts - sum(1 for each in self.differences if each.was is not None)


def comparison_of(ref: str, now: datetime) -> Comparison:
    """What the latest issue would say at that moment, with the parts that it shows and those new since.

    Raises Refused where the edition was never frozen, or what it is about is no longer there to be seen.
    """
    edition = edition_facts(ref, now)
    if edition is None:
        raise refuse(f"there is no edition '{ref}'", "open the list of editions and choose one")
    issue = latest_issue(edition)
    composed = composed_of(edition, public_reader(now))
    was, is_now = dict(_sections(issue.working.composed)), dict(_sections(composed))
    shown = set(issue.working.shown)
    looked = [section for key, section in is_now.items() if key in shown or key not in was]
    facts = first_of_each(fact for section in looked for fact in section.facts)
    return Comparison(
        edition=edition,
        issue=issue,
        at=now,
        facts=len(issue.document.facts),
        differences=differences(issue.document.facts, facts),
        appeared=tuple(_title(key, each) for key, each in is_now.items() if key not in was),
        vanished=tuple(_title(key, was[key]) for key in issue.working.shown if key not in is_now),
        policy_was=issue.document.policy,
        policy_now=composed.policy,
    )


def _sections(composed: Composed) -> Iterator[tuple[str, Section]]:
    for part in composed.parts:
        for section in part.sections:
            yield f"{part.key}/{section.key}", section


def _title(key: str, section: Section) -> str:
    return section.title or key


def comparison_said(found: Comparison) -> dict[str, Any]:
    """The comparison as JSON can carry it."""
    return {
        "ref": found.edition.ref,
        "issue": found.issue.number,
        "frozen_at": found.issue.frozen_at.isoformat(),
        "compared_at": found.at.isoformat(),
        "facts": found.facts,
        "same": found.same,
        "policy": {"was": found.policy_was, "now": found.policy_now},
        "differences": [
            {
                "about": each.about,
                "was": asdict(each.was) if each.was else None,
                "now": asdict(each.now) if each.now else None,
            }
            for each in found.differences
        ],
        "appeared": list(found.appeared),
        "vanished": list(found.vanished),
    }
