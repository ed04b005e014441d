"""Axes on round numbers that neither exaggerate nor run labels into each other."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.kit.scale import apart, axis, shown_labels, snug

VALUES = st.lists(st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: round(x, 3)), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([2.8, 6.2], (0, 2, 4, 6, 8)),
        ([61, 76], (60, 65, 70, 75, 80)),
        ([0, 0], (-1, -0.5, 0, 0.5, 1)),
        ([-3.4, 2.1], (-4, -2, 0, 2, 4)),
        ([1000, 11500], (0, 5000, 10000, 15000)),
    ],
)
def test_gridlines_stand_on_round_numbers(values: list[float], ticks: tuple[float, ...]) -> None:
    assert axis(values).ticks == ticks


@given(VALUES)
def test_an_axis_holds_every_value_within_five_gridlines(values: list[float]) -> None:
    scale = axis(values)
    assert len(scale.ticks) <= 5
    hair = (scale.most - scale.least) * 1e-6
    assert scale.least <= min(values) + hair
    assert scale.most >= max(values) - hair


@given(VALUES)
def test_a_snug_axis_holds_every_value_too(values: list[float]) -> None:
    scale = snug(values)
    assert scale.least <= min(values) <= max(values) <= scale.most
    assert all(scale.least <= tick <= scale.most for tick in scale.ticks)


def test_the_latest_label_is_always_shown_and_none_touch() -> None:
    places = [10.0 * n for n in range(20)]
    shown = shown_labels(places, [40.0] * 20)
    assert shown[-1] == 19
    assert all(places[b] - places[a] >= 50 for a, b in pairwise(shown))


@given(st.lists(st.floats(0, 300), min_size=1, max_size=6))
def test_labels_at_the_end_are_moved_apart_inside_the_frame(places: list[float]) -> None:
    moved = sorted(apart(places, 17, 0, 300))
    assert all(b - a >= 17 - 1e-6 for a, b in pairwise(moved))
    assert moved[0] >= -1e-6
    assert moved[-1] <= 300 + 1e-6
