"""The reader by whose eyes every edition is worked out, so that nothing unpublished can enter one."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from goldenthread.measures.visible import sight
from goldenthread.people.queries.council import council
from goldenthread.rules.refusal import refuse
from goldenthread.thread.reader import Reader


def public_reader(now: datetime) -> Reader:
    """Anybody at all, at that moment. Raises Refused where no council is set up."""
    facts = council()
    if facts is None:
        raise refuse("no council is set up", "set up the council first")
    anybody = AnonymousUser()
    return Reader(anybody, now, facts, sight(anybody, now))
