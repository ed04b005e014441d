"""Who may see, write and publish plans."""

from goldenthread.people.access import Viewer, holds, holds_over, reads_everything
from goldenthread.rules.subject import Subject

writes_plans = holds("strategy")


def may_see_unpublished(user: Viewer) -> bool:
    """Every officer, and the auditor, may read a plan before the public does."""
    return bool(reads_everything.test(user))


def may_write_plans(user: Viewer) -> bool:
    """Strategy officers may hand over a plan file, whichever plan they hold."""
    return bool(writes_plans.test(user))


def may_edit_plan(user: Viewer, plan: str) -> bool:
    """Strategy officers write the plan that they hold; those of the whole council write every plan."""
    return holds_over(user, "strategy", [Subject("plan", plan)])


def may_publish_plan(user: Viewer, plan: str) -> bool:
    """Strategy officers publish and withdraw the plan that they hold; those of the council every plan."""
    return holds_over(user, "strategy", [Subject("plan", plan)])
