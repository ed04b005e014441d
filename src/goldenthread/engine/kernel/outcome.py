"""The judgements table: one row for each measure, area, group and question, in that order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldenthread.engine.kernel.answer import REASON_TEXTS, VERDICTS, Answers, Bools, Figures, Ints
from goldenthread.engine.kernel.frame import Frame
from goldenthread.engine.kernel.text import decimal_text
from goldenthread.rules.number import plain
from goldenthread.rules.observation import QUALIFIERS
from goldenthread.rules.policy import Policy, Question
from goldenthread.rules.verdict import BASES, MARKS, Verdict, basis_of, in_order

WORDS: Final = ("measure", "area", "group", "question", "verdict", "reason", "marks", "period")
NUMBERS: Final = ("value", "base_value", "change", "lower_limit", "upper_limit")
COLUMNS: Final = (
    *WORDS,
    "value",
    "base_period",
    "base_value",
    "change",
    "lower_limit",
    "upper_limit",
    "rule",
    "qualifier",
    "base_qualifier",
    "basis",
    "rank",
    "ranked",
)
COUNTED: Final = ("rank", "ranked")
JUDGEMENTS: Final = pa.schema([(name, pa.int32() if name in COUNTED else pa.string()) for name in COLUMNS])
"""Figures are text: exact decimals with the measure's places. Null where there is none."""

SEVERAL: Final = 24
Codes = npt.NDArray[np.integer[Any]]
KEYS: Final = ("measure", "area", "group", "question")


@dataclass(frozen=True)
class Judged:
    """A frame's answers, question by question; which series are left to the rules, and what those say."""

    frame: Frame
    policy: Policy
    answered: tuple[tuple[Question, Answers], ...]
    left: tuple[Bools, ...]
    singly: tuple[Verdict, ...]

    def long(self) -> pa.Table:
        """JUDGEMENTS, question by question."""
        asked = zip(self.answered, self.left, strict=True)
        tables = [self._rows(question, answers, ~left) for (question, answers), left in asked]
        return pa.concat_tables([*tables, table_of(self.singly)])

    def _rows(self, question: Question, answers: Answers, keep: Bools) -> pa.Table:
        """The rows of the series to keep."""
        frame, decimals = self.frame, self.frame.decimals
        base_period = base_ranks(frame, answers)
        columns = [
            *self._keys,
            _same(question.name, frame.count),
            pa.array(VERDICTS, pa.string()).take(pa.array(answers.verdict)),
            pa.array(REASON_TEXTS, pa.string()).take(pa.array(answers.reason)),
            mark_texts(answers.marks).cast(pa.string()),
            self._period,
            self._value,
            self._periods.take(pa.array(base_period, mask=base_period < 0)),
            decimal_text(base_figures(frame, answers), decimals),
            decimal_text(answers.change, decimals),
            decimal_text(answers.lower, decimals),
            decimal_text(answers.upper, decimals),
            _same(self.policy.rule_name(question), frame.count),
            self._qualifiers(frame.last, frame.valued[frame.last]),
            self._qualifiers(answers.base, answers.base >= 0),
            basis_texts(answers.basis).cast(pa.string()),
            pa.array(answers.rank.astype(np.int32), mask=answers.rank == 0),
            pa.array(answers.ranked.astype(np.int32), mask=answers.ranked == 0),
        ]
        return pa.table(columns, schema=JUDGEMENTS).filter(pa.array(keep))

    @cached_property
    def _keys(self) -> list[pa.Array]:
        frame = self.frame
        named = ((frame.refs, frame.measure), (frame.places, frame.area), (frame.groups, frame.group))
        return [pa.array(texts, pa.string()).take(pa.array(codes)) for texts, codes in named]

    @cached_property
    def _periods(self) -> pa.Array:
        return pa.array([str(period) for period in self.frame.periods.periods], pa.string())

    @cached_property
    def _period(self) -> pa.Array:
        return self._periods.take(pa.array(self.frame.latest))

    @cached_property
    def _value(self) -> pa.Array:
        frame = self.frame
        figures = Figures(frame.units[frame.last], frame.decimals, frame.valued[frame.last])
        return decimal_text(figures, frame.decimals)

    def _qualifiers(self, rows: Ints, there: Bools) -> pa.Array:
        """The qualifier of each row, empty where the row is not there."""
        said = self.frame.qualifier
        if said is None:
            return _same("", self.frame.count)
        return pa.array(QUALIFIERS, pa.string()).take(pa.array(np.where(there, said[rows], 0)))


def base_ranks(frame: Frame, answers: Answers) -> Ints:
    """By series, the rank of its base's period; -1 where there is none."""
    ranks = np.where(answers.base >= 0, frame.when[answers.base], -1)
    if answers.base_value is None:
        return ranks
    return np.where((ranks < 0) & answers.base_value.there, frame.latest, ranks)


def base_figures(frame: Frame, answers: Answers) -> Figures:
    """By series, the value of its base."""
    if answers.base_value is not None:
        return answers.base_value
    there = (answers.base >= 0) & frame.valued[answers.base]
    return Figures(frame.units[answers.base], frame.decimals, there)


def _same(text: str, count: int) -> pa.Array:
    """One text for every series."""
    return pa.array([text], pa.string()).take(pa.array(np.zeros(count, np.int64)))


def mark_texts(bits: Codes) -> pa.DictionaryArray:
    """The text of each set of marks."""
    return _texts_of(bits, MARKS, in_order)


def basis_texts(bits: Codes) -> pa.DictionaryArray:
    """The text of what each answer rests on."""
    return _texts_of(bits, BASES, lambda said: basis_of(*said))


def _texts_of(
    bits: Codes, names: Sequence[str], ordered: Callable[[set[str]], tuple[str, ...]]
) -> pa.DictionaryArray:
    """Bits as the names they stand for, asked once of each distinct set."""
    distinct, codes = few(bits)
    sets = [{name for at, name in enumerate(names) if int(each) >> at & 1} for each in distinct]
    texts = pa.array([";".join(ordered(each)) for each in sets], pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(codes), texts)


def few(values: Codes) -> tuple[Codes, npt.NDArray[np.int32]]:
    """The distinct values and each one's place among them: quick where they are few, as they mostly are."""
    codes = np.zeros(len(values), np.int32)
    distinct = [values[0]] if len(values) else []
    left = values != values[0] if len(values) else np.zeros(0, bool)
    while left.any():
        if len(distinct) > SEVERAL:
            found, places = np.unique(values, return_inverse=True)
            return found, places.astype(np.int32)
        value = values[int(left.argmax())]
        here = values == value
        codes[here] = len(distinct)
        distinct.append(value)
        left &= ~here
    return np.array(distinct, np.int64), codes


def table_of(verdicts: Sequence[Verdict]) -> pa.Table:
    """Verdicts of the rules as rows."""
    return pa.Table.from_pylist([_row(verdict) for verdict in verdicts], schema=JUDGEMENTS)


def _row(verdict: Verdict) -> dict[str, str | int | None]:
    numbers = {name: getattr(verdict, name) for name in NUMBERS}
    return {
        "measure": verdict.measure,
        "area": verdict.area,
        "group": verdict.group,
        "question": verdict.question,
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "marks": ";".join(verdict.marks),
        "period": None if verdict.period is None else str(verdict.period),
        "base_period": None if verdict.base_period is None else str(verdict.base_period),
        **{name: None if number is None else plain(number) for name, number in numbers.items()},
        "rule": verdict.rule,
        "qualifier": verdict.qualifier,
        "base_qualifier": verdict.base_qualifier,
        "basis": ";".join(verdict.basis),
        "rank": verdict.rank,
        "ranked": verdict.ranked,
    }


def in_key_order(tables: Sequence[pa.Table]) -> pa.Table:
    """All rows, sorted by measure, area, group and question."""
    whole = pa.concat_tables([JUDGEMENTS.empty_table(), *tables])
    order: list[Ints] = []
    for key in KEYS:
        coded = whole[key].combine_chunks().dictionary_encode()
        coded = coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded
        texts = coded.dictionary.to_pylist()
        rank = np.empty(len(texts), dtype=np.int64)
        rank[sorted(range(len(texts)), key=lambda at: texts[at])] = np.arange(len(texts))
        order.append(rank[coded.indices.to_numpy()])
    return whole.take(pa.array(np.lexsort(order[::-1])))
