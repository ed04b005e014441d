"""Who may do what with measures and the observations that are delivered about them."""

from goldenthread.people.access import holds, is_officer

keeps_measures = holds("performance") | holds("administrator")
writes_the_plan = holds("strategy")
works_on_the_thread = keeps_measures | writes_the_plan


def may_define(user: object) -> bool:
    """May write a measure's definition, its targets and its life, and declare composite areas."""
    return bool(keeps_measures.test(user))


def may_link(user: object) -> bool:
    """May say which plan item a measure quantifies: whoever keeps measures or writes the plan."""
    return bool(works_on_the_thread.test(user))


def may_record(user: object) -> bool:
    """May bring in observations."""
    return bool(keeps_measures.test(user))


def may_publish(user: object) -> bool:
    """May set the moment at which a measure or a release becomes public."""
    return bool(keeps_measures.test(user))


def may_see_unpublished(user: object) -> bool:
    """May read measures and releases before the public does."""
    return bool(is_officer.test(user))
