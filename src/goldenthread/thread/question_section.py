"""One question as a section of a page: its answer, its picture, and what other policies answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.kit.figure import Figure
from goldenthread.rules.policy import Policy, rule_of
from goldenthread.rules.verdict import CANNOT_JUDGE
from goldenthread.rules.what_would_change import sentence, what_would_change
from goldenthread.thread.answers import Answered
from goldenthread.thread.here import Here
from goldenthread.thread.judged import Judged
from goldenthread.thread.question_figure import MOST_POINTS, figure_of

OFF_THE_LINE: Final = ("variance", "target", "expected_range")
"""Rules whose answers are read off the measure's own line."""


@dataclass(frozen=True, slots=True)
class Section:
    """One question about one series. `address` is the question's own page, for this area and group.

    `further` says how far it is to another answer; empty where there is none near. `see` is the fragment of
    another picture on the page that shows the answer, where it has none of its own.
    """

    answered: Answered
    figure: Figure | None
    address: str
    further: str = ""
    see: str = ""

    @property
    def judged(self) -> Judged:
        return self.answered.first


def sections(here: Here, every: Sequence[Answered], own: Policy) -> tuple[Section, ...]:
    """The sections of one page: assurance is read off the run chart, directions and targets off the line.

    How far it is to another answer is worked out for the `own` policy's questions.
    """
    run = next((each.first for each in every if each.name == "variation" and _is_answered(each)), None)
    return tuple(
        section(here, each, further=each.first.policy is own, see=_seen(each, run)) for each in every
    )


def _is_answered(answered: Answered) -> bool:
    return answered.first.verdict.verdict != CANNOT_JUDGE


def _seen(answered: Answered, run: Judged | None) -> str:
    """The fragment of the other picture that shows the answer; empty where it needs its own, or none."""
    if not _is_answered(answered):
        return ""
    if rule_of(answered.name) in OFF_THE_LINE:
        return "series-figure"
    same = run is not None and answered.first.policy is run.policy
    return "q-variation-figure" if same and answered.name == "assurance" else ""


def section(
    here: Here, answered: Answered, most: int | None = MOST_POINTS, *, further: bool = True, see: str = ""
) -> Section:
    """The section with its picture of at most so many points, unless it can `see` its answer in another."""
    first = answered.first
    asked = here.asked_by(first.policy)
    said = next_answer(asked, first) if further else ""
    figure = None if see else figure_of(asked, first, most)
    return Section(answered, figure, address_of(here, answered.name), said, see)


def next_answer(here: Here, judged: Judged) -> str:
    """How far the latest value is from another answer: "At 80.0% the answer would become Green." """
    steps = what_would_change(here.case, judged.policy, [judged.verdict]).get(judged.verdict.question)
    if steps is None:
        return ""
    said = sentence(steps, judged.policy.word, here.measure.unit, here.case.series.decimals)
    moves = said and rule_of(judged.verdict.question) in ("variation", "assurance")
    return f"{said} {_('A new figure moves the usual range too.')}" if moves else said


def address_of(here: Here, question: str) -> str:
    """The question's own page."""
    latest = here.case.series.latest
    asked = {"area": latest.area} | ({"group": latest.group} if latest.group else {})
    return f"{reverse('measure-question', args=[here.sheet.slug, question])}?{urlencode(asked)}"
