"""Clearing away what a freeze that was cut short left on disk."""

from datetime import datetime, timedelta

from goldenthread.publish.models import FrozenIssue
from goldenthread.publish.place import sweep

_GRACE = timedelta(days=1)
"""A freeze takes seconds; whatever nothing names after a day is nobody's."""


def sweep_files(now: datetime) -> int:
    """Remove the files that no issue names and that are a day old; how many there were."""
    named = set(FrozenIssue.objects.values_list("working", flat=True))
    for manifest in FrozenIssue.objects.values_list("manifest", flat=True):
        named |= set(manifest.values())
    return sweep(named, now - _GRACE)
