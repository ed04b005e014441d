"""Why questions about real series have no answer: every reason taken apart into causes that the data show.

A cause is a fact of the series. An answer that none of the causes explains is a defect, of the engine or of
the explanation, and stops the benchmark.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from goldenthread.engine.judge import Judging
from goldenthread.engine.kernel.answer import REASON_TEXTS, VERDICTS
from goldenthread.engine.kernel.outcome import Judged
from tests.bench.real_facts import KEY, facts

Texts = npt.NDArray[np.object_]

TARGETS = ("target", "assurance", "trajectory")
BACK = ("direction_1y", "significance_1y")
BESIDE = ("benchmark", "neighbours")
CAUSES: dict[str, tuple[tuple[tuple[str, ...], str, str], ...]] = {
    "missing": (
        ((), "without_row", "the latest period has a row and no figure in it"),
        (BACK, "without_row_one", "the row of a year earlier has no figure"),
        (("direction_3y",), "without_row_three", "the row of three years earlier, or two, has no figure"),
    ),
    "suppressed": (
        ((), "withheld", "the publisher withholds the latest figure"),
        (BACK, "withheld_one", "that of a year earlier is withheld"),
        (("direction_3y",), "withheld_three", "that of three years earlier, or two, is withheld"),
    ),
    "no_target": (((), "aimless", "the set comes without targets and ranges"),),
    "not_applicable": (
        (TARGETS, "activity", "an activity measure has a range, no target"),
        (("expected_range",), "other_kind", "only an activity measure has an expected range"),
        (("recent_trend",), "untested", "the test is for proportions and rates, which this measure is not"),
        (("variation",), "still", "the points never move, but for steps that are screened out"),
    ),
    "no_earlier_period": (
        (BACK, "nothing_one", "there is no row of the same length a year earlier"),
        (("direction_3y",), "nothing_three", "there is none three years earlier, nor two"),
    ),
    "too_few_points": (((), "few", "fewer than five figures of the same length of period"),),
    "not_comparable": (
        (BESIDE, "plain_count", "plain counts, which say first of all how large an area is"),
        (("significance_1y",), "overlaps_one", "pooled years that share most of their cases"),
        (("regression", "recent_trend", "variation"), "pooled", "points that are pooled years and overlap"),
    ),
    "no_comparator": (
        (("benchmark",), "is_england", "England is the benchmark itself"),
        (("benchmark",), "without_england", "England has no figure for the period"),
        (("neighbours",), "unlisted", "no similar areas are published for a nation, a region or the like"),
        (("neighbours",), "alone", "fewer than three of the similar areas have a figure for the period"),
    ),
    "no_interval": (
        ((), "astray", "the latest figure lies outside the limits published with it"),
        (BESIDE, "bare", "neither limits nor counts stand beside the latest figure"),
        (("significance_1y",), "bare", "neither limits nor counts stand beside the latest figure"),
        (("significance_1y",), "bare_one", "there are none beside that of a year earlier"),
        (("recent_trend",), "bare_of_five", "one of the last five figures has neither limits nor counts"),
        ((*BESIDE, "significance_1y", "recent_trend"), "disagreeing", "the counts do not give the figure"),
    ),
}  # fmt: skip


def told(
    observations: pa.Table, judged: Judged, asked: Judging
) -> tuple[dict[str, dict[str, int]], list[tuple[str, int, str]]]:
    """Verdicts by question, and for each reason how often it was given and a sentence of its causes."""
    known = facts(observations, asked)
    verdicts: dict[str, dict[str, int]] = {}
    totals: Counter[str] = Counter()
    causes: dict[str, Counter[str]] = defaultdict(Counter)
    for question, verdict, reason in _by_question(judged, known):
        verdicts[question] = dict(Counter(verdict.tolist()).most_common())
        for each in sorted({text for text in reason.tolist() if text}):
            series = known[reason == each]
            totals[each] += len(series)
            causes[each].update(_causes(question, each, series))
    return verdicts, [(reason, count, _sentence(causes[reason])) for reason, count in totals.most_common()]


def _by_question(judged: Judged, known: pd.DataFrame) -> Iterator[tuple[str, Texts, Texts]]:
    """Each question with every series' verdict and reason, in the order of the facts."""
    data = judged.frame
    texts = (
        (data.refs, data.measure),
        (data.places, data.area),
        (data.groups, data.group),
    )
    index = pd.MultiIndex.from_arrays([np.array(words, object)[codes] for words, codes in texts], names=KEY)
    places = known.index.get_indexer(index)
    singly = {(each.measure, each.area, each.group, each.question): each for each in judged.singly}
    for (question, answers), left in zip(judged.answered, judged.left, strict=True):
        verdict, reason = np.empty(len(known), object), np.empty(len(known), object)
        verdict[places] = np.array(VERDICTS, object)[answers.verdict]
        reason[places] = np.array(REASON_TEXTS, object)[answers.reason]
        for at in np.flatnonzero(left).tolist():
            said = singly[(*index[at], question.name)]
            verdict[places[at]], reason[places[at]] = said.verdict, said.reason
        yield question.name, verdict, reason


def _causes(question: str, reason: str, series: pd.DataFrame) -> Counter[str]:
    """How many of these series each cause explains, the first that holds; all of them, or the data differ."""
    found: Counter[str] = Counter()
    for questions, fact, words in CAUSES.get(reason, ()):
        if questions and question not in questions:
            continue
        held = series[fact].to_numpy(bool)
        found[words] += int(held.sum())
        series = series[~held]
    if len(series):
        raise AssertionError(
            f"{question}: {reason} of {len(series)} series is not explained: {series.index[0]}"
        )
    return found


def _sentence(causes: Counter[str]) -> str:
    parts = [f"{count:,} {words}" for words, count in causes.most_common() if count]
    return "; ".join(parts)
