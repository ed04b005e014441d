"""Who may read and change service plans, actions and what stands in their way."""

from collections.abc import Iterable

from goldenthread.people.access import (
    Viewer,
    holds_over,
    is_approver,
    is_performance_officer,
    is_programme_officer,
    is_service_lead,
    reads_everything,
)
from goldenthread.rules.subject import Subject

Subjects = Iterable[Subject]
"""What a role may be held over so that it reaches a service: itself and everything above it."""


def may_read_delivery(user: Viewer) -> bool:
    """Every officer, and the auditor, may read service plans and actions before the public does."""
    return bool(reads_everything.test(user))


def may_write_service_plan(user: Viewer, subjects: Subjects) -> bool:
    """Leads and approvers write the plans of their services; performance officers those of any."""
    over = tuple(subjects)
    return may_agree_service_plan(user, over) or holds_over(user, "service_lead", over)


def may_agree_service_plan(user: Viewer, subjects: Subjects) -> bool:
    """Approvers agree, publish and close the plans of their services; performance officers those of any."""
    return bool(is_performance_officer.test(user)) or holds_over(user, "approver", subjects)


def may_change_action(user: Viewer, subjects: Subjects) -> bool:
    """Who writes a service's plan changes its actions; programme officers change any."""
    return bool(is_programme_officer.test(user)) or may_write_service_plan(user, subjects)


def may_report_action(user: Viewer, subjects: Subjects) -> bool:
    """Who changes an action says how it stands, as a return does once it is approved."""
    return may_change_action(user, subjects)


def may_import_actions(user: Viewer) -> bool:
    """Who writes any service's actions brings them in by file; each row is asked of its own service."""
    anywhere = is_performance_officer | is_programme_officer | is_service_lead | is_approver
    return bool(anywhere.test(user))


def may_say_who_delivers(user: Viewer, plan: str) -> bool:
    """Strategy officers of the plan, programme and performance officers say who delivers its items."""
    whole = is_programme_officer | is_performance_officer
    return bool(whole.test(user)) or holds_over(user, "strategy", [Subject("plan", plan)])
