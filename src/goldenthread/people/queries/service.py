"""The organisation on a day: directorates, divisions and services, portfolios and who answers for them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from goldenthread.people.models import ServiceState
from goldenthread.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class ServiceSheet:
    """A service as it stands on a day. `portfolio` is its own; an empty one is its parent's."""

    ref: str
    title: str
    kind: str
    parent: str
    portfolio: str


@dataclass(frozen=True, slots=True)
class ServiceTree:
    """Every service of one day, each parent before what is beneath it."""

    sheets: Mapping[str, ServiceSheet]

    def __contains__(self, ref: object) -> bool:
        return ref in self.sheets

    def __iter__(self) -> Iterator[ServiceSheet]:
        return iter(self.sheets.values())

    def title(self, ref: str) -> str:
        """Its title; a ref that stands in the tree no longer is shown as it is."""
        return self.sheets[ref].title if ref in self.sheets else ref

    def lineage(self, ref: str) -> tuple[str, ...]:
        """The service and everything above it, itself first; only itself where it is not in the tree."""
        found = [ref]
        while (above := self.sheets[found[-1]].parent if found[-1] in self.sheets else "") not in (
            "",
            *found,
        ):
            found.append(above)
        return tuple(found)

    def subjects(self, ref: str) -> tuple[Subject, ...]:
        """What a role may be held over so that it reaches this service."""
        return tuple(Subject("service", each) for each in self.lineage(ref))

    def beneath(self, refs: Iterable[str]) -> frozenset[str]:
        """These services and all that stand beneath them."""
        wanted = set(refs)
        return frozenset(each for each in self.sheets if wanted.intersection(self.lineage(each)))

    def portfolio(self, ref: str) -> str:
        """The portfolio that answers for it: its own, or the nearest above; empty where there is none."""
        held = (self.sheets[each].portfolio for each in self.lineage(ref) if each in self.sheets)
        return next((each for each in held if each), "")


def services(on: date) -> ServiceTree:
    """The tree as it stood on that day: one read."""
    rows = (
        ServiceState.objects.filter(Q(ends=None) | Q(ends__gt=on), starts__lte=on)
        .order_by("title")
        .values_list("service__ref", "title", "kind", "parent__ref", "portfolio__ref")
    )
    sheets = [
        ServiceSheet(ref, title, kind, parent or "", held or "") for ref, title, kind, parent, held in rows
    ]
    return ServiceTree({each.ref: each for each in _parents_first(sheets)})


def _parents_first(sheets: list[ServiceSheet]) -> Iterator[ServiceSheet]:
    beneath: dict[str, list[ServiceSheet]] = {}
    known = {each.ref for each in sheets}
    for each in sheets:
        beneath.setdefault(each.parent if each.parent in known else "", []).append(each)
    waiting = beneath.get("", [])[::-1]
    while waiting:
        each = waiting.pop()
        yield each
        waiting += beneath.get(each.ref, [])[::-1]
