"""The bridge chart: steps that start where the last one ended, and a table that sums."""

from decimal import Decimal as D
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.kit.bridge_chart import bridge_chart
from goldenthread.kit.figure import Figure

SVG = "{http://www.w3.org/2000/svg}"
STEPS = [("Prices", D("8000000.00")), ("Savings & <more>", D("-450000.00")), ("Pay", D("1.07"))]
AMOUNTS = st.decimals(-(10**10), 10**10, places=2).filter(bool)


def chart(opening: D = D("639000000.00"), steps: list[tuple[str, D]] | None = None) -> Figure:
    held = STEPS if steps is None else steps
    return bridge_chart("bridge", "From 2020/21 to 2021/22", ("2020/21", opening), held, "2021/22")


@given(AMOUNTS, st.lists(st.tuples(st.sampled_from("abc"), AMOUNTS), max_size=8))
def test_the_table_sums_from_what_it_opens_with_to_what_it_comes_to(
    opening: D, steps: list[tuple[str, D]]
) -> None:
    rows = [D(row[1].replace(",", "").replace("−", "-")) for row in chart(opening, steps).table.rows]
    assert sum(rows[:-1]) == rows[-1] and len(rows) == len(steps) + 2


@given(AMOUNTS, st.lists(st.tuples(st.sampled_from("abc"), AMOUNTS), min_size=1, max_size=8))
def test_each_step_begins_where_the_one_before_ended(opening: D, steps: list[tuple[str, D]]) -> None:
    bars = ElementTree.fromstring(chart(opening, steps).svg).iter(f"{SVG}rect")
    ends = [(float(bar.get("x", "0")), float(bar.get("width", "0"))) for bar in bars]
    at: float | None = None
    for (start, width), (_, amount) in zip(ends, steps, strict=True):
        begins, finishes = (start, start + width) if amount > 0 else (start + width, start)
        assert at is None or abs(begins - at) <= 0.7
        at = finishes


def test_steps_up_and_down_are_told_apart_by_sign_as_well_as_colour() -> None:
    texts = [each.text for each in ElementTree.fromstring(chart().svg).iter(f"{SVG}text")]
    assert "+£8.0 million" in texts and "−£450,000" in texts and "+£1.07" in texts
    assert "£639.0 million" in texts and "£646.6 million" in texts


def test_words_cannot_break_out_of_the_drawing_and_a_sentence_says_what_it_shows() -> None:
    figure = chart()
    assert "<more>" not in figure.svg and "<more>" not in figure.phone
    assert figure.alternative == (
        "2020/21 £639.0 million; 2021/22 £646.6 million. The largest step: Prices, up £8.0 million."
    )
    assert "does not begin at nothing" in figure.notes[0]


def test_a_year_in_which_nothing_changes_is_drawn_too() -> None:
    assert ElementTree.fromstring(chart(steps=[]).svg).tag == f"{SVG}svg"
