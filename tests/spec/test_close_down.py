"""What became of a part of a plan that is over: every answer, and which comes first."""

import pytest

from goldenthread.rules.close_down import OUTCOMES, Became, Published, became


@pytest.mark.parametrize(
    ("actions", "promises", "outcome", "rests_on"),
    [
        (["done"], [], "delivered", "work"),
        (["done", "done"], ["met"], "delivered", "work"),
        ([], ["met"], "delivered", "work"),
        (["done", "under_way"], [], "no_published_evidence", "nothing"),
        (["done", "stopped"], [], "no_published_evidence", "nothing"),
        (["done"], ["agreed"], "no_published_evidence", "nothing"),
        (["stopped"], [], "stopped", "work"),
        (["stopped"], ["refused", "withdrawn"], "stopped", "work"),
        ([], ["open"], "no_published_evidence", "nothing"),
        ([], [], "no_published_evidence", "nothing"),
    ],
)
def test_published_work_delivers_a_part_only_where_all_of_it_is_done(
    actions: list[str], promises: list[str], outcome: str, rests_on: str
) -> None:
    part = Published("priority", actions=actions, promises=promises)
    assert became(part) == Became(outcome, rests_on)


@pytest.mark.parametrize(
    ("kind", "directions", "outcome"),
    [
        ("supporting_outcome", ["improving", "improving"], "delivered"),
        ("outcome", ["improving"], "delivered"),
        ("supporting_outcome", ["improving", "maintaining"], "no_published_evidence"),
        ("supporting_outcome", ["mixed"], "no_published_evidence"),
        ("action", ["improving"], "no_published_evidence"),
    ],
)
def test_an_aim_is_delivered_where_every_published_direction_is_improving(
    kind: str, directions: list[str], outcome: str
) -> None:
    assert became(Published(kind, directions=directions)).outcome == outcome


@pytest.mark.parametrize(
    ("below", "outcome"),
    [
        (["delivered", "delivered"], "delivered"),
        (["delivered", "continued"], "no_published_evidence"),
        (["delivered", "no_published_evidence"], "no_published_evidence"),
        ([], "no_published_evidence"),
    ],
)
def test_a_part_is_delivered_where_everything_beneath_it_was(below: list[str], outcome: str) -> None:
    assert became(Published("priority", below=below)).outcome == outcome


def test_an_end_on_the_record_comes_before_work_that_was_done() -> None:
    part = Published("action", ends=True, goes_on=True, actions=["done"])
    assert became(part) == Became("stopped", "link")


def test_work_that_is_done_comes_before_where_it_goes_on() -> None:
    assert became(Published("action", goes_on=True, actions=["done"])) == Became("delivered", "work")


def test_an_aim_that_goes_on_is_continued_though_it_improved() -> None:
    part = Published("outcome", goes_on=True, directions=["improving", "improving"])
    assert became(part) == Became("continued", "link")


def test_there_are_four_answers() -> None:
    assert OUTCOMES == ("delivered", "continued", "stopped", "no_published_evidence")
