"""A frame's answers as the long table: JUDGEMENTS, its words as codes and its figures as doubles."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldenthread.engine.kernel.answer import REASON_TEXTS, VERDICTS, Answers, Figures, Ints
from goldenthread.engine.kernel.columns import TENS
from goldenthread.engine.kernel.outcome import (
    COUNTED,
    JUDGEMENTS,
    NUMBERS,
    Judged,
    base_figures,
    base_ranks,
    basis_texts,
    mark_texts,
)
from goldenthread.rules.observation import QUALIFIERS

Numbers = npt.NDArray[np.integer[Any]]
WORD = pa.dictionary(pa.int32(), pa.string())
TYPES = dict.fromkeys(NUMBERS, pa.float64()) | dict.fromkeys(COUNTED, pa.int32())
MISSING = frozenset((*NUMBERS, *COUNTED, "period", "base_period"))
LONG = pa.schema([pa.field(name, TYPES.get(name, WORD), name in MISSING) for name in JUDGEMENTS.names])
"""JUDGEMENTS as it is written to Parquet: a column that is never empty costs less to write."""


def long_of(judged: Judged) -> pa.RecordBatch:
    """Every question's rows, one question after another, without what the rules judged."""
    frame = judged.frame
    given = [answers for _, answers in judged.answered]
    kept = [np.flatnonzero(~left) if left.any() else slice(None) for left in judged.left]
    periods = [str(period) for period in frame.periods.periods]

    def each(of: Callable[[Answers], Numbers]) -> Numbers:
        """One column of every question's answers, laid end to end."""
        return np.concatenate([of(answers)[rows] for answers, rows in zip(given, kept, strict=True)])

    def same(by_series: Numbers) -> Numbers:
        """The same column for every question."""
        return np.concatenate([by_series[rows] for rows in kept])

    base = each(lambda answers: answers.base)

    at = np.repeat(np.arange(len(given)), [len(frame.every[rows]) for rows in kept])
    base_period = each(lambda answers: base_ranks(frame, answers))
    named = [judged.policy.rule_name(question) for question, _ in judged.answered]
    rules = list(dict.fromkeys(named))  # a text that stands twice in a list is not written as a code
    value = Figures(frame.units[frame.last], frame.decimals, frame.valued[frame.last])
    columns = [
        _words(same(frame.measure), frame.refs),
        _words(same(frame.area), frame.places),
        _words(same(frame.group), frame.groups),
        _words(at, [question.name for question, _ in judged.answered]),
        _words(each(lambda a: a.verdict), VERDICTS),
        _words(each(lambda a: a.reason), REASON_TEXTS),
        mark_texts(each(lambda a: a.marks)),
        _words(same(frame.latest), periods),
        _doubles([value] * len(given), kept),
        _words(base_period, periods, base_period >= 0),
        _doubles([base_figures(frame, a) for a in given], kept),
        _doubles([a.change for a in given], kept),
        _doubles([a.lower for a in given], kept),
        _doubles([a.upper for a in given], kept),
        _words(np.array([rules.index(rule) for rule in named])[at], rules),
        _qualifiers(frame.qualifier, same(frame.last), frame.valued),
        _qualifiers(frame.qualifier, base, base >= 0),
        basis_texts(each(lambda a: a.basis)),
        _counts(each(lambda a: a.rank)),
        _counts(each(lambda a: a.ranked)),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=LONG)


def _words(codes: Numbers, texts: Sequence[str], there: npt.NDArray[np.bool_] | None = None) -> pa.Array:
    mask = None if there is None or there.all() else ~there
    indices = pa.array(codes.astype(np.int32), mask=mask)
    return pa.DictionaryArray.from_arrays(indices, pa.array(texts, pa.string()))


def _qualifiers(said: Ints | None, rows: Numbers, there: npt.NDArray[np.bool_]) -> pa.Array:
    if said is None:
        return _words(np.zeros(len(rows), np.int32), QUALIFIERS)
    known = there[rows] if len(there) != len(rows) else there
    return _words(np.where(known, said[rows], 0), QUALIFIERS)


def _doubles(figures: Sequence[Figures], kept: Sequence[Ints | slice]) -> pa.Array:
    there = np.concatenate([each.there[rows] for each, rows in zip(figures, kept, strict=True)])
    if not there.any():
        return pa.nulls(len(there), pa.float64())
    values = np.concatenate([_values(each)[rows] for each, rows in zip(figures, kept, strict=True)])
    return pa.array(values, mask=~there)


def _values(figures: Figures) -> npt.NDArray[np.float64]:
    if not figures.there.any():
        return np.zeros(len(figures.there))
    values: npt.NDArray[np.float64] = figures.units / TENS[figures.places]
    return values


def _counts(ranks: Numbers) -> pa.Array:
    return pa.array(ranks.astype(np.int32), mask=ranks == 0)
