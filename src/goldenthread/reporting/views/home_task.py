"""The standing tasks of the quarter and of delivery, by what each role may do."""

from typing import Final

from rules.predicates import Predicate

from goldenthread.kit.part import Task
from goldenthread.people.access import (
    Officer,
    is_member,
    is_partner,
    is_performance_officer,
    is_strategy_officer,
    reads_everything,
)

_TASKS: Final[tuple[tuple[Predicate, str, str, str], ...]] = (
    (is_performance_officer, "The performance desk", "/officer/desk/", "What is in, late and odd; close"),
    (is_performance_officer, "Reporting periods", "/officer/periods/", "Plan a quarter and open it"),
    (reads_everything, "Reports and editions", "/officer/editions/", "Arrange a report and publish it"),
    (reads_everything, "Budgets", "/officer/budget/", "Versions, lines, scenarios and what the law asks"),
    (reads_everything, "Service plans", "/officer/service-plans/", "Priorities and actions of the year"),
    (reads_everything, "Risks and opportunities", "/officer/risks/", "With issues and lessons beside them"),
    (reads_everything | is_partner, "Commitments", "/officer/commitments/", "To and from partners, and asks"),
    (is_member, "The council by portfolio, committee and district", "/members/", ""),
    (reads_everything | is_member, "Members' questions", "/officer/questions/", "Ask, draft and answer"),
    (
        is_performance_officer | is_strategy_officer,
        "The measures review",
        "/officer/measures-review/",
        "What is proposed, changed and retired next year",
    ),
)


def quarter_tasks(who: Officer) -> tuple[Task, ...]:
    """What the person may do about the quarter and about delivery."""
    return tuple(Task(title, href, "", hint, done=True) for may, title, href, hint in _TASKS if may.test(who))
