"""Whatever words and numbers a return holds, writing and reading its workbook says that nothing changes."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.reporting.workbook.column import ACTIONS, FIGURES
from goldenthread.reporting.workbook.held import Held, Line, ReturnHeld
from goldenthread.reporting.workbook.read import read_workbook
from goldenthread.reporting.workbook.rehearsal import rehearse
from goldenthread.reporting.workbook.text import tidy
from goldenthread.reporting.workbook.write import write_workbook
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import STATUSES
from goldenthread.rules.return_check import Asked
from tests.areas.reporting.quarter import NOW, QUARTER

POLICY = read_quarter_policy()
FIGURE, ACTION = ("care", "waiting", "E10000016", str(QUARTER)), ("care", "care-1", str(QUARTER))
MILESTONES = ("roof", "walls")

awkward = st.sampled_from(
    [
        "=1+1",
        "+44 1622",
        "-",
        "@home",
        "_x000D_",
        "#REF",
        "\t",
        "a\r\nb",
        "0012",
        "1e5",
        "TRUE",
        "https://a.b",
    ]
)
words = st.one_of(awkward, st.text(max_size=40), st.builds("{}{}".format, awkward, st.text(max_size=9))).map(
    tidy
)
numbers = st.one_of(
    st.just(""),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9).map(
        str
    ),
    st.sampled_from(["0", "0.10", "-0.0", "12345678901234567890.123456789012345678", "0.000000000000000001"]),
)
days = st.one_of(st.just(""), st.dates(date(1901, 1, 1), date(2199, 12, 31)).map(date.isoformat))
news = st.dictionaries(
    st.sampled_from(MILESTONES),
    st.builds("{}{}".format, st.sampled_from(["", "reached "]), days.filter(bool)),
).map(lambda said: "\n".join(f"{ref}: {said[ref]}" for ref in sorted(said)))
figures = st.fixed_dictionaries(
    {
        "value": numbers,
        "numerator": numbers,
        "denominator": numbers,
        "status": st.sampled_from(["", *STATUSES]),
        "comment": words,
        "management_action": words,
        "management_owner": words,
        "management_due": days,
    }
)
actions = st.fixed_dictionaries(
    {
        "confidence": st.sampled_from(["", *(each.code for each in POLICY.confidences)]),
        "sentence": words,
        "forecast": days,
        "help_wanted": words,
        "risk": words,
        "milestones": news,
    }
)


def held(figure: dict[str, str], action: dict[str, str]) -> Held:
    """One return with one figure and one action."""
    measure = Measure("waiting", "People waiting", "people")
    return Held(
        ref="q2",
        title="Quarter 2 2026/27",
        period=str(QUARTER),
        due=None,
        returns={"care": ReturnHeld("care", "Adult care")},
        figures={FIGURE: Line(FIGURES, FIGURE, figure, {"title": "=People waiting"})},
        actions={ACTION: Line(ACTIONS, ACTION, action, {"title": "@Recruit"})},
        asked={FIGURE: Asked(measure, FIGURE[2], QUARTER)},
        dues={ACTION: None},
        milestones={"care-1": frozenset(MILESTONES)},
    )


@settings(max_examples=150, deadline=None)
@given(figures, actions)
def test_a_workbook_that_is_written_and_read_again_changes_nothing(
    figure: dict[str, str], action: dict[str, str]
) -> None:
    before = held(figure, action)
    read = read_workbook(write_workbook(before, POLICY, NOW), "return.xlsx")
    found = rehearse(read, before, POLICY, NOW.date())
    assert (found.changes, found.newer, found.errors) == ((), (), ())
    assert found.same == 2


@settings(max_examples=60, deadline=None)
@given(figures, actions, figures, actions)
def test_an_old_workbook_over_newer_entries_leaves_every_one_of_them(
    figure: dict[str, str], action: dict[str, str], newer: dict[str, str], later: dict[str, str]
) -> None:
    read = read_workbook(write_workbook(held(figure, action), POLICY, NOW), "return.xlsx")
    found = rehearse(read, held(newer, later), POLICY, NOW.date())
    assert (found.changes, found.errors, found.taken) == ((), (), ())
