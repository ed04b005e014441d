"""Two people at one record: what it was, what it is, and who changed it while somebody else was typing."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from goldenthread.delivery.told import changes_told
from goldenthread.people.queries.trail import TrailLine, acts_on
from goldenthread.rules.refusal import Refusal, Refused
from goldenthread.rules.subject import Subject

Said = dict[str, Any]
MOST_TOLD = 10


class Overtaken(Refused):
    """Somebody changed the record since it was read. `version` is the one that saving again replaces."""

    def __init__(self, refusal: Refusal, version: int) -> None:
        self.version = version
        super().__init__([refusal])


def described(row: Model, names: Iterable[str]) -> Said:
    """These columns of a row, as the trail can carry them."""
    return {name: _plain(getattr(row, name)) for name in names}


def changes(before: Said, after: Said) -> tuple[Said, Said]:
    """What was and what is, of that alone which differs."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def require_unchanged(subject: Subject, seen: int | None, version: int) -> None:
    """Raise Overtaken where the record is no longer as it was read; it says what changed and by whom.

    Every act on the record adds one to its version, so the acts since are as many as the versions between.
    None asks for no check.
    """
    if seen is None or seen == version:
        return
    since = acts_on(subject, min(max(version - seen, 1), MOST_TOLD))
    told = "; ".join(_told(line) for line in reversed(since))
    what = f"it changed since you opened it: {told}" if told else "it changed since you opened it"
    do = "what you entered is still here: compare it, then save again to put it in place"
    raise Overtaken(Refusal("", None, None, what, do), version)


def _told(line: TrailLine) -> str:
    when = f"{timezone.localtime(line.at):%-d %B, %H:%M}"
    who = line.who or "the keeper of this site"
    said = changes_told(line)
    return f"{who} ({when}) changed {said}" if said else f"{who} ({when}): {line.act_in_words.lower()}"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
