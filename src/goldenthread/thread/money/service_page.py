"""One service in the budget: what it costs, why that changes, what it saves, and each of its lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.finance.queries.public_budget import (
    LineFacts,
    allocations_of,
    lines_of_service,
    savings_planned,
    search_lines,
)
from goldenthread.kit.format import listed
from goldenthread.rules.money import ZERO
from goldenthread.thread.money import moved
from goldenthread.thread.money.opened import Opened
from goldenthread.thread.money.search_words import ways
from goldenthread.thread.money.sheet import CHANGE, POUNDS, Column, Sheet, pounds
from goldenthread.thread.money.words import LAW_NAMES, SAVING_STEPS

PAGE = 50
MOST_FOUND = 50
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class ServicePage:
    """One service of a version; `page` of `pages` of its lines is shown."""

    opened: Opened
    ref: str
    title: str
    sentence: str
    law: str
    bridge: Sheet
    pressures: Sheet
    savings: Sheet
    lines: Sheet
    count: int
    page: int
    counted: str
    unshared: str

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))

    @property
    def before(self) -> int | None:
        """The page of lines before this one."""
        return self.page - 1 if self.page > 1 else None

    @property
    def after(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None


@dataclass(frozen=True, slots=True)
class FoundPage:
    """The lines with the words asked, the dearest first; `more` where there are others beside them.

    `beside` are other words that were looked for too.
    """

    asked: str
    lines: Sheet | None
    more: bool
    beside: str

    @property
    def count(self) -> int:
        return len(self.lines.rows) if self.lines else 0


def read(opened: Opened, service: str, page: int) -> ServicePage | None:
    """The page of a service; None where the budget has nothing of it."""
    first = opened.first
    sums = opened.sums((first - 1, first), "service", "mandate", "served", "bar")
    now = sums.by_service("service", first)
    if service not in now:
        return None
    before = sums.by_service("service", first - 1).get(service, ZERO)
    count, lines = lines_of_service(opened.ref, service, (page - 1) * PAGE, PAGE)
    if page > 1 and not lines:
        return None
    title = opened.service_title(service)
    return ServicePage(
        opened,
        service,
        title,
        _sentence(opened, title, before, now[service]),
        _law(sums.by("mandate", first, service=service)),
        bridge_sheet(opened, service, before),
        moved.changes_sheet(opened, saving=False, service=service),
        moved.changes_sheet(opened, saving=True, service=service),
        lines_sheet(opened, lines, with_service=False),
        count,
        page,
        _counted(opened, service, sums.by("bar", first, service=service)),
        _unshared(opened, now[service], sums.by("served", first, service=service)),
    )


def _counted(opened: Opened, service: str, bars: dict[str, Decimal]) -> str:
    """That savings are counted on in part, where they are: what was planned and what is counted."""
    planned = savings_planned(opened.ref, opened.first, service)
    counted = -sum((bars.get(code, ZERO) for code in SAVING_STEPS), ZERO)
    if planned <= counted:
        return ""
    said = _(
        "These savings are {planned} as planned. The budget counts on {counted} of it, for not all of a "
        "saving may arrive in time."
    )
    return said.format(planned=pounds(planned), counted=pounds(counted))


def _unshared(opened: Opened, cost: Decimal, served: dict[str, Decimal]) -> str:
    """How much of a service's cost is not shared out to what it is for; empty where all of it is."""
    shared = sum((amount for key, amount in served.items() if key), ZERO)
    if abs(cost - shared) < 1:
        return ""
    said = _("{sum} of this service is not yet shared out to what it is for.")
    return said.format(sum=pounds(cost - shared))


def bridge_sheet(opened: Opened, service: str, before: Decimal | None = None) -> Sheet:
    """What a service cost last year, each reason why that changes, and what it costs now."""
    if before is None:
        last = opened.first - 1
        before = opened.sums((last,), "service").by_service("service", last).get(service, ZERO)
    steps = moved.steps_of(opened, service)
    return moved.stepped("bridge", _("From last year to this"), opened, before, steps)


def find(opened: Opened, asked: str) -> FoundPage:
    """The lines that every word asked leads to: by their names, their services' and what changes them."""
    words = " ".join(asked.replace("\0", " ").split())[:200]
    each_way = [ways(word) for word in words.split()[:MOST_WORDS]]
    titles = {ref: opened.service_title(ref).casefold() for ref in services_of(opened)} if words else {}
    looked = [(texts, _called(titles, texts)) for texts in each_way]
    found = search_lines(opened.ref, looked, MOST_FOUND + 1) if words else ()
    lines = lines_sheet(opened, found[:MOST_FOUND], with_service=True) if found else None
    searched = list(dict.fromkeys(text for texts in each_way for text in texts[1:]))
    return FoundPage(words, lines, len(found) > MOST_FOUND, ", ".join(searched))


def services_of(opened: Opened) -> tuple[str, ...]:
    """The services that the budget spends on."""
    return tuple(opened.sums((opened.first,), "service").by_service("service", opened.first))


def _called(titles: Mapping[str, str], texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(ref for ref, title in titles.items() if any(text in title for text in texts))


def lines_sheet(opened: Opened, lines: tuple[LineFacts, ...], *, with_service: bool) -> Sheet:
    """Lines with what they cost and what each is for."""
    purposes = _purposes(opened, [each.ref for each in lines])
    return Sheet(
        "lines",
        _("What the money is spent on"),
        (
            Column("line", _("What")),
            Column("ref"),
            Column("service", _("Service") if with_service else ""),
            Column("net_last_year", opened.last_year, POUNDS),
            Column("net_this_year", opened.year, POUNDS),
            Column("change", _("Change"), CHANGE),
            Column("law", _("Does the law ask it?")),
            Column("outcomes", _("What it is for")),
        ),
        tuple(
            (
                each.title,
                each.ref,
                opened.service_title(each.service),
                each.net,
                each.nets[0],
                each.nets[0] - each.net,
                LAW_NAMES[each.mandate],
                purposes.get(each.ref, _("Not yet shared out")),
            )
            for each in lines
        ),
        tuple(reverse("public-budget-service", args=(opened.ref, each.service)) for each in lines)
        if with_service
        else (),
    )


def _purposes(opened: Opened, lines: list[str]) -> dict[str, str]:
    """What each line is for, in words with the share of each outcome."""
    held = allocations_of(opened.ref, lines)
    keys = {f"{each.plan}#{each.item}" for shares in held.values() for each in shares if each.plan}
    titles = opened.outcome_titles(keys)
    return {
        ref: listed(
            [
                f"{titles[f'{each.plan}#{each.item}' if each.plan else 'enabling']} ({each.share:.0%})"
                for each in shares
            ]
        )
        for ref, shares in held.items()
    }


def _sentence(opened: Opened, title: str, before: Decimal, now: Decimal) -> str:
    facts = {"service": title, "sum": pounds(now), "year": opened.year, "change": pounds(abs(now - before))}
    if now > before:
        said = _("{service} costs {sum} in {year}, {change} more than the year before.")
    elif now < before:
        said = _("{service} costs {sum} in {year}, {change} less than the year before.")
    else:
        said = _("{service} costs {sum} in {year}, the same as the year before.")
    return said.format(**facts)


def _law(held: dict[str, Decimal]) -> str:
    """How much of it the law asks, and how much is chosen."""
    parts = [
        _("{sum}: {kind}").format(sum=pounds(held[code]), kind=LAW_NAMES[code].lower())
        for code in LAW_NAMES
        if held.get(code)
    ]
    return "; ".join(parts)
