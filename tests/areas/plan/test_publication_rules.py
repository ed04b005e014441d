"""Nothing is public until its moment, and a hold stops a body's publishing but for what it names."""

from datetime import UTC, date, datetime, timedelta, timezone

from goldenthread.rules.publication import Allowed, Held, Hold, is_public, may_publish

ELECTION = Hold(
    "County", date(2021, 3, 22), date(2021, 5, 6), "pre-election period", frozenset({"flood-alerts"})
)
LONGER = Hold("County", date(2021, 5, 1), date(2021, 5, 31), "mourning")
NOON = datetime(2021, 5, 7, 12, tzinfo=UTC)


def test_what_has_no_moment_is_not_public() -> None:
    assert not is_public(None, NOON)


def test_it_is_public_from_the_moment_itself() -> None:
    assert is_public(NOON, NOON)
    assert not is_public(NOON + timedelta(microseconds=1), NOON)
    assert is_public(NOON.astimezone(timezone(timedelta(hours=1))), NOON)


def test_both_days_of_a_hold_are_held() -> None:
    assert may_publish("County", "report", date(2021, 3, 21), [ELECTION]) == Allowed()
    held = Held("pre-election period", date(2021, 5, 6))
    assert may_publish("County", "report", date(2021, 3, 22), [ELECTION]) == held
    assert may_publish("County", "report", date(2021, 5, 6), [ELECTION]) == held
    assert may_publish("County", "report", date(2021, 5, 7), [ELECTION]) == Allowed()


def test_another_body_is_not_held() -> None:
    assert may_publish("District", "report", date(2021, 4, 1), [ELECTION]) == Allowed()


def test_a_named_exception_is_allowed_and_says_to_what() -> None:
    assert may_publish("County", "flood-alerts", date(2021, 4, 1), [ELECTION]) == Allowed(
        "pre-election period"
    )


def test_an_exception_to_one_hold_is_none_to_another() -> None:
    answer = may_publish("County", "flood-alerts", date(2021, 5, 2), [ELECTION, LONGER])
    assert answer == Held("mourning", date(2021, 5, 31))


def test_the_hold_that_lasts_longest_answers() -> None:
    assert may_publish("County", "report", date(2021, 5, 2), [LONGER, ELECTION]) == Held(
        "mourning", date(2021, 5, 31)
    )
