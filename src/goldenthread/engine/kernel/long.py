"""A frame's answers as the long table: JUDGEMENTS, its words as codes and its figures as doubles."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldenthread.engine.kernel.answer import REASON_TEXTS, VERDICTS, Answers, Bools, Figures, Ints
from goldenthread.engine.kernel.columns import TENS, held
from goldenthread.engine.kernel.frame import Floats
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
Codes = npt.NDArray[np.int32]
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

    def each(of: Callable[[Answers], Numbers]) -> Codes:
        """One column of every question's answers, laid end to end."""
        parts = [of(answers)[rows] for answers, rows in zip(given, kept, strict=True)]
        return np.concatenate(parts, dtype=np.int32, casting="unsafe")

    def same(by_series: Numbers) -> Codes:
        """The same column for every question."""
        return np.concatenate([by_series.astype(np.int32)[rows] for rows in kept])

    def qualifiers(of: Callable[[Answers], Ints]) -> pa.Array:
        """Those of the rows that are said, -1 for none."""
        if frame.qualifier is None:
            return _words(np.zeros(len(at), np.int32), QUALIFIERS)
        rows = each(of)
        return _words(np.where(rows >= 0, frame.qualifier[rows], 0).astype(np.int32), QUALIFIERS)

    at = np.repeat(np.arange(len(given), dtype=np.int32), [len(frame.every[rows]) for rows in kept])
    base_period = each(lambda answers: base_ranks(frame, answers))
    named = [judged.policy.rule_name(question) for question, _ in judged.answered]
    rules = list(dict.fromkeys(named))  # a text that stands twice in a list is not written as a code
    value = _values(Figures(frame.units[frame.last], frame.decimals, frame.valued[frame.last]))
    valued = np.where(frame.valued[frame.last], frame.last, -1)
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
        _doubles([_values(base_figures(frame, a)) for a in given], kept),
        _doubles([_values(a.change) for a in given], kept),
        _doubles([_values(a.lower) for a in given], kept),
        _doubles([_values(a.upper) for a in given], kept),
        _words(np.array([rules.index(rule) for rule in named], np.int32)[at], rules),
        qualifiers(lambda _: valued),
        qualifiers(lambda a: a.base),
        basis_texts(each(lambda a: a.basis)),
        _counts(each(lambda a: a.rank)),
        _counts(each(lambda a: a.ranked)),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=LONG)


def _words(codes: Codes, texts: Sequence[str], there: Bools | None = None) -> pa.Array:
    """Codes that all have a text, but for those that are not there."""
    indices = pa.array(codes) if there is None else held(codes, there)
    return pa.DictionaryArray.from_arrays(indices, pa.array(texts, pa.string()), safe=False)


def _doubles(values: Sequence[tuple[Floats, Bools]], kept: Sequence[Ints | slice]) -> pa.Array:
    there = np.concatenate([there[rows] for (_, there), rows in zip(values, kept, strict=True)])
    if not there.any():
        return pa.nulls(len(there), pa.float64())
    joined = np.concatenate([each[rows] for (each, _), rows in zip(values, kept, strict=True)])
    return held(joined, there)


def _values(figures: Figures) -> tuple[Floats, Bools]:
    """By series the figure, and whether it is there."""
    if not figures.there.any():
        return np.zeros(len(figures.there)), figures.there
    return figures.units / TENS[figures.places], figures.there


def _counts(ranks: Codes) -> pa.Array:
    return held(ranks, ranks > 0)
