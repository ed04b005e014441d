"""One question as a section of a page: its answer, its picture, and what other policies answer."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from goldenthread.kit.figure import Figure
from goldenthread.rules.what_would_change import sentence, what_would_change
from goldenthread.thread.answers import Answered
from goldenthread.thread.here import Here
from goldenthread.thread.judged import Judged
from goldenthread.thread.question_figure import MOST_POINTS, figure_of


@dataclass(frozen=True, slots=True)
class Section:
    """One question about one series. `address` is the question's own page, for this area and group.

    `further` says how far it is to another answer; empty where there is none near.
    """

    answered: Answered
    figure: Figure | None
    address: str
    further: str = ""

    @property
    def judged(self) -> Judged:
        return self.answered.first


def section(
    here: Here, answered: Answered, most: int | None = MOST_POINTS, *, further: bool = True
) -> Section:
    """The section with its picture of at most so many points."""
    first = answered.first
    asked = here.asked_by(first.policy)
    said = next_answer(asked, first) if further else ""
    return Section(answered, figure_of(asked, first, most), address_of(here, answered.name), said)


def next_answer(here: Here, judged: Judged) -> str:
    """How far the latest value is from another answer: "At 80.0% the answer would become Green." """
    steps = what_would_change(here.case, judged.policy, [judged.verdict]).get(judged.verdict.question)
    if steps is None:
        return ""
    return sentence(steps, judged.policy.word, here.measure.unit, here.case.series.decimals)


def address_of(here: Here, question: str) -> str:
    """The question's own page."""
    latest = here.case.series.latest
    asked = {"area": latest.area} | ({"group": latest.group} if latest.group else {})
    return f"{reverse('measure-question', args=[here.sheet.slug, question])}?{urlencode(asked)}"
