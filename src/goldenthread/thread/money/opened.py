"""One version of the budget as it lies open before a reader, and the names of what it speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.finance.queries.public_budget import light_book, sums_in
from goldenthread.finance.queries.version import VersionFacts, Worked, latest_budget, version_named, versions
from goldenthread.people.queries.publication import publicity
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.plan import queries as plan_queries
from goldenthread.rules.budget import Book
from goldenthread.rules.financial_year import year_name
from goldenthread.thread.reader import Reader


@dataclass(frozen=True, slots=True)
class Opened:
    """A version with its small parts. `tree` are the services as they stand when its year begins or today."""

    facts: VersionFacts
    book: Book
    tree: ServiceTree
    reader: Reader

    @property
    def ref(self) -> str:
        return self.facts.ref

    @property
    def first(self) -> int:
        return self.facts.first

    @property
    def year(self) -> str:
        """The year that the budget is for, in words."""
        return year_name(self.first)

    @property
    def last_year(self) -> str:
        return year_name(self.first - 1)

    def service_title(self, service: str) -> str:
        """What a service is called; one that is in the organisation no longer is named after its ref."""
        return self.tree.title(service) if service in self.tree else service.replace("-", " ").capitalize()

    def sums(self, years: Iterable[int], *whats: str) -> Worked:
        """The sums of those kinds in those years of the central plan."""
        return sums_in(self.ref, years, *whats)

    def outcome_titles(self, keys: Iterable[str]) -> dict[str, str]:
        """The titles of outcomes named `plan#item`, and of what serves all of them or is not shared out."""
        pairs = {_plan_and_item(key): key for key in keys if "#" in key}
        shown = publicity(self.reader.now)
        titles = plan_queries.titles_of(pairs, self.reader.viewer, shown)
        found = {key: titles.get(pair, _("An outcome that is not published")) for pair, key in pairs.items()}
        return found | {"enabling": _("Work that every outcome needs"), "": _("Not yet shared out")}

    def known_outcomes(self, titles: dict[str, str]) -> dict[str, str]:
        """Where each outcome that may be read has its page, by its key."""
        unknown = _("An outcome that is not published")
        return {
            key: reverse("item", args=key.split("#", 1))
            for key, title in titles.items()
            if "#" in key and title != unknown
        }


def _plan_and_item(key: str) -> tuple[str, str]:
    plan, _hash, item = key.partition("#")
    return plan, item


def open_budget(ref: str, reader: Reader) -> Opened | None:
    """The version of that ref, or the latest budget where it is empty; None where the reader may see none."""
    if ref:
        facts = version_named(reader.viewer, reader.now, ref)
    else:
        seen = versions(reader.viewer, reader.now)
        facts = latest_budget(reader.viewer, reader.now) or next(
            (each for each in seen if each.is_public), None
        )
    if facts is None:
        return None
    return Opened(facts, light_book(facts.ref), services(reader.today), reader)
