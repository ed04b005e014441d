"""Who may see, write and publish plans."""

from goldenthread.people.access import Viewer, holds, reads_everything

writes_plans = holds("strategy")


def may_see_unpublished(user: Viewer) -> bool:
    """Every officer, and the auditor, may read a plan before the public does."""
    return bool(reads_everything.test(user))


def may_edit_plan(user: Viewer) -> bool:
    """Strategy officers write plans."""
    return bool(writes_plans.test(user))


def may_publish_plan(user: Viewer) -> bool:
    """Strategy officers publish plans, and withdraw them."""
    return bool(writes_plans.test(user))
