"""The home page: how the council is going, in a line and a list."""

from dataclasses import dataclass

from goldenthread.measures.sheet import MeasureSheet
from goldenthread.measures.visible import ReleaseSheet
from goldenthread.plan import queries as plan_queries
from goldenthread.plan.queries import PlanSummary, PlanView
from goldenthread.rules.area import Area
from goldenthread.rules.plan import PlanItem
from goldenthread.thread.area_page import places_of
from goldenthread.thread.money_lens import Spent, spent_by_item
from goldenthread.thread.outline import NOUNS
from goldenthread.thread.plan_page import OutcomeRow, judged_items, marks_of, outcome_rows, summary
from goldenthread.thread.reader import Reader
from goldenthread.thread.standing import Going, standings

LATELY = 5
NAMED = 4


@dataclass(frozen=True, slots=True)
class News:
    """A release, with some of the measures it brought figures for and how many more there are."""

    release: ReleaseSheet
    measures: tuple[MeasureSheet, ...]
    more: int


@dataclass(frozen=True, slots=True)
class HomePage:
    """What a resident sees first. `plan` is None until one is published."""

    plan: PlanView | None
    overall: Going
    outcomes: tuple[OutcomeRow, ...]
    judged: tuple[PlanItem, ...]
    what: str
    counts_1y: tuple[tuple[str, int], ...]
    counts_3y: tuple[tuple[str, int], ...]
    plans: tuple[PlanSummary, ...]
    places: tuple[Area, ...]
    news: tuple[News, ...]
    spent: Spent

    @property
    def marks(self) -> tuple[str, ...]:
        """Every mark that stands on the page."""
        return marks_of(row.going for row in self.outcomes)

    @property
    def sentence(self) -> str:
        """How the judged items are going over one year and three, counted."""
        return summary(len(self.judged), self.judged[0].kind, dict(self.counts_1y), dict(self.counts_3y))


def read(reader: Reader) -> HomePage:
    """Everything the home page shows."""
    plans = plan_queries.plans(reader.viewer, reader.now)
    refs = [plan.ref for plan in plans]
    first = reader.council.plan if reader.council.plan in refs else next(iter(refs), "")
    view = plan_queries.plan_document(first, reader.viewer, reader.now) if first else None
    items = view.document.items if view else ()
    going = standings(view.document, reader) if view else None
    judged = judged_items(items, going) if going else ()
    return HomePage(
        plan=view,
        overall=going.of(items[0].ref) if going and items else Going(),
        outcomes=outcome_rows(items, going) if going else (),
        judged=judged,
        what=NOUNS[judged[0].kind] if judged else "",
        counts_1y=going.counts(judged, "one_year") if going else (),
        counts_3y=going.counts(judged, "three_year") if going else (),
        plans=plans,
        places=places_of(reader),
        news=news(reader),
        spent=spent_by_item(items, first, reader),
    )


def news(reader: Reader) -> tuple[News, ...]:
    """What was published lately: for each release a few of its measures, to open in one click."""
    releases = reader.sight.releases()[::-1][:LATELY]
    sheets = reader.sight.sheets() if releases else ()
    found = []
    for release in releases:
        brought = sorted(
            (each for each in sheets if each.ref in release.measures), key=lambda each: each.title
        )
        found.append(News(release, tuple(brought[:NAMED]), max(0, len(brought) - NAMED)))
    return tuple(found)
