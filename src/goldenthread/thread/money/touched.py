"""What a saving may help or harm, by its name and its page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.kit.format import listed
from goldenthread.rules.budget import Touch
from goldenthread.thread.money.opened import Opened


@dataclass(frozen=True, slots=True)
class Named:
    """A plan item or a measure; without an address it is not published."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Touched:
    """What is touched in one way, and how: each way is said once."""

    named: tuple[Named, ...]
    why: str

    @property
    def titles(self) -> str:
        """The names in a row."""
        return listed([each.title for each in self.named])


def touched(opened: Opened, touches: Mapping[str, Iterable[Touch]]) -> dict[str, tuple[Touched, ...]]:
    """What each change touches, in words, by the change's ref."""
    every = [each for held in touches.values() for each in held]
    keys = {f"{each.plan}#{each.item}" for each in every if each.plan}
    titles = opened.outcome_titles(keys) if keys else {}
    pages = opened.known_outcomes(titles)
    refs = {each.measure for each in every if each.measure}
    sheets = opened.reader.sight.sheets(ref__in=refs) if refs else ()
    measures = {each.ref: Named(each.title, reverse("measure", args=(each.slug,))) for each in sheets}
    unknown = Named(_("A measure that is not published"), "")

    def named(touch: Touch) -> Named:
        if touch.measure:
            return measures.get(touch.measure, unknown)
        key = f"{touch.plan}#{touch.item}"
        return Named(titles[key], pages.get(key, ""))

    return {ref: tuple(_by_way(held, map(named, held))) for ref, held in touches.items()}


def _by_way(touches: Iterable[Touch], names: Iterable[Named]) -> Iterable[Touched]:
    ways: dict[str, dict[Named, None]] = {}
    for touch, name in zip(touches, names, strict=True):
        ways.setdefault(touch.why, {})[name] = None
    return (Touched(tuple(held), why) for why, held in ways.items())
