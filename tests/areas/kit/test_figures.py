"""Every figure can be heard, read as a table, and printed; no word from outside can break out of it."""

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from goldenthread.kit.bar_chart import bar_chart
from goldenthread.kit.boundary_map import boundary_map, outlines, thin
from goldenthread.kit.direction_strip import direction_strip
from goldenthread.kit.figure import Bar, Figure, Line, Panel, Place, Point
from goldenthread.kit.format import with_unit
from goldenthread.kit.line_chart import Guides, line_chart, runs
from goldenthread.kit.small_multiples import small_multiples, sparkline
from goldenthread.kit.strip import ranked_strip
from goldenthread.kit.tile_map import KENT_AND_MEDWAY, five_classes, tile_map
from tests.areas.kit.gallery import figures, yearly

HOSTILE = '<script>alert(1)</script> & "quoted" \x00\x1b'
SVG = "{http://www.w3.org/2000/svg}"
SQUARE = {
    "properties": {"area_code": "E07000105", "area_name": HOSTILE},
    "geometry": {
        "type": "Polygon",
        "coordinates": [[(0.0, 51.0), (1.0, 51.0), (1.0, 52.0), (0.0, 52.0), (0.0, 51.0)]],
    },
}


def hostile() -> list[Figure]:
    one = Decimal(1)
    points = tuple(Point(date(2020 + n, 1, 1), HOSTILE, Decimal(n), note=HOSTILE) for n in range(2))
    england = Line(HOSTILE, points)
    guides = Guides(one, Decimal(2), (one, Decimal(3)), england, HOSTILE, HOSTILE)
    return [
        line_chart("a", HOSTILE, points, subtitle=HOSTILE, unit=HOSTILE, guides=guides, verdict=HOSTILE),
        bar_chart("b", HOSTILE, [Bar(HOSTILE, one, note=HOSTILE)], unit=HOSTILE, benchmark=(HOSTILE, one)),
        small_multiples("d", HOSTILE, [Panel(HOSTILE, points)], unit=HOSTILE, benchmark=england),
        tile_map("e", HOSTILE, {"E07000105": one}, unit=HOSTILE),
        boundary_map("f", HOSTILE, {"E07000105": one}, outlines([SQUARE]), unit=HOSTILE),
        direction_strip("g", HOSTILE, [("improving", 2)]),
    ]


EVERY = [*figures(), *hostile()]


@pytest.fixture(params=EVERY, ids=lambda figure: figure.key)
def figure(request: pytest.FixtureRequest) -> Figure:
    drawn: Figure = request.param
    return drawn


def test_the_drawing_is_well_formed_and_named(figure: Figure) -> None:
    for svg in (figure.svg, figure.phone):
        root = ElementTree.fromstring(svg)
        names = {child.get("id"): child for child in root if child.get("id")}
        assert root.get("role") == "img"
        assert names[root.get("aria-labelledby")].tag == f"{SVG}title"
        assert names[root.get("aria-describedby")].text == clean_text(figure.alternative)


def clean_text(text: str) -> str:
    return text.replace("\x00", "").replace("\x1b", "")


def test_nothing_needs_an_inline_style_or_a_script(figure: Figure) -> None:
    for svg in (figure.svg, figure.phone):
        tags = {element.tag for element in ElementTree.fromstring(svg).iter()}
        names = {name for element in ElementTree.fromstring(svg).iter() for name in element.attrib}
        assert not {name for name in names if name == "style" or name.startswith("on")}
        assert not tags & {f"{SVG}script", f"{SVG}style", f"{SVG}foreignObject"}


def test_every_figure_has_its_sentence_and_its_table(figure: Figure) -> None:
    assert figure.alternative.endswith(".")
    assert figure.table.caption == figure.title
    assert figure.table.rows
    assert {len(row) for row in figure.table.rows} == {len(figure.table.headings)}
    assert max(figure.table.numeric, default=0) < len(figure.table.headings)


def test_no_coordinate_is_nan_or_infinite(figure: Figure) -> None:
    assert not re.search(r"\b(nan|inf)\b", figure.svg)


def test_ids_are_unique_on_a_page_of_every_figure() -> None:
    ids = re.findall(r' id="([^"]+)"', "".join(f.svg + f.phone for f in EVERY))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "points",
    [(), yearly(2020, "-"), yearly(2020, "5"), yearly(2020, "0 0 0"), yearly(2020, "-3 -2")],
    ids=["none", "missing", "one", "all zero", "negative"],
)
def test_few_figures_are_drawn_too(points: tuple[Point, ...]) -> None:
    drawn = line_chart("a", "T", points)
    ElementTree.fromstring(drawn.svg)
    ElementTree.fromstring(small_multiples("b", "T", [Panel("P", points)]).svg)
    ElementTree.fromstring(sparkline(points))
    assert "nan" not in drawn.svg


def test_the_line_is_cut_at_a_gap_a_break_and_a_skipped_year() -> None:
    series = yearly(2010, "1 2 - 4 5 6")
    broken = Point(date(2016, 1, 1), "2016", Decimal(7), status="break")
    skipped = Point(date(2018, 1, 1), "2018", Decimal(8))
    cut = [[point.label for point in run] for run in runs((*series, broken, skipped))]
    assert cut == [["2010", "2011"], ["2013", "2014", "2015"], ["2016"], ["2018"]]


def test_a_provisional_point_is_hollow_and_its_row_says_so() -> None:
    drawn = line_chart("a", "T", yearly(2015, "3 2", status="provisional", note="Not a full year"))
    assert drawn.svg.count("gt-point--hollow") == 1
    assert drawn.table.rows[-1] == ("2016", "2", "Provisional. Not a full year")
    assert "A hollow point is provisional." in drawn.notes


def test_the_sentence_says_first_last_most_least_and_the_verdict() -> None:
    drawn = line_chart("a", "T", yearly(2014, "3.0 4.1 2.8"), unit="%", verdict="Improving")
    assert drawn.alternative == (
        "From 3.0% in 2014 to 2.8% in 2016. Highest 4.1% in 2015; lowest 2.8% in 2016. Improving."
    )


def test_a_line_that_does_not_start_at_zero_says_where_it_starts() -> None:
    assert line_chart("a", "T", yearly(2014, "70 72"), unit="%").notes == (
        "The scale starts at 70%, not at zero.",
    )
    assert line_chart("a", "T", yearly(2014, "3 1")).notes == ()


def test_the_chosen_district_says_its_rank() -> None:
    places = [Place(code, code, Decimal(value)) for code, value in (("A", 3), ("B", 9), ("C", 6))]
    assert ranked_strip(places, "C").sentence == "2nd highest of 3. Highest B, 9; lowest A, 3."


def test_a_strip_is_decoration_beside_its_sentence_and_escapes_every_word() -> None:
    strip = ranked_strip(
        [Place("x", HOSTILE, Decimal(1))], "x", unit=HOSTILE, benchmark=(HOSTILE, Decimal(1))
    )
    assert 'aria-hidden="true"' in strip.svg
    assert HOSTILE not in strip.svg


def test_a_strip_of_twelve_places_is_light_enough_to_stand_in_every_row() -> None:
    places = [Place(str(n), f"Place {n}", Decimal(n)) for n in range(12)]
    assert len(ranked_strip(places, "3", unit="%", benchmark=("England", Decimal(5))).svg) < 2000


def test_a_benchmark_with_one_figure_is_a_dot_and_one_out_of_sight_is_nothing() -> None:
    points = yearly(2020, "1 2 3")
    england = [Guides(benchmark=Line("England", yearly(year, "2"))) for year in (2021, 1999)]
    lone, gone = (line_chart("a", "T", points, guides=guides).svg for guides in england)
    assert lone.count('class="gt-others"') == 1
    assert 'class="gt-others"' not in gone


def test_money_keeps_the_places_that_its_measure_states() -> None:
    assert with_unit(Decimal("2.01"), "£ billion", 2) == "£2.01 billion"
    assert with_unit(Decimal("4.00"), "£ billion", 2, "~") == "about £4 billion"
    assert with_unit(Decimal("80.3"), "£ million") == "£80.3 million"


def test_a_strip_without_figures_says_so() -> None:
    strip = ranked_strip([Place("x", "X", None)], "x")
    assert (strip.svg, strip.sentence) == ("", "There are no figures to show.")


def test_panels_and_rows_run_from_the_highest() -> None:
    panels = [
        Panel("Low", yearly(2020, "9 1")),
        Panel("None", yearly(2020, "-")),
        Panel("High", yearly(2020, "1 9")),
    ]
    assert [row[0] for row in small_multiples("a", "T", panels).table.rows] == ["High", "Low", "None"]


def test_every_kent_district_and_medway_has_a_tile_of_its_own() -> None:
    assert {tile.code for tile in KENT_AND_MEDWAY} == {f"E07000{n}" for n in range(105, 117)} | {"E06000035"}
    assert len({(tile.column, tile.row) for tile in KENT_AND_MEDWAY}) == 13
    assert len({tile.letters for tile in KENT_AND_MEDWAY}) == 13


@pytest.mark.parametrize(("value", "step"), [(0, 0), (19, 0), (20, 1), (79, 3), (80, 4), (100, 4)])
def test_the_five_steps_cut_the_range_equally(value: int, step: int) -> None:
    assert five_classes([Decimal(0), Decimal(100)]).step(Decimal(value)) == step


def test_areas_that_are_all_alike_share_the_lightest_step() -> None:
    assert five_classes([Decimal(5), Decimal(5)]).step(Decimal(5)) == 0


def test_thinning_keeps_the_ends_of_a_boundary_and_never_less_than_a_ring() -> None:
    ring = [(0.0, 0.0), (0.1, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0), (0.0, 0.0)]
    assert thin(ring, 1.0) == [(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0), (0.0, 0.0)]
    assert thin(ring[:4], 100.0) == ring[:4]
