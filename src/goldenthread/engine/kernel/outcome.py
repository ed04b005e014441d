"""The judgements table: one row for each measure, area, group and question, in that order."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pyarrow as pa

from goldenthread.engine.kernel.answer import REASON_TEXTS, VERDICTS, Answers, Bools, Figures, Ints
from goldenthread.engine.kernel.frame import Frame
from goldenthread.engine.kernel.text import decimal_text
from goldenthread.rules.number import plain
from goldenthread.rules.policy import Policy, Question
from goldenthread.rules.verdict import MARKS, Verdict, in_order

JUDGEMENTS: Final = pa.schema(
    [
        (name, pa.string())
        for name in (
            "measure",
            "area",
            "group",
            "question",
            "verdict",
            "reason",
            "marks",
            "period",
            "value",
            "base_period",
            "base_value",
            "change",
            "lower_limit",
            "upper_limit",
            "rule",
            "qualifier",
            "base_qualifier",
        )
    ]
)
"""Numbers are text: exact decimals with the measure's places. Null where there is none."""

NUMBERS: Final = ("value", "base_value", "change", "lower_limit", "upper_limit")
KEYS: Final = ("measure", "area", "group", "question")


class Answered:
    """Turns the answers of a frame into rows; what every question shares is made once."""

    def __init__(self, frame: Frame, policy: Policy) -> None:
        self.frame, self.policy = frame, policy
        self.periods = pa.array([str(period) for period in frame.periods.periods], pa.string())
        self.period = self.periods.take(pa.array(frame.when[frame.last]))
        self.value = decimal_text(Figures(frame.units[frame.last], frame.decimals, frame.valued[frame.last]))
        self.keys = [
            pa.array(codes.texts, pa.string()).take(pa.array(frame.of_series(codes)))
            for codes in (frame.measures, frame.areas, frame.groups)
        ]

    def rows(self, question: Question, answers: Answers, keep: Bools) -> pa.Table:
        """The rows of the series to keep."""
        frame = self.frame
        has_base = answers.base >= 0
        base_value = Figures(frame.units[answers.base], frame.decimals, has_base & frame.valued[answers.base])
        base_period = self.periods.take(pa.array(frame.when[answers.base], mask=~has_base))
        columns = [
            *self.keys,
            self._same(question.name),
            pa.array(VERDICTS, pa.string()).take(pa.array(answers.verdict)),
            pa.array(REASON_TEXTS, pa.string()).take(pa.array(answers.reason)),
            _mark_texts().take(pa.array(answers.marks)),
            self.period,
            self.value,
            base_period,
            decimal_text(base_value),
            decimal_text(answers.change),
            decimal_text(answers.lower),
            decimal_text(answers.upper),
            self._same(self.policy.rule_name(question)),
            self._qualifiers(frame.last, frame.valued[frame.last]),
            self._qualifiers(answers.base, has_base),
        ]
        return pa.table(columns, schema=JUDGEMENTS).filter(pa.array(keep))

    def _qualifiers(self, rows: Ints, there: Bools) -> pa.Array:
        """The qualifier of each row, empty where the row is not there."""
        texts = pa.array([*self.frame.qualifiers.texts, ""], pa.string())
        return texts.take(pa.array(np.where(there, self.frame.qualifiers.of_row[rows], len(texts) - 1)))

    def _same(self, text: str) -> pa.Array:
        """One text for every series."""
        return pa.array([text], pa.string()).take(pa.array(np.zeros(self.frame.count, np.int64)))


def _mark_texts() -> pa.Array:
    """The text of every set of marks, by its bits."""
    sets = ({mark for at, mark in enumerate(MARKS) if bits >> at & 1} for bits in range(1 << len(MARKS)))
    return pa.array([";".join(in_order(marks)) for marks in sets], pa.string())


def table_of(verdicts: Sequence[Verdict]) -> pa.Table:
    """Verdicts of the rules as rows."""
    return pa.Table.from_pylist([_row(verdict) for verdict in verdicts], schema=JUDGEMENTS)


def _row(verdict: Verdict) -> dict[str, str | None]:
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
