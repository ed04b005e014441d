"""Who may do what with measures and the observations that are delivered about them."""

from goldenthread.people.access import (
    Viewer,
    holds_over,
    is_administrator,
    is_performance_officer,
    is_strategy_officer,
    reads_everything,
)
from goldenthread.rules.subject import Subject

keeps_measures = is_performance_officer | is_administrator
works_on_the_thread = keeps_measures | is_strategy_officer


def may_define(user: Viewer) -> bool:
    """May write a measure's definition, its targets and its life, and declare composite areas."""
    return bool(keeps_measures(user))


def may_link_somewhere(user: Viewer) -> bool:
    """May say which item of some plan a measure quantifies: whoever keeps measures or writes a plan."""
    return bool(works_on_the_thread(user))


def may_link(user: Viewer, plan: str) -> bool:
    """May say which item of this plan a measure quantifies: whoever keeps measures or writes the plan."""
    return bool(keeps_measures(user)) or holds_over(user, "strategy", [Subject("plan", plan)])


def may_record(user: Viewer) -> bool:
    """May bring in observations."""
    return bool(keeps_measures(user))


def may_publish(user: Viewer) -> bool:
    """May set the moment at which a measure or a release becomes public."""
    return bool(keeps_measures(user))


def may_see_unpublished(user: Viewer) -> bool:
    """May read measures and releases before the public does."""
    return bool(reads_everything.test(user))


def may_judge_held(user: Viewer) -> bool:
    """May judge all that is held, published or not, and read those verdicts."""
    return may_see_unpublished(user)
