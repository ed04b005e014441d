"""Text into exact decimals, a whole column at a time, and what to tell a person whose text is no number."""

import re
from decimal import Context, Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.columns import NUMBER

PATTERN = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$"
SAFE = r"^[+-]?([0-9]{1,20}(\.[0-9]{0,18})?|\.[0-9]{1,18})([eE]-[01]?[0-9])?$"
"""What Arrow makes exact or refuses: of more digits, or a lower power, it silently makes another number."""
PLACES = 18
WHOLE_DIGITS = 20
LONGEST = 400
FLOAT_DIGITS = 17
"""The most significant figures that a float is written with: what lies beyond 18 places of those is noise."""
_LEAST_ROUNDED = Decimal("1e-9")

Rows = npt.NDArray[np.int64]


def read_numbers(texts: pa.ChunkedArray) -> tuple[pa.Array, Rows]:
    """Each text as decimal128(38,18), null where it is empty, and the rows whose text could not be read.

    No number passes through floating point. `1e5` is understood; `1,000`, `45%`, `<5` and infinity are not.
    More than 18 decimal places are rounded where a float was written out in full, and otherwise refused.
    """
    column = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    bad = np.empty(0, dtype=np.int64)
    safe = _all_are(column, SAFE)
    if not safe:
        column = pc.utf8_trim_whitespace(column)
        column = pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)
        good = pc.fill_null(pc.match_substring_regex(column, PATTERN), True)
        column = pc.if_else(good, column, pa.scalar(None, pa.string()))
        bad = np.flatnonzero(~good.to_numpy(zero_copy_only=False))
        safe = _all_are(column, SAFE)
    try:
        return (column.cast(NUMBER), bad) if safe else _one_by_one(column, bad)
    except pa.ArrowInvalid:
        return _one_by_one(column, bad)


def _all_are(column: pa.Array, pattern: str) -> bool:
    """Has every text that is there the pattern?"""
    return bool(pc.all(pc.fill_null(pc.match_substring_regex(column, pattern), True)).as_py())


def _one_by_one(column: pa.Array, bad: Rows) -> tuple[pa.Array, Rows]:
    """The same, where some number is too long for Arrow's own reading."""
    numbers: list[Decimal | None] = []
    more = []
    for row, text in enumerate(column.to_pylist()):
        number = None if text is None else exact(text)
        if text is not None and number is None:
            more.append(row)
        numbers.append(number)
    return pa.array(numbers, NUMBER), np.union1d(bad, np.array(more, dtype=np.int64))


def exact(text: str) -> Decimal | None:
    """The number that a text states, or None where it states none that fits 20 digits and 18 places.

    A float's last figures beyond 18 places are rounded away: nothing is judged at more than 6.
    """
    if not re.fullmatch(PATTERN, text.strip()):
        return None
    number = Decimal(text.strip())
    _, digits, exponent = number.as_tuple()
    if number == 0 or not isinstance(exponent, int) or len(digits) > LONGEST:
        return Decimal(0) if number == 0 else None
    trimmed = number.normalize(Context(prec=LONGEST))
    if len(digits) <= FLOAT_DIGITS and abs(trimmed) >= _LEAST_ROUNDED and -exponent > PLACES:
        trimmed = trimmed.quantize(Decimal(1).scaleb(-PLACES)).normalize(Context(prec=LONGEST))
    _, digits, exponent = trimmed.as_tuple()
    fits = isinstance(exponent, int) and -exponent <= PLACES and len(digits) + exponent <= WHOLE_DIGITS
    return trimmed if fits else None


def in_words(number: Decimal) -> str:
    """A number as a person would write it: no exponent, no noughts after the last figure."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def why_no_number(text: str) -> tuple[str, str]:
    """What is wrong with a text that should be a number, and what to do about it."""
    said = f"'{text.strip()[:40]}'"
    bare = text.strip()
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        return f"{said} has commas in the number", f"write {bare.replace(',', '')}"
    if bare.endswith("%"):
        return (
            f"{said} has a percentage sign in the number",
            f"write {bare.rstrip('% ')}; the unit says per cent",
        )
    if bare[:1] in "<>~" and exact(bare[1:]) is not None:
        return (
            f"{said} is text, not a number",
            f"write {bare[1:].strip()} and put {bare[0]} in the qualifier column",
        )
    if bare[:1] in "£$€":
        return f"{said} has a currency sign in the number", f"write {bare[1:].replace(',', '')}"
    if bare.startswith("#"):
        return (
            f"{said} is a spreadsheet error",
            "mend the formula, or leave the cell empty with the status missing",
        )
    if bare.lower().lstrip("+-") in ("inf", "infinity", "nan"):
        return f"{said} is not a finite number", "leave the cell empty where there is no figure"
    if re.fullmatch(PATTERN, bare):
        what = f"{said} has more than {PLACES} decimal places or {WHOLE_DIGITS} digits"
        return what, f"round it to {PLACES} decimal places or fewer"
    return f"{said} is not a number", "write a number, or leave the cell empty with the status missing"
