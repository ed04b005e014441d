"""Outturn handed over by an officer, and the services that its lines would belong to."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from goldenthread.finance.models import Line, UploadedBook
from goldenthread.people.access import Officer
from goldenthread.people.queries.service import ServiceSheet
from goldenthread.rules.book_plain import read_plain
from goldenthread.rules.outturn import Gathered, OutturnLine

OUTTURN: Final = "(outturn)"
"""What `UploadedBook.into` says of outturn; no draft has such a ref."""

_WORD: Final = re.compile(r"[a-z]+")
_ADULTS, _CHILDREN = frozenset(("adult",)), frozenset(("children",))
_SAYS_LITTLE: Final = frozenset(
    ("and", "the", "of", "for", "with", "service", "services", "other", "related", "total", "support")
)


def uploaded_outturn(who: Officer, number: int) -> Gathered | None:
    """What the officer handed over under that number."""
    rows = UploadedBook.objects.filter(pk=number, who=who, into=OUTTURN)
    content = rows.values_list("content", flat=True).first()
    return None if content is None else read_plain(Gathered, json.loads(bytes(content)))


def suggested_services(lines: Sequence[OutturnLine], services: Iterable[ServiceSheet]) -> Mapping[str, str]:
    """A service for each line by its name, nothing where none comes near.

    The one that the line had in the latest budget; else the one whose title shares most words with it.
    """
    held = tuple(services)
    refs = {each.ref for each in held}
    before = dict(
        Line.objects.filter(outturn_line__in=[line.name for line in lines])
        .order_by("budget_id")
        .values_list("outturn_line", "service")
    )
    known = {name: service for name, service in before.items() if service in refs}
    return {line.name: known.get(line.name) or _nearest(line, held) for line in lines}


def _nearest(line: OutturnLine, services: Sequence[ServiceSheet]) -> str:
    """The service whose title shares most words with the line and its section; the shortest of equals."""
    wanted = _words(f"{line.section} {line.title}")
    section = _words(line.section)
    best, most = "", (0, 0.0)
    for service in services:
        words = _words(service.title)
        if _is_for_others(words, wanted):
            continue
        shared = len(words & wanted) + len(words & section)
        near = (shared, shared / max(len(words), 1))
        if shared and near > most:
            best, most = service.ref, near
    return best


def _is_for_others(service: frozenset[str], line: frozenset[str]) -> bool:
    """Whether one is about adults alone and the other about children alone."""
    return any(
        one <= service and other <= line and not (other & service or one & line)
        for one, other in ((_ADULTS, _CHILDREN), (_CHILDREN, _ADULTS))
    )


def _words(text: str) -> frozenset[str]:
    """The words that say something, without their endings: children's and children are one."""
    plain = text.lower().replace("’", "'").replace("'s", "")
    return frozenset(each.rstrip("s") for each in _WORD.findall(plain) if each not in _SAYS_LITTLE)
