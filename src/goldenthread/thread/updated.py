"""When the figures on a page were last published, and whose they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from goldenthread.thread.reader import Reader


@dataclass(frozen=True, slots=True)
class Updated:
    """The day of the newest release behind a page (None before the first) and the publishers."""

    when: date | None
    sources: tuple[str, ...]


def updated(refs: Iterable[str], reader: Reader) -> Updated:
    """What stands behind the measures with these refs."""
    wanted = frozenset(refs)
    found = [each for each in reader.sight.releases()[::-1] if each.measures & wanted]
    days = (timezone.localdate(each.publish_at) for each in found if each.publish_at)
    return Updated(
        max(days, default=None),
        tuple(dict.fromkeys(each.publisher or each.source or each.title for each in found)),
    )
