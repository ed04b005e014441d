"""What officers may do about plans, measures, people and the council, whatever the quarter."""

from goldenthread.kit.part import Task
from goldenthread.people.access import (
    Officer,
    is_administrator,
    is_approver,
    is_finance_officer,
    is_performance_officer,
    is_service_lead,
    is_strategy_officer,
)

_PLANS = (("Write and publish plans", "/officer/plans/", "Upload a plan, edit it, publish it"),)
_MEASURES = (
    ("Keep measures", "/officer/measures/", "Definitions, targets, links to plans"),
    ("Import observations", "/officer/imports/", "Rehearse a file first, then bring it in and publish it"),
)
_PEOPLE = (("People", "/officer/people/", "Who may sign in, which roles they hold, and over what"),)
_MONEY = (
    ("The year as it goes", "/officer/budget/monitoring/", "Monitoring, early warnings and virements"),
    ("Savings", "/officer/budget/savings/", "How far each saving is, and what is expected of it"),
)
_ALL = (
    (
        "Services",
        "/officer/services/",
        "The organisation with its history, portfolios, committees and partners",
    ),
    ("Holds on publishing", "/officer/publication/", "Pre-election periods and what they leave open"),
    ("The trail", "/officer/trail/", "Who did what, when, and from which value to which"),
)


def tasks_of(officer: Officer) -> list[Task]:
    """The officer's tasks, by the roles held."""
    tasks = list(_PLANS) if is_strategy_officer.test(officer) else []
    tasks += _MEASURES if (is_performance_officer | is_administrator).test(officer) else ()
    tasks += _MONEY if (is_finance_officer | is_service_lead | is_approver).test(officer) else ()
    tasks += _PEOPLE if is_administrator.test(officer) else ()
    return [Task(title, href, "", hint, done=True) for title, href, hint in (*tasks, *_ALL)]
