"""The policy of a quarter: what ships, and what is refused in a council's own."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from goldenthread.engine.policy import shipped_policies
from goldenthread.engine.quarter import read_quarter_policy, shipped_quarter_policies
from goldenthread.rules.quarter_reading import quarter_policy_from
from goldenthread.rules.refusal import Refused
from tests.spec.returning import RAG


def test_one_policy_ships_and_says_that_no_council_decided_it() -> None:
    assert shipped_quarter_policies() == ("rag-default",)
    assert RAG.source.startswith("The product's own default, decided by no council")
    assert RAG.since is None
    assert "rag-default" not in shipped_policies()


@pytest.mark.parametrize(
    ("code", "word", "mark", "is_low"),
    [
        ("on_track", "On track", "green", False),
        ("at_risk", "At risk", "amber", True),
        ("off_track", "Off track", "red", True),
    ],
)
def test_confidence_has_three_words(code: str, word: str, mark: str, is_low: bool) -> None:
    found = RAG.confidence(code)
    assert found is not None
    assert (found.word, found.mark, found.is_low) == (word, mark, is_low)


def test_a_word_that_is_not_on_the_scale_is_none() -> None:
    assert RAG.confidence("blue") is None


def test_reminders_and_staleness_are_in_days() -> None:
    assert (RAG.remind_before, RAG.remind_after, RAG.stale_after_days) == ((7, 1), (1, 7), 130)


def a_councils_own(change: dict[str, Any]) -> dict[str, Any]:
    """A small policy that is good, with one part changed; a dotted part is inside another."""
    good: dict[str, Any] = {
        "ref": "ours",
        "title": "Ours",
        "source": "Cabinet, 1 April 2026, minute 12",
        "from": "2026-04-01",
        "confidences": [
            {"code": "sure", "word": "Sure", "meaning": "It will be done", "low": False, "mark": "green"},
            {"code": "unsure", "word": "Unsure", "meaning": "It may not", "low": True, "mark": "red"},
        ],
        "jump": {"window": 8, "at_least": 4, "times": 3, "season": 0.5},
        "stale_after_days": 90,
        "reminders": {"before": [1, 14], "after": []},
        "risk": {
            "likelihoods": ["Rare", "Likely"],
            "impacts": ["Small", "Large"],
            "levels": [
                {"word": "Low", "from": 1, "mark": "green"},
                {"word": "High", "from": 4, "mark": "red"},
            ],
        },
    }
    changed = deepcopy(good)
    for part, said in change.items():
        *outer, last = part.split(".")
        inside = changed
        for name in outer:
            inside = inside[name]
        inside[last] = said
    return changed


def test_a_councils_own_words_are_taken_as_they_stand() -> None:
    ours = quarter_policy_from(a_councils_own({}))
    assert [each.word for each in ours.confidences] == ["Sure", "Unsure"]
    assert str(ours.since) == "2026-04-01"
    assert ours.remind_before == (14, 1)
    assert ours.jump.times == 3


@pytest.mark.parametrize(
    ("part", "said", "what"),
    [
        ("colour", "red", "colour: there is no such part"),
        ("ref", "", "ref: there is no text"),
        ("ref", "a/b", "ref: there is no text"),
        ("source", None, "source: there is no text"),
        ("from", "soon", "soon is not a date"),
        ("confidences", [], "confidences: it is not a list"),
        ("confidences", ["sure"], r"confidences\.1: it is not stated"),
        ("jump", None, "jump: it is not stated"),
        ("jump.window", 2, r"jump\.window: 2 cannot be used"),
        ("jump.at_least", 9, "more than the window holds"),
        ("jump.times", "3", r"jump\.times: 3 cannot be used"),
        ("jump.times", float("nan"), r"jump\.times: nan cannot be used"),
        ("jump.season", 1.5, r"jump\.season"),
        ("stale_after_days", True, "stale_after_days: True cannot be used"),
        ("reminders.before", ["7"], "not a list of days"),
        ("reminders.after", [-1], "not a list of days"),
        ("risk.likelihoods", ["Rare", 5], "an entry is not a word"),
        ("risk.levels", [{"word": "Low", "from": 2, "mark": "green"}], "do not rise from 1"),
        ("risk.levels", [{"word": "Low", "from": 1, "mark": "blue"}], "blue is not a mark"),
        ("risk.levels", [{"word": "Low", "from": 5, "mark": "green"}], "5 cannot be used"),
    ],
)
def test_a_part_that_is_not_understood_is_refused_by_name(part: str, said: object, what: str) -> None:
    with pytest.raises(Refused, match=what):
        quarter_policy_from(a_councils_own({part: said}))


def test_two_words_cannot_share_a_code() -> None:
    twice = a_councils_own({})
    twice["confidences"][1]["code"] = "sure"
    with pytest.raises(Refused, match="sure stands there more than once"):
        quarter_policy_from(twice)


@pytest.mark.parametrize("text", ["a: [1", "- 1", "", "5", "&a [*a]", "from: 2017-13-45", "\x00"])
def test_a_file_that_is_no_policy_is_refused_and_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(text)
    with pytest.raises(Refused, match=r"ours\.yaml"):
        read_quarter_policy(path)


def test_a_policy_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(Refused, match="use rag-default"):
        read_quarter_policy("rag-defualt")
