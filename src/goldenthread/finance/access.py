"""Who may read and change budgets, the year as it goes, and what each pound is for."""

from collections.abc import Iterable

from goldenthread.people.access import (
    Viewer,
    holds_over,
    is_approver,
    is_finance_officer,
    is_performance_officer,
    is_service_lead,
    reads_everything,
)
from goldenthread.rules.subject import Subject

Subjects = Iterable[Subject]
"""What a role may be held over so that it reaches a service: itself and everything above it."""


def may_read_finance(user: Viewer) -> bool:
    """Every officer, and the auditor, reads budgets before the public does."""
    return bool(reads_everything.test(user))


def may_keep_budget(user: Viewer) -> bool:
    """Finance officers keep drafts, freeze versions and publish them."""
    return bool(is_finance_officer.test(user))


def may_sign_robustness(user: Viewer) -> bool:
    """Finance officers write the chief finance officer's statement and sign it."""
    return bool(is_finance_officer.test(user))


def may_monitor(user: Viewer, subjects: Subjects) -> bool:
    """Finance officers say how any line stands; leads and approvers how those of their services do."""
    over = tuple(subjects)
    return may_keep_budget(user) or _runs(user, over)


def may_monitor_anything(user: Viewer) -> bool:
    """Whoever monitors any service brings its figures in by file; each row is asked of its own service."""
    return bool((is_finance_officer | is_service_lead | is_approver).test(user))


def may_answer_saving(user: Viewer, subjects: Subjects) -> bool:
    """Whoever monitors a service says how its savings stand."""
    return may_monitor(user, subjects)


def may_vire(user: Viewer) -> bool:
    """Finance officers enter virements, with the authority that allowed them."""
    return may_keep_budget(user)


def _runs(user: Viewer, subjects: Subjects) -> bool:
    over = tuple(subjects)
    return holds_over(user, "service_lead", over) or holds_over(user, "approver", over)


def may_record_evaluation(user: Viewer) -> bool:
    """Finance and performance officers record what studies found that spending changed."""
    return bool((is_finance_officer | is_performance_officer).test(user))
