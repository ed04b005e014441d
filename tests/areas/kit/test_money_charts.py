"""The range of a plan and the tornado draw what their tables say, whatever the figures."""

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.kit.figure import Caption, Figure
from goldenthread.kit.range_chart import Course, Spread, range_chart
from goldenthread.kit.tornado_chart import Swing, tornado_chart

SVG = "{http://www.w3.org/2000/svg}"
CAPTION = Caption("gap", "The gap by year", "£ million. Example", "£ million", 1)
HOSTILE = '<script>alert(1)</script> & "quoted"'
MILLIONS = st.decimals(-500, 500, places=1)
COURSES = st.integers(1, 5).flatmap(
    lambda years: st.lists(
        st.lists(MILLIONS, min_size=years, max_size=years).map(tuple), min_size=1, max_size=6
    )
)


def drawn_range(courses: list[tuple[Decimal, ...]], spread: Spread | None = None) -> Figure:
    years = [f"{2021 + n}/{22 + n}" for n in range(len(courses[0]))]
    central, *others = (Course(f"Course {n}", values) for n, values in enumerate(courses))
    return range_chart(CAPTION, years, central, others, spread)


def number(text: str) -> float:
    return float(text.replace("\N{MINUS SIGN}", "-").replace(",", ""))


def elements(svg: str, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{SVG}{name}"))


def heights(svg: str) -> list[tuple[float, float]]:
    """Each figure beside the scale, with its height on the paper: what the eye reads a mark by."""
    found = []
    for group in elements(svg, "g"):
        if group.get("text-anchor") == "end":
            found += [(number(text.text or ""), float(text.get("y", 0)) - 5) for text in group]
    return found


def read_off(svg: str, y: float) -> float:
    """The figure that a height means, by the scale."""
    (low, at_low), *_, (high, at_high) = heights(svg)
    return low + (y - at_low) / (at_high - at_low) * (high - low)


def slack(svg: str) -> float:
    """What a tenth of a dot on the paper is worth, doubled, and the rounding of the table."""
    (low, at_low), *_, (high, at_high) = heights(svg)
    return abs((high - low) / (at_high - at_low)) * 0.3 + 0.06


@given(COURSES)
def test_every_point_of_the_central_course_stands_at_the_figure_in_the_table(
    courses: list[tuple[Decimal, ...]],
) -> None:
    figure = drawn_range(courses)
    for svg in (figure.svg, figure.phone):
        dots = [each for each in elements(svg, "circle") if each.get("r") == "5"][: len(courses[0])]
        assert len(dots) == len(figure.table.rows)
        for dot, row in zip(dots, figure.table.rows, strict=True):
            assert read_off(svg, float(dot.get("cy", 0))) == pytest.approx(number(row[1]), abs=slack(svg))


@given(st.lists(st.tuples(MILLIONS, MILLIONS).map(sorted), min_size=2, max_size=5))
def test_the_band_runs_between_the_ends_in_the_table(ends: list[list[Decimal]]) -> None:
    spread = Spread("Likely range", tuple((low, high) for low, high in ends))
    figure = drawn_range([tuple(low for low, _ in ends)], spread)
    band = next(each for each in elements(figure.svg, "path") if each.get("class") == "gt-band")
    read = [read_off(figure.svg, float(y)) for y in re.findall(r",([-\d.]+)", band.get("d", ""))]
    told = [number(row[3]) for row in figure.table.rows] + [
        number(row[2]) for row in reversed(figure.table.rows)
    ]
    assert read == pytest.approx(told, abs=slack(figure.svg))


@given(COURSES)
def test_every_course_has_a_column_whether_or_not_it_has_a_colour(courses: list[tuple[Decimal, ...]]) -> None:
    figure = drawn_range(courses)
    for at, values in enumerate(courses, 1):
        assert [number(row[at]) for row in figure.table.rows] == [float(value) for value in values]


def test_more_than_three_other_courses_are_grey_and_fewer_are_told_apart_by_shape_too() -> None:
    one = (Decimal(1), Decimal(2))
    four, three = drawn_range([one] * 5), drawn_range([one] * 4)
    assert "Each of the 4 others" in four.svg
    assert len({each.get("stroke") for each in elements(four.svg, "line")} & {"#8a9196"}) == 1
    assert [name for name in ("Course 1", "Course 2", "Course 3") if name in three.svg] == [
        "Course 1",
        "Course 2",
        "Course 3",
    ]


SWINGS = st.lists(st.tuples(MILLIONS, MILLIONS), min_size=1, max_size=8)


def drawn_tornado(ends: list[tuple[Decimal, Decimal]], central: Decimal = Decimal("29.1")) -> Figure:
    swings = [Swing(f"Driver {n}", low, high, "1%", "4%") for n, (low, high) in enumerate(ends)]
    return tornado_chart(CAPTION, central, swings, "Central plan")


@given(SWINGS)
def test_the_widest_swing_comes_first_in_the_picture_and_in_the_table(
    ends: list[tuple[Decimal, Decimal]],
) -> None:
    figure = drawn_tornado(ends)
    widths = [number(row[5]) for row in figure.table.rows]
    assert widths == sorted(widths, reverse=True)
    drawn = [text.text for text in elements(figure.svg, "text") if (text.text or "").startswith("Driver")]
    assert drawn == [row[0] for row in figure.table.rows]
    assert figure.alternative.startswith(f"{figure.table.rows[0][0]} matters most")


@given(SWINGS)
def test_a_bar_is_as_long_as_the_table_says_it_swings(ends: list[tuple[Decimal, Decimal]]) -> None:
    """Each half of a bar against another, so that whatever the scale is, it is one scale."""
    figure = drawn_tornado(ends)
    for svg in (figure.svg, figure.phone):
        bars = [float(each.get("width", 0)) for each in elements(svg, "rect")]
        away = [abs(number(row[column]) - 29.1) for row in figure.table.rows for column in (2, 4)]
        told = [each for each in away if each > 1e-6]
        assert len(bars) == len(told)
        long = [(bar, size) for bar, size in zip(bars, told, strict=True) if bar > 5]
        for (bar, size), (other, apart) in pairwise(long):
            assert bar / other == pytest.approx(size / apart, rel=0.06)


def test_nothing_breaks_out_of_a_drawing_and_every_figure_has_its_sentence_and_its_table() -> None:
    caption = Caption("bad", HOSTILE, HOSTILE, HOSTILE, 1)
    one = Course(HOSTILE, (Decimal(1), None))
    for figure in (
        range_chart(
            caption, [HOSTILE, HOSTILE], one, [one], Spread(HOSTILE, ((Decimal(0), Decimal(2)), None))
        ),
        tornado_chart(caption, Decimal(1), [Swing(HOSTILE, Decimal(0), Decimal(2), HOSTILE, "")], HOSTILE),
        range_chart(CAPTION, ["2021/22"], Course("Central plan", (None,))),
        tornado_chart(CAPTION, Decimal(1), [], "Central plan"),
    ):
        for svg in (figure.svg, figure.phone):
            assert not {each.tag for each in ElementTree.fromstring(svg).iter()} & {f"{SVG}script"}
        assert figure.alternative.endswith(".")
        assert figure.table.caption == figure.title


def test_the_sentence_says_where_the_plan_ends_its_likely_range_and_who_is_furthest() -> None:
    figure = drawn_range(
        [(Decimal(0), Decimal("29.1")), (Decimal(3), Decimal(61)), (Decimal(1), Decimal(12))],
        Spread("Four times in five", (None, (Decimal(10), Decimal(48)))),
    )
    assert figure.alternative == (
        "2022/23: Course 0 £29.1 million. Four times in five: £10 million to £48 million. "
        "Highest Course 1, £61 million; lowest Course 2, £12 million."
    )
