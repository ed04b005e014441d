"""One cell of a budget book, from its text to its value; what is no value is said with what to write."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from goldenthread.engine.budget.book_layout import Column
from goldenthread.engine.workbook import CALCULATE, UNWORKED
from goldenthread.rules.budget import Exposure
from goldenthread.rules.financial_year import UnknownYear, read_year, year_name
from goldenthread.rules.money import MOST, PENNY, UnknownMoney, read_pounds
from goldenthread.rules.number import UnknownNumber, places, read_number
from goldenthread.rules.unseen_letter import unseen

LONGEST_TEXT: Final = 5000
YES: Final = ("yes", "y", "true", "1")
NO: Final = ("no", "n", "false", "0", "")
_TIMES: Final = {"": 1, "k": 1000, "m": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
_WRITTEN: Final = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-\u2212\u2013]?)\s*£?\s*(?P<digits>\d[\d,\s]*(?:\.\d+)?)\s*"
    r"(?P<times>k|mn|million|m|bn|billion)?\s*(?P<after>[-\u2212\u2013]?)\)?\s*(?P<unit>pounds|gbp)?",
    re.IGNORECASE,
)


class BadCell(ValueError):
    """The text is no such value: what is wrong, and what to do."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(what)
        self.what, self.do = what, do


def read_cell(column: Column, text: str, times: int) -> Any:
    """The value of a cell under that heading; `times` is what an amount counts. Raises BadCell."""
    if not text:
        if column.needed:
            raise BadCell("the cell is empty", _fill(column))
        return None if column.may_be_none else _EMPTY.get(column.holds, "")
    if text == UNWORKED:
        raise BadCell(UNWORKED, CALCULATE)
    if len(text) > LONGEST_TEXT:
        raise BadCell(f"the cell holds more than {LONGEST_TEXT:,} letters", "shorten it")
    if letter := unseen(text):
        raise BadCell(f"the cell holds {letter}, which nobody sees", "write it again by hand")
    if column.holds == "amount":
        return read_amount(text, times)
    return _READ[column.holds](text)


def _fill(column: Column) -> str:
    if column.holds in ("amount", "number", "share", "charge"):
        return "write the number; 0 where there is none"
    if column.codes:
        return f"use one of {', '.join(column.codes)}"
    return "write " + column.about[:1].lower() + column.about[1:]


def read_amount(text: str, times: int = 1) -> Decimal:
    """A sum in pounds, from a plain number that counts pounds or thousands. Raises BadCell on other text."""
    try:
        if times == 1:
            return read_pounds(text)
        value = read_number(text) * times
        if places(value) > 2 or abs(value) >= MOST:
            raise UnknownMoney(
                "has parts of a penny" if abs(value) < MOST else "is larger than any council's sum"
            )
        return value.quantize(PENNY)
    except UnknownMoney as wrong:
        if str(wrong) != "is not a plain number":
            do = "write it in whole pence"
            if "larger" in str(wrong):
                do = "look at the number, and at the unit on About: amounts there count pounds or thousands"
            raise BadCell(f"{_shown(text)} {wrong}", do) from wrong
    except UnknownNumber:
        pass
    raise BadCell(f"{_shown(text)} is text, not an amount", _plainly(text, times))


def _plainly(text: str, times: int) -> str:
    """What to write in place of an amount as people say it."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return "write the amount as a plain number, or take the row out until it is known"
    digits = re.sub(r"[,\s]", "", found["digits"])
    said = Decimal(digits) * _TIMES[(found["times"] or "").lower()]
    if times != 1 and found["times"]:
        said /= times
    minus = "-" if found["sign"] or found["after"] or found["open"] else ""
    plain = f"{said:f}"
    return f"write {minus}{plain.rstrip('0').rstrip('.') if '.' in plain else plain}, as a number"


def _number(text: str) -> Decimal:
    try:
        return read_number(text)
    except UnknownNumber:
        raise BadCell(f"{_shown(text)} is not a number", _plainly(text, 1)) from None


def _share(text: str) -> Decimal:
    """A share as 0.0199, or as 1.99%."""
    bare = text[:-1].rstrip() if text.endswith("%") else text
    try:
        value = read_number(bare)
    except UnknownNumber:
        raise BadCell(f"{_shown(text)} is not a number", "write a share: 2% is 0.02") from None
    return value / 100 if text.endswith("%") else value


def _year(text: str) -> int:
    try:
        return read_year(text)
    except UnknownYear:
        do = "write it as 2021/22"
        if re.fullmatch(r"\d{4}", text):
            year = int(text)
            do = f"write {year_name(year)} or {year_name(year - 1)}: {text} could be either"
        raise BadCell(f"{_shown(text)} is not a financial year", do) from None


def _yes(text: str) -> bool:
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise BadCell(f"{_shown(text)} is neither yes nor no", "write yes or no")


def _list(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(";") if each.strip())


def _weights(text: str) -> tuple[Exposure, ...]:
    """`pay 0.6; care-fees 40%`; a driver without a number moves the whole."""
    found = []
    for each in _list(text):
        ref, _, weight = each.replace("=", " ").partition(" ")
        try:
            found.append(Exposure(ref.rstrip(":"), _share(weight.strip()) if weight.strip() else Decimal(1)))
        except BadCell as bad:
            raise BadCell(f"{_shown(each)}: {bad.what}", "write a driver and a share: pay 0.6") from None
    return tuple(found)


def _shown(text: str) -> str:
    """The text as a fault repeats it."""
    return f"'{text[:60]}…'" if len(text) > 60 else f"'{text}'"


_EMPTY: Final[Mapping[str, Any]] = {
    "amount": Decimal("0.00"),
    "charge": Decimal("0.00"),
    "share": Decimal(0),
    "number": Decimal(0),
    "yes": False,
    "year": None,
    "list": (),
    "weights": (),
}
_READ: Final[Mapping[str, Callable[[str], Any]]] = {
    "text": str,
    "code": lambda text: text.lower().replace(" ", "_").replace("-", "_"),
    "charge": read_amount,
    "number": _number,
    "share": _share,
    "year": _year,
    "yes": _yes,
    "list": _list,
    "weights": _weights,
}
