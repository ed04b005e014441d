"""What a saving may help or harm, by its name and its page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.rules.budget import Touch
from goldenthread.thread.money.opened import Opened


@dataclass(frozen=True, slots=True)
class Touched:
    """A plan item or a measure that is touched, and how; without an address it is not published."""

    title: str
    why: str
    address: str


def touched(opened: Opened, touches: Mapping[str, Iterable[Touch]]) -> dict[str, tuple[Touched, ...]]:
    """What each change touches, in words, by the change's ref."""
    every = [each for held in touches.values() for each in held]
    keys = {f"{each.plan}#{each.item}" for each in every if each.plan}
    titles = opened.outcome_titles(keys) if keys else {}
    pages = opened.known_outcomes(titles)
    refs = {each.measure for each in every if each.measure}
    sheets = opened.reader.sight.sheets(ref__in=refs) if refs else ()
    measures = {each.ref: (each.title, reverse("measure", args=(each.slug,))) for each in sheets}
    unknown = _("A measure that is not published"), ""

    def said(touch: Touch) -> Touched:
        if touch.measure:
            title, address = measures.get(touch.measure, unknown)
            return Touched(title, touch.why, address)
        key = f"{touch.plan}#{touch.item}"
        return Touched(titles[key], touch.why, pages.get(key, ""))

    return {ref: tuple(map(said, held)) for ref, held in touches.items()}
