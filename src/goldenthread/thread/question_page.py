"""One question about one measure in one place: its answer, its picture with every figure, and its rule."""

from dataclasses import dataclass, replace

from goldenthread.measures import queries
from goldenthread.measures.figures import read_figures
from goldenthread.measures.own_policy import policy_judging
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.people.queries.policy import policies
from goldenthread.thread.answers import Answered, answers
from goldenthread.thread.chosen import series_chosen
from goldenthread.thread.measure_chart import chart, group_name
from goldenthread.thread.measure_page import Asked, england_beside
from goldenthread.thread.place import Choice, area_choices, name_of, stands_in_for
from goldenthread.thread.question_section import Section, section
from goldenthread.thread.reader import Reader
from goldenthread.thread.series_here import here_of


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Everything that the page of a question shows."""

    sheet: MeasureSheet
    area: str
    area_name: str
    instead_of: str
    group: str
    areas: tuple[Choice, ...]
    policies: tuple[Choice, ...]
    section: Section

    @property
    def group_named(self) -> str:
        return group_name(self.group) if self.group else ""


def read(slug: str, question: str, asked: Asked, policy: str, reader: Reader) -> QuestionPage | None:
    """The page; None where the reader may not see the measure, or where no policy asks this of it."""
    sheet = next(iter(reader.sight.told(slug=slug)), None)
    if sheet is None:
        return None
    register, figures = queries.register(), read_figures(reader.sight, [sheet])
    picked = series_chosen(figures, asked.area, asked.group, reader.council.area)
    area, group, rows = picked.area, picked.group, picked.rows
    if not rows:
        return None
    targets = figures.aimed(queries.targets(sheet.ref, area))
    here = here_of(sheet, rows, targets, figures, register, whole=question == "benchmark")
    own = policy_judging(sheet, reader.policy)
    every = answers(here, own, policies(), reader.today)
    answered = chosen(next((each for each in every if each.name == question), None), policy)
    if answered is None:
        return None
    shown = section(here, answered, None)
    if shown.figure is None and answered.first.verdict.base_period:
        england = england_beside(figures, area, group)
        line = chart(sheet, rows, england, targets, answered.first, register)
        shown = replace(shown, figure=line)
    return QuestionPage(
        sheet,
        area,
        name_of(area, register),
        stands_in_for(asked.area, area, reader.council.area, register),
        group,
        area_choices(picked.codes, area, reader.council.area, register),
        tuple(
            Choice(each.policy.ref, each.policy.title, each is answered.first)
            for each in sorted((answered.first, *answered.others), key=lambda each: each.policy.ref)
        ),
        shown,
    )


def chosen(answered: Answered | None, policy: str) -> Answered | None:
    """The answer of the policy asked for first, where it asks the question."""
    if answered is None:
        return None
    every = (answered.first, *answered.others)
    first = next((each for each in every if each.policy.ref == policy), answered.first)
    return Answered(first, tuple(each for each in every if each is not first))
