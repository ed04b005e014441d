"""A frame's answers as compact columns: one row for each series, a few small columns for each question."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldenthread.engine.kernel.answer import Answers, Bools, Figures, Ints
from goldenthread.engine.kernel.frame import Frame
from goldenthread.engine.kernel.outcome import Judged, base_ranks
from goldenthread.rules.policy import Question

TENS: Final = 10.0 ** np.arange(23)
"""The powers of ten that are exact as doubles."""

KINDS: Final[Mapping[str, pa.DataType]] = {
    "": pa.int8(),
    "reason": pa.int8(),
    "marks": pa.uint8(),
    "base": pa.int32(),
    "change": pa.float64(),
    "lower": pa.float64(),
    "upper": pa.float64(),
    "basis": pa.int32(),
    "rank": pa.int16(),
    "ranked": pa.int16(),
}
MISSING: Final = frozenset(("base", "change", "lower", "upper", "rank", "ranked"))
"""Where an answer may have nothing to say; a column that is never empty costs less to write."""

SAID: Final = ("", "reason", "marks")
COMPARED: Final = ("base", "change")
TESTED: Final = ("lower", "upper")

PARTS: Final[Mapping[str, Sequence[str]]] = {
    "variance": (*SAID, *COMPARED, *TESTED),
    "target": (*SAID, *TESTED),
    "expected_range": (*SAID, *TESTED),
    "regression": (*SAID, *COMPARED, *TESTED),
    "recent_trend": (*SAID, *COMPARED, *TESTED, "basis"),
    "significance": (*SAID, *COMPARED, *TESTED, "basis"),
    "variation": (*SAID, *TESTED, "basis"),
    "assurance": (*SAID, *TESTED),
    "comparison": (*SAID, *COMPARED, *TESTED, "basis", "rank", "ranked"),
    "trajectory": (*SAID, *COMPARED, *TESTED, "basis"),
}
"""What a rule's answers have; the value that one is set against is the value less the change."""


def columns_schema(questions: Sequence[Question]) -> pa.Schema:
    """The series' keys, latest period and value, then every question's columns.

    Codes are places in VERDICTS, REASON_TEXTS and the legend; marks and basis are bits of MARKS and BASES.
    Figures are doubles: what they decided was decided before, in whole numbers.
    """
    keys = [*(pa.field(key, pa.int32(), nullable=False) for key in "magp"), pa.field("v", pa.float64())]
    asked = [
        pa.field(f"{each.name}_{part}".removesuffix("_"), KINDS[part], part in MISSING)
        for each in questions
        for part in PARTS[each.rule]
    ]
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
    for question, answers in judged.answered:
        arrays += [_part(frame, answers, part) for part in PARTS[question.rule]]
    schema = columns_schema([question for question, _ in judged.answered])
    batch = pa.RecordBatch.from_arrays(arrays, schema=schema)
    left = np.logical_or.reduce(judged.left)
    return batch.filter(pa.array(~left)) if left.any() else batch


def _part(frame: Frame, answers: Answers, part: str) -> pa.Array:
    """One column of a question's answers."""
    if part in ("change", "lower", "upper"):
        return _doubles(getattr(answers, part))
    if part == "base":
        ranks = base_ranks(frame, answers)
        return _codes(ranks, part, ranks < 0)
    if part in ("rank", "ranked"):
        return _codes(getattr(answers, part), part, answers.ranked == 0)
    return pa.array(getattr(answers, part or "verdict").astype(KINDS[part].to_pandas_dtype()))


def _codes(codes: Ints, part: str, none: Bools) -> pa.Array:
    if none.all():
        return pa.nulls(len(codes), KINDS[part])
    return held(codes.astype(KINDS[part].to_pandas_dtype()), ~none)


def _doubles(figures: Figures) -> pa.Array:
    if not figures.there.any():
        return pa.nulls(len(figures.there), pa.float64())
    return held(figures.units / TENS[figures.places], figures.there)


def held(values: npt.NDArray[np.generic], there: Bools) -> pa.Array:
    """Numbers as a column, null where there are none. Arrow with a mask would take seven times as long."""
    bits = pa.py_buffer(np.packbits(there, bitorder="little"))
    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), [bits, pa.py_buffer(values)])
