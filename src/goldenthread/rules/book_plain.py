"""A budget book as plain text and lists, the same for the same book, and back; its checksum is of that."""

import hashlib
import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from goldenthread.rules.budget import Book
from goldenthread.rules.financial_year import read_year, year_name

T = TypeVar("T")

_HINTS: dict[type, dict[str, Any]] = {}


def plain(value: Any) -> Any:
    """A value of `rules.budget` as dicts, lists and text: decimals written out, years as 2021/22."""
    kind = type(value)
    if kind in (str, int, bool) or value is None:
        return value
    if kind is Decimal:
        return _shortest(value)
    if kind is tuple:
        return [plain(each) for each in value]
    if is_dataclass(kind):
        return {name: _named(name, getattr(value, name)) for name in _names(kind)}
    if isinstance(value, Mapping):
        return {year_name(year): plain(held) for year, held in sorted(value.items())}
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def _shortest(value: Decimal) -> str:
    """Without the zeros that say nothing, so that 0.5 from a file and 0.500000 from a table are one text."""
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _named(name: str, value: Any) -> Any:
    return year_name(value) if name in ("year", "first") else plain(value)


def read_plain(kind: type[T], held: Mapping[str, Any]) -> T:
    """The value of that kind that `plain` wrote. It trusts what it reads: files go through `engine.book`."""
    if kind not in _HINTS:
        _HINTS[kind] = get_type_hints(kind)
    hints = _HINTS[kind]
    return kind(**{name: _read(name, hints[name], value) for name, value in held.items()})


def _read(name: str, hint: Any, value: Any) -> Any:
    if name in ("year", "first"):
        return read_year(value)
    if hint in (str, bool, int):
        return value
    if hint is Decimal:
        return Decimal(value)
    inside = get_args(hint)
    if get_origin(hint) in (Union, types.UnionType):
        return None if value is None else _read("", inside[0], value)
    if get_origin(hint) is tuple:
        return tuple(_read("", inside[0], each) for each in value)
    if inside:
        return {read_year(year): _read("", inside[1], each) for year, each in value.items()}
    return read_plain(hint, value) if isinstance(hint, type) and is_dataclass(hint) else value


def checksum(book: Book) -> str:
    """SHA-256 of the book; the same book always has the same one."""
    written = json.dumps(plain(book), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
