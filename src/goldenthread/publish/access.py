"""Who may do what with editions."""

from goldenthread.people.access import (
    Viewer,
    is_performance_officer,
    is_strategy_officer,
    reads_everything,
)


def may_see_editions(user: Viewer) -> bool:
    """Every officer, and the auditor, may see editions before they are published."""
    return bool(reads_everything.test(user))


def may_edit_edition(user: Viewer) -> bool:
    """Strategy and performance officers may begin an edition, arrange it and write its words."""
    return bool((is_strategy_officer | is_performance_officer).test(user))


def may_freeze_edition(user: Viewer) -> bool:
    """Strategy and performance officers may freeze an edition, publish it and correct it."""
    return bool((is_strategy_officer | is_performance_officer).test(user))


def may_withdraw_edition(user: Viewer) -> bool:
    """Strategy officers may withdraw an edition, by an order that is named."""
    return bool(is_strategy_officer.test(user))
