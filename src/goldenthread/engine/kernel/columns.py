"""A frame's answers as compact columns: one row for each series, a few small columns for each question."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldenthread.engine.kernel.answer import Answers, Figures, Ints
from goldenthread.engine.kernel.frame import Frame
from goldenthread.engine.kernel.outcome import Judged, base_figures, base_ranks
from goldenthread.rules.policy import Question

TENS = 10.0 ** np.arange(23)
"""The powers of ten that are exact as doubles."""

PER_QUESTION = (
    ("", pa.int8()),
    ("_reason", pa.int8()),
    ("_marks", pa.uint8()),
    ("_base", pa.int32()),
    ("_against", pa.float64()),
    ("_change", pa.float64()),
    ("_lower", pa.float64()),
    ("_upper", pa.float64()),
    ("_basis", pa.int32()),
    ("_rank", pa.int16()),
    ("_ranked", pa.int16()),
)


def columns_schema(questions: Sequence[Question]) -> pa.Schema:
    """The series' keys, latest period and value, then every question's columns.

    Codes are places in VERDICTS, REASON_TEXTS and the legend; marks and basis are bits of MARKS and BASES.
    Figures are doubles: what they decided was decided before, in whole numbers.
    """
    keys = [("m", pa.int32()), ("a", pa.int32()), ("g", pa.int32()), ("p", pa.int32()), ("v", pa.float64())]
    asked = [(f"{each.name}{ending}", kind) for each in questions for ending, kind in PER_QUESTION]
    return pa.schema([*keys, *asked])


def columns_of(judged: Judged, low: int = 0) -> pa.RecordBatch:
    """The compact columns of a frame, without what the rules judged; its first measure has the code `low`."""
    frame = judged.frame
    value = Figures(frame.units[frame.last], frame.decimals, frame.valued[frame.last])
    arrays = [
        pa.array(frame.measure + low, pa.int32()),
        pa.array(frame.area, pa.int32()),
        pa.array(frame.group, pa.int32()),
        pa.array(frame.latest, pa.int32()),
        _doubles(value),
    ]
    for _, answers in judged.answered:
        arrays += _answered(frame, answers)
    schema = columns_schema([question for question, _ in judged.answered])
    batch = pa.RecordBatch.from_arrays(arrays, schema=schema)
    left = np.logical_or.reduce(judged.left)
    return batch.filter(pa.array(~left)) if left.any() else batch


def _answered(frame: Frame, answers: Answers) -> list[pa.Array]:
    base = base_ranks(frame, answers)
    ranked = answers.ranked == 0
    return [
        pa.array(answers.verdict.astype(np.int8)),
        pa.array(answers.reason.astype(np.int8)),
        pa.array(answers.marks.astype(np.uint8)),
        pa.array(base.astype(np.int32), mask=base < 0),
        _doubles(base_figures(frame, answers)),
        _doubles(answers.change),
        _doubles(answers.lower),
        _doubles(answers.upper),
        pa.array(answers.basis.astype(np.int32)),
        _ranks(answers.rank, ranked),
        _ranks(answers.ranked, ranked),
    ]


def _ranks(ranks: Ints, none: npt.NDArray[np.bool_]) -> pa.Array:
    return pa.nulls(len(ranks), pa.int16()) if none.all() else pa.array(ranks.astype(np.int16), mask=none)


def _doubles(figures: Figures) -> pa.Array:
    there = figures.there
    if not there.any():
        return pa.nulls(len(there), pa.float64())
    values = figures.units / TENS[figures.places]
    return pa.array(values) if there.all() else pa.array(values, mask=~there)
